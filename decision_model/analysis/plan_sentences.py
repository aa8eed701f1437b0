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


History = Mapping[str, str]
Condition = Mapping[str, tuple[str, ...]]


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
    own = {options: list(histories.values()) for options, histories in cases.items()}
    told = {
        options: _shortest(_joined(histories, names), histories, [h for o in own if o != options for h in own[o]])
        for options, histories in own.items()
    }
    usual = _usual(told)
    sentences = [
        f"{labels.options(spoken[options])} if {', or if '.join(_case(labels, case) for case in conditions)}"
        for options, conditions in told.items()
        if options != usual
    ]
    return "; ".join([*sentences, *([f"otherwise {labels.options(spoken[usual])}"] if usual else [])])


def _usual(told: Mapping[tuple[str, ...], Sequence[Mapping[str, tuple[str, ...]]]]) -> tuple[str, ...] | None:
    """What is taken in the most cases, where one condition is the longest to tell: it comes last, as 'otherwise'."""
    named = {options: sum(len(states) for case in cases for states in case.values()) for options, cases in told.items()}
    longest, *others = sorted(named, key=lambda options: -named[options])
    return longest if named[longest] > named[others[0]] else None


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


def _joined(histories: Sequence[History], names: list[str]) -> Sequence[Condition]:
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


def _shortest(
    conditions: Sequence[Condition], own: Sequence[History], others: Sequence[History]
) -> Sequence[Condition]:
    """The same choice said in fewer words: a step is named only where without it another choice would be meant.

    `own` are the histories in which the choice is made, `others` those of other choices. What is left out of a
    condition may make another superfluous.
    """
    shorter: list[Condition] = []
    for condition in conditions:
        for name in list(condition):
            without = {step: states for step, states in condition.items() if step != name}
            if without and not any(_fits(history, without) for history in others):
                condition = without
        shorter.append(condition)
    for condition in list(shorter):
        rest = [other for other in shorter if other is not condition]
        if all(any(_fits(history, other) for other in rest) for history in own if _fits(history, condition)):
            shorter = rest
    return shorter


def _fits(history: History, condition: Condition) -> bool:
    if not condition:
        return not history
    return all(history.get(step) in states for step, states in condition.items())


def _case(labels: _Labels, case: Mapping[str, tuple[str, ...]]) -> str:
    """Steps and their states, in sequence; a comma before 'and' where an 'or' stands in any of them."""
    if not case:
        return "none of these arises"
    ordered = sorted(case, key=labels.position.__getitem__)
    comma = "," if any(len(states) > 1 for states in case.values()) else ""
    return f"{comma} and ".join(labels.case(name, case[name]) for name in ordered)
