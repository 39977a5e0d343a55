"""What docs/ says is what the program does: generated pages are current, examples give what is shown, and everything public is named."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest

import symcount
from docs.generate import PAGES, mistake_kinds
from docs.generate.commands import every_command
from docs.generate.example_sizes import example_sizes
from docs.generate.examples import inside_of
from docs.generate.markdown import code
from docs.generate.members import common_classes, members_of, public_names, returned_classes
from docs.generate.picture import PICTURES, kept_source
from symcount.cli import cli
from symcount.layers import CATALOGUE, Layer
from symcount.rendering import Result
from tests.console import ROOT, Session, failed_examples, refreshed
from tests.judging.scoring import EVERY_CLAIM
from tests.latex import compile_page, compiles_latex

DOCS = ROOT / "docs"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("*.md"))}
EVERYTHING = "\n".join(TEXTS.values())

KINDS = (
    "missing-bias", "missing-term", "extra-term", "missing-factor", "extra-factor", "swapped-roles", "wrong-role", "arithmetic-slip",
    "damaged-text", "lower-order-terms", "missing-embedding", "missing-norm", "tied-weights", "convention",
)  # fmt: skip


def rows(page: str, columns: int) -> Iterator[list[str]]:
    """The cells of the rows of all tables of a page with so many columns."""
    for line in TEXTS[page].splitlines():
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == columns and set(cells[0]) != {"-"}:
            yield cells


CHAPTERS = [
    "How many parameters", "What it computes", "The weights", "The sizes", "What does not matter", "In the frameworks", "A worked example",
    "Published mistakes", "Source and other names",
]  # fmt: skip

EXAMPLES = {kind.strip("`"): example.strip("`") for kind, _, example in rows("checking.md", 3) if kind.strip("`") in KINDS}
NOTES = [(text.strip("`"), note) for text, note in rows("reading.md", 2) if " read as " in note]


@cache
def written(name: str) -> str:
    """A generated page, as the program writes it now."""
    return PAGES[name]()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_generated_pages_are_current(name: str) -> None:
    assert written(name) == (DOCS / name).read_text(encoding="utf-8"), "run: python -m docs.generate"


def test_every_layer_has_a_page_and_every_page_a_layer() -> None:
    assert sorted(path.stem for path in (DOCS / "layers").glob("*.md")) == sorted(CATALOGUE)


@pytest.mark.parametrize("layer", CATALOGUE.values(), ids=lambda layer: layer.name)
def test_the_worked_example_of_a_page_is_what_the_command_prints(layer: Layer) -> None:
    text = written(f"layers/{layer.name}.md")
    assert f"$ symcount explain {layer.name} " in text
    assert refreshed(text) == text


@pytest.mark.parametrize("layer", CATALOGUE.values(), ids=lambda layer: layer.name)
def test_the_sizes_of_a_worked_example_are_those_that_must_be_given(layer: Layer) -> None:
    sizes = example_sizes(layer)
    assert {own for name in sizes for own in layer.own_sizes(name)} == set(layer.sizes) - set(layer.defaults)
    assert isinstance(layer(**sizes).count, int)


def test_every_wrong_claim_stands_on_the_page_of_its_layer() -> None:
    wrong = [claim for claim in EVERY_CLAIM if claim.verdict == "incorrect"]
    assert [claim.text for claim in wrong if code(claim.text) not in written(f"layers/{claim.layer}.md")] == []


def test_a_page_has_its_chapters_in_one_order() -> None:
    titles = re.findall("^## (.*)$", written("layers/lstm.md"), flags=re.MULTILINE)
    assert titles == CHAPTERS
    for layer in CATALOGUE:
        own = re.findall("^## (.*)$", written(f"layers/{layer}.md"), flags=re.MULTILINE)
        assert own == [title for title in CHAPTERS if title in own]
        assert set(CHAPTERS) - set(own) <= {"Published mistakes"}


@compiles_latex
def test_every_formula_of_the_pages_compiles(tmp_path: Path) -> None:
    formulas = {name: re.findall(r"```math\n(.*?)\n```", written(name), flags=re.DOTALL) for name in PAGES}
    assert all(len(formulas[f"layers/{layer}.md"]) == 2 for layer in CATALOGUE)
    displayed = [f"\\begin{{equation*}}\n{formula}\n\\end{{equation*}}" for name in formulas for formula in formulas[name]]
    compile_page(displayed, "amsmath", tmp_path)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.stem)
def test_the_picture_of_a_page_is_of_what_is_printed(picture: Path) -> None:
    assert PICTURES[picture]() == kept_source(picture).read_text(encoding="utf-8"), "run: python -m docs.generate.picture"
    assert picture.stat().st_size < 60_000


@pytest.mark.parametrize("name", TEXTS)
def test_every_command_prints_what_is_shown(name: str) -> None:
    assert refreshed(TEXTS[name]) == TEXTS[name], "run: python -m tests.console, and read the difference"


@pytest.mark.parametrize("name", TEXTS)
def test_every_python_example_gives_what_is_shown(name: str) -> None:
    assert failed_examples(TEXTS[name], name) == ""


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_a_kind_has_it(kind: str) -> None:
    printed = Session().output(f"{EXAMPLES[kind]} --json")
    assert printed is not None
    assert kind in [fault["kind"] for fault in json.loads(printed)["diagnosis"]]


@pytest.mark.parametrize("text, note", NOTES)
def test_every_guess_is_said(text: str, note: str) -> None:
    assert note in symcount.parse(text).notes


def sections(page: str) -> dict[str, str]:
    """What stands below each heading of a page."""
    parts = re.split("^#+ (.*)$", TEXTS[page], flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def public_attributes(one: type) -> list[str]:
    """What a reader sees of a class, less the fields that only its own code sets."""
    hidden = {field.name for field in fields(one) if not field.repr} if is_dataclass(one) else set[str]()
    return [name for name in dir(one) if not name.startswith("_") and name not in hidden]


def results(above: type[Result] = Result) -> Iterator[type[Result]]:
    """Every class of results that the program has."""
    for one in above.__subclasses__():
        if one.__module__.startswith("symcount."):  # other tests make their own
            yield one
        yield from results(one)


def test_everything_public_is_named() -> None:
    wanted = {*(f"sc.{name}" for name in symcount.__all__), *CATALOGUE, *KINDS}
    assert [name for name in sorted(wanted) if name not in EVERYTHING] == []


@pytest.mark.parametrize("name, command", list(every_command(cli)))
def test_every_command_is_documented_with_its_options(name: str, command: click.Command) -> None:
    section = sections("commands.md")[f"symcount {name}"]
    options = [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
    assert [option for option in options if f"`{option}" not in section] == []
    assert all(parameter.help for parameter in command.params if isinstance(parameter, click.Option))


@pytest.mark.parametrize("name, value", public_names().items(), ids=symcount.__all__)
def test_every_public_name_is_documented(name: str, value: Any) -> None:
    assert f"sc.{name}" in sections("python.md")
    if inspect.ismodule(value):
        assert [one.__name__ for one in inside_of(value) if f"sc.{name}.{one.__name__}" not in TEXTS["python.md"]] == []
    if inspect.isfunction(value):
        text = inspect.getdoc(value) or ""
        assert ">>> " in text
        assert "Errors: " in text
        assert [argument for argument in inspect.signature(value).parameters if not re.search(rf"\b{argument}\b", text)] == []


def test_every_error_is_documented() -> None:
    named = [name for name, one in vars(symcount.errors).items() if inspect.isclass(one) and issubclass(one, symcount.errors.SymcountError)]
    assert [name for name in named if f"sc.errors.{name}" not in sections("python.md")] == []


def test_every_result_is_returned_by_something() -> None:
    assert set(results()) <= set(returned_classes())


@pytest.mark.parametrize("one", [*common_classes(), *returned_classes()], ids=lambda one: one.__name__)
def test_every_member_of_a_returned_value_is_documented(one: type) -> None:
    assert one.__doc__
    assert [member.name for member in members_of(one) if not member.prose] == []
    below = "\n".join(sections("python.md").get(base.__name__, "") for base in one.__mro__)
    assert [name for name in public_attributes(one) if not re.search(rf"`\.?{name}\b", below)] == []


def test_every_kind_of_fault_has_a_chapter_of_mistakes() -> None:
    assert sorted(mistake_kinds.CHAPTERS) == sorted(KINDS)
    assert [chapter.title for chapter in mistake_kinds.CHAPTERS.values() if chapter.title not in sections("mistakes.md")] == []


def titles(path: Path) -> set[str]:
    """What a link may name behind a `#`."""
    headings = re.findall("^#+ (.*)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))], ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        file, _, anchor = target.partition("#")
        linked = (path.parent / file).resolve() if file else path
        assert "://" in target or linked.is_file(), target
        assert "://" in target or not anchor or anchor in titles(linked), target
