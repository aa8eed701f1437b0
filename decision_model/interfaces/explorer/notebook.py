"""The explorer inside a notebook: a plain table first, then the page in a frame of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from os import PathLike
from pathlib import Path
from typing import Any

from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.result import Result
from decision_model.errors import DecisionError
from decision_model.interfaces.explorer.display import picture
from decision_model.interfaces.explorer.page import explore_page
from decision_model.interfaces.files import write
from decision_model.model import DecisionModel

SANDBOX = "allow-scripts allow-downloads allow-modals"
HEIGHT = 900


@dataclass(frozen=True)
class Explorer:
    """A model's explorer: shows itself in notebooks, and can be saved as a file.

    Notebooks that run no frames show the table; front ends without HTML show the picture or the text. One that asks for
    the reader's own choice first (`predict`) shows neither.
    """

    model: DecisionModel
    height: int = HEIGHT
    predict: bool = False

    @cached_property
    def html(self) -> str:
        """The page."""
        return explore_page(self.model, predict=self.predict)

    @cached_property
    def answer(self) -> Result:
        """The result shown where the page cannot be: the ranking, or the plan where there is nothing to rank."""
        try:
            return rank(self.model)
        except DecisionError:
            return solve(self.model)

    def save(self, path: str | PathLike[str], force: bool = False) -> Path:
        """Write the page to a file, whole or not at all.

        Raises NoFileError for what is no file, and OverwriteError where a file is in the way that decision-model did
        not make, unless `force` is set.
        """
        place = Path(path)
        write({place: self.html.encode()}, force)
        return place

    def __repr__(self) -> str:
        return f"A page that asks first: {self.model.title}" if self.predict else repr(self.answer)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        bundle: dict[str, Any] = {"text/html": self._repr_html_(), "text/plain": repr(self)}
        drawn = None if self.predict else picture(self.answer)
        return {**bundle, "image/png": drawn[0]} if drawn else bundle

    def _repr_html_(self) -> str:
        frame = (
            f'<iframe title="{escape(self.model.title)}" srcdoc="{escape(self.html)}" sandbox="{SANDBOX}" '
            f'style="width:100%;height:{self.height}px;border:1px solid #8884;border-radius:8px"></iframe>'
        )
        return frame if self.predict else f"{self.answer._repr_html_()}{frame}"


def explore(model: DecisionModel, height: int = HEIGHT, predict: bool = False) -> Explorer:
    """The explorer of a model: one page in which weights, chances and what-ifs move and everything follows.

    `height` is that of the frame in a notebook, in pixels. With `predict` it asks for the reader's own choice and
    weights before it shows any result. Raises ModelError, once it is shown or saved, for a model over draws.
    """
    return Explorer(model, height, predict)
