"""Every page of the documentation, as a reader sees it in a browser, wide and narrow, by day and by night."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest

from tests.browser.browsing import THEMES, WIDTHS, Tab, needs
from tests.console import ROOT

pytestmark = needs("sphinx", "myst_nb", "furo")

DOCS = ROOT / "docs"
SOURCES = [*DOCS.rglob("*.md"), *(DOCS / "notebooks").glob("*.ipynb")]
WRITTEN_BY_SPHINX = ["genindex", "search"]
PAGES = [*sorted(path.relative_to(DOCS).with_suffix("").as_posix() for path in SOURCES), *WRITTEN_BY_SPHINX]
KEPT = [
    "index", "tutorial", "for-authors", "checking", "layers/lstm", "families", "conventions", "mistakes", "figures", "how-it-works",
    "notebooks/01-why-4457472", "notebooks/06-attention-and-transformers",
]  # fmt: skip
"""The pages that are looked at in every way, and of which pictures are kept."""

LOOKS = list(zip(WIDTHS, THEMES, strict=True))
"""The ways in which every page is looked at: each width and each theme once."""

WITHOUT_FORMULAS = ["commands", "python", "changes", *WRITTEN_BY_SPHINX]
"""Lists of names and of changes; all other pages are about formulas."""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_well(name: str, address: str, tab: Tab) -> None:
    tab.look("desktop", "light")
    tab.open(f"{address}/{name}.html")
    faults = [*tab.seen("contents"), *faults_of_looks(name, tab), *tab.faults]
    assert not faults, "\n".join(faults)


def faults_of_looks(name: str, tab: Tab) -> Iterator[str]:
    """What is too wide at a width or too faint in a theme; pictures are kept of some pages."""
    for width, theme in product(WIDTHS, THEMES) if name in KEPT else LOOKS:
        tab.look(width, theme)
        yield from (f"{width}, {theme}: {fault}" for fault in (*tab.seen("tooWide"), *tab.seen("faintText", "article")))
        if name in KEPT and (width, theme) in LOOKS:
            tab.keep(f"site-{name.replace('/', '-')}-{width}-{theme}")


def test_every_page_is_looked_at(site: Path) -> None:
    assert {path.relative_to(site).with_suffix("").as_posix() for path in site.rglob("*.html")} == set(PAGES)


@pytest.mark.parametrize("name", sorted({*PAGES} - {*WITHOUT_FORMULAS}))
def test_a_page_about_formulas_shows_them_typeset(name: str, address: str, tab: Tab) -> None:
    tab.open(f"{address}/{name}.html")
    assert tab.page.evaluate("probe.mathematics()") > 0


def test_the_search_finds_a_layer(address: str, tab: Tab) -> None:
    tab.open(f"{address}/search.html?q=peephole")
    tab.page.locator("#search-results a[href*='layers/peephole_lstm.html']").first.click()
    assert "peephole" in tab.page.title().lower()
    assert tab.faults == []


class Anchors(HTMLParser):
    """The places of a page that a link may name, and where its own links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.places: set[str] = set()
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.places.update(value for key, value in attrs if key in ("id", "name") and value)
        self.links += [value or "" for key, value in attrs if tag == "a" and key == "href"]


@cache
def anchors(page: Path) -> Anchors:
    """The anchors of a built page."""
    return Anchors(page.read_text(encoding="utf-8"))


def leads_somewhere(link: str, page: Path) -> bool:
    """Whether a link of a page leads out of the site, or to a file of it and a place in that."""
    if urlsplit(link).scheme:
        return True
    address, place = urldefrag(link)
    target = (page.parent / unquote(urlsplit(address).path)).resolve() if address else page
    return target.is_file() and (not place or target.suffix != ".html" or unquote(place) in anchors(target).places)


@pytest.mark.parametrize("name", PAGES)
def test_every_link_of_a_page_leads_somewhere(name: str, site: Path) -> None:
    page = site.resolve() / f"{name}.html"
    dead = [link for link in anchors(page).links if not leads_somewhere(link, page)]
    assert not dead, "\n".join(dead)
