"""Tables in the manner of booktabs: the ranking, the claims, and the numbers with what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decision_model.analysis.cells import is_numeric, texts, titles
from decision_model.analysis.registry import Analysis, analysis
from decision_model.analysis.result import Result
from decision_model.errors import ModelError
from decision_model.figures.page.layout import shared
from decision_model.interchange.formats import Exported
from decision_model.interchange.writing.latex.tex import ARTICLE, FONTS, comment, document, tex
from decision_model.model.decision_model import DecisionModel

ASKED = ("rank", "claims", "numbers")
"""The questions whose answers are tables that papers print."""
PACKAGES = (r"\usepackage{booktabs, longtable, array, caption}",)
LETTER = 3.9
"""Points that a letter takes on the average, in type of 8 points."""
APART = 8.0
"""Points between two columns."""
PORTRAIT, LANDSCAPE = 480.0, 725.0
"""Points between the margins of A4, upright and on its side."""
LONGEST = 18
"""Letters of a word that is not broken."""


def tables(model: DecisionModel) -> Exported:
    """A table for each question that the model answers, breaking over pages where it must."""
    found = [analysis(name) for name in ASKED]
    answers = [answer for each in found if each is not None for answer in _answers(each, model)]
    laid_out = [_LaidOut(answer) for answer in answers]
    wide = any(table.least > PORTRAIT for table in laid_out)
    body = [line for table in laid_out for line in (*table.lines(LANDSCAPE if wide else PORTRAIT), "")]
    paper = rf"\usepackage[a4paper, margin=2cm{', landscape' if wide else ''}]{{geometry}}"
    head = [comment(model.title), ARTICLE, *FONTS, *PACKAGES, paper]
    return Exported(document(head, [r"\footnotesize\sffamily", rf"\setlength\tabcolsep{{{APART / 2}pt}}", *body]))


def _answers(asked: Analysis, model: DecisionModel) -> Iterator[Result]:
    if asked.question.fits(model):
        try:
            yield asked.ask(model)
        except ModelError:
            return


class _LaidOut:
    """The table of a result; columns are as wide as their numbers, texts share what is left of the page."""

    def __init__(self, result: Result):
        self.headline = result.statement.headline
        kept, rows = [place for place, column in enumerate(result.columns) if column.brief], list(result.rows())
        points = result.points(result.columns, rows)
        heads = titles(result.model, result.columns, rows, points)
        self.heads = [heads[place] for place in kept]
        self.cells = [[row[place] for place in kept] for row in texts(result.model, result.columns, rows, points)]
        self.numeric = [is_numeric([row[place] for row in rows]) for place in kept]
        columns = [[head, *(row[at] for row in self.cells)] for at, head in enumerate(self.heads)]
        words = [[min(len(word), LONGEST) for text in column for word in text.split() or [""]] for column in columns]
        self.narrow = [LETTER * max(lengths, default=1) + 2 for lengths in words]
        self.natural = [LETTER * max(map(len, column)) + 2 for column in columns]
        for at, number in enumerate(self.numeric):
            if number:
                self.narrow[at] = max(self.narrow[at], LETTER * max((len(row[at]) for row in self.cells), default=1))
                self.natural[at] = self.narrow[at]

    @property
    def least(self) -> float:
        """The points that the table takes at least."""
        return sum(self.narrow) + APART * (len(self.narrow) - 1)

    def lines(self, page: float) -> Iterator[str]:
        """The table on a page so wide."""
        yield comment(self.headline)
        widths = shared(page - APART * (len(self.narrow) - 1), self.narrow, self.natural)
        yield rf"\begin{{longtable}}{{@{{}}{''.join(map(_column, widths, self.numeric))}@{{}}}}"
        yield rf"\caption{{{tex(self.headline)}}}\\"
        yield r"\toprule"
        yield _row(self.heads)
        yield r"\midrule\endhead"
        yield from map(_row, self.cells)
        yield r"\bottomrule"
        yield r"\end{longtable}"


def _column(width: float, numeric: bool) -> str:
    ragged = "left" if numeric else "right"
    return rf">{{\ragged{ragged}\arraybackslash}}p{{{width:.0f}pt}}"


def _row(cells: Sequence[str]) -> str:
    return " & ".join(map(tex, cells)) + r" \\[2pt]"
