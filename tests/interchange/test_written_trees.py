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
    assert "7 parameters: numbers stand where formulas did" in messages
    assert any("sources" in message for message in messages)
    assert any("choose 'Max'" in message for message in messages)


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
