"""The page in a real browser: everything moves together, and nothing else happens."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

import decision_model as dm
from decision_model.analysis.choice.best_plan import best_plan_headline
from decision_model.errors import ModelError
from decision_model.interfaces.explorer import explore_page
from decision_model.words.amounts import Amounts
from tests.explorer.conftest import KEPT, SCENARIOS, stands_still
from tests.explorer.samples import HOSTILE, fate

TWO, ONE = "berlin_1961/contingency", "berlin_1961/options"
Show = Callable[..., Any]
SVG = "{http://www.w3.org/2000/svg}"


def said(total: Any) -> str:
    """A weighted total as every figure writes it."""
    return Amounts().text(float(total))


def shown(page: Any) -> dict[str, Any]:
    """What the page says in its several places."""
    return dict(
        page.evaluate("""() => ({
      answer: document.getElementById("answer-text").textContent,
      first: document.querySelector("#ranking-lists li.lead .name").textContent,
      totals: [...document.querySelectorAll("#ranking-lists .total")].map((each) => each.textContent),
      root: document.querySelector("#tree .node .value").textContent,
      best: [...document.querySelectorAll("#tree .node.best .label")].map((each) => each.textContent),
      shares: [...document.querySelectorAll("#weight-fields .share")].map((each) => parseInt(each.textContent)),
    })""")
    )


def test_opening_asks_nothing_of_any_network(window: Show) -> None:
    seen = window(TWO)
    seen.settle()
    assert [url.partition("#")[0] for url in seen.requests] == [seen.page.url.partition("#")[0]]
    assert seen.messages == []


def test_the_start_is_what_python_says(window: Show, models: Callable[[str], dm.DecisionModel]) -> None:
    for name in (TWO, ONE):
        now, solution = shown(window(name).page), dm.solve(models(name))
        assert now["root"] == said(solution.total)
        assert now["answer"] == f"{solution.statement.headline}."
        leader = solution.policy[0].options[0]
        assert models(name).decisions[0].state(leader).title in now["first"]


def test_other_settings_are_said_without_the_verdict_of_the_file(
    window: Show, models: Callable[[str], dm.DecisionModel]
) -> None:
    seen = window(TWO)
    start = shown(seen.page)
    seen.page.select_option("#preset", "view:paris")
    seen.settle()
    solution = dm.solve(models(TWO).varied(perspective="paris"))
    assert shown(seen.page)["answer"] == f"{best_plan_headline(solution.model, solution.total, solution.policy)}."
    assert "best under" not in seen.text("#answer")
    seen.page.select_option("#preset", "file")
    seen.settle()
    assert shown(seen.page) == start


SAID = """() => {
  const texts = (selector) => [...document.querySelectorAll(selector)].map((place) => place.textContent.trim());
  const unseen = document.querySelectorAll("#ranking-lists .visually-hidden, #ranking-lists .excluded");
  unseen.forEach((part) => part.remove());
  const places = ["#answer-text", "#answer-more", "#plan li", "#ranking-lists h3", "#ranking-lists .help"];
  const parts = ["rank", "name", "tag", "full-name", "short-name", "total", "gap", "first-share"];
  const more = ["#totals-unit", "#claim-list .verdict", "#weight-fields .share"];
  const all = [...places, ...parts.map((part) => `#ranking-lists .${part}`), ...more];
  return Object.fromEntries(all.map((selector) => [selector, texts(selector)]));
}"""
BOOKS = sorted((SCENARIOS / "textbook").glob("*.yaml"))
TEXTBOOK = sorted(f"textbook/{path.stem}" for path in BOOKS if not stands_still(path))


@pytest.mark.parametrize("name", [TWO, ONE, *TEXTBOOK, "hostile", "long", "less wide", "fate"])
def test_the_page_before_its_script_says_the_same(name: str, window: Show) -> None:
    plain, live = (window(name, java_script_enabled=runs).page for runs in (False, True))
    before, after = (page.evaluate(SAID) for page in (plain, live))
    assert before == after
    assert plain.locator("noscript .notice").is_visible()
    assert plain.locator("#tree-box .figure svg").is_visible()


@pytest.mark.parametrize("key", ["Home", "PageUp", "ArrowRight"])
def test_a_key_on_any_slider_moves_everything_in_the_next_frame(key: str, window: Show) -> None:
    seen = window(TWO)
    for name in [each["name"] for each in seen.page.evaluate("() => explorer.data.considerations")]:
        slider = seen.page.locator(f"#weight-{name}")
        number = seen.page.locator(f".slider:has(#weight-{name}) input[type=number]")
        slider.focus()
        seen.page.keyboard.press(key)
        seen.settle()
        value = slider.input_value()
        assert number.input_value() == value
        share = re.search(r"(\d+) points?, (\d+) percent", str(slider.get_attribute("aria-valuetext")))
        assert share
        assert share[1] == value
        place = seen.page.locator(f".field:has(#weight-{name}) .share").first
        assert place.inner_text() == f"{share[2]}%"
        consistent(seen.page)


def looks(text: str, total: float) -> bool:
    """Whether a text is this total with as many decimals as it has."""
    return text == Amounts(decimals=len(text.partition(".")[2])).text(total)


def consistent(page: Any) -> None:
    """Sentence, ranking, tree and engine agree."""
    now = shown(page)
    total = page.evaluate("() => explorer.stateAt(explorer.settings.now).solution.total")
    assert now["root"] == said(total)
    assert looks(now["totals"][0].removeprefix("total "), total)
    assert now["answer"] == page.evaluate("() => explorer.headlineAt(explorer.stateAt(explorer.settings.now))") + "."
    assert looks(re.search(r"(\d+\.\d+) of 100", now["answer"])[1], total)  # type: ignore[index]
    assert sum(now["shares"]) in (0, 100)


def test_shares_of_equal_weights_add_up(window: Show) -> None:
    seen = window(TWO)
    seen.page.select_option("#preset", "equal")
    seen.settle()
    assert sum(shown(seen.page)["shares"]) == 100


def test_no_weight_at_all_counts_all_alike(window: Show) -> None:
    seen = window(TWO, hash="#w=0,0,0,0,0,0")
    assert sorted(shown(seen.page)["shares"], reverse=True) == [17, 17, 17, 17, 16, 16]
    assert "NaN" not in seen.page.locator("body").inner_text()
    assert "NaN" not in str(seen.page.locator("#tree").evaluate("(tree) => tree.outerHTML"))
    consistent(seen.page)


def test_no_weight_but_nought_reads_nought(window: Show) -> None:
    seen = window(TWO, hash="#w=100,100,0.1,0,100,100")
    shares = seen.page.locator("#weight-fields .share").all_inner_texts()
    assert shares == ["25%", "25%", "<1%", "0%", "25%", "25%"]
    slider = seen.page.locator("#weights .rail input").nth(2)
    assert str(slider.get_attribute("aria-valuetext")).endswith("less than 1 percent of the total")


def test_a_tie_is_called_one(window: Show) -> None:
    level = dm.decision("way", {"a": "The high road", "b": "The low road", "c": "No road"})
    scores = [({"way": ["a", "b"]}, 60), (None, 20)]
    model = dm.decision_model("Roads", [level], [dm.consideration("pace", scores, weight=1)])
    seen = window(text=explore_page(model))
    assert seen.text("#answer-text") == "‘The high road’ and ‘The low road’ are level: 60.0 of 100."
    assert seen.page.locator("#ranking-lists .rank").all_inner_texts() == ["1.", "1.", "3."]
    assert shown(seen.page)["best"] == ["The high road", "The low road"]
    assert "(equally good)" in seen.text("#plan")


def test_a_near_tie_is_not(window: Show) -> None:
    way = dm.decision("way", {"a": "The high road", "b": "The low road"})
    scores = [({"way": "a"}, 60), (None, 60 - 1e-6)]
    seen = window(text=explore_page(dm.decision_model("Roads", [way], [dm.consideration("pace", scores, weight=1)])))
    assert seen.page.evaluate("() => explorer.headlineAt(explorer.stateAt(explorer.settings.now))") == (
        "‘The high road’ is best: 60.0 of 100, less than 0.1 ahead of ‘The low road’"
    )
    assert shown(seen.page)["best"] == ["The high road"]


def test_every_stage_of_the_best_plan_is_marked(window: Show) -> None:
    seen = window(TWO)
    seen.page.click("#unfold")
    seen.settle()
    found = seen.page.evaluate("""() => {
      const state = explorer.stateAt(explorer.settings.now), tree = new explorer.HistoryTree(state);
      let decisions = 0;
      const walk = (node) => {
        const below = tree.branches(node);
        if (node.reached && node.step && explorer.data.steps[node.step].decides) {
          decisions++;
          if (below.filter((each) => each.reached).length !== 1) throw new Error(`at ${node.path}`);
        }
        below.forEach(walk);
      };
      walk(tree.root);
      return decisions;
    }""")
    assert found == 9
    rejected = seen.page.locator("#tree path.branch.rejected").count()
    assert seen.page.locator("#tree path.struck").count() == rejected > 0
    widths = seen.page.evaluate("""() => ["best", "rejected"].map(
        (kind) => parseFloat(getComputedStyle(document.querySelector(`#tree path.branch.${kind}`)).strokeWidth))""")
    assert widths[0] > 2 * widths[1]


def test_what_is_close_behind_is_not_struck_until_something_is_moved(window: Show) -> None:
    """As on the slides: the best is drawn lighter, and what comes next to it stands out; in the list too."""
    seen = window("berlin_1961/contingency")
    key, near = seen.page.locator(".when-close"), seen.page.locator("#tree path.branch.near")
    title = seen.page.locator("#tree .node.near .label").first
    assert (near.count(), key.is_visible(), title.text_content()) == (1, True, "Quadripartite")
    seen.page.click("#tree-kind")
    assert "close behind" in seen.text("#tree-list .near")
    seen.page.click("#tree-kind")
    seen.page.evaluate("() => explorer.settings.set({ ...explorer.settings.now, whatIfs: ['cut_is_likely'] })")
    seen.page.wait_for_function("() => !document.querySelector('#tree path.branch.near')")
    assert (near.count(), key.is_visible()) == (0, False)


def test_a_number_moves_the_tree(window: Show, models: Callable[[str], dm.DecisionModel]) -> None:
    seen = window(TWO)
    seen.page.locator("#numbers summary").click()
    field = seen.page.locator(".slider:has(#number-p_blocked) input[type=number]")
    field.fill("70")
    field.press("Enter")
    seen.settle()
    wanted = dm.solve(models(TWO).varied(parameters={"p_blocked": 0.7}))
    assert shown(seen.page)["root"] == said(wanted.total)
    assert "70%" in seen.page.locator("#tree .chance").all_text_contents()
    assert "n=p_blocked:0.7" in seen.page.url


def test_what_ifs_switch_and_exclude_one_another(window: Show, models: Callable[[str], dm.DecisionModel]) -> None:
    seen = window(TWO)
    for name, what_if in models(TWO).what_ifs.items():
        seen.page.locator(f"#whatif-{name}").check()
        seen.settle()
        wanted = dm.solve(models(TWO).varied(what_if=name))
        assert shown(seen.page)["root"] == said(wanted.total), what_if.title
        seen.page.locator(f"#whatif-{name}").uncheck()
    seen.page.locator("#whatif-in_berlin").check()
    seen.settle()
    assert "ruled out by ‘Norstad's place’" in str(seen.page.locator(".excluded").last.text_content())


def test_undo_and_reset(window: Show) -> None:
    seen = window(TWO)
    start = shown(seen.page)
    assert seen.page.locator("#undo").is_disabled()
    seen.page.select_option("#preset", "view:paris")
    seen.settle()
    paris = shown(seen.page)
    assert paris != start
    seen.page.locator("#whatif-no_private_plan").check()
    seen.page.locator("#undo").click()
    seen.settle()
    assert shown(seen.page) == paris
    assert seen.page.locator("#preset").input_value() == "view:paris"
    seen.page.locator("#reset").click()
    seen.settle()
    assert shown(seen.page) == start
    assert "#" not in seen.page.url


def test_perspectives_are_those_of_python(window: Show, models: Callable[[str], dm.DecisionModel]) -> None:
    seen = window(TWO)
    for name in models(TWO).perspectives:
        seen.page.select_option("#preset", f"view:{name}")
        seen.settle()
        assert shown(seen.page)["root"] == said(dm.solve(models(TWO).varied(perspective=name)).total)


def test_the_address_keeps_the_settings(window: Show) -> None:
    hash = "#w=10,20,30,5,0,0&n=p_comes:0.6&i=in_berlin"
    seen = window(TWO, hash=hash)
    before = shown(seen.page)
    assert seen.page.locator("#weight-allied_unity").input_value() == "20"
    assert seen.page.locator("#whatif-in_berlin").is_checked()
    seen.page.reload()
    assert shown(seen.page) == before


@pytest.mark.parametrize(
    "hash",
    ["#w=1,2", "#w=a,b,c,d,e,f", "#w=1,2,3,4,5,600", "#w=1,1,1,1,1,1&n=nobody:1", "#w=1,1,1,1,1,1&i=%", "#x", "#w="],
)
def test_a_broken_address_is_ignored(hash: str, window: Show) -> None:
    start = shown(window(TWO).page)
    seen = window(TWO, hash=hash)
    assert shown(seen.page) == start
    assert seen.messages == []


def test_settings_that_do_not_fit_together_are_said(window: Show) -> None:
    way = dm.decision("way", ["a", "b"])
    luck = dm.event("luck", ["x", "y", "z"], {"x": "p", "y": "q", "z": "rest"})
    parts = [dm.consideration("gain", [({"luck": "x", "way": "a"}, 60), (None, 20)], weight=1)]
    ranged = {name: dm.model.Number(dm.model.number(0.3).formula, (0.1, 0.7)) for name in ("p", "q")}
    seen = window(text=explore_page(dm.decision_model("Luck", [way, luck], parts, parameters=ranged)))
    for name in ("p", "q"):
        seen.page.evaluate("(name) => { document.getElementById('numbers').open = true; }", name)
        field = seen.page.locator(f".slider:has(#number-{name}) input[type=number]")
        field.fill("70")
        field.press("Enter")
    seen.settle()
    assert "do not fit together: the chances of ‘luck’ do not add up to 100%" in seen.text("#answer-text")
    seen.page.locator("#undo").click()
    seen.settle()
    assert "do not fit together" not in seen.text("#answer-text")


def test_with_nothing_to_decide_the_total_is_said(window: Show) -> None:
    seen = window("fate")
    assert seen.text("#answer-text") == "There is nothing to choose: 66.0 of 100."
    assert seen.messages == []
    field = seen.page.locator(".slider:has(#number-p) input[type=number]")
    seen.page.locator("#numbers summary").click()
    field.fill("10")
    field.press("Enter")
    seen.settle()
    assert seen.text("#answer-text") == "With ‘p’ at 10%, there is nothing to choose: 84.0 of 100."


def test_draws_are_refused() -> None:
    with pytest.raises(ModelError, match=r"^The explorer needs single numbers; this model holds draws\.$"):
        explore_page(fate().varied(parameters={"p": np.array([0.2, 0.3])}))


def test_hostile_texts_are_shown_and_do_nothing(window: Show) -> None:
    seen = window("hostile")
    seen.page.select_option("#preset", "view:them")
    seen.page.locator("#whatif-wet").check()
    seen.page.locator("[data-info]").first.hover()
    seen.settle()
    assert seen.messages == []
    assert seen.page.locator("img, iframe").count() == 0
    assert HOSTILE.split("\u2028")[0] in str(seen.page.locator("h1").text_content())
    assert HOSTILE.split("\u2028")[0] in str(seen.page.locator("#claim-list").text_content())


def test_what_is_pointed_at_says_where_it_comes_from(window: Show) -> None:
    seen = window(TWO)
    card = seen.page.locator("#info")
    seen.page.locator("#tree [data-path='1'] .label").first.hover()
    assert "Keep the agreed plan" in card.inner_text()
    seen.page.keyboard.press("Escape")
    assert card.is_hidden()


def test_a_note_is_read_whole_by_keyboard_and_touch(window: Show) -> None:
    seen = window(TWO, has_touch=True, width=1024, height=768)
    note = seen.page.locator("#weight-allied_unity-help")
    button = seen.page.get_by_role("button", name="Note on Allied unity")
    source = "memo S5, S11: Memorandum from Secretary of State Rusk to President Kennedy"
    for act in (button.tap, lambda: button.press("Enter")):
        assert source not in note.inner_text()
        act()
        assert source in note.inner_text()
        assert "Our assumption" in note.inner_text()
        assert button.get_attribute("aria-expanded") == "true"
        cut = "(note) => [...note.children].some((line) => line.scrollHeight > line.clientHeight + 1)"
        assert not note.evaluate(cut)
        button.press("Enter")


def test_the_tree_folds_by_keyboard(window: Show) -> None:
    seen = window(ONE)
    before = seen.page.locator("#tree .node").count()
    seen.page.locator("#tree [tabindex='0']").focus()
    seen.page.keyboard.press("ArrowDown")
    active = "() => document.activeElement.getAttribute('aria-label')"
    assert seen.page.evaluate(active).startswith("In negotiations; rejected; then Who meets Khrushchev")
    seen.page.keyboard.press("ArrowRight")
    assert seen.page.locator("#tree .node").count() > before
    assert seen.page.evaluate("() => document.activeElement.getAttribute('aria-expanded')") == "true"
    seen.page.keyboard.press("ArrowLeft")
    assert seen.page.locator("#tree .node").count() == before


def test_zoom_and_pan_move_the_drawing_alone(window: Show) -> None:
    seen = window(TWO)
    size = "() => [document.getElementById('tree').clientWidth, document.documentElement.scrollWidth]"
    width, page = seen.page.evaluate(size)
    seen.page.locator("#zoom-in").click()
    assert seen.page.evaluate(size)[0] == pytest.approx(1.25 * width, abs=2)
    assert seen.page.evaluate(size)[1] == page
    box = seen.page.locator("#tree-box")
    box.scroll_into_view_if_needed()
    place = box.bounding_box()
    seen.page.mouse.move(place["x"] + 300, place["y"] + 100)
    seen.page.mouse.down()
    seen.page.mouse.move(place["x"] + 200, place["y"] + 100, steps=4)
    seen.page.mouse.up()
    assert box.evaluate("(box) => box.scrollLeft") > 50
    seen.page.locator("#zoom-fit").click()
    assert box.evaluate("(box) => box.scrollWidth <= box.clientWidth + 1")


@pytest.mark.parametrize("picture", ["tree", "curves"])
def test_pictures_can_be_taken_away(picture: str, window: Show, tmp_path: Path) -> None:
    seen = window(TWO, color_scheme="dark")
    with seen.page.expect_download() as found:
        seen.page.locator(f"[data-picture={picture}][data-format=svg]").click()
    file = tmp_path / "picture.svg"
    found.value.save_as(file)
    root = ElementTree.parse(file).getroot()
    assert root.tag == f"{SVG}svg"
    assert root.find(f"{SVG}title") is not None
    assert "var(" not in file.read_text(encoding="utf-8")
    assert (
        "berlin_1961_contingency" in file.read_text(encoding="utf-8") or "contingency (fingerprint" in file.read_text()
    )
    with seen.page.expect_download() as found:
        seen.page.locator(f"[data-picture={picture}][data-format=png]").click()
    found.value.save_as(tmp_path / "picture.png")
    pixels = read_png(tmp_path / "picture.png")
    assert pixels.shape[0] > 200
    assert pixels[:8, :8].min() > 0.99  # light paper, whatever the page's own colours
    assert (pixels[..., :3].std(axis=2) > 0.1).mean() > 0.002  # something is coloured


def read_png(path: Path) -> np.ndarray:
    image = pytest.importorskip("matplotlib.image")
    pixels: np.ndarray = image.imread(path)
    return pixels


def test_copied_weights_paste_into_a_scenario(window: Show, models: Callable[[str], dm.DecisionModel]) -> None:
    seen = window(ONE, hash="#w=10,20,30,5,0,7.5")
    seen.page.locator("#copy").click()
    text = seen.page.locator("#copied-text").input_value()
    lines = (KEPT / f"{ONE}.yaml").read_text(encoding="utf-8")
    pasted = lines.replace("\nperspectives:\n", f"\nperspectives:\n{text}")
    model = dm.parse(pasted, name="pasted").varied(perspective="mine")
    total = seen.page.evaluate("() => explorer.stateAt(explorer.settings.now).solution.total")
    assert float(dm.solve(model).total) == pytest.approx(total, abs=1e-9)


def test_a_large_tree_opens_folded(window: Show) -> None:
    seen = window("wide")
    assert 20 < seen.page.locator("#tree .node").count() < 120
    seen.page.locator("#unfold").click()
    seen.settle()
    assert seen.page.locator("#tree .node").count() >= 1000
