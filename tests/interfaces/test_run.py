"""The main job: one command from a scenario to its answers, tables and figures."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from decision_model.analysis.answers import answers, asked_in_run
from decision_model.analysis.opening import opening
from decision_model.analysis.registry import GROUPS, Analysis, analyses
from decision_model.analysis.result import Result
from decision_model.errors import ModelError
from decision_model.interchange.document.archive import EPOCH
from decision_model.interfaces import findings
from decision_model.interfaces.drawing import PictureSettings
from decision_model.interfaces.figure_folder import FigureFolder
from decision_model.interfaces.leaves import INDEX
from decision_model.model import DecisionModel
from decision_model.scenario import read
from decision_model.words.sentences import capital, sentence
from tests.interfaces.conftest import SUMMIT, Ask
from tests.profiles import some, whole_look

SVG = "{http://www.w3.org/2000/svg}"
ASKED = [each for each in asked_in_run() if each.question.fits(read(SUMMIT))]
PICTURED = [each.name for each in ASKED if each.question.pictured]
FILES = {
    INDEX,
    *(f"{each.name}.csv" for each in ASKED),
    *(f"{name}.{kind}" for name in PICTURED for kind in ("svg", "png")),
}


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_run_prints_the_opening_first_then_findings_by_question_and_where_the_files_are(summit: Path, ask: Ask) -> None:
    said = ask("run", summit, columns=300)
    assert (said.code, said.err) == (0, "")
    lines, model = said.out.splitlines(), read(summit)
    opened = list(opening(model))
    assert [line.label for line in opened] == ["The plan", "How sure", "What turns it"]
    assert lines[: len(opened)] == [f"{line.label:<13}  {line.text}" for line in opened]
    heads = [line.removesuffix("?") for line in lines if line.removesuffix("?") in GROUPS.values()]
    assert heads == [title for title in GROUPS.values() if title in heads]
    assert len(heads) >= 4
    folder = Path("results/summit").resolve()
    assert lines[-2:] == [
        f"Wrote {len(FILES)} files to {folder}",
        f"To leaf through them, open {folder / 'index.html'}",
    ]
    assert set(files(folder)) == {*FILES, "made.json"}


def test_run_tells_each_finding_once_and_only_what_is_one(summit: Path, ask: Ask) -> None:
    model = read(summit)
    told = ask("run", summit, columns=300).out.split("\n\n", 1)
    found = [line.split(maxsplit=1) for line in told[1].splitlines() if line[14:15] == " " and line[:1].islower()]
    assert len({text for _, text in found}) == len(found) > 6
    answered = {answer.analysis.command: answer.result for answer in answers(model) if answer.result}
    for command, text in found:
        statement = answered[command].statement
        assert statement.finding is not None
        assert text == sentence(capital(statement.finding or statement.headline))
        assert text not in told[0]


def test_the_answer_is_on_the_screen_before_the_other_questions_are_asked(
    summit: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise ModelError("nothing further")

    monkeypatch.setattr(findings, "answers", stop)
    said = ask("run", summit, columns=300)
    assert said.out.splitlines() == [f"{line.label:<13}  {line.text}" for line in opening(read(summit))]


def test_every_file_is_what_its_name_says(summit: Path, ask: Ask) -> None:
    ask("run", summit)
    for name, content in files(Path("results/summit")).items():
        if name.endswith(".svg"):
            assert ElementTree.fromstring(content).tag.endswith("svg")
        if name.endswith(".png"):
            assert content.startswith(b"\x89PNG")
        if name.endswith(".csv"):
            assert len(list(csv.reader(content.decode().splitlines()))) > (name != "dominance.csv")


def test_run_again_gives_the_same_bytes(summit: Path, ask: Ask, few: list[str]) -> None:
    ask("run", summit)
    before = files(Path("results/summit"))
    assert ask("run", summit).code == 0
    assert files(Path("results/summit")) == before


def test_run_in_json_holds_every_answer_by_the_name_of_its_analysis_and_the_files(summit: Path, ask: Ask) -> None:
    data = json.loads(ask("run", summit, "--json").out)
    fitting = [analysis.name for analysis in asked_in_run() if analysis.question.fits(read(summit))]
    assert list(data) == [*fitting, "files"]
    assert data["solve"] == json.loads(ask("solve", summit, "--json").out)
    assert data["rank"] == json.loads(ask("rank", summit, "--format", "json").out)
    assert data["tornado"]["rows"]
    assert {Path(file).name for file in data["files"]} == FILES
    assert "`one_way`" in (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_run_describes_every_picture_on_request(summit: Path, ask: Ask) -> None:
    said = ask("run", summit, "--describe").out
    assert all(ask(command, summit, "--describe").out.strip() in said for command in ("tree", "rank", "diagram"))


def test_run_takes_a_folder_and_not_a_file(summit: Path, ask: Ask) -> None:
    said = ask("run", summit, "-o", "tree.svg")
    assert (said.code, said.out) == (2, "")
    assert "--folder" in said.err


def test_explore_writes_the_page_and_says_where(summit: Path, ask: Ask) -> None:
    said = ask("explore", summit, columns=20)
    assert said.out == f"Wrote {Path('explorer.html').resolve()}\n"
    assert Path("explorer.html").read_text("utf-8").startswith("<!doctype html>")
    assert ask("explore", summit, "--perspective", "paris", "-o", "explorer.html").code == 0
    assert ask("explore", summit, "-o", "explorer.pdf").code == 2


def test_explore_wraps_the_page_for_the_mail(summit: Path, ask: Ask) -> None:
    assert ask("explore", summit).code == 0
    page = Path("explorer.html").read_bytes()
    assert ask("explore", summit, "--zip").out == f"Wrote {Path('explorer.zip').resolve()}\n"
    first = Path("explorer.zip").read_bytes()
    with ZipFile("explorer.zip") as archive:
        assert archive.testzip() is None
        assert [(each.filename, each.date_time) for each in archive.infolist()] == [("explorer.html", EPOCH)]
        assert archive.read("explorer.html") == page
    assert len(first) < len(page) / 2
    assert ask("explore", summit, "--zip").code == 0  # it is ours, so it may be replaced
    assert Path("explorer.zip").read_bytes() == first
    assert ask("explore", summit, "-o", "class/page.html", "--zip", "-o", "class/other.zip").code == 0
    for name in ("page", "other"):
        with ZipFile(f"class/{name}.zip") as archive:
            assert archive.namelist() == [f"{name}.html"]
    assert not Path("class/page.html").exists()
    Path("explorer.zip").write_bytes(b"mine")
    assert ask("explore", summit, "--zip").code == 1
    assert Path("explorer.zip").read_bytes() == b"mine"


def test_a_varied_run_has_a_folder_of_its_own(summit: Path, ask: Ask, few: list[str]) -> None:
    ask("run", summit)
    before = files(Path("results/summit"))
    said = ask("run", summit, "--perspective", "paris", "--set", "p_object=0.2", "--dark")
    assert said.code == 0
    assert files(Path("results/summit")) == before
    assert set(files(Path("results/summit_paris_p_object=0.2_dark"))) == set(before)


def test_a_picture_that_somebody_changed_is_not_overwritten(summit: Path, ask: Ask, few: list[str]) -> None:
    ask("run", summit)
    retouched = Path("results/summit/rank.svg")
    retouched.write_text("<svg/>")
    said = ask("run", summit)
    assert (said.code, said.out) == (1, "")
    assert "results/summit/rank.svg" in said.err.replace("\\", "/")
    assert retouched.read_text() == "<svg/>"
    assert ask("run", summit, "--force").code == 0
    assert retouched.read_text() != "<svg/>"


def test_what_cannot_be_drawn_is_left_out_with_the_reason(
    summit: Path, ask: Ask, few: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(analysis: Analysis, model: DecisionModel) -> Result:
        if analysis.name == "rank":
            raise ModelError("there are too many combinations.")
        return asked(analysis, model)

    asked = Analysis.ask
    monkeypatch.setattr(Analysis, "ask", refuse)
    said = ask("run", summit)
    assert said.code == 0
    assert said.err == "Left out: Every combination ranked. There are too many combinations.\n"
    assert not Path("results/summit/rank.svg").exists()


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        (FigureFolder(Path("/x/scenarios/berlin/a.yaml")), "berlin_a"),
        (FigureFolder(Path("/x/a.yaml")), "a"),
        (FigureFolder(Path("/x/a.yaml"), {"perspective": "paris", "weights": {"u": 3.0}}), "a_paris_u=3.0"),
        (FigureFolder(Path("/x/a.yaml"), {}, PictureSettings("paper", True, "A4")), "a_paper_dark_A4"),
        (FigureFolder(Path("/x/a.yaml"), {}, PictureSettings(outlines=True)), "a_outlines"),
        (FigureFolder(Path("/x/a.yaml"), {"choose": {"../site": "/etc"}}), "a_..-site=-etc"),
    ],
)
def test_the_folder_says_what_it_holds(folder: FigureFolder, name: str) -> None:
    assert folder.name == name


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
@pytest.mark.parametrize("command", ["solve", "rank", "tree", "diagram"])
def test_each_question_can_be_drawn_in_each_format(command: str, kind: str, summit: Path, ask: Ask) -> None:
    said = ask(command, summit, "-o", f"picture.{kind}", "--theme", "paper", "--page", "A5", columns=500)
    assert said.out == f"Wrote {Path(f'picture.{kind}').resolve()}\n"
    assert Path(f"picture.{kind}").read_bytes().startswith({"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}[kind])


DRAWING = [each.command for each in analyses() if each.name != "numbers"]
NEEDED = {
    "difference": ("--other", "scenarios/summit.yaml", "--set", "p_object=0.5"),
    "one-way": ("--number", "p_object"),
    "two-way": ("--across", "p_object", "--up", "unity.weight"),
    "frontier": ("--gain", "unity", "--price", "morale", "--by", "composition"),
    "net-benefit": ("--gain", "unity", "--price", "morale", "--by", "composition"),
}
"""What the questions that need more than a scenario are asked of the summit."""


@pytest.mark.parametrize("command", some(DRAWING, 3))
def test_letters_become_shapes_and_nothing_moves(command: str, summit: Path, ask: Ask) -> None:
    for name, options in {"text": (), "shapes": ("--outlines",)}.items():
        said = ask(command, summit, *NEEDED.get(command, ()), "-o", f"{name}.svg", *options)
        assert (said.code, said.err) == (0, "")
    text, shapes = (ElementTree.parse(f"{name}.svg").getroot() for name in ("text", "shapes"))
    assert list(text.iter(f"{SVG}text"))
    assert not list(shapes.iter(f"{SVG}text"))
    assert [shapes.get(name) for name in ("width", "height", "viewBox")] == [
        text.get(name) for name in ("width", "height", "viewBox")
    ]
    assert [each.text for each in shapes.iter(f"{SVG}desc")] == [each.text for each in text.iter(f"{SVG}desc")]


@whole_look
def test_every_picture_of_a_run_can_have_its_letters_as_shapes(summit: Path, ask: Ask) -> None:
    assert ask("run", summit, "--outlines", "--quiet").code == 0
    drawn = list(Path("results/summit_outlines").glob("*.svg"))
    assert len(drawn) > 5
    for each in drawn:
        assert not list(ElementTree.parse(each).getroot().iter(f"{SVG}text"))


def test_a_picture_and_its_table_are_written_together(summit: Path, ask: Ask) -> None:
    said = ask("rank", summit, "-o", "ranking.svg", "-o", "ranking.csv", columns=40)
    assert said.out == "".join(f"Wrote {Path(name).resolve()}\n" for name in ("ranking.svg", "ranking.csv"))
    assert Path("ranking.csv").read_text("utf-8-sig") == ask("rank", summit, "--format", "csv").out


def test_quietly_nothing_but_results_is_said(summit: Path, ask: Ask, few: list[str]) -> None:
    assert ask("rank", summit, "-o", "ranking.svg", "--quiet").out == ""
    assert "Wrote" not in ask("run", summit, "--quiet").out


def test_a_cut_tree_is_drawn_cut(summit: Path, ask: Ask) -> None:
    ask("tree", summit, "-o", "whole.svg")
    ask("tree", summit, "-o", "cut.svg", "--from", "planning=private,access=blocked", "--depth", "1")
    whole, cut = Path("whole.svg").read_text("utf-8"), Path("cut.svg").read_text("utf-8")
    assert "They accept" in whole
    assert "They accept" not in cut


def test_described_in_words_the_picture_says_the_headline_first(summit: Path, ask: Ask) -> None:
    options = ("--choose", "planning=private", "--by", "composition,site")
    said = ask("rank", summit, *options, "--describe").out
    assert said.startswith(json.loads(ask("rank", summit, *options, "--json").out)["statement"]["headline"])
    assert "No meeting" in said
    assert "54.0" in said


@pytest.mark.parametrize(("option", "problem"), [("--theme=neon", "neon"), ("--page=A9", "'A9' is not a page size")])
def test_an_unknown_look_is_refused(option: str, problem: str, summit: Path, ask: Ask) -> None:
    said = ask("tree", summit, "-o", "x.svg", option)
    assert said.code in (1, 2)
    assert problem in said.err
    assert not Path("x.svg").exists()
