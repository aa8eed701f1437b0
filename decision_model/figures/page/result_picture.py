"""What the pictures of results share: the words come from the result, the page from the theme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from decision_model.figures.page.page import Opener, Pictured
from decision_model.figures.page.style import Theme
from decision_model.figures.page.words import Words, source_line

if TYPE_CHECKING:
    import pandas as pd


class ResultPicture:
    """A result to be drawn; a subclass says what the picture shows, describes it, and paints it.

    The title is the headline of the result's own statement: no picture phrases the answer anew.
    """

    staged = False

    def __init__(self, result: Any):
        self.result, self.model = result, result.model

    @property
    def words(self) -> Words:
        headline = self.result.statement.headline
        return Words(headline, self.subtitle(), source_line(self.model), self.description())

    def subtitle(self) -> str:
        """What is shown and how it was worked out."""
        raise NotImplementedError

    def description(self) -> str:
        """The picture for those who cannot see it, in whole sentences."""
        raise NotImplementedError

    def table(self) -> pd.DataFrame:
        """The table that says the same."""
        return self.result.table()

    def page(self, theme: Theme) -> tuple[float, float]:
        """The size in inches of the page that suits it."""
        return theme.size

    def parts(self, theme: Theme, width: float, height: float) -> Sequence[Pictured]:  # noqa: ARG002 - of a subclass
        """The pictures, one a slide, that show it all on pages of a size in points: this one."""
        return [self]

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        """Draw it on a page of a size in points."""
        raise NotImplementedError
