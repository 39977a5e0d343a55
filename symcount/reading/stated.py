"""What a text states beside its formula: sizes in numbers, `for n=256, m=4096`, and a layer without biases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from symcount.errors import FormulaError
from symcount.reading.notes import Notes
from symcount.reading.vocabulary import Vocabulary, in_role_table, normal_name

_BIAS = r"(?:bias(?:es)?|biais|sesgos?|vi[eé]s(?:es)?|смещени[йяе]|偏置|偏差|バイアス|편향)(?![A-Za-z_])"
_WITHOUT_BIAS = re.compile(
    rf"(?<![\w\\])(?:(?:without|no|excluding|excl\.?|ignoring|omitting|not (?:counting|including)|ohne|sans|sin|sem|senza|без)"
    rf"\s+(?:(?:the|any|de|учёта)\s+)?{_BIAS}"
    rf"|{_BIAS}\s+(?:(?:is|are)\s+)?(?:excluded|omitted|ignored|not (?:counted|included))|bias-free(?!\w)|(?:use_)?bias\s*=\s*(?:False|0)(?![\w.]))"
    r"|(?:不含|不计|不算|不包括|不考虑|不带|忽略|没有|无)偏[置差](?:项|参数)?|バイアス(?:なし|を含まない|を含まず|を除く)|편향\s?(?:제외|없이|없음)",
    re.IGNORECASE,
)
_BIASES = re.compile(
    r"(?<![\w\\])(?:(?:with|has|mit|avec|con)\s+)?(?:two|2|both|zwei|deux|dos)\s+(?:bias|Bias|biais)[ -]?(?:vectors?|terms?|[Vv]ektoren)(?!\w)"
    r"|(?<![\w\\.(*+])bias\s*=\s*2(?![\w.*+/^])",
)
_JOINT = r"[ \t]*(?:[,;，；、]|\n|(?:and|und|et|y|e|и|和)(?!\w))?\s*"
_ASSIGNED = r"\$?(?<![\w\\.}])(?P<name>[^\W\d_]\w*(?:_\{\w+\})?)\$?\s*=\s*\$?(?P<number>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\$?(?![\w.%({\[*/^+×·]|\s*[-+*/×·^=≈x])"
_ASSIGNMENT = re.compile(_ASSIGNED)
_UNNAMED = re.sub(r"\?P<\w+>", "?:", _ASSIGNED)
_GROUP = re.compile(
    rf"(?P<lead>^|[\n,;，；（(:：]|(?<!\w)(?:for|with|where|when|if|at|given|assuming|let|mit|für|con|com|avec|для|при|其中|当|若|设)(?!\w):?)[ \t]*"
    rf"(?P<sizes>{_UNNAMED}(?:{_JOINT}{_UNNAMED})*)[ \t]*(?P<end>[,;:.，；：。)）]|$|(?=\n))"
)
_COMPUTES = re.compile(r"[0-9+*/×·^=]")
_OPERATES = re.compile(r"\s*[)）\]]?\s*[+*/×·-]")


def without_statements(text: str, known: Vocabulary, notes: Notes) -> str:
    """The text less what it states of sizes, which is noted as data; as long as before, so that a place in one is the place in the other.

    >>> from symcount.reading.vocabulary import vocabulary
    >>> notes = Notes()
    >>> without_statements("4(nm+n²+n) for n=256, m=4096, no bias", vocabulary([]), notes).rstrip(), notes.assigned
    ('4(nm+n²+n)', {'bias': 0, 'n': 256, 'm': 4096})
    """
    for pattern, vectors in ((_WITHOUT_BIAS, 0), (_BIASES, 2)):
        for found in pattern.finditer(text):
            if _is_said_of_all(text, found):
                text = _blanked(text, *_with_brackets(text, *found.span()))
                notes.assign({"bias": vectors}, found.group())
    if "=" in text:
        for found in _GROUP.finditer(text):
            text = _without_sizes(text, found, known, notes)
    return text


def _is_said_of_all(text: str, found: re.Match[str]) -> bool:
    """Whether words are about all that is claimed: not about one term of a sum, nor one line of several."""
    line = text[text.rfind("\n", 0, found.start()) + 1 : (text.find("\n", found.end()) + 1 or len(text) + 1) - 1]
    rest = line.replace(found.group(), "")
    return not _OPERATES.match(text, found.end()) and (line.strip() == text.strip() or not _COMPUTES.search(rest))


def _without_sizes(text: str, found: re.Match[str], known: Vocabulary, notes: Notes) -> str:
    """The text less one group of sizes, if they are no results: the rest still claims something, and they are introduced, several, or used in it."""
    start, end = found.start("sizes"), found.end("sizes")
    sizes = list(_assignments(found["sizes"]))
    rest = text[: found.start()] + " " + text[found.end() :]
    is_introduced = found["lead"].isalpha() or len(sizes) > 1 or (found["lead"] in ("(", "（") and found["end"] in (")", "）"))
    if not all(_is_size(name, known) and (is_introduced or re.search(rf"(?<![A-Za-z_]){re.escape(name)}(?![A-Za-z_=])", rest)) for name, _ in sizes):
        return text
    if not _COMPUTES.search(rest) or (found["lead"] in ("(", "（") and re.search(r"\w$", text[: found.start()])):
        return text  # nothing else is claimed; or the arguments of a call
    for name, number in sizes:
        if notes.assigned.setdefault(name, number) != number:
            raise FormulaError(f"{name} is {notes.assigned[name]} and {number}", text=text, column=start, hint="check one claim at a time")
    notes.assign(dict(sizes), found["sizes"])
    start = found.start() if found["lead"] != "\n" else start
    parts = found["end"] == "." or (found["end"] in (";", "；") and text[: found.start()].strip())  # what stands before from what stands behind
    end = end if parts else found.end()
    return _blanked(text, start, end)


def _assignments(sizes: str) -> Iterator[tuple[str, int]]:
    for one in _ASSIGNMENT.finditer(sizes):
        yield normal_name(one["name"]), int(one["number"].replace(",", ""))


def _is_size(name: str, known: Vocabulary) -> bool:
    """Whether a name may be a size's: a letter, perhaps with an index, or a word that somebody knows."""
    return len(name.partition("_")[0]) < 3 or known.find(name) is not None or in_role_table(name)


def _with_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """A place with the brackets round it, and the comma, dash or sign of a comment before it."""
    before, after = text[:start].rstrip(), text[end:]
    if before[-1:] in ("(", "（", "[") and after.lstrip()[:1] in (")", "）", "]"):
        start, end = len(before) - 1, end + len(after) - len(after.lstrip()) + 1
        before = text[:start].rstrip()
    return (len(before) - 1 if before[-1:] in (",", "，", "—", "#", "，") else start), end


def _blanked(text: str, start: int, end: int) -> str:
    """The text with blanks for a part of it; lines stay lines."""
    return text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
