"""Which tensors of a file belong to one layer: their names are paths, and most layers are where a path ends."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from symcount.frameworks.built import BuiltWeight
from symcount.models.embeddings import is_table_of_positions

Path = tuple[str, ...]

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

    @property
    def without_numbers(self) -> Group:
        """The same as any block has it: with 0 for the numbers in its name."""
        name = re.sub(r"\d+", "0", ".".join(path_of(self.name))) if self.name else ""
        shapes = zip(self.own, self.weights, strict=True)
        weights = (BuiltWeight(f"{name}.{own}" if name else own, weight.shape, is_buffer=weight.is_buffer) for own, weight in shapes)
        return Group(name, tuple(weights), self.kind)

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


def groups_of(tensors: Sequence[BuiltWeight]) -> list[Group]:
    """The tensors by the layer that they belong to, each in one group, in the order of the first of each."""
    homes = _Homes({path_of(tensor.name): len(tensor.shape) for tensor in tensors})
    found: dict[str, list[BuiltWeight]] = defaultdict(list)
    for tensor in tensors:
        home = homes.of(path_of(tensor.name))
        found[("/" if "/" in tensor.name else ".").join(home)].append(tensor)
    return [Group(name, tuple(members)) for name, members in found.items()]


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
        self.children: dict[Path, set[str]] = defaultdict(set)
        self.directions: dict[Path, set[str]] = defaultdict(set)
        self.known: dict[Path, Path] = {}
        for path in ranks:
            for place, part in enumerate(path):
                self.children[path[:place]].add(part)
                if DIRECTION.fullmatch(part):
                    self.directions[path[:place]].add(part.partition("_")[0])

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
        beside = self.children[above]
        return (
            home in self.ranks  # `weight.absmax` describes `weight`
            or above[-1:] == (last,)  # Keras' old files say a layer's name twice
            or (bool(above) and (last == NUMBERED or CELL.fullmatch(last) is not None))
            or (last == "out_proj" and bool(beside & {"in_proj_weight", "q_proj_weight"}))
            or (GATE.fullmatch(last) is not None and any(gates <= beside for gates in GATES))
            or (self.ranks.get((*home, "kernel")) == 3 and any(last in maps and maps <= beside for maps in ATTENTION))
            or (DIRECTION.fullmatch(last) is not None and len(self.directions[above]) == 2)
        )
