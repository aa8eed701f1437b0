"""How high pictures are that share what is left of a page."""

from __future__ import annotations

import pytest

from decision_model.figures.pdf.document_layout import shared


@pytest.mark.parametrize("room", [-900.0, 0.0, 20.0])
def test_plates_without_room_keep_their_height_for_another_page(room: float) -> None:
    assert shared(room, [4.0, 2.0]) == [4.0, 2.0]


def test_plates_with_some_room_share_it() -> None:
    first, second = shared(360.0, [4.0, 2.0])
    assert first == pytest.approx(2 * second)
    assert 72 * (first + second) < 360.0
