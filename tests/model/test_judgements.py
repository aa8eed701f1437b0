"""Weights by judgement, against Saaty's published matrices and closed forms."""

from __future__ import annotations

import re
from contextlib import suppress
from fractions import Fraction
from itertools import combinations, permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.sources.numbers import numbers
from decision_model.errors import ModelError, ScenarioError
from decision_model.model import consideration, decision, decision_model
from decision_model.model.capacities import proper_sets
from decision_model.model.judgements import judgement
from decision_model.model.pairwise import priorities
from decision_model.scenario import inspect, parse, read, write
from tests.oracle.aggregated import choquet, interacting
from tests.scenarios.berlin import SCENARIOS

NATIONS = """
    1    4    9    6    6    5    5
    1/4  1    7    5    5    3    4
    1/9  1/7  1    1/5  1/5  1/7  1/5
    1/6  1/5  5    1    1    1/3  1/3
    1/6  1/5  5    1    1    1/3  1/3
    1/5  1/3  7    3    3    1    2
    1/5  1/4  5    3    3    1/2  1
"""
SCHOOLS = """
    1    4    3    1    3    4
    1/4  1    7    3    1/5  1
    1/3  1/7  1    1/5  1/5  1/6
    1    1/3  5    1    1    1/3
    1/3  5    5    1    1    3
    1/4  1    6    3    1/3  1
"""


def matrix(text: str) -> list[list[float]]:
    return [[float(Fraction(part)) for part in line.split()] for line in text.strip().splitlines()]


def test_the_wealth_of_nations() -> None:
    """Saaty 1977, A scaling method for priorities in hierarchical structures, table 4: seven nations."""
    judged = priorities(matrix(NATIONS))
    assert judged.weights == pytest.approx([0.427, 0.230, 0.021, 0.052, 0.052, 0.123, 0.094], abs=0.005)
    assert judged.largest == pytest.approx(7.61, abs=0.01)


def test_choosing_a_school() -> None:
    """Saaty 1980 and 1987: learning, friends, school life, vocational training, college preparation, music."""
    judged = priorities(matrix(SCHOOLS))
    assert judged.weights == pytest.approx([0.32, 0.14, 0.03, 0.13, 0.24, 0.14], abs=0.006)
    assert judged.consistency_ratio(1.24) == pytest.approx(0.24, abs=0.02)


@given(st.integers(2, 7).flatmap(lambda n: st.lists(st.sampled_from([1, 2, 3, 5, 9, 1 / 3, 1 / 7]), min_size=21)))
def test_weights_are_the_eigenvector_and_the_pair_at_odds_departs_most(ratios: list[float]) -> None:
    count = 2 + len(ratios) % 6
    rows = np.ones((count, count))
    for (row, column), ratio in zip(combinations(range(count), 2), ratios, strict=False):
        rows[row, column], rows[column, row] = ratio, 1 / ratio
    judged = priorities(rows.tolist())
    weights = np.array(judged.weights)
    values = np.linalg.eigvals(rows)
    assert judged.largest == pytest.approx(float(values.real.max()), rel=1e-9)
    assert rows @ weights == pytest.approx(judged.largest * weights, rel=1e-9)
    assert weights.sum() == pytest.approx(1)
    departures = np.abs(np.log(rows * weights / weights[:, None]))
    assert all(departures[pair] == pytest.approx(departures.max(), abs=1e-8) for pair in judged.at_odds)
    assert bool(judged.at_odds) == (departures.max() > 1e-9)


def test_orders_as_published() -> None:
    """Barron & Barrett 1996, table 1, four attributes; Stillwell, Seaver & Edwards 1981."""
    shares = {method: list(judgement(order="abcd", method=method).shares.values()) for method in METHODS}
    assert shares["centroid"] == pytest.approx([0.5208, 0.2708, 0.1458, 0.0625], abs=5e-5)
    assert shares["rank_sum"] == pytest.approx([0.4, 0.3, 0.2, 0.1])
    assert shares["reciprocal"] == pytest.approx([0.48, 0.24, 0.16, 0.12])
    tied = judgement(order=["a", ["b", "c"]], method="reciprocal").shares
    assert tied == pytest.approx({"a": 6 / 11, "b": 2.5 / 11, "c": 2.5 / 11})


METHODS = ("centroid", "rank_sum", "reciprocal")

TEXT = """decision_model: 1
title: Judged
sources: {memo: {title: A memo}}
sequence:
  - decide: way
    options: {left: Left, right: Right}
WEIGHTS
considerations:
  - {name: a, scores: [{when: {way: left}, then: 80}, {otherwise: 10}]}
  - {name: b, scores: [{when: {way: left}, then: 20}, {otherwise: 70}]}
  - name: c
    GROUP
    considerations:
      - {name: d, scores: [{when: {way: left}, then: 50}, {otherwise: 60}]}
      - {name: e, scores: 40}
"""


def text(weights: str, group: str = "weights: {swing: {d: 100, e: 25}}") -> str:
    return TEXT.replace("WEIGHTS", f"weights: {weights}").replace("GROUP", group)


@pytest.mark.parametrize(
    ("weights", "shares"),
    [
        ("{pairwise: {a: {b: 2, c: 4}, b: {c: 2}}}", (4 / 7, 2 / 7, 1 / 7)),
        ("{pairwise: {a: {c: 4}, b: {a: 1/2}, c: {b: 1 / 2}}}", (4 / 7, 2 / 7, 1 / 7)),
        ("{swing: {c: 20, a: 100, b: 80}}", (0.5, 0.4, 0.1)),
        ("{order: [b, a, c], method: rank_sum}", (1 / 3, 1 / 2, 1 / 6)),
        ("{order: [b, [a, c]]}", (7 / 36, 11 / 18, 7 / 36)),
    ],
)
def test_what_a_file_judges_is_its_weights_and_is_kept(weights: str, shares: tuple[float, float, float]) -> None:
    model = parse(text(weights))
    assert list(model.weights.values()) == pytest.approx([*shares[:2], shares[2] * 0.8, shares[2] * 0.2])
    assert {model.numbers[f"{name}.weight"].number.basis for name in "abcde"} == {"elicited"}
    written = write(model)
    assert parse(written, model.name) == model
    assert "weight:" not in written
    alone = write(model.varied(weights={"a": 7}))
    assert "weight: 7" in alone.replace("value: 7", "weight: 7")
    assert parse(alone).weights == pytest.approx(dict(model.varied(weights={"a": 7}).weights))


@pytest.mark.parametrize("weights", ["{swing: {a: 100, b: 50, c: 10}}", "{pairwise: {d: {e: 3}}}"])
def test_a_perspective_may_be_judged(weights: str) -> None:
    perspectives = f"perspectives: {{they: {{weights: {weights}}}}}\n"
    model = parse(text("{order: [a, b, c]}") + perspectives)
    seen = model.varied(perspective="they").weights
    if "d:" in weights:
        assert seen["d"] / seen["e"] == pytest.approx(3)
        assert seen["a"] == pytest.approx(model.weights["a"])
    else:
        assert seen["a"] == pytest.approx(100 / 160)
    assert parse(write(model), model.name) == model


def test_a_consideration_may_be_called_as_a_kind_of_judgement() -> None:
    renamed = text("{order: [order, b, c]}").replace("name: a", "name: order")
    model = parse(renamed + "perspectives: {they: {weights: {order: {value: 60}, b: 40, c: 0}}}\n")
    assert model.varied(perspective="they").weights["order"] == pytest.approx(0.6)


def test_judgements_in_python() -> None:
    parts = [consideration(name, 50) for name in "ab"]
    model = decision_model("P", [decision("d", ["x"])], parts, judgement=judgement(pairwise={("a", "b"): 3}))
    assert model.weights == pytest.approx({"a": 0.75, "b": 0.25})
    with pytest.raises(ModelError, match="nothing is said of 'b'"):
        decision_model("P", [decision("d", ["x"])], parts, judgement=judgement(swing={"a": 100}))


def test_every_order_of_the_names_judges_alike() -> None:
    sizes = {"a": 5.0, "b": 2.0, "c": 1.0}
    for names in permutations(sizes):
        pairs = {(one, other): sizes[one] / sizes[other] for one, other in combinations(names, 2)}
        assert dict(judgement(pairwise=pairs).shares) == pytest.approx({n: s / 8 for n, s in sizes.items()})


def test_comparisons_at_odds_are_warned_of_at_their_line_with_the_worst_named(tmp_path: Path) -> None:
    pairs = "{a: {b: 3, c: 5}, b: {c: 1/4}}"
    file = tmp_path / "odd.yaml"
    file.write_text(text(f"{{pairwise: {pairs}}}"), encoding="utf-8")
    model, (warning,) = inspect(file)
    assert warning.code == "pairs-inconsistent"
    assert warning.location is not None
    assert warning.location.line == 7
    assert "consistency ratio 0.398, above 0.1" in warning.message
    assert "'a' against 'b': 3 to 1" in warning.message
    assert any("consistency ratio 0.398" in sentence for sentence in numbers(model).statement.sentences)
    assert model.numbers["a.weight"].number.note.startswith("Judged in pairs; consistency ratio 0.398")
    file.write_text(text("{pairwise: {a: {b: 3, c: 5}, b: {c: 2}}}"), encoding="utf-8")
    assert inspect(file)[1] == ()


STUDENTS = SCENARIOS / "textbook" / "three_students.yaml"
LEADER = SCENARIOS / "textbook" / "choosing_a_leader.yaml"


@pytest.mark.parametrize("file", [STUDENTS, LEADER], ids=lambda file: file.stem)
def test_scenarios_keep_what_was_judged_of_sets_and_of_options(file: Path) -> None:
    model = read(file)
    written = write(model)
    assert parse(written, model.name) == model
    assert "strength" not in written
    assert "adjust" not in written


def test_a_changed_interaction_or_score_is_written_as_it_is() -> None:
    for file, address in ((STUDENTS, "interactions.1"), (LEADER, "age.scores.2")):
        changed = read(file).varied(numbers={address: 0.25})
        again = parse(write(changed), changed.name)
        assert again.numbers[address].number.at({}) == pytest.approx(0.25)
        assert solve(again).total == pytest.approx(solve(changed).total)


def test_scores_judged_in_pairs_are_the_shares_in_percent_with_their_ratios() -> None:
    """The leader of Saaty's example, on experience and on education."""
    model = read(LEADER)
    scores = [model.numbers[f"experience.scores.{place}"].number.at({}) for place in (1, 2, 3)]
    assert scores == pytest.approx([21.7, 71.7, 6.6], abs=0.05)
    ratios = numbers(model).consistency_ratios
    assert [ratios[name] for name in (None, "experience", "education")] == pytest.approx(
        [0.044, 0.035, 0.062], abs=6e-4
    )


@given(st.lists(st.floats(0, 1), min_size=14, max_size=14))
def test_a_choquet_integral_by_indices_is_that_of_the_capacity(sizes: list[float]) -> None:
    """Four names; what a set is worth is the largest of what is in it, so that it never falls."""
    names = ("a", "b", "c", "d")
    raw = dict(zip(proper_sets(names), sizes, strict=True))
    worth = {some: max(raw[part] for part in raw if {*part} <= {*some}) for some in raw}
    judged = judgement(capacity=worth)
    place = {name: index for index, name in enumerate(names)}
    together = {tuple(place[n] for n in some): float(each.at({})) for some, each in judged.interactions.items()}
    ours = interacting([judged.shares[name] for name in names], together)
    theirs = choquet({frozenset(place[n] for n in some): each for some, each in {**worth, names: 1.0}.items()}, 4)
    values = np.array([[0.3, 1.0, 0.9, 0.2], [0.1, 0.5, 0.9, 0.7], [0.8, 0.0, 0.9, 0.4], [0.6, 0.25, 0.0, 1.0]])
    assert ours(values) == pytest.approx(theirs(values), abs=1e-9)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[{of: [a], worth: 0.5}]", "nothing is said of 'b'"),
        ("[{of: [a], worth: 0.5}, {of: [b], worth: 2}]", "the worth is 2, and must be from 0 to 1"),
        ("[{of: [a], worth: 0.5}, {of: [b], worth: 0.2}, {of: [b], worth: 0.4}]", "is stated twice"),
        ("[{of: [a], worth: 0.5}, {of: [b], worth: 0.2}, {of: [a, b], worth: 1}]", "is no set of its own"),
        ("[{of: [a], worth: 0.5}, {of: [c], worth: 0.2}]", "'c' is not a consideration of this group"),
    ],
)
def test_what_sets_are_worth_must_be_whole(written: str, said: str) -> None:
    with pytest.raises(ScenarioError, match=re.escape(said)):
        parse(PAIR.replace("CAPACITY", written))


PAIR = """decision_model: 1
title: Two
combine: choquet
sequence: [{decide: way, options: {left: Left, right: Right}}]
weights: {capacity: CAPACITY}
considerations:
  - {name: a, scores: {rows: way, table: {left: 80, right: 10}}}
  - {name: b, scores: {rows: way, pairwise: {left: {right: 3}}}}
"""


def test_what_sets_are_worth_may_not_fall_and_stands_alone() -> None:
    three = PAIR + "  - {name: c, scores: 50}\n"
    sets = "[{of: [a], worth: 0.5}, {of: [b], worth: 0.2}, {of: [c], worth: 0.1}, {of: [a, b], worth: 0.4}, REST]"
    rest = "{of: [a, c], worth: 0.6}, {of: [b, c], worth: 0.3}"
    with pytest.raises(ScenarioError, match="'a' and 'b' are worth less together than some of them"):
        parse(three.replace("CAPACITY", sets.replace("REST", rest)))
    with pytest.raises(ScenarioError, match="nothing is said of what 'b' and 'c' are worth"):
        parse(three.replace("CAPACITY", sets.replace("REST", rest.split(", {")[0])))
    two = PAIR.replace("CAPACITY", "[{of: [a], worth: 0.5}, {of: [b], worth: 0.2}]")
    with pytest.raises(ScenarioError, match="with 'combine: choquet'"):
        parse(two.replace("combine: choquet\n", ""))
    with pytest.raises(ScenarioError, match="interactions are stated here, and follow"):
        parse(two + "interactions: [{between: [a, b], strength: 0.1}]\n")
    assert parse(two).interactions[0].strength.at({}) == pytest.approx(0.3)


SETS = [*proper_sets("abc"), ("a", "b", "c"), ("a", "a"), ("d",)]


@given(st.lists(st.tuples(st.sampled_from(SETS), st.sampled_from(["0.2", "0.5", "1.5", "many"])), max_size=9))
def test_any_statement_of_what_sets_are_worth_is_a_model_or_said_to_be_wrong(stated: list[tuple[str, str]]) -> None:
    written = ", ".join(f"{{of: [{', '.join(some)}], worth: {worth}}}" for some, worth in stated)
    three = PAIR + "  - {name: c, scores: 50}\n"
    with suppress(ScenarioError):
        model = parse(three.replace("CAPACITY", f"[{written}]"))
        assert {frozenset(some) for some, _ in stated} == {*map(frozenset, proper_sets("abc"))}
        assert model.judgement is not None
