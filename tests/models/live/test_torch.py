"""PyTorch's modules, on no device."""

from __future__ import annotations

from typing import Any

import pytest

from symcount.errors import InputError
from symcount.models.live import model_of, tensors_of
from tests.frameworks.cases import Case
from tests.frameworks.live.comparison import group
from tests.models.live.agreement import agree_on_stacks

pytestmark = group("torch")


def counts(model: Any) -> tuple[int, int]:
    """What PyTorch counts itself: parameters, and those that are trained."""
    parameters = list(model.parameters())
    return sum(one.numel() for one in parameters), sum(one.numel() for one in parameters if one.requires_grad)


def parts(model: Any) -> dict[str, str]:
    """The layer of each part, without its sizes."""
    return {part.name: str(part.layer).partition("(")[0] for part in model_of(model).parts}


def test_random_stacks_have_pytorchs_own_count() -> None:
    from torch import nn

    from tests.frameworks.installed.torch_layers import built

    def build(stack: list[Case]) -> Any:
        return nn.ModuleList(built(case) for case in stack)

    agree_on_stacks("torch", build, counts)


def test_tied_weights_are_counted_once_and_said() -> None:
    from torch import nn

    model = nn.ModuleDict({"wte": nn.Embedding(100, 8), "head": nn.Linear(8, 100, bias=False)})
    model["head"].weight = model["wte"].weight
    found = model_of(model)
    assert (found.total, found.trainable) == (800, 800)
    assert [dict(part.shared) for part in found.parts] == [{}, {"head.weight": "wte.weight"}]
    assert [weight.name for weight in tensors_of(model)] == ["wte.weight"]


def test_an_attention_is_one_part_and_frozen_weights_are_not_trained() -> None:
    from torch import nn

    model = nn.TransformerEncoderLayer(8, 2, 16, device="meta")
    model.linear1.requires_grad_(requires_grad=False)
    found = model_of(model)
    attention, *others = found.parts
    assert parts(model) == {
        "self_attn": "multi_head_attention",
        **dict.fromkeys(("linear1", "linear2"), "dense"),
        **dict.fromkeys(("norm1", "norm2"), "layer_norm"),
    }
    assert [weight.name for weight in attention.weights if "out_proj" in weight.name] == ["self_attn.out_proj.weight", "self_attn.out_proj.bias"]
    assert (found.total, found.trainable, others[0].trainable) == (*counts(model), 0)


def test_statistics_and_counters_are_buffers() -> None:
    from torch import nn

    (part,) = model_of(nn.BatchNorm2d(4)).parts
    assert {weight.name for weight in part.weights if weight.is_buffer} == {"running_mean", "running_var", "num_batches_tracked"}
    assert part.count == 8


def test_weights_that_are_computed_stay_with_their_layer() -> None:
    from torch import nn

    model = nn.Sequential(nn.utils.parametrizations.weight_norm(nn.Linear(3, 5)))
    assert parts(model) == {"0": "dense"}
    assert model_of(model).total == counts(model)[0]


def test_what_runs_a_model_is_left_out() -> None:
    from torch import nn

    assert [weight.name for weight in tensors_of(nn.DataParallel(nn.Linear(3, 5)))] == ["weight", "bias"]


def test_a_class_of_ones_own_is_what_it_is_called() -> None:
    import torch
    from torch import nn

    def own(kind: str, *sides: int) -> Any:
        """A module of a class of this name with one weight."""
        module = type(kind, (nn.Module,), {})()
        module.weight = nn.Parameter(torch.empty(sides))
        return module

    model = nn.ModuleDict({"sinc": own("SincConv", 8, 1, 5), "norm": own("MyLayerNorm", 9), "last": own("MyRMSNorm", 9), "some": own("MyNorm", 9)})
    assert parts(model) == {"sinc": "None", "norm": "layer_norm", "last": "rms_norm", "some": "rms_norm"}
    assert [part.note for part in model_of(model).parts] == ["", "", "", "a layer norm without shift or an RMS norm: its name does not say"]


@pytest.mark.parametrize("name", ["LazyLinear", "LazyBatchNorm1d"])
def test_weights_without_a_shape_are_refused(name: str) -> None:
    from torch import nn

    model = nn.Sequential(nn.LazyLinear(3) if name == "LazyLinear" else nn.LazyBatchNorm1d())
    with pytest.raises(InputError, match=r"0.weight has no shape yet: run the model once on an input"):
        model_of(model)


def test_modules_inside_each_other_without_end_are_refused() -> None:
    from torch import nn

    model = nn.Sequential(nn.Linear(2, 2))
    model.add_module("itself", model)
    with pytest.raises(InputError, match="modules inside each other without end"):
        model_of(model)


@pytest.mark.parametrize(
    "name, total, explained",
    [("GPT2LMHeadModel", 124439808, 76), ("BertModel", 109482240, 101), ("LlamaForCausalLM", 6738415616, 291)],
)
def test_models_of_transformers(name: str, total: int, explained: int) -> None:
    transformers = pytest.importorskip("transformers")
    import torch

    architecture = getattr(transformers, name)
    with torch.device("meta"):
        model = architecture(architecture.config_class())
    found = model_of(model)
    assert (found.total, found.trainable) == (total, total)
    assert sum(part.layer is not None for part in found.parts) == explained
    assert all(part.layer for part in found.parts if part.count)


@pytest.mark.parametrize("name, norm", [("Cohere", "layer_norm"), ("Llama", "rms_norm"), ("T5", "rms_norm")])
def test_the_norms_of_transformers_are_what_their_classes_are(name: str, norm: str) -> None:
    transformers = pytest.importorskip("transformers")
    import torch

    with torch.device("meta"):
        model = getattr(transformers, f"{name}Model")(getattr(transformers, f"{name}Config")(num_hidden_layers=1))
    found = [part for part in model_of(model).parts if "Norm" in part.kind]
    assert {(part.layer.layer.name, part.note) for part in found if part.layer} == {(norm, "")}
