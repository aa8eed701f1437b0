"""Names of sheets and headings by which what was changed in a workbook is found again."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

WEIGHTS, PARAMETERS, CHANCES, SCENARIO = "Weights", "Parameters", "Chances", "Scenario"
NAME_HEAD, POINTS_HEAD, VALUE_HEAD, ADDRESS_HEAD = "Name", "Points", "Value", "Address"
WHOSE, RISK = "Whose weights are these?", "Risk tolerance"


def made_by() -> str:
    """What the properties of a workbook say of how it was made."""
    try:
        return f"Made by decision-model {version('decision-model')}."
    except PackageNotFoundError:
        return "Made by decision-model."
