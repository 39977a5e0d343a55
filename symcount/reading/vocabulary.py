"""Names that are known: those the caller declared, the layer's own, and the spellings of the role table, in that order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from symcount.reading.characters import SUBSCRIPTS, plain_characters, raised, word_set
from symcount.reading.latex import plain_tokens
from symcount.reading.lexer import FONTS, SCALES, scan
from symcount.roles import spelled, spellings

COUNTED = word_set(
    "param params Params PARAMS parameter parameters Parameter Parameters Parametern weight weights Weights bias biases trainable total values elements "
    "entries connections scalars paramètres parámetros parâmetros parametri parametrów Gewichte Werte poids pesos pesi biais sesgo sesgos "
    "параметров параметра параметры весов параметрів 个参数 个參數 個參數 個パラメータ 参数 參數 参数量 参数个数 参数数量 參數量 參數個數 权重 偏置 偏差 "
    "パラメータ パラメータ数 パラメーター数 個 개 파라미터 매개변수 가중치 편향"
)
"""Words for what is counted: they are never factors."""

WEIGHTS = word_set("weight weights Weights connections Gewichte poids pesos pesi wag весов веса 权重 重み 가중치")
"""Words for what is counted less the biases: parameters have these among them."""

BIASES = word_set("bias biases Bias biais sesgo sesgos viés 偏置 偏差 偏置项 バイアス 편향 바이어스 смещение смещения смещений _bias")
"""Words for the bias: beside the number 1 they only name it."""

SIGNS_IN_WORDS = word_set("plus minus times multiplied divided less mal geteilt más menos por fois moins")
"""Words for signs: what stands behind them is not left out."""

ROUNDED = {"floor": "floor", "ceil": "ceil", "ceiling": "ceil"}
CALLED = word_set("log ln exp sqrt sin cos tan max min sum abs prod pow round range eval exec compile getattr print open sorted zip map")
CASTS = word_set("int long float double int32 int64 size_t parseInt as_integer")
CALLS = CALLED | CASTS | ROUNDED.keys()
"""Functions: what stands behind them in brackets is their argument."""

_PLAIN_NAME = re.compile(r"[^\W\d]\w*", re.ASCII)


@cache
def _typography() -> tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]:
    """What is replaced in a name, in this order; made ready when the first name needs it."""
    return (
        (re.compile(rf"\\{FONTS}|\\(?:rm|it|bf|sf|tt|cal|left|right|displaystyle|[qQ]*quad)(?![A-Za-z])|\\[,;:!()\[\]]"), ""),
        (re.compile(r"\s*\\times\s*"), "×"),
        (re.compile(r"\^\{\s*[\[(]\s*(.+?)\s*[\])]\s*\}"), r"_{\1}"),
        (re.compile(r"\\([A-Za-z]+)|\\(.)"), r"\1\2"),
        (re.compile(r"(\w)\.shape\["), r"\1_shape["),
        (re.compile(r"^(?:[A-Za-z][A-Za-z0-9_]*\.)+(?=[A-Za-z_])"), ""),
        (re.compile(r"""^[A-Za-z]\w*\[(['"])(\w+)\1\]"""), r"\2"),
        (re.compile(r"\[\s*(-?\w+)\s*\]"), r"_\1"),
        (re.compile(r"(\w)\(\s*(\w+)\s*\)$"), r"\1_\2"),
        (re.compile(rf"[{SUBSCRIPTS}]+"), lambda match: "_" + raised(match.group())),
        (re.compile(r"[{}]"), ""),
        (re.compile(r"\s*_[\s_]*"), "_"),
        (re.compile(r"#\s*"), "# "),
        (re.compile(r"\s+"), " "),
    )


def normal_name(text: str) -> str:
    """A name less its typography: the key under which the tree has it.

    >>> [normal_name(text) for text in (r"d_{\\text{model}}", "n₁", "kernel_size[0]", "#  filters", "self.units")]
    ['d_model', 'n_1', 'kernel_size_0', '# filters', 'units']
    """
    if _PLAIN_NAME.fullmatch(text):
        return text
    name = " ".join(plain_characters(text).split()).strip(" $`")  # expressions below need no care for long white space
    for pattern, replacement in _typography():
        name = pattern.sub(replacement, name)
    return name.strip()


def is_natural(word: str) -> bool:
    """Whether a word may be one of a language: it has no digits and no underscore."""
    return word.isalpha() or ("_" not in word and not any(character.isdigit() for character in word))


def is_word(text: str) -> bool:
    """Whether a text is a word of a language, and no letter or two that may stand for a size."""
    return is_natural(text) and (len(text) > 2 or not text.isascii())


@lru_cache(maxsize=4096)
def in_role_table(word: str) -> bool:
    """Whether a word of more than one letter is a spelling of some role."""
    key = spelled(word)
    return len(key) > 1 and key in spellings()


@cache
def _ordered_spellings() -> list[str]:
    return sorted(spellings())


def _begins(ordered: Sequence[str], beginning: str) -> bool:
    """Whether one of these texts, which are in order, begins so."""
    place = bisect_left(ordered, beginning)
    return place < len(ordered) and ordered[place].startswith(beginning)


@dataclass(frozen=True, slots=True)
class Rank:
    """The names of one vocabulary: as they are, as `spelled` gives them, and these in their order."""

    exact: frozenset[str]
    loose: dict[str, str]
    ordered: Sequence[str]

    def find(self, name: str) -> str | None:
        """The name as this vocabulary has it."""
        if name in self.exact:
            return name
        return self.loose.get(spelled(name)) if self.loose and len(name) > 1 else None

    def cover(self, word: str, strange: bool) -> list[str] | None:
        """The word as a run of these names, as few as possible; `strange`: letters nobody knows may stand between names of several letters."""
        best: list[tuple[int, int, list[str]] | None] = [(0, 0, [])] + [None] * len(word)
        for end in range(1, len(word) + 1):
            ways = []
            for start in range(max(0, end - 40), end):
                before, piece = best[start], word[start:end]
                if before is not None and (piece in self.exact or _is_factor(piece, word, start, end, strange)):
                    ways.append((before[0] + (piece not in self.exact), before[1] + 1, [*before[2], piece]))
            best[end] = min(ways, default=None)
        found = best[-1]
        if found is None or found[1] < 2 or (found[0] and not any(len(piece) > 1 for piece in found[2])):
            return None
        return found[2]


def _is_factor(piece: str, word: str, start: int, end: int, strange: bool) -> bool:
    """Whether a letter that nobody knows, or a digit between letters, `L2dmodel`, may be a factor of a word."""
    if len(piece) != 1:
        return False
    return (strange and piece.isalpha()) or (piece.isdecimal() and word[:start].isalpha() and word[end : end + 2].isalpha())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All vocabularies that are known beside the role table, the most trusted first."""

    ranks: tuple[Rank, ...]
    sequences: dict[str, tuple[tuple[tuple[str, ...], str], ...]]

    def find(self, name: str) -> str | None:
        """The name under which a word is known, if it is: a declared one as declared, any other as written."""
        for trust, rank in enumerate(self.ranks):
            found = rank.find(name)
            if found is not None:
                return name if trust else found
        return name if in_role_table(name) else None

    def begins(self, words: Iterable[str]) -> bool:
        """Whether a name that is known begins with these words."""
        beginning = spelled("".join(words))
        return _begins(_ordered_spellings(), beginning) or any(_begins(rank.ordered, beginning) for rank in self.ranks)

    def is_strange(self, text: str) -> bool:
        """Whether a word is no name that anybody knows, nor looks like one in a formula: a letter, a command, a name with an underscore, a scale."""
        name = normal_name(text)
        if text in SCALES or text == f"\\{name}" or "_" in name or (len(name) < 3 and name.isascii()):
            return False
        return self.find(name) is None

    def declared(self, name: str) -> bool:
        """Whether the caller declared the name."""
        return bool(self.ranks) and name in self.ranks[0].exact

    def trusts(self, name: str) -> bool:
        """Whether the caller or the layer has the name."""
        return any(rank.find(name) is not None for rank in self.ranks)

    def cover(self, word: str, short: bool = False) -> list[str] | None:
        """The word as a run of known names; of a `short` one, only where no vocabulary as much trusted knows it as one name."""
        for trust, rank in enumerate(self.ranks):
            if short and rank.find(word) is not None:
                return None
            if rank.exact and (pieces := rank.cover(word, strange=not trust)) is not None:
                return pieces
        return None


def vocabulary(known: Sequence[Collection[str]]) -> Vocabulary:
    """The vocabularies, made ready; equal ones are made ready once."""
    return _ready(tuple([tuple(names) for names in known]))


@lru_cache(maxsize=256)
def _ready(known: tuple[tuple[str, ...], ...]) -> Vocabulary:
    ranks: list[Rank] = []
    sequences: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for names in known:
        exact = [normal_name(name) for name in names]
        loose = {spelled(name): name for name in exact if len(spelled(name)) > 1}
        ranks.append(Rank(frozenset(exact), loose, sorted(loose)))
        for name in names:
            words = tuple([token.text for token in plain_tokens(scan(name), name)])
            if len(words) > 1:
                sequences.setdefault(words[0], []).append((words, normal_name(name)))
    longest_first = {first: tuple(sorted(found, key=lambda one: -len(one[0]))) for first, found in sequences.items()}
    return Vocabulary(tuple(ranks), longest_first)
