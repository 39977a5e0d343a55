"""The page: texts that fit, and settings that are ours alone."""

from __future__ import annotations

from unittest.mock import patch

import matplotlib as mpl
import pytest

from symcount.rendering.figures.canvas import MOST_CHARACTERS, Canvas, own_settings

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


@pytest.mark.parametrize("text", [NAME, "4 × (64 × 64) = 16,384 (32.8 %)", "", " ", "重み"])
def test_a_text_with_room_for_all_of_it_is_one_line(text: str) -> None:
    with own_settings():
        assert Canvas(1.0, "").wrapped(text, 9.0, most=3) == [text.rstrip()]


@pytest.mark.parametrize("room", [0.6, 0.9, 1.2, 1.5, 1.8, 2.1])
@pytest.mark.parametrize("text", ["layers.attention.key.bias and many others", "32 × model.layers.*.post_attention_layernorm"])
def test_whole_parts_are_left_out(text: str, room: float) -> None:
    with own_settings():
        first, cut, last = Canvas(1.0, "").fitting(text, room).partition("…")
    assert (text.startswith(first), text.endswith(last)) == (True, True)
    assert cut or first == text
    if len(first) > 4:
        assert first[-1] in " ./" or first == text


@pytest.mark.parametrize("room", [0.2, 0.5, 0.9, 1.4])
@pytest.mark.parametrize("text", ["45,097,156,608 (96.6 %)", "layer12.weight34", "1" * 30, "units = 1000000000000, input_dim = 64"])
def test_no_number_is_cut(text: str, room: float) -> None:
    with own_settings():
        first, cut, last = Canvas(1.0, "").fitting(text, room).partition("…")
    assert not cut or not (first[-1:].isdigit() or last[:1].isdigit())


def test_a_number_without_room_is_broken_between_its_thousands() -> None:
    with own_settings():
        canvas = Canvas(1.0, "")
        lines = canvas.wrapped("64 × 3,000,000,000 = 192,000,000,000", canvas.width_of("= 192,000,000,000") - 0.01, most=6)
    assert lines == ["64", "× 3,000,000,000", "= 192,000,000,", "000"]


@pytest.mark.parametrize("text", ["2 × (32,000 × 4,096) = 262,144,000", "30,522 × 768 = 23,440,896 (21.4 %)", "i"])
def test_a_text_that_just_fits_is_not_shortened(text: str) -> None:
    with own_settings():
        canvas = Canvas(1.0, "")
        assert canvas.fitting(text, canvas.width_of(text)) == text


@pytest.mark.parametrize("text", ["n + " * 2000, "n" * 10_000, "n." * 10_000])
def test_a_text_of_any_length_is_measured_a_few_hundred_times_at_most(text: str) -> None:
    with own_settings(), patch.object(Canvas, "width_of", autospec=True, side_effect=Canvas.width_of) as measured:
        lines = Canvas(1.0, "").wrapped(text, 5.0, most=3)
    assert len(lines) <= 3
    assert "…" in lines[-1]
    assert measured.call_count < 200
    assert max(len(call.args[1]) for call in measured.call_args_list) <= MOST_CHARACTERS + 1


@pytest.mark.parametrize(
    "text, lines",
    [("a = 15 b", ["a = 15", "b"]), ("input_dim = 64", ["input_dim", "= 64"]), ("encoder.kernel", ["encoder.", "kernel"]), ("16 (40.8 %)", ["16", "(40.8 %)"])],
)
def test_a_line_ends_between_words_and_parts_of_names(text: str, lines: list[str]) -> None:
    with own_settings():
        canvas = Canvas(1.0, "")
        assert canvas.wrapped(text, canvas.width_of(text) - 0.01) == lines
