"""Random problems in which what a decision does not know matters: dense tables of chances and scores, by seed."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

from decision_model.model.considerations import consideration
from decision_model.model.decision_model import DecisionModel, decision_model
from decision_model.model.steps import decision, event

STATES = ("a", "b", "c")


def forgetful(seed: int, steps: int = 6, risk: bool = False, most: int = 2) -> DecisionModel:
    """A model of so many steps, most decisions knowing at most `most` earlier ones; every table reads up to three."""
    chance = Random(seed)
    sequence: list[Any] = []
    for place in range(steps):
        earlier = [step.name for step in sequence]
        states = STATES[: 2 if chance.random() < 0.8 else 3]
        if place == 0 or chance.random() < 0.5:
            sequence.append(_event(chance, f"event_{place}", states, sequence))
        else:
            known = chance.sample(earlier, min(len(earlier), chance.randint(0, most)))
            sequence.append(decision(f"decide_{place}", states, knows=None if chance.random() < 0.2 else known))
    sequence.append(decision(f"decide_{steps}", STATES[:2], knows=[sequence[-1].name]))
    return decision_model(
        f"Forgetful {seed}",
        sequence,
        [_scored(chance, f"matter_{number}", sequence) for number in range(chance.randint(2, 4))],
        combine="sum",
        better=chance.choice(["higher", "lower"]),
        risk_tolerance=chance.choice([20, 60, -50]) if risk else None,
    )


def _event(chance: Random, name: str, states: tuple[str, ...], sequence: list[Any]) -> Any:
    def row() -> dict[str, Any]:
        likely = round(chance.choice([0.0, 0.1, 0.3, 0.5, 0.85]), 3)
        return {states[0]: likely, states[1]: "rest"} if len(states) == 2 else dict(zip(states, THIRDS, strict=True))

    return event(name, states, [(case, row()) for case in _cases(chance, sequence, 2)])


THIRDS = (0.2, 0.5, "rest")


def _scored(chance: Random, name: str, sequence: list[Any]) -> Any:
    return consideration(name, [(case, chance.randint(-20, 20)) for case in _cases(chance, sequence, 3)])


def _cases(chance: Random, sequence: list[Any], most: int) -> list[dict[str, str] | None]:
    """Every joint state of some steps; the case of none where there is no step."""
    read = chance.sample(sequence, min(len(sequence), most))
    if not read:
        return [None]
    return [
        {step.name: state for step, state in zip(read, states, strict=True)}
        for states in product(*(step.state_names for step in read))
    ]
