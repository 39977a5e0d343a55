"""Nothing that is shown acts as HTML."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from symcount.rendering import html


def test_markup_stays_text() -> None:
    assert html.preformatted("<script>") == "<pre>&lt;script&gt;</pre>"


@pytest.mark.parametrize("build", [html.block, html.joined, html.paragraph, html.preformatted, html.code, html.strong])
def test_what_holds_text_escapes_it_once(build: Callable[[str], html.Markup]) -> None:
    assert "&lt;script&gt;" in build("<script>")
    assert "<p>a &lt; b</p>" in build(html.paragraph("a < b"))


def test_what_holds_more_escapes_it_too() -> None:
    assert "&lt;script&gt;" in html.page("a title", "<script>")
    assert "&lt;script&gt;" in html.details("a label", "<script>")


def test_a_table_is_text() -> None:
    table = html.table(["<b>"], [["<script>\n  a & b"]])
    assert ">&lt;b&gt;</th>" in table
    assert ">&lt;script&gt;<br>&emsp;a &amp; b</td>" in table


def test_a_page_is_a_whole_document() -> None:
    lines = html.page("<i>", html.paragraph("<p>")).splitlines()
    assert (lines[0], lines[-2:]) == ("<!DOCTYPE html>", ["<p>&lt;p&gt;</p>", "</html>"])
    assert "<title>&lt;i&gt;</title>" in lines
