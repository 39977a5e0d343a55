"""What can go wrong, and where: every error that symcount raises on purpose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from reprlib import Repr

MAX_SHOWN = 60
"""Characters of an argument that a message quotes."""

MAX_LISTED = 30
"""Known names that a message lists."""


class SymcountError(Exception):
    """The root of every error raised on purpose; its text says what is wrong and what to do."""


class FormulaError(SymcountError):
    """A formula that cannot be read, with the place and a way out.

    >>> error = FormulaError("this bracket is never closed", text="4(nm", column=1, hint="write 4(nm) if it ends there")
    >>> print(error)
    cannot read this formula: this bracket is never closed
        4(nm
         ^
    write 4(nm) if it ends there

    `column` counts characters from 0. In a text of several lines, or a very long one, only the neighbourhood of the place is shown.
    """

    def __init__(self, problem: str, *, text: str, column: int, hint: str = "") -> None:
        self.problem = problem
        self.text = text
        self.column = column
        self.hint = hint
        super().__init__(self._message())

    def _message(self) -> str:
        lines = [f"cannot read this formula: {self.problem}", *(_place(self.text, self.column) if self.text.strip() else [])]
        return "\n".join([*lines, self.hint] if self.hint else lines)


class TooLarge(SymcountError):
    """A computation that would need more than the stated number of terms or digits; `span` is its place in the text, if known.

    >>> from symcount import parse
    >>> parse("(a+b+c+d+e+f)^400").expand()
    Traceback (most recent call last):
    symcount.errors.TooLarge: expanding this would need 88,578,967,581 terms, more than the 50,000 that are tried
    """

    span: tuple[int, int] | None = None


class DivisionByZero(SymcountError):
    """A division by an expression that is zero for all sizes; `span` is its place in the text, if known."""

    span: tuple[int, int] | None = None


class NotDivisible(SymcountError):
    """Whole sizes that do not divide, where a layer needs them to.

    >>> from symcount import layers
    >>> layers.conv2d(filters=4, input_channels=3, kernel_size=3, groups=2)
    Traceback (most recent call last):
    symcount.errors.NotDivisible: input_channels of conv2d is a multiple of groups: 3 is not divisible by 2
    """


class InputError(SymcountError):
    """An argument that cannot be used: an unknown layer or size, a number that is not a size.

    >>> from symcount import explain
    >>> explain("lstm", units=0, input_dim=13)
    Traceback (most recent call last):
    symcount.errors.InputError: units is a whole number from 1, not 0
    """


class ConfigurationError(InputError):
    """Arguments of a framework's layer that cannot be used; its text names the layer.

    >>> from symcount import from_config
    >>> from_config("keras", "LSTM", {"unit": 3}, input_shape=[None, None, 2])
    Traceback (most recent call last):
    symcount.errors.ConfigurationError: LSTM of Keras: no argument is called 'unit'; did you mean 'units'?
    """


class FileError(InputError):
    """A file that cannot be read as a model: what is wrong with it, and what to do.

    >>> print(FileError("it ends within its header", hint="download it again", path="model.safetensors"))
    cannot read 'model.safetensors': it ends within its header; download it again
    """

    def __init__(self, problem: str, *, hint: str = "", path: str = "") -> None:
        self.problem = problem
        self.hint = hint
        self.path = path
        super().__init__(f"cannot read {shown(path) if path else 'this file'}: {problem}{f'; {hint}' if hint else ''}")


@contextmanager
def placed_in(text: str) -> Iterator[None]:
    """Show the place in the text of what could not be computed.

    Errors: `FormulaError` for a `TooLarge` or `DivisionByZero` that knows its place.
    """
    try:
        yield
    except (TooLarge, DivisionByZero) as error:
        if error.span is None or error.span[1] > len(text):
            raise
        raise FormulaError(str(error), text=text, column=error.span[0]) from error


def unknown(what: str, name: object, known: Iterable[str]) -> InputError:
    """An error for a name nobody knows, with the nearest known ones.

    >>> print(unknown("layer", "ltsm", ["lstm", "gru"]))
    no layer is called 'ltsm'; did you mean 'lstm'?
    """
    known = sorted(known)
    without_case = {one.lower(): one for one in known}
    is_name = isinstance(name, str) and len(name) <= MAX_SHOWN
    nearest = [without_case[one] for one in get_close_matches(str(name).lower(), without_case, n=3, cutoff=0.6)] if is_name else []
    more = f" and {len(known) - MAX_LISTED} more" if len(known) > MAX_LISTED else ""
    advice = f"did you mean {' or '.join(map(repr, nearest))}?" if nearest else f"known: {', '.join(known[:MAX_LISTED]) or 'none'}{more}"
    return InputError(f"no {what} is called {shown(name)}; {advice}")


def absent(name: str, names: Iterable[str]) -> InputError:
    """An error for a name that something is said about, and that the formula does not have.

    >>> print(absent("q", ["n", "m"]))
    'q' does not stand in the formula; its names are n, m
    """
    return InputError(f"{shown(name)} does not stand in the formula; its names are {', '.join(names) or 'none'}")


def installing(extra: str) -> str:
    """How what an extra of symcount brings is installed, for an error that misses it.

    >>> installing("plot")
    "pip install '.[plot]' in symcount's folder"
    """
    return f"pip install '.[{extra}]' in symcount's folder"


def check_texts(what: str, given: object, value_type: type = str) -> None:
    """Make sure that what was given is a dictionary with texts as its keys, and its values too unless they may be anything.

    Errors: `InputError` for what is not.
    """
    if not isinstance(given, Mapping):
        raise InputError(f"{what} is a dictionary, not {shown(given)}")
    for name, value in given.items():
        if not isinstance(name, str):
            raise InputError(f"a name in {what} is a text, not {shown(name)}")
        if not isinstance(value, value_type):
            raise InputError(f"{name} in {what} is a text, not {shown(value)}")


def shown(text: object) -> str:
    """What was given, as a message quotes it: no more than its beginning.

    >>> print(shown("n" * 100))
    'nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn…'
    """
    quoted = repr(text[: MAX_SHOWN + 1]) if isinstance(text, str) else _QUOTED.repr(text)
    return quoted if len(quoted) <= MAX_SHOWN + 2 else f"{quoted[: MAX_SHOWN + 1]}…{quoted[0] if isinstance(text, str) else ''}"


class _Quoted(Repr):
    """What is as large as may be, or holds itself, by its beginning."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 3
        self.maxlist = self.maxtuple = self.maxdict = self.maxset = self.maxfrozenset = MAX_SHOWN // 3
        self.maxstring = self.maxother = MAX_SHOWN

    def repr_int(self, x: int, level: int) -> str:
        """A whole number; Python writes none of more than some thousand digits."""
        try:
            return repr(x)
        except ValueError:
            return "int of too many digits"


_QUOTED = _Quoted()


def _place(text: str, column: int, width: int = 72) -> list[str]:
    """The line of `text` that holds `column`, cut to `width` characters, and a caret under it."""
    start = text.rfind("\n", 0, column) + 1
    end = text.find("\n", column)
    line, column = text[start : end if end >= 0 else len(text)], column - start
    first = max(0, column - width // 2) if len(line) > width else 0
    shown = line[first : first + width]
    left, right = "…" if first else "", "…" if first + width < len(line) else ""
    caret = len(left) + sum(columns_of(character) for character in shown[: column - first])
    return [f"    {left}{shown}{right}".replace("\t", " "), "    " + " " * caret + "^"]


def columns_of(character: str) -> int:
    """How many columns of a terminal a character takes: a caret must stand under the right one."""
    from unicodedata import combining, east_asian_width

    if combining(character) or character in "\ufe0e\ufe0f\u200b\u200d":
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
