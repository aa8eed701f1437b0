"""What the source says, as the page tests it, with the verdict at the file's own numbers."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

import numpy as np

from decision_model.analysis.effort import IN_RUN
from decision_model.analysis.robustness.sensitivity.claim_switch import NumberSweeps
from decision_model.analysis.sources.claims import QUESTION
from decision_model.analysis.sources.judging import Trial, because, judged, sweeps, trial
from decision_model.errors import ModelError
from decision_model.interfaces.explorer.labels import provenance
from decision_model.model import Claim, DecisionModel

DRAWS, SEED = 2_000, 0
"""Those of `claims`, so that its shares are the page's."""


UNTRIED = "it is still being worked out"
"""Why the claims of a draft have no draws."""

TOO_LONG = "it would take too long"
"""Why what turns a claim is not looked for in a large model."""


def claims_data(model: DecisionModel, structures: Mapping[Any, int], draft: bool = False) -> dict[str, Any]:
    """The model's `claims` with their verdicts, and the numbers that are `drawn` for these, by address.

    `structures` numbers those that claims about timing compare with; nothing is drawn for a `draft`.
    """
    if not model.claims:
        return {"claims": [], "drawn": []}
    try:
        tried: Trial | str = UNTRIED if draft else trial(model, DRAWS, SEED)
    except ModelError as error:
        tried = because(error)
    drawn = [] if isinstance(tried, str) else drawn_numbers(tried.drawn)
    along: NumberSweeps | str = UNTRIED if draft else TOO_LONG if QUESTION.work(model) > IN_RUN else sweeps(model)
    data = [{**claim_data(model, claim, structures), **verdict(model, tried, along, claim)} for claim in model.claims]
    return {"claims": data, "drawn": drawn}


def drawn_numbers(model: DecisionModel) -> list[str]:
    """The addresses of a model's numbers that hold draws."""
    return [address for address, place in model.numbers.items() if np.ndim(place.number.at(model.values))]


def claim_data(model: DecisionModel, claim: Claim, structures: Mapping[Any, int]) -> dict[str, Any]:
    """What a claim states."""
    expect = claim.expect
    data: dict[str, Any] = {
        "form": expect.form,
        "about": list(expect.about) if isinstance(expect.about, tuple) else dict(expect.about),
        "given": {name: list(states) for name, states in expect.given.alternatives[0].items()},
        "than": dict(expect.than),
        "of": dict(expect.of),
        "on": expect.on,
        "sign": expect.sign,
        "perspective": expect.perspective,
        "whatIf": expect.what_if,
        "structure": structures.get(timing_of(model, claim)),
        **provenance(claim.note, claim.cite),
    }
    stated = {key: value for key, value in data.items() if value not in (None, {}, [])}
    return {**stated, "isLive": is_live(model, claim, structures)}


def is_live(model: DecisionModel, claim: Claim, structures: Mapping[Any, int]) -> bool:
    """Whether the page follows the claim; it keeps the verdict given here of those that it does not."""
    timing = timing_of(model, claim)
    perspective = model.perspectives.get(claim.expect.perspective or "")
    if perspective is not None and not perspective.is_weights_alone:
        return False
    return len(claim.expect.given.alternatives) == 1 and (timing is None or timing in structures)


def timing_of(model: DecisionModel, claim: Claim) -> Any:
    """What is decided or known earlier in the structure that a claim about timing compares with."""
    expect = claim.expect
    if expect.form == "waiting" and expect.until:
        return tuple((name, expect.until) for name in expect.about), (), ""
    if expect.form == "information" and model.decisions:
        return (), tuple((name, expect.until or model.decisions[0].name) for name in expect.about), ""
    return None


def verdict(model: DecisionModel, tried: Trial | str, along: NumberSweeps | str, claim: Claim) -> dict[str, Any]:
    """How the claim stands at the file's own numbers, for what share of those it allows, and what turns it.

    Or why it cannot be tested.
    """
    counts = tried if isinstance(tried, str) else tried.counts(claim)
    judged_claim = judged(model, claim, counts, along)
    if judged_claim.untestable:
        return {"untestable": judged_claim.untestable}
    found = {"holds": judged_claim.holds, "verdict": judged_claim.verdict.value}
    share = {"share": judged_claim.share} if isfinite(judged_claim.share) else {}
    return {**found, **share, **({"turn": str(judged_claim.turn)} if judged_claim.turn else {})}
