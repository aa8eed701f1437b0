"""The page: data, style and script filled into one file that asks nothing of any network."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from decision_model.analysis.options import decided_now
from decision_model.analysis.rank import Ranking, rank
from decision_model.analysis.solve import Solution, solve
from decision_model.errors import DecisionError
from decision_model.figures.amounts import Amounts, amounts, percent
from decision_model.figures.fingerprint import fingerprint
from decision_model.figures.words import assumed, listed, package_version
from decision_model.interfaces.explorer.data import page_data
from decision_model.interfaces.explorer.look import parts, style_sheet
from decision_model.interfaces.explorer.still import still
from decision_model.interfaces.explorer.tight import tightened
from decision_model.model import DecisionModel

HUNDRED = 100
LARGE = 1e15
TOGETHER = "25_together.js"
HINTS = {
    False: "Only the proportions count.",
    True: "Each is what the best value alone would be worth; they need not add up to 100.",
}


def explore_page(model: DecisionModel) -> str:
    """The explorer of a model as HTML: one file, the same bytes every time.

    Raises ModelError for a model whose numbers are draws.
    """
    solution = solve(model)
    shown = amounts(model, _totals(solution))
    imprint = _imprint(model)
    data = {"name": file_name(model), "imprint": imprint, **page_data(model, shown)}
    script = page_script(model.adds_up)
    return _template().render(
        model=model,
        by=" · ".join(text for text in (model.decision_maker, model.date) if text),
        version=package_version(),
        imprint=imprint,
        policy=policy(script),
        style=Markup(style_sheet()),
        script=Markup(script),
        data=Markup(block(data)),
        still=still(solution, shown),
        **first_look(model, solution, shown, data),
    )


def file_name(model: DecisionModel) -> str:
    """What downloads are called."""
    return "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in model.name) or "scenario"


def policy(script: str) -> str:
    """What the browser may do with the page: run this script, and nothing from anywhere."""
    digest = b64encode(sha256(script.encode()).digest()).decode()
    allowed = (f"script-src 'sha256-{digest}'", "style-src 'unsafe-inline'", "img-src data: blob:")
    return "; ".join(("default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"))


@cache
def page_script(adds_up: bool = True) -> str:
    """All of the page's script, in its own scope; what only totals that are no sums need is left out for others."""
    wanted = [text for name, text in parts("script", ".js").items() if not (adds_up and name == TOGETHER)]
    return tightened('(() => {\n"use strict";\n' + "\n".join(wanted) + "\n})();")


def block(data: Any) -> str:
    """JSON at full precision that no text inside can end."""
    written = json.dumps(_whole(data), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return written.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _whole(data: Any) -> Any:
    """The data with 20.0 as 20, which is the same number and shorter."""
    if isinstance(data, Mapping):
        return {key: _whole(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_whole(value) for value in data]
    return int(data) if isinstance(data, float) and data.is_integer() and abs(data) < LARGE else data


@cache
def _template() -> Template:
    house = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    written = (files(__package__) / "page.html").read_text(encoding="utf-8")
    return house.from_string("\n".join(line.strip() for line in written.splitlines()))


def _totals(solution: Solution) -> list[float]:
    return [float(solution.total), *(value for choice in solution.policy for value in choice.values.values())]


def _imprint(model: DecisionModel) -> str:
    made = f"{model.name}, content {fingerprint(model)}, decision-model {package_version()}"
    return f"{made}; {assumed(model)}" if assumed(model) else made


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
            (each.text, verdicts[told.get("holds")]) for each, told in zip(model.claims, data["claims"], strict=True)
        ],
        "legend": _legend(model, shown, data),
        "hint": HINTS[model.combine == "multiplicative"],
    }


def _ranking(model: DecisionModel) -> Ranking | None:
    try:
        return rank(model)
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
    for row in ranking.ranked:
        first = f"first in {percent(round(shares[row.title], 2))}" if row.title in shares else ""
        gap = (shown.text(-row.gap) if model.better == "higher" else f"+{shown.text(row.gap)}") if row.rank > 1 else ""
        yield {"rank": row.rank, "title": row.title, "total": shown.text(row.total), "gap": gap, "first": first}


def _legend(model: DecisionModel, shown: Amounts, data: dict[str, Any]) -> str:
    unit = "Totals from 0 to 100" if model.weights else f"Totals in {shown.unit}" if shown.unit else "Totals"
    said = f"{unit}; {model.better} is better."
    if len(model.leaves) > 1:
        said += " Colours and patterns show where the points come from."
    lists = [data["structures"][0][name] for name in ("plans", "now")]
    if any(each and each["shares"] for each in lists):
        said += " “First in” is the share of the weights that the file admits under which a plan leads its list."
    return said


__all__ = ["explore_page"]
