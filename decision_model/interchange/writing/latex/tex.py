"""Texts for TeX: nothing in a label can be a command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from decision_model.words.visible import clean

SIGNS: Mapping[str, str] = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\textasciigrave{}",
    "'": r"\textquotesingle{}",
    '"': r"\textquotedbl{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "-": "{-}",
    "\u2212": "$-$",
    "\u00d7": r"$\times$",
    "\u2264": r"$\le$",
    "\u2265": r"$\ge$",
    "\u2248": r"$\approx$",
    "\u2192": r"$\to$",
    "\u221e": r"$\infty$",
    "\u00a0": "~",
    "\u202f": r"\,",
    **{sign: f"\\{sign}" for sign in "{}_%&#$"},
}
"""What means something to TeX, or has no glyph in its fonts."""

STANDALONE = r"\documentclass[border=4pt]{standalone}"
ARTICLE = r"\documentclass{article}"
FONTS = (
    r"\usepackage{iftex}",
    r"\ifPDFTeX",
    r"\usepackage[T1]{fontenc}",
    r"\usepackage{textcomp}",
    r"\IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}",
    r"\else",
    r"\usepackage{fontspec}",
    r"\fi",
)
LATIN = "\u024f"
"""The last letter that pdfLaTeX surely has."""
OTHER_LETTERS = "Some letters here are not in the fonts of pdfLaTeX: take LuaLaTeX or XeLaTeX."
PUNCTUATION = frozenset("\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u20ac")


def tex(text: str) -> str:
    """A text as TeX prints it, on one line."""
    plain = "".join(SIGNS.get(sign, sign) for sign in clean(text))
    return plain.replace("[", "{[}").replace("]", "{]}")


def comment(text: str) -> str:
    """A line that TeX does not read."""
    return f"% {clean(text)}"


def document(head: Iterable[str], body: Iterable[str]) -> bytes:
    """A whole file; it says so at its head where letters want LuaLaTeX or XeLaTeX (Greek, Cyrillic, Chinese ...)."""
    lines = [*head, r"\begin{document}", *filter(None, body), r"\end{document}"]
    if any(sign > LATIN and sign not in PUNCTUATION for line in lines for sign in line):
        lines.insert(0, comment(OTHER_LETTERS))
    return ("\n".join(lines) + "\n").encode()


def points(value: float) -> str:
    """A length in points, to a hundredth."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) >= 0.005 else "0"


def at(x: float, y: float) -> str:
    """A place in a picture."""
    return f"({points(x)},{points(y)})"


def type_size(size: float) -> str:
    """What sets type of a size in points."""
    return rf"\fontsize{{{points(size)}}}{{{points(1.2 * size)}}}\selectfont"


def text_node(style: str, place: tuple[float, float], texts: Iterable[str], bold: bool = False) -> str:
    """Lines of text at a place of a picture; nothing where there are none."""
    weight = r"\bfseries " if bold else ""
    lines = r" \\ ".join(weight + tex(text) for text in texts if text)
    return rf"\node[{style}] at {at(*place)} {{{lines}}};" if lines else ""
