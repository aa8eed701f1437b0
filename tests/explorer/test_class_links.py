"""What the real page copies, links and entries, is what the class reads: names, choice, weights and version."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import decision_model as dm
from decision_model.analysis.classroom.ballots import asked
from decision_model.interfaces.classroom import read_answers
from tests.explorer.conftest import KEPT

TWO = "berlin_1961/contingency"
NAME = "Équipe 7 & Söhne, #1 = 100%"


def test_links_and_entries_of_the_page_in_one_mail(window: Callable[..., Any], tmp_path: Path) -> None:
    page = window(TWO, hash="#w=10,20,30,5,0,7.5&choice=private_bilateral").page
    page.fill("#your-name", NAME)
    page.click("#copy-link")
    link = page.locator("#copied-text").input_value()
    page.fill("#your-name", "Zoë")
    page.click("#copy")
    entry = page.locator("#copied-text").input_value()
    file = tmp_path / "chat.txt"
    file.write_text(f"Hello,\n<{link}>, and my neighbour's:\n\n{entry}\nBye", "utf-8")
    model = dm.read(KEPT / f"{TWO}.yaml")
    found = read_answers(model, [file], names=True)
    assert (found.troubles, found.notes) == ((), ())
    assert [ballot.name for ballot in found.ballots] == [NAME, "Zoë"]
    wanted = dict(zip([each.name for each in model.walk()], [10, 20, 30, 5, 0, 7.5], strict=True))
    for ballot in found.ballots:
        assert [ballot.weights[each.name] for each in asked(model)] == [wanted[each.name] for each in asked(model)]
    assert found.ballots[0].choice == "private_bilateral"
