"""The totals of a printed summary: what its rows add up to, and how many of their numbers are trained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from symcount.judging.printed.rows import RowVerdict
from symcount.reading.printed.cells import Count
from symcount.reading.printed.rows import Row
from symcount.reading.summary import Table
from symcount.rendering import thousands

PARTS = ("trainable", "non_trainable", "optimizer")
"""What a total consists of."""

MOST_ADDITIONS = 1_000_000


def is_total_checked(table: Table) -> bool:
    """Whether a total is printed that the rows reach: of a fragment, rows may be missing."""
    return "total" in table.totals and _has_counts(table) and not _is_short(table, table.totals["total"])


def faults_of_totals(table: Table, rows: Sequence[RowVerdict], framework: str) -> Iterator[str]:
    """The totals that do not add up, of what is printed and can be tested."""
    yield from _faults_of_parts(table.totals)
    total = table.totals.get("total")
    if total and _has_counts(table) and not _is_short(table, total) and not _agree(total, _sums(table)):
        yield f"the rows add up to {thousands(_sums(table)[0].shown)}, not to the total {thousands(total.shown)}"
    if framework == "keras" and not table.is_fragment:  # PyTorch's tools do not count what is not trained
        yield from _faults_of_statistics(table.totals, rows)


def _faults_of_parts(totals: Mapping[str, Count]) -> Iterator[str]:
    """The parts of a total that are not the total together, or where one is missing, alone are more."""
    parts = {name: totals[name] for name in PARTS if name in totals}
    total, together = totals.get("total"), _sum(list(parts.values()))
    if total is None:
        return
    if "trainable" in parts and "non_trainable" in parts:
        if not _agree(total, [together]):
            words = " + ".join(thousands(part.shown) for part in parts.values())
            yield f"trainable and non-trainable are {words} = {thousands(together.shown)}, not the total {thousands(total.shown)}"
        return
    for name, part in parts.items():
        if part.least > total.most:
            yield f"{name.replace('_', '-')} is {thousands(part.shown)}, more than the total {thousands(total.shown)}"


def _faults_of_statistics(totals: Mapping[str, Count], rows: Sequence[RowVerdict]) -> Iterator[str]:
    """Numbers that are not trained, if all rows are solved: their statistics, and all of the rows that are frozen."""
    parts, printed = _parts_of_rows(rows), _not_trained(totals)
    if parts is None or printed is None:
        return
    statistics = sum(kept for kept, _ in parts)
    rest = printed - statistics
    if not _is_sum(rest, [trained for _, trained in parts]):
        more = f", and no rows together have the other {thousands(rest)}" if rest > 0 else ""
        yield f"non-trainable is {thousands(printed)}, but the rows keep {thousands(statistics)} statistics{more}"


def _not_trained(totals: Mapping[str, Count]) -> int | None:
    """How many numbers are not trained, as printed, or by what is trained."""
    if "non_trainable" in totals:
        return totals["non_trainable"].shown
    rest = [totals[name].shown for name in ("total", *PARTS) if name in totals]
    return rest[0] - sum(rest[1:]) if "total" in totals and "trainable" in totals else None


def _parts_of_rows(rows: Sequence[RowVerdict]) -> list[tuple[int, int]] | None:
    """The statistics and the trained numbers of each row that has no parts, None where a row is not solved."""
    parts = []
    for found, below in zip_longest(rows, rows[1:]):
        if below is not None and below.row.depth > found.row.depth:
            continue
        count = found.row.count.shown if found.row.count else None
        kept = 0 if count == 0 or (count is None and found.is_explained) else found.statistics
        if kept is None or not found.consistent:
            return None
        parts.append((kept, (count or 0) - kept))
    return parts


def _is_sum(number: int, parts: Sequence[int]) -> bool:
    """Whether some of the parts are this number together, or may be: of many parts not all sums are tried."""
    sums, additions = {0}, 0
    for part in parts:
        additions += len(sums)
        if additions > MOST_ADDITIONS:
            return True
        sums |= {one + part for one in sums if one + part <= number}
    return number in sums


def _has_counts(table: Table) -> bool:
    return any(row.count for row in table.rows)


def _is_short(table: Table, total: Count) -> bool:
    """Whether the rows of a fragment are less than the total, as they may be."""
    return table.is_fragment and max(one.most for one in _sums(table)) < total.least


def _sums(table: Table) -> list[Count]:
    """What the total may be by the rows, with and without those that may be no layers; no row counts the optimizer."""
    read = [row for row in table.rows if row.is_read]
    return [_plus(one, table.totals.get("optimizer")) for one in (*sums_of_rows(table.rows), *sums_of_rows(read))]


def sums_of_rows(rows: Sequence[Row]) -> list[Count]:
    """What the rows add up to: with the parts of a row beside its own count, and with its count as the sum of its parts."""
    every = _sum([row.count for row in rows if row.count])
    tops: list[Count] = []
    inside: list[int] = []
    for row in rows:
        while inside and row.depth <= inside[-1]:
            inside.pop()
        if row.count and not inside:
            tops.append(row.count)
            inside.append(row.depth)
    return list(dict.fromkeys((every, _sum(tops))))


def _sum(counts: Sequence[Count]) -> Count:
    return Count(sum(one.shown for one in counts), sum(one.least for one in counts), sum(one.most for one in counts))


def _plus(count: Count, more: Count | None) -> Count:
    return _sum([count, more]) if more else count


def _agree(total: Count, sums: Sequence[Count]) -> bool:
    return any(one.least <= total.most and total.least <= one.most for one in sums)
