"""Named variations of a model, and what the source says about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from decision_model.model.judgements import WeightJudgement
from decision_model.model.numbers import Basis, Citation, Number, frozen
from decision_model.model.tables import ALWAYS, Condition, RuleTable
from decision_model.model.titled import ADDED, Titled

Form = Literal[
    "best",
    "possible",
    "necessary",
    "undominated",
    "score",
    "total",
    "chance",
    "interaction",
    "information",
    "waiting",
    "option",
    "monotone",
]
Sign = Literal["positive", "negative", "zero", "higher", "lower", "equal", "rising", "falling"]


@dataclass(frozen=True)
class Perspective(Titled):
    """Somebody's weights: other priorities, and where they are stated other `chances`, by address, and caution.

    `weights` replaces the weights it names, and may follow from a `judgement`; `order` ranks considerations, most
    important first, ties together.
    """

    name: str
    label: str = ""
    weights: Mapping[str, Number] = field(default_factory=lambda: frozen({}))
    order: tuple[tuple[str, ...], ...] = ()
    basis: Basis = "assumption"
    note: str = ""
    cite: tuple[Citation, ...] = ()
    judgement: WeightJudgement | None = field(default=None, metadata=ADDED)
    chances: Mapping[str, Number] = field(default_factory=lambda: frozen({}), metadata=ADDED)
    risk_tolerance: Number | None = field(default=None, metadata=ADDED)

    @property
    def is_weights_alone(self) -> bool:
        """Whether it changes no chance and no attitude to risk."""
        return not self.chances and self.risk_tolerance is None


@dataclass(frozen=True)
class WhatIf(Titled):
    """Other beliefs (`parameters`, `chances` by address), attitude to risk, forced choices, information or timing.

    `decide_before` {decision: step} commits early; `know_before` {event: decision} reveals early;
    `without` {decision: option} takes an option off the table; `follow` {decision: rules} lets it follow a plan.
    """

    name: str
    label: str = ""
    parameters: Mapping[str, Number] = field(default_factory=lambda: frozen({}))
    weights: Mapping[str, Number] = field(default_factory=lambda: frozen({}))
    choose: Mapping[str, str] = field(default_factory=lambda: frozen({}))
    decide_before: Mapping[str, str] = field(default_factory=lambda: frozen({}))
    know_before: Mapping[str, str] = field(default_factory=lambda: frozen({}))
    without: Mapping[str, str] = field(default_factory=lambda: frozen({}))
    note: str = ""
    cite: tuple[Citation, ...] = ()
    follow: Mapping[str, RuleTable[str]] = field(default_factory=lambda: frozen({}), metadata=ADDED)
    chances: Mapping[str, Number] = field(default_factory=lambda: frozen({}), metadata=ADDED)
    risk_tolerance: Number | None = field(default=None, metadata=ADDED)


@dataclass(frozen=True)
class Expectation:
    """What a claim states about the model's output.

    `form` names the kind of statement and `about` its subject: choices (decision to option), an event's
    outcome for "chance", or the names of steps or a parameter. `given` restricts the histories, `than` is what is
    compared with, `of` the choices whose total a "monotone" claim follows, `on` a consideration (None: the total),
    `until` the step waited for, `sign` the direction.
    """

    form: Form
    about: Mapping[str, str] | tuple[str, ...]
    given: Condition = ALWAYS
    than: Mapping[str, str] = field(default_factory=lambda: frozen({}))
    of: Mapping[str, str] = field(default_factory=lambda: frozen({}))
    on: str | None = None
    until: str | None = None
    sign: Sign | None = None
    perspective: str | None = None
    what_if: str | None = None


@dataclass(frozen=True)
class Claim:
    """A statement of the source, in words and as something that can be tested."""

    text: str
    expect: Expectation
    note: str = ""
    cite: tuple[Citation, ...] = ()
