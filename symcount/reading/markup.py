"""What Markdown, quotations, code and tables put round a formula: marks of lines, emphasis, comments, bars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category

from symcount.errors import FormulaError
from symcount.reading.characters import word_set
from symcount.reading.denials import refuse_terms
from symcount.reading.lexer import ARITHMETIC, OPERAND_ENDS, OPERAND_STARTS, WORDS, Token
from symcount.reading.notes import Notes
from symcount.reading.vocabulary import COUNTED, is_word

_MARKS = frozenset(("minus", "times", "hash", "floor_divide"))
_CLOSING = frozenset(" \t\n.,:;)]}=")
_ABBREVIATED = word_set("ca approx env aprox no No Nr num Num Mio Mrd Mill")
_LONGEST_LABEL = 30
_LONGEST_COMMENT = 60
_COMMENTS = re.compile("#|//|%|<-|←")
_SET_APART = re.compile(r"[ \t]+(?:`|\$(?![A-Za-z_]\w)|\\[(\[])")
_FORMULA_STARTS = frozenset(("number", "open", "frac"))
_MARKED_ENDS = frozenset(("close", "stop", "comma", "semicolon", "bar", "bad"))


def without_markup(tokens: list[Token], text: str, notes: Notes) -> list[Token]:
    """The tokens less everything that is not said but shown.

    >>> from symcount.reading.lexer import scan
    >>> text, notes = "- **dense:** 5*4 + 4  # with a bias", Notes()
    >>> "".join(token.text for token in without_markup(scan(text), text, notes)), list(notes.guesses)
    ('dense:5*4+4', ['# with a bias left out'])
    """
    if not tokens:
        return tokens
    tokens = _without_line_marks(tokens, text)
    tokens = _without_marks_behind(tokens, text) if "!" in text or not text.isascii() else tokens
    tokens = _without_points(tokens) if "." in text else tokens
    tokens = _without_emphasis(tokens, text) if "**" in text else tokens
    if "|" in text:
        tokens = _cells(_without_bars(tokens))
    return _without_comments(tokens, text, notes) if _COMMENTS.search(text) else tokens


# - a bullet, # a comment of several lines, > a quotation


def _without_line_marks(tokens: list[Token], text: str) -> list[Token]:
    """The tokens less what stands before the first word of each line."""
    firsts = list(_line_starts(tokens, text))
    commented = len(firsts) > 1 and all(tokens[first].kind == "hash" for first in firsts)
    marked = tokens[0].kind in _MARKS and len(firsts) > 1 and all(tokens[first].kind == tokens[0].kind for first in firsts)
    drop: set[int] = set()
    for first in firsts:
        place = first + (commented and tokens[first].kind == "hash")
        while place < len(tokens) and (_is_mark(tokens, place, text, marked) or (place > first and _is_bullet(tokens, place, text))):
            place += 1  # > - a bullet in a quotation
        if _is_numbering(tokens, place, text):
            place += 2
        drop.update(range(first, place))
    return [token for place, token in enumerate(tokens) if place not in drop] if drop else tokens


def _line_starts(tokens: list[Token], text: str) -> Iterator[int]:
    end = 0
    for place, token in enumerate(tokens):
        if place == 0 or "\n" in text[end : token.start]:
            yield place
        end = token.end


def _is_mark(tokens: list[Token], place: int, text: str, marked: bool) -> bool:
    """Whether a token before a line is a bullet, and no sign: it stands apart, and a label follows or every line has one."""
    token = tokens[place]
    if place + 1 == len(tokens):
        return False
    if token.kind == "floor_divide":
        return True
    if not _is_apart(token, text):
        return False
    if token.kind == "bad":
        return token.text == ">" or category(token.text) == "So"
    if token.kind == "hash":
        return _begins_sentence(tokens, place + 1) or _is_bullet(tokens, place + 1, text)
    if token.kind == "times" and place == 0 and tokens[-1].text != token.text:
        return True
    if token.kind not in ("minus", "times"):
        return False
    return _labels(tokens, place + 1) or (marked and token.kind == "times") or _SET_APART.match(text, token.end) is not None


def _is_bullet(tokens: list[Token], place: int, text: str) -> bool:
    return tokens[place].kind == "minus" and place + 1 < len(tokens) and _is_apart(tokens[place], text)


def _is_apart(token: Token, text: str) -> bool:
    return text[token.end : token.end + 1].isspace()


def _begins_sentence(tokens: list[Token], place: int) -> bool:
    """Whether a sign behind which this stands begins a comment and counts nothing: a formula follows, or three words and more before one."""
    end = place
    while end < len(tokens) and tokens[end].kind in WORDS:
        end += 1
    if end == len(tokens) or tokens[end].kind not in _FORMULA_STARTS:
        return False
    return end == place or (end > place + 2 and tokens[place].text != "of" and tokens[end - 1].text not in ("x", "X"))


def _labels(tokens: list[Token], place: int) -> bool:
    """Whether a label, or emphasis, begins here: words, and a relation or a colon before any sign."""
    if tokens[place].text == "**":
        return True
    named = False
    for token in tokens[place : place + _LONGEST_LABEL]:
        if token.kind in ("colon", "relation"):
            return named
        if token.kind in ARITHMETIC:
            return False
        named = named or (token.kind in WORDS and (len(token.text) > 1 or not token.text.isascii()))
    return False


def _is_numbering(tokens: list[Token], place: int, text: str) -> bool:
    """`1.` or `2)` before a line: an item of Markdown's ordered lists."""
    if place + 2 >= len(tokens) or tokens[place].kind != "number" or len(tokens[place].text) > 2:
        return False
    mark, following = tokens[place + 1], tokens[place + 2]
    is_mark = mark.text in (".", ")") and mark.start == tokens[place].end and text[mark.end : following.start].isspace()
    return is_mark and following.kind not in ARITHMETIC


# 4*n ✓, 7850 weights!


def _without_marks_behind(tokens: list[Token], text: str) -> list[Token]:
    """The tokens less ticks, emoji and exclamation marks behind a formula or a word."""
    kept: list[Token] = []
    for place, token in enumerate(tokens):
        if not (token.kind == "bad" and kept and _is_mark_behind(kept, token, text) and _ends_line(tokens, place + 1, text)):
            kept.append(token)
    return kept


def _is_mark_behind(before: list[Token], mark: Token, text: str) -> bool:
    """Whether a mark stands behind something; a factorial stands right behind a number, a bracket or a name."""
    last = before[-1]
    if mark.text != "!":
        return category(mark.text) == "So" and (last.kind in OPERAND_ENDS or last.kind in WORDS)
    said = last.kind in WORDS and is_word(last.text)
    return text[mark.start - 1].isspace() or (said and len(before) > 1 and before[-2].kind in (*WORDS, "number", "open"))


def _ends_line(tokens: list[Token], place: int, text: str) -> bool:
    if place == len(tokens) or tokens[place].kind in _MARKED_ENDS:
        return True
    return (tokens[place].kind == "relation" and text[tokens[place].start - 1].isspace()) or "\n" in text[tokens[place - 1].end : tokens[place].start]


# ca. 7 Mio.


def _without_points(tokens: list[Token]) -> list[Token]:
    """The tokens less the full stops of abbreviations."""
    return [
        token
        for place, token in enumerate(tokens)
        if not (token.kind == "stop" and place and tokens[place - 1].text in _ABBREVIATED and token.start == tokens[place - 1].end)
    ]


# **emphasis**


def _without_emphasis(tokens: list[Token], text: str) -> list[Token]:
    """The tokens less the asterisks that are glued to a word on one side only, in pairs: a power has the same on both sides."""
    opened, drop = None, set()
    for place, token in enumerate(tokens):
        if token.text != "**":
            continue
        before, after = text[token.start - 1 : token.start], text[token.end : token.end + 1]
        if opened is not None and not before.isspace() and (after in _CLOSING or not after):
            drop |= {opened, place}
            opened = None
        elif after.strip() and not (before.isalnum() or before in (")", "]", "_")):
            opened = place
    return [token for place, token in enumerate(tokens) if place not in drop] if drop else tokens


# 4*n  # a comment


def _without_comments(tokens: list[Token], text: str, notes: Notes) -> list[Token]:
    """The tokens less what follows a sign of comments behind a formula, to the end of its line."""
    kept: list[Token] = []
    stop, depth = -1, 0
    for place, token in enumerate(tokens):
        if token.start < stop:
            continue
        may_continue = depth > 0 or text[max(0, token.start - 2) : token.start] == "  "
        if kept and text[token.start - 1].isspace() and _is_comment(kept, tokens[place : place + _LONGEST_COMMENT], text, may_continue):
            if _is_count_of_call(kept, tokens[place : place + 4]):
                kept = [*(kept[:-1] if kept[-1].kind == "comma" else kept), Token("relation", "=", token.start, token.end)]
                continue
            stop = _line_end(text, token.start)
            _refuse_formula([one for one in tokens[place : place + _LONGEST_COMMENT] if one.start < stop], text)
            notes.guess(f"{text[token.start : stop].strip()} left out")
        else:
            depth += token.nests
            kept.append(token)
    return kept


def _is_count_of_call(call: list[Token], comment: list[Token]) -> bool:
    """Whether a layer's call is all there is, and the comment behind it only its count, as Flux prints it: `GRUCell(3 => 5),  # 150 parameters`."""
    if len(call) > _LONGEST_LABEL:
        return False
    ends = call[:-1] if call[-1].kind == "comma" else call
    is_call = ends[0].kind == "word" and ends[-1].kind == "close" and [token.kind for token in ends].count("open") == 1
    arguments = {token.kind for token in ends[2:-1]} & {"relation", "comma"}
    counts = [token.kind for token in comment[1:]] == ["number", "word"] and comment[2].text in COUNTED
    return is_call and bool(arguments) and ends[1].kind == "open" and comment[0].kind == "hash" and counts


def _refuse_formula(comment: list[Token], text: str) -> None:
    """Errors: `FormulaError` for a comment that goes on with the formula: `<- + 3n`, `# times 2`."""
    refuse_terms(comment, text)
    if len(comment) > 1 and comment[1].kind in ARITHMETIC:
        raise FormulaError("a comment that computes", text=text, column=comment[1].start, hint="write it into the formula")


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _is_comment(kept: list[Token], tokens: list[Token], text: str, may_continue: bool) -> bool:
    """Whether a comment begins behind a formula, or, at # in brackets or two blanks apart, behind a sign of one that the next line continues."""
    if _is_formula(kept):
        return _begins_comment(kept, tokens, text)
    if not may_continue or tokens[0].kind != "hash" or not (kept[-1].kind in ARITHMETIC or kept[-1].kind == "open"):
        return False
    end = _line_end(text, tokens[0].start)
    following = next((token for token in tokens if token.start > end), None)
    return following is not None and following.kind in OPERAND_STARTS


def _begins_comment(kept: list[Token], tokens: list[Token], text: str) -> bool:
    """Whether a comment begins here: at #, at an arrow back, behind a semicolon at // or %, or at // before words side by side or a label."""
    sign = tokens[0]
    if sign.kind == "hash":
        return True
    if sign.text == "<-" or text[sign.start] == "←":
        return any(token.kind in ARITHMETIC for token in kept[-_LONGEST_COMMENT:])
    if sign.text not in ("//", "%"):
        return False
    if kept[-1].kind == "semicolon":
        return True
    apart = text[max(0, sign.start - 2) : sign.start] == "  "
    if len(tokens) < 2 or tokens[1].kind not in WORDS:
        return False
    if sign.text == "%":
        return apart
    return (len(tokens) > 2 and tokens[2].kind in (*WORDS, "colon")) or (apart and all(token.kind in WORDS for token in tokens[1:]))


def _is_formula(tokens: list[Token]) -> bool:
    """Whether tokens may end a formula: the last is an operand, and they are more than a label's words."""
    last = next((token for token in reversed(tokens) if token.kind not in ("semicolon", "comma")), None)
    ends = last is not None and (last.kind in OPERAND_ENDS or last.kind in WORDS) and last.text not in ("x", "X")
    return ends and any(token.kind not in WORDS for token in tokens[-20:])


# | a row | of | a table |


def _without_bars(tokens: list[Token]) -> list[Token]:
    """The tokens less the bars around single names: `|V|`."""
    kept: list[Token] = []
    for token in tokens:
        if token.kind == "bar" and len(kept) > 1 and kept[-2].kind == "bar" and kept[-1].kind in WORDS and kept[-2].end == kept[-1].start:
            word = kept.pop()
            kept[-1] = Token(word.kind, word.text, kept[-1].start, token.end)
        else:
            kept.append(token)
    return kept


def _cells(tokens: list[Token]) -> list[Token]:
    """A row of a table as a statement: a cell of words is the label of a formula, or number, in the next one, and the last is what it equals."""
    cells: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += token.nests
        if token.kind == "bar" and depth == 0:
            cells.append([])
        else:
            cells[-1].append(token)
    cells = [cell for cell in cells if cell and not is_share(cell)]
    if len(cells) > 1 and _is_label(cells[0]):
        (label, first), rest = (cells[0], cells[1]), cells[2:]
        cells = [[*label, Token("colon", ":", first[0].start, first[0].start), *first], *rest]
    if depth or len(cells) > 2 or (len(cells) == 2 and not any(token.kind == "number" for token in cells[-1])):
        return tokens
    if len(cells) < 2:
        return cells[0] if cells else []
    start = cells[1][0].start
    return [*cells[0], Token("relation", "=", start, start), *cells[1]]


def _is_label(cell: list[Token]) -> bool:
    """Whether a cell only names something: it has a word and no sign but hyphens."""
    return any(token.kind in WORDS and len(token.text) > 1 for token in cell) and not any(token.kind in ARITHMETIC and token.kind != "minus" for token in cell)


def is_share(tokens: list[Token]) -> bool:
    """Whether tokens are a share of something: `8.3%`."""
    return len(tokens) == 2 and tokens[0].kind == "number" and tokens[1].text == "%"
