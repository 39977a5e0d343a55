"""The lines of a printed table: a table of looks."""

from __future__ import annotations

import pytest

from symcount.reading.printed.lines import is_rule, lines_of


@pytest.mark.parametrize(
    "text, lines",
    [
        ("", [""]),
        ("dense (Dense)\xa0(None, 5) 10", ["dense (Dense) (None, 5) 10"]),
        ("\x1b[1mdense\x1b[0m 10", ["dense 10"]),
        ("r|٣K", ["r|3K"]),
        ("全连接 (Dense) ３８０", ["全连接 (Dense) 380"]),
        ("## dense (Dense)", [" dense (Dense)"]),
        ("<td>a</td>\n  <td>b</td>", ["|a|b"]),
        ("<tr><td>a</td><td>1</td></tr><tr><td>b &amp; c</td><td>2</td></tr>", ["", "|a|1", "", "|b & c|2"]),
        ("│ dense (Dense) │ (None, 10) │ 46,090 │", ["|dense (Dense)|(None, 10)|46,090|"]),
        ("│ a_long (Long… │ (None, 24,  │ 10 │\n│ (Layer)  │ 24, 8)    │    │", ["|a_long (Long… (Layer)|(None, 24, 24, 8)|10|"]),
        ("│    └ enc_1 (Dense) │ (None, 20) │ 1,020 │", ["|└enc_1 (Dense)|(None, 20)|1,020|"]),
        ("│    └─Conv2d: 2-1   [1, 64, 112, 112]   9,408", ["│    └─Conv2d: 2-1   [1, 64, 112, 112]   9,408"]),
        ("Layer Param # ============== a (Dense) (None, 5) 10 Total params: 10", ["Layer Param # ", " a (Dense) (None, 5) 10", "Total params: 10"]),
    ],
)
def test_lines(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines


@pytest.mark.parametrize("line, right", [("=====", True), ("├──┼──┤", True), ("|---|--:|", True), ("", True), ("a", False), ("| 0 |", False)])
def test_rules(line: str, right: bool) -> None:
    assert is_rule(line) == right
