"""Repairs of damaged text: proposals, each with what was changed."""

from __future__ import annotations

import pytest

from symcount.reading import parse, repairs


@pytest.mark.parametrize(
    "text, sizes, repaired, damage",
    [
        ("712832+32 ⇒ 28704", (32, 7, 128), "7*128*32+32 ⇒ 28704", "712832 read as 7*128*32"),
        ("28704 = 712832+32", (32, 7, 128), "28704 = 7*128*32+32", "712832 read as 7*128*32"),
        ("896 = (3\n33+1)32", (), "896 = (3\n3*3+1)32", "33 read as 3*3"),
        ("4*(512+6*1) = 66", (5, 2), "4*(5*12+6*1) = 66", ""),  # not so: 12 is no size
        ("420 = 4*(135+25+5*6)", (5, 13), "420 = 4*(13*5+25+5*6)", ""),  # not so: 120 is wanted, not 65
        ("380 = 4*(135+5*5+5)", (5, 13), "380 = 4*(13*5+5*5+5)", "135 read as 13*5"),
        ("4*(145 + 5*5) = 380", (5, 13), "4*(14*5 + 5*5) = 380", "145 read as 14*5"),  # 13 + 1
        ("4105+20 = 220", (10, 5), "4*10*5+20 = 220", "4105 read as 4*10*5"),  # four gates
        ("n2+kn+nm", (), "n^2+kn+nm", "n2 read as n^2"),
        ("n2 + n2*n", (), "n^2 + n^2*n", "n2 read as n^2"),
        ("n 2 + n m + k n", (), "n^2 + n m + k n", "n 2 read as n^2"),
        ("4(mn+m +m)", (), "4(mn+m^2 +m)", "m, which is added twice, read as m^2 once"),
        ("(i*h + h*o)(h+o)", (), "(i*h + h*o) + (h+o)", "a lost + between two brackets"),
        ("n_i * n_0 + n_o + n_o", (), "n_i * n_o + n_o + n_o", "n_0 read as n_o"),
        ("4*40962 = 67108864", (4096,), "4*4096^2 = 67108864", "40962 read as 4096^2"),
        ("12*12*7682 = 84934656 = 12*768*9216", (), "12*12*768^2 = 84934656 = 12*768*9216", "7682 read as 768^2"),
        ("1.5*109 = 1500000000", (), "1.5*10^9 = 1500000000", "109 read as 10^9"),
        ("28 = 16 (a * a) + 12 (b * a)", (), "28 = 16 + 12 = a * a + b * a", "the brackets behind the numbers say what these count"),
    ],
)
def test_repairs(text: str, sizes: tuple[int, ...], repaired: str, damage: str) -> None:
    found = [(str(one), one.damage[0]) for one in repairs(parse(text), sizes)]
    assert found == ([(repaired, damage)] if damage else [])


@pytest.mark.parametrize(
    "text, sizes",
    [
        ("4*(n*m + n^2)", ()),
        ("4*512 = 2048", (4, 512)),
        ("712832+32", (7, 128, 32)),
        ("712832+32 ⇒ 28705", (7, 128, 32)),  # no split makes it
        ("c1*c2", ()),
        ("3*3 = 10", (3,)),
        ("4(mn + m + m)", ()),  # nothing looks damaged
        ("(i*h + h*o)*(h+o)", ()),
        ("(i + h)(h+o)", ()),  # products have no signs here
        ("4*40962 = 67108864", ()),
        ("n_1 + n_2", ()),
        ("29 = 16 (a * a) + 12 (b * a)", ()),
        ("12 = n2", ()),
        # false totals, which the author got wrong: no factor is 1, each is known
        ("4*(13*5+25+15) = 380", (5, 13)),
        ("4*(13*5+25+15) = 380", (5, 13, 1)),
        ("13*15+5 = 70", (13, 5)),
        ("22*5+5 = 25", (22, 5)),
        ("22*5+5 = 25", (22, 5, 1)),
        ("24*5+5 = 45", (24, 5)),
        ("13*24+5 = 109", (13, 24)),
        ("5^2 + 32*5 = 55", (5, 32)),  # the 2 of a square is no size
        ("64*12+64 = 192", (64, 12)),
        ("3*3*64*128+128 = 13952", (3, 64, 128)),
        ("(10*36+1)*32 = 5792", (36, 32, 5)),  # 36 is a size, not 3*6
        ("4*(62*5+5*55+5) = 1360", (62, 5, 2)),
        ("712832+32 ⇒ 28704", ()),  # nothing says that 7 and 128 are sizes
        ("712832+32 ⇒ 28704", (7, 32)),
    ],
)
def test_nothing_to_repair(text: str, sizes: tuple[int, ...]) -> None:
    assert list(repairs(parse(text), sizes)) == []


@pytest.mark.parametrize("text", ["25/12+1 = 3", "2^12+1 = 3", "floor(25/2)+1 = 11", "1/(12-12)+12 = 5", "9^9^9^9+12 = 5", "12+2^(1/2) = 5", "12*0+3 = 5"])
def test_what_is_no_linear_calculation_is_left(text: str) -> None:
    assert list(repairs(parse(text), (2, 5, 1))) == []


def test_a_repair_knows_the_names_that_were_known() -> None:
    formula = parse("n2 + nk + n", [["nk"]])
    assert next(repairs(formula)).names == ("n", "nk")


@pytest.mark.parametrize(
    "text, damage",
    [
        ("(3\n3+1)", "a lost product sign between 3 and 3"),
        ("4 o u t ( i n p + o u t )", "o u t read as out"),
        (r"$2d^2 + 2d cdot d_{head}$", r"cdot read as \cdot"),
    ],
)
def test_damage_that_was_read_is_no_guess(text: str, damage: str) -> None:
    formula = parse(text)
    assert damage in formula.damage
    assert not set(formula.damage) & set(formula.notes)
    assert formula.repaired.startswith("damaged text: ")


def test_nothing_damaged() -> None:
    assert parse("n*m").damage == ()
    assert parse("n*m").repaired == ""
    assert next(repairs(parse("896 = (3\n33+1)32"))).repaired == "damaged text: 33 read as 3*3; a lost product sign between 3 and 3"
