"""How Sphinx makes a site of docs/: `sphinx-build -W -b html docs site`, without the network. The pages are plain Markdown, which GitHub shows too."""

from __future__ import annotations

import re
from html import unescape
from importlib.metadata import distribution
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx

from symcount import __version__
from symcount.layers import CATALOGUE

ROOT = Path(__file__).resolve().parents[1]

NAVIGATION = {
    "Start": ["tutorial"],
    "Lessons": ["notebooks/*"],
    "How to": ["for-authors", "for-teachers", "for-engineers"],
    "Use": ["checking", "summaries", "models", "reading", "proving", "comparing", "solving", "inferring", "papers", "figures", "widgets"],
    "Reference": ["commands", "python", "layers", "families", "conventions", "mistakes"],
    "Behind it": ["how-it-works", "accuracy", "benchmarks", "adding-a-layer", "changes"],
}
"""The pages, by the part of the navigation in which they stand; `*` is any name, in order."""

LONGEST_ROW = 70
"""Characters of a row, each column as wide as its longest cell, that a telephone shows side by side or broken once."""

LONGEST_WORD = 20
"""Characters of a cell that is never squeezed to one word a line."""

project = "symcount"
author = "the symcount authors"
release = __version__

extensions = ["myst_nb", "sphinx.ext.mathjax"]
exclude_patterns = ["_build", "examples", "generate", "**.ipynb_checkpoints"]
nb_execution_mode = "off"  # what a notebook shows is stored in it, and compared by the tests
nb_ipywidgets_js: dict[str, dict[str, str]] = {}  # their scripts would come from elsewhere
smartquotes_action = "q"  # two hyphens begin an option, and are no dash
myst_enable_extensions = ["amsmath", "colon_fence", "dollarmath"]
myst_fence_as_directive = ["math"]  # as GitHub writes a formula of its own
myst_heading_anchors = 4

html_theme = "furo"
html_title = "symcount"
html_favicon = "_static/icon.svg"
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_static_path = ["_static"]
html_css_files = ["symcount.css"]
html_theme_options: dict[str, object] = {"top_of_page_buttons": []}

mathjax_path = "tex-svg.js"
mathjax3_config = {"options": {"enableMenu": False}}  # what its menu offers would be fetched from elsewhere


def setup(app: Sphinx) -> None:
    """MathJax as a file of the site; and what the pages do not say themselves: navigation, how GitHub's links and formulas are read, drawings, tables."""
    mathjax = distribution("sphinx-mathjax-offline").locate_file("sphinx-mathjax-offline/static/mathjax/tex-svg.js")
    app.config.html_static_path.append(str(mathjax))
    app.connect("builder-inited", keep_drawings_inside, priority=900)
    app.connect("source-read", add_navigation)
    app.connect("doctree-read", follow_links)
    app.connect("doctree-read", drop_backticks)
    app.connect("doctree-read", name_drawings)
    app.connect("doctree-read", let_tables_break)


def keep_drawings_inside(app: Sphinx) -> None:
    """What MyST takes out of the notebooks stays in the folder of the site, not beside it."""
    app.env.mystnb_config = app.env.mystnb_config.copy(output_folder=str(app.doctreedir / "outputs"))


def add_navigation(_app: Sphinx, name: str, source: list[str]) -> None:
    """The parts stand behind the front page, the layers behind their list."""
    if name == "index":
        source[0] += "".join(toctree(pages, part) for part, pages in NAVIGATION.items())
    if name == "layers":
        source[0] += toctree([f"layers/{layer}" for layer in CATALOGUE])


def toctree(pages: list[str], part: str = "") -> str:
    """Sphinx' list of pages, shown beside every page and nowhere else."""
    options = [":hidden:", ":glob:", *([f":caption: {part}"] if part else [])]
    return "\n".join(["", "```{toctree}", *options, *pages, "```", ""])


def follow_links(app: Sphinx, page: nodes.document) -> None:
    """A link to a file of the repository leads to the page that the site has of it; one that is called as the file is has the title of the page."""
    pages = {str(Path(app.env.doc2path(name)).resolve().with_suffix("")): name for name in app.env.found_docs}
    pages |= {str(ROOT / "README"): "index", str(ROOT / "CHANGELOG"): "changes"}
    for link in page.findall(pending_xref):
        link["reftarget"] = pages.get(link["reftarget"], link["reftarget"])
        link["refexplicit"] = link["refexplicit"] and not link.astext().endswith((".md", ".ipynb"))


def drop_backticks(_app: Sphinx, page: nodes.document) -> None:
    """GitHub's $`x`$, in which no sign is taken for Markdown, is $x$."""
    for formula in page.findall(nodes.math):
        formula[:] = [nodes.Text(formula.astext().strip("`"))]


def name_drawings(app: Sphinx, page: nodes.document) -> None:
    """A drawing among the outputs of a notebook has its title for those who do not see it."""
    for image in page.findall(nodes.image):
        if "alt" not in image and image["uri"].endswith(".svg"):
            title = re.search("<title>(.*?)</title>", Path(app.srcdir, image["uri"]).read_text(encoding="utf-8"), flags=re.DOTALL)
            image["alt"] = unescape(title[1]) if title else ""


def let_tables_break(_app: Sphinx, page: nodes.document) -> None:
    """Formulas in tables may be broken behind an operator, and words keep some width; what is wider than a telephone is marked for it."""
    for table in page.findall(nodes.table):
        for formula in table.findall(nodes.literal):
            pieces = filter(None, re.split("(?<=[·(,|/])", formula.astext()))
            formula[:] = [part for piece in pieces for part in (nodes.Text(piece), nodes.raw("", "<wbr>", format="html"))][:-1]
        for cell in table.findall(nodes.entry):
            cell["classes"] += ["long"] if len(cell.astext()) > LONGEST_WORD else []
        if is_wide(table):
            table["classes"].append("wide")
            name_cells(table)


def is_wide(table: nodes.table) -> bool:
    """Whether the longest cells of its columns stand beside each other on no telephone, and it has words to be read, not numbers to be compared."""
    columns = list(zip(*(row.children for row in table.findall(nodes.row)), strict=True))
    texts = [column for column in columns if "text-right" not in column[0]["classes"]]
    return len(texts) > 1 and sum(max(len(cell.astext()) for cell in column) for column in columns) > LONGEST_ROW


def name_cells(table: nodes.table) -> None:
    """The head of each column within its cells, shown where these stand below each other; the first is the head of its row, and two need no other."""
    heads, *rows = table.findall(nodes.row)
    for row in rows if len(heads) > 2 else ():
        for head, cell in list(zip(heads, row, strict=True))[1:]:
            if head.astext() and cell.astext():
                cell[0].insert(0, nodes.inline("", head.astext(), classes=["column"]))
