"""What commands share: options, exit statuses, and how a result is printed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

RIGHT, WRONG, UNREADABLE, INTERRUPTED = 0, 1, 2, 130


class Shown(Protocol):
    """What a command prints: as text, or as JSON."""

    def to_dict(self) -> dict[str, Any]:
        """Itself as plain Python values."""


class FormulaCommand(click.Command):
    """A command whose argument may begin with a minus sign: `-n^2 + n` is no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.ignore_unknown_options = any(re.match(r"-[^-h]", argument) for argument in args)
        return super().parse_args(ctx, args)


def assigned(parts: Iterable[str]) -> dict[str, str]:
    """What is assigned in all of these texts together."""
    from symcount.reading.assignments import assignments

    return assignments(",".join(parts))


def assigning(name: str, help: str) -> Callable[[Command], Command]:  # noqa: A002 - click's word
    """An option that assigns: `--where n=units,m=input_dim`; given several times, all of it counts."""
    return click.option(name, multiple=True, metavar="NAME=VALUE,…", callback=merged, help=help)


def merged(_context: click.Context, _parameter: click.Parameter, texts: tuple[str, ...]) -> dict[str, str]:
    return assigned(texts)


as_json = click.option("--json", "json_output", is_flag=True, help="Print one JSON object, and nothing else.")


def sizes_of(texts: Mapping[str, str]) -> dict[str, int]:
    from symcount.reading.assignments import whole

    return {name: whole(name, text) for name, text in texts.items()}


def show(result: Shown, json_output: bool, **shown: Any) -> None:
    """A result, or what was asked for in its place; as JSON both, in one object."""
    if json_output:
        click.echo(json.dumps(result.to_dict() | shown, ensure_ascii=False))
    else:
        click.echo("\n".join(str(text).removesuffix("\n") for text in shown.values()) if shown else str(result))
