"""Colours by name: a thing keeps its hue in every picture, in every file that calls it so, on light and on dark."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from math import cos, radians, sin

from decision_model.model.hues import HUES

SALT = "902"
"""Chosen so that the names in the scenarios that are shipped fall on hues that lie apart."""


@dataclass(frozen=True)
class Shade:
    """How light a colour is, 0 to 1, and how vivid at most (chroma), in OKLCH."""

    lightness: float
    chroma: float


def hue_of(name: str, colour: str | None = None) -> float:
    """The angle of the hue that a file asks for, or else of the one that goes by a name wherever that stands."""
    if colour is not None:
        return HUES[colour]
    names = list(HUES)
    return HUES[names[int.from_bytes(sha256(f"{SALT} {name}".encode()).digest()[:4], "big") % len(names)]]


@cache
def coloured(hue: float, shade: Shade) -> str:
    """The colour #rrggbb of a hue in a shade, as vivid as screens can show it."""
    low, high = 0.0, shade.chroma
    if not _shown(shade.lightness, high, hue):
        for _ in range(20):
            middle = (low + high) / 2
            low, high = (middle, high) if _shown(shade.lightness, middle, hue) else (low, middle)
        high = low
    channels = (min(max(channel, 0.0), 1.0) for channel in _linear(shade.lightness, high, hue))
    return "#" + "".join(f"{round(255 * _encoded(channel)):02x}" for channel in channels)


def _shown(lightness: float, chroma: float, hue: float) -> bool:
    return all(-1e-4 <= channel <= 1 + 1e-4 for channel in _linear(lightness, chroma, hue))


def _linear(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """Linear sRGB of a colour in OKLCH (B. Ottosson, "A perceptual color space for image processing", 2020)."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _encoded(channel: float) -> float:
    """A channel of sRGB as screens take it (IEC 61966-2-1)."""
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055
