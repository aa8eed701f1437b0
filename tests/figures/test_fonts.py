"""Typefaces: those of the machine that help out, and those that would."""

from __future__ import annotations

import pytest

from decision_model.figures.page import fonts

ALEPH, ALIF, WATER, MADE_UP = "\u05d0", "\u0627", "\u6c34", "\U0001f600"
INSTALLED = {"All East": {WATER}, "Arabic": {ALIF}, "Both": {ALEPH, ALIF}}


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with three fonts, and a shipped one that has Latin letters alone."""
    monkeypatch.setattr(fonts, "_installed", lambda: tuple((name, f"{name}.ttf") for name in INSTALLED))
    monkeypatch.setattr(fonts, "_coverage", lambda file: frozenset(map(ord, INSTALLED[file.removesuffix(".ttf")])))
    monkeypatch.setattr(fonts, "_characters", lambda file: frozenset(range(128)))
    fonts.helpers.cache_clear()


@pytest.mark.usefixtures("machine")
def test_fonts_help_out_together() -> None:
    """As few as will do; what none of them has is lacking, and only that."""
    assert fonts.helpers(frozenset({ALEPH, ALIF, WATER})) == (("Both", "Both.ttf"), ("All East", "All East.ttf"))
    assert fonts.helpers(frozenset({MADE_UP})) == ()
    assert fonts.lacking(f"a {ALEPH} {WATER} {MADE_UP}") == {MADE_UP}
    assert fonts.drawable(f"a{WATER}{MADE_UP}") == f"a{WATER}{fonts.REPLACEMENT}"
    fonts.helpers.cache_clear()


@pytest.mark.parametrize(
    ("characters", "wanted"),
    [
        (WATER + "\u3042\uac00", ["Noto Sans CJK"]),
        (ALEPH + "\u0905\u0e01", ["Noto Sans Devanagari", "Noto Sans Hebrew", "Noto Sans Thai"]),
        ("\u2a0c\U0001f600", ["Noto Emoji", "Noto Sans Symbols 2"]),
    ],
)
def test_a_font_that_would_help_goes_by_the_script(characters: str, wanted: list[str]) -> None:
    assert fonts.that_help(characters) == wanted


def test_widths_are_the_sums_of_the_advances_and_scale_with_the_text() -> None:
    assert fonts.width("aab") == pytest.approx(2 * fonts.width("a") + fonts.width("b"))
    assert fonts.width("i") < fonts.width("m")
    assert fonts.width("a", "bold") > fonts.width("a")
    assert fonts.width("e\u0301") == pytest.approx(fonts.width("e"), rel=0.05)  # a mark moves the pen no further


def test_marks_without_end_on_one_letter_are_left_out_and_writing_stays() -> None:
    assert len(fonts.clean("e" + "\u0301\u0327\u0489" * 400 + "x")) == 2 + fonts.MARKS_IN_A_ROW
    for text in ("\u0e01\u0e33\u0e49\u0e07", "\u0939\u093f\u0928\u094d\u0926\u0940", "e\u0301\u0302", "\u2026" * 8):
        assert fonts.clean(text) == text


def test_several_lines_are_as_wide_as_the_widest() -> None:
    assert fonts.width("a\nwide\nb") == pytest.approx(fonts.width("wide"))
