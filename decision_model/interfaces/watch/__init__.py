"""A scenario's page on this machine alone, drawn anew whenever its file is saved."""

from decision_model.interfaces.watch.watch import watch

__all__ = ["watch"]
