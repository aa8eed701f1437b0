"""Firefox, driven over WebDriver BiDi, which Debian's `firefox-esr` speaks; Playwright does not drive that one."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.explorer.conftest import absent, package

NAMES = ("firefox-esr", "firefox")
PATIENCE = 60
"""Seconds that Firefox has for an answer."""

SCHEMES = {"dark": 0, "light": 1}
"""How the preference for a colour scheme is written."""

QUIET = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.region.network.url": "",
    "browser.safebrowsing.downloads.remote.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.search.update": False,
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.blocklist.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
}
"""Nothing is fetched in the background, and what would be goes nowhere."""


class Firefox:
    """One tab of a Firefox; what its console says is kept in `messages`."""

    def __init__(self, socket: Any):
        self.socket, self.count = socket, 0
        self.messages: list[str] = []
        self.ask("session.new", capabilities={})
        self.tab = self.ask("browsingContext.getTree")["contexts"][0]["context"]
        self.ask("session.subscribe", events=["log.entryAdded"])

    def ask(self, method: str, **parameters: Any) -> Any:
        """A command's result; what Firefox reports in the meantime is written down."""
        self.count += 1
        self.socket.send(json.dumps({"id": self.count, "method": method, "params": parameters}))
        while True:
            said = json.loads(self.socket.recv())
            if said.get("method") == "log.entryAdded":
                self.messages.append(said["params"]["text"])
            if said.get("id") == self.count:
                assert said["type"] == "success", said
                return said["result"]

    def open(self, url: str, width: int, height: int = 800) -> None:
        self.messages.clear()
        self.ask("browsingContext.setViewport", context=self.tab, viewport={"width": width, "height": height})
        self.ask("browsingContext.navigate", context=self.tab, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page, through JSON."""
        text = f"Promise.resolve(({expression})).then((value) => JSON.stringify(value ?? null))"
        found = self.ask("script.evaluate", expression=text, target={"context": self.tab}, awaitPromise=True)
        assert found["type"] == "success", found
        return json.loads(found["result"]["value"])

    def run(self, script: str) -> None:
        """A script in the page."""
        self.ask("script.evaluate", expression=script, target={"context": self.tab}, awaitPromise=False)


@contextmanager
def firefox(profile: Path, scheme: str = "light") -> Iterator[Firefox]:
    """A Firefox with a fresh profile in an empty folder, asking nothing of any network."""
    found = next((found for name in NAMES if (found := shutil.which(name))), None)
    program = found or absent("there is no firefox on this machine (apt-get install firefox-esr)")
    preferences = {**QUIET, "layout.css.prefers-color-scheme.content-override": SCHEMES[scheme]}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in preferences.items()]
    (profile / "user.js").write_text("".join(lines), encoding="utf-8")
    command = [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    said = profile / "said.txt"
    with said.open("w", encoding="utf-8") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:
        try:
            address = f"{listening(said, process, program)}/session"
            socket = package("websocket").create_connection(address, PATIENCE, suppress_origin=True)
            try:
                yield Firefox(socket)
            finally:
                socket.close()
        finally:
            process.terminate()
            process.wait(PATIENCE)


def listening(said: Path, process: subprocess.Popen[bytes], program: str) -> str:
    """The address at which a Firefox that has just been started listens."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        if found := re.search(r"(ws://\S+)", said.read_text(encoding="utf-8", errors="replace")):
            return found[1]
        time.sleep(0.1)
    absent(f"{program} does not start: {said.read_text(encoding='utf-8', errors='replace')[-500:]}")
