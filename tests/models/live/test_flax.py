"""Flax' nnx modules, also as shapes alone, and linen's variables."""

from __future__ import annotations

from math import prod
from typing import Any

from symcount.models.live import model_of, tensors_of
from tests.frameworks.cases import Case
from tests.frameworks.live.comparison import group
from tests.models.live.agreement import agree_on_stacks

pytestmark = group("flax")


def counts(model: Any) -> tuple[int, int]:
    """What Flax counts: all parameters are trained."""
    import jax
    from flax import nnx

    total = sum(prod(leaf.shape) for leaf in jax.tree.leaves(nnx.state(model, nnx.Param)))
    return total, total


def test_random_stacks_have_flax_own_count() -> None:
    from flax import nnx

    from tests.frameworks.installed.flax_layers import made

    def build(stack: list[Case]) -> Any:
        return nnx.eval_shape(lambda: nnx.List([made(case.layer, case.config) for case in stack]))

    agree_on_stacks("flax", build, counts, without=["WeightNorm"])  # its scales are no parameters of Flax


def test_shared_modules_and_variables_are_counted_once() -> None:
    from flax import nnx

    class Tied(nnx.Module):  # type: ignore[misc]
        """A table that is its own head, and a module under two names."""

        def __init__(self, rngs: nnx.Rngs) -> None:
            self.table = nnx.Embed(100, 8, rngs=rngs)
            self.head = nnx.Linear(100, 8, use_bias=False, rngs=rngs)
            self.head.kernel = self.table.embedding
            self.norm = nnx.BatchNorm(8, rngs=rngs)
            self.same = self.norm
            self.drop = nnx.Dropout(0.1, rngs=rngs)

    model = Tied(nnx.Rngs(0))  # as shapes alone its attributes would be in another order
    found = model_of(model)
    assert (found.total, found.trainable) == (816, 816)
    assert found.parts[1].shared == {"head.kernel": "table.embedding"}
    assert [str(part.layer).partition("(")[0] for part in found.parts] == ["embedding", "dense", "batch_norm", "batch_norm"]
    assert [weight.name for weight in tensors_of(model) if weight.is_buffer] == ["norm.mean", "norm.var"]


def test_linens_variables_as_shapes() -> None:
    import flax.linen
    import jax

    model = flax.linen.Sequential([flax.linen.Conv(8, (3, 3)), flax.linen.LayerNorm(), flax.linen.MultiHeadDotProductAttention(2)])
    variables = jax.eval_shape(model.init, jax.random.key(0), jax.numpy.ones((1, 4, 4, 3)))
    found = model_of(variables)
    assert sorted(str(part.layer).partition("(")[0] for part in found.parts) == ["conv2d", "layer_norm", "multi_head_attention"]
    assert found.total == sum(prod(leaf.shape) for leaf in jax.tree.leaves(variables))


def test_a_batch_norm_of_linen_is_one_without_its_statistics() -> None:
    import flax.linen
    import jax

    model = flax.linen.BatchNorm(use_running_average=True)
    variables = jax.eval_shape(model.init, jax.random.key(0), jax.numpy.ones((1, 8)))
    found = model_of({"BatchNorm_0": variables["params"]}).parts
    assert [(str(part.layer), part.count, part.note) for part in found] == [("batch_norm(features=8, bias=1): 16", 16, "its statistics are elsewhere")]


def test_self_attention_of_nnx_is_multi_head_attention() -> None:
    from flax import nnx

    (part,) = model_of(nnx.MultiHeadAttention(2, 16, decode=False, rngs=nnx.Rngs(0))).parts
    assert str(part.layer) == "multi_head_attention(d_model=16, bias=1): 1088"


def test_a_class_of_ones_own_is_what_it_descends_from_or_what_it_is_called() -> None:
    from flax import nnx

    class Mine(nnx.Linear):  # type: ignore[misc]
        """A dense layer."""

    class Sinc(nnx.Module):  # type: ignore[misc]
        """No convolution, though it has the axes of one."""

        def __init__(self, rngs: nnx.Rngs) -> None:
            self.kernel = nnx.Param(rngs.normal((5, 1, 8)))

    found = model_of(nnx.List([Mine(3, 5, rngs=nnx.Rngs(0)), Sinc(nnx.Rngs(0))])).parts
    assert [str(part.layer).partition("(")[0] for part in found] == ["dense", "None"]
