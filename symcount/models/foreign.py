"""The one door to code that is not ours: what the user names `module:object` is imported, its errors are quoted."""

from __future__ import annotations

import logging
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from functools import partial
from importlib import import_module
from inspect import isclass, isroutine, signature
from pathlib import Path
from typing import Any

from symcount.errors import InputError, SymcountError, shown, unknown

DOTTED = r"[^\W\d]\w*(?:\.[^\W\d]\w*)*"
NAMED = re.compile(rf"({DOTTED}):({DOTTED})")

MAX_QUOTED = 160
"""Characters that a message quotes of an error of such code."""


MISSING = object()
"""What is found where a name is not there."""


class ForeignError(InputError):
    """Code that is not ours cannot be found, or raised an error; the text quotes it."""


def is_named(text: str) -> bool:
    """Whether a text has the form `module:object` and is no file.

    >>> is_named("torch.nn:LSTM"), is_named("model.keras"), is_named("C:/model.keras")
    (True, False, False)
    """
    return NAMED.fullmatch(text) is not None and not Path(text).exists()


def object_named(text: str) -> Any:
    """The object that `module:object` names; of all modules only this one is imported.

    >>> object_named("math:sqrt")
    <built-in function sqrt>

    Errors: `ForeignError` for a module or an object that is not there, and where the import raises an error.
    """
    parts = NAMED.fullmatch(text)
    if not parts:
        raise ForeignError(f"write module:object, such as torch.nn:LSTM, not {shown(text)}")
    module, path = parts.groups()
    with calling(f"import {module}"):
        thing: Any = import_module(module)
    for name in path.split("."):
        with calling(f"{module}: {name}"):  # a lazy module imports what is asked of it
            found = getattr(thing, name, MISSING)
            names = [one for one in dir(thing) if not one.startswith("_")] if found is MISSING else []
        if found is MISSING:
            raise unknown(f"object in {module}", name, names)
        thing = found
    return thing


def model_named(text: str) -> Any:
    """The model that `module:object` names, or what it returns if it is a function or class without arguments.

    Errors: `ForeignError` as of `object_named` and where the call raises an error, `InputError` for a function that needs arguments.
    """
    thing = object_named(text)
    if not (isclass(thing) or isroutine(thing) or isinstance(thing, partial)):
        return thing
    _check_needs_nothing(text, thing)
    with calling(f"{text}()"):
        return thing()


def _check_needs_nothing(text: str, thing: Any) -> None:
    try:
        parameters = signature(thing).parameters.values()
    except ValueError:  # some built-in functions have no signature
        return
    if needed := [one.name for one in parameters if one.default is one.empty and one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)]:
        raise InputError(f"{text} needs {', '.join(needed)}: name a function without arguments that returns the model, or the model itself")


@contextmanager
def calling(what: str) -> Iterator[None]:
    """Code that is not ours runs: what it raises is quoted on one line, what it prints goes to standard error, what it warns of nowhere."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings(), redirect_stdout(sys.stderr):
            warnings.simplefilter("ignore")
            yield
    except SymcountError:
        raise  # our own say already what is wrong
    except (Exception, SystemExit) as error:  # such code may raise anything
        said = " ".join(str(error).split())
        said = f"{said[:MAX_QUOTED]}…" if len(said) > MAX_QUOTED else said
        raise ForeignError(f"{what}: {type(error).__name__}{f': {said}' if said else ''}") from error
    finally:
        logging.disable(before)


@contextmanager
def current_folder() -> Iterator[None]:
    """With the current folder among those where modules are searched, the last: nothing in it stands before what is installed."""
    folder = str(Path.cwd())
    sys.path.append(folder)
    try:
        yield
    finally:
        with suppress(ValueError):  # what was imported may have changed the path
            sys.path.remove(folder)
