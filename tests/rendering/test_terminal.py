"""What only a terminal shows."""

from __future__ import annotations

import io
import re
import sys
import time

import pytest

from symcount.rendering import terminal

pytest.importorskip("rich", reason="rich is not installed")


class Terminal(io.StringIO):
    """A terminal that keeps what is written."""

    def isatty(self) -> bool:
        """It says that it is one."""
        return True


def test_a_table_is_as_wide_as_asked_and_its_cells_are_text() -> None:
    drawn = terminal.drawn(["name", "count"], [["[red]n[/red]" * 9, "20"]], right=[1], width=40)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", drawn)
    assert max(map(len, plain.splitlines())) <= 40 - terminal.MARGIN
    assert "[red]n[/red]" in plain.replace("\n", "")
    assert plain.splitlines()[0].split() == ["name", "count"]


def test_what_is_no_terminal_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    errors = io.StringIO()
    monkeypatch.setattr(sys, "stderr", errors)
    with terminal.working("reading"):
        assert not terminal.draws(sys.stderr)
    assert errors.getvalue() == ""


@pytest.mark.parametrize("patience, said", [(10.0, False), (0.0, True)])
def test_long_work_is_said(monkeypatch: pytest.MonkeyPatch, patience: float, said: bool) -> None:
    errors = Terminal()
    monkeypatch.setattr(sys, "stderr", errors)
    monkeypatch.setattr(terminal, "PATIENCE", patience)
    monkeypatch.setenv("TERM", "xterm")
    with terminal.working("reading [model]"):
        time.sleep(0.3 if said else 0)
    assert ("reading [model]" in errors.getvalue()) == said


def test_errors_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    with pytest.raises(ValueError, match="broken"), terminal.working("reading"):
        raise ValueError("broken")
