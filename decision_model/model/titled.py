"""What is named in a file and may carry a label."""

from __future__ import annotations


class Titled:
    """Has a name and a label; people are shown the label, or the name in plain words."""

    name: str
    label: str

    @property
    def title(self) -> str:
        return self.label or self.name.replace("_", " ")
