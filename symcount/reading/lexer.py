"""Text to tokens: one compiled expression; every token keeps its place in the text as given."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import NamedTuple
from unicodedata import numeric

from symcount.errors import FormulaError
from symcount.reading.characters import SUBSCRIPTS, SUPERSCRIPTS, VULGAR_FRACTIONS, plain_characters
from symcount.reading.leading import BEFORE_DIGITS, GLUED, RELATION_WORDS

MAX_CHARACTERS = 100_000
MAX_DIGITS = 4_300
"""As many as Python writes, so that what is printed reads back."""


class Token(NamedTuple):
    """A piece of the text: what it is, how it reads in plain characters, first character and the one after the last."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def nests(self) -> int:
        """By how much what follows stands deeper in brackets: 1 behind one that opens, -1 behind one that closes."""
        return (self.kind == "open") - (self.kind == "close")


WORDS = frozenset(("word", "text"))
"""Kinds of tokens that names are made of, before these are settled."""

ARITHMETIC = frozenset(("times", "plus", "minus", "divide", "floor_divide", "power", "super", "frac"))
OPERAND_ENDS = frozenset(("number", "name", "close", "super"))
OPERAND_STARTS = frozenset(("number", "word", "text", "name", "open", "frac", "hash"))

FONTS = (
    r"(?:text(?:rm|bf|it|tt|sf|up|normal|sc)?|math(?:rm|bf|it|sf|tt|cal|bb|frak|scr|normal)|operatorname|mbox|boldsymbol|bm|hat|bar|tilde|vec|overline)"
    r"(?![A-Za-z])\*?"
)
_LETTER = rf"[^\W_{SUPERSCRIPTS}{SUBSCRIPTS}{VULGAR_FRACTIONS}]"
_MARKS = r"[\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u200c\u200d]"  # signs that only continue a word
_RUN = rf"(?:(?:(?![{BEFORE_DIGITS}][0-9]){_LETTER})++|{_MARKS}++)++"
_BRACES = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*+\})*+\})*+\}"
_INDEX = r"\^\{\s*[\[(]\s*[A-Za-z0-9](?:\s*[-+]\s*1)?\s*[\])]\s*\}"  # n^{[l-1]}: of a layer, no power
_BELOW = rf"(?:{_INDEX}|[ ]?\\?_[ ]?(?:{_BRACES}|\\[A-Za-z]+[ ]*(?:{_BRACES})?)|[{SUBSCRIPTS}]++)"
_LEADING = rf"(?:(?<![\w)\]}}|\\])(?<![\w)\]}}] )_(?={_LETTER}))?+"  # `_of_filters` is how `# of filters` is printed
_KEY = r"\[(?:-?[0-9]+|'[A-Za-z_]\w*+'|\"[A-Za-z_]\w*+\")\]"  # [0], ['d_model']
_WORD = rf"(?:[A-Za-z][A-Za-z0-9_]*\.(?=[A-Za-z_]{{2}}))*+(?![0-9]){_LEADING}{_RUN}(?:\\?_++{_RUN})*+(?:{_KEY})*+{_BELOW}*+"
_THIN = r"\\,|\\ |[\u00a0\u2007\u2008\u2009\u202f'_]"
_FRACTION = r"(?:\.[0-9]++)?"
_SCALES_BY_POWER = {
    3: "k K thousand 千 천 mil тыс tys тысяч тысячи nghìn ngàn ribu",
    4: "万 萬 만",
    5: "lakh lakhs लाख",
    6: "M m mn mln Mio 百万 백만 млн triệu milyon million Million millions Millionen millones millón milhões milhão milioni milione миллионов миллиона миллион "
    "milionów miliony miljoen miljoner juta",
    7: "千万 천만 crore crores करोड़",
    8: "亿 億 억",
    9: "B b bn G Mrd mld 十亿 млрд tỷ milyar billion Billion billions Milliarden Milliarde milliards milliard bilhões bilhão miliardi миллиардов миллиарда "
    "миллиард miliardów miljard miljarder miliar",
    12: "T trillion trilhões billones billón Billionen 万亿 兆 조",
}
SCALES = {word: power for power, words in _SCALES_BY_POWER.items() for word in words.split()}
"""Powers of ten that a number standing alone may carry behind it."""

_COUNTED_SCALE = re.compile(r"([千천万萬만百亿億억十兆]+)[个個개パ参參]")


def scale_of(word: str) -> str:
    """The scale that a word behind a number begins with, or nothing.

    >>> scale_of("M"), scale_of("亿个参数"), scale_of("units")
    ('M', '亿', '')
    """
    if word in SCALES:
        return word
    counted = _COUNTED_SCALE.match(word)
    return counted[1] if counted and counted[1] in SCALES else ""


_SCALE_WORDS = "|".join(sorted(SCALES, key=len, reverse=True))
_NUMBER = (
    r"0,[0-9]++(?![0-9,])"  # 0,25
    r"|[0-9]{1,3}(?:,[0-9]{3})++(?=[0-9]++(?:\.[0-9]++)?[ ]?%)"  # 14,495,514,624 with the next cell's 8.3% glued to it
    rf"|[0-9]{{1,3}}(?:(?:,|\{{,\}}|{_THIN})[0-9]{{3}})++(?![0-9]){_FRACTION}"  # 1,000,000
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,}+(?![0-9.])"  # 1.000.000
    rf"|[0-9]++,[0-9]{{1,2}}(?=[ ]?(?:{_SCALE_WORDS})\b)"  # 1,5 million
    r"|[0-9]{1,2}(?:,[0-9]{2}(?![0-9]))++,[0-9]{3}(?![0-9])"  # 17,61,60,768
    rf"|[0-9]{{1,3}}(?: [0-9]{{3}})++(?![0-9]){_FRACTION}"  # 17 920
    r"|[0-9]{1,3}(?: , [0-9]{3})++(?![0-9])"  # 17 , 920, as KaTeX is copied
    rf"|[{VULGAR_FRACTIONS}]"
    r"|(?:1|[0-9]++\.[0-9]++)[eE][+-]?[0-9]++(?=[A-Za-z])"  # 1e-3n, while 2e-3n may be 2·e - 3n: a factor of 1 is not written
    r"|[0-9]++(?:\{,\}[0-9]{1,2}(?![0-9])|\.[0-9]++)?(?:[eE][+-]?[0-9]++(?![A-Za-z0-9_]))?|\.[0-9]++"
)
_SIGN_WORDS = {
    "再加上": "plus", "加上": "plus", "减去": "minus", "乘以": "times", "除以": "divide",
    **dict.fromkeys(sorted(RELATION_WORDS, key=len, reverse=True), "relation"),
}  # fmt: skip
_KINDS = {
    "space": r"(?<=[0-9])_(?=[A-Za-z]{3})|[ \t\r\n\f\v`\u00a0\u00ad\u2000-\u200a\u202f\u205f]+",
    "open": r"[(\[{⌊⌈]",
    "close": r"[)\]}⌋⌉]",
    "power": r"\*\*|\^",
    "times": r"[*·×]",
    "plus": r"\+(?!=)",
    "based": r"(?<![\w.])0(?:[xX][0-9A-Fa-f]+|[bB][01]+|[oO][0-7]+)(?!\w)",  # 0x12080: no product, for nobody multiplies by 0
    "number": rf"(?=[0-9.{VULGAR_FRACTIONS}])(?:{_NUMBER})",
    "between": r"(?:(?<=[0-9)\]])|(?<=[0-9)\]] ))[xX](?=[0-9])",  # 3x3 and )x3, before a word x3 could be seen in it
    "sign": "|".join(_SIGN_WORDS),
    "lead": rf"[{BEFORE_DIGITS}](?=[0-9])",
    "word": _WORD,
    "relation": r":=|\+=|<-|={1,3}>|(?<!-)-+>|~=|=~|={1,3}|[≈~⇒]",
    "minus": r"-",
    "floor_divide": r"//",
    "divide": r"/",
    "super": rf"[{SUPERSCRIPTS}]+",
    "text": rf"\\{FONTS}\s*{_BRACES}(?:{_BELOW}|_{_LETTER})*+",
    "drop": r"\\{1,2}[()\[\]]",
    "command": rf"\\[A-Za-z]++(?:{_BELOW}|_[A-Za-z0-9]+)*+",
    "below": rf"{_BELOW}|_{_LETTER}",
    "escape": r"\\(?s:.)",
    "comma": r",",
    "colon": r":",
    "semicolon": r";",
    "stop": r"\.",
    "hash": r"#",
    "bar": r"\|",
    "question": r"\?",
    "dollar": r"\$",
    "align": r"&",
    "bad": r"(?s:.)",
}


@cache
def _pattern(commas_separate: bool) -> re.Pattern[str]:
    kinds = dict(_KINDS)
    if commas_separate:
        kinds["number"] = r"[0-9]++(?:\.[0-9]++)?"
    return re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items()))


def check_length(text: str) -> None:
    """Errors: `FormulaError` for a text that is too long for a formula."""
    if len(text) > MAX_CHARACTERS:
        raise FormulaError(f"this text has {len(text):,} characters, a formula has {MAX_CHARACTERS:,} at most", text=text, column=0)


def scan(text: str, start: int = 0, end: int | None = None, commas_separate: bool = False) -> list[Token]:
    """The tokens of a text; white space has none, and what has no meaning here is of kind `bad`.

    >>> [token.text for token in scan("4（nm＋n²）")]
    ['4', '(', 'nm', '+', 'n', '²', ')']
    """
    check_length(text)
    tokens = []
    for match in _pattern(commas_separate).finditer(plain_characters(text), start, len(text) if end is None else end):
        kind = match.lastgroup or ""
        if kind in _REWRITTEN:
            tokens.append(_rewritten(kind, match.group(), *match.span()))
        elif kind != "space":
            tokens.append(Token(kind, match.group(), *match.span()))
    return tokens


_REWRITTEN = frozenset(("between", "sign", "lead"))


def _rewritten(kind: str, text: str, start: int, end: int) -> Token:
    """An x between numbers, a sign written as a word, or a word that leads in a number."""
    if kind == "lead":
        return Token("relation", GLUED[text], start, end)
    kind = "times" if kind == "between" else _SIGN_WORDS[text]
    return Token(kind, "×" if kind == "times" else text, start, end)


_PARTS = re.compile(r"([0-9.]+)(?:[eE]([+-]?[0-9]+))?(.*)", re.DOTALL)
_SEPARATORS = re.compile(rf"{_THIN}|[ ,]")
_DECIMAL_COMMA = re.compile(r"^(0(?=,)|[0-9]+(?=,[0-9]{1,2}(?![0-9,]))),")


def number(token: Token, text: str) -> tuple[int | Fraction, int | None]:
    """The value of a number token, and the unit of the last digit written where the number says that it is rounded.

    >>> number(Token("number", "0.59M", 0, 5), "0.59M")
    (590000, 10000)
    """
    digits = token.text
    if digits.isdecimal() and len(digits) <= MAX_DIGITS:
        return int(digits), None
    if digits[0] in VULGAR_FRACTIONS:
        return Fraction(numeric(digits[0])).limit_denominator(10) * 10 ** SCALES.get(digits[1:].strip(), 0), None
    parts = _PARTS.match(_SEPARATORS.sub("", _with_decimal_point(digits)))
    assert parts is not None  # the lexer's numbers all begin so
    mantissa, exponent, scale = parts[1], parts[2] or "0", parts[3].strip()
    length = len(mantissa) - ("." in mantissa) + (abs(int(exponent)) if len(exponent) < 6 else MAX_DIGITS + 1)
    if length > MAX_DIGITS:
        problem = f"this number has {length:,} digits" if exponent == "0" else f"the exponent of this number is {exponent if len(exponent) < 20 else 'huge'}"
        raise FormulaError(f"{problem}, at most {MAX_DIGITS:,} digits are read", text=text, column=token.start)
    power = int(exponent) + SCALES.get(scale, 0)
    value = Fraction(mantissa) * Fraction(10) ** power
    decimals = len(mantissa.partition(".")[2])
    unit = 10 ** (power - decimals) if (scale or parts[2]) and power > decimals else None
    return (value.numerator if value.denominator == 1 else value), unit


def _with_decimal_point(digits: str) -> str:
    """A number whose decimals, if any, stand behind a full stop, and in which no full stop sets thousands apart."""
    if digits.count(".") > 1:
        return digits.replace(".", "")
    if "{,}" in digits:
        return digits.replace("{,}", "," if re.search(r"\{,\}[0-9]{3}", digits) else ".")
    return _DECIMAL_COMMA.sub(r"\1.", digits)
