"""What was handed in beside the solution, item by item, in meaning and not in words."""

from __future__ import annotations

from decision_model.courses.comparing.numbers import number_right
from decision_model.courses.comparing.pair import Credit, Pair
from decision_model.courses.comparing.parts import consideration_right, step_right
from decision_model.courses.comparing.rules import rule_right
from decision_model.courses.items import CONSIDERATION, NUMBER, RULE, Askable


def compare(pair: Pair, item: Askable) -> Credit:
    """How much of an item is right."""
    if item.kind == NUMBER:
        return number_right(pair, item)
    if item.kind == RULE:
        return rule_right(pair, item)
    return consideration_right(pair, item.name) if item.kind == CONSIDERATION else step_right(pair, item.name)
