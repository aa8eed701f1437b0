"""The page's style sheet: the figures' colours in light and dark, and the rules that use them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files

from decision_model.figures.page.style import Colours, Theme, consideration_fills, option_colours, theme
from decision_model.model.decision_model import DecisionModel

RULES = ("page", "controls", "results", "drawings", "narrow_screens", "accessibility", "print")
"""The files of `style/`, in the order in which later rules win."""

UNREAD = re.compile(r"^ +|/\*.*?\*/\n+", re.MULTILINE | re.DOTALL)
"""What only those who read the files need."""

SIGNALS = {
    "light": {"line": "#767d83", "edge": "#d9dcd8", "alarm": "#b3261e", "good": "#0b6b3a", "grain": "#00000066"},
    "dark": {"line": "#858f97", "edge": "#333b43", "alarm": "#ff9a8f", "good": "#7ddba2", "grain": "#ffffff66"},
}


def variables(colours: Colours, mode: str) -> dict[str, str]:
    """Names of the style sheet to colours."""
    named = {name: getattr(colours, name) for name in ("paper", "band", "ink", "soft", "accent", "tint")}
    return {**named, **SIGNALS[mode]}


def style_sheet(model: DecisionModel) -> str:
    """All of the page's style, with the colours that a model's pictures have."""
    light, dark = palette(model, theme(), "light"), palette(model, theme(dark=True), "dark")
    parts = [light, f"@media screen and (prefers-color-scheme: dark) {{\n{dark}}}\n"]
    rules = [(files(__package__) / "style" / f"{name}.css").read_text(encoding="utf-8") for name in RULES]
    return "".join([*parts, *(UNREAD.sub("", rule) for rule in rules)])


def palette(model: DecisionModel, look: Theme, mode: str) -> str:
    """Variables, and the fills of considerations and options as in the figures, by their places in the model."""
    considerations = [fill.colour for fill in consideration_fills(model, look).values()]
    fills = [f".colour-{i} {{ background-color: {colour}; }}\n" for i, colour in enumerate(considerations)]
    chips = [
        f"svg .option-{i} {{ fill: {colour}; }}\n" for i, colour in enumerate(option_colours(model, look).values())
    ]
    return "".join([root(variables(look.colours, mode)), *fills, *chips])


def root(named: Mapping[str, str]) -> str:
    """A rule that sets variables for the whole page."""
    return ":root { " + " ".join(f"--{name}: {colour};" for name, colour in named.items()) + " }\n"
