"""The explorer in real notebooks: JupyterLab with the network cut, trusted and not, and the exported page."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.explorer.conftest import SCENARIOS

CELL = f"""\
import decision_model as dm
dm.explore(dm.read({str(SCENARIOS / "berlin_1961" / "options.yaml")!r}))
"""
PATIENCE = 90_000


def written(folder: Path) -> Path:
    """A notebook of one cell, run."""
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
    pytest.importorskip("ipykernel", reason="ipykernel is not installed")
    pytest.importorskip("nbconvert", reason="nbconvert is not installed")
    notebook = folder / "summit.ipynb"
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    notebook.write_text(json.dumps(made), encoding="utf-8")
    command = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--inplace", "--execute", str(notebook)]
    subprocess.run(command, check=True, env=private(folder), capture_output=True, timeout=300)
    return notebook


def private(folder: Path) -> dict[str, str]:
    """An environment in which Jupyter keeps everything in the test's own folder."""
    homes = ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    return {**os.environ, **{name: str(folder / name.lower()) for name in homes}}


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("notebook"))


@pytest.fixture(scope="module")
def lab(notebook: Path) -> Iterator[str]:
    """The address of a JupyterLab on this machine alone."""
    pytest.importorskip("jupyterlab", reason="jupyterlab is not installed")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    options = [f"--ServerApp.port={port}", "--ServerApp.ip=127.0.0.1", "--IdentityProvider.token=", "--no-browser"]
    command = [sys.executable, "-m", "jupyterlab", *options, "--allow-root", f"--ServerApp.root_dir={notebook.parent}"]
    served = subprocess.Popen(
        command, env=private(notebook.parent), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _await(f"{address}/api")
        yield address
    finally:
        served.terminate()
        served.wait(30)


def _await(address: str) -> None:
    for _ in range(120):
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.5)
    pytest.fail("JupyterLab did not start")


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page from which only this machine can be reached; what else it asks for stands in `page.strangers`."""
    context = browser.new_context(viewport={"width": 1400, "height": 1200})
    opened = context.new_page()
    strangers: list[str] = []

    def gate(route: Any) -> None:
        url = route.request.url
        if url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "file:", "data:", "blob:")):
            route.continue_()
        else:
            strangers.append(url)
            route.abort()

    context.route("**/*", gate)
    opened.strangers = strangers
    yield opened
    context.close()


def trusted(notebook: Path) -> None:
    command = [sys.executable, "-m", "jupyter", "trust", str(notebook)]
    subprocess.run(command, check=True, env=private(notebook.parent), capture_output=True, timeout=120)


def follows(frame: Any) -> None:
    """Moving one weight to its lower end changes the sentence on top."""
    slider = frame.locator("input[type=range]").first
    slider.wait_for(timeout=PATIENCE)
    sentence = frame.locator("#answer-text")
    before = sentence.inner_text()
    slider.focus()
    slider.press("Home")
    deadline = time.monotonic() + 20
    while sentence.inner_text() == before and time.monotonic() < deadline:
        time.sleep(0.1)
    assert sentence.inner_text() != before


def test_an_untrusted_notebook_shows_the_table(lab: str, notebook: Path, page: Any) -> None:
    page.goto(f"{lab}/lab/tree/{notebook.name}", timeout=PATIENCE)
    table = page.locator(".jp-OutputArea-output table").first
    table.wait_for(timeout=PATIENCE)
    assert "In a contingency" in page.locator(".jp-OutputArea-output").first.inner_text()
    assert page.locator(".jp-OutputArea-output iframe").count() == 0


def test_a_trusted_notebook_runs_the_explorer_without_the_network(lab: str, notebook: Path, page: Any) -> None:
    trusted(notebook)
    page.goto(f"{lab}/lab/tree/{notebook.name}", timeout=PATIENCE)
    follows(page.frame_locator(".jp-OutputArea-output iframe"))
    assert not [url for url in page.strangers if "127.0.0.1" not in url and "jupyter" not in url]


def test_the_exported_page_runs_the_explorer_offline(notebook: Path, page: Any) -> None:
    command = [sys.executable, "-m", "nbconvert", "--to", "html", str(notebook)]
    subprocess.run(command, check=True, env=private(notebook.parent), capture_output=True, timeout=120)
    page.goto(notebook.with_suffix(".html").as_uri(), wait_until="domcontentloaded", timeout=PATIENCE)
    follows(page.frame_locator("iframe"))
