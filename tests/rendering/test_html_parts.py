"""What the pages of several answers share."""

from __future__ import annotations

import symcount as sc
from symcount.algebra import symbol
from symcount.rendering import html_parts


def test_a_count_says_what_its_letters_mean() -> None:
    page = html_parts.count(4 * symbol("units") * (symbol("input_dim") + 1))
    assert "<i>n</i>" in page
    assert "is input_dim" in page


def test_a_number_has_no_letters() -> None:
    assert " is " not in html_parts.count(symbol("units").subs({"units": 4}))
    assert html_parts.count(symbol("lstm.input_dim")).count("input_dim") == 1


def test_a_derivation_opens_on_a_click() -> None:
    page = html_parts.derivation(sc.simplify("4(nm + n^2)").derivation)
    assert page.startswith("<details><summary>step by step</summary><table>")
    assert "common factor" in page


def test_facts_stand_behind_their_labels() -> None:
    page = html_parts.facts([("note", "n<m")])
    assert page.index("note") < page.index("n&lt;m")


def test_a_size_that_is_typed_otherwise_is_in_the_legend() -> None:
    width, inner = symbol("d_model"), symbol("d_ff")
    page = html_parts.count(width * inner, {"d_ff": 4 * width})
    assert page.endswith("</span> is d_ff, 4·d_model unless given</p>")
    assert "unless" not in html_parts.count(width * inner)
    assert " is " not in html_parts.count(symbol("n_1"))
