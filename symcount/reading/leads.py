"""Words that lead in a formula, `The number of parameters is 4*n`: they label it."""

from __future__ import annotations

import re
from functools import lru_cache

from symcount.reading.leading import ABOUT, COPULAS, EACH, FILLERS, GLUED, GLUED_ABOUT, OPENERS
from symcount.reading.lexer import ARITHMETIC, OPERAND_STARTS, WORDS, Token
from symcount.reading.vocabulary import COUNTED, in_role_table, is_natural, is_word

_GLUED = re.compile(rf"(?:{'|'.join(GLUED)})\Z")
_BOUNDARIES = frozenset(("relation", "colon", "semicolon", "comma", "bar"))
_OPENS = frozenset(("number", "open", "frac"))
_MATH = re.compile(r"\$\$?[^$]+\$\$?|\\\(.*?\\\)|\\\[.*?\\\]", re.DOTALL)
_MATH_OPENS = re.compile(r"[$]|\\[(\[]")
_COLUMN = re.compile(r"   |\t")
_LONGEST = 20


def with_leads(tokens: list[Token], text: str) -> list[Token]:
    """The tokens with a relation behind the words that lead in a formula.

    >>> from symcount.reading.lexer import scan
    >>> [token.text for token in with_leads(scan("El resultado es 781"), "El resultado es 781")]
    ['El', 'resultado', 'es', '=', '781']
    """
    kept: list[Token] = []
    words: list[Token] = []
    begins = True  # nothing but words so far on this side
    mathematical = is_set_apart(text)
    tokens = _with_columns(tokens, text) if _COLUMN.search(text) else tokens
    tokens = _with_name_apart(tokens)
    for place, token in enumerate(tokens):
        if begins and words and (relation := _relation(words, token, text, mathematical)):
            behind = len(kept) - (len(words) - relation[1])
            at = kept[behind - 1].end
            kept.insert(behind, Token("relation", relation[0], at, at))
            begins = False
        if begins and token.kind == "minus" and words and _is_dash(words, tokens[place + 1 : place + 2], token, text, mathematical):
            token = Token("colon", ":", token.start, token.end)
        if token.kind in _BOUNDARIES or (kept and "\n" in text[kept[-1].end : token.start]):
            begins, words = True, []
        if begins and (token.kind in WORDS or _is_hyphen(token, words, text)):
            words.append(token)
        elif token.kind not in _BOUNDARIES:
            begins = False
        kept.append(token)
    return kept


def _with_name_apart(tokens: list[Token]) -> list[Token]:
    """The tokens with a colon behind a name apart from a calculation in numbers, which is no factor of it: `# C5 (16*5*5+1)*120 = 48120`."""
    first = int(bool(tokens) and tokens[0].kind == "hash")
    if len(tokens) < first + 3 or tokens[first].kind != "word" or tokens[first + 1].text != "(" or not any(token.kind == "relation" for token in tokens):
        return tokens
    name, opening = tokens[first : first + 2]
    is_label = len(name.text) > 1 and (len(name.text) > 2 or name.text[0].isupper()) and not in_role_table(name.text)
    if not is_label or name.end == opening.start or any(token.kind in WORDS and token.text not in ("x", "X") for token in tokens[first + 1 :]):
        return tokens
    return [*tokens[: first + 1], Token("colon", ":", name.end, name.end), *tokens[first + 1 :]]


def _with_columns(tokens: list[Token], text: str) -> list[Token]:
    """The tokens with a relation behind labels in a column of their own: `FFN (no bias)    2*d*f`."""
    kept: list[Token] = []
    for place, token in enumerate(tokens):
        if place and token.kind in _OPENS and _COLUMN.search(text, tokens[place - 1].end, token.start) and _ends_label(tokens, place - 1, text):
            kept.append(Token("relation", "=", tokens[place - 1].end, tokens[place - 1].end))
        kept.append(token)
    return kept


def _ends_label(tokens: list[Token], last: int, text: str) -> bool:
    """Whether words that name no size, perhaps with a number before them and a bracket behind, stand alone on their line up to here."""
    place = last
    if tokens[last].kind == "close":
        while place > last - _LONGEST and place > 0 and tokens[place].kind != "open":
            place -= 1
        place -= 1
    end = place + 1
    while place >= 0 and end - place < _LONGEST and tokens[place].kind in WORDS:
        place -= 1
    words = tokens[place + 1 : end]
    if place >= 0 and tokens[place].kind == "number":  # 24 layers
        place -= 1
    begins = place < 0 or tokens[place].kind in _BOUNDARIES or "\n" in text[tokens[place].end : tokens[place + 1].start]
    return begins and _names_no_size(words)


def _is_hyphen(token: Token, words: list[Token], text: str) -> bool:
    return token.kind == "minus" and bool(words) and words[-1].end == token.start and not text[token.end : token.end + 1].isspace()


def _is_dash(words: list[Token], following: list[Token], dash: Token, text: str, mathematical: bool) -> bool:
    """Whether a dash, not a minus, stands between words that name no size and the formula which they label: `Weights of the layer — 4*5`."""
    apart = text[dash.start - 1].isspace() and text[dash.end : dash.end + 1].isspace()
    if not (apart and following and following[0].kind in OPERAND_STARTS) or not _names_no_size(words):
        return False
    if mathematical and _MATH_OPENS.search(text, dash.end, following[0].start):
        return True
    counted = any(word.text in COUNTED for word in words)
    if text[dash.start] in "—―":
        return counted or len(words) > 1 or following[0].kind in _OPENS
    return counted and len(words) > 1


def _names_no_size(words: list[Token]) -> bool:
    """Whether words of a language are no spelling of a size."""
    said = " ".join([word.text for word in words])
    natural = len(said) > 2 and all(is_natural(word.text) for word in words)
    return natural and not in_role_table(said) and not all(in_role_table(word.text) for word in words)


def _relation(words: list[Token], token: Token, text: str, mathematical: bool) -> tuple[str, int] | None:
    """The relation between a lead and what follows, and how many of the words are the lead."""
    if len(words) > _LONGEST:
        return None
    if mathematical and token.kind not in _BOUNDARIES and _MATH_OPENS.search(text, words[-1].end, token.start) and any(is_word(word.text) for word in words):
        return ("≈" if _says_about(words) else "="), len(words)
    count = 1 if token.kind == "number" and [word.text.lower() for word in words] == ["total"] else _lead(words)
    rest = words[count:]
    if not count or len(rest) > 1 or (not rest and token.kind not in _OPENS):
        return None
    if rest and (token.kind not in (*ARITHMETIC, "open") or not rest[0].text.isascii() or (is_natural(rest[0].text) and len(rest[0].text) > 2)):
        return None
    return ("≈" if _says_about(words[:count]) else "="), count


def _says_about(words: list[Token]) -> bool:
    return words[-1].text.lower() in ABOUT or GLUED_ABOUT.search(words[-1].text) is not None


def _lead(words: list[Token]) -> int:
    """How many words lead in: up to the last copula and what fills up behind it, up to a word for what is counted, or all that say for each of what."""
    texts = [word.text.lower() for word in words]
    for place in range(len(texts) - 1, -1, -1):
        if _ends_lead(texts[place], words[place].text, place):
            count = place + 1
            while count < len(texts) and texts[count] in FILLERS:
                count += 1
            return count
    each = (len(words) > 1 and texts[0] in EACH) or words[0].text[0] == "每"
    return len(texts) if each or (words[-1].text in COUNTED and len(words) > 1) else 0


def _ends_lead(lowered: str, text: str, place: int) -> bool:
    if lowered in OPENERS or lowered in ABOUT:
        return True
    return (lowered in COPULAS and place > 0) or (not text.isascii() and len(text) > 1 and _GLUED.search(text) is not None)


@lru_cache(maxsize=64)
def is_set_apart(text: str) -> bool:
    """Whether formulas are set apart from words: `$…$`, `\\\\(…\\\\)`; PowerShell's `$hiddenSize` is none."""
    found = list(_MATH.finditer(text)) if "$" in text or "\\(" in text or "\\[" in text else []
    return bool(found) and not any(re.match(r"\w", text[one.end() : one.end() + 1]) and one.group()[0] == "$" for one in found)


def mathematics(text: str) -> list[tuple[int, int]]:
    """Where formulas stand that are set apart from words."""
    return [one.span() for one in _MATH.finditer(text)]
