"""What holds for the whole suite."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("KERAS_BACKEND", "torch")  # Keras' own choice, TensorFlow, is not installed


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Benchmarks run once, as plain tests, unless `--benchmark-enable` asks to measure."""
    if config.pluginmanager.hasplugin("benchmark") and not config.option.benchmark_enable:
        config.option.benchmark_disable = True
