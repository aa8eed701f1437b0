"""The explorer inside a notebook, and where notebooks show less."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import decision_model as dm
from decision_model.interfaces.explorer import explore, explore_page

ONE = "berlin_1961/options"
Models = Callable[[str], dm.DecisionModel]


def test_every_front_end_has_a_form_to_show(models: Models) -> None:
    forms = explore(models(ONE))._repr_mimebundle_()
    assert set(forms) == {"text/html", "image/png", "text/plain"}
    assert forms["image/png"].startswith(b"\x89PNG")
    assert "In a contingency, Four-Power summit, Elsewhere" in forms["text/plain"]


def test_a_plain_table_stands_before_the_frame(models: Models) -> None:
    html = explore(models(ONE))._repr_html_()
    table, frame, page = html.partition("<iframe")
    assert frame
    assert "<table>" in table
    assert "In a contingency, Four-Power summit, Elsewhere" in table
    assert 'sandbox="allow-scripts allow-downloads allow-modals"' in page


def test_the_frame_holds_the_page(models: Models) -> None:
    found = re.search(r'srcdoc="([^"]*)"', explore(models(ONE))._repr_html_())
    assert found
    assert unescape(found[1]) == explore_page(models(ONE))


def test_it_saves_itself(models: Models, tmp_path: Path) -> None:
    path = explore(models(ONE)).save(tmp_path / "page.html")
    assert path.read_bytes() == explore_page(models(ONE)).encode()


def test_no_notebook_is_needed() -> None:
    code = "import sys, decision_model.interfaces.explorer\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "jinja2" in loaded
    assert not loaded & {"IPython", "ipywidgets", "anywidget", "matplotlib", "pandas"}


def test_the_frame_works_in_a_strict_host(models: Models, window: Callable[..., Any]) -> None:
    host = f"<!doctype html><title>notebook</title>{explore(models(ONE))._repr_html_()}"
    seen = window(text=host)
    frame = seen.page.frame_locator("iframe")
    before = frame.locator("#answer-text").inner_text()
    slider = frame.locator("#weight-allied_unity")
    slider.focus()
    for _ in range(6):
        seen.page.keyboard.press("PageUp")
    seen.settle()
    assert slider.input_value() == "82"
    assert frame.locator("#answer-text").inner_text() != before
    assert seen.messages == []
    assert [url for url in seen.requests if url.startswith("http")] == []
