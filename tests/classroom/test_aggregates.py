"""What is said of a class, against the same worked out person by person in plain Python."""

from __future__ import annotations

from itertools import combinations as pairs
from itertools import permutations
from statistics import median
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import decision_model as dm
from decision_model.analysis.classroom.ballots import asked
from decision_model.analysis.classroom.camps import mean_difference, middle, separation
from decision_model.analysis.classroom.classroom import Classroom
from decision_model.analysis.classroom.parts import FEWEST, OTHERS, groups
from decision_model.analysis.classroom.votes import disagreement, votes
from decision_model.solver.rollback import TIE
from tests.classroom.classes import classes, crowd
from tests.profiles import examples

Class = tuple[dm.DecisionModel, list[dm.Ballot]]


def alone(result: Classroom, weights: dict[str, float]) -> list[float]:
    """What each option comes to for one person, one forced solve after another."""
    model = result.model.varied(weights=weights)
    return [float(dm.solve(option.of(model)).total) for option in result.options]


def best_of(totals: list[float]) -> list[int]:
    """The places of the highest, all that are level."""
    top = max(totals)
    return [place for place, total in enumerate(totals) if total >= top - TIE * max(1.0, abs(top))]


def one_by_one(model: dm.DecisionModel, weights: Any) -> dict[str, float]:
    """A person's shares of each group, in plain Python."""
    shares = {}
    for group in (model.considerations, *(parent.considerations for parent in model.walk())):
        if len(group) > 1:
            whole = sum(weights[each.name] for each in group)
            shares |= {each.name: weights[each.name] / whole for each in group}
    return shares


@given(classes())
@settings(max_examples=examples(300, quick=40))
def test_everything_counted_is_what_python_counts_one_by_one(case: Class) -> None:
    model, ballots = case
    result = dm.classroom(model, ballots)
    own = [alone(result, dict(ballot.weights)) for ballot in ballots]
    np.testing.assert_allclose(result.totals.T, own, atol=1e-8)
    best = [best_of(totals) for totals in own]
    assert [np.flatnonzero(row).tolist() for row in result.best.T] == best
    options, persons = range(len(result.options)), len(ballots)
    assert list(result.counts) == [sum(row == [place] for row in best) for place in options]
    assert result.undecided == sum(len(row) > 1 for row in best)
    firsts = [sum(1 / len(row) for row in best if place in row) for place in options]
    assert result.votes.firsts.tolist() == pytest.approx(firsts, abs=1e-8)
    if persons > 1:
        agree = [sum(1 / len(a) / len(b) for place in options if place in a and place in b) for a, b in pairs(best, 2)]
        assert result.disagreement == pytest.approx(1 - sum(agree) / len(agree), abs=1e-9)
    shares = [one_by_one(model, ballot.weights) for ballot in ballots]
    for spread in result.spreads:
        given_shares = [row[spread.name] for row in shares]
        assert list(spread.shares) == pytest.approx(given_shares, abs=1e-9)
        assert spread.median == pytest.approx(median(given_shares), abs=1e-9)
        differences = [abs(a - b) for a, b in pairs(given_shares, 2)]
        assert spread.difference == pytest.approx(np.mean(differences) if differences else 0.0, abs=1e-9)
    far = [sum(abs(a[name] - b[name]) for b in shares for name in a) for a in shares]
    assert far[result.middle] == pytest.approx(min(far), abs=1e-7)
    assert [spread.difference for spread in result.spreads] == sorted(
        (spread.difference for spread in result.spreads), key=lambda value: -round(value, 9)
    )


@given(classes(least=2))
@settings(max_examples=examples(200))
def test_a_compromise_costs_what_it_says_and_no_person_s_own_weighting_costs_less(case: Class) -> None:
    model, ballots = case
    result = dm.classroom(model, ballots)
    found = result.compromise
    own = [alone(result, dict(ballot.weights)) for ballot in ballots]
    regrets = [[max(totals) - total for total in totals] for totals in own]
    worst = [max(row[place] for row in regrets) for place in range(len(result.options))]
    near = 1e-6
    assert found.largest == pytest.approx(worst[found.option], abs=near)
    assert found.floor == pytest.approx(min(worst), abs=near)
    assert found.satisfied == sum(found.option in best_of(totals) for totals in own)
    weights = dict(zip(result.weighings.names, found.shares, strict=True))
    assert found.option in best_of(alone(result, weights))
    assert found.largest <= min(worst[place] for totals in own for place in best_of(totals)) + near
    assert found.is_least == (found.largest <= min(worst) + near)


@given(classes(least=1, most=12))
@settings(max_examples=examples(200))
def test_who_moved_and_whose_gut_agrees(case: Class) -> None:
    model, ballots = case
    later = crowd(model, len(ballots), seed=len(ballots))
    result = dm.classroom(model, later, ballots)
    before, after = (
        {b.key: set(best_of(alone(result, dict(b.weights)))) for b in group if b.key} for group in (ballots, later)
    )
    both = [key for key in before if key in after]
    if both:
        assert result.rounds is not None
        assert result.rounds.persons == len(both)
        assert result.rounds.moved == sum(not before[key] & after[key] for key in both)
        assert sum(result.rounds.before) == sum(result.rounds.after) == len(both)
    else:
        assert result.rounds is None
    chosen = [ballot for ballot in later if ballot.choice]
    first = model.decisions[0].name
    if chosen and first in result.by:
        wanted = [
            {result.options[place].options[first] for place in best_of(alone(result, dict(ballot.weights)))}
            for ballot in chosen
        ]
        assert result.gut is not None
        assert result.gut.stayed == sum(ballot.choice in names for ballot, names in zip(chosen, wanted, strict=True))


@given(st.integers(2, 5), st.integers(1, 9), st.integers(0, 2**20))
@settings(max_examples=examples(300))
def test_votes_are_those_of_every_person_s_order(options: int, persons: int, seed: int) -> None:
    gains = np.random.default_rng(seed).integers(0, 4, (options, persons)).astype(float)
    found = votes(gains)
    columns = gains.T.tolist()
    borda = [
        sum((mine > other) + 0.5 * (mine == other) for row in columns for k, other in enumerate(row) if k != place
            for mine in [row[place]])
        for place in range(options)
    ]  # fmt: skip
    assert found.borda.tolist() == pytest.approx(borda)
    beats = {
        (a, b): sum(row[a] > row[b] for row in columns) - sum(row[b] > row[a] for row in columns)
        for a, b in permutations(range(options), 2)
    }
    winners = [a for a in range(options) if all(beats[a, b] > 0 for b in range(options) if b != a)]
    assert found.condorcet == (winners[0] if winners else None)
    smith = min(
        (
            group
            for size in range(1, options + 1)
            for group in pairs(range(options), size)
            if all(beats[a, b] > 0 for a in group for b in range(options) if b not in group)
        ),
        key=len,
    )
    assert found.top == smith
    if found.cycle:
        assert all(beats[a, b] > 0 for a, b in zip(found.cycle, (*found.cycle[1:], found.cycle[0]), strict=True))


def test_the_cycle_of_condorcet_is_told() -> None:
    found = votes(np.array([[3.0, 1, 2], [2, 3, 1], [1, 2, 3]]))
    assert found.condorcet is None
    assert found.cycle == (0, 1, 2)
    assert found.plurality == found.borda_winners == (0, 1, 2)


@given(st.integers(1, 4), st.integers(2, 14), st.integers(0, 2**20))
@settings(max_examples=examples(300))
def test_no_threshold_separates_better(weights: int, persons: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    shares = random.integers(0, 8, (weights, persons)) / 8
    camps = random.integers(-1, 3, persons)
    names = [f"w{place}" for place in range(weights)]
    found = separation(names, names, shares, camps)
    sizes = [int(np.sum(camps == camp)) for camp in range(3)]
    large, second = sorted(range(3), key=lambda camp: (-sizes[camp], camp))[:2]
    fewest = min(
        sum((row[p] >= cut) != (camps[p] == above) for p in range(persons) if camps[p] in (large, second))
        for row in shares
        for cut in [*row, 2.0]
        for above in (large, second)
    )
    if found is None:
        assert fewest >= sizes[second]
        return
    row = shares[names.index(found.name)]
    above, below = found.camps
    assert found.errors == fewest < sizes[second]
    assert found.errors == sum(
        (row[p] >= found.threshold) != (camps[p] == above) for p in range(persons) if camps[p] in found.camps
    )
    assert found.persons == sizes[large] + sizes[second]
    assert {above, below} == {large, second}


def test_the_threshold_is_written_with_the_fewest_digits() -> None:
    shares = np.array([[0.2, 0.231, 0.301, 0.4]])
    found = separation(["a"], ["A"], shares, np.array([0, 0, 1, 1]))
    assert found is not None
    assert (found.threshold, found.errors) == (pytest.approx(0.27), 0)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_mean_difference_and_middle_of_one_weight(shares: list[float]) -> None:
    row = np.array(shares)
    differences = [abs(a - b) for a, b in pairs(shares, 2)]
    assert mean_difference(row) == pytest.approx(sum(differences) / len(differences) if differences else 0.0, abs=1e-12)
    far = [sum(abs(a - b) for b in shares) for a in shares]
    assert far[middle(row[None, :])] == pytest.approx(min(far), abs=1e-7)


def test_two_picked_at_random_are_two_different_persons() -> None:
    assert disagreement(np.eye(3, dtype=bool)) == 1
    assert disagreement(np.ones((3, 4), dtype=bool)) == pytest.approx(2 / 3)
    assert disagreement(np.ones((1, 1), dtype=bool)) == 0


@given(st.lists(st.sampled_from(["A", "B", "C", "D", "E", ""]), min_size=1, max_size=40))
def test_no_group_of_fewer_than_five_can_be_told_even_by_taking_the_others_away(names: list[str]) -> None:
    found = groups(names, np.ones((1, len(names)), dtype=bool))
    assert all(group.persons >= FEWEST for group in found)
    assert sum(group.persons for group in found) == (len(names) if found else 0)
    assert all(names.count(group.title) == group.persons for group in found if group.title != OTHERS)


def test_five_hundred_persons_take_well_below_a_second() -> None:
    from time import process_time

    model = dm.read("scenarios/berlin_1961/contingency.yaml")
    ballots = crowd(model, 500, 7)
    start = process_time()
    result = dm.classroom(model, ballots, crowd(model, 500, 8))
    assert len(result.statement.sentences) > 5
    assert process_time() - start < 1.0


def test_without_answers_the_perspectives_of_the_file_are_the_persons() -> None:
    model = dm.read("scenarios/berlin_1961/contingency.yaml")
    result = dm.classroom(model)
    assert [ballot.name for ballot in result.answers] == [view.title for view in model.perspectives.values()]
    for place, view in enumerate(model.perspectives):
        seen = model.varied(perspective=view)
        totals = [float(dm.solve(option.of(seen)).total) for option in result.options]
        assert result.totals[:, place].tolist() == pytest.approx(totals, abs=1e-9)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([], "nobody has answered"),
        ([{"unity": 3}], "'unity' is not a consideration"),
        ([{"allied_unity": -1}], "-1 is not a weight"),
        ([{"allied_unity": float("nan")}], "nan is not a weight"),
        ([{"allied_unity": True}], "True is not a weight"),
        (["ten"], "no mapping"),
        ([dm.Ballot({"allied_unity": 1}, choice="retreat")], "'retreat' is no option"),
    ],
)
def test_answers_that_make_no_sense_are_refused(answers: list[Any], said: str) -> None:
    with pytest.raises(dm.ModelError, match=said):
        dm.classroom(dm.read("scenarios/berlin_1961/contingency.yaml"), answers)


def test_weights_that_are_all_zero_and_sums_are_refused() -> None:
    model = dm.read("scenarios/berlin_1961/contingency.yaml")
    with pytest.raises(dm.ModelError, match="all weights of"):
        dm.classroom(model, [{each.name: 0 for each in asked(model)}])
    with pytest.raises(dm.ModelError, match="combine: sum"):
        dm.classroom(dm.read("scenarios/textbook/oil_wildcatter.yaml"), [{}])


def test_the_answer_in_words() -> None:
    model = dm.decision_model(
        "A trip",
        [dm.decision("go", {"sea": "The sea", "hills": "The hills", "home": "Home"})],
        [
            dm.consideration("fun", [({"go": "sea"}, 100), ({"go": "hills"}, 60), (None, 0)], weight=50, label="Fun"),
            dm.consideration("cost", [({"go": "sea"}, 0), ({"go": "hills"}, 60), (None, 100)], weight=50, label="Cost"),
        ],
    )
    shares = [90, 80, 75, 70, 50, 50, 45, 30, 20, 10]
    ballots = [dm.Ballot({"fun": share, "cost": 100 - share}, choice="sea") for share in shares]
    said = dm.classroom(model, ballots).statement
    assert said.headline == "‘The sea’ is best for 4 of 10 people, ‘The hills’ for 3, ‘Home’ for 3"
    assert said.detail == "Pick two of you at random: 73% chance that you disagree"
    assert said.reasons[1] == (
        "‘Fun’ separates the two largest camps best: of those who give it 60% or more, 4 of 4 want ‘The sea’; of the "
        "others, 3 of 3 want ‘The hills’; nobody stands on the other side"
    )
    assert "would choose ‘The hills’: by their own weights 3 of 10 lose nothing" in said.reasons[3]
    assert said.reasons[4].startswith("What wins depends on the rule: by most first places ‘The sea’; by Borda’s count")
    assert said.reasons[5].startswith("4 of 10 people chose by gut what their own weights choose; 3 chose")
