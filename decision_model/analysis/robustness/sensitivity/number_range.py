"""The range over which a number is varied: asked for, stated in the file, or a usual one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from decision_model.analysis.columns import ShareCell
from decision_model.analysis.robustness.sensitivity.set_numbers import (
    addressed,
    in_its_unit,
    is_share,
    others,
    rest,
    set_numbers,
)
from decision_model.errors import ModelError, Problem
from decision_model.model import Addressed, DecisionModel
from decision_model.model import weight_shares as shares
from decision_model.model.labels import number_labels
from decision_model.words.numbers import amounts_apart
from decision_model.words.percent import percent_values

HALVINGS = 24
"""How often the way to an end is halved to find where the model still makes sense."""
HALF = 0.5


@dataclass(frozen=True)
class NumberRange:
    """A number and how far it is moved.

    `base` is its value in the model, `low` and `high` the ends. `origin` says where they come from: "stated" (the
    file gives the range), "asked" (the caller does) or "usual" (nobody does; see `number_range`); `note` says it in
    words. Weights move as shares of their group, 0 to 1: `whole` is then what it is a share of, in words, and elsewhere
    empty.
    """

    address: str
    kind: str
    label: str
    base: float
    low: float
    high: float
    origin: str
    note: str = ""
    whole: str = ""

    @property
    def is_share(self) -> bool:
        """Whether the number is a share of a whole: held as 0 to 1, written in percent."""
        return bool(self.whole)

    @property
    def axis(self) -> str:
        """The label, with what it is a share of, as an axis or a column's head shows it."""
        return f"{self.label}, share of {self.whole}" if self.is_share else self.label

    @property
    def span(self) -> str:
        """From end to end: '10% to 40%'."""
        low, high = self.texts(self.low, self.high)
        return f"{low} to {high}"

    def text(self, value: float) -> str:
        """A value of it as text; never like the present value unless it is that."""
        return self.texts(value, self.base)[0]

    def texts(self, *values: float) -> tuple[str, ...]:
        """Values that are read beside each other: those that differ are written differently."""
        return value_texts(self.is_share, *values)

    def cell(self, value: float) -> float:
        """A value of it in a table, where a share is marked as one."""
        return ShareCell(value) if self.is_share else value

    def grid(self, points: int) -> np.ndarray:
        """Values from end to end, (points,), or one more: the base is among them where it lies between the ends."""
        even = np.linspace(self.low, self.high, points)
        nearest = int(np.abs(even - self.base).argmin())
        if abs(even[nearest] - self.base) <= 1e-9 * (self.high - self.low):
            even[nearest] = self.base
            return even
        inside = self.low < self.base < self.high
        return np.sort(np.append(even, self.base)) if inside else even


def value_texts(is_share: bool, *values: float) -> tuple[str, ...]:
    """Values of a number that are read beside each other: those that differ are written differently."""
    return percent_values(*values) if is_share else amounts_apart(*values)


def number_range(
    model: DecisionModel, address: str, between: tuple[float, float] | None = None, swing: float | None = None
) -> NumberRange:
    """A number by its address (or a consideration's name, for its weight), with the range it is moved over.

    That is `between` if given, else the file's range, else the base plus and minus `swing` times its size if given,
    else the usual one: chances and weights as far as they go, a score over its scale (adjustments: half a scale
    up and down), anything else half its size up and down. Where the model makes no sense up to the end of a
    range that the caller did not ask for, it is cut there, and `note` says so. A weight's range in the file is in
    points, and is read as shares of the group's points there; one asked for here is shares, 0 to 1. Raises ModelError
    for an unknown number, for a range asked for that makes no sense, and for a number that is 0 and has no range.
    """
    found = addressed(model, address)
    base, limits = _base(model, found), _limits(model, found)
    if between is not None:
        return _range(model, found, _asked(model, found, between, limits), "asked", "")
    stated = _stated(model, found)
    if stated is not None:
        low, high, origin, note = max(stated[0], limits[0]), min(stated[1], limits[1]), "stated", ""
        if (low, high) != stated:
            note = f"{_said(model, found, *stated)}, cut to {_span(model, found, low, high)}, as far as it goes"
    else:
        low, high, note = _usual(model, found, base, limits, swing)
        origin, note = "usual", f"no range stated: {note}"
    ends = _sensible(model, found.address, base, low), _sensible(model, found.address, base, high)
    if ends != (low, high):
        note = f"{note or _said(model, found, low, high)}, cut to where the model makes sense"
    if ends[0] == ends[1]:
        raise _problem((found.address,), "it cannot move: any change breaks the model.", "Move another number.")
    return _range(model, found, ends, origin, note)


def _range(model: DecisionModel, found: Addressed, ends: tuple[float, float], origin: str, note: str) -> NumberRange:
    whole = _whole(model, found) if is_share(model, found) else ""
    base = _base(model, found)
    label = number_labels(model).get(found.address, found.label)
    return NumberRange(found.address, found.kind, label, base, *ends, origin, note, whole)


def _said(model: DecisionModel, found: Addressed, low: float, high: float) -> str:
    return f"range {_span(model, found, low, high)}"


def _span(model: DecisionModel, found: Addressed, low: float, high: float) -> str:
    return " to ".join(value_texts(is_share(model, found), low, high))


def _whole(model: DecisionModel, found: Addressed) -> str:
    """What a weight is a share of: all considerations, or the group it stands in."""
    name = str(found.place[1])
    above = [each.title for each in model.walk() if name in [child.name for child in each.considerations]]
    return f"'{above[0]}'" if above else "all weight"


def _stated(model: DecisionModel, found: Addressed) -> tuple[float, float] | None:
    """The file's range if it is wider than a point, in the unit the number moves in."""
    stated = found.number.range
    if stated is None or stated[0] == stated[1]:
        return None
    return in_its_unit(model, found, stated)


def stated_ranges(model: DecisionModel) -> list[NumberRange]:
    """Every number that carries a range wider than a point, in file order."""
    wide = [n for n in model.numbers.values() if n.number.range and n.number.range[0] < n.number.range[1]]
    return [number_range(model, each.address) for each in wide]


def all_ranges(model: DecisionModel, swing: float | None = None) -> tuple[list[NumberRange], tuple[str, ...]]:
    """Every number of its own (formulas follow their parameters), and the labels of those that cannot be moved."""
    found, left = [], []
    for each in model.numbers.values():
        if each.is_free:
            try:
                found.append(number_range(model, each.address, swing=swing))
            except ModelError:
                left.append(number_labels(model).get(each.address, each.label))
    return found, tuple(left)


def largest_sum(model: DecisionModel, one: NumberRange, other: NumberRange) -> float:
    """What two numbers may add up to at most: two weights of a group or two chances of a rule; else no bound."""
    if one.kind == other.kind == "weight" and model.total_rule.weights_are_shares:
        group = shares.siblings(model, one.address.removesuffix(".weight"))
        if other.address.removesuffix(".weight") in [each.name for each in group]:
            return 1.0
    if one.kind == other.kind == "chance" and one.address.rpartition(".")[0] == other.address.rpartition(".")[0]:
        fixed = [each.at(model.values) for a, each in others(model, one.address).items() if a != other.address]
        return 1.0 - sum(float(np.asarray(each)) for each in fixed) if rest(model, one.address) else 1.0
    return np.inf


def _problem(place: tuple[str, ...], message: str, remedy: str) -> ModelError:
    return ModelError([Problem(place, message, remedy)])


def _base(model: DecisionModel, found: Addressed) -> float:
    value = found.number.at(model.values)
    if np.ndim(value):
        raise _problem((found.address,), "it holds draws, so there is no base to move it from.", "Give one number.")
    if is_share(model, found):
        name = str(found.place[1])
        return float(np.asarray(shares.shares(model, shares.siblings(model, name))[name]))
    return float(value)


def _limits(model: DecisionModel, found: Addressed) -> tuple[float, float]:
    """How far the number can go on its own."""
    if found.kind == "weight":
        return 0.0, _largest_weight(model, found)
    if found.kind == "chance":
        return 0.0, _room(model, found)
    if found.kind == "risk tolerance":
        return (1e-9, np.inf) if _base(model, found) > 0 else (-np.inf, -1e-9)
    return -np.inf, np.inf


def _largest_weight(model: DecisionModel, found: Addressed) -> float:
    if not is_share(model, found):
        return model.total_rule.largest_weight
    if len(shares.siblings(model, str(found.place[1]))) == 1:
        raise _problem((found.address,), "it is the only weight of its group.", "There is nothing to weigh it against.")
    return 1.0


def _room(model: DecisionModel, found: Addressed) -> float:
    """The largest chance: the whole, less what others are given where a `rest` takes the remainder."""
    fixed = others(model, found.address)
    if rest(model, found.address) is not None:
        return 1.0 - sum(float(np.asarray(each.at(model.values))) for each in fixed.values())
    if not fixed:
        raise _problem((found.address,), "it is certain: its rule names no other outcome.", "Name one in the rule.")
    return 1.0


def _asked(
    model: DecisionModel, found: Addressed, between: tuple[float, float], limits: tuple[float, float]
) -> tuple[float, float]:
    """The caller's range, refused where it makes no sense."""
    low, high, place = float(between[0]), float(between[1]), (found.address, "range")
    if not (np.isfinite(low) and np.isfinite(high) and low < high):
        raise _problem(place, f"{low:g} to {high:g} is no range.", "Give a lower and a higher end.")
    if low < limits[0] or high > limits[1] + 1e-12 * abs(limits[1]):
        what = f"a {found.kind}" if found.kind in ("chance", "weight") else "it"
        least, most = value_texts(is_share(model, found), *limits)
        said = f"the {_said(model, found, low, high)} goes too far: {what} stays between {least} and {most} here."
        share = is_share(model, found) and high > 1
        raise _problem(place, said, "Shares are 0 to 1: divide percent by 100." if share else "Narrow the range.")
    for end in (low, high):
        try:
            set_numbers(model, {found.address: end})
        except ModelError as error:
            said = f"at {end:g} the model makes no sense: {error.problems[0]}"
            raise _problem(place, said, "Narrow the range.") from error
    return low, high


def _usual(
    model: DecisionModel, found: Addressed, base: float, limits: tuple[float, float], swing: float | None
) -> tuple[float, float, str]:
    """The ends, and which rule gave them, of a range that nobody stated."""
    if swing is None and found.kind in ("chance", "weight"):
        return *limits, "as far as it goes"
    if swing is None and found.kind == "score" and model.total_rule.has_weights:
        return _over_scale(model, found, base)
    share = HALF if swing is None else swing
    if base == 0:
        raise _problem((found.address, "range"), "it is 0 and has no range to move over.", "State a range.")
    low, high = base - share * abs(base), base + share * abs(base)
    return max(low, limits[0]), min(high, limits[1]), f"{share:.0%} of its size up and down"


def _over_scale(model: DecisionModel, found: Addressed, base: float) -> tuple[float, float, str]:
    scale = next(leaf.scale for leaf in model.leaves if leaf.name == found.place[1])
    low, high = (scale.low, scale.high) if scale else (0.0, 100.0)
    if "adjust" not in found.place:
        return low, high, "the whole scale"
    return base - HALF * (high - low), base + HALF * (high - low), "half the scale up and down"


def _sensible(model: DecisionModel, address: str, base: float, end: float) -> float:
    """The end, or the last value on the way to it at which the model makes sense."""
    if _makes_sense(model, address, end):
        return end
    good, bad = base, end
    for _ in range(HALVINGS):
        middle = (good + bad) / 2
        good, bad = (middle, bad) if _makes_sense(model, address, middle) else (good, middle)
    plain = float(f"{good:.6g}")
    near = abs(plain - good) <= 1e-6 * max(1.0, abs(good))
    return plain if near and _makes_sense(model, address, plain) else good


def _makes_sense(model: DecisionModel, address: str, value: float) -> bool:
    try:
        set_numbers(model, {address: value})
    except ModelError:
        return False
    return True
