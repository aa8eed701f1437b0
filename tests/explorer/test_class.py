"""Weights that students copy out of the page, pasted into one class file and compared."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from typer.testing import CliRunner

import decision_model as dm
from decision_model.interfaces.cli import app
from decision_model.interfaces.explorer import explore_page
from tests.explorer.conftest import KEPT, SCENARIOS
from tests.explorer.samples import together

TWO = "berlin_1961/contingency"
Show = Callable[..., Any]
ANN, BOB = 'Ann: the "tough" one # 1', "Gruppe Zoë & Max"


def copied(page: Any, name: str | None = None) -> str:
    """What the button puts into the clipboard, for whoever's name is typed."""
    if name is not None:
        page.locator("#your-name").fill(name)
    page.locator("#copy").click()
    text: str = page.locator("#copied-text").input_value()
    return text


def class_file(folder: Path, entries: list[str], scenario: str = TWO) -> Path:
    copy(KEPT / f"{scenario}.yaml", folder / "contingency.yaml")
    file = folder / "class.yaml"
    file.write_text("extends: contingency.yaml\n\nperspectives:\n" + "".join(entries), encoding="utf-8")
    return file


def test_a_class_is_pasted_and_compared(window: Show, tmp_path: Path) -> None:
    settings = {ANN: "#w=10,80,30,5,0,7.5", BOB: "#w=0,0,100,0,33.3,1"}
    entries, sliders, totals = [], {}, {}
    for name, address in settings.items():
        page = window(TWO, hash=address).page
        entries.append(copied(page, name))
        read = """() => Object.fromEntries(explorer.data.considerations.map(({ name }) =>
          [name, Number(document.querySelector(`.slider:has(#weight-${name}) input[type=number]`).value)]))"""
        sliders[name] = page.evaluate(read)
        totals[name] = page.evaluate("() => explorer.stateAt(explorer.settings.now).solution.total")
    file = class_file(tmp_path, entries)
    model = dm.read(file)
    own = {view.title: view for view in model.perspectives.values() if view.title in settings}
    assert {view.name for view in own.values()} == {"ann_the_tough_one_1", "gruppe_zoë_max"}
    for name, view in own.items():
        assert {key: float(number.at(model.values)) for key, number in view.weights.items()} == sliders[name]
        total = float(dm.solve(model.varied(perspective=view.name)).total)
        assert total == pytest.approx(totals[name], abs=1e-9)
    shown = CliRunner().invoke(app, ["compare", str(file), "--json"])
    assert shown.exit_code == 0, shown.output
    assert all(
        json.dumps(name, ensure_ascii=False) in json.dumps(json.loads(shown.stdout), ensure_ascii=False)
        for name in settings
    )
    plain = CliRunner().invoke(app, ["compare", str(file)], env={"COLUMNS": "160"})
    assert all(name in plain.stdout for name in settings)


@pytest.mark.parametrize(
    ("typed", "name", "label"),
    [
        ("", "mine", "My weights"),
        ("   ", "mine", "My weights"),
        ("Group 3", "group_3", "Group 3"),
        ("7", "group_7", "7"),
        ("null", "group_null", "null"),
        ("Paris", "paris_own", "Paris"),
        ("Ünal Şahin-Öz", "ünal_şahin_öz", "Ünal Şahin-Öz"),
        ("王小明", "王小明", "王小明"),
        ("!!!", "mine", "!!!"),
        ("\\n: {} - 'x', &a *b %c @d `e`", "n_x_a_b_c_d_e", "\\n: {} - 'x', &a *b %c @d `e`"),
        ("tab\there\u2028and\u0085\ufeffthere", "tab_here_and_there", "tab\there\u2028and\u0085\ufeffthere"),
    ],
)
def test_any_name_becomes_an_entry(typed: str, name: str, label: str, window: Show, tmp_path: Path) -> None:
    before = set(dm.read(KEPT / f"{TWO}.yaml").perspectives)
    model = dm.read(class_file(tmp_path, [copied(window(TWO).page, typed)]))
    assert set(model.perspectives) - before == {name}
    assert model.perspectives[name].label == label
    assert before < set(model.perspectives)


def test_two_who_give_no_name_are_told_apart_by_the_reader(window: Show, tmp_path: Path) -> None:
    entry = copied(window(TWO).page)
    with pytest.raises(dm.ScenarioError, match="mine"):
        dm.read(class_file(tmp_path, [entry, entry]))


def test_a_hostile_title_stays_in_its_comment(window: Show) -> None:
    first, second, end = copied(window("hostile").page, "Eve\u2028").split("\n")
    assert first.startswith("  # </script>")
    assert not set(first) & set("\r\x85\u2028\u2029")
    assert second.startswith('  eve: {label: "Eve')
    assert end == ""


@pytest.mark.parametrize("combine", ["weighted", "multiplicative"])
def test_weights_inside_one_another_are_pasted_too(combine: str, window: Show, tmp_path: Path) -> None:
    model = together(combine)
    page = window(text=explore_page(model), hash="#w=20,30,50,10,90").page
    (tmp_path / "base.yaml").write_text(dm.write(model), encoding="utf-8")
    file = tmp_path / "class.yaml"
    file.write_text(f"extends: base.yaml\nperspectives:\n{copied(page, 'Ann')}", encoding="utf-8")
    total = page.evaluate("() => explorer.stateAt(explorer.settings.now).solution.total")
    assert float(dm.solve(dm.read(file).varied(perspective="ann")).total) == pytest.approx(total, abs=1e-9)


def test_the_class_file_of_the_language_page_reads(tmp_path: Path) -> None:
    page = (SCENARIOS / "README.md").read_text(encoding="utf-8")
    whole, example = (
        page.partition(f"\n## {heading}\n")[2].partition("```yaml\n")[2].partition("```")[0]
        for heading in ("A whole scenario", "A class file")
    )
    (tmp_path / "where.yaml").write_text(whole, encoding="utf-8")
    (tmp_path / "class.yaml").write_text(example, encoding="utf-8")
    views = dm.compare(dm.read(tmp_path / "class.yaml")).table()
    assert {"Ann", "Group 3"} <= {str(cell) for cell in views.to_numpy().ravel()} | set(map(str, views.columns))
