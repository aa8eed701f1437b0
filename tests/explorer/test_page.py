"""The page as a file: what it holds, what it may do, what it says where nothing runs."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import decision_model as dm
from decision_model.interfaces import explorer
from decision_model.interfaces.explorer import explore_page
from decision_model.interfaces.explorer.page import json_block
from decision_model.interfaces.explorer.script import START, imported, joined, modules, page_script
from tests.explorer.samples import HOSTILE, hostile

BERLIN = ("berlin_1961/contingency", "berlin_1961/options")
Html = Callable[[str], str]


class Reader(HTMLParser):
    """Collects the elements, and the text of those that are asked for by id."""

    def __init__(self, html: str):
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.texts: dict[str, str] = {}
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if tag not in ("meta", "input", "br", "link"):
            self.open.append(str(attributes.get("id", "")))

    def handle_endtag(self, tag: str) -> None:
        if self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        for name in filter(None, self.open):
            self.texts[name] = self.texts.get(name, "") + data


@pytest.mark.parametrize("name", BERLIN)
def test_the_file_is_small(name: str, html: Html) -> None:
    assert len(html(name).encode()) < 300_000 - 5_000  # room for a paragraph more in the file


def test_the_same_model_gives_the_same_bytes(models: Callable[[str], dm.DecisionModel], html: Html) -> None:
    assert explore_page(models(BERLIN[1])) == html(BERLIN[1])


def test_the_policy_admits_this_script_and_nothing_else(html: Html) -> None:
    page = html(BERLIN[0])
    script = page.rpartition('<script type="module">')[2].partition("</script>")[0]
    policy = next(e["content"] for tag, e in Reader(page).elements if e.get("http-equiv") == "Content-Security-Policy")
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert policy is not None
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == f"'sha256-{digest}'"
    assert set(rules) == {"default-src", "script-src", "style-src", "img-src", "base-uri", "form-action"}


def test_nothing_is_fetched(html: Html) -> None:
    for tag, attributes in Reader(html(BERLIN[0])).elements:
        for name in ("src", "href", "action", "data", "poster", "srcset"):
            assert (attributes.get(name) or "#").startswith("#"), (tag, attributes)
    assert "@import" not in html(BERLIN[0])
    assert not re.search(r"url\((?!#)", html(BERLIN[0]))


def test_numbers_are_written_in_full(html: Html, models: Callable[[str], dm.DecisionModel]) -> None:
    assert json.loads(json_block({"numbers": [0.1 + 0.2, 1 / 3]})) == {"numbers": [0.1 + 0.2, 1 / 3]}
    found = json.loads(Reader(html(BERLIN[0])).texts["data"])
    wanted = [float(each.number.at(models(BERLIN[0]).values)) for each in models(BERLIN[0]).parameters.values()]
    assert list(found["parameters"].values())[: len(wanted)] == wanted


def test_hostile_labels_stay_text() -> None:
    page = explore_page(hostile())
    for tag, attributes in Reader(page).elements:
        assert tag not in ("img", "iframe", "object"), attributes
        assert not any(name.startswith("on") for name in attributes)
    assert "<img" not in page.lower()
    assert page.count("</script>") == 2
    assert json.loads(Reader(page).texts["data"])["title"] == HOSTILE


@pytest.mark.parametrize("name", BERLIN)
def test_without_scripts_the_result_is_there(name: str, html: Html, models: Callable[[str], dm.DecisionModel]) -> None:
    page, ranking = html(name), dm.rank(models(name))
    texts = Reader(page).texts
    whole = page.rpartition('<section class="ranked">')[2].partition("</section>")[0]
    named = r'<span class="name">(?P<tag><span class="tag">Best plan</span> )?(?:<span class="full-name">)?(.*?)</span>'
    rows = re.findall(named + r'.*?<span class="total">(.*?)</span>', whole)
    if ranking.adapts:
        tag, title, total = rows.pop(0)
        assert tag
        assert title.startswith("Plan a bilateral privately")
        assert float(total) == pytest.approx(float(ranking.best_plan.total), abs=0.0501)
    assert [(title, float(total)) for _, title, total in rows] == [
        (row.title, pytest.approx(row.total, abs=0.0501)) for row in ranking.ranked
    ]
    assert "scripts are switched off" in page
    assert "".join(texts["plan"].split()) == "".join("".join(dm.solve(models(name)).plan).split())
    figure = page.partition('<div class="figure">')[2].partition("</noscript>")[0]
    assert "<title id=" in figure
    assert "Decision tree" in figure.partition("<desc id=")[2].partition("</desc>")[0]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_script_never_runs_text() -> None:
    script = page_script()
    for forbidden in ("eval(", "Function(", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "fetch("):
        assert forbidden not in script


def test_every_module_comes_after_those_it_imports() -> None:
    texts, script = modules(START), page_script()
    places = {path: script.index(f"// ---- {path}\n") for path in texts}
    for path, text in texts.items():
        assert joined(text) in script
        assert all(places[each] < places[path] for each in imported(path, text)), path
    assert not re.search(r"^(import|export)\b", script, re.MULTILINE)


def test_no_module_lies_idle_and_the_engine_knows_nothing_of_the_view() -> None:
    texts = modules(START)
    folder = Path(explorer.__file__).parent
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*.js")}
    assert written == set(texts)
    for path in written:
        if path.startswith("engine/"):
            assert all(each.startswith("engine/") for each in imported(path, texts[path])), path


def test_no_name_stands_twice_at_the_top_of_the_script() -> None:
    names = re.findall(r"^(?:async )?(?:const|class|function\*?) (\w+)", page_script(), re.MULTILINE)
    assert len(names) > 100
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_a_page_with_too_many_plans_stands_still_and_says_so(
    models: Callable[[str], dm.DecisionModel], html: Html
) -> None:
    """Nothing on it can be moved, so nothing on it can be wrong; what it says is what Python says."""
    page = html("forgetful")
    reader = Reader(page)
    assert not [tag for tag, _ in reader.elements if tag in ("script", "noscript")]
    assert "it has no sliders" in page
    solution = dm.solve(models("forgetful"))
    assert solution.statement.headline in " ".join(reader.texts["answer-text"].split())
    heads = [sentence.partition(":")[0] for sentence in solution.plan]
    assert any("(knowing" in head for head in heads)
    assert all(f"<b>{head}:</b>" in page for head in heads)
    assert "<svg" in page
    assert "<script" in html("textbook/pig_breeding")


def test_nothing_is_shown_on_a_page_that_stands_still_that_only_a_script_fills(window: Callable[..., Any]) -> None:
    page = window("forgetful").page
    assert page.locator(".notice").is_visible()
    assert page.locator("#tree-box .figure svg").is_visible()
    assert not page.locator(".scripted:visible").count()
