"""What a family of models is: the keys of its configuration, and a function from its sizes to its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from symcount.algebra import Value
from symcount.errors import InputError, shown, unknown
from symcount.models.closed_form import latex_sum, letters_of, sympy_sum, terms
from symcount.models.embeddings import with_heads
from symcount.models.families.building import inside
from symcount.models.families.keys import Key, Sizes, read, symbolic
from symcount.models.families.names import OWN_LETTERS
from symcount.models.model import Model, Part

if TYPE_CHECKING:
    from sympy import Expr

Parts = Callable[[Sizes], Iterable[Part]]
Notes = Callable[[Sizes], Iterable[str]]

BARE = "Model"
"""The head of a model without any."""

KIND = "Hugging Face configuration"


@dataclass(frozen=True)
class Family:
    """Models that differ in their sizes only: those that transformers builds for one `model_type`.

    >>> from symcount.models.families import FAMILIES
    >>> FAMILIES["gpt2"].formula.subs({"vocab_size": 50257, "context_length": 1024, "d_model": 768, "d_ff": 3072, "num_layers": 12, "tied": 1})
    124439808

    `prefix` begins the names of its architectures, and `heads` says what stands on the model for each of their endings; `base` is where the
    model itself stands below a head, `other_bases` where it stands below some of them. `letters` are the paper's own where they are not the usual ones,
    `notes` what a reader should know of some sizes.
    """

    name: str
    title: str
    prefix: str
    base: str
    other_bases: Mapping[str, str] = field(repr=False)
    body: Parts = field(repr=False)
    heads: Mapping[str, Parts] = field(repr=False)
    usual: str
    keys: Mapping[str, Key] = field(repr=False)
    source: str
    letters: Mapping[str, str] = field(repr=False)
    notes: Notes = field(repr=False)

    @property
    def architectures(self) -> tuple[str, ...]:
        """The names that `architectures` may have."""
        return tuple(self.prefix + head for head in self.heads)

    @cached_property
    def model(self) -> Model:
        """The model with every size a symbol, with its usual head."""
        return self({})

    @property
    def formula(self) -> Expr:
        """The number of parameters as a SymPy expression: embeddings, the layers, what stands once."""
        return sympy_sum(self.terms)

    @property
    def terms(self) -> tuple[Value, ...]:
        """The summands of the closed form."""
        return terms(self.model.parts)

    @property
    def symbols(self) -> dict[str, str]:
        """The letter of each size of the closed form, as LaTeX, in the paper's letters where it has its own."""
        return letters_of(self.terms, {**OWN_LETTERS, **self.letters})

    def latex(self, letters: Mapping[str, str] | None = None) -> str:
        """The closed form in these letters, and the paper's for the others."""
        return latex_sum(self.terms, {**OWN_LETTERS, **self.letters, **(letters or {})})

    def __call__(self, config: Mapping[str, Any]) -> Model:
        """The model of a configuration that leaves open what it does not state."""
        return self.from_config({**symbolic(self.keys), **config})

    def from_config(self, config: Mapping[str, Any]) -> Model:
        """The model of a configuration; what it does not state is as transformers has it.

        Errors: `InputError` for a value that cannot be used, and for an architecture that the family does not have.
        """
        head = self._head(config.get("architectures"))
        sizes = read(self.keys, config, head)
        base = "" if head == BARE else self.other_bases.get(head, self.base)
        parts = with_heads([*inside(base, self.body(sizes)), *self.heads[head](sizes)])
        return Model(self.prefix + head, KIND, parts, (*self._not_stated(config), *self.notes(sizes)))

    def _head(self, architectures: object) -> str:
        names = architectures if isinstance(architectures, (list, tuple)) else [] if architectures is None else [architectures]
        if not names:
            return self.usual
        if not isinstance(names[0], str):
            raise InputError(f"architectures is a list of names such as {self.prefix + self.usual}, not {shown(architectures)}")
        if names[0] not in self.architectures:
            raise unknown(f"architecture of {self.name}", names[0], self.architectures)
        return names[0].removeprefix(self.prefix)

    def _not_stated(self, config: Mapping[str, Any]) -> Iterable[str]:
        """What a reader should know: which sizes the configuration does not state."""
        sizes = [key for role, key in self.keys.items() if key.symbolic and role not in ("tied", "output_dim")]
        usual = {key.names[0]: key.default for key in sizes if isinstance(key.default, int) and not key.stated(config)}
        if usual:
            yield f"not stated, and as transformers has it: {', '.join(f'{name} {value}' for name, value in usual.items())}"

    def __str__(self) -> str:
        return f"{self.title}: {' + '.join(map(str, self.terms))}"


KNOWN: dict[str, Family] = {}
"""The families whose files were read, by `model_type`."""


def family(
    name: str,
    *,
    title: str,
    prefix: str,
    keys: Mapping[str, Key],
    heads: Mapping[str, Parts],
    usual: str,
    source: str,
    base: str = "model",
    other_bases: Mapping[str, str] | None = None,
    letters: Mapping[str, str] | None = None,
    notes: Notes = lambda _: (),
) -> Callable[[Parts], Parts]:
    """Make a function from sizes to parts a family."""

    def register(body: Parts) -> Parts:
        KNOWN[name] = Family(name, title, prefix, base, other_bases or {}, body, heads, usual, keys, source, letters or {}, notes)
        return body

    return register
