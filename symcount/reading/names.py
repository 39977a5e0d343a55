"""What a run of letters is: one name or a product of several, a sign, a remark; every guess is noted."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NoReturn

from symcount.errors import FormulaError
from symcount.reading.lexer import SCALES, Token
from symcount.reading.vocabulary import Vocabulary, in_role_table, normal_name
from symcount.roles import spelled

WORDS = frozenset(("word", "text"))
OPERAND_ENDS = frozenset(("number", "name", "close", "super"))
OPERAND_STARTS = frozenset(("number", "word", "text", "name", "open", "frac", "hash"))
_CALLED = frozenset("log ln exp sqrt sin cos tan max min sum abs prod pow round range eval exec print open len sorted zip map".split())
_OPAQUE = frozenset(("dim", "size", "numel", "len", "card", "shape"))
_ROUNDED = {"floor": "floor", "ceil": "ceil", "ceiling": "ceil"}
_REMARKS = frozenset("param params parameter parameters weight weights bias biases trainable total values elements entries connections параметров параметра paramètres parámetros parâmetros Parameter 个参数 参数".split())
_SIGNS = {
    "cdot": ("times", "·"), "times": ("times", "×"), "plus": ("plus", "+"), "minus": ("minus", "-"), "if": ("if", "if"), "else": ("else", "else"),
    "乘": ("times", "×"), "加": ("plus", "+"), "减": ("minus", "-"), "除": ("divide", "/"),
}  # fmt: skip
_PROSE = frozenset("the is are was were be this that these with where because so has have had and or to you we it for of in which then when each per if since".split())
_LONGEST_RUN = 8
_LETTERS = re.compile(r"[A-Za-z]+")
_UNITS = re.compile(r"(?:[A-Za-z][0-9]+){2,}")
_WITH_BELOW = re.compile(r"([A-Za-z]+)(\s*(?:_\s*[{\\].*|[₀-₉].*))", re.DOTALL)
_TIMES_INSIDE = re.compile(r"(?:[A-Za-z][0-9]*|[0-9]+)(?:[xX](?:[A-Za-z][0-9]*|[0-9]+))+")


class Names:
    """Settles the names of a text side by side: `4(nm + n²)` is told apart from `units*nm` by what else the text says."""

    def __init__(self, text: str, tokens: list[Token], known: Vocabulary, latex: bool, notes: list[str]) -> None:
        self.text, self.tokens, self.known, self.latex, self.notes = text, tokens, known, latex, notes
        self.side: list[Token] = []
        self.out: list[Token] = []

    def settle(self, side: list[Token]) -> list[Token]:
        """The tokens of a side, where words have become names and signs."""
        self.side, self.out = side, []
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
            elif kind == "open" and self._is_remark(at):
                at = self._remark(at)
            else:
                self.out.append(token)
                at += 1
        return self.out

    # what the whole text says

    @cached_property
    def alone(self) -> frozenset[str]:
        """The letters that stand alone somewhere in the text, if only as `n2`, which may be a power."""
        return frozenset([token.text[0] for token in self.tokens if token.kind == "word" and (len(token.text) == 1 or token.text[1:] in ("2", "3"))])

    @cached_property
    def explicit(self) -> bool:
        """Whether products of names are written with a sign somewhere in the text."""
        words = signs = False
        for position, token in enumerate(self.tokens):
            if token.kind == "relation":
                words = signs = False
            words = words or (token.kind in WORDS and token.text not in ("x", "X"))
            signs = signs or token.kind == "times" or (token.text in ("x", "X") and 0 < position < len(self.tokens) - 1)
            if words and signs:
                return True
        return False

    # numbers

    def _number(self, at: int) -> int:
        """A number, with the suffix or the remark behind it: `0.59M`, `32 biases`, `64 (bias)`."""
        token, following = self.side[at], self.side[at + 1] if at + 1 < len(self.side) else None
        if " " in token.text:
            self._note(f"{token.text} read as one number")
        if following is None or following.kind not in WORDS:
            self.out.append(token)
            return at + 1
        suffix = normal_name(following.text)
        if suffix in SCALES and self._scales(at, suffix):
            self.out.append(Token("number", token.text + " " * (following.start > token.end) + suffix, token.start, following.end))
            return at + 2
        self.out.append(token)
        gap = following.start > token.end
        if (gap and suffix in _REMARKS) or suffix.startswith(("个", "個")):
            self._note(f"{suffix} behind {token.text} read as a remark")
            return at + 2
        return at + 1

    def _scales(self, at: int, suffix: str) -> bool:
        """Whether M, k, 亿 … behind a number scale it: it stands alone on its side, or nobody uses the letter and it is a term."""
        following = self.side[at + 2].kind if at + 2 < len(self.side) else ""
        before = self.side[at - 1].kind if at else ""
        if self.known.declared(suffix) or following not in ("", "plus", "close", "comma") or before not in ("", "plus", "open", "times"):
            return following in WORDS and len(suffix) > 1
        others = sum(token.kind in WORDS and token.text not in ("x", "X") and normal_name(token.text) not in SCALES for token in self.side)
        return others == 0 and (len(self.side) == 2 or suffix not in ("k", "m", "b", "T", "K"))

    # words

    def _word_or_run(self, at: int) -> int:
        token = self.side[at]
        if self.known.sequences and (end := self._declared_sequence(at)):
            return end
        following = self.side[at + 1] if at + 1 < len(self.side) else None
        if following is not None and following.kind in WORDS and following.start > token.end and not self._is_times(at):
            end = self._joined(at)
            if end:
                return end
        if following is not None and following.kind == "minus" and following.start == token.end and (end := self._hyphenated(at)):
            return end
        return self._word(at)

    def _declared_sequence(self, at: int) -> int:
        """A declared name of several tokens: `out c`, `kernel-high`, `# of outputs`."""
        for words, name in self.known.sequences.get(self.side[at].text, ()):
            end = at + len(words)
            if end <= len(self.side) and all(self.side[at + place].text == word for place, word in enumerate(words)):
                self._name(name, self.side[at].start, self.side[end - 1].end)
                return end
        return 0

    def _hyphenated(self, at: int) -> int:
        """The end of a name with hyphens, or 0: `kernel-width`, known so, or in a text that sets spaces round its signs but not here."""
        end = at + 1
        while end + 1 < len(self.side) and self.side[end].kind == "minus" and self.side[end - 1].end == self.side[end].start and self._is_long_word(end + 1, self.side[end].end):
            end += 2
        name = self.text[self.side[at].start : self.side[end - 1].end]
        if end == at + 1 or not (self.known.find(name) or (self._is_long_word(at, self.side[at].start) and self._spaced)):
            return 0
        self._note(f"{name} read as one name")
        self._name(self.known.find(name) or name, self.side[at].start, self.side[end - 1].end)
        return end

    def _is_long_word(self, at: int, start: int) -> bool:
        token = self.side[at]
        return token.kind == "word" and token.start == start and len(token.text) > 2 and "_" not in token.text

    @cached_property
    def _spaced(self) -> bool:
        """Whether there are product signs, with spaces round them."""
        places = [token for token in self.tokens if token.kind in ("times", "plus", "divide")]
        return any(token.kind == "times" for token in places) and all(self.text[token.start - 1] == " " == self.text[token.end : token.end + 1] for token in places)

    def _joined(self, at: int) -> int:
        """The end of a run of words that are one name, or 0: words known together, a name spaced out letter by letter, words nobody knows."""
        end = self._run_end(at)
        words = [normal_name(token.text) for token in self.side[at:end]]
        for count in range(len(words), 1, -1):
            if self._known_together(words[:count]):
                return self._join(words[:count], at)
        if len(words[0]) > 1 and all(self._is_natural(word) for word in words) and not all(self.known.find(word) for word in words):
            if any(word.lower() in _PROSE for word in words) and self.explicit is False:
                self._refuse("prose, not a formula", self.side[at], "give the formula alone")
            if self.explicit or all(len(word) > 2 for word in words):
                self._note(f"{' '.join(words)} read as one name")
                return self._join(words, at)
        return 0

    def _run_end(self, at: int) -> int:
        end = at + 1
        while end < len(self.side) and end - at < _LONGEST_RUN and self.side[end].kind in WORDS:
            if "\n" in self.text[self.side[end - 1].end : self.side[end].start] or self._is_times(end, after_operand=True) or self._sign(end, after_operand=True):
                break
            end += 1
        return end

    def _known_together(self, words: list[str]) -> bool:
        if all(len(word) == 1 for word in words):
            joined = "".join(words)
            return len(words) > 2 and self.known.find(joined) is not None and not all(self.known.declared(word) for word in words)
        if any(len(word) == 1 and word.isascii() for word in words) or any("_" in word for word in words):
            return False
        return self.known.find(" ".join(words)) is not None

    def _join(self, words: list[str], at: int) -> int:
        end = at + len(words)
        if all(len(word) == 1 for word in words):
            name = "".join(words)
            self._note(f"damaged text: {' '.join(words)} read as {name}")
        else:
            name = " ".join(words)
        self._name(self.known.find(name) or name, self.side[at].start, self.side[end - 1].end)
        return end

    def _is_natural(self, word: str) -> bool:
        return "_" not in word and not any(character.isdigit() for character in word)

    def _word(self, at: int) -> int:
        """One word: a sign, a call, a name known to somebody, a run of names."""
        token = self.side[at]
        text = token.text
        if text in ("x", "X") and self._is_times(at):
            self._sign_token("times", "×", token)
            self._note(f"{text} read as times")
            return at + 1
        if text in _SIGNS and (sign := self._sign(at)):
            self._sign_token(*sign, token)
            return at + 1
        if len(text) > 1 and at + 1 < len(self.side) and self.side[at + 1].kind == "open":
            end = self._call(at)
            if end:
                return end
        self._known_or_guessed(at, token)
        return at + 1

    def _known_or_guessed(self, at: int, token: Token) -> None:
        text = token.text
        if len(text) == 1:
            self._name(text, token.start, token.end)
            return
        name = normal_name(text)
        if self._glued_times(at, token):
            return
        if len(name) < 4 and (pieces := self._cover(name, token, short=True)):
            self._pieces(pieces, token)
        elif (known := self.known.find(name)) is not None and not self._letters_after_all(name, token):
            self._name(known, token.start, token.end)
        elif pieces := self._cover(name, token) or self._guess(name, token):
            self._pieces(pieces, token)
        else:
            self._name(name, token.start, token.end)

    def _cover(self, name: str, token: Token, short: bool = False) -> list[str] | None:
        if name != token.text or len(name) > 200 or not self.known.ranks:
            return None
        return self.known.cover(name, short)

    def _letters_after_all(self, name: str, token: Token) -> bool:
        """Whether a spelling of two letters that only the role table knows is a product here: `nh` beside `n` and `h`."""
        if len(name) != 2 or token.kind == "text" or not _LETTERS.fullmatch(name) or self.known.declared(name):
            return False
        beside = [letter in self.alone for letter in name]
        return all(beside) or (any(beside) and (self.latex or not self.explicit))

    def _guess(self, name: str, token: Token) -> list[str] | None:
        """A word that nobody knows, as the names it may be a product of, or None for one name."""
        below = _WITH_BELOW.fullmatch(token.text)
        if below and self.latex and token.kind == "word" and 1 < len(below[1]) < 5 and not in_role_table(below[1]):
            return [*below[1][:-1], below[1][-1] + below[2]]
        if token.kind == "text" or name != token.text:
            return None
        if _TIMES_INSIDE.fullmatch(name) and not {"x", "X"} & self.alone:
            self._note(f"x in {name} read as times")
            return re.split("([xX])", name)
        if _UNITS.fullmatch(name):
            return re.findall("[A-Za-z][0-9]+", name)
        if _LETTERS.fullmatch(name):
            return list(name) if self._splits(name, token) else self._known_tail(name)
        return None

    def _splits(self, name: str, token: Token) -> bool:
        """Whether a run of letters is a product of single ones."""
        if all(letter in self.alone for letter in name):
            return True
        if len(name) > 4 or (name[0].isupper() and name[1:] in ("in", "out")):
            return False
        if self.latex or not self.explicit:
            return True
        coefficient = bool(self.out) and self.out[-1].kind == "number" and self.out[-1].end == token.start
        return len(name) < 4 and (coefficient or any(letter in self.alone for letter in name))

    def _known_tail(self, name: str) -> list[str] | None:
        """Single letters before a spelling of the role table: `Ldmodel`."""
        for cut in range(1, min(4, len(name) - 3)):
            if in_role_table(name[cut:]):
                return [*name[:cut], name[cut:]]
        return None

    def _pieces(self, pieces: list[str], token: Token) -> None:
        """Names that stand in one word; an x between them is times."""
        start = token.start
        for place, piece in enumerate(pieces):
            end = token.end if place == len(pieces) - 1 else start + len(piece)
            if piece in ("x", "X") and place % 2 and len(pieces) % 2 and _TIMES_INSIDE.fullmatch(token.text):
                self.out.append(Token("times", "×", start, end))
            elif piece.isdigit():
                self.out.append(Token("number", piece, start, end))
            else:
                self.out.append(Token("name", normal_name(piece), start, end))
            start = end
        if "x" not in pieces:
            self._note(f"{token.text} read as {'·'.join(map(normal_name, pieces))}")

    def _glued_times(self, at: int, token: Token) -> bool:
        """`3xc1xc2`: an x glued behind a number or a bracket, where a name cannot begin with it."""
        rest = token.text[1:]
        if token.text[0] not in "xX" or not self.out or self.out[-1].end != token.start or self.out[-1].kind not in ("number", "close", "super"):
            return False
        if self.known.find(token.text) is not None or "x" in self.alone or not rest[0].isalpha():
            return False
        if not (self.known.find(rest) or _TIMES_INSIDE.fullmatch(rest) or re.fullmatch("[A-Za-z][0-9]+", rest) or self._times_elsewhere):
            return False
        self.out.append(Token("times", "×", token.start, token.start + 1))
        self._note("x read as times")
        self._known_or_guessed(at, Token(token.kind, rest, token.start + 1, token.end))
        return True

    @cached_property
    def _times_elsewhere(self) -> bool:
        return any(token.kind == "times" and self.text[token.start] in "xX" for token in self.tokens)

    def _is_times(self, at: int, after_operand: bool = False) -> bool:
        """Whether a lone x stands between operands and means times."""
        token = self.side[at]
        if token.text not in ("x", "X") or not (after_operand or self._after_operand()) or at + 1 >= len(self.side):
            return False
        following = self.side[at + 1]
        if following.kind not in OPERAND_STARTS:
            return False
        return not self.known.declared(token.text) or self.side[at - 1].kind == following.kind == "number"

    def _sign(self, at: int, after_operand: bool = False) -> tuple[str, str] | None:
        """The sign that a word stands for between operands: `cdot` that lost its backslash, Python's `if`."""
        sign = _SIGNS.get(self.side[at].text)
        if sign is None or at + 1 >= len(self.side) or not (after_operand or self._after_operand()) or self.known.declared(self.side[at].text):
            return None
        following = self.side[at + 1].kind in OPERAND_STARTS
        return sign if following else None

    def _sign_token(self, kind: str, sign: str, token: Token) -> None:
        if token.text in ("cdot", "times"):
            self._note(f"damaged text: {token.text} read as \\{token.text}")
        self.out.append(Token(kind, sign, token.start, token.end))

    def _after_operand(self) -> bool:
        return bool(self.out) and self.out[-1].kind in OPERAND_ENDS

    # calls, counts and remarks

    def _call(self, at: int) -> int:
        """A word before a bracket that is not a factor: `floor(…)`, `int(…)`, `dim(U)`; what computes something else is refused."""
        token, opening = self.side[at], self.side[at + 1]
        name = normal_name(token.text)
        if name in _ROUNDED and not self.known.declared(name):
            self.out.append(Token("open", _ROUNDED[name], token.start, opening.end))
            return at + 2
        if name == "int":
            return at + 1
        if self._is_single_argument(at) and (name in _OPAQUE or (opening.start == token.end and self._is_unknown_word(name))) and not self.known.declared(name):
            argument = self.side[at + 2]
            self._name(f"{name}_{normal_name(argument.text)}", token.start, self.side[at + 3].end)
            return at + 4
        if opening.start == token.end and (name in _CALLED or "." in token.text) and not self.known.declared(name):
            self._refuse(f"a call of {token.text}", token, "only + - * / ^, floor and ceil are read; no code is ever run")
        return 0

    def _is_single_argument(self, at: int) -> bool:
        return at + 3 < len(self.side) and self.side[at + 2].kind in WORDS and self.side[at + 3].kind == "close"

    def _is_unknown_word(self, name: str) -> bool:
        return self.known.find(name) is None and not (_LETTERS.fullmatch(name) and self._splits(name, Token("word", name, -1, -1)))

    def _hash(self, at: int) -> int:
        """`# of outputs`: a count as a name; behind a formula the number sign begins a comment."""
        token = self.side[at]
        if self.known.sequences and (end := self._declared_sequence(at)):
            return end
        if self._after_operand():
            stop = self.text.find("\n", token.start)
            end = at
            while end < len(self.side) and (stop < 0 or self.side[end].start < stop):
                end += 1
            return end
        end = at + 1
        while end < len(self.side) and self.side[end].kind in WORDS and not self._is_times(end, after_operand=end > at + 1):
            end += 1
        if end == at + 1:
            self._refuse("a number sign that counts nothing", token, "write what is counted behind it, as in # filters")
        name = "# " + " ".join([normal_name(word.text) for word in self.side[at + 1 : end]])
        self._name(self.known.find(name) or name, token.start, self.side[end - 1].end)
        return end

    def _is_remark(self, at: int) -> bool:
        """Whether a bracket behind an operand holds only words of which at least one is no size: `(two LN per layer)`."""
        if not self._after_operand():
            return False
        end = at + 1
        while end < len(self.side) and self.side[end].kind in ("word", "text"):
            end += 1
        words = [normal_name(word.text) for word in self.side[at + 1 : end]]
        if not words or end == len(self.side) or self.side[end].kind != "close":
            return False
        if len(words) == 1:
            numbered = self.out[-1].kind == "number" and self.side[at].start > self.out[-1].end
            return (numbered and words[0] in _REMARKS) or (self.out[-1].kind == "number" and not words[0].isascii() and self.known.find(words[0]) is None)
        return any(self.known.find(word) is None and len(word) > 1 for word in words) and self.known.find(" ".join(words)) is None and "x" not in words

    def _remark(self, at: int) -> int:
        end = next(place for place in range(at, len(self.side)) if self.side[place].kind == "close")
        self._note(f"{self.text[self.side[at].start : self.side[end].end]} read as a remark")
        return end + 1

    # results

    def _name(self, name: str, start: int, end: int) -> None:
        self.out.append(Token("name", name, start, end))

    def _note(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)

    def _refuse(self, problem: str, token: Token, hint: str) -> NoReturn:
        raise FormulaError(problem, text=self.text, column=token.start, hint=hint)
