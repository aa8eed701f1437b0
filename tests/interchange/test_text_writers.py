"""Drawings and tables as text: other programs take them, say the same as we do, and labels stay labels."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import networkx as nx
import pytest

import decision_model as dm
from decision_model.errors import ModelError, TooLargeError
from decision_model.interchange.formats import ExportChoices, Exported, writer
from decision_model.interchange.sketch import sketch
from decision_model.interchange.writing.latex.tex import tex
from decision_model.interchange.writing.mermaid import label
from decision_model.model.decision_model import DecisionModel
from decision_model.scenario import parse
from decision_model.words.visible import clean
from tests.interfaces.hostile import LABELS, scenario
from tests.profiles import crossed

SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").rglob("*.yaml"))
SHOWN = [*((name, show) for name in ("dot", "graphml", "mermaid", "latex") for show in ("tree", "diagram"))]
WAYS = [*SHOWN, ("latex", "tables"), ("markdown", "tree")]
ENTITY = re.compile(r"#(\d+);")


@cache
def model_of(path: Path) -> DecisionModel:
    return dm.read(path)


@cache
def hostile(kind: str) -> DecisionModel:
    return parse(scenario(LABELS[kind]))


def exported(model: DecisionModel, name: str, show: str) -> Exported:
    return writer(name).write(model, ExportChoices(show))


@pytest.mark.parametrize(("path", "way"), crossed(SCENARIOS, WAYS, 3), ids=lambda part: getattr(part, "stem", None))
def test_every_scenario_can_be_written_the_same_each_time(path: Path, way: tuple[str, str]) -> None:
    model, (name, show) = model_of(path), way
    try:
        first = exported(model, name, show)
    except TooLargeError:
        assert show != "diagram"  # which is what the refusal offers
        return
    assert first.content == exported(dm.read(path), name, show).content
    if name == "latex":
        _check_tex(first.content.decode())


@pytest.mark.parametrize("kind", LABELS)
@pytest.mark.parametrize(("name", "show"), WAYS, ids="-".join)
def test_labels_mean_nothing_to_other_programs(kind: str, name: str, show: str) -> None:
    content = exported(hostile(kind), name, show).content.decode()
    assert all(sign.isprintable() or sign == "\n" for sign in content)
    if name == "latex":
        _check_tex(content)


@pytest.mark.parametrize("show", ["tree", "diagram"])
def test_graphml_reads_back_with_its_numbers(show: str) -> None:
    for path in SCENARIOS[::6]:
        drawn = sketch(model_of(path), show, most=None)
        graph = nx.read_graphml(io.BytesIO(exported(model_of(path), "graphml", show).content))
        assert list(graph.nodes) == [node.key for node in drawn.nodes]
        assert set(graph.edges) == {(edge.source, edge.target) for edge in drawn.edges}
        if show == "tree":
            solved = dm.solve(model_of(path))
            worth = solved.total
            assert graph.nodes["n1"]["value"] == pytest.approx(worth, rel=1e-8, abs=1e-8)
            ends = [data["chance"] for _, data in graph.nodes(data=True) if data["kind"] == "end" and data["best"]]
            assert sum(ends) == pytest.approx(1.0) or solved.model.decisions  # ties are all thick


@pytest.mark.parametrize("show", ["tree", "diagram"])
def test_graphviz_shows_the_labels_as_they_are(show: str) -> None:
    dot = shutil.which("dot")
    if dot is None:
        pytest.skip("graphviz is not installed")
    for model in [*(hostile(kind) for kind in LABELS), model_of(SCENARIOS[0])]:
        content = exported(model, "dot", show).content
        made = subprocess.run([dot, "-Tdot_json"], input=content, capture_output=True, check=True, timeout=60)
        assert not made.stderr
        labels = [html.unescape(each["label"]) for each in json.loads(made.stdout)["objects"]]
        assert sorted(labels) == sorted(
            "\\n".join(clean(line).replace("\\", "\\\\") for line in node.lines) for node in sketch(model, show).nodes
        )


def test_mermaid_labels_are_read_back_sign_by_sign() -> None:
    for text in ('end "quote" #35; `tick` <b>', "[a](b){c}|d|", "50 % & more; \\n", "Ünïcode مرحبا 中文"):
        written = label(text)
        assert ENTITY.sub(lambda found: chr(int(found[1])), written[1:-1]) == text
        assert not re.search(r'["`<>|{}\[\]]', written[1:-1])


@pytest.mark.parametrize("most", [3, 12, 40])
def test_a_large_tree_is_cut_and_says_so(most: int) -> None:
    model = model_of(next(path for path in SCENARIOS if path.stem == "contingency"))
    drawn = sketch(model, "tree", most)
    sources = {edge.source for edge in drawn.edges}
    assert sum(node.key not in sources for node in drawn.nodes) <= most
    assert any("the tree is cut" in remark.message for remark in drawn.remarks)
    assert not sketch(model, "tree", None).remarks


@pytest.mark.parametrize("way", [("latex", "tree"), ("mermaid", "tree")], ids="-".join)
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_what_a_drawing_leaves_out_is_what_its_marks_add_up_to(path: Path, way: tuple[str, str]) -> None:
    model, (name, show) = model_of(path), way
    try:
        made = exported(model, name, show)
    except TooLargeError:
        return
    drawn = re.sub("#(\\d+);", lambda found: chr(int(found[1])), made.content.decode())
    body = "\n".join(line for line in drawn.splitlines() if not line.startswith("%"))
    marks = sum(int(mark.replace(",", "")) for mark in re.findall(r"\+([\d,]+) more", body))
    said = [
        int(each.replace(",", "")) for remark in made.remarks for each in re.findall(r"([\d,]+) behind", remark.message)
    ]
    folded = any("drawn once" in remark.message for remark in made.remarks)
    assert sum(said) == marks or (folded and sum(said) > marks > 0)
    assert bool(said) == any(remark.fate == "lost" for remark in made.remarks)


def test_a_large_tree_is_drawn_on_a_turned_page_where_that_shows_more() -> None:
    content = exported(
        model_of(next(path for path in SCENARIOS if path.stem == "blockade")), "latex", "tree"
    ).content.decode()
    assert "% As wide as a page" in content
    assert content.count(r"\node[end") >= 6


def test_what_cannot_be_shown_is_named() -> None:
    for name in ("dot", "latex", "mermaid"):
        with pytest.raises(ModelError, match="'picture' cannot be"):
            exported(model_of(SCENARIOS[0]), name, "picture")


def test_markdown_answers_and_names_its_sources() -> None:
    model = model_of(next(path for path in SCENARIOS if path.stem == "contingency"))
    page = exported(model, "markdown", "tree").content.decode()
    assert dm.solve(model).statement.headline in page
    assert all(source.title in page for source in model.sources.values())
    widths = [line.count("|") - line.count("\\|") for line in page.splitlines() if line.startswith("| ")]
    tables = re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE)
    assert len(tables) > 3
    assert widths
    for table in tables:
        assert len({row.replace("\\|", "").count("|") for row in table.splitlines()}) == 1


@pytest.mark.parametrize("show", ["tree", "diagram", "tables"])
def test_latex_compiles(show: str, tmp_path: Path) -> None:
    pdflatex = shutil.which("pdflatex")
    if pdflatex is None or subprocess.run(["kpsewhich", "standalone.cls"], capture_output=True).returncode:
        pytest.skip("TeX is not installed, or without the class standalone")
    (tmp_path / "a.tex").write_bytes(
        exported(hostile("TeX" if "TeX" in LABELS else next(iter(LABELS))), "latex", show).content
    )
    command = [pdflatex, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "a.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stdout[-2000:].decode(errors="replace")


def test_letters_that_pdflatex_has_not_are_told() -> None:
    plain = model_of(SCENARIOS[0])
    greek = parse(dm.write(plain).replace(f"title: {plain.title}", "title: \u0391\u03b8\u03ae\u03bd\u03b1", 1))
    assert greek.title != plain.title
    assert any("LuaLaTeX" in remark.message for remark in exported(greek, "latex", "tree").remarks)
    assert not any("LuaLaTeX" in remark.message for remark in exported(plain, "latex", "tree").remarks)


def _check_tex(content: str) -> None:
    """Braces and environments close, and no command is there but ours."""
    plain = re.sub(r"\\[\\{}%&#$_]", "", re.sub(r"(?m)^%.*$", "", content))
    depth = 0
    for sign in plain:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert re.findall(r"\\begin\{(.*?)\}", plain) == re.findall(r"\\end\{(.*?)\}", plain)[::-1] or "longtable" in plain
    assert not set(re.findall(r"\\([A-Za-z]+)", plain)) & {"input", "write", "include", "def", "catcode", "immediate"}


def test_tex_of_hostile_texts_is_text() -> None:
    assert tex(r"\input{/etc/passwd} 50% & $x_1^2$ #1 ~") == (
        r"\textbackslash{}input\{/etc/passwd\} 50\% \& \$x\_1\textasciicircum{}2\$ \#1 \textasciitilde{}"
    )
