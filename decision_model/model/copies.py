"""Copies of a model with other numbers, choices or timing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from decision_model.errors import ModelError, Problem
from decision_model.model import number_index as addresses
from decision_model.model import weight_shares as shares
from decision_model.model.checks import numbers as checks_of_numbers
from decision_model.model.checks import problems as checks
from decision_model.model.checks import scores as checks_of_scores
from decision_model.model.checks import variations as checks_of_variations
from decision_model.model.checks import weights as checks_of_weights
from decision_model.model.considerations import Consideration
from decision_model.model.formulas import Draws
from decision_model.model.numbers import Number, NumberLike, frozen, number
from decision_model.model.rank_weights import weights_of
from decision_model.model.steps import Decision, Event, Option, Outcome
from decision_model.model.tables import Condition, Rule, RuleTable, chance, condition
from decision_model.model.variations import Perspective

if TYPE_CHECKING:
    from decision_model.model.decision_model import DecisionModel

COMMITMENT, EARLY = "_commitment", " (decided early)"
"""What a decision that is taken early adds to the name, and to the title, of the step it settles."""


def apply_what_if(model: DecisionModel, name: str) -> DecisionModel:
    """The model under one of its what-ifs; raises ModelError for an unknown name."""
    if name not in model.what_ifs:
        raise ModelError([checks.unknown(("what_ifs", name), "what-if", name, model.what_ifs)])
    what_if = model.what_ifs[name]
    return vary(
        model,
        parameters=what_if.parameters,
        weights=what_if.weights,
        as_shares={},
        numbers={},
        choose=what_if.choose,
        decide_before=what_if.decide_before,
        know_before=what_if.know_before,
        without=what_if.without,
    )


def apply_perspective(model: DecisionModel, name: str) -> DecisionModel:
    """The model with the weights of one of its perspectives; raises ModelError for an unknown name."""
    if name not in model.perspectives:
        raise ModelError([checks.unknown(("perspectives", name), "perspective", name, model.perspectives)])
    perspective = model.perspectives[name]
    return with_weights(model, {**_of_order(perspective), **perspective.weights})


def _of_order(perspective: Perspective) -> dict[str, Number]:
    """Weights that stand for an order; considerations that it leaves out keep their weight."""
    return {name: number(100 * weight) for name, weight in weights_of(perspective.order).items()}


def vary(
    model: DecisionModel,
    *,
    parameters: Mapping[str, NumberLike],
    weights: Mapping[str, NumberLike],
    as_shares: Mapping[str, Draws],
    numbers: Mapping[str, NumberLike],
    choose: Mapping[str, str],
    decide_before: Mapping[str, str],
    know_before: Mapping[str, str],
    without: Mapping[str, str],
) -> DecisionModel:
    """See DecisionModel.varied."""
    found = [
        *(
            checks.unknown(("parameters", n), "parameter", n, model.parameters)
            for n in parameters
            if n not in model.parameters
        ),
        *checks_of_variations.choices(model, ("choose",), choose),
        *checks_of_variations.choices(model, ("without",), without),
        *checks_of_variations.early(model, ("decide_before",), decide_before, Decision),
        *checks_of_variations.early(model, ("know_before",), know_before, Event),
    ]
    if found:
        raise ModelError(found)
    _one_length(model, {**parameters, **weights, **numbers, **as_shares})
    if parameters:
        model = with_parameters(model, parameters)
    if weights:
        model = with_weights(model, weights)
    if as_shares:
        model = with_shares(model, as_shares)
    if numbers:
        model = with_numbers(model, numbers)
    for event, decision in know_before.items():
        model = know_earlier(model, event, decision)
    if without:
        model = without_options(model, without)
    if choose:
        model = model.renumbered(forced=frozen({**model.forced, **choose}))
    if decide_before:
        model = decide_earlier(model, decide_before)
    return model


def _one_length(model: DecisionModel, given: Mapping[str, NumberLike]) -> None:
    """Arrays of draws must all have one length, those that the model already holds included."""
    sizes = {name: number(value).draws for name, value in given.items()}
    if not any(sizes.values()):
        return
    sizes |= {".".join(map(str, place)): held.draws for place, held in checks_of_numbers.numbers(model)}
    lengths = {size: name for name, size in sizes.items() if size}
    if len(lengths) > 1:
        said = " and ".join(f"{size} for '{name}'" for size, name in sorted(lengths.items()))
        raise ModelError(
            [Problem(("draws",), f"arrays of draws differ in length: {said}.", "Give all of them one length.")]
        )


def with_parameters(model: DecisionModel, given: Mapping[str, NumberLike]) -> DecisionModel:
    """Other values for parameters; a value may leave the stated range, chances and scales are checked again."""
    changed = dict(model.parameters)
    for name, value in given.items():
        old = changed[name]
        changed[name] = replace(old, number=_restated(old.number, value))
    varied = model.renumbered(parameters=frozen(changed))
    found = [*checks_of_numbers.references(varied)]
    if found:
        raise ModelError(found)
    _recheck(varied)
    return varied


def with_numbers(model: DecisionModel, given: Mapping[str, NumberLike]) -> DecisionModel:
    """Other values for any numbers, by address; chances, weights and scales are checked again."""
    known = model.numbers
    unknown = [
        checks.unknown(("numbers", name), "number of the model", name, known) for name in given if name not in known
    ]
    if unknown:
        raise ModelError(unknown)
    parameters = {name: value for name, value in given.items() if known[name].kind == "parameter"}
    others = {known[n].place: _restated(known[n].number, value) for n, value in given.items() if n not in parameters}
    if others:
        model = model.renumbered(**addresses.renumbered(model, others))
        if not parameters:
            _recheck(model, scores=any(known[name].kind == "score" for name in given))
    return with_parameters(model, parameters) if parameters else model


def _recheck(model: DecisionModel, scores: bool = True) -> None:
    found = [*checks_of_numbers.problems(model, ranges=False)]
    if not found and scores:
        found = [*checks_of_scores.problems(model)]
    if found:
        raise ModelError(found)


def with_weights(model: DecisionModel, given: Mapping[str, NumberLike]) -> DecisionModel:
    """Other local weights for considerations; raises ModelError for unknown names and negative weights."""
    names = [each.name for each in model.walk()]
    found = [checks.unknown(("weights", name), "consideration", name, names) for name in given if name not in names]
    if given and not model.total_rule.has_weights:
        found.append(Problem(("weights",), "with 'combine: sum' there are no weights to change."))
    if not found:
        model = model.renumbered(considerations=tuple(_reweighted(each, given) for each in model.considerations))
        values = model.values
        for name, value in given.items():
            found += checks_of_numbers.value_of(("weights", name), number(value), values, is_weight=True)
        found = found or [*checks_of_weights.together(model, values)]
    if found:
        raise ModelError(found)
    return model


def with_shares(model: DecisionModel, given: Mapping[str, Draws]) -> DecisionModel:
    """Weights set as shares of their group in percent, the others in proportion; see `shares`."""
    names = [each.name for each in model.walk()]
    found = [checks.unknown(("weights", name), "consideration", name, names) for name in given if name not in names]
    found = found or shares.problems(model, given)
    if found:
        raise ModelError(found)
    return with_weights(model, shares.shared(model, given))


def _reweighted(each: Consideration, given: Mapping[str, NumberLike]) -> Consideration:
    children = tuple(_reweighted(child, given) for child in each.considerations)
    if each.name not in given:
        return replace(each, considerations=children) if children else each
    new = given[each.name]
    weight = number(new) if each.weight is None else _restated(each.weight, new)
    return replace(each, weight=weight, considerations=children)


def _restated(old: Number, given: NumberLike) -> Number:
    """Another value for a number; a plain one keeps the range, basis and citations of the old."""
    if isinstance(given, Number):
        return replace(given, range=given.range or old.range)
    return replace(old, formula=number(given).formula, distribution=None)


def know_earlier(model: DecisionModel, event: str, before: str) -> DecisionModel:
    """The event moved just above a step: perfect information on it.

    Raises ModelError if the event depends on a decision that is then taken only later.
    """
    sequence = [step for step in model.sequence if step.name != event]
    place = [step.name for step in sequence].index(before)
    sequence.insert(place, model.steps[event])
    return model.copied(sequence=tuple(sequence))


def without_options(model: DecisionModel, removed: Mapping[str, str]) -> DecisionModel:
    """Options taken off the table. Raises ModelError where nothing else would be on offer."""
    withheld = dict(model.withheld)
    for name, option in removed.items():
        withheld[name] = tuple(dict.fromkeys((*withheld.get(name, ()), option)))
        level = model.structure.levels[model.position[name]]
        options = level.step.state_names
        left = [index for index, each in enumerate(options) if each not in withheld[name]]
        gone = [index for index, each in enumerate(options) if each in withheld[name]]
        stuck = (level.children[:, gone] >= 0).any(axis=1) & ~(level.children[:, left] >= 0).any(axis=1)
        if stuck.any():
            raise ModelError(
                [
                    Problem(
                        ("without", name),
                        f"without '{option}' nothing is on offer in some histories.",
                        "Keep one option.",
                    )
                ]
            )
    return model.renumbered(withheld=frozen(withheld))


def decide_earlier(model: DecisionModel, before: Mapping[str, str]) -> DecisionModel:
    """Decisions taken just above the named steps, the same in every history below.

    Each becomes a decision `<name>_commitment` above; the step itself is then made certain by it.
    """
    renames = {name: name + COMMITMENT for name in before}
    sequence: list[Decision | Event] = list(model.sequence)
    for name in sorted(before, key=model.position.__getitem__):
        names = [step.name for step in sequence]
        place = names.index(before[name])
        known = set(names[:place])
        step = model.steps[name]
        assert isinstance(step, Decision)
        commitment = _commitment(model, step, renames, known)
        sequence[names.index(name)] = _carried_out(step, commitment)
        sequence.insert(place, commitment)
    forced = {renames.get(name, name): option for name, option in model.forced.items()}
    withheld = {renames.get(name, name): options for name, options in model.withheld.items()}
    return model.copied(sequence=tuple(sequence), forced=frozen(forced), withheld=frozen(withheld))


def _carried_out(step: Decision, commitment: Decision) -> Event:
    """The step as an event that follows its commitment; what cannot be committed to does not happen."""
    rules = tuple(Rule(condition({commitment.name: name}), chance(name)) for name in commitment.state_names)
    outcomes = tuple(Outcome(each.name, each.label, each.note, each.cite, each.short) for each in step.options)
    return Event(step.name, step.label, step.only_if, step.note, step.cite, outcomes, RuleTable(rules))


def _commitment(model: DecisionModel, step: Decision, renames: Mapping[str, str], known: set[str]) -> Decision:
    """The decision taken early: an option can be committed to where every history that follows will offer it."""
    options = []
    for option in step.options:
        needed = option.only_if.renamed(renames)
        if not set(needed.names) <= known:
            needed_early = _surely_offered(model, step, option, renames, known)
            if needed_early is None:
                continue
            needed = needed_early
        options.append(replace(option, only_if=needed))
    if not options:
        raise ModelError(
            [
                Problem(
                    ("decide_before", step.name),
                    f"'{step.name}' cannot be decided that early: what is on offer is known only later.",
                    "Name a later step.",
                )
            ]
        )
    only_if = _where_it_can_arise(model, step, renames, known)
    return Decision(renames[step.name], step.title + EARLY, only_if, step.note, step.cite, tuple(options))


def _surely_offered(
    model: DecisionModel, step: Decision, option: Option, renames: Mapping[str, str], known: set[str]
) -> Condition | None:
    """What makes sure, early, that an option is on offer wherever the step then arises; None if nothing does."""
    level = model.structure.levels[model.position[step.name]]
    early = [name for name in option.only_if.names if renames.get(name, name) in known]
    columns = [level.names.index(name) for name in early]
    offered = level.children[:, step.state_names.index(option.name)] >= 0
    arises = (level.children[:, : len(step.options)] >= 0).any(axis=1)
    cases: dict[tuple[int, ...], bool] = {}
    for node in np.flatnonzero(arises):
        case = tuple(int(level.keys[node, column]) for column in columns)
        cases[case] = cases.get(case, True) and bool(offered[node])
    if all(cases.values()):
        return condition(None)
    states = {name: model.steps[name].state_names for name in early}
    sure = [
        {renames.get(name, name): states[name][state] for name, state in zip(early, case, strict=True)}
        for case, always in cases.items()
        if always and all(state < len(states[name]) for name, state in zip(early, case, strict=True))
    ]
    return condition(sure) if sure else None


def _where_it_can_arise(model: DecisionModel, step: Decision, renames: Mapping[str, str], known: set[str]) -> Condition:
    """What is known early without which the step never arises; where it cannot, there is nothing to commit to."""
    roughly = _as_far_as_known(step.only_if.renamed(renames), known)
    read = dict.fromkeys((*step.only_if.names, *(name for each in step.options for name in each.only_if.names)))
    early = [name for name in read if renames.get(name, name) in known]
    level = model.structure.levels[model.position[step.name]]
    keys = level.keys[:, [level.names.index(name) for name in early]]
    arises = (level.children[:, : len(step.options)] >= 0).any(axis=1)
    arising = {tuple(case) for case in keys[arises].tolist()}
    states = [model.steps[name].state_names for name in early]
    absent = any(state >= len(names) for case in arising for state, names in zip(case, states, strict=True))
    if absent or arising == {tuple(case) for case in keys.tolist()}:
        return roughly
    named = [renames.get(name, name) for name in early]
    return condition(
        [
            {name: names[state] for name, names, state in zip(named, states, case, strict=True)}
            for case in sorted(arising)
        ]
    )


def _as_far_as_known(needed: Condition, known: set[str]) -> Condition:
    parts = [{name: states for name, states in each.items() if name in known} for each in needed.alternatives]
    return condition(parts) if all(parts) else condition(None)
