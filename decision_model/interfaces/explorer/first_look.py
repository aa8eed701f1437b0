"""What the page says before its script runs, and where it does not run at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from decision_model.analysis.choice.rank import Ranking, rank
from decision_model.analysis.choice.solve import Solution
from decision_model.analysis.combinations import decided_now
from decision_model.analysis.plan_titles import plan_titles
from decision_model.errors import DecisionError
from decision_model.model import DecisionModel
from decision_model.words.amounts import Amounts
from decision_model.words.percent import percent
from decision_model.words.sentences import listed

HUNDRED = 100
HINTS = {
    False: "Only the proportions count.",
    True: "Each is what the best value alone would be worth; they need not add up to 100.",
}


def first_look(model: DecisionModel, solution: Solution, shown: Amounts, data: dict[str, Any]) -> dict[str, Any]:
    """What the page says before its script runs, and where it does not run at all."""
    ranking = _ranking(model)
    weighed = bool(model.weights)
    verdicts = {True: "holds", False: "fails", None: "cannot be told"}
    return {
        "answer": _answer(solution, ranking, shown),
        "more": "",
        "plan": [sentence.split(": ", 1) for sentence in solution.plan],
        "rows": list(_rows(ranking, shown, data)) if ranking else [],
        "weighed": weighed,
        "weights": [(leaf.title, f"{HUNDRED * float(model.weights[leaf.name]):.3g}") for leaf in model.leaves]
        if weighed
        else [],
        "claims": [
            (each.text, verdicts[None if "trouble" in told else "fails" not in told])
            for each, told in zip(model.claims, data["claims"], strict=True)
        ],
        "legend": _legend(model, shown, data),
        "hint": HINTS[model.total_rule.has_weights and not model.total_rule.weights_are_shares],
    }


def _ranking(model: DecisionModel) -> Ranking | None:
    try:
        return rank(model, [decision.name for decision in model.decisions])
    except DecisionError:
        return None


def _answer(solution: Solution, ranking: Ranking | None, shown: Amounts) -> str:
    model = solution.model
    now = decided_now(model) if model.decisions else ()
    if ranking is not None and len(now) < len(ranking.by):
        ranking = rank(model, now)
    if ranking is None or not ranking.ranked:
        return f"{model.title}: {shown.phrase(float(solution.total))}"
    leaders = [row for row in ranking.ranked if row.rank == 1]
    these = "weights" if model.weights else "numbers"
    total = shown.text(leaders[0].total) if shown.weighted else shown.phrase(leaders[0].total)
    said = f"Best for these {these}: {leaders[0].title} ({total})"
    if len(leaders) > 1:
        return f"{said}, level with {listed([row.title for row in leaders[1:]])}."
    if len(ranking.ranked) > 1:
        return f"{said}, {lead(ranking.ranked[1].gap, shown)} ahead of {ranking.ranked[1].title}."
    return f"{said}."


def lead(gap: float, shown: Amounts) -> str:
    """A difference as the page's own script says it."""
    said = shown.bare(gap) if shown.weighted else shown.gap(gap)
    return f"{said} point{'' if said == '1.0' else 's'}" if shown.weighted else said


def _rows(ranking: Ranking, shown: Amounts, data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    model = ranking.model
    plans = data["structures"][0]["plans"]
    shares = dict(zip((row["title"] for row in plans["rows"]), plans["shares"] or [], strict=False)) if plans else {}
    best = float(ranking.best_plan.total) if ranking.adapts else ranking.ranked[0].total
    if ranking.adapts:
        title = f"Best plan: {plan_titles(model, [ranking.best_plan])[0]}"
        yield {"rank": "\u2605", "title": title, "total": shown.text(best), "gap": "", "first": "", "leads": True}
    for row in ranking.ranked:
        first = f"first in {percent(round(shares[row.title], 2))}" if row.title in shares else ""
        behind = shown.text(row.total - best)
        gap = "" if row.rank == 1 and not ranking.adapts else behind if row.total < best else f"+{behind}"
        words = {"title": row.title, "total": shown.text(row.total), "gap": gap, "first": first}
        yield {"rank": f"{row.rank}.", **words, "leads": row.rank == 1 and not ranking.adapts}


def _legend(model: DecisionModel, shown: Amounts, data: dict[str, Any]) -> str:
    unit = "Totals from 0 to 100" if model.weights else f"Totals in {shown.unit}" if shown.unit else "Totals"
    said = f"{unit}; {model.better} is better."
    if len(model.leaves) > 1:
        said += " Colours and patterns show where the points come from."
    lists = [data["structures"][0][name] for name in ("plans", "now")]
    if any(each and each["shares"] for each in lists):
        said += " “First in” is the share of the weights that the file admits under which a plan leads its list."
    return said
