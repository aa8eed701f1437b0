"""The picture of judged claims: a sign and a word for each, bars of their shares, and what is said of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision_model import figures
from decision_model.analysis.robustness.sensitivity.claim_switch import ClaimSwitch
from decision_model.analysis.sources.claims import JudgedClaims
from decision_model.analysis.sources.judged_claim import JudgedClaim
from decision_model.figures.sources.claims import ClaimsPicture
from decision_model.model.numbers import Citation
from decision_model.model.variations import Claim, Expectation
from tests.figures import drawn
from tests.figures.examples import berlin
from tests.profiles import examples


def claim(text: str, form: str = "best", *cites: str) -> Claim:
    expect = Expectation(form, {"site": "berlin"})  # type: ignore[arg-type]
    return Claim(text, expect, cite=tuple(Citation("memo", locator) for locator in cites))


TURN = ClaimSwitch("Chance that allies object", 0.7, 0.4321, 0.5)
FIRM = JudgedClaim(claim("Berlin is dramatic", "score", "S10"), True, 40.0, 1.0, 0.0, None)
SHAKY = JudgedClaim(claim("Plan a bilateral in private.", "best", "S9", "S14"), True, 0.7, 0.43, 0.011, TURN)
POSSIBLE = JudgedClaim(claim("A bilateral may be best", "possible", "S13"), True, 0.1, 0.02, 0.003, TURN)
FAILING = JudgedClaim(claim("Stay at home"), False, -3.0, 0.12, 0.007, TURN)
UNDRAWN = JudgedClaim(claim("The better the odds, the better", "monotone"), True, 0.1, np.nan, np.nan, None)
ALL = (FIRM, SHAKY, POSSIBLE, FAILING, UNDRAWN)


def judged_claims(*judged: JudgedClaim) -> JudgedClaims:
    return JudgedClaims(berlin(), 2_000, 0, judged)


def figure(*judged: JudgedClaim, size: tuple[float, float] | None = None, theme: str = "slides", dark: bool = False):  # type: ignore[no-untyped-def]
    return figures.draw(judged_claims(*judged), theme=theme, dark=dark, size=size)


def test_the_verdicts_differ_in_shape_and_word() -> None:
    picture = figure(*ALL)
    assert drawn.count(picture, "firm") == drawn.count(picture, "ticks") == 2
    assert drawn.count(picture, "holds") == drawn.count(picture, "open-ticks") == 2
    assert drawn.count(picture, "fails") == 1
    assert drawn.count(picture, "crosses") == 2
    assert drawn.texts(picture, "verdict") == ["fails", "turns easily", "holds", "firm", "firm"]


def test_failing_claims_come_first_then_the_least_widely_true() -> None:
    order = [judged.claim.text for judged in (FAILING, SHAKY, UNDRAWN, POSSIBLE, FIRM)]
    assert drawn.texts(figure(*ALL), "claim") == order


def test_bars_are_as_long_as_the_shares() -> None:
    picture = figure(*ALL)
    tracks, bars = drawn.rectangles(picture, "tracks"), drawn.rectangles(picture, "shares")
    assert [bar[2] / tracks[0][2] for bar in bars] == pytest.approx([0.12, 0.43, 0.02, 1.0])
    assert len({track[0] for track in tracks}) == 1


def test_what_turns_a_claim_is_said_with_both_values() -> None:
    notes = drawn.texts(figure(*ALL), "turn")
    assert notes[0] == "Chance that allies object: 0.7\u21920.4321"
    assert notes[2:] == ["judged at the file's numbers alone", "claimed for one trial at least", "no single number"]


def test_citations_of_one_source_are_gathered() -> None:
    assert drawn.texts(figure(SHAKY), "cite") == ["memo S9, S14"]


def test_firm_claims_are_one_row_where_not_all_fit_and_the_others_are_told() -> None:
    loose = [replace(SHAKY, share=0.3 + number / 100) for number in range(4)] + [FAILING]
    picture = figure(*[FIRM] * 14, *loose)
    assert drawn.texts(picture, "verdict") == ["fails", *["turns easily"] * 4]
    assert drawn.texts(picture, "more") == ["14 more claims are firm"]
    assert drawn.texts(picture, "meaning")[0].startswith("true in 95% of trials")
    assert drawn.count(picture, "firm") == 1
    assert min(drawn.sizes(picture)) >= 14
    assert min(drawn.sizes(picture, "more")) >= 18


def test_as_many_firm_claims_as_fit_are_shown_where_there_are_no_others() -> None:
    picture = figure(*[FIRM] * 30)
    shown = len(drawn.texts(picture, "claim"))
    assert 5 < shown < 30
    assert drawn.texts(picture, "more") == [f"{30 - shown} more claims are firm"]


@pytest.mark.parametrize(
    ("judged", "title"),
    [
        ((FIRM,), "The one claim holds firmly"),
        ((FIRM, POSSIBLE), "All 2 claims hold firmly"),
        (
            (FIRM, SHAKY),
            "All 2 claims hold, 1 of them firmly; least widely, in 43% of random trials: ‘Plan a bilateral in private’",
        ),
        ((FIRM, FAILING), "1 of 2 claims holds; ‘Stay at home’ fails"),
        ((FIRM, FAILING, FAILING), "1 of 3 claims holds; ‘Stay at home’ and 1 more fail"),
        ((FIRM, SHAKY, FAILING), "2 of 3 claims hold, 1 of them firmly; ‘Stay at home’ fails"),
        ((FAILING, FAILING), "None of 2 claims holds; ‘Stay at home’ and 1 more fail"),
        ((FAILING,), "The one claim fails: ‘Stay at home’"),
        ((UNDRAWN,), "The one claim holds"),
        ((), "The file makes no claims"),
    ],
)
def test_the_title_is_the_headline_of_the_result(judged: tuple[JudgedClaim, ...], title: str) -> None:
    assert ClaimsPicture(judged_claims(*judged)).words.title == judged_claims(*judged).statement.headline == title


def test_the_description_tells_every_claim() -> None:
    description = ClaimsPicture(judged_claims(*ALL)).words.description
    assert all(judged.claim.text.rstrip(".") in description for judged in ALL)
    assert "it turns with ‘Chance that allies object’ at 0.4321 instead of 0.7" in description


def test_what_cannot_be_read_is_cut_and_counted() -> None:
    claims = [replace(SHAKY, claim=claim(f"Claim number {number} of the source")) for number in range(60)]
    picture = figure(*claims)
    readable = len(drawn.texts(picture, "claim"))
    assert 5 < readable < 60
    assert drawn.texts(picture, "more") == [f"{60 - readable} more claims turn easily"]


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=90).filter(str.strip)
SHARES = st.one_of(st.floats(0, 1), st.just(np.nan))


@settings(max_examples=examples(30))
@given(
    st.lists(st.tuples(TEXTS, st.booleans(), SHARES, TEXTS), max_size=25),
    st.sampled_from([None, (4.0, 3.0), (9.0, 2.0), (8.3, 11.7)]),
    st.sampled_from(["slides", "paper", "poster"]),
)
def test_any_claims_are_tidy(
    drawn_claims: list[tuple[str, bool, float, str]], size: tuple[float, float] | None, theme: str
) -> None:
    judged = [
        JudgedClaim(claim(text, "best", "S1"), holds, 1.0, share, share * 0.01, replace(TURN, label=label))
        for text, holds, share, label in drawn_claims
    ]
    picture = figure(*judged, size=size, theme=theme)
    assert drawn.overlaps(picture) == []
    assert drawn.outside(picture) == []


@pytest.mark.parametrize("dark", [False, True])
def test_the_same_bytes_twice(dark: bool) -> None:
    first, second = (figure(*ALL, dark=dark) for _ in range(2))
    for kind in ("svg", "png", "pdf"):
        assert figures.render(first, kind, dpi=60) == figures.render(second, kind, dpi=60)
