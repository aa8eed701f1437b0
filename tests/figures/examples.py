"""Models that the figure tests draw: the Berlin story of the design, the oil wildcatter, and harder cases."""

from __future__ import annotations

from decision_model.model import (
    Decision,
    DecisionModel,
    Event,
    Option,
    adjusted,
    consideration,
    decision,
    decision_model,
    event,
)
from decision_model.model.numbers import Source
from decision_model.model.tables import condition

MEETS = {"composition": ["four_power", "bilateral"]}


def berlin() -> DecisionModel:
    """The contingency story of the language's design, with its numbers."""
    return decision_model(
        "A possible meeting with Khrushchev in Berlin",
        _berlin_sequence(),
        [
            consideration(
                "allied_unity",
                [({"allies": "object"}, 20), (None, 80)],
                weight=30,
                label="Allied unity",
                cite="memo S11",
            ),
            consideration(
                "berlin_morale",
                adjusted(
                    60,
                    [
                        ({"outcome": "failure"}, -20),
                        ({"outcome": "failure", "site": "berlin"}, -30),
                        ({"outcome": "success", "site": "berlin"}, 20),
                    ],
                ),
                weight=20,
                label="Morale in Berlin",
                cite="memo S12",
            ),
            consideration(
                "settlement",
                [({"outcome": "success"}, 90), ({"access": "blocked", "composition": "no_meeting"}, 20), (None, 45)],
                weight=35,
                label="A settlement of the access question",
            ),
            consideration("secrecy", [({"planning": "private_bilateral"}, 30), (None, 90)], weight=15, label="Secrecy"),
        ],
        name="contingency",
        question="If access to Berlin is cut, who should meet Khrushchev, and where?",
        parameters={"p_blocked": 0.3, "p_object": 0.7},
        sources={
            "memo": Source("memo", "Memorandum from Secretary of State Rusk to President Kennedy", "FRUS 1961-1963")
        },
    )


def _berlin_sequence() -> list[Decision | Event]:
    return [
        decision(
            "planning",
            {
                "quadripartite_only": "Quadripartite plans only",
                "private_bilateral": "Also plan privately for a bilateral",
            },
            label="What to prepare now",
            cite=["memo S9", "memo S14"],
        ),
        event(
            "access",
            {"open": "Access stays open", "blocked": "Access is blocked"},
            {"blocked": "p_blocked", "open": "rest"},
            label="Allied or German land access",
            cite="memo S5",
        ),
        event(
            "circumstances",
            {"favour_bilateral": "A bilateral looks promising", "favour_four_power": "Four-Power looks promising"},
            {"favour_bilateral": 0.5, "favour_four_power": "rest"},
            label="Which meeting then looks promising",
            only_if={"access": "blocked"},
            cite="memo S7",
        ),
        decision(
            "composition",
            {
                "no_meeting": "No meeting",
                "four_power": "Four-Power summit",
                "bilateral": Option("bilateral", "Bilateral meeting", condition({"planning": "private_bilateral"})),
            },
            label="Who meets Khrushchev",
            only_if={"access": "blocked"},
        ),
        decision("site", {"berlin": "Berlin", "elsewhere": "Elsewhere"}, label="Where to meet", only_if=MEETS),
        event(
            "allies",
            {"accept": "Allies accept", "object": "Allies object"},
            [
                ({"composition": "bilateral", "site": "berlin"}, {"object": "p_object", "accept": "rest"}),
                ({"composition": "bilateral"}, {"object": "p_object / 2", "accept": "rest"}),
                (None, {"object": 0.1, "accept": "rest"}),
            ],
            label="What the allies say",
            only_if=MEETS,
            cite="memo S11",
        ),
        event(
            "outcome",
            {"success": "Success", "failure": "Failure"},
            [
                (
                    {"composition": "bilateral", "circumstances": "favour_bilateral"},
                    {"success": 0.5, "failure": "rest"},
                ),
                (
                    {"composition": "four_power", "circumstances": "favour_four_power"},
                    {"success": 0.5, "failure": "rest"},
                ),
                (None, {"success": 0.3, "failure": "rest"}),
            ],
            label="How the meeting ends",
            only_if=MEETS,
        ),
    ]


def wildcatter() -> DecisionModel:
    """Raiffa's oil wildcatter (Decision Analysis, 1968): test for structure, then drill or not."""
    return decision_model(
        "The oil wildcatter",
        [
            decision("test", {"seismic": "Seismic test", "none": "No test"}, label="Test first?"),
            event(
                "structure",
                {"no": "No structure", "open": "Open structure", "closed": "Closed structure"},
                [
                    ({"oil": "dry"}, {"no": 0.6, "open": 0.3, "closed": 0.1}),
                    ({"oil": "wet"}, {"no": 0.3, "open": 0.4, "closed": 0.3}),
                    ({"oil": "soaking"}, {"no": 0.1, "open": 0.4, "closed": 0.5}),
                ],
                label="What the test shows",
                only_if={"test": "seismic"},
            ),
            decision("drill", {"drill": "Drill", "not": "Do not drill"}, label="Drill?"),
            event(
                "oil",
                {"dry": "Dry", "wet": "Wet", "soaking": "Soaking"},
                {"dry": 0.5, "wet": 0.3, "soaking": 0.2},
                label="What is in the ground",
            ),
        ],
        [
            consideration("test_cost", [({"test": "seismic"}, -10), (None, 0)], label="Cost of the test"),
            consideration("drilling", [({"drill": "drill"}, -70), (None, 0)], label="Cost of drilling"),
            consideration(
                "oil_found",
                [
                    ({"drill": "drill", "oil": "wet"}, 120),
                    ({"drill": "drill", "oil": "soaking"}, 270),
                    (None, 0),
                ],
                label="Value of the oil",
            ),
        ],
        combine="sum",
        unit="thousand USD",
        name="oil_wildcatter",
    )


def large(levels: int, branches: int = 2) -> DecisionModel:
    """A tree without identical parts: decisions and events in turn, every path with a total of its own."""
    sequence: list[Decision | Event] = []
    scores = []
    states = [f"s{index}" for index in range(branches)]
    for level in range(levels):
        name = f"step{level}"
        if level % 2:
            sequence.append(event(name, states, {**dict.fromkeys(states[1:], 1 / branches), states[0]: "rest"}))
        else:
            sequence.append(decision(name, states))
        scores += [({name: state}, index * 7.3 * 0.61**level) for index, state in enumerate(states) if index]
    return decision_model(
        "A large tree",
        sequence,
        [consideration("gain", adjusted(10, scores[::2])), consideration("worth", adjusted(5, scores[1::2] or scores))],
        combine="sum",
        unit="points",
    )


def costs() -> DecisionModel:
    """Three bids; the lowest price is best."""
    return decision_model(
        "Three bids",
        [decision("bid", ["dear", "cheap", "middling"])],
        [
            consideration("price", [({"bid": "dear"}, 150), ({"bid": "cheap"}, 90), (None, 110)]),
            consideration("transport", 10),
        ],
        combine="sum",
        unit="USD",
        better="lower",
        name="bids",
    )


def levelled() -> DecisionModel:
    """A value tree of two groups, and citations of two sources."""
    return decision_model(
        "Two groups",
        [
            decision("go", {"yes": "Go", "no": "Stay"}, label="Whether to go", cite=["memo S1", "letter 2", "memo S3"]),
            event("luck", {"good": "Good", "bad": "Bad"}, {"good": 0.4, "bad": "rest"}, label="Luck", cite="letter 5"),
        ],
        [
            consideration(
                "abroad",
                weight=3,
                label="Abroad",
                considerations=[
                    consideration("allies", [({"go": "yes"}, 80), (None, 30)], weight=1, label="Allies"),
                    consideration("rivals", [({"luck": "good"}, 70), (None, 40)], weight=2, label="Rivals"),
                ],
            ),
            consideration("home", [({"go": "yes", "luck": "bad"}, 10), (None, 60)], weight=1, label="At home"),
        ],
        sources={
            "memo": Source("memo", "A memorandum", "Archive 1"),
            "letter": Source("letter", "A letter", "Archive 2"),
            "unused": Source("unused", "Never cited"),
        },
    )
