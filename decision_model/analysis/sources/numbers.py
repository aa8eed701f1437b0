"""Every number of a model with the address by which it is moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isclose
from typing import Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.question import Question
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.sensitivity.number_range import value_cells
from decision_model.analysis.robustness.sensitivity.spreads import drawn
from decision_model.analysis.statement import Statement
from decision_model.analysis.utility import scaling_sentences
from decision_model.model.continuous_events import is_stand_in
from decision_model.model.decision_model import DecisionModel
from decision_model.model.discretisation import stand_in_moments
from decision_model.model.judgements import WeightJudgement
from decision_model.model.labels import number_labels, step_labels
from decision_model.model.moments import moments
from decision_model.model.number_index import Addressed
from decision_model.model.numbers import Number
from decision_model.words.names import quoted
from decision_model.words.numbers import amounts_apart
from decision_model.words.percent import percent
from decision_model.words.sentences import counted

MIDDLE = (0.025, 0.975)
"""Shares of a distribution between whose quantiles 95% of it lie."""

METHOD_WORDS = {
    "pearson_tukey": "extended Pearson-Tukey",
    "swanson": "extended Swanson-Megill",
    "bracket_means": "means of equally likely parts",
    "bracket_medians": "medians of equally likely parts",
    "moments": "points with its moments",
}


@dataclass(frozen=True, repr=False)
class Numbers(Result):
    """The numbers of a model, in file order: address, what it is, its value, its stated range and its unit."""

    model: DecisionModel

    @property
    def statement(self) -> Statement:
        count = len(self.model.numbers)
        known = "each of which an analysis takes" if count > 1 else "which an analysis takes"
        headline = f"The model has {counted(count, 'number')}, {known} by its address"
        told = (judgement_sentences, scaling_sentences, stand_in_sentences)
        return Statement(headline, reasons=tuple(sentence for sentences in told for sentence in sentences(self.model)))

    @property
    def master_constant(self) -> float | None:
        """The K of a multiplicative total (Keeney & Raiffa 1976, ch. 6); None for other totals."""
        master = self.model.total_rule.master_constant(self.model.top_weights)
        return None if master is None else float(np.mean(master))

    @property
    def consistency_ratios(self) -> Mapping[str | None, float]:
        """How far comparisons in pairs contradict one another (Saaty 1980), by the consideration whose scores or parts.

        None stands for the weights of the top level.
        """
        judged: list[tuple[str | None, WeightJudgement]] = [
            (group.name if group is not None else None, judgement) for group, judgement in self.model.judgements()
        ]
        judged += [(leaf.name, judgement) for leaf, judgement in self.model.judged_scores()]
        found = ((name, judgement.priorities) for name, judgement in judged)
        return {name: each.consistency_ratio() for name, each in found if each is not None}

    @property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("address", "address"),
            Column("number", "number", Kind.name),
            Column("value", "now", Kind.number),
            Column("low", "low", Kind.number),
            Column("high", "high", Kind.number),
            *(
                Column(f"quantile_{100 * share:g}", f"{percent(share)} of its distribution below", Kind.number)
                for share in MIDDLE
            ),
            Column("unit", "in"),
            *([Column("share", "share of the whole", Kind.share)] if self._has_shares else []),
        )

    @property
    def _has_shares(self) -> bool:
        return self.model.total_rule.has_weights and self.model.total_rule.weights_are_shares

    def brief_rows(self, count: int) -> Sequence[int]:
        """All: it is a list to look something up in."""
        return range(count)

    def rows(self) -> Iterable[Sequence[Any]]:
        labels, shares = number_labels(self.model), _shares(self.model) if self._has_shares else {}
        for address, stated in self.model.numbers.items():
            value = float(np.mean(stated.number.at(self.model.values)))
            cells = value_cells(False, value, *(stated.number.range or (None, None)))
            unit = number_unit(self.model, stated)
            share = [shares.get(address)] if self._has_shares else []
            yield address, labels[address], *cells, *_middle(stated.number), unit, *share


def _shares(model: DecisionModel) -> dict[str, float]:
    """What part of the whole each weight is, by its address: of a group that of all its considerations together."""
    parts = {each.name: [np.mean(model.weights[leaf.name]) for leaf in each.leaves()] for each in model.walk()}
    return {f"{name}.weight": float(sum(shares)) for name, shares in parts.items()}


def _middle(number: Number) -> Sequence[float | None]:
    """The quantiles between which the middle of a number's distribution lies, cut off by its range if it has one."""
    if number.distribution is None:
        return [None] * len(MIDDLE)
    quantiles: list[float] = drawn(number.distribution, number.range, np.array(MIDDLE)).tolist()
    return quantiles


def judgement_sentences(model: DecisionModel) -> Iterator[str]:
    """How weights and scores that were judged follow from what was judged."""
    for group, judgement in model.judgements():
        whose = "The weights" if group is None else f"The weights within {quoted(group.title)}"
        yield f"{whose}: {judgement.summary}"
    for leaf, judgement in model.judged_scores():
        yield f"The scores on {quoted(leaf.title)}: {judgement.summary}"


def stand_in_sentences(model: DecisionModel) -> Iterator[str]:
    """How far the values that stand in for continuous events have the mean and the spread of these."""
    labels = step_labels(model)
    for event in model.events:
        if event.cut is not None and is_stand_in(event):
            exact, own = moments(event.cut.distribution), stand_in_moments(event.cut)
            (mean, own_mean), (sd, own_sd) = (_apart(*pair) for pair in zip(exact, own, strict=True))
            yield (
                f"The distribution of {quoted(labels[event.name])} ({event.cut.distribution.kind}) has mean {mean} and "
                f"standard deviation {sd}; the {len(event.outcomes)} values that stand in for it "
                f"({METHOD_WORDS[event.cut.method]}) have mean {own_mean} and standard deviation {own_sd}."
            )


def _apart(exact: float, own: float) -> tuple[str, ...]:
    """Two amounts, told apart where they differ by more than a millionth."""
    return amounts_apart(*((exact, exact) if isclose(exact, own, rel_tol=1e-6, abs_tol=1e-9) else (exact, own)))


def number_unit(model: DecisionModel, stated: Addressed) -> str | None:
    """The unit in which the file states a number; None where it is a chance, or on a scale of its own.

    A weight is stated in points, of which other tables give the percentage that it has of its group's; a scaling
    constant of a product in hundredths.
    """
    if stated.kind == "weight":
        return "points" if model.total_rule.weights_are_shares else "hundredths"
    in_totals_unit = stated.kind == "risk tolerance" or (stated.kind == "score" and not model.total_rule.has_weights)
    return model.unit or None if in_totals_unit else None


@checked
def numbers(model: DecisionModel) -> Numbers:
    """List every number with the address by which it is named, as in one-way --number ADDRESS."""
    return Numbers(model)


QUESTION = Question(
    "Every number",
    "All numbers of the model with the address by which each is named, its value, its stated range and, where it has a "
    "distribution, between what 95% of that lie.",
    order=30,
    in_run=False,
)
