"""Writes the pages of docs/ that state what the code states: `python docs/generate.py`. The tests compare them with the files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from inspect import cleandoc
from pathlib import Path

import click

from symcount.algebra import as_size
from symcount.cli import cli
from symcount.frameworks import convention
from symcount.judging.question import Question
from symcount.layers import CATALOGUE, Layer, Weight
from symcount.layers.convention import FRAMEWORKS
from symcount.layers.families import FAMILIES
from symcount.layers.shapes import Shape
from symcount.rendering import pretty
from symcount.roles import ROLES

HERE = Path(__file__).parent
NOTICE = "<!-- Written by docs/generate.py: change the code, then run it again. -->"


def pages() -> dict[str, str]:
    """The generated pages, by file name."""
    return {"layers.md": layers_page(), "commands.md": commands_page()}


def page(*blocks: str) -> str:
    """Blocks with an empty line between them."""
    return "\n\n".join((NOTICE, *blocks)) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a bar inside a cell is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def code(text: str) -> str:
    return f"`{text}`"


# -- layers ----------------------------------------------------------------------------------------------------------


def layers_page() -> str:
    """The catalogue, one section a layer."""
    families = [(family, [one for one in CATALOGUE.values() if one.family == family]) for family in FAMILIES]
    sections = [block for family, members in families for block in (f"## {family.replace('_', ' ').capitalize()}", *map(layer_section, members))]
    return page(
        "# The layers",
        "What the catalogue says about each layer: its formula by the textbook, its weights and where they come from. "
        "`bias` is the number of bias vectors of each affine map; with its usual value 1 put in, the formula is the one that `symcount check` compares with. "
        "Gates stand side by side on the last axis of a weight, as Keras keeps them.",
        table(["layer", "parameters"], [[f"[{one.name}](#{one.name})", code(pretty(one.total))] for one in CATALOGUE.values()]),
        "What enters and leaves a layer is listed channels last, `...` for any axes; `padding` are zeros on each side, `padding='same'` is that of Keras. "
        "Where the kernel of a transposed convolution is shorter than its stride, Keras has an `output_padding` of `stride - kernel_size`.",
        "Any layer may also be given `num_layers`: a stack of equal layers, of which a recurrent one reads the outputs of the layer below. "
        "`TimeDistributed(Dense)` and the like count as the layer inside.",
        *sections,
        "## Where the frameworks differ",
        "With `--convention`, a claim is judged by a framework's defaults. What is not in this table counts as the textbook does.",
        table(["layer", "convention", "parameters", "difference"], differences()),
        "`flax` is Flax nnx, `linen` the older Flax linen. Keras' batch normalisation counts its moving statistics, as `model.summary()` does.",
    )


def layer_section(layer: Layer) -> str:
    """A layer's formula, weights, sizes, other names, source, and what does not matter."""
    gates = next((weight.each for weight in layer.weights if weight.each), ())
    facts = [
        f"**Enters:** {'; '.join(map(shape_item, layer.inputs.items()))}.",
        f"**Leaves:** {'; '.join(map(shape_item, layer.outputs.items()))}.",
        f"**Sizes:** {'; '.join(f'{code(name)} {meaning(layer, name)}' for name in layer.sizes)}.",
        f"**Also called:** {', '.join(map(code, layer.aliases))}." if layer.aliases else "",
        f"**Its own words:** {', '.join(f'{code(word)} means {code(size)}' for word, size in layer.spellings.items())}." if layer.spellings else "",
        f"**The factor {len(gates)}:** {', '.join(gates)}." if gates else "",
        f"**Does not matter:** {', '.join(layer.without_effect)}." if layer.without_effect else "",
        f"**Source:** {layer.source}.",
    ]
    equations = "```math\n\\begin{gathered}\n" + " \\\\\n".join(layer.equations) + "\n\\end{gathered}\n```"
    weights = table(["weight", "shape", "parameters", "what it is"], map(weight_row, layer.weights))
    return "\n\n".join(
        [f"### {layer.name}", layer.description, equations, code(pretty(layer.total)), weights, "\n".join(f"- {fact}" for fact in facts if fact)]
    )


def meaning(layer: Layer, name: str) -> str:
    """What a size is, the values that it may take here, and its usual one."""
    values = f": {' or '.join(map(str, layer.values_of(name)))}" if layer.values_of(name) else ""
    usual = f" (usually {pretty(as_size(layer.defaults[name]))})" if name in layer.defaults else ""
    return ROLES[name].meaning.partition(":")[0] + values + usual


def weight_row(weight: Weight) -> list[str]:
    sides = ", ".join(pretty(as_size(side)) for side in weight.shape)
    shape = f"({sides}{',' if len(weight.shape) == 1 else ''})"
    copies = "" if weight.copies == 1 else f", {pretty(as_size(weight.copies))} times"
    return [code(weight.name), code(shape) + copies, code(pretty(as_size(weight.count))), weight.meaning + ("" if weight.trainable else "; kept, not trained")]


def shape_item(named: tuple[str, Shape]) -> str:
    """A shape behind its name, or behind the setting that it has."""
    name, shape = named
    sides = ", ".join("..." if side is ... else pretty(side) for side in shape.sides)
    return f"{name + ' ' if name else ''}{code(f'({sides})')}"


def differences() -> Iterable[list[str]]:
    """Each layer and framework whose default count is not the textbook's."""
    for layer in CATALOGUE.values():
        textbook = Question(layer).total(())
        for framework in FRAMEWORKS:
            counted = Question(layer, convention=convention(framework, layer)).total(())
            if counted != textbook:
                yield [code(layer.name), framework, code(pretty(counted)), code(f"+ {pretty(counted - textbook)}")]


# -- commands --------------------------------------------------------------------------------------------------------


def commands_page() -> str:
    """The commands with their help."""
    return page(
        "# The commands",
        *paragraphs(cli),
        "Every command takes `--json` and then prints one JSON object on standard output and nothing else; errors go to standard error. "
        "No command runs the text it is given, opens the network or writes a file. `symcount --version` prints the version, `--help` a command's help.",
        *(command_section(name, command) for name, command in cli.commands.items()),
    )


def command_section(name: str, command: click.Command) -> str:
    """A command's usage, what it does, and its options."""
    arguments = [one.metavar or (one.name or "").upper() for one in command.params if isinstance(one, click.Argument)]
    options = [one for one in command.params if isinstance(one, click.Option)]
    rows = [[code(f"{one.opts[0]} {value(one)}".strip()), one.help or ""] for one in options]
    usage = f"    symcount {' '.join([name, *arguments])} [OPTION]…"
    return "\n\n".join([f"## symcount {name}", *paragraphs(command), usage, table(["option", "what it does"], rows)])


def paragraphs(command: click.Command) -> list[str]:
    """What a command says it does, each paragraph on one line."""
    return [" ".join(paragraph.split()) for paragraph in cleandoc(command.help or "").split("\n\n")]


def value(option: click.Option) -> str:
    """What is written behind an option."""
    if option.is_flag:
        return ""
    if isinstance(option.type, click.Choice):
        return "|".join(option.type.choices)
    return option.metavar or ("NAME" if option.type.name == "text" else option.type.name)


if __name__ == "__main__":
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")
