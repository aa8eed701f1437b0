"""The influence diagram: decisions, events and considerations, and what influences or informs what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decision_model.analysis.choice.diagram import Influences
from decision_model.figures.diagram.layout import DiagramSetter
from decision_model.figures.diagram.painter import DiagramPainter
from decision_model.figures.diagram.words import diagram_words
from decision_model.figures.page.layout import fitted, sheet
from decision_model.figures.page.page import Opener
from decision_model.figures.page.style import Theme
from decision_model.figures.page.words import Words

if TYPE_CHECKING:
    import pandas as pd


class DiagramPicture:
    """The influence diagram of a model. `information=False` leaves out the arcs into decisions."""

    def __init__(self, result: Influences, information: bool = True):
        self.result, self.model, self.information = result, result.model, information

    @property
    def words(self) -> Words:
        return diagram_words(self.model)

    def table(self) -> pd.DataFrame:
        """One row an arc."""
        import pandas as pd

        looks = DiagramSetter(self.model, self.information).looks
        rows = [(tail, head, look) for (tail, head), look in looks.items()]
        return pd.DataFrame(rows, columns=["from", "to", "relation"])

    def page(self, theme: Theme) -> tuple[float, float]:
        return theme.size

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        setter = DiagramSetter(self.model, self.information)
        found = fitted(sheet(self.words, theme, width, height), setter.lay_out)
        assert found is not None
        DiagramPainter(opener(found[0]), self.model, found[1]).paint()


PICTURE = DiagramPicture
