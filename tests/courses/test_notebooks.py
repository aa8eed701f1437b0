"""The notebook and the Quarto page beside the Berlin scenarios run as they are, and say the same."""

from __future__ import annotations

import re
import shutil
import subprocess
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.courses.banks import SCENARIOS
from tests.profiles import whole_look

nbformat = pytest.importorskip("nbformat", reason="notebooks need nbformat")
preprocessors = pytest.importorskip("nbconvert.preprocessors", reason="notebooks are run by nbconvert")

FOLDER = SCENARIOS / "berlin_1961"
NOTEBOOK, PAGE = FOLDER / "seminar.ipynb", FOLDER / "seminar.qmd"
CELL = re.compile(r"^```\{python\}\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PATIENCE = 300


def notebook() -> Any:
    """The notebook, as nbformat reads and checks it."""
    found = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(found)
    return found


def page() -> tuple[dict[str, Any], str]:
    """The head of the Quarto page and what stands under it."""
    _, head, body = PAGE.read_text("utf-8").split("---\n", 2)
    return yaml.safe_load(head), body


def code_of_the_page() -> list[str]:
    return [code.rstrip("\n") for code in CELL.findall(page()[1])]


def run(found: Any, folder: Path) -> Any:
    """The notebook after its cells were run in order in a kernel of its own."""
    shutil.copytree(FOLDER, folder, dirs_exist_ok=True)
    run_by = preprocessors.ExecutePreprocessor(timeout=PATIENCE, kernel_name="python3")
    ran, _ = run_by.preprocess(found, {"metadata": {"path": str(folder)}})
    return ran


def said_by(ran: Any) -> str:
    """All that cells printed or showed as text, with nothing on stderr."""
    outputs = [output for cell in ran.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"]
    assert not [output for output in outputs if output.output_type == "stream" and output.name == "stderr"]
    streams = [output.text for output in outputs if output.output_type == "stream"]
    shown = [output.data.get("text/plain", "") for output in outputs if "data" in output]
    return "\n".join([*streams, *shown])


def test_the_notebook_is_kept_without_results() -> None:
    cells = [cell for cell in notebook().cells if cell.cell_type == "code"]
    assert len(cells) > 10
    assert all(not cell.outputs and cell.execution_count is None for cell in cells)


def test_the_page_says_what_the_notebook_says() -> None:
    head, body = page()
    cells = notebook().cells
    assert head["title"] in cells[0].source
    assert code_of_the_page() == [cell.source for cell in cells if cell.cell_type == "code"]
    texts = [cell.source for cell in cells if cell.cell_type == "markdown"]
    assert all(text.partition("\n\n")[2] in body if text.startswith("# ") else text in body for text in texts)


def test_links_of_both_lead_somewhere() -> None:
    for text in (NOTEBOOK.read_text("utf-8"), page()[1]):
        links = re.findall(r"\]\(([^)]+)\)", text)
        assert links
        assert all((FOLDER / link).exists() for link in links)


@whole_look
def test_the_notebook_runs_as_it_is(tmp_path: Path) -> None:
    ran = run(notebook(), tmp_path)
    told = said_by(ran)
    assert "What to prepare now: Plan a bilateral privately." in told
    assert "5 claims" in told or "claims hold" in told
    images = [
        output.data["image/png"]
        for cell in ran.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if "image/png" in output.get("data", {})
    ]
    assert images
    assert all(b64decode(image).startswith(b"\x89PNG") for image in images)


@whole_look
def test_the_cells_of_the_page_run_in_order(tmp_path: Path) -> None:
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in code_of_the_page()])
    assert "What to prepare now: Plan a bilateral privately." in said_by(run(made, tmp_path))


@whole_look
@pytest.mark.skipif(shutil.which("quarto") is None, reason="Quarto is not on this machine")
def test_quarto_renders_the_page(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    done = subprocess.run(["quarto", "render", "seminar.qmd"], cwd=tmp_path, capture_output=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "seminar.html").stat().st_size > 10_000
