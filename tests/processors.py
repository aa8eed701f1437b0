"""Other processors acted out on this one, and answers to compare between them.

OpenBLAS is told which processor it runs on, NumPy and the C library to leave out instructions that some lack. NumPy
calls these by other names from release to release; names that it does not know it ignores, with a warning.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from decision_model.analysis.answers import answers as put
from decision_model.analysis.answers import asked_in_run
from decision_model.interfaces.formats import as_csv, as_data
from decision_model.scenario import read

ROOT = Path(__file__).parents[1]
CORES = ("Prescott", "Nehalem", "Sandybridge", "Haswell", "Zen", "SkylakeX")
LEFT_OUT = "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX X86_V3 X86_V4 AVX512_ICL"
"""The last three are what NumPy 2.4 calls them."""


def acting(core: str, plain: bool) -> dict[str, str]:
    """The environment of a program that takes this processor for another, `plain` for one without wide instructions."""
    left_out = {
        "NPY_DISABLE_CPU_FEATURES": LEFT_OUT,
        "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4",
        "PYTHONWARNINGS": "ignore::ImportWarning,ignore::RuntimeWarning",
    }
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**kept, "OPENBLAS_CORETYPE": core, "PYTHONPATH": str(ROOT), **(left_out if plain else {})}


def answers_on(core: str, plain: bool, questions: tuple[str, ...]) -> dict[str, str]:
    """What a processor answers to some questions about every scenario of this repository."""
    command = [sys.executable, "-m", "tests.processors", *questions]
    done = subprocess.run(command, cwd=ROOT, env=acting(core, plain), capture_output=True, text=True, check=True)
    found: dict[str, str] = json.loads(done.stdout)
    return found


def answers(questions: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """By scenario and question, as the tables and the data that files carry."""
    asked = [analysis for analysis in asked_in_run() if analysis.name in questions]
    for file in sorted((ROOT / "scenarios").rglob("*.yaml")):
        for answer in put(read(file), selection=asked):
            assert answer.result is not None, answer.reason
            told = f"{answer.result.statement.headline}\n{as_csv(answer.result)}{json.dumps(as_data(answer.result))}"
            yield f"{file.stem} {answer.analysis.name}", told


if __name__ == "__main__":
    json.dump(dict(answers(tuple(sys.argv[1:]))), sys.stdout)
