"""A browser for all tests of a process: Playwright allows one at a time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any, NoReturn

import pytest

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

REQUIRED = "DECISION_MODEL_BROWSER"
"""Set to `required` where a browser has to be there: its absence then fails the tests instead of skipping them."""


def absent(reason: str) -> NoReturn:
    """Why there is no browser: a failure where one is required, elsewhere a reason to skip."""
    if os.environ.get(REQUIRED) == "required":
        pytest.fail(f"{REQUIRED}=required, but {reason}", pytrace=False)
    pytest.skip(reason)


def program() -> str:
    """The browser of this machine."""
    found = next((found for name in NAMES if (found := shutil.which(name))), None)
    return found or absent("there is no chromium on this machine (apt-get install chromium-headless-shell)")


def package(name: str) -> Any:
    """A package that browser tests need: failing where a browser is required, skipping elsewhere."""
    try:
        return import_module(name)
    except ImportError as error:
        absent(f"{name.partition('.')[0]} cannot be loaded: {error} (pip install 'decision-model[test]')")


def started(playwright: Any) -> Any:
    """The browser, opened; what it said if it will not open."""
    chromium = program()
    try:
        return playwright.chromium.launch(executable_path=chromium, args=FLAGS)
    except package("playwright.sync_api").Error as error:
        absent(f"{chromium} does not start: {error}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A browser, where there is one: Debian's chromium and Playwright for Python."""
    with package("playwright.sync_api").sync_playwright() as playwright:
        opened = started(playwright)
        yield opened
        opened.close()
