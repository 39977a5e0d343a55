"""Tokens to sides: where relations, labels, line breaks and commas part a text, and whether its brackets match."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple, NoReturn

from symcount.errors import FormulaError
from symcount.reading.characters import word_set
from symcount.reading.leads import with_leads
from symcount.reading.lexer import ARITHMETIC, OPERAND_ENDS, OPERAND_STARTS, SCALES, WORDS, Token
from symcount.reading.markup import without_markup
from symcount.reading.notes import Notes
from symcount.reading.vocabulary import COUNTED

APPROXIMATE = frozenset(("≈", "~", "~=", "=~"))
ENDS = OPERAND_ENDS | WORDS
_CLOSES = {"(": ")", "[": "]", "{": "}", "⌊": "⌋", "⌈": "⌉", "": ""}
_TRAILING = frozenset(("stop", "comma", "semicolon"))
_RELATION_WORDS = {"equals": "=", "approx": "≈", "共": "="}
_DEFINING = frozenset(("where", "wobei", "donde", "onde", "où", "dove", "где", "其中"))
INTRODUCING = _DEFINING | word_set("with for and letting let given when if using mit für und para con y avec pour et при для и 当 若 设 且")
"""Words before a definition or a size: `2Q with Q = 4n`."""

_BEHIND_RESULTS = frozenset(("relation", "bad", *_TRAILING))
_LONGEST_RESULT = 100
_JOINTS = frozenset(("relation", "colon", "word", "comma", "semicolon"))
_LETTER_SCALES = frozenset("kmbTK")  # a letter that may be a size's
_LONGEST_CHAIN = 20
_STATEMENTS = frozenset(("assert", "return"))


class Side(NamedTuple):
    """The tokens between two relations, and what joins them to those before: `""`, `"="`, `"≈"`, `":"` behind a label, `";"` on a new line, `","`."""

    relation: str
    tokens: list[Token]


def sides_of(tokens: list[Token], text: str, notes: Notes) -> list[Side]:
    """The sides of a text; brackets are matched on the way, and hold relations off. Errors: `FormulaError` for brackets that do not match."""
    tokens = with_leads(_without_result_brackets(without_markup(tokens, text, notes)), text)
    if len(tokens) > 1 and tokens[0].text in _STATEMENTS and tokens[1].kind in OPERAND_STARTS:
        tokens = tokens[1:]
    check_brackets(tokens, text)
    broken = "\n" in text or "\\\\" in text
    sides: list[Side] = []
    current: list[Token] = []
    relation, depth = "", 0
    for position, token in enumerate(tokens):
        kind = token.kind
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        if depth == 0 and kind in _JOINTS and (joint := _joint(tokens, position)) and not (joint == "," and _is_listed(current, tokens, position)):
            sides.append(Side(relation, current))
            current, relation = [], joint
            continue
        if depth == 0 and kind == "word" and token.text in INTRODUCING and _introduces(current, relation, tokens, position):
            if current:
                sides.append(Side(relation, current))
                current, relation = [], ","
            continue
        if broken and current and depth == (kind == "open") and _begins_statement(tokens, position, text):
            sides.append(Side(relation, current))
            current, relation = [], ";"
        current.append(token)
    return _without_emphasis([*sides, Side(relation, current)])


def check_brackets(tokens: list[Token], text: str) -> None:
    """Errors: `FormulaError` for brackets that do not match."""
    opened: list[Token] = []
    for token in tokens:
        if token.kind == "open":
            opened.append(token)
        elif token.kind == "close":
            _match(opened, token, text)
    if opened:
        _unclosed(opened, text)


def closing(tokens: list[Token], opening: int, longest: int | None = None) -> int | None:
    """Where the bracket that opens at a place closes; None where it does not, or not within `longest` tokens."""
    depth = 0
    for place in range(opening, min(len(tokens), opening + (longest or len(tokens)))):
        depth += tokens[place].nests
        if depth == 0:
            return place
    return None


def opening_of(tokens: list[Token], place: int) -> int:
    """Where the bracket opens in which a token stands."""
    depth = 0
    while depth < 1:
        place -= 1
        depth += tokens[place].nests
    return place


def _joint(tokens: list[Token], position: int) -> str:
    """How the token joins two sides: a relation, the colon of a label, the bar before a table's last cell, a comma between statements."""
    kind, text = tokens[position].kind, tokens[position].text
    if kind == "semicolon" and _states(tokens, position + 1):
        return ";"
    if kind == "relation":
        return "≈" if text in APPROXIMATE else "="
    if kind == "colon":
        return ":"
    if kind == "word" and text in _RELATION_WORDS and position and tokens[position - 1].kind in ENDS:
        return _RELATION_WORDS[text]
    if kind == "word" and text in _DEFINING and position and tokens[position - 1].kind in ENDS:
        return ","
    if kind in ("comma", "semicolon") and 0 < position < len(tokens) - 1 and tokens[position + 1].kind in WORDS | {"relation"}:
        return ","
    return ""


def _introduces(current: list[Token], relation: str, tokens: list[Token], position: int) -> bool:
    """Whether a word stands before a definition, `2Q with Q = 4n`, and behind what already claims something, or first behind a comma."""
    if [token.kind for token in tokens[position + 1 : position + 3]] not in (["word", "relation"], ["text", "relation"]):
        return False
    if not current:
        return relation in (",", ";")
    return current[-1].kind in ENDS and (relation == "=" or any(token.kind == "number" for token in current))


def begins_definition(sides: list[Side]) -> bool:
    """Whether a name stands here, and a formula, number or letter that it equals behind it."""
    return len(sides) > 1 and len(sides[0].tokens) == 1 and sides[1].relation == "=" and _defines(sides[0].tokens[0], trimmed(sides[1].tokens))


def _defines(name: Token, tokens: list[Token]) -> bool:
    """Whether a name is said to be what computes, or a letter; what is said to be a number is a size, unless it is the count."""
    is_size = [token.kind for token in tokens] == ["number"] and name.text not in COUNTED and name.text != "P"
    return is_name(name) and not is_size and is_formula(tokens)


def is_name(token: Token) -> bool:
    """Whether a token is a word that may name something."""
    return token.kind in WORDS and token.text not in _DEFINING


def is_formula(tokens: list[Token]) -> bool:
    """Whether tokens compute, with a sign or without, or are one number or letter: no words."""
    if len(tokens) == 1:
        return tokens[0].kind == "number" or (tokens[0].kind in WORDS and len(tokens[0].text) < 3)
    computes = any(token.kind in ARITHMETIC for token in tokens)
    return computes or any(one.kind == "number" and two.kind in (*WORDS, "open") and two.start == one.end for one, two in pairwise(tokens))


def _is_listed(current: list[Token], tokens: list[Token], position: int) -> bool:
    """Whether a comma stands in a label: `Query, key, value projections: …`."""
    if not all(token.kind in WORDS or token.kind == "comma" for token in current):
        return False
    following = next((token for token in tokens[position : position + _LONGEST_CHAIN] if token.kind not in (*WORDS, "comma")), None)
    return following is not None and following.kind == "colon"


def _without_result_brackets(tokens: list[Token]) -> list[Token]:
    """The tokens less brackets round a further link at the end of a side: `1792 (= 3*3*3*64 + 64)`, `1,234,567,890 (1.23B)`."""
    changed: dict[int, list[Token]] = {}
    for place in range(1, len(tokens) - 1):
        opening = tokens[place]
        if opening.kind != "open" or tokens[place - 1].kind not in ENDS:
            continue
        if tokens[place + 1].kind != "relation" and not _rounds(tokens, place):
            continue
        end = closing(tokens, place, _LONGEST_RESULT)
        if end and (end + 1 == len(tokens) or tokens[end + 1].kind in _BEHIND_RESULTS):
            changed[place] = [] if tokens[place + 1].kind == "relation" else [Token("relation", "≈", opening.start, opening.end)]
            changed[end] = []
    return [kept for place, token in enumerate(tokens) for kept in changed.get(place, (token,))] if changed else tokens


def _rounds(tokens: list[Token], place: int) -> bool:
    """Whether a bracket, apart from the number before it, holds only a rounded one."""
    if place + 3 >= len(tokens) or tokens[place + 3].kind != "close":
        return False
    number, scale = tokens[place + 1 : place + 3]
    rounded = number.kind == "number" and scale.text in SCALES and (scale.text not in _LETTER_SCALES or "." in number.text)
    return rounded and tokens[place - 1].kind in OPERAND_ENDS and tokens[place].start > tokens[place - 1].end


def _states(tokens: list[Token], start: int) -> bool:
    """Whether what stands behind a semicolon is a statement, and defines no letter: it computes, or says a number of what more than a letter names."""
    end = next((place for place in range(start, len(tokens)) if tokens[place].kind == "semicolon"), len(tokens))
    kinds = {token.kind for token in tokens[start:end]}
    if not kinds & {"relation", "colon"} or tokens[start].kind not in OPERAND_STARTS or tokens[start].text in _DEFINING:
        return False
    if len(tokens) > start + 2 and tokens[start + 1].text == "=" and _defines(tokens[start], tokens[start + 2 : end]):
        return True
    return bool(kinds & ARITHMETIC) or ("number" in kinds and len(tokens[start].text) > 2)


def _begins_statement(tokens: list[Token], position: int, text: str) -> bool:
    """Whether a line begins a new statement: it follows a whole side and has a relation of its own."""
    before, token = tokens[position - 1], tokens[position]
    if before.kind not in ENDS or token.kind not in OPERAND_STARTS or not _is_line_break(before, token, text):
        return False
    end = next((place for place in range(position + 1, len(tokens)) if _is_line_break(tokens[place - 1], tokens[place], text)), len(tokens))
    line = tokens[position:end]
    if any(one.kind in ("relation", "colon") for one in line[1:]):
        return True
    return token.kind != "open" and _uses_defined(tokens, position, line, text)


def _uses_defined(tokens: list[Token], position: int, line: list[Token], text: str) -> bool:
    """Whether a line computes with a name that the line right before it says to be something: `W = n*m`, then `4W + 1`."""
    first = position - 1
    while first > max(0, position - _LONGEST_RESULT) and not _is_line_break(tokens[first - 1], tokens[first], text):
        first -= 1
    if not is_name(tokens[first]) or tokens[first + 1].text != "=":
        return False
    name = tokens[first].text
    return any(token.kind in WORDS and (token.text == name or (len(name) == 1 and len(token.text) < 5 and name in token.text)) for token in line)


def _is_line_break(before: Token, after: Token, text: str) -> bool:
    gap = text[before.end : after.start]
    return "\n" in gap or "\\\\" in gap


def _match(opened: list[Token], closing: Token, text: str) -> None:
    if not opened:
        at_end = not text[closing.end :].strip() and closing.start < 80
        hint = f"write {text[: closing.start].strip()} without it" if at_end else "take it away, or open it"
        raise FormulaError(f"this bracket {closing.text or '}'} was never opened", text=text, column=closing.start, hint=hint)
    opening = opened.pop()
    if _CLOSES[opening.text] != closing.text:
        problem = f"brackets do not match: {closing.text or '}'} closes {opening.text or '{'}"
        raise FormulaError(problem, text=text, column=closing.start, hint=f"write {_CLOSES[opening.text] or '}'} here")


def _unclosed(opened: list[Token], text: str) -> NoReturn:
    missing = "".join([_CLOSES[opening.text] or "}" for opening in reversed(opened)])
    hint = f"write {text.rstrip()}{missing} if it ends there" if len(text) < 80 and len(missing) < 10 else ""
    raise FormulaError("this bracket is never closed", text=text, column=opened[-1].start, hint=hint)


def computes(side: Side) -> bool:
    """Whether a side has a sign of arithmetic."""
    return any(token.kind in ARITHMETIC for token in side.tokens)


# decoration


def trimmed(tokens: list[Token]) -> list[Token]:
    """A side less its trailing punctuation and Markdown's asterisks around it."""
    end = len(tokens)
    while end and tokens[end - 1].kind in _TRAILING:
        end -= 1
    tokens = tokens[:end] if end < len(tokens) else tokens
    return tokens[1:-1] if len(tokens) > 1 and tokens[0].text == "*" and tokens[-1].text == "*" else tokens


def _without_emphasis(sides: list[Side]) -> list[Side]:
    """The sides less Markdown's asterisks around several: `*4n = 8*`, `*Total:* 8`."""
    for place, side in enumerate(sides):
        if len(side.tokens) < 2 or side.tokens[0].text != "*" or side.tokens[-1].text == "*":
            continue
        for other in sides[place + 1 : place + _LONGEST_CHAIN]:
            if other.tokens and other.tokens[0].text == "*" and other.relation == ":":
                del side.tokens[0], other.tokens[0]
            elif other.tokens and other.tokens[-1].text == "*" != other.tokens[0].text:
                del side.tokens[0], other.tokens[-1]
            else:
                continue
            break
    return sides
