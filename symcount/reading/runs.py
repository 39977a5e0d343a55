"""What a run of letters is made of: one name, or a product of several; what the rest of the text says decides."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from symcount.reading.lexer import WORDS, Token
from symcount.reading.vocabulary import Vocabulary, in_role_table

_LETTERS = re.compile(r"[A-Za-z]+")
_UNIT = re.compile("[A-Za-z](?:[0-9]+|_[A-Za-z0-9])")
_UNITS = re.compile(f"(?:{_UNIT.pattern}){{2,}}")
_SPOKEN = re.compile("[A-Za-z]?[a-z]*[aeiou][a-z]*")
_FACTOR = re.compile(r"[A-Za-z][0-9]*|[0-9]+")
_WITH_BELOW = re.compile(r"([A-Za-z]+)(\s*(?:_\s*[{\\].*|[₀-₉].*))", re.DOTALL)
_LONGEST_PRODUCT = 4
_LONGEST_WORD = 200


class Runs:
    """Tells names from products: in `4(nm + n²)` nm is n·m, in `units*nm` it is a name."""

    def __init__(self, text: str, tokens: list[Token], known: Vocabulary, latex: bool) -> None:
        self.text, self.tokens, self.known, self.latex = text, tokens, known, latex

    def pieces(self, name: str, token: Token, coefficient: bool) -> list[str] | None:
        """The names that a word is the product of (an x between them is times), or None for one name."""
        if len(name) < 4 and (covered := self._cover(name, token, short=True)):
            return covered
        if name in self.labels and not self.alone.issuperset(name):
            return None
        if self.known.find(name) is not None and not self._letters_after_all(name, token, coefficient):
            return None
        return self._cover(name, token) or self._guess(name, token, coefficient)

    def crossed(self, name: str) -> list[str] | None:
        """The pieces of a word such as `kxkxc`, where x is times, with the signs between them."""
        if "x" not in name.lower() or {"x", "X"} & self.alone:
            return None
        pieces = re.split("([xX])", name)
        return pieces if len(pieces) > 2 and all(map(self._is_factor, pieces[::2])) else None

    def _is_factor(self, piece: str) -> bool:
        """Whether a piece between two x is what an author multiplies: a letter, a number, a known name, a word of another script."""
        return bool(_FACTOR.fullmatch(piece) or (piece and not piece.isascii()) or (len(piece) > 1 and self.known.find(piece)))

    def splits(self, name: str, coefficient: bool = False) -> bool:
        """Whether a run of letters that nobody knows is a product of single ones."""
        if all(letter in self.alone for letter in name):
            return True
        if len(name) > _LONGEST_PRODUCT or (name[0].isupper() and name[1:] in ("in", "out")) or (self._is_spoken(name) and not coefficient):
            return False
        if self.latex or not self.explicit:
            return True
        return len(name) < _LONGEST_PRODUCT and (coefficient or any(letter in self.alone for letter in name))

    def _is_spoken(self, name: str) -> bool:
        """Whether a run of three letters or more is a word that can be said, `test` or `beta`, of letters that are not used alone."""
        return len(name) > 2 and _SPOKEN.fullmatch(name) is not None and (self.explicit or not self.alone.intersection(name))

    def _cover(self, name: str, token: Token, short: bool = False) -> list[str] | None:
        if name != token.text or len(name) > _LONGEST_WORD or not self.known.ranks:
            return None
        return self.known.cover(name, short)

    def _letters_after_all(self, name: str, token: Token, coefficient: bool) -> bool:
        """Whether a spelling of two letters that only the role table knows is a product here: `nh` beside n and h."""
        if len(name) != 2 or token.kind == "text" or not _LETTERS.fullmatch(name) or any(name in rank.exact for rank in self.known.ranks):
            return False
        if name[0].islower() and name[1].isupper():
            return True
        beside = [letter in self.alone for letter in name]
        return all(beside) or (any(beside) and (self.latex or not self.names_with_signs)) or (self.latex and coefficient)

    def _guess(self, name: str, token: Token, coefficient: bool) -> list[str] | None:
        below = _WITH_BELOW.fullmatch(token.text)
        if below and self.latex and token.kind == "word" and 1 < len(below[1]) <= _LONGEST_PRODUCT and not in_role_table(below[1]):
            return [*below[1][:-1], below[1][-1] + below[2]]
        if token.kind == "text" or name != token.text:
            return None
        if crossed := self.crossed(name):
            return crossed
        if _UNITS.fullmatch(name):
            return _UNIT.findall(name)
        if _LETTERS.fullmatch(name) and self.splits(name, coefficient):
            return list(name)
        return _known_tail(name)

    # what the whole text says

    def uses(self, word: str) -> int:
        """How often a word stands in the text."""
        return self._counts[word]

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(token.text for token in self.tokens if token.kind in WORDS)

    @cached_property
    def alone(self) -> frozenset[str]:
        """The letters that stand alone somewhere in the text, if only as `n2`, which may be a power."""
        return frozenset([token.text[0] for token in self.tokens if token.kind == "word" and (len(token.text) == 1 or token.text[1:] in ("2", "3"))])

    @cached_property
    def labels(self) -> frozenset[str]:
        """The words that stand alone before a relation or a colon: a statement says what they are."""
        begins = frozenset(("relation", "semicolon", "comma"))
        places = [place for place in range(len(self.tokens) - 1) if self.tokens[place].kind == "word" and self.tokens[place + 1].kind in ("relation", "colon")]
        return frozenset(
            self.tokens[place].text
            for place in places
            if place == 0 or self.tokens[place - 1].kind in begins or "\n" in self.text[self.tokens[place - 1].end : self.tokens[place].start]
        )

    @cached_property
    def explicit(self) -> bool:
        """Whether some side with names writes product signs."""
        words = signs = False
        for position, token in enumerate(self.tokens):
            if token.kind == "relation":
                words = signs = False
            crossing = token.text in ("x", "X") and 0 < position < len(self.tokens) - 1
            words = words or (token.kind in WORDS and token.text not in ("x", "X"))
            signs = signs or token.kind == "times" or crossing
            if words and signs:
                return True
        return False

    @cached_property
    def names_with_signs(self) -> bool:
        """Whether a product sign stands beside a name."""
        kinds = [token.kind for token in self.tokens]
        return any(kind == "times" and WORDS & {*kinds[place - 1 : place], *kinds[place + 1 : place + 2]} for place, kind in enumerate(kinds))

    @cached_property
    def crosses(self) -> bool:
        """Whether x means times between numbers somewhere."""
        return any(token.kind == "times" and self.text[token.start] in "xX" for token in self.tokens)

    @cached_property
    def spaced(self) -> bool:
        """Whether there are product signs, all with spaces round them."""
        signs = [token for token in self.tokens if token.kind in ("times", "plus", "divide")]
        apart = all(self.text[token.start - 1] == " " == self.text[token.end : token.end + 1] for token in signs)
        return apart and any(token.kind == "times" for token in signs)


def _known_tail(name: str) -> list[str] | None:
    """Single letters before a spelling of the role table: `Ldmodel`, `dd_ff`; not `n_input` or `nInput`, which are one name."""
    if in_role_table(name.partition("_")[0]):
        return None
    for cut in range(1, 2 if "_" in name else min(_LONGEST_PRODUCT, len(name) - 3)):
        if name[cut].islower() and in_role_table(name[cut:]):
            return [*name[:cut], name[cut:]]
    return None
