"""Quizzes: every answer that counts as right is right, every other is wrong, and the draw can be had again."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

import pytest

import decision_model as dm
from decision_model.analysis.choice.tree import Node
from decision_model.analysis.combinations import combinations, decided_now
from decision_model.analysis.robustness.sensitivity.set_numbers import set_numbers
from decision_model.analysis.time.perfect_information import knowing
from decision_model.courses.quiz import Quiz, quiz
from decision_model.courses.quiz.items import ChoiceItem, NumberItem, QuizItem, TrueFalse
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, Event
from decision_model.model.labels import step_state_labels
from tests.courses.banks import NAMES, SEEDS, bank, model
from tests.oracle import brute_force
from tests.profiles import profile, some

every_scenario = pytest.mark.parametrize("name", NAMES)
SAME = 1e-9


def asked(name: str, what: str) -> Iterator[QuizItem]:
    """The questions of a kind about a scenario, under every seed."""
    for seed in SEEDS:
        yield from (item for item in bank(name, seed).items if item.about["asked"] == what)


WORLDS: dict[int, tuple[DecisionModel, list[brute_force.World]]] = {}


def worlds(found: DecisionModel) -> list[brute_force.World]:
    """Every world of a model, told once."""
    if id(found) not in WORLDS:
        WORLDS[id(found)] = found, brute_force.worlds(found)
    return WORLDS[id(found)][1]


def best(found: DecisionModel) -> brute_force.Verdict:
    """What the best plan comes to, world by world."""
    return brute_force.verdict(found, brute_force.best_among(found, worlds(found)))


def restricted(found: DecisionModel, chosen: Mapping[str, str]) -> list[brute_force.World]:
    """The worlds in which decisions are taken so, wherever they arise."""
    return [
        world
        for world in worlds(found)
        if all(world.states.get(name, option) == option for name, option in chosen.items())
    ]


def total(found: DecisionModel, chosen: Mapping[str, str]) -> float:
    """What a choice comes to with the rest at its best, world by world."""
    if not told_by_worlds(found):
        return along_the_tree(found.varied(choose=chosen))
    kept = brute_force.best_among(found, restricted(found, chosen))
    assert math.isclose(math.fsum(world.weight for world in kept), 1, abs_tol=SAME), "on offer wherever it arises"
    return brute_force.verdict(found, kept).total


def told_by_worlds(found: DecisionModel) -> bool:
    """Whether the other way to solve knows the model's functions, and its memory."""
    try:
        worlds(found)
    except ValueError:
        return False
    return all(decision.knows is None for decision in found.decisions)


def along_the_tree(found: DecisionModel) -> float:
    """The expected total, rolled back from the ends of the tree alone."""
    pick = min if found.better == "lower" else max

    def worth(node: Node) -> float:
        below = [(branch.chance, worth(branch.node)) for branch in node.branches]
        if node.step is None:
            return node.value
        if isinstance(node.step, Event):
            return math.fsum(chance * value for chance, value in below if chance is not None)
        return pick(value for _, value in below)

    return worth(dm.tree(found).root)


def options_of(found: DecisionModel, title: str) -> dict[str, str]:
    """The options of the combination of that title."""
    for each in combinations(found, decided_now(found))[0]:
        if each.title == title:
            return {name: option for name, option in each.options.items() if option is not None} | dict(each.needs)
    raise AssertionError(f"nothing is called {title}")


def sign(found: DecisionModel) -> float:
    return -1.0 if found.better == "lower" else 1.0


def in_its_unit(item: QuizItem, value: float, exact: float) -> float:
    """A value in the unit in which a question asks, found from the exact answer there."""
    scale = exact / value if value else 1.0
    return value * 10.0 ** round(math.log10(abs(scale))) if value else value


def assert_answered(item: QuizItem, value: float) -> None:
    """The number is the right answer, whether it is to be typed or to be chosen; no wrong one is as near."""
    if isinstance(item, NumberItem):
        tolerance = item.number.tolerance
        exact = in_its_unit(item, value, item.number.value)
        assert abs(float(item.number.text()) - exact) <= tolerance, item.key
        for slip in item.slips:
            assert abs(float(item.number.text(slip.value)) - exact) > 1.4 * tolerance, item.key
    else:
        assert isinstance(item, ChoiceItem)
        right = number_in(item.answer)
        wrong = [number_in(option.text) for option in item.options if not option.is_right]
        exact = in_its_unit(item, value, right)
        near = 10.0 ** -len(item.answer.partition(" ")[0].partition(".")[2].rstrip("%"))
        assert abs(right - exact) <= near / 2 + SAME * abs(exact), item.key
        assert all(abs(each - exact) > near for each in wrong), item.key


def number_of(item: QuizItem) -> float:
    """The number asked for, as near as it is written, in the unit of the question."""
    return item.number.value if isinstance(item, NumberItem) else number_in(item.answer)


def number_in(text: str) -> float:
    """The number with which an answer begins."""
    return float(text.partition(" ")[0].rstrip("%").replace("\u2212", "-").replace(",", ""))


@every_scenario
def test_every_scenario_has_a_quiz(name: str) -> None:
    for seed in SEEDS:
        found = bank(name, seed)
        assert found.items
        assert found.setting
        assert len(found.items) == found.found
        assert len({item.key for item in found.items}) == len(found.items)
        kinds = [kind for kind, _ in groupby(type(item) for item in found.items)]
        assert kinds == [kind for kind in (TrueFalse, ChoiceItem, NumberItem) if kind in kinds]


def test_one_scenario_is_asked_about_in_every_way_so_that_no_test_below_is_idle() -> None:
    assert {item.about["asked"] for item in bank("korea_1950/parallel").items} == {
        "best",
        "claim",
        "how sure",
        "information",
        "most worth knowing",
        "news",
        "pair",
        "plan",
        "speaks most",
        "switch",
        "total",
    }


@every_scenario
def test_each_choice_has_one_right_answer_and_wrong_ones_that_name_their_mistake(name: str) -> None:
    for seed in SEEDS:
        for item in bank(name, seed).items:
            assert all(text.strip() for text in (*item.stem, *item.feedback, item.title)), item.key
            if isinstance(item, ChoiceItem):
                texts = [option.text for option in item.options]
                assert sum(option.is_right for option in item.options) == 1
                assert 2 <= len(texts) == len(set(texts)) <= 5
                assert all(option.sentence.endswith((".", "!", "?")) for option in item.options)
                wrong = [option.sentence for option in item.options if not option.is_right]
                assert all(len(sentence) > 20 for sentence in wrong)
            if isinstance(item, NumberItem):
                assert item.number.tolerance > 0
                assert "rounded to" in item.stem[-1]
                assert not item.number.unit or item.number.unit in item.stem[-1] or item.number.unit == "%"


@every_scenario
def test_totals_are_those_of_every_world_added_up(name: str) -> None:
    for item in asked(name, "total"):
        chosen = {step: option for step, option in item.about.items() if step != "asked"}
        needs = next(each.needs for each in combinations(model(name), list(chosen))[0] if each.options == chosen)
        assert_answered(item, total(model(name), {**needs, **chosen}))


@every_scenario
def test_of_two_options_the_one_that_is_said_to_be_ahead_is(name: str) -> None:
    found = model(name)
    for item in asked(name, "pair"):
        assert isinstance(item, TrueFalse)
        first, second = (total(found, options_of(found, item.about[which])) for which in ("first", "second"))
        assert sign(found) * (first - second) > SAME
        assert (item.about["better"] in (item.about["first"], item.title.partition("\u2019")[0][1:])) == item.is_true


@every_scenario
def test_what_is_best_is_ahead_of_every_other_answer(name: str) -> None:
    found = model(name)
    for item in asked(name, "best"):
        assert isinstance(item, ChoiceItem)
        right = total(found, options_of(found, item.answer))
        for option in item.options:
            if not option.is_right:
                assert sign(found) * (right - total(found, options_of(found, option.text))) > SAME


@every_scenario
def test_the_plan_does_in_a_situation_what_is_right_and_loses_by_anything_else(name: str) -> None:
    found = model(name)
    labels = step_state_labels(found)
    for item in asked(name, "plan"):
        assert isinstance(item, ChoiceItem)
        decision = item.about["decision"]
        known = {key.removeprefix("known."): state for key, state in item.about.items() if key.startswith("known.")}
        whole = best(found)

        def in_situation(world: brute_force.World, known: Mapping[str, str] = known, at: str = decision) -> bool:
            return at in world.states and all(world.states.get(step) == state for step, state in known.items())

        here = [world for world in whole.worlds if in_situation(world) and world.weight > 0]
        assert here
        assert {labels[decision, world.states[decision]] for world in here} == {item.answer}
        for option in item.options:
            if not option.is_right:
                others = [
                    world
                    for world in worlds(found)
                    if not in_situation(world) or labels[decision, world.states[decision]] == option.text
                ]
                kept = brute_force.best_among(found, others)
                assert sign(found) * (whole.total - brute_force.verdict(found, kept).total) > SAME


@every_scenario
def test_chances_after_news_are_joint_chances_divided_by_that_of_the_news(name: str) -> None:
    found = model(name)
    for item in asked(name, "news"):
        given = {key.removeprefix("given."): state for key, state in item.about.items() if key.startswith("given.")}
        kept = brute_force.best_among(found, restricted(found, given))
        news = [world for world in kept if world.states.get(item.about["report"]) == item.about["said"]]
        both = [world for world in news if world.states.get(item.about["event"]) == item.about["outcome"]]
        share = math.fsum(world.weight for world in both) / math.fsum(world.weight for world in news)
        assert_answered(item, 100 * share)


@every_scenario
def test_the_worth_of_knowing_is_what_the_best_plan_gains(name: str) -> None:
    found = model(name)
    for item in asked(name, "information"):
        told = knowing(found, [item.about["event"]], item.about["before"])
        if told_by_worlds(found):
            totals = [best(each).total for each in (told, found)]
        elif any(decision.knows is not None for decision in found.decisions):
            totals = [float(dm.solve(each).total) for each in (told, found)]
        else:
            totals = [along_the_tree(each) for each in (told, found)]
        assert_answered(item, sign(found) * (totals[0] - totals[1]))


@every_scenario
def test_at_a_switching_value_another_plan_becomes_best(name: str) -> None:
    found = model(name)
    for item in asked(name, "switch"):
        assert isinstance(item, NumberItem)
        whole = 100 if item.number.unit == "%" else 1
        value, near = item.number.value / whole, item.number.tolerance / whole
        way = 1.0 if item.about["way"] == "rises" else -1.0
        at = {step: set_numbers(found, {item.about["number"]: value + step * way * near}) for step in (-1.0, 1.0)}
        before, after = (dm.solve(each) for each in at.values())
        assert before.plan == dm.solve(found).plan or leaders(before) == leaders(dm.solve(found)), item.key
        assert after.plan != before.plan or leaders(after) != leaders(before), item.key


def leaders(solution: dm.Solution) -> list[tuple[str, ...]]:
    """The options taken at each choice."""
    return [choice.options for choice in solution.policy]


@every_scenario
def test_claims_are_true_or_turned_as_they_are_judged(name: str) -> None:
    if not model(name).claims:
        assert not list(asked(name, "claim"))
        return
    judged = {claim.claim.text: claim.holds for claim in dm.claims(model(name)).claims}
    for item in asked(name, "claim"):
        assert isinstance(item, TrueFalse)
        assert item.is_true == (judged[item.about["claim"]] != (item.about["turned"] == "yes"))
        assert any(item.about["claim"].rstrip(".") in text for text in item.feedback)


@every_scenario
def test_what_a_claim_says_is_best_is_what_the_best_plan_does(name: str) -> None:
    """Claims in the words of the model, against every world: the option told is taken in all of them, or in none."""
    found = model(name)
    expects = {claim.text: claim.expect for claim in found.claims}
    for item in asked(name, "claim"):
        expect = expects[item.about["claim"]]
        if not item.about["option"]:
            continue
        assert isinstance(item, TrueFalse)
        ((decision, _),) = expect.about.items()  # type: ignore[union-attr]
        varied = found.varied(perspective=expect.perspective, what_if=expect.what_if)
        if varied.forced or varied.withheld or varied.followed:
            continue  # the other way to solve knows none of these
        (given,) = expect.given.alternatives
        decisions = {step.name for step in found.decisions}
        chosen = {step: states[0] for step, states in given.items() if step in decisions}
        kept = brute_force.best_among(varied, restricted(varied, chosen))
        fitting = [
            world.states[decision]
            for world in kept
            if world.weight > 0
            and decision in world.states
            and all(world.states.get(step) in states for step, states in given.items())
        ]
        assert fitting
        assert ({*fitting} == {item.about["option"]}) == item.is_true


@every_scenario
def test_what_speaks_most_sets_the_two_apart_most(name: str) -> None:
    found = model(name)
    labels = {leaf.title: leaf.name for leaf in found.leaves}
    for item in asked(name, "speaks most"):
        assert isinstance(item, ChoiceItem)
        first, second = (
            brute_force.verdict(
                found, brute_force.best_among(found, restricted(found, options_of(found, item.about[which])))
            ).contributions
            for which in ("first", "second")
        )
        apart = {leaf: sign(found) * (first[leaf] - second[leaf]) for leaf in first}
        assert max(apart, key=apart.__getitem__) == item.about["right"]
        for option in item.options:
            if not option.is_right and option.text in labels:
                assert apart[labels[option.text]] < apart[item.about["right"]]


@every_scenario
def test_how_sure_it_is_is_what_firmness_says(name: str) -> None:
    for item in asked(name, "how sure"):
        verdict = dm.firmness(model(name), decided_now(model(name))).verdict.value
        assert item.about["right"] == verdict
        assert item.answer.lower().startswith(verdict.removeprefix("a ")) or verdict == "tie"


@every_scenario
def test_what_is_most_worth_knowing_gains_most(name: str) -> None:
    for item in asked(name, "most worth knowing"):
        values = {row.events: row.value for row in dm.information(model(name)).ranked if len(row.events) == 1}
        most = max(values, key=values.__getitem__)
        assert most == (item.about["right"],)


def test_what_is_tied_is_not_asked() -> None:
    level = dm.decision_model(
        "Level",
        [dm.decision("act", {"a": "A", "b": "B"})],
        [dm.consideration("gain", [({"act": "a"}, 50), (None, 50)], scale=(0, 100))],
    )
    what = {item.about["asked"] for item in quiz(level).items}
    assert not what & {"best", "pair", "speaks most"}


def test_what_is_too_close_to_call_is_asked_at_the_exact_numbers_alone() -> None:
    close = next(asked("berlin_1961/options", "how sure"))
    assert close.about["right"] == "too close to call"
    for name in some(NAMES[:: 1 if profile() == "hunt" else 6], 3):
        sure = [item.about["right"] for item in asked(name, "how sure")]
        for item in asked(name, "best"):
            assert ("exactly as they stand" in item.stem[-1]) == ("too close to call" in sure)


SURVEY: list[tuple[str, float]] = [
    ("best case alone", 700.0),  # drill, and find oil
    ("without their chances", 300.0),  # (700 - 100) / 2
    ("likeliest outcome", 90.0),  # dry: sell
    ("averages over their options", 95.0),  # (100 + 90) / 2
]


def test_mistakes_come_to_what_they_do_by_hand() -> None:
    """Goferbroke without a survey: oil, 700, with a chance of 1/4, else -100; the land sells for 90."""
    totals = [item for item in asked("textbook/goferbroke", "total") if item.key == "total:No survey"]
    told = {}
    for item in totals:
        if isinstance(item, NumberItem):
            told |= {slip.sentence: float(item.number.text(slip.value)) for slip in item.slips}
        elif isinstance(item, ChoiceItem):
            told |= {option.sentence: number_in(option.text) for option in item.options}
    for words, value in SURVEY:
        (found,) = {amount for sentence, amount in told.items() if words in sentence}
        assert found == pytest.approx(value)


def test_bayes_mistakes_come_to_what_they_do_by_hand() -> None:
    """The medical classic: 1% are ill, the test finds 80% of them and errs on 9.6% of the others (Eddy 1982)."""
    ill = dm.decision_model(
        "A screening",
        [
            dm.event("test", {"positive": "Positive", "negative": "Negative"}, [
                ({"state": "ill"}, {"positive": 0.8, "negative": "rest"}),
                (None, {"positive": 0.096, "negative": "rest"}),
            ]),
            dm.decision("treat", {"yes": "Treat", "no": "Wait"}),
            dm.event("state", {"ill": "Ill", "well": "Well"}, {"ill": 0.01, "well": "rest"}),
        ],
        [dm.consideration("health", [({"state": "ill", "treat": "no"}, 0), ({"treat": "yes"}, 60), (None, 100)],
                          scale=(0, 100))],
    )  # fmt: skip
    numbers: dict[str, float] = {}
    for seed in range(12):
        for item in quiz(ill, seed=seed).items:
            what = (item.about["asked"], item.about.get("outcome"), item.about.get("said"))
            if what == ("news", "ill", "positive") and isinstance(item, NumberItem):
                numbers |= {slip.sentence: slip.value for slip in item.slips} | {"right": item.number.value}
    assert numbers.pop("right") == pytest.approx(100 * 0.008 / (0.008 + 0.99 * 0.096))
    expected = {"before the news": 1.0, "for the chance of": 80.0, "base rates": 100 * 0.8 / 0.896}
    for words, value in expected.items():
        found = [amount for sentence, amount in numbers.items() if words in sentence]
        assert found == [pytest.approx(value)], words


def test_a_draw_takes_so_many_of_every_kind_of_question_in_turn() -> None:
    whole = bank("textbook/goferbroke")
    few = quiz(whole.model, questions=6)
    assert len(few.items) == 6
    assert few.found == len(whole.items)
    assert {item.key for item in few.items} <= {item.key for item in whole.items}
    assert len({item.about["asked"] for item in few.items}) > 4
    assert str(few.found) in few.statement.detail
    assert quiz(whole.model, questions=10_000).items == whole.items


def test_a_seed_gives_the_same_quiz_and_another_seed_another() -> None:
    found = model("textbook/goferbroke")
    assert quiz(found, seed=3) == quiz(found, seed=3)
    orders: Callable[[Quiz], list[list[str]]] = lambda each: [  # noqa: E731
        [option.text for option in item.options] for item in each.items if isinstance(item, ChoiceItem)
    ]
    assert len({str(orders(quiz(found, seed=seed))) for seed in range(4)}) > 1


@pytest.mark.parametrize("arguments", [{"questions": 0}, {"questions": -3}, {"seed": -1}])
def test_no_question_and_no_seed_below_nothing(arguments: dict[str, int]) -> None:
    with pytest.raises(ModelError):
        quiz(model("textbook/umbrella"), **arguments)


def test_without_a_decision_there_are_chances_to_ask_for() -> None:
    found = dm.decision_model(
        "No choice",
        [
            dm.event("coin", {"x": "X", "y": "Y"}, {"x": 0.3, "y": "rest"}),
            dm.event(
                "said",
                {"u": "U", "v": "V"},
                [({"coin": "x"}, {"u": 0.9, "v": "rest"}), (None, {"v": 0.8, "u": "rest"})],
            ),
        ],
        [dm.consideration("gain", [({"coin": "x"}, 1), (None, 100)], scale=(0, 100))],
    )
    assert {item.about["asked"] for item in quiz(found).items} == {"news"}


def test_a_model_over_draws_has_no_quiz() -> None:
    import numpy as np

    with pytest.raises(ModelError, match="holds draws"):
        quiz(model("textbook/umbrella").varied(parameters={"p_rain": np.array([0.1, 0.2])}))


@every_scenario
def test_no_figure_of_a_question_tells_its_answer(name: str) -> None:
    shown = [item for item in bank(name).items if item.figure is not None]
    solution = dm.solve(model(name))
    plan = solution.plan[0] if shown else ""
    for item in shown:
        assert item.figure is not None
        assert item.figure.name in ("diagram.png", "tree.png", "tree_to_work_through.png")
        words = item.figure.drawing.words
        assert "leads" not in words.title
        assert plan not in words.alternative
        if item.figure.name == "tree_to_work_through.png":
            ends = [node.value for node in dm.tree(solution).root.walk() if node.step is None]
            assert f"{number_of(item):.3g}" not in [f"{end:.3g}" for end in ends]


def _slips_of(name: str, titles: tuple[str, ...]) -> dict[str, float]:
    """The wrong totals of some options, by what is said of them, under several seeds."""
    told: dict[str, float] = {}
    for seed in range(6):
        for item in bank(name, seed).items:
            if item.about["asked"] != "total" or item.key not in [f"total:{title}" for title in titles]:
                continue
            if isinstance(item, NumberItem):
                told |= {f"{item.key} {slip.sentence}": slip.value for slip in item.slips}
            elif isinstance(item, ChoiceItem):
                told |= {f"{item.key} {option.sentence}": number_in(option.text) for option in item.options}
    return told


@pytest.mark.parametrize("name", ["textbook/three_students", "textbook/three_students_again"])
def test_adding_up_what_works_together_is_a_mistake(name: str) -> None:
    """Grabisch's students, marks of 20: the weights of A, B and C's subjects are 7/24, 7/24 and 10/24."""
    told = _slips_of(name, ("B", "C"))
    for title, marks in (("B", (10, 12, 18)), ("C", (14, 15, 15))):
        added = 5 * sum(share * mark for share, mark in zip((7 / 24, 7 / 24, 10 / 24), marks, strict=True))
        (found,) = [
            value for key, value in told.items() if key.startswith(f"total:{title} ") and "did not depend" in key
        ]
        assert found == pytest.approx(added, abs=0.06)


def test_a_cost_that_is_left_out_is_a_mistake() -> None:
    """The printer earns (249 - 45 - 90) * 15,000 - 1,000,000; without the parts it seems to earn 2,060,000."""
    told = _slips_of("textbook/new_printer", ("Make it",))
    assert {round(value) for key, value in told.items() if "Parts for one" in key} == {2_060_000}
    assert not any("Price" in key or "Demand" in key for key in told)
    assert all(value for value in _slips_of("textbook/building_deadline", ("Build ourselves",)).values())
