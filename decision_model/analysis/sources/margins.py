"""How far a claim is from turning: above 0 where it holds, below 0 where it fails, for every form of claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product

import numpy as np

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.combinations import combinations
from decision_model.analysis.robustness.sensitivity.set_numbers import set_numbers
from decision_model.errors import ModelError, Problem
from decision_model.model import Decision, DecisionModel, Draws, Event, Expectation
from decision_model.model.compile.compiled import Level
from decision_model.solver.conditional import Given, chance, expected, expected_of_leaves
from decision_model.solver.criteria import cut_number
from decision_model.solver.draw_pieces import by_draws
from decision_model.solver.rollback import TIE, Rollback

GRID = 21
"""Values of a parameter at which a monotone claim is looked at."""


def margin(model: DecisionModel, expect: Expectation) -> Draws:
    """The margin by which a statement holds, float or (draws,); at exactly 0 "best" holds and strict signs do not.

    Statements of equality give 0 where they hold and minus the difference where they fail. Raises ModelError for a
    statement without grounds in the model (nothing to compare, a history that cannot happen).
    """
    if expect.perspective is not None:
        model = model.varied(perspective=expect.perspective)
    if expect.what_if is not None:
        model = model.varied(what_if=expect.what_if)
    return _MARGINS[expect.form](model, expect)


def holds(expect: Expectation, margins: Draws) -> np.ndarray:
    """Where a statement holds: at 0 or above, or strictly above 0 when it names a direction or denies dominance.

    Shape of `margins`.
    """
    strict = expect.sign is not None and expect.sign not in ("zero", "equal") and expect.form != "monotone"
    strict = strict or expect.form == "undominated"
    return np.greater(margins, TIE) if strict else np.greater_equal(margins, -TIE)


def _about_options(expect: Expectation) -> dict[str, tuple[str, ...]]:
    assert isinstance(expect.about, Mapping)
    return {name: (state,) for name, state in expect.about.items()}


def _given(expect: Expectation) -> dict[str, tuple[str, ...]]:
    if len(expect.given.alternatives) > 1:
        raise ModelError([Problem(("given",), "it lists several cases.", "Give one; make a claim for each.")])
    return dict(expect.given.alternatives[0])


def _signed(expect: Expectation, difference: Draws) -> Draws:
    """Turn a difference into a margin for the direction claimed."""
    if expect.sign in ("lower", "negative", "falling"):
        return -difference
    if expect.sign in ("equal", "zero"):
        return 0.0 - np.abs(difference)
    return difference


def _best(model: DecisionModel, expect: Expectation) -> Draws:
    """The smallest lead of the chosen options over the others on offer, over the histories that fit."""
    return _leads(model, expect, np.minimum)


def _possible(model: DecisionModel, expect: Expectation) -> Draws:
    """The largest such lead: it is enough that the choice is best in some history that fits."""
    return _leads(model, expect, np.maximum)


def _leads(model: DecisionModel, expect: Expectation, pick: np.ufunc) -> Draws:
    return by_draws(model, lambda piece: _piece_leads(piece, expect, pick))


def _piece_leads(model: DecisionModel, expect: Expectation, pick: np.ufunc) -> Draws:
    rollback = Rollback(model)
    cuts: list[slice | None] = [*rollback.cuts] or [None]
    leads = [_lead(rollback, _about_options(expect), _given(expect), cut, pick) for cut in cuts]
    return np.concatenate(leads) if rollback.draws else float(leads[0][0])


def _lead(rollback: Rollback, about: Given, given: Given, cut: slice | None, pick: np.ufunc) -> np.ndarray:
    """Lead of the chosen options at every decision they speak of: `pick` of it over the fitting nodes, (draws,).

    Over several decisions the smallest counts: all of them have to be best.
    """
    sweep = rollback.sweep(cut, keep=True)
    width = 1 if cut is None else cut.stop - cut.start
    smallest = np.full(width, np.inf)
    fitting = _fitting(rollback, {**given, **about})
    for index, options in sweep.choices.items():
        level = rollback.levels[index]
        if level.step.name not in about:
            continue
        if rollback.sets and not any(isinstance(above.step, Event) for above in rollback.levels[:index]):
            forced_lead = np.asarray(cut_number(_forced_lead(rollback.model, level.step.name, about), cut))
            smallest = np.minimum(smallest, forced_lead)
            continue
        chosen = level.step.state_names.index(about[level.step.name][0])
        nodes = np.flatnonzero(fitting[index] & (level.children[:, chosen] >= 0))
        others = np.delete(options[nodes], chosen, axis=1)
        lead = options[nodes, chosen] - others.max(axis=1, initial=-np.inf)
        if lead.size:
            smallest = np.minimum(smallest, np.broadcast_to(pick.reduce(lead, axis=0), width))
    if np.all(np.isinf(smallest)):
        raise ModelError(
            [Problem(("claims",), "the choice it speaks of never arises in such a history.", "Check 'given'.")]
        )
    return smallest


def _forced_lead(model: DecisionModel, name: str, about: Given) -> Draws:
    """Lead of an option over the others of its decision, each forced: where memory is limited the rest may follow."""
    sign = -1.0 if model.better == "lower" else 1.0
    totals = {
        option: sign * np.asarray(solve(model.varied(choose={name: option})).total)
        for option in model.steps[name].state_names
        if option not in model.withheld.get(name, ())
    }
    (option,) = about[name]
    others = [total for other, total in totals.items() if other != option]
    best = np.maximum.reduce(np.broadcast_arrays(*others)) if others else np.asarray(-np.inf)
    lead = totals.get(option, np.asarray(-np.inf)) - best
    return lead if lead.ndim else float(lead)


def _fitting(rollback: Rollback, wanted: Given) -> list[np.ndarray]:
    """Nodes of each level that some possible history leads to in which every named step so far is as wanted."""
    fits = np.ones(1, dtype=bool)
    fitting = []
    for index, level in enumerate(rollback.levels):
        fitting.append(fits)
        later = rollback.levels[index + 1].size if index + 1 < len(rollback.levels) else 1
        fits_next = np.zeros(later, dtype=bool)
        for branch in range(level.children.shape[1]):
            open_nodes = fits & (level.children[:, branch] >= 0) & _allowed(level, branch, wanted)
            if level.chance is not None:
                table, rows = rollback.chance_table(index)
                likely = table[branch] > 0
                open_nodes &= (likely.any(axis=-1) if likely.ndim > 1 else likely)[rows]
            fits_next[level.children[open_nodes, branch]] = True
        fits = fits_next
    return fitting


def _allowed(level: Level, branch: int, wanted: Given) -> bool:
    names = level.step.state_names
    return level.step.name not in wanted or (branch < len(names) and names[branch] in wanted[level.step.name])


def _undominated(model: DecisionModel, expect: Expectation) -> Draws:
    """For the choice (its other decisions any way) the least advantage somewhere that every rival leaves it.

    A rival that is level in everything does not dominate; one that leaves no advantage and is ahead somewhere does, so
    that at exactly 0 the choice is dominated.
    """
    about, given = _about_options(expect), _given(expect)
    single = _of_one_draw(model)
    compared = [
        combination
        for combination in combinations(single)[0]
        if _agrees(combination.options, given) and _happens(combination.of(single), given)
    ]
    mine = [
        place
        for place, option in enumerate(compared)
        if all(option.options.get(name) == states[0] for name, states in about.items())
    ]
    if not mine or len(mine) == len(compared):
        raise ModelError([Problem(("claims",), "there is no rival to compare with.", "Name a choice that has one.")])
    rows = np.broadcast_arrays(*(expected_of_leaves(combination.of(model), given) for combination in compared))
    sign = -1.0 if model.better == "lower" else 1.0
    rivals = [place for place in range(len(compared)) if place not in mine]
    # Of every way of choosing it the least advantage over a rival, and of these the largest: (draws,) or a number.
    ahead = [np.min([_advantage(sign * (rows[place] - rows[rival])) for rival in rivals], axis=0) for place in mine]
    margins: np.ndarray = np.max(ahead, axis=0)
    return margins if margins.ndim else float(margins)


def _advantage(ahead: np.ndarray) -> np.ndarray:
    """The largest of the differences (considerations[, draws]); without limit where there are none."""
    return np.where((np.abs(ahead) <= TIE).all(axis=0), np.inf, ahead.max(axis=0))


def _agrees(options: Mapping[str, str | None], given: Given) -> bool:
    """Whether no option is another than the one that is given."""
    return all(options.get(name) is None or options[name] in states for name, states in given.items())


def _happens(model: DecisionModel, given: Given) -> bool:
    """Whether some history of a model fits."""
    try:
        expected(model, model.leaves[0].name, given)
    except ModelError:
        return False
    return True


def _of_one_draw(model: DecisionModel) -> DecisionModel:
    """The model itself, or with the first of the draws it holds."""
    drawn = {
        address: number.number.at(model.values) for address, number in model.numbers.items() if number.number.draws
    }
    return (
        model.varied(numbers={address: float(np.ravel(draws)[0]) for address, draws in drawn.items()})
        if drawn
        else model
    )


def _compared(
    measure: Callable[[DecisionModel, Expectation, Given], Draws],
) -> Callable[[DecisionModel, Expectation], Draws]:
    def margins(model: DecisionModel, expect: Expectation) -> Draws:
        than = {name: (state,) for name, state in expect.than.items()}
        given = _given(expect)
        first = {**given, **_about_options(expect)} if expect.form != "chance" else given
        return _signed(expect, measure(model, expect, first) - measure(model, expect, {**given, **than}))

    return margins


def _score(model: DecisionModel, expect: Expectation, given: Given) -> Draws:
    return expected(model, expect.on, given)


def _chance(model: DecisionModel, expect: Expectation, given: Given) -> Draws:
    assert isinstance(expect.about, Mapping)
    event, outcome = next(iter(expect.about.items()))
    return chance(model, event, outcome, given)


def _interaction(model: DecisionModel, expect: Expectation) -> Draws:
    """s(a,b) - s(a,b0) - s(a0,b) + s(a0,b0), for the reference states a0, b0 nearest to turning the claim."""
    (a, first), (b, second) = _about_options(expect).items()
    given = _given(expect)
    margins: list[Draws] = []
    for a0, b0 in product(_others(model, expect, a, first[0]), _others(model, expect, b, second[0])):
        corners = [
            expected(model, expect.on, {**given, a: (x,), b: (y,)})
            for x, y in ((first[0], second[0]), (first[0], b0), (a0, second[0]), (a0, b0))
            if _arise(model, {**given, a: (x,), b: (y,)}, (a, b))
        ]
        if len(corners) == 4:
            margins.append(_signed(expect, corners[0] - corners[1] - corners[2] + corners[3]))
    if not margins:
        raise ModelError([Problem(("claims",), "the two have no alternatives to compare with.", "Name 'than:'.")])
    return margins[0] if len(margins) == 1 else np.minimum.reduce(np.broadcast_arrays(*margins))


def _others(model: DecisionModel, expect: Expectation, name: str, option: str) -> Iterator[str]:
    if name in expect.than:
        yield expect.than[name]
    else:
        yield from (state for state in model.steps[name].state_names if state != option)


def _arise(model: DecisionModel, given: Given, names: tuple[str, ...]) -> bool:
    """Whether all the steps arise somewhere, decisions taken and events turned out so."""
    forced = model.varied(choose={name: given[name][0] for name in names if isinstance(model.steps[name], Decision)})
    fitting = _fitting(Rollback(forced), {name: given[name] for name in names})
    return bool(fitting[-1].any()) if fitting else False


def _information(model: DecisionModel, expect: Expectation) -> Draws:
    if not model.decisions:
        raise ModelError([Problem(("claims",), "there is no decision before which it could be known.")])
    before = expect.until or model.decisions[0].name
    knowing = model.varied(know_before=dict.fromkeys(expect.about, before))
    return _signed(expect, _gain(model, solve(knowing).total, solve(model).total))


def _waiting(model: DecisionModel, expect: Expectation) -> Draws:
    until = expect.until
    if until is None:
        raise ModelError([Problem(("claims",), "it does not say what is waited for.", "Add 'until:' with a step.")])
    early = model.varied(decide_before=dict.fromkeys(expect.about, until))
    return _signed(expect, _gain(model, solve(model).total, solve(early).total))


def _option(model: DecisionModel, expect: Expectation) -> Draws:
    assert isinstance(expect.about, Mapping)
    return _signed(expect, _gain(model, solve(model).total, solve(model.varied(without=expect.about)).total))


def _gain(model: DecisionModel, better: Draws, worse: Draws) -> Draws:
    return worse - better if model.better == "lower" else better - worse


def _monotone(model: DecisionModel, expect: Expectation) -> Draws:
    """The smallest step up (or down) as each parameter grows over its range, the others as they are."""
    steps = [np.min(_signed(expect, np.diff(_curve(model, name, expect), axis=0)), axis=0) for name in expect.about]
    smallest: np.ndarray = np.min(np.broadcast_arrays(*steps), axis=0)
    return smallest if smallest.ndim else float(smallest)


def _curve(model: DecisionModel, name: str, expect: Expectation) -> np.ndarray:
    """What is followed at even values of a parameter over its range, (values,) or (values, draws)."""
    span = model.parameters[name].number.range
    if span is None:
        raise ModelError([Problem(("claims",), f"'{name}' has no range to grow over.", "Give the parameter a range.")])
    values = np.linspace(*span, GRID)
    if not any(number.number.draws for number in model.numbers.values()):
        return np.asarray(np.broadcast_to(_followed(model.varied(parameters={name: values}), expect), GRID))
    rows = (_followed(set_numbers(model, {name: float(value)}, check="nothing"), expect) for value in values)
    return np.stack(np.broadcast_arrays(*rows))


def _followed(model: DecisionModel, expect: Expectation) -> Draws:
    of = {name: (state,) for name, state in expect.of.items()}
    than = {name: (state,) for name, state in expect.than.items()}
    given = _given(expect)
    curve = expected(model, expect.on, {**given, **of}) if expect.on or of or given else solve(model).total
    return curve - expected(model, expect.on, {**given, **than}) if than else curve


_MARGINS: dict[str, Callable[[DecisionModel, Expectation], Draws]] = {
    "best": _best,
    "possible": _possible,
    "necessary": _best,
    "undominated": _undominated,
    "score": _compared(_score),
    "total": _compared(_score),
    "chance": _compared(_chance),
    "interaction": _interaction,
    "information": _information,
    "waiting": _waiting,
    "option": _option,
    "monotone": _monotone,
}
