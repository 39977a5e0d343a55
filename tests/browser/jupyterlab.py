"""JupyterLab over a folder of its own, served to this machine alone."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from tests.browser.browsing import SECONDS, in_time
from tests.console import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

SETTINGS = {
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none", "autoStartDefaultKernel": True},  # every cell is there, seen or not
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True},
}
RUN = """async () => {
  const context = jupyterapp.shell.currentWidget.sessionContext;
  await context.ready;
  await context.session.kernel.info; // before that, a cell is sent to nobody
  jupyterapp.shell.collapseLeft();
  await jupyterapp.commands.execute("notebook:run-all-cells");
}"""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder; gives the address of a notebook of it, with `{}` for the name."""
    (folder / "overrides.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
    port, token = free_port(), secrets.token_hex()
    options = [
        "--no-browser", "--allow-root", "--expose-app-in-browser", f"--IdentityProvider.token={token}",
        "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={folder}",
        f"--LabApp.app_settings_dir={folder}", "--LabApp.extension_manager=readonly", "--LabApp.news_url=None",
    ]  # fmt: skip
    kept_apart = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    environment = os.environ | dict.fromkeys(kept_apart, str(folder)) | {"PYTHONPATH": str(ROOT)}
    with (folder / "log").open("w") as log, subprocess.Popen([sys.executable, "-m", "jupyterlab", *options], env=environment, stdout=log, stderr=log) as server:
        try:
            wait_for(port, token, server)
            yield f"http://127.0.0.1:{port}/lab/tree/{{}}?token={token}"
        finally:
            server.terminate()


def free_port() -> int:
    """A port that nothing listens to."""
    with socket.socket() as unbound:
        unbound.bind(("127.0.0.1", 0))
        return int(unbound.getsockname()[1])


def wait_for(port: int, token: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until this server answers, and not another at its port. Errors: `TimeoutError` when it has ended or needs too long."""
    deadline = monotonic() + SECONDS
    while server.poll() is None and monotonic() < deadline:
        if answers(port, token):
            return
        sleep(0.1)
    raise TimeoutError(f"JupyterLab does not answer at port {port}; its exit status: {server.poll()}")


def answers(port: int, token: str) -> bool:
    """Whether a server that knows the token answers at a port."""
    asked = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        asked.request("GET", f"/api/status?token={token}")
        return asked.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()


def run(page: Page) -> None:
    """Run the open notebook from top to bottom, with nothing beside it."""
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
    page.evaluate(in_time(RUN, "the notebook has not run"))
