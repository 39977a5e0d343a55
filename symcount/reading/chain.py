"""Sides to links: an equation, a chain of them, or several statements, each side a formula or only a label."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import NoReturn

from symcount.errors import FormulaError
from symcount.formula import Group, Node, Number, Power, Product, Span
from symcount.reading.brackets import agree, with_lost_bracket, without_groups
from symcount.reading.characters import word_set
from symcount.reading.denials import refuse_denials, refuse_scope, refuse_terms
from symcount.reading.doubled import copies
from symcount.reading.latex import is_latex, plain_tokens
from symcount.reading.lexer import ARITHMETIC, WORDS, Token, check_length, number, scan
from symcount.reading.links import Link, definitions_apart, names_as_labels
from symcount.reading.names import Names
from symcount.reading.notes import Notes
from symcount.reading.parser import parse_side
from symcount.reading.prose import Prose
from symcount.reading.sides import ENDS, Side, check_brackets, closing, computes, opening_of, sides_of, trimmed
from symcount.reading.stated import without_statements
from symcount.reading.statements import with_definitions
from symcount.reading.vocabulary import Vocabulary, is_word, normal_name
from symcount.reading.web import plain_text

_CODE = word_set("lambda def import for while class exec print")
_HIGHEST_EXPONENT = 1_000
_LONGEST_CHAIN = 20
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_IN_LETTERS = re.compile(r"(?:[0-9+*/^(), _²³·×-]|[A-Za-z](?![A-Za-z]))*+")
"""A text in single letters, which says nothing in words and has no sign of a page."""

_OPERAND = r"\(*+(?:[0-9]++|[A-Za-z][A-Za-z0-9]*+(?:_[A-Za-z0-9]++)*+)\)*+"
_SIGN = r"(?: ?[+*/^] ?| - |\*\*|(?<![A-Za-z]{2})-(?![A-Za-z]{2}))"  # a minus glued to words may be a hyphen
_SIGNED = re.compile(f"{_OPERAND}(?:{_SIGN}{_OPERAND})*+")
"""One formula with a sign between any two operands: no word in it is a label or a remark, and no bracket either."""

_MILLIONS = re.compile(r"(?<![0-9.])[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}(?![0-9])")


def read_chain(text: str, known: Vocabulary) -> tuple[tuple[Link, ...], Notes]:
    """The sides of a text, and what reading them took."""
    notes = Notes()
    check_length(text)
    try:
        plain = text if _IN_LETTERS.fullmatch(text) else _without_statements(text, known, notes)
        links, notes = _read_plain(plain, known, notes)
    except FormulaError as error:
        raise FormulaError(error.problem, text=text, column=error.column, hint=error.hint) from None
    if plain == text:
        return links, notes
    return tuple([replace(link, text=text[slice(*link.span)]) for link in links]), notes


def _without_statements(text: str, known: Vocabulary, notes: Notes) -> str:
    """The text less what a page put there and what it states of sizes. Errors: `FormulaError` for one that denies or changes its claim."""
    plain = without_statements(plain_text(text, notes), known, notes)
    refuse_denials(plain)
    return plain


def _read_plain(text: str, known: Vocabulary, notes: Notes) -> tuple[tuple[Link, ...], Notes]:
    tokens = _scanned_once(text, notes)
    if "\\" in text or "$" in text or "{" in text or "&" in text:
        tokens = plain_tokens(tokens, text)
    try:
        links = _links(text, tokens, known, notes)
    except FormulaError:
        mended = _links_with_lost_bracket(text, tokens, known, notes.damage)
        if mended is None:
            raise
        links, notes = mended
    if all(link.node is None for link in links):
        _no_formula(text)
    return _links_in_thousands(text, tokens, known, links) or (links, notes)


def _scanned_once(text: str, notes: Notes) -> list[Token]:
    """The tokens of a text, and of a formula that stands there in several copies only those of one."""
    if found := copies(text):
        label, copy = found
        notes.mend(f"a formula copied several times read once, as {text[slice(*copy)].strip()}")
        return [*scan(text, *label), *scan(text, *copy)]
    return scan(text)


def _links(text: str, tokens: list[Token], known: Vocabulary, notes: Notes) -> tuple[Link, ...]:
    names = Names(text, tokens, known, is_latex(text), notes)
    if not _SIGNED.fullmatch(text):
        return _Reader(text, names, known, notes).links(sides_of(tokens, text, notes))
    check_brackets(tokens, text)
    return (_formula(tokens, names, "", (tokens[0].start, tokens[-1].end)),)


def _formula(tokens: list[Token], names: Names, relation: str, span: Span) -> Link:
    """The link of a side that says nothing else."""
    settled = names.settle(tokens)
    node = parse_side(settled, names.text, names.notes)
    return Link(node, names.text[slice(*span)], span, relation, _unit(node, settled, names.text))


def _links_with_lost_bracket(text: str, tokens: list[Token], known: Vocabulary, mended_before: Iterable[str]) -> tuple[tuple[Link, ...], Notes] | None:
    """The links with the bracket that is missing in the one place where the sides then agree; None where there is none, or several."""
    readings: dict[tuple[Node, ...], tuple[tuple[Link, ...], Notes]] = {}
    for mended, damage in with_lost_bracket(tokens):
        notes = Notes()
        for one in (*mended_before, damage):
            notes.mend(one)
        try:
            links = _links(text, mended, known, notes)
        except FormulaError:
            continue
        nodes = _nodes(links)
        if agree(nodes):
            readings.setdefault(tuple(map(without_groups, nodes)), (links, notes))
    return next(iter(readings.values())) if len(readings) == 1 else None


def _links_in_thousands(text: str, tokens: list[Token], known: Vocabulary, links: tuple[Link, ...]) -> tuple[tuple[Link, ...], Notes] | None:
    """The links where every full stop sets thousands apart, `2.049 · 10 = 20.490`, if the sides agree then and not before."""
    pointed = [token for token in tokens if token.kind == "number" and "." in token.text] if "." in text else []
    if not 1 < len(pointed) < _LONGEST_CHAIN or not all(_THOUSANDS.fullmatch(token.text) for token in pointed) or agree(_nodes(links)):
        return None
    notes = Notes()
    notes.guess(f"{', '.join(dict.fromkeys(token.text for token in pointed))} read as thousands: the sides agree then")
    whole = [token._replace(text=token.text.replace(".", "")) if token in pointed else token for token in tokens]
    links = _links(text, whole, known, notes)
    return (links, notes) if agree(_nodes(links)) else None


def _nodes(links: tuple[Link, ...]) -> list[Node]:
    return [link.node for link in links if link.node is not None]


def _no_formula(text: str) -> NoReturn:
    if not text.strip():
        raise FormulaError("there is no text", text=text, column=0)
    first = len(text) - len(text.lstrip())
    raise FormulaError("these are words without a formula", text=text, column=first, hint="write the formula itself, such as 4*(n*m + n^2)")


class _Reader:
    def __init__(self, text: str, names: Names, known: Vocabulary, notes: Notes) -> None:
        self.text, self.names, self.known, self.notes = text, names, known, notes
        self.prose = Prose(text, known, names.runs, notes)
        self.has_dotted_thousands = "." in text and _MILLIONS.search(text) is not None

    def links(self, sides: list[Side]) -> tuple[Link, ...]:
        begins = sides[0].tokens == []  # the text begins with a relation: `= 4*(10 + 1)`
        kept = self._kept(sides)
        links: list[Link] = []
        nameless = any(_is_calculation(side.tokens) for side in kept)
        has_result = any(side.tokens[0].kind == "number" and not computes(side) for side in kept)
        for place, side in enumerate(kept):
            relation = side.relation if side.relation in ("", ";", "≈") or begins else "="
            following = kept[place + 1].relation if place + 1 < len(kept) else ""
            links.append(self._link(Side(relation, side.tokens), following if following != ";" else "", len(kept) > 1, nameless, has_result))
        return tuple(names_as_labels(with_definitions(links, self.text, self.known, self.notes)))

    def _kept(self, sides: list[Side]) -> list[Side]:
        """The sides less decoration, empty ones at the ends, and what follows a comma."""
        kept: list[Side] = []
        relation = ""
        sides = definitions_apart(sides)
        for place, side in enumerate(sides):
            tokens, last = trimmed(side.tokens), place == len(sides) - 1
            relation = side.relation if relation in ("", ",") or side.relation == "≈" else relation
            if side.relation == "," and kept and tokens:
                self._leave_out(tokens, sides[place:])
                break
            if last and kept and len(tokens) == 1 and tokens[0].kind == "question":
                break
            if tokens:
                kept.append(Side(relation, tokens))
                relation = ""
            elif last and place:
                self._nothing_follows(sides)
        return kept

    def _nothing_follows(self, sides: list[Side]) -> None:
        if sides[-1].relation in ("=", "≈"):
            column = max([token.end for side in sides for token in side.tokens], default=0)
            raise FormulaError("nothing follows the last relation", text=self.text, column=column, hint="write what it equals, or leave the sign out")

    def _leave_out(self, tokens: list[Token], rest: list[Side]) -> None:
        """Notes what follows a comma: definitions and prose are left out, anything else is refused."""
        if len(rest) < 2 and not any(self.known.is_strange(token.text) for token in tokens if token.kind in WORDS):
            sign = "semicolon" if self.text[: tokens[0].start].rstrip().endswith((";", "；")) else "comma"
            raise FormulaError(f"a second formula behind a {sign}", text=self.text, column=tokens[0].start, hint="write one formula")
        left_out = [token for side in rest for token in side.tokens]
        refuse_terms(left_out, self.text)
        refuse_scope(left_out, self.text)
        end = max(token.end for token in left_out)
        self.notes.guess(f"{self.text[tokens[0].start : end]} left out")

    def _link(self, side: Side, following: str, chained: bool, nameless: bool, has_result: bool) -> Link:
        relation, tokens = side
        span = (tokens[0].start, tokens[-1].end)
        label = Link(None, self.text[slice(*span)], span, relation)
        if following == ":" and tokens[0].text in _CODE:
            raise FormulaError(f"{tokens[0].text} begins code", text=self.text, column=span[0], hint="only formulas are read; no code is ever run")
        if self._is_label(tokens, following, chained):
            return label
        said, tokens = tokens, self._with_thousands(self.prose.without(self._without_values(tokens), nameless, has_result))
        if (inner := _in_big_o(tokens, self.known)) is not None:
            relation, tokens = "≈", inner
        noted = self.notes.length
        try:
            return _formula(tokens, self.names, relation, span)
        except FormulaError:
            if not (following and self._is_prose(said)):
                raise
            self.notes.cut(noted)
            return label

    def _without_values(self, tokens: list[Token]) -> list[Token]:
        """A side less what calculations in its brackets are worth, where this is right: `512 × (4 × 64 = 256)`."""
        equations = [place for place, token in enumerate(tokens) if token.kind == "relation"]
        if not equations or len(equations) > _LONGEST_CHAIN:
            return tokens
        kept = list(tokens)
        for place in reversed(equations):
            opening = opening_of(tokens, place)
            end = closing(tokens, opening)
            if end is None or not self._is_worth(tokens[max(0, opening - 1) : opening], tokens[opening:place], tokens[place + 1 : end]):
                return tokens
            del kept[place:end]
            self.notes.guess(f"{self.text[tokens[place].start : tokens[end].start]} in brackets says what they are worth")
        return kept

    def _is_worth(self, before: list[Token], computed: list[Token], worth: list[Token]) -> bool:
        """Whether a bracket, of no call, computes with numbers alone and equals the one number."""
        called = any(token.kind in WORDS and token.end == computed[0].start for token in before)
        if called or len(computed) < 2 or not _is_nameless(computed) or [token.kind for token in worth] != ["number"]:
            return False
        return agree([parse_side(self.names.settle(part), self.text, Notes()) for part in (computed[1:], worth)])

    def _with_thousands(self, tokens: list[Token]) -> list[Token]:
        """A side of numbers, where a full stop before three digits of a term sets thousands apart: a count is whole."""
        places = [place for place, token in enumerate(tokens) if token.kind == "number" and "." in token.text]
        if not places or not all(self._sets_thousands_apart(tokens, place) for place in places):
            return tokens
        whole = list(tokens)
        for place in places:
            whole[place] = tokens[place]._replace(text=tokens[place].text.replace(".", ""))
            self.notes.guess(f"{tokens[place].text} read as {whole[place].text}: a count is whole")
        return whole

    def _sets_thousands_apart(self, tokens: list[Token], place: int) -> bool:
        """Whether the full stop of a number does: as another number's two do, or in a sum of such numbers."""
        if _THOUSANDS.fullmatch(tokens[place].text) is None:
            return False
        return self.has_dotted_thousands or (not any(token.kind in WORDS for token in tokens) and _is_in_sum(tokens, place))

    # labels

    def _is_label(self, tokens: list[Token], following: str, chained: bool) -> bool:
        """Whether a side only names what is counted: words without arithmetic, not a product of known names."""
        words = [token for token in tokens if token.kind in WORDS]
        if not following and _is_crossed(tokens):
            return False
        if following == ":" and len(tokens) > 1 and {token.kind for token in tokens} <= {*WORDS, "divide"}:
            return True
        if any(token.text == "cdot" for token in tokens[1:-1]):  # a sign that lost its backslash
            return False
        if not words or any(token.kind in ARITHMETIC and not self._is_hyphen(tokens, place, following) for place, token in enumerate(tokens)):
            return False
        if len(tokens) == 1:
            return bool(following) and self._is_run_of_letters(words[0])
        kinds = {token.kind for token in tokens}
        if following and kinds & {"comma", "hash", "stop"}:
            return True
        if tokens[0].kind == "number":
            named = len(words) > 1 or not words[0].text.isascii()
            return bool(following) and named and any(self.known.is_strange(word.text) for word in words)
        if "open" in kinds:
            return chained and self._is_called(tokens, words, following)
        return any(self.known.is_strange(word.text) for word in words) and not self._is_one_name(tokens)

    def _is_run_of_letters(self, token: Token) -> bool:
        """A lone word before a relation, `GRU = …`, is no product, unless all its letters are used elsewhere."""
        letters = set(token.text)
        return len(letters) > 1 and token.text.isalpha() and self.known.find(token.text) is None and not letters <= self.names.runs.alone

    def _is_called(self, tokens: list[Token], words: list[Token], following: str) -> bool:
        """`f(n, m) = …`, `Total (LSTM) = …`, `… == model.count_params()`."""
        if not following:
            return "." in words[0].text and tokens[-2].kind == "open"
        name = normal_name(words[0].text)
        return not self.known.declared(name) and (self.known.is_strange(words[0].text) or (len(name) == 1 and {token.kind for token in tokens[2:-1]} <= WORDS))

    def _is_one_name(self, tokens: list[Token]) -> bool:
        return all(token.kind in WORDS for token in tokens) and self.known.find(" ".join([normal_name(token.text) for token in tokens])) is not None

    def _is_hyphen(self, tokens: list[Token], place: int, following: str) -> bool:
        """`non-trainable`, `Conv-1`, `3x3 conv`: a sign glued between pieces of a label."""
        if not following or not 0 < place < len(tokens) - 1 or tokens[place].kind not in ("minus", "times", "divide"):
            return False
        before, after = tokens[place - 1], tokens[place + 1]
        glued = before.end == tokens[place].start and tokens[place].end == after.start
        if tokens[place].text not in ("-", "x", "X", "×"):  # `params*2` and `n·params` compute
            return glued and {before.kind, after.kind} <= WORDS and is_word(before.text) and is_word(after.text)
        return glued and before.kind in ENDS and any(self.known.is_strange(token.text) for token in tokens if token.kind in WORDS)

    def _is_prose(self, tokens: list[Token]) -> bool:
        words = [token for token in tokens if token.kind in WORDS and len(token.text) > 1]
        return len(words) > 1 and any(self.known.is_strange(word.text) for word in words) and not _computes_with_numbers(tokens)


def _is_in_sum(tokens: list[Token], place: int) -> bool:
    return {token.kind for token in (*tokens[max(0, place - 1) : place], *tokens[place + 1 : place + 2])} <= {"plus", "minus"}


def _is_crossed(tokens: list[Token]) -> bool:
    """Whether words are multiplied by an x behind them."""
    return any(
        x.text in ("x", "X") and before.kind in WORDS and after.kind in (*WORDS, "number")
        for before, x, after in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


def _is_calculation(tokens: list[Token]) -> bool:
    """Whether a side computes with numbers alone."""
    return any(token.kind in ARITHMETIC for token in tokens) and _is_nameless(tokens)


def _computes_with_numbers(tokens: list[Token]) -> bool:
    """Whether a number stands on either side of a sign: no words make a label of `3*5*(5 + 3 + 1)`."""
    return any(
        sign.kind in ("plus", "times", "power") and before.kind == "number" and after.kind in ("number", "open")
        for before, sign, after in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


def _is_nameless(tokens: list[Token]) -> bool:
    return not any(token.kind in WORDS and token.text not in ("x", "X") for token in tokens)


def _in_big_o(tokens: list[Token], known: Vocabulary) -> list[Token] | None:
    """What stands in O( ), if the whole side does and it ends in no number: `O(n^2)`."""
    if len(tokens) < 4 or tokens[1].text != "(" or tokens[0].kind not in WORDS or normal_name(tokens[0].text) != "O" or known.declared("O"):
        return None
    constant = tokens[-2].kind == "number" and tokens[-3].kind in ("plus", "minus")
    return None if constant or closing(tokens, 1) != len(tokens) - 1 else tokens[2:-1]


def _unit(node: Node, tokens: list[Token], text: str) -> int | None:
    """The unit of the last digit written, where a number is written as rounded: `0.59M`, `12e9`, `1.51·10^8`."""
    if isinstance(node, Product) and len(node.factors) == 2 and isinstance(node.factors[1], Power) and node.factors[1].base == Number(10):
        mantissa, exponent = node.factors[0], node.factors[1].exponent
        exponent = exponent.inner if isinstance(exponent, Group) else exponent
        if isinstance(mantissa, Number) and isinstance(exponent, Number) and isinstance(exponent.value, int) and exponent.value < _HIGHEST_EXPONENT:
            decimals = len(text[slice(*mantissa.span)].partition(".")[2])
            return 10 ** (exponent.value - decimals) if exponent.value > decimals else None
    units = [number(token, text)[1] for token in tokens if token.kind == "number" and not token.text.isdecimal()]
    return max((unit for unit in units if unit is not None), default=None)
