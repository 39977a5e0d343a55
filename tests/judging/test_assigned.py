"""A claim is judged at the sizes that its own text states."""

from __future__ import annotations

import pytest

import symcount as sc
from symcount.errors import InputError


@pytest.mark.parametrize(
    "text, layer, verdict",
    [
        ("4(nm+n²+n) = 4457472 for n=256, m=4096", "lstm", "correct"),
        ("4(nm+n²+n) = 4457473 for n=256, m=4096", "lstm", "incorrect"),
        ("4(nm+n²) = 4456448 for n=256, m=4096", "lstm", "incorrect"),
        ("m = 3, n = 5: 4(15+25+5) = 180", "lstm", "correct"),
        ("m = 3, n = 5: 4(15+25+5+1) = 184", "lstm", "incorrect"),
        ("4n(n+m) without bias", "lstm", "correct"),
        ("4n(n+m+1) without bias", "lstm", "incorrect"),
        ("180 without bias", "lstm", "undecided"),
        ("160 (units=5, input_dim=3, no bias)", "lstm", "correct"),
        ("180 (units=5, input_dim=3, no bias)", "lstm", "incorrect"),
        ("4n(n+m+1), T=16", "lstm", "correct"),
        ("4n(n+m) without bias", None, "correct"),
        ("4457472 for units=256, input_dim=4096", None, "correct"),
        ("4457471 for units=256, input_dim=4096", "lstm", "incorrect"),
    ],
)
def test_sizes_of_the_text(text: str, layer: str | None, verdict: str) -> None:
    assert str(sc.check(text, layer).verdict) == verdict


def test_sizes_by_declared_letters() -> None:
    assert sc.check("180 for n=5, m=3", "lstm", where={"n": "units", "m": "input_dim"}).is_right
    assert sc.check("180 for n=5, m=3", where={"n": "units", "m": "input_dim"}).layer == "lstm"


def test_the_text_and_the_caller_may_not_disagree() -> None:
    with pytest.raises(InputError, match="units is given as 6, and the text says 5"):
        sc.check("4n(n+m) for n=5", "lstm", given={"units": 6})
