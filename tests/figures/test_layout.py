"""Measuring, wrapping, sharing widths and stacking trees."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.text import Text

from decision_model.figures.page import fonts
from decision_model.figures.page.artists import Label
from decision_model.figures.page.layout import Block, Box, balanced, block, flowed, shared
from decision_model.figures.page.scene import Writing
from decision_model.figures.page.textures import strokes
from decision_model.figures.tree.stacking import Lanes, stacked
from tests.figures.strategies import titles

SAMPLES = [
    "Four-Power summit",
    "Wavy AVA \u00c4tsch",
    "illi 1",
    "Which meeting then looks promising",
    "WWW MMM",
    "\u0411\u0435\u0440\u043b\u0438\u043d",
]


LEANING = set("AFKLPRTVWXYfktvwxy\"'.,-\u2018\u2019\u2212")
"""Letters that are set closer to some of their neighbours (kerning)."""


@pytest.mark.parametrize("weight", ["normal", "bold"])
@pytest.mark.parametrize("text", SAMPLES)
def test_what_is_measured_is_what_matplotlib_draws(text: str, weight: str) -> None:
    figure = Figure(figsize=(20, 4), dpi=300)
    artist = figure.add_artist(Text(0, 0, text, fontproperties=fonts.properties(text, 40, weight)))
    extent = artist.get_window_extent(figure._get_renderer())  # type: ignore[attr-defined]
    drawn, measured = extent.width * 72 / 300, fonts.width(text, weight) * 40
    assert drawn <= 1.02 * measured
    assert drawn >= 0.85 * measured  # letters that lean into one another are measured side by side
    if not set(text) & LEANING:
        assert drawn == pytest.approx(measured, rel=0.02)
    assert extent.height * 72 / 300 <= fonts.LINE * 40


def test_a_label_fills_the_box_it_was_measured_for() -> None:
    figure = Figure(figsize=(4, 2), dpi=100)
    axes = figure.add_axes((0, 0, 1, 1))
    label = Label(Writing("node", 0.5, 0.5, Block(("Four-Power", "summit"), 20, "bold"), "#000000", "right"))
    axes.add_artist(label)
    box = label.get_window_extent()
    assert box.x1 == pytest.approx(200)
    assert box.width == pytest.approx(fonts.width("Four-Power", "bold") * 20 * 100 / 72)
    assert box.height == pytest.approx(2 * fonts.LINE * 20 * 100 / 72)
    assert box.y1 == pytest.approx(100)


@given(titles(), st.floats(0.5, 40))
def test_wrapping_keeps_every_character_and_the_width(text: str, room: float) -> None:
    lines = fonts.wrap(text, room, 1.0)
    assert "".join(lines).replace(" ", "") == fonts.clean(text).replace(" ", "")
    for line in lines:
        assert (
            fonts.width(line) <= max(room, max(fonts.width(character) for character in line)) + 1e-6 or len(line) <= 3
        )


def test_words_are_kept_whole_where_they_fit() -> None:
    assert fonts.wrap("Allied or German land access", 7.5, 1.0) == ("Allied or", "German land", "access")


def test_characters_that_cannot_be_drawn_are_replaced_not_warned_about() -> None:
    assert fonts.clean("a\tb\nc\u200bd") == "a b cd"
    assert fonts.clean("\ud800x") == "\ufffdx"
    replaced = fonts.drawable("\u4f1a\u8c08 Berlin")
    assert replaced == "\u25a1\u25a1 Berlin" or replaced == "\u4f1a\u8c08 Berlin"
    assert fonts.width("\u4f1a\u8c08") > 0


def test_a_sentence_with_arabic_names_still_runs_from_left_to_right() -> None:
    name = "\u0648\u062d\u062f\u0629"
    assert fonts.drawable(name) == name
    assert fonts.drawable(f"{name} leads") == f"\u200e{name} leads"
    assert fonts.width(f"{name} leads") == pytest.approx(fonts.width(name) + fonts.width(" leads"), abs=0.05)


def test_titles_are_balanced_without_more_lines() -> None:
    text = "Plan a bilateral privately leads Quadripartite plan only by 0.8 of 100"
    plain, even = block(text, 600, 20, "bold"), balanced(text, 600, 20, "bold")
    assert len(plain.lines) == len(even.lines) == 2
    assert abs(len(even.lines[0]) - len(even.lines[1])) < abs(len(plain.lines[0]) - len(plain.lines[1]))


def test_columns_get_what_they_want_or_give_way_from_the_widest() -> None:
    assert shared(100, [5, 5], [20, 30]) == pytest.approx([20, 30])
    widths = shared(60, [5, 5, 30], [20, 80, 40])
    assert sum(widths) == pytest.approx(60)
    assert widths == pytest.approx([15, 15, 30])
    assert sum(shared(10, [5, 8], [20, 20])) == pytest.approx(13)


@st.composite
def twigs(draw: st.DrawFn) -> tuple[list[Lanes], list[list[int]]]:
    """A tree of at most five levels: what each node takes in its lanes, and the places of its children."""
    lanes: list[Lanes] = []
    children: list[list[int]] = []
    tall = st.floats(0.5, 8)

    def grow(depth: int) -> int:
        place = len(lanes)
        lanes.append({2 * depth: (-draw(tall), draw(tall))})
        children.append([])
        if depth:
            lanes[place][2 * depth - 1] = (-draw(tall), draw(tall))
        children[place] = [grow(depth + 1) for _ in range(draw(st.integers(0, 3)))] if depth < 4 else []
        return place

    grow(0)
    return lanes, children


@given(twigs(), st.floats(0, 2))
def test_stacked_twigs_never_overlap_and_stay_in_order(tree: tuple[list[Lanes], list[list[int]]], gap: float) -> None:
    lanes, children = tree
    ys, height = stacked(lanes, children, gap)
    occupied = [
        (lane, y + above, y + below) for y, own in zip(ys, lanes, strict=True) for lane, (above, below) in own.items()
    ]
    assert min(top for _, top, _ in occupied) == pytest.approx(0)
    assert max(bottom for *_, bottom in occupied) == pytest.approx(height)
    for lane in {span[0] for span in occupied}:
        inside = sorted(span[1:] for span in occupied if span[0] == lane)
        for (_, bottom), (top, _) in pairwise(inside):
            assert top >= bottom + gap - 1e-6
    for y, below in zip(ys, children, strict=True):
        places = [ys[child] for child in below]
        assert places == sorted(places)
        if places:
            assert y == pytest.approx((places[0] + places[-1]) / 2)


def test_keys_flow_into_rows_inside_their_room() -> None:
    entries, height = flowed(["Allied unity", "Morale in Berlin", "A settlement", "x" * 200], [15.0] * 4, 250, 10)
    assert entries[0].y == pytest.approx(entries[1].y)
    assert entries[1].y < entries[3].y
    assert all(entry.text_x + entry.text.width <= 250.01 for entry in entries)
    assert height == pytest.approx(entries[3].y + entries[3].text.height)


@pytest.mark.parametrize("texture", ["plain", "rising", "level", "falling", "crossed"])
def test_textures_stay_in_their_box(texture: str) -> None:
    box = Box(3, 7, 40, 11)
    lines = np.array(list(strokes(box, texture, 4)))
    assert (len(lines) == 0) == (texture == "plain")
    if len(lines):
        assert (lines[..., 0] >= 3 - 1e-9).all()
        assert (lines[..., 0] <= 43 + 1e-9).all()
        assert (lines[..., 1] >= 7 - 1e-9).all()
        assert (lines[..., 1] <= 18 + 1e-9).all()
