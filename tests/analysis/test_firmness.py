"""How sure a choice is: the verdict, the shares it rests on, and how it is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import decision_model as dm
from decision_model.analysis import verdict
from decision_model.analysis.robustness import best_shares
from decision_model.analysis.robustness.acceptability import acceptability
from decision_model.analysis.robustness.firmness import Firmness, firmness, share_in_words
from decision_model.analysis.verdict import FIRM, LEANING, FirmnessVerdict, judged, judgement
from decision_model.errors import ModelError
from decision_model.figures import picture
from decision_model.model import (
    DecisionModel,
    Distribution,
    Number,
    consideration,
    decision,
    decision_model,
    event,
    interaction,
)
from decision_model.model.formulas import Constant
from tests.analysis.small import rain, ranged

SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*/*.yaml"))
Spread = Number | float


def table(scores: dict[str, list[Spread]], weights: list[Spread] | None = None, **others: Any) -> DecisionModel:
    """Options with a score on each of some considerations; a sum where they have no weights."""
    count = len(next(iter(scores.values())))
    matters = [
        consideration(
            f"c{k}",
            [({"choice": name}, row[k]) for name, row in scores.items()],
            **({} if weights is None else {"weight": weights[k]}),
        )
        for k in range(count)
    ]
    combine = {"combine": "sum"} if weights is None else {}
    return decision_model("A table", [decision("choice", list(scores))], matters, **{**combine, **others})


def spread(kind: str, value: float, *arguments: float) -> Number:
    names = {"triangular": ("low", "mode", "high"), "uniform": ("low", "high")}[kind]
    return Number(Constant(value), None, Distribution(kind, dict(zip(names, arguments, strict=True))))


def test_the_thresholds_are_those_that_were_agreed() -> None:
    assert pytest.approx(0.95) == FIRM
    assert pytest.approx(2 / 3) == LEANING
    assert judged([0.95, 0.99]) is FirmnessVerdict.firm
    assert judged([0.9499]) is FirmnessVerdict.leaning
    assert judged([1.0, 2 / 3]) is FirmnessVerdict.leaning
    assert judged([1.0, 0.66]) is FirmnessVerdict.close
    assert judged([]) is FirmnessVerdict.unknown
    assert "95%" in verdict.RULE
    assert "two thirds" in verdict.RULE


def test_a_lead_that_loses_most_draws_is_no_win() -> None:
    """A is ahead by 1 at the stated numbers, but its score may fall by 20 and rise by 4 only."""
    model = table({"a": [ranged(51, 31, 55)], "b": [50]}, [1])
    found = firmness(model)
    assert found.verdict is FirmnessVerdict.close
    assert found.weights is None
    assert found.joint is not None
    assert found.joint.best[0] == pytest.approx(5 / 24, abs=0.02)
    assert found.statement.headline.startswith("Too close to call: ‘a’ leads ‘b’ by 1.0, but is best in")
    assert found.statement.headline.endswith("% of random trials only")
    for result in (dm.solve(model), dm.tree(model), dm.rank(model)):
        assert result.statement.headline == found.statement.headline


def test_weights_alone_are_measured() -> None:
    """A is better by 10 on the first, B by 30 on the second: A leads where the first has three quarters and more."""
    model = table({"a": [60, 30], "b": [50, 60]}, [9, 1])
    found = firmness(model)
    assert found.weights is not None
    assert found.weights.exact
    assert found.weights.best == pytest.approx((0.25, 0.75))
    assert found.weights.instead == pytest.approx((0, 0.75))
    assert found.joint == found.weights
    assert found.verdict is FirmnessVerdict.close
    assert "the file states no ranges" in found.judgement.sentence
    assert found.weights.best[0] == pytest.approx(acceptability(model).options[1].first)


def test_a_choice_is_firm_leaning_or_neither_by_the_smaller_share() -> None:
    def told(low: float) -> Firmness:
        return firmness(table({"a": [ranged(60, low, 100), 50], "b": [50, 50]}, [ranged(5, 4, 6), 5]))

    assert told(51).verdict is FirmnessVerdict.firm
    assert told(51).statement.headline == (
        "‘a’ is a firm choice: best under 100% of the weights that the file allows and in more than 99.9% of random "
        "trials"
    )
    assert told(40).verdict is FirmnessVerdict.leaning
    assert told(40).statement.headline.startswith(
        "Leaning to ‘a’: best under 100% of the weights that the file allows and in 8"
    )
    assert told(0).verdict is FirmnessVerdict.close
    assert "but in 50% of random trials only" in told(0).judgement.sentence


def test_where_nothing_is_stated_it_says_so() -> None:
    found = firmness(table({"a": [3], "b": [2]}, unit="days"))
    assert found.verdict is FirmnessVerdict.unknown
    assert found.statement.headline == (
        "‘a’ leads ‘b’ by 1 days; how firm that is cannot be said, for the file states no ranges"
    )
    assert found.judgement.sentence == "How firm this is cannot be said: the file states no ranges"
    assert not found.judgement.headline


def test_one_option_leaves_nothing_to_choose() -> None:
    found = firmness(table({"a": [ranged(3, 1, 9)]}))
    assert found.verdict is FirmnessVerdict.alone
    assert found.statement.headline == "‘a’ is the only option: there is nothing to choose"
    assert judgement(found.model) is None


def test_options_that_are_level_are_a_tie_and_never_a_win() -> None:
    model = table({"a": [ranged(5, 4, 9)], "b": [5], "c": [1]})
    found = firmness(model)
    assert found.verdict is FirmnessVerdict.tie
    assert found.level == 2
    assert found.statement.headline == "‘a’ and ‘b’ are level at the stated numbers: a tie"
    assert [row[-1] for row in found.rows()] == ["tie", "tie", None]


def test_level_in_a_draw_counts_as_best() -> None:
    """B is never better than A, and level with it wherever the number is below 5."""
    found = best_shares.counted(np.array([[1.0, 2.0, 3.0, 3.0], [1.0, 2.0, 3.0 - 1e-12, 1.0], [0.0, 0.0, 0.0, 4.0]]), 0)
    assert found.best == pytest.approx((0.75, 0.75, 0.25))
    assert found.instead == pytest.approx((0.0, 0.0, 0.25))


def test_less_is_better_where_the_model_says_so() -> None:
    found = firmness(table({"a": [ranged(10, 9, 11)], "b": [ranged(20, 18, 22)]}, better="lower"))
    assert found.standings[0].title == "a"
    assert found.verdict is FirmnessVerdict.firm
    assert found.standings[0].lead == pytest.approx(10)


def gamble(**others: Any) -> DecisionModel:
    """A sure 40, or an even chance of 100."""
    return decision_model(
        "A gamble",
        [
            decision("choice", ["sure", "risky"]),
            event("luck", ["good", "bad"], {"good": ranged(0.5, 0.3, 0.7), "bad": "rest"}),
        ],
        [consideration("gain", [({"choice": "sure"}, 40), ({"luck": "good"}, 100), (None, 0)])],
        combine="sum",
        **others,
    )


def test_risk_tolerance_counts_in_every_look() -> None:
    neutral, averse = firmness(gamble()), firmness(gamble(risk_tolerance=30))
    assert neutral.standings[0].title == "risky"
    assert averse.standings[0].title == "sure"
    assert averse.verdict is FirmnessVerdict.firm
    assert neutral.joint is not None
    assert neutral.joint.best[0] == pytest.approx(0.75, abs=0.02)


def test_weights_under_a_risk_tolerance_are_drawn() -> None:
    found = firmness(table({"a": [60, 30], "b": [50, 60]}, [9, 1], risk_tolerance=50), draws=20_000)
    assert found.weights is not None
    assert not found.weights.exact
    assert found.weights.best[0] == pytest.approx(0.25, abs=5 * found.weights.error(0))


@pytest.mark.parametrize("combine", ["multiplicative", "choquet"])
def test_weights_that_are_no_shares_vary_over_their_ranges(combine: Any) -> None:
    more = {"interactions": [interaction("c0", "c1", 0.1)]} if combine == "choquet" else {}
    scores: dict[str, list[Spread]] = {"a": [80, 30], "b": [40, 60]}
    fixed = firmness(table(scores, [60, 30], combine=combine, **more))
    assert fixed.verdict is FirmnessVerdict.unknown
    assert fixed.weights is None
    open_weights = firmness(table(scores, [ranged(60, 5, 70), ranged(30, 20, 80)], combine=combine, **more))
    assert open_weights.weights is not None
    assert not open_weights.weights.exact
    drawn = np.random.default_rng(1).uniform([[5], [20]], [[70], [80]], (2, 4_000))
    model = table(scores, [*drawn], combine=combine, **more) if combine == "multiplicative" else None
    if model is not None:
        totals = np.array([dm.solve(model.varied(choose={"choice": name})).total for name in "ab"])
        assert open_weights.weights.best[0] == pytest.approx((totals[0] >= totals[1]).mean(), abs=0.04)


def test_a_weight_with_a_distribution_is_drawn_from_it_in_the_joint_draws_alone() -> None:
    weights: list[Spread] = [spread("uniform", 5, 4.0, 6.0), 5]
    model = table({"a": [60, 40], "b": [50, 48]}, weights)
    found = firmness(model)
    assert found.weights is not None
    assert found.joint is not None
    assert found.weights.best[0] == pytest.approx(1 - 8 / 18)
    assert found.joint.best[0] == pytest.approx((0.6 - 8 / 18) / 0.2, abs=0.02)


def test_a_number_worked_out_from_others_follows_them() -> None:
    model = rain()
    names = best_shares.uncertain_numbers(model, weight_set=True)
    assert names == ["p_rain", "inside_joy", "heater_cost"]
    assert "joy.weight" in best_shares.uncertain_numbers(model, weight_set=False)


def test_what_is_forced_is_no_longer_open() -> None:
    model = rain()
    assert len(firmness(model).standings) == 3
    found = firmness(model.varied(choose={"place": "inside"}))
    assert [each.title for each in found.standings] == ["Inside"]
    assert found.verdict is FirmnessVerdict.alone


def test_the_later_decisions_are_at_their_best() -> None:
    found = firmness(rain())
    assert found.by == ("place",)
    assert firmness(rain(), by=["place", "heater"]).by == ("place", "heater")


def test_the_same_seed_gives_the_same_answer_and_another_seed_another() -> None:
    assert firmness(rain(), seed=3) == firmness(rain(), seed=3)
    assert firmness(rain(), seed=3).joint != firmness(rain(), seed=4).joint


def test_bad_questions_are_refused() -> None:
    with pytest.raises(ModelError, match="0 draws say nothing"):
        firmness(rain(), draws=0)
    with pytest.raises(ModelError, match="'tent' is not a decision"):
        firmness(rain(), by=["tent"])
    with pytest.raises(ModelError, match="already holds draws"):
        firmness(rain().varied(numbers={"p_rain": np.array([0.2, 0.3])}))


def test_draws_that_make_no_sense_leave_the_verdict_unknown() -> None:
    chances = {"x": ranged(0.5, 0.3, 0.6), "y": ranged(0.4, 0.2, 0.5), "z": "rest"}
    model = decision_model(
        "Too much",
        [decision("choice", ["a", "b"]), event("luck", ["x", "y", "z"], chances)],
        [consideration("gain", [({"choice": "a"}, 1), ({"luck": "x"}, 3), (None, 0)])],
        combine="sum",
    )
    with pytest.raises(ModelError, match="some random trials make no sense together"):
        firmness(model)
    found = judgement(model)
    assert found is not None
    assert found.verdict is FirmnessVerdict.unknown
    assert found.sentence == "How firm this is cannot be said: some random trials make no sense together"


def test_statements_ask_once_for_the_same_content(monkeypatch: pytest.MonkeyPatch) -> None:
    verdict._remembered.cache_clear()
    model = rain()
    for result in (dm.solve(model), dm.tree(rain()), dm.solve(replace(model))):
        assert "best" in result.statement.detail
    assert verdict._remembered.cache_info().misses == 1


def test_nothing_is_said_where_it_would_take_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdict, "MOST_NODES", 1)
    assert judgement(rain()) is None
    assert judgement(rain().varied(numbers={"p_rain": np.array([0.2, 0.3])})) is None


def test_nothing_is_said_of_a_choice_that_waits_for_an_event() -> None:
    model = decision_model(
        "After the weather",
        [event("weather", ["rain", "sun"], {"rain": 0.5, "sun": 0.5}), decision("go", ["out", "in"])],
        [consideration("joy", [({"go": "in"}, 50), ({"weather": "sun"}, ranged(90, 10, 95)), (None, 20)])],
        combine="sum",
    )
    assert judgement(model) is None
    assert firmness(model).by == ("go",)


def test_a_share_is_written_on_the_side_of_the_threshold_where_it_is() -> None:
    def words(share: float) -> str:
        return share_in_words(best_shares.BestShares((share,), (0.0,), 10_000), 0)

    assert words(0.9496) == "94.96%"
    assert words(0.95) == "95%"
    assert words(0.443) == "44%"
    assert words(0.6661) == "66.6%"
    assert words(1.0) == "more than 99.9%"
    assert words(0.0) == "less than 0.01%"


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_says_its_verdict_alike_everywhere(path: Path) -> None:
    model = dm.read(path)
    found = firmness(model)
    words = picture(found).words
    assert words.title == found.statement.headline
    assert repr(found).startswith(found.statement.headline)
    assert found.statement.headline not in words.description
    assert found.verdict.value in words.description
    assert not found.statement.headline.endswith(".")
    solved = dm.solve(model).statement
    if found.verdict is FirmnessVerdict.close and judgement(model) is not None:
        assert solved.headline == found.statement.headline
    assert sum(share for share in (found.joint.instead if found.joint else ())) <= 1 + 1e-9


def test_the_model_s_own_names_are_no_columns() -> None:
    model = table({"weights": [ranged(3, 1, 5)], "verdict": [2]})
    assert next(each.key for each in firmness(model).columns) == "option"
    assert list(firmness(model).table()["option"]) == ["weights", "verdict"]
