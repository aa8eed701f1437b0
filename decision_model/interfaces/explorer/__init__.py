"""The explorer: a model as one page in which weights and numbers move and everything follows."""

from decision_model.interfaces.explorer.display import forms, show_in_notebooks
from decision_model.interfaces.explorer.notebook import Explorer, explore
from decision_model.interfaces.explorer.page import explore_page

__all__ = ["Explorer", "explore", "explore_page", "forms", "show_in_notebooks"]
