"""What the language can say, each with the model it becomes; the rest is refused with the reason."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from decision_model.errors import ModelError, ScenarioError
from decision_model.model.considerations import Scale
from decision_model.model.numbers import Citation, number
from decision_model.model.tables import Adjusted, RuleTable, condition
from decision_model.scenario import parse, read, write
from decision_model.scenario.builder import scenario_name

BASE = (Path(__file__).parent / "mistakes" / "bases" / "where_to_meet.yaml").read_text("utf-8")


def scenario(**sections: str) -> Any:
    """A small scenario with some of its sections replaced."""
    usual = {
        "title": "A problem",
        "sources": "{memo: {title: A memorandum}}",
        "parameters": "{p: 0.25, half: p / 2}",
        "sequence": "[{decide: site, options: {berlin: Berlin, elsewhere: }}, "
        "{event: allies, outcomes: {accept: , object: }, chance: {object: p, accept: rest}}]",
        "considerations": "[{name: unity, scores: 50}]",
    }
    return parse("decision_model: 1\n" + "\n".join(f"{key}: {value}" for key, value in {**usual, **sections}.items()))


def event(chance: str) -> str:
    allies = f"{{event: allies, outcomes: {{accept: , object: }}, chance: {chance}}}"
    return f"[{{decide: site, options: {{berlin: , elsewhere: }}}}, {allies}]"


def test_labels_and_remarks_of_options() -> None:
    options = "{here: Here, there: {label: There, note: Far, cite: memo S1, basis: assumption}, nowhere: }"
    here, there, nowhere = scenario(sequence=f"[{{decide: site, options: {options}}}]").decisions[0].options
    assert (here.label, there.label, nowhere.label, nowhere.title) == ("Here", "There", "", "nowhere")
    assert (there.note, there.cite) == ("Far", (Citation("memo", "S1"),))


def test_a_colour_is_kept_and_written() -> None:
    model = scenario(
        sequence="[{decide: site, options: {berlin: {label: Berlin, colour: teal}, elsewhere: Elsewhere}}]",
        considerations="[{name: unity, colour: red, scores: 50}]",
        parameters="{}",
    )
    assert [option.colour for option in model.decisions[0].options] == ["teal", None]
    assert model.considerations[0].colour == "red"
    again = parse(write(model))
    assert (again.sequence, again.considerations) == (model.sequence, model.considerations)


def test_a_short_label_stands_in_tight_places_and_the_title_elsewhere() -> None:
    model = scenario(
        sequence="[{decide: site, options: {berlin: {label: The divided city, short: Berlin}, elsewhere: Elsewhere}}, "
        "{event: allies, outcomes: {accept: {short: Yes}, object: }, chance: {object: p, accept: rest}}]",
        considerations="[{name: unity, label: Allied unity, short: Unity, scores: 50}]",
    )
    titled = (*model.decisions[0].options, *model.events[0].outcomes, *model.considerations, model.events[0])
    assert [each.short_title for each in titled] == ["Berlin", "Elsewhere", "Yes", "object", "Unity", "allies"]
    assert titled[0].title == "The divided city"
    assert parse(write(model), model.name) == model


@pytest.mark.parametrize("word", ["no", "yes", "on", "off", "true", "False", "1961", "12"])
def test_any_word_can_name_a_state(word: str) -> None:
    sequence = f"[{{decide: site, options: {{{word}: , other: }}}}]"
    scores = f"[{{name: unity, scores: [{{when: {{site: {word}}}, then: 1}}, {{otherwise: 2}}]}}]"
    assert len(scenario(sequence=sequence, considerations=scores).decisions[0].options) == 2


def test_a_condition_may_be_one_mapping_or_any_of_several() -> None:
    both = "[{when: [{site: berlin}, {site: elsewhere, allies: [object]}], then: 1}, {otherwise: 2}]"
    rule = scenario(considerations=f"[{{name: unity, scores: {both}}}]").considerations[0].scores.rules[0]
    assert rule.when == condition([{"site": "berlin"}, {"site": "elsewhere", "allies": "object"}])


@pytest.mark.parametrize(
    ("chance", "rules"),
    [
        ("{accept: 0.25, object: 0.75}", [({"accept": "0.25", "object": "0.75"}, None)]),
        ("{object: half, accept: rest}", [({"object": "half"}, "accept")]),
        ("object", [({"object": "1"}, None)]),
        ("[{when: {site: berlin}, then: object}, {otherwise: {object: p * 2, accept: rest}}]",
         [({"object": "1"}, None), ({"object": "p * 2"}, "accept")]),
    ],
)  # fmt: skip
def test_forms_of_chance(chance: str, rules: list[Any]) -> None:
    table = scenario(sequence=event(chance)).events[0].chance
    written = [({name: str(each) for name, each in rule.then.numbers.items()}, rule.then.rest) for rule in table.rules]
    assert written == rules


def test_forms_of_scores() -> None:
    scores = [
        "7",
        "p * 100",
        "{value: 7, range: [5, 9]}",
        "[{otherwise: 7}]",
        "{start: 7, adjust: [{when: {site: berlin}, by: -2}]}",
    ]
    names = [f"{{name: unity_{n}, scores: {each}}}" for n, each in enumerate(scores)]
    plain, formula, ranged, table, adjusted = (
        each.scores for each in scenario(considerations=f"[{', '.join(names)}]").considerations
    )
    assert plain == table == RuleTable(table.rules)
    assert formula.rules[0].then == number("p * 100")
    assert ranged.rules[0].then.range == (5, 9)
    assert isinstance(adjusted, Adjusted)
    assert str(adjusted.adjustments[0].then) == "-2"


def test_numbers_carry_what_is_known_of_them() -> None:
    given = "value: 0.25, range: [0.1, 0.4], basis: ordinal, note: A guess, cite: [memo S1, memo S2], label: A chance"
    parameter = scenario(parameters=f"{{p: {{{given}}}}}").parameters["p"]
    assert parameter.label == "A chance"
    assert (parameter.number.basis, parameter.number.note, len(parameter.number.cite)) == ("ordinal", "A guess", 2)


@pytest.mark.parametrize(
    ("written", "arguments"),
    [
        ("{uniform: {low: 0, high: 1}}", {"low": 0, "high": 1}),
        ("{triangular: {low: 0, mode: 0.5, high: 1}}", {"low": 0, "mode": 0.5, "high": 1}),
        ("{beta: {a: 2, b: 3}}", {"a": 2, "b": 3}),
        ("{normal: {mean: 0.5, sd: 0.1}}", {"mean": 0.5, "sd": 0.1}),
        ("{pert: {low: 0, mode: 0.5, high: 1}}", {"low": 0, "mode": 0.5, "high": 1}),
        ("{beta: {mean: 0.4, sd: 0.1}}", {"mean": 0.4, "sd": 0.1}),
        ("{gamma: {shape: 2, scale: 3}}", {"shape": 2, "scale": 3}),
        ("{gamma: {mean: 0.4, sd: 0.1}}", {"mean": 0.4, "sd": 0.1}),
        ("{lognormal: {mean: 0.4, sd: 0.1}}", {"mean": 0.4, "sd": 0.1}),
        ("{lognormal: {log_mean: -1, log_sd: 0.1}}", {"log_mean": -1, "log_sd": 0.1}),
        ("{exponential: {mean: 0.4}}", {"mean": 0.4}),
        ("{exponential: {rate: 3}}", {"rate": 3}),
    ],
)
def test_distributions(written: str, arguments: dict[str, float]) -> None:
    spread = (
        scenario(parameters=f"{{p: {{value: 0.25, range: [0, 1], distribution: {written}}}, half: 1}}")
        .parameters["p"]
        .number.distribution
    )
    assert dict(spread.arguments) == arguments


@pytest.mark.parametrize(
    ("written", "points"),
    [
        ("{discrete: {0.2: 0.5, 0.4: 0.5}}", ((0.2, 0.5), (0.4, 0.5))),
        ("{discrete: {-1: 30%, .5: 70%}}", ((-1, 0.3), (0.5, 0.7))),
        ("{quantiles: {0.05: 0.1, 0.5: 0.2, 0.95: 0.4}}", ((0.05, 0.1), (0.5, 0.2), (0.95, 0.4))),
        ("{quantiles: {5%: 0.1, 95 %: 0.4}}", ((0.05, 0.1), (0.95, 0.4))),
    ],
)
def test_distributions_of_points(written: str, points: tuple[tuple[float, float], ...]) -> None:
    number_written = f"{{value: 0.25, range: [0, 1], distribution: {written}}}"
    assert scenario(parameters=f"{{p: {number_written}, half: 1}}").parameters["p"].number.distribution.points == points


def test_a_basis_holds_for_the_numbers_under_it_unless_they_say_otherwise() -> None:
    rules = "[{when: {site: berlin}, then: 1, basis: ordinal}, {otherwise: {value: 2, basis: elicited}}]"
    leaf = scenario(considerations=f"[{{name: unity, basis: source, weight: 3, scores: {rules}}}]").considerations[0]
    assert [rule.then.basis for rule in leaf.scores.rules] == ["ordinal", "elicited"]
    assert leaf.weight.basis == "source"


@pytest.mark.parametrize(
    ("scale", "expected"),
    [
        ("{worst: 0, best: 60}", Scale(0, 60)),
        ("{worst: 60, best: 0}", Scale(60, 0)),
        ("{worst: 0, best: 60, points: [[0, 0], [20, 0.9], [60, 1]]}", Scale(0, 60, ((0, 0), (20, 0.9), (60, 1)))),
        ("{points: [[0, 0], [20, 0.9], [60, 1]]}", Scale(0, 60, ((0, 0), (20, 0.9), (60, 1)))),
        ("{points: [[0, 1], [60, 0]]}", Scale(60, 0, ((0, 1), (60, 0)))),
    ],
)
def test_scales(scale: str, expected: Scale) -> None:
    assert scenario(considerations=f"[{{name: unity, scale: {scale}, scores: 50}}]").considerations[0].scale == expected


def test_considerations_nest() -> None:
    parts = "[{name: a, weight: 1, scores: 1}, {name: b, weight: 3, scores: 2}]"
    tree = f"[{{name: all, weight: 2, considerations: {parts}}}, {{name: c, weight: 2, scores: 3}}]"
    assert dict(scenario(considerations=tree).weights) == pytest.approx({"a": 0.125, "b": 0.375, "c": 0.5})


def test_sums_and_costs() -> None:
    model = scenario(
        combine="sum", unit="USD", better="lower", risk_tolerance="200", considerations="[{name: cost, scores: 5000}]"
    )
    assert (model.combine, model.unit, model.better, str(model.risk_tolerance)) == ("sum", "USD", "lower", "200")


def test_perspectives_and_what_ifs() -> None:
    two = "[{name: a, scores: 1}, {name: b, scores: 2}, {name: c, scores: 3}]"
    model = scenario(
        considerations=two,
        perspectives="{paris: {label: Paris, weights: {a: 60}, basis: elicited}, ranked: {order: [b, [a, c]]}}",
        what_ifs="{calm: {parameters: {p: 0.1}, choose: {site: berlin}, know_before: {allies: site}, "
        "without: {site: elsewhere}, weights: {a: 2}}}",
    )
    assert model.perspectives["ranked"].order == (("b",), ("a", "c"))
    assert model.perspectives["paris"].basis == "elicited"
    calm = model.what_ifs["calm"]
    assert (dict(calm.choose), dict(calm.know_before), dict(calm.without)) == (
        {"site": "berlin"}, {"allies": "site"}, {"site": "elsewhere"},
    )  # fmt: skip


CLAIMS = [
    "{best: {site: berlin}, given: {allies: accept}, perspective: paris}",
    "{possible: {site: berlin}}",
    "{necessary: {site: berlin}, what_if: calm}",
    "{undominated: {site: berlin}}",
    "{score: {site: berlin}, than: {site: elsewhere}, on: unity, is: lower}",
    "{total: {site: berlin}, than: {site: elsewhere}, is: higher}",
    "{chance: {allies: object}, given: {site: berlin}, than: {site: elsewhere}, is: higher}",
    "{interaction: {site: berlin, manner: openly}, on: unity, is: negative}",
    "{information: allies, before: site, is: positive}",
    "{waiting: [site, manner], until: allies, is: zero}",
    "{option: {site: berlin}, is: positive}",
    "{monotone: p, total: {site: berlin}, than: {site: elsewhere}, is: rising}",
]


@pytest.mark.parametrize("expect", CLAIMS)
def test_forms_of_claims(expect: str) -> None:
    sequence = (
        "[{decide: site, options: {berlin: , elsewhere: }}, {decide: manner, options: {openly: , quietly: }}, "
        "{event: allies, outcomes: {accept: , object: }, chance: {object: p, accept: rest}}]"
    )
    model = scenario(
        sequence=sequence,
        parameters="{p: {value: 0.25, range: [0.1, 0.5]}, half: p / 2}",
        perspectives="{paris: {weights: {unity: 1}}}",
        what_ifs="{calm: {parameters: {p: 0.1}}}",
        claims=f"[{{claim: So they say, cite: memo S1, expect: {expect}}}]",
    )
    claim = model.claims[0]
    assert claim.expect.form == expect[1:].split(":")[0]
    assert claim.text == "So they say"


def test_the_step_before_which_information_comes_is_kept() -> None:
    model = scenario(claims="[{claim: Knowing helps, expect: {information: allies, before: site, is: positive}}]")
    expect = model.claims[0].expect
    assert (expect.about, expect.until, expect.sign) == (("allies",), "site", "positive")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("scenarios/berlin_1961/contingency.yaml", "berlin_1961_contingency"),
        ("elsewhere/scenarios/umbrella.yaml", "umbrella"),
        ("my notes/Where to meet.yaml", "Where_to_meet"),
    ],
)
def test_name_of_a_scenario(path: str, name: str, tmp_path: Path) -> None:
    assert scenario_name(tmp_path / path) == name


def test_a_problem_in_a_variation_does_not_hide_one_in_the_story() -> None:
    with pytest.raises(ScenarioError) as error:
        scenario(sequence=event("{object: 0.5, accept: 0.6}"), what_ifs="{calm: {parameters: {q: 0.1}}}")
    assert [problem.place[0] for problem in error.value.problems] == ["sequence", "what_ifs"]


def test_problems_come_in_the_order_of_the_file() -> None:
    with pytest.raises(ScenarioError) as error:
        parse(
            BASE.replace("weight: 30", "wight: 30")
            .replace("p_object, accept", "p_objct, accept")
            .replace("memo S11", "mem S11")
        )
    lines = [problem.location.line for problem in error.value.problems if problem.location]
    assert lines == sorted(lines)
    assert len(lines) == 3


KEYS = [number for number, line in enumerate(BASE.splitlines()) if re.match(r"\s*(- )?\w+:", line)]


@pytest.mark.parametrize("number", KEYS, ids=lambda number: BASE.splitlines()[number].strip(" -").split(":")[0])
def test_a_misspelt_key_is_one_problem_in_its_line(number: int) -> None:
    """Nothing that follows from the mistake is reported, whatever hangs on the key."""
    lines = BASE.splitlines()
    lines[number] = lines[number].replace(":", "x:", 1)
    with pytest.raises(ScenarioError) as error:
        parse("\n".join(lines))
    (problem,) = error.value.problems
    assert problem.location is not None
    assert problem.location.line == number + 1 or lines[number].strip().startswith(("memox", "p_objectx"))


def test_a_problem_deep_in_a_value_tree_has_its_place() -> None:
    part = "{name: calm, scores: [{when: {site: berln}, then: 1}, {otherwise: 2}]}"
    with pytest.raises(ScenarioError) as error:
        parse(f"{BASE}  - name: city\n    considerations:\n      - {part}\n")
    (problem,) = error.value.problems
    assert problem.place == ("considerations", "calm", "scores", 0, "when", "site")
    assert str(problem.location) == "scenario:42:45"


def test_a_scenario_error_is_a_model_error() -> None:
    with pytest.raises(ModelError, match="scenario:1:1"):
        parse("")


def test_path_may_be_text(tmp_path: Path) -> None:
    file = tmp_path / "where.yaml"
    file.write_text(BASE, "utf-8")
    assert read(str(file)) == read(file)
