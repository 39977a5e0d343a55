"""Layers without weights: what they pass on must follow from what enters, where that is certain."""

from __future__ import annotations

import re

import pytest

import symcount as sc
from symcount.frameworks.from_config import framework
from symcount.judging.printed.passing import RULES, fault_of_shape
from symcount.layers.definition import name_key
from symcount.reading.printed.cells import PrintedShape, Sides

HEADINGS = "Layer (type) Output Shape Param #\n"


@pytest.mark.parametrize(
    "kind, enters, leaves, fault",
    [
        ("Flatten", (None, 13, 13, 32), (None, 5408), ""),
        ("Flatten", (1, 32, 13, 13), (1, 5408), ""),
        ("Flatten", (13, 13, 32), (5408,), ""),
        ("Flatten", (None, 13, 13, 32), (None, None), ""),
        ("Flatten", (None, 13, 13, 32), (None, 5400), "Flatten leaves as many numbers as enter, 5,408, not 5,400"),
        ("Reshape", (None, 784), (None, 28, 28, 1), ""),
        ("Reshape", (None, 784), (None, 28, 27, 1), "Reshape leaves as many numbers as enter, 784, not 756"),
        ("Permute", (None, 3, 5), (None, 5, 3), ""),
        ("Dropout", (None, 128), (None, 128), ""),
        ("Dropout", (None, 128), (32, 128), ""),
        ("Dropout", (None, 128), (128,), ""),
        ("Dropout", (None, 128), (None, 64), "Dropout leaves what enters, (None, 128), not (None, 64)"),
        ("SpatialDropout1D", (None, 5, 8), (None, 8), "SpatialDropout1D leaves what enters, (None, 5, 8), not (None, 8)"),
        ("Activation", (None, 5), (None, 6), "Activation leaves what enters, (None, 5), not (None, 6)"),
        ("LeakyReLU", (None, 9, 9, 8), (None, 9, 9, 8), ""),
        ("Softmax", (None, 10), (None, 11), "Softmax leaves what enters, (None, 10), not (None, 11)"),
        ("MaxPooling2D", (None, 26, 26, 32), (None, 13, 13, 32), ""),
        ("MaxPooling2D", (None, 32, 26, 26), (None, 32, 13, 13), ""),
        ("MaxPool2d", (32, 26, 26), (32, 13, 13), ""),
        ("MaxPooling2D", (None, 26, 26, 32), (None, 13, 13, 64), "MaxPooling2D leaves as many channels as enter, (None, 26, 26, 32), not (None, 13, 13, 64)"),
        ("AdaptiveAvgPool2d", (1, 512, 7, 7), (1, 500, 1, 1), "AdaptiveAvgPool2d leaves as many channels as enter, (1, 512, 7, 7), not (1, 500, 1, 1)"),
        ("UpSampling2D", (None, 7, 7, 8), (None, 14, 14, 8), ""),
        ("ZeroPadding2D", (None, 224, 224, 3), (None, 230, 230, 3), ""),
        ("GlobalAveragePooling2D", (None, 7, 7, 512), (None, 512), ""),
        ("GlobalAveragePooling2D", (None, 7, 7, 512), (None, 1, 1, 512), ""),
        ("GlobalAveragePooling2D", (None, 512, 7, 7), (None, 512), ""),
        ("GlobalMaxPooling1D", (None, None, 64), (None, 32), "GlobalMaxPooling1D leaves one number for each channel, 64, not (None, 32)"),
        ("Lambda", (None, 5), (None, 9), ""),
        ("GLU", (1, 8), (1, 4), ""),
    ],
)
def test_what_leaves(kind: str, enters: Sides, leaves: Sides, fault: str) -> None:
    assert fault_of_shape(kind, PrintedShape(enters), PrintedShape(leaves)) == fault


@pytest.mark.parametrize("shape", [None, PrintedShape((None, 64), is_cut=True), PrintedShape((None, 64), is_of_list=True)])
def test_nothing_is_said_of_shapes_that_are_not_whole(shape: PrintedShape | None) -> None:
    assert fault_of_shape("Dropout", PrintedShape((None, 128)), shape) == fault_of_shape("Dropout", shape, PrintedShape((None, 128))) == ""


CONV = f"{HEADINGS}x (InputLayer) (None, 28, 28, 1) 0\nc (Conv2D) (None, 26, 26, 32) 320\n"
CONNECTED = f"{HEADINGS.strip()} Connected to\nx (InputLayer) (None, 9) 0\ny (InputLayer) (None, 7) 0\n"


@pytest.mark.parametrize(
    "text, faults",
    [
        (f"{CONV}p (MaxPooling2D) (None, 13, 13, 32) 0\nf (Flatten) (None, 5408) 0\nd (Dropout) (None, 5408) 0\n", ()),
        (f"{CONV}p (MaxPooling2D) (None, 13, 13, 16) 0\n", ("p: MaxPooling2D leaves as many channels as enter, (None, 26, 26, 32), not (None, 13, 13, 16)",)),
        (f"{CONV}p (MaxPooling2D) (None, 13, 13, 16) 0\n".replace(HEADINGS, ""), ()),  # an excerpt: rows may be missing
        (f"{CONV}a (Add) (None, 26, 26, 32) 0\nd (Dropout) (None, 5) 0\n", ()),  # branches that nothing connects
        (
            f"{CONNECTED}d (Dropout) (None, 9) 0 x[0][0]\ne (Dropout) (None, 9) 0 y[0][0]",
            ("e: Dropout leaves what enters, (None, 7), not (None, 9)",),
        ),
        (
            "Layer (type:depth-idx) Input Shape Output Shape Param #\n├─Flatten: 1-1 [1, 8, 5, 5] [1, 200] --\n├─ReLU: 1-2 [1, 200] [1, 100] --",
            ("ReLU: 1-2: ReLU leaves what enters, (1, 200), not (1, 100)",),
        ),
    ],
)
def test_in_a_table(text: str, faults: tuple[str, ...]) -> None:
    assert sc.check_summary(text).faults == faults


def test_only_layers_without_weights_have_rules() -> None:
    known = {name_key(name) for one in ("keras", "torch") for name in framework(one).weightless}
    ruled = {name for name in known if any(re.fullmatch(pattern, name) for pattern in RULES)}
    built = {name_key(name) for one in ("keras", "torch") for name in framework(one).constructors}
    assert len(ruled) > 80
    assert not [name for name in built - known if any(re.fullmatch(pattern, name) for pattern in RULES)]
