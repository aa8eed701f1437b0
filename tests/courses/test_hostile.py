"""What careless hands and hostile ones return: no traceback, no long wait, and the others are graded."""

from __future__ import annotations

import random
import time

import pytest

import decision_model as dm
from decision_model.courses.exercise import Exercise
from decision_model.courses.grading import grade_papers
from tests.courses.papers import NAMES, SCENARIOS, filled
from tests.profiles import examples
from tests.scenario.mutants import mutant

SECONDS = 20
"""Processor time that no single file may take; most take a hundredth of one."""


def some_exercises(model: dm.DecisionModel) -> list[Exercise]:
    return [dm.exercise(model, "steps", count=2), dm.exercise(model, "considerations", count=2)]


@pytest.mark.parametrize("path", SCENARIOS, ids=NAMES)
def test_mutants_are_graded_without_a_traceback(path: object) -> None:
    model, draw = dm.read(str(path)), random.Random(str(path))
    for made in some_exercises(model):
        for _ in range(examples(20)):
            text = mutant(draw.choice([made.handout, made.solution, filled(made)]), draw.randrange(10**9))
            papers = {"mutant": text.encode("utf-8", "surrogatepass"), "ann": filled(made).encode()}
            mutated, ann = grade_papers(model, papers, made.rubric).papers
            assert 0 <= mutated.points <= made.rubric.total + 1e-9
            assert all(mark.feedback.endswith((".", "!", "?")) for mark in mutated.marks)
            assert ann.points == pytest.approx(made.rubric.total)


HEAD = "decision_model: 1\ntitle: x\n"
MANY_STEPS = "".join(
    f"  - {{decide: d{n}, options: {{a: {{value: 1}}, b: {{value: 2}}, c: {{value: 3}}}}}}\n" for n in range(40)
)
PRODUCT = " * ".join(f"d{n}" for n in range(40))
HOSTILE = {
    "empty": b"",
    "binary": bytes(range(256)) * 100,
    "zip": b"PK\x03\x04" + b"\x00" * 1000,
    "huge": HEAD.encode() + b"# " + b"x" * 6_000_000,
    "aliases": b"a: &a [1,1]\nb: &b [*a,*a]\nc: [*b,*b]\n",
    "deep": b"a: " + b"[" * 100_000,
    "many parts": HEAD.encode() + b"x: [" + b"1," * 200_000 + b"1]",
    "tag": b"!!python/object/apply:os.system ['true']",
    "extends": b"extends: /etc/passwd\n",
    "long formula": HEAD.encode() + b"parameters: {p: " + b"1+" * 100_000 + b"1}\n",
    "too many histories": (
        HEAD + "combine: sum\nsequence:\n" + MANY_STEPS + f"considerations: [{{name: a, scores: {PRODUCT}}}]\n"
    ).encode(),
    "a power": HEAD.encode() + b"parameters: {p: 9^9^9^9, q: p*p, r: log(-1), s: 1/0}\n",
    "a circle": HEAD.encode() + b"parameters: {p: q, q: p}\n",
    "surrogates": "decision_model: 1\ntitle: \ud800\n".encode("utf-8", "surrogatepass"),
    "utf-16": "decision_model: 1\n".encode("utf-16"),
    "second document": b"a: 1\n---\nb: 2\n",
    "list": b"- ___\n- ???\n",
    "one gap": b"___",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_each_is_refused_for_itself(name: str) -> None:
    model = dm.read(next(path for path in SCENARIOS if path.stem == "goferbroke"))
    made = dm.exercise(model, ["p_oil", "soundings", "land_value"])
    begun = time.process_time()
    hostile, ann = grade_papers(model, {name: HOSTILE[name], "ann": filled(made).encode()}, made.rubric).papers
    assert time.process_time() - begun < SECONDS
    assert hostile.points == 0
    assert hostile.same_plan is None
    assert hostile.problems
    assert ann.points == made.rubric.total
