"""No slide leaves a large part of its page empty in one piece: what is little stands in the middle, or larger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from decision_model import figures
from decision_model.analysis.sources.numbers import Numbers
from decision_model.figures.page.layout import Box
from decision_model.figures.page.scene import Circle, Lines, Outline, Scene, Shapes
from tests.interfaces.answered import FILES, results

GROUND = ("paper", "bands", "columns", "leaders", "grid", "rules")
"""What is drawn behind the rest, and fills no page."""

HEAD = {"title", "subtitle", "source", "note"}
"""The words of a page on which nothing could be drawn."""

EMPTY = 0.3
"""Share of a page's height that may be empty in one piece."""


def spans(scene: Scene) -> Iterator[tuple[float, float]]:
    """From where to where each text and each mark reaches down the page."""
    yield from ((text.y, text.y + text.block.height) for text in scene.texts)
    for mark in scene.marks:
        if mark.kind in GROUND:
            continue
        if isinstance(mark, Lines):
            yield from ((float(path[:, 1].min()), float(path[:, 1].max())) for path in mark.paths)
        if isinstance(mark, Shapes):
            yield from map(reach, mark.outlines)


def reach(outline: Outline) -> tuple[float, float]:
    if isinstance(outline, Box):
        return outline.y, outline.bottom
    if isinstance(outline, Circle):
        return outline.y - outline.radius, outline.y + outline.radius
    return float(np.min(outline[:, 1])), float(np.max(outline[:, 1]))


def largest_gap(scene: Scene) -> float:
    """The highest strip across the page in which nothing is, as a share of its height."""
    covered = sorted(spans(scene))
    ends = np.maximum.accumulate([end for _, end in covered])
    gaps = [start - end for end, (start, _) in zip(ends, covered[1:], strict=False)]
    return max(gaps, default=0.0) / scene.height


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_slide_is_half_empty(file: Path) -> None:
    for analysis, result in results(file):
        if isinstance(result, Numbers) or not analysis.question.pictured:
            continue
        scene = figures.scene(result)
        if {text.kind for text in scene.texts} - HEAD:
            assert largest_gap(scene) <= EMPTY, analysis.name
