"""Numbers, shares and lists in the page's words and in Python's: the same text for the same value."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

import pytest

from decision_model.words import Amounts, adding_up, amount, common_amounts, counted, listed, percent, with_gap
from tests.profiles import examples

Show = Callable[..., Any]
EDGES = (
    0.0, 1.0, 2.5, 0.5, 0.05, 0.25, 0.125, 0.0625, 55.75, 59.25, 99.95, 99.949, 999.95, 1e-3, 9.9996, 12344.5, 12345.5,
    0.1 + 0.2, 1 / 3, 2 / 3, 1e-6, 9.9e-7, 1e-9, 1e-14, 1e-300, 1e6, 1e9, 1e12, 1.5e12, 999_999.5, 1e15, 9.99999e14,
    1e16, 1.7e308, 1234567.891, 0.04999999, 0.0500001, 100.0, 1000.0, 10.0, 0.01, 0.00999999, 0.999, 0.9996, 1 - 1e-12,
    1 - 1e-9,
)  # fmt: skip
"""Noughts, halves, and the borders at which a number is written otherwise."""


def values(count: int, seed: int) -> list[float]:
    """The edges on both sides of 0, and numbers of all sizes."""
    chance = random.Random(seed)
    drawn = [chance.choice([-1, 1]) * 10 ** chance.uniform(-18, 18) for _ in range(count)]
    return [*EDGES, *(-each for each in EDGES), *drawn]


def shares(count: int, seed: int) -> list[float]:
    chance = random.Random(seed)
    return [e for e in EDGES if e <= 1] + [chance.random() ** chance.choice([0.01, 1, 20]) for _ in range(count)]


def groups(count: int, seed: int) -> Iterator[list[float]]:
    """Totals that stand beside each other: of one size, of many, some alike, some 0."""
    chance = random.Random(seed)
    for _ in range(count):
        power, spread = chance.uniform(-5, 17), chance.choice([0, 1, 3, 8])
        sizes = [10 ** (power - chance.uniform(0, spread)) for _ in range(chance.randrange(1, 7))]
        found = [chance.choice([-1, 1, 1]) * chance.choice([size, float(round(size))]) for size in sizes]
        yield [*found, *chance.choice([[], [0.0], found[:1]])]


@pytest.fixture(scope="module")
def page(browser: Any, html: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    file = tmp_path_factory.mktemp("words") / "page.html"
    file.write_text(html("berlin_1961/options"), encoding="utf-8")
    context = browser.new_context(offline=True)
    opened = context.new_page()
    opened.goto(file.as_uri())
    yield opened
    context.close()


def test_single_numbers(page: Any) -> None:
    numbers = values(examples(1000), seed=1)
    for digits in (2, 4, 6, 9):
        written = page.evaluate("([all, n]) => all.map((each) => explorer.words.amount(each, n))", [numbers, digits])
        assert dict(zip(numbers, written, strict=True)) == {each: amount(each, digits) for each in numbers}


def test_percents(page: Any) -> None:
    found = shares(examples(1000), seed=2)
    for digits in (0, 1, 2, 4):
        written = page.evaluate("([all, n]) => all.map((each) => explorer.words.percent(each, n))", [found, digits])
        assert dict(zip(found, written, strict=True)) == {each: percent(each, digits) for each in found}


WRITTEN = """(groups) => groups.map(([values, own, weighted]) => {
  const { Amounts, commonAmounts } = explorer.words;
  const amounts = weighted ? new Amounts(weighted) : commonAmounts(values, own);
  const { factor, decimals, unit, scale, noise } = amounts;
  const said = ["text", "phrase", "gap", "bare", "scaled"].map((form) => values.map((value) => amounts[form](value)));
  const total = values.reduce((sum, value) => sum + value, 0);
  const finer = amounts.withGap(values[0], total), gaps = values.map((value) => finer.between(value, values[0]));
  const parted = values.map((value) => amounts.part(value));
  return { finer: finer.decimals, gaps, parted, common: [factor, decimals, unit, scale, noise], said, head: amounts.head("Total"), parts: amounts.parts(values, total) };
})"""  # noqa: E501


@pytest.mark.parametrize("unit", ["million USD", "", "of 100"])
def test_totals_beside_each_other(unit: str, page: Any) -> None:
    weighted = {**asdict(Amounts()), "own": ""} if unit == "of 100" else None
    found = list(groups(examples(500), seed=3))
    if weighted:
        found = [[100 * each / max(1.0, *map(abs, group)) for each in group] for group in found]
    for group, said in zip(found, page.evaluate(WRITTEN, [[group, unit, weighted] for group in found]), strict=True):
        amounts = Amounts() if weighted else common_amounts(group, unit)
        shown = (amounts.factor, amounts.decimals, amounts.unit, amounts.scale, amounts.noise)
        assert said["common"] == [pytest.approx(each) if isinstance(each, float) else each for each in shown], group
        forms = (amounts.text, amounts.phrase, amounts.gap, amounts.bare, amounts.scaled)
        assert said["said"] == [[form(value) for value in group] for form in forms], group
        assert said["head"] == amounts.head("Total")
        total = 0.0
        for value in group:  # as the page adds, one after the other
            total += value
        finer = with_gap(amounts, group[0], total)
        assert said["finer"] == finer.decimals, group
        assert said["gaps"] == pytest.approx([finer.between(value, group[0]) for value in group], rel=1e-12), group
        assert said["parted"] == [amounts.part(value) for value in group], group
        parts = adding_up({str(place): value for place, value in enumerate(group)}, total, amounts)
        assert said["parts"] == list(parts.values()), group


def test_lists_and_counts(page: Any) -> None:
    lists = [[], ["A"], ["A", "B"], ["A", "B", "C"], ["\u2018A, a\u2019", "B"], ["A, a", "B", "C"], list("ABCDE")]
    said = page.evaluate('(lists) => lists.map((each) => explorer.words.listed(each, "or", 3))', lists)
    assert said == [listed(each, "or", 3) for each in lists]
    counts = [0, 1, 2, 999, 1000, 1_234_567]
    said = page.evaluate('(counts) => counts.map((each) => explorer.words.counted(each, "end"))', counts)
    assert said == [counted(each, "end") for each in counts]


def test_whole_percents_add_up(page: Any) -> None:
    chance = random.Random(4)
    for _ in range(examples(200)):
        weights = [chance.choice([0.0, chance.random(), 1e-9]) for _ in range(chance.randrange(1, 8))]
        whole = sum(weights) or 1.0
        found = {str(place): each / whole for place, each in enumerate(weights)}
        said = page.evaluate("(shares) => explorer.words.wholePercents(shares)", found)
        assert sum(said.values()) == (100 if any(weights) else 0)
        assert all(abs(said[name] - 100 * share) <= 1 + 1e-6 for name, share in found.items())
