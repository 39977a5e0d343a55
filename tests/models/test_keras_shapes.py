"""The shapes of what leaves Keras' layers."""

from __future__ import annotations

from typing import Any

import pytest

from symcount.models.keras_shapes import Sides, output_shape

IMAGE = (None, 28, 30, 3)


@pytest.mark.parametrize(
    "layer, config, inputs, output",
    [
        ("Dense", {"units": 5}, [(None, 7, 13)], (None, 7, 5)),
        ("Dense", {"units": 5}, [(..., 13)], (..., 5)),
        ("Embedding", {"output_dim": 8}, [(None, 20)], (None, 20, 8)),
        ("Dropout", {}, [IMAGE], IMAGE),
        ("Conv2D", {"filters": 8, "kernel_size": [3, 5], "padding": "same", "strides": 2}, [IMAGE], (None, 14, 15, 8)),
        ("Conv2D", {"filters": 8, "kernel_size": 3, "strides": 2}, [IMAGE], (None, 13, 14, 8)),
        ("Conv2D", {"filters": 8, "kernel_size": 3, "dilation_rate": 2}, [IMAGE], (None, 24, 26, 8)),
        ("Conv2D", {"filters": 8, "kernel_size": 3, "data_format": "channels_first"}, [(None, 3, 28, 30)], (None, 8, 26, 28)),
        ("Conv1D", {"filters": 8, "kernel_size": [3], "padding": "causal"}, [(None, None, 3)], (None, None, 8)),
        ("Conv2DTranspose", {"filters": 8, "kernel_size": 3, "strides": 2}, [IMAGE], (None, 57, 61, 8)),
        ("Conv2DTranspose", {"filters": 8, "kernel_size": 3, "strides": 2, "padding": "same"}, [IMAGE], (None, 56, 60, 8)),
        ("DepthwiseConv2D", {"kernel_size": 3, "depth_multiplier": 2}, [IMAGE], (None, 26, 28, 6)),
        ("SeparableConv2D", {"filters": 8, "kernel_size": 3}, [IMAGE], (None, 26, 28, 8)),
        ("MaxPooling2D", {"pool_size": 2}, [IMAGE], (None, 14, 15, 3)),
        ("AveragePooling1D", {"pool_size": [4], "strides": [3]}, [(None, 10, 3)], (None, 3, 3)),
        ("GlobalAveragePooling2D", {}, [IMAGE], (None, 3)),
        ("GlobalMaxPooling2D", {"keepdims": True}, [IMAGE], (None, 1, 1, 3)),
        ("ZeroPadding2D", {"padding": [[1, 2], [3, 3]]}, [IMAGE], (None, 31, 36, 3)),
        ("Cropping1D", {"cropping": [1, 2]}, [(None, 10, 3)], (None, 7, 3)),
        ("UpSampling2D", {"size": [2, 3]}, [IMAGE], (None, 56, 90, 3)),
        ("Flatten", {}, [IMAGE], (None, 2520)),
        ("Flatten", {}, [(None, None, 3)], (None, None)),
        ("Reshape", {"target_shape": [-1, 6]}, [IMAGE], (None, 420, 6)),
        ("Permute", {"dims": [2, 1]}, [(None, 4, 7)], (None, 7, 4)),
        ("RepeatVector", {"n": 3}, [(None, 7)], (None, 3, 7)),
        ("Concatenate", {"axis": -1}, [IMAGE, IMAGE], (None, 28, 30, 6)),
        ("Add", {}, [(None, 1, 1, 3), IMAGE], IMAGE),
        ("LSTM", {"units": 5}, [(None, 7, 13)], (None, 5)),
        ("LSTM", {"units": 5, "return_sequences": True}, [(None, 7, 13)], (None, 7, 5)),
        ("Bidirectional", {"layer": {"class_name": "GRU", "config": {"units": 5}}}, [(None, 7, 13)], (None, 10)),
        ("Bidirectional", {"layer": {"class_name": "GRU", "config": {"units": 5}}, "merge_mode": "sum"}, [(None, 7, 13)], (None, 5)),
        ("TimeDistributed", {"layer": {"class_name": "Flatten", "config": {}}}, [(None, 7, 2, 3)], (None, 7, 6)),
        ("ConvLSTM2D", {"filters": 8, "kernel_size": 3}, [(None, 7, 28, 30, 3)], (None, 26, 28, 8)),
        ("MultiHeadAttention", {"output_shape": 6}, [(None, 7, 8), (None, 5, 8)], (None, 7, 6)),
        ("Attention", {}, [(None, 7, 8), (None, 5, 9)], (None, 7, 9)),
        ("EinsumDense", {"output_shape": [None, 9]}, [(None, 7, 8)], (None, None, 9)),
        ("Lambda", {}, [IMAGE], None),
        ("Conv2D", {"filters": 8, "kernel_size": "x"}, [IMAGE], None),
        ("Reshape", {"target_shape": 3}, [IMAGE], None),
        ("Dense", {}, [IMAGE], None),
    ],
)
def test_shapes(layer: str, config: dict[str, Any], inputs: list[Sides], output: Sides | None) -> None:
    assert output_shape(layer, config, inputs) == output
