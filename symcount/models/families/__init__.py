"""Families of models: what transformers builds for a `config.json`, without transformers; their closed forms.

>>> from symcount.models.families import FAMILIES, from_config
>>> from_config({"model_type": "gpt2"}).total
124439808
>>> print(FAMILIES["mistral"])
Mistral: d_model*vocab_size*(2 - tied) + d_model*num_layers*(3*d_ff + 2*head_dim*num_heads + 2*head_dim*num_kv_heads + 2) + d_model
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from symcount.errors import InputError, check_texts, shown, unknown
from symcount.models.families.family import KNOWN, Family
from symcount.models.model import Model

__all__ = ["FAMILIES", "Family", "from_config"]

FILES: Mapping[str, str] = {
    "gpt": "gpt2 openai-gpt gptj codegen gpt_neo gpt_neox gpt_bigcode bloom falcon",
    "opt": "opt",
    "llama": "llama mistral ministral qwen2 qwen3 gemma gemma2 gemma3_text phi3 olmo olmo2 olmo3 granite smollm3",
    "glm": "glm glm4",
    "parallel": "phi stablelm cohere cohere2 starcoder2 mpt persimmon",
    "mixtures": "mixtral qwen2_moe qwen3_moe deepseek_v2 deepseek_v3 gpt_oss olmoe",
    "bert": "bert roberta xlm-roberta camembert albert distilbert electra",
    "deberta": "deberta-v2",
    "bart": "bart mbart pegasus blenderbot m2m_100 marian whisper",
    "t5": "t5 mt5 umt5",
    "vision": "vit deit dinov2 dinov2_with_registers",
    "clip": "clip clip_text_model clip_vision_model",
    "siglip": "siglip_vision_model gemma3",
    "stages": "swin convnext convnextv2",
    "state_space": "mamba mamba2 rwkv",
}
"""The families of each file, which is read when one of them is asked for."""


class _Families(Mapping[str, Family]):
    """Every family by its `model_type`."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._file = {name: file for file, names in files.items() for name in names.split()}

    def __getitem__(self, name: str) -> Family:
        file = self._file[name]
        if name not in KNOWN:
            import_module(f"{__name__}.{file}")
        return KNOWN[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._file)

    def __len__(self) -> int:
        return len(self._file)


FAMILIES = _Families(FILES)


def from_config(config: Mapping[str, Any]) -> Model:
    """The model that transformers builds for a configuration, as its `config.json` has it.

    >>> model = from_config({"model_type": "gpt2", "architectures": ["GPT2LMHeadModel"], "n_layer": 6})
    >>> model.total, model.embedding
    (81912576, 39383808)

    A size may be a SymPy symbol or a name instead of a number: it is left open then. Without `architectures` it is the language model of
    decoders and encoder-decoders, the bare model of encoders, the classifier of image models.
    Errors: `InputError` for a `model_type` or architecture nobody knows, with the nearest that are known, and for a value that cannot be used.
    """
    check_texts("a configuration", config, object)
    name = config.get("model_type")
    if name is None:
        raise InputError('a configuration says what it is of: give model_type, such as "llama"')
    if not isinstance(name, str):
        raise InputError(f"model_type is a text, not {shown(name)}")
    if name not in FAMILIES:
        raise unknown("model_type", name, FAMILIES)
    return FAMILIES[name].from_config(config)
