"""What pages leave in a text becomes as long a plain form; what only looks like it is left."""

from __future__ import annotations

import pytest

from symcount.errors import FormulaError
from symcount.reading import parse
from symcount.reading.notes import Notes
from symcount.reading.web import page_text, plain_text
from tests.reading.trees import plain


@pytest.mark.parametrize(
    "text, expected",
    [
        ("4&nbsp;&times;&#160;n", "4*n"),
        ("4&middot;(n&sup2;&nbsp;+&nbsp;n)", "4*(n^2 + n)"),
        ("3 &#215; 5 &minus; &#x33;", "3*5 - 3"),
        ("k<sup>2</sup> * c_in * c_out", "k^2*c_in*c_out"),
        ("n<sub>h</sub>(n<sub>h</sub> + n<sub>x</sub> + 1)", "n_h*(n_h + n_x + 1)"),
        ("<p>units * <b>input_dim</b></p>", "units*input_dim"),
        ("4 * <code>n</code><br>", "4*n"),
        ("[tex:6 \\times 5 + 6]", "6*5 + 6"),
        ("[latex]6 n + n^{2}[/latex]", "6*n + n^2"),
        ("$latex 6n + m$", "6*n + m"),
        ("count = (a × b) + b\n        \\___weights__/  \\bias_/", "(a*b) + b"),
        ("6*5 + 6\n------\n", "6*5 + 6"),
        ("3 Ã— n + nÂ²", "3*n + n^2"),
        ("units Â· (m âˆ’ 1)", "units*(m - 1)"),
    ],
)
def test_read(text: str, expected: str) -> None:
    formula = parse(text)
    assert plain(formula.node) == expected
    assert all(link.text == text[slice(*link.span)] for link in formula.links)


def test_cells_of_a_page_are_cells() -> None:
    assert [link.text.strip("</td>") for link in parse("<td>Dense</td><td>6*5 + 6</td><td>36</td>").links] == ["Dense", "6*5 + 6", "36"]


@pytest.mark.parametrize("text", ["n & m", "&unknown; 4", "a <b", "x < y > z", "<foo>4</foo>", "CAFÉ·n", "[tex 4]", "a\n--b", "n - 3\n- 2", "é × Ã—", "É² + n"])
def test_left_as_it_is(text: str) -> None:
    notes = Notes()
    assert plain_text(text, notes) == text
    assert notes.length == (0, 0)


def test_a_wrong_encoding_is_damage() -> None:
    assert parse("4 Ã— n").damage == ("Ã— read as ×",)
    assert parse("4&times;n").damage == ()


def test_a_refusal_shows_the_text_as_given() -> None:
    with pytest.raises(FormulaError) as caught:
        parse("4 &times; (n + m")
    assert (caught.value.text, caught.value.column) == ("4 &times; (n + m", 10)


@pytest.mark.parametrize("text", ["4&nbsp;", "n<sup>2</sup>", "Ã—â‰ˆ", "[tex:a]", "x\n  \\____/  "])
def test_as_long_as_before(text: str) -> None:
    assert len(plain_text(text, Notes())) == len(text)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("n &lt; 4", "n < 4"),
        ("a&#32;b", "a b"),
        ("<td\nclass='x'>a</td><td>b</td>", "|a|b"),
        ("a<br/>b<span style='color: #00af00'>64</span>", "a\nb64"),
        ("<keras.Layer object at 0x7f>", "<keras.Layer object at 0x7f>"),
    ],
)
def test_a_page(text: str, expected: str) -> None:
    assert page_text(text) == expected
