"""The README's table of commands: what a seminar asks, and the commands that answer."""

from __future__ import annotations

from collections.abc import Iterator

from decision_model.analysis.registry import GROUPS, analyses


def command_table() -> str:
    """The table in Markdown, a row for each group of analyses."""
    return "\n".join(["| the seminar asks | commands |", "|---|---|", *_rows()])


def _rows() -> Iterator[str]:
    for group, asked in GROUPS.items():
        commands = " ".join(f"`{analysis.command}`" for analysis in analyses() if analysis.group == group)
        yield f"| {asked[:1].lower()}{asked[1:]} | {commands} |"
