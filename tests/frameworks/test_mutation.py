"""Every weight is seen: were one missing, or there twice, something that was recorded or published would no longer hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial, wraps
from typing import Any

import pytest

from symcount.errors import SymcountError
from symcount.frameworks.built import Built, BuiltWeight
from symcount.frameworks.from_config import TABLES, framework
from symcount.frameworks.mapping import Call, Constructor
from symcount.layers import CATALOGUE, Layer, Weight
from tests.frameworks.recorded import Row, all_rows
from tests.layers.test_facts import ALL_WHOLES, KEPT, SOURCES, has_the_count, is_the_sum, keeps

Holds = Callable[[], bool]
"""Something that was recorded or published, and whether it still holds."""

ROWS = all_rows()
REFUSED = (SymcountError, ArithmeticError, LookupError, StopIteration)
"""What a mapping may come to whose definition lacks a weight."""

COPIES = {"dropped": 0, "doubled": 2}


def still_holds(holds: Holds) -> bool:
    """Whether it does; what is refused does not."""
    try:
        return holds()
    except REFUSED:
        return False


# -- the catalogue's weights -----------------------------------------------------------------------------------------


def definitions_of(row: Row) -> set[str]:
    """The definitions that its mapping goes through."""
    used: set[str] = set()
    called = Layer.__call__

    def noted(self: Layer, *sizes: Any, **named: Any) -> Any:
        used.add(self.name)
        return called(self, *sizes, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Layer, "__call__", noted)
        row.case.mapped()
    return used


def evidence() -> dict[str, list[Holds]]:
    """For each definition the facts that others print, and the rows that it is in."""
    found: dict[str, list[Holds]] = defaultdict(list)
    for facts, holds in ((SOURCES, has_the_count), (KEPT, keeps)):
        for name, sizes, total in (fact for source in facts for fact in source):
            found[name].append(partial(holds, name, sizes, total))
    for model, (_total, parts) in ALL_WHOLES.items():
        for _many, name, _sizes in parts:
            found[name].append(partial(is_the_sum, model))
    for row in ROWS:
        for name in definitions_of(row):
            found[name].append(row.agrees)
    return found


EVIDENCE = evidence()


@contextmanager
def changed(definition: Layer, place: int, copies: int) -> Iterator[None]:
    """The definition with so many copies of one of its weights in place of one."""
    weights_of = definition.weights_of

    @wraps(weights_of)
    def mutant(*sizes: Any, **named: Any) -> Iterable[Weight]:
        weights = list(weights_of(*sizes, **named))
        return [replace(weight, copies=weight.copies * copies) if one == place else weight for one, weight in enumerate(weights)]

    object.__setattr__(definition, "weights_of", mutant)
    try:
        yield
    finally:
        object.__setattr__(definition, "weights_of", weights_of)


@pytest.mark.parametrize("name", CATALOGUE)
def test_no_weight_of_a_definition_can_be_wrong_unseen(name: str) -> None:
    assert list(survivors(CATALOGUE[name])) == []


def survivors(definition: Layer) -> Iterator[str]:
    """The changes of a definition under which all evidence still holds."""
    for place, weight in enumerate(definition.weights):
        for change, copies in COPIES.items():
            with changed(definition, place, copies):
                if all(map(still_holds, EVIDENCE[definition.name])):
                    yield f"{weight.name} {change}"


# -- the weights that a mapping adds ---------------------------------------------------------------------------------

MAPPED = [(name, layer) for name in TABLES for layer in framework(name).constructors]


def rows_of(name: str, layer: str) -> list[Row]:
    """The rows of a constructor."""
    return [row for row in ROWS if (row.case.table, row.case.constructor) == (name, layer)]


def added(rows: Sequence[Row]) -> set[str]:
    """The names of the weights that no definition has."""
    return {weight.name for row in rows for weight in row.case.mapped().weights if not weight.of}


@contextmanager
def adding(constructor: Constructor, name: str, copies: int) -> Iterator[None]:
    """The constructor with so many copies of a weight that it adds in place of one."""
    own = constructor.framework
    finish = own.finish

    def mutant(built: Built, call: Call, config: Mapping[str, Any]) -> Built:
        finished = finish(built, call, config)
        return replace(finished, weights=tuple(_copied(finished.weights, name, copies))) if call.layer == constructor.name else finished

    object.__setattr__(own, "finish", mutant)
    try:
        yield
    finally:
        object.__setattr__(own, "finish", finish)


def _copied(weights: Iterable[BuiltWeight], name: str, copies: int) -> Iterator[BuiltWeight]:
    for weight in weights:
        yield from [weight] * (copies if weight.name == name and not weight.of else 1)


@pytest.mark.parametrize("name, layer", MAPPED)
def test_no_weight_that_a_mapping_adds_can_be_wrong_unseen(name: str, layer: str) -> None:
    constructor, rows = framework(name).constructors[layer], rows_of(name, layer)
    for weight in added(rows):
        for copies in COPIES.values():
            with adding(constructor, weight, copies):
                assert not all(still_holds(row.agrees) for row in rows), f"{weight}, {copies} times"
