"""The look: palettes that every eye can tell apart, two families that cannot be confused, one colour a thing."""

from __future__ import annotations

from itertools import combinations, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_hex

from decision_model import figures
from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.tree import tree
from decision_model.errors import ModelError
from decision_model.figures.page.hues import Shade, coloured, hue_of
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
from decision_model.model.hues import HUES
from decision_model.scenario import read
from tests.figures import drawn
from tests.figures.colours import VISIONS, contrast, distance, linear, seen
from tests.figures.examples import berlin

BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def test_the_distance_is_that_of_the_published_examples() -> None:
    """Blue against a near blue, and no distance to itself; CIEDE2000 of black and white is 100."""
    assert distance("#000000", "#ffffff", "normal") == pytest.approx(100, abs=0.01)
    assert distance("#0a5fb4", "#0a5fb4", "normal") == pytest.approx(0, abs=1e-9)
    assert seen("#ffffff", "normal") == pytest.approx([100, 0, 0], abs=0.01)


def shades(family: tuple[Shade, ...]) -> list[list[str]]:
    """The colours of all hues, by shade."""
    return [[coloured(hue, shade) for hue in HUES.values()] for shade in family]


def every(family: tuple[Shade, ...]) -> list[str]:
    """The colours of all hues in all shades."""
    return [colour for shade in shades(family) for colour in shade]


@BOTH
@pytest.mark.parametrize("vision", [*VISIONS, "grey"])
def test_neighbours_can_be_told_apart_whatever_their_hues(colours: Colours, vision: str) -> None:
    """The first of a group has another shade than the second; so it is in grey, and to every kind of eye."""
    for family in (colours.considerations, colours.options):
        for first, second in product(*shades(family)[:2]):
            assert distance(first, second, vision) >= 5, (first, second)


@BOTH
def test_hues_can_be_told_apart_in_every_shade(colours: Colours) -> None:
    for shade in shades((*colours.considerations, *colours.options)):
        assert len(set(shade)) == len(HUES)
        for first, second in combinations(shade, 2):
            assert distance(first, second, "normal") >= 6, (first, second)


@BOTH
@pytest.mark.parametrize("vision", [*VISIONS, "grey"])
def test_the_families_cannot_be_confused(colours: Colours, vision: str) -> None:
    options, considerations = every(colours.options), every(colours.considerations)
    for option, consideration in product((*options, colours.accent), considerations):
        assert distance(option, consideration, vision) >= 6, (option, consideration)


@pytest.mark.parametrize("dark", [False, True])
def test_considerations_differ_in_texture_or_in_greyscale(dark: bool) -> None:
    look = theme("slides", dark)
    for hues in product([25.0, 248.0], repeat=2):
        fills = [fill(index, hues[index % 2], look) for index in range(10)]
        for first, second in combinations(fills, 2):
            gap = abs(seen(first.colour, "grey")[0] - seen(second.colour, "grey")[0])
            assert first.texture != second.texture or gap >= 12, (first, second)


def test_a_colour_has_the_hue_and_the_lightness_it_was_asked_for() -> None:
    """OKLCH of the three primaries of sRGB, published by the author of the space."""
    assert coloured(29.2339, Shade(0.627955, 0.257683)) == "#ff0000"
    assert coloured(142.4953, Shade(0.866440, 0.294827)) == "#00ff00"
    assert coloured(264.0520, Shade(0.452014, 0.313214)) == "#0000ff"
    assert coloured(29.2339, Shade(0.627955, 9.0)) == "#ff0000"


@given(name=st.text(min_size=1, max_size=20))
def test_a_name_has_a_hue_of_its_own_and_a_colour_that_is_asked_for_wins(name: str) -> None:
    assert hue_of(name) == hue_of(name) in HUES.values()
    assert hue_of(name, "teal") == HUES["teal"]


def hue_drawn(colour: str) -> float:
    """The angle of a colour's hue in OKLab."""
    red, green, blue = linear(colour)
    cones = np.cbrt(
        [
            0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue,
            0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue,
            0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue,
        ]
    )
    a = np.array([1.9779984951, -2.4285922050, 0.4505937099]) @ cones
    b = np.array([0.0259040371, 0.7827717662, -0.8086757660]) @ cones
    return float(np.degrees(np.arctan2(b, a)) % 360)


def test_what_is_called_alike_has_one_hue_in_every_file_and_on_light_and_dark() -> None:
    """Of options and of considerations, in all scenarios that are shipped, as they are drawn."""
    hues: dict[tuple[str, str, str | None], set[float]] = {}
    for path in sorted((Path(__file__).parents[2] / "scenarios").glob("*/*.yaml")):
        model = read(path)
        for dark in (False, True):
            look = theme("slides", dark)
            stated = {(d.name, o.name): o.colour for d in model.decisions for o in d.options}
            for (decision, option), colour in option_colours(model, look).items():
                hues.setdefault(("option", option, stated[decision, option]), set()).add(hue_drawn(colour))
            leaves = {leaf.name: leaf.colour for leaf in model.leaves}
            for name, filled in consideration_fills(model, look).items():
                hues.setdefault(("consideration", name, leaves[name]), set()).add(hue_drawn(filled.colour))
    assert len(hues) > 100
    for named, drawn_hues in hues.items():
        turns = [abs((one - other + 180) % 360 - 180) for one, other in combinations(drawn_hues, 2)]
        assert max(turns, default=0.0) < 6, named  # what rounding to 256 steps of a channel leaves open


@BOTH
def test_text_can_be_read(colours: Colours) -> None:
    for paper in (colours.paper, colours.band, colours.tint):
        assert contrast(colours.ink, paper) >= 7
        assert contrast(colours.soft, paper) >= 4.5
    assert contrast(colours.accent, colours.paper) >= 4.5
    for shade in every(colours.considerations):
        assert contrast(ink_on(shade, colours), shade) >= 4.5
    for line in (colours.faint, *every(colours.options)):
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
