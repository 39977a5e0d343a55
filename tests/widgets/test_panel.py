"""What both widgets share."""

from __future__ import annotations

import sys

import pytest

import symcount as sc
from symcount.errors import FormulaError, InputError
from symcount.widgets.panel import message, toolkit


def test_without_the_library_the_way_to_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    for build in (toolkit, lambda: sc.widgets.checker("lstm"), lambda: sc.widgets.explorer("dense", units=1, input_dim=1)):
        with pytest.raises(InputError, match=r"pip install '\.\[widgets\]' in symcount's folder"):
            build()


def test_the_place_in_a_formula_stays_under_it() -> None:
    error = FormulaError("this bracket is never closed", text="4(<b>", column=1)
    assert message(error).splitlines()[1:3] == ["    4(&lt;b&gt;", "     ^</pre>"]


def test_a_page_without_a_kernel_has_the_answer_as_text_and_as_html() -> None:
    panel = sc.widgets.explorer("dense", units=3, input_dim=4)
    bundle = panel._repr_mimebundle_()
    assert bundle["text/plain"] == "explorer of dense at units=3, input_dim=4, bias=1: 15 parameters"
    assert '<strong class="symcount-count">15</strong> parameters' in bundle["text/html"]
    assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"] == panel.box.model_id
