"""The steps from one formula to another that is equal to it: both are multiplied out, and what they share is left alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import prod

from symcount.algebra.steps.flat import flat, product_of, unordered
from symcount.algebra.steps.rules import RULES, SHORTENING, Rule
from symcount.algebra.steps.step import Place, Step, are_equal, common_place, replaced
from symcount.formula import Group, Negative, Node, Number, Power, Product, Quotient, Rounding, Sum, fold, postorder

MOST_DEPTH = 100
"""Brackets in brackets that are taken apart, at most."""

MOST_STEPS = 12
"""Steps that a reader follows; with more, only that both are equal is said."""

MOST_TERMS = 60
"""Terms that are multiplied out, at most: nobody reads more."""

ORDER, BRACKETS, NUMBERS, KERNEL = "order", "drop brackets", "multiply numbers and signs", "exact arithmetic"
"""Rules that rewrite no single piece; the last is the kernel's word where no other leads on: quotients by sums, floors, long sums."""

_NAMES = [*(rule.name for rule in RULES), KERNEL, ORDER, *(rule.backwards for rule in reversed(RULES))]
PHASES = {name: [phase for phase, other in enumerate(_NAMES) if other == name] for name in _NAMES}
"""When the steps of a derivation may come: multiplied out on the way there, factored on the way back."""

PHASES[NUMBERS] = PHASES["combine powers"]  # 2·3·n + n·n = 6n + n² is one step
for name in ("common factor", "take the fraction apart", "multiply above and below"):
    PHASES[name] = PHASES["write as a product"]  # 4n² + 4n = 4·n·n + 4·n = 4n(n + 1) is one step


def derivation(start: Node, end: Node) -> tuple[Step, ...]:
    """The steps from one formula to another, which must be equal to it.

    >>> from symcount.formula import Name, Number
    >>> n, m = Name("n"), Name("m")
    >>> start = Product((Number(4), n, Sum((n, m))))
    >>> [step.rule for step in derivation(start, Sum((Product((Number(4), Power(n, Number(2)))), Product((Number(4), n, m)))))]
    ['distribute', 'combine powers']
    """
    if max(_depth(start), _depth(end)) > MOST_DEPTH:
        return (Step(KERNEL, start, end),)
    first, last = flat(start), flat(end)
    steps = list(_bundled(_way(first, last)))
    if len(steps) > MOST_STEPS or not all(step.holds for step in steps):
        steps = [Step(KERNEL, first, last)]
    if not steps:
        return (Step(BRACKETS if _signs(start) == _signs(end) else NUMBERS, start, end),) if start != end else ()
    steps[0] = replace(steps[0], before=start)
    steps[-1] = replace(steps[-1], after=end)
    return tuple(steps)


def _signs(root: Node) -> int:
    return sum(isinstance(node, Negative) for node in postorder(root))


def _depth(root: Node) -> int:
    return fold(root, lambda _, depths: 1 + max(depths, default=0))


# -- one way, as steps on pieces ------------------------------------------------------------------------------------


def _way(start: Node, end: Node) -> list[Step]:
    """Single steps from one flat formula to another, in the order of `PHASES`."""
    if start == end:
        return []
    if unordered(start) == unordered(end):
        return [Step(ORDER, start, end)]
    shared = _in_parts(start, end)
    return shared if shared is not None else _by_way_of_common_form(start, end)


def _by_way_of_common_form(start: Node, end: Node) -> list[Step]:
    there, back = _used_up(SHORTENING, start), _used_up(SHORTENING, end)
    if max(_written_terms(_reached(there, start)), _written_terms(_reached(back, end))) <= MOST_TERMS:
        there += _used_up(RULES, _reached(there, start))
        back += _used_up(RULES, _reached(back, end))
    middle, other = _reached(there, start), _reached(back, end)
    if middle != other:
        there.append(Step(ORDER if unordered(middle) == unordered(other) else KERNEL, middle, other))
    return _without_detours([*there, *map(_backwards, reversed(back))])


def _reached(steps: Sequence[Step], start: Node) -> Node:
    return steps[-1].after if steps else start


def _written_terms(root: Node) -> int:
    """How many terms stand there once all products are multiplied out, and none is collected."""
    return fold(root, _terms)


def _terms(node: Node, terms: list[int]) -> int:
    match node:
        case Sum():
            return min(sum(terms), MOST_TERMS + 1)
        case Product():
            return min(prod(terms), MOST_TERMS + 1)
        case Power(exponent=Number(int(exponent))) if exponent > 0 and terms[0] > 1:
            return min(int(terms[0] ** min(exponent, MOST_TERMS)), MOST_TERMS + 1)
        case Negative() | Group() | Quotient():
            return terms[0]
        case _:
            return 1


def _used_up(rules: Iterable[Rule], root: Node) -> list[Step]:
    """Each rule used wherever it has something to do, until it has nothing to do anywhere."""
    steps: list[Step] = []
    for rule in rules:
        while found := _used(rule, root):
            steps.append(found)
            root = found.after
    return steps


def _used(rule: Rule, root: Node) -> Step | None:
    """The first use of a rule: some see a whole product first, the others what is inside before what is outside."""
    places = _places(root) if rule.from_outside else reversed(list(_places(root)))
    for place, piece in places:
        rewritten = rule.apply(piece)
        if rewritten is not None and rewritten != piece:
            return Step(rule.name, root, flat(replaced(root, place, rewritten)), place)
    return None


def _places(root: Node) -> Iterator[tuple[Place, Node]]:
    """Every piece with its place, a whole before its parts; what is rounded or a sum below a bar stays as it is."""
    waiting: list[tuple[Place, Node]] = [((), root)]
    while waiting:
        place, node = waiting.pop()
        yield place, node
        if not isinstance(node, Rounding):
            waiting.extend(((*place, number), child) for number, child in reversed(list(enumerate(node.children))))


_BACKWARDS = {rule.name: rule.backwards for rule in RULES}


def _backwards(step: Step) -> Step:
    """A step the other way."""
    return Step(_BACKWARDS[step.rule], step.after, step.before)


# -- what both share ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Parts:
    """A formula, and pieces of it each with what it must become."""

    whole: Node
    pairs: tuple[tuple[Place, Node, Node], ...]


def _in_parts(start: Node, end: Node) -> list[Step] | None:
    """Steps on the parts alone, if both formulas have the same parts up to their form: equal factors, equal terms, equal bases."""
    parts = _parts(start, end)
    if parts is None:
        return None
    steps = [] if flat(parts.whole) == start else [Step(ORDER, start, parts.whole)]
    root = parts.whole
    for group in _by_phase([(place, _way(one, other)) for place, one, other in parts.pairs]):
        inside = []
        for place, step in group:
            after = replaced(root, place, step.after)
            inside.append(Step(step.rule, root, after, (*place, *step.place)))
            root = after
        steps.append(_bundle(inside))
    if flat(root) != end:
        steps.append(Step(ORDER, root, end))
    return steps


def _by_phase(ways: list[tuple[Place, list[Step]]]) -> list[list[tuple[Place, Step]]]:
    """The steps on several pieces, those of one phase together; on each piece they keep their order."""
    phases: dict[int, list[tuple[Place, Step]]] = {}
    for place, steps in ways:
        phase = 0
        for step in steps:
            phase = next((later for later in PHASES[step.rule] if later >= phase), phase)
            phases.setdefault(phase, []).append((place, step))
    return [phases[phase] for phase in sorted(phases)]


def _parts(start: Node, end: Node) -> Parts | None:
    match start, end:
        case (Power(), Power()) if start.exponent == end.exponent:
            return _paired(start, [(start.base, end.base)])
        case (Negative(), Negative()):
            return _paired(start, [(start.operand, end.operand)])
        case (Quotient(), Quotient()):
            return _paired(start, [(start.numerator, end.numerator), (start.denominator, end.denominator)])
        case (Rounding(), Rounding()) if start.up == end.up:
            return _paired(start, [(start.argument, end.argument)])
        case (Sum(terms), Sum(others)):
            matched = _matched(terms, others)
            return _paired(start, matched) if matched else None
        case (Product(), _) | (_, Product()):
            return _without_common_factors(start, end)
        case _:
            return None


def _paired(start: Node, pairs: Sequence[tuple[Node, Node]]) -> Parts | None:
    """The pieces in pairs, if each pair is equal."""
    if all(are_equal(one, other) for one, other in pairs):
        return Parts(start, tuple(((place,), one, other) for place, (one, other) in enumerate(pairs)))
    return None


def _matched(terms: tuple[Node, ...], others: tuple[Node, ...]) -> list[tuple[Node, Node]] | None:
    """Each term with an equal one of the other sum, if there is one for each."""
    if len(terms) != len(others):
        return None
    left = list(others)
    pairs = []
    for term in terms:
        other = next((other for other in left if unordered(other) == unordered(term)), None) or next((other for other in left if are_equal(term, other)), None)
        if other is None:
            return None
        left.remove(other)
        pairs.append((term, other))
    return pairs


def _without_common_factors(start: Node, end: Node) -> Parts | None:
    """What is left of two products without the factors that both have."""
    ours, theirs = list(_factors(start)), list(_factors(end))
    left: list[Node] = []
    place = 0  # what is left of ours stands side by side in the place of its first
    factors: list[Node] = []
    for factor in ours:
        if (other := next((other for other in theirs if unordered(other) == unordered(factor)), None)) is not None:
            theirs.remove(other)
            factors.append(factor)
        else:
            place = place if left else len(factors)
            left.append(factor)
    rest, their_rest = product_of(left), product_of(theirs)
    if not factors or not left or not theirs or not are_equal(rest, their_rest):
        return None
    return Parts(Product((*factors[:place], rest, *factors[place:])), (((place,), rest, their_rest),))


def _factors(node: Node) -> tuple[Node, ...]:
    return node.factors if isinstance(node, Product) else (node,)


# -- bundles --------------------------------------------------------------------------------------------------------


def _bundled(steps: list[Step]) -> Iterator[Step]:
    """Neighbours of one phase as one step."""
    for _, group in groupby(steps, key=lambda step: PHASES[step.rule]):
        yield _bundle(list(group))


def _bundle(steps: list[Step]) -> Step:
    """Steps as one, which carries them; what they carry themselves stands among them."""
    if len(steps) == 1:
        return steps[0]
    inside = tuple(single for step in steps for single in (step.substeps or (step,)))
    rule = next((step.rule for step in steps if step.rule in ("common factor", "combine powers")), steps[0].rule)
    return Step(rule, steps[0].before, steps[-1].after, common_place(step.place for step in steps), inside)


def _without_detours(steps: list[Step]) -> list[Step]:
    """The steps without those that lead back to a form that was there before, up to its order."""
    forms = [step.before for step in steps[:1]] + [step.after for step in steps]
    keys = [unordered(form) for form in forms]
    kept: list[Step] = []
    at = 0
    while at < len(steps):
        again = max(place for place, key in enumerate(keys) if key == keys[at])
        if again > at + 1 or (again == at + 1 and steps[at].rule != ORDER):
            kept += [Step(ORDER, forms[at], forms[again])] if forms[at] != forms[again] else []
            at = again
        else:
            kept.append(steps[at])
            at += 1
    return kept
