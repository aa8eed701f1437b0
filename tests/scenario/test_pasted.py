"""Characters pasted from word processors and pages: read as meant, or named with the line in which they stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.errors import ScenarioError
from decision_model.interfaces.options import bounds, numbers
from decision_model.model.formulas import parse as formula
from decision_model.model.typed_text import CURLY_QUOTES, INVISIBLE, MINUS_SIGNS, SPACES
from decision_model.scenario import parse, write

BASE = (Path(__file__).parent / "mistakes" / "bases" / "where_to_meet.yaml").read_text("utf-8")
PAGE = (Path(__file__).parents[2] / "scenarios" / "README.md").read_text("utf-8")
WHOLE = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[1]
TEXTS = [BASE, WHOLE]
MEANT = [write(parse(text)) for text in TEXTS]


def in_plain_spaces(pasted: str) -> str:
    """A scenario with the special spaces of its texts made plain, written out."""
    return write(parse(re.sub(rf"[{SPACES}]|\\u[0-9a-f]{{4}}", " ", write(parse(pasted)))))


@given(which=st.sampled_from([0, 1]), data=st.data())
def test_a_special_space_anywhere_is_read_as_a_space_or_named_at_its_line(which: int, data: st.DataObject) -> None:
    text = TEXTS[which]
    spaces = [match.start() for match in re.finditer(" ", text)]
    special = data.draw(st.sampled_from(SPACES))
    position = data.draw(st.sampled_from(spaces))
    pasted = text[:position] + special + text[position + 1 :]
    try:
        assert in_plain_spaces(pasted) == MEANT[which]
    except ScenarioError as error:
        (problem,) = error.problems
        assert problem.location is not None
        assert problem.location.line == pasted[:position].count("\n") + 1
        assert f"U+{ord(special):04X}" in problem.message


@pytest.mark.parametrize("which", [0, 1])
def test_a_file_in_which_every_space_is_a_no_break_space(which: int) -> None:
    pasted = TEXTS[which].replace(" ", "\xa0")
    assert in_plain_spaces(pasted) == MEANT[which]


@given(sign=st.sampled_from(MINUS_SIGNS), space=st.sampled_from(["", " ", *SPACES]))
def test_dashes_and_the_minus_sign_are_minus(sign: str, space: str) -> None:
    for written in (
        f"{sign}{space}50",
        f"{{value: {sign}50, range: [{sign}60, {sign}40]}}",
        f"10{space}{sign}{space}60",
    ):
        pasted = WHOLE.replace("by: -40", f"by: {written}")
        assert pasted != WHOLE
        adjustment = parse(pasted).leaves[1].scores.adjustments[1].then  # type: ignore[union-attr]
        assert adjustment.at({}) == -50
    assert formula(f"a{space}{sign}{space}{sign}3") == formula("a - -3")


@given(sign=st.sampled_from(MINUS_SIGNS), space=st.sampled_from(["", " ", *SPACES]), quote=st.sampled_from(["", "“"]))
def test_options_read_what_is_pasted(sign: str, space: str, quote: str) -> None:
    close = quote and "”"
    assert numbers([f"p={quote}{sign}5{close}, q={space}40{space}%{space}"], "--set") == {"p": -5, "q": 0.4}
    assert bounds(f"{sign}2{space},{quote}10{space}%{close}", "--between") == (-2, 0.1)


@pytest.mark.parametrize("opening", CURLY_QUOTES)
def test_curly_quotes_around_keys_are_not_part_of_them(opening: str) -> None:
    assert write(parse(WHOLE.replace("title:", f"{opening}title{opening}:"))) == MEANT[1]


@pytest.mark.parametrize("quoted", ["“berlin”", "‘berlin’", "„berlin“", "ber\xa0lin", "ber\u200blin", "«berlin»"])
def test_a_name_with_a_character_that_is_no_part_of_names_is_told_with_its_line(quoted: str) -> None:
    with pytest.raises(ScenarioError) as error:
        parse(BASE.replace("- decide: site", f"- decide: {quoted}"))
    problem = error.value.problems[0]
    line = BASE[: BASE.index("- decide: site")].count("\n") + 1
    assert problem.location is not None
    assert problem.location.line == line
    assert re.search(r"U\+[0-9A-F]{4} \(", problem.message)


@pytest.mark.parametrize("title", ["“Where: to meet”", '"Where to meet”', "‘a: b’"])
def test_a_text_broken_by_curly_quotes_is_told_so_at_its_line(title: str) -> None:
    with pytest.raises(ScenarioError, match="Curly quotes") as error:
        parse(BASE.replace("title: Where to meet", f"title: {title}"))
    (problem,) = error.value.problems
    assert problem.location is not None
    assert problem.location.line == 2


def test_texts_keep_their_characters() -> None:
    text = "“Berlin”\xa0– a city’s fate:\u2003now"
    assert parse(BASE.replace("title: Where to meet", f"title: {text}")).title == text
    block = BASE.replace("title: Where to meet", f"title: >\n  {text}\n  key:\xa0x {{a,\xa0b}}")
    assert parse(block).title == f"{text} key:\xa0x {{a,\xa0b}}"


@pytest.mark.parametrize("character", INVISIBLE)
def test_invisible_characters_around_names_and_numbers_do_no_harm(character: str) -> None:
    pasted = BASE.replace("decide: site", f"decide: site{character}").replace("weight: 30", f"weight: {character}30")
    assert write(parse(pasted)) == MEANT[0]


@given(which=st.sampled_from([0, 1]), data=st.data())
def test_an_end_of_line_that_editors_do_not_show_is_read_as_a_space(which: int, data: st.DataObject) -> None:
    text = TEXTS[which]
    position = data.draw(st.sampled_from([match.start() for match in re.finditer(" ", text)]))
    sign = data.draw(st.sampled_from("\x85\u2028\u2029"))
    assert write(parse(text[:position] + sign + text[position + 1 :])) == MEANT[which]


def test_lines_are_counted_as_editors_count_them() -> None:
    with pytest.raises(ScenarioError) as caught:
        parse(BASE.replace("title: ", "title: \u2028\x85\u2029") + "\nnonsense: 1\n")
    (problem,) = caught.value.problems
    assert problem.location is not None
    assert problem.location.line == BASE.count("\n") + 2


@given(special=st.sampled_from(SPACES + INVISIBLE))
def test_a_special_space_inside_a_number_is_named(special: str) -> None:
    with pytest.raises(ScenarioError, match=f"There is a U\\+{ord(special):04X}") as caught:
        parse(WHOLE.replace("by: -40", f"by: 4{special}0"))
    (problem,) = caught.value.problems
    assert problem.location is not None
    assert problem.location.line == WHOLE[: WHOLE.index("by: -40")].count("\n") + 1
