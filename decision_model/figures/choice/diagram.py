"""The influence diagram: decisions, events and considerations, and what influences or informs what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decision_model.analysis.choice.diagram import Influences
from decision_model.figures.diagram.layout import DiagramSetter
from decision_model.figures.diagram.painter import DiagramPainter
from decision_model.figures.diagram.words import diagram_description, diagram_subtitle
from decision_model.figures.page.layout import fitted, sheet
from decision_model.figures.page.page import Opener
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme

if TYPE_CHECKING:
    import pandas as pd


class DiagramPicture(ResultPicture):
    """The influence diagram of a model. `information=False` leaves out the arcs into decisions."""

    def __init__(self, result: Influences, information: bool = True):
        super().__init__(result)
        self.information = information

    def subtitle(self) -> str:
        return diagram_subtitle(self.model)

    def description(self) -> str:
        return diagram_description(self.model)

    def table(self) -> pd.DataFrame:
        """One row an arc."""
        import pandas as pd

        looks = DiagramSetter(self.model, self.information).looks
        rows = [(tail, head, look) for (tail, head), look in looks.items()]
        return pd.DataFrame(rows, columns=["from", "to", "relation"])

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        setter = DiagramSetter(self.model, self.information)
        fit = fitted(sheet(self.words, theme, width, height), setter.lay_out)
        assert fit is not None
        DiagramPainter(opener(fit[0]), self.model, fit[1]).paint()


PICTURE = DiagramPicture
