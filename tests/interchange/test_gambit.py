"""Games of one player in Gambit's extensive form."""

from __future__ import annotations

from pathlib import Path

import pytest

import decision_model as dm
from decision_model.errors import ScenarioError
from decision_model.interchange.draft import ImportChoices
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.imported import import_files
from decision_model.model.steps import Decision
from tests.interchange.corpus import corpus_file
from tests.interchange.mutants import assert_endured, mutants
from tests.profiles import examples

UMBRELLA = Path(__file__).parent / "files" / "efg" / "umbrella.efg"
HEAD = 'EFG 2 R "game" { "P" } ""\n'


def test_what_a_set_of_information_does_not_tell_comes_after() -> None:
    model = dm.load(UMBRELLA)
    take = model.steps["take_it"]
    assert isinstance(take, Decision)
    assert take.knows is None
    rain, sun = 0.75 * 70 + 0.25 * 20, 0.2 * 0 + 0.8 * 100
    assert dm.solve(model).total == pytest.approx(0.4 * rain + 0.6 * sun)
    assert (model.title, model.decision_maker) == ('An "umbrella" or not', "A walker")
    assert [step.name for step in model.sequence] == ["forecast", "take_it", "weather"]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('EFG 2 R "g" { "A" "B" } ""\n', 1, "this game has 2 players: A and B"),
        ('EFG 1 R "g" { "A" } ""\n', 1, "only the version"),
        (
            HEAD + 'p "" 1 1 "" { "a" "b" } 0\np "" 1 1 0\nt "" 1 "" { 1 }\nt "" 1\nt "" 1\n',
            3,
            "is met twice on one path",
        ),
        (HEAD + 'p "" 2 1 "" { "a" } 0\nt "" 1 "" { 1 }\n', 2, "player 2 is not named above"),
        (HEAD + 'p "" 1 1 "" { "a" "b" } 0\nt "" 1 "" { 1 }\n', 3, "breaks off"),
        (HEAD + 't "" 1 "" { 1 }\nt "" 1\n', 3, "the file goes on here"),
        (HEAD + 't "" 7\n', 2, "the outcome 7 is described nowhere"),
        (HEAD + 't "" 1 "" { 1 2 }\n', 2, "pays more than one player"),
        (HEAD + 't "" 1 "" { x }\n', 2, "'x' is no number"),
        (HEAD + 'c "" 1 "" { "a" 1/2 "b" 1/3 } 0\nt "" 0\nt "" 0\n', 2, "add up to 0.8333"),
        (HEAD + 'x "" 1\n', 2, "no kind of node"),
        (HEAD + 'p "" 1 1 0\n', 2, "has no actions"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        import_files([ForeignFile("game.efg", text.encode())], ImportChoices())
    first = caught.value.problems[0]
    assert message in first.message
    assert first.location is not None
    assert first.location.line == line


@pytest.mark.parametrize(
    ("name", "total"),
    [
        ("chance_root_3_moves_only_one_nonzero_prob", 1),
        ("chance_root_5_moves_no_nonterm_player_nodes", 2),
        ("reduction_one_player_generic_payoffs", 5),
    ],
)
def test_real_games_have_their_values(name: str, total: float) -> None:
    assert dm.solve(dm.load(corpus_file(f"efg/{name}.efg"))).total == pytest.approx(total)


@pytest.mark.parametrize("name", ["fig1", "noPR-AM-driver-one-player"])
def test_absent_minded_players_are_refused(name: str) -> None:
    with pytest.raises(ScenarioError, match="is met twice on one path"):
        dm.load(corpus_file(f"efg/{name}.efg"))


def test_actions_without_a_name_are_the_same_all_over_a_set() -> None:
    text = UMBRELLA.read_text().replace('1 2 "" { "yes" "no" }', '1 2 "" { "" "no" }')
    model = import_files([ForeignFile("game.efg", text.encode())], ImportChoices()).model
    assert dm.solve(model).total == pytest.approx(dm.solve(dm.load(UMBRELLA)).total)


def test_mutants_are_read_or_refused() -> None:
    fates = [assert_endured("game.efg", mutant) for mutant in mutants(UMBRELLA.read_bytes(), examples(1500))]
    assert 0 < sum(fates) < len(fates)
