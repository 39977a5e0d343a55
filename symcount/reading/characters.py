"""Characters that look alike are one: a table from each to its plain form, always one for one, so that places are kept."""

from __future__ import annotations

import unicodedata

_ALIKE = {
    "(": "〔", ")": "〕", "[": "【〚", "]": "】〛", "-": "−–—‐‑﹣➖", "+": "➕﹢", "×": "✕✖⨯╳⨉", "·": "⋅•∙・‧ꞏ", "*": "∗⁎⋆", "/": "÷∕⁄➗",
    "≈": "≃≅≒≊∼⩰≌", "⇒": "→⟹⟶➜➡⇨➔", "=": "≡≜≔≝⩵←", "'": "’‘", ",": "、", ".": "。！", "^": "ˆ˄⌃‸∧", "μ": "µ",
    " ": "\u3000\ufe0e\ufe0f\u200b\ufeff\u2060\u200e\u200f",
}  # fmt: skip
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿⁱᵏᵐᵈʰᵖᵗ"
VULGAR_FRACTIONS = "½⅓⅔¼¾⅕⅛"
SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉₋₊ₐₑₕₖₗₘₙₒₚₛₜₓᵢⱼᵣᵤᵥ"
_PLAIN = str.maketrans(SUPERSCRIPTS + SUBSCRIPTS, "0123456789-+nikmdhpt" + "0123456789-+aehklmnopstxijruv")


class _Characters(dict[int, str]):
    """Filled as characters are met: full-width forms, mathematical letters, digits of all scripts."""

    def __missing__(self, code: int) -> str:
        self[code] = plain = _plain(chr(code))
        return plain


def _plain(character: str) -> str:
    if character in SUPERSCRIPTS or character in SUBSCRIPTS:
        return character
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if "\uff01" <= character <= "\uff5e" or "\U0001d400" <= character <= "\U0001d7ff" or character == "ℎ":
        folded = unicodedata.normalize("NFKC", character)
        return _ALIKE_CHARACTERS.get(folded, folded)
    return character


_ALIKE_CHARACTERS = {alike: plain for plain, group in _ALIKE.items() for alike in group}
_TABLE = _Characters({ord(alike): plain for alike, plain in _ALIKE_CHARACTERS.items()})


def word_set(text: str) -> frozenset[str]:
    """The words of a list written as one text."""
    return frozenset(text.split())


def plain_characters(text: str) -> str:
    """The text with each character in its plain form: as long as before, so that a place in one is the place in the other.

    >>> plain_characters("４×（ｎ＋ｎ²）")
    '4×(n+n²)'
    """
    return text if text.isascii() else text.translate(_TABLE)


def raised(text: str) -> str:
    """What superscripts or subscripts say on the line.

    >>> raised("¹²")
    '12'
    """
    return text.translate(_PLAIN)
