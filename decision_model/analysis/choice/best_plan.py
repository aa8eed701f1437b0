"""The headline about the best plan: what is best now, what it is worth, and how far it is ahead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from decision_model.analysis.plan_sentences import deciding_steps
from decision_model.analysis.policy import Choice
from decision_model.analysis.units import amounts, better, lead
from decision_model.model import Decision, DecisionModel
from decision_model.model.labels import state_labels, step_labels
from decision_model.words.amounts import Amounts, with_gap
from decision_model.words.names import quoted
from decision_model.words.sentences import listed

MOST = 3
"""Options that are named at most."""


def best_plan_headline(model: DecisionModel, total: float, policy: Sequence[Choice]) -> str:
    """'‘Plan a bilateral’ is best: 58.4 of 100, 0.8 ahead of ‘Usual plans only’'.

    `total` is the rolled-back total, `policy` every choice the best plan can come to. The options are those taken
    before anything becomes known; where an event comes first, those of the first decision, and what they depend on.
    """
    taken = [choice for choice in policy if choice.probability > 0]
    now = list(_before_events(model, taken))
    written = plan_amounts(model, total, policy)
    value = worth(model, total, written)
    if not taken:
        return f"There is nothing to choose: {value}"
    if not now:
        return f"{_first_later(model, taken)}: {value}"
    titles = [quoted(title) for title in _titles(model, now)]
    if len(titles) > 1:
        return f"{listed(titles, most=MOST)} are level: {value}"
    if all(len(choice.values) == 1 for choice in now):
        return f"{titles[0]} is the only choice: {value}"
    return f"{titles[0]} is best: {value}{_ahead(model, total, now, written)}"


def plan_amounts(model: DecisionModel, total: float, policy: Sequence[Choice], others: Iterable[float] = ()) -> Amounts:
    """How the best plan's total is written with those of its choices and `others`: its lead is their difference."""
    now = list(_before_events(model, [choice for choice in policy if choice.probability > 0]))
    written = amounts(model, [total, *(value for choice in now for value in choice.values.values()), *others])
    rival = _rival(model, now)
    return with_gap(written, total, rival[0]) if rival else written


def worth(model: DecisionModel, total: float, written: Amounts) -> str:
    """What a plan is worth: '58.4 of 100', 'a total of 24', 'as much as a sure 250 USD'."""
    phrase = written.phrase(total)
    if model.risk_tolerance is not None:
        return f"as much as a sure {phrase}"
    return phrase if written.weighted or model.unit else f"a total of {phrase}"


def _before_events(model: DecisionModel, taken: Sequence[Choice]) -> Iterator[Choice]:
    """The choices made before any event, up to the first at which options are level."""
    for step in model.sequence:
        if not isinstance(step, Decision):
            return
        for choice in taken:
            if choice.decision == step.name:
                yield choice
                if len(choice.options) > 1:
                    return


def _titles(model: DecisionModel, now: Sequence[Choice]) -> list[str]:
    """The options taken now, in one title; one for each where the last decision's are level."""
    labels = state_labels(model, [choice.decision for choice in now])
    *before, last = now
    led = [labels[choice.decision, choice.options[0]] for choice in before]
    return [", ".join([*led, labels[last.decision, option]]) for option in last.options]


def _ahead(model: DecisionModel, total: float, now: Sequence[Choice], written: Amounts) -> str:
    """How far the best plan is ahead of the best that does otherwise at one of these decisions."""
    rival = _rival(model, now)
    if rival is None:
        return ""
    value, decision, option = rival
    name = quoted(state_labels(model, [choice.decision for choice in now])[decision, option])
    return f", {lead(written, written.between(total, value))} {ahead_of(model)} {name}"


def _rival(model: DecisionModel, now: Sequence[Choice]) -> tuple[float, str, str] | None:
    """The best total of an option that these choices do not take, with its decision and itself."""
    rivals = [
        (value, choice.decision, option)
        for choice in now
        for option, value in choice.values.items()
        if option not in choice.options
    ]
    return max(rivals, key=lambda rival: better(model) * rival[0], default=None)


def ahead_of(model: DecisionModel) -> str:
    """What stands between a difference and what is worse by it."""
    return "less than" if model.better == "lower" else "ahead of"


def _first_later(model: DecisionModel, taken: Sequence[Choice]) -> str:
    """What is best at the first decision, where events come before it."""
    choices = [choice for choice in taken if choice.decision == taken[0].decision]
    labels = state_labels(model, [taken[0].decision])
    options = dict.fromkeys(option for choice in choices for option in choice.options)
    names = [quoted(labels[taken[0].decision, option]) for option in options]
    heads = step_labels(model)
    causes = [quoted(heads[name]) for name in deciding_steps(choices)]
    if causes:
        return f"{listed(names, 'or', most=MOST)} is best, depending on {listed(causes, most=MOST)}"
    return f"{listed(names, most=MOST)} are level" if len(names) > 1 else f"{names[0]} is best"
