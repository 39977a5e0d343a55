"""The catalogue's convolutions by the sides of their kernel."""

from __future__ import annotations

import pytest

from symcount.errors import InputError
from symcount.frameworks.convolutions import sized_convolution


@pytest.mark.parametrize(
    "window, layer, count",
    [((3,), "conv1d", 3 * 2 * 4 + 4), ((3, 5), "conv2d", 3 * 5 * 2 * 4 + 4), ((3, 5, 7), "conv3d", 3 * 5 * 7 * 2 * 4 + 4)],
)
def test_each_dimension_has_its_layer(window: tuple[int, ...], layer: str, count: int) -> None:
    sized = sized_convolution("conv{}d", window, filters=4, input_channels=2)
    assert (sized.layer.name, sized.count) == (layer, count)


@pytest.mark.parametrize("window", [(), (1, 1, 1, 1)])
def test_a_kernel_of_other_sides_is_refused(window: tuple[int, ...]) -> None:
    with pytest.raises(InputError, match=f"^a kernel has one to three sides here, not {len(window)}$"):
        sized_convolution("conv{}d", window, filters=4, input_channels=2)
