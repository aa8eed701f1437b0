"""The files of a quiz: as Moodle and text2qti read them, with labels that nothing reads but people."""

from __future__ import annotations

import os
import re
import unicodedata
from base64 import b64decode
from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from decision_model.courses.quiz import Quiz, moodle, quiz, text2qti
from decision_model.courses.quiz.items import ChoiceItem, NumberItem, QuizFigure, TrueFalse
from decision_model.courses.quiz.plain import html, markdown, plain
from decision_model.scenario import parse
from tests.courses.banks import NAMES, bank
from tests.interfaces.hostile import LABELS, scenario

etree = pytest.importorskip("lxml.etree", reason="lxml checks the structure of XML")
lxml_html = pytest.importorskip("lxml.html")

SCHEMA = etree.XMLSchema(etree.parse(str(Path(__file__).with_name("moodle.xsd"))))
KINDS = {"truefalse": TrueFalse, "numerical": NumberItem, "multichoice": ChoiceItem}
DOT = BytesIO()
Image.new("P", (1, 1)).save(DOT, "png")

every_scenario = pytest.mark.parametrize("name", NAMES)


@pytest.fixture
def _dots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures of one pixel each: other tests draw them."""
    monkeypatch.setattr(QuizFigure, "png", DOT.getvalue())


def read(content: bytes) -> Any:
    """The questions of a file that has the structure."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
    SCHEMA.assertValid(root)
    return root


def visible(markup: str) -> str:
    """What HTML shows; only paragraphs and images may be in it."""
    if not markup:
        return ""
    tree = lxml_html.fragment_fromstring(markup, create_parent="div")
    assert {node.tag for node in tree.iter()} <= {"div", "p", "img"}
    assert {name for node in tree.iter() for name in node.attrib} <= {"src", "alt", "style"}
    return str(tree.text_content())


def questions(root: Any) -> Iterator[Any]:
    """Those that are asked."""
    return (question for question in root if question.get("type") in KINDS)


def is_clean(text: str) -> bool:
    """Whether nothing in a text is a control, or steers what follows."""
    return not {sign for sign in text if sign != "\n" and unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp", "Cs")}


@every_scenario
@pytest.mark.usefixtures("_dots")
def test_every_quiz_has_the_structure_of_moodle(name: str) -> None:
    found = bank(name)
    content = moodle(found)
    assert is_clean(content.decode("utf-8"))
    root = read(content)
    assert [question.get("type") for question in root][:2] == ["category", "description"]
    asked = list(questions(root))
    assert [KINDS[question.get("type")] for question in asked] == [type(item) for item in found.items]
    for question, item in zip(asked, found.items, strict=True):
        assert visible(question.findtext("questiontext/text")) == "".join(item.stem)
        assert [answer.get("fraction") for answer in question.iter("answer")].count("100") == 1
        right = question.find("answer[@fraction='100']")
        if isinstance(item, NumberItem):
            assert float(right.findtext("text")) == pytest.approx(item.number.value, abs=item.number.tolerance / 1.9)
            low = [float(a.findtext("text")) - float(a.findtext("tolerance")) for a in question.iter("answer")]
            high = [float(a.findtext("text")) + float(a.findtext("tolerance")) for a in question.iter("answer")]
            order = sorted(range(len(low)), key=low.__getitem__)
            assert all(high[a] < low[b] + 1e-9 for a, b in pairwise(order))
        else:
            assert visible(right.findtext("text")).casefold() == item.answer.casefold()


@every_scenario
@pytest.mark.usefixtures("_dots")
def test_every_image_has_its_file_and_words(name: str) -> None:
    for text in read(moodle(bank(name))).iter("questiontext", "generalfeedback"):
        markup = text.findtext("text") or ""
        shown = re.findall(r'<img src="@@PLUGINFILE@@/([^"]+)" alt="([^"]*)"', markup)
        assert [file for file, _ in shown] == [file.get("name") for file in text.iter("file")]
        assert all(len(alternative) > 40 for _, alternative in shown)


def test_figures_are_pictures_and_the_bytes_are_the_same_each_time() -> None:
    found = bank("textbook/goferbroke")
    content = moodle(found)
    names = set()
    for file in read(content).iter("file"):
        image = Image.open(BytesIO(b64decode(file.text)))
        assert image.format == "PNG"
        assert image.width > 1000
        names.add(file.get("name"))
    assert names == {figure.name for figure in found.figures}
    again = quiz(found.model)
    assert sha256(moodle(again)).digest() == sha256(content).digest()
    assert text2qti(again, "a_") == text2qti(found, "a_")


@pytest.mark.parametrize("kind", LABELS)
@pytest.mark.parametrize("combine", ["weighted", "sum"])
@pytest.mark.usefixtures("_dots")
def test_labels_of_hostile_scenarios_are_shown_and_never_read(kind: str, combine: str) -> None:
    model = parse(scenario(LABELS[kind], combine=combine))
    found = quiz(model)
    assert found.items
    content = moodle(found)
    assert is_clean(content.decode("utf-8"))
    root = read(content)
    written = [text for text in root.iter("text") if text.getparent().get("format") == "html"]
    shown = []
    for text in written:
        markup = text.text or ""
        shown.append(visible(markup))
        assert markup.count("@@PLUGINFILE@@") == len(text.getparent().findall("file"))
        assert not set("$\\{}[]") & set(markup)
    label = plain(model.decisions[0].options[0].title)
    assert any(label in text for text in shown)


@pytest.mark.parametrize("score", [1e90, -1e90, 1e-90, 1e16])
@pytest.mark.usefixtures("_dots")
def test_extremes_are_asked_in_numbers_that_can_be_typed(
    score: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = quiz(parse(scenario(str, score, "sum")))
    read(moodle(found))
    converted(found, tmp_path, monkeypatch)
    for item in found.items:
        if isinstance(item, NumberItem):
            assert re.fullmatch(r"-?\d{1,12}(\.\d{1,4})?", item.number.text())


@pytest.mark.parametrize(
    "sign", ["<b>", "a & b", "&lt;", "$x$", "\\(x\\)", "{{x}}", "@@PLUGINFILE@@", "[[a]]", '"', "'"]
)
def test_html_shows_what_was_written(sign: str) -> None:
    assert visible(f"<p>{html(sign)}</p>") == sign
    assert "@@" not in html(sign)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b\x1b[2J", "ab[2J"),
        ("line\none\r\ntwo\tthree", "line one two three"),
        ("\u202eevil\u2066", "evil"),
        ("  \u00a0 wide  ", "wide"),
        ("e\u0301", "e\u0301"),
    ],
)
def test_nothing_unseen_is_kept(text: str, shown: str) -> None:
    assert plain(text) == shown


# --- text2qti -----------------------------------------------------------------------------------------------------


def converted(found: Quiz, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A quiz as text2qti reads it, written to QTI too."""
    pytest.importorskip("text2qti", reason="text2qti reads its own format", exc_type=ImportError)
    from text2qti.config import Config
    from text2qti.qti import QTI
    from text2qti.quiz import Quiz as Read

    files = text2qti(found, "quiz_")
    for name, content in files.items():
        (folder / (name or "quiz.txt")).write_bytes(content)
    monkeypatch.chdir(folder)
    assert os.sep not in "".join(files)
    made = Read(files[""].decode("utf-8"), config=Config(), source_name="quiz.txt", resource_path=str(folder))
    QTI(made).save(str(folder / "quiz.zip"))
    assert (folder / "quiz.zip").stat().st_size > 1000
    return made


def shown_by(raw: str) -> str:
    """What escaped HTML of text2qti shows."""
    return str(lxml_html.fragment_fromstring(unescape(raw), create_parent="div").text_content()).strip()


def straight(text: str) -> str:
    """A text with straight quotes and single dashes, as before text2qti makes it pretty."""
    pretty = {
        "\u201c": '"',
        "\u201d": '"',
        "\u2018": "'",
        "\u2019": "'",
        "\u2013": "--",
        "\u2026": "...",
        "\u2014": "---",
    }
    for nice, plain_sign in pretty.items():
        text = text.replace(nice, plain_sign)
    return text


@every_scenario
@pytest.mark.usefixtures("_dots")
def test_text2qti_converts_every_quiz(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = bank(name)
    made = [item for item in converted(found, tmp_path, monkeypatch).questions_and_delims if hasattr(item, "choices")]
    kinds = {TrueFalse: "true_false_question", NumberItem: "numerical_question", ChoiceItem: "multiple_choice_question"}
    assert [item.type for item in made] == [kinds[type(item)] for item in found.items]
    for item, asked in zip(made, found.items, strict=True):
        if isinstance(asked, NumberItem):
            assert item.numerical_min < asked.number.value < item.numerical_max
        else:
            (right,) = [choice for choice in item.choices if choice.correct]
            assert shown_by(right.choice_html_xml).casefold() == straight_or_same(right, asked.answer)


def straight_or_same(choice: Any, answer: str) -> str:
    """The answer as text2qti shows it."""
    shown = shown_by(choice.choice_html_xml).casefold()
    return shown if straight(shown) == straight(answer.casefold()) else answer.casefold()


@pytest.mark.parametrize("kind", LABELS)
@pytest.mark.usefixtures("_dots")
def test_no_label_begins_a_question_an_answer_or_code(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = quiz(parse(scenario(LABELS[kind])))
    text = text2qti(found)[""].decode("utf-8")
    assert is_clean(text)
    made = converted(found, tmp_path, monkeypatch)
    asked = [item for item in made.questions_and_delims if hasattr(item, "choices")]
    assert len(asked) == len(found.items)
    for item in asked:
        for raw in (item.question_html_xml, item.feedback_html_xml):
            tags = {node.tag for node in lxml_html.fragment_fromstring(unescape(raw), create_parent="div").iter()}
            assert tags <= {"div", "p", "img"}


@pytest.mark.parametrize(
    "text",
    [
        "1. First", "12) Twelfth", "- dash", "+ plus", "* star", "# head", "> quote", "```{.python .run}", "a) choice",
        "*b) choice", "[*] both", "= 3", "... feedback", "GROUP", "% comment", "$x^2$", "\\num{3}", "![x](y.png)",
        "<script>alert(1)</script>", "{!file!}", "[^1]: note", ": definition", "~~~", "Title: x", "a  b", "***",
    ],
)  # fmt: skip
def test_a_line_of_markdown_shows_what_was_written(text: str) -> None:
    pytest.importorskip("text2qti", reason="text2qti brings the Markdown that it reads", exc_type=ImportError)
    from text2qti.config import Config
    from text2qti.markdown import Markdown

    shown = lxml_html.fragment_fromstring(Markdown(Config()).md_to_html(markdown(text)), create_parent="div")
    assert {node.tag for node in shown.iter()} <= {"div", "p"}
    assert straight(shown.text_content().strip()) == straight(" ".join(text.split()))
