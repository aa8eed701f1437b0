"""What commands print, compared whole at three widths; DECISION_MODEL_GOLDEN=1 writes the comparison anew."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from rich.console import Console
from rich.text import Text

from decision_model.analysis.choice.rank import rank
from decision_model.interfaces.terminal import Terminal
from decision_model.scenario import read
from decision_model.words.sentences import sentence
from decision_model.words.visible import clean
from tests.interfaces.conftest import Ask

GOLDEN = Path(__file__).with_name("golden")
MEETINGS = ("--by", "composition,site", "--choose", "planning=private")
COMMANDS = {
    "check": ("check",),
    "solve": ("solve",),
    "rank": ("rank", *MEETINGS),
    "all": ("rank",),
    "tree": ("tree",),
    "diagram": ("diagram",),
}


@pytest.mark.parametrize("columns", [50, 80, 120])
@pytest.mark.parametrize("name", COMMANDS)
def test_output_is_as_recorded(name: str, columns: int, summit: Path, ask: Ask) -> None:
    command, *options = COMMANDS[name]
    said = ask(command, summit, *options, columns=columns)
    recorded = GOLDEN / f"{name}_{columns}.txt"
    if os.environ.get("DECISION_MODEL_GOLDEN"):
        recorded.write_text(said.out, encoding="utf-8")
    assert (said.code, said.err) == (0, "")
    assert said.out == recorded.read_text(encoding="utf-8")


@pytest.mark.parametrize("columns", [50, 80, 120])
@pytest.mark.parametrize("name", COMMANDS)
def test_no_line_is_wider_than_the_terminal(name: str, columns: int, summit: Path, ask: Ask) -> None:
    command, *options = COMMANDS[name]
    lines = ask(command, summit, *options, columns=columns).out.splitlines()
    assert max(map(len, lines)) <= columns
    assert not any(line.endswith(" ") for line in lines)


def test_a_narrow_ranking_drops_the_bar_and_keeps_every_total(summit: Path, ask: Ask) -> None:
    narrow, wide = (ask("rank", summit, *MEETINGS, columns=columns).out for columns in (50, 80))
    assert "▒" in wide
    assert "▒" not in narrow
    for total in ("60.36", "58.62", "58.11", "57.96", "54.00"):
        assert total in narrow


def test_a_sentence_comes_before_the_table_and_the_best_row_is_marked(summit: Path, ask: Ask) -> None:
    lines = ask("rank", summit, *MEETINGS, columns=100).out.splitlines()
    model = read(summit).varied(choose={"planning": "private"})
    assert lines[0] == sentence(rank(model, by=("composition", "site")).statement.headline)
    marked = [line for line in lines if line.startswith(">")]
    assert len(marked) == 1
    assert "Four-Power summit, Berlin" in marked[0]


def test_the_best_row_is_bold_on_a_terminal(summit: Path, ask: Ask) -> None:
    said = ask("rank", summit, *MEETINGS, FORCE_COLOR="1").out
    best = next(line for line in said.splitlines() if "60.36" in line and ">" in line)
    assert best.startswith("\x1b[1m>")


def test_ties_share_a_place_and_are_said_to_be_level(summit: Path, ask: Ask) -> None:
    said = ask("rank", summit, "--by", "planning", columns=200).out
    assert said.startswith(rank(read(summit), by=["planning"]).statement.headline)
    assert said.count("1=") == 2


def test_contributions_add_up_to_the_total_as_printed(summit: Path, ask: Ask) -> None:
    table = [line.split() for line in ask("solve", summit, columns=50).out.splitlines() if "%" in line]
    total = next(line for line in ask("solve", summit, columns=50).out.splitlines() if line.startswith("Total"))
    assert round(sum(float(row[-1]) for row in table), 1) == float(total.split()[-1])


@pytest.mark.parametrize(
    "option",
    ["--weight unity=90", "--weight unity=40%", "--perspective paris", "--set p_object=0.1", "--choose site=elsewhere"],
)
def test_a_varied_question_has_another_answer(option: str, summit: Path, ask: Ask) -> None:
    assert ask("rank", summit, *option.split()).out != ask("rank", summit).out


def test_a_share_at_which_the_best_changes_is_level_when_it_is_typed_in(summit: Path, ask: Ask) -> None:
    before, after = json.loads(ask("one-way", summit, "--number", "unity", "--json").out)["rows"][:2]
    found = json.loads(ask("rank", summit, "--weight", f"unity={100 * before['to']}%", "--json").out)["rows"]
    level = {row["title"] for row in found if row["rank"] == 1 and row["tied"]}
    assert {each["best"].partition("; ")[0] for each in (before, after)} <= level


def test_a_what_if_is_the_same_as_setting_its_parameters(summit: Path, ask: Ask) -> None:
    assert ask("rank", summit, "--what-if", "consulted").out == ask("rank", summit, "--set", "p_object=0.2").out


def test_a_tree_can_start_later_and_stop_earlier(summit: Path, ask: Ask) -> None:
    said = ask("tree", summit, "--from", "planning=private,access=blocked", "--depth", "1").out
    after = "After ‘What to prepare now = Also plan privately for a bilateral’ and ‘Land access = Is blocked’."
    assert after in " ".join(said.split())
    assert "Bilateral meeting. Where? 69.4 (+4 more)" in said
    assert "Land access" not in said.split("\n\n")[-1]


def test_a_tree_of_the_best_alone_counts_what_it_leaves_out(summit: Path, ask: Ask) -> None:
    said = ask("tree", summit, "--only-best").out
    assert "Elsewhere" not in said
    assert "(+2 more)" in said


def test_signs_that_would_steer_a_terminal_are_not_printed() -> None:
    assert clean("a\x1b[2Jb\nc\u202e") == "a [2Jb c "


def test_markup_in_a_label_is_printed_as_it_is(summit: Path, ask: Ask) -> None:
    summit.write_text(summit.read_text().replace("label: Where\n", 'label: "[bold]Where[/bold] :smile:"\n'))
    assert "[bold]Where[/bold] :smile:" in ask("diagram", summit, columns=120).out


def test_notes_go_to_stderr_and_not_at_all_when_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    for quiet in (False, True):
        Terminal(Console(), Console(stderr=True), quiet).note("by the way")
    assert capsys.readouterr() == ("", "by the way\n")


def test_results_are_separated_by_one_empty_line(capsys: pytest.CaptureFixture[str]) -> None:
    Terminal(Console(), Console(stderr=True)).show(Text("one"), Text("two"))
    assert capsys.readouterr().out == "one\n\ntwo\n"
