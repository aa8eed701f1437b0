"""The README's table of other tools' formats: which are read, and which are written."""

from __future__ import annotations

from collections.abc import Iterator

from decision_model.interchange.formats import Writer, readers, writer, writers


def format_table() -> str:
    """The table in Markdown, a row for each format."""
    return "\n".join(["| format | `import` | `export` |", "|---|---|---|", *_rows()])


def _rows() -> Iterator[str]:
    read, written = (
        {reader.name: reader for reader in readers() if reader.title},
        {writer.name: writer for writer in writers()},
    )
    titles = {name: reader.title for name, reader in read.items()}
    titles |= {name: each.title for name, each in written.items() if name not in titles}
    for name, title in sorted(titles.items(), key=lambda item: item[1].casefold()):
        endings = " ".join(f"`{ending}`" for ending in read[name].endings) if name in read else ""
        yield f"| {title} | {endings} | {_ending(written[name]) if name in written else ''} |"


def _ending(each: Writer) -> str:
    """The ending that a format is written with, and its name where the ending tells another."""
    named = "" if writer("", f"name{each.ending}") is each else f" with `--to {each.name}`"
    return f"`{each.ending}`{named}"
