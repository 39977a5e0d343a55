"""`symcount figure`: a picture into a file or printed, its data, and bad input of every kind."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import symcount as sc
from symcount.cli import main
from symcount.cli.figure import figure


class Ran(NamedTuple):
    """What a command did."""

    status: int
    out: str
    err: str


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Ran]:
    def ran(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["symcount", "figure", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return Ran(int(ended.value.code or 0), *capsys.readouterr())

    (tmp_path / "config.json").write_text('{"model_type": "gpt2"}', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return ran


COMMANDS = {
    "blocks": ["lstm", "units=5", "input_dim=13"],
    "growth": ["lstm", "gru", "gru bias=2", "input_dim=64", "units=1..512"],
    "heatmap": ["lstm", "units=1..512", "input_dim=1..1024", "--budgets", "100000,1_000_000,10^6,1e5"],
    "shares": ["lstm", "units=1..512,input_dim=64"],
    "waterfall": ["config.json"],
    "error": ["12Ld²", "encoder_layer", "d_model=64..4096", "num_layers=12", "--where", "L=num_layers,d=d_model", "--assume", "d_ff=4*d_model"],
}


def test_every_kind_has_a_command() -> None:
    assert sorted(figure.commands) == sorted(sc.figures.__all__) == sorted(COMMANDS)


@pytest.mark.parametrize("kind", COMMANDS)
def test_a_kind(kind: str, run: Callable[..., Ran], tmp_path: Path) -> None:
    data = json.loads(run(kind, *COMMANDS[kind], "--json").out)
    assert data["kind"] == kind
    printed = run(kind, *COMMANDS[kind])
    assert (printed.status, printed.err) == (0, "")
    assert printed.out.startswith("<svg")
    saved = run(kind, *COMMANDS[kind], "--output", "picture.svg")
    assert saved.out == "\n".join([data["title"], *(f"    {fact}" for fact in data["facts"])]) + "\n"
    assert (tmp_path / "picture.svg").read_text(encoding="utf-8") == printed.out.removesuffix("\n")


def test_a_picture_and_its_data_at_once(run: Callable[..., Ran], tmp_path: Path) -> None:
    ran = run("blocks", "dense", "units=2", "input_dim=3", "-o", "dense.pdf", "--json")
    assert json.loads(ran.out)["total"] == 8
    assert (tmp_path / "dense.pdf").read_bytes().startswith(b"%PDF")


def test_python_and_the_command_draw_the_same(run: Callable[..., Ran]) -> None:
    assert json.loads(run("growth", *COMMANDS["growth"], "--json").out) == json.loads(
        sc.figures.growth("lstm", "gru", "gru bias=2", input_dim=64, units=range(1, 513)).to_json()
    )


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["blocks", "lstm", "units=5"], "lstm needs input_dim"),
        (["blocks", "ltsm"], "did you mean 'lstm'"),
        (["blocks", "lstm", "units=1..5", "input_dim=3"], "this figure is drawn at one size"),
        (["blocks", "lstm", "units", "input_dim=3"], "write name=value"),
        (["growth", "units=1..5"], "name one to 8 layers, such as lstm and gru"),
        (["growth", "lstm", "units=5", "input_dim=3"], 'one size goes through a range, such as units="1..512"; here it is none'),
        (["growth", "lstm", "units=1..10^30", "input_dim=3"], "too large to be drawn"),
        (["growth", "lstm", "units=5..1", "input_dim=3"], "units goes upwards"),
        (["growth", "lstm", "units=-5..1", "input_dim=3"], "from 1, not -5"),
        (["growth", "lstm", "units=1..x", "input_dim=3"], "units is a whole number"),
        (["heatmap", "lstm", "units=1..5", "input_dim=1..5", "--budgets", "many"], "budgets is a whole number"),
        (["waterfall", "nowhere.json"], "nowhere.json"),
        (["error", "4n(", "lstm", "units=1..5", "input_dim=3"], "never closed"),
        (["pie", "lstm"], "No such command 'pie'"),
        (["blocks"], "Missing argument 'LAYER'"),
        (["blocks", "dense", "units=1", "input_dim=1", "--output", "dense.bmp"], "end it with .svg, .pdf or .png"),
        (["blocks", "dense", "units=1", "input_dim=1", "--output", "nowhere/dense.svg"], "cannot write"),
    ],
    ids=" ".join,
)
def test_bad_input_is_refused_and_nothing_written(arguments: list[str], message: str, run: Callable[..., Ran], tmp_path: Path) -> None:
    ran = run(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert message in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["config.json"]
