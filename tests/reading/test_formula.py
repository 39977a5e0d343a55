"""The public formula: names, substitution, forms, LaTeX."""

from __future__ import annotations

import pytest

from symcount.errors import FormulaError
from symcount.reading import Formula, parse


def test_expression() -> None:
    from sympy import Symbol

    n, m = Symbol("n"), Symbol("m")
    assert parse("4(nm+n²)").expr.equals(4 * (n * m + n**2))


@pytest.mark.parametrize(
    "put_in, expected",
    [
        ({"n": 2}, "4*(2*m + 2**2)"),
        ({"n": "2*m"}, "4*((2*m)*m + (2*m)**2)"),
        ({"n": parse("k + 1")}, "4*((k + 1)*m + (k + 1)**2)"),
        ({"n": "m", "m": "n"}, "4*(m*n + m**2)"),
    ],
)
def test_substitution(put_in: dict[str, int | str | Formula], expected: str) -> None:
    assert str(parse("4(nm+n²)").subs(**put_in)) == expected


def test_substitution_never_runs_text() -> None:
    with pytest.raises(FormulaError):
        parse("4n").subs(n="__import__('os')")


def test_substitution_by_names_as_published() -> None:
    assert str(parse(r"2 d_{\text{model}}").subs(**{r"d_{\text{model}}": 512})) == "2*512"


def test_forms() -> None:
    formula = parse("4(nm + n² + n)").subs(m="n")
    assert str(formula.simplify()) == "4*n*(2*n + 1)"
    assert str(formula.factor()) == "4*n*(2*n + 1)"
    assert str(formula.expand()) == "8*n**2 + 4*n"
    assert str(formula.expand().value()) == str(formula.value())


@pytest.mark.parametrize(
    "text, simplest, names",
    [
        ("# of filters * 3 + 1", "3*of_filters + 1", ("# of filters",)),
        ("hidden size * 3 + hidden_size * 2", "3*hidden_size + 2*hidden_size_1", ("hidden size", "hidden_size")),
        ("ডি + ডু", "ড + ড_1", ("ডি", "ডু")),
        ("n_{²} * 3", "3*size", ("n_²",)),
    ],
)
def test_names_that_no_code_can_hold(text: str, simplest: str, names: tuple[str, ...]) -> None:
    formula = parse(text, [["hidden size", "hidden_size"]])
    simple = formula.simplify()
    assert (str(simple), simple.names) == (simplest, names)
    assert formula.names == names
    assert str(formula.expand().subs(**dict.fromkeys(names, 1)).value()) == str(formula.subs(**dict.fromkeys(names, 1)).value())


def test_a_size_may_be_called_self() -> None:
    assert str(parse("2*self").subs(self=3)) == "2*3"


def test_deep_formulas_are_values() -> None:
    text = "(" * 10_000 + "n" + ")" * 10_000
    assert parse(text) == parse(text)
    assert hash(parse(text)) == hash(parse(text))
    assert len(repr(parse(text))) < 100_000


def test_what_tells_formulas_apart() -> None:
    assert parse("nm + n") != parse("nm + n", [["nm"]])
    assert parse("Units*n") != parse("Units*n", [["units"]])
    assert parse("n*m") != "n*m"


def test_latex() -> None:
    assert parse("4*(n*m + n^2)").latex(letters={"n": "h"}).count("h") == 2
    assert parse("n²")._repr_latex_().startswith("$")
