"""The gallery draws every scenario, shows it in a README, and can tell whether it is current."""

from __future__ import annotations

import re
import shutil
from importlib.metadata import version
from pathlib import Path

import pytest

from decision_model.analysis.answers import essential, silent
from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.tree import tree
from decision_model.interchange.markdown_tables import escaped
from decision_model.interfaces import gallery
from decision_model.interfaces.figure_folder import versions
from decision_model.interfaces.files import Folder
from decision_model.scenario import read
from tests.interfaces.conftest import SUMMIT, Ask
from tests.profiles import whole_look

FIGURES = Path(__file__).parents[2] / "figures"
GONE = "its scenario is gone, or its record is broken"


@pytest.fixture
def two(summit: Path) -> Path:
    """A folder with two scenarios, one in a folder of its own."""
    other = summit.parent / "more" / "other.yaml"
    other.parent.mkdir()
    other.write_text(SUMMIT.read_text().replace("A meeting, and where", "Another one"))
    return summit.parent


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the gallery of both has been drawn."""
    return tmp_path_factory.mktemp("gallery")


@pytest.fixture
def drawn(two: Path, once: Path, ask: Ask) -> Path:
    """The folder of the two scenarios, with their gallery beside it."""
    if not (once / "figures").exists():
        shutil.copytree(two, once / "scenarios")
        ask("gallery", "--scenarios", once / "scenarios", "--figures", once / "figures")
    shutil.copytree(once / "figures", "figures")
    return two


def test_the_gallery_holds_every_scenario_and_shows_it(two: Path, ask: Ask) -> None:
    said = ask("gallery", columns=300)
    assert (said.code, said.err) == (0, "")
    assert said.out == f"Wrote 8 files for 2 scenarios to {Path('figures').resolve()}\n"
    readme = Path("figures/README.md").read_text("utf-8")
    pictures = re.findall(r"!\[(.+?)\]\((.+?)\)", readme)
    fitting = [each for each in essential() if each.question.pictured and each.question.fits(read(SUMMIT))]
    names, folders = [f"{each.name}.png" for each in fitting], ("more_other", "summit")
    assert [path for _, path in pictures] == [f"{folder}/{name}" for folder in folders for name in names]
    for link in re.findall(r"\]\((.+?)\)", readme):
        assert (Path("figures") / link).is_file(), link
    index = Path("figures/index.html").read_text("utf-8")
    assert re.findall(r'<img src="(.+?)"', index) == [path for _, path in pictures]
    assert all((Path("figures") / link).is_file() for link in re.findall(r'href="([^#"]+)"', index))
    for headline in (rank(read(SUMMIT)).statement.headline, tree(read(SUMMIT)).statement.headline):
        assert f"\n{escaped(headline)}\n" in readme


def test_the_commands_it_shows_draw_its_pictures(drawn: Path, ask: Ask) -> None:
    for command in re.findall(r"`decision-model (.+?)`\n", Path("figures/README.md").read_text("utf-8")):
        if "-o" not in command:
            continue
        assert ask(*command.split(), "--force").code == 0
        drawn = Path(command.split()[-1]).with_suffix(".png")
        assert ask(*command.split()[:-1], drawn, "--force").code == 0
        folder = "more_other" if "other" in command else "summit"
        assert drawn.read_bytes() == (Path("figures") / folder / drawn.name).read_bytes()


def test_the_gallery_drawn_twice_is_the_same_and_current(drawn: Path, ask: Ask) -> None:
    before = {path: path.read_bytes() for path in Path("figures").rglob("*.*")}
    assert ask("gallery").code == 0
    assert {path: path.read_bytes() for path in Path("figures").rglob("*.*")} == before
    said = ask("verify", "figures", columns=300)
    assert (said.code, said.out) == (0, f"All figures in {Path('figures').resolve()} are current.\n")


@pytest.mark.parametrize(
    ("change", "report"),
    [
        (lambda: Path("figures/summit/rank.png").write_bytes(b"x"), "summit/rank.png: differs"),
        (lambda: Path("figures/summit/tree.png").unlink(), "summit/tree.png: is missing"),
        (lambda: Path("figures/summit/extra.txt").write_text("x"), "summit/extra.txt: is not made by decision-model"),
        (lambda: Path("figures/README.md").write_text("x"), "README.md: differs"),
        (lambda: Path("scenarios/more/other.yaml").unlink(), f"more_other: {GONE}"),
        (lambda: Path("scenarios/new.yaml").write_text(SUMMIT.read_text()), "new: is missing"),
    ],
)
def test_verify_names_what_differs_and_leaves_with_1(change, report: str, drawn: Path, ask: Ask) -> None:  # type: ignore[no-untyped-def]
    change()
    said = ask("verify", "figures", columns=300)
    assert said.code == 1
    assert [line for line in said.out.replace("\\", "/").splitlines() if line == f"figures/{report}"]


def test_verify_sees_a_changed_scenario(drawn: Path, ask: Ask) -> None:
    (drawn / "summit.yaml").write_text(SUMMIT.read_text().replace("weight: 50", "weight: 51"))
    said = ask("verify", "figures", columns=300).out
    assert "summit/rank.png: differs" in said.replace("\\", "/")
    assert "more_other" not in said


@pytest.mark.parametrize("library", ["matplotlib", "numpy", "scipy"])
def test_verify_says_which_versions_drew_what_differs(library: str, drawn: Path, ask: Ask) -> None:
    record = Path("figures/summit/made.json")
    record.write_text(re.sub(rf"{library} [\d.]+", f"{library} 1.0", record.read_text()))
    Path("figures/summit/tree.png").write_bytes(b"x")
    said = ask("verify", "figures", columns=300).out
    assert f"tree.png: differs ({library} 1.0 then, {library} {version(library)} now)" in said


def test_verify_writes_nothing(drawn: Path, ask: Ask) -> None:
    before = {path: path.stat().st_mtime_ns for path in Path().rglob("*")}
    ask("verify", "figures")
    assert {path: path.stat().st_mtime_ns for path in Path().rglob("*")} == before


def test_verify_of_a_record_that_makes_no_sense_names_the_folder(drawn: Path, ask: Ask) -> None:
    record = Path("figures/summit/made.json")
    record.write_text(record.read_text().replace('"theme"', '"paint"'))
    said = ask("verify", "figures", columns=300)
    assert said.code == 1
    assert f"figures/summit: {GONE}" in said.out.replace("\\", "/")


def test_verify_of_a_folder_without_figures_is_refused(tmp_path: Path, ask: Ask) -> None:
    said = ask("verify", tmp_path)
    assert (said.code, said.out) == (1, "")
    assert "holds no figures of decision-model" in said.err


def test_a_file_in_the_way_stops_the_whole_gallery(two: Path, ask: Ask) -> None:
    mine = Path("figures/summit/rank.png")
    mine.parent.mkdir(parents=True)
    mine.write_text("<svg/>")
    said = ask("gallery")
    assert (said.code, said.out) == (1, "")
    assert mine.read_text() == "<svg/>"
    assert not Path("figures/more_other").exists()


def test_a_bad_scenario_stops_the_gallery_before_anything_is_written(two: Path, ask: Ask) -> None:
    (two / "bad.yaml").write_text("decision_model: 1\ntitel: x\n")
    said = ask("gallery")
    assert said.code == 1
    assert "bad.yaml:2" in said.err
    assert not Path("figures").exists()


@whole_look
def test_the_gallery_of_this_repository_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are compared where the library that drew them is the same; tables and the README always.

    Every twelfth scenario is drawn: `.ci/run` verifies all of them, as on three processors.
    """
    every = gallery.folders(FIGURES)
    drawn = every[::12]
    monkeypatch.setattr(gallery, "folders", lambda figures: drawn)
    found = list(gallery.differences(FIGURES, silent))
    if Folder(FIGURES).record["drawn_with"] != versions()["drawn_with"]:
        found = [line for line in found if not re.search(r"\.(svg|png): differs", line)]
    assert found == [f"{folder.path}: is missing" for folder in every if folder not in drawn]
