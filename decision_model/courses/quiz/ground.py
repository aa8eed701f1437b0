"""What the questions about one model rest on, each worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from operator import mul

import numpy as np

from decision_model.analysis.choice.rank import Ranked, Ranking, rank
from decision_model.analysis.choice.solve import Solution, solve
from decision_model.analysis.combinations import MOST as MOST_COMBINATIONS
from decision_model.analysis.combinations import Combination, combinations, decided_now
from decision_model.analysis.units import better
from decision_model.analysis.verdict import FirmnessVerdict, Judgement, judgement
from decision_model.courses.quiz.items import AskedNumber, ChoiceItem, NumberItem, QuizItem, QuizOption, WrongNumber
from decision_model.courses.quiz.lots import heads, shuffled
from decision_model.model import DecisionModel, Event
from decision_model.model.labels import consideration_labels, step_labels, step_state_labels
from decision_model.solver.rollback import TIE
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.sentences import listed, sentence

CLEAR = 0.005
"""Gaps smaller than this, as a part of the scale or of the totals, are too small to ask who is ahead."""

FEWEST = 2
"""Mistakes that lead to a wrong number of their own from which on a number may be asked as a choice."""

MOST = 5
"""Answers that a choice offers at most."""


@dataclass(frozen=True)
class Ground:
    """A model, the seed by which its quiz is drawn, and what several questions need."""

    model: DecisionModel
    seed: int

    @cached_property
    def solution(self) -> Solution:
        """The best plan."""
        return solve(self.model)

    @cached_property
    def by(self) -> tuple[str, ...]:
        """The decisions that are compared: those before the first event, or as many of them as are not too many."""
        names = decided_now(self.model)
        counts = accumulate((len(self.model.steps[name].states) for name in names), mul)
        return names[: max(1, sum(count <= MOST_COMBINATIONS for count in counts))]

    @cached_property
    def ranking(self) -> Ranking:
        """Their combinations, best first."""
        return rank(self.model, list(self.by))

    @cached_property
    def combination_of(self) -> Mapping[str, Combination]:
        """The combinations by their titles."""
        return {each.title: each for each in combinations(self.model, self.by)[0]}

    @cached_property
    def compared(self) -> tuple[Ranked, ...]:
        """The combinations whose titles are their own, best first."""
        first: dict[str, Ranked] = {}
        for row in self.ranking.ranked:
            first.setdefault(row.title, row)
        return tuple(first.values())

    @cached_property
    def judgement(self) -> Judgement | None:
        """How sure the choice is."""
        return None if self.model.followed else judgement(self.model, self.by)

    @property
    def is_tied(self) -> bool:
        """Whether nothing is best by itself."""
        tie = self.judgement is not None and self.judgement.verdict is FirmnessVerdict.tie
        return tie or len(self.ranking.leaders) > 1

    @property
    def is_close(self) -> bool:
        """Whether what is best is too close to call."""
        return self.judgement is not None and self.judgement.verdict is FirmnessVerdict.close

    @cached_property
    def is_averse(self) -> bool:
        """Whether totals are certainty equivalents."""
        return self.model.risk_tolerance is not None

    @cached_property
    def forgets(self) -> bool:
        """Whether a decision has limited memory: other criteria than the mean are then not defined."""
        return bool(self.solution.rollback.sets)

    @cached_property
    def first_event(self) -> int:
        """The place of the first event; beyond the last step where there is none."""
        places = (place for place, step in enumerate(self.model.sequence) if isinstance(step, Event))
        return next(places, len(self.model.sequence))

    @cached_property
    def steps(self) -> Mapping[str, str]:
        """What steps are called."""
        return step_labels(self.model)

    @cached_property
    def states(self) -> Mapping[tuple[str, str], str]:
        """What options and outcomes are called."""
        return step_state_labels(self.model)

    @cached_property
    def considerations(self) -> Mapping[str, str]:
        """What considerations are called."""
        return consideration_labels(self.model)

    @cached_property
    def clear(self) -> float:
        """The least gap of two totals for one to be called ahead."""
        if self.model.total_rule.has_weights:
            return 100 * CLEAR
        totals = [row.total for row in self.ranking.ranked] if self.by else [float(np.asarray(self.solution.total))]
        return max(TIE, CLEAR * max(map(abs, totals), default=1.0))

    @property
    def amounts(self) -> Amounts:
        """How totals are written."""
        return self.ranking.amounts

    @property
    def sign(self) -> float:
        """1 where more is better, -1 where less is."""
        return better(self.model)

    def state(self, step: str, state: str) -> str:
        """'‘Access’ has turned out ‘Blocked’' in short: ‘Access’ is ‘Blocked’."""
        return f"{quoted(self.steps[step])} is {quoted(self.states[step, state])}"

    def situation(self, history: Mapping[str, str]) -> str:
        """What is so, as a sentence goes on: '‘Access’ is ‘Blocked’ and ‘Allies’ is ‘Accept’'."""
        return listed([self.state(step, state) for step, state in history.items()])

    def total(self, value: float, written: Amounts | None = None) -> AskedNumber:
        """A total, or a gain where it is `written` as such, as it is asked for."""
        amounts = self.amounts if written is None else written
        unit = "of 100" if amounts.weighted else amounts.unit
        return AskedNumber(value / amounts.factor, amounts.decimals, unit)


def asked(item: NumberItem, question: str, seed: int) -> QuizItem | None:
    """A number as it will be asked: to be typed or, if mistakes give enough other numbers, perhaps to be chosen.

    `question` is added to the stem. Slips that cannot be told from the right number, or from one another, are dropped.
    None where the number is too small to be asked for.
    """
    number = item.number
    if not number.can_be_asked:
        return None
    kept: list[WrongNumber] = []
    for slip in item.slips:
        near = [kept_slip for kept_slip in kept if abs(kept_slip.value - slip.value) <= 2.5 * number.tolerance]
        if number.is_apart(slip.value) and not near:
            kept.append(slip)
    if len(kept) >= FEWEST and heads(seed, "as a choice", item.key):
        right = QuizOption(number.phrase(), True, "That is right.")
        wrong = (QuizOption(number.phrase(slip.value), False, slip.sentence) for slip in kept)
        fields = {name: getattr(item, name) for name in ("key", "title", "feedback", "figure", "about")}
        return choice((right, *wrong), seed, stem=(*item.stem, question), **fields)
    how = f"Give it {_unit(number)}, {_rounding(number)}"
    counts = f"an answer that is off by {number.text(number.tolerance)} counts."
    return replace(item, slips=tuple(kept), stem=(*item.stem, f"{question} {how}; {counts}"))


def choice(options: Iterable[QuizOption], seed: int, **fields: object) -> ChoiceItem | None:
    """A choice with its answers in an order drawn by lot; None where fewer than two are left.

    Of answers that read alike the first is kept, and the right one always; there are five at most.
    """
    ordered = sorted(options, key=lambda option: not option.is_right)
    different: dict[str, QuizOption] = {}
    for option in ordered:
        different.setdefault(" ".join(option.text.split()).casefold(), option)
    if len(different) < 2:
        return None
    key, kept = str(fields["key"]), tuple(different.values())[:MOST]
    return ChoiceItem(options=shuffled(kept, seed, lambda option: f"{key}\0{option.text}"), **fields)  # type: ignore[arg-type]


def told(*texts: str) -> tuple[str, ...]:
    """Texts as paragraphs that end as sentences do, without those that are empty."""
    return tuple(sentence(" ".join(text.split())) for text in texts if text.strip())


def _unit(number: AskedNumber) -> str:
    if number.unit == "%":
        return "in percent"
    if number.unit == "of 100":
        return "in points of 100"
    return f"in {number.unit}" if number.unit else "as a plain number"


def _rounding(number: AskedNumber) -> str:
    if number.decimals == 0:
        return "rounded to a whole number"
    return f"rounded to {number.decimals} decimal{'s' if number.decimals > 1 else ''}"
