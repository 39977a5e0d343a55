"""docs/figures.md: every kind has its call, its command and its picture, and they show the same."""

from __future__ import annotations

import json
import re
import shlex
from xml.etree import ElementTree

import pytest

import symcount as sc
from docs.generate.figures import commands
from symcount.rendering.tables import printable
from tests.console import ROOT, Session

PAGE = (ROOT / "docs" / "figures.md").read_text(encoding="utf-8")
PICTURES = ROOT / "docs" / "figures"
COMMANDS = commands(PAGE)
LARGEST = 60_000


def data(words: list[str]) -> dict[str, object]:
    """What a command draws."""
    printed = Session().output(shlex.join(["symcount", *words, "--json"]))
    found: dict[str, object] = json.loads(printed or "{}")
    return found


def texts(svg: str) -> list[str]:
    """What is written in a picture, in order: numbers, names, sentences."""
    return [element.text or "" for element in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_picture_is_of_what_its_command_draws(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    drawn = data(COMMANDS[name])
    svg = (PICTURES / name).read_text(encoding="utf-8")
    assert texts(svg) == texts(Session().output(shlex.join(["symcount", *COMMANDS[name]])) or ""), "run: python -m docs.generate.figures"
    title, description = (element.text for element in ElementTree.fromstring(svg)[:2])
    facts = drawn["facts"]
    assert isinstance(facts, list)
    assert (title, description) == (printable(str(drawn["title"])), ". ".join(map(printable, facts))), "run: python -m docs.generate.figures"
    assert len(svg.encode()) < LARGEST
    assert f"(figures/{name})" in PAGE


def test_the_page_has_every_kind_and_every_picture_is_on_it() -> None:
    assert {words[1] for words in COMMANDS.values()} == set(sc.figures.__all__)
    assert all(f"sc.figures.{kind}(" in PAGE for kind in sc.figures.__all__)
    assert [title.lower() for title in re.findall("^## (.*)$", PAGE, flags=re.MULTILINE)] == list(dict.fromkeys(words[1] for words in COMMANDS.values()))
    assert {path.name for path in PICTURES.iterdir()} == set(COMMANDS)


def test_the_call_and_the_command_of_a_kind_draw_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    called = re.findall(r"^>>> sc\.figures\..*\n(.*)$", PAGE, flags=re.MULTILINE)
    drawn = {str(data(words)["title"]) for words in COMMANDS.values()}
    assert len(called) == len(sc.figures.__all__)
    assert [title for title in called if title not in drawn] == []
