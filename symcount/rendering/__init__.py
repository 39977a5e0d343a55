"""Trees, values and rows as text for code, the terminal, papers and pages; this room knows no layer."""

from symcount.rendering.derivation import Rewriting, derivation_lines, rewritings
from symcount.rendering.result import Result, plain
from symcount.rendering.text import as_tuple, columns, in_lines, in_safe_names, listed, number_word, percent, pretty, safe_name, shown_count, thousands, written

__all__ = [
    "Result",
    "Rewriting",
    "as_tuple",
    "columns",
    "derivation_lines",
    "in_lines",
    "in_safe_names",
    "listed",
    "number_word",
    "percent",
    "plain",
    "pretty",
    "rewritings",
    "safe_name",
    "shown_count",
    "thousands",
    "written",
]
