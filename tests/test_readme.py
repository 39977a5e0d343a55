"""What README.md shows is what happens: its commands and Python examples are run and their output compared."""

from __future__ import annotations

import doctest
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMAND_LINE = "import sys; sys.argv[0] = 'symcount'; from symcount.cli import main; sys.exit(main())"


def fenced(*languages: str) -> Iterator[str]:
    """The README's fenced blocks in one of these languages."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for language, block in re.findall(r"^```(\S*)\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL):
        if language in languages:
            yield block


def commands() -> Iterator[tuple[str, str]]:
    """Each `$ symcount …` (or `$ … && symcount …`) that shows an output, and that output."""
    for block in fenced("console", "shell", "sh", "bash"):
        for shown in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, output = shown.partition("\n")
            command = line.split(" && ")[-1]
            if command.startswith("symcount ") and output.strip():
                yield command, output.strip()


def run(command: str) -> str:
    """What a command prints, standard error behind standard output."""
    arguments = shlex.split(command, comments=True)[1:]
    done = subprocess.run([sys.executable, "-c", COMMAND_LINE, *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    return (done.stdout + done.stderr).strip()


def test_every_command_prints_what_is_shown() -> None:
    shown = list(commands())
    assert shown, "README.md shows no `$ symcount …` with its output"
    for command, output in shown:
        assert run(command) == output, command


def test_every_python_example_gives_what_is_shown() -> None:
    examples = doctest.DocTestParser().get_doctest("\n".join(fenced("python", "pycon")), {}, "README.md", None, 0)
    assert examples.examples, "README.md shows no `>>>` example"
    report: list[str] = []
    failed, _ = doctest.DocTestRunner().run(examples, out=report.append)
    assert not failed, "".join(report)
