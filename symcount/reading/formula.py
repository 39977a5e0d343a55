"""The public face of a text that was read: its sides, its names, its guesses."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from symcount.formula import Group, Name, Node, Number, fold, names_in
from symcount.reading.chain import Link, read_chain
from symcount.reading.vocabulary import normal_name, vocabulary

if TYPE_CHECKING:
    import sympy

    from symcount.algebra import Value


@dataclass(frozen=True)
class Formula:
    """A published formula as its author wrote it: every side, every guess that reading it took.

    >>> formula = parse("params = 4(nm+n²) = 380")
    >>> [(link.relation, link.text) for link in formula.links]
    [('', 'params'), ('=', '4(nm+n²)'), ('=', '380')]
    >>> formula.names, formula.notes
    (('n', 'm'), ('nm read as n·m',))
    """

    text: str
    links: tuple[Link, ...]
    notes: tuple[str, ...] = ()
    known: Sequence[Collection[str]] = field(default=(), repr=False, compare=False)

    @property
    def node(self) -> Node:
        """The tree of the side that states the formula: of the last statement the first with an operator, else the first that is no label."""
        last = max((place for place, link in enumerate(self.links) if link.relation == ";"), default=0)
        nodes = [link.node for link in (*self.links[last:], *self.links[:last]) if link.node is not None]
        stated = [link.node for link in self.links[last:] if link.node is not None]
        return next((node for node in stated if not isinstance(node, Number | Name)), nodes[0])

    @property
    def expr(self) -> sympy.Expr:
        """That side as a SymPy expression."""
        from symcount.algebra import node_to_sympy

        return node_to_sympy(self.node)

    @property
    def names(self) -> tuple[str, ...]:
        """The names in that side, in order of appearance."""
        return tuple(names_in(self.node))

    @property
    def repaired(self) -> str:
        """What is damaged in the text and read as it must have been, or nothing."""
        damages = [note.removeprefix("damaged text: ") for note in self.notes if note.startswith("damaged text: ")]
        return f"damaged text: {'; '.join(damages)}" if damages else ""

    def __str__(self) -> str:
        return self.text

    def value(self) -> Value:
        """That side as an exact value of the kernel."""
        from symcount.algebra import value_of

        return value_of(self.node, {})

    def subs(self, **names: int | str | Formula) -> Formula:
        """The formula with sizes put in: numbers, or texts, which are read and never run.

        >>> print(parse("4n(n+m)").subs(n="2*k"))
        4*(2*k)*((2*k) + m)
        """
        nodes = {normal_name(name): _operand(value) for name, value in names.items()}
        return self._with(fold(self.node, lambda node, children: nodes.get(node.name, node) if isinstance(node, Name) else _rebuilt(node, children)))

    def simplify(self) -> Formula:
        """The shortest of the formula's forms.

        >>> print(parse("4(nm + n² + n)").subs(m="n").simplify())
        4*n*(2*n + 1)
        """
        return min(self._with_value(), self.factor(), key=lambda form: len(form.text))

    def expand(self) -> Formula:
        """The formula multiplied out. Errors: `TooLarge` for one that would have too many terms."""
        from symcount.rendering.tree import expanded_tree

        return self._with(expanded_tree(self.value()))

    def factor(self) -> Formula:
        """The formula as a product."""
        from symcount.algebra import factor
        from symcount.rendering.tree import tree_of

        return self._with(tree_of(factor(self.value())))

    def latex(self, letters: Mapping[str, str] | None = None) -> str:
        """The formula in LaTeX, in the author's form; `letters` gives glyphs for names."""
        from symcount.rendering.latex import written

        return written(self.node, letters)

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"

    def _with_value(self) -> Formula:
        from symcount.rendering.tree import tree_of

        return self._with(tree_of(self.value()))

    def _with(self, node: Node) -> Formula:
        from symcount.rendering.text import written

        text = written(node)
        return Formula(text, (Link(node, text, (0, len(text))),), self.notes)


def parse(text: str, known: Sequence[Collection[str]] = ()) -> Formula:
    """Reads a formula, an equation or a chain of them; `known` are vocabularies, the most trusted first.

    >>> parse("4*(n*m + n²)").names
    ('n', 'm')
    >>> parse("4(nm+n^2")
    Traceback (most recent call last):
    symcount.errors.FormulaError: cannot read this formula: this bracket is never closed
        4(nm+n^2
         ^
    write 4(nm+n^2) if it ends there

    Errors: `FormulaError` with the place and a way out for what cannot be read.
    """
    links, notes = read_chain(text, vocabulary(known))
    return Formula(text, links, notes, known)


def _operand(value: int | str | Formula) -> Node:
    """A value to put in: a number, or a tree, in brackets where it is more than a name."""
    node = Number(value) if isinstance(value, int) else (value if isinstance(value, Formula) else parse(value)).node
    return node if isinstance(node, Number | Name | Group) else Group(node)


def _rebuilt(node: Node, children: list[Node]) -> Node:
    """The node with other children."""
    if not children:
        return node
    waiting = iter(children)
    fields = {name: getattr(node, name) for name in node.__match_args__}
    for name, value in fields.items():
        if name in ("terms", "factors"):
            fields[name] = tuple(waiting)
        elif isinstance(value, Node):
            fields[name] = next(waiting)
    return type(node)(**fields)
