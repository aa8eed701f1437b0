"""The decision tree: shapes, labels and emphasis say what the solution says."""

from __future__ import annotations

from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure

from decision_model import figures
from decision_model.analysis.choice.tree import DecisionTree, Node, tree
from decision_model.errors import ModelError
from decision_model.figures.pdf.document_layout import PLATE
from decision_model.figures.tree.words import continued_title
from decision_model.model import Decision, DecisionModel, Event, consideration, decision, decision_model, event
from decision_model.scenario import read
from tests.figures import drawn
from tests.figures.examples import berlin, large, wildcatter
from tests.profiles import some

WHOLE = {"whole": True, "size": "A3", "theme": "paper"}
MODELS = {model.name: model for model in (berlin(), wildcatter(), large(5))}
NAMED = pytest.mark.parametrize("name", ["contingency", "oil_wildcatter"])
SIZES = ["slide", "half", "A4", "A4-portrait", "A3", (5, 3), (16, 3), (3, 12)]


@cache
def whole_tree(name: str) -> tuple[DecisionTree, Figure]:
    """A tree and all of it drawn, once for all tests that look at it."""
    whole = tree(MODELS[name])
    return whole, figures.draw(whole, **WHOLE)


def nodes(drawn_tree: DecisionTree, kind: type | None) -> list[Node]:
    is_of_kind = (lambda node: node.step is None) if kind is None else (lambda node: isinstance(node.step, kind))
    return [node for node in drawn_tree.root.walk() if is_of_kind(node)]


def rejected(drawn_tree: DecisionTree) -> int:
    return sum(not branch.best for node in drawn_tree.root.walk() for branch in node.branches)


@NAMED
def test_every_node_has_its_shape(name: str) -> None:
    whole, figure = whole_tree(name)
    for gid, kind in (("decisions", Decision), ("events", Event), ("ends", None)):
        assert drawn.count(figure, gid) + drawn.count(figure, f"best-{gid}") == len(nodes(whole, kind))


@NAMED
def test_struck_branches_are_the_rejected_ones(name: str) -> None:
    whole, figure = whole_tree(name)
    assert drawn.count(figure, "rejected-branches") == rejected(whole)
    assert drawn.count(figure, "strikes") == 2 * rejected(whole)


@NAMED
def test_thick_coloured_branches_are_the_policy(name: str) -> None:
    whole, figure = whole_tree(name)
    followed = [b for node in whole.root.walk() if node.reached for b in node.branches if b.best and b.node.reached]
    assert drawn.count(figure, "best-branches") == len(followed)
    best, plain = drawn.collection(figure, "best-branches"), drawn.collection(figure, "other-branches")
    assert best is not None
    assert plain is not None
    assert best.get_linewidth()[0] >= 2.5 * plain.get_linewidth()[0]
    assert not np.allclose(best.get_color()[0], plain.get_color()[0])


def test_options_chosen_are_bold() -> None:
    _, figure = whole_tree("oil_wildcatter")
    bold = {label.get_text() for label in drawn.labels(figure, "branch") if label.get_fontweight() == "bold"}
    assert bold == {
        "Seismic test",
        "No structure",
        "Open structure",
        "Closed structure",
        "Drill",
        "Do not drill",
        "Dry",
        "Wet",
        "Soaking",
    }
    assert "No test" in drawn.texts(figure, "branch")


def test_columns_are_headed_by_the_steps_in_sequence() -> None:
    model = berlin()
    heads = drawn.labels(whole_tree("contingency")[1], "head")
    assert [" ".join(head.lines) for head in heads] == [*(step.title for step in model.sequence), "Total"]
    left = [head.get_position()[0] for head in heads]
    assert left == sorted(left)


def test_values_and_totals_stand_where_the_tree_has_them() -> None:
    whole, figure = whole_tree("oil_wildcatter")
    inner = [node for node in whole.root.walk() if node.branches]
    values = [text.replace("\u2212", "-") for text in drawn.texts(figure, "value")]
    assert sorted(values) == sorted(f"{node.value:.1f}" for node in inner)
    ends = [node for node in whole.root.walk() if not node.branches]
    totals = drawn.labels(figure, "total")
    assert [label.get_text().replace("\u2212", "-") for label in totals] == [f"{node.value:.1f}" for node in ends]
    tops = [label.get_position()[1] for label in totals]
    assert tops == sorted(tops)


def test_probabilities_stand_on_the_branches_of_events() -> None:
    whole, figure = whole_tree("oil_wildcatter")
    chances = drawn.texts(figure, "chance")
    assert len(chances) == sum(len(node.branches) for node in nodes(whole, Event))
    assert chances.count("41%") == 1
    assert chances.count("73.2%") == 2


def test_bars_at_the_ends_are_the_contributions() -> None:
    whole, figure = whole_tree("contingency")
    bars = drawn.rectangles(figure, "contributions")
    shares = [share for node in whole.root.walk() for share in node.contributions.values()]
    widths = np.array([width for _, _, width, _ in bars])
    assert len(widths) == len(shares)
    assert np.allclose(widths / widths.max(), np.array(shares) / max(shares), atol=1e-6)


def test_losses_stand_left_of_zero() -> None:
    whole, figure = whole_tree("oil_wildcatter")
    zero = drawn.collection(figure, "zero")
    assert zero is not None
    at = zero.get_paths()[0].vertices[0, 0]
    shares = [share for node in whole.root.walk() for share in node.contributions.values()]
    for (left, _, width, _), share in zip(drawn.rectangles(figure, "contributions"), shares, strict=True):
        assert (left >= at - 1e-6) if share >= 0 else (left + width <= at + 1e-6)


@pytest.mark.parametrize(("name", "theme", "size"), some(product(MODELS, ["slides", "paper", "poster"], SIZES), 5))
def test_no_text_collides_or_leaves_the_page(name: str, theme: str, size: object) -> None:
    figure = figures.draw(tree(MODELS[name]), theme=theme, size=size)
    assert drawn.overlaps(figure) == []
    assert drawn.outside(figure) == []


@pytest.mark.parametrize("options", [{}, WHOLE, {"only_best": True}, {"depth": 3}], ids=str)
def test_no_branch_runs_through_a_text(options: dict[str, object]) -> None:
    for name in ("contingency", "oil_wildcatter"):
        figure = whole_tree(name)[1] if options == WHOLE else figures.draw(tree(MODELS[name]), **options)
        for gid in ("best-branches", "other-branches", "rejected-branches"):
            assert drawn.crossing(figure, gid, ("branch", "chance", "value", "note", "aside", "total")) == []


# cutting


def test_depth_closes_what_lies_deeper_and_counts_it() -> None:
    whole = tree(wildcatter())
    figure = figures.draw(whole, depth=1, fold=False)
    assert sorted(drawn.texts(figure, "aside")) == ["+18 more", "+6 more"]
    assert drawn.count(figure, "ends") + drawn.count(figure, "best-ends") == 0


def test_only_best_leaves_out_what_is_rejected_and_counts_it() -> None:
    figure = figures.draw(tree(wildcatter()), only_best=True, fold=False)
    assert drawn.count(figure, "rejected-branches") == 0
    assert drawn.count(figure, "strikes") == 0
    hidden = [text for text in drawn.texts(figure, "note") if text.startswith("+")]
    assert sum(int(text.split()[0]) for text in hidden) == 24 - 9
    assert drawn.count(figure, "best-ends") == 9


def test_a_start_draws_the_part_below_it_with_its_own_best_branches() -> None:
    model = berlin()
    start = {"planning": "private_bilateral", "access": "blocked", "circumstances": "favour_bilateral"}
    figure = figures.draw(tree(model), start=start, fold=False)
    assert drawn.texts(figure, "head")[0] == "Who meets Khrushchev"
    assert drawn.count(figure, "best-branches") > 0
    assert "A bilateral looks promising" in " ".join(drawn.texts(figure, "subtitle"))


def test_a_start_prefers_the_way_the_policy_goes() -> None:
    figure = figures.draw(tree(wildcatter()), start={"drill": "drill"}, fold=False)
    assert "Seismic test" in " ".join(drawn.texts(figure, "subtitle"))


@pytest.mark.parametrize(
    ("start", "message"),
    [
        ({"acces": "blocked"}, "'acces' is not a step. Did you mean 'access'?"),
        ({"access": "closed"}, "'closed' is not on 'access'. Did you mean 'blocked'?"),
        ({"planning": "quadripartite_only", "composition": "bilateral"}, "No path of the tree has"),
    ],
)
def test_a_start_that_is_nowhere_says_so(start: dict[str, str], message: str) -> None:
    with pytest.raises(ModelError, match=message.replace("?", "[?]")):
        figures.draw(tree(berlin()), start=start)


def repeated() -> DecisionModel:
    """The first event tells nothing about the rest, so both its branches lead to the same continuation."""
    return decision_model(
        "Twice the same",
        [
            decision("go", ["yes", "no"]),
            event("weather", ["sun", "rain"], {"sun": 0.5, "rain": "rest"}),
            event("luck", ["good", "bad"], {"good": 0.4, "bad": "rest"}),
        ],
        [
            consideration(
                "joy",
                [
                    ({"go": "yes", "weather": "sun", "luck": "good"}, 90),
                    ({"go": "yes", "weather": "sun"}, 40),
                    ({"go": "yes", "luck": "good"}, 80),
                    ({"go": "yes"}, 30),
                    ({"luck": "good"}, 50),
                    (None, 20),
                ],
                weight=1,
            )
        ],
    )


def test_a_step_that_changes_nothing_is_drawn_once_when_folded() -> None:
    figure = figures.draw(tree(repeated()), fold=True)
    assert "sun or rain" in drawn.texts(figure, "branch")
    assert drawn.count(figure, "ends") + drawn.count(figure, "best-ends") == 4 + 2


def three_ways() -> DecisionModel:
    """Two of three outcomes are followed by the same."""
    return decision_model(
        "Two of three",
        [
            decision("go", ["yes", "no"]),
            event("weather", ["sun", "cloud", "rain"], {"sun": 0.5, "cloud": 0.25, "rain": "rest"}),
            event("luck", ["good", "bad"], {"good": 0.4, "bad": "rest"}),
        ],
        [
            consideration(
                "joy",
                [
                    ({"go": "yes", "weather": "sun", "luck": "good"}, 90),
                    ({"go": "yes", "weather": "sun"}, 40),
                    ({"go": "yes", "luck": "good"}, 80),
                    ({"go": "yes"}, 30),
                    (None, 10),
                ],
                weight=1,
            )
        ],
    )


def test_identical_parts_are_drawn_once_with_a_letter() -> None:
    whole = tree(three_ways())
    folded = figures.draw(whole, fold=True)
    assert drawn.texts(folded, "mark") == ["A"]
    assert drawn.texts(folded, "aside") == ["same as A"]
    unfolded = figures.draw(whole, fold=False)
    assert drawn.texts(unfolded, "mark") == []
    assert drawn.count(unfolded, "ends") + drawn.count(unfolded, "best-ends") == whole.ends


def test_outcomes_that_cannot_happen_are_left_out_and_counted() -> None:
    model = decision_model(
        "Sure",
        [
            decision("go", ["yes", "no"]),
            event("luck", ["good", "bad", "ugly"], [({"go": "yes"}, {"good": 1, "ugly": 0}), (None, "bad")]),
        ],
        [consideration("joy", [({"luck": "good"}, 90), (None, 20)], weight=1)],
    )
    figure = figures.draw(tree(model), fold=False)
    assert drawn.texts(figure, "note") == ["2 cannot happen", "2 cannot happen"]
    assert "ugly" not in drawn.texts(figure, "branch")


def test_options_not_on_offer_are_counted() -> None:
    notes = drawn.texts(figures.draw(tree(berlin()), fold=False), "note")
    assert notes == ["1 not on offer", "1 not on offer"]


def test_a_large_tree_is_cut_until_a_slide_can_carry_it() -> None:
    whole = tree(large(7))
    assert whole.ends == 128
    figure = figures.draw(whole)
    sizes = [label.get_fontsize() for label in drawn.labels(figure, "branch")]
    assert min(sizes) >= 9.5
    assert any("more" in text for text in drawn.texts(figure, "aside"))
    every = figures.draw(whole, whole=True, theme="paper", size="A3-portrait")
    assert drawn.count(every, "ends") + drawn.count(every, "best-ends") == 128
    assert min(label.get_fontsize() for label in drawn.labels(every, "branch")) >= 4.8


def test_a_whole_tree_gets_a_page_that_can_be_read() -> None:
    figure = figures.draw(tree(large(8)), whole=True)
    assert min(label.get_fontsize() for label in drawn.labels(figure, "branch")) >= 9.5
    assert figure.get_figwidth() == pytest.approx(40 / 3)


def test_the_key_explains_what_is_there_and_nothing_else() -> None:
    entries = ["we choose", "events decide", "end", "best plan", "rejected"]
    assert drawn.texts(whole_tree("oil_wildcatter")[1], "key-text") == entries
    assert drawn.texts(figures.draw(tree(wildcatter()), depth=2, fold=False), "key-text") == [
        "we choose",
        "events decide",
        "best plan",
        "rejected",
        "ends not drawn",
    ]
    assert drawn.texts(figures.draw(tree(three_ways()), fold=True), "key-text")[-1] == "goes on as there"


def test_tied_options_are_all_emphasised() -> None:
    model = decision_model(
        "A tie",
        [decision("go", ["left", "right", "back"])],
        [consideration("joy", [({"go": "back"}, 1), (None, 5)], weight=1)],
    )
    figure = figures.draw(tree(model))
    assert drawn.count(figure, "best-branches") == 2
    assert drawn.count(figure, "rejected-branches") == 1
    assert figure.scene.words.title == "‘left’ and ‘right’ are level: 5.0 of 100"


def test_a_report_shows_the_rival_of_a_close_choice_and_does_not_strike_it() -> None:
    path = Path(__file__).parents[1] / "berlin_1961" / "contingency.yaml"
    figure = figures.draw(tree(read(path)), theme=PLATE)
    assert drawn.count(figure, "near-branches") == 1
    assert "Quadripartite plan only" in drawn.texts(figure, "branch")
    assert "close behind" in drawn.texts(figure, "key-text")


# slides


SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").rglob("*.yaml"))
BERLIN = Path(__file__).parents[2] / "scenarios" / "berlin_1961"


@pytest.mark.parametrize("path", some(SCENARIOS, 4), ids=lambda path: path.stem)
def test_no_type_of_a_slide_is_too_small_and_what_is_chosen_is_larger(path: Path) -> None:
    scenes = figures.scenes(tree(read(path)))
    assert all(text.block.size >= 14 for scene in scenes for text in scene.texts)
    assert max(text.block.size for text in scenes[0].texts if text.kind == "branch") >= 18


def test_options_chosen_are_set_larger_than_what_is_rejected_and_what_happens() -> None:
    figure = figures.draw(tree(wildcatter()))
    sizes = {" ".join(label.lines): label.get_fontsize() for label in drawn.labels(figure, "branch")}
    assert sizes["Seismic test"] >= 18 > sizes["No test"] >= 14
    assert sizes["Open structure"] == sizes["No test"]


def test_a_choice_that_is_too_close_to_call_is_drawn_thinner_and_its_rival_is_not_struck() -> None:
    options = figures.draw(tree(read(BERLIN / "options.yaml")))
    assert options.scene.words.title.startswith("Too close to call")
    assert drawn.count(options, "near-branches") == 1
    rejected = drawn.count(options, "rejected-branches")
    assert drawn.count(options, "strikes") == 2 * rejected
    close, firm = (drawn.collection(figure, "best-branches") for figure in (options, whole_tree("oil_wildcatter")[1]))
    assert close is not None
    assert firm is not None
    assert close.get_linewidth()[0] < 2 * drawn.collection(options, "near-branches").get_linewidth()[0]
    assert drawn.count(whole_tree("oil_wildcatter")[1], "near-branches") == 0


def test_of_many_options_as_many_are_drawn_as_fit_the_best_and_those_nearest_to_it() -> None:
    scores = {f"o{place}": 50 + (7 * place) % 26 for place in range(26)}
    model = decision_model(
        "Wide",
        [decision("go", list(scores))],
        [consideration("joy", [({"go": name}, score) for name, score in scores.items()], weight=1)],
    )
    figure = figures.draw(tree(model))
    shown = drawn.texts(figure, "branch")
    assert 10 <= len(shown) < 26
    assert drawn.texts(figure, "note") == [f"+{26 - len(shown)} more"]
    assert sorted(shown) == sorted(sorted(scores, key=scores.__getitem__, reverse=True)[: len(shown)])
    assert shown == [name for name in scores if name in shown]


def test_of_many_outcomes_the_likeliest_are_drawn() -> None:
    outcomes = {f"n{place}": (place + 1) / 465 for place in range(30)}
    model = decision_model(
        "Wide",
        [event("luck", list(outcomes), outcomes)],
        [consideration("joy", [({"luck": "n0"}, 1), (None, 5)], weight=1)],
    )
    shown = drawn.texts(figures.draw(tree(model)), "branch")
    assert shown == list(outcomes)[-len(shown) :]
    assert 8 <= len(shown) < 30


def test_a_tree_that_is_cut_goes_on_in_further_slides() -> None:
    """Every end that the plan can come to is on one of them, and each says where the next part is."""
    whole = tree(read(BERLIN / "contingency.yaml"))
    first, second = figures.scenes(whole)
    asides = [" ".join(text.block.lines) for text in first.texts if text.kind == "aside"]
    assert asides.count("slide 2") == 3
    assert "+" not in "".join(" ".join(text.block.lines) for text in second.texts if text.kind == "aside")
    ends = [
        text
        for scene in (first, second)
        for text in scene.texts
        if text.kind == "total" and text.block.weight == "bold"
    ]
    followed = [node for node in whole.root.walk() if node.step is None and node.reached]
    assert len(ends) == len(followed)
    assert second.words is not None
    assert second.words.title == "The best plan if ‘Land access cut’"


@pytest.mark.parametrize("name", ["berlin_1961/contingency", "cuba_1962/first_move", "vienna_1961/place"])
def test_what_is_close_behind_is_drawn_before_later_steps(name: str) -> None:
    """The title names it, of two options and of six, on one slide and on several."""
    answer = tree(read(BERLIN.parent / f"{name}.yaml"))
    for scene in (figures.scene(answer), figures.scenes(answer)[0]):
        assert sum(mark.kind == "near-branches" for mark in scene.marks) == 1
        key = [" ".join(text.block.lines) for text in scene.texts if text.kind == "key-text"]
        assert "close behind" in key


def test_a_further_picture_names_the_step_where_two_have_states_of_one_label() -> None:
    steps = [event(name, {"high": "High", "low": "Low"}, {"high": 0.5, "low": "rest"}) for name in ("rent", "wage")]
    model = decision_model("Levels", [decision("move", ["yes", "no"]), *steps], [consideration("gain", 10)])
    root = tree(model).root.branches[0].node
    assert continued_title(model, [root.branches[0]]) == "The best plan if ‘rent’ is ‘High’"


def test_one_picture_of_a_tree_names_no_further_slides() -> None:
    assert not any(
        "slide" in aside for aside in drawn.texts(figures.draw(tree(read(BERLIN / "contingency.yaml"))), "aside")
    )


def test_a_tree_that_fits_takes_one_slide() -> None:
    assert len(figures.scenes(tree(wildcatter()))) == 1
    assert len(figures.scenes(tree(large(7)), depth=2)) == 1


# stages


def test_stages_add_a_step_each_at_the_places_of_the_whole_picture() -> None:
    staged = tree(wildcatter(), stages=True)
    *stages, last = figures.scenes(staged)
    assert [scene.words.title for scene in stages] == [
        "1. We choose: Test first?",
        "2. Events decide: What the test shows",
        "3. We choose: Drill?",
        "4. Events decide: What is in the ground",
    ]
    places: set[tuple[str, float, float]] = set()
    for stage in (*stages, last):
        now = {(" ".join(text.block.lines), text.x, text.y) for text in stage.texts if text.kind == "branch"}
        assert places < now or stage is last
        assert places <= now
        places = now
    assert not any(text.kind in ("value", "total") for stage in stages for text in stage.texts)
    assert last.words.title == figures.scene(tree(wildcatter())).words.title


def test_what_a_stage_adds_is_emphasised() -> None:
    first, second = figures.scenes(tree(wildcatter(), stages=True))[:2]
    new = [mark for mark in second.marks if mark.kind == "new-branches"]
    old = [mark for mark in second.marks if mark.kind == "earlier-branches"]
    assert len(new[0].paths) == 3
    assert len(old[0].paths) == sum(len(mark.paths) for mark in first.marks if mark.kind == "new-branches") == 2
    assert new[0].width > 1.5 * old[0].width
