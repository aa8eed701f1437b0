"""The explorer in real notebooks: JupyterLab with the network cut, trusted and not, and the exported page."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

import pytest

import decision_model as dm
from decision_model.interchange.formats import ExportChoices, writer
from tests.explorer.conftest import SCENARIOS, package
from tests.profiles import whole_look

pytestmark = whole_look

SCENARIO = str(SCENARIOS / "berlin_1961" / "options.yaml")
BEST = "‘Elsewhere’ leads ‘Berlin’"
EXPLORER, MODEL, RANKING = range(3)
CELLS = [
    f"import decision_model as dm\nmodel = dm.read({SCENARIO!r})\ndm.explore(model)",
    "model",
    "dm.rank(model)",
]
SERVER = [
    "--no-browser",
    "--allow-root",
    "--ServerApp.ip=127.0.0.1",
    "--ServerApp.port_retries=0",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
]
ALONE = f"""\
import sys

asked = []

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0].lower() in {{"ipython", "ipykernel", "ipywidgets", "nbformat", "nbconvert"}}:
            asked.append(name)
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Absent())
import decision_model as dm
print(*sorted(dm.explore(dm.read({SCENARIO!r}))._repr_mimebundle_()), *asked)
"""
PATIENCE = 60_000


def jupyter(folder: Path, *arguments: str) -> None:
    """A Jupyter command, with what it said when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments], env=private(folder), capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr


def private(folder: Path, **more: str) -> dict[str, str]:
    """An environment in which Jupyter keeps everything in the test's own folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
    homes = ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    return {**kept, **{name: str(folder / name.lower()) for name in homes}, **more}


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A notebook, run."""
    for needed in ("nbformat", "nbconvert", "ipykernel"):
        package(needed)
    from nbformat import v4, write

    file = tmp_path_factory.mktemp("notebook") / "summit.ipynb"
    write(v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in CELLS]), file)
    jupyter(file.parent, "nbconvert", "--to", "notebook", "--inplace", "--execute", str(file))
    return file


@pytest.fixture(scope="module")
def trusted(notebook: Path) -> Path:
    """The same notebook with a note of its own, so that trusting it leaves the other untrusted."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    content["metadata"]["title"] = "Trusted"
    file = notebook.with_name("trusted.ipynb")
    file.write_text(json.dumps(content), encoding="utf-8")
    jupyter(file.parent, "jupyter", "trust", str(file))
    return file


class Lab:
    """A JupyterLab on this machine alone, behind a token."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address, self.token, self.log = f"http://127.0.0.1:{port}", secrets.token_hex(), folder / "lab.log"
        options = [*SERVER, f"--ServerApp.port={port}", f"--ServerApp.root_dir={folder}"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "jupyterlab", *options],
                env=private(folder, JUPYTER_TOKEN=self.token),
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def wait(self) -> None:
        opener = build_opener(ProxyHandler({}))
        deadline = time.monotonic() + PATIENCE / 1000
        while self.process.poll() is None and time.monotonic() < deadline:
            try:
                with opener.open(f"{self.address}/api", timeout=5):
                    return
            except (URLError, OSError):
                time.sleep(0.2)
        pytest.fail(f"JupyterLab did not start:\n{self.log.read_text(encoding='utf-8')}")

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)

    def show(self, page: Any, notebook: Path) -> None:
        """Open a notebook in a workspace of its own: one left open before would come back, hidden behind it."""
        own = f"lab/workspaces/{secrets.token_hex(4)}/tree/{notebook.name}"
        page.goto(f"{self.address}/{own}?token={self.token}", timeout=PATIENCE)


@pytest.fixture(scope="module")
def lab(browser: Any, notebook: Path) -> Iterator[Lab]:
    package("jupyterlab")
    served = Lab(notebook.parent)
    try:
        served.wait()
        yield served
    finally:
        served.stop()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page from which only this machine can be reached; what else it asks for stands in `page.strangers`."""
    context = browser.new_context(viewport={"width": 1400, "height": 1200}, service_workers="block")
    opened = context.new_page()
    opened.strangers = []

    def gate(route: Any) -> None:
        if ours(route.request.url):
            route.continue_()
        else:
            opened.strangers.append(route.request.url)
            route.abort()

    context.route("**/*", gate)
    opened.on("websocket", lambda asked: ours(asked.url) or opened.strangers.append(asked.url))
    yield opened
    context.close()


def ours(url: str) -> bool:
    return urlsplit(url).hostname == "127.0.0.1" or urlsplit(url).scheme in {"file", "data", "blob"}


def follows(frame: Any) -> None:
    """Moving one weight to its lower end changes the sentence on top."""
    slider = frame.locator("input[type=range]").first
    slider.wait_for(timeout=PATIENCE)
    sentence = frame.locator("#answer-text")
    before = sentence.inner_text()
    assert BEST in before
    slider.press("Home")
    deadline = time.monotonic() + 20
    while sentence.inner_text() == before and time.monotonic() < deadline:
        time.sleep(0.1)
    assert slider.input_value() == "0"
    assert sentence.inner_text() != before


@whole_look
def test_an_untrusted_notebook_shows_the_table(lab: Lab, notebook: Path, page: Any) -> None:
    lab.show(page, notebook)
    output = page.locator(".jp-CodeCell").nth(EXPLORER).locator(".jp-RenderedHTMLCommon")
    output.locator("table").wait_for(timeout=PATIENCE)
    assert BEST in output.inner_text()
    assert output.locator("tbody tr").count() > 2
    assert output.locator("iframe").count() == 0
    assert page.strangers == []


@whole_look
def test_a_trusted_notebook_runs_the_explorer_without_the_network(lab: Lab, trusted: Path, page: Any) -> None:
    lab.show(page, trusted)
    cell = page.locator(".jp-CodeCell").nth(EXPLORER)
    follows(cell.frame_locator("iframe"))
    assert cell.locator(".jp-RenderedHTMLCommon table").is_visible()
    assert page.strangers == []


@pytest.mark.parametrize("place", [MODEL, RANKING], ids=["model", "ranking"])
def test_a_trusted_notebook_shows_table_and_picture(place: int, lab: Lab, trusted: Path, page: Any) -> None:
    lab.show(page, trusted)
    cell = page.locator(".jp-CodeCell").nth(place)
    cell.scroll_into_view_if_needed(timeout=PATIENCE)
    picture = cell.locator(".jp-RenderedHTMLCommon img")
    picture.wait_for(timeout=PATIENCE)
    assert cell.locator(".jp-RenderedHTMLCommon table").is_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300


def test_the_exported_page_runs_the_explorer_offline(notebook: Path, page: Any) -> None:
    from nbconvert.exporters import HTMLExporter

    jupyter(notebook.parent, "nbconvert", "--to", "html", str(notebook))
    page.goto(notebook.with_suffix(".html").as_uri(), wait_until="domcontentloaded", timeout=PATIENCE)
    follows(page.frame_locator("iframe"))
    of_the_template = {value for name, value in HTMLExporter().trait_values().items() if name.endswith("_url")}
    assert set(page.strangers) <= of_the_template


def mermaid_sources() -> list[str]:
    """The tree and the diagram of scenarios, and of one with careless labels, as Mermaid; the last is none."""
    careless = dm.decision_model(
        'A "quoted" <b>title</b> | 100% #35; `x`',
        [
            dm.decision("way", {"end": 'He said "no"; then {left}', "graph": "[a] (b) --> c & d <br> \u4e2d\u6587"}),
            dm.event("subgraph", {"yes": "%% comment", "no": "\u05e9\u05dc\u05d5\u05dd"}, {"yes": 0.25, "no": "rest"}),
        ],
        [dm.consideration("class", [({"way": "end", "subgraph": "yes"}, 10), (None, 60)])],
    )
    files = sorted(SCENARIOS.rglob("*.yaml"))[::7]
    models = [careless, *(dm.read(file) for file in files)]
    drawn = [
        writer("mermaid").write(model, ExportChoices(show=show)) for model in models for show in ("tree", "diagram")
    ]
    return [*(each.content.decode() for each in drawn), "flowchart LR\n  a[unclosed --> b"]


def test_mermaid_draws_what_is_exported_for_it(lab: Lab, notebook: Path, page: Any) -> None:
    """By JupyterLab's own copy of Mermaid."""
    from nbformat import v4, write

    sources = mermaid_sources()
    file = notebook.with_name("mermaid.ipynb")
    write(v4.new_notebook(cells=[v4.new_markdown_cell(f"```mermaid\n{source}\n```") for source in sources]), file)
    lab.show(page, file)
    for place in range(len(sources)):
        cell = page.locator(".jp-MarkdownCell").nth(place)
        cell.scroll_into_view_if_needed(timeout=PATIENCE)
        drawing = cell.locator(".jp-RenderedMermaid")
        drawing.wait_for(timeout=PATIENCE)
        is_drawn = place < len(sources) - 1
        assert drawing.locator("img").count() == is_drawn, sources[place]
        assert ("jp-mod-warning" in (drawing.get_attribute("class") or "")) != is_drawn, sources[place]


@pytest.mark.parametrize("place", [EXPLORER, MODEL, RANKING], ids=["explorer", "model", "ranking"])
def test_a_kernel_sends_every_form(place: int, notebook: Path) -> None:
    outputs = json.loads(notebook.read_text(encoding="utf-8"))["cells"][place]["outputs"]
    (forms,) = (output["data"] for output in outputs if output["output_type"] == "execute_result")
    assert set(forms) == {"text/html", "image/png", "text/plain"}
    assert "<table>" in "".join(forms["text/html"])
    assert b64decode("".join(forms["image/png"])).startswith(b"\x89PNG")
    assert len(forms["text/plain"]) > 2


def test_no_notebook_is_needed_nor_asked_for() -> None:
    done = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["image/png", "text/html", "text/plain"]
