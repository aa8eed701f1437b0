"""The same problem seen with several sets of weights and beliefs, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated, Any

from decision_model.analysis.arguments import checked
from decision_model.analysis.choice.rank import Ranked, rank
from decision_model.analysis.choice.solve import Solution, solve
from decision_model.analysis.columns import Column, Kind, WrittenCell
from decision_model.analysis.combinations import NO_DECISION, apart, decided_now, title
from decision_model.analysis.effort import now, solved
from decision_model.analysis.question import NAMES, Ask, By, Question
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.sensitivity.candidate_plans import direction
from decision_model.analysis.statement import Statement
from decision_model.analysis.units import amounts, lead
from decision_model.analysis.views.matching import Key, keeps_forced, names_in
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, NumberLike
from decision_model.model.labels import consideration_labels, distinct_labels, step_labels
from decision_model.words.amounts import Amounts, with_gap
from decision_model.words.names import quoted
from decision_model.words.numbers import gained
from decision_model.words.sentences import counted, listed

Weights = Mapping[str, NumberLike]
OWN = "The file as it stands"
MOST = 3
"""Options and decisions that are named together at most."""
LONG = 120
"""Characters beyond which a headline names no further group of cases."""


@dataclass(frozen=True)
class View:
    """One way of seeing the problem: whose it is, and what is best in it.

    `ranked` holds a place for each of the comparison's options, None where it cannot be taken. `leaders` are the best
    (several when level), `lead` how far they are ahead of the next. `rival` is what the leader is held against: the
    file's own leader where this view prefers another, else the runner-up; `against` holds both totals, and `drivers`
    maps each consideration to what it adds to the leader's lead over the rival, positive in its favour.
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
    against: tuple[float, float] | None = None

    @property
    def margin(self) -> float:
        """How far the leader is ahead of the rival, 0 or more; 0 without one."""
        return abs(self.against[0] - self.against[1]) if self.against else 0.0

    @property
    def driver(self) -> str | None:
        """The consideration that speaks most for the leader; None where there is no rival or nothing speaks for it."""
        name = max(self.drivers, key=lambda driver: self.drivers[driver], default=None)
        return name if name is not None and self.drivers[name] > 0 else None


@dataclass(frozen=True, repr=False)
class Comparison(Result):
    """The answer of `compare`: `options` are the titles of what is compared, `views` the ways of seeing it."""

    model: DecisionModel
    by: tuple[str, ...]
    options: tuple[str, ...]
    views: tuple[View, ...]

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """The options of the decisions `by` that each of `options` stands for."""
        rows = [next(row for view in self.views if (row := view.ranked[place])) for place in range(len(self.options))]
        return tuple(tuple(row.options.values()) for row in rows)

    @cached_property
    def called(self) -> Mapping[str, str]:
        """What each option is called in sentences: what all share that come first somewhere is dropped."""
        leading = [title for title in self.options if any(title in view.leaders for view in self.views)]
        chosen = [dict(zip(self.by, self.keys[self.options.index(title)], strict=True)) for title in leading]
        return {
            **dict(zip(self.options, self.options, strict=True)),
            **dict(zip(leading, apart(self.model, chosen), strict=True)),
        }

    @property
    def free(self) -> tuple[View, ...]:
        """The cases that are counted: those in which something else could have been taken."""
        return tuple(view for view in self.views if view.rival is not None) or self.views

    @property
    def groups(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """The cases that are counted by what comes first in them, the largest group first."""
        groups: dict[tuple[str, ...], list[str]] = {}
        for view in self.free:
            groups.setdefault(view.leaders, []).append(view.label)
        return {leaders: tuple(groups[leaders]) for leaders in sorted(groups, key=lambda group: -len(groups[group]))}

    @property
    def amounts(self) -> Amounts:
        """How totals and leads are written."""
        totals = [row.total for view in self.views for row in view.ranked if row]
        written = amounts(self.model, [*totals, *(view.lead for view in self.views)])
        own = self.views[0].against
        return with_gap(written, *own) if own else written

    def margin(self, view: View) -> float:
        """How far a view's leader is ahead of the rival, as their totals are written."""
        return self.amounts.between(*view.against) if view.against else 0.0

    @property
    def point_amounts(self) -> Amounts:
        return self.amounts

    @property
    def statement(self) -> Statement:
        heads = step_labels(self.model)
        by = listed([quoted(heads[name]) for name in self.by], most=MOST)
        detail = f"Compared are {counted(len(self.options), 'choice')} at {by}, what follows at its best"
        return Statement(
            self._headline(), detail, tuple(f"{quoted(view.label)}: {self._told(view)}" for view in self.views)
        )

    def _told(self, view: View) -> str:
        """What a case prefers and why, and what it would do later where the file as it stands would not."""
        now = tuple(f"{head}: " for head in (step_labels(self.model)[name] for name in self.by))
        own = self.views[0].solution.plan
        later = [sentence for sentence in view.solution.plan if not sentence.startswith(now) and sentence not in own]
        return f"{self.reason(view)}.{' Later: ' * bool(later)}{' '.join(later)}".removesuffix(".")

    def _headline(self) -> str:
        groups, cases = self.groups, len(self.free)
        first = self._first(next(iter(groups)))
        if len(self.views) == 1:
            return f"{first}; there is no perspective or what-if to set beside the file"
        if cases == 1:
            return f"{first}; in the other cases nothing else can be taken"
        if len(groups) == 1:
            return f"{first} in {'both' if cases == 2 else f'all {cases}'} cases"
        counts = [f"{first} in {len(next(iter(groups.values())))} of {counted(cases, 'case')}"]
        for leaders, labels in list(groups.items())[1:]:
            counts.append(f"{self._named(leaders)}{' level' * (len(leaders) > 1)} in {len(labels)}")
        most = next((count for count in range(len(counts), 1, -1) if len(", ".join(counts[:count])) < LONG), 1)
        rest = sum(len(labels) for labels in list(groups.values())[most:])
        return ", ".join([*counts[:most], *([f"others in {rest}"] if rest else [])])

    def _first(self, leaders: tuple[str, ...]) -> str:
        return f"{self._named(leaders)} {'are level' if len(leaders) > 1 else 'comes first'}"

    def _named(self, leaders: Iterable[str]) -> str:
        return listed([quoted(self.called[title]) for title in leaders], most=MOST)

    def reason(self, view: View) -> str:
        """'‘Elsewhere’ leads ‘Berlin’ by 0.6, above all on ‘Morale in Berlin’ (+1.6)'."""
        named = self._named(view.leaders)
        if len(view.leaders) > 1:
            return f"{named} are level"
        if view.rival is None:
            return f"{named}; nothing else can be taken"
        text = f"{named} leads {quoted(self.called[view.rival])} by {lead(self.amounts, self.margin(view))}"
        if view.driver is None:
            return text
        label = quoted(consideration_labels(self.model)[view.driver])
        return f"{text}, above all on {label} ({gained(self.amounts.text(view.drivers[view.driver]))})"

    @property
    def columns(self) -> tuple[Column, ...]:
        keys = ("+".join(option or "-" for option in key) for key in self.keys)
        return (
            Column("case", "case", Kind.name),
            Column("best", "best", Kind.name),
            Column("lead", "ahead by", Kind.points),
            Column("against", "ahead of", Kind.name),
            Column("because_of", "mainly because of", Kind.name),
            Column("best_plan", "total of the plan", Kind.points, brief=False),
            Column("plan", "the plan", brief=False),
            *(
                Column(f"total.{key}", option, Kind.points, brief=False)
                for key, option in zip(keys, self.options, strict=True)
            ),
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        """One row a case: the leader, how far it is ahead of the rival, the best plan and every option's total."""
        labels, written = consideration_labels(self.model), self.amounts
        for view in self.views:
            because = labels[view.driver] if view.driver else None
            totals = [row.total if row else None for row in view.ranked]
            plan = " ".join(view.solution.plan)
            ahead = WrittenCell(view.margin, written.part(self.margin(view)))
            yield [
                view.label,
                " or ".join(view.leaders),
                ahead,
                view.rival,
                because,
                float(view.solution.total),
                plan,
                *totals,
            ]


@checked
def compare(
    model: DecisionModel,
    perspectives: Annotated[
        Sequence[str] | None, Ask("Perspectives to set side by side; without it, all.", NAMES, may_be_empty=True)
    ] = None,
    what_ifs: Annotated[Sequence[str], Ask("What-ifs to set beside them.", NAMES, may_be_empty=True)] = (),
    weights: Weights | Mapping[str, Weights] | None = None,
    by: By = None,
) -> Comparison:
    """Set perspectives and what-ifs side by side: who prefers what, by how much, and why.

    Do people who disagree about weights, or about the facts, disagree about what to do? Compared are the file as it
    stands and each variation of it: a perspective changes the weights, a what-if changes beliefs or choices.

    `perspectives` names those of the file (default: all), `what_ifs` likewise (default: none). `weights` gives other
    points for considerations, or several such sets by name. Compared are the combinations of options of
    the decisions `by` (default: those to be taken now), later ones best; each case also has its best plan of all.

    Definition. In each case every combination is one solve with these options forced (see `rank`). The rival is the
    file's own leader where a case prefers another, otherwise the runner-up. A driver is what a consideration adds to
    the leader's lead over the rival, w_k v_k of the one less w_k v_k of the other in expectation; the drivers add up
    to that lead. This is the usual way to bring stakeholders' weights into multi-attribute value analysis (Keeney &
    Raiffa 1976; Belton & Stewart 2002). Totals of different cases are measured with different weights and must not be
    compared with each other.

    Returns a Comparison: `options` are the titles compared, `views` a View for each case, the file's own first.
    Options that a case does not offer are None there. Raises ModelError for unknown names and for weights that make
    no sense. Example: `compare(model, perspectives=["paris"], weights={"Mine": {"unity": 40}}).statement`.
    """
    names = tuple(by) if by else decided_now(model)
    if not names:
        raise ModelError(NO_DECISION)
    cases = _distinct([_Case("own", "own", OWN, model), *_variations(model, perspectives, what_ifs, weights)])
    rankings = [_ranked(case.model, names) for case in cases]
    keys = _in_file_order(model, names, [key for ranking in rankings for key in ranking])
    options = tuple(title(model, dict(zip(names, key, strict=True))) for key in keys)
    views: list[View] = []
    for case, ranking in zip(cases, rankings, strict=True):
        ranked = tuple(ranking.get(key) for key in keys)
        views.append(_view(case, ranked, options, views[0] if views else None))
    return Comparison(model, names, options, tuple(views))


@dataclass(frozen=True)
class _Case:
    """The model as the file has it, or a variation of it."""

    name: str
    kind: str
    label: str
    model: DecisionModel

    @property
    def key(self) -> str:
        return f"{self.kind} {self.name}"


def _distinct(cases: Sequence[_Case]) -> list[_Case]:
    """The cases with labels of which no two are alike."""
    labels = distinct_labels({case.key: case.label for case in cases})
    return [replace(case, label=labels[case.key]) for case in cases]


def _variations(
    model: DecisionModel,
    perspectives: Sequence[str] | None,
    what_ifs: Sequence[str],
    weights: Weights | Mapping[str, Weights] | None,
) -> Iterator[_Case]:
    for name in model.perspectives if perspectives is None else perspectives:
        varied = model.varied(perspective=name)
        yield _Case(name, "perspective", model.perspectives[name].title, varied)
    for name in what_ifs:
        varied = model.varied(what_if=name)
        yield _Case(name, "what-if", model.what_ifs[name].title, varied)
    for label, points in _sets(weights).items():
        yield _Case(label, "weights", label, model.varied(weights=points))


def _sets(weights: Weights | Mapping[str, Weights] | None) -> dict[str, Weights]:
    named = {label: points for label, points in (weights or {}).items() if isinstance(points, Mapping)}
    plain = {name: points for name, points in (weights or {}).items() if not isinstance(points, Mapping)}
    return {**({"Your weights": plain} if plain else {}), **named}


def _ranked(model: DecisionModel, names: Sequence[str]) -> dict[Key, Ranked]:
    """The ranking of a variation, without what undoes a choice that the variation forces."""
    rows = [row for row in rank(model, names_in(model, names)).ranked if keeps_forced(model, row.options)]
    return {tuple(row.options.values()): _among(rows, row) for row in rows}


def _among(rows: Sequence[Ranked], row: Ranked) -> Ranked:
    """A row with its place among those that are left."""
    ranks = [other_row.rank for other_row in rows]
    ahead = sum(rank < row.rank for rank in ranks)
    return replace(row, rank=1 + ahead, gap=row.gap - rows[0].gap, tied=ranks.count(row.rank) > 1)


def _in_file_order(model: DecisionModel, names: Sequence[str], keys: Iterable[Key]) -> list[Key]:
    def place(key: Key) -> list[int]:
        steps = [model.steps[name].state_names for name in names]
        return [-1 if option is None else states.index(option) for option, states in zip(key, steps, strict=True)]

    return sorted(dict.fromkeys(keys), key=place)


def _view(case: _Case, ranked: tuple[Ranked | None, ...], options: tuple[str, ...], own: View | None) -> View:
    """Who leads in a case, ahead of whom and why; `own` is the view of the model as the file has it."""
    offered = {option: row for option, row in zip(options, ranked, strict=True) if row is not None}
    ordered = sorted(offered, key=lambda option: offered[option].rank)
    best = offered[ordered[0]].rank
    leaders = tuple(option for option in ordered if offered[option].rank == best)
    others = [option for option in ordered if offered[option].rank != best]
    ahead = abs(offered[leaders[0]].total - offered[others[0]].total) if others and len(leaders) == 1 else 0.0
    rival = _rival(leaders, [*leaders[1:], *others], offered, own)
    drivers = _drivers(case.model, offered[leaders[0]], offered[rival]) if rival else {}
    against = (offered[leaders[0]].total, offered[rival].total) if rival else None
    solution = solve(case.model)
    return View(case.name, case.kind, case.label, solution, ranked, leaders, ahead, rival, drivers, against)


def _rival(
    leaders: Sequence[str], others: Sequence[str], offered: Mapping[str, Ranked], own: View | None
) -> str | None:
    if own is not None and own.leaders[0] not in leaders and own.leaders[0] in offered:
        return own.leaders[0]
    return others[0] if others else None


def _drivers(model: DecisionModel, leader: Ranked, rival: Ranked) -> dict[str, float]:
    sign = direction(model)
    return {name: sign * (part - rival.contributions[name]) for name, part in leader.contributions.items()}


def _what_ifs_where_no_perspective_is_given(model: DecisionModel) -> Mapping[str, Any]:
    return {} if model.perspectives else {"what_ifs": tuple(model.what_ifs)}


def _is_seen_differently(model: DecisionModel) -> bool:
    return bool(model.perspectives or model.what_ifs)


def _work(model: DecisionModel) -> float:
    return solved(model, 2 * now(model) * (1 + len(model.perspectives) + len(model.what_ifs)))


QUESTION = Question(
    "Whose weights, which world",
    "A perspective keeps the beliefs and changes the weights; a what-if keeps the weights and changes beliefs or "
    "choices. If all agree on the best choice, the quarrel about weights does not matter here.",
    _is_seen_differently,
    _what_ifs_where_no_perspective_is_given,
    order=10,
    row_by_row=True,
    work=_work,
)
