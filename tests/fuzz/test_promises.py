"""Any text is answered or refused, soon, and no answer is wrong: texts from a grammar, published claims damaged, characters at random."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from symcount.layers import CATALOGUE
from tests.fuzz.promises import is_judged, is_judged_for_every_layer, is_proved, is_read
from tests.fuzz.texts import PUBLISHED, damaged_claims, long_texts, texts
from tests.judging.published import Published

EXAMPLES = int(os.environ.get("SYMCOUNT_EXAMPLES", "50"))

layers = st.sampled_from(sorted(CATALOGUE))
any_text = settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))


@any_text
@given(texts)
def test_reading(text: str) -> None:
    is_read(text)


@any_text
@given(damaged_claims())
def test_damaged_claims(claim: Published) -> None:
    is_judged(claim)


@any_text
@given(texts, layers)
def test_any_text_about_any_layer(text: str, layer: str) -> None:
    is_judged(Published(text, layer))


@any_text
@given(texts, layers, st.sampled_from(["input", "output", "kernel", "bias"]))
def test_shapes(text: str, layer: str, weight: str) -> None:
    is_judged(Published(text, layer, weight=weight))


@any_text
@given(texts, texts)
def test_proofs(a: str, b: str) -> None:
    is_proved(a, b)


@pytest.mark.fuzz
@settings(any_text, max_examples=max(1, EXAMPLES // 5))
@given(long_texts(), layers, st.sampled_from([None, "output", "kernel"]))
def test_long_texts(text: str, layer: str, weight: str | None) -> None:
    is_read(text)
    is_judged(Published(text, layer, weight=weight))
    is_proved(text, text + "+1")


@settings(any_text, max_examples=max(1, EXAMPLES // 20))
@given(texts)
def test_any_text_about_no_layer(text: str) -> None:
    is_judged_for_every_layer(text)


@pytest.mark.parametrize("claim", PUBLISHED, ids=lambda claim: f"{claim.layer}: {claim.text[:50]}")
def test_published_claims(claim: Published) -> None:
    is_judged(claim)
