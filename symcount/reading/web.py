"""What pages, their copies and files leave in a text: tags, entities, footnotes, quotation marks, a wrong encoding; each becomes as long a plain form."""

from __future__ import annotations

import re

from symcount.reading.characters import word_set
from symcount.reading.notes import Notes

_SIGNS = re.compile(r"[&<\[]|[\"']\s{0,80}:|\$latex |[^\x00-\x7f]|___|---|~~~|\^\^\^|===")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}[0-9]{0,2});")
_TAG = re.compile(r"<(/?)([A-Za-z]{1,10}[1-6]?)(?:\s[^<>]*)?/?>")
_LINE_TAGS = word_set("br p li tr div ul ol table h1 h2 h3 h4 h5 h6 pre blockquote")
_TAGS = _LINE_TAGS | word_set("b i u a em strong span code small font var math tt kbd tbody thead center mark")
_AS_SIGNS = {"sup": ("^{", "}"), "sub": ("_{", "}"), "td": ("|", ""), "th": ("|", "")}
_MATHEMATICS = re.compile(r"(\[tex:)([^\]]{0,1000})(\])|(\[(?:latex|math)\])([^\[]{0,1000})(\[/(?:latex|math)\])|(?<=\$)(latex )()()")
_GAP = r"[ \t]{0,80}"
_ENTRY = re.compile(rf"""(?m)^({_GAP})(["'])([^"'\n:]{{1,80}})\2({_GAP}:{_GAP})(?:(["'])([^"'\n]{{1,1000}})\5|([^"'\n]{{1,1000}}?))(,?{_GAP})$""")
_FOOTNOTE = re.compile(r"(?<=\S)\[\^[^\]\s]{1,20}\](?!:)")
_TASK = re.compile(r"(?m)^[ \t]*[-*+][ \t]+\[[ xX]\](?=[ \t])")
_MISREAD = re.compile(r"(?:[ÂÃÎÏÐÑ]|[à-ï](?=[^\x00-\x7fÀ-ÿ]{2})|ð(?=[^\x00-\x7fÀ-ÿ]{3}))[^\x00-\x7fÀ-ÿ]+")
_DRAWN = re.compile(r"(?m)(?<=\n)(?=.*(?:_{3}|-{3}|~{3}|\^{3}|={3}|─{3}))(?:[ \t\\/|+_~^=─└┘┴-]|[^\W\d_]){4,}$")


def plain_text(text: str, notes: Notes) -> str:
    """The text less what a page or its copy put there, as long as before, so that a place in one is the place in the other.

    >>> plain_text("n<sup>2</sup> &times; 4", Notes())
    'n^{   2     } ×       4'
    """
    if not _SIGNS.search(text):
        return text
    if not text.isascii():
        text = _read_as_utf8(text, notes)
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    if "<" in text:
        text = _TAG.sub(_sign, text)
    if "[" in text or "$latex" in text:
        text = _TASK.sub(_blank, _MATHEMATICS.sub(_inside, text))
        text = _FOOTNOTE.sub(lambda found: _left_out(found, notes), text)
    if ":" in text and ("'" in text or '"' in text):
        text = _ENTRY.sub(_entry, text)
    return _DRAWN.sub(_blank, text) if "\n" in text else text


def page_text(text: str) -> str:
    """The text of a page, its tags and entities as what they do; no place is kept.

    >>> page_text("<td>dense</td><td>1 &lt; 2</td>")
    '|dense|1 < 2'
    """
    text = _TAG.sub(lambda found: _sign(found).strip(" "), text)
    return _ENTITY.sub(lambda found: _character(found).rstrip(" ") or " ", text)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _left_out(found: re.Match[str], notes: Notes) -> str:
    notes.guess(f"{found[0]} read as a footnote")
    return _blank(found)


def _entry(found: re.Match[str]) -> str:
    """An entry of a dictionary, `"LSTM": "4*h*(h + i + 1)",`, less its quotation marks."""
    indent, _, key, colon, quoted, string, plain, end = found.groups()
    return f"{indent} {key} {colon}{f' {string} ' if quoted else plain}{end}"


def _character(found: re.Match[str]) -> str:
    from html import unescape  # its tables of names are long, and most texts have no entity

    character = unescape(found[0])
    return character.ljust(len(found[0])) if len(character) == 1 else found[0]


def _sign(found: re.Match[str]) -> str:
    """A tag as what it does to a formula: raise, lower, begin a line or a cell; most do nothing."""
    closes, name = found[1] != "", found[2].lower()
    if name in _AS_SIGNS:
        sign = _AS_SIGNS[name][closes]
        return sign.rjust(len(found[0])) if closes else sign.ljust(len(found[0]))
    if name not in _TAGS:
        return found[0]
    return ("\n" if name in _LINE_TAGS else "").ljust(len(found[0]))


def _inside(found: re.Match[str]) -> str:
    """What stands in a page's own marks of mathematics: `[tex:…]`, `[latex]…[/latex]`, `$latex …$`."""
    opening, inner, closing = [part for part in found.groups() if part is not None]
    return " " * len(opening) + inner + " " * len(closing)


def _read_as_utf8(text: str, notes: Notes) -> str:
    """A text whose bytes were taken for Windows' characters, `Ã—` for ×, if all of it was."""
    try:
        if text.encode("cp1252").decode() == text:
            return text
    except UnicodeError:
        return text

    def character(found: re.Match[str]) -> str:
        read = found[0].encode("cp1252").decode()
        notes.mend(f"{found[0]} read as {read}")
        return read.ljust(len(found[0]))

    return _MISREAD.sub(character, text)
