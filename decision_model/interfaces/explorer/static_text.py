"""What the page says before its script runs, and where it does not run at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from decision_model.analysis.choice.rank import Ranking, rank
from decision_model.analysis.choice.solve import Solution
from decision_model.analysis.combinations import decided_now
from decision_model.analysis.plan_titles import plan_titles
from decision_model.errors import DecisionError
from decision_model.interfaces.explorer.labels import consideration_titles, quoted
from decision_model.model import DecisionModel
from decision_model.words.amounts import Amounts
from decision_model.words.percent import percent
from decision_model.words.sentences import listed

HUNDRED = 100
HINTS = {
    False: "Only the proportions count.",
    True: "Each is what the best value alone would be worth; they need not add up to 100.",
}


def static_text(model: DecisionModel, solution: Solution, shown: Amounts, data: dict[str, Any]) -> dict[str, Any]:
    """What the page says before its script runs, and where it does not run at all."""
    ranking = _ranking(model)
    weighed = bool(model.weights)
    verdict = data["verdict"]
    labels = consideration_titles(model)[1]
    verdicts = {True: "holds", False: "fails", None: "cannot be told"}
    return {
        "answer": _answer(solution, ranking, shown, verdict["ending"] if verdict else ""),
        "more": verdict["sentence"] if verdict else "",
        "plan": [sentence.split(": ", 1) for sentence in solution.plan],
        "rows": list(_rows(ranking, shown, data)) if ranking else [],
        "weighed": weighed,
        "weights": [(labels[leaf.name], f"{HUNDRED * float(model.weights[leaf.name]):.3g}") for leaf in model.leaves]
        if weighed
        else [],
        "claims": [
            (each.text, verdicts[judged.get("holds")])
            for each, judged in zip(model.claims, data["claims"], strict=True)
        ],
        "legend": _legend(model, shown, data),
        "hint": HINTS[model.total_rule.has_weights and not model.total_rule.weights_are_shares],
    }


def _ranking(model: DecisionModel) -> Ranking | None:
    try:
        return rank(model, [decision.name for decision in model.decisions])
    except DecisionError:
        return None


def _answer(solution: Solution, ranking: Ranking | None, shown: Amounts, ending: str) -> str:
    model = solution.model
    now = decided_now(model) if model.decisions else ()
    if ranking is not None and len(now) < len(ranking.by):
        ranking = rank(model, now)
    if ranking is None or not ranking.ranked:
        return f"{model.title}: {shown.phrase(float(solution.total))}"
    leaders = [row for row in ranking.ranked if row.rank == 1]
    these = "weights" if model.weights else "numbers"
    total = shown.text(leaders[0].total) if shown.weighted else shown.phrase(leaders[0].total)
    opening = f"Best for these {these}: {quoted(leaders[0].title)} ({total})"
    if len(leaders) > 1:
        return f"{opening}, level with {listed([quoted(row.title) for row in leaders[1:]])}."
    if len(ranking.ranked) > 1:
        following = ranking.ranked[1]
        return f"{opening}, {lead(following.gap, shown)} ahead of {quoted(following.title)}{ending}."
    return f"{opening}."


def lead(gap: float, shown: Amounts) -> str:
    """A difference as the page's own script says it."""
    if not shown.weighted:
        return shown.gap(gap)
    size = shown.bare(gap)
    return f"{size} point{'' if size == '1.0' else 's'}"


def _rows(ranking: Ranking, shown: Amounts, data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    model = ranking.model
    plans = data["structures"][0]["plans"]
    shares = {tuple(each["options"].items()): share for each, share in _with_shares(plans)}
    best = float(ranking.best_plan.total) if ranking.adapts else ranking.ranked[0].total
    if ranking.adapts:
        title = f"Best plan: {plan_titles(model, [ranking.best_plan])[0]}"
        yield {"rank": "\u2605", "title": title, "total": shown.text(best), "gap": "", "first": "", "leads": True}
    for row in ranking.ranked:
        share = shares.get(tuple(row.options.items()))
        first = "" if share is None else f"first in {percent(round(share, 2))}"
        behind = shown.text(row.total - best)
        gap = "" if row.rank == 1 and not ranking.adapts else behind if row.total < best else f"+{behind}"
        words = {"title": row.title, "total": shown.text(row.total), "gap": gap, "first": first}
        yield {"rank": f"{row.rank}.", **words, "leads": row.rank == 1 and not ranking.adapts}


def _with_shares(plans: dict[str, Any] | None) -> list[tuple[dict[str, Any], float]]:
    """The plans compared, each with the share of weights under which it comes first, where there are any."""
    return list(zip(plans["rows"], plans["shares"], strict=True)) if plans and plans["shares"] else []


def _legend(model: DecisionModel, shown: Amounts, data: dict[str, Any]) -> str:
    unit = "Totals from 0 to 100" if model.weights else f"Totals in {shown.unit}" if shown.unit else "Totals"
    legend = f"{unit}; {model.better} is better."
    if len(model.leaves) > 1:
        legend += " Colours and patterns show where the points come from."
    lists = [data["structures"][0][name] for name in ("plans", "now")]
    if any(each and each["shares"] for each in lists):
        legend += " “First in” is the share of the weights that the file admits under which a plan leads its list."
    return legend
