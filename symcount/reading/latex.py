"""LaTeX commands and decoration, turned into the tokens of plain text, places kept."""

from __future__ import annotations

import re
from itertools import pairwise

from symcount.errors import FormulaError
from symcount.reading.characters import plain_characters, word_set
from symcount.reading.lexer import FONTS, Token, scan

GREEK = word_set(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho varrho sigma tau upsilon phi varphi chi psi omega "
    "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell hbar"
)
_SIGNS = {
    **dict.fromkeys(("times",), ("times", "×")), **dict.fromkeys(("cdot", "cdotp", "bullet", "centerdot"), ("times", "·")),
    **dict.fromkeys(("ast", "star"), ("times", "*")), "div": ("divide", "/"), "slash": ("divide", "/"), "colon": ("colon", ":"),
    **dict.fromkeys(("Rightarrow", "implies", "to", "rightarrow", "longrightarrow", "Longrightarrow"), ("relation", "⇒")),
    **dict.fromkeys(("equiv", "triangleq", "coloneqq", "eq"), ("relation", "=")),
    **dict.fromkeys(("approx", "sim", "simeq", "cong", "approxeq", "thickapprox"), ("relation", "≈")),
    "lfloor": ("open", "⌊"), "rfloor": ("close", "⌋"), "lceil": ("open", "⌈"), "rceil": ("close", "⌉"),
    "lbrace": ("open", "{"), "rbrace": ("close", "}"), "lbrack": ("open", "["), "rbrack": ("close", "]"), "lparen": ("open", "("), "rparen": ("close", ")"),
    **dict.fromkeys(("vert", "lvert", "rvert", "mid"), ("bar", "|")),
}  # fmt: skip
_ESCAPED = {"*": "times", "+": "plus", "-": "minus", "=": "relation", "#": "hash", "{": "open", "}": "close", "|": "bar"}
_FENCES = word_set("left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr")
_SPACES = _FENCES | word_set(
    "quad qquad displaystyle textstyle scriptstyle limits nolimits nonumber notag thinspace medspace thickspace enspace "
    "rm it bf sf tt cal scriptsize small large Large huge normalsize hfill newline mathstrut strut allowbreak checkmark"
)
_WITH_ARGUMENT = word_set("color textcolor tag label hspace vspace hskip begin end class style cite ref footnote")
_WRAPPERS = {"boxed": "boxed", "fbox": "boxed", "underbrace": "brace", "overbrace": "brace", "underline": "", "cancel": "", "ensuremath": ""}
_WORDLIKE = re.compile(r"[\s#]*[^\W\d_](?:[\w\s'’{}-]++|\\(?:[_#& ]|[A-Za-z]++))*+")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_FONT = re.compile(rf"\\{FONTS}\s*")


def is_latex(text: str) -> bool:
    """Whether letters stand for themselves here: there are commands, dollars in pairs, or braces behind ^ or _."""
    return text.count("$") > 1 or "^{" in text or "_{" in text or ("\\" in text and _COMMAND.search(text) is not None)


def plain_tokens(tokens: list[Token], text: str) -> list[Token]:
    """The tokens without LaTeX: commands become signs, names and brackets; braces that only group become brackets without a shape.

    >>> text = r"4\\left(n_{x}\\cdot m\\right)"
    >>> [token.text for token in plain_tokens(scan(text), text)]
    ['4', '(', 'n_{x}', '·', 'm', ')']
    """
    return _Latex(tokens, text).read()


class _Latex:
    def __init__(self, tokens: list[Token], text: str) -> None:
        self.text = text
        self.waiting = tokens[::-1]
        self.out: list[Token] = []
        self.braces: list[str] = []  # what each open brace belongs to
        self.latex = is_latex(text)
        self.dollars = 0

    def read(self) -> list[Token]:
        while self.waiting:
            token = self.waiting.pop()
            handler = _HANDLERS.get(token.kind)
            if handler is not None:
                handler(self, token)
            elif token.kind in ("open", "close") and token.text in "{}":
                self._brace(token)
            elif token.text == "~" and self.latex and self.dollars % 2:
                continue  # LaTeX's space, not "about"
            else:
                self.out.append(token)
        return self.out

    def _dollar(self, token: Token) -> None:
        self.dollars += 1

    def _nothing(self, token: Token) -> None:
        """Decoration: dollars, alignment marks, \\( \\) \\[ \\]."""

    def _escape(self, token: Token) -> None:
        kind = _ESCAPED.get(token.text[1:])
        if token.text == "\\*" and self.waiting and self.waiting[-1].text == "\\*" and self.waiting[-1].start == token.end:
            self.out.append(Token("power", "**", token.start, self.waiting.pop().end))  # Markdown's **
        elif kind is not None:
            self.out.append(Token(kind, token.text[1:], token.start, token.end))
        elif token.text[1:] in "%'\"<@?.":
            raise FormulaError(f"{token.text} has no meaning in a count", text=self.text, column=token.start)

    def _brace(self, token: Token) -> None:
        tight = self.waiting[-2:]
        if token.text == "{" and len(tight) == 2 and tight[0].text == "}" and _is_sign(tight[1]):
            del self.waiting[-2]  # {+}, {\cdot}: braces that only set a sign tight
        elif not self.latex:
            self.out.append(token)
        elif token.text == "{":
            self._open_brace("", token.start, token)
        else:
            self._close_brace(token)

    def _open_brace(self, owner: str, start: int, token: Token) -> None:
        self.braces.append(owner)
        if owner != "boxed":
            self.out.append(Token("open", "", start, token.end))

    def _close_brace(self, token: Token) -> None:
        owner = self.braces.pop() if self.braces else ""
        if owner == "boxed":
            return
        end = token.end
        if owner == "brace":
            end = self._skip_note(end)
        self.out.append(Token("close", "", token.start, end))

    def _skip_note(self, end: int) -> int:
        """The end of what stands under or over a brace: `_{\\text{queries}}`."""
        if self.waiting and self.waiting[-1].kind == "below":
            return self.waiting.pop().end
        if self.waiting and self.waiting[-1].text == "^":
            self.waiting.pop()
            return self._skip_argument(end)
        return end

    def _skip_argument(self, end: int) -> int:
        """The end of a braced argument that is left out."""
        if not (self.waiting and self.waiting[-1].text == "{"):
            return end
        depth = 0
        while self.waiting:
            token = self.waiting.pop()
            depth += (token.text == "{") - (token.text == "}")
            if depth == 0:
                return token.end
        raise FormulaError("this brace is never closed", text=self.text, column=end)

    def _below(self, token: Token) -> None:
        """A subscript behind a braced name, `{d}_{model}`; elsewhere there is nothing it could belong to."""
        braced = self.out[-3:]
        if len(braced) == 3 and (braced[0][:2], braced[1].kind, braced[2][:2]) == (("open", ""), "word", ("close", "")):
            self.out[-3:] = [Token("word", braced[1].text + token.text, braced[0].start, token.end)]
            return
        raise FormulaError("a subscript of what?", text=self.text, column=token.start, hint="a subscript stands right behind a name, such as d_model")

    def _text(self, token: Token) -> None:
        """`\\text{…}`: a whole name; or, when it holds no name, what stands in it."""
        opening = _FONT.match(token.text)
        assert opening is not None  # the lexer's text tokens begin with a font
        first, last = token.start + opening.end() + 1, self.text.rfind("}", token.start, token.end)
        inner = plain_characters(self.text[first:last])
        if _WORDLIKE.fullmatch(inner) or last + 1 < token.end:
            self.out.append(token)
        elif inner.strip():
            tokens = [Token(piece.kind, piece.text, piece.start + first, piece.end + first) for piece in scan(self.text[first:last])]
            if inner.strip()[0] not in "([" and inner.strip()[-1] not in ":=":  # no remark in brackets, no label with its colon
                tokens = [Token("open", "{", token.start, first), *tokens, Token("close", "}", last, token.end)]
            self.waiting.extend(tokens[::-1])

    def _command(self, token: Token) -> None:
        match = _COMMAND.match(token.text)
        assert match is not None  # the lexer's commands begin so
        name = match[1]
        if name in GREEK:
            self.out.append(Token("word", token.text, token.start, token.end))
        elif name in _SIGNS:
            self.out.append(Token(*_SIGNS[name], token.start, token.end))
        elif name in _SPACES:
            self._space(name, token)
        elif name in _WITH_ARGUMENT:
            end = self._skip_argument(token.end)
            if name == "tag" and re.search(r"(?:[+*·×]|\\times|\\cdot)\s*[\w(]", self.text[token.end : end]):
                raise FormulaError("a tag that computes", text=self.text, column=token.start, hint="write it into the formula")
        elif name in ("frac", "dfrac", "tfrac", "cfrac"):
            self._fraction(token)
        else:
            self._wrapper(name, token)

    def _space(self, name: str, token: Token) -> None:
        """Nothing; but `\\left` and its like belong to the bracket they stand before."""
        if name in _FENCES and self.waiting:
            bracket = self.waiting[-1]
            if bracket.text == ".":
                self.waiting.pop()
            elif bracket.kind in ("open", "close", "escape", "command"):
                self.waiting[-1] = Token(bracket.kind, bracket.text, token.start, bracket.end)

    def _wrapper(self, name: str, token: Token) -> None:
        """A command whose argument counts: `\\boxed{…}`, `\\underbrace{…}_{…}`, `\\mathbf{…}`."""
        owner = _WRAPPERS.get(name, "" if _FONT.fullmatch(token.text) else None)
        if owner is None:
            hint = "write the sum or product out" if name in ("sum", "prod") else "write it in plain letters and signs"
            raise FormulaError(f"\\{name} has no meaning in a count", text=self.text, column=token.start, hint=hint)
        if self.waiting and self.waiting[-1].text == "{":
            self._open_brace(owner, token.start, self.waiting.pop())

    def _fraction(self, token: Token) -> None:
        """`\\frac{a}{b}`, and `\\frac12`, whose arguments are single characters."""
        self.out.append(Token("frac", "", token.start, token.end))
        if self.waiting and len(self.waiting[-1].text) > 1 and re.fullmatch("[0-9]+|[A-Za-z]+", self.waiting[-1].text):
            both = self.waiting.pop()
            self.waiting.extend(_pieces(both)[::-1])
        self._braced_argument()

    def _braced_argument(self) -> None:
        """Puts braces round the arguments of a fraction that lack them: only one-character ones may."""
        if self.waiting and self.waiting[-1].kind in ("number", "word"):
            arguments: list[Token] = []
            while len(arguments) < 2 and self.waiting and self.waiting[-1].kind in ("number", "word"):
                arguments.append(self.waiting.pop())
            for argument in arguments[::-1]:
                self.waiting += [Token("close", "}", argument.end, argument.end), argument, Token("open", "{", argument.start, argument.start)]


def _is_sign(token: Token) -> bool:
    return token.kind in ("times", "plus", "minus", "relation") or (token.kind == "command" and token.text[1:] in _SIGNS)


def _pieces(token: Token) -> list[Token]:
    """The first two characters of a token apart, and the rest of it, if any."""
    cuts = [0, 1, 2, len(token.text)] if len(token.text) > 2 else [0, 1, 2]
    return [Token(token.kind, token.text[a:b], token.start + a, token.start + b) for a, b in pairwise(cuts)]


_HANDLERS = {
    "dollar": _Latex._dollar,
    "align": _Latex._nothing,
    "drop": _Latex._nothing,
    "escape": _Latex._escape,
    "below": _Latex._below,
    "text": _Latex._text,
    "command": _Latex._command,
}
