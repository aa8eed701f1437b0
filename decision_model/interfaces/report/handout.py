"""The handout: two pages for a class, with the question, what may be chosen and happen, and room to write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from decision_model.analysis.answers import answers
from decision_model.analysis.choice.tree import DecisionTree
from decision_model.analysis.opening import OpeningLine, opening
from decision_model.analysis.registry import analysis
from decision_model.figures import picture
from decision_model.figures.page.page import Pictured
from decision_model.figures.tree.untold import UntoldTree
from decision_model.interchange.document.content import BETWEEN, byline, note
from decision_model.interchange.document.glossary import Term
from decision_model.model import DecisionModel
from decision_model.model.labels import consideration_labels
from decision_model.model.steps import Step
from decision_model.words.percent import percent
from decision_model.words.sentences import capital, listed, sentence

WHAT, MEANING = "Consideration", "What it means"
YOUR_WEIGHT, STATED_WEIGHT = "Your weight, in points", "Weight in the file"
SHARE_OUT = "Share out 100 points: the more it matters to go from the worst to the best on it, the more points."
READING = (
    "Squares are what we choose, circles what we do not. Write a chance on each branch after a circle and what each "
    "ending is worth, then reckon back from the right."
)
CARED_ABOUT = "What we care about"
CHOICE, TURN, NOTES = "Your choice, and why", "What would change your mind?", "Your notes"


@dataclass(frozen=True)
class Handout:
    """What stands on the two pages; `lines` are empty and `tree` tells nothing where the answer is hidden."""

    model: DecisionModel
    byline: str
    setting: tuple[str, ...]
    decisions: tuple[Term, ...]
    events: tuple[Term, ...]
    columns: tuple[str, ...]
    considerations: tuple[tuple[str, ...], ...]
    tree: Pictured | None
    lines: tuple[OpeningLine, ...]

    @property
    def weighed(self) -> bool:
        """Whether there are weights to fill in."""
        return YOUR_WEIGHT in self.columns

    @property
    def reading(self) -> str:
        """How to fill in the tree; empty where it is filled in."""
        return READING if isinstance(self.tree, UntoldTree) else ""


def handout(model: DecisionModel, hide_answer: bool) -> Handout:
    """The handout of a model, whole."""
    steps = {step.name: _step(step) for step in model.sequence}
    decisions = tuple(steps[step.name] for step in model.decisions)
    events = tuple(steps[step.name] for step in model.events)
    columns, rows = _considerations(model, hide_answer)
    tree = _tree(model, hide_answer)
    title = sentence(capital(tree.words.title)) if tree else ""
    lines = () if hide_answer else tuple(line for line in opening(model) if line.text != title)
    return Handout(model, byline(model), note(model), decisions, events, columns, rows, tree, lines)


def shorter(whole: Handout) -> Iterator[Handout]:
    """The handout, then with less and less on its first page: without notes of options, with a shorter setting."""
    yield whole
    steps = {step.title: step for step in whole.model.sequence}
    decisions, events = (tuple(_bare(steps[term.word]) for term in terms) for terms in (whole.decisions, whole.events))
    bare = replace(whole, decisions=decisions, events=events)
    yield bare
    sentences = [each for paragraph in whole.setting for each in BETWEEN.split(paragraph)]
    for count in range(len(sentences) - 1, -1, -1):
        yield replace(bare, setting=(" ".join(sentences[:count]),) if count else ())
    yield replace(
        bare,
        setting=(),
        columns=tuple(_without(whole.columns, bare.columns)),
        considerations=tuple(tuple(_without(row, bare.columns)) for row in whole.considerations),
    )


def _without(row: Sequence[str], columns: Sequence[str]) -> Iterator[str]:
    """The cells of a row but for what a consideration means."""
    return (cell for column, cell in zip(columns, row, strict=True) if column != MEANING)


def _step(step: Step) -> Term:
    """A step with its options or outcomes, a line each with what the scenario explains of it."""
    if not any(state.note for state in step.states):
        return _bare(step)
    told = (f"{state.title}: {' '.join(state.note.split())}" if state.note else state.title for state in step.states)
    return Term(step.title, "\n".join(sentence(each) for each in told))


def _bare(step: Step) -> Term:
    return Term(step.title, listed([state.title for state in step.states], word="or"))


def _considerations(model: DecisionModel, hide_answer: bool) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """What we care about, each with what it means and, where there are weights, room for one's own."""
    labels = consideration_labels(model)
    columns: dict[str, list[str]] = {WHAT: [labels[leaf.name] for leaf in model.leaves]}
    if any(leaf.note for leaf in model.leaves):
        columns[MEANING] = [" ".join(leaf.note.split()) for leaf in model.leaves]
    if model.total_rule.has_weights and model.weights:
        if not hide_answer:
            columns[STATED_WEIGHT] = [percent(float(model.weights[leaf.name])) for leaf in model.leaves]
        columns[YOUR_WEIGHT] = [""] * len(model.leaves)
    return tuple(columns), tuple(zip(*columns.values(), strict=True))


def _tree(model: DecisionModel, hide_answer: bool) -> Pictured | None:
    """The tree, told or not; None of a model that has none, or one of too many histories."""
    asked = analysis("tree")
    found = next(answers(model, selection=[asked] if asked else []), None)
    if found is None or not isinstance(found.result, DecisionTree):
        return None
    return UntoldTree(found.result) if hide_answer else picture(found.result)
