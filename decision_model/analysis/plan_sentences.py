"""A policy in plain sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from decision_model.analysis.policy import Choice
from decision_model.model import Decision, DecisionModel
from decision_model.model.labels import step_labels, step_state_labels
from decision_model.words.names import quoted
from decision_model.words.sentences import listed


def plan(model: DecisionModel, policy: Sequence[Choice]) -> tuple[str, ...]:
    """One sentence for each decision that the policy can come to, naming only what makes a difference.

    After a tie it says what follows each of the level options: 'Train: Eastbound if ‘Berlin’; Westbound if ‘Vienna’.'
    A decision of limited memory says what it knows: 'Reply (knowing ‘Offer’ alone): Accept if ‘High’; Refuse if ‘Low’.'
    """
    labels = _Labels(model)
    sentences = []
    for decision in model.decisions:
        choices = [choice for choice in policy if choice.decision == decision.name]
        if choices:
            sentences.append(f"{labels.steps[decision.name]}{_memory(labels, decision)}: {_cases(labels, choices)}.")
    return tuple(sentences)


class _Labels:
    """What steps and their states are called in the sentences of one plan."""

    def __init__(self, model: DecisionModel):
        self.position = model.position
        self.steps = step_labels(model)
        self.states = step_state_labels(model)
        counts = Counter(self.states.values())
        self.shared = {name for (name, _), label in self.states.items() if counts[label] > 1}

    def options(self, choice: Choice) -> str:
        labels = [self.states[choice.decision, option] for option in choice.options]
        return labels[0] if len(labels) == 1 else f"{listed(labels, 'or')} (equally good)"

    def case(self, name: str, states: Sequence[str]) -> str:
        """'‘Blocked’'; with its step where another has a state of the same label: '‘Rent’ is ‘Low’ or ‘Medium’'."""
        either = listed([quoted(self.states[name, state]) for state in states], "or")
        return f"{quoted(self.steps[name])} is {either}" if name in self.shared else either


def _memory(labels: _Labels, decision: Decision) -> str:
    """What a decision of limited memory knows; nothing is said of one that knows all."""
    if decision.knows is None:
        return ""
    known = [quoted(labels.steps[name]) for name in sorted(decision.knows, key=labels.position.__getitem__)]
    return f" (knowing {listed(known)} alone)" if known else " (knowing nothing of what went before)"


def _cases(labels: _Labels, choices: Sequence[Choice]) -> str:
    names = deciding_steps(choices)
    cases: dict[tuple[str, ...], dict[tuple[str | None, ...], dict[str, str]]] = {}
    spoken = {choice.options: choice for choice in choices}
    for choice in choices:
        states = tuple(choice.history.get(name) for name in names)
        case = {name: state for name, state in zip(names, states, strict=True) if state is not None}
        cases.setdefault(choice.options, {}).setdefault(states, case)
    if len(cases) == 1:
        return labels.options(choices[0])
    return "; ".join(
        f"{labels.options(spoken[options])} if "
        + ", or if ".join(_case(labels, case) for case in _joined(list(histories.values()), names))
        for options, histories in cases.items()
    )


def deciding_steps(choices: Sequence[Choice]) -> list[str]:
    """A small set of steps from whose states the choice follows: drop, from the earliest on, what is not needed."""
    names = list(dict.fromkeys(name for choice in choices for name in choice.history))
    for name in list(names):
        other_names = [other_name for other_name in names if other_name != name]
        seen: dict[tuple[str | None, ...], tuple[str, ...]] = {}
        if all(
            seen.setdefault(tuple(choice.history.get(n) for n in other_names), choice.options) == choice.options
            for choice in choices
        ):
            names = other_names
    return names


def _joined(histories: list[dict[str, str]], names: list[str]) -> list[dict[str, tuple[str, ...]]]:
    """Histories that differ in one step alone are told as one."""
    merged: list[dict[str, tuple[str, ...]]] = [
        {step: (states,) for step, states in history.items()} for history in histories
    ]
    for name in names:
        grouped: dict[tuple[tuple[str, tuple[str, ...]], ...], tuple[str, ...]] = {}
        for case in merged:
            others = tuple((step, states) for step, states in case.items() if step != name)
            grouped[others] = tuple(dict.fromkeys((*grouped.get(others, ()), *case.get(name, ()))))
        merged = [
            {step: states for step, states in ({**dict(others), name: states}).items() if states}
            for others, states in grouped.items()
        ]
    return merged


def _case(labels: _Labels, case: Mapping[str, tuple[str, ...]]) -> str:
    """Steps and their states, in sequence; a comma before 'and' where an 'or' stands in any of them."""
    if not case:
        return "none of these arises"
    ordered = sorted(case, key=labels.position.__getitem__)
    comma = "," if any(len(states) > 1 for states in case.values()) else ""
    return f"{comma} and ".join(labels.case(name, case[name]) for name in ordered)
