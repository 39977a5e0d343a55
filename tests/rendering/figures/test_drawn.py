"""Every picture as it is seen: nothing is cut off or covered, and it is the same every time."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from io import BytesIO
from itertools import combinations
from xml.etree import ElementTree

import pytest
from matplotlib.text import Text
from matplotlib.transforms import Bbox, BboxBase

from symcount.rendering.figures.canvas import own_settings
from symcount.rendering.figures.figure import Figure
from symcount.rendering.tables import printable
from tests.rendering.figures.drawings import FIGURES

LARGEST = 60_000
"""Bytes of an SVG."""

DRAWN = {"svg", "title", "desc", "defs", "style", "g", "path", "text", "tspan", "use", "clippath", "rect", "image", "pattern"}
"""The tags of pictures: none of them runs anything or leads anywhere."""


def texts(figure: Figure) -> tuple[dict[str, Bbox], BboxBase]:
    """Where each text is on the page, and the page."""
    with own_settings():
        drawing = figure.draw().drawing
        drawing.savefig(BytesIO(), dpi="figure")
        shown = [text for text in drawing.findobj(lambda artist: isinstance(artist, Text) and artist.get_visible()) if isinstance(text, Text)]
        return {f"{text.get_text()} #{place}": text.get_window_extent() for place, text in enumerate(shown) if text.get_text().strip()}, drawing.bbox


@pytest.mark.parametrize("name", FIGURES)
def test_no_label_is_cut_off_or_covers_another(name: str) -> None:
    found, page = texts(FIGURES[name]())
    outside = [text for text, box in found.items() if box.x0 < page.x0 or box.x1 > page.x1 or box.y0 < page.y0 or box.y1 > page.y1]
    covered = [(one, other) for one, other in combinations(found, 2) if Bbox.intersection(found[one].padded(-0.5), found[other].padded(-0.5))]
    assert (outside, covered) == ([], [])


def written(figure: Figure) -> list[str]:
    """The texts of a picture."""
    return [text.rpartition(" #")[0].replace("\u00a0", " ") for text in texts(figure)[0]]


@pytest.mark.parametrize("name", FIGURES)
def test_no_number_is_cut(name: str) -> None:
    assert [text for text in written(FIGURES[name]()) if re.search(r"[0-9],?…|…[.,]?[0-9]", text)] == []


WHOLE = ["gpt2 model", "mixtral model", "many layers", "llama", "gpt2", "one-dimensional convolution", "convolution of many sizes",
         "gru of a trillion", "largest", "bert", "long title", "widest heatmap", "three budgets"]  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_every_number_is_shown_whole(name: str) -> None:
    figure = FIGURES[name]()
    found = re.sub(r"(?<=\d,) (?=\d)", "", " ".join(written(figure)))
    shown = [fact.partition(": ")[2] for fact in figure.facts if fact.partition(": ")[0] in found]
    assert [said for said in shown if said not in found] == []
    assert figure.title in found


def test_every_budget_is_named_with_its_number() -> None:
    assert {"100,000", "1 million", "4,457,472"} < {*written(FIGURES["three budgets"]())}


def test_long_names_show_what_they_differ_in() -> None:
    found = written(FIGURES["numbered layers"]())
    assert [text for text in found if text.startswith("…")][-7:] == [f"…_{number}.…" for number in range(24, 31)]
    names = [text for text in found if text.startswith("…")]
    assert len(set(names)) == len(names) == 15


def test_words_are_whole_beside_what_is_left_out() -> None:
    found = " ".join(written(FIGURES["shares of an encoder"]()) + written(FIGURES["bert"]()) + written(FIGURES["mixtral model"]()))
    assert not re.search(r"\S…|…\S", found)


def test_few_sizes_are_marked_and_written() -> None:
    with own_settings():
        (axes,) = FIGURES["steps"]().draw().drawing.axes
    assert [label.get_text() for label in axes.get_xticklabels()] == ["1", "31", "61", "91"]
    assert [line.get_markevery() for line in axes.get_lines()] == [(0, 1), (0, 1)]


@pytest.mark.parametrize("name", ["widest embedding", "growth to a billion", "widest heatmap", "largest"])
def test_an_axis_has_one_notation(name: str) -> None:
    with own_settings():
        axes = FIGURES[name]().draw().drawing.axes
    labels = [[label.get_text() for label in (*one.get_yticklabels(), *one.get_xticklabels())] for one in axes]
    assert not any("e+" in label for one in labels for label in one)
    scales = [[label.get_text() for label in side] for one in axes for side in (one.get_yticklabels(), one.get_xticklabels())]
    assert not [one for one in scales if any("illion" in label for label in one) and any("10¹" in label for label in one)]


def test_budgets_of_wide_ranges_are_not_at_the_frame() -> None:
    with own_settings():
        axes = FIGURES["widest embedding"]().draw().drawing.axes[0]
    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "log")


def test_a_curve_that_is_level_is_in_the_middle() -> None:
    with own_settings():
        (axes,) = FIGURES["claim of nothing"]().draw().drawing.axes
    assert axes.get_ylim() == (10, 1000)


class Tags(HTMLParser):
    """The tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)


@pytest.mark.parametrize("name", FIGURES)
def test_an_svg_is_small_and_the_same_every_time_and_says_what_it_shows(name: str) -> None:
    figure = FIGURES[name]()
    svg = figure.svg()
    assert svg == figure.svg()
    assert len(svg.encode()) < LARGEST
    assert not re.search(r"\d{4}-\d\d-\d\d|matplotlib\.org", svg)
    root, tags = ElementTree.fromstring(svg), Tags()
    assert root.get("role") == "img"
    assert [root[0].text, root[1].text] == [printable(figure.title), ". ".join(map(printable, figure.facts))]
    tags.feed(svg)
    assert tags.found <= DRAWN


def test_the_users_own_settings_change_nothing() -> None:
    import matplotlib as mpl

    plain = FIGURES["growth"]().svg()
    with mpl.rc_context({"text.color": "red", "figure.facecolor": "black", "font.size": 30, "axes.grid": True, "text.usetex": True}):
        assert FIGURES["growth"]().svg() == plain
