"""The page by keyboard alone: how much is drawn, what moves together, where the focus shows, and the way through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import decision_model as dm

TWO, ONE = "berlin_1961/contingency", "berlin_1961/options"
Show = Callable[..., Any]
SLIDER = "#weight-allied_unity"
KEYS = ("ArrowRight", "PageUp", "ArrowLeft", "PageDown", "Home", "End")

FRAMES = """() => {
  globalThis.frames = [];
  const total = (text) => Number((text.match(/\\d+\\.\\d+/) ?? [NaN])[0]);
  const look = () => {
    const share = document.querySelector("#weight-fields .share");
    const slider = document.querySelector("#weights .rail input");
    frames.push({
      answer: total((document.getElementById("answer-text").textContent.match(/is best: .* of 100/) ?? [""])[0]),
      ranking: total(document.querySelector("#ranking-lists .total").textContent),
      root: total(document.querySelector("#tree .value").textContent),
      name: document.querySelector("#ranking-lists .lead .name").textContent,
      named: document.querySelector("#answer-text strong")?.textContent,
      share: share.textContent.replace("%", ""),
      told: (slider.getAttribute("aria-valuetext").match(/, (\\d+) percent/) ?? [])[1],
    });
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


WORK = """(moves) => new Promise((done) => {
  const slider = document.querySelector("#weights .rail input"), drawn = { answer: 0, tree: 0, elements: 0 };
  const observer = new MutationObserver((records) => {
    const added = records.filter((each) => each.addedNodes.length);
    const elements = added.flatMap((each) => [...each.addedNodes]).filter((each) => each.nodeType === 1);
    drawn.elements += elements.reduce((count, each) => count + 1 + each.querySelectorAll("*").length, 0);
    drawn.answer += added.filter(({ target }) => target.id === "answer-text").length;
    drawn.tree += added.filter(({ target }) => target.id === "tree").length;
  });
  observer.observe(document.body, { childList: true, subtree: true });
  for (const value of moves) {
    slider.value = value;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const all = () => document.querySelectorAll("body *").length;
  requestAnimationFrame(() => requestAnimationFrame(() => (observer.disconnect(), done({ ...drawn, all: all() }))));
})"""
"""What is drawn anew when a slider moves, and how many elements the page has; how long that takes is a benchmark."""


@pytest.mark.parametrize("name", [TWO, ONE, "wide"])
def test_moves_within_a_frame_are_drawn_once_and_no_element_twice(name: str, window: Show) -> None:
    page = window(name).page
    page.locator("#unfold").click()
    assert name != "wide" or page.locator("#tree .node").count() >= 1000
    for moves in ([7], [8, 21, 3, 55, 90, 12]):
        found = page.evaluate(WORK, moves)
        assert (found["answer"], found["tree"]) == (1, 1)
        assert found["elements"] < found["all"]


def test_sentence_ranking_tree_and_shares_change_in_one_frame(window: Show) -> None:
    page = window(ONE).page
    page.evaluate(FRAMES)
    page.locator(SLIDER).focus()
    for _ in range(3):
        for key in KEYS:
            page.keyboard.press(key)
            page.wait_for_timeout(20)
    frames = page.evaluate("() => frames")
    seen = {frame["answer"] for frame in frames}
    assert len(seen) > 3  # the answer did move
    rounding = 0.051  # some are written with more digits
    assert [each for each in frames if abs(each["ranking"] - each["root"]) > rounding] == []
    said = [each for each in frames if each["answer"] > 0]  # at the file's own settings it says the verdict instead
    assert [each for each in said if abs(each["answer"] - each["root"]) > rounding] == []
    assert [each for each in said if each["name"].strip() != each["named"].strip()] == []
    assert [each for each in frames if each["share"] != each["told"]] == []


RING = """() => {
  const active = document.activeElement, style = getComputedStyle(active), box = active.getBoundingClientRect();
  const inDrawing = Boolean(active.ownerSVGElement), outlined = style.outlineStyle !== "none";
  const width = parseFloat(style.outlineWidth), offset = parseFloat(style.outlineOffset);
  const grown = outlined ? Math.max(0, offset + width) : 0;
  const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
  const around = (a, by) => ({ left: a.left - by, right: a.right + by, top: a.top - by, bottom: a.bottom + by });
  const own = active.closest("label, summary, button") ?? active;
  const above = "#info, #sticky-answer, #announcement, #answer"; // some of these lie above the page
  const silent = `script, style, option, textarea, .visually-hidden, ${above}`;
  const covered = [], range = document.createRange(), texts = document.createTreeWalker(document.body, 4);
  while (!inDrawing && texts.nextNode()) {
    const node = texts.currentNode, said = node.data.trim();
    if (!said || own.contains(node) || node.parentElement.closest(silent)) continue;
    const frame = node.parentElement.closest("p, li, section") ?? document.body;
    const clip = frame.getBoundingClientRect(); // lines beyond it are cut off
    range.selectNodeContents(node);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      const word = { left: left + 1, right: right - 1, top: top + 3, bottom: Math.min(bottom, clip.bottom) - 3 };
      if (word.bottom <= word.top) continue;
      const within = box.left <= left && right <= box.right && box.top <= top && bottom <= box.bottom;
      if (!within && !apart(around(box, grown), word)) covered.push(said.slice(0, 40));
    }
  }
  const mark = inDrawing && getComputedStyle(active.querySelector(".mark"));
  return {
    name: String(active.id || active.className.baseVal || active.className || active.tagName),
    tag: active.tagName, covered, place: [...document.querySelectorAll("*")].indexOf(active),
    shows: outlined ? width >= 2 : inDrawing && parseFloat(mark.strokeWidth) >= 3,
    inView: box.bottom > 0 && box.top < innerHeight && box.width > 0,
  };
}"""

REACHABLE = """() => [
  ...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']"),
].filter((each) => !each.disabled && each.tabIndex >= 0 && each.checkVisibility()).length"""


@pytest.mark.parametrize("width", [1440, 390, 320])
@pytest.mark.parametrize("name", [TWO, "long"])
def test_the_keyboard_reaches_everything_once_and_shows_where_it_is(name: str, width: int, window: Show) -> None:
    page = window(name, width=width).page
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => (each.open = true))")
    stops = []
    while len(stops) < 400:
        page.keyboard.press("Tab")
        stops.append(page.evaluate(RING))
        if stops[-1]["tag"] == "BODY" or (len(stops) > 1 and stops[-1]["name"] == "skip"):
            break
    stops = stops[:-1]
    assert stops[0]["name"] == "skip"
    assert [each["place"] for each in stops] == sorted({each["place"] for each in stops})  # each once, as it reads
    assert len(stops) == page.evaluate(REACHABLE)
    assert [each["name"] for each in stops if not each["shows"]] == []
    assert [each["name"] for each in stops if not each["inView"]] == []
    assert [(each["name"], each["covered"]) for each in stops[1:] if each["covered"]] == []  # the skip link lies above


def test_everything_can_be_done_without_a_mouse(window: Show, models: Callable[[str], dm.DecisionModel]) -> None:
    seen = window(TWO)
    page, keys = seen.page, seen.page.keyboard

    def to(name: str) -> None:
        for _ in range(200):
            keys.press("Tab")
            if page.evaluate("() => document.activeElement.id") == name:
                return
        pytest.fail(f"Tab never reaches {name}")

    def total() -> float:
        seen.settle()
        return float(page.evaluate("() => explorer.stateAt(explorer.settings.now).solution.total"))

    keys.press("Tab")
    keys.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"
    to("preset")
    for _ in range(9):
        if page.locator("#preset").input_value() == "view:paris":
            break
        keys.press("ArrowDown")
    assert total() == pytest.approx(float(dm.solve(models(TWO).varied(perspective="paris")).total), abs=1e-9)
    to("weight-allied_unity")
    keys.press("Home")
    seen.settle()
    assert page.locator(SLIDER).input_value() == "0"
    keys.press("Tab")
    keys.type("64")
    keys.press("Enter")
    seen.settle()
    assert page.locator(SLIDER).input_value() == "64"
    keys.press("Tab")
    page.locator("#numbers summary").focus()
    keys.press("Enter")
    to("number-p_blocked")
    before = total()
    keys.press("End")
    assert total() != before
    to("whatif-in_berlin")
    keys.press("Space")
    seen.settle()
    assert page.locator("#whatif-in_berlin").is_checked()
    to("unfold")
    keys.press("Enter")
    seen.settle()
    to("tree-box")
    keys.press("Tab")
    nodes = page.locator("#tree .node").count()
    keys.press("ArrowRight")
    keys.press("Enter")
    seen.settle()
    assert page.locator("#tree .node").count() < nodes
    to("moved-number")
    chart = page.locator("#curves").inner_html()
    keys.press("ArrowDown")
    seen.settle()
    assert page.locator("#curves").inner_html() != chart
    page.keyboard.press("Control+z")
    seen.settle()
    assert not page.locator("#whatif-in_berlin").is_checked()
    page.locator("#reset").focus()
    keys.press("Space")
    assert total() == pytest.approx(float(dm.solve(models(TWO)).total), abs=1e-9)
    assert seen.messages == []


def test_typing_is_not_overtaken_by_what_is_drawn(window: Show) -> None:
    seen = window(TWO)
    page = seen.page
    field = page.locator(f".slider:has({SLIDER}) input[type=number]")
    field.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("6")
    page.evaluate("() => dispatchEvent(new Event('resize'))")
    page.evaluate("() => new Promise(requestAnimationFrame)")
    page.keyboard.type("4")
    page.keyboard.press("Tab")
    seen.settle()
    assert page.locator(SLIDER).input_value() == "64"


def test_the_print_button_prints(window: Show) -> None:
    page = window(TWO).page
    page.evaluate("() => { globalThis.prints = 0; globalThis.print = () => prints++; }")
    page.locator("#print").press("Enter")
    assert page.evaluate("() => prints") == 1
