"""The reference of the Python interface: every public name with its signature and docstring, every value that is returned with its fields and methods."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from docs.generate.examples import documented, inside_of
from docs.generate.markdown import bullets, code, page, table
from docs.generate.members import Member, classes_returned_by, common_classes, members_of, public_names, returned_classes, signature, strings_below

SEE = {
    "check": "checking.md", "check_summary": "summaries.md", "compare": "comparing.md", "explain": "layers.md", "from_config": "comparing.md",
    "infer": "inferring.md", "latex": "papers.md", "layers": "layers.md", "parse": "reading.md", "prove": "proving.md", "solve": "solving.md",
    "summary": "models.md", "symbols": "conventions.md",
}  # fmt: skip
"""The page that tells more about a name."""


def python_page() -> str:
    """Every public name, then every class of what they return."""
    classes = returned_classes()
    return page(
        "# Python",
        "What `import symcount as sc` gives. Each function returns a frozen value: nothing is printed and no file is written. "
        "Sizes are whole numbers, shapes tuples of them, counts numbers of parameters (not bytes); while a size is open, they are expressions. "
        "This page is written from the docstrings of the code, and the tests run its examples.",
        "```python\n>>> import symcount as sc\n\n```",
        table(["name", "what it is"], ([f"[{code(f'sc.{name}')}](#{_anchor(f'sc.{name}')})", _sentence(value)] for name, value in public_names().items())),
        *(block for name, value in public_names().items() for block in _name(name, value)),
        "## What all of a kind can do",
        *(block for one in common_classes() for block in _class(one)),
        "A notebook shows results as they are: typeset, or as tables or pictures.",
        "## The values that are returned",
        "Of the types, `Value` is an exact formula: `str` writes it, `.constant` is its number if it is one, `.at({'units': 5, 'input_dim': 13})` its number "
        "at sizes, `.expr` the SymPy expression. `Size` is a whole number or a `Value`, `Rational` a whole number or a fraction.",
        bullets(f"[{code(one.__name__)}](#{one.__name__.lower()}): {_sentence(one)}" for one in classes),
        *(block for one in classes for block in _class(one)),
    )


def _anchor(title: str) -> str:
    return title.lower().replace(".", "")


def _text(value: Any) -> str:
    """The docstring; of a table, the string that stands below its name."""
    if isinstance(value, dict):
        return strings_below(inspect.getsource(sys.modules["symcount.rendering.symbols"]))["symbol_names"]
    return inspect.getdoc(value) or ""


def _sentence(value: Any) -> str:
    return " ".join(_text(value).split("\n\n")[0].split())


def _blocks(value: Any) -> Iterator[str]:
    return documented(_text(value), vars(value if isinstance(value, ModuleType) else sys.modules[value.__module__]))


def _name(name: str, value: Any) -> Iterator[str]:
    """A public name: a function, a module with what is in it, or a table."""
    yield f"## sc.{name}"
    if inspect.isfunction(value):
        yield from _function(f"sc.{name}", value)
    elif inspect.ismodule(value):
        yield from _blocks(value)
        for own in inside_of(value):
            yield from _inside(f"sc.{name}.{own.__name__}", own)
    else:
        yield _sentence(value)
    yield f"More: [{SEE[name]}]({SEE[name]})." if name in SEE else ""


def _function(title: str, function: Any) -> Iterator[str]:
    yield f"```py\n{signature(title, function)}\n```"
    yield from _blocks(function)
    classes = [f"[{code(one.__name__)}](#{one.__name__.lower()})" for one in classes_returned_by(function) if one in returned_classes()]
    yield f"Returns {' or '.join(classes)}." if classes else ""


def _inside(title: str, value: Any) -> Iterator[str]:
    """A function or an error of a module; a class that has a section of its own is named there."""
    if value in returned_classes():
        yield f"{code(title)} is the class [{code(value.__name__)}](#{value.__name__.lower()})."
        return
    yield f"### {title}"
    if inspect.isclass(value):
        yield f"A kind of {code(value.__bases__[0].__name__)}."
        yield from _blocks(value)
    else:
        yield from _function(title, value)


def _class(one: type) -> Iterator[str]:
    """A class: what it is, a table of its values, a list of what can be called, their examples."""
    yield f"### {one.__name__}"
    yield from _blocks(one)
    members = members_of(one)
    values = [[code(member.name), code(member.annotation), member.prose] for member in members if not member.signature]
    yield table(["value", "type", "what it is"], values) if values else ""
    yield bullets(_called(member) for member in members if member.signature)
    yield from (example for member in members for example in member.examples)


def _called(member: Member) -> str:
    return f"{code(member.signature)}: {member.prose}"
