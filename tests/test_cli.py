"""The command line: exit status, one JSON object and nothing else, and bad input of every kind."""

from __future__ import annotations

import json
import re
import sys
from io import BytesIO, TextIOWrapper
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import click
import pytest

from docs.generate.commands import every_command
from symcount.cli import cli, main


class Ran(NamedTuple):
    """What a command did."""

    status: int
    out: str
    err: str


class Run:
    """Runs the program in this process, as the shell would: `run("check", "4nm", "--layer", "lstm")`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def __call__(self, *arguments: str) -> Ran:
        self._monkeypatch.setattr(sys, "argv", ["symcount", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return Ran(int(ended.value.code or 0), *self._capsys.readouterr())


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(monkeypatch, capsys)


PAIR = ("4(nm+n+n²)", "4((n+m+1)·m)")


@pytest.mark.parametrize(
    "status, arguments",
    [
        (0, ["check", "4(nm+n^2+n)", "--layer", "lstm"]),
        (1, ["check", "4(nm+n^2)", "--layer", "lstm"]),
        (0, ["check", "4(nm+n^2)", "--layer", "lstm", "--given", "bias=0"]),
        (0, ["check", "≈ 4(nm+n^2)", "--layer", "lstm"]),
        (0, ["check", "4(nm+n^2)", "--layer", "lstm", "--approximate"]),
        (1, ["check", "380", "--layer", "lstm"]),
        (0, ["check", "380", "--layer", "lstm", "--given", "units=5,input_dim=13"]),
        (0, ["check", "400", "--layer", "lstm", "--given", "units=5,input_dim=13", "--convention", "torch"]),
        (0, ["check", "(input_dim, 4*units)", "--layer", "lstm", "--weight", "kernel"]),
        (1, ["check", "(units, 4*inputs)", "--layer", "lstm", "--weight", "kernel"]),
        (0, ["check", "(w*c+1)*f", "--layer", "conv2d", "--where", "w=kernel_height*kernel_width, c=input_channels"]),
        (0, ["check", "4(ab+ac+a)", "--layer", "lstm", "--where", "a=units,c=units"]),
        (0, ["check", "4(nm+n^2+n)", "--layer", "lstm", "--given", "timesteps=16"]),
        (0, ["check", "-n + 4nm + 4n^2 + 5n", "--layer", "lstm"]),
        (0, ["check", "--layer", "lstm", "-n + 4nm + 4n^2 + 5n"]),
        (0, ["check", "--layer", "lstm", "--", "-n + 4nm + 4n^2 + 5n"]),
        (0, ["check", "(" * 10_000 + "4(nm+n^2+n)" + ")" * 10_000, "--layer", "lstm"]),
        (1, ["check", "12345"]),
        (0, ["prove", *PAIR]),
        (1, ["prove", *PAIR, "--same-letters"]),
        (0, ["prove", *PAIR, "--where-a", "n=units,m=input_dim", "--where-b", "m=units,n=input_dim"]),
        (1, ["prove", *PAIR, "--where-a", "n=units,m=input_dim", "--where-b", "n=units,m=input_dim"]),
        (0, ["prove", "2*d_model*d_ff", "8*d_model^2", "--assume", "d_ff=4*d_model"]),
        (0, ["prove", "-n", "-n"]),
        (0, ["prove", *PAIR, "--certificate", "coq"]),
        (1, ["prove", *PAIR, "--same-letters", "--certificate", "smt2"]),
        (2, ["prove", "n^(m+1)", "n*n^m", "--certificate", "lean"]),
        (2, ["prove", *PAIR, "--certificate", "isabelle"]),
        (0, ["prove", *PAIR, "--one-number"]),
        (2, ["prove", "n-1", "n-1", "--one-number"]),
        (0, ["explain", "lstm"]),
        (0, ["explain", "lstm", "units=5", "input_dim=13"]),
        (0, ["explain", "TimeDistributed(Dense)", "units=650,input_dim=5"]),
        (0, ["layers"]),
        (0, ["simplify", "4(nm+n^2)", "n=3"]),
        (0, ["simplify", "-n^2 + n"]),
        (0, ["latex", "lstm", "--table"]),
        (0, ["latex", "lstm", "gru", "--table", "--macros", "--given", "units=5,input_dim=13"]),
        (1, ["check", "4(nm+n^2)", "--layer", "lstm", "--latex"]),
        (0, ["latex", "4(nm+n^2)", "--align", "--letters", "n=h"]),
        (0, ["summary", "tests.models.examples:keras_lstms"]),
        (0, ["summary", "tests.models.examples:gpt", "--format", "csv"]),
        (2, ["summary"]),
        (2, ["summary", "tests.models.examples:gpt", "--format", "word"]),
        (2, ["summary", "tests.models.examples:gpt", "--format", "csv", "--json"]),
        (0, ["--help"]),
        (0, ["check", "-h"]),
        (2, ["check"]),
        (2, ["frobnicate"]),
        (2, ["check", "nm", "--frobnicate"]),
    ],
    ids=lambda value: " ".join(value)[:60] if isinstance(value, list) else str(value),
)
def test_exit_status(run: Run, status: int, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert ran.status == status
    assert bool(ran.err) == (status == 2)
    assert bool(ran.out) == (status != 2)


@pytest.mark.parametrize(
    "arguments, keys",
    [
        (["check", "4(nm+n^2)", "--layer", "lstm"], {"text", "verdict", "layer", "reading", "difference", "correct_when", "diagnosis", "witness"}),
        (["check", "-n^2", "--layer", "lstm"], {"verdict"}),
        (["check", "12345"], {"verdict", "candidates"}),
        (["prove", *PAIR], {"equal", "equal_as_written", "renaming", "steps", "difference", "witness"}),
        (["prove", *PAIR, "--certificate", "coq", "--one-number", "--latex"], {"equal", "certificate", "one_number", "latex"}),
        (["explain", "lstm", "units=5"], {"layer", "formula", "latex", "weights", "count"}),
        (["simplify", "4(nm+n^2)"], {"simplified", "expanded", "factored", "value", "latex", "steps"}),
        (["latex", "lstm"], {"latex"}),
        (["compare", "lstm"], {"layer", "formula", "source", "conventions"}),
        (["solve", "lstm", "--total", "380"], {"layer", "formula", "total", "solutions", "nearest", "is_all"}),
        (["solve", "lstm", "--at-most", "1000"], {"layer", "formula", "at_most", "solutions", "nearest"}),
        (["summary", "tests.models.examples:gpt"], {"rows", "total", "trainable", "non_trainable"}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_json_is_one_object_and_nothing_else(run: Run, arguments: list[str], keys: set[str]) -> None:
    ran = run(*arguments, "--json")
    assert ran.err == ""
    assert set(json.loads(ran.out)) >= keys


@pytest.mark.parametrize(
    "arguments",
    [["compare", "lstm"], ["check", "4nm"], ["prove", "4n(n+m)", "4(nm+n^2)"], ["prove", "n^2", "2n"], ["solve", "lstm", "--total", "380"]],
    ids=" ".join,
)
def test_latex_as_json_stands_beside_the_rest(run: Run, arguments: list[str]) -> None:
    latex = run(*arguments, "--latex").out.removesuffix("\n")
    assert json.loads(run(*arguments, "--latex", "--json").out) == json.loads(run(*arguments, "--json").out) | {"latex": latex}


@pytest.mark.parametrize("arguments", [["latex", "lstm"], ["latex", "lstm", "--table"]], ids=" ".join)
def test_latex_alone_as_json(run: Run, arguments: list[str]) -> None:
    assert json.loads(run(*arguments, "--json").out) == {"latex": run(*arguments).out.removesuffix("\n")}


@pytest.mark.parametrize("forms", [*combinations([("--certificate", "coq"), ("--one-number",), ("--latex",)], 2)], ids=str)
def test_a_proof_is_shown_in_one_form(run: Run, forms: tuple[tuple[str, ...], ...]) -> None:
    options = [option for form in forms for option in form]
    ran = run("prove", *PAIR, *options)
    assert (ran.status, ran.out) == (2, "")
    assert "Choose one of --certificate, --one-number and --latex" in ran.err
    assert run("prove", *PAIR, *options, "--json").status == 0


def test_the_catalogue_as_json(run: Run) -> None:
    rows: list[dict[str, Any]] = json.loads(run("layers", "--json").out)
    assert {"name": "dense", "formula": "units*(input_dim + bias)", "family": "affine", "sizes": ["units", "input_dim", "bias"]} in rows


LONG = 200_000

BAD_INPUT = {
    "unbalanced bracket": (["check", "4(nm+n^2", "--layer", "lstm"], "this bracket is never closed\n    4(nm+n^2\n     ^\nwrite 4(nm+n^2) if it ends there"),
    "bracket too many": (["check", "4nm)", "--layer", "lstm"], "\n    4nm)\n       ^"),
    "brackets of two kinds": (["check", "4(nm]", "--layer", "lstm"], "cannot read this formula"),
    "empty text": (["check", "", "--layer", "lstm"], "there is no text"),
    "blank text": (["check", "  \n", "--layer", "lstm"], "there is no text"),
    "unknown layer": (["check", "nm", "--layer", "ltsm"], "no layer is called 'ltsm'; did you mean 'lstm'?"),
    "unknown role": (["check", "nm", "--layer", "lstm", "--where", "n=unitz"], "no size is called 'unitz'; did you mean 'units'?"),
    "one letter, two roles": (["check", "nm", "--layer", "lstm", "--where", "n=units,n=input_dim"], "'n' is assigned twice: 'units' and 'input_dim'"),
    "one letter, two spellings": (["check", "n_1", "--layer", "lstm", "--where", "n_1=units,n₁=input_dim"], "is given two meanings: units and input_dim"),
    "given for no role": (["check", "nm", "--layer", "lstm", "--given", "unitz=3"], "no size is called 'unitz'; did you mean 'units'?"),
    "given, not whole": (["check", "nm", "--layer", "lstm", "--given", "units=2.5"], "units is a whole number, not '2.5'"),
    "given, no number": (["check", "nm", "--layer", "lstm", "--given", "units=many"], "units is a whole number, not 'many'"),
    "given, below 0": (["check", "nm", "--layer", "lstm", "--given", "units=-1"], "units is a whole number from 1, not -1"),
    "given, 0 for no switch": (["check", "nm", "--layer", "lstm", "--given", "units=0"], "units is a whole number from 1, not 0"),
    "given, 0 for time steps": (["check", "nm", "--layer", "lstm", "--given", "timesteps=0"], "timesteps is a whole number from 1, not 0"),
    "given, no such switch": (["check", "nm", "--layer", "lstm", "--given", "bias=3"], "bias of lstm is 0 or 1 or 2, not 3"),
    "given, without a value": (["check", "nm", "--layer", "lstm", "--given", "units"], "write name=value, not 'units'"),
    "given, a huge number": (["check", "nm", "--layer", "lstm", "--given", f"units={'9' * LONG}"], "units is a whole number, not"),
    "assumed for no role": (["check", "nm", "--layer", "lstm", "--assume", "zz=4"], "no size is called 'zz'"),
    "unknown weight": (["check", "(n, m)", "--layer", "lstm", "--weight", "kernle"], "no weight of lstm is called 'kernle'; did you mean 'kernel'?"),
    "unknown convention": (["check", "nm", "--layer", "lstm", "--convention", "tf"], "'tf' is not one of 'keras', 'torch', 'flax', 'linen'"),
    "division by zero": (["check", "n/0", "--layer", "lstm"], "division by zero\n    n/0\n"),
    "division by a hidden zero": (["check", "n/(m-m)", "--layer", "lstm"], "division by zero\n    n/(m-m)\n"),
    "a tower of powers": (["check", "9^9^9^9", "--layer", "lstm"], "this would need a number of more than"),
    "unclosed without end": (["check", "(" * 10_000 + "n", "--layer", "lstm"], "this bracket is never closed"),
    "a number without end": (["check", "9" * LONG, "--layer", "lstm"], "cannot read this formula"),
    "code": (["check", "__import__('os').system('touch {canary}')", "--layer", "lstm"], "only formulas are read; no code is ever run"),
    "code in a call": (["check", "exec(open('{canary}', 'w'))", "--layer", "lstm"], "cannot read this formula"),
    "code in a declaration": (["check", "n", "--layer", "lstm", "--where", "n=open('{canary}')"], "cannot read this formula"),
    "code to simplify": (["simplify", "n", "n=__import__('os').system('touch {canary}')"], "no code is ever run"),
    "code to prove": (["prove", "n", "__import__('os').system('touch {canary}')"], "no code is ever run"),
    "prove, unbalanced": (["prove", "a(b", "c"], "this bracket is never closed"),
    "explain an unknown layer": (["explain", "lstmm"], "no layer is called 'lstmm'; did you mean 'lstm'"),
    "explain an unknown size": (["explain", "lstm", "unitz=3"], "did you mean 'units'"),
    "explain with size 0": (["explain", "lstm", "units=0"], "units is a whole number from 1, not 0"),
    "explain without a value": (["explain", "lstm", "units"], "write name=value, not 'units'"),
    "simplify, division by zero": (["simplify", "n/(m-3)", "m=3"], "division by zero"),
    "latex, unbalanced": (["latex", "4(nm"], "this bracket is never closed"),
    "a claim that pdflatex cannot set": (["check", "层*m", "--layer", "lstm", "--where", "层=units", "--latex"], "cannot set '层'"),
    "summary of no file": (["summary", "no/such/model.keras"], "there is no such file"),
    "summary of no module": (["summary", "no_such_module:model"], "import no_such_module: ModuleNotFoundError: No module named 'no_such_module'"),
    "summary of no object": (["summary", "tests.models.examples:gpt3"], "no object in tests.models.examples is called 'gpt3'; did you mean 'gpt'?"),
    "summary of what needs arguments": (["summary", "tests.models.examples:part"], "needs name, framework, kind, config: name a function without arguments"),
    "summary of what is no model": (["summary", "math:pi"], "not 3.14"),
    "code in a summary": (["summary", "os:system('touch {canary}')"], "there is no such file"),
    "a table of a formula": (["latex", "4nm", "--table"], "--table is for a layer"),
}


@pytest.mark.parametrize("name", BAD_INPUT)
def test_bad_input(run: Run, tmp_path: Path, name: str) -> None:
    canary = tmp_path / "canary"
    arguments, message = BAD_INPUT[name]
    ran = run(*(argument.replace("{canary}", str(canary)) for argument in arguments))
    assert (ran.status, ran.out) == (2, "")
    assert message in ran.err
    assert "Traceback" not in ran.err
    assert len(ran.err) < 1000
    assert not canary.exists()


def test_json_is_not_printed_for_bad_input(run: Run) -> None:
    ran = run("check", "4(nm", "--layer", "lstm", "--json")
    assert (ran.status, ran.out) == (2, "")


def test_a_known_size_that_the_layer_lacks_is_a_wrong_role(run: Run) -> None:
    ran = run("check", "4(nT+n^2+n)", "--layer", "lstm", "--where", "T=timesteps", "--json")
    assert [(fault["kind"], fault["term"]) for fault in json.loads(ran.out)["diagnosis"]] == [("wrong-role", "timesteps")]


@pytest.mark.parametrize("name, command", list(every_command(cli)), ids=lambda value: str(value) if isinstance(value, str) else "")
def test_every_command_has_help_and_json(run: Run, name: str, command: click.Command) -> None:
    ran = run(*name.split(), "--help")
    assert ran.status == 0
    assert command.help
    assert "--json" in ran.out or isinstance(command, click.Group)


@pytest.mark.parametrize(
    "arguments, status",
    [
        (["lstm", "--total", "380", "units=5"], 0),
        (["lstm", "--total", "4,457,472"], 0),
        (["lstm+dense", "--total", "380+6", "dense.units=1"], 0),
        (["lstm", "--total", "381"], 1),
        (["lstm", "--at-most", "1_000", "input_dim=5"], 0),
        (["lstm", "--at-most", "10"], 1),
        (["gru", "--like", "lstm units=5 input_dim=13"], 0),
        (["lstm"], 2),
        (["lstm", "--total", "x"], 2),
        (["lstm", "--total", "380", "units"], 2),
    ],
    ids=str,
)
def test_the_status_of_solve(run: Run, arguments: list[str], status: int) -> None:
    assert run("solve", *arguments).status == status


@pytest.mark.parametrize("count, status", [(380, 0), (381, 1)])
def test_a_summary_from_a_file_or_from_standard_input(count: int, status: int, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"lstm_1 (LSTM) (None, 400, 5) {count}"
    (tmp_path / "summary.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(text.encode())))
    for file in (str(tmp_path / "summary.txt"), "-"):
        ran = run("check", "--summary", file, "--json")
        assert (ran.status, json.loads(ran.out)["rows"][0]["params"]) == (status, count)


@pytest.mark.parametrize("arguments", [(), ("n", "--summary", "-"), ("--summary", "-", "--layer", "lstm"), ("--summary", "/no/such/file")])
def test_a_summary_is_judged_alone(arguments: tuple[str, ...], run: Run) -> None:
    assert run("check", *arguments).status == 2


def test_a_summary_in_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rich", reason="rich is not installed")
    monkeypatch.setattr("symcount.rendering.terminal.draws", lambda stream: stream is sys.stdout)
    monkeypatch.setenv("COLUMNS", "70")
    lines = re.sub(r"\x1b\[[0-9;]*m", "", run("summary", "tests.models.examples:keras_lstms").out).splitlines()
    assert lines[0] == "sequential (Keras): 4,500 parameters"
    assert lines[2].split("  ")[-1].strip() == "parameters"
    assert max(map(len, lines)) <= 70


def test_the_totals_of_a_summary_as_json(run: Run) -> None:
    found = json.loads(run("summary", "tests.models.examples:keras_lstms", "--json").out)
    assert (found["total"], found["rows"][0]["arithmetic"]) == (4500, "4*(13*5 + 5*5 + 5) = 380")
