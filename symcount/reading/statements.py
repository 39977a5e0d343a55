"""Several statements: the names that one defines for the others, which of them is the claim, and what is left over."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter

from symcount.algebra import value_of
from symcount.errors import DivisionByZero, FormulaError, TooLarge
from symcount.formula import Group, Name, Node, Number, names_in, postorder, replace_leaves
from symcount.reading.brackets import agree
from symcount.reading.links import Link
from symcount.reading.notes import Notes
from symcount.reading.vocabulary import COUNTED, Vocabulary, normal_name

Statement = list[Link]

_MOST_NODES = 2_000
"""Nodes that a side may have once names are replaced by what other statements say they are."""


def with_definitions(links: list[Link], text: str, known: Vocabulary, notes: Notes) -> list[Link]:
    """The links, where a name that nobody knows and another statement defines is what this says, `MHA = 4d^2`, then `12 MHA`; the claim is last.

    Errors: `FormulaError` for names that define each other, and for a formula on the claim's line that has no part in it.
    """
    if not any(link.relation == ";" for link in links):
        return links
    statements = _statements(links)
    defined = _defined(statements, known)
    used = {name: node for name, node in defined.items() if any(name in _names_used(one) for one in statements)}
    defining = [(_name(one) in used and one[1].node is used[_name(one)]) for one in statements]
    resolved = _resolved(used, text, statements)
    claims = [place for place, is_definition in enumerate(defining) if not is_definition]
    last = claims[-1] if claims else len(statements) - 1
    behind = [one for one in statements[last + 1 :] if len(one) > 1]
    for one in behind:
        notes.guess(f"{text[one[0].span[0] : one[-1].span[1]]} put in")
    ordered = [*statements[:last], *statements[last + 1 :], statements[last]]
    put_in = [[_put_in(link, resolved, place == 0) for place, link in enumerate(one)] for one in ordered]
    _refuse_left_over([statements[place] for place in claims[:-1]], put_in[-1], text)
    return [replace(link, relation=_joint(link, number, place)) for number, one in enumerate(put_in) for place, link in enumerate(one)]


def _statements(links: list[Link]) -> list[Statement]:
    statements: list[Statement] = [[]]
    for link in links:
        if link.relation == ";" and statements[-1]:
            statements.append([])
        statements[-1].append(link)
    return statements


def _joint(link: Link, number: int, place: int) -> str:
    return link.relation if place else ";" if number else "" if link.relation == ";" else link.relation


def _name(statement: Statement) -> str:
    """The name that a statement may define."""
    first = statement[0]
    return normal_name(first.text) if len(statement) > 1 and (first.node is None or isinstance(first.node, Name)) else ""


def _defined(statements: list[Statement], known: Vocabulary) -> dict[str, Node]:
    """What names are said to be, each by the first statement that says it."""
    defined: dict[str, Node] = {}
    for one in statements:
        name, node = _name(one), one[1].node if len(one) > 1 else None
        if name and node is not None and name not in names_in(node) and _is_worth_naming(name, node, known):
            defined.setdefault(name, node)
    return defined


def _is_worth_naming(name: str, node: Node, known: Vocabulary) -> bool:
    """Whether a statement defines a name: nobody knows it, and a single letter is no size that is said to be a number."""
    return known.find(name) is None and (len(name) > 1 or not isinstance(node, Number))


def _names_used(statement: Statement) -> set[str]:
    """The names that a statement computes with: all but the one that it begins with, if it says what this is."""
    nodes = [link.node for link in (statement[1:] if _name(statement) else statement)]
    return {name for node in nodes if node is not None for name in names_in(node)}


def _resolved(defined: dict[str, Node], text: str, statements: list[Statement]) -> dict[str, Node]:
    """What the names are, each with the others put in. Errors: `FormulaError` where they define each other."""
    resolved: dict[str, Node] = {}
    try:
        for name in TopologicalSorter({name: defined.keys() & names_in(node) for name, node in defined.items()}).static_order():
            resolved[name] = _with_names_defined(defined[name], resolved)
    except CycleError as error:
        names = list(dict.fromkeys(error.args[1]))
        column = next(one[0].span[0] for one in statements if _name(one) in names)
        problem = f"{' and '.join(names)} are each defined by the other"
        raise FormulaError(problem, text=text, column=column, hint="say what one of them is in sizes of the layer") from None
    return resolved


def _put_in(link: Link, resolved: dict[str, Node], is_first: bool) -> Link:
    if link.node is None or (is_first and isinstance(link.node, Name)):
        return link
    return replace(link, node=_with_names_defined(link.node, resolved))


def _with_names_defined(node: Node, defined: dict[str, Node]) -> Node:
    if not any(name in defined for name in names_in(node)):
        return node
    whole = replace_leaves(node, lambda leaf: Group(defined[leaf.name], span=leaf.span) if isinstance(leaf, Name) and leaf.name in defined else leaf)
    return whole if len(postorder(whole)) < _MOST_NODES else node


# what has no part in the claim


def _refuse_left_over(statements: list[Statement], claim: Statement, text: str) -> None:
    """Errors: `FormulaError` for a formula on the claim's line that is no definition, no size, no part of its sum and not the same claim."""
    start, end = claim[0].span[0], claim[-1].span[1]
    beside = [one for one in statements if "\n" not in text[min(one[-1].span[1], end) : max(one[0].span[0], start)]]
    parts = [value for one in beside if (value := _value(one)) is not None]
    nodes = [link.node for link in claim if link.node is not None]
    numbers = {part.value for node in nodes for part in postorder(node) if isinstance(part, Number)}
    total = _value(claim)
    adds_up = sum(parts) in numbers or (total is not None and sum(parts) <= total)
    for one in beside:
        is_part = bool(_name(one)) and _value(one) is not None and (adds_up or _value(one) in numbers)
        if not (is_part or _states_size(one) or _is_same(one, claim)):
            raise FormulaError("two claims", text=text, column=one[0].span[0], hint="check one at a time, or say what one of them is in the other")


def _states_size(statement: Statement) -> bool:
    """Whether a statement says a number of a name, or only names something."""
    nodes = [link.node for link in statement if link.node is not None and not (isinstance(link.node, Name) and (_name(statement) or len(link.text) > 2))]
    return not nodes or (bool(_name(statement)) and all(isinstance(node, Number) for node in nodes) and COUNTED.isdisjoint(_name(statement).split()))


def _is_same(statement: Statement, claim: Statement) -> bool:
    """Whether two statements say what the same name is, or the same."""
    if _name(statement) and _name(statement) == _name(claim):
        return True
    nodes = [link.node for link in (statement[-1], claim[-1]) if link.node is not None]
    return agree(nodes)


def _value(statement: Statement) -> Fraction | int | None:
    """The number that a calculation in numbers gives."""
    node = statement[-1].node
    if node is None or names_in(node):
        return None
    try:
        return value_of(node).constant
    except (TooLarge, DivisionByZero):
        return None
