"""What is named in a file and may carry a label."""

from __future__ import annotations


class Titled:
    """Has a name and a label, some also a short one; people are shown the label, or the name in plain words."""

    name: str
    label: str
    short: str = ""

    @property
    def title(self) -> str:
        return self.label or self.name.replace("_", " ")

    @property
    def short_title(self) -> str:
        """The label for tight places; the title where none is given."""
        return self.short or self.title
