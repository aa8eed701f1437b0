"""Pictures saved from Python: whole or not at all, and never over something of the user's."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import Any

from decision_model.interfaces import files
from decision_model.model.given import of_kind, refused
from decision_model.model.real_numbers import is_real

FINEST = 2400
"""Dots per inch, at most."""


def save(
    figure: Any, path: str | PathLike[str], outlines: bool = False, dpi: float = 150, *, force: bool = False
) -> Path:
    """Write a matplotlib figure as SVG, PNG or PDF; `outlines` turns the text of an SVG into paths, for journals.

    Raises OverwriteError where a file is in the way that decision-model did not make, unless `force` is set.
    """
    from decision_model.figures import render

    if not hasattr(figure, "savefig"):
        raise refused(("figure",), figure, "a figure, as `draw` makes it,")
    for name, value in (("outlines", outlines), ("force", force)):
        of_kind(value, bool, (name,), "True or False")
    if not is_real(dpi) or not 1 <= dpi <= FINEST:
        raise refused(("dpi",), dpi, f"a number of dots per inch from 1 to {FINEST:,}")
    target = Path(of_kind(path, (str, PathLike), ("path",), "the name of a file"))
    kind = target.suffix.lstrip(".").lower() or "svg"
    files.write({target: render(figure, kind, outlines, dpi)}, force)
    return target
