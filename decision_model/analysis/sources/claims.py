"""The source's statements judged by the model: do they hold, how widely, and what would turn them?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from math import isnan
from typing import Annotated, Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.chunks import Chunk, chunks, mapped
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.effort import drawn, moved
from decision_model.analysis.question import Bounds, DrawCount, Question, Seed
from decision_model.analysis.result import Result
from decision_model.analysis.sources.judged_claim import CLAIM_RULE, ClaimVerdict, JudgedClaim
from decision_model.analysis.sources.judging import because, judged, sweeps, trial
from decision_model.analysis.statement import Statement, same_trials
from decision_model.errors import ModelError
from decision_model.model import DecisionModel
from decision_model.words.names import quoted
from decision_model.words.percent import percent
from decision_model.words.sentences import counted

DRAWS, SWEPT = 2_000, 41
"""Draws, where it is not said how many, and values over which each number is moved."""


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


def _chunk_counts(model: DecisionModel, seed: int, chunk: Chunk) -> np.ndarray:
    """(claims, 2, 2): what `Trial.counts` counts of each claim in a chunk of the draws."""
    tried = trial(model, chunk.draws, seed, chunk.number)
    return np.stack([tried.counts(claim) for claim in model.claims])


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
