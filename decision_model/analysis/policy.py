"""What a policy does at one decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """What the policy does at one decision in one kind of history.

    `history` names only what the future still distinguishes. `options` holds the best option, several when tied;
    `values` maps each option on offer to the total it leads to (certainty equivalent under a risk tolerance), at a
    decision of limited memory the mean over the histories it cannot tell apart, the rest of the plan as it is;
    `probability` is that of coming here under the policy that takes the first option wherever some are level: 0 in a
    history that only another of the level options leads to.
    """

    decision: str
    history: Mapping[str, str]
    options: tuple[str, ...]
    values: Mapping[str, float]
    probability: float
