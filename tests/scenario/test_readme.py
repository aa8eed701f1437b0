"""The page that explains the language keeps its word: every piece of YAML on it reads, every key is on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from decision_model.analysis.choice.solve import solve
from decision_model.errors import ScenarioError
from decision_model.scenario import parse, read, schema, write

PAGE = (Path(__file__).parents[2] / "scenarios" / "README.md").read_text("utf-8")
SHORT, WHOLE, *OTHERS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
WHOLE_SUM = next(other for other in OTHERS if other.startswith("decision_model: 1") and "extends" not in other)
FRAGMENTS = [other for other in OTHERS if other != WHOLE_SUM]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "where.yaml").write_text(WHOLE, "utf-8")
    return tmp_path


def test_the_first_scenario_is_solved_and_short() -> None:
    model = parse(SHORT)
    assert [choice.options for choice in solve(model).policy] == [("elsewhere",)]
    assert float(solve(model).total) == pytest.approx(0.6 * (0.2 * 20 + 0.8 * 80) + 0.4 * 50)
    two_minutes = PAGE.split("## The language in two minutes")[1].split("\n## ")[0]
    assert len(two_minutes.split()) < 450


def test_the_whole_scenario_is_solved(folder: Path) -> None:
    model = read(folder / "where.yaml")
    assert model.title == "Where to meet Khrushchev"
    assert [choice.options for choice in solve(model).policy] == [("elsewhere",)]


def test_the_whole_sum_is_solved() -> None:
    solution = solve(parse(WHOLE_SUM))
    assert [choice.options for choice in solution.policy] == [("road",)]
    assert solution.total == pytest.approx(30 + 0.2 * 200)
    dearer = parse(WHOLE_SUM.replace("blocked: 0.2", "blocked: 0.4"))
    assert solve(dearer).total == pytest.approx(90)
    gains = parse(WHOLE_SUM.replace("better: lower\n", "").replace("then: {value: 90, range: [70, 120]}", "then: -90")
                  .replace("otherwise: 30", "otherwise: -30").replace("by: 200", "by: -200"))  # fmt: skip
    assert solve(gains).total == pytest.approx(-70)


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=[re.split(r"\W", each.strip("# "))[0] for each in FRAGMENTS])
def test_every_fragment_fits_the_whole(fragment: str, folder: Path) -> None:
    lines = [line for line in fragment.splitlines() if not line.startswith(("decision_model:", "extends:"))]
    (folder / "fragment.yaml").write_text("\n".join(["decision_model: 1", "extends: where.yaml", *lines]), "utf-8")
    model = read(folder / "fragment.yaml")
    assert write(model) != write(read(folder / "where.yaml")) or fragment.startswith("#")
    for name in model.what_ifs:
        assert solve(model.varied(what_if=name)).policy
    for name, perspective in model.perspectives.items():
        assert perspective.order or solve(model.varied(perspective=name)).policy


CODE = " ".join(re.findall(r"```.*?```|`[^`]+`", PAGE, re.DOTALL))


def _keys(part: Any) -> Iterator[str]:
    """Every key that a JSON Schema knows, however deep."""
    if isinstance(part, dict):
        properties = part.get("properties", {})
        yield from properties if isinstance(properties, dict) else ()
        for inner in part.values():
            yield from _keys(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _keys(inner)


def _words(part: Any) -> Iterator[str]:
    """Every word that a JSON Schema lets one choose from."""
    if isinstance(part, dict):
        yield from (word for word in part.get("enum", ()) if isinstance(word, str))
        for inner in part.values():
            yield from _words(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _words(inner)


def _not_written(words: Iterator[str]) -> list[str]:
    return sorted(word for word in set(words) if not re.search(rf"(?<!\w){word}(?!\w)", CODE))


def test_every_key_is_explained() -> None:
    """Every key of the JSON Schema stands on the page as one writes it, and every form of a claim."""
    keys = set(_keys(schema()))
    assert {"decision_model", "only_if", "distribution", "sd", "interactions", "until"} <= keys
    assert _not_written(iter(keys)) == []


def test_every_word_to_choose_from_is_explained() -> None:
    words = set(_words(schema()))
    assert {"ordinal", "choquet", "rising", "zero"} <= words
    assert _not_written(iter(words)) == []


def test_everything_in_tables_of_expectations_is_a_form() -> None:
    forms = set(re.findall(r"`\{(\w+): ", PAGE.split("| `expect` |")[1].split("\n\n")[0]))
    assert forms == {
        "best", "possible", "necessary", "undominated", "score", "total", "chance", "interaction", "information",
        "waiting", "option", "monotone",
    }  # fmt: skip


@pytest.mark.parametrize("cost", ["better: lower", "scale: {worst: 100, best: 0}"])
def test_whoever_says_of_one_cost_in_a_sum_that_less_is_better_is_led_to_the_right_model(cost: str) -> None:
    """Neither message leads to the other; what both say, done, gives the model that was meant."""
    marked = WHOLE_SUM.replace("better: lower\n", "").replace("- name: losses", f"- name: losses\n    {cost}")
    with pytest.raises(ScenarioError) as error:
        parse(marked)
    (problem,) = error.value.problems
    assert "top of the file" in problem.remedy
    assert "below 0" in problem.remedy
    top = marked.replace(f"    {cost}\n", "").replace("combine: sum\n", "combine: sum\nbetter: lower\n")
    assert solve(parse(top)).total == pytest.approx(70)
