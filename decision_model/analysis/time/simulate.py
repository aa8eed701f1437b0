"""All uncertain numbers at once: joint draws, who comes first how often, and which number it hangs on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import cached_property
from math import sqrt
from typing import Annotated, Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.chunks import CHUNK, Chunk, chunks
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.combinations import Combination, apart, combinations, decided_now
from decision_model.analysis.effort import drawn, drawn_under, refuse_endless
from decision_model.analysis.given_plan import best_called
from decision_model.analysis.question import Ask, By, DrawCount, Question, Seed, decides
from decision_model.analysis.result import Result, settled
from decision_model.analysis.robustness.first_places import level_for_first
from decision_model.analysis.robustness.sensitivity.candidate_plans import direction
from decision_model.analysis.robustness.sensitivity.joint_draws import Numbers
from decision_model.analysis.robustness.sensitivity.set_numbers import addressed
from decision_model.analysis.statement import Statement, same_trials
from decision_model.analysis.time.draw_summary import QUANTILES, Summary
from decision_model.analysis.time.gain import is_level
from decision_model.analysis.time.simulated_draws import SimulatedDraws, all_chunks
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel
from decision_model.model.labels import number_labels
from decision_model.words.names import quoted
from decision_model.words.numbers import signed
from decision_model.words.percent import percent
from decision_model.words.sentences import counted, listed

DRAWS = 10_000
"""Draws, where it is not said how many."""

MOST_TOTALS = 2**25
"""Totals, of all combinations in the draws of a chunk, that are kept at most: 270 MB."""

LOOKED_AT = 20_000
"""Draws from which rank correlations are taken."""


@dataclass(frozen=True, eq=False)
class Simulated:
    """One combination over all draws: its `totals` (draws,), and the share of draws in which it comes first.

    Of `totals` the first chunk is kept; `summary` is of all. Draws in which several are level count for
    each in equal parts; `error` is the standard error of `first`, `always` whether no other is better in any draw.
    """

    title: str
    options: Mapping[str, str | None]
    totals: np.ndarray
    summary: Summary
    first: float
    error: float
    always: bool


@dataclass(frozen=True)
class Influence:
    """How closely a number goes together with the leader's total and with its lead, as rank correlations (-1 to 1)."""

    address: str
    label: str
    total: float
    lead: float


@dataclass(frozen=True, repr=False)
class Simulation(Result):
    """The answer of `simulate`: combinations in file order; `best_plan` (draws,) chooses anew in every draw.

    `drawn` maps addresses to their values (draws,). Of both the first chunk is kept; `best_summary` is of all draws.
    """

    model: DecisionModel
    draws: int
    seed: int
    by: tuple[str, ...]
    drawn: Mapping[str, np.ndarray] = field(compare=False)
    simulated: tuple[Simulated, ...]
    best_plan: np.ndarray = field(compare=False)
    best_summary: Summary
    leaders: tuple[str, ...]
    """Titles of the combinations that lead at the model's own numbers: several where they are level."""
    level: float = 0.0
    """The share of draws in which several combinations come first, level."""

    @property
    def leader(self) -> str:
        """The first of them."""
        return self.leaders[0]

    @property
    def statement(self) -> Statement:
        numbers = counted(len(self.drawn), "number")
        error = percent(max(option.error for option in self.simulated))
        detail = (
            f"{numbers} varied together in {self.draws:,} random trials, {same_trials(self.seed)}; "
            f"by chance shares are off by some {error} at most"
        )
        finding = None if self.ordered[0].title in self.leaders else ""
        return Statement(_headline(self), detail, tuple(_reasons(self)), finding)

    @property
    def ordered(self) -> tuple[Simulated, ...]:
        """The combinations, those that come first most often first."""
        return tuple(sorted(self.simulated, key=lambda option: -option.first))

    @property
    def columns(self) -> tuple[Column, ...]:
        named = {0.5: "median"}
        return (
            Column("option", "option", Kind.name),
            Column("first", "comes first in", Kind.share),
            Column("standard_error", "standard error", Kind.share, brief=False),
            Column("mean", "mean", Kind.points),
            Column("spread", "spread (standard deviation)", Kind.points),
            *(
                Column(f"quantile_{100 * share:g}", named.get(share, f"{percent(share)} of trials below"), Kind.points)
                for share in QUANTILES
            ),
            Column("behind", "mean behind the highest" if self._is_more else "mean above the lowest", Kind.points),
        )

    @property
    def _is_more(self) -> bool:
        return self.model.better == "higher"

    def rows(self) -> Iterable[Sequence[Any]]:
        means = [option.summary.mean for option in self.simulated]
        best = max(means) if self._is_more else min(means)
        for option in self.simulated:
            behind = settled(abs(best - option.summary.mean), *means) or None
            yield (option.title, option.first, option.error, *option.summary.cells, behind)
        yield (best_called(self.model), None, None, *self.best_summary.cells, None)

    @cached_property
    def influences(self) -> tuple[Influence, ...]:
        """Every number that was drawn, the one that goes most closely with the leader's lead first (Spearman 1904)."""
        leading = next(option for option in self.simulated if option.title == self.leader)
        others = [
            direction(self.model) * option.totals[:LOOKED_AT] for option in self.simulated if option is not leading
        ]
        own = direction(self.model) * leading.totals[:LOOKED_AT]
        lead = own - np.max(others, axis=0) if others else np.zeros_like(own)
        total = _ranks(leading.totals[:LOOKED_AT])
        lead = _ranks(lead)
        labels = number_labels(self.model)
        influences = []
        for address, values in self.drawn.items():
            ranks = _ranks(values[:LOOKED_AT])
            label = labels.get(address) or addressed(self.model, address).label
            influences.append(Influence(address, label, _correlation(ranks, total), _correlation(ranks, lead)))
        return tuple(sorted(influences, key=lambda influence: -abs(influence.lead)))


@checked
def simulate(  # noqa: PLR0913 - the options of the question
    model: DecisionModel,
    draws: DrawCount = DRAWS,
    seed: Seed = 0,
    *,
    numbers: Numbers | None = None,
    weights: Annotated[float | None, Ask("Draw the weights too, Dirichlet with this concentration.")] = None,
    chances: Annotated[float | None, Ask("Draw the chances too, Dirichlet with this concentration.")] = None,
    by: By = None,
    executor: Executor | None = None,
) -> Simulation:
    """Draw all uncertain numbers together, many times: how often each option comes first.

    (Also: Monte Carlo or probabilistic sensitivity analysis; Doubilet et al. 1985.) In each draw every number takes a
    value from its distribution (truncated to its range where it states one), or an even one from its range, each
    independently of the others; then every combination of the decisions `by` is solved, the rest best. Draws go through
    the model in chunks (of `chunks.CHUNK`), each with random numbers of its own: an `executor` of concurrent.futures
    works several at a time, and the result is the same, bit for bit, with any number of workers. Shares, means and
    standard deviations are of all draws; quantiles of more than one chunk are exact to a bin (`draw_summary.BIN_COUNT`
    of them). The share of first places has the standard error sqrt(p (1 - p) / draws).

    `numbers` lists addresses, or maps them to a Distribution or a range (low, high); by default every number that
    states one. A weight is drawn as a share of its group: what the file says of it in points is divided by the group's
    points there, what is given here is a share, 0 to 1; the others of the group share the rest in proportion, and where
    all are drawn they are scaled to the whole. `weights` and `chances`, if given, are Dirichlet concentrations: all
    weights of a group, all chances of a rule, are drawn around their own values, the closer the larger the
    concentration (about the number of cases that one's opinion is worth). `by` is by default what is decided before
    anything becomes known. The same seed, 0 included, gives the same draws, and a number's draws do not depend on what
    else is drawn. Raises ModelError when nothing is uncertain, for unknown numbers and for draws that make no sense.
    """
    names = tuple(by) if by else decided_now(model)
    compared, _ = combinations(model, names)
    _refuse_too_much(model, compared, draws)
    asked = SimulatedDraws(model, compared, seed, numbers, weights, chances)
    first, *others = list(chunks(draws)) or [Chunk(0, draws)]
    values = asked.values(first)
    totals = asked.totals(values, first.draws)
    summaries, places = all_chunks(asked, totals, others, executor)
    simulated = _simulated(compared, totals, summaries, places, draws)
    level = float(_divided(places)[:, 1:].sum()) / draws
    leaders = _leaders(model, compared)
    return Simulation(model, draws, seed, names, values, simulated, totals[-1], summaries[-1], leaders, level)


def _refuse_too_much(model: DecisionModel, compared: Sequence[Combination], draws: int) -> None:
    """Raises ModelError where it would not end, or not fit into memory."""
    options = len(compared)
    refuse_endless(
        drawn_under(model, max(draws, 1), [option.options for option in compared]),
        f"{draws:,} draws of {counted(options, 'combination')} in a tree of {model.structure.branches:,} branches",
        "Draw fewer times, or name fewer decisions in 'by'.",
    )
    if options * min(draws, CHUNK) > MOST_TOTALS:
        problem = f"{options:,} combinations in {min(draws, CHUNK):,} draws are too many totals to keep."
        remedy = f"Draw at most {MOST_TOTALS // options:,} times, or name fewer decisions in 'by'."
        raise ModelError([Problem(("draws",), problem, remedy, code="too-much-memory")])


def _divided(places: np.ndarray) -> np.ndarray:
    """First places (n, n), those among so many level counting for each in equal parts."""
    return places / np.arange(1, len(places) + 1)


def _simulated(
    compared: Sequence[Combination],
    totals: np.ndarray,
    summaries: Sequence[Summary],
    places: np.ndarray,
    draws: int,
) -> tuple[Simulated, ...]:
    """Every combination with its totals, their summary and its first places."""
    shares = (_divided(places).sum(axis=1) / draws).tolist()
    return tuple(
        Simulated(
            option.title,
            option.options,
            totals[row],
            summaries[row],
            share,
            sqrt(max(share * (1 - share), 0.0) / draws),
            bool(places[row].sum() == draws),
        )
        for row, (option, share) in enumerate(zip(compared, shares, strict=True))
    )


def _leaders(model: DecisionModel, compared: Sequence[Combination]) -> tuple[str, ...]:
    """The titles of those that lead at the model's own numbers."""
    base = [direction(model) * float(solve(option.of(model)).total) for option in compared]
    return tuple(option.title for option, total in zip(compared, base, strict=True) if is_level(total, max(base)))


def _headline(result: Simulation) -> str:
    """What comes first how often, and whether it leads at the stated numbers too."""
    top, *others = result.ordered
    if not others:
        return f"{quoted(top.title)} is all there is to choose"
    if all(option.always for option in result.simulated):
        return f"{_names(option.title for option in result.simulated)} are level in every trial"
    level = [top, *(option for option in others if is_level(option.first, top.first))]
    titles = [option.title for option in result.simulated if option in level]
    share = (
        f"in all {result.draws:,} random trials"
        if is_level(top.first, 1.0)
        else f"in {percent(top.first)} of {result.draws:,} random trials"
    )
    if len(level) > 1 and all(option.always for option in level):
        return f"{_names(titles)} are level and come first in all {result.draws:,} random trials"
    if len(level) > 1:
        return f"{_names(titles)} come first equally often, each {share}"
    if top.title not in result.leaders:
        leading = [option for option in others if option.title in result.leaders]
        first, *leaders = apart(result.model, [option.options for option in (top, *leading)])
        leads = "lead, level," if len(leaders) > 1 else "leads"
        return f"{quoted(first)} comes first {share}, although {_names(leaders)} {leads} at the stated numbers"
    if others[0].first <= 0:
        return f"{quoted(top.title)} comes first {share}"
    first, second = apart(result.model, [top.options, others[0].options])
    return f"{quoted(first)} comes first {share}, {quoted(second)} in {percent(others[0].first)}"


def _reasons(result: Simulation) -> Iterator[str]:
    """Whether first places were divided, and the number that goes most closely with the lead."""
    if 0 < result.level < 1:
        yield level_for_first(result.level, "In {} of random trials")
    most = next(iter(result.influences), None)
    if most is not None and abs(most.lead) >= 0.005:
        goes_with = (
            f"{quoted(most.label)} ({signed(most.lead)}, where 1 is always together and \u22121 always opposite)"
        )
        yield f"The lead of {quoted(result.leader)} goes most with {goes_with}."


def _names(titles: Iterable[str]) -> str:
    return listed([quoted(title) for title in titles], most=4)


def _ranks(values: np.ndarray) -> np.ndarray:
    """Ranks, equal values sharing the mean of theirs."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[place])


def _correlation(first: np.ndarray, second: np.ndarray) -> float:
    """Pearson's correlation; 0 where one of them does not vary."""
    first, second = first - first.mean(), second - second.mean()
    size = float(np.sqrt((first * first).sum() * (second * second).sum()))
    return float((first * second).sum()) / size if size > 0 else 0.0


def _is_uncertain(model: DecisionModel) -> bool:
    """Whether some number is stated with a range or a distribution, so that it can be drawn."""
    stated = (entry.number for entry in model.numbers.values())
    return decides(model) and any(number.range or number.distribution for number in stated)


def _work(model: DecisionModel) -> float:
    return drawn(model, 2 * DRAWS)


QUESTION = Question(
    "All uncertain numbers together",
    "All numbers that have a range are drawn at random, thousands of times. How often an option leads shows how much "
    "can be said in spite of everything we do not know.",
    _is_uncertain,
    order=60,
    work=_work,
)
