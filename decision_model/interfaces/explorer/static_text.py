"""What the page says before its script runs, and where it does not run at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from decision_model.analysis.choice.rank import Ranking, rank
from decision_model.analysis.choice.solve import Solution
from decision_model.analysis.plan_titles import plan_titles
from decision_model.analysis.units import lead
from decision_model.errors import DecisionError
from decision_model.interfaces.explorer.shares import PAGE_DRAWS, held_fixed
from decision_model.model import DecisionModel
from decision_model.model.labels import consideration_labels
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.percent import percent
from decision_model.words.sentences import listed

HUNDRED = 100
HINTS = {
    False: "Only the proportions count.",
    True: "Each is what the best value alone would be worth; they need not add up to 100.",
}
FIRST_IN = (
    "“First in” is the share of the weights that the file admits under which a plan leads its list, at the numbers "
    f"and what-ifs of the moment; “about” where it is counted over {PAGE_DRAWS:,} draws."
)


def static_text(model: DecisionModel, solution: Solution, amounts: Amounts, data: dict[str, Any]) -> dict[str, Any]:
    """What the page says before its script runs, and where it does not run at all."""
    ranking = _ranking(model)
    written = ranking.amounts if ranking else amounts
    weighed = bool(model.weights)
    labels = consideration_labels(model)
    verdicts = {True: "holds", False: "fails", None: "cannot be told"}
    return {
        "answer": data["statement"]["headline"],
        "more": " ".join(filter(None, (data["statement"]["verdict"], _adapting_sentence(ranking, data)))),
        "plan": [sentence.split(": ", 1) for sentence in solution.plan],
        "rows": list(_rows(ranking, data)) if ranking else [],
        "weighed": weighed,
        "weights": [(labels[leaf.name], f"{HUNDRED * float(model.weights[leaf.name]):.3g}") for leaf in model.leaves]
        if weighed
        else [],
        "claims": [
            (claim.text, verdicts[claim_data.get("holds")])
            for claim, claim_data in zip(model.claims, data["claims"], strict=True)
        ],
        "totals_unit": _totals_unit(written),
        "legend": _legend(model, data),
        "hint": HINTS[model.total_rule.has_weights and not model.total_rule.weights_are_shares],
    }


def _ranking(model: DecisionModel) -> Ranking | None:
    try:
        return rank(model, [decision.name for decision in model.decisions])
    except DecisionError:
        return None


def _adapting_sentence(ranking: Ranking | None, data: dict[str, Any]) -> str:
    """By how much the best plan beats all that are fixed in advance, where it chooses as things turn out."""
    if ranking is None or not ranking.adapts or data["structures"][0]["plans"] is None:
        return ""
    fixed = ranking.ranked[0]
    gap = lead(ranking.amounts, ranking.amounts.between(float(ranking.best_plan.total), fixed.total))
    than = f"the best plan fixed in advance, {quoted(fixed.title)}"
    return f"Choosing as things turn out is worth {gap} more than {than}."


def _rows(ranking: Ranking, data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    model, amounts = ranking.model, ranking.amounts
    plans = data["structures"][0]["plans"]
    shares = {tuple(plan["options"].items()): share for plan, share in _with_shares(plans)}
    best = float(ranking.best_plan.total) if ranking.adapts else ranking.ranked[0].total
    if ranking.adapts:
        title = f"Best plan: {plan_titles(model, [ranking.best_plan])[0]}"
        yield {"rank": "\u2605", "title": title, "total": amounts.text(best), "gap": "", "first": "", "leads": True}
    for row in ranking.ranked:
        share = shares.get(tuple(row.options.items()))
        first = "" if share is None else f"first in {percent(share, 0)}"
        size = amounts.between(row.total, best)
        gap = amounts.part(-size) if row.total < best else f"+{amounts.part(size)}" if row.total > best else ""
        words = {"title": row.title, "total": amounts.text(row.total), "gap": gap, "first": first}
        yield {"rank": f"{row.rank}.", **words, "leads": row.rank == 1 and not ranking.adapts}


def _with_shares(plans: dict[str, Any] | None) -> list[tuple[dict[str, Any], float]]:
    """The plans compared, each with the share of weights under which it comes first, where there are any."""
    return list(zip(plans["rows"], plans["shares"], strict=True)) if plans and plans["shares"] else []


def _totals_unit(amounts: Amounts) -> str:
    """What totals are counted in."""
    if amounts.weighted:
        return "Totals from 0 to 100"
    return f"Totals in {amounts.unit}" if amounts.unit else "Totals"


def _legend(model: DecisionModel, data: dict[str, Any]) -> str:
    """What goes on after the unit of the totals: how to read the ranking."""
    legend = f"; {model.better} is better."
    if len(model.leaves) > 1:
        legend += " Colours and patterns show where the points come from."
    lists = [data["structures"][0][name] for name in ("plans", "now")]
    if any(rows and rows["shares"] for rows in lists):
        legend += f" {FIRST_IN}"
        if held := [quoted(consideration_labels(model)[name]) for name in held_fixed(model)]:
            legend += f" Weights inside {listed(held)} stay as they are set."
    return legend
