"""Statements of the cases beside Berlin that no form of claim can say."""

from __future__ import annotations

from decision_model.scenario import read
from tests.scenarios.siblings.table import SCENARIOS


def test_v10_nobody_is_said_to_have_predicted_progress() -> None:
    """V10: neither Thompson nor Rusk foretold a result, so no claim is about one and its chance is ours."""
    model = read(SCENARIOS / "vienna_1961" / "meeting.yaml")
    chance = model.parameters["p_agreed"].number
    assert chance.basis == "assumption"
    assert {each.locator for each in chance.cite} == {"69"}
    likely = [each.text for each in model.claims if each.expect.form == "chance"]
    assert likely == ["Laos is likelier to be negotiated while the meeting stays in prospect."]
