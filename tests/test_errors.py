"""Messages: what is wrong, where, and the way out."""

from __future__ import annotations

import pytest

from symcount.errors import DivisionByZero, FormulaError, InputError, NotDivisible, SymcountError, TooLarge, columns_of, placed_in, shown, unknown


@pytest.mark.parametrize("error", [FormulaError, TooLarge, DivisionByZero, NotDivisible, InputError])
def test_every_error_has_one_root(error: type[Exception]) -> None:
    assert issubclass(error, SymcountError)


def test_a_formula_error_keeps_text_column_and_hint() -> None:
    error = FormulaError("no", text="4(nm", column=1, hint="close it")
    assert (error.text, error.column, error.hint) == ("4(nm", 1, "close it")


ITSELF: list[object] = []
ITSELF.append({"more": ITSELF})
SHARED: list[object] = []
for _ in range(50):
    SHARED = [SHARED] * 50


@pytest.mark.parametrize(
    "given, quoted",
    [
        ("it's", '"it\'s"'),
        ("n" * 60, f"'{'n' * 60}'"),
        ("n" * 10**6, f"'{'n' * 60}…'"),
        ((1, 2), "(1, 2)"),
        ({"a": [{"b": []}]}, "{'a': [{'b': []}]}"),
        ([0.5] * 10**6, f"[{'0.5, ' * 12}…"),
        ({"a": [-(10**5000)]}, "{'a': [int of too many digits]}"),
        (ITSELF, "[{'more': [{...}]}]"),
        (SHARED, f"[[[{'[...], ' * 8}[.…"),
    ],
    ids=range(9),
)
def test_what_was_given_is_quoted_by_its_beginning(given: object, quoted: str) -> None:
    assert shown(given) == quoted


@pytest.mark.parametrize(
    "text, column, shown, caret",
    [
        ("4(nm", 1, "    4(nm", "     ^"),
        ("4nm)", 3, "    4nm)", "       ^"),
        ("4nm", 3, "    4nm", "       ^"),
        ("a\n4(nm\nb", 3, "    4(nm", "     ^"),
        ("\t(n", 1, "     (n", "     ^"),
        ("层(nm", 1, "    层(nm", "      ^"),
        ("e\u0301(n", 2, "    e\u0301(n", "     ^"),
    ],
)
def test_the_caret_stands_under_the_place(text: str, column: int, shown: str, caret: str) -> None:
    assert str(FormulaError("no", text=text, column=column)).splitlines()[1:] == [shown, caret]


@pytest.mark.parametrize("column", [0, 40, 500, 996, 999])
def test_of_a_long_text_the_neighbourhood_is_shown(column: int) -> None:
    text = "n+" * 500
    _, shown, caret = str(FormulaError("no", text=text, column=column)).splitlines()
    assert len(shown) < 80
    assert shown[caret.index("^")] == text[column]


def test_no_place_is_shown_in_an_empty_text() -> None:
    assert str(FormulaError("there is no text", text=" ", column=0)) == "cannot read this formula: there is no text"


@pytest.mark.parametrize("character, columns", [("n", 1), ("层", 2), ("\u0301", 0), ("\u200b", 0), ("（", 2)])
def test_columns_of_a_terminal(character: str, columns: int) -> None:
    assert columns_of(character) == columns


@pytest.mark.parametrize("error", [TooLarge, DivisionByZero])
def test_what_cannot_be_computed_is_shown_in_its_place(error: type[TooLarge | DivisionByZero]) -> None:
    fault = error("no")
    fault.span = (2, 3)
    with pytest.raises(FormulaError) as refused, placed_in("n/0"):
        raise fault
    assert refused.value.column == 2


@pytest.mark.parametrize("span", [None, (2, 30)])
def test_a_fault_without_a_place_in_the_text_stays_as_it_is(span: tuple[int, int] | None) -> None:
    fault = DivisionByZero("no")
    fault.span = span
    with pytest.raises(DivisionByZero), placed_in("n/0"):
        raise fault


@pytest.mark.parametrize(
    "name, message",
    [
        ("ltsm", "no layer is called 'ltsm'; did you mean 'lstm'?"),
        ("LSTN", "no layer is called 'LSTN'; did you mean 'lstm'?"),
        ("zzz", "no layer is called 'zzz'; known: dense, gru, lstm"),
    ],
)
def test_the_nearest_names(name: str, message: str) -> None:
    assert str(unknown("layer", name, ["lstm", "gru", "dense"])) == message
