"""The page of the commands, written from their own help."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc

import click

from docs.generate.markdown import code, page, prose, table
from symcount.cli import cli


def commands_page() -> str:
    """The commands with their help."""
    return page(
        "# The commands",
        *paragraphs(cli),
        "Every command takes `--json` and then prints one JSON object on standard output and nothing else; errors go to standard error. "
        "No command runs the text it is given, opens the network or writes a file, save `figure` the one that `--output` names; "
        "`summary module:object`, `figure waterfall module:object` and `infer` import the module that is named, "
        "and call the function or class that is named in it. "
        "`symcount --version` prints the version, `--help` a command's help.",
        *(command_section(name, command) for name, command in every_command(cli)),
    )


def every_command(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """The commands of a group, those of groups in it behind these."""
    for name, command in group.commands.items():
        yield before + name, command
        if isinstance(command, click.Group):
            yield from every_command(command, f"{before}{name} ")


def command_section(name: str, command: click.Command) -> str:
    """A command's usage, what it does, and its options."""
    arguments = [one.metavar or (one.name or "").upper() for one in command.params if isinstance(one, click.Argument)]
    options = [one for one in command.params if isinstance(one, click.Option)]
    rows = [[code(f"{one.opts[0]} {value(one)}".strip()), prose(one.help or "")] for one in options]
    usage = f"    symcount {' '.join([name, *arguments, 'KIND …' if isinstance(command, click.Group) else '[OPTION]…'])}"
    return "\n\n".join([f"## symcount {name}", *paragraphs(command), usage, *([table(["option", "what it does"], rows)] if rows else [])])


def paragraphs(command: click.Command) -> list[str]:
    """What a command says it does, each paragraph on one line."""
    return [prose(" ".join(paragraph.split())) for paragraph in cleandoc(command.help or "").split("\n\n")]


def value(option: click.Option) -> str:
    """What is written behind an option."""
    if option.is_flag:
        return ""
    if isinstance(option.type, click.Choice):
        return "|".join(option.type.choices)
    return option.metavar or ("NAME" if option.type.name == "text" else option.type.name)
