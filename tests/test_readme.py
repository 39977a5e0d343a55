"""What README.md shows is what happens: its commands and Python examples are run and their output compared."""

from __future__ import annotations

from tests.console import ROOT, failed_examples, refreshed

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_prints_what_is_shown() -> None:
    assert "\n$ symcount " in TEXT
    assert refreshed(TEXT) == TEXT


def test_every_python_example_gives_what_is_shown() -> None:
    assert "\n>>> " in TEXT
    assert failed_examples(TEXT, "README.md") == ""
