"""Events that a decision does not know, placed after it, where nothing between them needs them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Step = dict[str, Any]
"""A decision or an event as the language writes it."""


def with_unknown_after(sequence: Sequence[Step]) -> list[Step]:
    """The steps with every event after the decisions that do not know it; `knows` is left out where all is known then.

    Where that cannot be, because a step in between arises by the event or a decision in between knows it, the event
    stays and the decision keeps its `knows`. The chances of an event may depend on one that comes to light later.
    """
    steps = list(sequence)
    for decision in [step for step in steps if "knows" in step]:
        place = _place(decision, steps)
        moved = _moved(steps[: place + 1])
        steps[: place + 1] = [step for step in steps[: place + 1] if _name(step) not in moved] + [
            step for step in steps[:place] if _name(step) in moved
        ]
        if all(_name(step) in decision["knows"] for step in steps[: _place(decision, steps)]):
            del decision["knows"]
    return steps


def _moved(upto: Sequence[Step]) -> set[str]:
    """The events above the last of the steps, a decision, that may come after it and that it does not know."""
    moved = {
        _name(step)
        for place, step in enumerate(upto[:-1])
        if "event" in step and all(_forgets(after, _name(step)) for after in upto[place + 1 :] if "decide" in after)
    }
    while True:
        stay = [step for step in upto if _name(step) not in moved]
        needed = moved & {name for step in stay for name in _arises_by(step)}
        if not needed:
            return moved
        moved -= needed


def _forgets(decision: Step, event: str) -> bool:
    return "knows" in decision and event not in decision["knows"]


def _place(step: Step, steps: Sequence[Step]) -> int:
    return next(number for number, each in enumerate(steps) if each is step)


def _name(step: Step) -> str:
    return str(step.get("decide", step.get("event")))


def _arises_by(step: Step) -> set[str]:
    """The steps that its `only_if` names."""
    conditions = step.get("only_if", [])
    return {name for condition in (conditions if isinstance(conditions, list) else [conditions]) for name in condition}
