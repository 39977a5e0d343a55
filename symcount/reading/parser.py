"""Tokens to a tree: a precedence parser with explicit stacks, so that deep nesting costs no recursion."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple, NoReturn

from symcount.errors import FormulaError
from symcount.formula import Group, Name, Negative, Node, Number, Power, Product, Quotient, Rounding, Span, Sum
from symcount.reading.characters import raised
from symcount.reading.lexer import Token, number
from symcount.reading.notes import Notes

BRACKET, CONDITIONAL, ADDITIVE, MULTIPLICATIVE, SIGN, POWER = range(6)
"""How tightly an operator holds, from a bracket, which holds everything off, to a power."""

_NO_CODE = "only formulas are read; no code is ever run"
_SENSELESS = {
    **dict.fromkeys("'\"", ("a string", _NO_CODE)), "_": ("a name that begins with an underscore", _NO_CODE),
    **dict.fromkeys("<>≠≤≥", ("an inequality", "write the two sides with = or ≈")), "!": ("a factorial", "no parameter count needs one"),
    "%": ("a percent sign", "write a share as a number"), "@": ("a matrix product", "write the sizes of the matrices"),
}  # fmt: skip
_SENSELESS_KINDS = {
    "comma": ("a comma", "calls and tuples are not read; a decimal point is a full stop, thousands are groups of three digits"),
    "colon": ("a colon", "a colon ends a label before a formula"), "relation": ("an equation inside brackets", "write the sides outside of the brackets"),
    "semicolon": ("a semicolon", "write one formula"), "stop": ("a full stop", "write a product as n*m"),
    "question": ("a question mark", "write a name or a number"), "based": ("a number in another base than ten", "write it in decimal digits"),
    "hash": ("a number sign", "write a comment behind the formula, a count as # filters"), "bar": ("a bar", "write one formula"),
}  # fmt: skip


class _Operator(NamedTuple):
    level: int
    kind: str
    sign: str
    start: int
    end: int


def parse_side(tokens: list[Token], text: str, notes: Notes) -> Node:
    """The tree of one side, from tokens whose names are settled; guesses are added to `notes`."""
    return _Parser(text, notes).parse(tokens)


class _Parser:
    def __init__(self, text: str, notes: Notes) -> None:
        self.text = text
        self.notes = notes
        self.values: list[Node] = []
        self.operators: list[_Operator] = []
        self.wanted = True  # an operand must come next
        self.before: Token | None = None

    def parse(self, tokens: list[Token]) -> Node:
        for token in tokens:
            kind = token.kind
            if not self.wanted and kind in _OPERANDS:
                self._juxtapose(token)
            elif self.wanted and kind in _BEHIND_OPERANDS:
                self._missing(token)
            _HANDLERS.get(kind, _Parser._odd)(self, token)
            self.before = token
        if self.wanted:
            self._unfinished()
        self._reduce(BRACKET)
        if self.operators:
            self._unpaired(self.operators[-1])
        return self.values[0]

    # operands

    def _number(self, token: Token) -> None:
        value, _ = number(token, self.text)
        self._operand(Number(value, (token.start, token.end)))

    def _name(self, token: Token) -> None:
        self._operand(Name(token.text, (token.start, token.end)))

    def _operand(self, node: Node) -> None:
        self.values.append(node)
        self.wanted = False

    def _juxtapose(self, token: Token) -> None:
        """Two operands side by side are a product; two numbers are one only where a line break swallowed the sign."""
        before = self.before
        assert before is not None  # an operand came before
        gap = self.text[before.end : token.start]
        if token.kind == "number" and before.kind == "number":
            if "\n" not in gap:
                self._refuse("two numbers side by side", token, "write the sign between them")
            self.notes.mend(f"a lost product sign between {before.text} and {token.text}")
        elif before.kind == "name" and (token.kind == "number" or gap or token.kind == "open"):
            shown = "(…)" if token.kind == "open" else token.text
            self.notes.guess(f"{before.text}{gap and ' '}{shown} read as {before.text}·{shown}")
        self._times("", token)

    # operators

    def _plus_or_minus(self, token: Token) -> None:
        kind = token.kind
        if not self.wanted:
            self._reduce(ADDITIVE)
            self._push(ADDITIVE, kind, token)
        elif kind == "plus":
            self._missing(token)
        elif self.operators and self.operators[-1].level > BRACKET:
            if self.operators[-1].level == ADDITIVE:
                self._missing(token)
            self._push(SIGN, "negative", token)
        else:
            self._push(ADDITIVE, "negative", token)

    def _times_sign(self, token: Token) -> None:
        self._times(token.text, token)

    def _times(self, sign: str, token: Token) -> None:
        self._reduce(MULTIPLICATIVE)
        if self.operators and self.operators[-1].level == MULTIPLICATIVE and self.operators[-1].kind != "times":
            if not sign:
                self._note_ambiguous(token)
            self._apply()
        self.operators.append(_Operator(MULTIPLICATIVE, "times", sign, token.start, token.end))
        self.wanted = True

    def _divide(self, token: Token) -> None:
        self._reduce(MULTIPLICATIVE - 1)
        self._push(MULTIPLICATIVE, token.kind, token)

    def _power(self, token: Token) -> None:
        self._push(POWER, "power", token)

    def _super(self, token: Token) -> None:
        exponent, span = raised(token.text), (token.start, token.end)
        digits = exponent.removeprefix("-")
        if digits.isdecimal():
            node: Node = Number(number(Token("number", digits, *span), self.text)[0], span)
        elif len(digits) == 1 and digits.isalpha():
            node = Name(digits, span)
        else:
            self._refuse(f"the exponent {token.text}", token, "write it as ^(…)")
        base = self.values[-1]
        self.values[-1] = Power(base, node if digits == exponent else Negative(node, span), (base.span[0], token.end))

    def _conditional(self, token: Token) -> None:
        self._reduce(CONDITIONAL)
        self._push(CONDITIONAL, token.kind, token)

    def _push(self, level: int, kind: str, token: Token) -> None:
        self.operators.append(_Operator(level, kind, token.text, token.start, token.end))
        self.wanted = True

    # brackets

    def _open(self, token: Token) -> None:
        self._push(BRACKET, "open", token)

    def _fraction(self, token: Token) -> None:
        self._push(BRACKET, "frac", token)

    def _close(self, token: Token) -> None:
        if self.wanted:
            opener = self.operators[-1]
            self._refuse("nothing stands in these brackets", opener) if opener.level == BRACKET else self._unfinished()
        self._reduce(BRACKET)
        opener = self.operators.pop()
        if opener.kind != "open":
            self._unpaired(opener)
        inner, span = self.values.pop(), (opener.start, token.end)
        self._operand(_bracketed(opener.sign, inner, span))
        if self.operators and self.operators[-1].kind in ("frac", "over"):
            self._close_argument(token)

    def _close_argument(self, token: Token) -> None:
        """A closed argument of `\\frac`: the second must follow, or the quotient is complete."""
        fraction = self.operators.pop()
        if fraction.kind == "frac":
            self.operators.append(fraction._replace(kind="over"))
            self.wanted = True
        else:
            denominator, numerator = self.values.pop(), self.values.pop()
            self._operand(Quotient(numerator, denominator, True, (fraction.start, token.end)))

    # reduction

    def _reduce(self, level: int) -> None:
        """Applies what holds more tightly than `level`."""
        while self.operators and self.operators[-1].level > level:
            self._apply()

    def _apply(self) -> None:
        """Applies the operators of the last level: a whole sum or product at once, anything else singly."""
        operator = self.operators[-1]
        if operator.level == ADDITIVE:
            self._sum()
        elif operator.kind == "times":
            self._product()
        elif operator.level == CONDITIONAL:
            self._choose()
        else:
            self._pair(self.operators.pop())

    def _run(self, *kinds: str) -> list[_Operator]:
        """Takes the operators of these kinds off the stack, the first written first."""
        first = len(self.operators)
        while first and self.operators[first - 1].kind in kinds:
            first -= 1
        run = self.operators[first:]
        del self.operators[first:]
        return run

    def _sum(self) -> None:
        level = self._run("plus", "minus", "negative")
        leads = level[0].kind == "negative"
        count = len(level) + (not leads)
        values = self.values[-count:]
        del self.values[-count:]
        signs = level if leads else [None, *level]
        terms = [_signed(sign, value) for sign, value in zip(signs, values, strict=True)]
        self.values.append(terms[0] if count == 1 else Sum(tuple(terms), (terms[0].span[0], terms[-1].span[1])))

    def _product(self) -> None:
        signs = self._run("times")
        factors = tuple(self.values[-len(signs) - 1 :])
        del self.values[-len(factors) :]
        self.values.append(Product(factors, tuple([operator.sign for operator in signs]), (factors[0].span[0], factors[-1].span[1])))

    def _pair(self, operator: _Operator) -> None:
        right = self.values.pop()
        if operator.kind == "negative":
            self.values.append(Negative(right, (operator.start, right.span[1])))
            return
        left = self.values.pop()
        span = (left.span[0], right.span[1])
        if operator.kind == "power":
            self.values.append(Power(left, right, span))
        elif operator.kind == "divide":
            self.values.append(Quotient(left, right, False, span))
        else:
            self.values.append(Rounding(Quotient(left, right, False, span), False, span))

    def _choose(self) -> None:
        """`a if c else b`, where c is a 0/1 switch: c·a + (1 - c)·b."""
        run = self._run("if", "else")
        if [operator.kind for operator in run[-2:]] != ["if", "else"] or len(run) != 2:
            self._refuse_at("a condition that is not `a if c else b`", run[0].start, "write it as a product with a 0/1 switch")
        other, condition, chosen = self.values.pop(), self.values.pop(), self.values.pop()
        if not isinstance(condition, Name):
            self._refuse_at("a condition that is not one 0/1 switch", condition.span[0], "write it as a product with a 0/1 switch")
        span = (chosen.span[0], other.span[1])
        node: Node = Product((condition, _tight(chosen)), ("*",), span)
        self.notes.guess(f"{self.text[span[0] : span[1]]} read as {condition.name} times {self.text[slice(*chosen.span)]}")
        if other != Number(0):
            rest = Group(Sum((Number(1, condition.span), Negative(condition, condition.span)), condition.span), "()", condition.span)
            node = Sum((node, Product((rest, _tight(other)), ("*",), span)), span)
        self.values.append(node)

    # notes and refusals

    def _note_ambiguous(self, token: Token) -> None:
        under, over = self.text[slice(*self.values[-1].span)], self.text[slice(*self.values[-2].span)]
        if max(len(under), len(over)) > 40:
            under, over = under[:40], over[:40]
        shown = "(…)" if token.kind == "open" else token.text
        self.notes.guess(f"{over}/{under}{shown} read as {over}/{under}·{shown}; it may also mean {over}/({under}·{shown})")

    def _missing(self, token: Token) -> NoReturn:
        if self.operators and self.operators[-1].kind in ("frac", "over"):
            self._unpaired(self.operators[-1])
        if self.before is None or self.before.kind == "open":
            self._refuse(f"{token.text} has nothing on its left", token, "a number, a name or a bracket must stand there")
        self._refuse(f"{token.text} right after {self.before.text}", token, "a number, a name or a bracket must stand between them")

    def _unfinished(self) -> NoReturn:
        if not self.operators:
            self._refuse_at("there is no formula", 0, "write a formula such as 4*(n*m + n^2)")
        operator = self.operators[-1]
        if operator.kind in ("frac", "over"):
            self._unpaired(operator)
        self._refuse_at(f"nothing follows {operator.sign or 'this'}", operator.start, "a number, a name or a bracket must follow")

    def _unpaired(self, opener: _Operator) -> NoReturn:
        if opener.kind == "open":
            self._refuse("this bracket is never closed", opener, "a comment begins at # behind an operand")
        self._refuse("a fraction without its two parts in braces", opener, r"write \frac{a}{b}")

    def _odd(self, token: Token) -> NoReturn:
        unknown = f"the character {token.text!r}", "write names, numbers and + - * / ^ ( )"
        thing, hint = _SENSELESS.get(token.text) or _SENSELESS_KINDS.get(token.kind) or unknown
        self._refuse(f"{thing} has no place here", token, hint)

    def _refuse(self, problem: str, token: Token | _Operator, hint: str = "") -> NoReturn:
        self._refuse_at(problem, token.start, hint)

    def _refuse_at(self, problem: str, column: int, hint: str = "") -> NoReturn:
        raise FormulaError(problem, text=self.text, column=column, hint=hint)


def _signed(sign: _Operator | None, value: Node) -> Node:
    return value if sign is None or sign.kind == "plus" else Negative(value, (sign.start, value.span[1]))


def _tight(node: Node) -> Node:
    """A factor: a sum or a difference in brackets."""
    return Group(node, "()", node.span) if isinstance(node, Sum | Negative) else node


def _bracketed(opening: str, inner: Node, span: Span) -> Node:
    """What a pair of brackets makes of its inside: a group, a rounding, or, for LaTeX's braces, only a wider place."""
    if opening in ("⌊", "floor", "⌈", "ceil"):
        return Rounding(inner, opening in ("⌈", "ceil"), span)
    if opening:
        return Group(inner, {"(": "()", "[": "[]", "{": "{}"}[opening], span)
    return replace(inner, span=span)


_OPERANDS = frozenset(("number", "name", "open", "frac"))
_BEHIND_OPERANDS = frozenset(("times", "divide", "floor_divide", "power", "super", "if", "else"))
_HANDLERS = {
    "number": _Parser._number,
    "name": _Parser._name,
    "plus": _Parser._plus_or_minus,
    "minus": _Parser._plus_or_minus,
    "times": _Parser._times_sign,
    "divide": _Parser._divide,
    "floor_divide": _Parser._divide,
    "power": _Parser._power,
    "super": _Parser._super,
    "if": _Parser._conditional,
    "else": _Parser._conditional,
    "open": _Parser._open,
    "frac": _Parser._fraction,
    "close": _Parser._close,
}
