"""Claims of a file, each form judged where the answer can be worked out by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model import figures
from decision_model.analysis.cells import texts
from decision_model.analysis.chunks import chunks
from decision_model.analysis.robustness.acceptability import acceptability
from decision_model.analysis.robustness.admissible import admissible
from decision_model.analysis.robustness.sensitivity.claim_switch import ClaimSwitch
from decision_model.analysis.sources.claims import claims
from decision_model.analysis.sources.judged_claim import JudgedClaim
from decision_model.analysis.sources.judging import trial
from decision_model.analysis.sources.margins import holds, margin
from decision_model.errors import ModelError
from decision_model.interfaces.explorer.claims import claims_data
from decision_model.model import (
    Claim,
    DecisionModel,
    Expectation,
    Number,
    adjusted,
    condition,
    consideration,
    decision,
    decision_model,
    event,
    number,
)
from decision_model.model.numbers import Distribution, frozen


def summit(**fields: Any) -> DecisionModel:
    return decision_model(
        "Summit",
        [
            decision("plan", ["wait", "meet"]),
            event("mood", ["warm", "cold"], {"warm": "p_warm", "cold": "rest"}),
            decision("site", ["berlin", "elsewhere"], only_if={"plan": "meet"}),
        ],
        [
            consideration(
                "peace",
                adjusted(40, [({"plan": "meet", "mood": "warm"}, 40), ({"plan": "meet", "mood": "cold"}, -20)]),
                weight=60,
            ),
            consideration(
                "drama", adjusted(20, [({"site": "berlin"}, 60), ({"site": "berlin", "mood": "cold"}, -70)]), weight=40
            ),
        ],
        parameters={"p_warm": Number(number(0.5).formula, range=(0.1, 0.9))},
        **fields,
    )


def expect(form: str, about: Any, **fields: Any) -> Expectation:
    about = frozen(about) if isinstance(about, dict) else tuple(about)
    if "given" in fields:
        fields["given"] = condition(fields["given"])
    if "than" in fields:
        fields["than"] = frozen(fields["than"])
    return Expectation(form, about, **fields)


WARM, COLD = {"mood": "warm", "plan": "meet"}, {"mood": "cold", "plan": "meet"}


@pytest.mark.parametrize(
    ("said", "value"),
    [
        (expect("best", {"site": "berlin"}, given=WARM), 24.0),
        (expect("best", {"site": "elsewhere"}, given=COLD), 4.0),
        (expect("best", {"site": "berlin"}), -4.0),
        (expect("possible", {"site": "berlin"}), 24.0),
        (
            expect(
                "score",
                {"site": "berlin"},
                than={"site": "elsewhere"},
                on="drama",
                given={"mood": "cold"},
                sign="lower",
            ),
            10.0,
        ),
        (
            expect("score", {"plan": "meet"}, than={"plan": "wait"}, on="peace", given={"mood": "warm"}, sign="higher"),
            40.0,
        ),
        (expect("total", {"plan": "meet"}, than={"plan": "wait"}, sign="higher"), 18.0),
        (expect("chance", {"mood": "warm"}, given={"plan": "meet"}, than={"plan": "wait"}, sign="equal"), 0.0),
        (expect("waiting", ["site"], until="mood", sign="positive"), 2.0),
        (expect("option", {"plan": "meet"}, sign="positive"), 18.0),
        (expect("monotone", ["p_warm"], of=frozen({"plan": "meet"}), sign="rising"), None),
    ],
)
def test_margins_by_hand(said: Expectation, value: float | None) -> None:
    found = margin(summit(), said)
    if value is not None:
        assert found == pytest.approx(value)
    else:
        assert found > 0


def test_what_is_never_better_in_anything_is_dominated() -> None:
    model = decision_model(
        "Three",
        [decision("way", ["good", "worse", "other"])],
        [
            consideration("a", [({"way": "good"}, 60), ({"way": "worse"}, 50), (None, 10)]),
            consideration("b", [({"way": "good"}, 40), ({"way": "worse"}, 30), (None, 90)]),
        ],
    )
    margins = [margin(model, expect("undominated", {"way": way})) for way in ("good", "worse", "other")]
    assert margins == [pytest.approx(10), pytest.approx(-10), pytest.approx(50)]


def test_an_interaction_is_the_joint_effect_beyond_each_alone() -> None:
    model = decision_model(
        "Pair",
        [decision("who", ["two", "four"]), decision("where", ["berlin", "elsewhere"])],
        [
            consideration(
                "unity",
                adjusted(
                    80, [({"who": "two"}, -5), ({"where": "berlin"}, -1), ({"who": "two", "where": "berlin"}, -20)]
                ),
            )
        ],
    )
    said = expect("interaction", {"who": "two", "where": "berlin"}, on="unity", sign="negative")
    assert margin(model, said) == pytest.approx(20)


def test_information_is_worth_what_knowing_first_adds() -> None:
    said = expect("information", ["mood"], until="plan", sign="positive")
    warm, cold = 0.6 * 80 + 0.4 * 80, 0.6 * 40 + 0.4 * 20
    base = 0.5 * warm + 0.5 * (0.6 * 20 + 0.4 * 20)
    assert margin(summit(), said) == pytest.approx(0.5 * warm + 0.5 * cold - base)


def claimed(*expectations: Expectation) -> DecisionModel:
    return summit(claims=tuple(Claim(f"claim {n}", each) for n, each in enumerate(expectations)))


def test_a_verdict_says_how_widely_and_what_turns_it() -> None:
    verdict = claims(claimed(expect("total", {"plan": "meet"}, than={"plan": "wait"}, sign="higher"))).claims[0]
    assert verdict.holds
    assert 0 < verdict.share < 1
    assert verdict.turn is not None
    turned = summit().varied(parameters={"p_warm": verdict.turn.at})
    assert margin(turned, verdict.claim.expect) == pytest.approx(0, abs=1e-9)
    assert "it turns with ‘p warm’ at" in verdict.sentence


def test_a_necessary_claim_holds_everywhere() -> None:
    said = expect("necessary", {"site": "berlin"}, given=WARM)
    verdict = claims(claimed(said)).claims[0]
    assert verdict.holds
    assert verdict.share == pytest.approx(1)
    assert verdict.turn is None


def test_a_possible_claim_may_fail_at_base_and_hold_somewhere() -> None:
    said = expect("possible", {"plan": "wait"})
    verdict = claims(claimed(said)).claims[0]
    assert verdict.holds
    assert verdict.margin < 0
    assert verdict.share > 0


def test_draws_are_judged_one_by_one() -> None:
    values = np.array([0.1, 0.5, 0.9])
    said = expect("total", {"plan": "meet"}, than={"plan": "wait"}, sign="higher")
    together = margin(summit().varied(parameters={"p_warm": values}), said)
    single = [margin(summit().varied(parameters={"p_warm": float(v)}), said) for v in values]
    np.testing.assert_allclose(together, single)
    np.testing.assert_array_equal(holds(said, together), np.array(single) > 0)


def test_the_seed_decides_the_shares() -> None:
    model = claimed(expect("best", {"plan": "meet"}))
    first, again, other = (claims(model, seed=seed).claims[0].share for seed in (0, 0, 1))
    assert first == again
    assert first != other


def test_a_choice_that_never_arises_has_no_grounds() -> None:
    said = expect("best", {"site": "berlin"}, given={"plan": "wait"})
    with pytest.raises(ModelError, match=r"the choice it speaks of never arises in such a history"):
        margin(summit(), said)


def test_a_file_without_claims_says_so() -> None:
    assert claims(summit()).statement.headline == "The file makes no claims"


def test_claims_about_totals_that_are_no_sums_are_judged_over_the_ranges() -> None:
    said = expect("total", {"plan": "meet"}, than={"plan": "wait"}, sign="higher")
    verdict = claims(summit(claims=(Claim("meet", said),), combine="choquet")).claims[0]
    assert verdict.holds
    assert 0 < verdict.share <= 1


def raised(low: float, high: float) -> DecisionModel:
    """Whether 'good' beats 'plain' on the only thing that counts hangs on one parameter: above 50 it does."""
    return decision_model(
        "Two",
        [decision("way", ["good", "plain"]), event("day", ["fine", "poor"], {"fine": 0.5, "poor": "rest"})],
        [consideration("a", [({"way": "good"}, "a_good"), (None, 50)])],
        parameters={"a_good": Number(number(60).formula, range=(low, high))},
    )


def judged(model: DecisionModel, said: Expectation, draws: int = 4_000) -> Any:
    return claims(model.copied(claims=(Claim("It is so.", said),)), draws).claims[0]


def test_the_share_in_which_a_choice_is_undominated_is_worked_out() -> None:
    found = judged(raised(40, 80), expect("undominated", {"way": "good"}))
    assert found.holds
    assert found.share == pytest.approx(0.75, abs=4 * found.error)
    assert found.turn is not None
    assert found.turn.at == pytest.approx(50, abs=1e-6)


def test_the_share_in_which_what_is_followed_rises_is_worked_out() -> None:
    """The total of going rises with the odds where a fine day is worth more than a poor one: above 50."""
    model = decision_model(
        "Going",
        [decision("go", ["yes", "no"]), event("day", ["fine", "poor"], {"fine": "p", "poor": "rest"})],
        [consideration("joy", [({"day": "fine"}, "fine"), (None, 50)])],
        parameters={
            "p": Number(number(0.5).formula, range=(0.1, 0.9)),
            "fine": Number(number(60).formula, range=(20, 60)),
        },
    )
    found = judged(model, expect("monotone", ["p"], of=frozen({"go": "yes"}), sign="rising"))
    assert found.holds
    assert found.share == pytest.approx(0.25, abs=4 * found.error)
    assert (found.turn.label, found.turn.at) == ("fine", pytest.approx(50, abs=1e-6))


def test_a_turn_at_which_the_margin_only_touches_nothing_is_exact() -> None:
    """An option is worth max(a - 50, 0): beyond 50 the margin stays at nothing."""
    found = judged(raised(13, 80), expect("option", {"way": "good"}, sign="positive"))
    assert found.holds
    assert found.turn.at == pytest.approx(50, abs=1e-6)
    assert found.turn.move == pytest.approx(10 / 67, abs=1e-6)


def test_a_necessary_claim_fails_in_the_smallest_corner() -> None:
    """Only with both chances near their highest ends, a millionth of the box, is it better to stay."""
    model = decision_model(
        "Corner",
        [decision("go", ["yes", "no"]), event("storm", ["yes", "no"], {"yes": "p", "no": "rest"})],
        [
            consideration("safety", [({"go": "yes", "storm": "yes"}, "low"), ({"go": "yes"}, 90), (None, 50.01)]),
            consideration("joy", [({"go": "yes"}, 50), (None, 50)], weight=0),
        ],
        parameters={
            "p": Number(number(0.1).formula, range=(0.0, 0.8)),
            "low": Number(number(45).formula, range=(40, 60)),
        },
    )
    said = expect("necessary", {"go": "yes"})
    found = judged(model, said)
    assert found.share > 0.999
    assert not found.holds
    assert float(margin(model.varied(parameters={"p": 0.8, "low": 40}), said)) == pytest.approx(-0.01)


def test_a_choice_and_an_outcome_interact_too() -> None:
    """Drama: Berlin adds 60 in a warm mood and takes 10 in a cold one, so cold and Berlin together cost 70."""
    said = expect("interaction", {"mood": "cold", "site": "berlin"}, on="drama", sign="negative")
    assert margin(summit(), said) == pytest.approx(70)


def test_what_is_level_at_its_best_and_behind_elsewhere_is_dominated() -> None:
    model = decision_model(
        "Level",
        [decision("way", ["plain", "better", "twin"])],
        [
            consideration("a", [(None, 50)]),
            consideration("b", [({"way": "plain"}, 30), (None, 40)]),
        ],
    )
    truths = {
        way: bool(holds(said, margin(model, said)))
        for way in ("plain", "better", "twin")
        for said in [expect("undominated", {"way": way})]
    }
    assert truths == {"plain": False, "better": True, "twin": True}


def test_dominance_is_judged_in_the_histories_that_are_given() -> None:
    """In a cold mood meeting elsewhere is worse for peace and level in drama; in a warm one it is better for peace."""
    for mood, truth in (("warm", True), ("cold", False)):
        said = expect("undominated", {"plan": "meet"}, given={"mood": mood})
        assert bool(holds(said, margin(summit(), said))) is truth


def printed_margin(model: DecisionModel) -> str:
    judged = claims(model)
    cells = texts(model, judged.columns, list(judged.rows()))[0]
    return cells[[column.key for column in judged.columns].index("margin")]


def test_what_a_claim_holds_by_is_printed_with_its_unit() -> None:
    assert (
        printed_margin(claimed(expect("score", {"plan": "meet"}, than={"plan": "wait"}, on="peace", sign="higher")))
        == "10.0 points"
    )
    assert printed_margin(claimed(expect("chance", {"mood": "warm"}, than={"mood": "cold"}, sign="lower"))).endswith(
        "%"
    )
    costs = [consideration("cost", [({"car": "old"}, 900), (None, 700)])]
    dearer = Claim("dearer", expect("total", {"car": "old"}, than={"car": "new"}, sign="higher"))
    cars = [decision("car", ["old", "new"])]
    model = decision_model("Cars", cars, costs, combine="sum", better="lower", unit="GBP", claims=(dearer,))
    assert printed_margin(model) == "200 GBP"


IMPOSSIBLE = {"plan": "wait"}


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (expect("best", {"site": "berlin"}, given=IMPOSSIBLE), "the choice it speaks of never arises"),
        (expect("possible", {"site": "berlin"}, given=IMPOSSIBLE), "the choice it speaks of never arises"),
        (expect("necessary", {"site": "berlin"}, given=IMPOSSIBLE), "the choice it speaks of never arises"),
        (expect("undominated", {"site": "berlin"}, given=IMPOSSIBLE), "there is no rival to compare with"),
        (
            expect("total", {"site": "berlin"}, than={"site": "elsewhere"}, given=IMPOSSIBLE, sign="lower"),
            "{plan: wait, site: berlin} cannot happen",
        ),
        (
            expect("chance", {"mood": "warm"}, given={"site": "berlin", "plan": "wait"}, sign="higher"),
            "{site: berlin, plan: wait} cannot happen",
        ),
        (expect("interaction", {"site": "berlin", "plan": "wait"}, sign="positive"), "cannot happen"),
        (expect("information", ["mood"], until="site", sign="positive"), "'mood' already stands above 'site'"),
        (expect("waiting", ["plan"], until="mood", sign="positive"), "'plan' already stands above 'mood'"),
        (
            expect("monotone", ["p_warm"], of=frozen({"site": "berlin"}), given=IMPOSSIBLE, sign="rising"),
            "cannot happen",
        ),
        (expect("best", {"site": "berlin"}, given=[{"mood": "warm"}, {"mood": "cold"}]), "it lists several cases"),
    ],
)
@pytest.mark.parametrize("combine", ["weighted", "multiplicative", "choquet"])
def test_a_claim_without_grounds_says_why_and_the_others_are_judged(
    said: Expectation, reason: str, combine: str
) -> None:
    good = expect("score", {"plan": "meet"}, than={"plan": "wait"}, on="peace", given={"mood": "warm"}, sign="higher")
    model = claimed(said, good).copied(combine=combine)
    result = claims(model, draws=50)
    untested, tested = result.claims
    assert untested.verdict == "cannot be tested"
    assert untested.sentence.startswith("cannot be tested, because ")
    assert reason in untested.sentence
    assert not untested.holds
    assert tested == claims(claimed(said, good).copied(combine=combine, claims=model.claims[1:]), draws=50).claims[0]
    assert tested.holds
    assert result.statement.headline == "1 of 2 claims holds; ‘claim 0’ cannot be tested"
    assert f"‘claim 0’ {untested.sentence}." in result.statement.reasons
    page = claims_data(model, {})["claims"]
    assert page[0]["untestable"] in untested.sentence
    assert page[1]["holds"]
    figures.picture(result)


def test_where_nothing_can_be_drawn_a_claim_is_judged_at_the_numbers_of_the_file() -> None:
    """Each chance can go to its end alone, but both together are more than 1."""
    half = Number(number(0.4).formula, range=(0.1, 0.55))
    model = decision_model(
        "Three ways",
        [
            decision("way", ["by_road", "by_air"]),
            event("end", ["a", "b", "c"], {"a": "p_a", "b": "p_b", "c": "rest"}),
        ],
        [consideration("peace", [({"way": "by_road", "end": "a"}, 90), ({"way": "by_air"}, 30), (None, 10)])],
        parameters={"p_a": half, "p_b": half},
        claims=(
            Claim("best", expect("best", {"way": "by_road"})),
            Claim("must", expect("necessary", {"way": "by_road"})),
        ),
    )
    best, must = claims(model, draws=500).claims
    assert best.holds
    assert best.sentence.startswith("holds at the numbers of the file; how widely cannot be told, because ")
    assert must.sentence.startswith("cannot be tested, because ")
    assert [claim.get("holds") for claim in claims_data(model, {})["claims"]] == [True, None]


def test_knowing_before_a_decision_needs_one() -> None:
    model = decision_model(
        "No choice",
        [event("mood", ["warm", "cold"], {"warm": 0.5, "cold": "rest"})],
        [consideration("peace", [({"mood": "warm"}, 90), (None, 10)])],
        claims=(Claim("worth", expect("information", ["mood"], sign="positive")),),
    )
    assert "because there is no decision before which it could be known" in claims(model, draws=10).claims[0].sentence
    assert claims_data(model, {})["claims"][0]["untestable"]


def leaving(spread: Distribution, **fields: Any) -> DecisionModel:
    """Unity has 40 to 60 % of the weight, and the weight of the other states a distribution that may leave that."""
    ranged = Number(number(50).formula, range=(40, 60))
    drawn = Number(number(50).formula, distribution=spread)
    return decision_model(
        "Leaving",
        [decision("way", ["x", "y"])],
        [
            consideration("unity", [({"way": "x"}, 100), (None, 0)], weight=ranged),
            consideration("peace", [({"way": "y"}, 100), (None, 10)], weight=drawn),
        ],
        **fields,
    )


@pytest.mark.parametrize("low", [1.0, 30.0, 45.0])
@pytest.mark.parametrize("form", ["best", "possible", "necessary"])
def test_draws_that_leave_the_admissible_weights_are_left_out(low: float, form: str) -> None:
    """The same draws count as for `acceptability`, where a weight's own distribution leaves the set."""
    said = Claim("x", expect(form, {"way": "x"}))
    model = leaving(Distribution("uniform", {"low": low, "high": 200.0}), claims=(said,))
    draws, seed = 3_000, 4
    judged_claim = claims(model, draws, seed).claims[0]
    found = acceptability(model, with_numbers=True, draws=draws, seed=seed)
    wanted = next(option.first for option in found.options if option.title == "x")
    assert judged_claim.share == pytest.approx(wanted, abs=1e-12)
    sets = admissible(model)
    kept = [sets.admitted(trial(model, chunk.draws, seed, chunk.number).drawn, chunk.draws) for chunk in chunks(draws)]
    count = int(np.sum(np.concatenate(kept)))
    assert 0 < count < draws
    assert judged_claim.error == pytest.approx(np.sqrt(wanted * (1 - wanted) / count))


def test_where_no_draw_is_admissible_a_claim_is_judged_at_the_numbers_of_the_file() -> None:
    model = leaving(
        Distribution("uniform", {"low": 150.0, "high": 200.0}), claims=(Claim("x", expect("best", {"way": "x"})),)
    )
    judged_claim = claims(model, 100).claims[0]
    assert judged_claim.holds
    assert judged_claim.sentence == (
        "holds at the numbers of the file; how widely cannot be told, because no draw of the weights' distributions "
        "is admissible. Widen their ranges, or move the distributions"
    )


def stands(share: float, move: float | None, form: str = "best", held: bool = True) -> str:
    turn = ClaimSwitch("x", 0.0, 1.0, move) if move is not None else None
    claim = Claim("a claim", Expectation(form, {"plan": "meet"}))  # type: ignore[arg-type]
    return JudgedClaim(claim, held, 1.0, share, 0.0, turn).verdict.value


@pytest.mark.parametrize(
    ("share", "move", "verdict"),
    [
        (0.95, 0.01, "firm"),
        (0.94, 0.49, "turns easily"),
        (0.94, 0.5, "firm"),
        (0.94, None, "firm"),
        (2 / 3, None, "firm"),
        (0.66, None, "turns easily"),
        (0.66, 0.9, "turns easily"),
        (float("nan"), None, "holds"),
    ],
)
def test_a_claim_that_holds_is_firm_or_turns_easily_by_its_share_and_its_nearest_turn(
    share: float, move: float | None, verdict: str
) -> None:
    assert stands(share, move) == verdict
    assert stands(share, move, held=False) == "fails"


def test_claims_about_all_numbers_are_firm_if_they_hold() -> None:
    assert stands(0.02, None, "possible") == stands(1.0, None, "necessary") == "firm"
    assert stands(0.0, None, "possible", held=False) == "fails"


@given(st.floats(0, 1), st.floats(0, 1), st.none() | st.floats(0, 1), st.none() | st.floats(0, 1))
def test_what_is_true_more_widely_and_turns_later_stands_no_worse(
    one: float, other: float, near: float | None, far: float | None
) -> None:
    order = ["turns easily", "firm"]
    shares, moves = sorted((one, other)), sorted((near, far), key=lambda move: 2.0 if move is None else move)
    assert order.index(stands(shares[0], moves[0])) <= order.index(stands(shares[1], moves[1]))


def test_the_table_has_the_verdict_and_what_it_follows_from_and_the_statement_has_the_rule() -> None:
    result = claims(claimed(expect("total", {"plan": "meet"}, than={"plan": "wait"}, sign="higher")), draws=400)
    row = result.table().iloc[0]
    assert row["verdict"] == ("firm" if row["share"] >= 0.95 else "turns easily" if row["move"] < 0.5 else "firm")
    assert "is firm if it holds and is true in at least 95% of random trials" in result.statement.detail
    assert any("turns easily" in reason for reason in result.statement.reasons)
