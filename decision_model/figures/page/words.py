"""What a figure says in words: its takeaway, what it shows, where it comes from, and a description for the ear."""

from __future__ import annotations

from dataclasses import dataclass, fields
from importlib.metadata import PackageNotFoundError, version

from decision_model.analysis.grounds import grounds
from decision_model.model.decision_model import DecisionModel
from decision_model.model.fingerprint import fingerprint
from decision_model.model.titled import showable
from decision_model.words.sentences import sentence


@dataclass(frozen=True)
class Words:
    """The texts of one figure; `title` is the takeaway and the short alternative text, `description` the long one."""

    title: str
    subtitle: str
    source: str
    description: str

    def __post_init__(self) -> None:
        """Nothing that cannot be seen gets into a file: XML allows no control characters."""
        for field in fields(self):
            lines = map(showable, getattr(self, field.name).split("\n"))
            object.__setattr__(self, field.name, "\n".join(lines))

    @property
    def alternative(self) -> str:
        """One sentence and the longer description."""
        return f"{sentence(self.title)}\n\n{self.description}"


def source_line(model: DecisionModel) -> str:
    """Scenario, its fingerprint, version and what its numbers rest on."""
    parts = [f"{model.name} (fingerprint {fingerprint(model)})", f"decision-model {package_version()}", grounds(model)]
    return " \u00b7 ".join(part for part in parts if part)


def package_version() -> str:
    """The version that is installed."""
    try:
        return version("decision-model")
    except PackageNotFoundError:
        return "(not installed)"
