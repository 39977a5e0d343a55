"""What only a terminal shows: tables as wide as it is, and a sign that work goes on. The one door to rich."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from threading import Timer
from typing import TextIO

PATIENCE = 1.0
"""Seconds of work before a sign of it is shown."""

MARGIN = 4
"""Columns that stay free beside a table, for those that it is set in."""


def draws(stream: TextIO) -> bool:
    """Whether this is a terminal on which tables can be drawn."""
    return stream.isatty()


def drawn(headers: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int], width: int | None = None) -> str:
    """A table as wide as the terminal, or so many columns; its cells are text, whatever stands in them."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for place, header in enumerate(headers):
        table.add_column(Text(header), justify="right" if place in right else "left", overflow="fold", no_wrap=place in right)
    for row in rows:
        table.add_row(*map(Text, row))
    console = Console(file=StringIO(), force_terminal=True, width=(width or Console().width) - MARGIN)
    with console.capture() as drawing:
        console.print(table)
    return "\n".join(line for line in drawing.get().splitlines() if line.strip())


@contextmanager
def working(what: str) -> Iterator[None]:
    """Say in the terminal, on standard error, what takes longer than a second, and for how long; nothing is left of it."""
    if not draws(sys.stderr):
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False)
    progress.add_task(what, total=None)
    later = Timer(PATIENCE, progress.start)
    later.daemon = True
    later.start()
    try:
        yield
    finally:
        later.cancel()
        later.join()
        progress.stop()
