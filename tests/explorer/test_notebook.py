"""The explorer inside a notebook, and where notebooks show less."""

from __future__ import annotations

import re
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable
from html import unescape
from importlib import import_module
from io import BytesIO
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from PIL import Image

import decision_model as dm
from decision_model import analysis
from decision_model.analysis.choice.solve import Solution
from decision_model.analysis.columns import Column
from decision_model.analysis.result import Result
from decision_model.analysis.statement import Statement
from decision_model.interfaces.explorer import explore, explore_page, forms, show_in_notebooks
from tests.profiles import some

ONE = "berlin_1961/options"
Models = Callable[[str], dm.DecisionModel]


def test_every_front_end_has_a_form_to_show(models: Models) -> None:
    forms = explore(models(ONE))._repr_mimebundle_()
    assert set(forms) == {"text/html", "image/png", "text/plain"}
    assert forms["image/png"].startswith(b"\x89PNG")
    assert forms["text/plain"].startswith(dm.rank(models(ONE)).statement.headline)


def test_a_plain_table_stands_before_the_frame(models: Models) -> None:
    html = explore(models(ONE))._repr_html_()
    table, frame, page = html.partition("<iframe")
    assert frame
    assert "<table>" in table
    assert dm.rank(models(ONE)).statement.headline in table
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


VERBS: dict[str, Callable[[dm.DecisionModel], Result]] = {
    **{
        name: getattr(dm, name)
        for name in (
            "acceptability", "certainty", "chances", "claims", "compare", "diagram", "dominance", "explain", "firmness",
            "flip", "flip_numbers", "information", "methods", "provenance", "rank", "regret", "risk_profile",
            "simulate", "solve", "tornado", "tree", "option", "waiting", "winners", "worst_case",
        )
    },
    "difference": lambda model: dm.difference(model, model.varied(parameters={"p_blocked": 0.1})),
    "frontier": lambda model: dm.frontier(model, "way_out", "allied_unity"),
    "net_benefit": lambda model: dm.net_benefit(model, "way_out", "allied_unity"),
    "one_way": lambda model: dm.one_way(model, "p_blocked"),
    "two_way": lambda model: dm.two_way(model, "p_blocked", "p_comes", points=12),
}  # fmt: skip
"""Everything that can be asked of a model."""


def test_no_verb_is_forgotten() -> None:
    for module in walk_packages(analysis.__path__, "decision_model.analysis."):
        import_module(module.name)
    home, waiting, found = "decision_model.analysis.", [Result], set()
    while waiting:
        below = [each for each in waiting.pop().__subclasses__() if each.__module__.startswith(home)]
        found |= {each.__module__.rpartition(".")[2] for each in below}
        waiting += below
    asked_otherwise = {"classroom", "tally"}  # of a class, whose answers no model holds
    assert found == {*VERBS, "numbers", *asked_otherwise}  # numbers: what the file states, which has no picture


@pytest.mark.parametrize("verb", some(VERBS, 3))
def test_every_answer_has_a_table_a_picture_and_a_text(verb: str, models: Models) -> None:
    shown = forms(VERBS[verb](models("berlin_1961/contingency")))
    assert set(shown) == {"text/html", "image/png", "text/plain"}
    table, found, image = shown["text/html"].partition("<img ")
    assert found
    assert re.search(r"<table.*?<t[dh][ >].*</table>", table, re.DOTALL)
    source, said = re.search(r'src="data:image/png;base64,([^"]+)" alt="([^"]+)"', image).groups()  # type: ignore[union-attr]
    assert b64decode(source) == shown["image/png"]
    assert len(said) > 20
    with Image.open(BytesIO(shown["image/png"])) as picture:
        assert picture.width > 300
        assert len(picture.convert("L").getcolors(256) or []) > 2  # something is drawn
    assert len(shown["text/plain"].splitlines()) > 1  # what was found, and its table


def test_a_result_that_cannot_be_drawn_shows_its_table(models: Models) -> None:
    class Plain(Result):
        statement = Statement("Nothing to draw")
        columns = (Column("what", "what"),)
        model = models(ONE)

        def rows(self) -> list[list[str]]:
            return [["a word"]]

    found = forms(Plain())
    assert set(found) == {"text/html", "text/plain"}
    assert "<td>a word</td>" in found["text/html"]


def test_kinds_can_be_furnished_with_their_forms(models: Models) -> None:
    class Furnished(Solution):
        pass

    show_in_notebooks(Furnished)
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
    assert not loaded & {"IPython", "ipykernel", "nbformat", "ipywidgets", "anywidget", "matplotlib", "pandas"}


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
