"""Net benefit: what a unit of gain must be worth for each option to be the best buy, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.combinations import Combination, combinations, later_choices
from decision_model.analysis.question import Ask, By, DrawCount, Question, Seed, WithNumbers, decides
from decision_model.analysis.result import NOISE, Result
from decision_model.analysis.robustness.admissible import uncertain_numbers
from decision_model.analysis.robustness.cost_effect import Gained, Paid, Purchase, purchase
from decision_model.analysis.robustness.first_places import MOST_NAMED, all_of
from decision_model.analysis.robustness.sensitivity.joint_draws import joint_draws, over
from decision_model.analysis.statement import Statement, same_trials
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel
from decision_model.solver.rollback import TIE
from decision_model.words.names import quoted
from decision_model.words.numbers import amounts_apart
from decision_model.words.percent import percent
from decision_model.words.sentences import listed

if TYPE_CHECKING:
    import pandas as pd

STEPS = 100
"""Parts into which the range of rates is cut, for curves."""
TENTHS = 10
"""Parts of the range whose ends stand in the table."""
BEYOND = 1.5
"""How far the range goes above the last rate at which the best option changes."""


@dataclass(frozen=True)
class BestBuy:
    """The rates, from `low` to `high`, at which the options `titles` have the highest net benefit, level if several."""

    low: float
    high: float
    titles: tuple[str, ...]


@dataclass(frozen=True, repr=False, eq=False)
class NetBenefit(Result):
    """The answer of `net_benefit`.

    `rates` (rates,) are what one unit of gain is worth in units of the price; `benefits` (options, rates) each option's
    net benefit there at the stated numbers, in units of the price. `buys` cover the range from low to high, and
    `switches` are the rates between them: the incremental ratios of the frontier.

    With the numbers drawn, `shares` (options, rates) is the part of the draws in which each option's net benefit is
    highest, level ones sharing it (acceptability curves), and `average` are the best buys by the mean over the draws,
    whose shares are the acceptability frontier; None and empty otherwise.
    """

    model: DecisionModel
    bought: Purchase
    options: tuple[Combination, ...]
    rates: np.ndarray
    benefits: np.ndarray
    buys: tuple[BestBuy, ...]
    draws: int = 0
    seed: int = 0
    shares: np.ndarray | None = None
    average: tuple[BestBuy, ...] = ()
    always: bool = False
    """Whether the first best buy is so at every rate, in the range and beyond it."""

    @property
    def switches(self) -> tuple[float, ...]:
        """The rates at which the best buy changes."""
        return tuple(buy.high for buy in self.buys[:-1])

    @property
    def more(self) -> np.ndarray:
        """(options, rates): net benefits above that of the best buy at the lowest rate (incremental net benefit)."""
        first = [option.title for option in self.options].index(self.buys[0].titles[0])
        return self.benefits - self.benefits[first]

    @property
    def worth(self) -> str:
        """'a unit of ‘effect’', or of less of it, of which the worth is moved."""
        return f"each unit {'less ' if self.bought.less_is_gained else ''}of {quoted(self.bought.labels[0])}"

    def best_on_average(self, rate: float) -> Combination:
        """The option whose net benefit is highest on average over the draws; the dearer of two level ones."""
        buy = next(buy for buy in self.average[::-1] if buy.low <= rate)
        return next(option for option in self.options if option.title in buy.titles)

    @property
    def frontier_shares(self) -> np.ndarray | None:
        """(rates,): the share of the option that is best on average over the draws."""
        if self.shares is None:
            return None
        places = [self.options.index(self.best_on_average(rate)) for rate in self.rates.tolist()]
        return self.shares[places, np.arange(len(places))]

    @property
    def statement(self) -> Statement:
        _, price = self.bought.labels
        low, high = amounts_apart(self.buys[0].low, self.buys[-1].high)
        detail = f"Net benefit is the gain times what {self.worth} is worth, from {low} to {high} of {quoted(price)}"
        detail += ", less what is paid, all else left aside"
        if self.draws:
            detail += f"; {self.draws:,} random trials of the uncertain numbers, {same_trials(self.seed)}"
        more = filter(None, [later_choices(self.model, self.bought.by), self.bought.note])
        return Statement(self._headline(), detail, (*self._reasons(), *more))

    def _headline(self) -> str:
        price = quoted(self.bought.labels[1])
        if len(self.options) == 1:
            return f"{quoted(self.options[0].title)} has no rival"
        if not self.switches:
            verb = "are level and best" if len(self.buys[0].titles) > 1 else "is best"
            best = f"{all_of(self.buys[0].titles)} {verb}"
            if self.always:
                return f"{best} whatever {self.worth} is worth in {price}"
            low, high = amounts_apart(self.buys[0].low, self.buys[0].high)
            return f"{best} with {self.worth} worth anything from {low} to {high} of {price}"
        texts = amounts_apart(*self.switches)
        if len(self.buys) > MOST_NAMED:
            at = listed(texts, most=MOST_NAMED)
            return f"What is best changes where {self.worth} is worth {at} of {price}"
        parts = [f"{all_of(buy.titles)} up to {text}" for buy, text in zip(self.buys, texts, strict=False)]
        best = ", then ".join([*parts, all_of(self.buys[-1].titles)])
        return f"By what {self.worth} is worth in {price}, best is {best}"

    def _reasons(self) -> Iterator[str]:
        """How sure the best buy on average is, in the middle of each stretch."""
        shares = self.frontier_shares
        middles = [(buy.low + buy.high) / 2 for buy in self.average]
        for rate, text in zip(middles, amounts_apart(*middles) if middles else (), strict=True):
            assert shares is not None
            share, title = percent(float(np.interp(rate, self.rates, shares))), self.best_on_average(rate).title
            yield f"At {text} {quoted(title)} is best on average, and in {share} of random trials"

    @property
    def columns(self) -> tuple[Column, ...]:
        drawn = self.shares is not None
        keys = ["+".join(filter(None, option.options.values())) for option in self.options]
        named = list(zip(keys, self.options, strict=True))
        return (
            Column("rate", f"worth of {'one less' if self.bought.less_is_gained else 'one more'}", Kind.number),
            Column("best", "best there", Kind.name),
            Column("net_benefit", "net benefit", Kind.number),
            *([Column("best_on_average", "best on average", Kind.name)] if drawn else []),
            *([Column("share_of_draws", "best in", Kind.share)] if drawn else []),
            *(Column(f"net_benefit.{key}", f"net benefit: {o.title}", Kind.number, False) for key, o in named),
            *(Column(f"share_of_draws.{key}", f"best in: {o.title}", Kind.share, False) for key, o in named if drawn),
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        """A row for every tenth of the range, and for every rate at which the best buy changes."""
        wanted = [*np.linspace(self.buys[0].low, self.buys[-1].high, TENTHS + 1).tolist(), *self.switches]
        frontier_shares = self.frontier_shares
        for place in sorted({int(np.argmin(np.abs(self.rates - rate))) for rate in wanted}):
            benefits = self.benefits[:, place]
            rate = float(self.rates[place])
            row: list[Any] = [rate, self._best_at(benefits), float(benefits.max())]
            if self.shares is None or frontier_shares is None:
                yield [*row, *benefits.tolist()]
                continue
            row += [self.best_on_average(rate).title, float(frontier_shares[place])]
            yield [*row, *benefits.tolist(), *self.shares[:, place].tolist()]

    def _best_at(self, benefits: np.ndarray) -> str:
        leads = zip(self.options, _leading(benefits).tolist(), strict=True)
        return listed([option.title for option, is_best in leads if is_best])

    def curves(self) -> pd.DataFrame:
        """Every option's net benefit at every rate, a row a rate; with the numbers drawn the shares of draws."""
        import pandas as pd

        values = self.benefits if self.shares is None else self.shares
        named = {option.title: row for option, row in zip(self.options, values, strict=True)}
        frontier = {} if self.frontier_shares is None else {"best on average": self.frontier_shares}
        return pd.DataFrame({"rate": self.rates, **named, **frontier})


@checked
def net_benefit(  # noqa: PLR0913 - the options of the question
    model: DecisionModel,
    gain: Gained = None,
    price: Paid = None,
    rate: Annotated[
        tuple[float, float] | None, Ask("What one unit of gain is worth in units of the price.", "LOW,HIGH")
    ] = None,
    by: By = None,
    with_numbers: WithNumbers = False,
    draws: DrawCount = 10_000,
    seed: Seed = 0,
) -> NetBenefit:
    """Which option is the best buy, by what a unit of gain is worth (willingness to pay).

    Which option has the highest net benefit, by what a unit of gain is worth: from which rate each is the best buy.

    Net benefit is the expected gain times the `rate`, less the expected price (net monetary benefit; Stinnett & Mullahy
    1998). Options, gain and price are as in `frontier`, whose incremental ratios are the rates at which the best buy
    changes; these are exact. `rate` is the range looked at, by default from 0 to half as much again as the last of
    them. `with_numbers` draws every uncertain number that is no weight, by its distribution or else evenly over its
    range: the share of draws in which each option is best is its acceptability curve (van Hout et al. 1994), and that
    of the option with the highest mean the acceptability frontier (Fenwick, Claxton & Sculpher 2001).

    Raises ModelError as `frontier` does, for a range below 0 or of no length, and where nothing is uncertain.
    """
    bought = purchase(model, gain, price, by)
    compared, _ = combinations(model, bought.by)
    merits = bought.merits(bought.scores(model, compared))
    low, high = _range(rate, merits)
    titles = [option.title for option in compared]
    buys = _buys(titles, merits, low, high)
    always = len(_buys(titles, merits, 0.0, np.inf)) == 1
    if not with_numbers:
        rates = _looked_at(low, high, buys)
        return NetBenefit(model, bought, compared, rates, _along(merits, rates), buys, always=always)
    drawn = _drawn_merits(bought, compared, draws, seed)
    average = _buys(titles, np.add.reduce(drawn, axis=2) / draws, low, high)
    rates = _looked_at(low, high, (*buys, *average))
    shares = _shares(drawn, rates)
    return NetBenefit(model, bought, compared, rates, _along(merits, rates), buys, draws, seed, shares, average, always)


def _range(rate: tuple[float, float] | None, merits: np.ndarray) -> tuple[float, float]:
    """The range that is asked for, or one that holds every rate at which the best buy changes."""
    if rate is None:
        last = _buys([""] * len(merits), merits, 0.0, np.inf)[-1].low
        return 0.0, BEYOND * last if last > 0 else 1.0
    if not 0 <= rate[0] < rate[1] < np.inf:
        message = f"from {rate[0]:g} to {rate[1]:g} is no range of rates."
        raise ModelError([Problem(("rate",), message, "Give a low and a higher rate, from 0 on.")])
    return rate


def _net(merits: np.ndarray, rate: float) -> np.ndarray:
    """(options,) or (options, draws): net benefits at a rate, of merits (options, 2) or (options, 2, draws)."""
    gained, paid = merits[:, 0] * rate, merits[:, 1]
    benefits: np.ndarray = gained + paid
    return np.where(np.abs(benefits) <= NOISE * np.maximum(np.abs(gained), np.abs(paid)), 0.0, benefits)


def _along(merits: np.ndarray, rates: np.ndarray) -> np.ndarray:
    """(options, rates): net benefits at each rate."""
    return np.stack([_net(merits, rate) for rate in rates.tolist()], axis=1)


def _buys(titles: Sequence[str], merits: np.ndarray, low: float, high: float) -> tuple[BestBuy, ...]:
    """The best buys from a rate to a higher one: the upper envelope of straight lines, from crossing to crossing."""
    gains, prices = merits.T
    buys: list[BestBuy] = []
    start = low
    leader = _steepest(gains, _leading(_net(merits, low)))
    while True:
        steeper = np.flatnonzero(gains > gains[leader] + TIE * np.maximum(1.0, np.abs(gains)))
        crossings = (prices[leader] - prices[steeper]) / (gains[steeper] - gains[leader])
        end = min(high, float(crossings.min(initial=np.inf)))
        level = np.abs(merits - merits[leader]) <= TIE * np.maximum(1.0, np.abs(merits[leader]))
        if end > start or not buys:
            same = tuple(title for title, alike in zip(titles, level.all(axis=1), strict=True) if alike)
            buys.append(BestBuy(start, end, same))
        if end >= high:
            return tuple(buys)
        met = np.abs(crossings - end) <= TIE * max(1.0, abs(end))
        leader, start = _steepest(gains, np.isin(np.arange(len(gains)), steeper[met])), end


def _steepest(gains: np.ndarray, among: np.ndarray) -> int:
    return int(np.argmax(np.where(among, gains, -np.inf)))


def _leading(benefits: np.ndarray) -> np.ndarray:
    """Which options (options, ...) have the highest net benefit, those within rounding of it too."""
    highest = benefits.max(axis=0)
    leads: np.ndarray = benefits >= highest - TIE * np.maximum(1.0, np.abs(highest))
    return leads


def _looked_at(low: float, high: float, buys: Sequence[BestBuy]) -> np.ndarray:
    """(rates,): an even grid, and the rates at which a best buy begins."""
    grid = np.linspace(low, high, STEPS + 1)
    near = TIE * max(1.0, high)
    switches = dict.fromkeys(buy.low for buy in buys)
    return np.sort([*grid, *(each for each in switches if np.abs(grid - each).min() > near)])


def _drawn_merits(bought: Purchase, compared: Sequence[Combination], draws: int, seed: int) -> np.ndarray:
    """(options, 2, draws): gains and prices over joint draws of all uncertain numbers but weights."""
    model = bought.model
    weights = {f"{consideration.name}.weight" for consideration in model.walk()}
    numbers = [address for address in uncertain_numbers(model, weight_set=False) if address not in weights]
    scores = bought.scores(over(model, joint_draws(model, draws, seed, numbers)), compared)
    whole = scores if scores.ndim > 2 else scores[..., None]
    return np.broadcast_to(bought.merits(whole), (len(compared), 2, draws))


def _shares(merits: np.ndarray, rates: np.ndarray) -> np.ndarray:
    """(options, rates): the share of draws in which each option is best; level ones have equal parts."""
    leads = [_leading(_net(merits, rate)) for rate in rates.tolist()]
    return np.stack([np.mean(each / each.sum(axis=0), axis=1) for each in leads], axis=1)


QUESTION = Question(
    "What a gain must be worth",
    "Each option costs something and gains something. What is best depends on what a unit of gain is worth: net "
    "benefit is the gain times that, less the cost. Where the numbers are uncertain, the acceptability curve says in "
    "how many draws each option is best.",
    decides,
    order=105,
    in_run=False,
)
