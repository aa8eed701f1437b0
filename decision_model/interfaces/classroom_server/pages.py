"""The pages of a room, filled in once, and the files that they load."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from decision_model.figures.page.style import DARK, LIGHT
from decision_model.interfaces.classroom_server.questions import MOST, Questions
from decision_model.interfaces.encoding import without_controls
from decision_model.interfaces.page_colours import root, variables
from decision_model.model import DecisionModel

SCRIPT, STYLE = "text/javascript; charset=utf-8", "text/css; charset=utf-8"
LOADED = {"phone.mjs": SCRIPT, "standing.mjs": SCRIPT, "room.mjs": SCRIPT, "style.css": STYLE}
"""The files that pages load, and what they are."""


def phone_page(model: DecisionModel, questions: Questions, code: str) -> str:
    """The page of one who takes part."""
    return _filled("phone.html", model=model, questions=questions, code=code, most=MOST, digest=questions.digest)


def room_page(model: DecisionModel, questions: Questions) -> str:
    """The page that all see, with the instructor's buttons; it holds nothing that is anybody's secret."""
    return _filled("room.html", model=model, questions=questions)


def join_page(model: DecisionModel) -> str:
    """The page that asks for the code."""
    return _filled("join.html", model=model)


def refused_page(why: str, wait: int) -> str:
    """What somebody reads who is not let in; where it helps to wait, it tries again after some seconds."""
    return _filled("refused.html", why=why, wait=wait)


@cache
def loaded(name: str) -> str:
    """A file that pages load."""
    if name != "style.css":
        return _read(name)
    dark = root(variables(DARK, "dark"))
    return f"{root(variables(LIGHT, 'light'))}@media (prefers-color-scheme: dark) {{\n{dark}}}\n{_read(name)}"


def _filled(name: str, **texts: object) -> str:
    house = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    head = Markup(_read("head.html"))
    return without_controls(house.from_string(_read(name)).render(head=head, **texts))


def _read(name: str) -> str:
    return (files(__package__) / "files" / name).read_text(encoding="utf-8")
