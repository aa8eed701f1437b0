"""The influence diagram: decisions, events and considerations, and what influences or informs what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from decision_model.analysis.choice.diagram import Influences
from decision_model.figures.diagram.layout import DiagramLayout, DiagramSetter, looks
from decision_model.figures.diagram.painter import DiagramPainter
from decision_model.figures.diagram.words import diagram_description, diagram_subtitle
from decision_model.figures.page.layout import Sheet, fitted, sheet
from decision_model.figures.page.page import Opener, Pictured
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.stages import Stage
from decision_model.figures.page.style import Theme

if TYPE_CHECKING:
    import pandas as pd

UNCITED = "slides"
"""The theme whose pictures are read from afar, and so without citation marks."""
COLUMN = 4
"""Steps that stand in one column at most."""


class DiagramPicture(ResultPicture):
    """The influence diagram of a model. `information=False` leaves out the arcs into decisions."""

    def __init__(self, result: Influences, information: bool = True):
        super().__init__(result)
        self.information, self.staged = information, result.stages

    def subtitle(self) -> str:
        return diagram_subtitle(self.model)

    def description(self) -> str:
        return diagram_description(self.model)

    def table(self) -> pd.DataFrame:
        """One row an arc."""
        import pandas as pd

        arcs = looks(self.model.graph).items()
        rows = [(tail, head, look) for (tail, head), look in arcs if self.information or look != "information"]
        return pd.DataFrame(rows, columns=["from", "to", "relation"])

    def parts(self, theme: Theme, width: float, height: float) -> Sequence[Pictured]:
        """One picture, or one a step and then the whole."""
        if not self.staged:
            return super().parts(theme, width, height)
        return [*(Stage(self, shown) for shown in range(1, len(self.model.sequence) + 1)), Stage(self, None)]

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page = sheet(self.words, theme, width, height)
        self.paint_stage(opener, page, page, None)

    def paint_stage(self, opener: Opener, frame: Sheet, own: Sheet, shown: int | None) -> None:
        """Draw it, or the first steps of it, as it is laid out on `frame`, under the title of `own`."""
        fitted_page, layout = self.fitting(frame)
        page = opener(replace(fitted_page, title=own.title, subtitle=own.subtitle))
        painter = DiagramPainter(page, self.model, layout)
        if shown is not None:
            steps = [step.name for step in self.model.sequence[:shown]]
            painter.there, painter.newest = steps, steps[-1:]
        painter.paint()

    def fitting(self, page: Sheet) -> tuple[Sheet, DiagramLayout]:
        """The first layout whose type is large enough, the last one in whatever type it takes."""
        for setter in self.setters(page.theme.name != UNCITED):
            fit = fitted(page, setter.lay_out, page.theme.least)
            if fit:
                return fit
        fit = fitted(page, setter.lay_out)
        assert fit is not None
        return fit

    def setters(self, cited: bool) -> Iterator[DiagramSetter]:
        """Layouts to try: with citation marks or without, more steps in a column, then fewer considerations."""
        for marks in dict.fromkeys((cited, False)):
            for most in range(1, COLUMN + 1):
                yield DiagramSetter(self.model, self.information, most, marks)
        for shown in range(len(self.model.leaves) - 1, 0, -1):
            yield DiagramSetter(self.model, self.information, COLUMN, False, shown)


PICTURE = DiagramPicture
