"""The page's own engine against Python's: the same totals, the same best branches, the same words."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import decision_model as dm
from decision_model.analysis.choice.best_plan import best_plan_headline
from decision_model.analysis.choice.tree import Node
from decision_model.analysis.combinations import combinations, totals
from decision_model.analysis.sources.claims import claims
from decision_model.analysis.sources.judged_claim import ClaimVerdict
from decision_model.analysis.sources.margins import margin
from decision_model.errors import DecisionError
from decision_model.interfaces.explorer import explore_page
from decision_model.model import Decision
from decision_model.model.checks import scores
from decision_model.model.checks import weights as checks_of_weights
from decision_model.model.considerations import Beyond
from tests.explorer.conftest import SCENARIOS, stands_still
from tests.explorer.samples import believers, beyond, curves, papers, sums, together
from tests.explorer.settings import Settings, drawn
from tests.profiles import examples, some

CLOSE = 1e-9
COUNTS = {
    "berlin_1961/contingency": examples(500, quick=60),
    "berlin_1961/options": examples(500, quick=60),
    "../scenarios/berlin_1961/advanced": examples(200, quick=20),
}
TEXTBOOK = sorted(path.stem for path in (SCENARIOS / "textbook").glob("*.yaml") if not stands_still(path))
COUNTS |= {f"textbook/{name}": examples(50) for name in (*some(TEXTBOOK, 3), "stock_forecast")}

SOLVE = """(settings) => settings.map((each) => {
  const { HistoryTree, claimMargin, planSentences, policyAfterTies, ranked, data } = explorer;
  const state = explorer.stateAt(each);
  if (state.problem) return { problem: state.problem };
  const rows = state.structure.plans ? ranked(state, state.structure.plans).rows : [];
  const tree = new HistoryTree(state), nodes = [];
  const walk = (node) => {
    nodes.push([node.value, node.chance, node.reached, node.branch ? node.branch.best : true]);
    tree.branches(node).forEach(walk);
  };
  walk(tree.root);
  return {
    total: state.solution.total, contributions: state.solution.contributions, nodes,
    rows: rows.map((row) => [row.index, row.total]), plan: planSentences(data, state.solution),
    headline: explorer.headlineAt(state),
    policy: policyAfterTies(state.solution).map(({ decision, history, options }) => {
      const named = (step, number) => data.steps[step].states[number].name;
      const states = Object.entries(history).map(([step, number]) => [step, named(step, number)]);
      return { decision, history: states, options: options.map((number) => named(decision, number)) };
    }),
    claims: data.claims.map((claim) => (claim.isLive ? claimMargin(state, claim) : null)),
  };
})"""


def nodes(node: Node, best: bool = True) -> Iterator[tuple[float, float, bool, bool]]:
    yield node.value, node.chance, node.reached, best
    for branch in node.branches:
        yield from nodes(branch.node, branch.best)


def data(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    read: dict[str, Any] = json.loads(found[1])
    return read


@pytest.mark.parametrize("name", COUNTS)
def test_random_settings_solve_as_in_python(
    name: str, models: Callable[[str], dm.DecisionModel], html: Callable[[str], str], window: Callable[..., Any]
) -> None:
    model, sliders = models(name), data(html(name))["sliders"]
    settings = drawn(model, sliders, COUNTS[name], seed=len(name))
    found = window(name).page.evaluate(SOLVE, [each.plain for each in settings])
    solved = 0
    for each, page in zip(settings, found, strict=True):
        try:
            varied = each.of(model)
        except DecisionError:
            assert page.get("problem"), f"{each}: the page accepts what Python refuses"
            continue
        assert "problem" not in page, f"{each}: {page}"
        compare(varied, page)
        solved += 1
    assert solved > COUNTS[name] / 8  # interactions close to the strongest leave few weights that make sense


def assert_follows(policy: list[dict[str, Any]], node: Node, path: dict[str, str]) -> None:
    """At every decision that the tree reaches, also after a tie, the page's policy takes all of the best options."""
    if node.step is None or not node.reached:
        return
    below = [(branch, {**path, node.step.name: branch.state.name}) for branch in node.branches]
    if isinstance(node.step, Decision):
        best = [branch.state.name for branch in node.branches if branch.best]
        own = [choice for choice in policy if choice["decision"] == node.step.name]
        (choice,) = [each for each in own if all(path.get(step) == state for step, state in each["history"])]
        assert choice["options"] == best, (node.step.name, path)
    for branch, further in below:
        assert_follows(policy, branch.node, further)


def compare(model: dm.DecisionModel, page: dict[str, Any]) -> None:
    solution = dm.solve(model)
    size = max(1.0, abs(float(solution.total)))
    close = {"abs": CLOSE * size, "rel": CLOSE}
    assert page["total"] == pytest.approx(float(solution.total), **close)
    assert page["contributions"] == pytest.approx(list(solution.contributions.values()), **close)
    assert page["plan"] == list(solution.plan)
    headline = best_plan_headline(model, float(solution.total), solution.policy)
    assert page["headline"] == (solution.statement.headline if model.followed else headline)
    assert_follows(page["policy"], dm.tree(solution).root, {})
    spelled = list(nodes(dm.tree(solution).root))
    assert len(page["nodes"]) == len(spelled)
    assert [tuple(node[2:]) for node in page["nodes"]] == [node[2:] for node in spelled]
    assert [node[0] for node in page["nodes"]] == pytest.approx([node[0] for node in spelled], **close)
    assert [node[1] for node in page["nodes"]] == pytest.approx([node[1] for node in spelled], **close)


def test_sums_that_are_booked_in_parts_are_worked_out_and_refused_as_in_python(window: Callable[..., Any]) -> None:
    model = sums()
    html = explore_page(model)
    far = [Settings({"worth": 30.0, "calm": 70.0}, {"x": x}, ()) for x in (1.5, 4.0, 90.0)]
    settings = [s for s in drawn(model, data(html)["sliders"], 40, seed=3) if any(s.weights.values())] + far
    found = window(text=html).page.evaluate(SOLVE, [each.plain for each in settings])
    for each, page in zip(settings, found, strict=True):
        try:
            varied = each.of(model)
            checks_of_scores = [*scores.problems(varied)]
        except DecisionError:
            checks_of_scores = ["refused"]
        assert bool(page.get("problem")) == bool(checks_of_scores), each
        if not checks_of_scores:
            compare(varied, page)
    assert found[-1]["problem"]["kind"] == "scale"


@pytest.mark.parametrize("span", [(0.5, 3.0), (-3.0, 3.0), (0.0, 12.0)])
def test_formulas_are_worked_out_and_refused_as_in_python(
    span: tuple[float, float], window: Callable[..., Any]
) -> None:
    """Within their ranges and far beyond, where a formula has no value or one too large."""
    model, chance = curves(), random.Random(7)
    picks = [0.0, 1.0, 2.0, 0.5, -0.5, -2.0, *([300.0, 900.0] if span[1] > 3 else [])]
    allowed = [pick for pick in picks if span[0] <= pick]
    values = [[chance.choice([chance.uniform(*span), *allowed]) for _ in "xy"] for _ in range(200)]
    settings = [Settings({}, {"x": x, "y": y}, ()) for x, y in values]
    found = window(text=explore_page(model)).page.evaluate(SOLVE, [each.plain for each in settings])
    refused = 0
    for each, page in zip(settings, found, strict=True):
        try:
            varied = each.of(model)
        except DecisionError:
            assert page.get("problem") == {"kind": "formula"}, each
            refused += 1
            continue
        assert "problem" not in page, each
        compare(varied, page)
    assert (refused == 0) == (span[0] > 0)


def test_other_chances_and_caution_count_as_in_python(window: Callable[..., Any]) -> None:
    """What-ifs with chances and risk tolerance, and perspectives that have them, which the page offers as what-ifs."""
    model = believers()
    html = explore_page(model)
    assert [view["name"] for view in data(html)["perspectives"]] == ["same"]
    weights = {part["name"]: part["weight"] for part in data(html)["considerations"]}
    views = [name for name, view in model.perspectives.items() if not view.is_weights_alone]
    cases = [(name, {"what_if": name}) for name in model.what_ifs]
    cases += [(f"perspective:{name}", {"perspective": name}) for name in views]
    settings = [Settings(weights, {"p": p}, (name,)) for name, _ in cases for p in (0.2, 0.45, 0.8)]
    found = window(text=html).page.evaluate(SOLVE, [each.plain for each in settings])
    variations = [variation for _, variation in cases for _ in range(3)]
    for each, variation, page in zip(settings, variations, found, strict=True):
        assert "problem" not in page, each
        compare(model.varied(parameters=each.numbers).varied(**variation), page)


def test_values_of_options_and_outcomes_count_as_in_python(window: Callable[..., Any]) -> None:
    model = papers()
    html = explore_page(model)
    assert {"order.four.value", "demand.high.value", "price"} <= {each["name"] for each in data(html)["sliders"]}
    settings = drawn(model, data(html)["sliders"], 60, seed=3)
    found = window(text=html).page.evaluate(SOLVE, [each.plain for each in settings])
    for each, page in zip(settings, found, strict=True):
        assert "problem" not in page, each
        compare(each.of(model), page)


@pytest.mark.parametrize("kind", ["hold", "extend"])
def test_scores_beyond_a_scale_count_as_in_python(kind: Beyond, window: Callable[..., Any]) -> None:
    model = beyond(kind)
    html = explore_page(model)
    settings = drawn(model, data(html)["sliders"], 60, seed=5)
    settings = [each for each in settings if any(each.weights.values())]
    found = window(text=html).page.evaluate(SOLVE, [each.plain for each in settings])
    for each, page in zip(settings, found, strict=True):
        assert "problem" not in page, each
        compare(each.of(model), page)


@pytest.mark.parametrize("combine", ["multiplicative", "choquet"])
def test_values_that_count_together_do_so_as_in_python(combine: str, window: Callable[..., Any]) -> None:
    model = together(combine)
    html = explore_page(model)
    tops = [each.name for each in model.considerations]
    settings = [s for s in drawn(model, data(html)["sliders"], 60, seed=11) if any(s.weights[top] for top in tops)]
    seen = window(text=html)
    found = seen.page.evaluate(SOLVE, [each.plain for each in settings])
    assert seen.messages == []
    solved = 0
    for each, page in zip(settings, found, strict=True):
        try:
            varied = each.of(model)
            broken = bool(list(checks_of_weights.total_problems(varied, varied.values)))
        except DecisionError:
            broken = True
        assert bool(page.get("problem")) == broken, each
        if not broken:
            compare(varied, page)
            solved += 1
    assert solved > 10


@pytest.mark.parametrize("name", ["berlin_1961/contingency", "berlin_1961/options", "textbook/two_tests"])
def test_every_plan_scores_as_in_python(
    name: str, models: Callable[[str], dm.DecisionModel], html: Callable[[str], str], window: Callable[..., Any]
) -> None:
    model = models(name)
    bare = [
        Settings(s.weights, s.numbers, ()) for s in drawn(model, data(html(name))["sliders"], examples(100), seed=5)
    ]
    found = window(name).page.evaluate(SOLVE, [each.plain for each in bare])
    compared, _ = combinations(model)
    for each, page in zip(bare, found, strict=True):
        wanted = totals(each.of(model), compared)
        assert [total for _, total in sorted(page["rows"])] == pytest.approx(wanted.tolist(), abs=CLOSE)
        order = [total for _, total in page["rows"]]
        assert order == sorted(order, reverse=model.better == "higher")


@pytest.mark.parametrize("name", ["berlin_1961/contingency", "berlin_1961/options"])
def test_claims_are_judged_as_in_python(
    name: str, models: Callable[[str], dm.DecisionModel], html: Callable[[str], str], window: Callable[..., Any]
) -> None:
    model = models(name)
    bare = [Settings(s.weights, s.numbers, ()) for s in drawn(model, data(html(name))["sliders"], examples(50), seed=3)]
    found = window(name).page.evaluate(SOLVE, [each.plain for each in bare])
    judged = 0
    for each, page in zip(bare, found, strict=True):
        varied = each.of(model)
        for claim, seen in zip(model.claims, page["claims"], strict=True):
            if seen is not None:
                assert seen == pytest.approx(float(margin(varied, claim.expect)), abs=CLOSE), claim.text
                judged += 1
    assert judged == len(bare) * len(model.claims)


def test_verdicts_at_the_start_are_those_of_python(
    models: Callable[[str], dm.DecisionModel], window: Callable[..., Any]
) -> None:
    result = claims(models("berlin_1961/contingency"))
    verdicts = result.claims
    page = window("berlin_1961/contingency").page
    assert page.locator("#claim-list .verdict").all_inner_texts() == [verdict.verdict for verdict in verdicts]
    assert {ClaimVerdict.firm, ClaimVerdict.shaky} <= {verdict.verdict for verdict in verdicts}
    held, firm = sum(verdict.holds for verdict in verdicts), result.count(ClaimVerdict.firm)
    counted = f"{held} of {len(verdicts)} claims hold at the file’s own numbers, {firm} of them firmly."
    assert page.locator("#claim-count").inner_text() == counted
    said = page.locator("#claim-list .claim .help").all_inner_texts()
    for verdict, note in zip(verdicts, said, strict=True):
        assert (f"Turns with {verdict.turn}." in note) == (verdict.turn is not None)
    assert f"True for {verdicts[0].share:.0%} of all weights and numbers that the file allows" in said[0]


def test_once_moved_a_claim_holds_or_fails(window: Callable[..., Any]) -> None:
    seen = window("berlin_1961/contingency")
    verdicts, count = seen.page.locator("#claim-list .verdict"), seen.page.locator("#claim-count")
    at_file = verdicts.all_inner_texts(), count.inner_text()
    field = seen.page.locator("#weight-fields input[type=number]").first
    before = field.input_value()
    field.fill("45")
    field.press("Enter")
    seen.settle()
    assert set(verdicts.all_inner_texts()) <= {"holds", "fails", "cannot be told", "cannot be tested"}
    assert "hold at the numbers as moved; how firmly is known at the file’s own numbers alone." in count.inner_text()
    field.fill(before)
    field.press("Enter")
    seen.settle()
    assert (verdicts.all_inner_texts(), count.inner_text()) == at_file


def test_what_a_claim_holds_by_has_a_unit(window: Callable[..., Any]) -> None:
    notes = window("berlin_1961/contingency").page.locator("#claim-list .claim .help").all_inner_texts()
    sizes = [size for note in notes for size in re.findall(r"\b[Bb]y (.+?)(?: at least)?\.(?:\s|$)", note)]
    assert len(sizes) > 10
    assert all(size.endswith((" points", "%")) for size in sizes), sizes
