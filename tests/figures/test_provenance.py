"""The picture of where numbers come from: a row a basis, the lead's reach, and which side of zero it is on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from decision_model import figures
from decision_model.analysis.sources.provenance import Group, Provenance, provenance
from decision_model.figures.page.style import LIGHT
from decision_model.figures.sources.provenance import ProvenancePicture
from decision_model.model import (
    DecisionModel,
    Number,
    consideration,
    decision,
    decision_model,
    event,
    number,
)
from decision_model.scenario import read
from decision_model.words.percent import percent
from tests.analysis.small import two_ways
from tests.figures import drawn
from tests.figures.strategies import models
from tests.profiles import examples
from tests.scenarios.berlin import SCENARIOS


def figure(result: Provenance, size: tuple[float, float] | None = None, theme: str = "slides") -> Figure:
    return figures.draw(result, theme=theme, size=size)


def test_there_is_a_row_for_every_basis_that_is_used_and_one_for_the_decisive_number() -> None:
    rows = drawn.texts(figure(provenance(two_ways())), "title-of-row")
    assert rows == ["Given by a source", "Assumed", "ease: rule 1"]


def test_the_reach_is_cut_at_zero_and_what_loses_the_lead_has_a_texture() -> None:
    result = provenance(two_ways())
    picture = figure(result)
    bars, page = drawn.rectangles(picture, "reach"), ProvenancePicture(result)
    [(zero, *_)] = drawn.rectangles(picture, "zero")
    spans = [(group.lowest, group.highest) for group in page.groups] + [result.decisive[1:]]  # type: ignore[index]
    scale = [(left, left + width) for left, _, width, _ in bars]
    right, left = [b for b in scale if b[0] >= zero - 0.01], [b for b in scale if b[1] <= zero + 0.01]
    assert len(right) == len(spans)
    assert len(left) == sum(low < 0 for low, _ in spans) == len(scale) - len(right)
    unit = (right[-1][1] - zero) / spans[-1][1]
    assert (zero - left[-1][0]) / unit == pytest.approx(-spans[-1][0])
    assert drawn.count(picture, "reach-texture") > 0


def test_figures_stand_on_the_ground_of_their_row() -> None:
    """On the tint of the row that is enough by itself, on paper in the others."""
    picture = figure(provenance(read(SCENARIOS / "berlin_1961" / "contingency.yaml")))
    [(_, top, _, height)] = drawn.rectangles(picture, "leaders")
    clear = [mark for mark in picture.axes[0].collections if mark.get_gid() == "clear"]
    inside = {
        bool(top <= path.vertices[:, 1].mean() <= top + height): to_hex(colour)
        for mark in clear
        for path, colour in zip(mark.get_paths(), mark.get_facecolor(), strict=True)
    }
    assert inside == {True: LIGHT.tint, False: LIGHT.paper}


def test_the_columns_count_numbers_and_say_how_often_the_lead_lasts() -> None:
    result = provenance(two_ways())
    numbers = drawn.texts(figure(result), "number")
    assert numbers[:2] == ["1", "100%"]
    assert numbers[2] == "1"
    assert numbers[3] == percent(result.groups[3].kept)


def test_the_title_names_the_number_that_can_turn_the_choice() -> None:
    title = ProvenancePicture(provenance(two_ways())).words.title
    assert title == "1 of 2 numbers comes from a source; ‘ease: rule 1’ alone can turn the choice"


@pytest.mark.parametrize(
    ("enough", "under", "title"),
    [
        (0, "moves it most by itself", ""),
        (1, "enough by itself", "can turn the choice"),
        (2, "enough by itself, as is 1 other", "can turn the choice, as can 1 other"),
        (4, "enough by itself, as are 3 others", "can turn the choice, as can 3 others"),
    ],
)
def test_one_number_that_is_enough_says_so_and_counts_the_others(enough: int, under: str, title: str) -> None:
    result = replace(provenance(two_ways()), enough=enough)
    assert drawn.texts(figure(result), "under")[-1] == under
    assert ProvenancePicture(result).words.title.endswith(title)
    assert drawn.count(figure(result), "leaders") == (1 if enough else 0)
    assert min(drawn.sizes(figure(result))) >= 14


def test_the_title_says_how_far_a_number_moves_the_lead_that_cannot_turn_it() -> None:
    result = provenance(two_ways())
    assert result.decisive is not None
    safe = replace(result, decisive=(result.decisive[0], 2.0, 5.5), enough=0)
    assert ProvenancePicture(safe).words.title.endswith(
        "‘ease: rule 1’ alone moves the lead of ‘The new way’ from 2.0 to 5.5"
    )


def test_a_model_without_ranges_says_so_and_draws() -> None:
    bare = decision_model(
        "Two ways", [decision("way", ["old", "new"])], [consideration("ease", [({"way": "old"}, 60), (None, 70)])]
    )
    picture = figure(provenance(bare))
    assert drawn.texts(picture, "under") == ["no range to try"]
    assert drawn.count(picture, "reach") == 0
    assert "none of them has a range to try" in drawn.texts(picture, "title")[0]


def test_a_lead_without_rivals_draws() -> None:
    lonely = replace(
        provenance(two_ways()), lead=np.inf, groups=(Group("assumption", 2, 1, np.inf, np.inf, 1.0),), decisive=None
    )
    assert drawn.count(figure(lonely), "reach") == 0


@pytest.mark.parametrize("sequence", ["nothing to decide", "one way only"])
def test_without_a_choice_there_is_no_lead_and_no_bar(sequence: str) -> None:
    ranged = Number(number(70).formula, range=(60, 80))
    luck = event("luck", ["good", "bad"], {"good": 0.5, "bad": "rest"})
    steps = [luck] if sequence == "nothing to decide" else [decision("way", ["only"]), luck]
    single = decision_model("No choice", steps, [consideration("ease", [({"luck": "good"}, ranged), (None, 20)])])
    result = provenance(single, draws=20)
    description = figures.describe(result)
    assert description.startswith("All 3 numbers are assumptions.")
    assert "There is nothing to choose between, so there is no lead." in description
    assert "nan" not in description
    assert "leads by" not in description
    picture = figure(result)
    assert drawn.rectangles(picture, "reach") == []
    assert drawn.overlaps(picture) == []


@settings(max_examples=examples(25))
@given(models())
def test_any_model_is_tidy(model: DecisionModel) -> None:
    for theme, size in (("slides", None), ("slides", (4.0, 3.0)), ("paper", (8.3, 11.7))):
        shown = figure(provenance(model, draws=20), size, theme)
        assert drawn.overlaps(shown) == []
        assert drawn.outside(shown) == []


def test_the_same_bytes_twice() -> None:
    first, second = (figure(provenance(two_ways())) for _ in range(2))
    for kind in ("svg", "png", "pdf"):
        assert figures.render(first, kind, dpi=60) == figures.render(second, kind, dpi=60)
