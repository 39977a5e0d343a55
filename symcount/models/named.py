"""A model that is named `module:object`: the one place where code that is not ours is imported and called because the user names it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from functools import partial
from importlib import import_module
from inspect import isclass, isroutine, signature
from pathlib import Path
from typing import Any
from warnings import catch_warnings

from symcount.errors import InputError, shown, unknown

DOTTED = r"[^\W\d]\w*(?:\.[^\W\d]\w*)*"
NAMED = re.compile(rf"({DOTTED}):({DOTTED})")

MAX_QUOTED = 200
"""Characters that a message quotes of an error of such code."""


def is_named(text: str) -> bool:
    """Whether a text has the form `module:object` and is no file.

    >>> is_named("torch.nn:LSTM"), is_named("model.keras"), is_named("C:/model.keras")
    (True, False, False)
    """
    return NAMED.fullmatch(text) is not None and not Path(text).exists()


def model_named(text: str) -> Any:
    """The object that `module:object` names, or what it returns if it is a function or class; the current folder is searched too.

    Of all modules this one is imported, with what it imports. What it prints goes to standard error, what it warns of nowhere.
    Errors: `InputError` for a module or an object that is not there, for a function that needs arguments, and where the code raises an error.
    """
    found = NAMED.fullmatch(text)
    if not found:
        raise InputError(f"write module:object, such as my_models:encoder, not {shown(text)}")
    with _here(), redirect_stdout(sys.stderr), catch_warnings(action="ignore"):
        thing = _attribute(found[1], found[2])
        if isclass(thing) or isroutine(thing) or isinstance(thing, partial):
            _check_needs_nothing(text, thing)
            with _foreign(f"{text}()"):
                thing = thing()
    return thing


def _attribute(module: str, path: str) -> Any:
    with _foreign(f"import {module}"):
        thing = import_module(module)
    for name in path.split("."):
        if not hasattr(thing, name):
            raise unknown(f"object in {module}", name, [one for one in dir(thing) if not one.startswith("_")])
        thing = getattr(thing, name)
    return thing


def _check_needs_nothing(text: str, thing: Any) -> None:
    try:
        parameters = signature(thing).parameters.values()
    except ValueError:  # some built-in functions have no signature
        return
    if needed := [one.name for one in parameters if one.default is one.empty and one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)]:
        raise InputError(f"{text} needs {', '.join(needed)}: name a function without arguments that returns the model, or the model itself")


@contextmanager
def _foreign(what: str) -> Iterator[None]:
    """Quote what code that is not ours raises, on one line."""
    try:
        yield
    except (Exception, SystemExit) as error:  # such code may raise anything
        said = " ".join(str(error).split())
        said = f"{said[:MAX_QUOTED]}…" if len(said) > MAX_QUOTED else said
        raise InputError(f"{what}: {type(error).__name__}{f': {said}' if said else ''}") from error


@contextmanager
def _here() -> Iterator[None]:
    """With the current folder first among those where modules are searched, as `python -m` has it."""
    folder = str(Path.cwd())
    sys.path.insert(0, folder)
    try:
        yield
    finally:
        sys.path.remove(folder)
