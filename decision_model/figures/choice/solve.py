"""The best plan is drawn as the tree that it was found in."""

from __future__ import annotations

from decision_model.figures.choice.tree import TreePicture

PICTURE = TreePicture
