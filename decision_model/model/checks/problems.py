"""What must hold of every model; each check yields Problems, and none stops at the first or waits for another."""

from __future__ import annotations

from collections.abc import Iterable

from decision_model.errors import ModelError, Place, Problem, TooLargeError
from decision_model.model.checks import (
    citations,
    judgements,
    names,
    numbers,
    order,
    ranges,
    scales,
    scores,
    state_values,
    variations,
)
from decision_model.model.compile.compiled import Structure
from decision_model.model.compiled_record import CompiledRecord


def problems(model: CompiledRecord, strict: bool = True, cases: bool = True) -> list[Problem]:
    """Everything that is wrong with a model; what only follows from another problem is left out.

    Not `strict`: for copies, in which some rules may have lost their cases and some variations their steps. Not
    `cases`: without asking which cases can occur, and so which rules and scores they need.
    """
    problems_found = [*variations.problems(model), *judgements.problems(model)] if strict else []
    shape = [*names.names(model), *names.references(model)]
    problems_found += [*shape, *scales.scales(model), *scales.interactions(model), *citations.problems(model)]
    problems_found += numbers.references(model)
    order_problems = [*order.problems(model)]
    shape += order_problems
    problems_found += order_problems
    problems_found += numbers.problems(model, ranges=strict, wrong=_places(problems_found))
    structure = None if shape or not cases else _structure(model, problems_found)
    if structure is not None:
        problems_found += structure.problems + (structure.unused if strict else ())
    solved = structure is not None and not structure.problems
    problems_found += state_values.formulas(model) if solved else ()
    problems_found += scores.problems(model, solved=solved, wrong=_places(problems_found))
    problems_found += ranges.problems(model, solved=solved, wrong=_places(problems_found)) if strict else ()
    return problems_found


def refuse_problems(model: CompiledRecord, strict: bool = True) -> None:
    """Raise ModelError with everything that is wrong with a model, if anything is."""
    problems_found = problems(model, strict)
    if problems_found:
        raise ModelError(problems_found)


def _places(problems: Iterable[Problem]) -> set[Place]:
    """Where something is wrong already, so that what only follows from it is not reported."""
    return {problem.place for problem in problems}


def _structure(model: CompiledRecord, problems: list[Problem]) -> Structure | None:
    """The model's structure; None for one that is too large if that is not all that is wrong."""
    try:
        return model.structure
    except TooLargeError as error:
        if not problems:
            raise
        problems += error.problems
        return None
