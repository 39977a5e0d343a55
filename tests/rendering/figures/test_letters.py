"""Letters that pictures cannot be sure to have."""

from __future__ import annotations

import pytest
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

import symcount as sc
from symcount.rendering.figures.letters import ABSENT, not_drawn
from tests.rendering.figures.drawings import FIGURES


def test_letters_that_may_be_boxes_are_said_and_svg_has_them() -> None:
    figure = FIGURES["foreign letters"]()
    assert figure.facts[-1] == "PNG and PDF may show boxes for 日本語: SVG has these letters as text"
    assert ">日本語</text>" in figure.svg()


@pytest.mark.parametrize("text", ["encoder.layers.0", "12Ld² ≤ 4·n", "übergröße", "слой", "α₁ × β", "naïve → x′"])
def test_what_is_drawn_needs_no_word(text: str) -> None:
    assert not_drawn([text]) == ()


def test_the_font_has_the_letters_that_need_no_word() -> None:
    font = FT2Font(font_manager.findfont("DejaVu Sans"))
    usual = [*range(0x20, 0x250), *range(0x370, 0x526)]
    lacking = [chr(code) for code in usual if chr(code).isalpha() and not ABSENT.match(chr(code)) and code not in font.get_charmap()]
    assert lacking == ["\u037f"]


def test_a_claim_in_other_letters_says_so_too() -> None:
    figure = sc.figures.error("4層²", "lstm", where={"層": "units"}, units=range(1, 9), input_dim=1)
    assert "PNG and PDF may show boxes for 層: SVG has these letters as text" in figure.facts
