"""Every scenario of the repository can be drawn tidily, and its figures agree with the tables beside them."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from decision_model import figures
from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.tree import tree
from decision_model.scenario import read
from tests.figures import drawn
from tests.profiles import some

SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*/*.yaml"))
EVERY = pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
BERLIN = pytest.mark.parametrize(
    "file", [f for f in SCENARIOS if "berlin" in f.parent.name], ids=lambda file: file.stem
)
MAKE = {"tree": tree, "ranking": rank, "diagram": lambda model: model}


def test_there_are_scenarios() -> None:
    assert len(SCENARIOS) > 5


@EVERY
@pytest.mark.parametrize("kind", list(MAKE))
def test_figures_are_tidy(file: Path, kind: str) -> None:
    """And type on slides can be read from the back."""
    figure = figures.draw(MAKE[kind](read(file)))
    assert drawn.overlaps(figure) == []
    assert drawn.outside(figure) == []
    assert min(label.get_fontsize() for label in drawn.labels(figure, "title")) >= 18
    assert min(label.get_fontsize() for label in drawn.labels(figure)) >= 14


@BERLIN
@pytest.mark.parametrize(("kind", "size"), some(product(MAKE, ["half", "A4", "A4-portrait", "A3"]), 3))
def test_figures_are_tidy_on_every_page(file: Path, kind: str, size: str) -> None:
    figure = figures.draw(MAKE[kind](read(file)), theme="paper", size=size)
    assert drawn.overlaps(figure) == []
    assert drawn.outside(figure) == []


@BERLIN
def test_the_table_beside_a_figure_says_the_same(file: Path) -> None:
    ranking = rank(read(file))
    table = figures.table(ranking).dropna(subset=["total"])
    figure = figures.draw(ranking)
    assert [float(text) for text in drawn.texts(figure, "total")] == pytest.approx(list(table["total"]), abs=0.0501)
    parts = table[[name for name in table if name.startswith("contribution.")]].to_numpy(dtype=float)
    apart = (parts - parts[0])[np.abs(parts - parts[0]) > 1e-9] if drawn.count(figure, "zero") else parts.ravel()
    widths = np.array(drawn.rectangles(figure, "contributions"))[:, 2]
    assert np.allclose(widths / widths.max(), np.abs(apart) / np.abs(apart).max(), atol=1e-6)


@BERLIN
def test_the_table_of_a_diagram_lists_its_arcs(file: Path) -> None:
    model = read(file)
    table = figures.table(model)
    assert len(table) == model.graph.number_of_edges()
    assert set(table["relation"]) <= {"dependence", "information", "value"}
