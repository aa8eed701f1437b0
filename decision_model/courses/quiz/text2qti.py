"""A quiz as text for text2qti, which makes QTI of it, for Canvas and others (https://github.com/gpoore/text2qti).

What a scenario says stands in single lines of Markdown in which every sign that could mean something is written as a
reference, so that no label begins a question, a block of code or an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decision_model.courses.quiz.bank import Quiz
from decision_model.courses.quiz.items import ChoiceItem, NumberItem, QuizFigure, QuizItem, TrueFalse
from decision_model.courses.quiz.plain import markdown, plain, short

LETTERS = "abcdefghij"


def text2qti(quiz: Quiz, prefix: str = "") -> dict[str, bytes]:
    """The text, under the name '', and the images that it shows, by their names, which begin with `prefix`.

    Images are to stand in the folder of the text. The same bytes every time.
    """
    lines = list(_lines(quiz, prefix))
    files = {"": ("\n".join(lines).rstrip() + "\n").encode("utf-8")}
    return files | {prefix + figure.name: figure.png for figure in quiz.figures}


def _lines(quiz: Quiz, prefix: str) -> Iterator[str]:
    yield f"Quiz title: {short(quiz.model.title)}"
    yield ""
    yield from _paragraphs("Text: ", [quiz.model.title, *quiz.setting], quiz.shown, prefix)
    yield ""
    for place, item in enumerate(quiz.items, 1):
        yield f"Title: {short(item.title)}"
        yield from _paragraphs(f"{place}. ", item.stem, item.figure, prefix)
        yield from _paragraphs("... ", item.feedback, item.shown_after, prefix)
        yield from _answers(item)
        yield ""


def _answers(item: QuizItem) -> Iterator[str]:
    if isinstance(item, TrueFalse):
        yield f"{'*' if item.is_true else ''}a) True"
        yield f"{'' if item.is_true else '*'}b) False"
    elif isinstance(item, NumberItem):
        number = item.number
        yield f"= {number.text()} +- {number.text(number.tolerance)}"
    elif isinstance(item, ChoiceItem):
        for letter, option in zip(LETTERS, item.options, strict=False):
            yield f"{'*' if option.is_right else ''}{letter}) {markdown(option.text)}"
            yield f"... {markdown(option.sentence)}"


def _paragraphs(start: str, texts: Sequence[str], figure: QuizFigure | None, prefix: str) -> Iterator[str]:
    """Paragraphs, the first behind a mark, the others indented under it, with an image at the end."""
    told = [markdown(text) for text in texts if plain(text)]
    if figure is not None:
        told.append(f"![{markdown(figure.alternative)}]({prefix}{figure.name})")
    for place, text in enumerate(told):
        if place:
            yield ""
        yield f"{' ' * len(start) if place else start}{text}"
