"""However a file is broken: a model, or our own error with file and line; quickly, in silence, in little memory."""

from __future__ import annotations

import inspect
import resource
import sys
import time
import warnings
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from decision_model.analysis.registry import Analysis, analyses
from decision_model.errors import ModelError, ScenarioError
from decision_model.model.decision_model import DecisionModel
from decision_model.scenario import parse, read
from tests.profiles import examples
from tests.scenario.mutants import (
    GENTLE,
    MUTATIONS,
    Mutation,
    layered,
    mistaken_texts,
    mutant,
    scrambled,
    sound_texts,
)

MUTANTS = examples(20_000, quick=300, full=10_000)
CHAINS = examples(4_000, quick=200)
ASKED = examples(2_000, quick=30, full=1_000)
SLOWEST = 2.0
"""Seconds of processor time, on a processor that takes A_LOOP for `loop`; on a slower one as many times more."""
A_CLAIM = 0.3
"""Seconds for each claim of a model whose claims are judged: a shipped file makes 21 of them."""
FORGETFUL = 5
"""How many times longer a question may take where memory is limited: every draw is a search of all plans."""
A_LOOP = 0.035
"""Seconds that `loop` takes on a common processor."""
LARGEST = 500_000
"""Kilobytes that the whole test may add."""

SOUND, MISTAKEN = sound_texts(), mistaken_texts()


def loop() -> float:
    """Seconds of processor time that this processor now takes for a piece of work."""
    start = time.process_time()
    assert sum(number * number for number in range(700_000))
    return time.process_time() - start


@cache
def pace() -> float:
    """How many times slower than a common one this processor is, 1 at least."""
    return max(1.0, min(loop() for _ in range(5)) / A_LOOP)


def peak() -> int:
    """The most memory this process has held, in kB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // 1024 if sys.platform == "darwin" else most


def loaded(seed: int, mutations: Sequence[Mutation] = (*MUTATIONS, *GENTLE)) -> DecisionModel | None:
    """The model of a mutant; None for one that is refused, every problem of which has its file and line."""
    origins = MISTAKEN if seed % 4 == 3 else SOUND
    try:
        return parse(mutant(origins[seed // 4 % len(origins)], seed, mutations), "mutant.yaml")
    except ScenarioError as refusal:
        refused(refusal, seed, {"mutant.yaml"})
    return None


def refused(refusal: ScenarioError, seed: int, files: Collection[str]) -> None:
    """Every problem has a message, and its file and line."""
    assert refusal.problems
    for problem in refusal.problems:
        assert problem.message
        assert problem.location is not None, f"seed {seed}: {problem}"
        assert problem.location.file in files, f"seed {seed}: {problem}"
        assert problem.location.line >= 1


@pytest.fixture(autouse=True)
def _sober() -> object:
    """Warnings are errors, and memory is measured."""
    before = peak()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
    assert peak() - before < LARGEST


def test_every_mutant_is_a_model_or_our_own_error(capfd: pytest.CaptureFixture[str]) -> None:
    start_peak, models = peak(), 0
    for seed in range(MUTANTS):
        with bounded(f"mutant of seed {seed}", start_peak):
            models += loaded(seed) is not None
    assert 0.02 < models / MUTANTS < 0.98
    assert capfd.readouterr() == ("", "")


@contextmanager
def bounded(what: str, start_peak: int, seconds: float = SLOWEST) -> Iterator[None]:
    """Whatever is raised, and what takes too long or too much memory, is told with what it was about."""
    start = time.process_time()
    try:
        yield
    except Exception as error:
        error.add_note(what)
        raise
    assert time.process_time() - start < seconds * pace(), what
    assert peak() - start_peak < LARGEST, what


def test_every_chain_of_mutants_is_a_model_or_our_own_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    start_peak, models = peak(), 0
    for seed in range(CHAINS):
        files = layered(SOUND[seed % len(SOUND)], seed)
        for name, text in files.items():
            Path(name).write_bytes(text.encode("utf-8", "surrogatepass"))
        with bounded(f"chain of seed {seed}", start_peak):
            try:
                read("top.yaml")
                models += 1
            except ScenarioError as refusal:
                refused(refusal, seed, files)
    assert models
    assert capfd.readouterr() == ("", "")


def test_whatever_its_bytes_a_file_is_a_model_or_our_own_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    start_peak = peak()
    for seed in range(CHAINS):
        Path("bytes.yaml").write_bytes(scrambled(SOUND[seed % len(SOUND)], seed))
        with bounded(f"bytes of seed {seed}", start_peak):
            try:
                read("bytes.yaml")
            except ScenarioError as refusal:
                refused(refusal, seed, {"bytes.yaml"})
    assert capfd.readouterr() == ("", "")


def placed(refusal: ModelError) -> None:
    """Every problem says its file and, where an entry of it is at fault, the line."""
    assert refusal.problems
    for problem in refusal.problems:
        assert problem.message
        assert problem.location is not None, problem
        assert problem.location.file == "mutant.yaml", problem
        assert problem.location.line >= 1 or problem.place[:1] not in {("combine",), ("sequence",)}, problem


def questions() -> list[Analysis]:
    """Every question that can be put to one model by itself."""
    return [analysis for analysis in analyses() if not needs_another(analysis)]


def needs_another(analysis: Analysis) -> bool:
    """Whether it cannot be asked without saying more, such as which other scenario."""
    _, *others = inspect.signature(analysis.function).parameters.values()
    return any(
        other.default is inspect.Parameter.empty and other.kind is not inspect.Parameter.VAR_KEYWORD for other in others
    )


def allowed(analysis: Analysis, model: DecisionModel) -> float:
    """Seconds for a question."""
    longer = FORGETFUL if any(decision.knows is not None for decision in model.decisions) else 1
    return longer * (max(SLOWEST, A_CLAIM * len(model.claims)) if analysis.command == "claims" else SLOWEST)


def test_loaded_mutants_answer_or_say_why_not(capfd: pytest.CaptureFixture[str]) -> None:
    start_peak, asked = peak(), questions()
    models = (model for seed in range(40 * ASKED) if (model := loaded(seed, GENTLE)) is not None)
    for number, model in zip(range(ASKED), models, strict=False):
        analysis = asked[number % len(asked)]
        what = f"{analysis.command} of the loaded mutant {number}, {model.title!r}"
        with bounded(what, start_peak, allowed(analysis, model)):
            try:
                result = analysis.function(model)
            except ModelError as refusal:
                placed(refusal)
                continue
            assert result.statement.headline
            assert all(len(list(row)) for row in result.rows())
    assert number == ASKED - 1
    assert capfd.readouterr() == ("", "")
