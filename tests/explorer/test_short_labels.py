"""Short labels stand where the page is tight, and the full ones where they are heard or pointed at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import decision_model as dm
from decision_model.interfaces.explorer import explore_page
from decision_model.model import Option, Outcome

Show = Callable[..., Any]
AIRLIFT, ROAD = "Supply the whole of the city by air through the winter", "Send an armed convoy down the motorway"
MILD, HARD = "A mild winter with hardly any fog", "A hard winter with fog for weeks"
PEACE = "Keeping the peace between the great powers"
WIDE, NARROW = 1440, 390


@pytest.fixture(scope="module")
def text() -> str:
    """The page of a model in which everything but one option has a short label."""
    options = {
        "air": Option("air", AIRLIFT, short="Airlift"),
        "road": Option("road", ROAD, short="Convoy"),
        "talk": Option("talk", "Talk"),
    }
    outcomes = {"mild": Outcome("mild", MILD, short="Mild"), "hard": Outcome("hard", HARD, short="Hard")}
    scores = [({"supply": "air", "winter": "mild"}, 90), ({"supply": "road"}, 20), (None, 60)]
    return explore_page(
        dm.decision_model(
            "Supply",
            [dm.decision("supply", options), dm.event("winter", outcomes, {"mild": 0.5, "hard": "rest"})],
            [
                dm.consideration("peace", scores, weight=60, label=PEACE, short="Peace"),
                dm.consideration("cost", [({"supply": "air"}, 30), (None, 70)], weight=40),
            ],
        )
    )


def tree_labels(page: Any) -> str:
    return " ".join(page.locator("#tree .label").all_text_contents())


@pytest.mark.parametrize("scripts", [True, False], ids=["live", "before the script"])
@pytest.mark.parametrize(("width", "full", "short"), [(WIDE, True, False), (NARROW, False, True)])
def test_the_ranking_is_short_on_narrow_screens_alone(
    width: int, full: bool, short: bool, scripts: bool, text: str, window: Show
) -> None:
    first = window(text=text, width=width, java_script_enabled=scripts).page.locator(
        "#ranking-lists li", has_text="Airlift"
    )
    names = {kind: first.locator(f".{kind}-name") for kind in ("full", "short")}
    widths = {kind: name.evaluate("name => name.getBoundingClientRect().width") for kind, name in names.items()}
    assert (widths["full"] > 1, widths["short"] > 1) == (full, short)
    assert names["full"].text_content() == names["short"].get_attribute("title") == AIRLIFT
    assert names["short"].get_attribute("aria-hidden") == "true"


def test_an_option_without_a_short_label_keeps_its_own(text: str, window: Show) -> None:
    row = window(text=text, width=NARROW).page.locator("#ranking-lists li", has_text="Talk")
    assert row.locator(".name").inner_text() == "Talk"
    assert row.locator(".short-name").count() == 0


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_tree_is_short_where_the_full_labels_do_not_fit(width: int, text: str, window: Show) -> None:
    page = window(text=text, width=width).page
    if width == NARROW:
        page.locator("#tree-kind").click()
    shown = tree_labels(page)
    assert ("Airlift" in shown, "Supply the whole" in shown) == (width == NARROW, width == WIDE)
    assert page.locator(f'#tree [role=treeitem][aria-label^="{AIRLIFT}"]').count() == 1


def test_the_heads_of_the_table_are_short_and_heard_in_full(text: str, window: Show) -> None:
    page = window(text=text).page
    head = page.locator("#ranking-table th[scope=col]", has_text="Peace")
    assert head.text_content() == "Peace"
    assert head.get_attribute("title") == head.get_attribute("aria-label") == PEACE


def test_sentences_say_the_full_label(text: str, window: Show) -> None:
    opened = window(text=text)
    assert "Airlift" not in opened.text("#answer")
    assert not opened.messages
