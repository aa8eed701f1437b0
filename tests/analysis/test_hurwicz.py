"""The best case counting so much and the worst the rest: Hurwicz's rule between maximin and maximax."""

from __future__ import annotations

import pytest
from hypothesis import given

import decision_model as dm
from decision_model.errors import ModelError
from decision_model.model import DecisionModel
from tests.properties.strategies import models
from tests.scenarios.berlin import SCENARIOS

REAL_ESTATE = dm.read(SCENARIOS / "textbook" / "real_estate.yaml")


def test_a_published_payoff_table() -> None:
    """Taylor, Introduction to Management Science: with a coefficient of optimism of 0.4 the apartments, 38,000."""
    result = dm.worst_case(REAL_ESTATE, optimism=0.4)
    assert result.mixed == pytest.approx([38_000, 16_000, 18_000])
    assert result.hurwicz is not None
    assert result.hurwicz.titles == ("Apartment building",)
    assert "the best case counting 40%" in result.statement.headline
    assert [row[-1] for row in result.rows()] == pytest.approx([38_000, 16_000, 18_000])


def test_the_picture_shows_the_mixture_that_its_title_speaks_of() -> None:
    result = dm.worst_case(REAL_ESTATE, optimism=0.4)
    drawn = dm.draw(result)
    texts = {text.get_text() for text in drawn.findobj(lambda artist: hasattr(artist, "get_text"))}
    assert {"mixed", "38,000", "16,000", "18,000"} <= texts
    assert "Apartment building" in dm.describe(result)
    assert "counting 40%" in dm.describe(result)


@given(models())
def test_none_is_maximin_and_all_is_maximax(model: DecisionModel) -> None:
    if not model.decisions:
        return
    cautious, bold = (dm.worst_case(model, optimism=share) for share in (0.0, 1.0))
    assert cautious.hurwicz == cautious.maximin
    assert bold.hurwicz == bold.maximax


@pytest.mark.parametrize("optimism", [-0.1, 1.1, float("nan")])
def test_what_is_no_share_is_refused(optimism: float) -> None:
    with pytest.raises(ModelError, match="optimism"):
        dm.worst_case(REAL_ESTATE, optimism=optimism)
