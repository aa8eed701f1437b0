"""The pictures: `draw(result)` gives a matplotlib figure that says what it shows; `save` writes it.

`scene(result)` is the same picture as a description, which `render` writes without matplotlib where SVG is wanted.

A result is drawn by the PICTURE of the file that lies here where its own lies in `analysis`.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from decision_model.analysis.choice.diagram import Influences
from decision_model.analysis.choice.solve import Solution
from decision_model.analysis.choice.tree import DecisionTree
from decision_model.errors import ModelError
from decision_model.model.decision_model import DecisionModel
from decision_model.model.given import refused

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from decision_model.figures.page.page import Pictured
    from decision_model.figures.page.scene import Scene
    from decision_model.figures.page.style import Theme

ROOT = __name__.partition(".")[0]


def draw(
    result: Any,
    ax: Axes | None = None,
    theme: str | Theme = "slides",
    *,
    dark: bool = False,
    size: str | tuple[float, float] | None = None,
    **options: Any,
) -> Figure:
    """The picture of a result, as a matplotlib Figure.

    `theme` is slides, paper or poster, `dark` a dark background, `size` a page by name ("A4", "A3-portrait") or
    (width, height) in inches; by default the theme's own. With `ax` the picture fills that Axes instead. Other
    options are the picture's own: see TreePicture, DiagramPicture and RankingPicture. Raises ModelError for what has
    no picture, and for a theme or a size that there is not.
    """
    from decision_model.figures.page.artists import paint
    from decision_model.figures.page.output import figure_of
    from decision_model.figures.page.page import scene_of
    from decision_model.figures.page.style import theme as named

    if ax is None:
        return figure_of(scene(result, theme, dark=dark, size=size, **options))
    if not hasattr(ax, "get_window_extent"):
        raise refused(("ax",), ax, "an Axes of matplotlib")
    figure, box = ax.get_figure(root=True), ax.get_window_extent()
    assert figure is not None
    width, height = box.width * 72 / figure.dpi, box.height * 72 / figure.dpi
    paint(scene_of(picture(result, **options), named(theme, dark), width, height), ax)
    return figure


def scene(
    result: Any,
    theme: str | Theme = "slides",
    *,
    dark: bool = False,
    size: str | tuple[float, float] | None = None,
    **options: Any,
) -> Scene:
    """The picture of a result as a description of its marks, from which files are written; arguments as for `draw`."""
    from decision_model.figures.page.page import scene_of
    from decision_model.figures.page.style import theme as named

    look, drawing = named(theme, dark), picture(result, **options)
    return scene_of(drawing, look, *_page(drawing, look, size))


def scenes(
    result: Any,
    theme: str | Theme = "slides",
    *,
    dark: bool = False,
    size: str | tuple[float, float] | None = None,
    **options: Any,
) -> list[Scene]:
    """Every slide that shows a result: most take one, a large tree goes on in others; arguments as for `draw`.

    One of `stages` (`tree(model, stages=True)`, `diagram(model, stages=True)`) takes a slide for each step.
    """
    from decision_model.figures.page.page import scene_of
    from decision_model.figures.page.style import theme as named

    look, drawing = named(theme, dark), picture(result, **options)
    width, height = _page(drawing, look, size)
    return [scene_of(part, look, width, height) for part in drawing.parts(look.sized(width, height), width, height)]


def stages(result: Solution | DecisionTree | Influences | DecisionModel, **look: Any) -> list[Figure]:
    """The story of a decision tree or an influence diagram, a Figure a step, for telling it in class.

    Each adds a step of the sequence at the place that it has in the last, which is the whole picture. `look` is as for
    `draw`: theme, dark, size. Raises ModelError for what is not told in stages.
    """
    from dataclasses import replace

    from decision_model.analysis.choice.tree import tree

    subject = Influences(result) if isinstance(result, DecisionModel) else result
    if isinstance(subject, Influences):
        return slides(replace(subject, stages=True), **look)
    whole = tree(subject) if isinstance(subject, Solution) else subject
    if not isinstance(whole, DecisionTree):
        raise ModelError(f"{type(result).__name__} is not told in stages; a decision tree or an influence diagram is.")
    return slides(replace(whole, part=replace(whole.part, stages=True)), **look)


def slides(
    result: Any,
    theme: str | Theme = "slides",
    *,
    dark: bool = False,
    size: str | tuple[float, float] | None = None,
    **options: Any,
) -> list[Figure]:
    """Every slide that shows a result, as matplotlib Figures: see `scenes`; raises ModelError as `draw` does."""
    from decision_model.figures.page.output import figure_of

    return [figure_of(each) for each in scenes(result, theme, dark=dark, size=size, **options)]


def _page(drawing: Pictured, look: Theme, size: str | tuple[float, float] | None) -> tuple[float, float]:
    """Width and height in points of the page that is asked for, or suits the picture."""
    from decision_model.figures.page.style import page_size

    width, height = drawing.page(look) if size is None else page_size(size)
    return 72 * width, 72 * height


def picture(result: Any, **options: Any) -> Pictured:
    """What will draw a result, or a model as its diagram; raises ModelError when nothing can."""
    subject = Influences(result) if isinstance(result, DecisionModel) else result
    kinds = (_picture_of(kind.__module__) for kind in type(subject).__mro__)
    drawing = next((kind for kind in kinds if kind is not None), None)
    if drawing is None:
        raise ModelError(f"There is no picture of {type(result).__name__}.")
    return drawing(subject, **options)


def _picture_of(module: str) -> type[Pictured] | None:
    """The PICTURE of the file that is called as an analysis is and lies in a folder of the same name."""
    room, _, place = module.removeprefix(f"{ROOT}.").partition(".")
    name = f"{__name__}.{place}"
    if room != "analysis" or "." not in place or find_spec(name) is None:
        return None
    return getattr(import_module(name), "PICTURE", None)


def describe(result: Any, **options: Any) -> str:
    """The alternative text of a result's picture: one sentence, and a longer description.

    Raises ModelError for what has no picture.
    """
    return picture(result, **options).words.alternative


def table(result: Any) -> pd.DataFrame:
    """The table that says the same as the picture."""
    return picture(result).table()


def render(picture: Scene | Figure, format: str = "svg", outlines: bool = False, dpi: float = 150) -> bytes:
    """The bytes of a picture as svg, png or pdf: the same every time, with its words inside."""
    from decision_model.figures.page.scene import Scene

    if isinstance(picture, Scene) and format == "svg":  # for which matplotlib need not be loaded
        from decision_model.figures.page import svg

        return svg.file(picture, outlines)
    from decision_model.figures.page import output

    return output.render(picture, format, outlines, dpi)


def save(picture: Scene | Figure, path: str | PathLike[str], outlines: bool = False, dpi: float = 150) -> Path:
    """Write a picture as SVG, PNG or PDF; `outlines` turns the text of an SVG into paths, for journals."""
    from decision_model.figures.page import output

    return output.save(picture, path, outlines, dpi)


__all__ = ["describe", "draw", "picture", "render", "save", "scene", "scenes", "slides", "stages", "table"]
