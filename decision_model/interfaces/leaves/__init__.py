"""The page to leaf through: one file beside the pictures of a scenario, `index.html`, that shows them in order."""

from decision_model.interfaces.leaves.page import INDEX, leaves, shelf

__all__ = ["INDEX", "leaves", "shelf"]
