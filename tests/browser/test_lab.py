"""The first lesson in JupyterLab, as a student uses it: run, a slider moved, formulas typed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import symcount as sc
from docs.generate.notebooks import NOTEBOOKS
from symcount.rendering import shown_count
from tests.browser.browsing import ELSEWHERE, SECONDS, WIDTHS, Tab, in_time, needs
from tests.browser.jupyterlab import run, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs("jupyterlab", "ipywidgets", "matplotlib")

LESSON = NOTEBOOKS[0]
FAILED = ".jp-OutputArea-output[data-mime-type*='error'], .jp-OutputArea-output[data-mime-type*='stderr']"
TALL_ENOUGH = 10_000
"""Height in pixels of a window that shows the whole lesson."""


@pytest.fixture(scope="module")
def lab(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """The lesson, opened and run from top to bottom."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copy(LESSON, folder)
    with served(folder) as address:
        context = chromium.new_context(viewport={"width": WIDTHS["desktop"], "height": TALL_ENOUGH})
        tab = Tab(context)
        tab.page.goto(address.format(LESSON.name))
        run(tab.page)
        yield tab
        context.close()


def test_every_cell_runs(lab: Tab) -> None:
    prompts = lab.page.locator(".jp-CodeCell .jp-InputPrompt").all_text_contents()
    assert [prompt for prompt in prompts if not re.fullmatch(r"\[\d+\]:", prompt)] == []
    assert lab.page.locator(FAILED).all_text_contents() == []


def test_mathematics_is_drawn(lab: Tab) -> None:
    lab.page.locator(".jp-Notebook mjx-container").first.wait_for()
    assert lab.page.evaluate("probe.mathematics()") > 2


def test_nothing_is_asked_of_another_host(lab: Tab) -> None:
    assert [fault for fault in lab.faults if fault.startswith(ELSEWHERE)] == []


def sizes(page: Page) -> dict[str, int]:
    """The sizes at which the sliders stand."""
    sliders = page.locator(".widget-slider").all()
    return {slider.locator(".widget-label").inner_text(): int(slider.locator(".widget-readout").inner_text()) for slider in sliders}


def test_a_slider_that_is_moved_changes_the_count(lab: Tab) -> None:
    from playwright.sync_api import expect

    before = sizes(lab.page)
    lab.page.locator(".noUi-handle").first.press("ArrowRight")
    after = {**before, "units": before["units"] + 1}
    expect(lab.page.locator(".widget-readout").first).to_have_text(str(after["units"]), timeout=1000 * SECONDS)
    assert sizes(lab.page) == after
    lab.page.locator(".symcount-count", has_text=shown_count(sc.layers.lstm(**after).count)).wait_for()


def judged(text: str, says: str, page: Page) -> str:
    """What the checker says of a formula that a student types, when it says this."""
    field = page.locator(".widget-text input")
    field.fill(text)
    field.press("Enter")
    verdict = page.locator(".symcount-verdict", has_text=says)
    verdict.wait_for()
    return str(verdict.inner_text())


def test_a_wrong_formula_is_called_wrong_and_its_fault_named(lab: Tab) -> None:
    assert "one bias vector for each of the four gates" in judged("4(nm+n²)", "is wrong for an LSTM", lab.page)


def test_what_looks_like_a_script_stays_text(lab: Tab) -> None:
    judged("<script>document.title = 'it ran'</script>", "<script>", lab.page)
    assert lab.page.title() != "it ran"
    assert lab.page.locator(".jp-Notebook script").count() == 0


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_it_reads_well(theme: str, lab: Tab) -> None:
    judged("4(nm+n²)", "is wrong for an LSTM", lab.page)
    change = f"() => jupyterapp.commands.execute('apputils:change-theme', {{theme: 'JupyterLab {theme}'}})"
    lab.page.evaluate(in_time(change, "the theme has not changed"))
    lab.page.locator(f"body[data-jp-theme-name='JupyterLab {theme}']").wait_for(state="attached")
    lab.page.locator("#jupyterlab-splash").wait_for(state="detached")  # it dims the page while the theme changes
    lab.keep(f"lab-{LESSON.stem}-{theme.lower()}", TALL_ENOUGH)
    faint = lab.seen("faintText", ".jp-RenderedMarkdown, .jp-OutputArea-output")
    assert not faint, "\n".join(faint)
