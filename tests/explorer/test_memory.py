"""Decisions of limited memory on the page: its search against Python's, and how much it may have to do."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count, islice
from random import Random
from typing import Any

import pytest

import decision_model as dm
from decision_model.analysis.combinations import combinations, totals
from decision_model.analysis.sources.margins import margin
from decision_model.errors import DecisionError
from decision_model.interfaces.explorer import explore_page
from decision_model.interfaces.explorer.search_work import BOUND, branches, is_too_much
from decision_model.model import Claim, Expectation, WhatIf
from decision_model.model.frozen_mapping import frozen
from decision_model.model.numbers import number
from decision_model.model.steps import decision, event
from tests.explorer.samples import herd, wide
from tests.explorer.settings import Settings
from tests.explorer.test_equal import CLOSE, SOLVE, compare, data
from tests.oracle import limited_memory
from tests.oracle.forgetful import forgetful
from tests.profiles import examples

SEEDS = range(examples(60))


def varied(seed: int) -> dm.DecisionModel:
    """The next dense problem from a seed on that has a page that moves, with what-ifs of every kind."""
    drawn = (forgetful(1_000 * seed + each, 4 + each % 5, risk=seed % 3 == 0) for each in count())
    model = next(each for each in drawn if limited(each) and not is_too_much(each))
    return model.copied(what_ifs=frozen({what_if.name: what_if for what_if in what_ifs(model, Random(seed))}))


def limited(model: dm.DecisionModel) -> bool:
    return branches(model) > 0


def what_ifs(model: dm.DecisionModel, chance: Random) -> list[WhatIf]:
    """Options forced and withheld, other chances (many of them 0, so that sets are never led to), other caution."""
    found = []
    for step in model.decisions:
        option = chance.choice(step.state_names)
        found.append(WhatIf(f"force_{step.name}", f"Force {step.name}", choose=frozen({step.name: option})))
        if len(step.states) > 2:
            found.append(WhatIf(f"lack_{step.name}", f"Lack {step.name}", without=frozen({step.name: option})))
    addresses = [address for address in model.numbers if ".chance." in address]
    for each in range(4):
        moved = {address: number(chance.choice([0, 0.05, 0.2, 0.5])) for address in chance.sample(addresses, min(2, len(addresses)))}
        caution = number(chance.choice([15, -30, 200])) if each == 3 else None
        found.append(WhatIf(f"other_{each}", f"Other {each}", chances=frozen(moved), risk_tolerance=caution))
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_random_problems_solve_as_in_python(seed: int, window: Callable[..., Any]) -> None:
    """Totals, plans in words, headlines, policies and every node of the tree, also where a plan is forced."""
    model = varied(seed)
    settings = [Settings({}, {}, (name,) if name else ()) for name in ("", *model.what_ifs)]
    seen = window(text=explore_page(model))
    found = seen.page.evaluate(SOLVE, [each.plain for each in settings])
    assert seen.messages == []
    for each, page in zip(settings, found, strict=True):
        try:
            wanted = each.of(model)
        except DecisionError:
            assert page.get("problem"), each
            continue
        compare(wanted, page)


@pytest.mark.parametrize("seed", SEEDS[::4])
def test_combinations_are_the_best_of_all_policies_that_take_them(seed: int, window: Callable[..., Any]) -> None:
    model = varied(seed)
    (page,) = window(text=explore_page(model)).page.evaluate(SOLVE, [Settings({}, {}, ()).plain])
    compared, _ = combinations(model)
    wanted = totals(model, compared)
    assert [total for _, total in sorted(page["rows"])] == pytest.approx(wanted.tolist(), abs=1e-8)


@pytest.mark.parametrize("seed", SEEDS[::4])
def test_the_page_finds_the_best_of_all_policies(seed: int, window: Callable[..., Any]) -> None:
    """Against every single policy, tried one after the other."""
    drawn = (forgetful(10_000 * seed + each, 4 + each % 3, risk=seed % 2 == 0) for each in count())
    model = next(each for each in drawn if limited(each) and limited_memory.count_policies(each) <= 700)
    (page,) = window(text=explore_page(model)).page.evaluate(SOLVE, [Settings({}, {}, ()).plain])
    assert page["total"] == pytest.approx(float(limited_memory.best(model)), abs=1e-8)


@pytest.mark.parametrize("seed", SEEDS[::3])
def test_claims_are_judged_as_in_python(seed: int, window: Callable[..., Any]) -> None:
    """Which option is best, and expected totals given what a decision does not know."""
    model = varied(seed)
    expected = list(islice(claims(model, Random(seed)), 12))
    found = window(text=explore_page(model.copied(claims=tuple(expected)))).page.evaluate(
        SOLVE, [Settings({}, {}, ()).plain]
    )[0]["claims"]
    judged = 0
    for claim, page in zip(expected, found, strict=True):
        if page is not None:
            assert page == pytest.approx(float(margin(model, claim.expect)), abs=CLOSE), claim.text
            judged += 1
    assert judged


def claims(model: dm.DecisionModel, chance: Random) -> Any:
    for step in model.sequence:
        about = frozen({step.name: chance.choice(step.state_names)})
        if step in model.decisions:
            yield Claim(f"{about} is best", Expectation("best", about), "", ())
            others = [name for name in step.state_names if name not in about.values()]
            than = frozen({step.name: chance.choice(others)})
            yield Claim(f"{about} exceeds {than}", Expectation("total", about, than=than, sign="higher"), "", ())


def test_a_decision_that_forgets_all_says_so(window: Callable[..., Any]) -> None:
    model = dm.decision_model(
        "Nothing known",
        [event("sky", ["rain", "sun"], {"rain": 0.3, "sun": "rest"}), decision("coat", ["yes", "no"], knows=[])],
        [dm.consideration("ease", [({"sky": "rain", "coat": "no"}, 0), ({"coat": "no"}, 10), (None, 6)])],
        combine="sum",
    )
    page = window(text=explore_page(model)).page
    assert page.locator("#plan li").all_inner_texts() == ["coat (knowing nothing of what went before): no."]


def test_moving_a_number_keeps_the_search_within_its_bound(window: Callable[..., Any]) -> None:
    """The largest herd whose page moves, from end to end of its sliders."""
    model = [herd(months) for months in range(2, 9) if not is_too_much(herd(months))][-1]
    html = explore_page(model)
    settings = [
        Settings({}, {each["name"]: value}, ())
        for each in data(html)["sliders"]
        for value in (each["low"], (each["low"] + each["high"]) / 2, each["high"])
    ]
    seen = window(text=html)
    took = seen.page.evaluate(TIMED, [each.plain for each in settings])
    assert max(took) < 50
    for each, page in zip(settings[::2], seen.page.evaluate(TOTAL, [each.plain for each in settings[::2]]), strict=True):
        assert page == pytest.approx(float(dm.solve(each.of(model)).total), rel=CLOSE)


TIMED = """(settings) => settings.map((each) => {
  const start = performance.now();
  explorer.stateAt(each);
  return performance.now() - start;
})"""
TOTAL = "(settings) => settings.map((each) => explorer.stateAt(each).solution.total)"


def test_the_bound_counts_plans_times_branches() -> None:
    """Decisions between the first and the last take one of two options in each of two sets, the first what is best.

    The last has nothing to forget that still matters.
    """
    model = herd(4)
    levels = model.structure.levels
    later = [place for place, level in enumerate(levels) if level.step.name in ("treat_2", "treat_3")]
    ways = [4 ** sum(place >= here for place in later) for here in range(len(levels))]
    assert branches(model) == sum(level.children.size * plans for level, plans in zip(levels, ways, strict=True))
    assert branches(wide(3)) == 0
