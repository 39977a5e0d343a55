"""Nothing that is shown acts as HTML."""

from __future__ import annotations

from symcount.rendering import html


def test_markup_stays_text() -> None:
    assert html.preformatted("<script>") == "<pre>&lt;script&gt;</pre>"


def test_a_table_is_text() -> None:
    table = html.table(["<b>"], [["<script>\n  a & b"]])
    assert ">&lt;b&gt;</th>" in table
    assert ">&lt;script&gt;<br>&emsp;a &amp; b</td>" in table


def test_a_page_is_a_whole_document() -> None:
    lines = html.page("<i>", html.paragraph("<p>")).splitlines()
    assert (lines[0], lines[-2:]) == ("<!DOCTYPE html>", ["<p>&lt;p&gt;</p>", "</html>"])
    assert "<title>&lt;i&gt;</title>" in lines
