"""Which tensors of a file belong to one layer: their names are paths, and most layers are where a path ends."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from symcount.frameworks.built import BuiltWeight
from symcount.layers.weight import Size
from symcount.models.embeddings import is_table_of_positions

Path = tuple[str, ...]
Alike = tuple[str, str, tuple[tuple[str, tuple[Size, ...], bool], ...]]
"""A name, what the framework calls it, and the tensors: their names behind that one, their shapes, and whether they are buffers."""

NUMBERS = re.compile(r"\d+")

MAX_DEPTH = 50
"""Parts of a name that are told apart, from its end, at most."""


@dataclass(frozen=True)
class Group:
    """Tensors that belong together: the name of their layer, what the framework calls it where that is known, and themselves."""

    name: str
    weights: tuple[BuiltWeight, ...]
    kind: str = ""

    @cached_property
    def own(self) -> Mapping[str, tuple[int, ...]]:
        """The shapes of the tensors, which are numbers, by their names inside the layer: `weight`, `query.kernel`."""
        paths = [path_of(weight.name) for weight in self.weights]
        home = path_of(self.name) if self.name else ()
        if any(path[: len(home)] != home for path in paths):  # a layer that Keras names otherwise than its variables
            home = _shared_beginning(paths)
        while home and _says_nothing_more(home, paths):
            home = paths[0][: len(home) + 1]
        sides = [tuple(side for side in weight.shape if isinstance(side, int)) for weight in self.weights]
        names = [".".join(path[len(home) :] or path) for path in paths]
        if len(set(names)) < len(names):  # `kernel:0` and `kernel:1`
            names = [f"{name}:{place}" for place, name in enumerate(names)]
        return dict(zip(names, sides, strict=True))

    def has(self, axes: int, *names: str) -> bool:
        """Whether tensors of these names are there, each with so many axes."""
        return all(len(self.own.get(name, ())) == axes for name in names)

    @property
    def alike(self) -> Alike:
        """What it has in common with the same group of any other block: 0 stands for the numbers in its name."""
        name = NUMBERS.sub("0", self.name)
        inside = [weight.name[len(self.name) :] for weight in self.weights]
        is_simple = all(own.rfind(".") <= 0 and own.rfind("/") <= 0 for own in inside)  # a name behind the layer's, and no path
        if not is_simple or not all(weight.name.startswith(self.name) for weight in self.weights):
            inside = [f".{own}" if name else own for own in self.own]
            name = name.replace("/", ".")
        return name, self.kind, tuple((own, weight.shape, weight.is_buffer) for own, weight in zip(inside, self.weights, strict=True))

    @classmethod
    def of_alike(cls, alike: Alike) -> Group:
        """A group of which others have this in common."""
        name, kind, tensors = alike
        return cls(name, tuple(BuiltWeight(name + own, shape, is_buffer=is_buffer) for own, shape, is_buffer in tensors), kind)

    @cached_property
    def words(self) -> str:
        """What it is called, to look for words in."""
        return f"{self.name} {self.kind}".lower()

    def says(self, pattern: str) -> bool:
        """Whether a word of this pattern is in what it is called."""
        return re.search(pattern, self.words) is not None


def _says_nothing_more(home: Path, paths: Sequence[Path]) -> bool:
    """Whether all names inside a layer begin with that of the layer again, as Keras' old files have it, or of its cell."""
    first, *others = {path[len(home)] if len(path) > len(home) + 1 else "" for path in paths}
    return not others and (first == home[-1] or CELL.fullmatch(first) is not None)


def _shared_beginning(paths: Sequence[Path]) -> Path:
    columns = zip(*(path[:-1] for path in paths), strict=False)
    return tuple(column[0] for column in takewhile(lambda column: len(set(column)) == 1, columns))


def path_of(name: str) -> Path:
    """The parts of a name. TensorFlow numbers what an operation gives, `kernel:0`, and that is left out.

    >>> path_of("transformer.h.0.attn.c_attn.weight")
    ('transformer', 'h', '0', 'attn', 'c_attn', 'weight')
    """
    name = re.sub(r":\d+$", "", name) if ":" in name else name
    return tuple(name.rsplit("/" if "/" in name else ".", MAX_DEPTH))


def groups_of(tensors: Sequence[BuiltWeight]) -> Iterator[Group]:
    """The tensors by the layer that they belong to, each in one group, in the order of the first of each."""
    paths = [path_of(tensor.name) for tensor in tensors]
    homes = _Homes({path: len(tensor.shape) for path, tensor in zip(paths, tensors, strict=True)})
    found: dict[str, list[BuiltWeight]] = defaultdict(list)
    for path, tensor in zip(paths, tensors, strict=True):
        found[("/" if "/" in tensor.name else ".").join(homes.of(path))].append(tensor)
    return (Group(name, tuple(members)) for name, members in found.items())


ATTENTION = ({"query", "key", "value", "attention_output"}, {"query", "key", "value", "out"})
"""The maps of an attention, in Keras and in Flax, that stand beside each other in one layer where heads have an axis of their own."""

GATES = ({"ii", "ig", "io", "hi", "hf", "hg", "ho"}, {"ir", "iz", "hr", "hz", "hn"}, {"dense_i", "dense_h"})
"""The maps of Flax' recurrent cells."""

GATE = re.compile(r"[ih][a-z]_?|dense_[ih]")
CELL = re.compile(r"(lstm_|gru_|simple_rnn_)?cell(_\d+)?")
NUMBERED = "vars"
"""Where a `.keras` archive has the tensors of a layer, by their numbers."""

DIRECTION = re.compile(r"(forward|backward)_.*")
ALONE = re.compile(r"(weight|bias)(_\w+)?|kernel|scale|gamma|beta|mean|var|recurrent_kernel|lora_[ab]|(in|out)_proj.*|running_.*|moving_.*|num_.*")
"""The tensors of a model that is one layer: they have no path before them."""


class _Homes:
    """The layers that the tensors of a file belong to; `ranks` has the number of axes of each tensor by its path."""

    def __init__(self, ranks: Mapping[Path, int]) -> None:
        self.ranks = ranks
        self.there: set[Path] = set()
        self.directions: dict[Path, set[str]] = defaultdict(set)
        self.known: dict[Path, Path] = {}
        for path in ranks:
            self._add(path)

    def _add(self, path: Path) -> None:
        """Make the beginnings of a path known, the longest first: what is there has its own there too."""
        while path and path not in self.there:
            self.there.add(path)
            above, last = path[:-1], path[-1]
            if last.startswith(("forward_", "backward_")):
                self.directions[above].add(last.partition("_")[0])
            path = above

    def _has(self, above: Path, names: Iterable[str]) -> bool:
        """Whether all these stand beside each other."""
        return all((*above, name) in self.there for name in names)

    def of(self, path: Path) -> Path:
        """The layer of a tensor."""
        if is_table_of_positions(path[-1], self.ranks[path]) or (len(path) == 1 and not ALONE.fullmatch(path[0])):
            return path
        home = path[:-1]
        if home not in self.known:
            self.known[home] = self._around(home)
        return self.known[home]

    def _around(self, home: Path) -> Path:
        if "parametrizations" in home:
            home = home[: home.index("parametrizations")]
        while home and self._is_part_of_a_layer(home):
            home = home[:-1]
        return home

    def _is_part_of_a_layer(self, home: Path) -> bool:
        """Whether what is here belongs to the layer around it."""
        above, last = home[:-1], home[-1]
        return (
            home in self.ranks  # `weight.absmax` describes `weight`
            or above[-1:] == (last,)  # Keras' old files say a layer's name twice
            or (bool(above) and (last == NUMBERED or CELL.fullmatch(last) is not None))
            or (last == "out_proj" and (self._has(above, ["in_proj_weight"]) or self._has(above, ["q_proj_weight"])))
            or (GATE.fullmatch(last) is not None and any(self._has(above, gates) for gates in GATES))
            or (self.ranks.get((*home, "kernel")) == 3 and any(last in maps and self._has(above, maps) for maps in ATTENTION))
            or (DIRECTION.fullmatch(last) is not None and len(self.directions[above]) == 2)
        )
