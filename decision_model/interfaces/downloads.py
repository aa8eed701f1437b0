"""What files are called that a page gives away."""

from __future__ import annotations

from decision_model.model import DecisionModel


def file_name(model: DecisionModel) -> str:
    """What downloads are called."""
    return "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in model.name) or "scenario"
