"""A right claim that a word or a name makes wrong is not called correct."""

from __future__ import annotations

import os
from random import Random

import pytest

from symcount.errors import SymcountError
from symcount.layers import CATALOGUE, Layer
from tests.algebra.values import number_at
from tests.fuzz.mutations import all_sizes, count_of, points_of
from tests.fuzz.outside import tree
from tests.fuzz.wordings import LAYERS_WITH_BIAS, SENTENCES, SIDES, WORDED, WORDINGS, forms_of, renamed
from tests.judging.published import Published

EXAMPLES = int(os.environ.get("SYMCOUNT_EXAMPLES", "5"))


def is_called_correct(claim: Published) -> bool:
    """Whether the answer is that the claim is right; a text may also be refused."""
    try:
        return claim.judged().verdict == "correct"
    except SymcountError:
        return False


@pytest.mark.parametrize("claim", WORDED, ids=lambda claim: claim.text)
def test_the_claim_alone_is_right(claim: Published) -> None:
    assert is_called_correct(claim)


@pytest.mark.parametrize("wording", WORDINGS)
def test_words_that_make_it_wrong(wording: str) -> None:
    texts = [Published(wording.format(claim.text), claim.layer, given=claim.given) for claim in WORDED]
    assert [claim.text for claim in texts if is_called_correct(claim)] == []


@pytest.mark.parametrize("text", [*SENTENCES, *SIDES])
def test_texts_that_are_wrong(text: str) -> None:
    assert not is_called_correct(Published(text, "lstm", given={"units": 5, "input_dim": 3}))


@pytest.mark.parametrize("layer", LAYERS_WITH_BIAS, ids=lambda layer: layer.name)
def test_words_about_any_layer(layer: Layer) -> None:
    chosen, forms = Random(layer.name), list(forms_of(layer))
    for wording in chosen.sample(WORDINGS, min(EXAMPLES, len(WORDINGS))):
        claim = chosen.choice(forms)
        text = wording.format(claim.text)
        assert not is_called_correct(Published(text, layer.name, given=claim.given)), f"{text} is called correct"


@pytest.mark.parametrize("layer", CATALOGUE.values(), ids=lambda layer: layer.name)
def test_the_name_of_another_size(layer: Layer) -> None:
    counts = [(point, count_of(layer, point)) for point in points_of(layer)]
    texts = list(renamed(layer))
    for text, name in Random(layer.name).sample(texts, min(EXAMPLES, len(texts))):
        is_right = name in layer.sizes and all(number_at(tree(text), all_sizes(layer, point)) == count for point, count in counts)
        assert is_right or not is_called_correct(Published(text, layer.name)), f"{text} is called correct"
