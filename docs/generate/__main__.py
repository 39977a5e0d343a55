"""Writes the pages of docs/ that state what the code states, and removes those of layers that are no more.

What needs more than symcount is written by modules of its own:
"""

from __future__ import annotations

import ast
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator
from pathlib import Path

from docs.generate import PAGES

HERE = Path(__file__).parent
DOCS = HERE.parent


def others() -> Iterator[str]:
    """The modules that are run by themselves, each as it says what it writes and needs."""
    for path in sorted(HERE.glob("[!_]*.py")):
        said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        if f"python -m docs.generate.{path.stem}" in said:
            yield f"- {said}"


def main() -> None:
    """Write every page."""
    ArgumentParser("python -m docs.generate", description="\n".join([__doc__, *others()]), formatter_class=RawDescriptionHelpFormatter).parse_args()
    (DOCS / "layers").mkdir(exist_ok=True)
    for old in (DOCS / "layers").glob("*.md"):
        old.unlink()
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
