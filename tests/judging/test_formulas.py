"""Formulas with letters: readings, rewritings, conditions, chains, witnesses."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

import symcount as sc
from symcount.layers import CATALOGUE, Layer
from tests.judging.arithmetic import value_at


@pytest.mark.parametrize(
    "text, layer, verdict, correct_when",
    [
        ("4(nm+n^2+n)", "lstm", "correct", None),
        ("4*num_units*(num_units+input_dim+1)", "lstm", "correct", None),
        ("4*foo*(foo+bar+1)", "lstm", "correct", None),
        ("4*units*(units+input_dim+bias)", "lstm", "correct", None),
        ("4(nm+n^2)", "lstm", "incorrect", {"bias": 0}),
        ("4(nm+n^2+2n)", "lstm", "incorrect", {"bias": 2}),
        ("input_dim*output_dim", "embedding", "correct", None),
        ("(k^2*c+1)*f", "conv2d", "correct", None),
        ("(h*w*c+1)*f", "conv2d", "correct", None),
        ("(h*w*c/g+1)*f", "conv2d", "correct", None),
        ("(h*w+1)*f", "conv2d", "incorrect", {"input_channels": 1}),
        ("h*w*f", "conv2d", "incorrect", {"bias": 0, "input_channels": 1}),
        ("L*n*(m+1)", "dense", "incorrect", None),
        ("2d", "batch_norm", "correct", None),
        ("d", "batch_norm", "incorrect", {"bias": 0}),
        ("n^m", "lstm", "incorrect", None),
        ("n/m", "lstm", "incorrect", None),
        ("7", "lstm", "undecided", None),
    ],
)
def test_verdicts(text: str, layer: str, verdict: str, correct_when: dict[str, int] | None) -> None:
    found = sc.check(text, layer)
    assert (found.verdict, found.correct_when) == (verdict, correct_when)


@pytest.mark.parametrize(
    "text, assume, verdict, difference",
    [
        ("d*(d + 2*(d//num_heads)*num_kv_heads + d)", {"head_dim": "d_model/num_heads"}, "correct", "0"),
        ("4*d*d", {"head_dim": "d_model/num_heads", "num_kv_heads": "num_heads/4"}, "incorrect", "3*d_model**2/2"),
    ],
)
def test_sizes_divide_where_identities_say_so(text: str, assume: dict[str, str], verdict: str, difference: str) -> None:
    where = {"d": "d_model"}
    found = sc.check(text, "grouped_query_attention", where=where, given={"bias": 0}, assume=assume)
    assert (found.verdict, found.difference) == (verdict, difference)
    assert not found.witness or (isinstance(found.witness.claimed, int) and isinstance(found.witness.expected, int))


def test_a_name_nobody_knows_keeps_its_spelling() -> None:
    verdict = sc.check("4n(n+m+1) + 未知", "lstm", where={"n": "units", "m": "input_dim"})
    assert verdict.verdict == "incorrect"
    assert verdict.difference in str(verdict.claimed).split(" + ")


def test_identities_are_put_in() -> None:
    assert sc.check("8n^2+4n", "lstm", where={"n": "units"}, assume={"input_dim": "units"}).verdict == "correct"
    assert sc.check("8n^2+4n", "lstm", where={"n": "units"}).verdict == "incorrect"


@pytest.mark.parametrize(
    "text, approximate, verdict",
    [
        ("≈ 4(nm+n^2)", False, "approximate"),
        ("4(nm+n^2)", True, "approximate"),
        ("O(4(nm+n^2))", False, "approximate"),
        ("≈ 4(nm+n^2+n)", False, "correct"),
        ("≈ 4n^2", False, "incorrect"),
        ("≈ 3(nm+n^2)", False, "incorrect"),
    ],
)
def test_approximations_keep_the_leading_terms(text: str, approximate: bool, verdict: str) -> None:
    found = sc.check(text, "lstm", approximate=approximate)
    assert found.verdict == verdict
    assert verdict != "approximate" or {fault.kind for fault in found.diagnosis} == {"lower-order-terms"}


@pytest.mark.parametrize(
    "text, verdict, holds",
    [
        ("n(m+1) = nm + n", "correct", [None, True]),
        ("n(m+1) = nm + m", "incorrect", [None, False]),
        ("params = n(m+1) = nm + n", "correct", [None, True]),
    ],
)
def test_chains_of_formulas(text: str, verdict: str, holds: list[bool | None]) -> None:
    found = sc.check(text, "dense")
    assert found.verdict == verdict
    assert [step.holds for step in found.steps] == holds


# -- laws --------------------------------------------------------------------------------------------------------------

LETTERS = "abcdefghkmnpqrstuvwyz"
LAYERS = st.sampled_from(
    [CATALOGUE[name] for name in ("dense", "simple_rnn", "lstm", "gru", "bidirectional_lstm", "elman_network", "conv1d", "embedding", "batch_norm")]
)
REWRITINGS = st.sampled_from([sympy.expand, sympy.factor, sympy.horner, sympy.factor_terms, lambda formula: formula])


def in_letters(layer: Layer, letters: list[str]) -> tuple[sympy.Expr, dict[str, str]]:
    """The textbook's formula in letters of the author, and what they mean."""
    required = [size for size in layer.sizes if size not in layer.defaults]
    meanings = dict(zip(letters, required, strict=False))
    return layer.formula.subs(layer.defaults | {size: sympy.Symbol(letter) for letter, size in meanings.items()}), meanings


@st.composite
def rewritten(draw: st.DrawFn) -> tuple[str, Layer, dict[str, str]]:
    """A true formula in letters of its own, rewritten, its terms in another order."""
    layer = draw(LAYERS)
    formula, meanings = in_letters(layer, draw(st.lists(st.sampled_from(LETTERS), min_size=4, max_size=4, unique=True)))
    terms = draw(st.permutations([str(term) for term in sympy.Add.make_args(draw(REWRITINGS)(formula))]))
    return " + ".join(terms), layer, meanings


@given(rewritten())
@settings(max_examples=80)
def test_a_rewriting_of_the_true_formula_is_right(case: tuple[str, Layer, dict[str, str]]) -> None:
    text, layer, meanings = case
    assert sc.check(text, layer.name, where=meanings).verdict == "correct"
    assert sc.check(text, layer.name).verdict == "correct"


@given(rewritten(), st.integers(0, 3), st.integers(1, 9))
@settings(max_examples=80)
def test_a_witness_really_differs(case: tuple[str, Layer, dict[str, str]], place: int, more: int) -> None:
    text, layer, meanings = case
    letter = list(meanings)[place % len(meanings)]
    verdict = sc.check(f"{text} + {more}*{letter}", layer.name, where=meanings)
    assert verdict.verdict == "incorrect"
    assert verdict.witness
    sizes = verdict.witness.sizes
    values = [value_at(str(side), sizes) for side in (verdict.claimed, verdict.expected)]
    assert values == [verdict.witness.claimed, verdict.witness.expected]
    assert values[0] - values[1] == Fraction(value_at(str(verdict.difference), sizes)) != 0


@pytest.mark.parametrize(
    "text, layer",
    [
        ("image_height*image_width*channels*filters+filters", "conv2d"),
        ("(padding*kernel_width*channels+1)*filters", "conv2d"),
        ("4*(dropout*n+n^2+n)", "lstm"),
        ("2*momentum", "batch_norm"),
        ("4*b*(nm+n^2+n)", "lstm"),
        ("n*m/b+n", "dense"),
        ("L*V*d", "embedding"),
        ("2*N*C", "batch_norm"),
        ("inputs*outputs+inputs", "dense"),
        ("4n = 4n(m+n+1)", "lstm"),
        ("4n(m+n+1) ≈ 4n^2", "lstm"),
    ],
)
def test_what_must_never_be_called_right(text: str, layer: str) -> None:
    assert sc.check(text, layer).verdict == "incorrect"


@pytest.mark.parametrize(
    "text, layer",
    [
        ("fan_in*fan_out+fan_out", "dense"),
        ("num_classes*(hidden+1)", "dense"),
        ("d_model*d_ff + d_ff", "dense"),
        ("4*(embed_dim*hidden_dim+hidden_dim^2+hidden_dim)", "lstm"),
        ("4*(n_input+n_hidden+1)*n_hidden", "lstm"),
        ("2*n_filters", "batch_norm"),
        ("out_channels * (in_channels // groups * kernel_size[0] * kernel_size[1]) + out_channels", "conv2d"),
        ("4n(n+m+b)", "lstm"),
    ],
)
def test_what_must_never_be_called_wrong(text: str, layer: str) -> None:
    assert sc.check(text, layer).verdict == "correct"


@pytest.mark.parametrize("text", ["params*2 = 4n(m+n+1)", "params/2 = 4n(m+n+1)", "n·params = 4n(m+n+1)", "-params = 4n(m+n+1)", "params + 20 = 4n(m+n+1)"])
def test_a_word_for_the_count_is_the_count(text: str) -> None:
    found = sc.check(text, "lstm")
    assert (found.verdict, found.diagnosis[0].kind) == ("incorrect", "arithmetic-slip")


def test_words_of_other_sides_are_the_sizes_that_they_spell() -> None:
    assert sc.check("r*(d_in + d_out) = r*(4096 + 4096) = r*8192", "lora", given={"input_dim": 4096, "units": 4096}).verdict == "correct"


@pytest.mark.parametrize("text", ["4n(m+n+1) = 13", "2*N = 4n(m+n+1)", "N^2 = 4n(m+n+1)"])
def test_a_side_that_nothing_settles_is_undecided(text: str) -> None:
    found = sc.check(text, "lstm")
    assert found.verdict == "undecided"
    assert found.diagnosis[0].message.endswith("depends on what the text does not state")


@pytest.mark.parametrize("layer", [layer for layer in CATALOGUE.values() if layer.divisible], ids=lambda layer: layer.name)
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_witness_divides_where_sizes_must(layer: Layer, number: int) -> None:
    for text in ("k", "17*k", *layer.divisible, f"{layer.total} + 1", f"{layer.total} - {layer.sizes[0]}"):
        given = {} if number == 1 else {divisor: number for divisor in layer.divisible.values() if divisor not in text}
        found = sc.check(text, layer.name, given=given, where={"k": layer.sizes[0]})
        assert found.witness
        assert isinstance(found.witness.expected, int)
        sizes = {**given, **found.witness.sizes}
        layer(**{size: sizes.get(size, 1) for size in layer.sizes if size in sizes or size not in layer.defaults})  # refuses what does not divide


@pytest.mark.parametrize(
    "text, given",
    [
        ("4*d_model*num_heads*head_dim", {}),
        ("2*d_model^2 + 2*d_model*num_kv_heads*head_dim", {}),
        ("d_model*(num_heads + 3*num_kv_heads)*head_dim", {}),
        ("4*d_model*num_heads*head_dim", {"num_kv_heads": 8}),
        ("floor(d_model/3) + floor(d_model/7)", {}),
        ("2*d_model*(num_heads + num_kv_heads) * (d_model/num_heads) + num_heads - num_kv_heads", {}),
        ("num_kv_heads*(2*d_model*num_heads*head_dim+2*d_model*head_dim) - 8*num_heads*d_model*head_dim", {}),
    ],
)
@pytest.mark.parametrize("assume", [{}, {"head_dim": "d_model/num_heads"}])
def test_key_heads_divide_the_heads_that_divide_the_width(text: str, given: dict[str, int], assume: dict[str, str]) -> None:
    found = sc.check(text, "grouped_query_attention", given=given, assume=assume)
    assert found.witness
    sizes = {**given, **found.witness.sizes}
    assert sizes["num_heads"] % sizes["num_kv_heads"] == 0
    assert not assume or sizes["d_model"] % sizes["num_heads"] == 0


def test_the_relative_error_of_an_approximation_is_stated() -> None:
    found = sc.check("≈ 4(nm+n^2)", "lstm", given={"units": 100, "input_dim": 100})
    assert (found.verdict, found.relative_error) == ("approximate", "-0.498 %")
    assert "relative error   -0.498 %" in str(found)
