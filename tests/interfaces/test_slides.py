"""Pictures that take several slides: their files, the pages of a PDF, and the same from Python."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import decision_model as dm
from tests.interfaces.conftest import Ask

SCENARIO = Path(__file__).parents[2] / "scenarios" / "berlin_1961" / "contingency.yaml"


def test_a_tree_goes_on_in_a_second_file(ask: Ask, tmp_path: Path) -> None:
    said = ask("tree", SCENARIO, "-o", tmp_path / "tree.svg")
    assert said.code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tree-2.svg", "tree.svg"]
    assert "tree-2.svg" in said.out + said.err
    assert "slide 2" in (tmp_path / "tree.svg").read_text(encoding="utf-8")


def test_stages_are_files_with_a_number_each(ask: Ask, tmp_path: Path) -> None:
    assert ask("diagram", SCENARIO, "--stages", "-o", tmp_path / "d.svg").code == 0
    steps = len(dm.read(SCENARIO).sequence)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"d-{place}.svg" for place in range(1, steps + 2)]
    assert "<title" in (tmp_path / "d-1.svg").read_text(encoding="utf-8")


def test_a_pdf_has_a_page_a_stage_and_the_same_bytes_every_time(ask: Ask, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        assert ask("diagram", SCENARIO, "--stages", "-o", tmp_path / name).code == 0
    content = (tmp_path / "a.pdf").read_bytes()
    assert content == (tmp_path / "b.pdf").read_bytes()
    assert len(re.findall(rb"/Type /Page\b", content)) == len(dm.read(SCENARIO).sequence) + 1


def test_a_file_in_the_way_of_a_further_slide_is_not_replaced(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "tree-2.svg").write_text("mine", encoding="utf-8")
    said = ask("tree", SCENARIO, "-o", tmp_path / "tree.svg")
    assert said.code != 0
    assert "tree-2.svg" in said.err
    assert (tmp_path / "tree-2.svg").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "tree.svg").exists()


def test_python_gives_the_stages_as_figures() -> None:
    model = dm.read(SCENARIO)
    assert len(dm.stages(model)) == len(model.sequence) + 1
    assert dm.stages(dm.tree(model))[0].scene.words.title == "1. We choose: What to prepare now"
    assert len(dm.slides(dm.tree(model))) == 2
    with pytest.raises(dm.ModelError, match="Ranking is not told in stages"):
        dm.stages(dm.rank(model))


def test_slides_that_a_picture_has_no_more_are_removed(ask: Ask, tmp_path: Path) -> None:
    """Only those that were written as its slides and are as they were left."""

    def names() -> list[str]:
        return sorted(path.name for path in tmp_path.iterdir())

    ask("tree", SCENARIO, "-o", tmp_path / "tree.svg")
    ask("tree", SCENARIO, "--depth", "1", "-o", tmp_path / "other-2.svg")
    ask("tree", SCENARIO, "--depth", "1", "-o", tmp_path / "other.svg")
    said = ask("tree", SCENARIO, "--depth", "1", "-o", tmp_path / "tree.svg", columns=300)
    assert names() == ["other-2.svg", "other.svg", "tree.svg"]
    assert f"Removed {tmp_path / 'tree-2.svg'}" in said.out
    ask("tree", SCENARIO, "-o", tmp_path / "tree.svg")
    (tmp_path / "tree-2.svg").write_text("mine now", encoding="utf-8")
    ask("tree", SCENARIO, "--depth", "1", "-o", tmp_path / "tree.svg")
    assert "tree-2.svg" in names()
