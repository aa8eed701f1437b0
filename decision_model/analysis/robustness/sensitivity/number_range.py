"""The range over which a number is varied: asked for, stated in the file, or a usual one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from decision_model.analysis.columns import ShareCell, WrittenCell
from decision_model.analysis.robustness.sensitivity.set_numbers import (
    addressed,
    in_its_unit,
    is_share,
    others,
    rest,
    set_numbers,
)
from decision_model.errors import ModelError, Problem
from decision_model.model import Addressed, DecisionModel, Draws
from decision_model.model import weight_shares as shares
from decision_model.model.checks.bends import STEPS, bent_parameters, first_pole
from decision_model.model.labels import number_labels
from decision_model.model.typed_text import PercentTyped
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

    def cells(self, *values: float | None) -> tuple[float | None, ...]:
        """Values of it in a table that are read beside each other and its present value; see `value_cells`."""
        return value_cells(self.is_share, self.base, *values)[1:]

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


def value_cells(is_share: bool, *values: float | None) -> tuple[float | None, ...]:
    """The same as cells of a table, in which None stands for no value."""
    known = [value for value in values if value is not None]
    texts = iter(value_texts(is_share, *known))
    return tuple(None if value is None else WrittenCell(value, next(texts)) for value in values)


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
    if between is None:
        return model.once((number_range, address, swing), lambda: _unasked(model, addressed(model, address), swing))
    entry = addressed(model, address)
    return _range(model, entry, _asked(model, entry, between, _limits(model, entry)), "asked", "")


def _unasked(model: DecisionModel, entry: Addressed, swing: float | None) -> NumberRange:
    """The range that the file states, or the usual one."""
    base, limits = _base(model, entry), _limits(model, entry)
    stated = _stated(model, entry)
    if stated is not None:
        low, high, origin, note = max(stated[0], limits[0]), min(stated[1], limits[1]), "stated", ""
        if (low, high) != stated:
            note = (
                f"{_range_text(model, entry, *stated)}, cut to {_span_text(model, entry, low, high)}, as far as it goes"
            )
    else:
        low, high, note = _usual(model, entry, base, limits, swing)
        origin, note = "usual", f"no range stated: {note}"
    ends = _sensible(model, entry.address, base, low), _sensible(model, entry.address, base, high)
    if ends != (low, high):
        note = f"{note or _range_text(model, entry, low, high)}, cut to where the model makes sense"
    if ends[0] == ends[1]:
        raise _problem((entry.address,), "it cannot move: any change breaks the model.", "Move another number.")
    return _range(model, entry, ends, origin, note)


def widened(model: DecisionModel, number: NumberRange) -> NumberRange:
    """The number moved as far again beyond each end of its range, as far as it goes and the model makes sense."""
    entry = addressed(model, number.address)
    limits, span = _limits(model, entry), number.high - number.low
    far = max(number.low - span, limits[0]), min(number.high + span, limits[1])
    low, high = (
        _sensible(model, number.address, end, to) for end, to in zip((number.low, number.high), far, strict=True)
    )
    return replace(number, low=low, high=high)


def _range(model: DecisionModel, entry: Addressed, ends: tuple[float, float], origin: str, note: str) -> NumberRange:
    whole = _whole(model, entry) if is_share(model, entry) else ""
    base = _base(model, entry)
    label = number_labels(model).get(entry.address, entry.label)
    return NumberRange(entry.address, entry.kind, label, base, *ends, origin, note, whole)


def _range_text(model: DecisionModel, entry: Addressed, low: float, high: float) -> str:
    return f"range {_span_text(model, entry, low, high)}"


def _span_text(model: DecisionModel, entry: Addressed, low: float, high: float) -> str:
    return " to ".join(value_texts(is_share(model, entry), low, high))


def _whole(model: DecisionModel, entry: Addressed) -> str:
    """What a weight is a share of: all considerations, or the group it stands in."""
    name = str(entry.place[1])
    above = [
        consideration.title
        for consideration in model.walk()
        if name in [child.name for child in consideration.considerations]
    ]
    return f"'{above[0]}'" if above else "all weight"


def _stated(model: DecisionModel, entry: Addressed) -> tuple[float, float] | None:
    """The file's range if it is wider than a point, in the unit the number moves in."""
    stated = entry.number.range
    if stated is None or stated[0] == stated[1]:
        return None
    return in_its_unit(model, entry, stated)


def stated_ranges(model: DecisionModel, wanted: Callable[[Addressed], bool] | None = None) -> list[NumberRange]:
    """Every number that carries a range wider than a point, in file order; of these the `wanted` ones alone."""
    wide = [
        number
        for number in model.numbers.values()
        if number.number.range and number.number.range[0] < number.number.range[1]
    ]
    return [number_range(model, number.address) for number in wide if wanted is None or wanted(number)]


def all_ranges(model: DecisionModel, swing: float | None = None) -> tuple[list[NumberRange], tuple[str, ...]]:
    """Every number of its own (formulas follow their parameters), and the labels of those that cannot be moved."""
    movable, fixed = [], []
    for number in model.numbers.values():
        if number.is_free:
            try:
                movable.append(number_range(model, number.address, swing=swing))
            except ModelError:
                fixed.append(number_labels(model).get(number.address, number.label))
    return movable, tuple(fixed)


def largest_sum(model: DecisionModel, first: NumberRange, second: NumberRange) -> float:
    """What two numbers may add up to at most: two weights of a group or two chances of a rule; else no bound."""
    if first.kind == second.kind == "weight" and model.total_rule.weights_are_shares:
        group = shares.siblings(model, first.address.removesuffix(".weight"))
        if second.address.removesuffix(".weight") in [consideration.name for consideration in group]:
            return 1.0
    if first.kind == second.kind == "chance" and first.address.rpartition(".")[0] == second.address.rpartition(".")[0]:
        fixed = [
            chance.at(model.values)
            for address, chance in others(model, first.address).items()
            if address != second.address
        ]
        return 1.0 - sum(float(np.asarray(chance)) for chance in fixed) if rest(model, first.address) else 1.0
    return np.inf


def _problem(place: tuple[str, ...], message: str, remedy: str) -> ModelError:
    return ModelError([Problem(place, message, remedy)])


def _base(model: DecisionModel, entry: Addressed) -> float:
    value = entry.number.at(model.values)
    if np.ndim(value):
        raise _problem((entry.address,), "it holds draws, so there is no base to move it from.", "Give one number.")
    if is_share(model, entry):
        name = str(entry.place[1])
        return float(np.asarray(shares.shares(model, shares.siblings(model, name))[name]))
    return float(value)


def _limits(model: DecisionModel, entry: Addressed) -> tuple[float, float]:
    """How far the number can go on its own."""
    if entry.kind == "weight":
        return 0.0, _largest_weight(model, entry)
    if entry.kind == "chance":
        return 0.0, _room(model, entry)
    if entry.kind == "risk tolerance":
        return (1e-9, np.inf) if _base(model, entry) > 0 else (-np.inf, -1e-9)
    return -np.inf, np.inf


def _largest_weight(model: DecisionModel, entry: Addressed) -> float:
    if not is_share(model, entry):
        return model.total_rule.largest_weight
    if len(shares.siblings(model, str(entry.place[1]))) == 1:
        raise _problem((entry.address,), "it is the only weight of its group.", "There is nothing to weigh it against.")
    return 1.0


def _room(model: DecisionModel, entry: Addressed) -> float:
    """The largest chance: the whole, less what others are given where a `rest` takes the remainder."""
    fixed = others(model, entry.address)
    if rest(model, entry.address) is not None:
        return 1.0 - sum(float(np.asarray(chance.at(model.values))) for chance in fixed.values())
    if not fixed:
        raise _problem((entry.address,), "it is certain: its rule names no other outcome.", "Name one in the rule.")
    return 1.0


def _asked(
    model: DecisionModel, entry: Addressed, between: tuple[float, float], limits: tuple[float, float]
) -> tuple[float, float]:
    """The caller's range, refused where it makes no sense."""
    low, high, place = float(between[0]), float(between[1]), (entry.address, "range")
    for end in between:
        if isinstance(end, PercentTyped) and entry.kind not in ("chance", "weight"):
            raise _problem(place, "it is asked for in percent.", end.elsewhere)
    if not (np.isfinite(low) and np.isfinite(high) and low < high):
        raise _problem(place, f"{low:g} to {high:g} is no range.", "Give a lower and a higher end.")
    if low < limits[0] or high > limits[1] + 1e-12 * abs(limits[1]):
        noun = f"a {entry.kind}" if entry.kind in ("chance", "weight") else "it"
        least, most = value_texts(is_share(model, entry), *limits)
        problem = (
            f"the {_range_text(model, entry, low, high)} goes too far: {noun} stays between {least} and {most} here."
        )
        share = is_share(model, entry) and high > 1
        raise _problem(place, problem, "Shares are 0 to 1: divide percent by 100." if share else "Narrow the range.")
    for end in (low, high):
        try:
            set_numbers(model, {entry.address: end})
        except ModelError as error:
            problem = f"at {end:g} the model makes no sense: {error.first}"
            raise _problem(place, problem, "Narrow the range.") from error
    return low, high


def _usual(
    model: DecisionModel, entry: Addressed, base: float, limits: tuple[float, float], swing: float | None
) -> tuple[float, float, str]:
    """The ends, and which rule gave them, of a range that nobody stated."""
    if swing is None and entry.kind in ("chance", "weight"):
        return *limits, "as far as it goes"
    if swing is None and entry.kind == "score" and model.total_rule.has_weights:
        return _over_scale(model, entry, base)
    share = HALF if swing is None else swing
    if base == 0:
        raise _problem((entry.address, "range"), "it is 0 and has no range to move over.", "State a range.")
    low, high = base - share * abs(base), base + share * abs(base)
    return max(low, limits[0]), min(high, limits[1]), f"{share:.0%} of its size up and down"


def _over_scale(model: DecisionModel, entry: Addressed, base: float) -> tuple[float, float, str]:
    scale = next(leaf.scale for leaf in model.leaves if leaf.name == entry.place[1])
    low, high = (scale.low, scale.high) if scale else (0.0, 100.0)
    if "adjust" not in entry.place:
        return low, high, "the whole scale"
    return base - HALF * (high - low), base + HALF * (high - low), "half the scale up and down"


def _sensible(model: DecisionModel, address: str, base: float, end: float) -> float:
    """The end, or the last value on the way to it up to which the model makes sense."""
    if address in model.once(bent_parameters, lambda: bent_parameters(model)):
        good, bad = _first_break(model, address, np.linspace(base, end, STEPS + 1))
        if good == bad:
            return end
    elif _makes_sense(model, address, end):
        return end
    else:
        good, bad = base, end
    for _ in range(HALVINGS):
        middle = (good + bad) / 2
        makes_sense = _makes_sense(model, address, np.array([good, middle]))
        good, bad = (middle, bad) if makes_sense else (good, middle)
    plain = float(f"{good:.6g}")
    near = abs(plain - good) <= 1e-6 * max(1.0, abs(good))
    return plain if near and _makes_sense(model, address, np.array([good, plain])) else good


def _first_break(model: DecisionModel, address: str, way: np.ndarray) -> tuple[float, float]:
    """The last value on the way up to which the model makes sense, and the next, at which it does not; else the end."""
    if _makes_sense(model, address, way):
        return float(way[-1]), float(way[-1])
    for good, bad in pairwise(way.tolist()):
        if not _makes_sense(model, address, np.array([good, bad])):
            return good, bad
    return float(way[-1]), float(way[-1])


def _makes_sense(model: DecisionModel, address: str, value: Draws) -> bool:
    """Whether the model makes sense at a value, or at all of several in order and where formulas pass between them."""
    try:
        varied = set_numbers(model, {address: value})
        return np.ndim(value) == 0 or first_pole(varied) is None
    except (ModelError, ArithmeticError):
        return False
