"""What stands in a class: its fields with the strings below them, properties and methods; and the classes that functions return."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, cached_property
from itertools import pairwise
from textwrap import dedent
from typing import Any

import symcount
from docs.generate.examples import documented
from symcount.layers import Layer

INNER_ROOMS = ("symcount.algebra", "symcount.formula", "symcount.models", "symcount.reading.printed")
"""Where the values live that results are made of, and that nobody is given to work with."""

WIDEST = 100
"""Characters of a signature in one line."""


@dataclass(frozen=True)
class Member:
    """A field, property or method of a class, with its docstring or, of a field, the string below it."""

    name: str
    annotation: str
    text: str
    home: type
    signature: str = ""
    """How it is called, of a method."""

    @cached_property
    def blocks(self) -> list[str]:
        """What is said of it, and its examples."""
        return list(documented(self.text, vars(sys.modules[self.home.__module__])))

    @property
    def prose(self) -> str:
        """What is said of it, in one line."""
        return " ".join(block for block in self.blocks if not block.startswith("```"))

    @property
    def examples(self) -> list[str]:
        """The blocks of its examples."""
        return [block for block in self.blocks if block.startswith("```")]


def public_names() -> dict[str, Any]:
    """Every name of `symcount`, with what it stands for."""
    return {name: getattr(symcount, name) for name in symcount.__all__}


def members_of(one: type) -> list[Member]:
    """The public members of a class: its fields, then what it inherits and what it defines, each once."""
    found = {member.name: member for member in _fields(one)}
    for base in one.__mro__:
        if base.__module__.startswith("symcount"):
            for name, value in vars(base).items():
                member = _member(name, value, base)
                if member and not name.startswith("_") and not _is_said_once(one, member):
                    found.setdefault(name, member)
    return list(found.values())


def _fields(one: type) -> Iterator[Member]:
    own = (base for base in reversed(one.__mro__) if base.__module__.startswith("symcount"))
    below = {name: text for base in own for name, text in strings_below(inspect.getsource(base)).items()}
    types = {field.name: str(field.type) for field in fields(one) if field.repr or field.name in below} if is_dataclass(one) else inspect.get_annotations(one)
    for name, annotation in types.items():
        if not name.startswith("_"):
            yield Member(name, annotation, below.get(name, ""), one)


def _member(name: str, value: object, home: type) -> Member | None:
    getter = value.fget if isinstance(value, property) else value.func if isinstance(value, cached_property) else value
    if not inspect.isfunction(getter):
        return None
    returned = str(inspect.get_annotations(getter).get("return", ""))
    return Member(name, returned, inspect.getdoc(getter) or "", home, signature(f".{name}", getter) if getter is value else "")


def _is_said_once(one: type, member: Member) -> bool:
    """Whether a class above has it, and says as much of it."""
    above = [base for base in _above(one) if hasattr(base, member.name)]
    return bool(above) and (member.home in above or member.name == "to_dict" or not member.text)


def _above(one: type) -> list[type]:
    return [base for base in one.__mro__[1:] if base.__module__.startswith("symcount")]


def strings_below(source: str) -> dict[str, str]:
    """The string that stands below each field of a class, or each name with a type in a module."""
    found: dict[str, str] = {}
    for holder in ast.walk(ast.parse(dedent(source))):
        for pair in pairwise(holder.body if isinstance(holder, ast.ClassDef | ast.Module | ast.If) else ()):
            match pair:
                case ast.AnnAssign(target=ast.Name(name)), ast.Expr(value=ast.Constant(value=str(text))):
                    found[name] = " ".join(text.split())
    return found


def signature(name: str, function: Any) -> str:
    """A function as it is called, one argument a line where it is long."""
    parameters = list(inspect.signature(function).parameters.values())
    arguments = list(_arguments(parameters[1:] if name.startswith(".") else parameters))
    result = inspect.get_annotations(function).get("return", "")
    line = f"{name}({', '.join(arguments)}) -> {result}"
    return line if len(line) <= WIDEST or name.startswith(".") else f"{name}(\n" + "".join(f"    {argument},\n" for argument in arguments) + f") -> {result}"


def _arguments(parameters: Iterable[inspect.Parameter]) -> Iterator[str]:
    positional = False
    keyword = False
    for one in parameters:
        if positional and one.kind is not one.POSITIONAL_ONLY:
            yield "/"
        positional = one.kind is one.POSITIONAL_ONLY
        if one.kind is one.KEYWORD_ONLY and not keyword:
            yield "*"
        keyword = keyword or one.kind in (one.KEYWORD_ONLY, one.VAR_POSITIONAL)
        stars = "*" if one.kind is one.VAR_POSITIONAL else "**" if one.kind is one.VAR_KEYWORD else ""
        usual = "" if one.default is one.empty else f" = {one.default!r}"
        yield f"{stars}{one.name}: {one.annotation}{usual}"
    if positional:
        yield "/"


# -- what is returned --------------------------------------------------------------------------------------------------


@cache
def returned_classes() -> tuple[type, ...]:
    """The classes of what the public functions return, and of what stands in those."""
    functions = [value for value in public_names().values() if inspect.isfunction(value)]
    modules = [value for value in public_names().values() if inspect.ismodule(value)]
    functions += [value for module in modules for name in getattr(module, "__all__", ()) if inspect.isfunction(value := getattr(module, name))]
    results = dict.fromkeys(one for function in functions for one in classes_returned_by(function))
    results[Layer] = None
    inside = [one for result in results for member in members_of(result) for one in _classes_in(member.annotation, member.home)]
    return tuple(dict.fromkeys([*results, *inside]))


def common_classes() -> tuple[type, ...]:
    """What the returned classes have in common: what every result can do, and every figure."""
    return tuple(dict.fromkeys(base for one in returned_classes() for base in _above(one) if base not in returned_classes()))


def classes_returned_by(function: Any) -> list[type]:
    """The classes of symcount that a function says it returns."""
    returned = str(inspect.get_annotations(function).get("return", ""))
    return [] if returned.startswith("Callable") else list(_classes_in(returned, function))


def _classes_in(annotation: str, holder: Any) -> Iterator[type]:
    home = vars(sys.modules[holder.__module__])
    for word in re.findall(r"\w+", annotation):
        one = home.get(word)
        if inspect.isclass(one) and one.__module__.startswith("symcount") and not one.__module__.startswith(INNER_ROOMS) and not issubclass(one, str):
            yield one
