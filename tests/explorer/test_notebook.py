"""The explorer inside a notebook, and where notebooks show less."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import decision_model as dm
from decision_model.analysis.result import Result
from decision_model.analysis.solve import Solution
from decision_model.interfaces.explorer import explore, explore_page, forms, furnish

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


@pytest.mark.parametrize("kind", ["model", "solution", "ranking", "tree"])
def test_models_and_results_show_a_table_and_a_picture(kind: str, models: Models) -> None:
    model = models(ONE)
    shown = {"model": model, "solution": dm.solve(model), "ranking": dm.rank(model), "tree": dm.tree(model)}[kind]
    found = forms(shown)
    assert set(found) == {"text/html", "image/png", "text/plain"}
    table, _, image = found["text/html"].partition("<img ")
    assert "<table>" in table
    assert 'src="data:image/png;base64,' in image
    assert 'alt="' in image
    assert found["image/png"].startswith(b"\x89PNG")
    assert len(found["text/plain"].splitlines()) > 2


def test_a_result_that_cannot_be_drawn_shows_its_table() -> None:
    class Plain(Result):
        heading = "Nothing to draw"
        columns = ("what",)

        def rows(self) -> list[list[str]]:
            return [["a word"]]

    found = forms(Plain())
    assert set(found) == {"text/html", "text/plain"}
    assert "<td>a word</td>" in found["text/html"]


def test_kinds_can_be_furnished_with_their_forms(models: Models) -> None:
    class Furnished(Solution):
        pass

    furnish(Furnished)
    plain = dm.solve(models(ONE))
    shown = Furnished(plain.model, plain.total, plain.rollback)
    assert set(shown._repr_mimebundle_()) == {"text/html", "image/png", "text/plain"}  # type: ignore[attr-defined]


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
