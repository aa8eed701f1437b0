"""A scenario written as a tree of another tool and read back is the same tree: branches, chances, values, best plan."""

from __future__ import annotations

import io
import json
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings

import decision_model as dm
from decision_model.analysis.choice.tree import Node
from decision_model.errors import ModelError, TooLargeError
from decision_model.interchange.draft import ImportChoices
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import ExportChoices, Exported, writer
from decision_model.interchange.imported import Imported, import_files
from decision_model.model.decision_model import DecisionModel, decision_model
from decision_model.model.formulas import FUNCTIONS
from decision_model.model.numbers import Number
from decision_model.model.steps import event
from decision_model.solver.rollback import Rollback
from tests.profiles import examples
from tests.properties.strategies import Shape, models

SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").rglob("*.yaml"))
ENDINGS = {"radiant": ".yaml", "silverdecisions": ".json", "efg": ".efg"}


def written(model: DecisionModel, to: str) -> Exported:
    return writer(to).write(model, ExportChoices())


def returned(model: DecisionModel, to: str) -> Imported:
    goal = "lowest" if model.better == "lower" and to == "radiant" else ""
    return import_files([ForeignFile(f"tree{ENDINGS[to]}", written(model, to).content)], ImportChoices(goal=goal))


def assert_same(here: Node, there: Node, sign: int) -> None:
    assert (here.step is None) == (there.step is None)
    assert there.value * sign == pytest.approx(here.value, rel=1e-9, abs=1e-9)
    assert len(here.branches) == len(there.branches)
    for own, other in zip(here.branches, there.branches, strict=True):
        assert own.best == other.best
        assert other.chance == (None if own.chance is None else pytest.approx(own.chance, abs=1e-9))
        assert_same(own.node, other.node, sign)


def assert_returns(model: DecisionModel, to: str) -> None:
    sign = -1 if to == "efg" and model.better == "lower" else 1
    there = returned(model, to)
    assert all(comparison.agrees for comparison in there.comparisons)
    assert_same(dm.tree(model).root, dm.tree(there.model).root, sign)


@pytest.mark.parametrize("to", ENDINGS)
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_that_is_a_tree_comes_back(path: Path, to: str) -> None:
    model = dm.read(path)
    limited = any(getattr(step, "knows", None) is not None for step in model.sequence)
    if limited and to != "efg":
        with pytest.raises(ModelError, match="not all is known"):
            written(model, to)
        return
    if model.risk_tolerance is not None:
        assert any("risk tolerance" in remark.message for remark in written(model, to).remarks)
        return
    if limited:
        assert dm.solve(returned(model, to).model).total == pytest.approx(dm.solve(model).total)
        return
    assert_returns(model, to)


@pytest.mark.parametrize("to", ENDINGS)
@settings(max_examples=examples(60), deadline=None)
@given(model=models(Shape(steps=5, cases=60)))
def test_random_scenarios_come_back(to: str, model: DecisionModel) -> None:
    assert_returns(model, to)


@settings(max_examples=examples(60), deadline=None)
@given(models(Shape(steps=5, cases=40, limited=True, better=("higher",))))
def test_what_is_not_known_comes_back_from_a_game(model: DecisionModel) -> None:
    there = returned(model, "efg").model
    assert Rollback(there).total() == pytest.approx(float(Rollback(model).total()), rel=1e-9, abs=1e-9)


SMALL = [path for path in SCENARIOS if "textbook" in path.parts]


@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.stem)
def test_gambit_finds_the_same_value(path: Path) -> None:
    gambit = pytest.importorskip("pygambit", reason="pygambit solves the games that are written")
    model = dm.read(path)
    if model.risk_tolerance is not None:
        pytest.skip("a game has no risk tolerance")
    game = gambit.read_efg(io.BytesIO(written(model, "efg").content))
    player = next(iter(game.players))
    plans = 1
    for told_apart in player.infosets:
        plans *= len(told_apart.actions)
    if plans > 300:
        pytest.skip("Gambit would go through too many plans")
    sign = -1 if model.better == "lower" else 1
    value = max(
        payoff_of(game, player, choice) for choice in product(*(range(len(each.actions)) for each in player.infosets))
    )
    assert sign * value == pytest.approx(dm.solve(model).total, rel=1e-9)


def test_gambit_reads_title_and_comment_in_any_script() -> None:
    gambit = pytest.importorskip("pygambit", reason="pygambit reads the games that are written")
    model = dm.parse(
        AWKWARD.replace("title: Awkward names", "title: \u0391\u03b8\u03ae\u03bd\u03b1\nquestion: \u0643\u064a\u0641")
    )
    exported = written(model, "efg")
    assert exported.content.isascii()
    game = gambit.read_efg(io.BytesIO(exported.content))
    assert set(game.title) | set(game.description) <= {"?"}
    assert any("plain letters" in remark.message for remark in exported.remarks)


def payoff_of(game: object, player: object, choice: tuple[int, ...]) -> float:
    """What a plan, an action for each set of information, pays in Gambit's own reckoning."""
    profile = game.mixed_behavior_profile(rational=False)  # type: ignore[attr-defined]
    for told_apart, chosen in zip(player.infosets, choice, strict=True):  # type: ignore[attr-defined]
        for number, action in enumerate(told_apart.actions):
            profile[action] = float(number == chosen)
    return float(profile.payoff(player))


def test_two_considerations_are_two_payoffs() -> None:
    model = dm.read(next(path for path in SCENARIOS if path.stem == "oil_wildcatter"))
    data = json.loads(written(model, "silverdecisions").content)
    assert (data["viewMode"], data["rule"]) == ("twoCriteria", "max-max")
    assert data["data"]["payoffNames"] == ["Cost of the test", "Gain from drilling"]
    ends = [edge for edge in edges(data["data"]["trees"][0]) if edge["childNode"]["type"] == "terminal"]
    assert {len(edge["payoff"]) for edge in ends} == {2}


def edges(node: dict[str, object]) -> list[dict[str, dict[str, object]]]:
    found: list[dict[str, dict[str, object]]] = []
    for edge in node["childEdges"]:  # type: ignore[attr-defined]
        found += [edge, *edges(edge["childNode"])]
    return found


def test_what_the_format_does_not_hold_is_told() -> None:
    model = dm.read(next(path for path in SCENARIOS if path.stem == "oil_wildcatter"))
    messages = [remark.message for remark in written(model, "radiant").remarks]
    assert "sources stand in comments" in messages
    assert any("choose 'Max'" in message for message in messages)
    assert "7 parameters: numbers stand where formulas did" in [each.message for each in written(model, "efg").remarks]


@pytest.mark.parametrize("to", ENDINGS)
def test_sources_stand_in_comments(to: str) -> None:
    model = dm.read(next(path for path in SCENARIOS if path.stem == "oil_wildcatter"))
    content = written(model, to).content.decode()
    assert all(source.title in content for source in model.sources.values())


WITH_VARIABLES = ("radiant", "silverdecisions")


def moved(value: float, number: Number) -> float:
    """Another value that a number may have, not far away."""
    if number.range:
        return value + (number.range[1] - value) * 0.25 if number.range[1] > value else (value + number.range[0]) / 2
    return value * 1.01 + (0.01 if value == 0 else 0)


@pytest.mark.parametrize("to", WITH_VARIABLES)
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_parameters_come_back_and_move_the_total_as_here(path: Path, to: str) -> None:
    model = dm.read(path)
    limited = any(getattr(step, "knows", None) is not None for step in model.sequence)
    if not model.parameters or model.risk_tolerance is not None or limited:
        return
    exported = written(model, to)
    there = returned(model, to).model
    free = {name: each.number for name, each in model.parameters.items() if not each.number.references}
    assert set(there.parameters) == set(model.parameters)
    assert {name for name, each in there.parameters.items() if not each.number.references} == set(free)
    lost = [remark.message for remark in exported.remarks if "plain numbers stand there" in remark.message]
    assert not lost or path.stem == "new_printer"  # which rounds
    for name, number in free.items() if not lost else ():
        try:
            here = model.varied(parameters={name: moved(float(number.at({})), number)})
        except ModelError:
            continue
        after = there.varied(parameters={name: moved(float(number.at({})), number)})
        assert dm.solve(after).total == pytest.approx(dm.solve(here).total, rel=1e-9, abs=1e-9)


def test_ranges_of_parameters_come_back_from_silver_decisions() -> None:
    model = dm.read(next(path for path in SCENARIOS if path.stem == "goferbroke"))
    there = returned(model, "silverdecisions").model
    ranges = {name: each.number.range for name, each in model.parameters.items() if each.number.range}
    assert {name: each.number.range for name, each in there.parameters.items() if each.number.range} == ranges
    assert not any("range" in remark.message for remark in written(model, "silverdecisions").remarks)
    assert any("2 ranges" in remark.message for remark in written(model, "radiant").remarks)


AWKWARD = """
decision_model: 1
title: Awkward names
combine: sum
parameters:
  end: {value: 3, label: "The end; of # all\nthings"}
  e: -2
  ex: 1 - e
  in: {value: 0.5, range: [0.2, 0.8], distribution: {uniform: {low: 0.2, high: 0.8}}}
  halves: round(end / 2)
  P_in: in * 0.5
sequence:
  - decide: d
    options: {a: A, b: B}
  - event: c
    outcomes: {x: X, y: Y, z: Z}
    chance: {x: P_in, y: rest, z: in / 4}
considerations:
  - name: gain
    scores:
      - {when: {d: a, c: x}, then: e ^ 2 + end / ex - e}
      - {when: {d: a}, then: "min(end, ex) * -e"}
      - {when: {c: y}, then: halves * log(ex)}
      - otherwise: abs(e) - exp(in)
"""


@pytest.mark.parametrize("to", WITH_VARIABLES)
def test_names_that_mean_something_there_are_other_names(to: str) -> None:
    model = dm.parse(AWKWARD)
    there = returned(model, to).model
    assert len(there.parameters) == len(model.parameters)
    messages = [remark.message for remark in written(model, to).remarks]
    assert "1 formula over parameters that the file cannot hold: plain numbers stand there" in messages  # it rounds
    assert_returns(model, to)
    for name, value in {"e": -2.5, "in": 0.4}.items():
        other = next(
            own for own, each in there.parameters.items() if (each.label or own).strip("()_2") in (name, f"{name}_")
        )
        after, here = there.varied(parameters={other: value}), model.varied(parameters={name: value})
        assert dm.solve(after).total == pytest.approx(dm.solve(here).total)


def test_no_name_of_radiant_is_part_of_another() -> None:
    lines = written(dm.parse(AWKWARD), "radiant").content.decode().split("\n")
    begin = lines.index("variables:")
    names = [line.strip().split(":")[0].strip('"') for line in lines[begin + 1 : begin + 7]]
    assert len(names) == 6
    assert not any(one != other and one in other for one in names for other in (*names, *FUNCTIONS))


def test_labels_that_other_readers_take_for_something_else_are_quoted() -> None:
    outcomes = {"yes_": "Yes", "p_": "p", "colon": "a: b # c", "quote": 'say "no"', "number": "12"}
    chances = dict.fromkeys(outcomes, 0.2)
    model = decision_model("No", [event("e", outcomes, chances)], [dm.consideration("c", 1)])
    text = written(model, "radiant").content.decode()
    assert '"Yes":' in text
    assert '"(p)":' in text
    labels = [outcome.label or outcome.name for outcome in returned(model, "radiant").model.sequence[0].states]
    assert labels == ["Yes", "(p)", "a: b # c", 'say "no"', "12"]


def test_trees_that_nobody_could_read_are_refused() -> None:
    steps = [event(f"toss_{number}", ["heads", "tails"], {"heads": 0.5, "tails": 0.5}) for number in range(13)]
    model = decision_model("Tosses", steps, [dm.consideration("c", 1)])
    with pytest.raises(TooLargeError, match="8,192 ends"):
        written(model, "efg")


@pytest.mark.parametrize("to", ENDINGS)
def test_the_same_scenario_is_written_in_the_same_bytes(to: str) -> None:
    path = next(path for path in SCENARIOS if path.stem == "oil_wildcatter")
    assert written(dm.read(path), to).content == written(dm.read(path), to).content
