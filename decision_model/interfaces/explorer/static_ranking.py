"""The lists of the ranking as they stand in the page before its script runs: the rows that the script writes anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from decision_model.analysis.choice.rank import Ranked, Ranking, rank
from decision_model.analysis.combinations import title
from decision_model.analysis.plan_titles import plan_title
from decision_model.analysis.units import lead
from decision_model.model import DecisionModel
from decision_model.solver.rollback import TIE
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.percent import percent

ADAPTIVE = "The best plan chooses as things turn out; the others do the same whatever happens."
NOW = "Every later choice at its best."


def rankings(model: DecisionModel, structure: Mapping[str, Any]) -> dict[str, Ranking]:
    """The rankings that a structure's page data lists: of the choices to make `now`, and of whole `plans`."""
    compared = {name: structure[name] for name in ("now", "plans") if structure[name] and structure[name]["rows"]}
    return {name: rank(model, list(listed["rows"][0]["options"])) for name, listed in compared.items()}


def ranking_lists(found: Mapping[str, Ranking], structure: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each list with its heading, its note and its rows."""
    if now := found.get("now"):
        yield {"heading": "What to choose now", "note": NOW, "rows": list(rows(now, structure["now"]))}
    if plans := found.get("plans"):
        heading, note = "Whole plans" if now else "", ADAPTIVE if plans.adapts else ""
        best = [best_plan_row(plans)] if plans.adapts else []
        yield {"heading": heading, "note": note, "rows": [*best, *rows(plans, structure["plans"], plans.adapts)]}


def best_plan_row(ranking: Ranking) -> dict[str, Any]:
    """The row of the best plan, which chooses as things turn out."""
    plan, written = ranking.best_plan, ranking.amounts
    names = {"title": plan_title(plan), "short": plan_title(plan, short=True)}
    return {
        **names,
        "is_plan": True,
        "rank": "\u2605",
        "total": written.text(float(plan.total)),
        "gap": "",
        "first": "",
        "leads": True,
    }


def rows(ranking: Ranking, listed: Mapping[str, Any], adapts: bool = False) -> Iterator[dict[str, Any]]:
    """A row for each combination; `adapts` says that the best plan stands before them."""
    best = float(ranking.best_plan.total) if adapts else ranking.ranked[0].total
    shares = [None] * len(listed["rows"]) if listed["shares"] is None else listed["shares"]
    first = {key(row["options"]): share for row, share in zip(listed["rows"], shares, strict=True)}
    written = ranking.amounts
    for row in ranking.ranked:
        share = first[key(row.options)]
        names = {name: title(ranking.model, row.options, short) for name, short in (("title", False), ("short", True))}
        yield {
            **names,
            "is_plan": False,
            "rank": f"{row.rank}.",
            "total": written.text(row.total),
            "gap": "" if row is ranking.ranked[0] and not adapts else gap_text(row, best, written),
            "first": "" if share is None else f"first in {percent(share, 0)}",
            "leads": row.rank == 1 and not adapts,
        }


def key(options: Mapping[str, str | None]) -> tuple[str | None, ...]:
    """What tells combinations of the same decisions apart."""
    return tuple(options.values())


def gap_text(row: Ranked, best: float, written: Amounts) -> str:
    """How far a row is from the first of its list, as the two totals are written."""
    if abs(row.total - best) <= TIE * max(1.0, abs(row.total)):
        return "level"
    size = written.between(row.total, best)
    return f"+{written.part(size)}" if row.total > best else written.part(-size)


def adapting_sentence(ranking: Ranking | None) -> str:
    """By how much the best plan beats all that are fixed in advance, where it chooses as things turn out."""
    if ranking is None or not ranking.adapts:
        return ""
    fixed = ranking.ranked[0]
    gap = lead(ranking.amounts, ranking.amounts.between(float(ranking.best_plan.total), fixed.total))
    than = f"the best plan fixed in advance, {quoted(fixed.title)}"
    return f"Choosing as things turn out is worth {gap} more than {than}."
