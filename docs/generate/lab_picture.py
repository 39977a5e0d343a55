"""The picture of widgets.md: both panels in JupyterLab. `python -m docs.generate.lab_picture` needs the extra `browser` and Debian's chromium."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.browser.browsing import CHROMIUM, NOWHERE, Tab
from tests.browser.jupyterlab import run, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

PICTURE = Path(__file__).parents[1] / "widgets.png"

CELLS = ("import symcount as sc", 'sc.widgets.explorer("lstm", units=10, input_dim=13)', 'sc.widgets.checker("lstm")')
TYPED = "4(nm+n^2)"
MOVED = 5
"""The place to which the slider of units is moved, from twice as far."""

WIDTH, HEIGHT = 820, 1300
BARE = ".jp-Toolbar, .jp-cell-toolbar, .jp-SideBar, .jp-Notebook-footer { visibility: hidden } .jp-Cell { box-shadow: none }"


def notebook() -> str:
    """A notebook of these cells."""
    cell: dict[str, object] = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
    cells = [{**cell, "id": f"cell-{place}", "source": source} for place, source in enumerate(CELLS)]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def use(page: Page) -> None:
    """Run the notebook, move the slider, type a formula; wait for what they give."""
    run(page)
    handle = page.locator(".noUi-handle").first
    handle.wait_for()
    for _ in range(MOVED):
        handle.press("ArrowLeft")
    field = page.locator(".widget-text input")
    field.fill(TYPED)
    field.press("Enter")
    page.locator(".symcount-count", has_text="380").wait_for()
    page.locator(".symcount-verdict", has_text="is wrong for an LSTM").wait_for()
    page.locator("img[alt^='LSTM with units = 5']").wait_for()
    page.add_style_tag(content=BARE)


def main() -> None:
    """Write the picture: the cells and what they give, in a palette of 256 colours."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    with TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        (folder / "panels.ipynb").write_text(notebook(), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", NOWHERE])
        with served(folder) as address:
            page = Tab(browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})).page
            page.goto(address.format("panels.ipynb"))
            use(page)
            cells = [cell.bounding_box() for cell in page.locator(".jp-Notebook .jp-Cell").all()]
            first, *_, last = [box for box in cells if box]
            clip = {"x": first["x"], "y": first["y"], "width": first["width"], "height": last["y"] + last["height"] - first["y"]}
            page.screenshot(path=PICTURE, clip=clip)
            browser.close()
    with Image.open(PICTURE) as drawn:
        drawn.convert("RGB").quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
