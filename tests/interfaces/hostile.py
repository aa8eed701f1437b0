"""Scenarios whose labels are what careless or hostile people write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from decision_model.interfaces.files import as_json

Dress = Callable[[str], str]

LABELS: dict[str, Dress] = {
    "controls": lambda text: f"{text}\t\x1b[31mred\x1b]0;title\x07\x9b2J\r\n\x00x\x7f\u2028\u202e",
    "formulas": lambda text: f' \n=HYPERLINK("{text}");\u00a0@1+1; -2',
    "unbroken": lambda text: text + "W" * 1000,
    "markup": lambda text: f"$x_{{1}}$ \\frac <script>alert('{text}')</script> &amp; [b] {{{{7*7}}}} ]]> --> `|` %s",
    "piled": lambda text: text + "e" + "\u0301\u0327\u0489" * 400,
    "lines": lambda text: f"{text}\n" * 40,
    "long": lambda text: text + "\u8a9e" * 1000,
    "scripts": lambda text: f"\u200f{text} \u0645\u0646 \u65e5\u672c \U0001f600 e\u0301\u0302",
}


def scenario(dress: Dress, score: float = 100.0, combine: str = "weighted") -> str:
    """A small scenario with everything that has a label, each dressed; the best score is `score`."""
    weights = combine == "weighted"
    considerations: list[dict[str, Any]] = [
        {
            "name": "gain",
            "label": dress("Gain"),
            **({"weight": {"value": 60, "range": [20, 80]}} if weights else {}),
            "scores": [
                {"when": {"act": "first", "luck": "good"}, "then": score},
                {
                    "otherwise": {
                        "value": score * 0.3,
                        "range": sorted((score * 0.1, score * 0.6)),
                        "note": dress("Note"),
                    }
                },
            ],
        },
        {
            "name": "calm",
            "label": dress("Calm"),
            **({"weight": 40} if weights else {}),
            "scores": [{"when": {"act": "first"}, "then": score * 0.2}, {"otherwise": score * 0.7}],
        },
    ]
    perspectives = {"other": {"label": dress("Other"), "weights": {"gain": 1, "calm": 9}}}
    return as_json(
        {
            "decision_model": 1,
            "title": dress("Title"),
            "question": dress("Question"),
            "decision_maker": dress("Maker"),
            "note": dress("Note"),
            **({} if weights else {"combine": combine, "unit": dress("USD")}),
            "sources": {"memo": {"title": dress("Memo"), "reference": dress("Reference")}},
            "parameters": {
                "chance": {"value": 0.5, "range": [0.1, 0.9], "label": dress("Chance"), "cite": "memo", "note": "n"}
            },
            "sequence": [
                {"decide": "act", "label": dress("Act"), "options": {"first": dress("A"), "second": dress("B")}},
                {
                    "event": "luck",
                    "label": dress("Luck"),
                    "outcomes": {"good": dress("Good"), "bad": dress("Bad")},
                    "chance": {"good": "chance", "bad": "rest"},
                },
            ],
            "considerations": considerations,
            **({"perspectives": perspectives} if weights else {}),
            "what_ifs": {"likely": {"label": dress("Likely"), "parameters": {"chance": 0.7}}},
            "claims": [{"claim": dress("Claim"), "expect": {"best": {"act": "first"}}}],
        }
    )
