"""Drawing: scenes written as SVG beside matplotlib's, and large trees beside graphviz on the same tree.

Run with `pytest --benchmarks -s tests/benchmarks/test_figures.py`. Graphviz is the system's own (`apt-get install
graphviz`, `brew install graphviz`), asked for as `dot` on the path or as the command in the variable DOT. It is
compiled and sets neither wrapped labels nor column heads nor bars: a mark to know one's distance from, not one to beat.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle

from decision_model import figures
from decision_model.analysis.answers import answers, asked_in_run
from decision_model.analysis.choice.tree import DecisionTree, Node, tree
from decision_model.model import Decision
from decision_model.scenario import read
from tests.figures.examples import large

SMALL, LARGE = 500, 8_000
CONTINGENCY = Path(__file__).parents[2] / "scenarios" / "berlin_1961" / "contingency.yaml"


@pytest.fixture(scope="module")
def five_hundred() -> DecisionTree:
    found = tree(large(8))
    assert found.size >= SMALL
    return found


def to_svg(whole: DecisionTree) -> bytes:
    return figures.render(figures.scene(whole, whole=True), "svg")


def seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def report(benchmark: Any, **measured: Any) -> None:
    benchmark.extra_info.update(measured)
    print(f"\n{benchmark.name}: " + ", ".join(f"{name} {value}" for name, value in measured.items()))


def test_a_tree_of_8000_nodes_beside_matplotlib(benchmark: Any) -> None:
    """Laid out and written; what matplotlib takes to write the same scene is many times that."""
    whole = tree(large(12))
    assert whole.size > LARGE
    benchmark.pedantic(to_svg, (whole,), rounds=3, warmup_rounds=1)
    ours = benchmark.stats.stats.median
    figure = figures.draw(whole, whole=True)
    theirs = seconds(lambda: Figure.savefig(figure, BytesIO(), format="svg"))
    report(
        benchmark, nodes=whole.size, ours=f"{ours:.2f} s", matplotlib=f"{theirs:.2f} s", ratio=round(theirs / ours, 1)
    )
    assert ours < 1.5
    assert theirs > 2 * ours


def test_all_pictures_of_a_scenario_beside_matplotlib(benchmark: Any) -> None:
    """Every picture of `run`, from results to SVG."""
    model = read(CONTINGENCY)
    results = [
        answer.result
        for answer in answers(model, selection=asked_in_run())
        if answer.result is not None and answer.analysis.question.pictured
    ]

    def written() -> int:
        return sum(len(figures.render(figures.scene(result), "svg")) for result in results)

    benchmark.pedantic(written, rounds=3, warmup_rounds=1)
    ours = benchmark.stats.stats.median
    drawn = [figures.draw(result) for result in results]
    theirs = seconds(lambda: [Figure.savefig(figure, BytesIO(), format="svg") for figure in drawn])
    report(benchmark, pictures=len(results), ours=f"{ours:.2f} s", matplotlib_alone=f"{theirs:.2f} s")
    assert ours < 1


def test_a_text_and_a_patch_a_node_take_longer(benchmark: Any, five_hundred: DecisionTree) -> None:
    benchmark.pedantic(to_svg, (five_hundred,), rounds=3, warmup_rounds=1)
    ours = benchmark.stats.stats.median
    theirs = seconds(lambda: naive(five_hundred))
    report(benchmark, ours=f"{ours:.2f} s", an_artist_a_node=f"{theirs:.2f} s", ratio=round(theirs / ours, 2))
    assert theirs > ours


@pytest.mark.parametrize(("levels", "times"), [(8, 5), (12, 1)])
def test_beside_graphviz(benchmark: Any, tmp_path: Path, levels: int, times: float) -> None:
    """511 nodes and 8,191, which dot sets without wrapped labels, heads of columns and bars."""
    command = shlex.split(os.environ.get("DOT", "")) or ([found] if (found := shutil.which("dot")) else [])
    if not command:
        pytest.skip("graphviz is not installed: apt-get install graphviz, put dot on the path, or set DOT")
    whole = tree(large(levels))
    source = tmp_path / "tree.dot"
    source.write_text(dot(whole))
    benchmark.pedantic(to_svg, (whole,), rounds=3, warmup_rounds=1)
    ours = benchmark.stats.stats.median
    theirs = seconds(lambda: subprocess.run([*command, "-Tsvg", source], capture_output=True, check=True))
    report(benchmark, ours=f"{ours:.2f} s", dot=f"{theirs:.2f} s", ratio=round(theirs / ours, 2))
    assert ours < times * theirs


def naive(whole: DecisionTree) -> bytes:
    """The same tree on a fixed grid: a patch, a line and two texts a node, as plotting by hand gives it."""
    figure = Figure(figsize=(13, 0.2 * whole.ends))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    row = 0

    def place(node: Node, depth: int) -> float:
        nonlocal row
        ys = []
        for branch in node.branches:
            ys.append(place(branch.node, depth + 1))
            axes.text(depth + 0.3, ys[-1], branch.state.title, fontsize=8)
        if not ys:
            row += 1
        y = sum(ys) / len(ys) if ys else float(row)
        for each in ys:
            axes.plot([depth, depth + 0.25, depth + 1], [y, each, each], color="grey", lw=1)
        shape = (
            Rectangle((depth - 0.05, y - 0.3), 0.1, 0.6)
            if isinstance(node.step, Decision)
            else Circle((depth, y), 0.05)
        )
        axes.add_patch(shape)
        axes.text(depth, y, f"{node.value:.1f}", fontsize=8)
        return y

    place(whole.root, 0)
    written = BytesIO()
    figure.savefig(written, format="svg")
    return written.getvalue()


def dot(whole: DecisionTree) -> str:
    """The same tree in the language of graphviz."""
    lines = ["digraph tree { rankdir=LR; node [fontsize=10];"]
    for number, node in enumerate(nodes := list(whole.root.walk())):
        shape = "box" if isinstance(node.step, Decision) else "ellipse" if node.step else "plaintext"
        lines.append(f'n{number} [shape={shape}, label="{node.value:.1f}"];')
    index = {id(node): number for number, node in enumerate(nodes)}
    for node in nodes:
        lines += [f'n{index[id(node)]} -> n{index[id(b.node)]} [label="{b.state.title}"];' for b in node.branches]
    return "\n".join([*lines, "}"])
