"""What every figure can do: words, data, files of three kinds, and a reason where something is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

import symcount as sc
from symcount.errors import InputError
from symcount.rendering.figures.blocks import Block, Blocks

FIGURE = sc.figures.blocks("lstm", units=5, input_dim=13)
BEGINNINGS = {".svg": b"<svg", ".pdf": b"%PDF", ".png": b"\x89PNG", ".SVG": b"<svg"}


@pytest.mark.parametrize("ending", BEGINNINGS)
def test_the_ending_says_how_to_draw(ending: str, tmp_path: Path) -> None:
    FIGURE.save(tmp_path / f"lstm{ending}")
    saved = (tmp_path / f"lstm{ending}").read_bytes()
    assert saved.startswith(BEGINNINGS[ending])
    FIGURE.save(str(tmp_path / f"lstm{ending}"))
    assert (tmp_path / f"lstm{ending}").read_bytes() == saved


@pytest.mark.parametrize("name", ["lstm.jpg", "lstm", "svg", ".svg", "lstm.svg.gz", "", "nowhere/lstm.svg"])
def test_other_files_are_refused_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"end it with \.svg, \.pdf or \.png|cannot write"):
        FIGURE.save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path, message", [
    (3, "a picture is written to a path, such as 'lstm.svg', not to 3"),
    (None, "not to None"),
    (b"lstm.svg", "not to b'lstm.svg'"),
    ("lstm\0.svg", "cannot write .*: embedded null byte"),
])  # fmt: skip
def test_what_is_no_path_is_refused(path: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        FIGURE.save(path)


def test_what_cannot_be_drawn_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "lstm.svg"
    path.write_text("before", encoding="utf-8")
    with patch.object(Blocks, "draw", side_effect=InputError("no")), pytest.raises(InputError):
        FIGURE.save(path)
    assert path.read_text(encoding="utf-8") == "before"


def test_a_figure_is_its_words_and_its_data() -> None:
    assert str(FIGURE) == repr(FIGURE) == "\n".join([FIGURE.title, *(f"    {fact}" for fact in FIGURE.facts)])
    data = json.loads(FIGURE.to_json())
    assert data == FIGURE.to_dict()
    assert (data["kind"], data["title"], data["facts"]) == ("blocks", FIGURE.title, list(FIGURE.facts))


def test_a_notebook_shows_the_picture() -> None:
    assert FIGURE._repr_svg_() == FIGURE.svg()
    assert FIGURE._repr_html_() is None


def test_without_matplotlib_it_is_said_what_to_install(tmp_path: Path) -> None:
    figure = Blocks("<b>", (Block(("w",), (2, 3)),))
    with patch("symcount.rendering.figures.figure.find_spec", return_value=None):
        for drawn in (figure.svg, lambda: figure.save(tmp_path / "x.svg")):
            with pytest.raises(InputError, match=r"pip install '\.\[plot\]' in symcount's folder"):
                drawn()
        assert figure._repr_svg_() is None
        assert "&lt;b&gt;" in (html := figure._repr_html_() or "")
        assert "&#x27;.[plot]&#x27;" in html
    assert find_spec("matplotlib") is not None


def test_data_alone_need_no_matplotlib() -> None:
    program = (
        "import sys; from symcount.cli import cli; "
        "cli(['figure', 'growth', 'lstm', 'gru', 'units=1..9', 'input_dim=3', '--json'], standalone_mode=False); "
        "sys.exit('matplotlib' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, capture_output=True).returncode == 0
