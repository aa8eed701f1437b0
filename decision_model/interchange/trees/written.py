"""The tree of a model as other tools write trees: spelled out, within bounds, with a report of what stays behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.choice.tree import Branch, DecisionTree, Node, count_ends, tree
from decision_model.errors import ModelError, TooLargeError
from decision_model.interchange.draft import Remark
from decision_model.model.decision_model import DecisionModel
from decision_model.model.labels import step_labels, step_state_labels
from decision_model.words.sentences import counted, listed

MOST_ENDS = 2_000
"""Ends of a tree that is written out."""

LAST_DIGIT = 4e-15
"""What rounding leaves of a number that was reckoned."""


def spelled_out(model: DecisionModel, title: str) -> DecisionTree:
    """The whole tree; raises ModelError where there is none, or where it is larger than anybody reads."""
    solution = solve(model)
    ends = count_ends(solution.rollback)
    if ends > MOST_ENDS:
        message = (
            f"Written out as a tree this scenario has {ends:,} ends, and a {title} of more than {MOST_ENDS:,} is not"
        )
        raise TooLargeError(f"{message} written. Fix some choices, or export the scenario as a diagram.")
    found = tree(solution, MOST_ENDS)
    if found.root.step is None:
        raise ModelError("There is nothing in this scenario that a tree could branch at.")
    return found


def refuse_limited_memory(model: DecisionModel, title: str) -> None:
    """Refuse decisions that do not know all that is above them, which plain trees cannot say."""
    limited = [step for step in model.sequence if getattr(step, "knows", None) is not None]
    if limited and solve(model).rollback.sets:
        label = step_labels(model)[limited[0].name]
        message = f"At '{label}' not all is known that came before, and a {title} cannot say so"
        raise ModelError(f"{message}. Export it as a Gambit game (efg), which has sets of information.")


def left_behind(model: DecisionModel, found: DecisionTree) -> Iterator[Remark]:
    """What no tree of another tool holds of a model."""
    if model.total_rule.has_weights:
        yield Remark("changed", "weights and scales are worked into one total at each end")
    elif len(model.leaves) > 1:
        yield Remark("changed", f"{counted(len(model.leaves), 'consideration')} are added up at each end")
    if model.risk_tolerance is not None:
        yield Remark("lost", "the risk tolerance: the other tool takes the average of what may happen")
    impossible = sum(node.impossible for node in found.root.walk())
    if impossible:
        yield Remark("changed", f"{counted(impossible, 'branch', 'branches')} with a chance of 0 left out")
    if model.sources:
        yield Remark("changed", "sources stand in comments")
    parts = {"claims": model.claims, "perspectives": model.perspectives, "what-ifs": model.what_ifs}
    there = [name for name, part in parts.items() if part]
    there += ["what single numbers and labels rest on"] if _cites(model) else []
    if there:
        yield Remark("lost", listed(there))


def numbers_alone(model: DecisionModel) -> Iterator[Remark]:
    """What a file of plain numbers does not hold of them."""
    if model.parameters:
        yield Remark("lost", f"{counted(len(model.parameters), 'parameter')}: numbers stand where formulas did")
    yield from uncertain(model)


def uncertain(model: DecisionModel, keeps_ranges: bool = False) -> Iterator[Remark]:
    """The ranges and distributions that are lost; with `keeps_ranges` the file holds ranges of free parameters."""
    kept = [each.kind == "parameter" and each.is_free and keeps_ranges for each in model.numbers.values()]
    pairs = list(zip(model.numbers.values(), kept, strict=True))
    ranges = sum(each.number.range is not None and not own for each, own in pairs)
    spread = sum(each.number.distribution is not None for each, _ in pairs)
    lost = [counted(count, what) for count, what in ((ranges, "range"), (spread, "distribution")) if count]
    if lost:
        yield Remark("lost", f"{listed(lost)} of numbers")


def _cites(model: DecisionModel) -> bool:
    """Whether anything cites a source or has a note of its own."""
    steps = [part for step in model.sequence for part in (step, *step.states)]
    return any(part.cite or part.note for part in (*steps, *model.walk())) or any(
        each.number.note or each.cite for each in model.numbers.values()
    )


def branch_labels(model: DecisionModel, node: Node) -> list[str]:
    """The labels of a node's branches, no two of them equal."""
    assert node.step is not None
    known = step_state_labels(model)
    return apart([known.get((node.step.name, branch.state.name)) or branch.state.label for branch in node.branches])


def apart(labels: Sequence[str]) -> list[str]:
    """Labels of which no two are equal: the second of a kind has a 2 behind it."""
    found: list[str] = []
    for label in labels:
        own, number = label, 2
        while own in found:
            own, number = f"{label} ({number})", number + 1
        found.append(own)
    return found


def is_chance(node: Node) -> bool:
    """Whether chance decides at a node."""
    return any(branch.chance is not None for branch in node.branches)


def exact_chances(branches: tuple[Branch, ...]) -> list[Fraction]:
    """The chances of an event as fractions that add up to exactly 1."""
    first = [rational(branch.chance or 0.0) for branch in branches[:-1]]
    last = 1 - sum(first, start=Fraction(0))
    stated = rational(branches[-1].chance or 0.0)
    if last < 0 or abs(last - stated) > Fraction(1, 10**9):
        total = sum(first, start=stated)
        return [chance / total for chance in (*first, stated)]
    return [*first, last]


def rational(value: float) -> Fraction:
    """The simple fraction that a number is but for the last digit, or else the decimal that it is written as."""
    simple = Fraction(value).limit_denominator(10**6)
    return simple if abs(float(simple) - value) <= LAST_DIGIT * max(1.0, abs(value)) else Fraction(repr(value))


def rational_text(value: Fraction) -> str:
    """A fraction as `3`, `0.25` or `1/3`."""
    if value.denominator == 1:
        return str(value.numerator)
    decimal = repr(float(value))
    return decimal if Fraction(decimal) == value and "e" not in decimal else f"{value.numerator}/{value.denominator}"
