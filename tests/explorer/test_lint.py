"""The page's script and style under a linter: the script by oxlint, the style by the browser that has to read it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from decision_model.interfaces import explorer
from tests.explorer.conftest import absent

Show = Callable[..., Any]
ROOT = Path(__file__).parents[2]
PAGE = Path(explorer.__file__).parent
STYLES = sorted((PAGE / "style").glob("*.css"))
RULES = ROOT / ".ci" / "oxlint.json"


def linter() -> str:
    """The linter beside this Python, or on the path."""
    beside = shutil.which("oxlint", path=str(Path(sys.executable).parent))
    return beside or shutil.which("oxlint") or absent("there is no oxlint here (pip install 'decision-model[test]')")


def linted(*places: Path) -> subprocess.CompletedProcess[str]:
    command = [linter(), "--config", str(RULES), "--deny-warnings", *map(str, places)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=ROOT)


def test_the_linter_finds_nothing_in_the_script() -> None:
    found = linted(PAGE / "engine", PAGE / "view")
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("export const one = missing;", "no-undef"),
        ("const idle = 1;", "no-unused-vars"),
        ("export const same = (one, other) => one == other;", "eqeqeq"),
        ('import { nothing } from "./other.js";\nexport const all = nothing;', "named"),
        ("export function many(a, b, c, d, e, f) { return a + b + c + d + e + f; }", "max-params"),
    ],
)
def test_the_linter_does_find(text: str, rule: str, tmp_path: Path) -> None:
    (tmp_path / "other.js").write_text("export const something = 1;\n", encoding="utf-8")
    (tmp_path / "module.js").write_text(f"{text}\n", encoding="utf-8")
    found = linted(tmp_path)
    assert found.returncode != 0
    assert f"({rule})" in found.stdout


def test_the_continuous_run_lints_the_script() -> None:
    assert "oxlint --config .ci/oxlint.json" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


DECLARATION = re.compile(r"^\s+(?P<property>[\w-]+):\s(?P<value>[^;{}]+);$", re.MULTILINE)
RULE = re.compile(r"(?P<selector>[^{}]+)\{(?P<body>[^{}]*)\}")


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.stem)
def test_the_browser_knows_every_property_and_value(file: Path, window: Show) -> None:
    """Other browsers' own properties and what is known only when it is used, such as var(), are left out."""
    text = re.sub(r"\s*\n\s+(?=[^\n;{}]*[,)])", " ", uncommented(file))
    stated = [(each["property"], " ".join(each["value"].split())) for each in DECLARATION.finditer(text)]
    plain = [(name, value.replace(" !important", "")) for name, value in stated if not name.startswith("--")]
    assert plain
    page = window("textbook/umbrella").page
    unknown = page.evaluate("(all) => all.filter(([name, value]) => !CSS.supports(name, value))", plain)
    assert unknown == []


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.stem)
def test_no_rule_states_a_property_twice(file: Path) -> None:
    for rule in RULE.finditer(uncommented(file)):
        names = re.findall(r"(?:^|;)\s*([\w-]+)\s*:", rule["body"])
        assert [name for name, count in Counter(names).items() if count > 1] == [], rule["selector"].strip()


def test_every_class_and_id_of_the_style_is_used() -> None:
    used = (PAGE / "page.html").read_text(encoding="utf-8")
    used += "".join(path.read_text(encoding="utf-8") for path in sorted(PAGE.rglob("*.js")))
    named = set()
    for file in STYLES:
        for rule in RULE.finditer(uncommented(file)):
            named |= set(re.findall(r"[.#]([a-z][\w-]*)", rule["selector"].rpartition("}")[2]))
    textures = {name for name in named if name.startswith("texture-")}
    assert textures == {f"texture-{number}" for number in range(1, 5)}  # made with a number in elements.js
    assert [name for name in sorted(named - textures) if not re.search(rf"\b{name}\b", used)] == []


def uncommented(file: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
