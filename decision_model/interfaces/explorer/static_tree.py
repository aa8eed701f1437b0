"""The best plan's tree for where scripts do not run: the figure that the package draws of a solution."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from decision_model.analysis.choice.solve import Solution
from decision_model.errors import ModelError

LARGEST = 20_000
"""Letters from which on a figure holds the best plan alone: the page shall stay small, and its live tree holds all."""


def static_tree(solution: Solution) -> Markup:
    """The figure as an SVG element with its title and description; or a sentence where it cannot be drawn."""
    try:
        whole = _drawn(solution)
        return Markup(whole if len(whole) <= LARGEST else _drawn(solution, only_best=True))
    except ModelError as error:
        return escape(error.reason)


def _drawn(solution: Solution, **options: Any) -> str:
    from decision_model.figures import scene
    from decision_model.figures.page.svg import svg

    return svg(scene(solution, **options), name="static-", own_size=False)
