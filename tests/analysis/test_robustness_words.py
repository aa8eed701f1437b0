"""What robustness analyses say: one answer each, alike for the same set, level options called level."""

from __future__ import annotations

import re
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.analysis.combinations import decided_now
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.acceptability import acceptability
from decision_model.analysis.robustness.dominance import dominance
from decision_model.analysis.robustness.flip import flip
from decision_model.analysis.robustness.flip_numbers import flip_numbers
from decision_model.analysis.robustness.frontier import frontier
from decision_model.analysis.robustness.one_way import one_way
from decision_model.analysis.robustness.sensitivity.number_range import all_ranges
from decision_model.analysis.robustness.tornado import tornado
from decision_model.analysis.robustness.two_way import two_way
from decision_model.analysis.robustness.winners import winners
from decision_model.analysis.robustness.worst_case import worst_case
from decision_model.errors import ModelError
from decision_model.figures import picture
from decision_model.model.considerations import Scale, consideration
from decision_model.model.decision_model import DecisionModel, decision_model
from decision_model.model.steps import decision, event
from decision_model.scenario import read
from tests.analysis.small import ranged
from tests.analysis.test_acceptability import valued
from tests.one_voice import assert_says_itself_once

mpl.use("Agg")
CASES = Path(__file__).parents[1] / "cases"
SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*/*.yaml"))
ASKED = (winners, flip, acceptability, dominance, worst_case, tornado, flip_numbers, one_way, two_way)


def case(name: str) -> DecisionModel:
    return read(CASES / f"{name}.yaml")


def answers(model: DecisionModel) -> list[Result]:
    """Every answer of the group that a model allows."""
    found: list[Result] = []
    for ask in ASKED:
        try:
            found.append(ask(model))
        except ModelError:
            continue
    names = [each.name for each in model.leaves]
    if len(names) > 1 and model.total_rule.adds_up:
        found.append(frontier(model, names[0], names[1]))
    return found


# The same set, the same words -----------------------------------------------------------------------------------------


@st.composite
def few_values(draw: st.DrawFn) -> DecisionModel:
    """Two to four options on two or three considerations, with values few enough to be level often."""
    options, count = draw(st.integers(2, 4)), draw(st.integers(2, 3))
    values = [[draw(st.sampled_from([0.0, 0.3, 0.6, 1.0])) for _ in range(count)] for _ in range(options)]
    return valued(np.array(values))


@given(few_values())
def test_who_comes_first_whatever_the_weights_is_said_alike(model: DecisionModel) -> None:
    headlines = [ask(model).statement.headline for ask in (winners, acceptability, flip)]
    everywhere = "under all weights that the file allows"
    always = [bool(winners(model).necessary), bool(acceptability(model).always), flip(model).always]
    assert len(set(always)) == 1
    if always[0]:
        assert headlines[0] == headlines[1]
        assert headlines[2].split("; ")[0] == headlines[0]
        assert everywhere in headlines[0]
    else:
        assert not any(re.search(rf"(comes? first|level) {everywhere}", headline) for headline in headlines)


def test_an_option_that_is_only_ever_level_does_not_win() -> None:
    model = valued(np.array([[1.0, 0.5], [0.4, 0.5]]))
    assert (
        flip(model).statement.headline
        == "‘o0’ comes first under all weights that the file allows; ‘o1’ can only draw level"
    )
    assert winners(model).statement.headline == "‘o0’ comes first under all weights that the file allows"
    assert acceptability(model).statement.headline == "‘o0’ comes first under all weights that the file allows"


def test_weights_inside_groups_vary_where_one_states_a_range() -> None:
    """A treaty loses where its cost weighs little for the Soviet Union, whose weights alone vary inside a group."""
    for ask in (winners, flip, acceptability):
        statement = ask(case("two_groups_ranged")).statement
        assert "whatever" not in statement.headline
        held = ask(case("two_groups")).statement
        assert held.headline == "‘Treaty’ comes first under all top-level weights that the file allows"
        assert "weights inside groups and all numbers are held as stated" in " ".join(held.sentences)


def test_what_is_counted_is_not_called_proved() -> None:
    model = case("two_groups_ranged")
    headline = winners(model, with_numbers=True, draws=200).statement.headline
    assert "whatever" not in headline
    assert "weights and numbers" in winners(model, with_numbers=True, draws=200).statement.detail + headline
    sure = valued(np.array([[1.0, 0.9], [0.1, 0.2]])).varied(weights={"c0": ranged(1, 0.5, 2)})
    assert winners(sure, with_numbers=True, draws=200).statement.headline == (
        "‘o0’ comes first in all 200 random trials of weights and numbers"
    )


def test_nearly_all_is_not_all() -> None:
    headline = acceptability(valued(np.array([[1.0, 0.0], [0.0, 0.0002]]))).statement.headline
    assert headline == "‘o0’ comes first under more than 99.9% of the weights that the file allows, ‘o1’ under 0.02%"


# Level options --------------------------------------------------------------------------------------------------------


def test_options_level_everywhere_are_called_level() -> None:
    model = case("dual_all_equal")
    level = "‘A’, ‘B’ and ‘C’ are level"
    for result in (winners(model), flip(model), acceptability(model), dominance(model), one_way(model, "k1.weight")):
        assert result.statement.headline.startswith(level)
    assert two_way(model, "k1.weight", "k2.scores.1", points=9).statement.headline.startswith(f"{level} wherever")
    assert frontier(model, "k1", "k2").statement.headline.startswith(f"{level} on both")
    assert f"At the numbers as stated {level}" in tornado(model).statement.reasons
    assert "changes what is best" in flip_numbers(model).statement.headline


def test_a_copy_of_the_winner_is_named_with_it() -> None:
    model = case("copy_ranged")
    both = "‘B’ and ‘B again’"
    assert one_way(model, "k2").statement.headline.startswith(f"{both} are level and best until")
    assert flip(model).statement.headline.startswith(f"{both} stay first until")
    assert two_way(model, "k2", "k1.scores.2", points=9).statement.headline.startswith(f"{both} are level and best")
    assert all(each.leaving == ("B", "B again") for each in flip_numbers(model).flips if each.value is not None)
    assert f"{both} are level on every consideration" in dominance(model).statement.reasons


@st.composite
def twins(draw: st.DrawFn) -> DecisionModel:
    """A few options, of which the last two are alike, with an event for one of the considerations."""
    options = [f"o{place}" for place in range(draw(st.integers(2, 4)))]
    score = st.integers(0, 10).map(lambda tenth: 10.0 * tenth)

    def scores() -> list[tuple[dict[str, str] | None, float]]:
        own = {option: draw(score) for option in options[:-1]}
        own[options[-1]] = own[options[-2]]
        return [*(({"choice": option}, value) for option, value in own.items())]

    rain = event("rain", ["yes", "no"], {"yes": 0.25, "no": "rest"})
    wet = [({"rain": "yes"}, draw(score)), (None, draw(score))]
    parts = [
        consideration("a", scores(), weight=ranged(2, 1, 4), scale=Scale(0, 100)),
        consideration("b", scores(), weight=1, scale=Scale(0, 100)),
        consideration("c", wet, weight=1, scale=Scale(0, 100)),
    ]
    return decision_model("Twins", [decision("choice", options), rain], parts)


@given(twins())
def test_identical_options_are_never_told_to_differ(model: DecisionModel) -> None:
    first, second = model.decisions[0].options[-2:]
    pair = {first.title, second.title}
    assert not any({*each} == pair for each in dominance(model).pairs())
    assert any(pair <= {option.title for option in group} for group in dominance(model).level)
    for each in one_way(model, "a", points=21).intervals:
        best = {each.title, *each.level}
        assert pair <= best or not pair & best
    for region in two_way(model, "a", "b", points=7).regions:
        best = {region.title, *region.level}
        assert pair <= best or not pair & best
    for each in flip_numbers(model, all_numbers=False).flips:
        assert pair <= {*each.leaving} or not pair & {*each.leaving}
    found = flip(model)
    if found.winner.title in pair:
        assert pair <= {*found.level}
    places = {each.title: each.first for each in acceptability(model).options if each.title in pair}
    assert abs(places[first.title] - places[second.title]) < 1e-9
    kept = {each.title for each in frontier(model, "a", "b").frontier}
    assert pair <= kept or not pair & kept
    worst = {*worst_case(model, by=decided_now(model)).maximin.titles}
    assert pair <= worst or not pair & worst


# Numbers --------------------------------------------------------------------------------------------------------------


def test_a_switching_value_never_reads_like_the_present_one() -> None:
    near = one_way(case("near_switch"), "p").statement
    assert near.headline == "‘Bet’ is best until ‘Chance of success’ falls below 0.5 (then ‘Keep’)"
    assert near.detail == "‘Chance of success’ is 0.50001 now and goes from 0 to 1, all else held"
    rare = one_way(case("near_rare"), "e.chance.1.no").statement
    assert "falls below 0.9999988" in rare.headline
    assert "is 0.999999 now" in rare.detail
    assert "from 0.50001 to 0.5" in flip_numbers(case("near_switch")).statement.headline


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_changes_that_are_printed_can_be_seen(path: Path) -> None:
    paths = [flip.path for flip in flip_numbers(read(path)).flips if flip.value is not None and not flip.at_base]
    assert paths
    assert not [path for path in paths if not _is_seen(path)]


def _is_seen(path: str) -> bool:
    """Whether "from ... to ..." has two ends that are written differently."""
    ends = re.fullmatch(r"from (.+) to (.+)", path)
    return ends is not None and ends[1] != ends[2]


def test_a_change_that_reads_like_none_is_not_seen() -> None:
    assert _is_seen("from 0.50001 to 0.5")
    assert not _is_seen("from 0.5 to 0.5")
    assert not _is_seen("0.5")


def test_a_number_that_is_not_nought_is_not_written_so() -> None:
    found = worst_case(case("spread"))
    text = " ".join(found.statement.sentences)
    assert "\u22121 USD at worst" in text
    assert "3 USD" in text
    assert " 0 USD" not in text
    assert dominance(case("spread")).pairs("statewise") == ()  # 3 against -1 counts, however large the other payoff is


def test_a_plan_is_called_the_same_however_often_it_comes_back() -> None:
    found = one_way(case("interior"), "dose")
    assert [each.title for each in found.intervals] == ["Plain", "Dosed", "Plain"]
    assert found.statement.headline == "‘Plain’ is best until ‘Dose’ rises above 0.1464 (then ‘Dosed’)"
    assert found.statement.reasons[:2] == (
        "At 0.1464 ‘Plain’ gives way to ‘Dosed’",
        "At 0.8536 ‘Dosed’ gives way to ‘Plain’",
    )


def test_level_options_give_way_together() -> None:
    scores = [("worse", 0), ("first", 40), ("again", 40), ("strong", 100)]
    rules = [({"choice": name}, score) for name, score in scores]
    other = [({"choice": name}, score) for name, score in [("worse", 100), ("first", 80), ("again", 80), ("strong", 0)]]
    model = decision_model(
        "Level in the middle",
        [decision("choice", [name for name, _ in scores])],
        [
            consideration("a", rules, weight=ranged(0.5, 0.05, 5), scale=Scale(0, 100)),
            consideration("b", other, weight=0.5, scale=Scale(0, 100)),
        ],
    )
    result = one_way(model, "a", between=(0, 1))
    assert [reason.split(" ", 2)[2] for reason in result.statement.reasons[:2]] == [
        "‘worse’ gives way to ‘first’ and ‘again’",
        "‘first’ and ‘again’ give way to ‘strong’",
    ]
    caption = picture(tornado(model)).words.description
    assert "‘first’ and ‘again’ give way to ‘strong’" in caption
    assert "‘again’ gives" not in caption


def test_names_of_the_models_own_things_are_no_columns_of_the_tool() -> None:
    scores = [({"option": "x"}, 70), (None, 30)]
    other = [({"option": "x"}, 20), (None, 60)]
    model = decision_model(
        "Names",
        [decision("option", ["x", "y"]), event("lowest", ["share", "rank_1"], {"share": 0.5, "rank_1": "rest"})],
        [
            consideration("mean", scores, weight=ranged(2, 1, 3), label="Mean"),
            consideration("gap", other, weight=1, label="Gap"),
        ],
    )
    for result in answers(model):
        assert_says_itself_once(result)
    titles = {column.key: column.title for column in flip(model).columns}
    assert titles["gap"] == "behind by"
    assert titles["weight_change.gap"] == "change in weight: Gap"
    assert all_ranges(model)[0]
