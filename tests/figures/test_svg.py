"""Scenes written as SVG: plain elements that every program reads, and the same picture as matplotlib paints."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from decision_model import figures
from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.tree import tree
from decision_model.analysis.robustness.one_way import one_way
from decision_model.analysis.robustness.tornado import tornado
from decision_model.figures.page.layout import Block, Box
from decision_model.figures.page.scene import Circle, Lines, Scene, Shapes, Writing, placed
from decision_model.figures.page.svg import number, svg
from tests.figures.examples import berlin, wildcatter

PLAIN = {"svg", "title", "desc", "g", "rect", "circle", "polygon", "polyline", "text", "path"}
PICTURES = {
    "tree": lambda: tree(berlin()),
    "rank": lambda: rank(berlin()),
    "diagram": berlin,
    "tornado": lambda: tornado(berlin(), all_numbers=True),
    "one_way": lambda: one_way(berlin(), "allied_unity.weight"),
    "wildcatter": lambda: tree(wildcatter()),
}
PIXELS = 700


def elements(written: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(written).iter())


@pytest.mark.parametrize("name", PICTURES)
def test_every_element_is_one_that_office_programs_read(name: str) -> None:
    """No style sheets, no scripts, nothing from outside: attributes alone say how a thing looks."""
    for element in elements(svg(figures.scene(PICTURES[name]()))):
        assert element.tag.partition("}")[2] in PLAIN
        assert not {"style", "class", "clip-path", "transform", "href"} & set(element.keys())


@pytest.mark.parametrize("name", PICTURES)
def test_ids_begin_with_the_name_and_what_is_referred_to_exists(name: str) -> None:
    written = svg(figures.scene(PICTURES[name]()), name="here-")
    ids = [element.get("id") for element in elements(written) if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(name.startswith("here-") for name in ids)
    assert set(elements(written)[0].get("aria-labelledby").split()) <= set(ids)


def test_a_mark_is_an_element_of_its_own_where_the_scene_has_it() -> None:
    scene = Scene(
        100,
        50,
        "#ffffff",
        marks=[
            Shapes("above", 3, (Box(1, 2, 3.5, 4),), ("#ff0000",)),
            Shapes("dots", 1, (Circle(5, 6, 7), Circle(8, 9, 1)), ("#ff0000", "none"), "#0000ff", 2, ("<one>", "two")),
            Lines("line", 2, (placed([(0, 0), (1.239, 10)]),), ("#00ff00",), 2, dashed=True),
        ],
        texts=[Writing("name", 50, 10, Block(("a & b", "c"), 10, "bold"), "#000000", "center")],
    )
    assert svg(scene).splitlines()[1:] == [
        '<g id="dots" stroke="#0000ff" stroke-width="2" stroke-linejoin="round">',
        '<circle fill="#ff0000" cx="5" cy="6" r="7"><title>&lt;one&gt;</title></circle>',
        '<circle fill="none" cx="8" cy="9" r="1"><title>two</title></circle>',
        "</g>",
        '<g id="line" stroke="#00ff00" fill="none" stroke-width="2" stroke-linecap="butt" stroke-linejoin="round" '
        'stroke-dasharray="8 5">',
        '<polyline points="0,0 1.24,10"/>',
        "</g>",
        '<g id="above" fill="#ff0000">',
        '<rect x="1" y="2" width="3.5" height="4"/>',
        "</g>",
        '<g id="name">',
        '<text x="50" y="19.3" font-size="10" fill="#000000" font-weight="bold" text-anchor="middle">a &amp; b</text>',
        '<text x="50" y="31.1" font-size="10" fill="#000000" font-weight="bold" text-anchor="middle">c</text>',
        "</g>",
        "</svg>",
    ]


@pytest.mark.parametrize(("value", "written"), [(1, "1"), (0.5, "0.5"), (-0.001, "0"), (100, "100"), (1.239, "1.24")])
def test_lengths_are_written_short(value: float, written: str) -> None:
    assert number(value) == written


@pytest.mark.parametrize("outlines", [False, True])
@pytest.mark.parametrize("name", PICTURES)
def test_a_second_program_draws_what_matplotlib_draws(name: str, outlines: bool, tmp_path: Path) -> None:
    """Opened by librsvg and shrunk, so that only what is at another place or of another colour tells."""
    command = shutil.which("rsvg-convert")
    if command is None:
        pytest.skip("rsvg-convert is not installed: apt-get install librsvg2-bin")
    scene = figures.scene(PICTURES[name]())
    source = tmp_path / "picture.svg"
    source.write_bytes(figures.render(scene, "svg", outlines=outlines))
    theirs = subprocess.run([command, "-w", str(PIXELS), source], capture_output=True, check=True).stdout
    ours = figures.render(scene, "png", dpi=72 * PIXELS / scene.width)
    assert difference(ours, theirs) < 0.02


def difference(one: bytes, other: bytes) -> float:
    """The mean difference of two pictures' pixels after blurring over eight, as a share of black to white."""
    pixels = [np.asarray(Image.open(BytesIO(each)).convert("L"), dtype=float) / 255 for each in (one, other)]
    rows, columns = (min(each.shape[axis] for each in pixels) // 8 * 8 for axis in (0, 1))
    first, second = (each[:rows, :columns].reshape(rows // 8, 8, columns // 8, 8).mean(axis=(1, 3)) for each in pixels)
    return float(np.abs(first - second).mean())


def test_a_figure_to_which_something_was_added_is_written_with_it() -> None:
    figure = figures.draw(wildcatter())
    assert b"My own note" not in figures.render(figure, "svg")
    figures.render(figure, "png", dpi=40)  # drawing is no change
    assert re.search(rb"<rect x=", figures.render(figure, "svg"))
    figure.text(0.5, 0.5, "My own note")
    assert b"My own note" in figures.render(figure, "svg")
