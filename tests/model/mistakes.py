"""Models that make no sense, each with the exact words that say why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from decision_model.model.considerations import Interaction, Scale, adjusted, consideration
from decision_model.model.numbers import Distribution, Number, Parameter, frozen, number
from decision_model.model.steps import Option, decision, event
from decision_model.model.tables import condition, plan_rules
from decision_model.model.variations import Claim, Expectation, Perspective, WhatIf
from tests.model.examples import berlin, considerations, one_choice, steps

FLAT = consideration("ease", 50, weight=1)


def with_step(step: Any, at: int = 1) -> Any:
    return berlin(sequence=[*steps()[:at], step, *steps()[at:]])


def event_called(name: str, chance: Any, **more: Any) -> Any:
    return event(name, ["good", "bad"], chance, **more)


def scored(scores: Any, **more: Any) -> Any:
    return berlin(considerations=[*considerations(), consideration("press", scores, weight=5, **more)])


def claimed(form: str, about: Any, **more: Any) -> Any:
    return berlin(claims=(Claim("It is said", Expectation(form, about, **more)),))  # type: ignore[arg-type]


def parameter(given: Number) -> Any:
    return berlin(parameters={"p_blocked": Parameter("p_blocked", given)})


def in_circle() -> Any:
    first = event_called("first", [({"second": "good"}, {"good": 1}), (None, {"bad": 1})])
    second = event_called("second", [({"first": "good"}, {"good": 1}), (None, {"bad": 1})])
    return berlin(sequence=[first, second, *steps()])


def depends_on_a_later_decision() -> Any:
    return with_step(event_called("mood", [({"meet": "no"}, {"good": 1}), (None, {"bad": 1})]))


def depends_on_a_later_decision_through_an_event() -> Any:
    return with_step(event_called("mood", [({"outcome": "success"}, {"good": 1}), (None, {"bad": 1})]))


def nothing_on_offer() -> Any:
    lonely = decision(
        "site", [Option("berlin", only_if=condition({"meet": "no"}))], only_if={"meet": ["no", "four_power"]}
    )
    return with_step(lonely, at=4)


def perspective(**given: Any) -> Any:
    return berlin(perspectives={"paris": Perspective("paris", **given)})


def what_if(**given: Any) -> Any:
    return berlin(what_ifs={"early": WhatIf("early", **given)})


MISTAKES: dict[str, tuple[Callable[[], Any], str]] = {
    "no step": (
        lambda: berlin(sequence=[], considerations=[FLAT]),
        "sequence: there is no step. Add at least one decision or event.",
    ),
    "no consideration": (
        lambda: berlin(considerations=[]),
        "considerations: there is nothing to weigh. Add at least one consideration.",
    ),
    "step named twice": (
        lambda: with_step(decision("access", ["a"])),
        "sequence > access: the name 'access' is used 2 times. Give each its own name.",
    ),
    "consideration named twice": (
        lambda: berlin(considerations=[*considerations(), FLAT, FLAT]),
        "considerations > ease: the name 'ease' is used 2 times. Give each its own name.",
    ),
    "option listed twice": (
        lambda: with_step(decision("site", ["berlin", "berlin"])),
        "sequence > site > options > berlin: 'berlin' is listed 2 times. Keep one.",
    ),
    "no options": (lambda: with_step(decision("site", [])), "sequence > site: it has no options. List its options."),
    "no outcomes": (
        lambda: with_step(event("mood", [], {})),
        "sequence > mood: it has no outcomes. List its outcomes.",
    ),
    "unknown step in only_if": (
        lambda: with_step(decision("site", ["a"], only_if={"acces": "blocked"})),
        "sequence > site > only_if > acces: 'acces' is not a step. Did you mean 'access'?",
    ),
    "unknown state in only_if": (
        lambda: with_step(decision("site", ["a"], only_if={"access": "blockd"}), at=2),
        "sequence > site > only_if > access: 'blockd' is not an outcome of 'access'. Did you mean 'blocked'?",
    ),
    "unknown state in a rule": (
        lambda: scored([({"meet": "three_power"}, 1), (None, 2)]),
        "considerations > press > scores > 1 > when > meet: 'three_power' is not an option of "
        "'meet'. Did you mean 'two_power'?",
    ),
    "unknown outcome in chances": (
        lambda: with_step(event_called("mood", {"god": 0.5, "bad": "rest"})),
        "sequence > mood > chance > 1 > god: 'god' is not an outcome of 'mood'. Did you mean 'good'?",
    ),
    "decision on what comes later": (
        lambda: with_step(decision("site", ["a"], only_if={"access": "open"})),
        "sequence > site > only_if > access: 'access' is not known yet when 'site' is decided. A "
        "decision knows only the steps above it: move 'access' up, or take the condition out.",
    ),
    "option on what comes later": (
        lambda: with_step(decision("site", ["a", Option("b", only_if=condition({"outcome": "success"}))])),
        "sequence > site > options > b > only_if > outcome: 'outcome' is not known yet when "
        "'site' is decided. A decision knows only the steps above it: move 'outcome' up, or take "
        "the condition out.",
    ),
    "knowing what comes later": (
        lambda: with_step(decision("site", ["a", "b"], knows=["access"])),
        "sequence > site > knows > access: 'access' is not known yet when 'site' is decided. A decision knows only the "
        "steps above it: move 'access' up, or take it out of 'knows'.",
    ),
    "knowing no step": (
        lambda: with_step(decision("site", ["a", "b"], knows=["plann"])),
        "sequence > site > knows > plann: 'plann' is not a step. Did you mean 'plan'?",
    ),
    "option on what is forgotten": (
        lambda: with_step(
            decision("site", ["a", Option("b", only_if=condition({"access": "open"}))], knows=["plan"]), at=2
        ),
        "sequence > site > options > b > only_if > access: whether it is on offer depends on 'access', which 'site' "
        "does not know. Add 'access' to 'knows', or take the condition out.",
    ),
    "circle of events": (
        in_circle,
        "sequence > second: events depend on one another in a circle: second -> first -> second. "
        "Break the circle at one event.",
    ),
    "event on a later decision": (
        depends_on_a_later_decision,
        "sequence > mood: it depends on the decision 'meet', which is taken only later. Move 'mood' below 'meet'.",
    ),
    "event on a later decision through another": (
        depends_on_a_later_decision_through_an_event,
        "sequence > mood: it depends on the decision 'meet', which is taken only later. Move 'mood' below 'meet'.",
    ),
    "nothing on offer": (
        nothing_on_offer,
        "sequence > site: no option is on offer when plan is none and access is blocked and meet "
        "is four_power and outcome is success. Let one option stand without only_if, or give the "
        "decision an only_if of its own.",
    ),
    "chances above one": (
        lambda: with_step(event_called("mood", {"good": 0.7, "bad": 0.7})),
        "sequence > mood > chance > 1: the chances add up to 1.4, not 1. Change one, or write 'bad: rest'.",
    ),
    "chances below one": (
        lambda: with_step(event_called("mood", {"good": 0.2, "bad": 0.3})),
        "sequence > mood > chance > 1: the chances add up to 0.5, not 1. Change one, or write 'bad: rest'.",
    ),
    "nothing left for the rest": (
        lambda: with_step(event("mood", ["a", "b", "c"], {"a": 0.7, "b": 0.6, "c": "rest"})),
        "sequence > mood > chance > 1: the chances already add up to 1.3, so nothing is left for "
        "'c'. Lower one of them.",
    ),
    "chance above one": (
        lambda: with_step(event_called("mood", {"good": 1.5, "bad": "rest"})),
        "sequence > mood > chance > 1 > good: the chance is 1.5; chances lie between 0 and 1. Change the number.",
    ),
    "negative chance": (
        lambda: with_step(event_called("mood", {"good": -0.1, "bad": "rest"})),
        "sequence > mood > chance > 1 > good: the chance is -0.1; chances lie between 0 and 1. Change the number.",
    ),
    "chance table with a gap": (
        lambda: with_step(event_called("mood", [({"access": "open"}, {"good": 1})]), at=2),
        "sequence > mood > chance: no rule covers the case {access: blocked}. Add a rule for it, "
        "or close the table with 'otherwise'.",
    ),
    "score table with a gap": (
        lambda: scored([({"meet": "no"}, 10)]),
        "considerations > press > scores: no rule covers the case {meet: four_power}. Add a rule "
        "for it, or close the table with 'otherwise'.",
    ),
    "rule that never matches": (
        lambda: scored([(None, 10), ({"meet": "no"}, 20)]),
        "considerations > press > scores > 2: this rule can never match: the cases it names do "
        "not occur, or rules above it take them all. Remove it, or move it up.",
    ),
    "rule for what cannot be": (
        lambda: scored([({"plan": "none", "meet": "two_power"}, 10), (None, 20)]),
        "considerations > press > scores > 1: this rule can never match: the cases it names do "
        "not occur, or rules above it take them all. Remove it, or move it up.",
    ),
    "adjustment that never matches": (
        lambda: scored(adjusted(10, [({"access": "open", "meet": "no"}, 5)])),
        "considerations > press > scores > adjust > 1: this rule can never match: the cases it "
        "names do not occur, or rules above it take them all. Remove it, or move it up.",
    ),
    "score off its scale": (
        lambda: scored([({"meet": "no"}, 120), (None, 50)]),
        "considerations > press > scores > 1: the score reaches 120, outside its scale 0 to 100. "
        "Change the scores or widen the scale (nothing is clipped); for amounts use 'combine: sum'.",
    ),
    "adjusted score off its scale": (
        lambda: scored(adjusted(50, [({"access": "blocked"}, -40), ({"meet": "no"}, -20)])),
        "considerations > press > scores: the score reaches -10 in the case {access: blocked, "
        "meet: no}, outside its scale 0 to 100. Change the scores or widen the scale (nothing is "
        "clipped); for amounts use 'combine: sum'.",
    ),
    "scale of one point": (
        lambda: scored(1, scale=Scale(5, 5)),
        "considerations > press > scale: worst and best are the same. A scale needs two different ends.",
    ),
    "scale that does not reach": (
        lambda: scored(1, scale=Scale(0, 10, ((0, 0), (5, 1)))),
        "considerations > press > scale > points: the points do not reach from 0 to 10. Give a "
        "point for both ends of the scale.",
    ),
    "scale with two values for one score": (
        lambda: scored(1, scale=Scale(0, 10, ((0, 0), (0, 0.5), (10, 1)))),
        "considerations > press > scale > points: a score is given two values. Keep one pair for each score.",
    ),
    "scale beyond one": (
        lambda: scored(1, scale=Scale(0, 10, ((0, 0), (10, 2)))),
        "considerations > press > scale > points: values lie between 0 (worst) and 1 (best). "
        "Write [score, value] pairs.",
    ),
    "group with scores": (
        lambda: one_choice(consideration("all", 5, considerations=[FLAT])),
        "considerations > all: it has both scores and considerations of its own. A group is scored by its parts.",
    ),
    "leaf without scores": (
        lambda: one_choice(consideration("all")),
        "considerations > all: it has no scores. Say how each outcome does on it, under 'scores'.",
    ),
    "weights in a sum": (
        lambda: one_choice(FLAT, combine="sum"),
        "considerations > ease > weight: with 'combine: sum' considerations have no weights. "
        "Remove it, or use 'combine: weighted'.",
    ),
    "scale in a sum": (
        lambda: one_choice(consideration("ease", 5, scale=(0, 10)), combine="sum"),
        "considerations > ease > scale: with 'combine: sum' scores are added as they are, without "
        "a scale. Remove the scale.",
    ),
    "negative weight": (
        lambda: one_choice(consideration("ease", 5, weight=-1)),
        "considerations > ease > weight: the weight -1 is negative. Weights are 0 or more.",
    ),
    "unknown parameter": (
        lambda: scored([({"meet": "no"}, "p_blokced * 100"), (None, 2)]),
        "considerations > press > scores > 1 > then: 'p_blokced' is neither a number nor a "
        "parameter. Did you mean 'p_blocked'?",
    ),
    "circle of parameters": (
        lambda: one_choice(FLAT, parameters={"a": "b + 1", "b": "a - 1"}),
        "parameters > b: formulas refer to one another in a circle: b -> a -> b. Give one a number.",
    ),
    "division by zero": (
        lambda: one_choice(FLAT, parameters={"a": 0, "b": "1 / a"}),
        "parameters > b: the formula divides by zero: a is zero in 1 / a. Change the parameter it divides by.",
    ),
    "not finite": (
        lambda: one_choice(FLAT, parameters={"a": float("nan")}),
        "parameters > a: it is not a finite number. Write an ordinary number.",
    ),
    "too large": (
        lambda: one_choice(FLAT, parameters={"a": 1e120}),
        "parameters > a: it is larger than 1e+100. Count in a larger unit.",
    ),
    "range without an end": (
        lambda: parameter(Number(number(0.3).formula, range=(0.1, float("inf")))),
        "parameters > p_blocked > range: an end of the range is no ordinary number. Give two ordinary numbers.",
    ),
    "scale without an end": (
        lambda: scored(1, scale=Scale(0, float("inf"))),
        "considerations > press > scale: worst or best is no ordinary number. Give two ordinary numbers.",
    ),
    "range from high to low": (
        lambda: parameter(Number(number(0.3).formula, range=(0.5, 0.1))),
        "parameters > p_blocked > range: the range runs from high to low. Write it as [low, high].",
    ),
    "value outside its range": (
        lambda: parameter(Number(number(0.3).formula, range=(0.4, 0.9))),
        "parameters > p_blocked > range: the value 0.3 lies outside its own range 0.4 to 0.9. "
        "Widen the range or change the value.",
    ),
    "unknown basis": (
        lambda: parameter(Number(number(0.3).formula, basis="guess")),  # type: ignore[arg-type]
        "parameters > p_blocked > basis: 'guess' is not a basis. Known here: assumption, elicited, ordinal, source.",
    ),
    "unknown distribution": (
        lambda: parameter(Number(number(0.3).formula, distribution=Distribution("gama", frozen({"a": 1.0})))),
        "parameters > p_blocked > distribution: 'gama' is not a distribution. Did you mean 'gamma'?",
    ),
    "distribution without an argument": (
        lambda: parameter(Number(number(0.3).formula, distribution=Distribution("uniform", frozen({"low": 0.1})))),
        "parameters > p_blocked > distribution: a uniform distribution needs low, high. Give each of them a number.",
    ),
    "risk tolerance of zero": (
        lambda: one_choice(FLAT, risk_tolerance=0),
        "risk_tolerance: a risk tolerance of 0 has no meaning. Above 0 is risk-averse; leave it "
        "out to be risk-neutral.",
    ),
    "risk tolerance whose range begins at zero": (
        lambda: one_choice(FLAT, risk_tolerance=Number(number(20).formula, range=(0, 50))),
        "risk_tolerance > range: at 0, its low end, the risk tolerance is 0, which has no meaning. Narrow the range.",
    ),
    "interaction too strong at an end": (
        lambda: berlin(
            combine="choquet",
            interactions=(Interaction(("effort", "peace"), Number(number(0.1).formula, range=(0, 0.9))),),
        ),
        "interactions > 1 > strength > range: at 0.9, its high end, considerations > effort: its interactions are too "
        "strong for its weight: doing better on 'effort' could lower the total. Narrow the range.",
    ),
    "unlisted source": (
        lambda: with_step(decision("site", ["a"], cite="memmo S4")),
        "sequence > site > cite: 'memmo' is not a listed source. List it under 'sources'.",
    ),
    "unknown consideration in a perspective": (
        lambda: perspective(weights=frozen({"unty": number(5)})),
        "perspectives > paris > weights > unty: 'unty' is not a consideration. Did you mean 'unity'?",
    ),
    "ranked twice in a perspective": (
        lambda: perspective(order=(("unity",), ("unity",))),
        "perspectives > paris > order > unity: 'unity' is ranked twice. Rank each consideration once.",
    ),
    "perspective on a sum": (
        lambda: one_choice(
            consideration("ease", 5), combine="sum", perspectives={"paris": Perspective("paris", order=(("ease",),))}
        ),
        "perspectives > paris: with 'combine: sum' there are no weights to change. Use what_ifs instead.",
    ),
    "what-if with an unknown parameter": (
        lambda: what_if(parameters=frozen({"p": number(0.2)})),
        "what_ifs > early > parameters > p: 'p' is not a parameter. Known here: p_blocked.",
    ),
    "what-if that chooses an event": (
        lambda: what_if(choose=frozen({"access": "open"})),
        "what_ifs > early > choose > access: 'access' is not a decision. Known here: meet, plan.",
    ),
    "plan of an unknown option": (
        lambda: what_if(follow=frozen({"meet": plan_rules([(None, "never")])})),
        "what_ifs > early > choose > meet > 1 > then: 'never' is not an option of 'meet'. Known here: four_power, no, "
        "two_power.",
    ),
    "plan that reads what is not known": (
        lambda: what_if(follow=frozen({"meet": plan_rules([({"outcome": "success"}, "no")])})),
        "what_ifs > early > choose > meet > 1 > when > outcome: 'outcome' is not known when 'meet' is decided. A rule "
        "of a plan can read only what the decision knows.",
    ),
    "plan of no decision": (
        lambda: what_if(follow=frozen({"access": plan_rules([(None, "open")])})),
        "what_ifs > early > choose > access: 'access' is not a decision. Known here: meet, plan.",
    ),
    "plan without rules": (
        lambda: what_if(follow=frozen({"meet": plan_rules([])})),
        "what_ifs > early > choose > meet: the plan has no rules. Say what it takes, and when.",
    ),
    "what-if that chooses no option": (
        lambda: what_if(choose=frozen({"meet": "never"})),
        "what_ifs > early > choose > meet: 'never' is not an option of 'meet'. Known here: four_power, no, two_power.",
    ),
    "what-if that decides later": (
        lambda: what_if(decide_before=frozen({"plan": "meet"})),
        "what_ifs > early > decide_before > plan: 'plan' already stands above 'meet'. Name a step "
        "that stands above it.",
    ),
    "what-if that learns a decision": (
        lambda: what_if(know_before=frozen({"meet": "plan"})),
        "what_ifs > early > know_before > meet: 'meet' is not an event. Known here: access, outcome.",
    ),
    "claim about an unknown option": (
        lambda: claimed("possible", frozen({"meet": "three_power"})),
        "claims > 1 > expect > possible > meet: 'three_power' is not an option of 'meet'. Did you mean 'two_power'?",
    ),
    "claim on an unknown consideration": (
        lambda: claimed("score", frozen({"meet": "no"}), on="unty", sign="higher", than=frozen({"meet": "four_power"})),
        "claims > 1 > expect > on: 'unty' is not a consideration. Did you mean 'unity'?",
    ),
    "interactions in a weighted total": (
        lambda: berlin(interactions=(Interaction(("unity", "peace"), number(0.1)),)),
        "interactions: they count only with 'combine: choquet'. Add that line, or remove them.",
    ),
    "interaction with itself": (
        lambda: berlin(combine="choquet", interactions=(Interaction(("unity", "unity"), number(0.1)),)),
        "interactions > 1 > between: an interaction is between two different considerations, or more. Name each once.",
    ),
    "interaction stated twice": (
        lambda: berlin(
            combine="choquet",
            interactions=(
                Interaction(("unity", "effort"), number(0.1)),
                Interaction(("effort", "unity"), number(-0.1)),
            ),
        ),
        "interactions > 2 > between: an interaction between these is stated above. Keep one of the two.",
    ),
    "interaction too strong": (
        lambda: berlin(combine="choquet", interactions=(Interaction(("effort", "peace"), number(0.9)),)),
        "considerations > effort: its interactions are too strong for its weight: doing better on "
        "'effort' could lower the total. Half the sum of their sizes may not exceed its share of "
        "the weights.",
    ),
    "two mistakes at once": (
        lambda: berlin(
            sequence=[replace(steps()[0], cite=()), *steps()[1:], decision("site", [])],
            considerations=[consideration("unity", [({"meat": "no"}, 5)], weight=1)],
        ),
        "sequence > site: it has no options. List its options.\n"
        "considerations > unity > scores > 1 > when > meat: 'meat' is not a step. Did you mean "
        "'meet'?",
    ),
}
