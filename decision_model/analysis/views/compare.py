"""The same problem seen with several sets of weights and beliefs, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from decision_model.analysis.choice.rank import Ranked, rank
from decision_model.analysis.choice.solve import Solution, solve
from decision_model.analysis.combinations import decided_now, title
from decision_model.analysis.question import NAMES, Ask, By, Question
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.sensitivity.candidate_plans import direction
from decision_model.analysis.views.matching import Key, as_forced, here
from decision_model.model import DecisionModel, NumberLike

Weights = Mapping[str, NumberLike]


@dataclass(frozen=True)
class View:
    """One way of seeing the problem: whose it is, and what is best in it.

    `ranked` holds a place for each of the comparison's options, None where it cannot be taken. `leaders` are the best
    (several when level), `lead` how far they are ahead of the next. `rival` is what the leader is held against: the
    file's own leader where this view prefers another, else the runner-up; `drivers` maps each consideration to what it
    adds to the leader's lead over the rival, positive in its favour.
    """

    name: str
    kind: str
    label: str
    solution: Solution
    ranked: tuple[Ranked | None, ...]
    leaders: tuple[str, ...]
    lead: float
    rival: str | None
    drivers: Mapping[str, float]

    @property
    def driver(self) -> str | None:
        """The consideration that speaks most for the leader; None where there is no rival or nothing speaks for it."""
        name = max(self.drivers, key=lambda each: self.drivers[each], default=None)
        return name if name is not None and self.drivers[name] > 0 else None


@dataclass(frozen=True, repr=False)
class Comparison(Result):
    """The answer of `compare`: `options` are the titles of what is compared, `views` the ways of seeing it."""

    model: DecisionModel
    by: tuple[str, ...]
    options: tuple[str, ...]
    views: tuple[View, ...]

    @property
    def heading(self) -> str:
        groups: dict[str, list[str]] = {}
        for view in self.views:
            groups.setdefault(" or ".join(view.leaders), []).append(view.label)
        if len(self.views) == 1:
            return f"{next(iter(groups))} comes first; there is no perspective or what-if to set beside the file"
        if len(groups) == 1:
            every = "both" if len(self.views) == 2 else f"all {len(self.views)}"
            return f"{next(iter(groups))} comes first in {every} cases"
        counted = sorted(groups.items(), key=lambda group: -len(group[1]))
        said = [f"{leader} in {len(labels)}" for leader, labels in counted]
        said[0] += f" of {len(self.views)} cases"
        return f"What comes first: {', '.join(said)}"

    @property
    def columns(self) -> tuple[str, ...]:
        return ("case", "best", "lead", "against", "because_of", "best_plan", "plan", *self.options)

    def rows(self) -> Iterable[Sequence[Any]]:
        """One row a case: the leader, its lead, the best plan of all and every option's total."""
        labels = {leaf.name: leaf.title for leaf in self.model.leaves}
        for view in self.views:
            because = labels[view.driver] if view.driver else None
            totals = [each.total if each else None for each in view.ranked]
            plan = " ".join(view.solution.plan)
            best = [" or ".join(view.leaders), view.lead, view.rival, because, float(view.solution.total), plan]
            yield [view.label, *best, *totals]


def compare(
    model: DecisionModel,
    perspectives: Annotated[
        Sequence[str] | None, Ask("Perspectives to set side by side; without it, all.", NAMES)
    ] = None,
    what_ifs: Annotated[Sequence[str], Ask("What-ifs to set beside them.", NAMES)] = (),
    weights: Weights | Mapping[str, Weights] | None = None,
    by: By = None,
) -> Comparison:
    """Set perspectives and what-ifs side by side: who prefers what, by how much, and why.

    The same choice in several cases side by side: as the file stands, and under each variation of it.

    The question is whether people who disagree about weights, or about the facts, disagree about what to do. A
    perspective keeps the beliefs and changes the weights; a what-if changes beliefs or choices and keeps the weights.

    `perspectives` names those of the file (default: all), `what_ifs` likewise (default: none). `weights` gives other
    points for considerations, or several such sets by name. Compared are the combinations of options of
    the decisions `by` (default: those to be taken now), later ones best; each case also has its best plan of all.

    Definition. In each case every combination is one solve with these options forced (see `rank`); its total is in the
    unit of totals, of 100 for weighted models. `lead` is how far the first is ahead of the next, 0 when several are
    level. A driver is what a consideration adds to the leader's lead over the rival, w_k v_k of the one less w_k v_k of
    the other in expectation; over all considerations the drivers add up to that lead. The rival is the file's own
    leader where a case prefers another, otherwise the runner-up. This is the usual way to bring stakeholders' weights
    into multi-attribute value analysis (Keeney & Raiffa 1976; Belton & Stewart 2002).

    Returns a Comparison: `options` are the titles compared, `views` a View for each case, the file's own first.
    Options that a case does not offer are None there. Raises ModelError for unknown names and for weights that make
    no sense.

    Example: `compare(model, perspectives=["paris"], weights={"Mine": {"unity": 40}}).heading`.

    Reading it: if all cases put the same option first, the quarrel about weights does not matter here; if not, the
    drivers name the consideration it is about. It does not say whose weights are right, and totals of different
    cases must not be compared with each other: they are measured with different weights.
    """
    names = tuple(by) if by else decided_now(model)
    seen = [("own", "own", "The file as it stands", model), *_variations(model, perspectives, what_ifs, weights)]
    rows = [_ranked(varied, names) for *_, varied in seen]
    keys = _in_file_order(model, names, [key for found in rows for key in found])
    options = tuple(title(model, dict(zip(names, key, strict=True))) for key in keys)
    views: list[View] = []
    for (name, kind, label, varied), found in zip(seen, rows, strict=True):
        ranked = tuple(found.get(key) for key in keys)
        own = views[0] if views else None
        views.append(_view(name, kind, label, varied, ranked, options, own))
    return Comparison(model, names, options, tuple(views))


def _variations(
    model: DecisionModel,
    perspectives: Sequence[str] | None,
    what_ifs: Sequence[str],
    weights: Weights | Mapping[str, Weights] | None,
) -> Iterator[tuple[str, str, str, DecisionModel]]:
    for name in model.perspectives if perspectives is None else perspectives:
        varied = model.varied(perspective=name)
        yield name, "perspective", model.perspectives[name].title, varied
    for name in what_ifs:
        varied = model.varied(what_if=name)
        yield name, "what-if", model.what_ifs[name].title, varied
    for label, given in _sets(weights).items():
        yield label, "weights", label, model.varied(weights=given)


def _sets(weights: Weights | Mapping[str, Weights] | None) -> dict[str, Weights]:
    named = {label: given for label, given in (weights or {}).items() if isinstance(given, Mapping)}
    plain = {name: given for name, given in (weights or {}).items() if not isinstance(given, Mapping)}
    return {**({"Your weights": plain} if plain else {}), **named}


def _ranked(model: DecisionModel, names: Sequence[str]) -> dict[Key, Ranked]:
    """The ranking of a variation, without what undoes a choice that the variation forces."""
    rows = [row for row in rank(model, here(model, names)).ranked if as_forced(model, row.options)]
    return {tuple(row.options.values()): _among(rows, row) for row in rows}


def _among(rows: Sequence[Ranked], row: Ranked) -> Ranked:
    """A row with its place among those that are left."""
    ranks = [other.rank for other in rows]
    ahead = sum(rank < row.rank for rank in ranks)
    return replace(row, rank=1 + ahead, gap=row.gap - rows[0].gap, tied=ranks.count(row.rank) > 1)


def _in_file_order(model: DecisionModel, names: Sequence[str], keys: Iterable[Key]) -> list[Key]:
    def place(key: Key) -> list[int]:
        steps = [model.steps[name].state_names for name in names]
        return [-1 if o is None else states.index(o) for o, states in zip(key, steps, strict=True)]

    return sorted(dict.fromkeys(keys), key=place)


def _view(
    name: str,
    kind: str,
    label: str,
    model: DecisionModel,
    ranked: tuple[Ranked | None, ...],
    options: tuple[str, ...],
    own: View | None,
) -> View:
    present = {option: row for option, row in zip(options, ranked, strict=True) if row is not None}
    ordered = sorted(present, key=lambda option: present[option].rank)
    best = present[ordered[0]].rank
    leaders = tuple(option for option in ordered if present[option].rank == best)
    behind = [option for option in ordered if present[option].rank != best]
    lead = abs(present[leaders[0]].total - present[behind[0]].total) if behind and len(leaders) == 1 else 0.0
    rival = _rival(leaders, [*leaders[1:], *behind], present, own)
    drivers = _drivers(model, present[leaders[0]], present[rival]) if rival else {}
    return View(name, kind, label, solve(model), ranked, leaders, lead, rival, drivers)


def _rival(
    leaders: Sequence[str], others: Sequence[str], present: Mapping[str, Ranked], own: View | None
) -> str | None:
    if own is not None and own.leaders[0] not in leaders and own.leaders[0] in present:
        return own.leaders[0]
    return others[0] if others else None


def _drivers(model: DecisionModel, leader: Ranked, rival: Ranked) -> dict[str, float]:
    sign = direction(model)
    return {name: sign * (part - rival.contributions[name]) for name, part in leader.contributions.items()}


def _all_cases(model: DecisionModel) -> Mapping[str, Any]:
    return {"what_ifs": tuple(model.what_ifs)}


def _is_seen_differently(model: DecisionModel) -> bool:
    return bool(model.perspectives or model.what_ifs)


QUESTION = Question(
    "Whose weights, which world",
    "A perspective keeps the beliefs and changes the weights; a what-if keeps the weights and changes beliefs or "
    "choices. If all agree on the best choice, the quarrel about weights does not matter here.",
    _is_seen_differently,
    _all_cases,
    order=10,
    row_by_row=True,
)
