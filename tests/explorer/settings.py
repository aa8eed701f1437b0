"""Random settings of a page's sliders and switches, and the same settings in Python."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import decision_model as dm


@dataclass(frozen=True)
class Settings:
    """Points by consideration, numbers by address, what-ifs by name; as the page holds them."""

    weights: dict[str, float]
    numbers: dict[str, float]
    whatifs: tuple[str, ...]

    @property
    def plain(self) -> dict[str, Any]:
        return {"weights": self.weights, "numbers": self.numbers, "whatIfs": list(self.whatifs)}

    def of(self, model: dm.DecisionModel) -> dm.DecisionModel:
        """The model under these settings; timing last, as it renames decisions."""
        replaced = {name for each in self.whatifs for name in model.what_ifs[each].parameters}
        numbers = {name: value for name, value in self.numbers.items() if name not in replaced}
        varied = model.varied(numbers=numbers, weights=self.weights)
        for name in sorted(self.whatifs, key=lambda name: (times(model, name), list(model.what_ifs).index(name))):
            varied = varied.varied(what_if=name)
        return varied


def times(model: dm.DecisionModel, name: str) -> bool:
    """Whether a what-if changes what is decided or known when, or gives a plan: the page has one such at a time."""
    what_if = model.what_ifs[name]
    return bool(what_if.decide_before or what_if.know_before or what_if.follow)


def drawn(model: dm.DecisionModel, sliders: list[dict[str, Any]], count: int, seed: int) -> list[Settings]:
    """Settings with many noughts, whole numbers and ends of ranges among them; the first two weigh nothing, and one."""
    chance = random.Random(seed)
    names = [each.name for each in model.walk()] if model.combine != "sum" else []
    found = []
    for number in range(count):
        weights = {name: chance.choice([0.0, chance.random() * 100, float(chance.randrange(101))]) for name in names}
        if number < 2:
            weights = {name: 100.0 * (number == 1 and name == names[0]) for name in names}
        numbers = {
            each["name"]: chance.choice([each["low"], each["high"], chance.uniform(each["low"], each["high"])])
            for each in sliders
            if chance.random() < 0.6
        }
        on = [name for name in model.what_ifs if chance.random() < 0.15]
        timed = [name for name in on if times(model, name)]
        found.append(Settings(weights, numbers, tuple(name for name in on if name not in timed[1:])))
    return found
