"""Text to the author's formula: lexer, names, parser, chains of sides, repair of damaged text."""

from symcount.reading.definitions import definitions
from symcount.reading.denials import refuse_denials
from symcount.reading.formula import Formula, operands, parse
from symcount.reading.links import Link
from symcount.reading.repair import repairs
from symcount.reading.shape import parse_shape
from symcount.reading.vocabulary import normal_name

__all__ = ["Formula", "Link", "definitions", "normal_name", "operands", "parse", "parse_shape", "refuse_denials", "repairs"]
