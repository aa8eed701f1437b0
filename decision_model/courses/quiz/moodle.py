"""A quiz as Moodle XML, the format in which Moodle imports and exports banks of questions.

Written as Moodle documents it (https://docs.moodle.org/en/Moodle_XML_format): a category, a description that sets the
scene, then a question each. Files are inside, in base64.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from decision_model.courses.quiz.bank import Quiz
from decision_model.courses.quiz.items import ChoiceItem, NumberItem, QuizFigure, QuizItem, TrueFalse
from decision_model.courses.quiz.plain import html, paragraphs, plain, short

FULL, NOTHING = "100", "0"
"""Fractions of a right and a wrong answer, in percent."""


def moodle(quiz: Quiz) -> bytes:
    """The XML file of a quiz, in UTF-8; the same bytes every time."""
    root = Element("quiz")
    title = short(quiz.model.title).replace("/", "//")  # a single one would begin a category inside
    _text(SubElement(SubElement(root, "question", type="category"), "category"), f"$course$/top/{title}")
    _description(root, quiz)
    for item in quiz.items:
        _question(root, item)
    indent(root, " ")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, "utf-8") + b"\n"


def _description(root: Element, quiz: Quiz) -> None:
    question = SubElement(root, "question", type="description")
    _text(SubElement(question, "name"), short(quiz.model.title))
    _formatted(question, "questiontext", paragraphs([quiz.model.title, *quiz.setting]), quiz.shown)
    _formatted(question, "generalfeedback", "")
    _fields(question, defaultgrade="0", penalty="0", hidden="0")


def _question(root: Element, item: QuizItem) -> None:
    writers = {TrueFalse: ("truefalse", "1"), NumberItem: ("numerical", "0.3333333"), ChoiceItem: ("multichoice", "1")}
    kind, penalty = writers[type(item)]
    question = SubElement(root, "question", type=kind)
    _text(SubElement(question, "name"), short(item.title))
    _formatted(question, "questiontext", paragraphs(item.stem), item.figure)
    _formatted(question, "generalfeedback", paragraphs(item.feedback), item.shown_after)
    _fields(question, defaultgrade="1", penalty=penalty, hidden="0")
    if isinstance(item, TrueFalse):
        _true_or_false(question, item)
    elif isinstance(item, NumberItem):
        _number(question, item)
    elif isinstance(item, ChoiceItem):
        _choice(question, item)


def _true_or_false(question: Element, item: TrueFalse) -> None:
    for said in (True, False):
        right = said is item.is_true
        answer = SubElement(question, "answer", fraction=FULL if right else NOTHING, format="moodle_auto_format")
        _text(answer, "true" if said else "false")
        _formatted(answer, "feedback", paragraphs(["That is right." if right else f"It is {item.answer}."]))


def _number(question: Element, item: NumberItem) -> None:
    """The right number, then wrong ones that get a sentence: Moodle takes the first that fits."""
    number = item.number
    answers = [(number.value, FULL, "That is right.")]
    answers += [(slip.value, NOTHING, slip.sentence) for slip in item.slips]
    for value, fraction, sentence in answers:
        answer = SubElement(question, "answer", fraction=fraction, format="moodle_auto_format")
        _text(answer, number.text(value))
        _formatted(answer, "feedback", paragraphs([sentence]))
        SubElement(answer, "tolerance").text = number.text(number.tolerance)
    _fields(question, unitgradingtype="0", unitpenalty="0.1", showunits="3", unitsleft="0")


def _choice(question: Element, item: ChoiceItem) -> None:
    _fields(question, single="true", shuffleanswers="true", answernumbering="abc")
    for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        _formatted(question, name, "")
    for option in item.options:
        answer = SubElement(question, "answer", fraction=FULL if option.is_right else NOTHING, format="html")
        _text(answer, paragraphs([option.text]))
        _formatted(answer, "feedback", paragraphs([option.sentence]))


def _fields(question: Element, **values: str) -> None:
    for name, value in values.items():
        SubElement(question, name).text = value


def _text(parent: Element, text: str) -> None:
    SubElement(parent, "text").text = plain(text)


def _formatted(parent: Element, name: str, markup: str, *figures: QuizFigure | None) -> None:
    """A text of HTML with the figures that it shows."""
    element = SubElement(parent, name, format="html")
    shown = [figure for figure in figures if figure is not None]
    _text(element, markup + "".join(_images(shown)))
    for figure in shown:
        file = SubElement(element, "file", name=figure.name, path="/", encoding="base64")
        file.text = b64encode(figure.png).decode("ascii")


def _images(figures: Iterable[QuizFigure]) -> Iterable[str]:
    for figure in figures:
        source = f"@@PLUGINFILE@@/{figure.name}"  # what Moodle puts the address of the file in place of
        yield f'<p><img src="{source}" alt="{html(figure.alternative)}" style="max-width: 100%"></p>'
