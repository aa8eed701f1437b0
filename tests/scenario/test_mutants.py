"""However a file is broken: a model, or our own error with file and line; quickly, in silence, in little memory."""

from __future__ import annotations

import resource
import sys
import time
import warnings

import pytest

import decision_model as dm
from decision_model.errors import ModelError, ScenarioError
from decision_model.model.decision_model import DecisionModel
from decision_model.scenario import parse
from tests.profiles import examples
from tests.scenario.mutants import mistaken_texts, mutant, sound_texts

MUTANTS = examples(10_000, quick=300)
ASKED = examples(1_000, quick=20)
SLOWEST = 2.0
"""Seconds of processor time."""
LARGEST = 500_000
"""Kilobytes that the whole test may add."""

SOUND, MISTAKEN = sound_texts(), mistaken_texts()


def peak() -> int:
    """The most memory this process has held, in kB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // 1024 if sys.platform == "darwin" else most


def loaded(seed: int) -> DecisionModel | None:
    """The model of a mutant; None for one that is refused, every problem of which has its file and line."""
    origins = MISTAKEN if seed % 4 == 3 else SOUND
    try:
        return parse(mutant(origins[seed // 4 % len(origins)], seed), "mutant.yaml")
    except ScenarioError as refusal:
        problems = refusal.problems
    assert problems
    for problem in problems:
        assert problem.message
        assert problem.location is not None, f"seed {seed}: {problem}"
        assert problem.location.file == "mutant.yaml"
        assert problem.location.line >= 1
    return None


@pytest.fixture(autouse=True)
def _sober() -> object:
    """Warnings are errors, and memory is measured."""
    before = peak()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
    assert peak() - before < LARGEST


def test_every_mutant_is_a_model_or_our_own_error(capfd: pytest.CaptureFixture[str]) -> None:
    models = 0
    for seed in range(MUTANTS):
        start = time.process_time()
        try:
            models += loaded(seed) is not None
        except Exception as error:
            error.add_note(f"mutant of seed {seed}")
            raise
        assert time.process_time() - start < SLOWEST, f"seed {seed}"
    assert 0.02 < models / MUTANTS < 0.98
    assert capfd.readouterr() == ("", "")


QUESTIONS = ("solve", "rank", "explain", "dominance", "tornado", "winners", "information", "risk_profile", "flip")


def test_loaded_mutants_answer_or_say_why_not(capfd: pytest.CaptureFixture[str]) -> None:
    models = (model for seed in range(10 * ASKED) if (model := loaded(seed)) is not None)
    for number, model in enumerate(models):
        if number == ASKED:
            break
        question = QUESTIONS[number % len(QUESTIONS)]
        start = time.process_time()
        try:
            getattr(dm, question)(model)
        except ModelError:
            pass
        except Exception as error:
            error.add_note(f"{question} of the loaded mutant {number}, {model.title!r}")
            raise
        assert time.process_time() - start < SLOWEST, f"{question} of the loaded mutant {number}, {model.title!r}"
    assert capfd.readouterr() == ("", "")
