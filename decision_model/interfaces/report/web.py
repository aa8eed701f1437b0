"""The report as one HTML file that asks nothing of any network and runs no script."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from decision_model.analysis.answers import Report as Progress
from decision_model.figures.page.style import LIGHT
from decision_model.figures.page.words import package_version
from decision_model.interchange.document.content import ON_FIRST, SHORT, Chapter, Content
from decision_model.interfaces.encoding import without_controls
from decision_model.interfaces.report.figure import inline
from decision_model.interfaces.report.handout import CARED_ABOUT, CHOICE, NOTES, SHARE_OUT, TURN, YOUR_WEIGHT, Handout

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

HANDOUT_TREE = 5.4
"""Inches that the tree of a handout is high beside its width in a column."""


def web(content: Content, report: Progress) -> bytes:
    """The report as HTML."""

    def drawn(chapter: Chapter, front: bool = False) -> Markup:
        assert chapter.picture is not None
        report(f"Drawing {chapter.analysis.question.title.lower()}")
        name = f"figure-{chapter.analysis.name}"
        if front:
            return Markup(inline(chapter.picture, name, chapter.front_height))
        return Markup(inline(chapter.picture, f"{name}-whole" if chapter.again else name, chapter.height))

    page = _template("report.html").render(
        content=content, model=content.model, policy=POLICY, style=style(), drawn=drawn, short=SHORT, first=ON_FIRST
    )
    return without_controls(page).encode()


def handout_web(handout: Handout) -> bytes:
    """A handout that fits on two pages, as HTML that prints on two."""
    tree = Markup(inline(handout.tree, "figure-tree", HANDOUT_TREE)) if handout.tree else ""
    page = _template("handout.html").render(
        handout=handout,
        model=handout.model,
        policy=POLICY,
        style=style("handout.css"),
        tree=tree,
        about=f"{handout.model.name}, decision-model {package_version()}",
        blank=YOUR_WEIGHT,
        share_out=SHARE_OUT,
        heads=(CARED_ABOUT, NOTES, CHOICE, TURN),
    )
    return without_controls(page).encode()


@cache
def style(sheet: str = "report.css") -> Markup:
    """A style sheet, with the figures' colours."""
    names = ("paper", "band", "ink", "soft", "faint", "accent", "tint")
    root = "".join(f"--{name}:{getattr(LIGHT, name)};" for name in names)
    return Markup(f":root{{{root}}}\n{_read(sheet)}")


@cache
def _template(name: str) -> Template:
    house = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return house.from_string(_read(name))


def _read(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")
