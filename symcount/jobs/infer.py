"""`infer`: the closed form of any constructor's parameters, found by building it at small sizes and confirmed at fresh ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Any

from symcount.algebra import Value, as_size, factor, from_sympy, symbol, value_of
from symcount.errors import InputError, check_texts, shown
from symcount.frameworks.built import Built, BuiltWeight
from symcount.judging.known import Known, known_as
from symcount.layers.definition import SQUARE_KERNEL
from symcount.layers.weight import plain_size
from symcount.models.constructing import Construction, called, constructed
from symcount.models.foreign import ForeignError, object_named
from symcount.models.trials import Found, find
from symcount.reading import parse, parse_shape
from symcount.rendering import Result, as_tuple, columns, html, html_parts, latex, pretty, written

TENSORS = ("tensor", "shape", "parameters", "")

MOST_SHOWN = 4
"""Sizes at which it was confirmed that the printed answer shows."""


@dataclass(frozen=True)
class Inference(Result):
    """The formula of what a constructor builds: `confirmed_on` are sizes at which it was foretold and then built.

    >>> found = infer(lambda width: {"kernel": (width, 4 * width)}, width="d")
    >>> found.formula, found.confirmed_on[0], found.builds
    (4*d**2, {'d': 129}, 10)
    """

    call: str
    """The call as it is written, its sizes as letters."""
    built: Built
    """The tensors with their shapes in the sizes."""
    builds: int
    """How many models were built to find it and to confirm it."""
    confirmed_on: tuple[Mapping[str, int], ...]
    """Sizes that were not used to find it, at which it was right."""
    known: Known | None = None
    """The layer of the catalogue that it is, with its settings, if it is one."""
    without_effect: tuple[str, ...] = ()
    """The arguments that vary and change no tensor."""
    notes: tuple[str, ...] = ()
    """What a reader should know."""

    @property
    def weights(self) -> tuple[BuiltWeight, ...]:
        """Each tensor with its shape in the sizes; equal ones together, as copies."""
        return self.built.weights

    @property
    def count(self) -> Value:
        """The parameters, trainable and not, without buffers, in the kernel's form."""
        return factor(as_size(self.built.count))

    @property
    def formula(self) -> Any:
        """The same as a SymPy expression."""
        return self.count.expr

    @property
    def layer(self) -> str | None:
        """The layer of the catalogue that has these tensors."""
        return self.known.layer.name if self.known else None

    def latex(self, letters: Mapping[str, str] | None = None) -> str:
        """The formula as LaTeX, in the letters given."""
        return latex.value(self.count, letters)

    def to_dict(self) -> dict[str, Any]:
        """What `--json` prints, as plain values."""
        return {
            "call": self.call,
            "formula": written(self.count),
            "latex": self.latex(),
            "trainable": plain_size(self.built.trainable),
            "non_trainable": plain_size(self.built.non_trainable),
            "weights": [weight.to_dict() for weight in self.weights],
            "builds": self.builds,
            "confirmed_on": [dict(point) for point in self.confirmed_on],
            "layer": self.layer,
            "reading": {name: str(size) for name, size in self.known.sizes.items()} if self.known else {},
            "without_effect": list(self.without_effect),
            "notes": list(self.notes),
        }

    def __str__(self) -> str:
        lines = [f"{self.call}{self._known}", "", f"    {pretty(self.count)}", ""]
        lines += [f"    {line}" for line in columns(self._rows).splitlines()] or ["    no tensors"]
        (builds, confirmed), *facts = self._facts
        return "\n".join([*lines, "", f"    {builds}; {confirmed}", *(f"    {label}: {said}" for label, said in facts)])

    def _repr_html_(self) -> str:
        return html.block(
            html.paragraph(html.joined(html.code(self.call), self._known)),
            html_parts.count(self.count),
            html.table(TENSORS, self._rows),
            html_parts.facts(self._facts),
        )

    @property
    def _rows(self) -> list[tuple[str, str, str, str]]:
        """The tensors as a table shows them."""
        return [(one.name, as_tuple(one.shape, one.copies), pretty(as_size(one.count)), _remark(one)) for one in self.weights]

    @property
    def _facts(self) -> list[tuple[str, str]]:
        """How it was found, and what was guessed, behind labels."""
        points = "; ".join(", ".join(f"{name}={size}" for name, size in point.items()) for point in self.confirmed_on[:MOST_SHOWN])
        more = f"; and {others} more" if (others := len(self.confirmed_on[MOST_SHOWN:])) else ""
        facts = [(f"{self.builds} builds", f"confirmed at {points}{more}")]
        facts += [("does not matter", ", ".join(self.without_effect))] if self.without_effect else []
        return [*facts, *(("note", note) for note in self.notes)]

    @property
    def _known(self) -> str:
        """What else has tensors like a layer's need not be this layer, unless it is called so."""
        return f": {'' if self.known.has_its_name else 'the tensors of '}{self.known}" if self.known else ""


def _remark(weight: BuiltWeight) -> str:
    if weight.is_buffer:
        return "kept beside the parameters"
    return "" if weight.trainable else "not trained"


def infer(
    build: str | Callable[..., Any],
    /,
    *,
    input_shape: object = None,
    fixed: Mapping[str, Any] | None = None,
    **arguments: Any,
) -> Inference:
    """The formula of the parameters that a constructor builds.

    >>> found = infer(lambda width, heads: {"query": (width, heads * (width // heads)), "bias": (width,)}, width="d", heads="h")
    >>> print(found.formula, found.confirmed_on[0])
    d*(h*floor(d/h) + 1) {'d': 193, 'h': 150}

    `build` is a class or function, or its name as text, `"torch.nn:LSTM"`. It returns a model of PyTorch, Keras or Flax, or a
    dictionary from names to shapes or arrays; a model of transformers is built from its configuration. One of the `arguments` that is a text, a
    SymPy expression or `...` is a size to vary: `"n"`, `"heads*dim"`, `...` for one called as the argument. A tuple may hold sizes. Any
    other argument, and all in `fixed`, is handed on. `input_shape`: what a layer of Keras, or a lazy one, must see before it has weights:
    `(None, 16, "n")`, or a list of shapes.

    Errors: `InputError` for a constructor that is not there or refuses all sizes (it quotes its error), and where no formula of the kinds
    tried gives a side of a tensor (it names it with the values seen).
    """
    return inferred(build, arguments, fixed, input_shape)


def inferred(build: str | Callable[..., Any], arguments: Mapping[str, Any], fixed: Mapping[str, Any] | None = None, input_shape: object = None) -> Inference:
    """The same, the arguments as a dictionary: they may have any names.

    >>> inferred(lambda fixed: {"gain": (fixed,)}, {"fixed": "n"}).formula
    n

    Errors: as of `infer`.
    """
    constructor = object_named(build) if isinstance(build, str) else build
    if not callable(constructor):
        raise InputError(f"infer needs a class or a function, or its name as module:object, not {shown(build)}")
    check_texts("fixed", fixed or {}, object)
    sizes = {name: _argument(name, value) for name, value in arguments.items()}
    inputs = _input_shapes(input_shape)
    names = tuple(dict.fromkeys(name for size in (*sizes.values(), *inputs) for name in _names(size)))
    if not names:
        raise InputError("no size varies: give one or more arguments a name, such as input_size=n")
    if twice := sorted(sizes.keys() & (fixed or {}).keys()):
        raise InputError(f"{twice[0]} is given twice: as a size, and to stay as it is")
    handed_on = {**sizes, **(fixed or {})}
    found = find(lambda point: _construct(constructor, handed_on, inputs, point), names)
    return _inference(build if isinstance(build, str) else called(constructor), handed_on, inputs, found, names)


def _construct(build: Callable[..., Any], arguments: Mapping[str, Any], inputs: Sequence[Any], point: Mapping[str, int]) -> Construction:
    return constructed(build, {name: _at(value, point) for name, value in arguments.items()}, [_at(shape, point) for shape in inputs])


def _inference(name: str, arguments: Mapping[str, Any], inputs: Sequence[Any], found: Found, names: Sequence[str]) -> Inference:
    built = Built(tuple(kind.weight for kind in found.kinds))
    known = _known(name, arguments, inputs, built)
    used = {name for kind in found.kinds for value in (*kind.shape, kind.copies) for name in value.names}
    notes = [f"not tried are sizes that the constructor refuses: {found.refusal}"] if found.refusal else []
    call = f"{name}({', '.join(f'{argument}={_written(value)}' for argument, value in arguments.items())})"
    return Inference(call, built, found.builds, found.confirmed_on, known, tuple(one for one in names if one not in used), tuple(notes))


def _known(name: str, arguments: Mapping[str, Any], inputs: Sequence[Any], built: Built) -> Known | None:
    """The catalogue's layer: each letter read by the word that the constructor has for it, what enters last by that for a layer's input."""
    words = _words(arguments)
    count = as_size(built.trainable)
    tensors = [as_size(prod(weight.shape)) for weight in built.weights if weight.trainable]
    entering = {str(shape[-1]): "input_dim" for shape in inputs[:1] if isinstance(shape[-1], Value) and shape[-1].is_name}
    readings = [({letter: symbol(word) for letter, word in letters.items()}, letters) for letters in (entering | words, words)]
    readings = [*((meanings | _shares(arguments, meanings), letters) for meanings, letters in readings), *readings, ({}, {})]
    for called_so in (name.rpartition(":")[2], *([""] if count.term_count > 1 else [])):  # one product is the count of many layers
        for meanings, letters in readings:
            known = known_as(count.subs(meanings), called_so, [tensor.subs(meanings) for tensor in tensors])
            if known:
                own = {word: letter for letter, word in letters.items()}
                return replace(known, sizes={own.get(word, word): size for word, size in known.sizes.items()})
    return None


def _words(arguments: Mapping[str, Any]) -> dict[str, str]:
    """For each letter that is an argument, the argument's name; for those of a kernel, its sides."""
    words = {str(value): word for word, value in arguments.items() if isinstance(value, Value) and value.is_name}
    kernel = arguments.get("kernel_size")
    sides = kernel if isinstance(kernel, tuple) and len(kernel) > 1 else ()
    return words | {str(side): word for side, word in zip(reversed(sides), reversed(SQUARE_KERNEL), strict=False) if isinstance(side, Value) and side.is_name}


def _shares(arguments: Mapping[str, Any], meanings: Mapping[str, Value]) -> dict[str, Value]:
    """What a letter is that stands in a product alone: of embed_dim=h*d with num_heads=h, d is embed_dim/num_heads."""
    products = {word: value for word, value in arguments.items() if isinstance(value, Value) and len(value.names) > 1}
    alone = {word: [one for one in sorted(value.names - meanings.keys()) if one not in (value / symbol(one)).names] for word, value in products.items()}
    return {letter: symbol(word) / (products[word] / symbol(letter)).subs(meanings) for word, letters in alone.items() for letter in letters[:1]}


# -- arguments -------------------------------------------------------------------------------------------------------------


def _argument(name: str, value: Any) -> Any:
    """An argument with its sizes as values of the kernel."""
    if value is ...:
        return symbol(name)
    if isinstance(value, str):
        return _from_text(value)
    if isinstance(value, (tuple, list)):
        return type(value)(_argument(name, one) for one in value) if type(value) in (tuple, list) else value
    return from_sympy(value) if hasattr(value, "free_symbols") else value


def _from_text(text: str) -> Any:
    if text.isidentifier():
        return symbol(text)
    if text.strip()[:1] in ("(", "[") and "," in text:
        return tuple(None if side is None else value_of(side).settled for side in parse_shape(text))
    return parse(text).value().settled


def _input_shapes(given: Any) -> list[Any]:
    """The shapes of the inputs, from one or from a list of them."""
    if given is None:
        return []
    shapes = list(given) if isinstance(given, (tuple, list)) and given and all(map(_is_shape, given)) else [given]
    if not all(map(_is_shape, shapes)):
        raise InputError(f'input_shape is a shape such as (None, 16, "n"), or a list of shapes, not {shown(given)}')
    return [_from_text(shape) if isinstance(shape, str) else tuple(_argument("", side) for side in shape) for shape in shapes]


def _is_shape(given: object) -> bool:
    return isinstance(given, (tuple, list)) or (isinstance(given, str) and given.strip()[:1] in ("(", "["))


def _names(value: Any) -> list[str]:
    """The sizes in an argument, in order."""
    if isinstance(value, (tuple, list)):
        return [name for one in value for name in _names(one)]
    return sorted(value.names) if isinstance(value, Value) else []


def _at(value: Any, point: Mapping[str, int]) -> Any:
    """An argument at a point. Errors: `ForeignError` for a size that is no whole number there."""
    if isinstance(value, (tuple, list)):
        return type(value)(_at(one, point) for one in value) if type(value) in (tuple, list) else value
    if not isinstance(value, Value):
        return value
    size = value.at(point)
    if not isinstance(size, int) or size < 0:
        raise ForeignError(f"{value} would be {size}, which is no size")
    return size


def _written(value: Any) -> str:
    """An argument as code has it."""
    if isinstance(value, (tuple, list)):
        return as_tuple(value) if all(one is None or isinstance(one, (int, Value)) for one in value) else shown(value)
    return written(value) if isinstance(value, Value) else shown(value)
