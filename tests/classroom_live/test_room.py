"""A room from the first scan to the export: who sees what when, and that it is what Python says."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import numpy as np
import pytest

import decision_model as dm
from decision_model.errors import DecisionError
from decision_model.interfaces.classroom import Persons, read_answers
from decision_model.interfaces.classroom_server.addresses import place
from decision_model.interfaces.classroom_server.exports import answers_csv, spread
from decision_model.interfaces.classroom_server.painter import Order, Painter, PainterError
from decision_model.interfaces.classroom_server.questions import questions
from decision_model.interfaces.loopback import HERE
from tests.classroom_live.conftest import SCENARIO, Client, Served, answer, serving
from tests.interfaces.conftest import Ask, ask
from tests.profiles import whole_look

__all__ = ["ask"]

PERSONS = 12


def full(served: Served, round: int = 1) -> list[Client]:
    """A class that has answered, phone by phone."""
    phones = [served.phone() for _ in range(PERSONS)]
    for number, phone in enumerate(phones):
        assert phone.ask("/api/vote", answer(number + 5 * round, round=round)).status == 200
    return phones


NAMES = ("safety", "standing", "talk")


def weights_of(number: int) -> dict[str, float]:
    """The weights of a person told by a number."""
    return dict(zip(NAMES, answer(number)["weights"], strict=True))


def expected(model: dm.DecisionModel, rounds: dict[int, list[int]]) -> dm.Classroom:
    """What Python says of persons told by their numbers."""
    ballots = {
        round: [dm.Ballot(weights_of(number), answer(number)["choice"]) for number in numbers]
        for round, numbers in rounds.items()
    }
    return dm.classroom(model, ballots[max(ballots)], ballots.get(max(ballots) - 1, []))


def test_what_is_shown_is_what_python_says(served: Served, model: dm.DecisionModel) -> None:
    teacher = served.instructor()
    full(served)
    assert served.told(teacher)["count"] == PERSONS
    assert teacher.ask("/api/act", {"action": "reveal"}).status == 200
    told = served.told(teacher, lambda found: found.get("picture"))
    result = expected(model, {1: [number + 5 for number in range(PERSONS)]})
    assert told["firsts"] == [list(pair) for pair in zip(result.titles, result.votes.firsts.tolist(), strict=True)]
    assert told["sentences"][0] == f"{result.statement.headline}."
    assert dict(told["choices"]) == {"In Berlin": 4, "In Vienna": 4, "Nowhere": 4}
    given = sorted((11 * (number + 5)) % 101 for number in range(PERSONS))
    assert told["chances"][0]["values"] == given
    assert told["chances"][0]["median"] == pytest.approx(np.median(given))
    for path in ("/picture.svg", "/picture.svg?1&dark"):
        assert b"<svg" in teacher.ask(path).body


@whole_look
def test_an_answer_after_the_reveal_redraws(served: Served, model: dm.DecisionModel) -> None:
    """The teacher may open again after the reveal: the picture follows."""
    teacher = served.instructor()
    full(served)
    for action in ("reveal", "open"):
        assert teacher.ask("/api/act", {"action": action}).status == 200
    first = served.told(teacher, lambda found: found.get("picture"))
    assert served.phone().ask("/api/vote", answer(77)).status == 200
    later = served.told(teacher, lambda found: found["picture"] > first["picture"] and found["count"] == PERSONS + 1)
    result = expected(model, {1: [*(number + 5 for number in range(PERSONS)), 77]})
    assert [count for _, count in later["firsts"]] == pytest.approx(result.votes.firsts.tolist())


def test_nothing_is_seen_before_the_reveal(served: Served) -> None:
    phones, teacher = full(served), served.instructor()
    seen = {"code", "link", "round", "open", "revealed", "count", "before"}
    assert set(served.told(teacher)) == seen
    assert teacher.ask("/picture.svg").status == 404
    state = phones[0].ask("/api/state").data
    assert set(state) == {"round", "open", "revealed", "saved"}
    assert set(phones[0].ask("/api/vote", answer(1)).data) == {"saved", "round"}
    paths = ("/", f"/j/{served.code}", "/room", "/api/state", "/events", "/export/class.csv", "/picture.svg")
    assert not any(re.search(rb"firsts|sentences|weight\.|median", phones[0].ask(path).body) for path in paths)
    teacher.ask("/api/act", {"action": "reveal"})
    served.told(teacher, lambda found: found.get("picture"))
    told = set(phones[0].ask("/api/state").data)
    assert told == {"round", "open", "revealed", "saved", "best", "answers"}  # the own alone
    assert not any(re.search(rb"firsts|sentences|weight\.|median", phones[0].ask(path).body) for path in paths)
    teacher.ask("/api/act", {"action": "hide"})
    assert set(served.told(teacher, lambda found: not found["revealed"])) == seen
    assert teacher.ask("/picture.svg").status == 404


def test_after_the_reveal_a_phone_sees_itself_among_the_others(served: Served) -> None:
    """And of the others shares alone, each weight by itself from low to high, so that no two are of one person."""
    phones, teacher, onlooker = full(served), served.instructor(), served.phone()
    assert phones[0].ask("/api/standing").data == {"strips": []}
    teacher.ask("/api/act", {"action": "reveal"})
    served.told(teacher, lambda found: found.get("picture"))
    assert onlooker.ask("/api/standing").data == {"strips": []}
    assert Client(served.port).ask("/api/standing").status == 403
    weights = np.array([answer(number + 5)["weights"] for number in range(PERSONS)])
    exact = 100 * weights / weights.sum(axis=1, keepdims=True)
    for number, phone in enumerate(phones):
        strips = phone.ask("/api/standing").data["strips"]
        assert [set(strip) for strip in strips] == [{"title", "all", "own", "median"}] * len(NAMES)
        assert [strip["title"] for strip in strips] == ["Safety", "Standing", "Talk"]
        assert sum(strip["own"] for strip in strips) == 100
        for column, strip in enumerate(strips):
            assert strip["all"] == sorted(strip["all"])
            assert strip["all"] == pytest.approx(np.sort(exact[:, column]), abs=1)
            assert strip["own"] == pytest.approx(exact[number, column], abs=1)
            assert strip["own"] in strip["all"]
            assert strip["median"] == np.median(strip["all"])
    teacher.ask("/api/act", {"action": "hide"})
    served.told(teacher, lambda found: not found["revealed"])
    assert phones[0].ask("/api/standing").data == {"strips": []}


def test_nobody_is_shown_among_a_few(served: Served) -> None:
    phones, teacher = [served.phone() for _ in range(4)], served.instructor()
    for number, phone in enumerate(phones):
        assert phone.ask("/api/vote", answer(number)).status == 200
    teacher.ask("/api/act", {"action": "reveal"})
    served.told(teacher, lambda found: found.get("picture"))
    assert phones[0].ask("/api/standing").data == {"strips": []}
    teacher.ask("/api/act", {"action": "open"})
    assert served.phone().ask("/api/vote", answer(9)).status == 200
    served.told(teacher, lambda found: found["count"] == 5 and found.get("picture"))
    assert len(phones[0].ask("/api/standing").data["strips"]) == len(NAMES)


@whole_look
def test_a_second_round_shows_who_moved(served: Served, model: dm.DecisionModel) -> None:
    phones, teacher = full(served), served.instructor()
    assert teacher.ask("/api/act", {"action": "round"}).status == 200
    for number, phone in enumerate(phones):
        assert phone.ask("/api/vote", answer(number + 40, round=2)).status == 200
    teacher.ask("/api/act", {"action": "reveal"})
    told = served.told(teacher, lambda found: found.get("picture"))
    assert (told["round"], told["count"], told["before"]) == (2, PERSONS, PERSONS)
    moved = next(said for said in told["sentences"] if "answered twice" in said)

    def best(number: int) -> int:
        return int(np.argmax(dm.classroom(model, [weights_of(number)]).best[:, 0]))

    changed = sum(best(number + 5) != best(number + 40) for number in range(PERSONS))
    assert set(told["pictures"]) == {"weights", "moves", "gut"}
    shown = [teacher.ask(f"/picture.svg?show={show}").body for show in told["pictures"]]
    assert len(set(shown)) == 3
    assert teacher.ask("/export/class.png?show=moves").body.startswith(b"\x89PNG")
    assert teacher.ask("/export/class.png?show=nothing").status == 404
    assert moved.startswith(f"{changed} of {PERSONS} people")


def test_closed_is_closed_and_reset_begins_again(served: Served) -> None:
    phone, teacher = served.phone(), served.instructor()
    assert teacher.ask("/api/act", {"action": "round"}).status == 422  # nobody has answered yet
    assert phone.ask("/api/vote", answer()).status == 200
    teacher.ask("/api/act", {"action": "close"})
    assert phone.ask("/api/vote", answer(1)).status == 409
    assert phone.ask("/api/state").data == {"round": 1, "open": False, "revealed": False, "saved": True}
    teacher.ask("/api/act", {"action": "open"})
    assert phone.ask("/api/vote", answer(1)).status == 200
    for wrong in ("explode", 1, None, ["open"]):
        assert teacher.ask("/api/act", {"action": wrong}).status == 422
    teacher.ask("/api/act", {"action": "round"})
    assert phone.ask("/api/vote", answer(1)).status == 409
    assert teacher.ask("/api/act", {"action": "reset"}).data["count"] == 0
    assert phone.ask("/api/state").data == {"round": 1, "open": True, "revealed": False, "saved": False}
    connection = served.hall.room.record.connection
    assert [connection.execute(f"SELECT count(*) FROM {table}").fetchone() for table in ("vote", "log")] == [(0,), (0,)]


def test_the_code_that_is_scanned_leads_to_the_link_that_is_shown(served: Served) -> None:
    """The modules of the picture against those of a symbol made afresh."""
    import segno

    teacher = served.instructor()
    link = served.told(teacher)["link"]
    assert link == f"http://{HERE}:{served.port}/j/{served.code}"
    assert Client(served.port).ask(link.partition(str(served.port))[2]).status == 200
    path = re.search(rb'class="qrline"[^>]* d="([^"]+)"', teacher.ask("/code.svg").body)
    assert path is not None
    fresh = segno.make(link, error="m", micro=False).matrix
    assert drawn(path[1].decode(), len(fresh)) == [[bool(module) for module in row] for row in fresh]


def drawn(path: str, size: int, border: int = 2) -> list[list[bool]]:
    """The modules that a path of horizontal strokes covers."""
    found = [[False] * size for _ in range(size)]
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([^Mmh]+)", path):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if command == "M":
            x, y = values
        elif command == "m":
            x, y = x + values[0], y + values[1]
        else:
            for column in range(int(x), int(x + values[0])):
                found[int(y - 0.5) - border][column - border] = True
            x += values[0]
    return found


def test_the_table_of_answers(served: Served) -> None:
    phones, teacher = full(served), served.instructor()
    teacher.ask("/api/act", {"action": "round"})
    assert phones[3].ask("/api/vote", answer(50, round=2)).status == 200
    reply = teacher.ask("/export/class.csv")
    assert reply.heads["content-disposition"] == 'attachment; filename="where-class.csv"'
    rows = list(csv.DictReader(io.StringIO(reply.body.decode())))
    assert len(rows) == PERSONS + 1
    sent = [answer(number + 5) for number in range(PERSONS)]
    weights = sorted(tuple(map(float, each["weights"])) for each in sent)
    first = [row for row in rows if row["round"] == "1"]
    assert sorted(tuple(float(row[f"weight.{name}"]) for name in NAMES) for row in first) == weights
    assert len({row["key"] for row in first}) == PERSONS
    tokens = [next(iter(phone.cookies.values()))[:10] for phone in phones]
    assert not any(token in reply.body.decode() for token in tokens)
    again = next(row for row in rows if row["round"] == "2")
    before = next(row for row in first if row["key"] == again["key"])
    assert [float(before[f"weight.{name}"]) for name in NAMES] == sent[3]["weights"]


def test_what_is_exported_is_read_again(served: Served, model: dm.DecisionModel, tmp_path: Path) -> None:
    """The table, round by round, and the room's own file, by what reads any pile of answers."""
    phones, teacher = full(served), served.instructor()
    teacher.ask("/api/act", {"action": "round"})
    for number, phone in enumerate(phones[:-2]):
        assert phone.ask("/api/vote", answer(number + 40, round=2)).status == 200
    files = [tmp_path / f"round_{number}.csv" for number in (1, 2)]
    for number, file in enumerate(files):
        file.write_bytes(teacher.ask(f"/export/class.csv?round={number + 1}").body)
    persons = Persons()
    one, two = (read_answers(model, [file], persons=persons) for file in files)
    assert (one.troubles, two.troubles) == ((), ())
    room = served.hall.room
    there, here = dm.classroom(model, two.ballots, one.ballots), dm.classroom(model, room.ballots(2), room.ballots(1))
    assert there.votes.firsts == pytest.approx(here.votes.firsts)
    assert there.statement.headline == here.statement.headline
    assert (there.rounds is not None, here.rounds is not None) == (True, True)
    assert there.rounds.counts.tolist() == here.rounds.counts.tolist()  # type: ignore[union-attr]
    assert [*there.gut.counts.ravel()] == [*here.gut.counts.ravel()]  # type: ignore[union-attr]
    served.hall.room.record.close()
    pile = read_answers(model, [tmp_path / "room.db"])
    assert (len(pile.ballots), pile.troubles) == (PERSONS, ())
    assert pile.notes[0].startswith("10 people answered more than once")


def test_a_room_named_for_both_rounds_is_read_by_rounds(
    served: Served, model: dm.DecisionModel, tmp_path: Path, ask: Ask
) -> None:
    phones, teacher, scenario = full(served), served.instructor(), tmp_path / "where.yaml"
    scenario.write_text(SCENARIO, encoding="utf-8")
    command = ("class", scenario, tmp_path / "room.db", "--before", tmp_path / "room.db")
    teacher.ask("/api/act", {"action": "round"})
    for number, phone in enumerate(phones[:-2]):
        assert phone.ask("/api/vote", answer(number + 40, round=2)).status == 200
    served.hall.room.record.close()
    said = ask(*command, "--json", columns=300)
    assert f"Read {PERSONS - 2} answers in 1 file" in said.err
    assert f"Read {PERSONS} answers in 1 file" in said.err
    room = served.hall.room
    here = dm.classroom(model, room.ballots(2), room.ballots(1))
    data = json.loads(said.out)
    assert (data["persons"], here.rounds is not None) == (PERSONS - 2, True)
    assert data["rounds"]["moved"] == here.rounds.moved  # type: ignore[union-attr]
    assert "more than once" not in said.err


def test_a_room_of_one_round_has_none_before(served: Served, tmp_path: Path, ask: Ask) -> None:
    full(served)
    served.hall.room.record.close()
    (tmp_path / "where.yaml").write_text(SCENARIO, encoding="utf-8")
    said = ask("class", tmp_path / "where.yaml", tmp_path / "room.db", "--before", tmp_path / "room.db", columns=300)
    assert (said.code, said.err) == (1, "Only one round of room.db was answered: there is none before it.\n")


def test_a_room_in_use_is_a_trouble_that_is_told(served: Served, model: dm.DecisionModel, tmp_path: Path) -> None:
    pile = read_answers(model, [tmp_path / "room.db"])
    assert "in use by another server" in str(pile.troubles[0])


def test_the_class_file_gives_the_same_class_again(served: Served, model: dm.DecisionModel, tmp_path: Path) -> None:
    full(served)
    text = served.instructor().ask("/export/class.yaml").body
    (tmp_path / "where.yaml").write_text(SCENARIO, encoding="utf-8")
    (tmp_path / "class.yaml").write_bytes(text)
    again = dm.read(tmp_path / "class.yaml")
    result = expected(model, {1: [number + 5 for number in range(PERSONS)]})
    reread = dm.classroom(again)
    assert reread.votes.firsts == pytest.approx(result.votes.firsts)
    one, other = (sorted(map(tuple, each.weighings.points.T.tolist())) for each in (reread, result))
    assert one == other
    given = [(11 * (number + 5)) % 101 / 100 for number in range(PERSONS)]
    inside = [value for value in given if 0.1 <= value <= 0.9]
    parameter = again.parameters["p_comes"]
    assert float(again.values["p_comes"]) == pytest.approx(np.median(inside))
    assert parameter.label == "That he comes"
    assert f"{len(given) - len(inside)} of {PERSONS} answers lie beyond" in text.decode()
    drawn = dm.simulate(again, draws=2000, seed=1)
    assert drawn.statement.headline


def test_a_chance_is_spread_as_the_room_said() -> None:
    drawn = {"discrete": {0.2: 0.25, 0.6: 0.5, 0.9: 0.25}}
    assert spread([0.2, 0.6, 0.6, 0.9]) == {"value": 0.6, "distribution": drawn}
    assert spread([0.3, 0.3]) == {"value": 0.3}


@whole_look
def test_pictures_to_keep(served: Served) -> None:
    teacher = served.instructor()
    assert teacher.ask("/export/class.png").status == 409
    full(served)
    assert teacher.ask("/export/class.png").body.startswith(b"\x89PNG")
    assert teacher.ask("/export/class.pdf").body.startswith(b"%PDF")
    assert b"<svg" in teacher.ask("/export/class.svg").body
    assert teacher.ask("/export/class.exe").status == 404


@whole_look
def test_a_painter_that_dies_is_followed_by_another(model: dm.DecisionModel) -> None:
    painter = Painter(model)
    order = Order([dm.Ballot(weights_of(number)) for number in range(5)], [])
    first = painter.sight(order)
    assert painter._process is not None
    painter._process.kill()
    painter._process.join()
    with pytest.raises(PainterError, match="could not be drawn"):
        painter.sight(order)
    assert painter.sight(order) == first
    with pytest.raises(PainterError, match="nobody has answered"):
        painter.sight(Order([], []))
    painter.close()
    painter.close()


FORMULAS = ("=cmd|' /C calc'!A0", "+1", "-2", "@sum", "\t=1", "a;=1")


def test_no_cell_of_the_table_is_a_formula() -> None:
    hostile = SCENARIO
    for old, new in zip(("In Berlin", "In Vienna", "Nowhere"), FORMULAS, strict=False):
        hostile = hostile.replace(old, json.dumps(new))
    asked = questions(dm.parse(hostile), ())
    rounds = {1: {str(number): asked.kept(json.dumps({**answer(number), "chances": []})) for number in range(3)}}
    rows = list(csv.reader(io.StringIO(answers_csv(asked, rounds).decode())))
    assert sorted(row[2] for row in rows[1:]) == sorted(f"'{text}" for text in FORMULAS[:3])


def test_a_scenario_without_weights_asks_for_a_choice_and_chances(tmp_path: Path) -> None:
    text = SCENARIO.partition("considerations:")[0] + "considerations:\n  - {name: one, scores: [{otherwise: 1}]}\n"
    model = dm.parse(text, name="choice")
    with serving(model, tmp_path / "room.db") as served:
        phone, teacher = served.phone(), served.instructor()
        assert phone.ask("/api/vote", answer(1, weights=[], touched=[])).status == 200
        teacher.ask("/api/act", {"action": "reveal"})
        told = served.told(teacher, lambda found: found["revealed"])
        assert dict(told["choices"]) == {"In Berlin": 0, "In Vienna": 1, "Nowhere": 0}
        assert told["chances"][0]["values"] == [11]
        assert teacher.ask("/export/class.png").status == 409
        assert b"distribution" not in teacher.ask("/export/class.yaml").body


def test_what_cannot_be_asked_is_said(model: dm.DecisionModel) -> None:
    with pytest.raises(DecisionError, match=r"'p_come' is not a parameter.*p_comes"):
        questions(model, ["p_come"])
    with pytest.raises(DecisionError, match="is no chance"):
        questions(dm.parse(SCENARIO.replace("parameters:\n", "parameters:\n  cost: {value: 7}\n")), ["cost"])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--host", "0.0.0.0"], "every network"),
        (["--host", "::"], "every network"),
        (["--host", "laptop"], "no address"),
        (["--lan", "--host", HERE], "not both"),
        (["--host", "192.0.2.1"], "--host or --port"),
    ],
)
def test_where_it_may_not_listen(options: list[str], said: str, tmp_path: Path, ask: Ask) -> None:
    (tmp_path / "where.yaml").write_text(SCENARIO, encoding="utf-8")
    found = ask("serve", tmp_path / "where.yaml", *options, "--data", tmp_path / "room.db", columns=200)
    assert found.code == 2
    assert said in found.err
    assert not (tmp_path / "room.db").exists()


def test_what_is_said_of_a_network() -> None:
    assert "--lan" in " ".join(place(False, "", False).warnings())
    open_ = " ".join(place(False, "192.168.0.7", False).warnings())
    assert "192.168.0.7" in open_
    assert "can be read by others" in open_
    assert "hotspot" in open_
    assert "--host ADDRESS" in open_
    sealed, public = place(False, "192.168.0.7", True), place(False, "8.8.8.8", False)
    assert "can be read by others" not in " ".join(sealed.warnings())
    assert "public address" in " ".join(public.warnings())
    assert sealed.origin(80) == "https://192.168.0.7:80"
    assert public.hosts(80) == {"8.8.8.8:80"}
    assert place(False, "fe80::1", False).hosts(80) == {"[fe80::1]:80"}
