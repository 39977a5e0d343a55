"""`symcount figure`: a command for each kind of picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from symcount.cli.options import RIGHT, Command, FormulaCommand, as_json, assigned, assigning

if TYPE_CHECKING:
    from symcount.rendering.figures.figure import Figure


def drawing(function: Command) -> Command:
    """The options of every kind: where to write, or the data instead of the picture."""
    output = click.option("--output", "-o", metavar="FILE", help="Write the picture to this .svg, .pdf or .png; without it, SVG is printed.")
    return output(as_json(function))


def _show(figure: Figure, output: str | None, json_output: bool) -> int:
    """The picture into its file, or printed; of what went into a file, the facts are printed, or the data."""
    if output is not None:
        figure.save(output)
    if json_output:
        click.echo(figure.to_json())
    else:
        click.echo(str(figure) if output is not None else figure.svg())
    return RIGHT


@click.group()
def figure() -> None:
    """Draw a picture to SVG, PDF or PNG: blocks, growth, heatmap, shares, waterfall or error.

    Sizes are written as units=256, a range as units=1..512. Pictures are drawn with matplotlib: pip install '.[plot]' in symcount's folder.
    """


@figure.command()
@click.argument("layer")
@click.argument("sizes", nargs=-1, metavar="[SIZE=VALUE]…")
@drawing
def blocks(layer: str, sizes: tuple[str, ...], output: str | None, json_output: bool) -> int:
    """Draw the weights of a layer as rectangles to scale: areas are parameters, gates stand side by side."""
    from symcount.jobs.figures import blocks as job

    return _show(job(layer, **assigned(sizes)), output, json_output)


@figure.command()
@click.argument("layers_and_sizes", nargs=-1, required=True, metavar="LAYER… SIZE=VALUE…")
@drawing
def growth(layers_and_sizes: tuple[str, ...], output: str | None, json_output: bool) -> int:
    """Draw the counts of layers over one size, and mark where one passes another.

    A layer may carry sizes of its own, in quotes: "gru bias=2". One size is a range: units=1..512.
    """
    from symcount.jobs.figures import growth as job
    from symcount.reading.assignments import ASSIGNING

    sizes = [text for text in layers_and_sizes if ASSIGNING.match(text.lstrip())]
    return _show(job(*(text for text in layers_and_sizes if text not in sizes), **assigned(sizes)), output, json_output)


@figure.command()
@click.argument("layer")
@click.argument("sizes", nargs=-1, metavar="SIZE=VALUE…")
@click.option("--budgets", metavar="N,N,…", default="", help="Draw a line at each of these numbers of parameters: 100000,1000000.")
@drawing
def heatmap(layer: str, sizes: tuple[str, ...], budgets: str, output: str | None, json_output: bool) -> int:
    """Draw the count of a layer over two sizes, as colours, with a line at each budget.

    Two sizes are ranges: the first goes across, the second upwards.
    """
    from symcount.jobs.figures import heatmap as job
    from symcount.reading.assignments import whole

    numbers = [whole("budgets", text) for text in budgets.split(",") if text.strip()]
    return _show(job(layer, budgets=numbers, **assigned(sizes)), output, json_output)


@figure.command()
@click.argument("layer")
@click.argument("sizes", nargs=-1, metavar="SIZE=VALUE…")
@drawing
def shares(layer: str, sizes: tuple[str, ...], output: str | None, json_output: bool) -> int:
    """Draw which share of a layer's parameters each weight has, over one size, which is a range."""
    from symcount.jobs.figures import shares as job

    return _show(job(layer, **assigned(sizes)), output, json_output)


@figure.command()
@click.argument("what", metavar="FILE|module:object")
@drawing
def waterfall(what: str, output: str | None, json_output: bool) -> int:
    """Draw the layers of a model, each beginning where the one before ends; FILE and module:object are what summary takes."""
    from symcount.jobs.figures import waterfall as job
    from symcount.models.foreign import current_folder, is_named, model_named

    if is_named(what):
        with current_folder():
            return _show(job(model_named(what)), output, json_output)
    return _show(job(what), output, json_output)


@figure.command(cls=FormulaCommand)
@click.argument("text")
@click.argument("layer")
@click.argument("sizes", nargs=-1, metavar="SIZE=VALUE…")
@assigning("--where", help="What the author's letters mean: L=num_layers,d=d_model.")
@assigning("--assume", help="What the source takes sizes to be: d_ff=4*d_model.")
@drawing
def error(text: str, layer: str, sizes: tuple[str, ...], where: dict[str, str], assume: dict[str, str], output: str | None, json_output: bool) -> int:
    """Draw the relative error of an approximation over one size, which is a range."""
    from symcount.jobs.figures import error as job

    return _show(job(text, layer, where=where, assume=assume, **assigned(sizes)), output, json_output)
