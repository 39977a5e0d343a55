"""Documents that show commands and Python examples: what they show is run again and compared.

`python -m tests.console` writes the outputs of today's program into README.md and docs/; read the differences before keeping them.
"""

from __future__ import annotations

import doctest
import io
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from importlib.util import find_spec
from pathlib import Path
from runpy import run_path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from symcount.cli import main
from symcount.layers.definition import CATALOGUE, NAMES

ROOT = Path(__file__).parents[1]
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))

BLOCK = re.compile(r"^```(?P<language>\S*)\n(?P<body>.*?)^```$", flags=re.MULTILINE | re.DOTALL)
PROMPT = re.compile(r"^\$ (?P<command>(?:.*\\\n)*.*)\n(?P<output>(?:(?!\$ ).*\n)*)", flags=re.MULTILINE)


class Session:
    """A terminal that knows `symcount …` and `echo $?`; of `a && b` it runs b. What is inferred of a library needs it to be installed."""

    def __init__(self) -> None:
        self.status = 0

    def output(self, command: str) -> str | None:
        """What a command prints, standard error behind standard output; None for any other command."""
        words = shlex.split(command.replace("\\\n", " ").rpartition("&& ")[2], comments=True)
        if words == ["echo", "$?"]:
            return f"{self.status}\n"
        if words[0] != "symcount" or (words[1:2] == ["infer"] and find_spec(words[2].partition(".")[0]) is None):
            return None
        printed, errors = io.StringIO(), io.StringIO()
        with redirect_stdout(printed), redirect_stderr(errors):
            self.status = exit_status(words)
        return printed.getvalue() + errors.getvalue()


def exit_status(words: list[str]) -> int:
    """Run the command line in this process."""
    try:
        with patch.object(sys, "argv", words):
            main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def refreshed(text: str) -> str:
    """The document with every output that it shows as the program prints it now."""
    session = Session()

    def shown(example: re.Match[str]) -> str:
        output = session.output(example["command"])
        before = example["output"] if example["output"].strip() else f"\n{example['output']}"
        gap = before[len(before.rstrip()) :]
        return example[0] if output is None else f"$ {example['command']}\n{output.rstrip()}{gap}"

    def block(found: re.Match[str]) -> str:
        return f"```{found['language']}\n{PROMPT.sub(shown, found['body'])}```" if found["language"] == "console" else found[0]

    return BLOCK.sub(block, text)


def files(text: str) -> list[str]:
    """The Python blocks of a document that show a file, or a part of one: those without a prompt."""
    return [found["body"] for found in BLOCK.finditer(text) if found["language"] == "python" and ">>>" not in found["body"]]


@contextmanager
def defining(text: str) -> Iterator[None]:
    """With the layers that a document defines: the first file that it shows is imported, as a family of its own."""
    with patch.dict(CATALOGUE), patch.dict(NAMES), TemporaryDirectory() as folder:
        for body in files(text)[:1]:
            path = Path(folder) / "shown.py"
            path.write_text(body, encoding="utf-8")
            run_path(str(path), run_name=path.stem)
        yield


def failed_examples(text: str, name: str) -> str:
    """What is wrong with the Python examples (`>>>`) of a document, which share one namespace; empty when nothing is."""
    bodies = [found["body"] for found in BLOCK.finditer(text) if found["language"] in ("python", "pycon") and ">>>" in found["body"]]
    report: list[str] = []
    with defining(text):
        doctest.DocTestRunner().run(doctest.DocTestParser().get_doctest("\n".join(bodies), {"__name__": name}, name, None, 0), out=report.append)
    return "".join(report)


if __name__ == "__main__":
    for document in DOCUMENTS:
        document.write_text(refreshed(document.read_text(encoding="utf-8")), encoding="utf-8")
