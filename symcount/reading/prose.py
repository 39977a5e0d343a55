"""Words beside a formula: what a number counts, and remarks in brackets; each is noted and left out."""

from __future__ import annotations

import re
from bisect import bisect
from itertools import accumulate, pairwise

from symcount.algebra import value_of
from symcount.errors import DivisionByZero, FormulaError, TooLarge
from symcount.reading.characters import word_set
from symcount.reading.denials import refuse_scope, refuse_terms
from symcount.reading.leads import is_set_apart, mathematics
from symcount.reading.lexer import ARITHMETIC, SCALES, WORDS, Token, number, scale_of
from symcount.reading.markup import is_share
from symcount.reading.notes import Notes
from symcount.reading.parser import parse_side
from symcount.reading.remarks import OPERANDS, PREPOSITIONS, PROSE, SIGN_WORDS, are_valued, is_term, without_labels
from symcount.reading.runs import Runs
from symcount.reading.sides import closing
from symcount.reading.vocabulary import BIASES, CALLS, COUNTED, Vocabulary, is_natural, is_word, normal_name

_COUNTERS = ("个", "個", "개", "つ", "本")
_AND = word_set("and und et y e и och en と 和 及 plus")
_REMARKS_BEGIN = frozenset(("open", "divide", "number", *WORDS))
_TYPES = re.compile("[iuf](?:8|16|32|64|128|size)")  # Rust's
_WEIGHT = re.compile(r"[WUVb](?:_?\w{1,4})?")
_LONGEST_REMARK = 60


class Prose:
    """Takes the words that are no factors off a side."""

    def __init__(self, text: str, known: Vocabulary, runs: Runs, notes: Notes) -> None:
        self.text, self.known, self.runs, self.notes = text, known, runs, notes
        self.formulas = mathematics(text) if is_set_apart(text) else []
        self.out: list[Token] = []
        self.first_sign = len(text)
        self.valued = False  # every word of the side stands before a number in brackets

    def without(self, side: list[Token], nameless: bool, has_result: bool) -> list[Token]:
        """The side less its remarks; `nameless`: some side computes with numbers alone; `has_result`: some side is one number."""
        side = [word for token in side for word in _spoken(token)] if any(token.kind == "text" for token in side) else side
        side = self._with_terms(side)
        explained = len(side) > 2 and side[0].kind == "number" and side[1].kind == "open"
        if not explained and not any(token.kind in WORDS or token.text == "%" for token in side):
            return side
        side = without_labels(side, self.text, self.runs, self.notes)
        self.out, self.valued = [], are_valued(side)
        self.first_sign = next((token.start for token in side if token.kind in ARITHMETIC), len(self.text))
        if has_result and self._counts_things(side):
            side = [token for place, token in enumerate(side) if place == 0 or not self._is_thing(side, place)]
        at = 0
        while at < len(side):
            token, end = side[at], at
            if token.kind in WORDS and self._is_conjunction(side, at):
                self.out.append(Token("plus", "+", token.start, token.end))
                at += 1
                continue
            if token.kind in _REMARKS_BEGIN and self._is_behind_operand():
                end = self._remark_end(side, at, nameless)
            if end == at:
                self.out.append(token)
                end += 1
            at = end
        return self.out

    def _with_terms(self, side: list[Token]) -> list[Token]:
        """The side less the brackets round a further term behind what it computes: `4*n*(n+m) (+4n biases)`."""
        brackets: set[int] = set()
        for place in range(1, len(side) - 2):
            if side[place].kind != "open" or side[place + 1].kind != "plus" or side[place - 1].kind not in OPERANDS:
                continue
            end = closing(side, place, _LONGEST_REMARK)
            if end is not None and is_term(side, place, end):
                self.notes.guess(f"{self.text[side[place].start : side[end].end]} read as a term")
                brackets |= {place, end}
        return [token for place, token in enumerate(side) if place not in brackets] if brackets else side

    def _is_behind_operand(self) -> bool:
        """Whether an operand stands last; an x behind another one is a sign."""
        last = self.out[-1] if self.out else None
        return last is not None and last.kind in OPERANDS and (last.text not in SIGN_WORDS or len(self.out) == 1)

    def _remark_end(self, side: list[Token], at: int, nameless: bool) -> int:
        """The end of the remark that begins here, behind an operand, or `at`."""
        token = side[at]
        if token.kind == "open":
            return self._bracket(side, at)
        if token.kind in WORDS:
            return self._words(side, at, nameless)
        if _is_per(side, at):
            return self._left_out(side, at, at + 2, self._behind())
        if token.kind == "number" and self._is_one_bias(side, at - 1, at):
            self.notes.guess(f"{self.out[-1].text} {token.text} read as {token.text}")
            self.out[-1] = token
            return at + 1
        if at + 2 == len(side) and is_share(side[at:]):
            if token.start == self.out[-1].end:
                self.notes.mend(f"{self.out[-1].text} and {self.text[token.start : side[-1].end]} glued together")
            return self._left_out(side, at, len(side), "")
        return at

    def _words(self, side: list[Token], at: int, nameless: bool) -> int:
        if self.out[-1].kind == "number" and scale_of(side[at].text):
            return at
        if side[at].text == "as" and _TYPES.fullmatch(side[at + 1].text if at + 1 < len(side) else ""):
            return self._left_out(side, at, at + 2, "")
        if self._is_one_bias(side, at, at - 1):
            return self._left_out(side, at, at + 1, self._behind())
        if self._is_number():
            if (end := self._unit(side, at, nameless)) > at:
                return self._left_out(side, at, end, self._behind())
        elif side[at].text in COUNTED and self.first_sign < side[at].start:
            end = self._with_bracket(side, self._words_end(side, at))
            if end == len(side) or self._is_conjunction(side, end):
                return self._left_out(side, at, end, "")
        if self._is_outside(side[at]) and not self._is_outside(self.out[-1]) and (end := self._words_end(side, at)) > at:
            return self._left_out(side, at, end, "")
        return at

    def _behind(self) -> str:
        """What stands last, for a note on what follows it."""
        kinds = [token.kind for token in self.out[-3:]]
        power = 3 if kinds[-2:-1] == ["power"] else 1
        last = self.out[-2:] if kinds[-1] == "super" or kinds[-2:-1] == ["number"] else self.out[-power:]
        return f"behind {'the brackets' if 'close' in (last[0].kind, last[-1].kind) else self.text[last[0].start : last[-1].end]} "

    def _left_out(self, side: list[Token], at: int, end: int, where: str) -> int:
        opening = next((place for place in range(at, end) if side[place].kind == "open"), end)
        refuse_terms(side[at : opening if self._is_broken_down(side[opening + 1 : end - 1]) else end], self.text)
        if end == len(side):
            refuse_scope(side[at:end], self.text)
            self._refuse_biases(side[at])
        shown = self.text[side[at].start : side[end - 1].end]
        self.notes.guess(f"{shown} {where}left out" if where and end == len(side) else f"{shown} {where}read as a remark")
        return end

    def _refuse_biases(self, counted: Token) -> None:
        """Errors: `FormulaError` where all that a side counts is biases: `20 biases`."""
        if [token.kind for token in self.out] == ["number"] and counted.text in BIASES and self.runs.uses(counted.text) == 1 and len(self.runs.tokens) == 2:
            raise FormulaError("this counts biases only", text=self.text, column=counted.start, hint="write the count of all parameters")

    def _is_one_bias(self, side: list[Token], word: int, number: int) -> bool:
        """Whether a term is a word for the bias and the number that it is: `+ bias 1`, `+ 1_bias`."""
        first, end = min(word, number), max(word, number) + 1
        if side[word].text not in BIASES or side[number].text != "1" or not first:
            return False
        return side[first - 1].kind in ("plus", "open") and (end == len(side) or side[end].kind in ("plus", "close"))

    # behind numbers: 514 params, 32 biases, 9 weights per filter

    def _is_number(self) -> bool:
        """Whether a number, or the scale of one, stands last."""
        last = self.out[-1]
        return last.kind in ("number", "close", "super") or (last.text in SCALES and len(self.out) > 1 and self.out[-2].kind == "number")

    def _unit(self, side: list[Token], at: int, nameless: bool) -> int:
        """The end of the words that say what a number counts, or `at`."""
        word, gap = side[at].text, side[at].start > self.out[-1].end
        if word.startswith(_COUNTERS):
            return self._words_end(side, at)
        end = self._words_end(side, at)
        if gap and word in PREPOSITIONS and end > at + 1:
            return end
        if end == len(side):
            return end if word in COUNTED or ((gap or not word.isascii()) and self._says_what(side[at:end], nameless)) else at
        if gap and word in COUNTED and self._with_bracket(side, end) == len(side):
            return len(side)
        if gap and (self._is_plural(side[at]) and end == at + 1) and side[end].kind in ("times", "plus"):
            return end
        if gap and word in COUNTED:
            return end if any(side[place].kind in ARITHMETIC or self._is_conjunction(side, place) for place in range(at, len(side))) else len(side)
        return at

    def _with_bracket(self, side: list[Token], end: int) -> int:
        """Where a bracket with words closes that ends a side behind the words that do; else `end`."""
        if end == len(side) or side[end].kind != "open" or not any(_is_thing(token) for token in side[end:]):
            return end
        return len(side) if closing(side, end, _LONGEST_REMARK) == len(side) - 1 else end

    def _is_plural(self, word: Token) -> bool:
        """Whether a word that nobody knows, and that stands here only, is said of several: `4 gates`."""
        return self.known.is_strange(word.text) and word.text[-1] == "s" and self.runs.uses(word.text) == 1

    def _counts_things(self, side: list[Token]) -> bool:
        """Whether a product says of each number what it counts: `3 inputs × 4 neurons + 4 biases`."""
        things = [place for place, token in enumerate(side) if token.kind in WORDS and token.text not in ("x", "X") and not _is_scale(side, place)]
        things = [place for place in things if not _is_per(side, place - 1)]
        multiplied = any(token.kind == "times" or token.text in ("x", "X") for token in side)
        counted = multiplied and bool(things) and all(place and self._is_thing(side, place) for place in things)
        if counted:
            self.notes.guess(f"{', '.join(dict.fromkeys(side[place].text for place in things))} behind numbers read as remarks")
        return counted

    def _is_thing(self, side: list[Token], place: int) -> bool:
        """Whether a word of a language stands behind a number, apart from it unless its script has no blanks, or behind another such word."""
        token, before = side[place], side[place - 1]
        if not _is_thing(token) or (token.text.isascii() and token.start == before.end) or _is_scale(side, place):
            return False
        return before.kind == "number" or (before.kind in WORDS and place > 1 and self._is_thing(side, place - 1))

    def _says_what(self, words: list[Token], nameless: bool) -> bool:
        """Whether words behind the last number are no names of sizes: nobody knows them, and they stand nowhere else."""
        in_labels = nameless and not self.runs.names_with_signs  # no word is a factor anywhere
        if any((self.runs.uses(word.text) > 1 and not in_labels) or "_" in word.text or (len(word.text) == 1 and word.text.isascii()) for word in words):
            return False
        if nameless and any(len(word.text) > 2 for word in words):
            return True
        return any(self.known.is_strange(word.text) and (len(words) > 1 or not word.text.isascii()) for word in words)

    def _words_end(self, side: list[Token], at: int) -> int:
        end = at
        while end < len(side) and (side[end].kind in WORDS or (side[end].kind == "stop" and end > at)):
            if side[end].text in SIGN_WORDS or self._is_conjunction(side, end):
                break
            end += 1
        return end

    def _is_conjunction(self, side: list[Token], at: int) -> bool:
        """Whether `and` adds another count: `3*3 weights and 64 biases`."""
        if side[at].text not in _AND or not 0 < at < len(side) - 1 or side[at - 1].text not in COUNTED:
            return False
        return side[at + 1].kind in ("number", "open") or (at + 2 < len(side) and side[at + 2].text in COUNTED)

    def _is_outside(self, token: Token) -> bool:
        """Whether a word stands outside of the formulas that are set apart."""
        if not self.formulas or (token.kind in WORDS and not is_natural(token.text)):
            return False
        place = bisect(self.formulas, (token.start, token.end)) - 1
        return place < 0 or token.start >= self.formulas[place][1]

    # in brackets: (two LN per layer), (w1, w2), (no bias), 64 (bias)

    def _bracket(self, side: list[Token], at: int) -> int:
        """The end of a bracket that is a remark, or that says what the word before it is worth, or `at`."""
        end = closing(side, at, _LONGEST_REMARK)
        if end is None or end == at + 1:
            return at
        inner = side[at + 1 : end]
        follows = side[end + 1].kind if end + 1 < len(side) else ""
        gap = side[at].start > self.out[-1].end
        if self._is_broken_down(inner):
            self.notes.guess(f"{self.text[side[at].start : side[end].end]} read as a remark")
            return end + 1
        if self._is_remark(inner, gap, follows) or (not follows and self._explains(inner, gap or self.text[side[at].start] == "（")):
            refuse_terms(inner, self.text)
            refuse_scope(inner, self.text)
            self.notes.guess(f"{self.text[side[at].start : side[end].end]} read as a remark")
            return end + 1
        if self._is_worth(inner, gap):
            word = self.out.pop()
            self.notes.guess(f"{self.text[word.start : side[end].end]} read as {inner[0].text}")
            self.out.append(Token("number", inner[0].text, word.start, side[end].end))
            return end + 1
        return at

    def _is_remark(self, inner: list[Token], gap: bool, follows: str) -> bool:
        words = [token for token in inner if token.kind in WORDS]
        kinds = {token.kind for token in inner}
        if not words:
            return is_share(inner) or self._is_how(inner)
        if any(not word.text.isascii() and not is_natural(word.text) for word in words):
            return True  # words of a script without spaces, with a number among them: 1チャンネルごとに1つ
        if any(map(is_share, map(list, pairwise(inner)))):
            return True  # a share never computes
        if kinds <= set(WORDS):
            return self._are_remarks(words, gap)
        if gap and "comma" in kinds and kinds <= {*WORDS, "comma", "minus", "divide", "stop"}:
            return True  # with a number it is a shape
        return gap and (self._is_prose(inner) or self._lists_what(inner, words, kinds, follows))

    def _explains(self, inner: list[Token], gap: bool) -> bool:
        """Whether a bracket behind a formula lists words, `(W_Q, W_K)`, or says what a name is, `(I = 4H)`; without words it is a shape."""
        listed = any(token.kind == "comma" for token in inner) and any(token.kind in WORDS and token.text.lower() != "none" for token in inner)
        defined = len(inner) > 2 and inner[0].kind in WORDS and inner[1].text == "="
        return gap and len(self.out) > 1 and (listed or defined)

    def _is_broken_down(self, inner: list[Token]) -> bool:
        """Whether a bracket behind a lone number says of what this is the sum: `9,248 (9,216 weights and 32 biases)`."""
        numbers = [token for token in inner if token.kind == "number"]
        if len(numbers) < 2 or [token.kind for token in self.out] != ["number"] or not {token.kind for token in inner} <= {"number", "plus", "comma", *WORDS}:
            return False
        return sum(number(token, self.text)[0] for token in numbers) == number(self.out[0], self.text)[0]

    def _is_how(self, inner: list[Token]) -> bool:
        """Whether a bracket behind a lone number says how this is computed: `4608 (16*32*3*3)`."""
        if len(self.out) != 1 or self.out[0].kind != "number" or not any(token.kind in ARITHMETIC for token in inner):
            return False
        try:
            return value_of(parse_side(inner, self.text, Notes())) == value_of(parse_side(self.out, self.text, Notes()))
        except (FormulaError, TooLarge, DivisionByZero):
            return False

    def _are_remarks(self, words: list[Token], gap: bool) -> bool:
        """Whether words alone in brackets are not only sizes."""
        names = [normal_name(word.text) for word in words]
        behind = self.out[-1].kind
        if len(names) == 1:
            name = names[0]
            if behind == "number":
                said = gap and len(name) > 2 and self._is_aside(words[0]) and (self.runs.explicit or len(self.out[-1].text) > 2)
                return said or name in COUNTED or (not name.isascii() and self.known.find(name) is None)
            return (name in BIASES and not name.isascii()) or (gap and (name in COUNTED or (self.runs.explicit and self._is_aside(words[0]))))
        said = "x" not in names and self.known.find(" ".join(names)) is None
        return said and any(name in COUNTED or (len(name) > 1 and self.known.find(name) is None) for name in names)

    def _is_prose(self, inner: list[Token]) -> bool:
        """Whether words stand as in prose: `attention 4d^2`, `for the gate + up`."""
        return any(
            (self.known.is_strange(word.text) and after.kind == "number" and after.start > word.end) or (word.text in PROSE and after.kind in WORDS)
            for word, after in pairwise(inner)
            if word.kind in WORDS
        )

    def _lists_what(self, inner: list[Token], words: list[Token], kinds: set[str], follows: str) -> bool:
        """Whether a text that writes its product signs has words that nobody knows in brackets behind a whole term, `(QKV + proj)`,
        or a weight for each term of a formula: `n*m + n (W + b)`."""
        if kinds == {"word", "plus"} and not follows and len(words) == self._number_of_terms() > 1:
            return self.runs.explicit and all(_WEIGHT.fullmatch(word.text) and self.runs.uses(word.text) == 1 for word in words)
        whole = follows in ("", "plus", "minus") and kinds <= {*WORDS, "plus", "divide", "minus"}
        return whole and self.runs.explicit and all(self._names_nothing(word) for word in words)

    def _number_of_terms(self) -> int:
        """How many terms stand here so far, in a bracket round them all or in none."""
        is_bracketed = self.out[0].kind == "open" and closing(self.out, 0) == len(self.out) - 1
        depths = list(accumulate(token.nests for token in self.out))
        return 1 + sum(token.kind == "plus" and depth == is_bracketed for token, depth in zip(self.out, depths, strict=True))

    def _names_nothing(self, word: Token) -> bool:
        return is_natural(word.text) and len(word.text) > 2 and self.known.find(normal_name(word.text)) is None and self.runs.uses(word.text) == 1

    def _is_aside(self, word: Token) -> bool:
        """Whether a word alone in brackets is no name that the caller or the layer has."""
        return is_natural(word.text) and len(word.text) > 1 and self.runs.uses(word.text) == 1 and not self.known.trusts(normal_name(word.text))

    def _is_worth(self, inner: list[Token], gap: bool) -> bool:
        """Whether a bracket holds the number that the word before it is: `bias(1)`, `LSTM_Layer(4)`, `units (128)`, `x(784 neurons)`."""
        word = self.out[-1]
        said = [one for one in inner[1:] if one.kind in WORDS]
        if word.kind not in WORDS or inner[0].kind != "number" or not all(self.known.is_strange(one.text) or _is_thing(one) for one in said):
            return False
        if word.text in CALLS:
            return False
        if self.valued:
            return True
        if len(inner) > 1:
            return all(one.kind in WORDS for one in inner[1:]) and not any(character.isdigit() for one in inner[1:] for character in one.text)
        return len(word.text) > 2 and (gap or word.text in COUNTED or self.known.find(normal_name(word.text)) is None) and not self._is_coefficient()

    def _is_coefficient(self) -> bool:
        """Whether the word before stands right behind a number, which it is multiplied with: `2dmodel(…)`."""
        return len(self.out) > 1 and self.out[-2].kind in ("number", "close") and self.out[-2].end == self.out[-1].start


def _spoken(token: Token) -> list[Token]:
    """The words of a text in LaTeX that says what is counted: `\\text{ trainable parameters}` is no name."""
    words = normal_name(token.text).split() if token.kind == "text" else []
    return [Token("text", word, token.start, token.end) for word in words] if COUNTED.intersection(words) else [token]


def _is_thing(token: Token) -> bool:
    return token.kind in WORDS and is_word(token.text)


def _is_per(side: list[Token], at: int) -> bool:
    """Whether a rounded number is one for each of something: `3.1M/layer`."""
    if side[at].kind != "divide" or not _is_scale(side, at - 1) or at + 1 == len(side):
        return False
    return side[at].start == side[at - 1].end and side[at + 1].start == side[at].end and _is_thing(side[at + 1])


def _is_scale(side: list[Token], place: int) -> bool:
    return place > 0 and side[place - 1].kind == "number" and scale_of(side[place].text) == side[place].text
