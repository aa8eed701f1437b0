"""The best plan's tree for where scripts do not run: the figure that the package draws of a solution."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from markupsafe import Markup, escape

from decision_model.analysis.choice.solve import Solution
from decision_model.errors import DecisionError

LEFT_OUT = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
"""What only a file of its own needs."""

UNTURNED = re.compile(r' transform="rotate\(0 [^"]*\)"')
TAG = re.compile(r"<[^>]*>")
OUTLINE = re.compile(r' d="[^"]*"')
NUMBER = re.compile(r"-?\d+\.\d+")
STYLE = re.compile(r'style="([^"]*)"')
GROUP = re.compile(r'(?:<g id="[^"]*">|</g>)\n')
OTHER_GROUP = re.compile(r'<g (?!id="[^"]*">)')
"""A group that does more than to name what stands in it."""

FAMILY = re.compile(r" font-family: [^;]*;")

TWINS = re.compile(r'<path d="[^"]*(" class="(f\d+)"/>\n)(?:<path d="[^"]*" class="\2"/>\n)+')
"""Paths of one class that follow each other."""

INDENT = re.compile(r"\n\s+")
AROUND_STEP = re.compile(r'\s*([MLQCz"])\s*')

STEP = re.compile(r"([MLQCz])([^MLQCz]*)")

LARGEST = 20_000
"""Letters from which on a figure holds the best plan alone: the page shall stay small, and its live tree holds all."""


def static_tree(solution: Solution) -> Markup:
    """The figure as an SVG element with its title and description; or a sentence where it cannot be drawn."""
    try:
        whole = _drawn(solution)
        return Markup(whole if len(whole) <= LARGEST else _drawn(solution, only_best=True))
    except DecisionError as error:
        return escape(str(error))


def _drawn(solution: Solution, **options: Any) -> str:
    from decision_model.figures import draw, render

    written = render(draw(solution, **options), "svg").decode()
    element = UNTURNED.sub("", LEFT_OUT.sub("", written[written.index("<svg") :]))
    return with_classes(INDENT.sub("\n", TAG.sub(lambda tag: short(tag[0]), element)))


def with_classes(element: str) -> str:
    """The figure with each style that stands in it several times told once, as a class of the figure's own."""
    if family := FAMILY.search(element):
        element = FAMILY.sub("", element).replace("</style>", f".figure text {{{family[0].strip()}}}</style>", 1)
    counts = Counter(STYLE.findall(element))
    names = {style: f"f{place}" for place, (style, count) in enumerate(counts.items()) if count > 1}
    rules = "".join(f".figure .{name} {{{style}}}" for style, name in names.items())
    classed = STYLE.sub(lambda found: f'class="{names[found[1]]}"' if found[1] in names else found[0], element)
    ungrouped = classed if OTHER_GROUP.search(classed) else GROUP.sub("", classed)
    return TWINS.sub(in_one_path, ungrouped).replace("</style>", f"{rules}</style>", 1)


def in_one_path(twins: re.Match[str]) -> str:
    """Paths of one class as one."""
    outlines = "".join(outline[4:-1] for outline in OUTLINE.findall(twins[0]))
    return f'<path d="{outlines}{twins[1]}'


def short(tag: str) -> str:
    """A tag without what a browser does not need to draw it."""
    return OUTLINE.sub(lambda outline: straight(AROUND_STEP.sub(r"\1", outline[0])), NUMBER.sub(rounded, tag))


def straight(outline: str) -> str:
    """An outline whose lines across and down say only where they end; several across in a row are one."""
    place = ["", ""]
    steps: list[str] = []
    for letter, numbers in STEP.findall(outline[4:-1]):
        ends = numbers.split()
        written = f"{letter}{numbers}"
        if letter == "L" and ends[1] == place[1]:
            written = f"H{ends[0]}"
            if steps[-1].startswith("H"):
                steps.pop()
        elif letter == "L" and ends[0] == place[0]:
            written = f"V{ends[1]}"
        steps.append(written)
        place = ends[-2:] or place
    return f' d="{"".join(steps)}"'


def rounded(number: re.Match[str]) -> str:
    """A coordinate or a size to a tenth of a point, which is finer than a page shows."""
    return f"{float(number[0]):.1f}".removesuffix(".0")
