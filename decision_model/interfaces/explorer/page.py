"""The page: data, style and script filled into one file that asks nothing of any network."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from decision_model.analysis.choice.solve import Solution, solve
from decision_model.analysis.given_plan import best_called
from decision_model.analysis.grounds import grounds
from decision_model.analysis.units import amounts
from decision_model.errors import ModelError
from decision_model.figures.page.words import package_version
from decision_model.interfaces.downloads import file_name
from decision_model.interfaces.encoding import without_controls
from decision_model.interfaces.explorer.data import page_data
from decision_model.interfaces.explorer.script import page_script
from decision_model.interfaces.explorer.search_work import is_too_much
from decision_model.interfaces.explorer.static_text import static_text
from decision_model.interfaces.explorer.static_tree import static_tree
from decision_model.interfaces.explorer.style_sheet import style_sheet
from decision_model.model import DecisionModel
from decision_model.model.fingerprint import fingerprint

UNSAFE = re.compile("[<\x7f-\x9f\u2028\u2029]")
"""What JSON may hold as it is and a script inside a page had better not."""

STILL = (
    "In this scenario decisions do not know all that has happened, and they can be taken in too many ways for this "
    "page to look for the best anew. So it has no sliders: everything below is the result for the file’s own numbers. "
    "For others, change the file, or ask the command line with --set."
)
"""Said of a scenario with too many plans of limited memory: its page stands still."""


def explore_page(model: DecisionModel, draft: bool = False) -> str:
    """The explorer of a model as HTML: one file, the same bytes every time.

    A `draft` comes at once: all that the page works out itself, without the verdict, the shares of first places and of
    claims, which take draws, and without the figure for where scripts do not run.

    Raises ModelError for a model whose numbers are draws.
    """
    solution = solve(model)
    if solution.rollback.draws:
        raise ModelError("The explorer needs single numbers; this model holds draws.")
    total_amounts = amounts(model, _totals(solution))
    imprint = _imprint(model)
    data = {"name": file_name(model), "imprint": imprint, **page_data(solution, total_amounts, draft)}
    script = f"\n{page_script()}"
    still = STILL if is_too_much(model) else ""
    page = _template().render(
        model=model,
        by=" · ".join(text for text in (model.decision_maker, model.date) if text),
        version=package_version(),
        imprint=imprint,
        policy=policy(script),
        style=Markup(style_sheet(model)),
        script=Markup(script),
        data=Markup(json_block(data)),
        tree_figure="" if draft and not still else static_tree(solution),
        called=best_called(model),
        still=still,
        **static_text(model, solution, total_amounts, data),
    )
    return without_controls(page)


def policy(script: str) -> str:
    """What the browser may do with the page: run this script, and nothing from anywhere."""
    digest = b64encode(sha256(script.encode()).digest()).decode()
    allowed = (f"script-src 'sha256-{digest}'", "style-src 'unsafe-inline'", "img-src data: blob:")
    return "; ".join(("default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"))


def json_block(data: Mapping[str, Any]) -> str:
    """JSON at full precision that no text inside can end, a line for each of its entries."""
    lines = [f"{_json(key)}: {_json(value)}" for key, value in data.items()]
    text = "{\n" + ",\n".join(lines) + "\n}"
    return UNSAFE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string((files(__package__) / "page.html").read_text(encoding="utf-8"))


def _totals(solution: Solution) -> list[float]:
    return [float(solution.total), *(value for choice in solution.taken for value in choice.values.values())]


def _imprint(model: DecisionModel) -> str:
    stamp = f"{model.name}, content {fingerprint(model)}, decision-model {package_version()}"
    return ". ".join(filter(None, (stamp, grounds(model))))
