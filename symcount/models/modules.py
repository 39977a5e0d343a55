"""A module of a model that owns tensors, as the frameworks' doors and configurations have it, and the part that it becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from symcount.frameworks.built import BuiltWeight
from symcount.models.embeddings import by_name, is_table_of_positions
from symcount.models.explaining import Constructor, explained
from symcount.models.model import Part
from symcount.models.recognition import part_of
from symcount.models.recognition.classes import is_called
from symcount.models.recognition.grouping import Group


@dataclass(frozen=True)
class Module:
    """A module that owns tensors: its place in the model, its class, its tensors by their full names.

    `shared` says of a tensor that another module has too, and had first, which one it is. `constructor` is what would build it, where that is one that
    `symcount.frameworks` knows.
    """

    name: str
    kind: str
    weights: tuple[BuiltWeight, ...]
    shared: Mapping[str, str] = field(default_factory=dict)
    constructor: Constructor | None = None
    note: str = ""

    @property
    def parts(self) -> Iterator[Part]:
        """The module as a part; tables of positions that it holds beside other tensors are parts of their own."""
        tables = [] if self.constructor else [one for one in self.weights if is_table_of_positions(one.name, len(one.shape))]
        if not tables:
            yield self.part
            return
        if others := tuple(one for one in self.weights if one not in tables):
            yield self._with(self.name, others)
        yield from (self._with(one.name, (one,)) for one in tables)

    def _with(self, name: str, weights: tuple[BuiltWeight, ...]) -> Part:
        """Some of its tensors as a part."""
        shared = {one.name: self.shared[one.name] for one in weights if one.name in self.shared}
        return replace(self, name=name, weights=weights, shared=shared).part

    @property
    def part(self) -> Part:
        """The module with the layer of the catalogue that it is: the one that its constructor builds, or that is recognised by names and shapes."""
        found = explained(self.constructor, self.weights) if self.constructor else None
        named = by_name(found, self.name, self.kind) if found else None
        recognised = Part("", self.kind, named.weights, named.layer) if named else self._recognised
        return replace(recognised, name=self.name or self.kind, shared=self.shared, note=self.note or recognised.note)

    @property
    def _recognised(self) -> Part:
        """The module by its names and shapes; a class of somebody's own, which may compute anything, only where it is called so."""
        part = part_of(Group(self.name, self.weights, self.kind))
        is_own = self.kind and self.constructor is None
        return Part(part.name, part.kind, self.weights) if is_own and part.layer and not is_called(self.kind, part.layer.layer.name) else part


Described = Iterable[tuple[object, BuiltWeight]]
"""The tensors of a module, each with what it is described by."""


@dataclass
class Sharing:
    """The tensors that were seen so far: one that comes again is shared."""

    first: dict[int, str] = field(default_factory=dict)
    kept: list[object] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def module(self, name: str, kind: str, tensors: Described, constructor: Callable[[], Constructor | None], note: str = "") -> Iterator[Module]:
        """The module, if it has tensors; each of them that another had before is shared with it."""
        weights, shared = [], {}
        for tensor, weight in tensors:
            if weight.name in self.used:
                weight = replace(weight, name=self._another_name(weight.name))
            self.used.add(weight.name)
            weights.append(weight)
            if id(tensor) in self.first:
                shared[weight.name] = self.first[id(tensor)]
            else:
                self.first[id(tensor)] = weight.name
                self.kept.append(tensor)  # what is let go may leave its id to another
        if weights:
            yield Module(name, kind, tuple(weights), shared, constructor(), note)

    def _another_name(self, name: str) -> str:
        return next(other for number in range(2, len(self.used) + 3) if (other := f"{name}_{number}") not in self.used)
