"""What is drawn, held against Python's policy: edges by their own lines, words by the room they take."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import decision_model as dm
from decision_model.analysis.choice.tree import Node
from decision_model.figures.tree.near import near_branches
from decision_model.interfaces.explorer import explore_page
from tests.explorer.settings import Settings, drawn
from tests.profiles import examples

Show = Callable[..., Any]
Models = Callable[[str], dm.DecisionModel]
BERLIN = ("berlin_1961/contingency", "berlin_1961/options")
OTHERS = ("textbook/two_tests", "textbook/oil_wildcatter", "textbook/used_car_guarantee", "textbook/venture_limited")
WEIGHTINGS, SETTINGS = examples(500, quick=40), examples(100)

DRAWN = """async (all) => {
  document.getElementById("unfold").click();
  const found = [];
  for (const settings of all) {
    explorer.settings.set(settings);
    await new Promise(requestAnimationFrame);
    const at = (x, y) => `${Math.round(x)},${Math.round(y)}`, places = {}, kinds = {};
    for (const node of document.querySelectorAll("#tree [data-path]")) {
      const mark = node.querySelector(".mark"), box = mark.getBBox();
      const x = mark.matches(".end") ? box.x + 2 : box.x + box.width / 2;
      places[at(x, box.y + box.height / 2)] = node.dataset.path;
    }
    const struck = [...document.querySelectorAll("#tree .struck")].map((each) => each.previousSibling);
    for (const edge of document.querySelectorAll("#tree path.branch")) {
      const numbers = edge.getAttribute("d").match(/-?[\\d.]+/g).map(Number), y = numbers[3], x = numbers[4];
      const style = getComputedStyle(edge), thick = parseFloat(style.strokeWidth) > 2.5;
      kinds[places[at(x, y)]] = [thick, style.stroke, struck.includes(edge)];
    }
    const root = document.querySelector("#tree .value").textContent;
    const close = document.getElementById("tree-card").classList.contains("close");
    found.push({ kinds, close, root, cut: document.getElementById("tree-note").textContent });
  }
  const colours = ["accent", "line", "soft"].map((name) => {
    const probe = document.createElement("i");
    probe.style.color = `var(--${name})`;
    document.body.append(probe);
    return getComputedStyle(probe).color;
  });
  return { found, colours };
}"""


def weightings(model: dm.DecisionModel) -> list[Settings]:
    """Nothing weighed, each consideration alone, equal pairs, and some at random with noughts and whole numbers."""
    chance, names = random.Random(1961), [each.name for each in model.walk()]
    plain = [dict.fromkeys(names, 0.0), *({name: 100.0 * (name == only) for name in names} for only in names)]
    for _ in range(WEIGHTINGS):
        plain.append({n: chance.choice([0.0, 100 * chance.random(), 10.0 * chance.randrange(11)]) for n in names})
    return [Settings(each, {}, ()) for each in plain]


def edges(node: Node, near: tuple[int, ...], path: tuple[int, ...] = ()) -> Iterator[tuple[str, str]]:
    """Path to every branch of the tree, and how it has to be drawn; `near` are the ids of those close behind."""
    if node.step is None:
        return
    names = [state.name for state in node.step.states]
    for branch in node.branches:
        number = names.index(branch.state.name) if branch.state.name in names else len(names)
        below = (*path, number)
        kind = "best" if branch.node.reached else "rejected" if branch.chance is None and not branch.best else "other"
        yield ".".join(map(str, below)), "near" if id(branch) in near else kind
        yield from edges(branch.node, near, below)


def held(found: dict[str, Any], settings: list[Settings], model: dm.DecisionModel) -> int:
    """Checks every drawing against Python's; gives how many of them showed a tie."""
    accent, line, soft = found["colours"]
    looks = {"best": [True, accent, False], "rejected": [False, line, True], "other": [False, line, False]}
    looks["near"] = [False, soft, False]
    ties = 0
    for each, page in zip(settings, found["found"], strict=True):
        solution = dm.solve(each.of(model))
        tree = dm.tree(solution)
        wanted = dict(edges(tree.root, near_branches(tree) if page["close"] else ()))
        assert page["cut"] == ""
        assert page["kinds"] == {path: looks[kind] for path, kind in wanted.items()}, each
        chosen = {path for path, kind in wanted.items() if kind == "best"}
        assert chosen
        ties += any(len(choice.options) > 1 for choice in solution.policy)
    return ties


@pytest.mark.parametrize("name", BERLIN)
def test_the_edges_drawn_as_best_are_those_of_python(name: str, models: Models, window: Show) -> None:
    settings = weightings(models(name))
    seen = window(name)
    found = seen.page.evaluate(DRAWN, [each.plain for each in settings])
    assert held(found, settings, models(name)) > 0  # ties are among them
    assert seen.messages == []


@pytest.mark.parametrize("name", OTHERS)
def test_the_edges_follow_numbers_and_what_ifs(name: str, models: Models, window: Show) -> None:
    model, seen = models(name), window(name)
    sliders = seen.page.evaluate("() => explorer.data.sliders")
    settings = [each for each in drawn(model, sliders, SETTINGS, seed=7) if fits(each, seen.page)]
    assert len(settings) > SETTINGS / 3
    held(seen.page.evaluate(DRAWN, [each.plain for each in settings]), settings, model)


def fits(settings: Settings, page: Any) -> bool:
    return bool(page.evaluate("(each) => !explorer.stateAt(each).problem", settings.plain))


def test_ties_are_drawn_as_ties(window: Show) -> None:
    way = dm.decision("way", {"a": "The high road", "b": "The low road", "c": "No road"})
    luck = dm.event("luck", {"x": "Good", "y": "Bad"}, {"x": 0.5, "y": "rest"})
    then = dm.decision("then", {"go": "Go on", "turn": "Turn back"})
    scores = [({"way": ["a", "b"]}, 60), (None, 20)]
    model = dm.decision_model("Roads", [way, luck, then], [dm.consideration("pace", scores, weight=1)])
    settings = [Settings({"pace": weight}, {}, ()) for weight in (1.0, 100.0, 0.0)]
    seen = window(text=explore_page(model))
    found = seen.page.evaluate(DRAWN, [each.plain for each in settings])
    assert held(found, settings, model) == len(settings)
    assert seen.page.locator("#tree path.branch.best").count() == 2 + 4 + 8
    assert seen.page.locator("#tree path.struck").count() == 1


CROWDED = """() => {
  const boxes = (wanted) => [...document.querySelectorAll(wanted)].map((each) => {
    const { x, y, width, height } = each.getBBox();
    return { said: each.textContent || each.getAttribute("class"), x, y, right: x + width, bottom: y + height };
  });
  const words = boxes("#tree text"), marks = boxes("#tree .mark, #tree .chip"), found = [];
  const slack = 2; // what a line of text has above its capitals and below its descenders
  const across = (a, b) => a.x + 1 < b.right && b.x + 1 < a.right;
  const along = (a, b) => a.y + slack < b.bottom - slack && b.y + slack < a.bottom - slack;
  words.forEach((one, place) => {
    for (const other of [...words.slice(place + 1), ...marks]) {
      if (across(one, other) && along(one, other)) found.push(`${one.said} | ${other.said}`);
    }
    const { width, height } = document.getElementById("tree").viewBox.baseVal;
    const inside = one.x >= 0 && one.y >= -slack && one.right <= width && one.bottom <= height + slack;
    if (!inside) found.push(`${one.said} | edge`);
  });
  return found;
}"""


@pytest.mark.parametrize("page", [*BERLIN, "textbook/two_tests", "textbook/oil_wildcatter", "long", "less wide"])
def test_words_in_the_tree_never_run_into_one_another(page: str, window: Show) -> None:
    seen = window(page)
    assert seen.page.evaluate(CROWDED) == []
    seen.page.locator("#unfold").click()
    assert seen.page.evaluate(CROWDED) == []
    seen.page.locator("#fold").click()
    assert seen.page.evaluate(CROWDED) == []


@pytest.mark.parametrize("page", [*BERLIN, "long"])
@pytest.mark.parametrize("width", [1440, 390])
def test_without_scripts_the_figure_stands_in_its_box(page: str, width: int, window: Show) -> None:
    seen = window(page, width=width, java_script_enabled=False, bypass_csp=True).page
    figure = seen.locator("#tree-box .figure svg")
    assert figure.is_visible()
    assert not seen.locator("#tree").is_visible()
    assert not seen.locator(".key").is_visible()  # the figure has its own
    named = figure.evaluate(
        "(svg) => svg.getAttribute('aria-labelledby').split(' ').map((id) => document.getElementById(id).textContent)"
    )
    assert "Decision tree" in named[1]
    assert len(named[0]) > 10
    box, drawn = seen.locator("#tree-box").bounding_box(), figure.bounding_box()
    assert drawn["width"] >= min(box["width"] - 4, 700)
    assert seen.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
    assert (
        seen.evaluate("""() => {
      const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
      return ids.filter((id, place) => ids.indexOf(id) !== place);
    }""")
        == []
    )


@pytest.mark.parametrize("name", [*BERLIN, "textbook/venture_limited"])
def test_a_tick_stands_where_the_file_stands(name: str, window: Show) -> None:
    page = window(name).page
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => (each.open = true))")
    off = """() => [...document.querySelectorAll(".rail")].map((rail) => {
      const slider = rail.querySelector("input"), tick = rail.querySelector(".tick").getBoundingClientRect();
      const box = slider.getBoundingClientRect(), part = (slider.value - slider.min) / (slider.max - slider.min);
      const thumb = box.left + 9 + part * (box.width - 18);
      return [slider.id, Math.abs(tick.left + tick.width / 2 - thumb), tick.width > 0 && tick.height >= 12];
    })"""
    start = page.evaluate(off)
    sliders = page.evaluate("() => document.querySelectorAll('input[type=range]').length")
    assert len(start) == sliders > 0
    assert [each for each in start if each[1] > 1.5 or not each[2]] == []
    slider = page.locator("input[type=range]").first
    slider.press("End")
    slider.press("PageDown")
    assert page.evaluate(off)[0][1] > 20  # the thumb leaves, the tick stays
    page.locator("#reset").click()
    page.evaluate("() => new Promise(requestAnimationFrame)")
    assert page.evaluate(off) == start


def test_risk_tolerance_has_a_slider_where_the_file_has_one(models: Models, window: Show) -> None:
    name = "textbook/venture_limited"
    seen = window(name)
    seen.page.evaluate("() => document.querySelectorAll('details').forEach((each) => (each.open = true))")
    slider = seen.page.locator("#number-risk_tolerance")
    assert slider.evaluate("(each) => each.labels[0].innerText.trim()") == "Risk tolerance"
    before = seen.page.locator("#tree .value").first.text_content()
    for key, times in (("Home", 1), ("PageUp", 3), ("End", 1)):
        slider.focus()
        for _ in range(times):
            seen.page.keyboard.press(key)
        seen.settle()
        value = float(slider.input_value())
        total = float(dm.solve(models(name).varied(numbers={"risk_tolerance": value})).total)
        found = seen.page.evaluate("() => explorer.stateAt(explorer.settings.now).solution.total")
        assert found == pytest.approx(total, rel=1e-9)
        assert f"n=risk_tolerance:{slider.input_value()}" in seen.page.url
    assert seen.page.locator("#tree .value").first.text_content() != before
    assert window("textbook/oil_wildcatter").page.locator("#number-risk_tolerance").count() == 0
