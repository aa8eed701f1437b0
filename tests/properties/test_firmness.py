"""How firm an answer is: several analyses, each held against another way of finding the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decision_model.analysis.combinations import combinations, totals
from decision_model.analysis.robustness.acceptability import Acceptability, acceptability
from decision_model.analysis.robustness.admissible import weights
from decision_model.analysis.robustness.flip import flip
from decision_model.analysis.robustness.weight_space import rank_acceptability as places
from decision_model.analysis.robustness.weight_space.sampling import sample
from decision_model.analysis.robustness.winners import Contender, winners
from decision_model.analysis.sources.claims import claims
from decision_model.model import Claim, Decision, DecisionModel, Expectation
from decision_model.model.numbers import frozen
from decision_model.model.variations import Form
from tests.known import convert
from tests.properties.strategies import Shape, models

SHAPE = Shape(combine=("weighted",), steps=4)
DRAWS = 20_000
FIVE = 5
"""Standard errors: over all examples and ranks, further off by chance once in some ten thousand runs."""


@st.composite
def value_tables(draw: st.DrawFn) -> DecisionModel:
    """Options scored on two to five considerations that all weigh something, so that weights decide."""
    options, matters = draw(st.integers(2, 5)), draw(st.integers(2, 5))
    rows = [draw(st.lists(st.integers(0, 100), min_size=matters, max_size=matters)) for _ in range(options)]
    scores = {f"o{i}": {f"c{k}": float(score) for k, score in enumerate(row)} for i, row in enumerate(rows)}
    return convert.additive_value(scores, {f"c{k}": draw(st.integers(1, 9)) for k in range(matters)})


PROBLEMS = st.one_of(value_tables(), models(SHAPE))


@given(PROBLEMS)
def test_measured_shares_lie_within_the_standard_errors_of_counted_ones(model: DecisionModel) -> None:
    assume(model.decisions)
    exact = acceptability(model)
    assume("ranks" in exact.exact)
    counted = _counted(model)
    ranks = {each.title: each.ranks for each in exact.options}
    for each in counted.options:
        share = np.array(ranks[each.title])
        error = np.sqrt(share * (1 - share) / DRAWS)
        assert np.all(np.abs(np.array(each.ranks) - share) <= FIVE * error + 1e-9)


def _counted(model: DecisionModel) -> Acceptability:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "BUDGET", 0)
        return acceptability(model, draws=DRAWS)


@given(PROBLEMS)
def test_who_wins_whatever_the_weights_is_first_in_every_share(model: DecisionModel) -> None:
    """The linear programs of `winners` and the volumes of `acceptability` tell the same."""
    assume(model.decisions)
    first = {each.title: each.first for each in acceptability(model).options}
    for each in winners(model).contenders:
        if not each.possible:
            assert first[each.title] == pytest.approx(0, abs=1e-9)
        if each.necessary:
            assert all(share <= first[each.title] + 1e-9 for share in first.values())


@given(PROBLEMS)
def test_nothing_nearer_than_a_flip_lets_the_rival_lead(model: DecisionModel) -> None:
    """Admissible weights drawn towards the base until they are just nearer than the flip."""
    assume(model.decisions)
    found, allowed = flip(model), weights(model)
    assume(allowed.contains(allowed.base))
    compared, _ = combinations(model, found.by)
    place = {each.title: number for number, each in enumerate(compared)}
    away = sample(allowed, 500, np.random.default_rng(1)) - allowed.base[:, None]
    lengths = np.linalg.norm(away, axis=0)
    for each in found.flips:
        if not each.distance:
            continue
        shorter = np.minimum(1.0, 0.999 * each.distance / np.where(lengths > 0, lengths, 1.0))
        near = allowed.base[:, None] + shorter * away
        worth = totals(allowed.apply(model, near), [compared[place[each.title]], compared[place[found.winner.title]]])
        assert np.all(worth[0] <= worth[1] + 1e-9)


@given(PROBLEMS)
def test_a_claim_that_is_necessary_has_a_share_of_one(model: DecisionModel) -> None:
    """What the linear programs call necessary (or impossible) the draws behind a claim must bear out."""
    first = model.sequence[0]
    assume(isinstance(first, Decision) and len(first.options) > 1)
    contenders = {str(each.options[first.name]): each for each in winners(model, by=[first.name]).contenders}
    stated = tuple(Claim(form, Expectation(form, frozen({first.name: o}))) for form in FORMS for o in contenders)
    judged = claims(model.copied(claims=stated), draws=500).claims
    for each in judged:
        _assert_borne_out(each.claim.expect.form, each.holds, each.share, contenders[_option(each.claim)])


FORMS: tuple[Form, ...] = ("best", "possible", "necessary")


def _option(claim: Claim) -> str:
    (option,) = dict(claim.expect.about).values()  # type: ignore[arg-type]
    return str(option)


def _assert_borne_out(form: str, holds: bool, share: float, contender: Contender) -> None:
    if contender.necessary:
        assert holds
        assert share == 1
    if not contender.possible:
        assert not holds
        assert share == 0
    if form == "necessary" and holds:
        assert share == 1
    if form == "possible" and share > 0:
        assert holds
