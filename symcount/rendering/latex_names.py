r"""How a size is called in LaTeX: its letter, its name in words, a command of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from symcount.errors import InputError, shown
from symcount.roles import ROLES

GREEK = re.compile(
    "alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|upsilon|phi|chi|psi|omega"
    "|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Upsilon|Phi|Psi|Omega"
)
"""Names that LaTeX has a letter for."""

SECOND_FORMS = ("epsilon", "theta", "pi", "rho", "sigma", "phi")
"""Those that it has another form of: `ϕ` beside `φ`."""

ESCAPES = {
    **{character: f"\\{character}" for character in "#$%&_{}"},
    "\\": r"\textbackslash{}",
    "|": r"\textbar{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "−": "$-$",
    "·": r"$\cdot$",
    "×": r"$\times$",
    "≈": r"$\approx$",
    "≠": r"$\neq$",
    "≤": r"$\leq$",
    "≥": r"$\geq$",
    "→": r"$\to$",
    "⇒": r"$\Rightarrow$",
    "↔": r"$\leftrightarrow$",
    **{superscript: f"$^{{{digit}}}$" for digit, superscript in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")},
}

ACCENTS = "\u0300\u0301\u0302\u0303\u0308\u030a\u0327\u030c"
"""What LaTeX without further packages can put over or under a Latin letter: grave, acute, circumflex, tilde, dots, ring, cedilla, caron."""

LAST_LATIN = "\u017f"
"""The last of the letters that it knows by one code each."""

WORDS = (r"\mathrm", r"\text")
"""How a symbol begins that is a word, and stands a little apart from other factors."""

NO_SYMBOLS: Mapping[str, str] = {}

DIGITS = ("Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def text(words: str) -> str:
    r"""Words for a sentence, a cell or `\text`: nothing in them acts as LaTeX.

    >>> print(text(r"100% of \input{x}"))
    100\% of \textbackslash{}input\{x\}
    """
    return "".join(ESCAPES.get(character, character) for character in " ".join(words.split()) if character.isprintable())


def name_as_math(name: str) -> str:
    r"""A name as it stands in a formula: one letter, a letter with an index or primes, or upright words.

    >>> for name in ("n", "lambda", "h'", "n_1", "n_h_1", "d_model", "num_units", "100%", "词"):
    ...     print(name_as_math(name))
    n
    \lambda
    h'
    n_{1}
    n_{h,1}
    d_{\text{model}}
    \mathrm{num\_units}
    \text{100\%}
    \text{词}
    """
    return next(_forms(name))


def _forms(name: str) -> Iterator[str]:
    """As what a name may stand in a formula, the best first: another Greek letter, or its words, where the first is taken."""
    name, primes = _primes(name)
    letter, _, index = name.partition("_")
    below = _index(index)
    if symbol := _letter(letter) if below or letter == name else "":
        behind = (f"_{{{below}}}" if below else "") + primes
        yield symbol + behind
        if symbol[1:] in SECOND_FORMS:
            yield rf"\var{symbol[1:]}{behind}"
    if len(name) > 1 or not symbol:
        yield (rf"\mathrm{{{text(name)}}}" if re.fullmatch(r"\w+", name, re.ASCII) else rf"\text{{{text(name)}}}") + primes


def _primes(name: str) -> tuple[str, str]:
    bare = name.rstrip("'’′")
    return (bare, "'" * (len(name) - len(bare))) if bare else (name, "")


def _letter(name: str) -> str:
    """A name that is one letter, Latin or Greek, as LaTeX; otherwise nothing."""
    if len(name) == 1 and not name.isascii():
        name = "ell" if name == "ℓ" else _greek(unicodedata.normalize("NFKC", name))
    if GREEK.fullmatch(name) or name == "ell":
        return f"\\{name}"
    return name if len(name) == 1 and name.isascii() and name.isalpha() else ""


def _greek(character: str) -> str:
    found = re.fullmatch(r"GREEK (SMALL|CAPITAL) LETTER (\w+)", unicodedata.name(character, "") if len(character) == 1 else "")
    if not found:
        return ""
    word = found[2].replace("LAMDA", "LAMBDA")  # as Unicode spells it
    return word.lower() if found[1] == "SMALL" else word.capitalize()


def _index(index: str) -> str:
    """What stands under a letter, as LaTeX; nothing for what is no index."""
    if re.fullmatch("[A-Za-z0-9]|[0-9]+|[A-Za-z0-9][+-][A-Za-z0-9]", index):
        return index
    if re.fullmatch("[A-Za-z0-9](_[A-Za-z0-9])+", index):
        return index.replace("_", ",")
    return rf"\text{{{index}}}" if index.isalnum() and index.isascii() else ""


def can_be_set(latex: str) -> bool:
    """Whether pdflatex has every letter, without further packages.

    >>> can_be_set("café"), can_be_set("слой")
    (True, False)
    """
    return all(character.isascii() or character in ESCAPES or _is_accented(character) for character in latex)


def settable(latex: str) -> str:
    """This LaTeX, if it can be set. Errors: `InputError` that names the first word which cannot.

    >>> settable("4n")
    '4n'
    """
    unknown = next((word for word in re.findall(r"\w+|\W", latex) if not can_be_set(word)), None)
    if unknown is not None:
        remedy = "leave it out, or take other letters: Latin ones, or one Greek letter that looks like none of them"
        raise InputError(f"pdflatex without further packages cannot set {shown(unknown)}: {remedy}")
    return latex


def _is_accented(character: str) -> bool:
    parts = unicodedata.normalize("NFD", character)
    return character <= LAST_LATIN and len(parts) == 2 and parts[0].isascii() and parts[1] in ACCENTS


def written_symbols(names: Iterable[str], letters: Mapping[str, str]) -> dict[str, str]:
    r"""LaTeX for each name of an author's formula, as the author spells it or in the letters given; what would look like another is in words.

    >>> written_symbols(["n", "d_model"], {"n": "h"})
    {'n': 'h', 'd_model': 'd_{\\text{model}}'}
    >>> print(*written_symbols(["alpha", "α"], {}).values())
    \mathrm{alpha} \alpha

    Errors: `InputError` for letters that leave two names alike.
    """
    spelled = {name: letters.get(name, name) for name in names}
    symbols = _apart({name: _forms(spelled[name]) for name in sorted(spelled, key=lambda name: spelled[name].isascii())})  # α has one form, alpha has words
    return {name: symbols[name] for name in spelled}


def size_symbols(names: Iterable[str], letters: Mapping[str, str], beside: Mapping[str, str] = NO_SYMBOLS) -> dict[str, str]:
    r"""LaTeX for each size: the letter given or the usual one; one already taken is not given to a second size, which shows its name.

    >>> size_symbols(["features", "d_model", "tied"], {})
    {'features': 'd', 'd_model': 'd_{\\text{model}}', 'tied': '\\tau'}

    Nor is one of the symbols `beside` which they stand. Errors: `InputError` for letters that leave two sizes alike.
    """
    names = list(names)
    given = {name: _forms(letters[name]) for name in names if name in letters}
    usual = {name: chain([ROLES[name].glyph] if name in ROLES else [], _forms(name)) for name in names if name not in letters}
    return _apart(given | usual, beside)


def _apart(forms: Mapping[str, Iterator[str]], beside: Mapping[str, str] = NO_SYMBOLS) -> dict[str, str]:
    """For each name the first of its forms that looks like none before."""
    symbols: dict[str, str] = {}
    names = {_look(symbol): name for name, symbol in beside.items()}
    for name, ways in forms.items():
        first, *others = ways
        symbol = next((way for way in (first, *others) if _look(way) not in names), None)
        if symbol is None:
            raise InputError(f"{first} would stand for {names[_look(first)]} and for {name}: give each a letter of its own")
        symbols[name] = symbol
        names[_look(symbol)] = name
    return symbols


def _look(symbol: str) -> str:
    """What two symbols share that cannot be told apart on a page."""
    return re.sub(r"\{(.)\}", r"\1", symbol.replace(r"\mathrm", r"\text"))


def commands(symbols: Mapping[str, str]) -> dict[str, str]:
    r"""A command for each size, in letters alone; what is none of ours is marked, lest it be one of TeX's. One that stands for a word is in braces.

    >>> print(*commands({"units": "n", "num_heads": r"\mathrm{heads}", "n_1": "n_{1}", "λ": r"\lambda"}).values())
    \units {\numHeads} \sizenOne \sizelambda
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name, symbol in symbols.items():
        command = "\\" + ("" if name in ROLES else "size") + _in_letters(name)
        while command in taken:
            command += "x"
        taken.add(command)
        found[name] = f"{{{command}}}" if symbol.startswith(WORDS) else command
    return found


def _bare(command: str) -> str:
    return command.strip("{}")


def _in_letters(name: str) -> str:
    """A name in ASCII letters: `input_mode1` is `inputModeOne`."""
    plain = "".join(_greek(character) or character for character in unicodedata.normalize("NFD", name))
    first, *rest = re.findall("[A-Za-z]+|[0-9]", plain) or [""]
    return (DIGITS[int(first)] if first.isdecimal() else first) + "".join(
        DIGITS[int(part)] if part.isdecimal() else part[0].upper() + part[1:] for part in rest
    )


def definitions(symbols: Mapping[str, str], commands: Mapping[str, str], body: str) -> str:
    r"""The commands that a body of LaTeX uses, defined: each by the symbol of its size, with what that means.

    >>> print(definitions({"units": "h", "bias": "b"}, {"units": r"\units", "bias": r"\bias"}, r"4\units^{2}"))
    \newcommand{\units}{h} % outputs of a dense or recurrent layer (hidden size)
    """
    used = [name for name, command in commands.items() if re.search(re.escape(_bare(command)) + "(?![A-Za-z])", body)]
    meanings = {name: f" % {ROLES[name].meaning}" if name in ROLES else "" for name in used}
    return "\n".join(rf"\newcommand{{{_bare(commands[name])}}}{{{symbols[name]}}}{meanings[name]}" for name in used)
