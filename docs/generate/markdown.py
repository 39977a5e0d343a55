"""Markdown as GitHub shows it: pages, tables, code, formulas, consoles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from symcount.algebra import as_size
from symcount.layers.shapes import Shape
from symcount.layers.weight import Size
from symcount.rendering import as_tuple, pretty
from symcount.rendering.tables import markdown_code, markdown_table

NOTICE = "<!-- Written by docs/generate: change the code, then run python -m docs.generate again. -->"

code, table = markdown_code, markdown_table


def page(*blocks: str) -> str:
    """Blocks with an empty line between them; an empty block is none."""
    return "\n\n".join(filter(None, (NOTICE, *blocks))) + "\n"


def bullets(items: Iterable[str]) -> str:
    """A list; an empty item is none."""
    return "\n".join(f"- {item}" for item in items if item)


def prose(text: str) -> str:
    r"""A sentence of the program, in which commands of LaTeX and options are code.

    >>> print(prose(r"4 \times 3 is 12, not 13; with --json as JSON"))
    4 `\times` 3 is 12, not 13; with `--json` as JSON
    """
    return re.sub(r"\\[a-zA-Z]+|(?<!\S)--[a-z][a-z-]*", lambda command: code(command[0]), text)


def linked(source: str) -> str:
    """A source with its addresses and papers as links.

    >>> print(linked("Vaswani et al. 2017, arXiv 1706.03762; https://example.org"))
    Vaswani et al. 2017, arXiv [1706.03762](https://arxiv.org/abs/1706.03762); [example.org](https://example.org)
    """
    addressed = re.sub(r"https://([^\s;,)]+)", r"[\1](https://\1)", source)
    return re.sub(r"(?<![\w./])(\d{4}\.\d{5})(?![\w.])", r"[\1](https://arxiv.org/abs/\1)", addressed)


def codes(texts: Iterable[str]) -> str:
    """Code spans, listed."""
    return ", ".join(map(code, texts))


def math(formula: str) -> str:
    """A formula of its own; in a fence no sign of it is taken for Markdown."""
    return f"```math\n{formula}\n```"


def aligned(equations: Iterable[str]) -> str:
    """Equations below each other, aligned where each says what is computed."""
    lines = [line.replace(" = ", " &= ", 1) if " = " in line else f"& {line}" for line in equations]
    return math("\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}")


def console(command: str, output: str) -> str:
    """A command and what it prints."""
    return f"```console\n$ {command}\n{output}\n```"


def formula(size: Size) -> str:
    """A size or count as code."""
    return code(pretty(as_size(size)))


def shape(sides: Shape | Sequence[Size]) -> str:
    """A shape as Python writes it."""
    return code(as_tuple(sides.sides if isinstance(sides, Shape) else sides))
