"""What every answer opens with: the plan, how sure it is, and what would turn it; each line as soon as it is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from decision_model.analysis.answers import Answer, answers
from decision_model.analysis.choice.solve import Solution
from decision_model.analysis.registry import analysis
from decision_model.analysis.verdict import judgement
from decision_model.model.decision_model import DecisionModel
from decision_model.words.sentences import capital, counted, sentence

PLAN, RESULT, VERDICT, TURNS = "The plan", "Its worth", "How sure", "What turns it"
SURE, TURNING = "firmness", ("flip", "one_way")
"""The analyses whose answers the verdict and the last line give; the first that finds a change is told."""
MOST_SENTENCES = 4


Ask = Callable[[str], Answer | None]


@dataclass(frozen=True)
class OpeningLine:
    """One line: what it is about, what it says, the analyses whose findings it tells, and the answer it comes from."""

    label: str
    text: str
    told: tuple[str, ...] = ()
    answer: Answer | None = None


def opening(model: DecisionModel, ask: Ask | None = None) -> Iterator[OpeningLine]:
    """The lines of a model that can be solved; `ask` gives the answer of an analysis where it is known already."""
    ask = ask or partial(_asked, model)
    solved = ask("solve")
    if solved is None or not isinstance(solved.result, Solution):
        return
    if model.decisions:
        yield OpeningLine(PLAN, _plan(solved.result.plan))
    statement = solved.result.statement
    sure = judgement(model) if model.decisions else None
    texts = [statement.headline, *([sure.sentence] if sure and sure.headline != statement.headline else [])]
    yield OpeningLine(VERDICT if sure else RESULT, _joined(texts), ("solve", *([SURE] if sure else [])), solved)
    turn = _turning(ask)
    if turn is not None and turn.result is not None:
        yield OpeningLine(TURNS, _joined([turn.result.statement.headline]), (turn.analysis.name,), turn)


def _plan(sentences: Sequence[str]) -> str:
    """The plan on one line, its last sentences only counted where they are many."""
    if len(sentences) <= MOST_SENTENCES:
        return " ".join(sentences)
    more = counted(len(sentences) - MOST_SENTENCES + 1, "more decision")
    return " ".join([*sentences[: MOST_SENTENCES - 1], f"And {more}."])


def _joined(texts: Sequence[str]) -> str:
    return " ".join(sentence(capital(text)) for text in texts)


def _turning(ask: Ask) -> Answer | None:
    """What would turn the choice; where nothing is found, an answer that rules something out."""
    ruled_out = None
    for name in TURNING:
        answer = ask(name)
        statement = answer.result.statement if answer is not None and answer.result is not None else None
        if statement is not None and statement.turns:
            return answer
        if statement is not None and statement.finding is not None:
            ruled_out = ruled_out or answer
    return ruled_out


def _asked(model: DecisionModel, name: str) -> Answer | None:
    """The answer of an analysis of this name, if there is one."""
    found = analysis(name)
    return None if found is None else next(answers(model, selection=[found]), None)
