"""Pictures within a page: SVG without its prologue and metadata, every name in it unlike any other on the page."""

from __future__ import annotations

import re
from dataclasses import replace

from decision_model.figures import render
from decision_model.figures.page.page import Pictured, open_page
from decision_model.figures.pdf.document_layout import PLATE

NAMES = re.compile(r'\b(id|xlink:href|href|clip-path|aria-labelledby)="([^"]*)"')
PROLOGUE = re.compile(r" *<metadata>.*?</metadata>\n?", re.DOTALL)
PATHS = re.compile(r' d="[^"]*"')
FINE = re.compile(r"(\.\d\d)\d+")
IN_STYLE = re.compile(r"url\(#([^)]+)\)")


def inline(picture: Pictured, name: str, height: float) -> str:
    """The picture as an SVG element whose ids begin with `name`."""
    theme = replace(PLATE, size=(PLATE.size[0], height))
    drawn = render(open_page(picture, None, theme, False, theme.size), "svg").decode()
    element = PROLOGUE.sub("", drawn[drawn.index("<svg ") :])
    return scalable(namespaced(rounded_paths(element), name))


def rounded_paths(element: str) -> str:
    """Lines drawn to a hundredth of a point, which is finer than any eye and half as long to write."""
    return PATHS.sub(lambda match: FINE.sub(r"\1", match[0]), element)


def namespaced(element: str, name: str) -> str:
    """Every id of an SVG, and everything that refers to one, under a name of its own; repeated ids are numbered."""
    seen: dict[str, int] = {}

    def renamed(match: re.Match[str]) -> str:
        kind, value = match.groups()
        if kind == "id":
            seen[value] = seen.get(value, 0) + 1
            value = value if seen[value] == 1 else f"{value}-{seen[value]}"
            return f'id="{name}-{value}"'
        if kind == "aria-labelledby":
            return f'{kind}="{" ".join(f"{name}-{reference}" for reference in value.split())}"'
        if value.startswith("#"):
            return f'{kind}="#{name}-{value[1:]}"'
        return match[0]

    return IN_STYLE.sub(lambda match: f"url(#{name}-{match[1]})", NAMES.sub(renamed, element))


def scalable(element: str) -> str:
    """The element without a size of its own: as wide as its place."""
    head, rest = element.split(">", 1)
    return re.sub(r' (width|height)="[^"]*"', "", head) + ">" + rest
