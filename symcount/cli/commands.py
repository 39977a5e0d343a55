"""The commands, one thin one a job: it parses arguments, calls the job, prints, and sets the exit status."""

from __future__ import annotations

import json
import sys
from ast import literal_eval
from collections.abc import Iterable
from dataclasses import replace
from typing import IO, Any

import click

from symcount import __version__
from symcount.cli.options import RIGHT, WRONG, FormulaCommand, as_json, assigned, assigning, merged, show, sizes_of
from symcount.layers.convention import FRAMEWORKS


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.version_option(__version__)
def cli() -> None:
    """The algebra of neural-network parameter counts: read, check, prove and explain published formulas.

    Exit status: 0 right or equal, 1 not, 2 could not be read or bad usage.
    """


@cli.command(cls=FormulaCommand)
@click.argument("text", required=False)
@click.option(
    "--summary", type=click.File(encoding="utf-8", errors="replace"), help="Judge the printed model summary in this file instead; - is standard input."
)
@click.option("--layer", help="The layer it is about; without it, every layer is tried.")
@assigning("--where", help="What the author's letters mean: n=units,m=input_dim.")
@assigning("--assume", help="Identities that the source uses: d_ff=4*d_model.")
@assigning("--given", help="Sizes that the author states: units=256; bias=0 for “without biases”.")
@click.option("--weight", help="The text is the shape of this weight (kernel, recurrent_kernel, bias …), or of the layer's input or output.")
@click.option("--convention", type=click.Choice(FRAMEWORKS), help="Judge by this framework's defaults.")
@click.option("--approximate", is_flag=True, help="Take the text as if it said ≈.")
@click.option("--latex", is_flag=True, help="Print the claim, the true count and what the letters mean as LaTeX; of a summary, a table for booktabs.")
@as_json
def check(
    text: str | None,
    summary: IO[str] | None,
    layer: str | None,
    where: dict[str, str],
    assume: dict[str, str],
    given: dict[str, str],
    latex: bool,
    json_output: bool,
    **options: Any,
) -> int:
    """Judge one published formula, calculation or bare count, or a printed model summary.

    Exit status 0 when it is right (or approximately right, where the text says ≈; of a summary, when it is consistent), 1 when it is not.
    """
    if summary is not None:
        return _check_summary(summary, latex, json_output, others=[text, layer, *where, *assume, *given, *options.values()])
    if text is None:
        raise click.UsageError("Missing argument 'TEXT', or --summary FILE.")
    from symcount.jobs.check import check as job

    verdict = job(text, layer, where=where, given=sizes_of(given), assume=assume, **options)
    show(verdict, json_output, **({"latex": verdict.latex()} if latex else {}))
    return RIGHT if verdict.is_right else WRONG


def _check_summary(summary: IO[str], latex: bool, json_output: bool, others: Iterable[object]) -> int:
    from symcount.jobs.check_summary import check_summary as job

    if any(others):
        raise click.UsageError("--summary FILE is judged alone: no other text or option goes with it, save --json and --latex.")
    verdict = job(summary.read())
    show(verdict, json_output, **({"latex": verdict.table()} if latex else {}))
    return RIGHT if verdict.consistent else WRONG


@cli.command(cls=FormulaCommand)
@click.argument("a")
@click.argument("b")
@assigning("--where-a", help="What the letters of A mean.")
@assigning("--where-b", help="What the letters of B mean.")
@assigning("--assume", help="Identities between sizes: d_ff=4*d_model.")
@click.option("--same-letters", is_flag=True, help="A letter means the same in both: nothing is renamed.")
@click.option("--certificate", "prover", type=click.Choice(["coq", "smt2", "lean"]), help="Print a file that this prover accepts by itself.")
@click.option("--one-number", is_flag=True, help="Print a proof for a calculator: one point where the digits of the value are the coefficients.")
@click.option("--latex", is_flag=True, help="Print the derivation as LaTeX, with the reason at the end of each line.")
@as_json
def prove(a: str, b: str, prover: str | None, one_number: bool, latex: bool, json_output: bool, **meanings: Any) -> int:
    """Decide whether two formulas are equal: as written, under a renaming, or under what their letters mean."""
    from symcount.jobs.prove import prove as job

    if [prover is not None, one_number, latex].count(True) > 1 and not json_output:
        raise click.UsageError("Choose one of --certificate, --one-number and --latex, or print them together with --json.")
    proof = job(a, b, **meanings)
    shown: dict[str, Any] = {}
    if prover:
        shown["certificate"] = proof.certificate(prover)
    if one_number:
        page = proof.in_one_number()
        shown["one_number"] = page.to_dict() if json_output else page
    if latex:
        shown["latex"] = proof.derivation_latex()
    show(proof, json_output, **shown)
    return RIGHT if proof.equal else WRONG


@cli.command()
@click.argument("layer")
@click.argument("sizes", nargs=-1, metavar="[SIZE=VALUE]…")
@click.option("--steps", is_flag=True, help="Show also how the count comes about, step by step.")
@as_json
def explain(layer: str, sizes: tuple[str, ...], steps: bool, json_output: bool) -> int:
    """Explain a layer: its formula, each weight and its part, what enters and leaves it, and what does not matter."""
    from symcount.jobs.explain import explain as job

    show(replace(job(layer, **assigned(sizes)), with_steps=steps), json_output)
    return RIGHT


@cli.command()
@click.argument("layer")
@click.option("--latex", "table", is_flag=True, help="Print the comparison as a table for booktabs.")
@as_json
def compare(layer: str, table: bool, json_output: bool) -> int:
    """Compare a layer in Keras, PyTorch, Flax and the textbook: formulas, differences, and which arguments change the count."""
    from symcount.jobs.compare import compare as job

    comparison = job(layer)
    show(comparison, json_output, **({"latex": comparison.table()} if table else {}))
    return RIGHT


@cli.command()
@click.argument("what", metavar="FILE|module:object")
@click.option("--format", "form", type=click.Choice(["csv", "markdown", "latex", "html"]), help="Print it as a table for elsewhere; csv has every row.")
@as_json
def summary(what: str, form: str | None, json_output: bool) -> int:
    """Summarise a model layer by layer: each row with its formula, the numbers put in and the count, and the totals.

    FILE is a saved model (.keras, .h5, .safetensors, .onnx, .gguf, .pt), a config.json or a folder; only names and shapes are read of it, and no
    code in it is run. module:object is a model in a module of yours, or a function without arguments that returns one: this module is imported,
    the current folder is searched last, and nothing else is run.
    """
    from symcount.jobs.summary import summary as job
    from symcount.models.foreign import current_folder, is_named, model_named
    from symcount.rendering.tables import visible
    from symcount.rendering.terminal import draws, working

    if form and json_output:
        raise click.UsageError("Choose one of --format and --json.")
    with working(f"reading {visible(what)}"):
        if is_named(what):
            with current_folder():
                found = job(model_named(what))
        else:
            found = job(what)
    if form:
        click.echo(found.in_format(form))
    elif not json_output and draws(sys.stdout):
        click.echo(found.in_terminal())
    else:
        show(found, json_output)
    return RIGHT


@cli.command()
@click.argument("constructor", metavar="MODULE:CONSTRUCTOR")
@assigning("--sizes", help="The arguments that vary, each with its letter: input_size=n,hidden_size=m.")
@click.option("--with", "fixed", multiple=True, metavar="NAME=VALUE,…", callback=merged, help="Arguments that stay as they are: bias=False.")
@click.option("--input", "input_shape", multiple=True, metavar="SHAPE", help="What a layer of Keras must see: “(None, 16, n)”; once for each input.")
@as_json
def infer(constructor: str, sizes: dict[str, str], fixed: dict[str, str], input_shape: tuple[str, ...], json_output: bool) -> int:
    """Find the formula of the parameters that a constructor builds, such as torch.nn:LSTM, by building it at small sizes.

    Only the module that is named is imported, and only its constructor is called, of a model of transformers with its configuration, and with --input
    the model that it builds: their code is run. Modules in the current folder are found too.
    """
    from symcount.jobs.infer import inferred as job
    from symcount.models.foreign import current_folder

    with current_folder():
        found = job(constructor, sizes, {name: _literal(text) for name, text in fixed.items()}, input_shape or None)
    show(found, json_output)
    return RIGHT


def _literal(text: str) -> object:
    """The number, truth value, None, text in quotes or tuple of these that a text writes; any other text is itself."""
    try:
        return literal_eval(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return text


@cli.command("layers")
@as_json
def catalogue(json_output: bool) -> int:
    """List the layers of the catalogue."""
    from symcount.jobs.catalogue import catalogue as job

    rows = job()
    click.echo(rows.to_json() if json_output else str(rows))
    return RIGHT


@cli.command(cls=FormulaCommand)
@click.argument("formula")
@click.argument("put_in", nargs=-1, metavar="[NAME=EXPRESSION]…")
@as_json
def simplify(formula: str, put_in: tuple[str, ...], json_output: bool) -> int:
    """Simplify a formula, after putting sizes or expressions in for its names."""
    from symcount.jobs.simplify import simplify as job

    show(job(formula, **assigned(put_in)), json_output)
    return RIGHT


@cli.command(cls=FormulaCommand)
@click.argument("layer", metavar="LAYER|FORMULA")
@click.argument("sizes", nargs=-1, metavar="[SIZE=VALUE]…")
@click.option("--total", metavar="N", help="All whole sizes that give N parameters; of a chain of layers also N+N, a number for each.")
@click.option("--at-most", metavar="N", help="The largest size that stays within N parameters, its neighbours and the multiples of 8 and 64 next to it.")
@click.option("--like", metavar="LAYER…", help="The size at which it is nearest to another layer: 'lstm units=256 input_dim=4096'.")
@click.option("--convention", type=click.Choice(FRAMEWORKS), help="Count as this framework does by default.")
@click.option("--latex", "table", is_flag=True, help="Print what was found as a table for booktabs.")
@as_json
def solve(
    layer: str, sizes: tuple[str, ...], total: str | None, at_most: str | None, like: str | None, convention: str | None, table: bool, json_output: bool
) -> int:
    """Find the whole sizes that give a number of parameters, or the largest within a budget.

    LAYER is a layer, a chain of layers (lstm+dense) or a formula; a size is a number, an expression in other sizes, or ? to ask for one that has a
    usual value. Exit status 0 when there are such sizes, 1 when there are none.
    """
    from symcount.jobs.solve import solve as job
    from symcount.reading.assignments import whole

    totals = None if total is None else [whole("total", part.strip()) for part in total.split("+")]
    most = None if at_most is None else whole("at-most", at_most)
    found = job(layer, total=totals, at_most=most, like=like, convention=convention, **assigned(sizes))
    show(found, json_output, **({"latex": found.table()} if table else {}))
    return RIGHT if found.is_found else WRONG


@cli.command("latex", cls=FormulaCommand)
@click.argument("what", nargs=-1, required=True, metavar="LAYER…|FORMULA")
@click.option("--align", is_flag=True, help="A derivation, with the reason at the end of each line.")
@click.option("--table", is_flag=True, help="A table (booktabs) of the layer's weights, or of several layers.")
@assigning("--letters", help="The author's own letters: units=h,input_dim=d.")
@click.option("--macros", is_flag=True, help=r"A \newcommand for each size, so that its letter is changed in one place.")
@assigning("--given", help="Sizes at which a table counts: units=256.")
@as_json
def typeset(what: tuple[str, ...], given: dict[str, str], json_output: bool, **options: Any) -> int:
    """Print a layer or a formula as LaTeX for a paper, or a table of several layers."""
    from symcount.jobs.typeset import latex

    text = latex(*what, given=sizes_of(given), **options)
    click.echo(json.dumps({"latex": text}, ensure_ascii=False) if json_output else text)
    return RIGHT
