"""Solutions: policy, totals, contributions, ties, and how they read."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.policy import Choice
from decision_model.errors import ModelError
from decision_model.model.considerations import Scale, adjusted, consideration
from decision_model.model.decision_model import DecisionModel, decision_model
from decision_model.model.steps import decision, event
from tests.model.examples import berlin, one_choice


def gamble(**fields: object) -> DecisionModel:
    """Fifty for certain, or a toss for a hundred."""
    return decision_model(
        "A gamble",
        [
            decision("bet", {"keep": "Keep 50", "toss": "Toss for 100"}),
            event("coin", ["heads", "tails"], {"heads": 0.5, "tails": "rest"}, only_if={"bet": "toss"}),
        ],
        [consideration("money", [({"bet": "keep"}, 50), ({"coin": "heads"}, 100), (None, 0)])],
        combine="sum",
        **fields,  # type: ignore[arg-type]
    )


def test_the_policy_names_what_the_future_still_distinguishes() -> None:
    solution = solve(berlin())
    assert solution.policy == (
        Choice("plan", {}, ("none",), {"none": pytest.approx(67.52), "bilateral": pytest.approx(61.52)}, 1.0),
        Choice(
            "meet",
            {"plan": "none", "access": "blocked"},
            ("four_power",),
            {"no": pytest.approx(62.0), "four_power": pytest.approx(66.8)},
            pytest.approx(0.4),
        ),
    )


def test_contributions_are_weighted_values_that_add_up() -> None:
    solution = solve(berlin())
    assert dict(solution.contributions) == pytest.approx({"unity": 24, "peace": 35.52, "effort": 8})
    assert sum(solution.contributions.values()) == pytest.approx(solution.expected_total, abs=1e-12)


def test_ties_are_reported_and_the_first_in_the_file_is_taken() -> None:
    solution = solve(gamble())
    assert solution.total == pytest.approx(50)
    assert [choice.options for choice in solution.ties] == [("keep", "toss")]
    assert solution.plan == ("bet: Keep 50 or Toss for 100 (equally good).",)
    assert dict(solution.contributions) == pytest.approx({"money": 50})


def test_after_a_tie_the_policy_says_what_follows_each_of_the_level_options() -> None:
    model = decision_model(
        "A tie, an event, and a decision that must fit",
        [
            decision("site", {"berlin": "Berlin", "vienna": "Vienna", "geneva": "Geneva"}),
            event("weather", ["fair", "foul"], {"fair": 0.5, "foul": "rest"}),
            decision("train", {"east": "Eastbound", "west": "Westbound"}),
        ],
        [
            consideration(
                "u",
                [
                    ({"site": "berlin", "train": "east"}, 10),
                    ({"site": "vienna", "train": "west"}, 10),
                    ({"site": "geneva"}, 4),
                    (None, 0),
                ],
            )
        ],
        combine="sum",
    )
    solution = solve(model)
    assert [(dict(c.history), c.options, c.probability) for c in solution.policy] == [
        ({}, ("berlin", "vienna"), pytest.approx(1)),
        ({"site": "berlin"}, ("east",), pytest.approx(1)),
        ({"site": "vienna"}, ("west",), pytest.approx(0)),
    ]
    assert solution.policy[2].values == pytest.approx({"east": 0, "west": 10})
    assert [c.options[0] for c in solution.taken] == ["berlin", "east"]


def test_what_is_nearly_a_tie_is_one_and_what_is_not_is_none() -> None:
    def ways(more: float) -> tuple[str, ...]:
        return (
            solve(one_choice(consideration("a", [({"turn": "right"}, 1000 + more), (None, 1000)]), combine="sum"))
            .policy[0]
            .options
        )

    assert ways(1e-7) == ("left", "right")
    assert ways(1e-4) == ("right",)


def test_lower_is_better_and_is_shown_as_it_is() -> None:
    costs = one_choice(consideration("cost", [({"turn": "left"}, 30), (None, 20)]), combine="sum", better="lower")
    assert solve(costs).total == pytest.approx(20)
    assert solve(costs).policy[0].options == ("right",)
    assert solve(costs).policy[0].values == pytest.approx({"left": 30, "right": 20})


def test_a_certainty_equivalent_for_the_averse_and_for_the_bold() -> None:
    averse, bold = solve(gamble(risk_tolerance=50)), solve(gamble(risk_tolerance=-50))
    assert averse.policy[0].options == ("keep",)
    assert averse.total == averse.certainty_equivalent == pytest.approx(50)
    assert averse.policy[0].values["toss"] == pytest.approx(-50 * np.log(0.5 * np.exp(-2) + 0.5))
    assert bold.policy[0].options == ("toss",)
    assert bold.total == pytest.approx(50 * np.log(0.5 * np.exp(2) + 0.5))
    assert bold.expected_total == pytest.approx(50)


@pytest.mark.parametrize("knows", [None, ()])
@pytest.mark.parametrize("better", ["higher", "lower"])
@pytest.mark.parametrize("tolerance", [5.0, -5.0, 1e9, 1e-2])
def test_what_an_event_booked_before_a_choice_counts_as_its_certainty_equivalent(
    knows: tuple[str, ...] | None, better: str, tolerance: float
) -> None:
    steps = [event("luck", ["up", "down"], {"up": 0.5, "down": "rest"}), decision("act", ["a", "b"], knows=knows)]
    parts = [
        consideration("luck_", [({"luck": "up"}, 10), (None, -10)]),
        consideration("own", [({"act": "a"}, 3), (None, 1)]),
    ]
    solution = solve(decision_model("A", steps, parts, combine="sum", better=better, risk_tolerance=tolerance))
    (choice,) = solution.policy
    assert choice.values[choice.options[0]] == pytest.approx(solution.total, abs=1e-9)
    assert choice.values["a"] - choice.values["b"] == pytest.approx(2)


@pytest.mark.parametrize("tolerance", [1e-3, 1e-1, 1e6, 1e9, 1e12])
def test_certainty_equivalents_are_stable_at_both_ends(tolerance: float) -> None:
    toss = gamble(risk_tolerance=tolerance).varied(choose={"bet": "toss"})
    expected = 50 - 1250 / tolerance if tolerance > 1 else tolerance * np.log(2)
    assert solve(toss).total == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_risk_neutral_has_no_certainty_equivalent() -> None:
    assert solve(gamble()).certainty_equivalent is None


def test_a_cost_with_risk_tolerance_is_worth_paying_more_to_be_sure() -> None:
    costs = gamble(better="lower", risk_tolerance=50).varied(choose={"bet": "toss"})
    assert solve(costs).total == pytest.approx(50 * np.log(0.5 * np.exp(2) + 0.5))


def test_bayes_revision_of_an_event_on_a_later_one() -> None:
    accuracy = [({"ill": "yes"}, {"positive": 0.9, "negative": 0.1}), (None, {"positive": 0.2, "negative": 0.8})]
    right = [({"treat": "yes", "ill": "yes"}, 100), ({"treat": "no", "ill": "no"}, 100), (None, 0)]
    model = decision_model(
        "A test",
        [
            event("test", ["positive", "negative"], accuracy),
            decision("treat", ["yes", "no"]),
            event("ill", ["yes", "no"], {"yes": 0.1, "no": "rest"}),
        ],
        [consideration("good", right)],
        combine="sum",
    )
    choices = {choice.history["test"]: choice for choice in solve(model).policy}
    assert choices["positive"].probability == pytest.approx(0.27)
    assert choices["positive"].values["yes"] == pytest.approx(100 * 0.09 / 0.27)
    assert choices["negative"].values["no"] == pytest.approx(100 * 0.72 / 0.73)


def test_a_history_that_cannot_happen_has_no_choice() -> None:
    model = decision_model(
        "Never",
        [event("rain", ["yes", "no"], {"yes": 0, "no": 1}), decision("umbrella", ["take", "leave"])],
        [consideration("dry", [({"rain": "yes", "umbrella": "leave"}, 0), ({"umbrella": "take"}, 5), (None, 10)])],
        combine="sum",
    )
    solution = solve(model)
    assert [dict(choice.history) for choice in solution.policy] == [{"rain": "no"}]
    assert solution.total == pytest.approx(10)


def test_impossible_evidence_divides_by_nothing() -> None:
    signs = [({"cause": "yes"}, {"seen": "s", "unseen": "rest"}), (None, {"seen": 0.0, "unseen": "rest"})]
    model = decision_model(
        "Impossible evidence",
        [
            event("sign", ["seen", "unseen"], signs),
            decision("act", ["on", "off"]),
            event("cause", ["yes", "no"], {"yes": "p", "no": "rest"}),
        ],
        [consideration("good", [({"act": "on", "cause": "yes"}, 10), ({"act": "off"}, 1), (None, 0)])],
        combine="sum",
        parameters={"p": np.array([0.0, 0.5, 1.0]), "s": np.array([0.5, 0.0, 1.0])},
    )
    assert list(solve(model).total) == pytest.approx([1, 5, 10])  # type: ignore[arg-type]


def test_piecewise_scales_bend_the_value() -> None:
    bent = Scale(0, 10, ((0, 0), (2, 0.8), (10, 1)))
    scores = adjusted(0, [({"turn": "right"}, 2)])
    solution = solve(one_choice(consideration("a", scores, weight=1, scale=bent)))
    assert solution.total == pytest.approx(80)


def test_draws_give_an_array_and_no_single_policy() -> None:
    solution = solve(berlin().varied(parameters={"p_blocked": np.array([0.0, 0.4, 1.0])}))
    assert list(solution.total) == pytest.approx([68, 67.52, 66.8])  # type: ignore[arg-type]
    assert list(sum(solution.contributions.values())) == pytest.approx([68, 67.52, 66.8])  # type: ignore[arg-type]
    with pytest.raises(
        ModelError, match=r"^A solution over draws has no single policy; solve one draw at a time to see it\.$"
    ):
        solution.policy  # noqa: B018


def test_draws_of_different_lengths_are_refused() -> None:
    with pytest.raises(ModelError):
        solve(
            berlin().varied(
                parameters={"p_blocked": np.array([0.1, 0.2])}, weights={"unity": np.array([1.0, 2.0, 3.0])}
            )
        )


def test_the_plan_says_when_what_is_chosen() -> None:
    assert solve(berlin()).plan == ("plan: No plan.", "meet: four power.")
    keen = berlin().varied(weights={"effort": 0, "unity": 0}, choose={"plan": "bilateral"})
    assert solve(keen).plan == ("plan: Plan a bilateral.", "meet: two power.")


def test_it_reads_as_a_small_table() -> None:
    solution = solve(berlin())
    assert repr(solution).splitlines()[0] == "‘No plan’ is best: 67.5 of 100, 6.0 ahead of ‘Plan a bilateral’"
    assert list(solution.rows()) == [
        ("plan", "", "No plan", pytest.approx(67.52), 1.0),
        ("meet", "plan = No plan, access = blocked", "four power", pytest.approx(66.8), pytest.approx(0.4)),
    ]


def test_its_table_keeps_full_precision() -> None:
    table = solve(berlin()).table()
    assert list(table.columns) == ["decision", "when", "choice", "total", "probability"]
    assert table["total"][1] == pytest.approx(66.8, abs=1e-12)


def test_its_html_escapes_what_people_write() -> None:
    model = decision_model(
        "Shouting",
        [decision("say", {"it": "<script>alert(1)</script>", "nothing": "Nothing"})],
        [consideration("k", 5)],
    )
    shown = solve(model)._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_a_solution_is_frozen_and_keeps_its_model() -> None:
    model = berlin()
    solution = solve(model)
    assert solution.model is model
    with pytest.raises(FrozenInstanceError):
        solution.total = 1.0  # type: ignore[misc]
