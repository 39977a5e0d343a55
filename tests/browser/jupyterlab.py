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
from pathlib import Path
from time import monotonic, sleep

from tests.console import ROOT

SETTINGS = {
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none", "autoStartDefaultKernel": True},  # every cell is there, seen or not
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True},
}
SECONDS_TO_START = 60


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder; gives the address of a notebook of it, with `{}` for the name."""
    (folder / "overrides.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
    port, token = free_port(), secrets.token_hex()
    options = [
        "--no-browser", "--allow-root", "--expose-app-in-browser", "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", f"--IdentityProvider.token={token}",
        f"--ServerApp.root_dir={folder}", f"--LabApp.app_settings_dir={folder}", "--LabApp.extension_manager=readonly", "--LabApp.news_url=None",
    ]  # fmt: skip
    kept_apart = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    environment = os.environ | dict.fromkeys(kept_apart, str(folder)) | {"PYTHONPATH": str(ROOT)}
    with (folder / "log").open("w") as log, subprocess.Popen([sys.executable, "-m", "jupyterlab", *options], env=environment, stdout=log, stderr=log) as server:
        try:
            wait_for(port, server)
            yield f"http://127.0.0.1:{port}/lab/tree/{{}}?token={token}"
        finally:
            server.terminate()


def free_port() -> int:
    """A port that nothing listens to."""
    with socket.socket() as unbound:
        unbound.bind(("127.0.0.1", 0))
        return int(unbound.getsockname()[1])


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until a server listens. Errors: `TimeoutError` when it has ended or needs too long."""
    deadline = monotonic() + SECONDS_TO_START
    while server.poll() is None and monotonic() < deadline:
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.1)
    raise TimeoutError(f"JupyterLab does not listen at port {port}")
