"""The page's style sheet: the figures' colours in light and dark, and the rules that use them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files

from decision_model.figures.page.style import DARK, LIGHT, Colours

SIGNALS = {
    "light": {"line": "#767d83", "edge": "#d9dcd8", "alarm": "#b3261e", "good": "#0b6b3a", "grain": "#00000066"},
    "dark": {"line": "#858f97", "edge": "#333b43", "alarm": "#ff9a8f", "good": "#7ddba2", "grain": "#ffffff66"},
}


def variables(colours: Colours, mode: str) -> dict[str, str]:
    """Names of the style sheet to colours."""
    named = {name: getattr(colours, name) for name in ("paper", "band", "ink", "soft", "accent", "tint")}
    return {**named, **SIGNALS[mode]}


def swatches(colours: Colours) -> str:
    """Classes c0.. for considerations and o0.. for options, as in the figures."""
    considerations = [f".c{i}{{background-color:{each}}}" for i, each in enumerate(colours.considerations)]
    options = [f"svg .o{i}{{fill:{each}}}" for i, each in enumerate(colours.options)]
    return "".join([*considerations, *options])


def style_sheet() -> str:
    """All of the page's style."""
    light, dark = variables(LIGHT, "light"), variables(DARK, "dark")
    rules = "".join(parts("style", ".css").values())
    in_print = f"@media print{{{_root(light)}{swatches(LIGHT)}}}"
    in_dark = f"@media (prefers-color-scheme:dark){{{_root(dark)}{swatches(DARK)}}}"
    return f"{_root(light)}{swatches(LIGHT)}{in_dark}{in_print}{shortened(rules)}"


def _root(named: Mapping[str, str]) -> str:
    return ":root{" + "".join(f"--{name}:{colour};" for name, colour in named.items()) + "}"


def parts(folder: str, ending: str) -> dict[str, str]:
    """A folder's files in order: name to text."""
    found = {each.name: each for each in (files(__package__) / folder).iterdir() if each.name.endswith(ending)}
    return {name: found[name].read_text(encoding="utf-8") for name in sorted(found)}


def shortened(text: str) -> str:
    """Without comments and blanks that mean nothing."""
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    plain = re.sub(r"(?<![\w.])0\.(?=\d)", ".", re.sub(r"\s*([{};,])\s*", r"\1", bare))
    return re.sub(r"\s+", " ", plain).replace(": ", ":").replace(";}", "}").strip()
