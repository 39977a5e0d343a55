"""`infer`: formulas of constructors, of one's own and of each framework, compared with what the mappings say."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import reduce
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
import sympy
from click.testing import CliRunner

import symcount as sc
from symcount.algebra import Equal, as_size, compare, symbol
from symcount.cli import cli
from symcount.frameworks.from_config import framework
from symcount.frameworks.mapping import Constructor
from tests.frameworks.live.comparison import group
from tests.latex import braces_balance


def needs(*libraries: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A test of the group `frameworks`, skipped where one of these is not installed."""
    return lambda test: reduce(lambda marked, mark: mark(marked), group(*libraries), test)


def gated(n: int, m: int, bias: int = 1) -> dict[str, tuple[int, ...]]:
    """An LSTM, as shapes."""
    return {"kernel": (m, 4 * n), "recurrent": (n, 4 * n), "bias": (4 * n * bias,)}


# -- one's own ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments, formula, layer",
    [
        ({"n": "units", "m": "input_dim"}, "4*units*(input_dim + units + 1)", "lstm"),
        ({"n": ..., "m": ...}, "4*n*(m + n + 1)", "lstm"),
        ({"n": sympy.Symbol("h"), "m": sympy.Symbol("d"), "bias": 2}, "4*h*(d + h + 2)", "lstm"),
        ({"n": "h", "m": "2*h", "bias": 0}, "12*h**2", None),
        ({"n": "h", "m": 100}, "4*h*(h + 101)", None),
        ({"n": 10, "m": "d"}, "40*(d + 11)", None),
    ],
    ids=str,
)
def test_arguments_are_sizes_expressions_or_numbers(arguments: dict[str, Any], formula: str, layer: str | None) -> None:
    found = sc.infer(gated, **arguments)
    assert (found.to_dict()["formula"], found.layer) == (formula, layer)


def test_the_answer() -> None:
    found = sc.infer(gated, n="h", m="d")
    assert found.formula == 4 * sympy.Symbol("h") * (sympy.Symbol("d") + sympy.Symbol("h") + 1)
    assert [weight.name for weight in found.weights] == ["kernel", "recurrent", "bias"]
    assert found.weights[0].shape == (symbol("d"), 4 * symbol("h"))
    assert found.count == sum((as_size(weight.count) for weight in found.weights), as_size(0))
    assert found.builds <= 12
    assert braces_balance(found.latex())
    assert json.loads(found.to_json()) == found.to_dict()
    assert {"formula", "builds", "confirmed_on", "layer", "weights"} <= found.to_dict().keys()
    assert str(found).splitlines()[0] == "gated(n=h, m=d): the tensors of an LSTM (d = input_dim, h = units)"


def shortcut(a: int, b: int) -> dict[str, tuple[int, ...]]:
    """Two convolutions side by side: together as many numbers as a QRNN's."""
    return {"convolution": (b, a, 3, 3), "shortcut": (b, a, 1, 1)}


def tied(v: int, d: int) -> dict[str, tuple[int, ...]]:
    """An embedding that is the head's kernel too."""
    return {"embedding": (v, d), "head.bias": (v,)}


@pytest.mark.parametrize("build, said", [(shortcut, "shortcut(a=a, b=b)"), (tied, "tied(v=v, d=d): the tensors of a dense layer (d = input_dim, v = units)")])
def test_what_has_as_many_numbers_as_a_layer_is_not_this_layer(build: Callable[..., Any], said: str) -> None:
    sizes: dict[str, Any] = dict.fromkeys(signature(build).parameters, ...)
    assert str(sc.infer(build, **sizes)).splitlines()[0] == said


def test_a_size_without_effect_is_said() -> None:
    found = sc.infer(lambda width, **_others: {"kernel": (width, width), "bias": (width,)}, width="d", dropout="p")
    assert found.without_effect == ("p",)
    assert "    does not matter: p" in str(found).splitlines()


def test_text_is_handed_on_by_fixed() -> None:
    found = sc.infer(lambda n, kind: {kind: (n,)}, n="n", fixed={"kind": "gain"})
    assert found.weights[0].name == "gain"
    assert found.call == "<lambda>(n=n, kind='gain')"


def test_tuples_hold_sizes() -> None:
    def convolution(channels: tuple[int, int], kernel_size: tuple[int, int]) -> dict[str, tuple[int, ...]]:
        return {"kernel": (*kernel_size, *channels), "bias": channels[1:]}

    found = sc.infer(convolution, channels=("c", "f"), kernel_size="(a, b)")
    assert found.to_dict()["formula"] == "f*(a*b*c + 1)"
    assert found.known is not None
    assert {**found.known.sizes, "c": "input_channels"} == {"a": "kernel_height", "b": "kernel_width", "c": "input_channels", "f": "filters"}


@pytest.mark.parametrize(
    "arguments, said",
    [
        ({"build": "torch.nn.LSTM", "n": "n"}, "write module:object, such as torch.nn:LSTM, not 'torch.nn.LSTM'"),
        ({"build": 3, "n": "n"}, "infer needs a class or a function, or its name as module:object, not 3"),
        ({"build": gated}, "no size varies: give one or more arguments a name, such as input_size=n"),
        ({"build": gated, "n": 3, "m": 4}, "no size varies"),
        ({"build": gated, "n": "h"}, "gated with n=3: TypeError: gated() missing 1 required positional argument: 'm'"),
        ({"build": gated, "units": "h"}, "gated with units=3: TypeError: gated() got an unexpected keyword argument 'units'"),
        ({"build": gated, "n": "h+"}, "cannot read this formula: nothing follows +"),
        ({"build": gated, "n": "h", "m": "d", "fixed": {"m": 3}}, "m is given twice: as a size, and to stay as it is"),
        ({"build": gated, "n": "h", "fixed": [3]}, "fixed is a dictionary, not [3]"),
        ({"build": gated, "n": "h", "input_shape": "h"}, "input_shape is a shape such as (None, 16, \"n\"), or a list of shapes, not 'h'"),
        ({"build": lambda n: n, "n": "h"}, "a model is one of PyTorch, Keras or Flax, not 3"),
        ({"build": lambda n: {"a": (2**n,)}, "n": "h"}, "no formula of the kinds tried gives side 0 of a: 8 at h=3"),
    ],
)
def test_what_cannot_be_inferred_is_said(arguments: dict[str, Any], said: str) -> None:
    build = arguments.pop("build")
    with pytest.raises(sc.errors.SymcountError) as caught:
        sc.infer(build, **arguments)
    assert str(caught.value).startswith(said)


# -- frameworks ---------------------------------------------------------------------------------------------------------------


@needs("torch")
@pytest.mark.parametrize(
    "name, arguments, formula, known",
    [
        ("LSTM", {"input_size": "n", "hidden_size": "m"}, "4*m*(m + n + 2)", "an LSTM with two bias vectors"),
        ("LSTM", {"input_size": "n", "hidden_size": "m", "num_layers": "L", "bias": False}, "4*m*(2*L*m - m + n)", "an LSTM without biases"),
        ("GRU", {"input_size": "n", "hidden_size": "m", "bidirectional": True}, "6*m*(m + n + 2)", "a bidirectional GRU with two bias vectors"),
        ("MultiheadAttention", {"embed_dim": "h*d", "num_heads": "h", "bias": False}, "4*d**2*h**2", "a multi head attention without biases"),
        ("MultiheadAttention", {"embed_dim": "e", "num_heads": "h"}, "4*e*(e + 1)", "a multi head attention"),
        ("Conv2d", {"in_channels": "c", "out_channels": "f", "kernel_size": 3, "groups": "g"}, "f*(9*c/g + 1)", "a conv2d"),
        ("BatchNorm2d", {"num_features": "c"}, "2*c", "a batch norm"),
        ("LazyLinear", {"out_features": "n", "input_shape": (None, "m")}, "n*(m + 1)", "a dense"),
    ],
)
def test_layers_of_pytorch(name: str, arguments: dict[str, Any], formula: str, known: str | None) -> None:
    found = sc.infer(f"torch.nn:{name}", **arguments)
    assert found.to_dict()["formula"] == formula
    assert known is None or str(found.known).startswith(known)
    assert found.builds <= (30 if found.notes else 16 if len(found.confirmed_on[0]) > 2 else 12)


@needs("torch", "transformers")
def test_a_llama_of_transformers() -> None:
    letters: dict[str, Any] = {"hidden_size": "d", "intermediate_size": "f", "num_hidden_layers": "L", "vocab_size": "V"}
    found = sc.infer("transformers:LlamaForCausalLM", **letters, num_attention_heads="h", num_key_value_heads="k")
    true = sc.layers.llama(vocab_size=V, d_model=d, num_layers=L, num_heads=h, num_kv_heads=k, head_dim=d / h, d_ff=f).formula
    assert sympy.simplify(found.formula - true) == 0
    assert found.layer == "llama"
    assert found.builds <= 40


V, d, L, h, k, f = sympy.symbols("V d L h k f")


@needs("torch", "keras")
def test_a_model_of_keras_is_a_function_that_builds_it() -> None:
    from keras import Sequential, layers

    def model(units: int, width: int, depth: int) -> Any:
        hidden = [layers.Dense(units) for _ in range(depth)]
        return Sequential([layers.Input((None, width)), layers.LSTM(units), *hidden, layers.Dense(1)])

    found = sc.infer(model, units="n", width="m", depth="L")
    assert found.to_dict()["formula"] == "L*n**2 + L*n + 4*m*n + 4*n**2 + 5*n + 1"
    assert "sequential/dense_*/kernel" in [weight.name for weight in found.weights]


@needs("torch", "keras")
def test_a_layer_of_keras_is_called_so_that_what_is_in_it_is_built() -> None:
    from keras import layers

    class Inner(layers.Layer):  # type: ignore[misc]
        """Its layers are built when it is called, not with itself."""

        def __init__(self, units: int, is_unused: bool = False) -> None:
            super().__init__()
            self.inner = layers.Dense(units)
            self.others = [layers.Dense(3)] if is_unused else []

        def build(self, _input_shape: Any) -> None:
            """It is built, and what is in it is not."""

        def call(self, inputs: Any) -> Any:
            """Only the inner layer is used."""
            return self.inner(inputs)

    assert sc.infer(Inner, units="n", input_shape="(None, m)").to_dict()["formula"] == "n*(m + 1)"
    with pytest.raises(sc.errors.InputError, match=r"Inner does not use its dense_?[0-9]* on this input, so that its weights are not built"):
        sc.infer(Inner, units="n", fixed={"is_unused": True}, input_shape="(None, m)")
    with pytest.raises(sc.errors.InputError, match="Inner has no weights before it sees an input"):
        sc.infer(Inner, units="n")


@needs("torch", "keras")
@pytest.mark.parametrize("is_list", [False, True])
def test_a_model_of_keras_with_two_inputs(is_list: bool) -> None:
    from keras import Model, layers

    class Two(Model):  # type: ignore[misc]
        """Two layers, each for an input."""

        def __init__(self, units: int) -> None:
            super().__init__()
            self.first, self.second = layers.Dense(units), layers.Dense(units)

        def call(self, one: Any, other: Any) -> Any:
            """Both inputs apart."""
            return self.first(one) + self.second(other)

    class Listed(Two):
        """The same, the inputs in a list."""

        def call(self, inputs: Any) -> Any:  # type: ignore[override]
            """Both inputs in one argument."""
            return super().call(*inputs)

    found = sc.infer(Listed if is_list else Two, units="n", input_shape=[(None, "m"), (None, "k")])
    assert found.to_dict()["formula"] == "n*(k + m + 2)"


WITHOUT = {"keras": ("AdditiveAttention", "STFTSpectrogram"), "linen": ("Embed", "BatchNorm")}
"""Constructors that see other inputs than their example says, or want more than an input."""

DIVISIBLE = {"input_channels": symbol("groups") * symbol("channels_of_a_group")}
"""Flax builds a convolution whose channels do not divide too, and rounds."""


@needs("torch", "keras")
def test_a_layer_of_keras_must_see_an_input() -> None:
    with pytest.raises(sc.errors.InputError, match=r"LSTM has no weights before it sees an input: give the input's shape, such as \(None, 16, n\)"):
        sc.infer("keras.layers:LSTM", units="n")
    assert sc.infer("keras.layers:LSTM", units="n", input_shape="(None, 16, m)").to_dict()["formula"] == "4*n*(m + n + 1)"
    assert sc.infer("keras.layers:MultiHeadAttention", num_heads="h", key_dim="d/h", input_shape=(None, 16, "d")).layer == "multi_head_attention"


def constructors(name: str) -> list[Any]:
    """The constructors of a framework whose arguments are all sizes."""
    return [
        pytest.param(constructor, id=constructor.name)
        for constructor in framework(name).constructors.values()
        if constructor.name not in WITHOUT.get(name, ())
        and any(not any(isinstance(value, dict) for value in example.config.values()) for example in constructor.examples[:1])
    ]


def agrees(home: str, constructor: Constructor, *, is_shown: bool = False) -> bool:
    """Whether what is inferred is what the mapping says."""
    example = constructor.examples[0]
    texts = {argument: value for argument, value in example.config.items() if isinstance(value, str)}
    sizes = {argument: value for argument, value in example.config.items() if argument not in texts}
    inputs = [tuple(None if side == symbol("batch_size") else side for side in shape) for shape in example.inputs]
    build: Any = reduce(getattr, constructor.name.split("."), import_module(home))
    found = sc.infer(build, fixed=texts, input_shape=inputs if is_shown and inputs else None, **sizes)
    true = as_size(constructor(example.config, example.inputs).count)
    return isinstance(compare(found.count.subs(DIVISIBLE), true.subs(DIVISIBLE)), Equal)


@needs("torch")
@pytest.mark.parametrize("constructor", constructors("torch"))
def test_every_layer_of_pytorch_is_as_its_mapping_says(constructor: Constructor) -> None:
    assert agrees("torch.nn", constructor)


@needs("torch", "keras")
@pytest.mark.parametrize("constructor", constructors("keras"))
def test_every_layer_of_keras_is_as_its_mapping_says(constructor: Constructor) -> None:
    assert agrees("keras.layers", constructor, is_shown=True)


@needs("flax")
@pytest.mark.parametrize("constructor", constructors("flax"))
def test_every_layer_of_nnx_is_as_its_mapping_says(constructor: Constructor) -> None:
    assert agrees("flax.nnx", constructor)


@needs("flax")
@pytest.mark.parametrize("constructor", constructors("linen"))
def test_every_layer_of_linen_is_as_its_mapping_says(constructor: Constructor) -> None:
    assert agrees("flax.linen", constructor, is_shown=True)


@needs("flax")
def test_a_function_of_linen_returns_what_init_would() -> None:
    import jax
    from flax import linen

    def build(n: int, m: int) -> Any:
        return jax.eval_shape(linen.Embed(n, m).init, jax.random.key(0), jax.ShapeDtypeStruct((1,), "int32"))

    assert sc.infer(build, n="n", m="m").to_dict()["formula"] == "m*n"


# -- the command line -----------------------------------------------------------------------------------------------------------


MODULE = """
def perceptron(width, depth, kind):
    print("building")
    return {f"{kind}.{place}.kernel": (width, width) for place in range(depth)}
"""


@pytest.fixture
def perceptron(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A constructor in a module of the current folder."""
    (tmp_path / "a_module_of_ones_own.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if entry])
    monkeypatch.delitem(sys.modules, "a_module_of_ones_own", raising=False)
    return "a_module_of_ones_own:perceptron"


def test_the_command(perceptron: str) -> None:
    ran = CliRunner().invoke(cli, ["infer", perceptron, "--sizes", "width=n,depth=L", "--with", "kind=dense", "--json"])
    answer = json.loads(ran.stdout)
    assert (answer["formula"], answer["weights"][0]["name"], answer["weights"][0]["copies"]) == ("L*n**2", "dense.*.kernel", "L")
    assert answer["call"] == f"{perceptron}(width=n, depth=L, kind='dense')"
    assert answer["confirmed_on"][0].keys() == {"n", "L"}


@pytest.mark.parametrize(
    "text, value",
    [
        ("3", 3),
        ("False", False),
        ("0.5", 0.5),
        ("None", None),
        ("same", "same"),
        ("'3'", "3"),
        ("(1, 2)", (1, 2)),
        ("print(1)", "print(1)"),
        ("[" * 9999, None),
    ],
)
def test_what_stays_as_it_is(text: str, value: object, perceptron: str) -> None:
    ran = CliRunner().invoke(cli, ["infer", perceptron, "--sizes", "width=n", "--with", f"depth=2,kind={text}", "--json"])
    assert text.startswith("[[") or f"kind={value!r})" in json.loads(ran.stdout)["call"]
