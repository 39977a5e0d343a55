"""What tests of certificates share: whether Coq and z3 accept a file."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pytest

Test = TypeVar("Test", bound=Callable[..., None])

INSTALLED_BY = {"coqc": "apt-get install --no-install-recommends coq", "z3": "pip install z3-solver"}
SECONDS = 120


def runs(program: str) -> Callable[[Test], Test]:
    """Put a test into the group `provers`, which is skipped where its program is not installed."""

    def mark(test: Test) -> Test:
        skipped = pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed: {INSTALLED_BY[program]}")
        marked: Test = pytest.mark.provers(skipped(test))
        return marked

    return mark


def accepted_by_coq(certificates: Sequence[str]) -> None:
    """Coq accepts each of these files, compiled as the modules of one."""
    if not certificates:
        return
    modules = [f"Module Certificate{place}.\n{text}End Certificate{place}.\n" for place, text in enumerate(certificates)]
    said = _said(["coqc", "-q", "-w", "none"], "certificate.v", "".join(modules) if len(modules) > 1 else certificates[0])
    assert said == "", (said, certificates)


def accepted_by_z3(certificate: str) -> None:
    """z3 says that nothing fulfils what is asserted, and has no complaint."""
    said = _said(["z3", "-T:10"], "certificate.smt2", certificate)
    assert said == "unsat\n", (said, certificate)


def _said(command: Sequence[str], name: str, text: str) -> str:
    with TemporaryDirectory() as folder:
        (Path(folder) / name).write_text(text, encoding="utf-8")
        done = subprocess.run([*command, name], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False, timeout=SECONDS)
    return done.stdout
