"""Every colour the page uses, as the browser computes it, on its ground: 4.5 to 1 for text, 3 to 1 for the rest."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import decision_model as dm
from decision_model.figures.page.hues import coloured
from decision_model.figures.page.style import DARK, LIGHT
from decision_model.interfaces.explorer import explore_page
from decision_model.interfaces.explorer.style_sheet import style_sheet, variables
from decision_model.model.hues import HUES
from decision_model.scenario import read
from tests.explorer.test_page import contrast
from tests.profiles import whole_look

BERLIN = Path(__file__).parents[2] / "scenarios" / "berlin_1961" / "contingency.yaml"
Show = Callable[..., Any]
PAGES = ("berlin_1961/contingency", "textbook/oil_wildcatter")
TEXT, GRAPHICS = 4.5, 3.0

USED = """() => {
  const clear = (colour) => /^rgba\\(.*, 0\\)$/.test(colour) || colour === "none" || colour === "transparent";
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (!clear(colour)) return colour;
    }
    return getComputedStyle(document.body).backgroundColor;
  };
  const name = (each) => `${each.tagName.toLowerCase()}.${each.getAttribute("class") || each.id}`, found = [];
  const add = (kind, each, colour, on) => clear(colour) || found.push([kind, name(each), colour, on]);
  for (const each of document.querySelectorAll("body *")) {
    if (!each.getClientRects().length) continue;
    if (each.closest("script, style, .visually-hidden, .skip, :disabled, title")) continue;
    const style = getComputedStyle(each), own = ground(each), around = ground(each.parentElement ?? each);
    const says = [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (each.ownerSVGElement) {
      if (says) add("text", each, style.fill, own);
      else if (each.matches(".branch, .struck, .mark, .plus, .line, .envelope, .dot, .now, .chip")) {
        add("graphics", each, style.stroke, own);
        if (each.matches(".plus")) add("graphics", each, style.stroke, getComputedStyle(each.previousSibling).fill);
      }
      continue;
    }
    if (says || each.matches("input[type=number], textarea")) add("text", each, style.color, own);
    if (each.matches("button, select, input:not([type=range]), textarea, .swatch, .bar i")) {
      add("graphics", each, style.borderLeftWidth === "0px" ? style.borderRightColor : style.borderLeftColor, around);
    }
    if (each.matches(".tick, .bar b")) add("graphics", each, style.backgroundColor, around);
    if (each.matches(".band")) add("graphics", each, style.backgroundColor, around);
    if (each.matches(".track")) add("graphics", each, getComputedStyle(each, "::before").borderLeftColor, around);
    if (each.matches(".switch input")) add("graphics", each, getComputedStyle(each, "::before").backgroundColor, own);
  }
  return found;
}"""


def used(page: Any) -> set[tuple[str, str, str, str]]:
    return {(kind, name, written(colour), written(ground)) for kind, name, colour, ground in page.evaluate(USED)}


def written(colour: str) -> str:
    """`rgb(1, 2, 3)` as `#010203`."""
    numbers = re.findall(r"[\d.]+", colour)
    assert len(numbers) == 3, f"{colour} is see-through"
    return "#" + "".join(f"{int(number):02x}" for number in numbers)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("page", [*PAGES, "long"])
def test_everything_shown_can_be_told_from_its_ground(page: str, mode: str, window: Show) -> None:
    seen = window(page, color_scheme=mode)
    seen.page.evaluate("() => document.querySelectorAll('details').forEach((each) => (each.open = true))")
    for reached in (".switch input", "#copy"):
        if seen.page.locator(reached).count():
            seen.page.locator(reached).first.click()
    seen.page.locator("#tree .label").first.hover()
    seen.settle()
    found = used(seen.page)
    assert {"text", "graphics"} == {kind for kind, *_ in found}
    assert len(found) > 40
    least = {"text": TEXT, "graphics": GRAPHICS}
    weak = [(*each, round(contrast(each[2], each[3]), 2)) for each in found if contrast(*each[2:]) < least[each[0]]]
    assert weak == []


GROUNDS = ("paper", "band", "tint")
PAIRS = {
    TEXT: [(text, ground) for text in ("ink", "soft", "accent") for ground in GROUNDS]
    + [("alarm", "paper"), ("good", "paper"), ("paper", "accent"), ("ink", "paper")],
    GRAPHICS: [(line, ground) for line in ("line", "soft", "accent") for ground in GROUNDS],
}
DECORATION = {"edge", "grain"}
"""Hairlines between cards, and the texture of bars whose outline carries the contrast."""


@pytest.mark.parametrize(("colours", "mode"), [(LIGHT, "light"), (DARK, "dark")])
def test_every_pair_of_the_palette_has_its_contrast(colours: Any, mode: str) -> None:
    named = variables(colours, mode)
    for least, pairs in PAIRS.items():
        for one, other in pairs:
            assert contrast(named[one], named[other]) >= least, (one, other)
    for fill in (
        coloured(hue, shade) for hue in HUES.values() for shade in (*colours.considerations, *colours.options)
    ):
        # A fill may be pale: its outline, as thin as it is, is told from it or from the paper around it.
        assert max(contrast(named["ink"], fill), contrast(fill, named["paper"])) >= GRAPHICS, fill
        assert contrast(named["ink"], named["paper"]) >= GRAPHICS


def test_no_colour_of_the_style_sheet_is_forgotten() -> None:
    held = {name for pairs in PAIRS.values() for pair in pairs for name in pair} | DECORATION
    assert set(re.findall(r"var\(--(\w+)\)", style_sheet(read(BERLIN)))) - {"at", "from", "to", "part"} == held
    own = re.sub(r":root \{[^}]*\}|\.(?:colour|option)-\d+ \{[^}]*\}", "", style_sheet(read(BERLIN)))
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", own)) <= {"#000", "#ffffff"}  # black lines, and the figure's paper


@whole_look
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_modes_of_the_page_can_be_told_from_their_ground(
    mode: str, window: Show, models: Callable[[str], dm.DecisionModel]
) -> None:
    page = window(text=explore_page(models(PAGES[0]), predict=True), color_scheme=mode).page
    found = used(page)
    page.locator("#ask-options input").last.check()
    page.click("#ask-go .main")
    page.wait_for_timeout(100)
    page.click("#tree-kind")
    page.locator("#tree-list summary").last.click()
    page.locator("#weights .rail input").first.press("End")
    page.wait_for_timeout(100)
    found |= used(page)
    page.click("#play")
    page.locator("#story-body .choices button").last.click()
    found |= used(page)
    page.locator("#story-body .main").click()
    found |= used(page)
    least = {"text": TEXT, "graphics": GRAPHICS}
    weak = [(*each, round(contrast(each[2], each[3]), 2)) for each in found if contrast(*each[2:]) < least[each[0]]]
    assert weak == []
