"""What an exercise can ask for: a number, a rule, a whole step or a whole consideration, each by its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from decision_model.errors import ModelError, Place, Problem, nearest
from decision_model.model.compiled_record import CompiledRecord
from decision_model.model.considerations import Consideration
from decision_model.model.number_index import stated
from decision_model.model.numbers import Citation
from decision_model.model.record import Record
from decision_model.model.steps import Event
from decision_model.model.tables import Adjusted, Rule, RuleTable

NUMBER, RULE, STEP, CONSIDERATION = "number", "rule", "step", "consideration"
KINDS = (NUMBER, RULE, STEP, CONSIDERATION)
GROUPS = {f"{kind}s": kind for kind in KINDS}
"""What may be drawn from: numbers, rules, steps, considerations."""


@dataclass(frozen=True)
class Askable:
    """One thing of a model: its kind, its name, and where it stands.

    Numbers are named by their address; rules as the numbers in them, `allies.chance.2`, `morale.scores.adjust.1`;
    steps and considerations by their own name.
    """

    kind: str
    name: str
    place: Place

    @property
    def owner(self) -> tuple[str, str]:
        """The section and the name of the step, consideration or parameter that it belongs to."""
        return str(self.place[0]), str(self.place[1]) if len(self.place) > 1 else ""


def items(model: CompiledRecord) -> Iterator[Askable]:
    """Everything that could be asked for, kind by kind, each in file order."""
    certain = {(event.name, place) for event in model.events for place in _certain(event)}
    for each in model.numbers.values():
        if each.kind != "chance" or each.place[1:4:2] not in certain:
            yield Askable(NUMBER, each.address, each.place)
    yield from _rules(model)
    yield from (Askable(STEP, step.name, ("sequence", step.name)) for step in model.sequence)
    yield from (Askable(CONSIDERATION, each.name, ("considerations", each.name)) for each in model.walk())


def _certain(event: Event) -> Iterator[int]:
    """The rules that name an outcome and give no number."""
    return (place for place, rule in enumerate(event.chance.rules) if len(rule.then.outcomes) == 1)


def _rules(model: Record) -> Iterator[Askable]:
    """The rules that stand in a list, and not in a table or alone."""
    for event in model.events:
        if event.cut is None and _is_list(event.chance):
            yield from _numbered(event.name, ("sequence", event.name, "chance"), len(event.chance.rules))
    for each in model.walk():
        yield from _rules_of(each)


def _rules_of(each: Consideration) -> Iterator[Askable]:
    place: Place = ("considerations", each.name, "scores")
    if isinstance(each.scores, Adjusted):
        yield from _numbered(each.name, (*place, "adjust"), len(each.scores.adjustments))
    elif isinstance(each.scores, RuleTable) and _is_list(each.scores):
        yield from _numbered(each.name, place, len(each.scores.rules))


def _is_list(table: RuleTable[Any]) -> bool:
    return table.layout is None and len(table.rules) > 1


def _numbered(owner: str, place: Place, count: int) -> Iterator[Askable]:
    head = ".".join([owner, *map(str, place[2:])])
    yield from (Askable(RULE, f"{head}.{number + 1}", (*place, number)) for number in range(count))


def find_item(model: CompiledRecord, name: str, kind: str = "") -> Askable:
    """The item of a name, of a kind where one is given, also as `step:land`; raises ModelError where there is none."""
    first, sign, rest = name.partition(":")
    if sign and first in KINDS:
        kind, name = first, rest
    known = [item for item in items(model) if not kind or item.kind == kind]
    found = next((item for item in known if item.name == name), None)
    if found is None:
        names = [item.name for item in known]
        close = [nearest(name, some) for some in (() if kind else GROUPS, names)]
        remedy = (
            next((each for each in close if each.startswith("Did")), close[-1])
            or "`numbers` lists the numbers by address; rules, steps and considerations have names too."
        )
        message = f"there is no {kind or 'number, rule, step or consideration'} '{name}' to ask for."
        raise ModelError([Problem((), message, remedy, code="unknown-item")])
    return found


def called(model: CompiledRecord, item: Askable) -> str:
    """The name by which `find_item` finds it, its kind before it where something else is called so too."""
    return item.name if find_item(model, item.name) == item else f"{item.kind}:{item.name}"


def drawn(model: CompiledRecord, group: Sequence[Askable], count: int, random: Random) -> list[Askable]:
    """At most `count` items of a group, those that cite a source first; of numbers only those that somebody chose."""
    own = {each.address for each in stated(model)}
    free = [item for item in group if item.kind != NUMBER or item.name in own]
    keyed = sorted((not cites(model, item), random.random(), place) for place, item in enumerate(free))
    return [free[place] for _, _, place in keyed[:count]]


def cites(model: CompiledRecord, item: Askable) -> tuple[Citation, ...]:
    """The sources of an item."""
    if item.kind == NUMBER:
        return model.numbers[item.name].cite
    rule = rule_of(model, item)
    if rule is not None:
        return rule.cite
    return model.steps[item.name].cite if item.kind == STEP else consideration_of(model, item.name).cite


def rule_of(model: Record, item: Askable) -> Rule[Any] | None:
    """The rule that an item is; None for other kinds."""
    if item.kind != RULE:
        return None
    owner, number = str(item.place[1]), item.place[-1]
    step = model.steps.get(owner)
    if item.place[0] == "sequence":
        table: Any = step.chance if isinstance(step, Event) else RuleTable(())
    else:
        table = consideration_of(model, owner).scores
    rules: tuple[Rule[Any], ...] = table.adjustments if isinstance(table, Adjusted) else table.rules
    assert isinstance(number, int)
    return rules[number]


def consideration_of(model: Record, name: str) -> Consideration:
    """The consideration, or group, of a name."""
    return next(each for each in model.walk() if each.name == name)
