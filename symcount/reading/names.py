"""Words become names, signs, calls or remarks; every guess is noted."""

from __future__ import annotations

import re
from typing import NoReturn

from symcount.errors import FormulaError
from symcount.reading.characters import word_set
from symcount.reading.lexer import OPERAND_ENDS, OPERAND_STARTS, SCALES, WORDS, Token, scale_of
from symcount.reading.notes import Notes
from symcount.reading.runs import Runs
from symcount.reading.vocabulary import CALLED, CASTS, ROUNDED, Vocabulary, is_natural, normal_name

_OPAQUE = frozenset(("dim", "size", "numel", "len", "card", "shape"))
_SIGNS = {
    "cdot": ("times", "·"), "times": ("times", "×"), "plus": ("plus", "+"), "minus": ("minus", "-"), "if": ("if", "if"), "else": ("else", "else"),
    "乘": ("times", "×"), "加": ("plus", "+"), "减": ("minus", "-"), "除": ("divide", "/"),
}  # fmt: skip
_BYTES = word_set("KB MB GB TB KiB MiB GiB TiB")
_PROSE = word_set("the is are was were be this that these with where because so has have had and or to you we it for in which then when each per if since")
_JOINING = word_set("and or und oder")
"""Words between two formulas, which are no products of letters."""

_LONGEST_RUN = 8

_WORD_BEHIND = re.compile(r"\s*[^\W\d_]{3}")
_SCALE_NAMES = {"k": "thousand", "m": "million", "b": "billion"}


class Names:
    """Settles the names of a text, side by side."""

    def __init__(self, text: str, tokens: list[Token], known: Vocabulary, latex: bool, notes: Notes) -> None:
        self.text, self.known, self.notes = text, known, notes
        self.runs = Runs(text, tokens, known, latex)
        self.side: list[Token] = []
        self.out: list[Token] = []
        self.nameless: bool | None = None  # whether the side has no names, once somebody asked

    def settle(self, side: list[Token]) -> list[Token]:
        """The tokens of a side, where words have become names and signs."""
        self.side, self.out, self.nameless = side, [], None
        at = 0
        while at < len(side):
            token = side[at]
            kind = token.kind
            if kind == "word" or kind == "text":
                at = self._word_or_run(at)
            elif kind == "number":
                at = self._number(at)
            elif kind == "hash":
                at = self._hash(at)
            else:
                self.out.append(token)
                at += 1
        return self.out

    # numbers

    def _number(self, at: int) -> int:
        """A number, with the suffix or the remark behind it: `0.59M`, `32 biases`, `30个b`."""
        token = self.side[at]
        if " " in token.text:
            self.notes.guess(f"{token.text} read as one number")
        following = self.side[at + 1] if at + 1 < len(self.side) else None
        if following is None or following.kind not in WORDS:
            self.out.append(token)
            return at + 1
        if following.start == token.end and "e" in token.text.lower():
            self.notes.guess(f"{token.text} read as one number")
        suffix = normal_name(following.text)
        scale = scale_of(suffix)
        if scale and self._scales(at, scale):
            if scale in ("k", "m", "b"):
                self.notes.guess(f"{scale} behind {token.text} read as {_SCALE_NAMES[scale]}")
            if scale != suffix:
                self.notes.guess(f"{suffix[len(scale) :]} behind {self.text[token.start : following.start + len(scale)]} left out")
            self.out.append(Token("number", f"{token.text} {scale}" if following.start > token.end else token.text + scale, token.start, following.end))
            if self._is_smaller_part(at + 2, scale):
                self.out.append(Token("plus", "+", following.end, following.end))
            return at + 2
        if suffix == "L" and "<-" in self.text and following.start == token.end:
            self.out.append(token._replace(end=following.end))  # R's whole numbers
            return at + 2
        if suffix in _BYTES and len(self.side) == 2:
            self._refuse("an amount of memory", at, "a count of parameters has no bytes")
        self.out.append(token)
        return at + 1

    def _scales(self, at: int, suffix: str) -> bool:
        """Whether M, k, 亿 … behind a number scale it: it is alone on its side, or a term of a side without names."""
        following = self.side[at + 2].kind if at + 2 < len(self.side) and not self._is_smaller_part(at + 2, suffix) else ""
        before = self.out[-1].kind if self.out else ""
        if self.known.declared(suffix) or following not in ("", "plus", "close") or before not in ("", "plus", "open", "times"):
            return False
        if self.nameless is None:
            self.nameless = all(token.kind not in WORDS or token.text in ("x", "X") or scale_of(normal_name(token.text)) for token in self.side)
        if not self.nameless:
            return False
        if len(self.side) == 2 and self._is_letter(at, suffix):
            return False
        return len(self.side) == 2 or suffix not in ("k", "m", "b", "T", "K") or "." in self.side[at].text

    def _is_letter(self, at: int, suffix: str) -> bool:
        """Whether k, m or b, glued to a digit that is not about anything, with no word for what is counted behind it, is a letter: `2m`."""
        number, scale = self.side[at : at + 2]
        if suffix not in ("k", "m", "b") or len(number.text) > 1:
            return False
        is_said = self.text[: number.start].rstrip()[-1:] in ("≈", "~") or _WORD_BEHIND.match(self.text, scale.end)
        return number.end == scale.start and not is_said

    def _is_smaller_part(self, at: int, scale: str) -> bool:
        """Whether a further part of one number follows: 2,345만 behind 1억."""
        if at + 1 >= len(self.side) or self.side[at].kind != "number" or scale.isascii():
            return False
        smaller = scale_of(normal_name(self.side[at + 1].text))
        return bool(smaller) and not smaller.isascii() and SCALES[smaller] < SCALES[scale]

    # words

    def _word_or_run(self, at: int) -> int:
        token = self.side[at]
        if self.known.sequences and (end := self._declared_sequence(at)):
            return end
        following = self.side[at + 1] if at + 1 < len(self.side) else None
        if following is not None and not self._sign(at):
            glued = following.start == token.end
            if following.kind in WORDS and not glued and not self._is_times(at) and (end := self._joined(at)):
                return end
            if following.kind == "minus" and glued and (end := self._hyphenated(at)):
                return end
        return self._word(at)

    def _declared_sequence(self, at: int) -> int:
        """The end of a declared name of several tokens, or 0: `out c`, `kernel-high`, `# of outputs`."""
        for words, name in self.known.sequences.get(self.side[at].text, ()):
            end = at + len(words)
            if end <= len(self.side) and all(self.side[at + place].text == word for place, word in enumerate(words)):
                self._name(name, at, end)
                return end
        return 0

    def _hyphenated(self, at: int) -> int:
        """The end of a name with hyphens, or 0: `kernel-width`, known so, or in a text that sets spaces round its signs but not here."""
        end = at + 1
        while end + 1 < min(len(self.side), at + _LONGEST_RUN) and self._is_hyphen(end) and self._is_long_word(end + 1, self.side[end].end):
            end += 2
        name = self.text[self.side[at].start : self.side[end - 1].end]
        if end == at + 1 or not (self.known.find(name) or (self._is_long_word(at, self.side[at].start) and self.runs.spaced)):
            return 0
        self.notes.guess(f"{name} read as one name")
        self._name(self.known.find(name) or name, at, end)
        return end

    def _is_hyphen(self, at: int) -> bool:
        return self.side[at].kind == "minus" and self.side[at].start == self.side[at - 1].end

    def _is_long_word(self, at: int, start: int) -> bool:
        token = self.side[at]
        return token.kind == "word" and token.start == start and len(token.text) > 2 and "_" not in token.text

    def _joined(self, at: int) -> int:
        """The end of a run of words that are one name, or 0: words known together, a name spaced out, words that nobody knows."""
        words = [normal_name(token.text) for token in self.side[at : self._run_end(at)]]
        for count in range(len(words), 1, -1) if self.known.begins(words[:2]) else ():
            if self._known_together(words[:count]):
                return self._join(words[:count], at)
        if len(words) < 2 or len(words[0]) < 2 or not all(map(is_natural, words)) or all(map(self.known.find, words)):
            return 0
        if any(word.lower() in _PROSE for word in words):
            self._refuse("this reads as prose, not as a formula", at, "give the formula alone")
        if self.runs.explicit or all(len(word) > 2 for word in words):
            self.notes.guess(f"{' '.join(words)} read as one name")
            return self._join(words, at)
        return 0

    def _run_end(self, at: int) -> int:
        end = at + 1
        while end < len(self.side) and end - at < _LONGEST_RUN and self.side[end].kind in WORDS:
            line_break = "\n" in self.text[self.side[end - 1].end : self.side[end].start]
            if line_break or self._is_times(end, after_operand=True) or self._sign(end, after_operand=True):
                break
            end += 1
        return end

    def _known_together(self, words: list[str]) -> bool:
        if all(len(word) == 1 for word in words):
            return len(words) > 2 and self.known.find("".join(words)) is not None and not all(map(self.known.declared, words))
        if any((len(word) == 1 and word.isascii()) or "_" in word for word in words):
            return False
        return self.known.find(" ".join(words)) is not None

    def _join(self, words: list[str], at: int) -> int:
        spaced_out = all(len(word) == 1 for word in words)
        name = ("" if spaced_out else " ").join(words)
        if spaced_out:
            self.notes.mend(f"{' '.join(words)} read as {name}")
        self._name(self.known.find(name) or name, at, at + len(words))
        return at + len(words)

    def _word(self, at: int) -> int:
        """One word: a sign, a call, a name, a run of names."""
        token = self.side[at]
        text = token.text
        if text in ("x", "X") and self._is_times(at):
            self.notes.guess(f"{text} read as times")
            self.out.append(Token("times", "×", token.start, token.end))
            return at + 1
        if sign := self._sign(at):
            if text in ("cdot", "times"):
                self.notes.mend(f"{text} read as \\{text}")
            self.out.append(Token(*sign, token.start, token.end))
            return at + 1
        if len(text) > 1 and at + 1 < len(self.side) and self.side[at + 1].kind == "open" and (end := self._call(at)):
            return end
        if text.lower() in _JOINING and self.known.find(text) is None:
            self._refuse(f"{text} is no sign", at, "write + for a sum; give one formula at a time")
        self._settle_word(token)
        return at + 1

    def _settle_word(self, token: Token) -> None:
        text = token.text
        if len(text) == 1:
            self.out.append(Token("name", text, token.start, token.end))
            return
        glued = bool(self.out) and self.out[-1].end == token.start
        if glued and text[0] in "xX" and self.out[-1].kind in ("number", "close", "super") and self._begins_with_times(text):
            self.notes.guess("x read as times")
            self.out.append(Token("times", "×", token.start, token.start + 1))
            token, glued = Token(token.kind, text[1:], token.start + 1, token.end), False
        name = normal_name(token.text)
        if "^" in token.text:
            self.notes.guess(f"{token.text} read as one name")
        pieces = self.runs.pieces(name, token, coefficient=glued and self.out[-1].kind == "number")
        if pieces is None:
            self.out.append(Token("name", self.known.find(name) or name, token.start, token.end))
        else:
            self._pieces(pieces, token)

    def _begins_with_times(self, text: str) -> bool:
        """Whether the x of a word glued behind an operand is times: `3xc1xc2`."""
        rest = text[1:]
        if self.known.find(text) is not None or "x" in self.runs.alone:
            return False
        return self.runs.crosses or self.known.find(rest) is not None or self.runs.crossed(rest) is not None or (len(rest) > 1 and rest[1:].isdecimal())

    def _pieces(self, pieces: list[str], token: Token) -> None:
        """Names that stand in one word; an x between them is times."""
        crossed = pieces == self.runs.crossed(token.text)
        start = token.start
        for place, piece in enumerate(pieces):
            end = token.end if place == len(pieces) - 1 else start + len(piece)
            kind, shown = ("times", "×") if crossed and place % 2 else ("number" if piece.isdecimal() else "name", normal_name(piece))
            self.out.append(Token(kind, shown, start, end))
            start = end
        self.notes.guess(f"x in {token.text} read as times" if crossed else f"{token.text} read as {'·'.join(map(normal_name, pieces))}")

    def _is_times(self, at: int, after_operand: bool = False) -> bool:
        """Whether a lone x stands between operands and means times."""
        token = self.side[at]
        if token.text not in ("x", "X") or not (after_operand or self._after_operand()) or at + 1 == len(self.side):
            return False
        following = self.side[at + 1].kind
        if following not in OPERAND_STARTS:
            return False
        return not self.known.declared(token.text) or self.side[at - 1].kind == following == "number"

    def _sign(self, at: int, after_operand: bool = False) -> tuple[str, str] | None:
        """The sign that a word stands for between operands: `cdot` that lost its backslash, Python's `if`."""
        sign = _SIGNS.get(self.side[at].text)
        if sign is None or at + 1 == len(self.side) or not (after_operand or self._after_operand()) or self.known.declared(self.side[at].text):
            return None
        return sign if self.side[at + 1].kind in OPERAND_STARTS else None

    def _after_operand(self) -> bool:
        return bool(self.out) and self.out[-1].kind in OPERAND_ENDS

    # calls and counts

    def _call(self, at: int) -> int:
        """The end of a word before a bracket that is no factor, or 0: `floor(`, `int`, `dim(U)`; what computes something else is refused."""
        token, opening = self.side[at], self.side[at + 1]
        name, glued = normal_name(token.text), opening.start == token.end
        if self.known.declared(name):
            return 0
        if name in ROUNDED:
            self.out.append(Token("open", ROUNDED[name], token.start, opening.end))
            return at + 2
        if name in CASTS:
            return at + 1
        if glued and (name in CALLED or "." in token.text):
            self._refuse(f"a call of {token.text}", at, "only + - * / ^, floor and ceil are read; no code is ever run")
        if self._has_single_argument(at) and (name in _OPAQUE or (glued and self._is_one_name(name))):
            self._name(f"{name}_{normal_name(self.side[at + 2].text)}", at, at + 4)
            return at + 4
        return 0

    def _has_single_argument(self, at: int) -> bool:
        return at + 3 < len(self.side) and self.side[at + 2].kind in WORDS and self.side[at + 3].kind == "close"

    def _is_one_name(self, name: str) -> bool:
        return self.known.find(name) is None and not (name.isascii() and name.isalpha() and self.runs.splits(name))

    def _hash(self, at: int) -> int:
        """`# of outputs`: a count as a name."""
        if self.known.sequences and (end := self._declared_sequence(at)):
            return end
        if self._after_operand():
            self._refuse("a number sign behind a formula", at, "a comment stands apart: 4*n # of an LSTM")
        end = at + 1
        while end < len(self.side) and self.side[end].kind in WORDS and not self._is_times(end, after_operand=end > at + 1):
            end += 1
        if end == at + 1:
            self._refuse("a number sign that counts nothing", at, "write what is counted behind it, as in # filters")
        name = "# " + " ".join([normal_name(word.text) for word in self.side[at + 1 : end]])
        self._name(self.known.find(name) or name, at, end)
        return end

    # results

    def _name(self, name: str, first: int, end: int) -> None:
        self.out.append(Token("name", name, self.side[first].start, self.side[end - 1].end))

    def _refuse(self, problem: str, at: int, hint: str) -> NoReturn:
        raise FormulaError(problem, text=self.text, column=self.side[at].start, hint=hint)
