"""The examples of docstrings, as they are written behind `import symcount as sc`."""

from __future__ import annotations

import ast
import builtins
import inspect
from collections.abc import Iterator, Mapping, Sequence
from doctest import DocTestParser, Example
from functools import cache
from itertools import groupby
from typing import Any

import symcount


def documented(text: str, home: Mapping[str, Any]) -> Iterator[str]:
    """A docstring in Markdown: each paragraph on one line, each run of examples in a block; `home` is the module that it stands in."""
    parts = [part for part in DocTestParser().parse(text) if not _is_public_import(part) if isinstance(part, Example) or part.strip()]
    examples = [part for part in parts if isinstance(part, Example)]
    bound = _bound(examples)
    imports = list(_imports(examples, bound, home))
    for is_prose, run in groupby(parts, key=lambda part: isinstance(part, str)):
        if is_prose:
            yield from (" ".join(paragraph.split()) for part in run for paragraph in str(part).strip().split("\n\n"))
        else:
            yield "```python\n" + "".join([*imports, *(_prompted(one, bound) for one in run if isinstance(one, Example))]) + "\n```"
            imports = []


def _is_public_import(part: str | Example) -> bool:
    """Whether it imports what a reader finds under `sc`."""
    return isinstance(part, Example) and part.source.startswith("from symcount import ")


def _prompted(example: Example, bound: set[str]) -> str:
    lines = _qualified(example.source, bound).splitlines()
    return "".join(f"{'...' if place else '>>>'} {line}".rstrip() + "\n" for place, line in enumerate(lines)) + example.want


def _qualified(source: str, bound: set[str]) -> str:
    """An example with every public name as a reader finds it."""
    lines = [line.encode() for line in source.splitlines(keepends=True)]  # the places of a tree count bytes
    names = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name) and node.id in public_places() and node.id not in bound]
    for node in sorted(names, key=lambda node: (node.lineno, node.col_offset), reverse=True):
        line = lines[node.lineno - 1]
        lines[node.lineno - 1] = line[: node.col_offset] + public_places()[node.id].encode() + line[node.end_col_offset :]
    return b"".join(lines).decode()


@cache
def public_places() -> dict[str, str]:
    """Where a reader finds each public name."""
    public = {name: getattr(symcount, name) for name in symcount.__all__}
    inside = {one.__name__: f"sc.{name}.{one.__name__}" for name, module in public.items() if inspect.ismodule(module) for one in inside_of(module)}
    return inside | {name: f"sc.{name}" for name in public}


def inside_of(module: object) -> list[Any]:
    """The public classes and functions of a module: those that it lists, else the classes that are its own."""
    named = getattr(module, "__all__", None)
    values = vars(module).values() if named is None else [getattr(module, name) for name in named]
    own = [value for value in values if inspect.isclass(value) or (named is not None and inspect.isfunction(value))]
    return [value for value in own if not value.__name__.startswith("_") and (named is not None or value.__module__ == getattr(module, "__name__", ""))]


def _bound(examples: Sequence[Example]) -> set[str]:
    """The names that the examples bind themselves."""
    nodes = [node for one in examples for node in ast.walk(ast.parse(one.source))]
    imported = {alias.asname or alias.name for node in nodes if isinstance(node, ast.ImportFrom | ast.Import) for alias in node.names}
    stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return imported | stored | {node.arg for node in nodes if isinstance(node, ast.arg)}


def _imports(examples: Sequence[Example], bound: set[str], home: Mapping[str, Any]) -> Iterator[str]:
    """What a docstring's module has in sight, and a reader has not."""
    used = {node.id for one in examples for node in ast.walk(ast.parse(one.source)) if isinstance(node, ast.Name)}
    for name in sorted(used - bound - set(public_places()) - set(vars(builtins))):
        yield f">>> from {home[name].__module__} import {name}\n"
