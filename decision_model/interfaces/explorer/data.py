"""Everything the page knows about a model, as one block of plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from decision_model.analysis.combinations import Combination, combinations, decided_now
from decision_model.errors import DecisionError
from decision_model.interfaces.explorer import story
from decision_model.interfaces.explorer.claims import claims, timing_of
from decision_model.interfaces.explorer.compiled import Compiler, Ledger
from decision_model.interfaces.explorer.shares import first_places
from decision_model.interfaces.explorer.sliders import along, slider, sliders
from decision_model.model import DecisionModel, Number, WhatIf
from decision_model.model.copies import COMMITMENT
from decision_model.words.amounts import Amounts

Timing = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]
"""What is decided before which step, and what is known before which decision."""

MOST_ROWS = 60
"""Combinations above which only the decisions taken now are compared."""


def page_data(model: DecisionModel, amounts: Amounts) -> dict[str, Any]:
    """The data block of a model's page."""
    moved = sliders(model)
    free = [address for each in moved for address in (each.address, *along(model, each)) if "." in address]
    free += ["risk_tolerance"] if model.risk_tolerance is not None else []
    compiler = Compiler(Ledger({model.numbers[address].place: address for address in free}))
    parameters = {name: compiler.ledger.formula(each.number.formula) for name, each in model.parameters.items()}
    parameters |= {address: compiler.ledger.formula(model.numbers[address].number.formula) for address in free}
    timings = known_timings(model)
    return {
        "title": model.title,
        "combine": model.total_rule.name,
        "lower": model.better == "lower",
        "tolerance": tolerance(model, compiler.ledger),
        "interactions": interactions(model, compiler.ledger),
        "amounts": {"factor": amounts.factor, "decimals": amounts.decimals, "unit": amounts.unit},
        "considerations": story.considerations(model) if model.total_rule.has_weights else [],
        "leaves": [leaf(each) for each in model.leaves],
        "moving": [slider(model, each) for each in moved],
        "parameters": parameters,
        "structures": list(structures(model, compiler, timings)),
        "levels": compiler.levels,
        "perspectives": perspectives(model),
        "whatifs": [what_if(model, each, compiler.ledger, timings) for each in model.what_ifs.values()],
        "claims": claims(model, timings),
        "forced": dict(model.forced),
        "withheld": {name: list(options) for name, options in model.withheld.items()},
        "steps": {name: story.step(each) for name, each in compiler.steps.items()},
        "tables": compiler.tables,
        "numbers": compiler.ledger.entries,
    }


def tolerance(model: DecisionModel, ledger: Ledger) -> int | None:
    return None if model.risk_tolerance is None else ledger.number(model.risk_tolerance, ("risk_tolerance",))


def interactions(model: DecisionModel, ledger: Ledger) -> list[list[int]]:
    """Pairs of top-level considerations, by place, and how strongly they work together."""
    names = [each.name for each in model.considerations]
    return [
        [
            *(names.index(name) for name in each.between),
            ledger.number(each.strength, ("interactions", index, "strength")),
        ]
        for index, each in enumerate(model.interactions)
    ]


def leaf(each: Any) -> dict[str, Any]:
    written = story.told(each)
    if each.scale is not None:
        written["scale"] = [each.scale.worst, each.scale.best]
        if each.scale.points:
            written["points"] = sorted([list(point) for point in each.scale.points])
    return written


UNCOMPARED: Mapping[str, Any] = {"plans": None, "now": None}


def known_timings(model: DecisionModel) -> dict[Timing, int]:
    """The structures that what-ifs and claims need, the model's own first."""
    wanted: list[Timing] = [((), ())]
    wanted += [timing(each) for each in model.what_ifs.values()]
    wanted += [found for each in model.claims if (found := timing_of(model, each)) is not None]
    return {each: index for index, each in enumerate(dict.fromkeys(each for each in wanted if possible(model, each)))}


def timing(each: WhatIf) -> Timing:
    return tuple(each.decide_before.items()), tuple(each.know_before.items())


def possible(model: DecisionModel, wanted: Timing) -> bool:
    try:
        timed(model, wanted).structure  # noqa: B018 - compiled to see whether it can be
    except DecisionError:
        return False
    return True


def timed(model: DecisionModel, wanted: Timing) -> DecisionModel:
    """The model with other timing and nothing else changed."""
    return model.varied(decide_before=dict(wanted[0]), know_before=dict(wanted[1])) if any(wanted) else model


def structures(model: DecisionModel, compiler: Compiler, timings: Mapping[Timing, int]) -> Iterator[dict[str, Any]]:
    """Each structure, and what is compared in those that the page shows; others serve claims about timing alone."""
    shows = [timing(each) for each in model.what_ifs.values()]
    for wanted in timings:
        other = timed(model, wanted)
        renames = {name: name + COMMITMENT for name, _ in wanted[0]}
        shown = wanted in shows or not any(wanted)
        yield {**compiler.structure(other), "renames": renames, **(compared(other) if shown else UNCOMPARED)}


def compared(model: DecisionModel) -> Mapping[str, Any]:
    """The plans fixed in advance, and the choices to be made now where those are fewer."""
    if not model.decisions:
        return UNCOMPARED
    now = decided_now(model)
    everything = tuple(each.name for each in model.decisions)
    plans = ranking(model, everything)
    if plans is not None and len(plans["rows"]) > MOST_ROWS and now != everything:
        plans = None
    return {"plans": plans, "now": ranking(model, now) if now != everything else None}


def ranking(model: DecisionModel, by: tuple[str, ...]) -> dict[str, Any] | None:
    try:
        found, excluded = combinations(model, by)
    except DecisionError:
        return None
    return {
        "by": list(by),
        "rows": [row(each) for each in found],
        "excluded": [{"title": each.title, "reason": each.reason} for each in excluded],
        "shares": first_places(model, by, found),
    }


def row(each: Combination) -> dict[str, Any]:
    written: dict[str, Any] = {"options": dict(each.options), "title": each.title}
    return {**written, "needs": dict(each.needs)} if each.needs else written


def perspectives(model: DecisionModel) -> list[dict[str, Any]]:
    """Somebody's weights, as far as they are not the file's."""
    return [
        {
            **story.told(each),
            **story.provenance(each.note, each.cite, each.basis),
            "weights": other_weights(model, model.varied(perspective=each.name)),
        }
        for each in model.perspectives.values()
    ]


def other_weights(model: DecisionModel, other: DecisionModel) -> dict[str, float]:
    factor = story.factors(model)
    own, theirs = weights(model), weights(other)
    return {name: weight * factor[name] for name, weight in theirs.items() if weight != own[name]}


def weights(model: DecisionModel) -> dict[str, float]:
    """Local weights of all considerations, groups included, in the file's points."""
    return {e.name: 1.0 if e.weight is None else number_of(model, e.weight) for e in model.walk()}


def what_if(model: DecisionModel, each: WhatIf, ledger: Ledger, timings: Mapping[Timing, int]) -> dict[str, Any]:
    factor = story.factors(model)
    written = {
        **story.told(each),
        "parameters": {name: ledger.formula(number.formula) for name, number in each.parameters.items()},
        "weights": {name: number_of(model, number) * factor[name] for name, number in each.weights.items()},
        "choose": dict(each.choose),
        "without": dict(each.without),
        "structure": timings.get(timing(each), -1),
    }
    return {key: value for key, value in written.items() if value != {}}


def number_of(model: DecisionModel, number: Number) -> float:
    return float(number.at(model.values))
