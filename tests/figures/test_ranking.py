"""Ranking bars: their lengths, order, labels and gaps are the ranking's."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.figure import Figure

from decision_model import figures
from decision_model.analysis.choice.rank import Ranking, rank
from decision_model.figures.choice.rank_gaps import told_by_gaps
from decision_model.model import DecisionModel, consideration, decision, decision_model, event
from tests.figures import drawn
from tests.figures.examples import berlin, costs, large


@pytest.fixture(scope="module")
def ranking() -> Ranking:
    return rank(berlin())


def far() -> DecisionModel:
    """Three options far apart; the last two lose on the second consideration what they gain on the first."""
    return decision_model(
        "Far apart",
        [decision("go", ["left", "right", "back"])],
        [
            consideration("gain", [({"go": "left"}, 90), ({"go": "right"}, 60), (None, 30)]),
            consideration("cost", [({"go": "left"}, -10), ({"go": "right"}, -20), (None, -40)]),
        ],
        combine="sum",
    )


def test_bars_are_as_long_as_the_contributions_in_file_order_where_totals_are_far_apart() -> None:
    ranking = rank(far())
    figure = figures.draw(ranking)
    bars = np.array(drawn.rectangles(figure, "contributions")).reshape(3, 2, 4)
    contributions = np.array([list(row.contributions.values()) for row in ranking.with_plan])
    assert np.allclose(bars[:, :, 2] / bars[0, 0, 2], np.abs(contributions) / 90, atol=1e-6)
    assert np.allclose(bars[:, 0, 0], bars[:, 1, 0] + bars[:, 1, 2])
    assert "leads" in drawn.texts(figure, "behind")
    assert drawn.texts(figure, "key-text") == ["total"]


def test_bars_are_gains_and_losses_against_the_leader_where_totals_are_close(ranking: Ranking) -> None:
    figure = figures.draw(ranking, size="A3")
    zero = drawn.collection(figure, "zero").get_paths()[0].vertices[0, 0]
    leader, *others = ranking.with_plan
    wanted = [part - leader.parts[name] for row in others for name, part in row.parts.items()]
    wanted = [difference for difference in wanted if abs(difference) > 1e-9]
    bars = drawn.rectangles(figure, "contributions")
    scale = max(width for _, _, width, _ in bars) / max(map(abs, wanted))
    assert len(bars) == len(wanted)
    for (left, _, width, _), difference in zip(bars, wanted, strict=True):
        assert width == pytest.approx(abs(difference) * scale)
        assert left >= zero - 1e-6 if difference > 0 else left + width <= zero + 1e-6
    ticks = [path.vertices[0, 0] - zero for path in drawn.collection(figure, "totals").get_paths()]
    assert np.allclose(ticks, [(row.total - leader.total) * scale for row in others], atol=1e-6)
    assert drawn.texts(figure, "head")[2] == "less than the leader"


@pytest.mark.parametrize(("gap", "gaps"), [(0.0, False), (1.0, True), (4.9, True), (5.1, False), (60.0, False)])
def test_the_rule_of_gaps_is_a_twentieth_of_the_longest_bar(gap: float, gaps: bool) -> None:
    model = decision_model(
        "Two",
        [decision("go", ["a", "b"])],
        [consideration("joy", [({"go": "a"}, 100), (None, 100 - gap)])],
        combine="sum",
    )
    assert told_by_gaps(rank(model).with_plan) is gaps


def test_the_names_in_the_headline_are_large_enough_for_the_last_row_of_seats(ranking: Ranking) -> None:
    sizes = [label.get_fontsize() for label in drawn.labels(figures.draw(ranking), "title-of-row")]
    assert min(sizes[:2]) >= 18 > sizes[2] >= 14


def numbers(figure: Figure, kind: str) -> list[float]:
    texts = drawn.texts(figure, kind)
    return [float(text.replace("\u2212", "-")) if text[-1].isdigit() else 0.0 for text in texts]


def test_rows_are_in_order_with_totals_and_gaps(ranking: Ranking) -> None:
    figure = figures.draw(ranking, size="A3")
    assert drawn.texts(figure, "title-of-row") == [row.title for row in ranking.with_plan]
    assert numbers(figure, "total") == pytest.approx([row.total for row in ranking.with_plan], abs=0.0501)
    assert drawn.texts(figure, "behind")[0] == "leads"
    totals, behind = numbers(figure, "total"), numbers(figure, "behind")[1:]
    assert behind == pytest.approx([-row.gap for row in ranking.with_plan[1:]], abs=0.1)
    assert behind == pytest.approx([total - totals[0] for total in totals[1:]])
    tops = [label.get_position()[1] for label in drawn.labels(figure, "title-of-row")]
    assert tops == sorted(tops)


def test_the_key_names_the_considerations_in_file_order_and_covers_nothing(ranking: Ranking) -> None:
    figure = figures.draw(ranking)
    assert drawn.texts(figure, "key") == [leaf.title for leaf in ranking.model.leaves]
    lowest = max(top + height for _, top, _, height in drawn.rectangles(figure, "key"))
    highest = min(top for _, top, _, _ in drawn.rectangles(figure, "contributions"))
    assert lowest < highest


def test_combinations_that_cannot_be_taken_are_listed_with_the_reason(ranking: Ranking) -> None:
    note = " ".join(drawn.texts(figures.draw(ranking), "excluded"))
    assert len(ranking.excluded) == 2
    for out in ranking.excluded:
        assert out.title in note
        assert out.reason in note


def test_losses_stand_left_of_zero_and_a_tick_marks_each_total() -> None:
    ranking = rank(far())
    figure = figures.draw(ranking)
    zero = drawn.collection(figure, "zero")
    ticks = drawn.collection(figure, "totals")
    assert zero is not None
    assert ticks is not None
    at = zero.get_paths()[0].vertices[0, 0]
    bars = np.array(drawn.rectangles(figure, "contributions"))
    scale = bars[:, 2].max() / 90
    for (left, _, width, _), part in zip(
        bars, (part for row in ranking.with_plan for part in row.contributions.values()), strict=True
    ):
        assert (left >= at - 1e-6) if part >= 0 else (left + width <= at + 1e-6)
        assert width == pytest.approx(abs(part) * scale)
    lengths = [path.vertices[0, 0] - at for path in ticks.get_paths()]
    assert np.allclose(lengths, [row.total * scale for row in ranking.with_plan])


def test_where_less_is_better_the_cheapest_leads() -> None:
    figure = figures.draw(rank(costs()))
    assert drawn.texts(figure, "title-of-row") == ["cheap", "middling", "dear"]
    assert drawn.texts(figure, "behind") == ["leads", "+20", "+60"]
    assert figure.scene.words.title == "‘cheap’ leads ‘middling’ by 20 USD"


def level() -> DecisionModel:
    return decision_model(
        "Level",
        [decision("go", ["left", "right", "back"])],
        [consideration("joy", [({"go": "back"}, 1), (None, 5)], weight=1)],
    )


def test_ties_are_marked() -> None:
    figure = figures.draw(rank(level()))
    assert drawn.texts(figure, "rank") == ["1=", "1=", "3."]
    assert drawn.texts(figure, "behind")[:2] == ["tie", "tie"]
    assert figure.scene.words.title == "‘left’ and ‘right’ are level: 5.0 of 100"
    assert drawn.count(figure, "leaders") == 2


def test_more_rows_than_a_page_can_show_are_counted() -> None:
    ranking = rank(large(9))
    figure = figures.draw(ranking)
    row_count = len(drawn.texts(figure, "title-of-row"))
    assert 5 < row_count < len(ranking.with_plan)
    assert drawn.texts(figure, "more")[0].startswith(f"+{len(ranking.with_plan) - row_count} more")
    assert drawn.overlaps(figure) == []
    assert len(drawn.texts(figures.draw(ranking, top=4), "title-of-row")) == 4


@pytest.mark.parametrize("size", ["slide", "half", "A4", "A4-portrait", (5, 3), (14, 4), (3, 9)])
@pytest.mark.parametrize("theme", ["slides", "paper", "poster"])
def test_no_text_collides_or_leaves_the_page(ranking: Ranking, theme: str, size: object) -> None:
    figure = figures.draw(ranking, theme=theme, size=size)
    assert drawn.overlaps(figure) == []
    assert drawn.outside(figure) == []


def test_the_weight_that_makes_a_tie_does_make_one() -> None:
    ranking = rank(berlin())
    tie = ranking.nearest_tie
    assert tie is not None
    weights = {name: float(share) for name, share in ranking.model.weights.items()}
    tied_weights = {
        name: tie.weight if name == tie.name else share * (1 - tie.weight) / (1 - weights[tie.name])
        for name, share in weights.items()
    }
    again = {row.title: row.total for row in rank(ranking.model.varied(weights=tied_weights)).ranked}
    first, second = (row.title for row in ranking.with_plan[:2])
    assert again[first] == pytest.approx(again[second])


def test_totals_that_do_not_add_make_no_claim_of_a_tie() -> None:
    """The path of a tie is a straight line only for weighted sums."""
    model = berlin().copied(combine="multiplicative")
    assert rank(model).nearest_tie is None


def test_an_open_choice_makes_no_claim_of_a_tie() -> None:
    assert rank(berlin(), by=["planning"]).nearest_tie is None


@pytest.mark.parametrize("stake", [1.0, 1e9, 1e50])
def test_bars_of_a_certainty_equivalent_hold_the_part_of_risk_and_stay_within_the_picture(stake: float) -> None:
    scores = [({"act": "dare", "luck": "good"}, 3 * stake), ({"act": "dare"}, -stake), (None, 0.1)]
    model = decision_model(
        "A gamble",
        [decision("act", ["dare", "wait"]), event("luck", ["good", "bad"], {"good": 0.5, "bad": "rest"})],
        [consideration("money", scores)],
        combine="sum",
        risk_tolerance=2.0,
    )
    ranking = rank(model)
    for row in ranking.with_plan:
        assert sum(row.parts.values()) == pytest.approx(row.total, abs=1e-12 * stake)
    figure = figures.draw(ranking)
    assert drawn.texts(figure, "key") == ["money", "Risk"]
    width = figure.get_size_inches()[0] * 72
    bars = np.array(drawn.rectangles(figure, "contributions"))
    assert np.all(bars[:, 0] >= 0)
    assert np.all(bars[:, 0] + bars[:, 2] <= width)
    ticks = drawn.collection(figure, "totals")
    assert ticks is not None
    places = [path.vertices[0, 0] for path in ticks.get_paths()]
    assert min(bars[:, 0]) <= min(places) <= max(places) <= max(bars[:, 0] + bars[:, 2])
