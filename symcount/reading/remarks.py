"""Brackets behind the terms of a side: labels of words, what a word is worth, a further term."""

from __future__ import annotations

from itertools import accumulate

from symcount.reading.characters import word_set
from symcount.reading.lexer import ARITHMETIC, WORDS, Token
from symcount.reading.notes import Notes
from symcount.reading.runs import Runs
from symcount.reading.vocabulary import COUNTED, WEIGHTS, is_word

SIGN_WORDS = word_set("x X plus minus times cdot if else")
PREPOSITIONS = word_set("at for from per by pro por par на для")
PROSE = PREPOSITIONS | word_set("the with without in of each both if as")
OPERANDS = frozenset(("number", "close", "super", *WORDS))


def without_labels(side: list[Token], text: str, runs: Runs, notes: Notes) -> list[Token]:
    """A sum less the brackets of words behind each of its terms: `4nm (input) + 4n (bias)`."""
    if not side or side[-1].kind != "close":
        return side
    depths = list(accumulate(token.nests for token in side))
    ends = [place for place, token in enumerate(side) if token.kind == "plus" and depths[place] == 0] + [len(side)]
    brackets = [(opening, end) for end in ends if (opening := _label_before(side, end))]
    labels = {place for opening, end in brackets for place in range(opening, end)}
    if not 1 < len(brackets) == len(ends) or any(side[place].kind in WORDS and runs.uses(side[place].text) > 1 for place in labels):
        return side
    for opening, end in brackets:
        notes.guess(f"{text[side[opening].start : side[end - 1].end]} read as a remark")
    return [token for place, token in enumerate(side) if place not in labels]


def _label_before(side: list[Token], end: int) -> int:
    """Where the bracket opens that closes a term here, if it holds words alone and stands apart; letters, behind more than one operand only; else 0."""
    place = end - 2
    while place > 0 and side[place].kind in WORDS:
        place -= 1
    if place < 1 or place == end - 2 or side[end - 1].kind != "close" or side[place].kind != "open":
        return 0
    is_product = place > 1 and side[place - 2].kind != "plus"
    apart = side[place - 1].kind in OPERANDS and side[place - 1].end < side[place].start
    return place if apart and (is_product or is_word(side[place + 1].text)) else 0


def are_valued(side: list[Token]) -> bool:
    """Whether each of several words stands before its number in brackets: `in(3) * out(3) * k(3) * k(3) + out(3)`."""
    worth: dict[str, str] = {}
    for place, token in enumerate(side):
        if token.kind in WORDS and token.text not in SIGN_WORDS:
            bracket = side[place + 1 : place + 5]
            ends = len(bracket) == 3 or (len(bracket) == 4 and bracket[3].kind in (*ARITHMETIC, "close", "word"))
            if not ends or [one.kind for one in bracket[:3]] != ["open", "number", "close"] or worth.setdefault(token.text, bracket[1].text) != bracket[1].text:
                return False
    return len(worth) > 1


def is_term(side: list[Token], opening: int, end: int) -> bool:
    """Whether a bracket with a plus ends a sum, or stands before a further term, and adds what is always counted, and not counted before."""
    conditional = any(token.text in PROSE for token in side[opening:end])  # (+n with a bias)
    counts_them = side[opening - 1].text in COUNTED - WEIGHTS  # 34,944 parameters (+96 biases)
    ends = end + 1 == len(side) or side[end + 1].kind in ("plus", "minus", "close")
    return ends and not conditional and not counts_them and any(token.kind == "number" or token.kind in ARITHMETIC for token in side[:opening])
