"""The influence diagram: shapes by kind, arcs by relation, weights, citations, few crossings."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from decision_model import figures
from decision_model.figures.diagram.layers import _spaced, crossings, layered
from decision_model.figures.diagram.layout import DiagramSetter, layers
from decision_model.model import DecisionModel
from tests.figures import drawn
from tests.figures.examples import berlin, levelled, wildcatter

MODELS = pytest.mark.parametrize("model", [berlin(), wildcatter(), levelled()], ids=lambda model: model.title)


@MODELS
def test_shapes_follow_the_kinds(model: DecisionModel) -> None:
    figure = figures.draw(model)
    assert drawn.count(figure, "decisions") == len(model.decisions)
    assert drawn.count(figure, "events") == len(model.events)
    assert drawn.count(figure, "considerations") == len(list(model.walk()))
    assert drawn.count(figure, "totals") == 1
    squares = drawn.collection(figure, "decisions")
    hexagons = drawn.collection(figure, "considerations")
    assert squares is not None
    assert hexagons is not None
    assert {len(path.vertices) for path in squares.get_paths()} == {5}
    assert {len(path.vertices) for path in hexagons.get_paths()} == {7}


@MODELS
def test_arcs_are_the_models_and_those_into_decisions_dashed(model: DecisionModel) -> None:
    figure = figures.draw(model)
    into = [head for _, head in model.graph.edges if model.graph.nodes[head]["kind"] == "decision"]
    value = [1 for *_, relation in model.graph.edges(data="relation") if relation == "value"]
    assert drawn.count(figure, "information") == len(into) == drawn.count(figure, "information-heads")
    assert drawn.count(figure, "value") == len(value)
    assert drawn.count(figure, "dependence") == model.graph.number_of_edges() - len(into) - len(value)
    dashed = drawn.collection(figure, "information")
    solid = drawn.collection(figure, "dependence")
    if dashed is not None:
        assert dashed.get_linestyle()[0][1] is not None
    assert solid is not None
    assert solid.get_linestyle()[0][1] is None


def test_the_key_explains_what_is_there_and_nothing_else() -> None:
    assert "is known before" not in drawn.texts(figures.draw(berlin(), information=False), "key-text")
    assert drawn.texts(figures.draw(berlin()), "key-text") == [
        "decision",
        "event",
        "consideration",
        "influences",
        "is known before",
        "adds to",
    ]


def test_information_can_be_left_out() -> None:
    figure = figures.draw(berlin(), information=False)
    assert drawn.count(figure, "information") == 0
    assert drawn.count(figure, "dependence") > 0


def test_the_value_tree_shows_weights_in_percent() -> None:
    weights = drawn.texts(figures.draw(levelled()), "weight")
    assert sorted(weights) == sorted(["75%", "25%", "50%", "25%"])


def test_citation_marks_match_the_legend() -> None:
    figure = figures.draw(levelled())
    assert sorted(drawn.texts(figure, "cite")) == ["letter 5", "memo S1, S3, letter 2"]
    assert drawn.texts(figure, "sources") == ["Sources. memo: A memorandum, Archive 1; letter: A letter, Archive 2"]


@MODELS
@pytest.mark.parametrize("size", ["slide", "half", "A4", "A4-portrait", (6, 3), (16, 4), (4, 10)])
def test_no_text_collides_or_leaves_the_page(model: DecisionModel, size: object) -> None:
    figure = figures.draw(model, size=size)
    assert drawn.overlaps(figure) == []
    assert drawn.outside(figure) == []


@MODELS
def test_no_arc_runs_through_a_text(model: DecisionModel) -> None:
    figure = figures.draw(model)
    for gid in ("dependence", "information", "value"):
        assert drawn.crossing(figure, gid, ("node", "weight", "cite")) == []


@MODELS
def test_texts_lie_inside_their_shapes(model: DecisionModel) -> None:
    figure = figures.draw(model)
    shapes = [s for gid in ("decisions", "events", "considerations", "totals") for s in drawn.rectangles(figure, gid)]
    inverse = figure.axes[0].transData.inverted()
    for box in (*drawn.boxes(figure, "node"), *drawn.boxes(figure, "weight"), *drawn.boxes(figure, "cite")):
        (left, bottom), (right, top) = inverse.transform(box[:2]), inverse.transform(box[2:])
        assert any(
            x <= left and right <= x + width and y <= top and bottom <= y + height for x, y, width, height in shapes
        )


@MODELS
def test_arcs_point_to_the_right(model: DecisionModel) -> None:
    depth = layers(model, model.graph.edges)
    assert all(depth[tail] < depth[head] for tail, head in model.graph.edges)


def test_time_runs_to_the_right() -> None:
    model = berlin()
    depth = layers(model, model.graph.edges)
    for decision in model.decisions:
        later = model.sequence[model.position[decision.name] + 1 :]
        assert all(depth[step.name] > depth[decision.name] for step in later)


def test_sweeps_leave_no_more_crossings_than_an_ordering_by_networkx() -> None:
    """Random layered graphs: better, in sum, than the order of the input and than one barycentre pass."""
    ours = plain = 0
    for seed in range(12):
        graph = nx.gnp_random_graph(18, 0.16, seed=seed, directed=True)
        edges = {(f"n{a}", f"n{b}"): "x" for a, b in graph.edges if a < b and a // 5 < b // 5}
        layer = {f"n{node}": node // 5 for node in graph}
        order = layered(layer, edges)
        ours += order.crossings
        unordered = [sorted(row, key=str) for row in order.layers]
        plain += crossings(unordered, order.links)
    assert ours < 0.5 * plain


def test_the_order_found_is_the_best_for_a_small_graph() -> None:
    edges = {("a", "f"): "x", ("b", "e"): "x", ("c", "d"): "x"}
    assert layered({**dict.fromkeys("abc", 0), **dict.fromkeys("def", 1)}, edges).crossings == 0


def test_spacing_is_the_least_squares_solution() -> None:
    rng = np.random.default_rng(3)
    for _ in range(20):
        centres = rng.normal(size=6) * 5
        distances = rng.uniform(0.5, 3, size=5)
        spaced = np.array(_spaced(centres, distances, np.ones(6)))
        assert (np.diff(spaced) >= distances - 1e-9).all()
        best = np.square(spaced - centres).sum()
        for _ in range(200):
            trial = spaced + rng.normal(size=6) * 0.1
            if (np.diff(trial) >= distances).all():
                assert np.square(trial - centres).sum() >= best - 1e-9


def test_the_same_model_is_laid_out_the_same_every_time() -> None:
    assert DiagramSetter(berlin(), True).order == DiagramSetter(berlin(), True).order
