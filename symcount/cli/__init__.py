"""The command line."""

from __future__ import annotations

import sys
from contextlib import suppress

import click

from symcount.cli.commands import cli
from symcount.cli.figure import figure
from symcount.cli.options import INTERRUPTED, UNREADABLE
from symcount.errors import SymcountError

__all__ = ["cli", "main"]

cli.add_command(figure)


def main() -> None:
    """Run the command line: errors of the input go to standard error, with exit status 2."""
    try:
        status = cli(prog_name="symcount", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        status = UNREADABLE
    except SymcountError as error:
        click.echo(f"symcount: {error}", err=True)
        status = UNREADABLE
    except OSError as error:
        if not isinstance(error, BrokenPipeError):  # whoever closed the pipe has read enough
            click.echo(f"symcount: {error}", err=True)
        with suppress(OSError):
            sys.stdout.close()  # else Python would try to write again when it ends
        status = UNREADABLE
    except (click.Abort, KeyboardInterrupt):
        status = INTERRUPTED
    sys.exit(status)
