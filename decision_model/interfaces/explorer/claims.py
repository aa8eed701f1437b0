"""What the source says, as the page tests it, with the verdict at the file's own numbers."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

from decision_model.analysis.sources.claims import Trial, judged, trial
from decision_model.errors import DecisionError
from decision_model.interfaces.explorer.story import provenance
from decision_model.model import Claim, DecisionModel

DRAWS, SEED = 2_000, 0
"""Those of `claims`, so that its shares are the page's."""


def claims(model: DecisionModel, structures: Mapping[Any, int]) -> list[dict[str, Any]]:
    """The model's claims with their verdicts; `structures` numbers those that claims about timing compare with."""
    if not model.claims:
        return []
    try:
        tried: Trial | str = trial(model, DRAWS, SEED)
    except DecisionError as error:
        tried = str(error)
    return [claim(model, tried, each, structures) for each in model.claims]


def claim(model: DecisionModel, tried: Trial | str, given: Claim, structures: Mapping[Any, int]) -> dict[str, Any]:
    """A claim with its verdict."""
    expect = given.expect
    found: dict[str, Any] = {
        "form": expect.form,
        "about": dict(expect.about) if not isinstance(expect.about, tuple) else list(expect.about),
        "given": {name: list(states) for name, states in expect.given.alternatives[0].items()},
        "than": dict(expect.than),
        "of": dict(expect.of),
        "on": expect.on,
        "sign": expect.sign,
        "perspective": expect.perspective,
        "whatif": expect.what_if,
        **provenance(given.note, given.cite),
        **verdict(tried, given),
    }
    timing = timing_of(model, given)
    live = len(expect.given.alternatives) == 1
    if timing is not None:
        found["structure"] = structures.get(timing)
        live = live and found["structure"] is not None
    found["still"] = not live  # the page keeps the verdict given here
    return {key: value for key, value in found.items() if value not in (None, {}, []) and value is not False}


def timing_of(model: DecisionModel, given: Claim) -> Any:
    """What is decided or known earlier in the structure that a claim about timing compares with."""
    expect = given.expect
    if expect.form == "waiting" and expect.until:
        return tuple((name, expect.until) for name in expect.about), ()
    if expect.form == "information":
        return (), tuple((name, expect.until or model.decisions[0].name) for name in expect.about)
    return None


def verdict(tried: Trial | str, given: Claim) -> dict[str, Any]:
    """Whether the claim holds, and for how much of the admissible weights and numbers; or why it cannot be told."""
    if isinstance(tried, str):
        return {"trouble": tried}
    try:
        found = judged(tried, given)
    except DecisionError as error:
        return {"trouble": str(error)}
    return {"fails": not found.holds, "often": found.share if isfinite(found.share) else None}
