"""The settings at which a layer is tried when only its count is printed: a framework's defaults first, then other switches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from symcount.algebra import Growing, Value, as_size, symbol
from symcount.errors import InputError, NotDivisible
from symcount.layers import Layer, SizedLayer
from symcount.layers.convention import Convention
from symcount.layers.definition import CATALOGUE, SQUARE_KERNEL
from symcount.layers.shapes import Shape
from symcount.layers.weight import Size

MOST_LAYERS = 8
"""Stacked layers that are tried."""

Switches = Sequence[Sequence[Mapping[str, Size | None]]]
"""Settings of a layer in groups: each size a number, an identity, or None where it is open though it has a default."""

USUAL_GROUPS = (2, 3, 4, 8, 16, 32, 64)
SQUARE = "kernel_size"

ONE_HEAD = {"num_heads": 1, "num_kv_heads": 1}
"""All heads taken for one: Keras' heads together may be wider or narrower than the model."""


@dataclass(frozen=True, eq=False)
class Trial:
    """A layer with its switches set, its count ready to be solved for the sizes that are open.

    `count`, `leaving` and `entering`: the count (`scale` times, so that no fraction is left), the width of what leaves and of what enters;
    the sides of a square kernel are one size.
    """

    layer: Layer
    convention: Convention
    fixed: Mapping[str, int]
    is_square: bool
    count: Growing
    scale: int
    leaving: Growing | None
    entering: Growing | None
    identities: Mapping[str, Value] = field(default_factory=dict)

    def sizes(self, solution: Mapping[str, int]) -> dict[str, int]:
        """The layer's sizes in a solution, each side of a kernel for itself."""
        sides = {name: solution[SQUARE] for name in square_sides(self.layer) if self.is_square and SQUARE in solution}
        return {**{name: size for name, size in solution.items() if not (self.is_square and name == SQUARE)}, **sides, **self.fixed}

    def solution(self, sizes: Mapping[str, int]) -> dict[str, int] | None:
        """The open sizes among these, the sides of a square kernel as one; None where others are fixed, or the kernel is not square."""
        sides = square_sides(self.layer) if self.is_square else ()
        named = {SQUARE if name in sides else name: size for name, size in sizes.items()}
        is_other = (
            not self.identities.keys().isdisjoint(sizes)
            or any(named.get(SQUARE) != sizes[name] for name in sides if name in sizes)
            or any(self.fixed.get(name, size) != size for name, size in named.items())
        )
        return None if is_other else {name: size for name, size in named.items() if name not in self.fixed and name in {*self.count.names, *self.layer.sizes}}

    def sized(self, solution: Mapping[str, int]) -> SizedLayer:
        """The layer at a solution, with all the weights that the framework counts."""
        return self.convention.counted(self.layer, self._all_sizes(solution))

    def statistics(self, solution: Mapping[str, int]) -> int:
        """How many numbers the layer keeps without training them, as a batch normalisation its moving mean and variance."""
        if all(weight.trainable for weight in self.layer.weights):
            return 0
        return int(self.layer(**{**self.convention.sizes, **self._all_sizes(solution)}).non_trainable)

    def _all_sizes(self, solution: Mapping[str, int]) -> dict[str, Size]:
        return {**{name: size.subs(self.sizes(solution)) for name, size in self.identities.items()}, **self.sizes(solution)}


def square_sides(layer: Layer) -> tuple[str, ...]:
    """The sides of a kernel that has several."""
    sides = tuple(name for name in layer.sizes if name in SQUARE_KERNEL)
    return sides if len(sides) > 1 else ()


@lru_cache(maxsize=512)
def usual_trials(layer: Layer, convention: Convention) -> tuple[tuple[Trial, ...], ...]:
    """The settings that are met every day, in groups, the first group first: the framework's defaults, and without biases.

    >>> from symcount.layers import lstm
    >>> from symcount.layers.convention import TEXTBOOK
    >>> [[dict(trial.fixed) for trial in group] for group in usual_trials(lstm, TEXTBOOK)]
    [[{'bias': 1}], [{'bias': 0}], [{'bias': 2}]]
    """
    return _trials(layer, convention, _usual_switches(layer, convention), is_square=bool(square_sides(layer)))


def _usual_switches(layer: Layer, convention: Convention) -> Switches:
    base = {name: size for name, size in {**layer.defaults, **convention.sizes}.items() if isinstance(size, int)}
    first: list[dict[str, int]] = [base]
    if convention.name == "keras" and base.get("bias") == 2:
        first.append({**base, "bias": 1})  # Keras' GRU had one bias vector before reset_after was its default
    biases = [value for value in layer.values_of("bias") if all(value != one["bias"] for one in first)] if "bias" in base else []
    groups: list[Sequence[Mapping[str, Size | None]]] = [first, *([{**base, "bias": value}] for value in biases)]
    if convention.name == "torch":
        groups += [[change] for change in _of_torch(layer, base)]
    return groups


def _of_torch(layer: Layer, base: Mapping[str, int]) -> Iterator[Mapping[str, Size | None]]:
    """What PyTorch has no layer of its own for: stacked recurrent layers, and the depthwise convolution, of as many groups as channels."""
    if layer.is_recurrent:
        yield from ({**base, "num_layers": number} for number in range(2, MOST_LAYERS + 1))
    if "groups" in base and layer.multiples:
        yield from ({**base, "groups": symbol("input_channels"), "bias": bias} for bias in (1, 0))


@lru_cache(maxsize=512)
def unusual_trials(layer: Layer, convention: Convention) -> tuple[tuple[Trial, ...], ...]:
    """The settings that are met now and then: kernels that are not square, groups, further kernels of a channel, stacked layers, other switches."""
    base = {name: size for name, size in {**layer.defaults, **convention.sizes}.items() if isinstance(size, int)}
    changes = list(_changes(layer, base))
    without = [{**change, "bias": 0} for change in changes if "bias" in change]
    groups: Switches = [[change] for change in (*changes, *without)]
    if layer.name == "multi_head_attention":
        return _trials(CATALOGUE["grouped_query_attention"], convention, [[{**ONE_HEAD, "bias": bias}] for bias in (1, 0)], is_square=False)
    if not square_sides(layer):
        return _trials(layer, convention, groups, is_square=False)
    rectangular = _trials(layer, convention, _usual_switches(layer, convention), is_square=False)
    return (*rectangular, *_trials(layer, convention, groups, is_square=True), *_trials(layer, convention, groups, is_square=False))


def _changes(layer: Layer, base: Mapping[str, int]) -> Iterator[Mapping[str, Size | None]]:
    """The defaults with one of them otherwise: another number, an identity, or None where it is open."""
    for name in layer.defaults:
        if name == "groups" and layer.multiples:
            yield {**base, "groups": symbol("input_channels")}
            yield from ({**base, "groups": number} for number in USUAL_GROUPS)
        elif not layer.values_of(name):
            yield {**base, name: None}
        elif name != "bias":
            yield from ({**base, name: value} for value in layer.values_of(name) if value != base.get(name))


def _trials(layer: Layer, convention: Convention, groups: Switches, is_square: bool) -> tuple[tuple[Trial, ...], ...]:
    """The settings of each group."""
    found = [tuple(filter(None, (_trial(layer, convention, switches, is_square) for switches in group))) for group in groups]
    return tuple(filter(None, found))


def _trial(layer: Layer, convention: Convention, switches: Mapping[str, Size | None], is_square: bool) -> Trial | None:
    """A layer at a setting, if its count grows with its sizes."""
    fixed = {name: size for name, size in switches.items() if isinstance(size, int)}
    identities = {name: size for name, size in {**layer.defaults, **switches}.items() if isinstance(size, Value)}
    open_sizes = {name: symbol(name) for name in layer.sizes if name not in fixed and name not in identities}
    squared = {name: symbol(SQUARE) for name in square_sides(layer)} if is_square else {}
    scale = fixed.get("groups", 1) if layer.multiples else 1
    try:
        sized = convention.counted(layer, {**open_sizes, **identities, **fixed, **squared})
        count = Growing.of(as_size(sized.total) * scale)
        return Trial(layer, convention, fixed, is_square, count, scale, _width(layer, sized.outputs), _width(layer, sized.inputs), identities)
    except (InputError, NotDivisible):
        return None


def _width(layer: Layer, shapes: Mapping[str, Shape]) -> Growing | None:
    """The last side of a shape, of several the first, where it is a size of the weights."""
    side = next(iter(shapes.values())).sides[-1] if shapes else ...
    return Growing.of(side) if isinstance(side, Value) and side.constant is None and side.names <= set(layer.sizes) else None
