"""Nothing that is shown acts as HTML."""

from __future__ import annotations

from symcount.rendering import html


def test_markup_stays_text() -> None:
    assert html.preformatted("<script>") == "<pre>&lt;script&gt;</pre>"
