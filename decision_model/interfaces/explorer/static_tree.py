"""The best plan's tree for where scripts do not run: the figure that the package draws of a solution."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup, escape

from decision_model.analysis.choice.solve import Solution
from decision_model.errors import ModelError

LEFT_OUT = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
"""What only a file of its own needs."""

UNTURNED = re.compile(r' transform="rotate\(0 [^"]*\)"')
TAG = re.compile(r"<[^>]*>")
OUTLINE = re.compile(r' d="[^"]*"')
NUMBER = re.compile(r"-?\d+\.\d+")
AROUND_STEP = re.compile(r'\s*([MLQCz"])\s*')

LARGEST = 50_000
"""Letters from which on a figure holds the best plan alone: the page shall stay small, and its live tree holds all."""


def static_tree(solution: Solution) -> Markup:
    """The figure as an SVG element with its title and description; or a sentence where it cannot be drawn."""
    try:
        whole = _drawn(solution)
        return Markup(whole if len(whole) <= LARGEST else _drawn(solution, only_best=True))
    except ModelError as error:
        return escape(error.reason)


def _drawn(solution: Solution, **options: Any) -> str:
    from decision_model.figures import draw, render

    written = render(draw(solution, **options), "svg").decode()
    element = UNTURNED.sub("", LEFT_OUT.sub("", written[written.index("<svg") :]))
    return TAG.sub(lambda tag: short(tag[0]), element)


def short(tag: str) -> str:
    """A tag without what a browser does not need to draw it."""
    return OUTLINE.sub(lambda outline: AROUND_STEP.sub(r"\1", outline[0]), NUMBER.sub(rounded, tag))


def rounded(number: re.Match[str]) -> str:
    """A coordinate or a size to a hundredth of a point, which is finer than any screen."""
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")
