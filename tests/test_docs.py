"""What docs/ says is what the program does: generated pages are current, examples give what is shown, and everything public is named."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import symcount
from docs.generate import pages
from symcount.cli import cli
from symcount.layers import CATALOGUE
from tests.console import ROOT, Session, failed_examples, refreshed

DOCS = ROOT / "docs"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("*.md"))}
EVERYTHING = "\n".join(TEXTS.values())

KINDS = (
    "missing-bias", "missing-term", "extra-term", "missing-factor", "extra-factor", "swapped-roles", "wrong-role", "arithmetic-slip",
    "damaged-text", "lower-order-terms", "missing-embedding", "missing-norm", "tied-weights", "convention",
)  # fmt: skip
WITHOUT_LAYERS = {"tied-weights"}
"""Kinds that no layer of the catalogue can show yet."""


def rows(page: str, columns: int) -> Iterator[list[str]]:
    """The cells of the rows of all tables of a page with so many columns."""
    for line in TEXTS[page].splitlines():
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == columns and set(cells[0]) != {"-"}:
            yield cells


EXAMPLES = {kind.strip("`"): example.strip("`") for kind, _, example in rows("checking.md", 3) if kind.strip("`") in KINDS}
NOTES = [(text.strip("`"), note) for text, note in rows("reading.md", 2) if " read as " in note]


@pytest.mark.parametrize("name", sorted(pages()))
def test_generated_pages_are_current(name: str) -> None:
    assert pages()[name] == TEXTS[name], "run: python docs/generate.py"


@pytest.mark.parametrize("name", TEXTS)
def test_every_command_prints_what_is_shown(name: str) -> None:
    assert refreshed(TEXTS[name]) == TEXTS[name], "run: python -m tests.console, and read the difference"


@pytest.mark.parametrize("name", TEXTS)
def test_every_python_example_gives_what_is_shown(name: str) -> None:
    assert failed_examples(TEXTS[name], name) == ""


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_a_kind_has_it(kind: str) -> None:
    printed = Session().output(f"{EXAMPLES[kind]} --json")
    assert (printed is None) == (kind in WITHOUT_LAYERS)
    assert printed is None or kind in [fault["kind"] for fault in json.loads(printed)["diagnosis"]]


@pytest.mark.parametrize("text, note", NOTES)
def test_every_guess_is_said(text: str, note: str) -> None:
    assert note in symcount.parse(text).notes


def test_everything_public_is_named() -> None:
    options = {option for command in cli.commands.values() for parameter in command.params for option in parameter.opts if option.startswith("--")}
    wanted = {*(f"symcount {name}" for name in cli.commands), *options, *(f"sc.{name}" for name in symcount.__all__), *CATALOGUE, *KINDS}
    assert [name for name in sorted(wanted) if name not in EVERYTHING] == []


def links() -> Iterator[tuple[Path, str]]:
    """The links of README.md and docs/ to files of this repository."""
    for path in (ROOT / "README.md", *sorted(DOCS.glob("*.md"))):
        for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
            if "://" not in target:
                yield path, target


@pytest.mark.parametrize("path, target", list(links()), ids=lambda part: part.name if isinstance(part, Path) else part)
def test_every_link_leads_somewhere(path: Path, target: str) -> None:
    file, _, anchor = target.partition("#")
    linked = (path.parent / file).resolve() if file else path
    assert linked.is_file()
    titles = re.findall(r"^#+ (.*)$", linked.read_text(encoding="utf-8"), flags=re.MULTILINE) if anchor else []
    assert not anchor or anchor in [title.lower().replace(" ", "-") for title in titles]
