"""Everything the page knows about a model, as one block of plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from decision_model.analysis.choice.solve import Solution
from decision_model.analysis.combinations import Combination, combinations, decided_now
from decision_model.analysis.verdict import Judgement, judgement
from decision_model.errors import DecisionError
from decision_model.interfaces.explorer import labels
from decision_model.interfaces.explorer.claims import claims, timing_of
from decision_model.interfaces.explorer.compiled import StructureWriter, addresses, formula_data
from decision_model.interfaces.explorer.shares import first_places
from decision_model.interfaces.explorer.sliders import along, slider_data, sliders
from decision_model.model import DecisionModel, Number, WhatIf
from decision_model.model.early_decisions import COMMITMENT
from decision_model.model.labels import distinct_labels
from decision_model.words.amounts import Amounts
from decision_model.words.sentences import capital, sentence

Timing = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]
"""What is decided before which step, and what is known before which decision."""

MOST_ROWS = 60
"""Combinations above which only the decisions taken now are compared."""


def page_data(solution: Solution, amounts: Amounts) -> dict[str, Any]:
    """The data block of the page of a solved model."""
    model = solution.model
    moved = sliders(model)
    free = [address for each in moved for address in (each.address, *along(model, each)) if "." in address]
    free += ["risk_tolerance"] if model.risk_tolerance is not None else []
    writer = StructureWriter(addresses(model, free))
    timings = known_timings(model)
    written = list(structures(model, writer, timings))
    return {
        "title": model.title,
        "statement": statement_data(solution),
        "combine": model.total_rule.name,
        "lowerIsBetter": model.better == "lower",
        "riskTolerance": None if model.risk_tolerance is None else "risk_tolerance",
        "interactions": interactions(model, writer),
        "amounts": amounts_data(model, amounts),
        "considerations": labels.considerations(model) if model.total_rule.has_weights else [],
        "leaves": labels.leaves(model),
        "sliders": slider_data(model, moved),
        "parameters": parameters(model, free),
        "structures": written,
        "perspectives": perspectives(model),
        "whatIfs": [what_if(model, each, timings) for each in model.what_ifs.values()],
        "claims": claims(model, timings),
        "forced": dict(model.forced),
        "withheld": {name: list(options) for name, options in model.withheld.items()},
        "steps": labels.steps(model, writer.steps),
        "chances": writer.chances,
    }


def statement_data(solution: Solution) -> dict[str, str]:
    """What is said of the file's own numbers: the sentence of `solve`, and how sure the choice is."""
    headline, found = solution.statement.headline, judgement(solution.model)
    return {"headline": sentence(headline), "verdict": sentence(unsaid(found)) if found else ""}


def unsaid(found: Judgement) -> str:
    """A verdict's sentence, without the word for it where the headline has said that."""
    word, _, reason = found.sentence.partition(": ")
    return capital(reason) if reason and found.headline.startswith(f"{word}: ") else found.sentence


def amounts_data(model: DecisionModel, amounts: Amounts) -> dict[str, Any]:
    """How totals are written, and the unit that is put behind the word for the scale where the page finds its own."""
    return {**asdict(amounts), "own": "" if amounts.weighted else model.unit}


def parameters(model: DecisionModel, free: list[str]) -> dict[str, Any]:
    """The formulas of parameters by name, and of other numbers that the page moves by address."""
    found = {name: formula_data(each.number.formula) for name, each in model.parameters.items()}
    return found | {address: formula_data(model.numbers[address].number.formula) for address in free}


def interactions(model: DecisionModel, writer: StructureWriter) -> list[dict[str, Any]]:
    """Pairs of top-level considerations, by place, and how strongly they work together."""
    names = [each.name for each in model.considerations]
    return [
        {
            "between": [names.index(name) for name in each.between],
            "strength": writer.number(each.strength, ("interactions", index, "strength")),
        }
        for index, each in enumerate(model.interactions)
    ]


UNCOMPARED: Mapping[str, Any] = {"plans": None, "now": None}


def known_timings(model: DecisionModel) -> dict[Timing, int]:
    """The structures that what-ifs and claims need, the model's own first."""
    wanted: list[Timing] = [((), ())]
    wanted += [timing(each) for each in model.what_ifs.values()]
    wanted += [found for each in model.claims if (found := timing_of(model, each)) is not None]
    return {each: index for index, each in enumerate(dict.fromkeys(each for each in wanted if possible(model, each)))}


def timing(each: WhatIf) -> Timing:
    """What a what-if decides earlier, and what it lets one know earlier."""
    return tuple(each.decide_before.items()), tuple(each.know_before.items())


def possible(model: DecisionModel, wanted: Timing) -> bool:
    """Whether the model can be compiled with this timing."""
    try:
        timed(model, wanted).structure  # noqa: B018 - compiled to see whether it can be
    except DecisionError:
        return False
    return True


def timed(model: DecisionModel, wanted: Timing) -> DecisionModel:
    """The model with other timing and nothing else changed."""
    return model.varied(decide_before=dict(wanted[0]), know_before=dict(wanted[1])) if any(wanted) else model


def structures(
    model: DecisionModel, writer: StructureWriter, timings: Mapping[Timing, int]
) -> Iterator[dict[str, Any]]:
    """Each structure, and what is compared in those that the page shows; others serve claims about timing alone."""
    shows = [timing(each) for each in model.what_ifs.values()]
    for wanted in timings:
        other = timed(model, wanted)
        renames = {name: name + COMMITMENT for name, _ in wanted[0]}
        shown = wanted in shows or not any(wanted)
        yield {**writer.structure(other), "renames": renames, **(compared(other) if shown else UNCOMPARED)}


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
    """The combinations of options of some decisions, with those left out and why; None where there are too many."""
    try:
        found, excluded = combinations(model, by)
    except DecisionError:
        return None
    return {
        "rows": [row(each) for each in found],
        "excluded": [{"options": dict(each.options), "reason": each.reason} for each in excluded],
        "shares": first_places(model, by, found),
    }


def row(each: Combination) -> dict[str, Any]:
    """A combination as a row of the ranking."""
    written: dict[str, Any] = {"options": dict(each.options)}
    return {**written, "needs": dict(each.needs)} if each.needs else written


def perspectives(model: DecisionModel) -> list[dict[str, Any]]:
    """Somebody's weights, as far as they are not the file's."""
    titles = distinct_labels({each.name: each.title for each in model.perspectives.values()})
    return [
        {
            **labels.named(each, titles[each.name]),
            **labels.provenance(each.note, each.cite, each.basis),
            "weights": other_weights(model, model.varied(perspective=each.name)),
        }
        for each in model.perspectives.values()
    ]


def other_weights(model: DecisionModel, other: DecisionModel) -> dict[str, float]:
    """The local weights in which another model differs, in the file's points."""
    factor = labels.factors(model)
    own, theirs = weights(model), weights(other)
    return {name: weight * factor[name] for name, weight in theirs.items() if weight != own[name]}


def weights(model: DecisionModel) -> dict[str, float]:
    """Local weights of all considerations, groups included, in the file's points."""
    return {e.name: 1.0 if e.weight is None else value_of(model, e.weight) for e in model.walk()}


def what_if(model: DecisionModel, each: WhatIf, timings: Mapping[Timing, int]) -> dict[str, Any]:
    """A what-if with what it sets and the structure that it needs."""
    factor = labels.factors(model)
    titles = distinct_labels({each.name: each.title for each in model.what_ifs.values()})
    written = {
        **labels.named(each, titles[each.name]),
        "parameters": {name: formula_data(number.formula) for name, number in each.parameters.items()},
        "weights": {name: value_of(model, number) * factor[name] for name, number in each.weights.items()},
        "choose": dict(each.choose),
        "without": dict(each.without),
        "structure": timings.get(timing(each), -1),
    }
    return {key: value for key, value in written.items() if value != {}}


def value_of(model: DecisionModel, number: Number) -> float:
    """A number's value."""
    return float(number.at(model.values))
