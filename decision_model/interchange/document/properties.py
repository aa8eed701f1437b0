"""What an office file says of itself: its title, who made it and in what language."""

from __future__ import annotations

from typing import Any

from decision_model.figures.page.words import package_version
from decision_model.interchange.document.plain import cleaned
from decision_model.model.decision_model import DecisionModel


def set_properties(file: Any, model: DecisionModel) -> None:
    """The properties of a document or a deck; those of the library that wrote it are replaced."""
    properties = file.core_properties
    properties.title, properties.subject = cleaned(model.title)[:255], cleaned(model.question)[:255]
    properties.author = properties.last_modified_by = f"decision-model {package_version()}"
    properties.language, properties.keywords, properties.comments = "en", "", ""
    properties.revision = 1
