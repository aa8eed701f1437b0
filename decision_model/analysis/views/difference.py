"""What changed between two models, in words, and which changes moved the winner and the gap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations as subsets
from math import factorial
from typing import Annotated, Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.combinations import Combination, decided_now
from decision_model.analysis.question import FILE, Ask, By, Question
from decision_model.analysis.result import Result, settled
from decision_model.analysis.robustness.sensitivity.candidate_plans import direction, tolerance
from decision_model.analysis.robustness.sensitivity.mixture import mixed
from decision_model.analysis.statement import Statement
from decision_model.analysis.units import amounts, differences, lead
from decision_model.analysis.views.changes import Change, changes_between, grouped
from decision_model.analysis.views.matching import Key, decides, matched
from decision_model.errors import ModelError
from decision_model.model import DecisionModel
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.sentences import counted, listed

Keyed = Mapping[Key, Combination]
Groups = list[tuple[str, tuple[Change, ...]]]
MOST_NAMED = 3
"""Options and changes that are named together at most."""
MOST = 10
"""Changes that are told apart at most; more are grouped."""


@dataclass(frozen=True)
class ChangeShare:
    """A change, or several that only count together: its words, and its part (Shapley value) in both movements.

    `gap` is None where the first model's winner cannot be taken in the second.
    """

    title: str
    changes: tuple[Change, ...]
    total: float
    gap: float | None


@dataclass(frozen=True, repr=False)
class Difference(Result):
    """The answer of `difference`.

    `changes` says what differs, in words. `leaders` are the titles of what comes first in either model, several where
    they are level. `totals` are the best plan's totals in both models and `gaps` how far the
    first model's winner is ahead of its strongest rival in both (negative: it has lost). The shares' totals and gaps
    add up to what the second has over the first. `turning` holds the smallest sets of shares (by title) that turn the
    winner.
    """

    model: DecisionModel
    second: DecisionModel
    by: tuple[str, ...]
    changes: tuple[Change, ...]
    leaders: tuple[tuple[str, ...], tuple[str, ...]]
    totals: tuple[float, float]
    gaps: tuple[float, float | None]
    shares: tuple[ChangeShare, ...]
    turning: tuple[tuple[str, ...], ...]

    @property
    def winners(self) -> tuple[str, str]:
        """What comes first in either model; the first in the file where several are level."""
        return self.leaders[0][0], self.leaders[1][0]

    @property
    def amounts(self) -> Amounts:
        """How movements of the total are written."""
        shares = [share.total for share in self.shares]
        return differences(self.model, [*shares, self.totals[1] - self.totals[0]])

    @property
    def statement(self) -> Statement:
        if not self.changes:
            return Statement("The two are the same")
        written = amounts(self.model, self.totals)
        before, after = (written.phrase(total) for total in self.totals)
        is_single = len(self.changes) == 1
        detail = f"There {'is' if is_single else 'are'} {counted(len(self.changes), 'change')}"
        detail += f"; the best total was {before} and is {after}" if self._movement else f"; the best total is {after}"
        headline = f"{self._leading_text()}; {self._movement_text()}"
        return Statement(headline, detail, tuple(change.sentence for change in self.changes))

    @property
    def _movement(self) -> float:
        return settled(self.totals[1] - self.totals[0], *self.totals)

    def _movement_text(self) -> str:
        if not self._movement:
            return "the best total stays the same"
        return f"the best total goes {'up' if self._movement > 0 else 'down'} by {lead(self.amounts, self._movement)}"

    def _leading_text(self) -> str:
        before, after = (listed([quoted(title) for title in titles], most=MOST_NAMED) for titles in self.leaders)
        several = len(self.leaders[1]) > 1
        if self.leaders[0] == self.leaders[1]:
            return f"{after} are still level" if several else f"{after} still leads"
        turned = f"{after} {'are now level' if several else 'now leads'} instead of {before}"
        if not self.turning:
            return turned
        causes = self.turning[0]
        enough = "alone is enough" if len(causes) == 1 else "together are enough"
        return f"{turned} ({listed([quoted(cause) for cause in causes], most=MOST_NAMED)} {enough})"

    @property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("change", "change", Kind.name),
            Column("share_of_total", "moves the total by", Kind.points),
            Column("share_of_gap", "moves the lead by", Kind.points),
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        """One row a change (or group of changes), the one that moved the total most first."""
        for share in self.shares:
            gap = None if share.gap is None else settled(share.gap, *self.totals)
            yield [share.title, settled(share.total, *self.totals), gap]


@checked
def difference(
    first: DecisionModel,
    second: Annotated[DecisionModel, Ask("The other scenario file.", FILE, option="other")],
    by: By = None,
) -> Difference:
    """Say what changed between two scenarios, and which change moved the winner and the gap.

    What changed between two models (two files, or a model and a variation), and what each change did.

    The winner is the best combination of options of the decisions `by` (default: those before any event). Shares are
    exact Shapley values (Shapley 1953): what a change adds when it is made, averaged over all orders of making the
    changes. At most ten are told apart: numbers first, then all numbers of one step or consideration, then of one
    kind, then all; so too where only some changes together make sense. Steps, options, rules and considerations that
    come, go or move count as one change of structure, with the numbers that come and go with them.

    Raises ModelError for names that are no decisions.
    """
    changes = changes_between(first, second)
    names = tuple(by) if by else tuple(name for name in decided_now(first) if decides(second, name))
    matches = matched(first, names), matched(second, names)
    leading_keys = _leading(first, matches[0]), _leading(second, matches[1])
    winner = leading_keys[0][0]
    shared_winner = winner if winner in matches[1] else None
    groups, worth = _worth(first, second, changes, matches, shared_winner)
    sign = direction(first)
    whole = (1 << len(groups)) - 1
    gaps = (float(worth[1][0]), float(worth[1][whole]) if shared_winner else None)
    shares = [
        ChangeShare(title, members, sign * total, gap if shared_winner else None)
        for (title, members), total, gap in zip(
            groups, _shapley(worth[0], len(groups)), _shapley(worth[1], len(groups)), strict=True
        )
    ]
    shares.sort(key=lambda share: -abs(share.total))
    titles = [title for title, _ in groups]
    turning = _smallest_turning_sets(worth[1], titles) if shared_winner else ()
    leaders = _titles(matches[0], leading_keys[0]), _titles(matches[1], leading_keys[1])
    totals = sign * float(worth[0][0]), sign * float(worth[0][whole])
    return Difference(first, second, names, changes, leaders, totals, gaps, tuple(shares), turning)


def _leading(model: DecisionModel, keyed: Keyed) -> tuple[Key, ...]:
    """What comes first, all that are level with it included, in file order."""
    totals = direction(model) * np.array(
        [float(np.asarray(solve(combination.of(model)).total)) for combination in keyed.values()]
    )
    are_level = totals >= totals.max() - tolerance(totals.max())
    return tuple(key for key, is_level in zip(keyed, are_level.tolist(), strict=True) if is_level)


def _titles(keyed: Keyed, keys: Sequence[Key]) -> tuple[str, ...]:
    return tuple(keyed[key].title for key in keys)


def _worth(
    first: DecisionModel,
    second: DecisionModel,
    changes: Sequence[Change],
    keys: tuple[Keyed, Keyed],
    winner: Key | None,
) -> tuple[Groups, np.ndarray]:
    """Groups of changes, and for every set of them (as bits) the best total and the winner's gap: (2, sets)."""
    for groups in grouped(changes, MOST):
        try:
            return groups, _of_sets(first, second, groups, keys, winner)
        except ModelError:
            continue
    return [], _of_sets(first, second, [], keys, winner)


def _of_sets(
    first: DecisionModel,
    second: DecisionModel,
    groups: Groups,
    keys: tuple[Keyed, Keyed],
    winner: Key | None,
) -> np.ndarray:
    """In one batch for the sets without a change of structure, and one for those with it."""
    sets = np.arange(1 << len(groups))
    sets_with = {
        change.address: (sets >> place) & 1 == 1
        for place, (_, members) in enumerate(groups)
        for change in members
        if change.address
    }
    rebuilt = np.zeros(len(sets), dtype=bool)
    for index, (_, members) in enumerate(groups):
        if any(not change.address for change in members):
            rebuilt = (sets >> index) & 1 == 1
    worth = np.zeros((2, len(sets)))
    for base, chosen, keyed in ((first, ~rebuilt, keys[0]), (second, rebuilt, keys[1])):
        if chosen.any():
            model = mixed(base, first, second, {address: in_set[chosen] for address, in_set in sets_with.items()})
            worth[0, chosen] = direction(base) * np.asarray(solve(model).total)
            worth[1, chosen] = _gap(model, keyed, winner) if winner else 0.0
    return worth


def _gap(model: DecisionModel, keyed: Keyed, winner: Key) -> np.ndarray:
    totals = {
        key: direction(model) * np.asarray(solve(combination.of(model)).total) for key, combination in keyed.items()
    }
    rivals = [total for key, total in totals.items() if key != winner]
    return (
        np.asarray(totals[winner] - np.max(np.stack(np.broadcast_arrays(*rivals)), axis=0)) if rivals else np.zeros(1)
    )


def _shapley(worth: np.ndarray, count: int) -> list[float]:
    """Each player's Shapley value in a game given by the worth of every set of players, as bits: (sets,)."""
    sets = np.arange(len(worth))
    noise = 1e-12 * max(1.0, float(np.abs(worth).max()))
    sizes = np.array([int(members).bit_count() for members in sets])
    weight = np.array([factorial(n) * factorial(count - n - 1) / factorial(count) for n in range(count)] + [0.0])
    shares = []
    for player in range(count):
        without = sets[(sets >> player) & 1 == 0]
        adds = worth[without | 1 << player] - worth[without]
        shares.append(float(np.sum(weight[sizes[without]] * np.where(np.abs(adds) <= noise, 0.0, adds))))
    return shares


def _smallest_turning_sets(gaps: np.ndarray, titles: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The sets of changes that turn the winner and of which no part does."""
    lost = gaps < -tolerance(gaps)
    smallest: list[int] = []
    for size in range(1, len(titles) + 1):
        for members in subsets(range(len(titles)), size):
            bits = sum(1 << member for member in members)
            if lost[bits] and not any(bits & smaller == smaller for smaller in smallest):
                smallest.append(bits)
    return tuple(tuple(title for place, title in enumerate(titles) if (bits >> place) & 1) for bits in smallest)


QUESTION = Question(
    "What changed",
    "Two versions of a scenario side by side: which of their differences moved the best choice, and by how much.",
    order=20,
    in_run=False,
)
