"""One Chromium, one built site and one server for all tests in a browser."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from tests.browser.browsing import CHROMIUM, NOWHERE, Tab
from tests.console import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@dataclass(frozen=True)
class Site:
    """The built documentation and where it is served."""

    folder: Path
    address: str


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and writes no log."""

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 (the parent's name)
        return


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The one browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", NOWHERE])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def tab(chromium: Browser) -> Iterator[Tab]:
    """The one tab in which the pages of the site are opened, so that what they share is fetched once."""
    context = chromium.new_context()
    yield Tab(context)
    context.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The documentation in the folder that SYMCOUNT_SITE names, or built now, and served to this machine alone."""
    folder = Path(os.environ.get("SYMCOUNT_SITE") or built(tmp_path_factory.mktemp("site")))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield Site(folder, f"http://127.0.0.1:{server.server_port}")
        server.shutdown()


def built(folder: Path) -> Path:
    """Build the documentation into a folder; a warning is an error."""
    command = [sys.executable, "-m", "sphinx", "-W", "-q", "-b", "html", str(ROOT / "docs"), str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return folder
