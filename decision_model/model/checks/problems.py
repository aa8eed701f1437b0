"""What must hold of every model; each check yields Problems, and none stops at the first or waits for another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from decision_model.errors import Place, Problem, TooLargeError, nearest
from decision_model.model.considerations import Consideration
from decision_model.model.numbers import LARGEST, Citation, Number
from decision_model.model.steps import Decision, Event, Step
from decision_model.model.tables import Chance, Condition, Rule, RuleTable

if TYPE_CHECKING:
    from decision_model.model.compile.compiled import Structure
    from decision_model.model.decision_model import DecisionModel

Found = Iterator[Problem]
MOST_TOGETHER = 12
"""Top-level considerations up to which totals that are no sums are worked out exactly."""


def problems(model: DecisionModel, strict: bool = True, cases: bool = True) -> list[Problem]:
    """Everything that is wrong with a model; what only follows from another problem is left out.

    Not `strict`: for copies, in which some rules may have lost their cases and some variations their steps. Not
    `cases`: without asking which cases can occur, and so which rules and scores they need.
    """
    from decision_model.model.checks import numbers as checks_of_numbers
    from decision_model.model.checks import order as checks_of_order
    from decision_model.model.checks import ranges as checks_of_ranges
    from decision_model.model.checks import scores as checks_of_scores
    from decision_model.model.checks import variations as checks_of_variations

    found = [*checks_of_variations.problems(model)] if strict else []
    shape = [*_names(model), *_conditions(model)]
    found += [*shape, *_scales(model), *_interactions(model), *_citations(model), *checks_of_numbers.references(model)]
    shape += (order := [*checks_of_order.problems(model)])
    found += order
    found += checks_of_numbers.problems(model, ranges=strict, wrong=_places(found))
    structure = None if shape or not cases else _structure(model, found)
    if structure is not None:
        found += structure.problems + (structure.unused if strict else ())
    solved = structure is not None and not structure.problems
    found += checks_of_scores.problems(model, solved=solved, wrong=_places(found))
    found += checks_of_ranges.problems(model, solved=solved, wrong=_places(found)) if strict else ()
    return found


def _places(found: Iterable[Problem]) -> set[Place]:
    """Where something is wrong already, so that nothing is said that follows from it."""
    return {problem.place for problem in found}


def _structure(model: DecisionModel, found: list[Problem]) -> Structure | None:
    """The model's structure; None for one that is too large if that is not all that is wrong."""
    try:
        return model.structure
    except TooLargeError as error:
        if not found:
            raise
        found += error.problems
        return None


def _names(model: DecisionModel) -> Found:
    if not model.sequence:
        yield Problem(("sequence",), "there is no step.", "Add at least one decision or event.")
    if not model.considerations:
        yield Problem(("considerations",), "there is nothing to weigh.", "Add at least one consideration.")
    yield from _repeated("sequence", [step.name for step in model.sequence])
    yield from _repeated("considerations", [each.name for each in model.walk()])
    for step in model.sequence:
        yield from _states(step)
    for each in model.walk():
        if each.considerations and each.scores is not None:
            said = "it has both scores and considerations of its own."
            yield Problem(("considerations", each.name), said, "A group is scored by its parts.")
        if not each.considerations and each.scores is None:
            remedy = "Say how each outcome does on it, under 'scores'."
            yield Problem(("considerations", each.name), "it has no scores.", remedy)


def _repeated(section: str, names: Iterable[str]) -> Found:
    for name, count in Counter(names).items():
        if count > 1:
            yield Problem((section, name), f"the name '{name}' is used {count} times.", "Give each its own name.")


def _states(step: Step) -> Found:
    kind = "options" if isinstance(step, Decision) else "outcomes"
    if not step.states:
        yield Problem(("sequence", step.name), f"it has no {kind}.", f"List its {kind}.")
    for name, count in Counter(step.state_names).items():
        if count > 1:
            yield Problem(("sequence", step.name, kind, name), f"'{name}' is listed {count} times.", "Keep one.")


def _scales(model: DecisionModel) -> Found:
    for each in model.walk():
        place: Place = ("considerations", each.name)
        if not model.total_rule.has_weights and each.weight is not None:
            said = f"with 'combine: {model.total_rule.name}' considerations have no weights."
            yield Problem((*place, "weight"), said, "Remove it, or use 'combine: weighted'.")
        if not model.total_rule.has_weights and each.scale is not None:
            said = f"with 'combine: {model.total_rule.name}' scores are added as they are, without a scale."
            yield Problem((*place, "scale"), said, "Remove the scale.")
        if each.scale is not None:
            yield from _scale(place, each)


def _interactions(model: DecisionModel) -> Found:
    if model.interactions and not model.total_rule.has_interactions:
        yield Problem(("interactions",), "they count only with 'combine: choquet'.", "Add that line, or remove them.")
    if not model.total_rule.adds_up and len(model.considerations) > MOST_TOGETHER:
        said = f"'combine: {model.total_rule.name}' takes up to {MOST_TOGETHER} considerations at the top level."
        yield Problem(("considerations",), said, "Group some of them.")
    tops = [each.name for each in model.considerations]
    for index, each in enumerate(model.interactions):
        place: Place = ("interactions", index, "between")
        yield from (unknown(place, "top-level consideration", name, tops) for name in each.between if name not in tops)
        if each.between[0] == each.between[1]:
            yield Problem(place, "an interaction is between two different considerations.", "Name two.")


def _scale(place: Place, each: Consideration) -> Found:
    scale = each.scale
    assert scale is not None
    if not abs(scale.worst) + abs(scale.best) <= LARGEST:
        yield Problem((*place, "scale"), "worst or best is no ordinary number.", "Give two ordinary numbers.")
        return
    if scale.worst == scale.best:
        yield Problem((*place, "scale"), "worst and best are the same.", "A scale needs two different ends.")
        return
    if not scale.points:
        return
    scores = [score for score, _ in scale.points]
    values = [value for _, value in scale.points]
    if min(values) < 0 or max(values) > 1:
        yield Problem(
            (*place, "scale", "points"), "values lie between 0 (worst) and 1 (best).", "Write [score, value] pairs."
        )
    if len(set(scores)) < len(scores):
        yield Problem((*place, "scale", "points"), "a score is given two values.", "Keep one pair for each score.")
    elif min(scores) > scale.low or max(scores) < scale.high:
        yield Problem(
            (*place, "scale", "points"),
            f"the points do not reach from {scale.worst:g} to {scale.best:g}.",
            "Give a point for both ends of the scale.",
        )


def conditions(model: DecisionModel) -> Iterator[tuple[Place, Condition]]:
    """Every condition of the model and where it stands."""
    for step in model.sequence:
        place: Place = ("sequence", step.name)
        yield (*place, "only_if"), step.only_if
        if isinstance(step, Decision):
            for option in step.options:
                yield (*place, "options", option.name, "only_if"), option.only_if
        else:
            for number, rule in enumerate(step.chance.rules):
                yield (*place, "chance", number, "when"), rule.when
    for leaf in model.leaves:
        yield from (((*place, "when"), rule.when) for place, rule in score_rules(leaf))


def score_rules(leaf: Consideration) -> Iterator[tuple[Place, Rule[Number]]]:
    """The rules or adjustments of a leaf's scores and where they stand."""
    if leaf.scores is None:
        return
    place: Place = ("considerations", leaf.name, "scores")
    if isinstance(leaf.scores, RuleTable):
        yield from (((*place, number), rule) for number, rule in enumerate(leaf.scores.rules))
    else:
        yield from (((*place, "adjust", number), rule) for number, rule in enumerate(leaf.scores.adjustments))


def _conditions(model: DecisionModel) -> Found:
    for place, condition in conditions(model):
        yield from check_condition(model, place, condition)
    for event in model.events:
        for number, rule in enumerate(event.chance.rules):
            yield from _outcomes(event, ("sequence", event.name, "chance", number), rule.then)


def check_condition(model: DecisionModel, place: Place, condition: Condition) -> Found:
    """Names and states that a condition mentions must exist."""
    for alternative in condition.alternatives:
        for name, states in alternative.items():
            if name not in model.steps:
                yield unknown((*place, name), "step", name, model.steps)
                continue
            for state in states:
                yield from check_state(model, (*place, name), name, state)


def check_state(model: DecisionModel, place: Place, name: str, state: str) -> Found:
    """`state` must be an option or outcome of the step `name`, which exists."""
    step = model.steps[name]
    if state not in step.state_names:
        kind = "option" if isinstance(step, Decision) else "outcome"
        yield unknown(place, f"{kind} of '{name}'", state, step.state_names)


def unknown(place: Place, kind: str, name: str, known: Iterable[str]) -> Problem:
    """The problem of a name that nothing has."""
    article = "an" if kind[0] in "aeiou" else "a"
    return Problem(place, f"'{name}' is not {article} {kind}.", nearest(name, known))


def _outcomes(event: Event, place: Place, chance: Chance) -> Found:
    for outcome in chance.outcomes:
        if outcome not in event.state_names:
            yield unknown((*place, outcome), f"outcome of '{event.name}'", outcome, event.state_names)


def _citations(model: DecisionModel) -> Found:
    for place, cite in citations(model):
        for each in cite:
            if each.source not in model.sources:
                remedy = nearest(each.source, model.sources) or "List it under 'sources'."
                yield Problem((*place, "cite"), f"'{each.source}' is not a listed source.", remedy)
            together = _joined(str(each), model.sources)
            if len(together) > 1:
                said = f"'{each}' would be one citation, with '{each.locator}' as the place in '{each.source}'."
                yield Problem((*place, "cite"), said, f"Write 'cite: [{', '.join(together)}]'.")


def _joined(written: str, sources: Iterable[str]) -> list[str]:
    """The citations that one text holds: those after a comma or semicolon begin with the name of a source."""
    parts: list[str] = []
    for part in re.split(r"([,;])", written):
        if not parts or (part.split() and part.split()[0] in sources):
            parts.append(part.strip())
        else:
            parts[-1] += part
    return [part.rstrip(",; ") for part in parts]


def citations(model: DecisionModel) -> Iterator[tuple[Place, tuple[Citation, ...]]]:
    """Every element that can cite, with its citations."""
    from decision_model.model.checks.numbers import numbers

    for step in model.sequence:
        kind = "options" if isinstance(step, Decision) else "outcomes"
        yield ("sequence", step.name), step.cite
        yield from ((("sequence", step.name, kind, state.name), state.cite) for state in step.states)
        if isinstance(step, Event):
            yield from ((("sequence", step.name, "chance", i), r.cite) for i, r in enumerate(step.chance.rules))
    for each in model.walk():
        yield ("considerations", each.name), each.cite
        yield from ((place, rule.cite) for place, rule in score_rules(each))
    yield from ((place, number.cite) for place, number in numbers(model))
    for section in ("perspectives", "what_ifs"):
        yield from (((section, name), each.cite) for name, each in getattr(model, section).items())
    yield from ((("interactions", number), each.cite) for number, each in enumerate(model.interactions))
    yield from ((("claims", number), claim.cite) for number, claim in enumerate(model.claims))
