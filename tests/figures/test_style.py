"""The look: palettes that every eye can tell apart, two families that cannot be confused, one colour a thing."""

from __future__ import annotations

from itertools import combinations, pairwise, product

import numpy as np
import pytest
from matplotlib.colors import to_hex

from decision_model import figures
from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.tree import tree
from decision_model.errors import ModelError
from decision_model.figures.page.style import (
    DARK,
    LIGHT,
    Colours,
    consideration_fills,
    fill,
    ink_on,
    option_colours,
    page_size,
    theme,
)
from tests.figures import drawn
from tests.figures.colours import VISIONS, contrast, distance, seen
from tests.figures.examples import berlin

BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def test_the_distance_is_that_of_the_published_examples() -> None:
    """Blue against a near blue, and no distance to itself; CIEDE2000 of black and white is 100."""
    assert distance("#000000", "#ffffff", "normal") == pytest.approx(100, abs=0.01)
    assert distance("#0a5fb4", "#0a5fb4", "normal") == pytest.approx(0, abs=1e-9)
    assert seen("#ffffff", "normal") == pytest.approx([100, 0, 0], abs=0.01)


@BOTH
@pytest.mark.parametrize("vision", list(VISIONS))
def test_considerations_can_be_told_apart_by_colour(colours: Colours, vision: str) -> None:
    least = 8 if vision != "normal" else 14
    for first, second in combinations(colours.considerations, 2):
        assert distance(first, second, vision) >= least, (first, second)


@BOTH
@pytest.mark.parametrize("vision", list(VISIONS))
def test_options_can_be_told_apart_by_colour(colours: Colours, vision: str) -> None:
    least = 7 if vision != "normal" else 12
    for first, second in combinations(colours.options, 2):
        assert distance(first, second, vision) >= least, (first, second)


@BOTH
@pytest.mark.parametrize("vision", [*VISIONS, "grey"])
def test_the_families_cannot_be_confused(colours: Colours, vision: str) -> None:
    for option, consideration in product((*colours.options, colours.accent), colours.considerations):
        assert distance(option, consideration, vision) >= 6, (option, consideration)


@pytest.mark.parametrize("dark", [False, True])
def test_considerations_differ_in_texture_or_in_greyscale(dark: bool) -> None:
    look = theme("slides", dark)
    fills = [fill(index, look) for index in range(10)]
    for first, second in combinations(fills, 2):
        gap = abs(seen(first.colour, "grey")[0] - seen(second.colour, "grey")[0])
        assert first.texture != second.texture or gap >= 12, (first, second)
    for first, second in pairwise(fills):
        assert first != second


def test_forty_considerations_all_look_different() -> None:
    fills = [fill(index, theme()) for index in range(40)]
    assert len(set(fills)) == 40


@BOTH
def test_text_can_be_read(colours: Colours) -> None:
    for paper in (colours.paper, colours.band, colours.tint):
        assert contrast(colours.ink, paper) >= 7
        assert contrast(colours.soft, paper) >= 4.5
    assert contrast(colours.accent, colours.paper) >= 4.5
    for shade in colours.considerations:
        assert contrast(ink_on(shade, colours), shade) >= 4.5
    for line in (colours.faint, *colours.options):
        assert contrast(line, colours.paper) >= 3


@BOTH
@pytest.mark.parametrize("vision", [*VISIONS, "grey"])
def test_the_best_branches_stand_out_from_the_others(colours: Colours, vision: str) -> None:
    assert distance(colours.accent, colours.faint, vision) >= 8


def test_themes_differ_in_type_and_know_light_and_dark() -> None:
    assert theme("paper").body < theme("slides").body < theme("poster").body
    assert theme("slides", dark=True).colours is DARK
    assert theme("slides").colours is LIGHT
    with pytest.raises(ModelError, match=r"'slide' is not a theme. Did you mean 'slides'[?]"):
        theme("slide")
    with pytest.raises(ModelError, match=r"'A7' is not a page size."):
        page_size("A7")


def test_an_option_keeps_its_colour_in_every_figure() -> None:
    model = berlin()
    colours = option_colours(model, theme())
    assert len(set(colours.values())) == len(colours) == 7
    chips = drawn.collection(figures.draw(rank(model, by=["site"])), "options")
    assert chips is not None
    chip_colours = [to_hex(colour) for colour in chips.get_facecolor()]
    assert chip_colours == [colours[("site", row.options["site"])] for row in rank(model, by=["site"]).ranked]
    in_tree = drawn.collection(figures.draw(tree(model), whole=True, size="A3"), "options")
    assert in_tree is not None
    assert {to_hex(colour) for colour in in_tree.get_facecolor()} <= set(colours.values())
    assert set(chip_colours) <= {to_hex(colour) for colour in in_tree.get_facecolor()}


def test_a_consideration_keeps_its_fill_in_every_figure() -> None:
    model = berlin()
    fills = [fill.colour for fill in consideration_fills(model, theme()).values()]
    for figure in (figures.draw(tree(model), whole=True, size="A3"), figures.draw(rank(model))):
        assert [to_hex(colour) for colour in figure_colours(figure, "key")] == fills
    swatches = figure_colours(figures.draw(model), "swatches")
    assert sorted(to_hex(colour) for colour in swatches) == sorted(fills)


def figure_colours(figure: object, gid: str) -> np.ndarray:
    keys = [artist for artist in figure.axes[0].collections if artist.get_gid() == gid]  # type: ignore[attr-defined]
    return np.asarray(keys[0].get_facecolor())
