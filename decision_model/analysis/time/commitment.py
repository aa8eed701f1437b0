"""Which decisions can be taken earlier than they are, and how early."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from decision_model.errors import ModelError, Problem, nearest
from decision_model.model import Decision, DecisionModel, Event, NumberLike
from decision_model.words.sentences import listed


@dataclass(frozen=True)
class Early:
    """Decisions taken together just above some steps (`before`), and the `parameters` that then have other values."""

    before: Mapping[str, str]
    parameters: Mapping[str, NumberLike] = field(default_factory=dict)
    what_if: str | None = None

    def of(self, model: DecisionModel) -> DecisionModel:
        """The model with these decisions taken early."""
        if self.what_if is not None:
            return model.varied(what_if=self.what_if, parameters=self.parameters)
        return model.varied(parameters=self.parameters, decide_before=self.before)

    def settled(self, model: DecisionModel) -> DecisionModel:
        """The model with the parameters of deciding early, and nothing decided early."""
        if self.what_if is None:
            return model.varied(parameters=self.parameters)
        stated = model.what_ifs[self.what_if]
        return model.varied(
            parameters={**stated.parameters, **self.parameters},
            numbers=stated.chances,
            risk_tolerance=stated.risk_tolerance,
        )

    def sets(self, model: DecisionModel) -> set[str]:
        """Names of the parameters that have values of their own when deciding early."""
        stated = model.what_ifs[self.what_if].parameters if self.what_if else {}
        return {*self.parameters, *stated}


def decided_early(
    model: DecisionModel, decisions: Sequence[str] | None, until: str | None, parameters: Mapping[str, NumberLike]
) -> list[Early]:
    """The decisions named, together; by default all that could be taken earlier, together and then one by one.

    Raises ModelError for unknown names and for decisions named that cannot be taken earlier.
    """
    _refuse_unknown(model, decisions, until)
    names = [decision.name for decision in model.decisions]
    group = tuple(dict.fromkeys(decisions)) if decisions else tuple(name for name in names if _can(model, name, until))
    early = [_together(model, group, until, parameters)] if group else []
    if decisions is None and len(group) > 1:
        early += [_together(model, (name,), until, parameters) for name in group]
    return early


def _refuse_unknown(model: DecisionModel, decisions: Sequence[str] | None, until: str | None) -> None:
    names = [decision.name for decision in model.decisions]
    unknown = [name for name in decisions or () if name not in names]
    problems = [Problem(("decisions",), f"'{name}' is not a decision.", nearest(name, names)) for name in unknown]
    if until is not None and until not in model.steps:
        problems.append(Problem(("until",), f"'{until}' is not a step.", nearest(until, model.steps)))
    if problems:
        raise ModelError(problems)


def from_what_if(
    model: DecisionModel,
    name: str,
    parameters: Mapping[str, NumberLike],
    decisions: Sequence[str] | None = None,
    until: str | None = None,
) -> Early:
    """The decisions that a what-if takes early.

    Raises ModelError if there is none, and where `decisions` are others or `until` is another step than the what-if's.
    """
    _refuse_unknown(model, decisions, until)
    if name not in model.what_ifs:
        raise ModelError([Problem(("what_if",), f"'{name}' is not a what-if.", nearest(name, model.what_ifs))])
    before = model.what_ifs[name].decide_before
    if not before:
        message = f"the what-if '{name}' decides nothing earlier."
        raise ModelError([Problem(("what_if", name), message, "Give it a 'decide_before', or name another.")])
    problems = []
    if decisions and set(decisions) != set(before):
        message = f"the what-if '{name}' takes {_names(before)} early, not {_names(decisions)}."
        remedy = "Leave the decisions out, or name another what-if."
        problems.append(Problem(("decisions",), message, remedy))
    if until is not None and set(before.values()) != {until}:
        message = f"the what-if '{name}' decides before {_names(before.values())}, not '{until}'."
        problems.append(Problem(("until",), message, "Leave the step out, or name another what-if."))
    if problems:
        raise ModelError(problems)
    return Early(before, parameters, name)


def _names(names: Iterable[str]) -> str:
    return listed([f"'{name}'" for name in dict.fromkeys(names)])


def _can(model: DecisionModel, name: str, until: str | None) -> bool:
    if until is not None:
        return model.position[until] < model.position[name]
    return _earliest(model, name, (name,)) is not None


def _together(
    model: DecisionModel, group: Sequence[str], until: str | None, parameters: Mapping[str, NumberLike]
) -> Early:
    places = {name: until or _earliest(model, name, group) for name in group}
    stuck = next((name for name, place in places.items() if place is None), None)
    if stuck:
        message = f"nothing becomes known before '{stuck}', so it cannot be decided earlier."
        raise ModelError([Problem(("decisions", stuck), message, "Name a decision below an event.")])
    return Early({name: place for name, place in places.items() if place is not None}, parameters)


def _earliest(model: DecisionModel, name: str, group: Sequence[str]) -> str | None:
    """The first event above a decision at which all of its options could be chosen."""
    decision = model.steps[name]
    assert isinstance(decision, Decision)
    needed = {needed_step for option in decision.options for needed_step in option.only_if.names} - set(group)
    start = max((model.position[needed_step] + 1 for needed_step in needed), default=0)
    between = model.sequence[start : model.position[name]]
    return next((step.name for step in between if isinstance(step, Event)), None)
