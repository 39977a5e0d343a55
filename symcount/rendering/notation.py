"""What every way of writing shares: where a tree needs brackets, and how its numbers are spelled."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from symcount.errors import TooLarge
from symcount.formula import Group, Name, Negative, Node, Number, Power, Product, Quotient, Rounding, Sum, fold

SUM, PRODUCT, POWER, ATOM = range(4)
"""How strongly a piece of text holds together, the loosest first."""


class Piece(NamedTuple):
    """A node as text, and how strongly that text holds together."""

    text: str
    binds: int


class Notation(ABC):
    """A way of writing trees: the author's brackets stay, and only those are added without which the text would say something else."""

    def __init__(self, letters: Mapping[str, str] | None = None) -> None:
        self.letters = letters or {}

    def write(self, root: Node) -> str:
        """A tree as text; deep nesting costs no recursion."""
        return fold(root, self._piece).text

    @abstractmethod
    def name(self, name: str) -> str:
        """A name as it is shown."""

    @abstractmethod
    def times(self, sign: str, left: Node, right: Node) -> str:
        """What is written between two factors whose author wrote `sign`; `default` where nobody wrote anything."""

    @abstractmethod
    def power(self, base: str, exponent: Piece, node: Power) -> str:
        """A power, its base already in brackets where it needs them."""

    @abstractmethod
    def brackets(self, text: str, kind: str) -> str:
        """A text in brackets: `()`, `[]` or `{}`."""

    @abstractmethod
    def rounding(self, text: str, up: bool) -> str:
        """A floor or a ceiling."""

    def quotient(self, numerator: Piece, denominator: Piece, bar: bool) -> Piece:
        """A quotient; with a bar only where there are two dimensions to write in."""
        return Piece(f"{self.held(numerator, PRODUCT)}/{self.held(denominator, POWER)}", PRODUCT)

    def held(self, piece: Piece, place: int) -> str:
        """A piece, in brackets where it holds together less than its place asks for."""
        return piece.text if piece.binds >= place else self.brackets(piece.text, "()")

    def shown(self, node: Name) -> str:
        """The name that stands for a size here."""
        return self.letters.get(node.name, node.name)

    def _piece(self, node: Node, parts: list[Piece]) -> Piece:
        match node:
            case Number(value):
                return _number(value)
            case Name():
                return Piece(self.name(self.shown(node)), ATOM)
            case Sum():
                return _sum(parts)
            case Negative():
                return Piece(f"-{self.held(parts[0], PRODUCT)}", SUM)
            case Product():
                return self._product(node, parts)
            case Quotient():
                return self.quotient(parts[0], parts[1], node.bar)
            case Power():
                return Piece(self.power(self.held(parts[0], ATOM), parts[1], node), POWER)
            case Group():
                return Piece(self.brackets(parts[0].text, node.brackets), ATOM)
            case Rounding():
                return Piece(self.rounding(parts[0].text, node.up), ATOM)

    def _product(self, node: Product, parts: list[Piece]) -> Piece:
        texts = [self.held(parts[0], PRODUCT)]
        signs = node.signs or ("default",) * (len(parts) - 1)
        for place, sign in enumerate(signs, start=1):
            left, right = node.factors[place - 1], node.factors[place]
            # c·(a/b) keeps its brackets: c·a/b is the same number, but another tree
            texts += [self.times(sign, left, right), self.held(parts[place], POWER if isinstance(right, Quotient) else PRODUCT)]
        return Piece("".join(texts), PRODUCT)


def base_of(factor: Node) -> Node:
    """What a factor is a power of, if it is one."""
    return factor.base if isinstance(factor, Power) else factor


def _number(value: int | Fraction) -> Piece:
    text = digits(value)
    return Piece(text, SUM if value < 0 else PRODUCT if "/" in text else ATOM)


def _sum(parts: list[Piece]) -> Piece:
    later = (f" - {part.text[1:]}" if part.text.startswith("-") else f" + {part.text}" for part in parts[1:])
    return Piece(parts[0].text + "".join(later), SUM)


def digits(value: int | Fraction) -> str:
    """A number as a formula shows it: `4097`, `2.5`, and `1/3`, which no decimal equals.

    >>> digits(Fraction(-5, 2)), digits(Fraction(1, 3))
    ('-2.5', '1/3')

    Raises `TooLarge` for a number of more digits than Python prints.
    """
    try:
        return _decimal(value) if _is_decimal(value.denominator) else str(value)
    except ValueError:
        raise TooLarge("this number has too many digits to be written out") from None


def _is_decimal(denominator: int) -> bool:
    """Whether fractions with this denominator are finite decimals: it divides a power of ten."""
    return pow(10, denominator.bit_length(), denominator) == 0 if denominator > 1 else True


def _decimal(value: int | Fraction) -> str:
    """A finite decimal, written out."""
    places = 0
    while value.denominator > 1:
        value, places = value * 10, places + 1
    text = str(abs(value.numerator)).rjust(places + 1, "0")
    return "-" * (value < 0) + (f"{text[:-places]}.{text[-places:]}" if places else text)
