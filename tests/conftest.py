"""What holds for the whole suite."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault of the program
settings.load_profile("unhurried")

os.environ.setdefault("KERAS_BACKEND", "torch")  # Keras' own choice, TensorFlow, is not installed


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Benchmarks run once, as plain tests, unless `--benchmark-enable` asks to measure."""
    if config.pluginmanager.hasplugin("benchmark") and not config.option.benchmark_enable:
        config.option.benchmark_disable = True


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built once for the groups `docs` and `browser`; what Sphinx warns of is in `warnings` beside its pages."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-j", "auto", "-w", str(folder / "warnings"), "-b", "html", "docs", str(folder)]
    done = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return folder
