"""Files are written whole or not at all, and nothing of the user's is overwritten."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from decision_model.interfaces import files
from decision_model.interfaces.files import (
    RECORD,
    Folder,
    InputError,
    NoFileError,
    OverwriteError,
    SameFileError,
    write,
    write_all,
)
from decision_model.interfaces.written import digest, record_file


@pytest.fixture
def limit() -> Iterator[None]:
    """Ends a test that waits for a device or a pipe."""
    before = signal.signal(signal.SIGALRM, lambda *_: pytest.fail("it waits for what never ends"))
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_failure_while_writing_leaves_the_old_file_and_no_scraps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("old")

    def full(self: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        write_all({tmp_path / "a.txt": b"new"})
    assert (tmp_path / "a.txt").read_text() == "old"
    assert names(tmp_path) == ["a.txt"]


def test_no_file_takes_its_place_before_all_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.write_bytes

    def once(self: Path, content: bytes) -> int:
        if "second" in self.name:
            raise OSError(28, "No space left on device")
        return real(self, content)

    monkeypatch.setattr(Path, "write_bytes", once)
    with pytest.raises(OSError, match="No space left"):
        write_all({tmp_path / "first": b"1", tmp_path / "second": b"2"})
    assert names(tmp_path) == []


def test_a_file_of_the_users_is_refused_by_name_and_kept(tmp_path: Path) -> None:
    mine = tmp_path / "tree.svg"
    mine.write_text("<svg>drawn by hand</svg>")
    with pytest.raises(OverwriteError, match=r"tree\.svg(.|\n)*--force"):
        write({mine: b"new"})
    assert mine.read_text() == "<svg>drawn by hand</svg>"
    write({mine: b"new"}, force=True)
    assert mine.read_bytes() == b"new"


def test_a_pipe_is_refused_and_nobody_waits_for_it(tmp_path: Path, limit: None) -> None:
    pipe = tmp_path / "tree.svg"
    os.mkfifo(pipe)
    for force in (False, True):
        with pytest.raises(NoFileError, match=r"tree\.svg is a device or a pipe, not a file\. Nothing was written\."):
            write({pipe: b"new"}, force)
    with pytest.raises(NoFileError):
        Folder(tmp_path).write({"tree.svg": b"new"}, {}, force=True)
    assert names(tmp_path) == ["tree.svg"]


def test_a_device_under_the_name_of_a_picture_is_refused(tmp_path: Path, limit: None) -> None:
    (tmp_path / "tree.svg").symlink_to("/dev/zero")
    with pytest.raises(NoFileError, match="a device or a pipe"):
        write({tmp_path / "tree.svg": b"new"})


def test_a_folder_under_the_name_of_a_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tree.svg").mkdir()
    with pytest.raises(NoFileError, match="is a folder, not a file"):
        write({tmp_path / "tree.svg": b"new"}, force=True)


KINDS = ["svg", "png", "pdf", "csv", "json", "md", "html", "zip"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_with_the_bytes_that_were_written_is_replaced(tmp_path: Path, kind: str) -> None:
    drawn = tmp_path / "new" / f"tree.{kind}"
    write({drawn: b"first"})
    write({drawn: b"second"})
    write({drawn: b"third"})
    assert drawn.read_bytes() == b"third"
    assert names(drawn.parent) == [drawn.name]
    moved = drawn.rename(tmp_path / f"moved.{kind}")
    write({moved: b"fourth"})
    assert moved.read_bytes() == b"fourth"


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_was_changed_since_is_kept_whatever_it_says(tmp_path: Path, kind: str) -> None:
    drawn = tmp_path / f"tree.{kind}"
    write({drawn: b"made by decision-model 0.1.0"})
    for changed in (b"made by decision-model 0.1.0\nand by hand", b"decision-model", b""):
        drawn.write_bytes(changed)
        with pytest.raises(OverwriteError):
            write({drawn: b"again"})
        assert drawn.read_bytes() == changed


def test_without_the_record_files_are_refused_and_nothing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "state").write_text("a file where the folder would be")
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "state"))
    write({tmp_path / "a.csv": b"a row that no other test writes"})
    with pytest.raises(OverwriteError):
        write({tmp_path / "a.csv": b"2"})


def test_the_record_is_a_line_for_each_content_and_survives_rubbish(tmp_path: Path) -> None:
    record_file().parent.mkdir(parents=True, exist_ok=True)
    with record_file().open("ab") as record:
        record.write(b"\xff half a line\n")
    for _ in range(3):
        write({tmp_path / "a.csv": b"one content"})
    lines = record_file().read_text(errors="replace").splitlines()
    assert lines.count(digest("a.csv", b"one content")) == 1


@pytest.mark.parametrize("force", [False, True])
def test_an_input_is_never_replaced_by_whatever_name(tmp_path: Path, force: bool) -> None:
    scenario = tmp_path / "summit.json"
    scenario.write_text("decision_model: 1")
    (tmp_path / "in").mkdir()
    (tmp_path / "link.svg").symlink_to(scenario)
    (tmp_path / "hard.csv").hardlink_to(scenario)
    for path in (scenario, tmp_path / "in" / ".." / "summit.json", tmp_path / "link.svg", tmp_path / "hard.csv"):
        with pytest.raises(InputError, match="what the result is made from"):
            write({path: b"new"}, force, [scenario])
    with pytest.raises(InputError):
        Folder(tmp_path).write({"hard.csv": b"new"}, {}, force, [scenario])
    assert scenario.read_text() == "decision_model: 1"
    assert names(tmp_path) == ["hard.csv", "in", "link.svg", "summit.json"]


def test_two_names_of_one_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "b.png").symlink_to(tmp_path / "a.svg")
    with pytest.raises(SameFileError, match="one and the same file"):
        write({tmp_path / "a.svg": b"1", tmp_path / "b.png": b"2"})
    assert names(tmp_path) == ["b.png"]


def test_links_in_a_circle_are_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.svg").symlink_to(tmp_path / "b.svg")
    (tmp_path / "b.svg").symlink_to(tmp_path / "a.svg")
    with pytest.raises(NoFileError, match="a link that leads nowhere"):
        write({tmp_path / "a.svg": b"1"})


def test_a_folder_replaces_what_it_made_and_drops_what_it_makes_no_more(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "summit")
    folder.write({"a.svg": b"1", "b.svg": b"1"}, {"scenario": "x"})
    folder.write({"a.svg": b"2"}, {"scenario": "x"})
    assert names(folder.path) == ["a.svg", RECORD]
    assert (folder.path / "a.svg").read_bytes() == b"2"
    assert folder.record == {"scenario": "x", "files": {"a.svg": digest("a.svg", b"2")}}


def test_a_changed_file_is_refused_and_everything_stays(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.write({"a.svg": b"1", "b.svg": b"1"}, {})
    (tmp_path / "b.svg").write_text("retouched")
    with pytest.raises(OverwriteError, match=r"b\.svg"):
        folder.write({"a.svg": b"2", "b.svg": b"2"}, {})
    assert ((tmp_path / "a.svg").read_text(), (tmp_path / "b.svg").read_text()) == ("1", "retouched")
    folder.write({"a.svg": b"2", "b.svg": b"2"}, {}, force=True)
    assert (tmp_path / "b.svg").read_text() == "2"


def test_a_changed_file_that_is_made_no_more_is_kept(tmp_path: Path) -> None:
    Folder(tmp_path).write({"a.svg": b"1", "b.svg": b"1"}, {})
    (tmp_path / "b.svg").write_text("retouched")
    Folder(tmp_path).write({"a.svg": b"2"}, {})
    assert (tmp_path / "b.svg").read_text() == "retouched"


def test_files_without_a_record_are_the_users(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text("mine")
    with pytest.raises(OverwriteError):
        Folder(tmp_path).write({"a.svg": b"1"}, {})


@pytest.mark.parametrize("record", ["", "[]", "{}", '{"files": []}', '{"files": {"../precious.txt": "x"}}'])
def test_a_record_that_makes_no_sense_is_no_licence(record: str, tmp_path: Path) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_text("kept")
    folder = Folder(tmp_path / "figures")
    folder.path.mkdir()
    (folder.path / RECORD).write_text(record.replace('"x"', json.dumps(digest("precious.txt", b"kept"))))
    with pytest.raises(OverwriteError, match=r"made\.json"):
        folder.write({"a.svg": b"1"}, {})
    folder.write({"a.svg": b"1"}, {}, force=True)
    assert precious.read_text() == "kept"


def test_a_record_that_somebody_changed_is_kept(tmp_path: Path) -> None:
    Folder(tmp_path).write({"a.svg": b"1"}, {"scenario": "x"})
    record = tmp_path / RECORD
    changed = record.read_text().replace('"x"', '"y"')
    record.write_text(changed)
    with pytest.raises(OverwriteError, match=r"made\.json"):
        Folder(tmp_path).write({"a.svg": b"2"}, {})
    assert ((tmp_path / "a.svg").read_bytes(), record.read_text()) == (b"1", changed)


def test_a_record_without_a_seal_is_known_by_its_form(tmp_path: Path) -> None:
    written = {"made_by": "decision-model 0.1.0", "files": {"a.svg": digest("a.svg", b"1")}}
    (tmp_path / "a.svg").write_bytes(b"1")
    (tmp_path / RECORD).write_text(json.dumps(written))
    Folder(tmp_path).write({"a.svg": b"2"}, {})
    assert (tmp_path / "a.svg").read_bytes() == b"2"


def test_line_ends_of_a_checkout_do_not_count_as_changes(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.write({"a.csv": b"x\ny\n", "a.png": b"\n"}, {})
    (tmp_path / "a.csv").write_bytes(b"x\r\ny\r\n")
    (tmp_path / "a.png").write_bytes(b"\r\n")
    assert folder.ours("a.csv")
    assert not folder.ours("a.png")


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_is_followed_rather_than_replaced(tmp_path: Path) -> None:
    real, link = tmp_path / "real.svg", tmp_path / "link.svg"
    write({real: b"old"})
    link.symlink_to(real)
    write({link: b"new"})
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_json_never_holds_what_json_cannot() -> None:
    assert files.as_json({"é": 1}) == '{\n  "é": 1\n}\n'
    assert files.as_json({"é": 1}, ascii_only=True) == '{\n  "\\u00e9": 1\n}\n'
    with pytest.raises(ValueError, match="not JSON compliant"):
        files.as_json(float("nan"))
