"""Words and names that make a right claim wrong: a text is changed from outside, so that what the reader makes of it cannot excuse the answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from symcount.layers import CATALOGUE, Layer
from symcount.rendering import written
from symcount.roles import ROLES, spelled
from tests.fuzz.mutations import count_of, formula_of, points_of, with_numbers
from tests.judging.published import Published

TERMS = ["{} (+4n biases)", "{} (+20 biases)", "{} (+ bias)", "{} (plus 20 biases)", "{} (and 20 biases)", "{}, 20 biases", "{}, plus 20 biases"]
TERMS += ["{} + 20 biases", "{} plus biases", "{} + dropout", "{} + 1", "{} (+ 1)", "{} - 20", "{} minus biases", "{} except 20", "{} 再加上20个偏置"]
PARTS = ["{} per gate", "{} per head", "{} per unit", "{} per neuron", "{} for each gate", "{} (per gate)", "{} in one gate", "per gate: {}", "one gate: {}"]
PARTS += ["{} pro Gate", "{} par porte", "每个门 {}"]
DENIALS = ["not {}", "it is not {}", "params != {}", "params ≠ {}", "params is not {}", "wrong: {}", "{} is wrong", "{} is not right", "{} is incorrect"]
DENIALS += ["{} is false", "{} (wrong)", "{} ❌", "{} ist falsch", "{} est faux", "{} 是错的", "不是 {}"]
UNITS = ["{} KB", "{} MB", "{} bytes", "{} bits", "{} FLOPs", "{} MACs", "{} multiplications", "{} neurons", "{} thousand", "{} million", "{} dozen", "{}%"]
BOUNDS = [
    "more than {}",
    "less than {}",
    "at least {}",
    "at most {}",
    "params > {}",
    "params < {}",
    "{} or more",
    "twice {}",
    "half of {}",
    "{} twice",
    "{} squared",
]
WITHOUT = ["{} without bias", "{} without biases", "{} (without bias)", "{}, without bias", "{} (no bias)", "without bias: {}", "{} excluding bias"]
WITHOUT += [
    "{} ignoring biases",
    "{} not counting biases",
    "{} (bias excluded)",
    "{} (bias=0)",
    "{} ohne Bias",
    "{} sans biais",
    "{} 不含偏置",
    "{} без смещения",
]

STATEMENTS = ["P = 2Q, where Q = {}", "P = 2Q with Q = {}", "2Q with Q={}", "P = 2Q and Q = {}", "Q = {}; P = 2Q", "Q = {}, P = 2Q", "Q = {}\nP = 2Q"]
STATEMENTS += ["P = 7n, where Q = {}", "N = 7n for P = {}", "99 with N = {}", "3n with params = {}", "n, letting W = {}", "F = {}, P = 7", "Q = {}\n2Q + 1"]

TAILS = ["{}, and 2n more", "{}, and another 2n", "{}, as well as 2n", "{}, additionally 3n", "{}; in addition 3n", "{}, together with 3n", "{}, including 3n"]
TAILS += ["{}, counting 3n for peepholes", "{}, with 3n peepholes", "{}, then + nk", "{} (and 3n)", "{} (add 4n for the second bias)", "{} (n more in cuDNN)"]
TAILS += ["{} (*2 for bidirectional)", "{} (x2 for bidirectional)", "{}, that is 4·96", "{}, and 20 more", "{} (20 more in cuDNN)"]
SCOPES = ["{} in two layers", "{}, three layers", "{} for both directions", "{} for one of the two layers", "{} per time step", "{} per step", "{} by k"]
SCOPES += ["{} with two bias vectors", "{}, two biases", "{}, bias = 2", "{} of 5000000 total"]
STRUCK = [r"\cancel{{{}}}", r"{} \footnote{{+n}}", "~~{}~~", "~~{}~~ 7"]

WORDINGS = [*TERMS, *PARTS, *DENIALS, *UNITS, *BOUNDS, *WITHOUT, *STATEMENTS, *TAILS, *SCOPES, *STRUCK]
"""What stands around a right claim, so that the text claims something else, or nothing that can be judged."""

SENTENCES = [
    "The LSTM has not 180 parameters",
    "The LSTM does not have 180 parameters",
    "The LSTM hasn't 180 parameters",
    "The LSTM has more than 180 parameters",
    "The LSTM has at most 180 parameters",
    "The LSTM has 180 thousand parameters",
    "The LSTM has 180 parameters per gate",
    "Each gate of the LSTM has 180 parameters",
    "Each gate has 180 parameters",
    "The LSTM has 180 parameters without biases",
    "The LSTM has 180 parameters (without biases)",
    "The LSTM without biases has 180 parameters",
    "Without biases the LSTM has 180 parameters",
    "The LSTM has 180 weights and 20 biases",
    "The LSTM has 180 weights, 20 biases",
    "The LSTM has 180 parameters plus 20 biases",
    "The LSTM has 180 parameters, which is wrong",
    "It is wrong that the LSTM has 180 parameters",
    "Two such layers have 180 parameters",
    "The LSTM has 180 biases",
    "180 biases",
    "180 parameters per step",
    "180 trainable of 200 total",
]
"""What is not true of an LSTM with 5 units on 3 features, which has 180 parameters, 160 of them no biases."""

SIDES = [
    "4*5*(5 + 3 + 1) + bias = 180",
    "4*5*(5 + bias + 3 + 1) = 180",
    "4*timesteps*(5 + 3 + 1) = 180",
    "5not36 = 180",
    "4*5*(5 + 3 + 1) = 180 mod 7",
    "g*[h(h*i) + h] = 4*[5(5 + 3) + 5]",
    "one layer (LSTM = 4 gates)  3*5*(5 + 3 + 1) = 180",
    "1,6000 \\text{（权重）} + 20 = 180",
    "kernel: 4*3*5 = 61\nrecurrent: 4*5*5 = 100\nbias: 4*5 = 20\nTotal: 180",
    "params*2 = 4*n*(n+m+1)",
    "params + 20 = 4*n*(n+m+1)",
    "params^2 = 4*n*(n+m+1)",
    "params + bias = 4*n*(n+m+1)",
    "4(nm+twice+n^2)",
]
"""Texts about the same LSTM whose last side is right and another is not, or says nothing that can be known."""

NAME = re.compile(r"[a-z]\w*")

WORDED = (
    Published("4*n*(n+m+1)", "lstm"),
    Published("4*units*(units + input_dim + 1)", "lstm"),
    Published("180", "lstm", given={"units": 5, "input_dim": 3}),
    Published("4*5*(5 + 3 + 1) = 180", "lstm", given={"units": 5, "input_dim": 3}),
    Published("params = 3*units*(units + input_dim + 1)", "gru"),
    Published("units*(input_dim + 1)", "dense"),
    Published("20", "dense", given={"units": 5, "input_dim": 3}),
    Published("filters*(kernel_height*kernel_width*input_channels + 1)", "conv2d"),
    Published("(3*3*3 + 1)*32 = 896", "conv2d", given={"kernel_size": 3, "input_channels": 3, "filters": 32}),
    Published("4*d_model*(d_model + 1)", "multi_head_attention"),
    Published("1,050,624", "multi_head_attention", given={"d_model": 512}),
)
"""Right claims that have a bias, in the forms in which people make them."""


LAYERS_WITH_BIAS = [layer for layer in CATALOGUE.values() if layer.defaults.get("bias") == 1]

SWITCHES = frozenset(name for name, role in ROLES.items() if role.values)
NUMBERS = frozenset(
    ("batch_size", "groups", "num_heads", "num_kv_heads", "num_layers", "kernel_size", "kernel_height", "kernel_width", "stride", "padding", "dilation")
)
LENGTHS = frozenset(("timesteps", "context_length", "input_length", "output_length", "key_length"))
WIDTHS = ROLES.keys() - SWITCHES - NUMBERS - LENGTHS
"""Sizes of one kind may be called by each other's names: a dense layer from `d_model` to `vocab_size` is as usual as one from `input_dim` to `units`."""


def forms_of(layer: Layer) -> Iterator[Published]:
    """The layer's count as people state it: a formula, a calculation, a number."""
    sizes = points_of(layer)[0]
    formula, count = formula_of(layer), count_of(layer, sizes)
    yield Published(written(formula), layer.name)
    yield Published(f"{written(with_numbers(formula, sizes))} = {count}", layer.name, given=sizes)
    yield Published(str(count), layer.name, given=sizes)


def renamed(layer: Layer) -> Iterator[tuple[str, str]]:
    """The layer's formula with another size's name in one place, or wherever a size stands, and that name."""
    text = written(formula_of(layer))
    for size in set(layer.sizes) & set(NAME.findall(text)):
        places = [place.span() for place in re.finditer(rf"\b{size}\b", text)]
        for other in sorted(ROLES.keys() - {size}):
            if other in layer.sizes or not may_mean(other, size, layer):
                yield re.sub(rf"\b{size}\b", other, text), other
                yield from ((text[:start] + other + text[end:], other) for start, end in places if len(places) > 1)


def may_mean(name: str, size: str, layer: Layer) -> bool:
    """Whether a name is, or may be, a word for this size of this layer."""
    is_a_word = spelled(name) in map(spelled, ROLES[size].spellings) or size in layer.own_sizes(name)
    return is_a_word or any(name in kind and size in kind for kind in (WIDTHS, LENGTHS))
