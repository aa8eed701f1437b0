"""The class on a slide: everything on the page, nothing upon another, nothing too small, from 3 persons to 500."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings

import decision_model as dm
from decision_model.figures import scene
from decision_model.figures.charts.swarm import dot_radius, swarm
from decision_model.figures.page.layout import Box
from decision_model.figures.page.scene import Circle, Scene, Shapes
from decision_model.model import decision_model
from decision_model.words.percent import percent
from tests.classroom.classes import classes, crowd
from tests.figures.drawn import outside, overlaps, texts
from tests.profiles import examples

SCENARIOS = ["berlin_1961/contingency", "berlin_1961/options", "cuba_1962/first_move", "textbook/choosing_a_leader"]


def sample(scenario: str, persons: int, before: bool = False) -> Any:
    model = dm.read(f"scenarios/{scenario}.yaml")
    return dm.classroom(model, crowd(model, persons, persons), crowd(model, persons, 1) if before else ())


def dots(drawn: Scene) -> list[Any]:
    marks = [mark for mark in drawn.marks if isinstance(mark, Shapes) and mark.kind in ("dots", "level")]
    return [outline for mark in marks for outline in mark.outlines]


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("persons", [3, 30, 500])
def test_a_slide_reads_from_the_back_row(scenario: str, persons: int) -> None:
    result = sample(scenario, persons, before=persons == 30)
    views = ["weights", "gut", *(["moves"] if result.rounds else []), *(["groups"] if result.groups else [])]
    assert persons < 30 or "groups" in views
    for show in views:
        figure, drawn = dm.draw(result, show=show), scene(result, show=show)
        assert (drawn.width, drawn.height) == (pytest.approx(960, abs=0.1), 540)
        assert overlaps(figure) == []
        assert outside(figure) == []
        assert min(text.block.size for text in drawn.texts) >= 14 - 1e-9
        assert min(text.block.size for text in drawn.texts if text.kind == "title") >= 18
    drawn = scene(result)
    strips = sum(text.kind == "title-of-row" for text in drawn.texts)
    assert strips >= min(len(result.spreads), 4)
    assert len(dots(drawn)) == persons * strips


def test_dots_stand_at_the_shares_on_their_own_strips_and_none_leaves_the_page() -> None:
    result = sample("berlin_1961/contingency", 500)
    drawn = scene(result)
    found = np.array([[dot.x, dot.y, dot.radius] for dot in dots(drawn) if isinstance(dot, Circle)])
    assert found[:, 0].min() > 0
    assert found[:, 0].max() < 960
    assert found[:, 1].max() + found[0, 2] < 540
    grid = next(mark for mark in drawn.marks if mark.kind == "medians")
    ticks = {text.block.lines[0]: text for text in drawn.texts if text.kind == "tick"}
    low, high = (ticks[name].x + ticks[name].block.width / 2 for name in list(ticks)[:2])
    step = float(list(ticks)[1].rstrip("%")) / 100
    medians = [(path[0][0] - low) / (high - low) * step for path in grid.paths]  # type: ignore[union-attr]
    assert medians == pytest.approx([spread.median for spread in result.spreads], abs=1e-3)


def test_the_bars_are_as_long_as_the_counts_and_the_sentence_is_the_results() -> None:
    result = sample("berlin_1961/options", 30)
    drawn = scene(result)
    bars = next(mark for mark in drawn.marks if mark.kind == "bars")
    widths = [bar.width for bar in bars.outlines]  # type: ignore[union-attr]
    firsts = [float(result.votes.firsts[place]) for place in result.order]
    assert [width / widths[0] for width in widths] == pytest.approx([count / firsts[0] for count in firsts], abs=1e-6)
    said = texts(dm.draw(result), "sentence")[0]
    assert said == f"Pick two of you at random: {percent(result.disagreement, 0)} chance that you disagree."


def test_ribbons_are_as_broad_as_people_are_many() -> None:
    result = sample("berlin_1961/options", 40, before=True)
    drawn = scene(result, show="moves")
    shapes = [mark for mark in drawn.marks if mark.kind in ("moved", "stayed")]
    tall = [float(shape[-1][1] - shape[0][1]) for mark in shapes for shape in mark.outlines]  # type: ignore[union-attr]
    counts = [int(count) for count in result.rounds.counts.ravel() if count]
    unit = sum(tall) / sum(counts)
    assert sorted(tall) == pytest.approx(sorted(count * unit for count in counts), abs=1e-4)


def test_groups_are_parted_as_their_people_are() -> None:
    result = sample("berlin_1961/options", 60)
    drawn = scene(result, show="groups")
    parts = [box for mark in drawn.marks if mark.kind == "parts" for box in mark.outlines]  # type: ignore[union-attr]
    whole = max(box.x + box.width for box in parts) - min(box.x for box in parts)  # type: ignore[union-attr]
    shares = [
        group.firsts[place] / group.persons for group in result.groups for place in result.order if group.firsts[place]
    ]
    assert [box.width / whole for box in parts] == pytest.approx(shares, abs=1e-6)  # type: ignore[union-attr]
    with pytest.raises(dm.ModelError, match="not two groups of 5 people"):
        dm.draw(sample("berlin_1961/options", 4), show="groups")


def test_a_view_that_there_is_not_is_refused() -> None:
    result = sample("berlin_1961/options", 4)
    with pytest.raises(dm.ModelError, match="nobody can be followed"):
        dm.draw(result, show="moves")
    with pytest.raises(dm.ModelError, match="'move' is no view of a class"):
        dm.draw(result, show="move")


def test_the_description_tells_every_option_and_weight_and_names_nobody() -> None:
    model = dm.read("scenarios/berlin_1961/contingency.yaml")
    ballots = [dm.Ballot(ballot.weights, name=f"Xaver{place}") for place, ballot in enumerate(crowd(model, 9, 3))]
    result = dm.classroom(model, ballots)
    said = dm.describe(result)
    assert all(f"‘{title}’" in said for title in result.titles)
    assert all(f"‘{spread.title}’: from" in said for spread in result.spreads)
    drawn = " ".join(line for text in scene(result).texts for line in text.block.lines)
    assert not re.search(r"Xaver\d|Person \d", drawn)


@given(classes(least=1, most=40))
@settings(max_examples=examples(60, quick=12))
def test_any_class_can_be_drawn(case: tuple[dm.DecisionModel, list[dm.Ballot]]) -> None:
    result = dm.classroom(*case)
    figure = dm.draw(result)
    assert overlaps(figure) == []
    assert outside(figure) == []
    if result.gut is not None:
        assert outside(dm.draw(result, show="gut")) == []
    for theme in ("paper", "poster"):
        assert outside(dm.draw(result, theme=theme, dark=True)) == []


def test_many_options_with_long_names_leave_what_does_not_fit_out_and_say_so() -> None:
    options = {f"o{place}": f"Option number {place}, which has quite a long name of its own" for place in range(14)}
    considerations = [
        dm.consideration(
            f"c{k}",
            [({"go": f"o{place}"}, (37 * place * (k + 3)) % 101) for place in range(13)] + [(None, 1)],
            weight=1,
            label=f"Consideration {k} that needs several words",
        )
        for k in range(14)
    ]
    model = decision_model("Many", [dm.decision("go", options)], considerations)
    result = dm.classroom(model, crowd(model, 80, 5))
    figure = dm.draw(result)
    assert overlaps(figure) == []
    assert outside(figure) == []
    assert [text for text in texts(figure, "more") if re.fullmatch(r"\+\d+ more (options|considerations)", text)]


@given(classes(least=1, most=2))
@settings(max_examples=5)
def test_a_class_of_one_or_two_has_a_sentence(case: tuple[dm.DecisionModel, list[dm.Ballot]]) -> None:
    assume(case[1])
    assert dm.classroom(*case).statement.headline


@pytest.mark.parametrize("count", [1, 3, 30, 500])
def test_no_dot_leaves_its_strip(count: int) -> None:
    box = Box(10.0, 20.0, 300.0, 40.0)
    radius = dot_radius(box, count, 16.0)
    across = np.random.default_rng(count).uniform(10, 310, count).tolist()
    for crowded in (across, [100.0] * count):
        centres = swarm(crowded, box, radius)
        assert [x for x, _ in centres] == crowded
        assert all(box.y - 1e-9 <= y - radius and y + radius <= box.bottom + 1e-9 for _, y in centres)
