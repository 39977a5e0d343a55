"""A published mistake worked out: the claim beside the true count, their difference, and the smallest sizes that show it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping

from docs.generate.markdown import bullets, code, codes, math, prose
from symcount.algebra import Value, symbol
from symcount.errors import SymcountError
from symcount.formula import Name, Node, Number, Product, fold, names_in, replace_leaves, with_children
from symcount.judging.report import WITHOUT_BIAS, with_article
from symcount.judging.verdict import Context, Verdict
from symcount.layers import find
from symcount.reading import parse
from symcount.rendering import latex, listed, written
from symcount.rendering.latex_names import size_symbols, written_symbols
from symcount.rendering.tree import expanded_tree, tree_of
from tests.judging.published import Published

BREAK = "\\\\\n"
"""The end of a line of equations."""


def worked(claim: Published, times: int) -> Iterator[str]:
    """A claim beside the true count, the difference, the smallest sizes, what would make it right, and how many claims make the mistake."""
    verdict = claim.judged()
    layer = find(claim.layer)
    by = f", as {verdict.context.convention} counts it" if claim.convention and verdict.context else ""
    yield f"### {code(claim.text)} for {with_article(layer.title)}{by}"
    if verdict.context:
        yield from _proof(claim, verdict, verdict.context)
    often = "One judged claim makes" if times == 1 else f"{times} judged claims make"
    yield bullets(
        [
            f"What is wrong{stated(claim)}: {faults(verdict)}.",
            _smallest(verdict),
            _when_right(verdict),
            f"{often} this mistake. The layer: {layer_link(claim.layer)}. Ask yourself: {code(_command(claim))}",
        ]
    )


def _command(claim: Published) -> str:
    options: dict[str, Mapping[str, object]] = {"where": claim.where, "given": claim.given, "assume": claim.assume}
    said = [f"--{option} {','.join(f'{name}={value}' for name, value in one.items())}" for option, one in options.items() if one]
    named = {"weight": claim.weight, "convention": claim.convention}
    said += [f"--{option} {value}" for option, value in named.items() if value]
    return " ".join(["symcount check", shlex.quote(claim.text), "--layer", claim.layer, *said])


def _proof(claim: Published, verdict: Verdict, context: Context) -> Iterator[str]:
    """The claim and the true count, each multiplied out, what is left between them, and what the letters mean."""
    true = tree_of(context.usual)
    symbols = written_symbols([*(names_in(context.node) if context.node else ()), *context.meanings], {})
    named = {size: symbols[name] for size, name in context.letters.items() if name in symbols}
    usual = size_symbols([name for name in names_in(true) if name not in named], {}, beside=symbols)
    sizes = usual | named
    claimed = latex.typeset(context.node, symbols) if context.node else _calculation(verdict)
    numbers = [latex.written(_in_numbers(true, claim.given, "×"))] if set(names_in(true)) <= set(claim.given) else []
    rows = [
        ("claim", [claimed, *([] if claimed.split()[-1] == str(context.claimed) else _multiplied_out(context.claimed, sizes))]),
        ("true count", [latex.typeset(true, sizes), *numbers, *_multiplied_out(context.true, sizes)]),
        ("difference", [*_multiplied_out(context.claimed - context.true, sizes)]),
    ]
    lines = [rf"\text{{{title}}} &= {f' {BREAK}&= '.join(dict.fromkeys(sides))}" for title, sides in rows]
    yield math(f"\\begin{{aligned}}\n{BREAK.join(lines)}\n\\end{{aligned}}")
    meanings = {symbols[name]: str(meaning) for name, meaning in context.meanings.items() if str(meaning) != name}
    meanings |= {glyph: size for size, glyph in usual.items()}
    yield f"Here {listed([f'$`{letter}`$ is {code(meaning)}' for letter, meaning in meanings.items()])}." if meanings else ""


def _calculation(verdict: Verdict) -> str:
    """A calculation as it is written, its sides unequal where they are."""
    formula = parse(verdict.text)
    links = [link for link in formula.links if link.node]
    if len(links) != len(verdict.steps):
        return formula.latex()
    sides = [latex.written(link.node) for link in links if link.node]
    signs = ["", *(r" \neq " if step.is_slip else " = " for step in verdict.steps[1:])]
    return "".join(sign + side for sign, side in zip(signs, sides, strict=True))


def _multiplied_out(count: Value, sizes: dict[str, str]) -> Iterator[str]:
    tree = expanded_tree(count)
    symbols = size_symbols([name for name in names_in(tree) if name not in sizes], {}, beside=sizes) | sizes
    yield latex.typeset(tree, symbols)


def _smallest(verdict: Verdict) -> str:
    """The smallest sizes that show it, put into the claim as it is written and into the true count."""
    context, witness = verdict.context, verdict.witness
    if context is None or witness is None or context.node is None:
        return ""
    sizes = dict(witness.sizes)
    at = listed([f"{context.letters.get(name, name)} = {size}" for name, size in sizes.items()])
    try:
        numbers = {name: int(context.meanings.get(name, symbol(name)).at(sizes)) for name in names_in(context.node)}
    except SymcountError:
        return ""
    claim, true = written(_in_numbers(context.node, numbers)), written(_in_numbers(tree_of(context.true), sizes))
    return f"The smallest sizes that show it, {at}: {code(f'{claim} = {witness.claimed}')} instead of {code(f'{true} = {witness.expected}')}."


def _in_numbers(node: Node, sizes: Mapping[str, int], sign: str = "*") -> Node:
    """A tree with its numbers put in, every product with its sign."""

    def signed(one: Node, parts: list[Node]) -> Node:
        return Product(tuple(parts), (sign,) * (len(parts) - 1)) if isinstance(one, Product) else with_children(one, tuple(parts))

    return fold(replace_leaves(node, lambda leaf: Number(sizes[leaf.name]) if isinstance(leaf, Name) else leaf), signed)


def _when_right(verdict: Verdict) -> str:
    if not verdict.correct_when:
        return ""
    conditions = codes(f"{name} = {value}" for name, value in verdict.correct_when.items())
    return f"Right where {conditions}{WITHOUT_BIAS if verdict.correct_when == {'bias': 0} else ''}."


def faults(verdict: Verdict) -> str:
    """What went wrong, in one sentence without a full stop."""
    return "; ".join(prose(fault.message) for fault in verdict.diagnosis)


def stated(claim: Published) -> str:
    """The sizes that its page states, in brackets."""
    sizes = [f"{name} = {size}" for name, size in claim.given.items()]
    return f" (at {codes(sizes)})" if sizes else ""


def layer_link(layer: str) -> str:
    """A link to the page of a layer."""
    return f"[{layer}](layers/{layer}.md)"
