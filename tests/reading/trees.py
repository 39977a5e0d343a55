"""Trees as plain text, with the fewest brackets that keep their shape: what the tables of these tests are written in; and trees to read back."""

from __future__ import annotations

from hypothesis import strategies as st

from symcount.formula import Group, Name, Negative, Node, Number, Power, Product, Quotient, Rounding, Sum, fold

n, m, k = Name("n"), Name("m"), Name("k")


def plain(root: Node) -> str:
    """A tree as text: `4*(n*m + n^2)`; a name that is no word stands in ‹ ›."""
    return fold(root, _plain)


def _plain(node: Node, parts: list[str]) -> str:
    match node:
        case Number():
            return str(node.value)
        case Name():
            return node.name if node.name.isidentifier() else f"‹{node.name}›"
        case Sum():
            return "".join(parts[:1] + [f" - {part[1:]}" if part.startswith("-") else f" + {part}" for part in parts[1:]])
        case Negative():
            return f"-{parts[0]}"
        case Product():
            return "*".join(parts)
        case Quotient():
            numerator, denominator = (f"({part})" if _is_loose(child) else part for child, part in zip(node.children, parts, strict=True))
            return f"{numerator}/{denominator}"
        case Power():
            return "^".join(f"({part})" if _is_loose(child) else part for child, part in zip(node.children, parts, strict=True))
        case Group():
            return f"({parts[0]})"
        case Rounding():
            return f"{'ceil' if node.up else 'floor'}({parts[0]})"


def _is_loose(node: Node) -> bool:
    return isinstance(node, Sum | Product | Quotient | Negative)


def _in_brackets(tree: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return tree.map(lambda node: node if isinstance(node, Number | Name | Group | Rounding) else Group(node))


def _grown(trees: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    held = _in_brackets(trees)
    factors = held | st.builds(Power, held, held)
    terms = factors | st.builds(lambda parts: Product(tuple(parts)), st.lists(factors, min_size=2, max_size=4)) | st.builds(Quotient, factors, held)
    signed = terms | terms.map(Negative)
    sums = st.builds(lambda first, rest: Sum((first, *rest)), signed, st.lists(signed, min_size=1, max_size=3))
    return sums | signed | held.map(Group) | st.builds(Rounding, trees, st.booleans())


trees = st.recursive(st.integers(0, 10**6).map(Number) | st.sampled_from([n, m, k, Name("num_units"), Name("d_model")]), _grown, max_leaves=25)
"""Trees in the shape in which texts are read: what needs brackets has them."""
