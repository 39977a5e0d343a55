"""The pictures of figures.md, each drawn by the command that the page shows: `python -m docs.generate.figures` needs matplotlib."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from symcount.cli import cli

DOCS = Path(__file__).parents[1]


def commands(page: str) -> dict[str, list[str]]:
    """The commands that draw, as words, by the name of the picture that each writes."""
    return {found[2]: shlex.split(found[1]) for found in re.finditer(r"^symcount (.*) --output (\S+)$", page, flags=re.MULTILINE)}


def main() -> None:
    """Draw all pictures, in their folder."""
    (DOCS / "figures").mkdir(exist_ok=True)
    for name, words in commands((DOCS / "figures.md").read_text(encoding="utf-8")).items():
        cli([*words, "--output", str(DOCS / "figures" / name)], standalone_mode=False)


if __name__ == "__main__":
    main()
