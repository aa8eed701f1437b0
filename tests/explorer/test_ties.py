"""Ties, and things that are called the same: what the page says of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import decision_model as dm
from decision_model.interfaces.explorer import explore_page

Show = Callable[..., Any]

HEAD = "decision_model: 1\ntitle: A tie\n"
ONLY_TOGETHER = """
sequence:
  - {decide: first, label: First, options: {no: "No", yes: "Yes"}}
  - {decide: second, label: Second, options: {no: "No", yes: "Yes"}}
combine: sum
considerations:
  - name: gain
    scores:
      - {when: {first: no, second: no}, then: 2}
      - {when: {first: yes, second: no}, then: 3}
      - {when: {first: no, second: yes}, then: 3}
      - {otherwise: 1}
"""
THEN_AN_EVENT = """
sequence:
  - {decide: site, label: Site, options: {berlin: Berlin, vienna: Vienna, geneva: Geneva}}
  - {event: weather, label: Weather, outcomes: {fair: Fair, foul: Foul}, chance: {fair: 0.5, foul: rest}}
  - {decide: train, label: Train, options: {east: Eastbound, west: Westbound}}
combine: sum
considerations:
  - name: gain
    scores:
      - {when: {site: berlin, train: east}, then: 10}
      - {when: {site: vienna, train: west}, then: 10}
      - {when: {site: geneva}, then: 4}
      - {otherwise: 0}
"""
WEIGHTED = """
sequence:
  - {decide: a, label: Tune, options: {x: Slow, y: Fast}}
  - {decide: b, label: Band, options: {x: Strings, y: Brass}}
considerations:
  - {name: fit, weight: 50, scores: [{when: {a: x, b: x}, then: 100}, {when: {a: y, b: y}, then: 100}, {otherwise: 0}]}
  - {name: calm, weight: 50, scores: 60}
"""
LATE = """
sequence:
  - {decide: go, label: Start, options: {yes: Go, no: Stay}}
  - {event: news, label: News, outcomes: {good: Good news, bad: Bad news}, chance: {good: 0.5, bad: rest}}
  - {decide: gift, label: Gift, options: {tea: Tea, wine: Wine}}
  - {decide: cup, label: Cup, options: {mug: Mug, glass: Glass}}
combine: sum
considerations:
  - name: gain
    scores:
      - {when: {go: no}, then: 0}
      - {when: {gift: tea, cup: mug}, then: 5}
      - {when: {gift: wine, cup: glass}, then: 5}
      - {otherwise: -5}
"""
PLANS = {
    ONLY_TOGETHER: [
        "First: No or Yes (equally good).",
        "Second: Yes if ‘First’ is ‘No’; No if ‘First’ is ‘Yes’.",
    ],
    THEN_AN_EVENT: [
        "Site: Berlin or Vienna (equally good).",
        "Train: Eastbound if ‘Berlin’; Westbound if ‘Vienna’.",
    ],
    WEIGHTED: ["Tune: Slow or Fast (equally good).", "Band: Strings if ‘Slow’; Brass if ‘Fast’."],
    LATE: ["Start: Go.", "Gift: Tea or Wine (equally good).", "Cup: Mug if ‘Tea’; Glass if ‘Wine’."],
}


def opened(text: str, window: Show) -> Any:
    seen = window(text=explore_page(dm.parse(HEAD + text, name="tie")))
    assert seen.messages == []
    return seen.page


@pytest.mark.parametrize("text", PLANS, ids=["only together", "then an event", "weighted", "late"])
def test_the_plan_says_what_follows_each_of_the_level_options(text: str, window: Show) -> None:
    assert opened(text, window).locator("#plan li").all_inner_texts() == PLANS[text]


@pytest.mark.parametrize("text", PLANS, ids=["only together", "then an event", "weighted", "late"])
def test_what_follows_each_level_option_is_worth_the_same(text: str, window: Show) -> None:
    """Each plan that the policy allows, followed in Python, has the total of the best."""
    model = dm.parse(HEAD + text, name="tie")
    policy = opened(text, window).evaluate("""() => {
      const { data, policyAfterTies, settings, stateAt } = explorer;
      const named = (step, number) => data.steps[step].states[number].name;
      return policyAfterTies(stateAt(settings.now).solution).map(({ decision, history, options }) => ({
        decision, options: options.map((number) => named(decision, number)),
        history: Object.fromEntries(Object.entries(history).map(([step, number]) => [step, named(step, number)])),
      }));
    }""")
    total = float(dm.solve(model).total)
    followed = 0
    for chosen in plans(model, policy):
        assert float(dm.solve(model.varied(choose=chosen)).total) == pytest.approx(total, abs=1e-9)
        followed += 1
    assert followed == 2


def plans(model: dm.DecisionModel, policy: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Every way of choosing among the options that the policy calls level, what follows included."""
    found: list[dict[str, str]] = [{}]
    for decision in model.decisions:
        longer = []
        for chosen in found:
            own = [each for each in policy if each["decision"] == decision.name]
            fits = [e for e in own if all(chosen.get(step, state) == state for step, state in e["history"].items())]
            longer += [{**chosen, decision.name: option} for option in {o: 0 for e in fits for o in e["options"]}]
        found = longer
    return found


SAME = """
sequence:
  - {decide: first, label: What to do, options: {yes: "Yes", no: "No"}}
  - {event: demand, label: Demand, outcomes: {low: Low, high: High}, chance: {low: 0.5, high: rest}}
  - {event: rent, label: Rent, outcomes: {low: Low, high: High}, chance: {low: 0.5, high: rest}}
  - {decide: second, label: What to do, options: {yes: "Yes", no: "No", maybe: "Yes"}}
considerations:
  - {name: k1, label: Cost, weight: 60, scores: [{when: {demand: low, second: yes}, then: 80}, {when: {rent: high, second: maybe}, then: 85}, {otherwise: 20}]}
  - name: usa
    label: United States
    weight: 40
    considerations:
      - {name: u1, label: Cost, weight: 1, scores: [{when: {first: no}, then: 80}, {otherwise: 10}]}
      - {name: u2, label: Calm, weight: 1, scores: [{when: {second: no}, then: 60}, {otherwise: 50}]}
"""  # noqa: E501


def test_things_with_the_same_title_are_told_apart(window: Show) -> None:
    page = opened(SAME, window)
    first, second = page.locator("#plan li").all_inner_texts()
    assert first == "What to do (first): No."
    assert second.startswith("What to do (second): Yes (yes) if ‘Demand’ is ‘Low’ and ‘Rent’ is ‘Low’")
    assert "‘Demand’ is ‘High’" in second
    assert [first, second] == list(dm.solve(dm.parse(HEAD + SAME, name="tie")).plan)
    names = page.locator("#ranking-lists .name").all_inner_texts()
    assert len(set(names)) == len(names) > 3
    heads = page.locator("#ranking-table th[scope=col]").all_text_contents()
    assert heads[1:] == ["Total, of 100", "Cost", "United States: Cost", "Calm"]
    choices = page.locator("#moved-number option").all_text_contents()
    assert len(set(choices)) == len(choices)


def test_plans_that_are_level_everywhere_are_all_named(window: Show) -> None:
    same = "sequence:\n  - {decide: way, label: Way, options: {a: A, b: B, c: C}}\nconsiderations:\n"
    parts = "".join(f"  - {{name: {name}, label: {name}, weight: 50, scores: 50}}\n" for name in ("peace", "calm"))
    page = opened(same + parts, window)
    assert page.locator("#switching li").all_inner_texts() == ["Throughout: ‘A’, ‘B’ and ‘C’, level (now)"]
    assert page.locator("#answer-text").inner_text() == "‘A’, ‘B’ and ‘C’ are level: 50.0 of 100."


def test_a_switching_value_never_reads_like_the_value_now(window: Show) -> None:
    text = """
parameters:
  p: {label: Chance of success, value: 0.50001, range: [0, 1]}
sequence:
  - {decide: way, label: Way, options: {bet: Bet, keep: Keep}}
  - {event: luck, label: Luck, outcomes: {good: Good, bad: Bad}, chance: {good: p, bad: rest}}
combine: sum
considerations:
  - {name: gain, label: Gain, scores: [{when: {way: keep}, then: 50}, {when: {luck: good}, then: 100}, {otherwise: 0}]}
"""
    page = opened(text, window)
    assert page.locator("#switching li b").all_inner_texts() == ["Up to 50%", "From 50%"]
    assert page.locator("#curves .axis.strong").text_content() == "now 50.001%"
    gap = page.locator("#ranking-lists .gap").nth(1).inner_text()
    assert "−0.001" in gap  # no difference that there is prints as 0
