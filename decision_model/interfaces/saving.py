"""Pictures saved from Python: whole or not at all, and never over something of the user's."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import Any

from decision_model.interfaces import files


def save(
    figure: Any, path: str | PathLike[str], outlines: bool = False, dpi: float = 150, *, force: bool = False
) -> Path:
    """Write a matplotlib figure as SVG, PNG or PDF; `outlines` turns the text of an SVG into paths, for journals.

    Raises OverwriteError where a file is in the way that decision-model did not make, unless `force` is set.
    """
    from decision_model.figures import render

    target = Path(path)
    kind = target.suffix.lstrip(".").lower() or "svg"
    files.write({target: render(figure, kind, outlines, dpi)}, force)
    return target
