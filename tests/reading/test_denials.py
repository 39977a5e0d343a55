"""Words and signs that make a text claim something else than its formula are refused, wherever they stand."""

from __future__ import annotations

import pytest

from symcount.errors import FormulaError
from symcount.reading import parse

FORMULA = "4*(n*m + n^2 + n)"


@pytest.mark.parametrize(
    "text, problem",
    [
        (f"not {FORMULA}", "denies"),
        (f"{FORMULA} is wrong", "denies"),
        (f"It isn't {FORMULA}", "denies"),
        (f"❌ {FORMULA}", "denies"),
        (f"参数量不是 {FORMULA}", "denies"),
        (f"{FORMULA} ist falsch", "denies"),
        (f"{FORMULA} without the peepholes", "changes"),
        (f"twice {FORMULA}", "changes"),
        (f"{FORMULA} excluding the embedding", "changes"),
        (f"at least {FORMULA}", "bound"),
        (f"more than {FORMULA}", "bound"),
        (f"至少 {FORMULA}", "bound"),
        (f"{FORMULA} bytes", "something else"),
        (f"{FORMULA} FLOPs", "something else"),
        ("180 KB", "something else"),
        (f"{FORMULA} MB", "something else"),
        ("The LSTM has 180 biases", "something else"),
        ("3*(2 + 2) = 12 neurons", "something else"),
        ("Two such layers have 360 parameters", "more than one"),
        (f"{FORMULA} per gate", "one part"),
        (f"params ≤ {FORMULA}", "inequality"),
        (f"{FORMULA} > 180", "inequality"),
        (f"{FORMULA} plus 3n for the peepholes", "plus changes|plus"),
        ("160 weights, 20 biases", "second count"),
        ("weights = 160, biases = 20", "two claims"),
        (f"{FORMULA}, two biases", "second count"),
        ("180 trainable of 200 total", "another one"),
        ("180 biases", "biases only"),
        (f"{FORMULA}, and 2n more", "goes on"),
        (f"{FORMULA}, as well as 2n", "goes on"),
        (f"{FORMULA}, with 3n peepholes", "goes on"),
        (f"{FORMULA}; in addition 3n", "goes on"),
        (f"{FORMULA}, then + nk", "goes on"),
        (f"{FORMULA} (n more in cuDNN)", "goes on"),
        (f"{FORMULA} (*2 for bidirectional)", "goes on"),
        (f"{FORMULA} (x2 for bidirectional)", "goes on"),
        ("380, that is 4*96", "goes on"),
        (f"{FORMULA} in two layers", "several"),
        ("4*n*(m + n + 1) (two layers)", "several"),
        (f"{FORMULA} for both directions", "several"),
        (f"{FORMULA} per time step", "one part"),
        (f"{FORMULA} by k", "no sign"),
        ("2*features thousand", "behind a name"),
        (rf"\cancel{{{FORMULA}}}", "strikes out"),
        (rf"{FORMULA} \footnote{{+n}}", "strikes out"),
        (f"~~{FORMULA}~~ 180", "strikes out"),
    ],
)
def test_a_text_that_says_something_else_is_refused(text: str, problem: str) -> None:
    with pytest.raises(FormulaError, match=problem) as caught:
        parse(text)
    assert caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        f"> {FORMULA} = 180",
        f"> LSTM:\n> {FORMULA}",
        f"params -> {FORMULA}",
        f"{FORMULA} <- parameters",
        f"params => {FORMULA}",
    ],
)
def test_quotations_arrows_and_words_that_change_nothing_are_read(text: str) -> None:
    assert parse(text).links
