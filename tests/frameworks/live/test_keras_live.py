"""Keras, where it is installed, builds what its mapping says, from the arguments and from its own `get_config()`."""

from __future__ import annotations

import pytest

from symcount.frameworks import from_config
from tests.frameworks.cases import Case, outline
from tests.frameworks.drawn import DRAWN
from tests.frameworks.live.comparison import check, compare, group

pytestmark = group("keras", "torch")


@pytest.mark.parametrize("layer", DRAWN["keras"])
@pytest.mark.filterwarnings("ignore:You passed `rms_scaling=True`")
def test_keras_builds_what_is_said(layer: str) -> None:
    compare("keras", layer)


@pytest.mark.parametrize("layer", DRAWN["keras"])
@pytest.mark.filterwarnings("ignore:You passed `rms_scaling=True`")
def test_a_layers_own_configuration_says_the_same(layer: str) -> None:
    from tests.frameworks.installed.keras_layers import built

    def says_the_same(case: Case) -> None:
        own = from_config("keras", case.layer, built(case).get_config(), case.input_shape, case.variant)
        assert outline(own.weights) == outline(case.mapped().weights)

    check(says_the_same, "keras", layer)
