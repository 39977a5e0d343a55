"""What is read at once, and what only when it is asked for."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = "import sys, symcount.layers as layers; before = 'symcount.layers.published_models' in sys.modules; layers.gpt2; print(before, layers.gpt2.name)"


def test_a_rare_layer_is_read_when_it_is_asked_for() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["False", "gpt2"]
