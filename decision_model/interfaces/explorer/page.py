"""The page: data, style and script filled into one file that asks nothing of any network."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from decision_model.analysis.choice.solve import Solution, solve
from decision_model.analysis.units import amounts
from decision_model.errors import ModelError
from decision_model.figures.page.words import assumed, package_version
from decision_model.interfaces.explorer.data import page_data
from decision_model.interfaces.explorer.first_look import first_look
from decision_model.interfaces.explorer.look import parts, style_sheet
from decision_model.interfaces.explorer.still import still
from decision_model.interfaces.explorer.tight import tightened
from decision_model.model import DecisionModel
from decision_model.model.fingerprint import fingerprint

LARGE = 1e15
TOGETHER = "25_together.js"


def explore_page(model: DecisionModel) -> str:
    """The explorer of a model as HTML: one file, the same bytes every time.

    Raises ModelError for a model whose numbers are draws.
    """
    solution = solve(model)
    if solution.rollback.draws:
        raise ModelError("The explorer needs single numbers; this model holds draws.")
    shown = amounts(model, _totals(solution))
    imprint = _imprint(model)
    data = {"name": file_name(model), "imprint": imprint, **page_data(model, shown)}
    script = page_script(model.total_rule.adds_up)
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
    return [float(solution.total), *(value for choice in solution.taken for value in choice.values.values())]


def _imprint(model: DecisionModel) -> str:
    made = f"{model.name}, content {fingerprint(model)}, decision-model {package_version()}"
    return f"{made}; {assumed(model)}" if assumed(model) else made
