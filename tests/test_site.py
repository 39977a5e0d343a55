"""The site that Sphinx makes of docs/: without a warning, and so that a page fetches nothing from elsewhere when it is opened."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.console import ROOT

NEEDED = ("sphinx", "furo", "myst_nb")

pytestmark = [
    pytest.mark.docs,
    pytest.mark.skipif(not all(map(find_spec, NEEDED)), reason="Sphinx with furo and MyST is not installed: pip install '.[docs]'"),
]

FETCHED = re.compile(
    r"""<(?:script|img|iframe|source)[^>]*\bsrc="([^"]+)" | <link[^>]*\brel="(?:stylesheet|preload|icon)"[^>]*\bhref="([^"]+)" | url\(['"]?([^'")]+)""",
    flags=re.VERBOSE,
)
"""The address of what a browser fetches by itself, in a page or a style sheet."""


def test_sphinx_warns_of_nothing(site: Path) -> None:
    warnings = (site / "warnings").read_text(encoding="utf-8")
    assert not warnings, warnings  # such as a page that is not in the navigation


def test_every_source_is_a_page(site: Path) -> None:
    sources = [*(ROOT / "docs").rglob("*.md"), *(ROOT / "docs" / "notebooks").glob("*.ipynb")]
    assert [path for path in sources if not (site / path.relative_to(ROOT / "docs").with_suffix(".html")).is_file()] == []


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for path in (*site.rglob("*.html"), *site.rglob("*.css")):
        addresses = ["".join(found) for found in FETCHED.findall(path.read_text(encoding="utf-8"))]
        assert [address for address in addresses if "//" in address and not address.startswith("data:")] == [], path


def test_formulas_are_set_by_the_mathjax_of_the_site(site: Path) -> None:
    page = (site / "layers" / "lstm.html").read_text(encoding="utf-8")
    assert "_static/tex-svg.js" in page
    assert (site / "_static" / "tex-svg.js").stat().st_size > 1_000_000
    assert r'<span class="math notranslate nohighlight">\(m\)</span>' in page
    assert r"4n(m + n + b)\]" in page


def test_a_link_to_a_file_of_the_repository_leads_to_its_page(site: Path) -> None:
    page = (site / "index.html").read_text(encoding="utf-8")
    assert 'href="notebooks/01-why-4457472.html"' in page
    assert 'href="changes.html"' in page
    assert ">Checking a claim<" in page


def test_an_option_keeps_its_hyphens(site: Path) -> None:
    texts = [re.sub("<code.*?</code>|<pre.*?</pre>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL) for path in site.glob("*.html")]
    assert [word for text in texts for word in re.findall("–[a-z][a-z-]*", text)] == []


def test_a_wide_table_names_its_cells_and_breaks_behind_operators(site: Path) -> None:
    page = (site / "layers" / "lstm.html").read_text(encoding="utf-8")
    assert '<span class="column">difference</span>' in page
    assert '4·</span><wbr><span class="pre">units·</span><wbr>' in page
