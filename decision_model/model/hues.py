"""Colours that a file may ask for, by the name of their hue; the shade of it is the picture's to choose."""

from __future__ import annotations

from collections.abc import Mapping

HUES: Mapping[str, float] = {
    "red": 25.0,
    "orange": 52.0,
    "amber": 82.0,
    "lime": 118.0,
    "green": 148.0,
    "teal": 178.0,
    "cyan": 212.0,
    "blue": 248.0,
    "indigo": 276.0,
    "violet": 303.0,
    "magenta": 330.0,
    "pink": 358.0,
}
"""Angles in degrees on the circle of hues of OKLCH (B. Ottosson, "A perceptual color space", 2020)."""
