"""The public face of a text that was read: its sides, its names, its guesses."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from symcount.algebra import Value, factor, node_to_sympy, switches, value_of
from symcount.errors import InputError, placed_in, shown
from symcount.formula import Group, Name, Node, Number, names_in, replace_leaves
from symcount.reading.chain import read_chain
from symcount.reading.lexer import scan
from symcount.reading.links import Link
from symcount.reading.vocabulary import normal_name, vocabulary
from symcount.rendering import Result, html, html_math, html_parts, latex, safe_name, written
from symcount.rendering.latex_names import settable, written_symbols
from symcount.rendering.tree import expanded_tree, tree_of

if TYPE_CHECKING:
    import sympy


@dataclass(frozen=True, eq=False)
class Formula(Result):
    """A published formula as its author wrote it: every side, every guess that reading it took.

    >>> formula = parse("params = 4(nm+n²) = 380")
    >>> [(link.relation, link.text) for link in formula.links]
    [('', 'params'), ('=', '4(nm+n²)'), ('=', '380')]
    >>> formula.names, formula.notes
    (('n', 'm'), ('nm read as n·m',))
    """

    text: str
    """The text as it was given."""
    links: tuple[Link, ...]
    """The sides of the equation or chain, in order."""
    notes: tuple[str, ...] = ()
    """Every guess that reading it took."""
    damage: tuple[str, ...] = ()
    """What was damaged in the text, and how it was read."""
    assigned: Mapping[str, int] = field(default_factory=dict, repr=False)
    """The numbers that the text itself says sizes are: `for n=256, no bias`."""
    known: Sequence[Collection[str]] = field(default=(), repr=False, compare=False)

    @cached_property
    def node(self) -> Node:
        """The tree of the side that states the formula: of the last statement the first with an operator, else the first that is no label."""
        last = max((place for place, link in enumerate(self.links) if link.relation == ";"), default=0)
        nodes = [link.node for link in (*self.links[last:], *self.links[:last]) if link.node is not None]
        stated = [link.node for link in self.links[last:] if link.node is not None]
        return next((node for node in stated if not isinstance(node, Number | Name)), nodes[0])

    @property
    def expr(self) -> sympy.Expr:
        """That side as a SymPy expression."""
        return node_to_sympy(self.node)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names in that side, in order of appearance."""
        return tuple(names_in(self.node))

    @cached_property
    def all_names(self) -> tuple[str, ...]:
        """The names in all sides."""
        return tuple(dict.fromkeys(name for link in self.links if link.node is not None for name in names_in(link.node)))

    @property
    def repaired(self) -> str:
        """What is damaged in the text and read as it must have been, or nothing."""
        return f"damaged text: {'; '.join(self.damage)}" if self.damage else ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Formula) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def remarks(self) -> tuple[str, ...]:
        """Every guess, and what was damaged."""
        return (*self.notes, self.repaired) if self.damage else self.notes

    def __str__(self) -> str:
        return self.text

    @property
    def _key(self) -> tuple[object, ...]:
        """What tells formulas apart: the text and how it was read, not the trees, which may be deeper than Python's recursion."""
        return self.text, self.links, self.notes, self.damage, self.all_names

    def value(self) -> Value:
        """That side as an exact value of the kernel, in which a size that is 0 or 1 is known to be.

        Errors: `FormulaError` at the place of a division by zero or of too large a number.
        """
        with placed_in(self.text):
            return value_of(self.node, switches(self.names))

    def subs(self, /, **names: int | str | Formula) -> Formula:
        """The formula with sizes put in: numbers, or texts, which are read and never run.

        >>> print(parse("4n(n+m)").subs(n="2*k"))
        4*(2*k)*((2*k) + m)
        """
        nodes = operands(names)
        return self._rewritten(replace_leaves(self.node, lambda leaf: nodes.get(leaf.name, leaf) if isinstance(leaf, Name) else leaf))

    def simplify(self) -> Formula:
        """The shortest of the formula's forms.

        >>> print(parse("4(nm + n² + n)").subs(m="n").simplify())
        4*n*(2*n + 1)
        """
        return min(self._rewritten(tree_of(self.value())), self.factor(), key=lambda form: len(form.text))

    def expand(self) -> Formula:
        """The formula multiplied out. Errors: `TooLarge` for one that would have too many terms."""
        return self._rewritten(expanded_tree(self.value()))

    def factor(self) -> Formula:
        """The formula as a product."""
        return self._rewritten(tree_of(factor(self.value())))

    def latex(self, letters: Mapping[str, str] | None = None) -> str:
        """The formula in LaTeX, all sides of it in the author's form; `letters` gives glyphs for names.

        >>> print(parse("params = 4(nm+n²)").latex())
        \\mathrm{params} = 4(nm + n^{2})

        Errors: `InputError` for letters that leave two names alike, or that pdflatex cannot set.
        """
        return settable(self.typeset(written_symbols(self.all_names, letters or {})))

    def _math(self) -> str:
        return self.typeset(written_symbols(self.all_names, {}))

    def _repr_html_(self) -> str:
        read = [("read as", html.code(written(self.node)))]
        notes = [("note", note) for note in self.remarks]
        return html.block(html.formula(html_math.math(self._math())), html_parts.facts([*read, *notes]))

    def typeset(self, symbols: Mapping[str, str]) -> str:
        """The same with symbols that are LaTeX already, one for each name."""
        signs = {"≈": r"\approx", ";": r"\quad"}
        sides = [(link.relation, latex.typeset(link.node, symbols) if link.node else latex.name_as_math(normal_name(link.text))) for link in self.links]
        return sides[0][1] + "".join(f" {signs.get(relation, '=')} {side}" for relation, side in sides[1:])

    def to_dict(self) -> dict[str, Any]:
        """The text, how it was read, and the guesses, as plain values."""
        return {"text": self.text, "read": written(self.node), "names": list(self.names), "latex": self._math(), "notes": list(self.notes)}

    def _rewritten(self, node: Node) -> Formula:
        """The formula in another form: its text is written anew and read, so that every node has its place in it."""
        words = _words(names_in(node))
        names = {word: name for name, word in words.items()}
        read = parse(written(node, words), [words.values()])
        node = replace_leaves(read.node, lambda leaf: Name(names[leaf.name], leaf.span) if isinstance(leaf, Name) else leaf)
        return replace(read, links=(replace(read.links[0], node=node),), notes=self.notes, damage=self.damage, known=self.known)


def parse(text: str, known: Sequence[Collection[str]] = ()) -> Formula:
    """Read a formula, an equation or a chain of them.

    >>> parse("4*(n*m + n²)").names
    ('n', 'm')
    >>> parse("4(nm+n^2")
    Traceback (most recent call last):
    symcount.errors.FormulaError: cannot read this formula: this bracket is never closed
        4(nm+n^2
         ^
    write 4(nm+n^2) if it ends there

    `text` is plain text, Unicode, code or LaTeX, `known` vocabularies of names that it may use, the most trusted first.

    Errors: `FormulaError` with the place and a way out for what cannot be read.
    """
    if not isinstance(text, str):
        raise InputError(f"a formula is a text, not {shown(text)}")
    links, notes = read_chain(text, vocabulary(known))
    return Formula(text, links, tuple(notes.guesses), tuple(notes.damage), MappingProxyType(dict(notes.assigned)), known)


def _words(names: list[str]) -> dict[str, str]:
    """Each name as one word that reads back, no two alike: `# of filters` is `of_filters`."""
    taken: dict[str, str] = {}
    for place, name in enumerate(names):
        word = safe_name(name).strip("_")
        if [token.kind for token in scan(word)] != ["word"] or normal_name(word) != word:
            word = "size"
        while word in taken:
            word = f"{word}_{place}"
        taken[word] = name
    return {name: word for word, name in taken.items()}


def operands(values: Mapping[str, int | str | Formula]) -> dict[str, Node]:
    """The trees to put in for names: numbers, and what is read from a text, in brackets where it is more than a name.

    >>> operands({"n_{1}": 3})
    {'n_1': Number(value=3, span=(0, 0))}
    """
    return {normal_name(name): _operand(value) for name, value in values.items()}


def _operand(value: int | str | Formula) -> Node:
    node = Number(value) if isinstance(value, int) else (value if isinstance(value, Formula) else parse(value)).node
    return node if isinstance(node, Number | Name | Group) else Group(node)
