"""Short names for plans: what sets each apart from the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from decision_model.analysis.choice.solve import Solution
from decision_model.analysis.combinations import decided_now, title
from decision_model.model import DecisionModel
from decision_model.model.labels import step_labels, step_state_labels
from decision_model.words.names import quoted
from decision_model.words.sentences import listed

DEPENDS = "as things turn out"
"""What follows the last of several options of a decision that a plan takes, each in its case."""
MOST_NAMED = 3
"""Decisions that are named at most."""


def plan_titles(model: DecisionModel, plans: Sequence[Solution], names: Sequence[str] | None = None) -> tuple[str, ...]:
    """The options each plan takes at the decisions at which the plans differ; of `names` alone where these are enough.

    Where a plan takes one or another as events decide, both are named: 'Berlin / Elsewhere as things turn out'.

    Plans that take the same options in different cases are told apart by the sentences in which they differ.
    """
    taken = [_taken(plan) for plan in plans]
    if names is not None and len(set(brief := _titles(model, names, taken))) == len(plans):
        return brief
    titles = _titles(model, [decision.name for decision in model.decisions], taken)
    return tuple(
        "; ".join(_own_sentences(plan, plans))
        if titles.count(title) > 1 and len(_same_plans(plan, plans)) < len(plans)
        else title
        for plan, title in zip(plans, titles, strict=True)
    )


def plan_title(plan: Solution, short: bool = False) -> str:
    """The options a plan takes at all of its decisions, by their labels or their `short` ones."""
    return _title(plan.model, [decision.name for decision in plan.model.decisions], _taken(plan), short)


def led_by_choice(plan: Solution, told: str, beside: Sequence[str]) -> str:
    """What a plan is called beside options of what is decided now: its own option first, where that is not said."""
    model, taken = plan.model, _taken(plan)
    first = model.steps[decided_now(model)[0]]
    now = [title(model, {first.name: option}) for option in first.state_names]
    if first.name not in taken or not all(name.split(", ")[0] in now for name in beside):
        return told
    own = title(model, {first.name: taken[first.name][0]})
    return told if told == own or told.startswith(f"{own},") else f"{own}, {told}"


def changes(home: Solution, other: Solution) -> tuple[str, ...]:
    """How a plan differs from another, in less and less detail: what it takes, and which decisions are concerned.

    'Elsewhere', then '‘Where they meet’ changes'. Of plans that differ in what is decided now this alone is said;
    nothing of plans that do the same.
    """
    model, (before, taken) = home.model, (_taken(home), _taken(other))
    differ = [step.name for step in model.decisions if before.get(step.name) != taken.get(step.name)]
    differ = [name for name in decided_now(model) if name in differ] or differ
    told = _title(model, differ, taken)
    if not differ:
        sentences = _own_sentences(other, [home, other])
        differ = [step.name for step in model.decisions if any(line.startswith(step.title) for line in sentences)]
        told = "; ".join(sentences)
    labels = step_labels(model)
    concerned = listed([quoted(labels[name]) for name in differ], most=MOST_NAMED)
    changing = f"{concerned} {'change' if len(differ) > 1 else 'changes'}" if differ else ""
    return tuple(filter(None, (told, changing)))


def _titles(
    model: DecisionModel, names: Sequence[str], taken: Sequence[Mapping[str, tuple[str, ...]]]
) -> tuple[str, ...]:
    """What each plan takes at those of the decisions at which the plans differ."""
    differ = [name for name in names if len({options.get(name, ()) for options in taken}) > 1] or names
    return tuple(_title(model, differ, options) for options in taken)


def _taken(plan: Solution) -> dict[str, tuple[str, ...]]:
    """For each decision the options that the plan takes, in file order; the first of those that are level."""
    options_taken: dict[str, set[str]] = {}
    for choice in plan.taken:
        options_taken.setdefault(choice.decision, set()).add(choice.options[0])
    steps = plan.model.steps
    return {
        name: tuple(option for option in steps[name].state_names if option in options)
        for name, options in options_taken.items()
    }


def _title(
    model: DecisionModel, names: Sequence[str], taken: Mapping[str, tuple[str, ...]], short: bool = False
) -> str:
    """The options of some decisions, led by their decision's label where one label stands at two decisions."""
    heads = step_labels(model)
    decisions = {decision.name for decision in model.decisions}
    own = {key: label for key, label in step_state_labels(model, short).items() if key[0] in decisions}
    led = len(set(own.values())) < len(own)
    open_ones = [name for name in names if len(taken.get(name, ())) > 1]
    parts = []
    for name in (name for name in names if name in taken):
        options = " / ".join(own[name, option] for option in taken[name])
        options += f" {DEPENDS}" if name in open_ones[-1:] else ""
        parts.append(f"{heads[name]}: {options}" if led else options)
    return ", ".join(parts)


def _same_plans(plan: Solution, plans: Sequence[Solution]) -> list[Solution]:
    return [other_plan for other_plan in plans if other_plan.plan == plan.plan]


def _own_sentences(plan: Solution, plans: Sequence[Solution]) -> list[str]:
    """The plan's sentences that not all plans share, without full stops."""
    shared = set(plan.plan).intersection(*(other_plan.plan for other_plan in plans))
    return [sentence.rstrip(".") for sentence in plan.plan if sentence not in shared]
