"""What is needed of a solution to evaluate its plan."""

from __future__ import annotations

from typing import Protocol

from decision_model.model import DecisionModel
from decision_model.solver.rollback import Rollback, Sweep


class Solved(Protocol):
    """A model, its filled tables and one sweep over them with all options kept; the result of `solve` is one."""

    @property
    def model(self) -> DecisionModel:
        """The model that was solved."""

    @property
    def rollback(self) -> Rollback:
        """Its numbers in tables."""

    @property
    def sweep(self) -> Sweep:
        """Values of all levels and options."""
