"""A policy in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from decision_model.model import DecisionModel

if TYPE_CHECKING:
    from decision_model.analysis.choice.solve import Choice


def plan(model: DecisionModel, policy: Sequence[Choice]) -> tuple[str, ...]:
    """One sentence for each decision that the policy can reach, naming only what makes a difference."""
    sentences = []
    for decision in model.decisions:
        choices = [choice for choice in policy if choice.decision == decision.name]
        if choices:
            sentences.append(f"{decision.title}: {_cases(model, choices)}.")
    return tuple(sentences)


def _cases(model: DecisionModel, choices: Sequence[Choice]) -> str:
    names = _telling(choices)
    cases: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for choice in choices:
        case = {name: choice.history[name] for name in names if name in choice.history}
        known = cases.setdefault(choice.options, [])
        if case not in known:
            known.append(case)
    step = choices[0].decision
    if len(cases) == 1:
        return _options(model, step, next(iter(cases)))
    return "; ".join(
        f"{_options(model, step, options)} if {_either(model, _joined(histories, names, model))}"
        for options, histories in cases.items()
    )


def _options(model: DecisionModel, step: str, options: Iterable[str]) -> str:
    titles = [model.steps[step].state(option).title for option in options]
    return titles[0] if len(titles) == 1 else " or ".join(titles) + " (equally good)"


def _telling(choices: Sequence[Choice]) -> list[str]:
    """A small set of names from whose states the choice follows: drop, from the earliest on, what is not needed."""
    names = list(dict.fromkeys(name for choice in choices for name in choice.history))
    for name in list(names):
        rest = [each for each in names if each != name]
        seen: dict[tuple[str | None, ...], tuple[str, ...]] = {}
        if all(seen.setdefault(tuple(c.history.get(n) for n in rest), c.options) == c.options for c in choices):
            names = rest
    return names


def _joined(
    histories: list[dict[str, str]], names: list[str], model: DecisionModel
) -> list[dict[str, tuple[str, ...]]]:
    """Histories that differ in one name alone are said as one."""
    merged: list[dict[str, tuple[str, ...]]] = [{n: (s,) for n, s in history.items()} for history in histories]
    for name in names:
        grouped: dict[tuple[tuple[str, tuple[str, ...]], ...], tuple[str, ...]] = {}
        for case in merged:
            others = tuple((n, s) for n, s in case.items() if n != name)
            grouped[others] = tuple(dict.fromkeys((*grouped.get(others, ()), *case.get(name, ()))))
        merged = [
            {n: s for n, s in ({**dict(others), name: states}).items() if s} for others, states in grouped.items()
        ]
    return merged


def _either(model: DecisionModel, cases: Iterable[Mapping[str, tuple[str, ...]]]) -> str:
    return ", or if ".join(_case(model, case) for case in cases)


def _case(model: DecisionModel, case: Mapping[str, tuple[str, ...]]) -> str:
    ordered = sorted(case, key=model.position.__getitem__)
    said = [" or ".join(f"'{model.steps[name].state(state).title}'" for state in case[name]) for name in ordered]
    return " and ".join(said) if said else "none of these arises"
