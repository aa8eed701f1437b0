"""On paper: few pages, nothing lost, no holes, and the best plan to be seen without colour."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.explorer.conftest import package

Show = Callable[..., Any]
BERLIN = ("berlin_1961/contingency", "berlin_1961/options")
PAGES = (*BERLIN, "textbook/oil_wildcatter", "long")
FORMATS = ("A4", "Letter")
MOST = {"long": 4}
"""Labels of 80 characters take a sheet more than the three that every scenario has."""

SCALE = 2.0
INK, PAPER = 140, 250


class Paper:
    """A page printed to PDF, its texts and its sheets in grey, (rows, columns) from 0 to 255."""

    def __init__(self, page: Any, file: Path, paper: str = "A4") -> None:
        file.write_bytes(page.pdf(format=paper, prefer_css_page_size=False))
        document = package("pypdfium2").PdfDocument(file)
        try:
            self.texts = [
                " ".join(sheet.get_textpage().get_text_range().replace("\ufffe", "-").split()) for sheet in document
            ]
            self.sheets = [
                np.asarray(sheet.render(scale=SCALE, grayscale=True).to_numpy()).squeeze() for sheet in document
            ]
        finally:
            document.close()

    @property
    def text(self) -> str:
        return " ".join(self.texts)


def opened(name: str, window: Show, **options: Any) -> Any:
    return window(name, **options).page


@pytest.mark.parametrize("paper", FORMATS)
@pytest.mark.parametrize("name", PAGES)
def test_paper_takes_three_pages_and_loses_no_heading(name: str, paper: str, window: Show, tmp_path: Path) -> None:
    page = opened(name, window)
    headings = page.evaluate("""() => [...document.querySelectorAll("h1, h2, h3")]
      .filter((each) => !each.closest(".visually-hidden, #numbers, #whatifs, #info, [hidden], dialog"))
      .filter((each) => each.textContent.trim())
      .map((each) => each.textContent.replace(/\\s+/g, " ").trim())""")
    printed = Paper(page, tmp_path / "page.pdf", paper)
    assert len(headings) > 5
    assert len(printed.sheets) <= MOST.get(name, 3)
    assert [each for each in headings if each not in printed.text] == []
    for answer in page.locator("#answer-text, #plan li, #switching li").all_inner_texts():
        assert " ".join(answer.split()) in printed.text


@pytest.mark.parametrize("name", PAGES)
def test_paper_has_no_large_gap(name: str, window: Show, tmp_path: Path) -> None:
    for sheet, last in ends(Paper(opened(name, window), tmp_path / "page.pdf").sheets):
        rows = np.flatnonzero((sheet < INK).any(axis=1))
        assert np.diff(rows).max() < 0.15 * sheet.shape[0]
        assert last or rows[-1] > 0.6 * sheet.shape[0]  # no page but the last is left half empty


def ends(sheets: list[np.ndarray]) -> list[tuple[np.ndarray, bool]]:
    return [(sheet, place == len(sheets) - 1) for place, sheet in enumerate(sheets)]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("name", BERLIN)
def test_the_best_plan_stands_out_in_grey(name: str, mode: str, window: Show) -> None:
    """Measured on the printed drawing itself, without colour: the best branch is darker and three times as thick."""
    page = opened(name, window, color_scheme=mode, device_scale_factor=2)
    page.emulate_media(media="print")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    kinds = {kind: min(page.locator(f"#tree path.branch.{kind}").count(), 3) for kind in ("best", "rejected")}
    inks = {kind: [across(page, kind, place) for place in range(count)] for kind, count in kinds.items()}
    thickness = {kind: np.median([(column < 200).sum() for column in found]) for kind, found in inks.items()}
    darkest = {kind: np.median([column.min() for column in found]) for kind, found in inks.items()}
    assert thickness["best"] >= 2 * thickness["rejected"] > 0
    assert darkest["best"] < darkest["rejected"]
    assert darkest["best"] < INK
    assert all(column[0] > PAPER for found in inks.values() for column in found)  # white paper in every mode


def across(page: Any, kind: str, place: int) -> np.ndarray:
    """Grey levels of a cut straight through the level end of a drawn branch."""
    edge = page.locator(f"#tree path.branch.{kind}").nth(place)
    x, y = edge.evaluate("""(edge) => {
      const end = edge.getPointAtLength(edge.getTotalLength() - 10), at = edge.getScreenCTM();
      return [end.x * at.a + at.e + scrollX, end.y * at.d + at.f + scrollY];
    }""")
    picture = page.screenshot(full_page=True, clip={"x": x, "y": y - 6, "width": 2, "height": 12})
    return grey(picture)[:, 1]


def grey(picture: bytes) -> np.ndarray:
    """A PNG as grey levels of Rec. 601, (rows, columns)."""
    from io import BytesIO

    from PIL import Image

    with Image.open(BytesIO(picture)) as image:
        return np.asarray(image.convert("L"))
