"""The probe names what is wrong with a page: each fault once, on a page that has no other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser import browsing
from tests.browser.browsing import Tab, needs

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs()

DOT = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"

FAULTS = [
    ("contents", "<p>the count is $4n^2$</p>", "TeX is left as text: <p> the count is $4n^2$"),
    ("contents", r"<p>\frac{n}{2}</p>", r"TeX is left as text: <p> \frac{n}{2}"),
    ("contents", "<div class='math'>n</div>", "mathematics is not drawn: <div.math>"),
    ("contents", "<math><merror><mtext>no command</mtext></merror></math>", "mathematics with an error: <merror> no command"),
    ("contents", "<img src='nothing.png' alt='a picture'>", "an image is not loaded:"),
    ("contents", f'<img src="{DOT}">', "an image has no words"),
    ("contents", f'<img src="{DOT}" alt="../images/1.svg">', "an image has no words"),
    ("tooWide", "<pre style='width: 2000px'>wide</pre>", "wider than the page: <pre> wide"),
    ("faintText", "<article style='color: #777; background: #888'>faint</article>", "contrast of 1.3"),
    ("faintText", "<article style='color: rgb(0 0 0 / 0.2)'>faint</article>", "contrast of 1.6"),
]

FINE = [
    ("contents", r"<pre>$ symcount latex '\frac{n}{2}'</pre>"),
    ("contents", f'<img src="{DOT}" alt="a dot">'),
    ("tooWide", "<div style='overflow-x: auto'><pre style='width: 2000px'>wide</pre></div>"),
    ("faintText", "<article style='color: #777'><h1>large</h1></article>"),
    ("faintText", "<article>black<p hidden style='color: white'>not shown</p></article>"),
]


@pytest.fixture(scope="module")
def empty(chromium: Browser) -> Iterator[Tab]:
    """A tab of its own."""
    context = chromium.new_context()
    yield Tab(context)
    context.close()


def seen(what: str, body: str, tab: Tab) -> list[str]:
    tab.page.goto("about:blank")
    tab.page.set_content(body)
    tab.settle()
    return tab.seen(what, "article")


@pytest.mark.parametrize("what, body, fault", FAULTS)
def test_a_fault_is_named(what: str, body: str, fault: str, empty: Tab) -> None:
    assert seen(what, body, empty)[0].startswith(fault)


@pytest.mark.parametrize("what, body", FINE)
def test_what_is_fine_is_left_alone(what: str, body: str, empty: Tab) -> None:
    assert seen(what, body, empty) == []


def test_another_host_is_not_reached_and_told(empty: Tab) -> None:
    empty.faults.clear()
    empty.page.set_content("<script src='https://example.org/script.js'></script>")
    asked, failed = empty.faults
    assert asked == "asks another host: https://example.org/script.js"
    assert "net::ERR_NAME_NOT_RESOLVED" in failed


def test_an_error_of_a_script_is_told(empty: Tab) -> None:
    empty.faults.clear()
    empty.page.set_content("<script>nothing.at.all</script>")
    assert [fault.partition(":")[0] for fault in empty.faults] == ["script error"]


def test_mathematics_that_never_comes_is_not_waited_for_without_end(empty: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    from playwright.sync_api import Error

    empty.page.goto("about:blank")
    empty.page.set_content("<script>window.MathJax = {startup: {promise: new Promise(() => {})}}</script>")
    monkeypatch.setattr(browsing, "SECONDS", 0.1)
    with pytest.raises(Error, match=r"mathematics, fonts or images are not there after 0\.1 seconds"):
        empty.settle()
