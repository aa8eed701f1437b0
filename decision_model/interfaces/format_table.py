"""The README's table of other tools' formats: which are read, and which are written."""

from __future__ import annotations

from collections.abc import Iterator

from decision_model.interchange.formats import readers, writers


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
        yield f"| {title} | {endings} | {f'`{written[name].ending}`' if name in written else ''} |"
