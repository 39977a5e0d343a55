"""The page of the families of models: closed forms, letters, sources, and what transformers' usual sizes give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from inspect import getdoc

from docs.generate.markdown import code, codes, linked, math, page, table
from symcount.algebra import as_size
from symcount.layers.weight import Size
from symcount.models.families import FAMILIES, Family, from_config
from symcount.models.families.names import meaning
from symcount.rendering import pretty, thousands

EXAMPLE = """```python
>>> from symcount.models.families import FAMILIES, from_config
>>> from sympy import symbols
>>> model = from_config({"model_type": "llama", "hidden_size": 4096, "intermediate_size": 14336, "num_key_value_heads": 8, "vocab_size": 128256})
>>> model.total, model.non_embedding
(8030261248, 6979588096)
>>> print(from_config({"model_type": "llama", "hidden_size": symbols("d"), "intermediate_size": "m", "num_hidden_layers": "L"}).total)
d*(4*L*d + 3*L*m + 2*L + 64001)
>>> FAMILIES["openai-gpt"].formula.subs({"tied": 1, "vocab_size": 40478, "context_length": 512, "d_model": 768, "num_layers": 12})
116534784
>>> mixture = from_config({"model_type": "mixtral"})
>>> mixture.total, mixture.active
(46702792704, 12879925248)
```"""


def families_page() -> str:
    """Every family with its closed form."""
    families = list(FAMILIES.values())
    return page(
        "# Families of models",
        "What the `config.json` of a Hugging Face model says is enough to count its parameters: neither transformers nor the weights are needed. "
        "A size may also be a SymPy symbol or a name instead of a number; it is left open then, and the count is a formula.",
        EXAMPLE,
        "Parts and weights are named as transformers names them. What a configuration does not state is as transformers has it, and said in `notes`. "
        "`architectures` names what stands on the model; without it, it is the language model of decoders and encoder-decoders, the bare model of "
        "encoders, the classifier of image models. Tied matrices are counted once: `tied` is 1 where the head shares the matrix of the words, else 0. "
        "Buffers, such as the corrections of DeepSeek-V3's scores, are not parameters. "
        "Embeddings are the tables of words and positions and the map back to the words; `active` is what one token goes through, of experts the chosen ones.",
        "A formula stands in the letters that our LaTeX uses everywhere, $V$ for the words, $d$ for the width, $s$ for the positions, $L$ for the layers, "
        "or in those of the family's own paper where they are others, which is said above it. Below it stand the names of the sizes, the same for all.",
        "Each family is compared with what transformers really builds, for twenty random configurations: totals, and names and shapes of every weight; "
        "with what it builds when each key of its configuration class is changed, under each of its names: a key that changes the count is read, or refused; "
        "and with published totals of 171 models.",
        table(["model_type", "models", "parameters of the usual sizes"], ([_link(one), one.title, _usual(one)] for one in families), right=(2,)),
        *(block for one in families for block in _family(one)),
    )


def _link(family: Family) -> str:
    return f"[{code(family.name)}](#{family.name})"


def _usual(family: Family) -> str:
    return _count(from_config({"model_type": family.name}).total)


def _count(size: Size) -> str:
    """A number of parameters for a sentence."""
    return thousands(number) if (number := as_size(size).constant) is not None else pretty(as_size(size))


def _family(family: Family) -> Iterator[str]:
    yield f"## {family.name}"
    yield f"**{family.title}** ({linked(family.source)})"
    yield getdoc(family.body) or ""
    yield "In the letters of its paper:" if family.letters else ""
    yield math(family.latex())
    yield code(" + ".join(map(pretty, family.terms)))
    yield table(["letter", "size", "what it is", "key"], _letters(family))
    model = from_config({"model_type": family.name})
    active = f", {_count(model.active)} of them for one token" if model.active != model.total else ""
    yield f"{model.name} at its usual sizes: {_count(model.total)} parameters{active}; {_count(model.embedding)} are embeddings."
    yield f"Architectures: {codes(family.architectures)}."


def _letters(family: Family) -> Iterable[list[str]]:
    """The sizes of the closed form in its order, each with its letter and its key."""
    symbols = family.symbols
    return ([f"${letter}$", code(name), meaning(name), _key(family, name)] for name, letter in symbols.items())


def _key(family: Family, name: str) -> str:
    return code(family.keys[name].names[0]) if name in family.keys and family.keys[name].names else ""
