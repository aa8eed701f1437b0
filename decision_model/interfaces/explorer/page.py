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
from decision_model.model.labels import step_labels

UNSAFE = re.compile("[<\x7f-\x9f\u2028\u2029]")
"""What JSON may hold as it is and a script inside a page had better not."""

HIDDEN: Mapping[str, Any] = {"answer": "", "more": "", "plan": (), "lists": ()}
"""What a page that asks first holds of its results before its script runs."""

STILL = (
    "In this scenario decisions do not know all that has happened, and they can be taken in too many ways for this "
    "page to look for the best anew. So it has no sliders: everything below is the result for the file’s own numbers. "
    "For others, change the file, or ask the command line with --set."
)
"""Said of a scenario with too many plans of limited memory: its page stands still."""


def explore_page(model: DecisionModel, draft: bool = False, predict: bool = False) -> str:
    """The explorer of a model as HTML: one file, the same bytes every time.

    A `draft` comes at once: all that the page works out itself, without the verdict, the shares of first places and of
    claims, which take draws, and without the figure for where scripts do not run. With `predict` the page asks for the
    reader's own choice and weights before it shows any result.

    Raises ModelError for a model whose numbers are draws, and with `predict` for one with nothing to ask.
    """
    solution = solve(model)
    if solution.rollback.draws:
        raise ModelError("The explorer needs single numbers; this model holds draws.")
    total_amounts = amounts(model, _totals(solution))
    imprint = _imprint(model)
    about = {"name": file_name(model), "id": fingerprint(model), "imprint": imprint, "predict": predict}
    data = {**about, **page_data(solution, total_amounts, draft)}
    script = f"\n{page_script()}"
    still = STILL if is_too_much(model) else ""
    if predict:
        check_it_can_ask(model, still)
    tree_figure = "" if predict or (draft and not still) else static_tree(solution)
    page = _template().render(
        model=model,
        by=" · ".join(text for text in (model.decision_maker, model.date) if text),
        version=package_version(),
        imprint=imprint,
        policy=policy(script),
        style=Markup(style_sheet(model)),
        script=Markup(script),
        data=Markup(json_block(data)),
        tree_figure=tree_figure,
        predict=predict,
        first=step_labels(model)[model.decisions[0].name] if model.decisions and not still else "",
        called=best_called(model),
        still=still,
        **{**static_text(model, solution, total_amounts, data), **(HIDDEN if predict else {})},
    )
    return without_controls(page)


def check_it_can_ask(model: DecisionModel, still: str) -> None:
    """Whether a page can ask for the reader's own choice first.

    Raises ModelError where nothing is chosen, and where the page stands still.
    """
    if not model.decisions:
        raise ModelError("There is no decision in this scenario, so --predict has nothing to ask.")
    if still:
        raise ModelError("The page of this scenario stands still, so it cannot ask first: leave --predict out.")


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
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string((files(__package__) / "page.html").read_text(encoding="utf-8"))


def _totals(solution: Solution) -> list[float]:
    return [float(solution.total), *(value for choice in solution.taken for value in choice.values.values())]


def _imprint(model: DecisionModel) -> str:
    stamp = f"{model.name} (fingerprint {fingerprint(model)}), decision-model {package_version()}"
    return ". ".join(filter(None, (stamp, grounds(model))))
