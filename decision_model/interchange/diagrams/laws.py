"""How numbers are spread, from OpenMarkov's names to the language's."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from decision_model.interchange.diagrams.diagram import Uncertain
from decision_model.interchange.xml_elements import Element

LAWS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "Beta": ("beta", ("a", "b")),
    "Beta-mv": ("beta", ("mean", "sd")),
    "Triangular": ("triangular", ("low", "high", "mode")),
    "Range": ("uniform", ("low", "high")),
    "Uniform": ("uniform", ("low", "high")),
    "Normal": ("normal", ("mean", "sd")),
    "LogNormal": ("lognormal", ("log_mean", "log_sd")),
    "Gamma": ("gamma", ("shape", "scale")),
    "Gamma-mv": ("gamma", ("mean", "sd")),
    "Exponential": ("exponential", ("rate",)),
}
"""Each law of OpenMarkov: the language's name, and its arguments in the order of the file."""

ORDER = {"triangular": ("low", "mode", "high")}
ABOVE_ZERO = ("a", "b", "sd", "shape", "scale", "rate", "log_sd")


def uncertain_number(element: Element) -> Uncertain | None:
    """What a file says of a number beside its value; None where it says nothing.

    A law that the language has not, or arguments that make no sense, are kept as `law`.
    """
    law, name = element.get("distribution"), " ".join(element.get("name").split())
    if law == "Complement":
        return Uncertain(name, is_complement=True)
    if law in ("", "Exact"):
        return Uncertain(name) if name else None
    kind, names = LAWS.get(law, ("", ()))
    arguments = _arguments(element.text, names)
    if not arguments:
        return Uncertain(name, law=f"{law} distribution" if kind == "" else f"{law} distribution like this one")
    return Uncertain(name, {kind: {each: arguments[each] for each in ORDER.get(kind, names)}})


def _arguments(text: str, names: tuple[str, ...]) -> dict[str, float]:
    """The arguments of a law by name; empty where they make no sense."""
    try:
        found = dict(zip(names, map(float, text.split()), strict=True))
    except ValueError:
        return {}
    if not all(isfinite(value) and abs(value) < 1e100 for value in found.values()):
        return {}
    if any(value <= 0 for name, value in found.items() if name in ABOVE_ZERO):
        return {}
    if "low" in found and not found["low"] <= found.get("mode", found["low"]) <= found["high"]:
        return {}
    return {} if "low" in found and found["low"] == found["high"] else found
