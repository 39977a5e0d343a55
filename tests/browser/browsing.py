"""What the tests in a browser share: what must be installed for them, and a tab that writes down what goes wrong in it."""

from __future__ import annotations

import json
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.console import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Request

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""What keeps Chromium from other hosts, whoever asks: a page, its fonts or Chromium itself."""

SECONDS = 120
"""The longest wait: what a busy machine needs, and not for ever."""

ELSEWHERE = "asks another host:"

SCREENSHOTS = ROOT / ".screenshots"
WIDTHS = {"desktop": 1280, "phone": 390}
THEMES = ("light", "dark")
HEIGHT, LONGEST_PICTURE = 900, 4000


def needs(*modules: str) -> list[pytest.MarkDecorator]:
    """The marks of a file of tests: the group `browser`, which is skipped where Chromium or one of these modules is not installed."""
    missing = ["Debian's chromium"] * (CHROMIUM is None) + [module for module in ("playwright", *modules) if find_spec(module) is None]
    reason = f"not installed: {', '.join(missing)}; apt-get install chromium, pip install '.[browser]'"
    return [pytest.mark.browser, pytest.mark.skipif(bool(missing), reason=reason)]


def in_time(script: str, fault: str) -> str:
    """A function of JavaScript that calls another and waits for it, but not for ever as Playwright does: then it fails, and says what is amiss."""
    late = json.dumps(f"{fault} after {SECONDS} seconds")
    return f"() => Promise.race([({script})(), new Promise((_, stop) => setTimeout(stop, {1000 * SECONDS}, {late}))])"


class Tab:
    """A tab of Chromium; `faults` are the requests that leave this machine, and what the console calls an error: failed requests, scripts that stop."""

    def __init__(self, context: BrowserContext) -> None:
        self.faults: list[str] = []
        context.set_default_timeout(1000 * SECONDS)
        context.add_init_script(path=Path(__file__).with_name("probe.js"))
        self.page = context.new_page()
        self.page.on("request", self._on_request)
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")):
            self.faults.append(f"{ELSEWHERE} {request.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console: {message.text} {message.location['url']}")

    def open(self, address: str) -> None:
        """Open a page, forget the faults of the last one, and wait until all of it is there."""
        self.faults.clear()
        self.page.goto(address)
        self.settle()

    def settle(self) -> None:
        """Wait until mathematics, fonts and images are there."""
        self.page.evaluate(in_time("probe.settled", "mathematics, fonts or images are not there"))

    def seen(self, what: str, within: str | None = None) -> list[str]:
        """What a function of probe.js finds wrong, on the page or within the first element of a selector."""
        found: list[str] = self.page.evaluate(f"within => probe.{what}(within)", within)
        return found

    def look(self, width: str, theme: str) -> None:
        """Show the page at one of `WIDTHS` and in one of `THEMES`."""
        self.page.set_viewport_size({"width": WIDTHS[width], "height": HEIGHT})
        self.page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")

    def keep(self, name: str, longest: int = LONGEST_PICTURE) -> None:
        """Keep a picture of the page from its top, in a folder that git ignores."""
        SCREENSHOTS.mkdir(exist_ok=True)
        width, height = self.page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
        self.page.set_viewport_size({"width": width, "height": min(height, longest)})  # Playwright's own full page lays out all of a long one, to cut it after
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png")
