"""The page on speed, written from docs/benchmarks.json. `python -m docs.generate.benchmarks` measures again and writes both; it needs the extra `dev`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from docs.generate.markdown import page, table

DOCS = Path(__file__).parents[1]
STORED = DOCS / "benchmarks.json"
PEERS = ("sympy", "math-verify", "torch", "torchinfo", "transformers")
"""The libraries that are measured beside symcount, or that a measured model is made of."""

DIGITS = 3
"""Significant digits that are kept of a time: there are no more in it."""

Run = Mapping[str, Any]
Row = Mapping[str, Any]


def benchmarks_page() -> str:
    """How long things take, each beside its peer in the same run, as the stored run measured it."""
    run = json.loads(STORED.read_text(encoding="utf-8"))
    return page(
        "# Benchmarks",
        "How long symcount takes, to find that $`4(nm + n^2)`$ lacks $`4n`$ among other things, and what other programs take for the same in the same run. "
        "Of each row the median and the slowest of its rounds are given. "
        "“Beside it” compares medians: how many times as long a peer takes as the first row of its table.",
        f"Measured on {_machine(run)}, with {_versions(run)}. "
        "Other machines, and other work on them, give other times; the ratios matter. No answer is kept: a text that was seen before saves only what "
        "belongs to the layers, which is computed once, and where it took longer than one never seen, other work on the machine is in that time. The tests "
        "limit what some answers may take, in time of the processor; no time on this page is a limit.",
        *(block for group, rows in run["groups"].items() for block in _group(group, rows)),
        "## To measure again",
        "```console\n$ pip install '.[dev]' && pytest tests/benchmarks --benchmark-enable\n```",
        "measures on your machine; `python -m docs.generate.benchmarks` does the same, keeps the medians in `docs/benchmarks.json` and writes this page. "
        "The test compares the page with that file, not the times with those of another run.",
    )


def _group(title: str, rows: Sequence[Row]) -> Iterator[str]:
    yield f"## {title[0].upper()}{title[1:]}"
    has_peer = any(row["peer"] for row in rows)
    headers = ["what", "median", "slowest", *(["beside it"] if has_peer else [])]
    yield table(headers, (_cells(row, rows[0])[: len(headers)] for row in rows), right=(1, 2))


def _cells(row: Row, first: Row) -> list[str]:
    title = row["title"]
    return [title[0].upper() + title[1:], duration(row["median"]), duration(row["slowest"]), _beside(row, first)]


def _beside(row: Row, first: Row) -> str:
    if not row["peer"]:
        return ""
    ratio = row["median"] / first["median"]
    return f"{ratio:.0f} times" if ratio >= 10 else f"{ratio:.1f} times"


def duration(seconds: float) -> str:
    """A time with its unit and two or three digits.

    >>> duration(0.00004123), duration(0.0174), duration(0.15), duration(4.66)
    ('0.041 ms', '17 ms', '150 ms', '4.7 s')
    """
    number, unit = (seconds, "s") if seconds >= 1 else (seconds * 1000, "ms")
    decimals = 0 if number >= 10 else 1 if number >= 1 else 2 if number >= 0.1 else 3
    return f"{number:.{decimals}f} {unit}"


def _machine(run: Run) -> str:
    machine = run["machine"]
    return f"a machine with {machine['cores']} cores ({machine['processor']}, {machine['system']}), whose load was {machine['load']} before"


def _versions(run: Run) -> str:
    names = {"sympy": "SymPy", "torch": "PyTorch", "python": "Python"}
    return ", ".join(f"{names.get(name, name)} {number}" for name, number in run["versions"].items())


# -- a run ---------------------------------------------------------------------------------------------------------------


def measure() -> Run:
    """Every benchmark once, reduced to what the page needs."""
    load = round(os.getloadavg()[0], 1)
    ours = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # an install is compiled once
    with TemporaryDirectory() as folder:
        path = Path(folder) / "run.json"
        command = [sys.executable, "-m", "pytest", "tests/benchmarks", "--benchmark-enable", f"--benchmark-json={path}"]
        subprocess.run(command, cwd=DOCS.parent, env=ours, check=True)
        return reduced(json.loads(path.read_text(encoding="utf-8")), load)


def reduced(report: Mapping[str, Any], load: float) -> Run:
    """What pytest-benchmark reports, less all but names, medians, the slowest, the machine and the versions."""
    groups: dict[str, list[Row]] = {}
    for one in report["benchmarks"]:
        for row in _rows(one):
            groups.setdefault(row["group"], []).append({name: row[name] for name in ("title", "median", "slowest", "peer")})
    for rows in groups.values():
        rows.sort(key=lambda row: bool(row["peer"]))
    machine = report["machine_info"]
    processor = machine["cpu"].get("brand_raw", machine["machine"])
    return {
        "machine": {"cores": machine["cpu"]["count"], "processor": processor, "system": machine["system"], "load": load},
        "versions": {"python": machine["python_version"], **dict(_installed(PEERS))},
        "groups": dict(sorted(groups.items(), key=lambda group: not group[1][-1]["peer"])),  # those with a peer first
    }


def _rows(one: Mapping[str, Any]) -> Iterator[Row]:
    """The rows that a benchmark noted itself, or its own."""
    extra = one["extra_info"]
    own = {"title": extra["title"], "median": one["stats"]["median"], "slowest": one["stats"]["max"], "peer": extra.get("peer", False), "group": one["group"]}
    for row in extra.get("rows", [own]):
        yield {**row, "median": _rounded(row["median"]), "slowest": _rounded(row["slowest"])}


def _rounded(seconds: float) -> float:
    return float(f"{seconds:.{DIGITS}g}")


def _installed(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        try:
            yield name, version(name).partition("+")[0]
        except PackageNotFoundError:
            continue


def main() -> None:
    """Measure, keep what was measured, and write the page."""
    STORED.write_text(json.dumps(measure(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (DOCS / "benchmarks.md").write_text(benchmarks_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
