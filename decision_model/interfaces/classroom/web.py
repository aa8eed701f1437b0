"""A class as one HTML page: what is said of it, its pictures and its tables; it asks no network and runs no script."""

from __future__ import annotations

from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from decision_model.analysis.classroom.classroom import Classroom
from decision_model.analysis.classroom.tables import SPREAD_HEADS, option_heads, option_rows, spread_rows
from decision_model.figures.classroom.classroom import GROUPS, GUT, MOVES, WEIGHTS, ClassroomPicture
from decision_model.figures.page.words import package_version
from decision_model.interfaces.encoding import without_controls
from decision_model.interfaces.report.figure import inline
from decision_model.interfaces.report.web import POLICY, style
from decision_model.model.fingerprint import fingerprint

HIGH = 5.4
"""Inches that a picture is high beside its width in a column."""


def class_page(result: Classroom) -> bytes:
    """The page; nobody has a row in it, and only who is named on purpose may stand in a sentence."""
    views = {WEIGHTS: True, MOVES: result.rounds, GUT: result.gut, GROUPS: result.groups}
    pictures = [ClassroomPicture(result, show) for show, there in views.items() if there]
    house = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    page = house.from_string((files(__package__) / "class.html").read_text("utf-8")).render(
        model=result.model,
        sentences=result.statement.sentences,
        figures=[
            (each.words.title, Markup(inline(each, f"figure-{place}", HIGH)), each.description())
            for place, each in enumerate(pictures)
        ],
        tables=[(option_heads(result), list(option_rows(result))), (SPREAD_HEADS, list(spread_rows(result)))],
        policy=POLICY,
        style=style(),
        about=f"{result.model.name} (fingerprint {fingerprint(result.model)}), decision-model {package_version()}",
    )
    return without_controls(page).encode()
