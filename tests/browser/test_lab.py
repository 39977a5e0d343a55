"""The first lesson in JupyterLab, as a student uses it: run, a slider moved, formulas typed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import symcount as sc
from docs.generate.notebooks import NOTEBOOKS
from tests.browser.browsing import Tab, needs
from tests.browser.jupyterlab import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs("jupyterlab", "ipywidgets", "matplotlib")

LESSON = NOTEBOOKS[0]
FAILED = ".jp-OutputArea-output[data-mime-type*='error'], .jp-OutputArea-output[data-mime-type*='stderr']"
TALL_ENOUGH = 6000
"""Height in pixels of a window that shows the whole lesson."""


@pytest.fixture(scope="module")
def lab(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """The lesson, opened and run from top to bottom."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copy(LESSON, folder)
    with served(folder) as address:
        context = chromium.new_context(viewport={"width": 1280, "height": TALL_ENOUGH})
        tab = Tab(context)
        tab.page.goto(address.format(LESSON.name))
        tab.page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
        tab.page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
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
    assert lab.faults == []


def sizes(page: Page) -> dict[str, int]:
    """The sizes at which the sliders stand."""
    sliders = page.locator(".widget-slider").all()
    return {slider.locator(".widget-label").inner_text(): int(slider.locator(".widget-readout").inner_text().replace(",", "")) for slider in sliders}


def test_a_slider_changes_the_count(lab: Tab) -> None:
    before = sizes(lab.page)
    lab.page.locator(".noUi-handle").first.press("ArrowRight")
    lab.page.wait_for_timeout(500)
    after = sizes(lab.page)
    assert after != before
    assert lab.page.locator(".symcount-count").first.inner_text() == str(sc.layers.lstm(**after).count)


def verdict_on(text: str, page: Page) -> str:
    """What the checker says of a formula that a student types."""
    field = page.locator(".widget-text input").last
    field.fill(text)
    field.press("Enter")
    page.wait_for_timeout(1000)
    return page.locator(".symcount-verdict").last.inner_text()


def test_a_wrong_formula_is_called_wrong(lab: Tab) -> None:
    verdict = verdict_on("4(nm+n²)", lab.page)
    assert "wrong" in verdict
    assert "bias" in verdict


def test_what_looks_like_a_script_stays_text(lab: Tab) -> None:
    assert "<script>" in verdict_on("<script>document.title='run'</script>", lab.page)
    assert lab.page.title() != "run"


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_it_reads_well(theme: str, lab: Tab) -> None:
    lab.page.evaluate(f"jupyterapp.commands.execute('apputils:change-theme', {{theme: 'JupyterLab {theme}'}})")
    lab.page.wait_for_timeout(500)
    lab.keep(f"lab-{LESSON.stem}-{theme.lower()}")
    assert lab.seen("faintText('.jp-Notebook')") == []
