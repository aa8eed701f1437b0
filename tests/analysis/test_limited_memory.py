"""Every question about decisions of limited memory: right against every single policy, or refused with a reason."""

from __future__ import annotations

import math
from itertools import count, pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest
from typer.testing import CliRunner

from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.registry import analyses
from decision_model.analysis.robustness.worst_case import worst_case
from decision_model.analysis.sources.margins import margin
from decision_model.analysis.time.information import information
from decision_model.analysis.time.option import option
from decision_model.analysis.time.perfect_information import knowing
from decision_model.analysis.time.risk_profile import risk_profile
from decision_model.analysis.time.waiting import waiting
from decision_model.errors import ModelError, TooLargeError
from decision_model.figures import draw
from decision_model.interfaces.cli import app
from decision_model.model import Decision, Expectation
from decision_model.model.considerations import consideration
from decision_model.model.decision_model import DecisionModel, decision_model
from decision_model.model.frozen_mapping import frozen
from decision_model.model.steps import decision, event
from decision_model.scenario import parse, read, write
from tests.closeness import near
from tests.oracle import brute_force, limited_memory
from tests.oracle.forgetful import forgetful
from tests.profiles import examples
from tests.scenarios.berlin import SCENARIOS

FEW = 700
"""Policies that are all tried, several times a test."""


def small(seed: int) -> DecisionModel:
    """The next dense problem from a seed on that has few enough policies to try them all."""
    drawn = (forgetful(10_000 * seed + number, 4 + number % 3, risk=seed % 4 == 0) for number in count())
    return next(model for model in drawn if limited_memory.count_policies(model) <= FEW)


@pytest.fixture(scope="module")
def pigs() -> DecisionModel:
    return read(SCENARIOS / "textbook" / "pig_breeding.yaml")


SEEDS = range(examples(24))


@pytest.mark.parametrize("seed", SEEDS)
def test_rank_and_option(seed: int) -> None:
    model = small(seed)
    for row in rank(model).ranked:
        chosen = {name: state for name, state in row.options.items() if state is not None}
        assert row.total == near(limited_memory.best(model.varied(choose=chosen)))
    for spared in option(model).ranked:
        assert spared.without == near(limited_memory.best(model.varied(without=dict(spared.options))))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_knowing_is_worth_includes_what_is_forgotten(seed: int) -> None:
    model = small(seed)
    for row in information(model).ranked:
        assert row.value >= -1e-9
        if row.kind == "perfect":
            told = knowing(model, row.events, row.before)
            if limited_memory.count_policies(told) <= 20 * FEW:
                assert row.total == near(limited_memory.best(told))


@pytest.mark.parametrize("seed", SEEDS)
def test_deciding_early_forgets_what_comes_later_and_no_more(seed: int) -> None:
    model = small(seed)
    for waited in waiting(model).waited:
        assert waited.value >= -1e-9
        if len(waited.decisions) > 1:
            continue  # each just above a step of its own
        early = model.varied(decide_before={waited.decisions[0]: waited.until})
        if limited_memory.count_policies(early) <= 20 * FEW:
            assert waited.early_total == near(limited_memory.best(early))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_risk_profile_is_that_of_the_worlds_the_plan_lets_happen(seed: int) -> None:
    model = small(seed)
    profile = risk_profile(model).profiled[0].profile
    assert profile.mean == near(solve(model).expected_total)
    assert float(profile.chances.sum()) == near(1.0)


@pytest.mark.parametrize("seed", range(12))
def test_the_best_worst_case_is_that_of_all_policies(seed: int) -> None:
    model = small(seed).copied(risk_tolerance=None)
    first = next(step.name for step in model.decisions)
    sign = -1 if model.better == "lower" else 1
    for case in worst_case(model, [first]).cases:
        forced = model.varied(choose={name: state for name, state in case.options.items() if state is not None})
        worlds = [world for world in brute_force.worlds(forced) if world.weight > 0]
        taken = [limited_memory.situations(forced, world) for world in worlds]
        ends = [
            min(
                sign * world.total
                for world, own in zip(worlds, taken, strict=True)
                if all(policy[place] == state for place, state in own.items())
            )
            for policy, _ in limited_memory.totals(forced)
        ]
        assert case.worst == near(sign * max(ends))


@pytest.mark.parametrize("seed", range(examples(6, quick=1)))
@pytest.mark.parametrize("name", [entry.name for entry in analyses() if entry.name != "difference"])
def test_every_question_answers_or_says_why_not(name: str, seed: int) -> None:
    model = small(seed)
    entry = next(entry for entry in analyses() if entry.name == name)
    if not entry.question.fits(model):
        return
    try:
        answer = entry.ask(model)
    except ModelError:
        return
    assert answer.statement.headline
    assert list(answer.rows()) is not None


@pytest.mark.parametrize("name", [entry.name for entry in analyses() if entry.question.essential])
def test_its_pictures_are_drawn(name: str, pigs: DecisionModel) -> None:
    entry = next(entry for entry in analyses() if entry.name == name)
    for model in (pigs, pigs.varied(what_if="trust_tests")):
        assert draw(entry.ask(model)) is not None


def test_the_plan_says_what_each_decision_knows(pigs: DecisionModel) -> None:
    plan = solve(pigs).plan
    assert plan[0] == "Month 1 (knowing ‘Test 1’ alone): Leave."
    assert plan[1] == (
        "Month 2 (knowing ‘Test 2’ alone): Treat if ‘Test 2’ is ‘Positive’; Leave if ‘Test 2’ is ‘Negative’."
    )
    blind = pigs.varied(decide_before={"treat_3": "health_1"})
    assert solve(blind).plan[0] == "Month 3 (decided early) (knowing nothing of what went before): Treat."


def test_an_option_of_the_tree_is_the_same_in_all_histories_that_are_not_told_apart(pigs: DecisionModel) -> None:
    from decision_model.analysis.choice.tree import Node, tree

    taken: dict[tuple[str, str], set[str]] = {}

    def walk(node: Node, history: dict[str, str]) -> None:
        for branch in node.branches:
            assert node.step is not None
            if isinstance(node.step, Decision) and branch.best:
                known = history[str((node.step.knows or ("",))[0])]
                taken.setdefault((node.step.name, known), set()).add(branch.state.name)
            walk(branch.node, {**history, node.step.name: branch.state.name})

    walk(tree(pigs).root, {})
    assert len(taken) == 6
    assert all(len(options) == 1 for options in taken.values())


def test_the_diagram_shows_what_is_known_and_not_more(pigs: DecisionModel) -> None:
    arcs = {(a, b) for a, b, arc in pigs.graph.edges(data=True) if arc["relation"] == "information"}
    assert arcs == {("test_1", "treat_1"), ("test_2", "treat_2"), ("test_3", "treat_3")}


def crowded(decisions: int) -> DecisionModel:
    """Decisions that each know a report of their own of one state, and scores without any pattern."""
    chance, states, reports = Random(1), [f"s{n}" for n in range(12)], [f"r{n}" for n in range(6)]
    sequence = [event("state", states, {**dict.fromkeys(states[:-1], 0.08), states[-1]: "rest"})]
    for number in range(decisions):
        rows = []
        for state in states:
            shares = np.array([chance.random() for _ in reports])
            shares = np.round(shares / shares.sum(), 4)
            rows.append(
                ({"state": state}, {**dict(zip(reports[:-1], shares.tolist(), strict=False)), reports[-1]: "rest"})
            )
        sequence.append(event(f"report_{number}", reports, rows))
    names = [f"decide_{number}" for number in range(decisions)]
    steps = [*sequence, *(decision(n, ["a", "b", "c"], knows=[n.replace("decide", "report")]) for n in names)]
    gains = [
        consideration(
            f"gain_{name}_{other}",
            [
                ({"state": state, name: first, other: second}, chance.randint(-50, 50))
                for state in states
                for first in "abc"
                for second in "abc"
            ],
        )
        for name, other in pairwise(names)
    ]
    return decision_model("Crowded", steps, gains, combine="sum")


def test_half_a_million_plans_are_no_matter() -> None:
    assert math.isfinite(float(solve(crowded(2)).total))


def test_too_many_plans_are_refused_with_file_and_line(tmp_path: Path) -> None:
    model = crowded(5)
    with pytest.raises(TooLargeError, match=r"plans, each over [\d,]+ histories, that may still be best"):
        solve(model)
    file = tmp_path / "crowded.yaml"
    file.write_text(write(model), encoding="utf-8")
    for command in ("check", "solve"):
        said = CliRunner().invoke(app, [command, str(file)])
        assert said.exit_code
        text = " ".join(str(said.exception or said.output).split())
        assert "crowded.yaml:" in text
        assert "merge outcomes" in text


def test_what_is_known_is_written_and_read_back(pigs: DecisionModel) -> None:
    assert parse(write(pigs), pigs.name) == pigs
    nothing = pigs.copied(
        sequence=tuple(
            decision(s.name, s.state_names, knows=[]) if isinstance(s, Decision) else s for s in pigs.sequence
        ),
        what_ifs=frozen({}),
    )
    assert parse(write(nothing), pigs.name).steps["treat_1"] == nothing.steps["treat_1"]


def together(first: float, second: float) -> DecisionModel:
    """Two who decide without hearing of each other, and do well where both take the same."""
    scores = [({"x": "a", "y": "a"}, first), ({"x": "b", "y": "b"}, second), (None, 0)]
    steps = [decision("x", ["a", "b"]), decision("y", ["a", "b"], knows=[])]
    return decision_model("Together", steps, [consideration("s", scores)], combine="sum")


def test_the_best_of_two_meeting_points_is_found() -> None:
    """Bettering one decision after the other would stay at the first."""
    solution = solve(together(9, 10))
    assert solution.total == pytest.approx(10)
    assert solution.plan == ("x: b.", "y (knowing nothing of what went before): b.")
    assert solution.statement.headline == "‘x: b, y: b’ is best: a total of 10, 1 ahead of ‘x: a’"


def test_two_plans_that_are_level_are_not_mixed() -> None:
    solution = solve(together(10, 10))
    assert solution.total == pytest.approx(10)
    assert solution.plan == ("x: a.", "y (knowing nothing of what went before): a.")
    assert solution.statement.headline == "‘a’ and ‘b’ are level: a total of 10"


@pytest.mark.parametrize("tolerance", [None, 0.01, 5.0])
def test_a_decision_can_pass_on_what_the_next_does_not_know(tolerance: float | None) -> None:
    """The second sees the first alone, which therefore says by what it does how the coin fell."""
    coin = event("coin", ["heads", "tails"], {"heads": 0.5, "tails": "rest"})
    scores = [({"coin": "heads", "y": "a"}, 10), ({"coin": "tails", "y": "b"}, 10), (None, 0)]
    steps = [coin, decision("x", ["a", "b"], knows=["coin"]), decision("y", ["a", "b"], knows=["x"])]
    model = decision_model("Signal", steps, [consideration("s", scores)], combine="sum", risk_tolerance=tolerance)
    assert solve(model).total == pytest.approx(10)


@pytest.mark.parametrize(("values", "option", "lead"), [((9, 10), "a", -1), ((9, 10), "b", 1), ((10, 10), "b", 0)])
def test_a_claim_about_what_is_best_lets_the_rest_follow(values: tuple[float, float], option: str, lead: float) -> None:
    expected = Expectation("best", frozen({"x": option}))
    assert margin(together(*values), expected) == pytest.approx(lead)
