"""What a figure says in words: its takeaway, what it shows, where it comes from, and a description for the ear."""

from __future__ import annotations

from dataclasses import dataclass, fields
from importlib.metadata import PackageNotFoundError, version

from decision_model.model.decision_model import DecisionModel
from decision_model.model.fingerprint import fingerprint
from decision_model.model.number_index import stated
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
    """Scenario, version, content and how many of its numbers are assumptions."""
    parts = [model.name, f"decision-model {package_version()}", f"content {fingerprint(model)}", assumed(model)]
    return " \u00b7 ".join(part for part in parts if part)


def package_version() -> str:
    """The version that is installed."""
    try:
        return version("decision-model")
    except PackageNotFoundError:
        return "(not installed)"


def assumed(model: DecisionModel) -> str:
    """'all 34 numbers are assumptions'; nothing when none is."""
    bases = [entry.number.basis for entry in stated(model)]
    guesses = bases.count("assumption")
    if not guesses:
        return ""
    if guesses == len(bases):
        return f"all {guesses} numbers are assumptions" if guesses > 1 else "its one number is an assumption"
    return f"{guesses} of {len(bases)} numbers {'is an assumption' if guesses == 1 else 'are assumptions'}"
