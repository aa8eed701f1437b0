"""What a back row can read: the smallest type of every picture of every scenario that is shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from decision_model import figures
from decision_model.analysis.sources.numbers import Numbers
from decision_model.figures.page.scene import Scene
from decision_model.figures.page.style import THEMES
from tests.interfaces.answered import FILES, results

HAIR = 0.01  # points by which a size may be rounded


def too_small(scene: Scene, least: float) -> list[str]:
    """The texts below the least size of type, with theirs."""
    return [
        f"{text.kind} {text.block.size:.1f}: {' '.join(text.block.lines)}"
        for text in scene.texts
        if text.block.size < least - HAIR
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_type_is_smaller_than_can_be_read(file: Path) -> None:
    """On a slide 14 points, on paper 8; the title too."""
    for analysis, result in results(file):
        if isinstance(result, Numbers) or not analysis.question.pictured:
            continue
        for theme, least in (("slides", 14.0), ("paper", 8.0)):
            scene = figures.scene(result, theme)
            assert too_small(scene, least) == [], (analysis.name, theme)
        assert all(text.block.size >= 14 for text in figures.scene(result).texts if text.kind == "title"), analysis.name


def test_the_floor_is_that_of_the_themes() -> None:
    assert [THEMES[name].least for name in ("slides", "paper")] == [14, 8]
