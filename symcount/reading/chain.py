"""Sides and relations: an equation, a chain of them, or several statements, each side a formula or only a label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, NoReturn

from symcount.errors import FormulaError
from symcount.formula import Group, Name, Node, Number, Power, Product, Span
from symcount.reading.latex import is_latex, plain_tokens
from symcount.reading.lexer import Token, number, scan
from symcount.reading.names import OPERAND_ENDS, OPERAND_STARTS, WORDS, Names
from symcount.reading.parser import parse_side
from symcount.reading.vocabulary import Vocabulary, in_role_table, normal_name

APPROXIMATE = frozenset(("≈", "~", "~=", "=~", "approx"))
_CLOSES = {"(": ")", "[": "]", "{": "}", "⌊": "⌋", "⌈": "⌉", "": ""}
_ARITHMETIC = frozenset(("times", "plus", "minus", "divide", "floor_divide", "power", "super", "frac"))
_ENDS = OPERAND_ENDS | WORDS
_TRAILING = frozenset(("stop", "comma", "semicolon"))
_RELATION_WORDS = {"equals": "=", "approx": "≈", "共": "="}


@dataclass(frozen=True, slots=True)
class Link:
    """One side of an equation or chain, and how it is joined to the side before.

    `node` is its formula, None for a pure label (`LSTM 1 个参数`); `relation` is `""` for the first side, `"="` exact, `"≈"` approximate, `";"` where
    a new statement begins; `unit` is the unit of the last digit written where the number says that it is rounded (10000 for `0.59M`), else None.
    """

    node: Node | None
    text: str
    span: Span
    relation: str = ""
    unit: int | None = None


class _Side(NamedTuple):
    relation: str
    tokens: list[Token]


def read_chain(text: str, known: Vocabulary) -> tuple[tuple[Link, ...], tuple[str, ...]]:
    """The sides of a text, and the guesses made on the way."""
    tokens = scan(text)
    latex = False
    if "\\" in text or "$" in text or "{" in text or "&" in text:
        latex = is_latex(text, tokens)
        tokens = plain_tokens(tokens, text)
    notes: list[str] = []
    sides = _sides(_without_emphasis(tokens), text)
    names = Names(text, tokens, known, latex, notes)
    reader = _Reader(text, names, known, notes)
    links = reader.links(sides)
    if all(link.node is None for link in links):
        _no_formula(text)
    return links, tuple(notes)


def _no_formula(text: str) -> NoReturn:
    blank = not text.strip()
    problem, hint = ("there is no text", "") if blank else ("these are words without a formula", "write the formula itself, such as 4*(n*m + n^2)")
    raise FormulaError(problem, text=text, column=len(text) - len(text.lstrip()) if not blank else 0, hint=hint)


# from tokens to sides


def _without_emphasis(tokens: list[Token]) -> list[Token]:
    """The tokens less Markdown's asterisks around all of them."""
    if len(tokens) > 2 and tokens[0].text in ("*", "**") and tokens[-1].text == tokens[0].text:
        return tokens[1:-1]
    return tokens


def _sides(tokens: list[Token], text: str) -> list[_Side]:
    """The tokens of each side; brackets are matched on the way, and hold relations off."""
    broken = "\n" in text or "\\\\" in text
    sides, current, relation = [], [], ""
    opened: list[Token] = []
    for position, token in enumerate(tokens):
        kind = token.kind
        if kind == "open":
            opened.append(token)
        elif kind == "close":
            _match(opened, token, text)
        elif not opened:
            joint = _joint(tokens, position)
            if joint:
                sides.append(_Side(relation, current))
                current, relation = [], joint
                continue
        if broken and not opened and current and _begins_statement(tokens, position, text):
            sides.append(_Side(relation, current))
            current, relation = [], ";"
        current.append(token)
    if opened:
        _unclosed(opened[-1], opened, text)
    return [*sides, _Side(relation, current)]


def _joint(tokens: list[Token], position: int) -> str:
    """How the token joins two sides: a relation, the colon of a label, the bar of a table's cell, a comma between statements."""
    token = tokens[position]
    if token.kind == "relation":
        return "≈" if token.text in APPROXIMATE else "="
    if token.kind == "word" and token.text in _RELATION_WORDS and position and tokens[position - 1].kind in _ENDS:
        return _RELATION_WORDS[token.text]
    if token.kind == "colon":
        return ":"
    if token.kind == "bar" and position == len(tokens) - 2 and tokens[-1].kind == "number":
        return "="
    if token.kind in ("comma", "semicolon") and 0 < position < len(tokens) - 1:
        following = tokens[position + 1]
        return "," if following.kind in WORDS or following.kind == "relation" else ""
    return ""


def _begins_statement(tokens: list[Token], position: int, text: str) -> bool:
    """Whether a line begins a new statement: it follows a whole side and has a relation of its own."""
    before, token = tokens[position - 1], tokens[position]
    if before.kind not in _ENDS or token.kind not in OPERAND_STARTS or not _is_line_break(before, token, text):
        return False
    for place in range(position + 1, len(tokens)):
        if _is_line_break(tokens[place - 1], tokens[place], text):
            return False
        if tokens[place].kind in ("relation", "colon"):
            return True
    return False


def _is_line_break(before: Token, after: Token, text: str) -> bool:
    gap = text[before.end : after.start]
    return "\n" in gap or "\\\\" in gap


def _match(opened: list[Token], closing: Token, text: str) -> None:
    if not opened:
        hint = f"write {text[: closing.start].strip()} without it" if not text[closing.end :].strip() and closing.start < 80 else "take it away or open it"
        raise FormulaError(f"this bracket {closing.text} was never opened", text=text, column=closing.start, hint=hint)
    opening = opened.pop()
    if _CLOSES[opening.text] != closing.text:
        shown = f"{closing.text or '}'} closes {opening.text or '{'}"
        raise FormulaError(f"brackets do not match: {shown}", text=text, column=closing.start, hint=f"write {_CLOSES[opening.text] or '}'} here")


def _unclosed(opening: Token, opened: list[Token], text: str) -> NoReturn:
    short = len(text) < 80 and len(opened) < 10
    hint = f"write {text.rstrip()}{''.join(_CLOSES[one.text] or '}' for one in reversed(opened))} if it ends there" if short else ""
    raise FormulaError("this bracket is never closed", text=text, column=opening.start, hint=hint)


# from sides to links


class _Reader:
    def __init__(self, text: str, names: Names, known: Vocabulary, notes: list[str]) -> None:
        self.text, self.names, self.known, self.notes = text, names, known, notes

    def links(self, sides: list[_Side]) -> tuple[Link, ...]:
        kept = self._kept(sides)
        links: list[Link] = []
        for place, (relation, tokens) in enumerate(kept):
            relation = relation if relation in ("", ";", "≈") or (not links and sides[0].tokens == []) else "="
            labelled = place + 1 < len(kept) and kept[place + 1].relation not in ("", ";")
            links.append(self._link(relation, tokens, labelled, len(kept) > 1))
        return tuple(self._names_as_labels(links))

    def _kept(self, sides: list[_Side]) -> list[_Side]:
        """The sides less decoration, empty ones at the ends, and what follows a comma that is no equation."""
        kept: list[_Side] = []
        for place, (relation, tokens) in enumerate(sides):
            tokens = _trimmed(tokens)
            last = place == len(sides) - 1
            if relation == "," and kept:
                if tokens:
                    self._leave_out(tokens[0], sides[-1])
                    break
                sides[place + 1] = _Side("=", sides[place + 1].tokens)
            elif tokens and tokens != [] and not (last and kept and len(tokens) == 1 and tokens[0].kind == "question"):
                kept.append(_Side(relation, tokens))
            elif tokens == [] and place and (last or sides[place + 1].relation not in ("=", "≈") or sides[place].relation == ":"):
                self._empty(sides, place)
        return kept

    def _empty(self, sides: list[_Side], place: int) -> None:
        if place == len(sides) - 1 and sides[place].relation in ("=", "≈"):
            before = [token for side in sides[:place] for token in side.tokens]
            column = before[-1].end if before else 0
            raise FormulaError("nothing follows the last relation", text=self.text, column=min(column, len(self.text)), hint="write what it equals, or leave the sign out")

    def _leave_out(self, first: Token, last: _Side) -> None:
        end = last.tokens[-1].end if last.tokens else len(self.text)
        self._note(f"{self.text[first.start : end]!r} left out")

    def _link(self, relation: str, tokens: list[Token], labelled: bool, chained: bool) -> Link:
        span = (tokens[0].start, tokens[-1].end)
        shown = self.text[slice(*span)]
        if self._is_label(tokens, labelled):
            return Link(None, shown, span, relation)
        tokens = self._without_unit(tokens)
        bare = _in_big_o(tokens, self.known, self.text)
        if bare is not None:
            relation, tokens = "≈", bare
        count = len(self.notes)
        try:
            settled = self.names.settle(tokens)
            node = parse_side(settled, self.text, self.notes)
        except FormulaError:
            if not (labelled and self._is_prose(tokens)):
                raise
            del self.notes[count:]
            return Link(None, shown, span, relation)
        return Link(node, shown, span, relation, _unit(node, settled, self.text))

    def _is_label(self, tokens: list[Token], labelled: bool) -> bool:
        """Whether a side only names what is counted: words and no arithmetic, not a product of known names."""
        words = [token for token in tokens if token.kind in WORDS]
        if not words or len(tokens) == 1 or any(token.kind in _ARITHMETIC and not self._is_hyphen(tokens, place, labelled) for place, token in enumerate(tokens)):
            return False
        if any(token.kind in ("comma", "hash", "stop") for token in tokens) and labelled:
            return True
        if tokens[0].kind == "number":
            return labelled and len(words) > 1 and any(self._is_unknown(word) for word in words)
        if any(token.kind == "open" for token in tokens):
            return labelled and len(words[0].text) > 1 and not self.known.declared(normal_name(words[0].text)) and self._is_unknown(words[0])
        return any(self._is_unknown(word) for word in words) and not self._is_one_name(tokens)

    def _is_one_name(self, tokens: list[Token]) -> bool:
        return all(token.kind in WORDS for token in tokens) and self.known.find(" ".join([normal_name(token.text) for token in tokens])) is not None

    def _is_hyphen(self, tokens: list[Token], place: int, labelled: bool) -> bool:
        """`non-trainable`, `Conv-1`, `3x3 conv`: a sign glued between pieces of a label."""
        if not labelled or not 0 < place < len(tokens) - 1 or tokens[place].kind not in ("minus", "times", "divide"):
            return False
        before, after = tokens[place - 1], tokens[place + 1]
        glued = before.end == tokens[place].start and tokens[place].end == after.start
        return glued and before.kind in _ENDS and any(self._is_unknown(token) for token in tokens if token.kind in WORDS)

    def _is_unknown(self, token: Token) -> bool:
        name = normal_name(token.text)
        if len(name) < 3 and name.isascii():
            return False
        return self.known.find(name) is None and not (name.isascii() and "_" in name)

    def _is_prose(self, tokens: list[Token]) -> bool:
        words = [token for token in tokens if token.kind in WORDS and len(token.text) > 1]
        return len(words) > 1 and any(self._is_unknown(word) for word in words)

    def _without_unit(self, tokens: list[Token]) -> list[Token]:
        """A number less the words behind it that say what it counts: `514 Params`."""
        end = len(tokens)
        while end > 1 and tokens[end - 1].kind in WORDS and self._is_unit(tokens[end - 1]):
            end -= 1
        while end > 1 and end < len(tokens) and tokens[end - 1].kind not in OPERAND_ENDS | WORDS:
            end += 1
        if end == len(tokens) or tokens[end - 1].kind not in ("number", "close", "super"):
            return tokens
        self._note(f"{self.text[tokens[end].start : tokens[-1].end]!r} behind the number left out")
        return tokens[:end]

    def _is_unit(self, token: Token) -> bool:
        name = normal_name(token.text)
        return len(name) > 3 and token.text.isalpha() and self.known.find(name) is None

    def _names_as_labels(self, links: list[Link]) -> list[Link]:
        """A side that is one plain name only labels the others, where one of them is more than a name."""
        if len(links) < 2 or all(link.node is None or isinstance(link.node, Name) for link in links):
            return links
        return [Link(None, link.text, link.span, link.relation) if isinstance(link.node, Name) else link for link in links]

    def _note(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)


def _trimmed(tokens: list[Token]) -> list[Token]:
    """A side less its trailing punctuation and Markdown's asterisks around it."""
    end = len(tokens)
    while end and tokens[end - 1].kind in _TRAILING:
        end -= 1
    tokens = tokens[:end] if end < len(tokens) else tokens
    if len(tokens) > 1 and tokens[0].text in ("*", "**") and tokens[-1].text == tokens[0].text:
        return tokens[1:-1]
    return tokens


def _in_big_o(tokens: list[Token], known: Vocabulary, text: str) -> list[Token] | None:
    """What stands in O( ), if the whole side does and it ends in no number: `O(n^2)`."""
    if len(tokens) < 4 or normal_name(tokens[0].text) != "O" or tokens[1].text != "(" or known.declared("O"):
        return None
    constant = tokens[-2].kind == "number" and tokens[-3].kind in ("plus", "minus")
    return None if constant or bracketed_end(tokens, 1, text) != len(tokens) - 1 else tokens[2:-1]


def bracketed_end(tokens: list[Token], start: int, text: str) -> int:
    """Where the bracket that opens at `start` closes."""
    depth = 0
    for position in range(start, len(tokens)):
        depth += (tokens[position].kind == "open") - (tokens[position].kind == "close")
        if depth == 0:
            return position
    raise FormulaError("this bracket is never closed", text=text, column=tokens[start].start)


def _unit(node: Node, tokens: list[Token], text: str) -> int | None:
    """The unit of the last digit written, where a number is written as rounded: `0.59M`, `12e9`, `1.51·10^8`."""
    if isinstance(node, Product) and len(node.factors) == 2 and isinstance(node.factors[1], Power) and node.factors[1].base == Number(10):
        mantissa, exponent = node.factors[0], node.factors[1].exponent
        exponent = exponent.inner if isinstance(exponent, Group) else exponent
        if isinstance(mantissa, Number) and isinstance(exponent, Number) and isinstance(exponent.value, int) and 0 <= exponent.value < 1000:
            decimals = len(text[slice(*mantissa.span)].partition(".")[2])
            return 10 ** (exponent.value - decimals) if exponent.value > decimals else None
    units = [number(token, text)[1] for token in tokens if token.kind == "number" and not token.text.isdecimal()]
    return max((unit for unit in units if unit is not None), default=None)
