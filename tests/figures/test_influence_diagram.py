"""The influence diagram: shapes by kind, arcs by relation, weights, citations, few crossings."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from decision_model import figures
from decision_model.analysis.choice.diagram import diagram
from decision_model.figures.diagram.columns import layers
from decision_model.figures.diagram.layers import Bend, _spaced, crossings, heights, layered, least_height
from decision_model.figures.diagram.layout import DiagramSetter
from decision_model.model import DecisionModel, consideration, decision, decision_model
from decision_model.scenario import read
from tests.figures import drawn
from tests.figures.examples import berlin, levelled, wildcatter
from tests.profiles import some, whole_look

MODELS = pytest.mark.parametrize("model", [berlin(), wildcatter(), levelled()], ids=lambda model: model.title)


@MODELS
def test_shapes_follow_the_kinds(model: DecisionModel) -> None:
    figure = figures.draw(model)
    assert drawn.count(figure, "decisions") == len(model.decisions)
    assert drawn.count(figure, "events") == len(model.events)
    assert drawn.count(figure, "considerations") == len(model.leaves)
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
    ]


def test_information_can_be_left_out() -> None:
    figure = figures.draw(berlin(), information=False)
    assert drawn.count(figure, "information") == 0
    assert drawn.count(figure, "dependence") > 0


def test_considerations_show_their_weights_in_percent_below_their_groups() -> None:
    figure = figures.draw(levelled())
    assert sorted(drawn.texts(figure, "weight")) == ["25%", "25%", "50%"]
    heads = drawn.texts(figure, "head")
    assert heads[0] == "Total"
    assert [head.rsplit(" ", 1)[1] for head in heads[1:]] == ["75%"]


def test_the_frame_of_the_total_holds_all_considerations_and_nothing_else() -> None:
    figure = figures.draw(berlin())
    ((left, top, width, height),) = drawn.rectangles(figure, "totals")
    for x, y, wide, tall in drawn.rectangles(figure, "considerations"):
        assert left < x
        assert x + wide < left + width
        assert top < y
        assert y + tall < top + height
    assert all(x + wide < left for gid in ("decisions", "events") for x, _, wide, _ in drawn.rectangles(figure, gid))


def test_slides_leave_citations_out_and_paper_explains_them() -> None:
    assert not {"cite", "sources"} & {label.kind for label in drawn.labels(figures.draw(levelled()))}
    figure = figures.draw(levelled(), theme="paper")
    assert sorted(drawn.texts(figure, "cite")) == ["letter 5", "memo S1, S3, letter 2"]
    assert drawn.texts(figure, "sources") == ["Sources. memo: A memorandum, Archive 1; letter: A letter, Archive 2"]


SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").rglob("*.yaml"))


@pytest.mark.parametrize("path", some(SCENARIOS, 4), ids=lambda path: path.stem)
@pytest.mark.parametrize(("theme", "least"), [("slides", 14), ("paper", 8)])
def test_no_type_is_too_small_to_read(path: Path, theme: str, least: float) -> None:
    figure = figures.draw(read(path), theme=theme)
    assert min(label.get_fontsize() for label in drawn.labels(figure)) >= least
    assert drawn.overlaps(figure) == []
    assert drawn.outside(figure) == []


@whole_look
def test_of_more_considerations_than_fit_the_heaviest_are_shown() -> None:
    many = [consideration(f"c{place}", [({"go": "a"}, 10), (None, 5)], weight=1 + place) for place in range(40)]
    figure = figures.draw(decision_model("Many", [decision("go", ["a", "b"])], many))
    shown = [text for text in drawn.texts(figure, "node") if text.startswith("c")]
    assert 6 <= len(shown) < 40
    assert drawn.texts(figure, "more") == [f"+{40 - len(shown)} more"]
    assert set(shown) == {f"c{place}" for place in range(40 - len(shown), 40)}
    assert min(label.get_fontsize() for label in drawn.labels(figure)) >= 14
    assert drawn.count(figure, "dependence") == len(shown)


def test_stages_add_a_step_each_at_the_places_of_the_whole_diagram() -> None:
    model = berlin()
    *stages, last = figures.scenes(diagram(model, stages=True))
    assert len(stages) == len(model.sequence)
    known: set[tuple[str, float, float]] = set()
    for place, (stage, step) in enumerate(zip(stages, model.sequence, strict=True), 1):
        nodes = {(" ".join(text.block.lines), text.x, text.y) for text in stage.texts if text.kind == "node"}
        assert {text for text, *_ in nodes - known} == {f"{place}. {step.title}"}
        assert known < nodes
        known = nodes
        assert stage.words.title.startswith(f"{place}. ")
        (new,) = [mark for mark in stage.marks if mark.kind in ("new-decisions", "new-events")]
        assert len(new.outlines) == 1
    assert known < {(" ".join(text.block.lines), text.x, text.y) for text in last.texts if text.kind == "node"}
    assert last.words.title == figures.scene(model).words.title


def test_steps_share_columns_where_they_would_not_fit_beside_each_other() -> None:
    model = read(Path(__file__).parents[2] / "scenarios" / "berlin_1961" / "advanced.yaml")
    figure = figures.draw(model)
    lefts = {
        round(x + width / 2) for gid in ("decisions", "events") for x, _, width, _ in drawn.rectangles(figure, gid)
    }
    assert len(lefts) < len(model.sequence) - 2
    for gid in ("dependence", "information"):
        assert drawn.crossing(figure, gid, ("node", "weight", "head")) == []


@MODELS
@pytest.mark.parametrize("size", ["slide", "half", "A4", "A4-portrait", (6, 3), (16, 4), (4, 10)])
def test_no_text_collides_or_leaves_the_page(model: DecisionModel, size: object) -> None:
    figure = figures.draw(model, size=size)
    assert drawn.overlaps(figure) == []
    assert drawn.outside(figure) == []


@MODELS
def test_no_arc_runs_through_a_text(model: DecisionModel) -> None:
    figure = figures.draw(model)
    for gid in ("dependence", "information"):
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
@pytest.mark.parametrize("most", [1, 2, 3])
def test_arcs_point_to_the_right_or_down(model: DecisionModel, most: int) -> None:
    order = DiagramSetter(model, True, most).columns
    at = {node: (column, row) for column, nodes in enumerate(order.order.layers) for row, node in enumerate(nodes)}
    assert all(at[tail] < at[head] for tail, head in (*order.inside, *order.order.ways))


def test_time_runs_to_the_right() -> None:
    model = berlin()
    depth = layers(model, model.graph.edges)
    for step in model.decisions:
        later = model.sequence[model.position[step.name] + 1 :]
        assert all(depth[other.name] > depth[step.name] for other in later)


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


def test_no_drawing_is_lower_than_the_least_height_and_one_of_a_single_layer_has_it() -> None:
    random = np.random.default_rng(5)
    for _ in range(60):
        names = [f"n{place}" for place in range(random.integers(1, 12))]
        drawn_layers = [int(random.integers(0, 4)) for _ in names]
        taken = sorted(set(drawn_layers))
        layer = {name: taken.index(at) for name, at in zip(names, drawn_layers, strict=True)}
        pairs = [(tail, head) for tail in names for head in names if layer[tail] < layer[head]]
        order = layered(layer, {pair: "dependence" for pair in pairs if random.random() < 0.4})
        tall = {name: float(random.uniform(1, 5)) for name in names}
        middles = heights(order, tall, 0.0, 0.7)
        ends = [at + tall.get(node, 0.0) / 2 for node, at in middles.items()]
        assert least_height(order, tall, 0.0, 0.7) <= max(ends) + 1e-9
        if len(set(layer.values())) == 1 and not any(isinstance(node, Bend) for node in middles):
            assert least_height(order, tall, 0.0, 0.7) == pytest.approx(max(ends))


def test_the_same_model_is_laid_out_the_same_every_time() -> None:
    assert DiagramSetter(berlin(), True).order == DiagramSetter(berlin(), True).order
