"""Nothing on the page goes stale: what it shows at any settings is of these settings, or says that it is the file's."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from math import sqrt
from typing import Any

import pytest

import decision_model as dm
from decision_model.analysis.choice.best_plan import best_plan_headline
from decision_model.analysis.robustness.acceptability import acceptability
from decision_model.analysis.sources.claims import claims
from decision_model.errors import DecisionError
from decision_model.interfaces.explorer import explore_page
from decision_model.interfaces.explorer.shares import PAGE_DRAWS
from decision_model.model import WhatIf, number
from decision_model.model.numbers import frozen
from tests.explorer.settings import Settings, drawn
from tests.profiles import examples, some, whole_look

Show = Callable[..., Any]
Models = Callable[[str], dm.DecisionModel]
BERLIN = ("berlin_1961/contingency", "berlin_1961/options")

FIRST = """(settings) => settings.map((each) => {
  const { ranked, firstPlaces, stateAt } = explorer;
  const state = stateAt(each);
  if (state.problem) return null;
  const list = state.structure.now ?? state.structure.plans;
  const places = firstPlaces(state, list);
  const options = ranked(state, list).rows.map((row) => row.options);
  return { ...places, options };
})"""


def file_points(model: dm.DecisionModel) -> dict[str, float]:
    """The file's own weights, in points."""
    return {c.name: 1.0 if c.weight is None else float(c.weight.at(model.values)) for c in model.walk()}


def key(options: Mapping[str, str | None]) -> tuple[tuple[str, str | None], ...]:
    return tuple(sorted(options.items()))


def assert_alike(page: dict[str, Any], model: dm.DecisionModel) -> None:
    """The page's shares of first places are Python's, but for the draws they are counted over."""
    exact = {key(option.options): option.first for option in acceptability(model, draws=20_000).options}
    for options, share in zip(page["options"], page["shares"], strict=True):
        first = exact[key(options)]
        noise = 4.5 * sqrt(max(first * (1 - first), 1 / PAGE_DRAWS) / PAGE_DRAWS) if page["source"] == "counted" else 0
        assert share == pytest.approx(first, abs=noise + 0.01 * (page["source"] == "counted") + 1e-9), options


@pytest.mark.parametrize("name", BERLIN)
def test_first_places_are_those_of_python_at_any_numbers(name: str, models: Models, window: Show) -> None:
    model, page = models(name), window(name).page
    own = file_points(model)
    sliders = page.evaluate("() => explorer.data.sliders")
    settings = [replace(each, weights=own) for each in drawn(model, sliders, examples(40), seed=21)]
    settings += [Settings(own, {}, (what_if,)) for what_if in model.what_ifs]
    compared = 0
    for each, found in zip(settings, page.evaluate(FIRST, [each.plain for each in settings]), strict=True):
        try:
            varied = each.of(model)
        except DecisionError:
            continue
        if "shares" not in found:
            assert len(found["options"]) < 2, each
            continue
        assert_alike(found, varied)
        compared += 1
    assert compared > len(settings) / 3


def test_at_the_file_first_places_are_exact(models: Models, window: Show) -> None:
    for name in BERLIN:
        (found,) = window(name).page.evaluate(FIRST, [Settings(file_points(models(name)), {}, ()).plain])
        assert found["source"] == "exact"
        assert_alike(found, models(name))


GROUPS = """
decision_model: 1
title: Two countries
parameters:
  p: {{label: Chance of peace, value: 0.5, range: [0, 1]}}
sequence:
  - {{decide: go, label: Go, options: {{a: Treaty, b: No treaty}}}}
  - {{event: peace, label: Peace, outcomes: {{yes: "Yes", no: "No"}}, chance: {{yes: p, no: rest}}}}
considerations:
  - name: usa
    label: United States
    weight: 50
    considerations:
      - name: u_sec
        label: Security
        weight: 2
        scores: [{{when: {{go: a, peace: yes}}, then: 90}}, {{otherwise: 40}}]
      - {{name: u_cost, label: Cost, weight: 1, scores: [{{when: {{go: a}}, then: 20}}, {{otherwise: 70}}]}}
  - name: ussr
    label: Soviet Union
    weight: 50
    considerations:
      - {{name: s_sec, label: Safety, weight: 2, scores: [{{when: {{go: a}}, then: 30}}, {{otherwise: 60}}]}}
      - {{name: s_cost, label: Price, weight: {inner}, scores: [{{when: {{go: a}}, then: 90}}, {{otherwise: 20}}]}}
"""
HELD = "1"
RANGED = "{value: 1, range: [0.1, 3]}"


@pytest.mark.parametrize("inner", [HELD, RANGED], ids=["held", "ranged"])
def test_inner_weights_that_are_held_fixed_count_as_they_are_set(inner: str, window: Show) -> None:
    model = dm.parse(GROUPS.format(inner=inner), name="groups")
    page = window(text=explore_page(model)).page
    settings = [
        Settings({"usa": 50, "ussr": 50, "u_sec": u, "u_cost": 50, "s_sec": 66, "s_cost": 33}, numbers, ())
        for u in (0, 20, 50, 100)
        for numbers in ({}, {"p": 0.1}, {"p": 0.9})
    ]
    for each, found in zip(settings, page.evaluate(FIRST, [each.plain for each in settings]), strict=True):
        inside = {name: each.weights[name] for name in ("u_sec", "u_cost")}
        assert_alike(found, model.varied(numbers=each.numbers, weights=inside))


def test_what_is_held_fixed_is_said(window: Show) -> None:
    fixed = "Weights inside ‘United States’{} stay as they are set."
    held = window(text=explore_page(dm.parse(GROUPS.format(inner=HELD), name="groups"))).text("body")
    assert fixed.format(" and ‘Soviet Union’") in held
    assert "stay as they are set" not in window(BERLIN[0]).text("body")


def test_first_places_that_cannot_be_counted_are_left_out(window: Show) -> None:
    """A what-if that sets weights admits other ones than the file, of which the page has no draws."""
    model = dm.parse(GROUPS.format(inner=HELD), name="groups")
    other = WhatIf("other", "Other weights", weights=frozen({"usa": number(10)}))
    seen = window(text=explore_page(replace_what_ifs(model, other)))
    before = seen.page.locator(".first-share").all_inner_texts()
    assert all(re.fullmatch(r"first in \d+%", text) for text in before)
    seen.page.locator("#whatif-other").check()
    seen.settle()
    after = seen.page.locator(".first-share").all_inner_texts()
    assert len(after) == len(before)
    assert not any(after)


def replace_what_ifs(model: dm.DecisionModel, *what_ifs: WhatIf) -> dm.DecisionModel:
    return replace(model, what_ifs={what_if.name: what_if for what_if in what_ifs})


def test_what_is_counted_says_about(window: Show) -> None:
    seen = window(BERLIN[0])
    assert "about" not in seen.text("#ranking-lists")
    seen.page.locator("#whatif-berlin_lifted").check()
    seen.settle()
    assert re.search(r"first in about \d+%", seen.text("#ranking-lists"))
    seen.page.locator("#whatif-berlin_lifted").uncheck()
    seen.settle()
    assert "about" not in seen.text("#ranking-lists")


@pytest.mark.parametrize("width", [320, 700, 1000, 1440])
def test_what_marks_a_share_fits_in_its_place(width: int, models: Models, window: Show) -> None:
    groups = dm.parse(GROUPS.format(inner=HELD), name="groups")
    other = WhatIf("other", "Other weights", weights=frozen({"usa": number(10)}))
    page = explore_page(replace_what_ifs(groups, other))
    for seen, what_if in ((window(text=page, width=width), "other"), (window(BERLIN[0], width=width), "berlin_lifted")):
        seen.page.evaluate("(id) => document.getElementById(id).click()", f"whatif-{what_if}")
        seen.settle()
        assert seen.page.evaluate("() => document.documentElement.scrollWidth") <= width
        shares = seen.page.locator(".first-share")
        assert shares.evaluate_all("(all) => all.every((share) => share.scrollWidth <= share.clientWidth + 1)")


@pytest.mark.parametrize("name", BERLIN)
def test_the_answer_names_the_what_ifs(name: str, models: Models, window: Show) -> None:
    seen, model = window(name), models(name)
    for what_if in model.what_ifs.values():
        box = seen.page.locator(f"#whatif-{what_if.name}")
        box.check()
        seen.settle()
        solution = dm.solve(model.varied(what_if=what_if.name))
        sentence = best_plan_headline(solution.model, float(solution.total), solution.policy)
        wanted = f"Under the what-if ‘{what_if.title}’, {sentence}."
        assert seen.text("#answer-text") == wanted
        assert seen.page.locator("#sticky-answer").text_content() == wanted
        box.uncheck()
    first, second = [name for name, w in model.what_ifs.items() if not (w.decide_before or w.know_before)][:2]
    for each in (first, second):
        seen.page.locator(f"#whatif-{each}").check()
    seen.settle()
    titles = [model.what_ifs[each].title for each in (first, second)]
    assert seen.text("#answer-text").startswith(f"Under the what-ifs ‘{titles[0]}’ and ‘{titles[1]}’, ")


def shown_claims(page: Any) -> list[tuple[str, str]]:
    """Each claim's verdict and what is said of it."""
    verdicts = page.locator("#claim-list .verdict").all_inner_texts()
    return list(zip(verdicts, page.locator("#claim-list .claim .help").all_inner_texts(), strict=True))


@whole_look
@pytest.mark.parametrize("name", BERLIN)
def test_claims_are_followed_or_marked(name: str, models: Models, window: Show) -> None:
    """A verdict or a share under a what-if is Python's there, or is said to be at the file's own numbers."""
    seen, model = window(name), models(name)
    before = claims(model).claims
    for what_if in some(model.what_ifs, 5):
        box = seen.page.locator(f"#whatif-{what_if}")
        box.check()
        seen.settle()
        try:
            here = claims(model.varied(what_if=what_if)).claims
        except DecisionError:
            here = ()
        for place, (verdict, said) in enumerate(shown_claims(seen.page)):
            if "True for" in said and not said.startswith("At the file’s own numbers"):
                pytest.fail(f"{what_if}: {said}")
            if said.startswith("At the file’s own numbers; not followed"):
                assert verdict == before[place].found
            elif here and verdict != "cannot be told":
                assert verdict == here[place].found, (what_if, model.claims[place].text)
        box.uncheck()


def test_shares_of_claims_hold_wherever_the_file_leaves_numbers_open(models: Models, window: Show) -> None:
    seen = window(BERLIN[1])
    start = [said for _, said in shown_claims(seen.page)]
    assert all("True for" in said for said in start)
    moved = seen.page.evaluate("() => explorer.data.sliders.find(({ isGuessed }) => !isGuessed)")
    field = seen.page.locator(f".slider:has(#number-{moved['name']}) input[type=number]")
    seen.page.locator("#numbers summary").click()
    field.fill(str((moved["low"] + moved["high"]) / 2 * (100 if moved.get("isChance") else 1)))
    field.press("Enter")
    seen.settle()
    shares = [re.findall(r"True for \S+", said) for said in start]
    assert [re.findall(r"True for \S+", said) for _, said in shown_claims(seen.page)] == shares


FORMULAS = """
decision_model: 1
title: Weights that follow numbers
parameters:
  ratio: {label: Ratio, value: 2, range: [0.1, 10]}
sequence:
  - {decide: go, label: Go, options: {a: A, b: B}}
considerations:
  - {name: x, label: Peace, weight: 30 * ratio, scores: [{when: {go: a}, then: 90}, {otherwise: 40}]}
  - {name: y, label: Cost, weight: 40, scores: [{when: {go: a}, then: 20}, {otherwise: 80}]}
what_ifs:
  low: {label: Low ratio, parameters: {ratio: 0.2}}
  other: {label: Other weights, parameters: {ratio: 0.5}, weights: {y: 60 * ratio}}
"""


def test_weights_that_are_formulas_follow_their_numbers(window: Show) -> None:
    """Until they are moved themselves; then they stay where they were put."""
    model = dm.parse(FORMULAS, name="formulas")
    seen = window(text=explore_page(model))
    own = seen.page.evaluate("() => explorer.settings.start().weights")
    total = "(settings) => explorer.stateAt(settings).solution.total"
    for ratio in (0.1, 0.5, 2.0, 7.0):
        found = seen.page.evaluate(total, Settings(own, {"ratio": ratio}, ()).plain)
        assert found == pytest.approx(float(dm.solve(model.varied(numbers={"ratio": ratio})).total))
        moved = seen.page.evaluate(total, Settings({**own, "x": own["x"] / 6}, {"ratio": ratio}, ()).plain)
        assert moved == pytest.approx(float(dm.solve(model.varied(weights={"x": 10})).total))
    for what_if in model.what_ifs:
        found = seen.page.evaluate(total, Settings(own, {}, (what_if,)).plain)
        assert found == pytest.approx(float(dm.solve(model.varied(what_if=what_if)).total))
    seen.page.locator("#whatif-low").check()
    seen.settle()
    assert float(seen.page.locator("#weight-x").input_value()) == pytest.approx(own["x"] / 10, abs=0.5)
    assert seen.page.locator("#weight-x").is_enabled()
