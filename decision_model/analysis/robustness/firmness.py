"""Firmness: how sure a choice is, at the stated numbers, over the weights alone, and over all numbers together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.combinations import Combination, apart, combinations, decided_now
from decision_model.analysis.effort import drawn
from decision_model.analysis.question import By, DrawCount, Question, Seed, decides
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.admissible import admissible, uncertain_numbers
from decision_model.analysis.robustness.best_shares import (
    BestShares,
    Compared,
    over_all,
    over_ranged_weights,
    over_weights,
)
from decision_model.analysis.robustness.first_places import VariedSet
from decision_model.analysis.robustness.weight_space.orders import judged_orders
from decision_model.analysis.robustness.weight_space.weight_set import WeightSet
from decision_model.analysis.statement import Statement, same_trials
from decision_model.analysis.units import amounts, better, lead
from decision_model.analysis.verdict import EDGE, FIRM, LEANING, RULE, FirmnessVerdict, Judgement, judged
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel
from decision_model.solver.forced_choices import forced_totals
from decision_model.solver.policy_evaluation import tolerance
from decision_model.words.amounts import Amounts, with_gap
from decision_model.words.names import quoted
from decision_model.words.percent import percent
from decision_model.words.sentences import capital, counted, listed

MOST = 200
"""Options above which the comparison is refused."""

DRAWS = 10_000
"""Draws by default: the standard error at the thresholds is then below half a percent."""

SEEN = 0.005
"""Share from which a rival that is best instead is named."""


@dataclass(frozen=True)
class Standing:
    """One option at the stated numbers: its total and its lead over the best other, below 0 where it is behind."""

    options: Mapping[str, str | None]
    title: str
    total: float
    lead: float


@dataclass(frozen=True, repr=False)
class Firmness(Result):
    """The answer of `firmness`: options best first, `level` of them level at the stated numbers, and the `verdict`.

    `weights` holds the shares over the admissible weights, the numbers as stated; `joint` those over joint draws of
    weights and numbers, both in the order of `standings` and None where nothing of the kind varies. `numbers` were
    drawn beside the weights (with 0 `joint` is `weights`); `limited` says whether the file limits any weight.
    """

    model: DecisionModel
    by: tuple[str, ...]
    draws: int
    seed: int
    standings: tuple[Standing, ...]
    level: int
    verdict: FirmnessVerdict
    weights: BestShares | None
    joint: BestShares | None
    numbers: int
    limited: bool

    @property
    def statement(self) -> Statement:
        return Statement(_headline(self), _method(self), tuple(_reasons(self)))

    @property
    def amounts(self) -> Amounts:
        """How totals are written: the lead as the first two are apart."""
        totals = [standing.total for standing in self.standings]
        written = amounts(self.model, totals)
        return with_gap(written, totals[0], totals[1]) if len(totals) > 1 else written

    @property
    def ahead(self) -> float:
        """The lead at the stated numbers, as the totals are written; 0 or more."""
        first, *others = self.standings
        return self.amounts.between(first.total, others[0].total) if others else 0.0

    @property
    def point_amounts(self) -> Amounts:
        return self.amounts

    @property
    def judgement(self) -> Judgement:
        """The verdict as other statements say it."""
        headline = _too_close(self) if self.verdict is FirmnessVerdict.close else ""
        return Judgement(self.verdict, _sentence(self), headline)

    @property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("option", "option", Kind.name),
            Column("total", "total", Kind.points),
            Column("lead", "lead", Kind.points),
            Column("best_weights", "best under so many weights", Kind.share),
            Column("error_weights", "standard error (weights)", Kind.share, brief=False),
            Column("best_joint", "best in so many trials", Kind.share),
            Column("error_joint", "standard error (trials)", Kind.share, brief=False),
            Column("verdict", "verdict"),
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        for place, standing in enumerate(self.standings):
            looks = [_cells(look, place) for look in (self.weights, self.joint)]
            verdict = self.verdict.value if place < self.level else None
            yield (standing.title, standing.total, standing.lead, *looks[0], *looks[1], verdict)


def _cells(look: BestShares | None, place: int) -> tuple[float | None, float | None]:
    return (None, None) if look is None else (look.best[place], look.error(place))


@checked
def firmness(
    model: DecisionModel,
    by: By = None,
    draws: DrawCount = DRAWS,
    seed: Seed = 0,
) -> Firmness:
    """How sure the best choice is: firm, leaning, or too close to call.

    Three looks at the same choice: its lead at the stated numbers; the share of the admissible weights under which it
    is best, the numbers as stated; and the share in which it is best when weights and numbers are drawn together over
    all that the file states of them. It is *firm* if it is best at the stated numbers and in at least 95 % of both
    shares, *leaning* at two thirds of both, and otherwise *too close to call*; options that are level at the stated
    numbers are a *tie*. What the file leaves without a range stays as stated, and the statement says so. The shares are
    those of stochastic multicriteria acceptability analysis (Lahdelma & Salminen 2001) and of probabilistic sensitivity
    analysis (Doubilet et al. 1985); the thresholds are conventions of this package.

    Options are the combinations of the decisions `by` (default: what has to be decided now), the later decisions at
    their best; a choice that the model forces is no longer open. An option is best in a case if no other is better by
    more than the tie tolerance: level options are all best. (`acceptability` and `simulate` divide such cases.)

    Weights are uniform over the set of `admissible`, and the share is exact where it can be measured as a volume.
    Numbers are drawn independently, from their distribution cut off at their range or evenly from their range; one that
    is worked out from others follows them. With `combine: sum` there are no weights to look at; with multiplicative and
    Choquet totals, whose weights are no shares of a whole, they vary over the ranges that they state.

    Raises ModelError for unknown names, more than 200 options, an empty set of weights, a model that holds draws,
    without decisions, and for draws that make no sense together.
    """
    names = tuple(by) if by else decided_now(model)
    return model.once((firmness, names, draws, seed), lambda: _firmness(model, names, draws, seed))


def _firmness(model: DecisionModel, names: tuple[str, ...], draws: int, seed: int) -> Firmness:
    options = _options(model, names, draws)
    totals = forced_totals(model, [option.of(model) for option in options])
    order = np.argsort(-better(model) * totals, kind="stable")
    options, totals = [options[place] for place in order], totals[order]
    standings = tuple(_standing(model, option, place, totals) for place, option in enumerate(options))
    level = int(np.count_nonzero(np.abs(totals - totals[0]) <= tolerance(totals[0])))
    weights = admissible(model).weights if model.total_rule.linear_in_weights else None
    looks = _looks(Compared(model, options, 0, draws, seed), weights) if len(options) > 1 else (None, None)
    verdict = _verdict(len(options), level, looks)
    numbers = len(uncertain_numbers(model, weights is not None))
    ranged = any(consideration.weight is not None and consideration.weight.range for consideration in model.walk())
    limited = ranged or bool(judged_orders(model))
    return Firmness(model, names, draws, seed, standings, level, verdict, *looks, numbers, limited)


def _options(model: DecisionModel, names: Sequence[str], draws: int) -> list[Combination]:
    """What is compared: the combinations that can be taken."""
    if draws < 1:
        raise ModelError([Problem(("draws",), f"{draws} draws say nothing.", "Ask for at least 1.")])
    if any(number.number.draws for number in model.numbers.values()):
        raise ModelError([Problem((), "the model already holds draws.", "Start from single numbers.")])
    options = list(combinations(model, names)[0])
    if len(options) > MOST:
        problem = f"there are {len(options)} options to compare; the limit is {MOST}."
        raise ModelError([Problem(("by",), problem, "Name fewer decisions.")])
    return options


def _standing(model: DecisionModel, option: Combination, place: int, totals: np.ndarray) -> Standing:
    others = np.delete(totals, place) * better(model)
    ahead = better(model) * float(totals[place]) - float(others.max()) if len(others) else 0.0
    near = float(tolerance(totals[place]))
    return Standing(option.options, option.title, float(totals[place]), ahead if abs(ahead) > near else 0.0)


def _looks(compared: Compared, weights: WeightSet | None) -> tuple[BestShares | None, BestShares | None]:
    """The shares over the weights alone and over everything; None where nothing varies."""
    if weights is not None:
        alone = over_weights(compared, weights) if weights.dimension else None
    else:
        alone = over_ranged_weights(compared) if compared.model.total_rule.has_weights else None
    drawn = uncertain_numbers(compared.model, weights is not None)
    return alone, over_all(compared, weights) if drawn else alone


def _verdict(options: int, level: int, looks: tuple[BestShares | None, BestShares | None]) -> FirmnessVerdict:
    if options == 1:
        return FirmnessVerdict.alone
    return FirmnessVerdict.tie if level > 1 else judged([look.best[0] for look in looks if look is not None])


def _shares(result: Firmness) -> list[tuple[float, str]]:
    """The leader's shares with their words: 'under 88% of the admissible weights', 'in 43% of the draws'."""
    shares = []
    if result.weights is not None:
        noun = VariedSet(result.model).noun
        which = f"the {noun} that the file allows" if result.limited else f"all possible {noun}"
        shares.append((result.weights.best[0], f"under {share_in_words(result.weights, 0)} of {which}"))
    if result.joint is not None and result.numbers:
        shares.append((result.joint.best[0], f"in {share_in_words(result.joint, 0)} of random trials"))
    return shares


def share_in_words(look: BestShares, place: int, instead: bool = False) -> str:
    """A share in percent, with as many digits as show on which side of the thresholds it is.

    A drawn share of all or none says that it is more than 99.9% or less than 0.1%, which is all that draws can show.
    """
    share = (look.instead if instead else look.best)[place]
    if look.exact:
        return percent(share)
    share = min(max(share, 1e-6), 1 - 1e-6)
    digits = 0 if 0.01 <= share <= 0.985 else 1
    while any((round(share, digits + 2) >= edge) != (share + EDGE >= edge) for edge in (FIRM, LEANING)):
        digits += 1
    return percent(share, digits)


def _best(result: Firmness) -> str:
    """'best under 98% of the admissible weights and in 97% of the draws'; what is too little comes last."""
    enough = [words for share, words in _shares(result) if share + EDGE >= LEANING]
    short = [words for share, words in _shares(result) if share + EDGE < LEANING]
    if not short:
        return f"best {listed(enough)}"
    return f"best {listed(enough)}, but {listed(short)} only" if enough else f"best {listed(short)} only"


def _lead(result: Firmness) -> str:
    """The lead at the stated numbers, in the unit of the total."""
    return lead(result.amounts, result.ahead)


def _headline(result: Firmness) -> str:
    first = quoted(result.standings[0].title)
    if result.verdict is FirmnessVerdict.alone:
        return f"{first} is the only option: there is nothing to choose"
    if result.verdict is FirmnessVerdict.tie:
        titles = apart(result.model, [standing.options for standing in result.standings[: result.level]])
        tied = listed([quoted(title) for title in titles], most=3)
        return f"{tied} are level at the stated numbers: a tie"
    if result.verdict is FirmnessVerdict.unknown:
        ahead, behind = _first_two(result)
        claim = f"{ahead} leads {behind} by {_lead(result)}"
        return f"{claim}; how firm that is cannot be said, for the file states no ranges"
    if result.verdict is FirmnessVerdict.close:
        return _too_close(result)
    if result.verdict is FirmnessVerdict.firm:
        return f"{first} is a firm choice: {_best(result)}"
    return f"Leaning to {first}: {_best(result)}"


def _first_two(result: Firmness) -> tuple[str, str]:
    """The leader and the runner-up, without what both share."""
    first, second = apart(result.model, [standing.options for standing in result.standings[:2]])
    return quoted(first), quoted(second)


def _too_close(result: Firmness) -> str:
    first, second = _first_two(result)
    lead_and_share = f"by {_lead(result)}, but is best {min(_shares(result))[1]} only"
    return f"{capital(FirmnessVerdict.close.value)}: {first} leads {second} {lead_and_share}"


def _sentence(result: Firmness) -> str:
    """The verdict and its reason in one sentence."""
    if result.verdict is FirmnessVerdict.unknown:
        return "How firm this is cannot be said: the file states no ranges"
    if result.verdict is FirmnessVerdict.tie:
        return "A tie at the stated numbers"
    unstated = "" if result.limited or result.numbers else "; the file states no ranges"
    return f"{capital(result.verdict.value)}: {_best(result)}{unstated}"


def _method(result: Firmness) -> str:
    """How the shares were worked out."""
    parts = []
    if result.weights is not None:
        method = "measured exactly" if result.weights.exact else f"drawn {result.weights.draws:,} times"
        parts.append(f"The weights were {method}, with the numbers as stated")
    if result.joint is not None and result.numbers:
        numbers = counted(result.numbers, "uncertain number")
        drawn = f"the weights and {numbers}" if result.model.total_rule.has_weights else numbers
        parts.append(f"{result.joint.draws:,} random trials varied {drawn} together")
    error = max((look.error(0) for look in (result.weights, result.joint) if look is not None), default=0.0)
    if all(look is None or look.exact for look in (result.weights, result.joint)):
        return capital("; ".join(parts))
    chance = f"; by chance shares are off by some {percent(error)}" if error else ""
    return f"{capital('; '.join(parts))}, {same_trials(result.seed)}{chance}"


def _reasons(result: Firmness) -> Iterator[str]:
    if result.verdict is FirmnessVerdict.alone:
        return
    if result.weights is not None:
        yield from _instead(result, result.weights, "Under other weights")
    if result.joint is not None and result.numbers:
        yield from _instead(result, result.joint, "In the other trials")
    if result.verdict is not FirmnessVerdict.unknown:
        yield from _unstated(result)
    yield RULE


def _instead(result: Firmness, look: BestShares, where: str) -> Iterator[str]:
    """Which option is most often best where the leader is not."""
    rival = int(np.argmax(look.instead))
    if look.instead[rival] >= SEEN:
        title, share = quoted(result.standings[rival].title), share_in_words(look, rival, instead=True)
        others = sum(share >= SEEN for share in look.instead) > 1
        yield f"{where} {title} is best{' most often' if others else ''}: {share}"


def _unstated(result: Firmness) -> Iterator[str]:
    """What the file says nothing of, and how that was taken."""
    varied = VariedSet(result.model)
    inside = ["weights inside groups"] if result.weights is not None and varied.holds_inner_weights else []
    held = listed([*inside, *([] if result.numbers else ["the numbers"])])
    if result.weights is not None and not result.limited:
        missing = "limits for its weights" if result.numbers else "ranges"
        stay = f", and {held} stay as they are" if held else ""
        yield f"The file states no {missing}: all possible {varied.noun} count alike{stay}"
    elif not result.numbers:
        yield f"No number but the weights has a range: {held} stay as they are"
    elif held:
        yield f"{capital(held)} stay as they are"


def _work(model: DecisionModel) -> float:
    return drawn(model, 2 * DRAWS) if uncertain_numbers(model, model.total_rule.linear_in_weights) else 0.0


QUESTION = Question(
    "How firm is the choice?",
    "Three looks at the same choice: at the stated numbers, over all weights that the file admits, and with weights "
    "and numbers drawn together. A lead that only one of them shows is not firm.",
    decides,
    order=5,
    work=_work,
)
