"""Figures as files: the same bytes in every process, words inside, text that stays text."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure
from PIL import Image
from pypdf import PdfReader

from decision_model import figures
from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.tree import tree
from decision_model.errors import ModelError
from decision_model.figures.page.output import Picture
from decision_model.figures.page.scene import placed
from tests.figures.examples import berlin, wildcatter
from tests.profiles import whole_look

SVG = "{http://www.w3.org/2000/svg}"
ROOT = Path(__file__).parents[2]
DRAW = """
import hashlib
from decision_model import figures
from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.tree import tree
from tests.figures.examples import berlin
model = berlin()
for figure in map(figures.draw, (tree(model), rank(model), model)):
    for kind in ("svg", "png", "pdf"):
        print(hashlib.sha256(figures.render(figure, kind, dpi=60)).hexdigest())
"""


def in_another_process(hash_seed: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", DRAW],
        cwd=ROOT,
        env={"PYTHONHASHSEED": hash_seed, "PATH": "", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def in_this_process() -> list[str]:
    output = StringIO()
    with redirect_stdout(output):
        exec(DRAW, {})
    return output.getvalue().split()


@whole_look
def test_another_process_writes_the_same_bytes() -> None:
    """Whatever order sets have there, and whatever was drawn before here."""
    assert in_another_process("1") == in_this_process()


def test_marks_are_placed_well_above_rounding_noise() -> None:
    """So that the last bit of a number moves no pixel."""
    points = [(1 / 3, 2 / 3), (1 / 3 + 1e-13, 2 / 3 - 1e-13)]
    first, second = placed(points)
    assert first.tobytes() == second.tobytes()
    assert first == pytest.approx(points[0], abs=1e-6)


def test_user_settings_change_nothing() -> None:
    plain = figures.render(figures.draw(tree(wildcatter())), "png", dpi=60)
    odd = {
        "font.family": "serif",
        "lines.linewidth": 7,
        "axes.facecolor": "red",
        "savefig.bbox": "tight",
        "figure.dpi": 50,
    }
    with mpl.rc_context({**odd, "savefig.transparent": True, "path.sketch": (1, 100, 2), "svg.fonttype": "path"}):
        assert figures.render(figures.draw(tree(wildcatter())), "png", dpi=60) == plain


def test_settings_and_pyplot_are_left_alone() -> None:
    before = dict(mpl.rcParams)
    loaded = "matplotlib.pyplot" in sys.modules
    figures.render(figures.draw(berlin()), "svg")
    assert dict(mpl.rcParams) == before
    assert ("matplotlib.pyplot" in sys.modules) == loaded


def test_threads_do_not_disturb_each_other() -> None:
    results = [tree(berlin()), rank(berlin()), berlin(), tree(wildcatter())]

    def digest(result: object) -> str:
        return hashlib.sha256(figures.render(figures.draw(result), "svg")).hexdigest()

    alone = [digest(result) for result in results]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(digest, results * 3)) == alone * 3


def test_svg_text_is_text_and_tells_what_the_figure_says() -> None:
    ranking = rank(berlin())
    figure = figures.draw(ranking)
    root = ElementTree.fromstring(figures.render(figure, "svg"))
    texts = ["".join(node.itertext()) for node in root.iter(f"{SVG}text")]
    assert "Allied unity" in texts
    assert root.findtext(f"{SVG}title") == figure.scene.words.title
    assert root.findtext(f"{SVG}desc") == figures.describe(ranking)
    assert root.get("role") == "img"
    named = [root.find(f"{SVG}title").get("id"), root.find(f"{SVG}desc").get("id")]
    assert root.get("aria-labelledby").split() == named


def test_svg_ids_are_unique() -> None:
    root = ElementTree.fromstring(figures.render(figures.draw(tree(berlin())), "svg"))
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))


def test_outlines_hold_no_text() -> None:
    svg = figures.render(figures.draw(berlin()), "svg", outlines=True)
    root = ElementTree.fromstring(svg)
    assert list(root.iter(f"{SVG}text")) == []
    assert b"font-family" not in svg


def test_the_description_is_in_png_and_pdf() -> None:
    ranking = rank(berlin())
    figure = figures.draw(ranking)
    image = Image.open(BytesIO(figures.render(figure, "png", dpi=40)))
    assert image.text["Title"] == figure.scene.words.title
    assert image.text["Description"] == figures.describe(ranking)
    assert "Software" not in image.text
    pdf = figures.render(figure, "pdf")
    assert b"/Subject" in pdf
    assert b"/Title" in pdf
    assert b"CreationDate" not in pdf


def test_a_pdf_says_its_language_and_what_its_picture_shows() -> None:
    """To screen readers: language, title in place of the file name, and a figure with its alternative text."""
    model = wildcatter()
    reader = PdfReader(BytesIO(figures.render(figures.draw(model), "pdf")))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    (document,) = root["/StructTreeRoot"]["/K"]
    (figure,) = document["/K"]
    assert (figure["/S"], figure["/Alt"]) == ("/Figure", figures.describe(model))
    assert reader.pages[0].get_contents().get_data().startswith(b"/Figure <</MCID 0>> BDC")
    assert [float(side) for side in figure["/A"]["/BBox"]] == pytest.approx(list(map(float, reader.pages[0].mediabox)))


def test_no_file_carries_a_date() -> None:
    figure = figures.draw(wildcatter())
    assert b"<dc:date>" not in figures.render(figure, "svg")
    assert b"ModDate" not in figures.render(figure, "pdf")


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_save_and_savefig_write_the_same(tmp_path: Path, kind: str) -> None:
    figure = figures.draw(wildcatter())
    saved = figures.save(figure, tmp_path / f"a.{kind}")
    figure.savefig(tmp_path / f"b.{kind}")
    assert saved.read_bytes() == (tmp_path / f"b.{kind}").read_bytes()
    stream = BytesIO()
    figure.savefig(stream, format=kind)
    assert stream.getvalue() == saved.read_bytes()


def test_other_formats_are_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"'pgn' is not a format of figures. Did you mean 'png'[?]"):
        figures.save(figures.draw(wildcatter()), tmp_path / "a.pgn")


def test_a_notebook_shows_the_svg() -> None:
    figure = figures.draw(wildcatter())
    assert isinstance(figure, Picture)
    assert figure._repr_svg_().encode() == figures.render(figure, "svg")


def test_a_picture_can_be_drawn_into_axes_of_another_figure() -> None:
    figure = Figure(figsize=(16, 9))
    left = figure.add_axes((0.02, 0.05, 0.46, 0.9))
    right = figure.add_axes((0.52, 0.05, 0.46, 0.9))
    assert figures.draw(tree(wildcatter()), ax=left) is figure
    figures.draw(rank(wildcatter()), ax=right, dark=True)
    for axes in (left, right):
        page = axes.get_window_extent()
        for text in axes.texts:
            box = text.get_window_extent()
            assert box.x0 >= page.x0 - 1
            assert box.x1 <= page.x1 + 1
            assert box.y0 >= page.y0 - 1
            assert box.y1 <= page.y1 + 1
    assert figures.render(figure, "png", dpi=40)


def test_what_has_no_picture_says_so() -> None:
    with pytest.raises(ModelError, match=r"There is no picture of int."):
        figures.draw(3)
