"""The terminal: where results and notes go, how wide it is and which signs it can show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.box import Box
from rich.console import Console, RenderableType

from decision_model.interfaces.encoding import can_encode
from decision_model.words.visible import clean_lines

WIDE = 70
BLOCK, RULE = "▒", "─"


@dataclass(frozen=True)
class Terminal:
    """Results go to `out`, everything else to `err`; `whole` tables keep every row."""

    out: Console
    err: Console
    quiet: bool = False
    whole: bool = False

    @property
    def wide(self) -> bool:
        """Whether there is room for bars beside the numbers."""
        return self.out.width >= WIDE

    @property
    def plain(self) -> bool:
        """Whether bars and rules must be made of ASCII signs."""
        return not can_encode(self.out.encoding, BLOCK + RULE)

    @property
    def fill(self) -> str:
        """What bars are made of."""
        return "=" if self.plain else BLOCK

    @property
    def ruled(self) -> Box:
        """Tables with one line below the heads and one above the totals."""
        rule = f" {(RULE, '-')[self.plain] * 2} "
        return Box("\n".join(["    ", "    ", rule, "    ", "    ", rule, "    ", "    "]), ascii=self.plain)

    @property
    def unicode(self) -> bool:
        """Whether any text can be shown."""
        return self.out.encoding.lower().startswith("utf")

    def show(self, *results: RenderableType) -> None:
        """Print results, with an empty line between them."""
        if self.out.is_terminal:
            self._print(results)
            return
        with self.out.capture() as taken:
            self._print(results)
        self.raw("".join(f"{line.rstrip()}\n" for line in taken.get().splitlines()))

    def raw(self, text: str) -> None:
        """Print text as it is, but for signs that would steer a terminal."""
        self.out.file.write(clean_lines(text))

    def _print(self, results: Sequence[RenderableType]) -> None:
        for index, result in enumerate(results):
            if index:
                self.out.print()
            self.out.print(result)

    def tell(self, text: str) -> None:
        """Print one line that may be copied, such as a path, unbroken; nothing when only results are wanted."""
        if not self.quiet:
            self.out.print(clean_lines(text), soft_wrap=True)

    def note(self, text: str) -> None:
        """Say something that is not part of the result."""
        if not self.quiet:
            self.err.print(clean_lines(text), soft_wrap=True)


def terminal(no_color: bool = False, quiet: bool = False, whole: bool = False) -> Terminal:
    """The terminal as it is now; plain where colours are unwanted."""

    def console(stderr: bool) -> Console:
        plain = {"no_color": True} if no_color else {}
        return Console(stderr=stderr, markup=False, emoji=False, highlight=False, **plain)  # type: ignore[arg-type]

    return Terminal(console(stderr=False), console(stderr=True), quiet, whole)
