"""Text as HTML for notebooks: nothing in it acts as HTML."""

from __future__ import annotations

from html import escape


def preformatted(text: str) -> str:
    """Text with its own lines and spaces.

    >>> preformatted("n < m")
    '<pre>n &lt; m</pre>'
    """
    return f"<pre>{escape(text)}</pre>"
