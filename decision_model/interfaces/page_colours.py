"""The figures' colours as variables of a style sheet, with those that only pages need."""

from __future__ import annotations

from collections.abc import Mapping

from decision_model.figures.page.style import Colours

SIGNALS = {
    "light": {"line": "#767d83", "edge": "#d9dcd8", "alarm": "#b3261e", "good": "#0b6b3a", "grain": "#00000066"},
    "dark": {"line": "#858f97", "edge": "#333b43", "alarm": "#ff9a8f", "good": "#7ddba2", "grain": "#ffffff66"},
}


def variables(colours: Colours, mode: str) -> dict[str, str]:
    """Names of the style sheet to colours."""
    named = {name: getattr(colours, name) for name in ("paper", "band", "ink", "soft", "accent", "tint")}
    return {**named, **SIGNALS[mode]}


def root(named: Mapping[str, str]) -> str:
    """A rule that sets variables for the whole page."""
    return ":root { " + " ".join(f"--{name}: {colour};" for name, colour in named.items()) + " }\n"
