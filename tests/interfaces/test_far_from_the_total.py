"""A ranking whose parts are far larger than its totals, as under a risk tolerance, is shown at once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.interfaces.conftest import Ask

SCENARIO = """\
decision_model: 1
title: A long shot
combine: sum
risk_tolerance: {tolerance}
sequence:
  - {{decide: bet, options: {{yes: Bet, no: Stay out}}}}
  - {{event: luck, outcomes: {{good: Won, bad: Lost}}, chance: {{good: 0.5, bad: rest}}}}
considerations:
  - name: prize
    scores: [{{when: {{bet: yes, luck: good}}, then: {prize}}}, {{when: {{bet: yes}}, then: 0}}, {{otherwise: 2}}]
  - {{name: fame, scores: [{{when: {{bet: yes, luck: good}}, then: {prize}}}, {{otherwise: 1}}]}}
"""


@pytest.mark.parametrize(("prize", "tolerance"), [("1e9", 5), ("1e12", 50), ("1e90", 1), ("300", 20), ("1e9", -5)])
def test_parts_far_from_the_total_are_no_bars(ask: Ask, tmp_path: Path, prize: str, tolerance: float) -> None:
    file = tmp_path / "shot.yaml"
    file.write_text(SCENARIO.format(prize=prize, tolerance=tolerance), "utf-8")
    start = time.process_time()
    said = ask("rank", file)
    assert time.process_time() - start < 2
    assert (said.code, said.err) == (0, "")
    assert "Bet" in said.out
    assert max(map(len, said.out.splitlines())) <= 80
