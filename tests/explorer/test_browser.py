"""Whether a missing browser is a reason to skip or a failure: a skip nobody sees would hide half of these tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import browser
from tests.browser import REQUIRED, package, program, started

ROOT = Path(__file__).parents[2]


class Broken:
    """A Playwright whose browser does not open."""

    @property
    def chromium(self) -> Any:
        return self

    def launch(self, **_: Any) -> Any:
        raise package("playwright.sync_api").Error("no usable sandbox")


@pytest.mark.parametrize(
    ("wish", "outcome"),
    [(None, pytest.skip.Exception), ("", pytest.skip.Exception), ("required", pytest.fail.Exception)],
)
def test_a_missing_browser_skips_or_fails(
    wish: str | None, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(REQUIRED, raising=False) if wish is None else monkeypatch.setenv(REQUIRED, wish)
    monkeypatch.setattr(browser, "NAMES", ("no-such-browser",))
    with pytest.raises(outcome, match="there is no chromium on this machine"):
        program()
    with pytest.raises(outcome, match=r"no_such_package cannot be loaded: No module named 'no_such_package'"):
        package("no_such_package")


def test_a_browser_that_does_not_open_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("playwright.sync_api", reason="Playwright for Python is not installed")
    monkeypatch.setattr(browser, "program", lambda: "/usr/bin/chromium")
    monkeypatch.setenv(REQUIRED, "required")
    with pytest.raises(pytest.fail.Exception, match="/usr/bin/chromium does not start: no usable sandbox"):
        started(Broken())


def test_the_continuous_run_requires_a_browser() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert f"export {REQUIRED}=required" in script[: script.index("-m pytest")]
