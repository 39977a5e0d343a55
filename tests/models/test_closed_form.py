"""The closed form of a model."""

from __future__ import annotations

from sympy import symbols

from symcount.models.closed_form import latex_sum, letters_of, sympy_sum, terms
from symcount.models.families import FAMILIES, from_config

LLAMA = terms(FAMILIES["llama"].model.parts)


def test_embeddings_layers_and_what_stands_once_are_apart() -> None:
    assert list(map(str, LLAMA)) == [
        "d_model*vocab_size*(2 - tied)",
        "d_model*num_layers*(3*d_ff + 2*head_dim*num_heads + 2*head_dim*num_kv_heads + 2)",
        "d_model",
    ]


def test_in_latex_and_sympy() -> None:
    assert latex_sum(LLAMA, {"d_ff": "f"}) == r"Vd(2 - \tau) + dL(2hd_h + 2h_{\mathrm{kv}}d_h + 3f + 2) + d"
    assert letters_of(LLAMA, {"d_ff": "f"})["d_ff"] == "f"
    assert sympy_sum(LLAMA).free_symbols == set(symbols("d_model vocab_size tied num_layers d_ff head_dim num_heads num_kv_heads"))


def test_of_numbers_too() -> None:
    model = from_config({"model_type": "llama"})
    assert sum(int(str(one)) for one in terms(model.parts)) == model.total == sympy_sum(terms(model.parts))
    assert latex_sum(terms(model.parts)[:1], {}).replace("{,}", "").replace("\\,", "").isdigit()
