"""The source's statements judged by the model: do they hold, how widely, and what would turn them?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from math import isfinite, isnan
from typing import Annotated, Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.chunks import Chunk, chunks, mapped
from decision_model.analysis.columns import Column, Kind, ShareCell, WrittenCell
from decision_model.analysis.effort import drawn, moved
from decision_model.analysis.question import Bounds, DrawCount, Question, Seed
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.admissible import Admissible, admissible, box_alone
from decision_model.analysis.robustness.sensitivity.claim_switch import ClaimSwitch, NumberSweeps, number_sweeps
from decision_model.analysis.sources.margins import holds, margin
from decision_model.analysis.statement import Statement, same_trials
from decision_model.analysis.time.gain import gain_amounts
from decision_model.analysis.verdict import EDGE, FIRM, LEANING, TWO_THIRDS
from decision_model.errors import ModelError
from decision_model.model import Claim, DecisionModel, Expectation
from decision_model.words.names import quoted
from decision_model.words.percent import percent
from decision_model.words.sentences import counted

ABOUT_ALL = ("possible", "necessary")
"""The forms that speak of all admissible weights and numbers at once."""


class ClaimVerdict(StrEnum):
    """How well a claim stands; `holds` where how widely it does cannot be told."""

    firm = "firm"
    shaky = "turns easily"
    holds = "holds"
    fails = "fails"
    untestable = "cannot be tested"


EASY = 0.5
"""Share of its range by which a number that is moved no further turns a claim easily."""

CLAIM_RULE = (
    f"A claim is firm if it holds and is true in at least {percent(FIRM)} of random trials, or in at least "
    f"{TWO_THIRDS} of them where no single number turns it within {percent(EASY)} of its range; "
    "it turns easily if it holds and is not"
)
"""The verdicts in words, for wherever they are explained."""

DRAWS, SWEPT = 2_000, 41
"""Draws, where it is not said how many, and values over which each number is moved."""


@dataclass(frozen=True)
class JudgedClaim:
    """One claim judged.

    `holds` at the file's numbers ("possible": for at least one admissible weighting and set of numbers; "necessary":
    for all that were tried, ends included); `margin` how far from turning at base; `share` of the admissible set in
    which the statement is true, with its standard error; `turn` the nearest single change that turns it, None when no
    number does over its range, and for claims about all numbers at once. `untestable` says why a claim cannot be tested
    at all (it then does not hold, and margin and share are NaN), `untried` what about it cannot be told, and why.
    """

    claim: Claim
    holds: bool
    margin: float
    share: float
    error: float
    turn: ClaimSwitch | None
    untestable: str = ""
    untried: str = ""

    @property
    def verdict(self) -> ClaimVerdict:
        """How well it stands, by `CLAIM_RULE`. Claims about all numbers at once are firm if they hold."""
        if self.untestable:
            return ClaimVerdict.untestable
        if not self.holds:
            return ClaimVerdict.fails
        if self.is_about_all_numbers:
            return ClaimVerdict.firm
        if isnan(self.share):
            return ClaimVerdict.holds
        if self.share >= FIRM - EDGE:
            return ClaimVerdict.firm
        if self.share < LEANING - EDGE or (self.turn and self.turn.move < EASY):
            return ClaimVerdict.shaky
        return ClaimVerdict.holds if self.untried else ClaimVerdict.firm

    @property
    def found(self) -> str:
        """'holds', 'fails' or 'cannot be tested': what it comes to at the numbers of the file."""
        return ClaimVerdict.holds.value if self.holds else self.verdict.value

    @property
    def text(self) -> str:
        """The claim's own words, without a full stop."""
        return self.claim.text.rstrip(".")

    def margin_cell(self, model: DecisionModel) -> float:
        """The margin as a table has it: written in percent for chances, else in points or in the model's unit."""
        if not isfinite(self.margin):
            return self.margin
        if self.claim.expect.form == "chance":
            return ShareCell(self.margin)
        return WrittenCell(self.margin, gain_amounts(model, [self.margin]).phrase(self.margin))

    @property
    def is_about_all_numbers(self) -> bool:
        """Whether it is a claim about all admissible weights and numbers at once, and not about the file's own."""
        return self.claim.expect.form in ABOUT_ALL

    @property
    def sentence(self) -> str:
        """The verdict in words."""
        if self.untestable:
            return f"{self.found}, because {self.untestable}"
        where = f"in {percent(self.share)} of random trials of the weights and numbers that the file allows"
        if isnan(self.share):
            return f"{self.found} at the numbers of the file; {self.untried or 'no trial tells how widely'}"
        if self.is_about_all_numbers:
            return f"{self.found}: it is true {where}"
        turns = f"it turns with {self.turn}" if self.turn else self.untried or "no single number turns it"
        how = {ClaimVerdict.firm: " firmly", ClaimVerdict.shaky: ", but turns easily,"}.get(self.verdict, "")
        return f"{self.found}{how} at the numbers of the file and is true {where}; {turns}"


@dataclass(frozen=True, repr=False)
class JudgedClaims(Result):
    """The answer of `claims`: the claims in file order."""

    model: DecisionModel
    draws: int
    seed: int
    claims: tuple[JudgedClaim, ...]

    @property
    def statement(self) -> Statement:
        if not self.claims:
            return Statement("The file makes no claims")
        trials = f"Each of {self.draws:,} random trials, {same_trials(self.seed)},"
        detail = f"{trials} is one set of weights and numbers that the file allows. {CLAIM_RULE}"
        told = (claim for claim in self.claims if claim.verdict is not ClaimVerdict.firm or claim.untried)
        reasons = tuple(f"{quoted(claim.text)} {claim.sentence}." for claim in told)
        return Statement(_headline(self), detail, reasons)

    @property
    def ordered(self) -> tuple[JudgedClaim, ...]:
        """Those that fail first, then what cannot be tested, turns easily, is firm; of these the least widely true."""
        verdicts = (ClaimVerdict.fails, ClaimVerdict.untestable, ClaimVerdict.shaky, ClaimVerdict.holds)
        order = {verdict: place for place, verdict in enumerate((*verdicts, ClaimVerdict.firm))}
        return tuple(
            sorted(self.claims, key=lambda claim: (order[claim.verdict], isnan(claim.share), claim.share)),
        )

    def count(self, verdict: ClaimVerdict) -> int:
        """How many claims have a verdict."""
        return sum(claim.verdict is verdict for claim in self.claims)

    @property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("claim", "claim"),
            Column("cite", "cite"),
            Column("verdict", "verdict"),
            Column("margin", "holds by", Kind.number, brief=False),
            Column("share", "true in this share of trials", Kind.share),
            Column("error", "standard error", Kind.share, brief=False),
            Column("turns_with", "turns with"),
            Column("move", "moved by this share of its range", Kind.share, brief=False),
            Column("note", "note"),
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        for claim in self.claims:
            cite = ", ".join(str(citation) for citation in claim.claim.cite)
            turn = claim.turn.cell if claim.turn else claim.untestable or claim.untried or None
            move = claim.turn.move if claim.turn else None
            found = (claim.verdict.value, claim.margin_cell(self.model), claim.share, claim.error, turn, move)
            yield claim.claim.text, cite, *found, claim.claim.note or None


def _headline(result: JudgedClaims) -> str:
    """How many claims hold, how many of them firmly, and what fails or, where none does, what turns most easily."""
    untestable = [claim for claim in result.ordered if claim.untestable]
    failing = [claim for claim in result.ordered if claim.verdict is ClaimVerdict.fails]
    count, held = len(result.claims), sum(claim.holds for claim in result.claims)
    if not failing and not untestable:
        return _all_hold(result)
    if count == 1:
        return f"The one claim {result.claims[0].found}: {quoted(result.claims[0].text)}"
    texts = [f"{held or 'None'} of {counted(count, 'claim')} {'hold' if held > 1 else 'holds'}{_firmly(result, held)}"]
    if failing:
        more = f" and {len(failing) - 1} more" if len(failing) > 1 else ""
        texts.append(f"{quoted(failing[0].text)}{more} {'fail' if more else 'fails'}")
    if untestable:
        which = f"{len(untestable)}" if failing else quoted(untestable[0].text)
        more = f" and {len(untestable) - 1} more" if len(untestable) > 1 and not failing else ""
        texts.append(f"{which}{more} {ClaimVerdict.untestable}")
    return "; ".join(texts)


def _firmly(result: JudgedClaims, held: int) -> str:
    """', 12 of them firmly'; nothing where there are not several that hold, or all are firm."""
    firm = result.count(ClaimVerdict.firm)
    return f", {firm or 'none'} of them firmly" if held > 1 and firm < held else ""


def _all_hold(result: JudgedClaims) -> str:
    count, firm = len(result.claims), result.count(ClaimVerdict.firm)
    holding = f"All {count} claims hold" if count > 1 else "The one claim holds"
    shaky = [claim for claim in result.ordered if claim.verdict is ClaimVerdict.shaky]
    if shaky:
        least = f"{'' if count == 1 else 'least widely, '}in {percent(shaky[0].share)} of random trials"
        return f"{holding}{_firmly(result, count)}; {least}: {quoted(shaky[0].text)}"
    if firm == count:
        return f"{holding} firmly"
    return f"{holding}{_firmly(result, count)}"


@checked
def claims(
    model: DecisionModel,
    draws: Annotated[DrawCount, Bounds(1)] = DRAWS,
    seed: Seed = 0,
    executor: Executor | None = None,
) -> JudgedClaims:
    """Judge the statements of the source: do they hold here, how widely, and what would turn them.

    The question is whether the model agrees with the text it was made from. A claim is a statement of the source in
    one of the forms of Expectation: an option best given a history, possible or necessary; one score, total or chance
    lower or higher than another; an interaction; the value of information, of waiting or of an option; a total
    monotone in a parameter; no dominance.

    Definition. Every form has a margin: how far the statement is from turning, above 0 where it holds, below where it
    fails (see `margin`), in units of what it compares. It is worked out at the file's numbers; in `draws` draws from
    the admissible set, weights uniform on the part of the simplex that ranges leave and other numbers uniform over
    their ranges (as in SMAA, Lahdelma & Salminen 2001); and along each ranged number by itself. `share` is the share of
    draws in which the statement is true, of the n that are admissible and give it grounds, with the standard error
    sqrt(s (1 - s) / n); `turn` is the single move,
    smallest as a share of the number's range, that turns the verdict, found on a grid and refined to a root, or by
    halving where the margin only touches 0. "possible" holds where its choice is best in any draw or at base,
    "necessary" where it is in all; both also try as many draws of ends alone: corners of the set of weights, with every
    other number at an end of its range, where totals that are linear in each number have their extremes.

    The verdict follows from these (see `CLAIM_RULE`): a claim that holds is *firm*, or *turns easily*; others fail.

    Returns JudgedClaims with one JudgedClaim a claim, in file order; `share` is NaN where no draw gives a claim
    grounds. The seed is always used and kept. A claim without grounds in the model (nothing to compare, a history that
    cannot happen) cannot be tested, and says why; the others are judged all the same.

    Example: `[each.sentence for each in claims(model).claims if not each.holds]`.

    Reading it: "holds" means that the claim follows from the numbers of the file; a share near 1 that it hardly depends
    on them, a low share that it is this reading of the source that makes it true. It does not say that the source was
    right, and a necessary claim is only as sure as the draws: none that was tried contradicts it.
    """
    if not model.claims:
        return JudgedClaims(model, draws, seed, ())
    try:
        parts = mapped(partial(_chunk_counts, model, seed), chunks(draws), executor)
        counts: np.ndarray | str = sum(parts, np.zeros((len(model.claims), 2, 2), dtype=np.int64))
    except ModelError as error:
        counts = because(error)
    along = sweeps(model)
    judgements = (
        judged(model, claim, counts if isinstance(counts, str) else counts[place], along)
        for place, claim in enumerate(model.claims)
    )
    return JudgedClaims(model, draws, seed, tuple(judgements))


def because(error: ModelError) -> str:
    """What is wrong, and how to mend it, as it follows 'because'."""
    problem = error.problems[0]
    text = " ".join(filter(None, (problem.message, problem.remedy))).rstrip(".")
    return text[:1].lower() + text[1:]


def sweeps(model: DecisionModel) -> NumberSweeps | str:
    """Every ranged number on its way from end to end, or why that cannot be followed."""
    try:
        return number_sweeps(model)
    except ModelError as error:
        return because(error)


def _chunk_counts(model: DecisionModel, seed: int, chunk: Chunk) -> np.ndarray:
    """(claims, 2, 2): what `Trial.counts` counts of each claim in a chunk of the draws."""
    tried = trial(model, chunk.draws, seed, chunk.number)
    return np.stack([tried.counts(claim) for claim in model.claims])


@dataclass(frozen=True, eq=False)
class Trial:
    """A model with what is tried of it: `drawn` over its admissible set, `ends` at the ends of it.

    `admitted` and `ends_admitted` (draws,) say in which of them the weights are admissible: others are left out.
    """

    model: DecisionModel
    drawn: DecisionModel
    ends: DecisionModel
    admitted: np.ndarray
    ends_admitted: np.ndarray

    def counts(self, claim: Claim) -> np.ndarray:
        """(2, 2): in how many draws, and at how many ends, a claim is true; and of how many that give it grounds.

        Ends are tried for "possible" and "necessary" alone. A claim without grounds has none in any draw.
        """
        expect = claim.expect
        try:
            ends = _count(self.ends, expect, self.ends_admitted) if expect.form in ABOUT_ALL else (0, 0)
            return np.array([_count(self.drawn, expect, self.admitted), ends])
        except ModelError:
            return np.zeros((2, 2), dtype=np.int64)


def trial(model: DecisionModel, draws: int, seed: int, chunk: int = 0) -> Trial:
    """What claims about a model are tried on; where there is no set of weights, its ranges alone."""
    allowed = admissible(model) if model.total_rule.adds_up else box_alone(model)
    drawn, ends = (
        allowed.drawn(draws, seed, with_numbers=True, ends=extreme, chunk=chunk) for extreme in (False, True)
    )
    return Trial(model, drawn, ends, allowed.admitted(drawn, draws), _inside(allowed, ends, draws))


def _inside(allowed: Admissible, varied: DecisionModel, count: int) -> np.ndarray:
    """(count,): at which ends the weights are admissible; they may be at none."""
    try:
        return allowed.admitted(varied, count)
    except ModelError:
        return np.zeros(count, dtype=bool)


def judged(
    model: DecisionModel,
    claim: Claim,
    counts: np.ndarray | str,
    along: NumberSweeps | str | None = None,
) -> JudgedClaim:
    """One claim's verdict from its counts over draws, or why there are none; with `along` also what would turn it."""
    try:
        base = float(np.asarray(margin(model, claim.expect)))
    except ModelError as error:
        return _untested(claim, because(error))
    if isinstance(counts, str):
        return _at_base(claim, base, counts)
    if claim.expect.form in ABOUT_ALL:
        return _about_all(claim, base, counts)
    turn, untried = _turn(claim, along)
    return JudgedClaim(claim, _is_true(claim, base), base, *_share(counts), turn, untried=untried)


def _untested(claim: Claim, reason: str) -> JudgedClaim:
    return JudgedClaim(claim, False, np.nan, np.nan, np.nan, None, untestable=reason)


def _at_base(claim: Claim, base: float, reason: str) -> JudgedClaim:
    """The verdict where nothing can be drawn: at the file's numbers, for claims that are about these."""
    if claim.expect.form in ABOUT_ALL:
        return _untested(claim, reason)
    untried = f"how widely cannot be told, because {reason}"
    return JudgedClaim(claim, _is_true(claim, base), base, np.nan, np.nan, None, untried=untried)


def _about_all(claim: Claim, base: float, counts: np.ndarray) -> JudgedClaim:
    """The verdict on a claim about all admissible weights and numbers at once."""
    true, grounds = counts.sum(axis=0).tolist()
    at_base = _is_true(claim, base)
    held = at_base or true > 0 if claim.expect.form == "possible" else at_base and true == grounds
    return JudgedClaim(claim, held, base, *_share(counts), None)


def _is_true(claim: Claim, base: float) -> bool:
    return bool(holds(claim.expect, base))


def _share(counts: np.ndarray) -> tuple[float, float]:
    """The share of draws in which a claim is true, of those that give it grounds, with its standard error."""
    true, grounds = counts[0].tolist()
    if not grounds:
        return float("nan"), float("nan")
    share = true / grounds
    return share, float(np.sqrt(share * (1 - share) / grounds))


def _turn(claim: Claim, along: NumberSweeps | str | None) -> tuple[ClaimSwitch | None, str]:
    """The nearest single change that turns a claim, None where none does; and why that cannot be told."""
    expect = claim.expect
    if along is None:
        return None, ""
    try:
        if not isinstance(along, str):
            return along.nearest_switch(lambda varied: margin(varied, expect), partial(holds, expect)), ""
        reason = along
    except ModelError as error:
        reason = because(error)
    return None, f"what turns it cannot be told, because {reason}"


def _count(varied: DecisionModel, expect: Expectation, admitted: np.ndarray) -> tuple[int, int]:
    """In how many admissible draws a statement is true, of how many; those with nothing to say are left out."""
    margins = np.broadcast_to(margin(varied, expect), len(admitted))
    stated = margins[admitted & ~np.isnan(margins)]
    return int(np.count_nonzero(holds(expect, stated))), len(stated)


def _makes_claims(model: DecisionModel) -> bool:
    return bool(model.claims)


def _work(model: DecisionModel) -> float:
    return drawn(model, 2 * DRAWS) + moved(model, SWEPT)


QUESTION = Question(
    "What we read in the source, judged",
    "What the source says, as we read it, stated so that the model can be asked. That a claim holds means: it follows "
    "from the numbers assumed here. The bar shows for how many weights and numbers that the file allows it does.",
    _makes_claims,
    order=10,
    row_by_row=True,
    essential=True,
    work=_work,
)
