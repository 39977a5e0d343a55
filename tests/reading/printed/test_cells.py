"""What stands in a cell: counts in every convention, shapes, connections."""

from __future__ import annotations

import pytest

from symcount.reading.printed.cells import Count, PrintedShape, count_in, count_of, pieces, shape_of, sources_in


@pytest.mark.parametrize(
    "text, count",
    [
        ("4457472", Count(4457472, 4457472, 4457472)),
        ("4,457,472", Count(4457472, 4457472, 4457472)),
        ("295.168", Count(295168, 295168, 295168)),
        ("17 920", Count(17920, 17920, 17920)),
        ("1'234", Count(1234, 1234, 1234)),
        ("1'234K", Count(1234000, 1233001, 1234999)),
        ("٣K", None),  # the lines have digits of one script
        ("9" * 5000, None),
        ("1" + ",000" * 1500, Count(10**21, 10**21, 10**21)),  # of what is longer than any count, the beginning
        ("6,272 608", Count(6272, 6272, 6272)),
        ("121676L", Count(121676, 121676, 121676)),
        ("7.9 K", Count(7900, 7801, 7999)),
        ("101 K", Count(101000, 100001, 101999)),
        ("0 K", Count(0, 0, 999)),
        ("1.234 K", Count(1234, 1234, 1234)),
        ("1.1B", Count(1100000000, 1000000001, 1199999999)),
        ("2,049,…", None),
        ("5k or so", Count(5000, 4001, 5999)),
        ("10 b[0][0]", Count(10, 10, 10)),  # the row b, and no billions
        ("0.9", None),
        ("many", None),
    ],
)
def test_a_count(text: str, count: Count | None) -> None:
    found = count_in(text)
    assert (found and count_of(found)) == count


@pytest.mark.parametrize(
    "text, shape",
    [
        ("(None, 5)", PrintedShape((None, 5))),
        ("[-1, 64, 112]", PrintedShape((None, 64, 112))),
        ("26x26x32", PrintedShape((None, 26, 26, 32))),
        ("28 × 28 × 1", PrintedShape((None, 28, 28, 1))),
        ("(None, 24, …", PrintedShape((None, 24, None), is_cut=True)),
        ("multiple", None),
        ("320", None),
    ],
)
def test_a_shape(text: str, shape: PrintedShape | None) -> None:
    assert shape_of(text) == shape


@pytest.mark.parametrize(
    "text, columns, sources",
    [("a[0][0], b[1][0]", (), ("a", "b")), ("embedding1", ("connected",), ("embedding1",)), ("embedding1", (), ()), ("", ("connected",), ())],
)
def test_sources(text: str, columns: tuple[str, ...], sources: tuple[str, ...]) -> None:
    assert sources_in(text, columns) == sources


@pytest.mark.parametrize(
    "text, shapes, kinds",
    [
        ("(None, 5) 10 a[0][0]", 0, ["shape", "count"]),
        ("[1, 3, 9] [1, 8, 7] 912 [5, 5]", 2, ["shape", "shape", "count"]),
        ("-- 5", 0, ["shape", "count"]),
        ("[1, 5] -- 7", 1, ["shape"]),
        ("of them", 0, []),
    ],
)
def test_pieces(text: str, shapes: int, kinds: list[str]) -> None:
    assert [kind for kind, _, _ in pieces(text, shapes)] == kinds
