"""The one look: themes, type sizes, and two families of colours that cannot be mistaken for each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from decision_model.errors import ModelError, nearest
from decision_model.figures.page.hues import Shade, coloured, hue_of
from decision_model.model.decision_model import DecisionModel
from decision_model.model.given import listed, of_kind, refused
from decision_model.model.real_numbers import is_real

LARGEST_SIDE = 400
"""Inches of a side of a page, at most."""

SIZE = f"the name of a page size, or its width and height in inches, up to {LARGEST_SIDE},"

SIZES: Mapping[str, tuple[float, float]] = {
    "slide": (40 / 3, 7.5),
    "half": (20 / 3, 3.75),
    "A5": (8.268, 5.827),
    "A4": (11.693, 8.268),
    "A4-portrait": (8.268, 11.693),
    "A3": (16.535, 11.693),
    "A3-portrait": (11.693, 16.535),
    "A2": (23.386, 16.535),
    "A1": (33.11, 23.386),
}
"""Pages by name, width and height in inches."""

TEXTURES = ("plain", "rising", "level", "falling", "crossed")
"""Considerations come in pairs, one deep and one pale, and each pair has its own texture."""


@dataclass(frozen=True)
class Fill:
    """How a consideration's share is filled: a colour and a texture, so that neither has to do alone."""

    colour: str
    texture: str


@dataclass(frozen=True)
class Colours:
    """A background and what is drawn on it; options and considerations have the hues of their names.

    On light paper the shades of options are dark and those of considerations pale or middling; on dark paper it is the
    reverse. Lightness alone tells the families apart, in every kind of colour vision and in greyscale.
    """

    paper: str
    band: str
    ink: str
    soft: str
    faint: str
    accent: str
    tint: str
    options: tuple[Shade, ...]
    considerations: tuple[Shade, ...]


LIGHT = Colours(
    paper="#ffffff",
    band="#f3f4f1",
    ink="#1b1f23",
    soft="#555c63",
    faint="#8d949a",
    accent="#0a5fb4",
    tint="#d6e6f7",
    options=(Shade(0.46, 0.16), Shade(0.6, 0.15), Shade(0.34, 0.12), Shade(0.53, 0.09)),
    considerations=(Shade(0.76, 0.15), Shade(0.91, 0.09)),
)
DARK = Colours(
    paper="#14181c",
    band="#1d2329",
    ink="#f2f4f5",
    soft="#b9c1c8",
    faint="#7d878f",
    accent="#63b3ff",
    tint="#17395c",
    options=(Shade(0.76, 0.14), Shade(0.9, 0.09), Shade(0.69, 0.16), Shade(0.83, 0.08)),
    considerations=(Shade(0.37, 0.13), Shade(0.52, 0.13)),
)


@dataclass(frozen=True)
class Theme:
    """Type sizes in points at the theme's own page.

    `body` is what type is set in where there is room, `least` the smallest that is read: what does not fit in it is
    left out, and said to be. `key` is the least for what the title speaks of.
    """

    name: str
    size: tuple[float, float]
    title: float
    subtitle: float
    body: float
    least: float
    key: float
    stroke: float
    margin: float
    colours: Colours = LIGHT

    def sized(self, width: float, height: float) -> Theme:
        """The theme for a page of this size in points: smaller pages take smaller type, larger ones do not."""
        own = 72 * 72 * self.size[0] * self.size[1]
        factor = min(1.0, (width * height / own) ** 0.5)
        lengths = ("title", "subtitle", "body", "least", "key", "stroke", "margin")
        return replace(self, **{name: factor * getattr(self, name) for name in lengths})


SLIDES = "slides"
THEMES: Mapping[str, Theme] = {
    SLIDES: Theme(SLIDES, SIZES["slide"], 26, 16, 16, 14, 18, 1.5, 28),
    "paper": Theme("paper", SIZES["A4"], 17, 11, 10, 8, 10, 1.0, 32),
    "poster": Theme("poster", SIZES["A1"], 62, 36, 36, 28, 40, 3.0, 90),
}


def theme(name: str | Theme = "slides", dark: bool = False) -> Theme:
    """A theme by name, on light or dark paper; raises ModelError for a name that is none."""
    of_kind(dark, bool, ("dark",), "True or False")
    if isinstance(name, Theme):
        return name
    if of_kind(name, str, ("theme",), "the name of a theme") not in THEMES:
        raise ModelError(f"'{name}' is not a theme. {nearest(name, THEMES)}".strip())
    look = THEMES[name]
    return replace(look, colours=DARK) if dark else look


def page_size(size: str | tuple[float, float]) -> tuple[float, float]:
    """A page's width and height in inches; raises ModelError for a name that is none."""
    if isinstance(size, str):
        if size not in SIZES:
            raise ModelError(f"'{size}' is not a page size. {nearest(size, SIZES)}".strip())
        return SIZES[size]
    sides = listed(size, (int, float), ("size",), SIZE)
    if len(sides) != 2 or not all(is_real(side) and 0 < side <= LARGEST_SIDE for side in sides):
        raise refused(("size",), size, SIZE)
    return float(sides[0]), float(sides[1])


def option_colours(model: DecisionModel, look: Theme) -> Mapping[tuple[str, str], str]:
    """The colour of every option (decision, option): the hue of its name, and a shade that no other of that hue has."""
    shades = look.colours.options
    colours: dict[tuple[str, str], str] = {}
    taken: set[tuple[float, int]] = set()
    for decision in model.decisions:
        for place, option in enumerate(decision.options):
            hue = hue_of(option.name, option.colour)
            order = [(place + step) % len(shades) for step in range(len(shades))]
            shade = next((shade for shade in order if (hue, shade) not in taken), order[0])
            taken.add((hue, shade))
            colours[decision.name, option.name] = coloured(hue, shades[shade])
    return colours


def consideration_fills(model: DecisionModel, look: Theme) -> Mapping[str, Fill]:
    """The fill of every scored consideration: the hue of its name, and shade and texture of its place in the file."""
    return {leaf.name: fill(index, hue_of(leaf.name, leaf.colour), look) for index, leaf in enumerate(model.leaves)}


def fill(index: int, hue: float, look: Theme) -> Fill:
    """The fill of a hue at this place of the file: neighbours differ in shade, pairs of them in texture."""
    shades = look.colours.considerations
    return Fill(coloured(hue, shades[index % len(shades)]), TEXTURES[(index // len(shades)) % len(TEXTURES)])


def ink_on(shade: str, colours: Colours) -> str:
    """The colour of text on a shade: that of text elsewhere, or that of the paper, whichever is easier to read."""
    return max((colours.ink, colours.paper), key=lambda ink: contrast(ink, shade))


def contrast(colour: str, background: str) -> float:
    """The contrast of two colours, from 1 to 21 (Web Content Accessibility Guidelines 2)."""
    low, high = sorted((luminance(colour), luminance(background)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour written #rrggbb."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
