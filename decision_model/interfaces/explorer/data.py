"""Everything the page knows about a model, as one block of plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from decision_model.analysis.choice.best_plan import best_plan_headline
from decision_model.analysis.choice.solve import Solution
from decision_model.analysis.combinations import Combination, combinations, decided_now
from decision_model.analysis.verdict import FirmnessVerdict, Judgement, judgement
from decision_model.errors import DecisionError
from decision_model.interfaces.explorer import labels
from decision_model.interfaces.explorer.claims import claims_data, timing_of
from decision_model.interfaces.explorer.compiled import StructureWriter, addresses, formula_data
from decision_model.interfaces.explorer.shares import first_places, weight_draws
from decision_model.interfaces.explorer.sliders import along, slider_data, sliders
from decision_model.model import DecisionModel, Number, Perspective, WhatIf
from decision_model.model.aggregation import joint_worth
from decision_model.model.early_decisions import COMMITMENT
from decision_model.model.labels import distinct_labels
from decision_model.words.amounts import Amounts
from decision_model.words.sentences import capital, sentence

Timing = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...], str]
"""What is decided before which step, what is known before which decision, and the what-if whose plan is followed."""

MOST_ROWS = 60
"""Combinations above which only the decisions taken now are compared."""


def page_data(solution: Solution, amounts: Amounts, draft: bool = False) -> dict[str, Any]:
    """The data block of the page of a solved model; of a `draft`, without what takes draws to work out."""
    model = solution.model
    ranges = sliders(model)
    free = [address for moved in ranges for address in (moved.address, *along(model, moved)) if "." in address]
    free += ["risk_tolerance"] if model.risk_tolerance is not None else []
    free += [address for address in believed_chances(model) if address not in free]
    writer = StructureWriter(addresses(model, free))
    timings = known_timings(model)
    written = list(structures(model, writer, timings, draft))
    return {
        "title": model.title,
        "statement": statement_data(solution, draft),
        "combine": model.total_rule.name,
        "lowerIsBetter": model.better == "lower",
        "riskTolerance": "risk_tolerance" if states_risk_tolerance(model) else None,
        "interactions": interactions(model, writer),
        "amounts": amounts_data(model, amounts),
        "considerations": labels.considerations(model) if model.total_rule.has_weights else [],
        "leaves": labels.leaves(model),
        "sliders": slider_data(model, ranges),
        "parameters": parameters(model, free),
        **told_once(written),
        "perspectives": perspectives(model),
        "whatIfs": [*what_ifs(model, timings), *perspectives_with_beliefs(model)],
        **claims_data(model, timings, draft),
        "weightDraws": weight_draws(model),
        "forced": dict(model.forced),
        "withheld": {name: list(options) for name, options in model.withheld.items()},
        "steps": labels.steps(model, writer.steps),
        "chances": writer.chances,
    }


def statement_data(solution: Solution, draft: bool) -> dict[str, Any]:
    """The answer at the file's own numbers: the sentence of `solve`, how sure that is, and whether it is too close."""
    if draft:
        headline = sentence(best_plan_headline(solution.model, float(solution.total), solution.policy))
        return {"headline": headline, "verdict": "How sure the choice is, is still being worked out.", "isClose": False}
    headline, verdict = solution.statement.headline, judgement(solution.model)
    told = {"headline": sentence(headline), "verdict": sentence(verdict_text(verdict)) if verdict else ""}
    is_close = verdict is not None and verdict.verdict is FirmnessVerdict.close and not solution.model.followed
    return {**told, "isClose": is_close}


def verdict_text(verdict: Judgement) -> str:
    """A verdict's sentence, without the verdict's word where its headline begins with that."""
    word, _, reason = verdict.sentence.partition(": ")
    return capital(reason) if reason and verdict.headline.startswith(f"{word}: ") else verdict.sentence


def amounts_data(model: DecisionModel, amounts: Amounts) -> dict[str, Any]:
    """How totals are written, and the unit that is put behind the word for the scale where the page finds its own."""
    return {**asdict(amounts), "own": "" if amounts.weighted else model.unit}


def parameters(model: DecisionModel, free: list[str]) -> dict[str, Any]:
    """The formulas of parameters by name, and of other numbers that the page moves by address."""
    formulas = {name: formula_data(parameter.number.formula) for name, parameter in model.parameters.items()}
    return formulas | {address: formula_data(model.numbers[address].number.formula) for address in free}


def interactions(model: DecisionModel, writer: StructureWriter) -> list[dict[str, Any]]:
    """Top-level considerations that work together, by place, how strongly, and what 0, 1, ... of them are worth."""
    names = [consideration.name for consideration in model.considerations]
    return [
        {
            "between": [names.index(name) for name in interaction.between],
            "strength": writer.number(interaction.strength, ("interactions", index, "strength")),
            "worth": joint_worth(len(interaction.between)),
        }
        for index, interaction in enumerate(model.interactions)
    ]


def told_once(written: list[dict[str, Any]]) -> dict[str, Any]:
    """The `structures`, each with its levels as places among all `levels`: structures share many of these."""
    levels: list[Any] = []
    for structure in written:
        levels += [level for level in structure["levels"] if level not in levels]
    numbered = [{**each, "levels": [levels.index(level) for level in each["levels"]]} for each in written]
    return {"levels": levels, "structures": numbered}


UNCOMPARED: Mapping[str, Any] = {"plans": None, "now": None}


def known_timings(model: DecisionModel) -> dict[Timing, int]:
    """The structures that what-ifs and claims need, the model's own first."""
    timings: list[Timing] = [((), (), "")]
    timings += [timing(what_if) for what_if in model.what_ifs.values()]
    timings += [compared_with for claim in model.claims if (compared_with := timing_of(model, claim)) is not None]
    compilable = (wanted for wanted in dict.fromkeys(timings) if possible(model, wanted))
    return {wanted: index for index, wanted in enumerate(compilable)}


def timing(what_if: WhatIf) -> Timing:
    """What a what-if decides earlier, what it lets one know earlier, and its own name where it gives a plan."""
    plan = what_if.name if what_if.follow else ""
    return tuple(what_if.decide_before.items()), tuple(what_if.know_before.items()), plan


def possible(model: DecisionModel, wanted: Timing) -> bool:
    """Whether the model can be compiled with this timing."""
    try:
        timed(model, wanted).structure  # noqa: B018 - compiled to see whether it can be
    except DecisionError:
        return False
    return True


def timed(model: DecisionModel, wanted: Timing) -> DecisionModel:
    """The model with other timing or a given plan, and nothing else changed."""
    early, known, plan = wanted
    if not any(wanted):
        return model
    rules = model.what_ifs[plan].follow if plan else {}
    return model.varied(decide_before=dict(early), know_before=dict(known), choose=rules)


def structures(
    model: DecisionModel, writer: StructureWriter, timings: Mapping[Timing, int], draft: bool
) -> Iterator[dict[str, Any]]:
    """Each structure, and what is compared in those that the page shows; others serve claims about timing alone."""
    shows = [timing(what_if) for what_if in model.what_ifs.values()]
    for wanted in timings:
        variation = timed(model, wanted)
        renames = {name: name + COMMITMENT for name, _ in wanted[0]}
        is_shown = wanted in shows or not any(wanted)
        lists = compared(variation, with_shares=not draft and not any(wanted)) if is_shown else UNCOMPARED
        yield {**writer.structure(variation), "renames": renames, **lists}


def compared(model: DecisionModel, with_shares: bool) -> Mapping[str, Any]:
    """The plans fixed in advance, and the choices to be made now where those are fewer."""
    if not model.decisions:
        return UNCOMPARED
    now = decided_now(model)
    everything = tuple(decision.name for decision in model.decisions)
    plans = ranking(model, everything, with_shares)
    if plans is not None and len(plans["rows"]) > MOST_ROWS and now != everything:
        plans = None
    return {"plans": plans, "now": ranking(model, now, with_shares) if now != everything else None}


def ranking(model: DecisionModel, by: tuple[str, ...], with_shares: bool) -> dict[str, Any] | None:
    """The combinations of options of some decisions, with those left out and why; None where there are too many.

    `with_shares` adds how often each comes first at the model's own numbers; the page counts at any others.
    """
    try:
        combined, excluded = combinations(model, by)
    except DecisionError:
        return None
    return {
        "rows": [row(combination) for combination in combined],
        "excluded": [{"options": dict(exclusion.options), "reason": exclusion.reason} for exclusion in excluded],
        "shares": first_places(model, by, combined) if with_shares else None,
    }


def row(combination: Combination) -> dict[str, Any]:
    """A combination as a row of the ranking."""
    written: dict[str, Any] = {"options": dict(combination.options)}
    return {**written, "needs": dict(combination.needs)} if combination.needs else written


def perspectives(model: DecisionModel) -> list[dict[str, Any]]:
    """Somebody's weights, as far as they are not the file's."""
    titles = distinct_labels({perspective.name: perspective.title for perspective in model.perspectives.values()})
    return [
        {
            **labels.named(perspective, titles[perspective.name]),
            **labels.provenance(perspective.note, perspective.cite, perspective.basis),
            "weights": other_weights(model, model.varied(perspective=perspective.name)),
        }
        for perspective in model.perspectives.values()
        if perspective.is_weights_alone
    ]


def perspectives_with_beliefs(model: DecisionModel) -> list[dict[str, Any]]:
    """Perspectives that change more than weights: the page offers them as what-ifs, which set numbers too."""
    titles = distinct_labels({perspective.name: perspective.title for perspective in model.perspectives.values()})
    factor = labels.factors(model)
    return [
        {
            **labels.named(perspective, titles[perspective.name]),
            "name": f"perspective:{perspective.name}",
            "parameters": beliefs(perspective),
            "weights": {
                name: weight * factor[name]
                for name, weight in weights(model.varied(perspective=perspective.name)).items()
                if name in changed_weights(perspective)
            },
            "structure": 0,
        }
        for perspective in model.perspectives.values()
        if not perspective.is_weights_alone
    ]


def changed_weights(perspective: Perspective) -> set[str]:
    """The considerations whose weights a perspective states or orders."""
    return {*perspective.weights, *(name for group in perspective.order for name in group)}


def beliefs(variation: Perspective | WhatIf) -> dict[str, Any]:
    """The chances by address, and the risk tolerance, that a variation sets."""
    stated = dict(variation.chances)
    if variation.risk_tolerance is not None:
        stated["risk_tolerance"] = variation.risk_tolerance
    return {address: formula_data(number.formula) for address, number in stated.items()}


def believed_chances(model: DecisionModel) -> list[str]:
    """The addresses of the chances that some variation changes."""
    variations: list[Perspective | WhatIf] = [*model.what_ifs.values(), *model.perspectives.values()]
    return list(dict.fromkeys(address for variation in variations for address in variation.chances))


def states_risk_tolerance(model: DecisionModel) -> bool:
    """Whether the model, or some variation of it, has a risk tolerance."""
    variations: list[Perspective | WhatIf] = [*model.what_ifs.values(), *model.perspectives.values()]
    return model.risk_tolerance is not None or any(variation.risk_tolerance is not None for variation in variations)


def other_weights(model: DecisionModel, other: DecisionModel) -> dict[str, float]:
    """The local weights in which another model differs, in the file's points."""
    factor = labels.factors(model)
    own, theirs = weights(model), weights(other)
    return {name: weight * factor[name] for name, weight in theirs.items() if weight != own[name]}


def weights(model: DecisionModel) -> dict[str, float]:
    """Local weights of all considerations, groups included, in the file's points."""
    stated = {e.name: 1.0 if e.weight is None else value_of(model, e.weight) for e in model.walk()}
    tops = zip(model.considerations, model.top_weights, strict=True)
    return {**stated, **{top.name: float(weight) for top, weight in tops}}


def what_ifs(model: DecisionModel, timings: Mapping[Timing, int]) -> list[dict[str, Any]]:
    """The file's what-ifs."""
    return [what_if_data(model, what_if, timings) for what_if in model.what_ifs.values()]


def what_if_data(model: DecisionModel, what_if: WhatIf, timings: Mapping[Timing, int]) -> dict[str, Any]:
    """A what-if with what it sets and the structure that it needs."""
    factor = labels.factors(model)
    titles = distinct_labels({other.name: other.title for other in model.what_ifs.values()})
    written = {
        **labels.named(what_if, titles[what_if.name]),
        "parameters": {
            **{name: formula_data(number.formula) for name, number in what_if.parameters.items()},
            **beliefs(what_if),
        },
        "weights": {name: labels.times(number, factor[name]) for name, number in what_if.weights.items()},
        "choose": dict(what_if.choose),
        "without": dict(what_if.without),
        "structure": timings.get(timing(what_if), -1),
    }
    return {key: value for key, value in written.items() if value != {}}


def value_of(model: DecisionModel, number: Number) -> float:
    """A number's value."""
    return float(number.at(model.values))
