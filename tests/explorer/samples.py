"""A model whose every text tries to be something else, and one whose tree is large."""

from __future__ import annotations

import decision_model as dm
from decision_model.model import (
    Claim,
    Expectation,
    Number,
    Option,
    Outcome,
    Parameter,
    Perspective,
    Source,
    WhatIf,
    interaction,
    number,
)
from decision_model.model.considerations import Beyond, Scale
from decision_model.model.numbers import Citation, frozen

HOSTILE = "</script><img src=x onerror=alert(1)>\"'&{{7*7}}<!--\u2028"


def hostile() -> dm.DecisionModel:
    """The same hostile text in every label, note and locator."""
    cite = (Citation("memo", HOSTILE),)
    options = {name: Option(name, f"{HOSTILE} {name}", note=HOSTILE, cite=cite) for name in ("go", "stay")}
    outcomes = {name: Outcome(name, f"{HOSTILE} {name}", note=HOSTILE, cite=cite) for name in ("rain", "sun")}
    chance = Number(number("p").formula, note=HOSTILE, cite=cite)
    return dm.decision_model(
        HOSTILE,
        [
            dm.decision("walk", options, label=f"{HOSTILE} walk", note=HOSTILE, cite=cite),
            dm.event("sky", outcomes, {"rain": chance, "sun": "rest"}, label=f"{HOSTILE} sky", note=HOSTILE, cite=cite),
        ],
        [
            dm.consideration(
                "dry", [({"sky": "rain", "walk": "go"}, 0), (None, 90)], weight=30, label=f"{HOSTILE} dry"
            ),
            dm.consideration(
                "fun", [({"walk": "go"}, 80), (None, 10)], weight=70, label=f"{HOSTILE} fun", note=HOSTILE
            ),
        ],
        name=HOSTILE,
        question=HOSTILE,
        decision_maker=HOSTILE,
        note=HOSTILE,
        sources={"memo": Source("memo", HOSTILE, HOSTILE, note=HOSTILE)},
        parameters={"p": Parameter("p", Number(number(0.4).formula, (0.1, 0.9), note=HOSTILE, cite=cite), HOSTILE)},
        perspectives={"them": Perspective("them", HOSTILE, frozen({"dry": number(90)}), note=HOSTILE, cite=cite)},
        what_ifs={"wet": WhatIf("wet", HOSTILE, frozen({"p": number(0.9)}), note=HOSTILE, cite=cite)},
        claims=(Claim(HOSTILE, Expectation("best", frozen({"walk": "go"})), HOSTILE, cite),),
    )


def wide(stages: int = 4) -> dm.DecisionModel:
    """A tree of more than a thousand nodes: a choice, then a turn of events, stage after stage."""
    sequence = []
    scores = []
    for stage in range(stages):
        sequence.append(dm.decision(f"move{stage}", {"left": f"Left at {stage}", "right": f"Right at {stage}"}))
        sequence.append(
            dm.event(
                f"luck{stage}",
                {"good": "Good", "fair": "Fair", "bad": "Bad"},
                {"good": 0.3, "fair": 0.3, "bad": "rest"},
            )
        )
        scores.append(({f"move{stage}": "right", f"luck{stage}": "good"}, 12 + stage))
        scores.append(({f"move{stage}": "left", f"luck{stage}": ["good", "fair"]}, 5 + 2 * stage))
    return dm.decision_model(
        "Wide",
        sequence,
        [
            dm.consideration("gain", dm.adjusted(20, scores), weight=60),
            dm.consideration("ease", dm.adjusted(50, [({"move0": "left"}, 20)]), weight=40),
        ],
    )


def together(combine: str) -> dm.DecisionModel:
    """A choice and a turn of events whose values count together."""
    way = dm.decision("way", {"a": "The high road", "b": "The low road"})
    luck = dm.event(
        "luck", ["good", "bad"], [({"way": "a"}, {"good": "p", "bad": "rest"}), (None, {"good": 0.5, "bad": 0.5})]
    )
    parts = [
        dm.consideration("pace", [({"way": "a", "luck": "good"}, 90), ({"luck": "good"}, 60), (None, 20)], weight=60),
        dm.consideration("calm", [({"way": "b"}, 80), (None, 30)], weight=30),
        dm.consideration(
            "cost",
            weight=40,
            considerations=[
                dm.consideration("now", [({"way": "a"}, 20), (None, 70)], weight=2),
                dm.consideration("later", [({"luck": "bad"}, 10), (None, 50)], weight=1),
            ],
        ),
    ]
    more = (
        {"interactions": (interaction("pace", "calm", 0.3), interaction("pace", "calm", "cost", -0.2))}
        if combine == "choquet"
        else {}
    )
    ranged = {"p": Number(number(0.6).formula, (0.2, 0.9))}
    return dm.decision_model("Together", [way, luck], parts, combine=combine, parameters=ranged, **more)


def sums() -> dm.DecisionModel:
    """A sum over steps, booked in parts, on a scale of its own, with a parameter that moves."""
    steps = [
        dm.event("one", {"low": -1, "high": number("x")}, {"low": 0.4, "high": "rest"}),
        dm.decision("act", {"less": 2, "more": 5}),
        dm.event("two", {"low": 0, "high": 4}, [({"act": "more"}, {"low": 0.5, "high": 0.5}), (None, "low")]),
    ]
    worth = dm.consideration("worth", "2 * act - (one - x * two) + act * one - 3", scale=(-60.0, 60.0))
    ranged = {"x": Number(number(3).formula, (1.0, 4.0))}
    return dm.decision_model("Sums", steps, [worth, dm.consideration("calm", 40)], parameters=ranged)


def curves() -> dm.DecisionModel:
    """Numbers that are formulas of every kind, of two parameters that may leave what the formulas are made for."""
    formulas = [
        "exp(x) + y",
        "log(x + y)",
        "x ^ y",
        "-x ^ 2 + 2 ^ -y",
        "abs(x - y)",
        "round(4 * x) / y",
        "min(3, 1 / x)",
        "max(y, x)",
    ]
    options = [f"way{number}" for number in range(len(formulas))]
    scores = [({"way": option}, formula) for option, formula in zip(options, formulas, strict=True)]
    ranged = {name: Number(number(value).formula, (0.5, 3.0)) for name, value in (("x", 1.5), ("y", 2.0))}
    return dm.decision_model(
        "Curves",
        [dm.decision("way", options)],
        [dm.consideration("gain", scores)],
        combine="sum",
        parameters=ranged | {"twice": "2 * x"},
    )


def believers() -> dm.DecisionModel:
    """Variations that change chances and caution, where the model itself has no risk tolerance."""
    chances = [({"way": "a"}, {"good": 0.6, "bad": "rest"}), (None, {"good": "p", "bad": "q - p"})]
    base = dm.decision_model(
        "Believers",
        [dm.decision("way", ["a", "b"]), dm.event("luck", ["good", "bad"], chances)],
        [
            dm.consideration("gain", [({"way": "a", "luck": "good"}, 95), ({"luck": "bad"}, 20), (None, 70)], weight=3),
            dm.consideration("calm", [({"way": "a"}, 40), (None, 60)], weight=1),
        ],
        parameters={"p": Number(number(0.5).formula, (0.2, 0.8)), "q": 1},
    )
    rare = frozen({"luck.chance.1.good": number(0.2)})
    both = frozen({"luck.chance.2.good": number("p / 2"), "luck.chance.2.bad": number("1 - p / 2")})
    return base.copied(
        what_ifs=frozen(
            {
                "rare": WhatIf("rare", "Luck is rare", chances=rare),
                "careful": WhatIf("careful", "Careful", chances=both, risk_tolerance=number(15)),
                "bold": WhatIf("bold", "Bold", frozen({"p": number(0.3)}), risk_tolerance=number(-40)),
            }
        ),
        perspectives=frozen(
            {
                "rare": Perspective("rare", "Sceptics", frozen({"calm": number(5)}), chances=rare),
                "same": Perspective("same", "Others", frozen({"calm": number(9)})),
                "cautious": Perspective("cautious", "The cautious", risk_tolerance=number(10)),
            }
        ),
    )


def papers() -> dm.DecisionModel:
    """Options and outcomes that are numbers, free and worked out, one of which is absent in some cases."""
    order = {"two": Option("two", value=number(2)), "four": Option("four", value=Number(number(4).formula, (3.0, 6.0)))}
    demand = {"low": number("price / 5"), "high": Number(number(5).formula, (1.0, 9.0))}
    return dm.decision_model(
        "Papers",
        [
            dm.decision("order", order),
            dm.event("strike", ["yes", "no"], {"yes": 0.1, "no": "rest"}),
            dm.event("demand", demand, {"low": 0.3, "high": "rest"}, only_if={"strike": "no"}),
        ],
        [
            dm.consideration("sales", [({"strike": "no"}, "price * min(order, demand)"), (None, "-order")]),
            dm.consideration("rest", dm.adjusted("order ^ 2 / 4", [({"strike": "no"}, "demand - order"), (None, 1)])),
        ],
        combine="sum",
        parameters={"price": Number(number(5).formula, (4.0, 6.0))},
        what_ifs={"known": WhatIf("known", "Known", know_before=frozen({"strike": "order"}))},
    )


def beyond(kind: Beyond) -> dm.DecisionModel:
    """Scores that leave their scales, straight and bent, whole and in parts."""
    bent = ((0.0, 0.0), (20.0, 0.7), (50.0, 1.0))
    by = [({"way": "a"}, "3 * p"), ({"luck": "bad"}, -30)]
    return dm.decision_model(
        "Beyond",
        [dm.decision("way", ["a", "b"]), dm.event("luck", ["good", "bad"], {"good": 0.4, "bad": "rest"})],
        [
            dm.consideration("whole", [({"way": "a"}, "p"), (None, 30)], scale=Scale(40, 10, beyond=kind)),
            dm.consideration("bent", dm.adjusted(20, by), scale=Scale(0, 50, bent, beyond=kind), weight=2),
            dm.consideration("parts", dm.adjusted(10, by), scale=Scale(0, 60, beyond=kind), weight=3),
        ],
        parameters={"p": Number(number(20).formula, (-60.0, 80.0))},
    )


def herd(months: int = 9) -> dm.DecisionModel:
    """A vet who each month knows that month's test alone, over so many months."""
    sequence = []
    for month in range(1, months + 1):
        before = {f"health_{month - 1}": "ill"}
        chances = [({**before, f"treat_{month - 1}": "treat"}, {"ill": "eased", "well": "rest"})] if month > 1 else []
        chances += [(before, {"ill": 0.9, "well": "rest"})] if month > 1 else []
        sequence += [
            dm.event(f"health_{month}", ["ill", "well"], [*chances, (None, {"ill": 0.2, "well": "rest"})]),
            dm.event(
                f"test_{month}",
                ["positive", "negative"],
                [
                    ({f"health_{month}": "ill"}, {"positive": "caught", "negative": "rest"}),
                    (None, {"positive": 0.1, "negative": "rest"}),
                ],
            ),
            dm.decision(f"treat_{month}", ["treat", "leave"], knows=[f"test_{month}"]),
        ]
    costs = [({f"treat_{month}": "treat"}, -40) for month in range(1, months + 1)]
    losses = [({f"health_{month}": "ill"}, "-loss") for month in range(2, months + 1)]
    ranges = {"eased": (0.5, (0.0, 1.0)), "caught": (0.8, (0.5, 1.0)), "loss": (100, (0.0, 400.0))}
    return dm.decision_model(
        "A herd",
        sequence,
        [dm.consideration("money", dm.adjusted(0, [*costs, *losses]))],
        combine="sum",
        parameters={name: Number(number(value).formula, span) for name, (value, span) in ranges.items()},
    )


def fate() -> dm.DecisionModel:
    """Nothing to decide: two turns of events, one of them read off the other."""
    sky = dm.event("sky", ["rain", "sun"], {"rain": "p", "sun": "rest"})
    glass = dm.event(
        "glass",
        ["falls", "rises"],
        [({"sky": "rain"}, {"falls": 0.8, "rises": "rest"}), (None, {"falls": 0.3, "rises": "rest"})],
    )
    ranged = {"p": Number(number(0.4).formula, (0.1, 0.9))}
    return dm.decision_model(
        "Fate",
        [glass, sky],
        [dm.consideration("mood", [({"sky": "sun"}, 90), (None, 30)], weight=1)],
        parameters=ranged,
    )


def long_labels() -> dm.DecisionModel:
    """Labels of 80 characters wherever there is one, in a tree of two stages."""

    def label(words: str) -> str:
        return f"{words}, which takes as many words as a cautious ministry needs to name a thing"[:80].strip()

    first = {name: label(f"Proposal {name} of the working group") for name in ("one", "two", "three")}
    last = {"accept": label("Accept the counter-proposal"), "refuse": label("Refuse the counter-proposal")}
    turns = {"warm": label("The other side answers warmly"), "cold": label("The other side answers coldly")}
    chances = [({"offer": "one"}, {"warm": "p", "cold": "rest"}), (None, {"warm": 0.35, "cold": "rest"})]
    scores = [({"offer": "one", "answer": "warm"}, 90), ({"reply": "accept", "answer": "cold"}, 35), (None, 55)]
    return dm.decision_model(
        label("The longest title"),
        [
            dm.decision("offer", {n: Option(n, text) for n, text in first.items()}, label=label("What we offer")),
            dm.event("answer", {n: Outcome(n, text) for n, text in turns.items()}, chances, label=label("The answer")),
            dm.decision("reply", {n: Option(n, text) for n, text in last.items()}, label=label("What we reply")),
        ],
        [
            dm.consideration("peace", scores, weight=60, label=label("Peace in our time"), note=label("A note") * 3),
            dm.consideration("honour", [({"reply": "refuse"}, 80), (None, 20)], weight=40, label=label("Honour")),
        ],
        question=label("Which of these should be offered first") + "?",
        parameters={"p": Parameter("p", Number(number(0.6).formula, (0.1, 0.9)), label("Chance of a warm answer"))},
        perspectives={"them": Perspective("them", label("The other side"), frozen({"peace": number(10)}))},
        what_ifs={"calm": WhatIf("calm", label("What if the other side is calm"), frozen({"p": number(0.9)}))},
        claims=(Claim(label("The first proposal is best"), Expectation("best", frozen({"offer": "one"})), "", ()),),
    )
