"""What is refused: the problem, the column in the text as given, the way out."""

from __future__ import annotations

import pytest

from symcount.errors import FormulaError
from symcount.formula import Number
from symcount.reading import parse, parse_shape


@pytest.mark.parametrize(
    "text, column, problem, hint",
    [
        ("", 0, "there is no text", ""),
        ("  ", 0, "there is no text", ""),
        ("4(nm+n^2", 1, "never closed", "write 4(nm+n^2) if it ends there"),
        ("4*((n+m)*2", 2, "never closed", "write 4*((n+m)*2) if it ends there"),
        ("4×（ｎ＋ｍ", 2, "never closed", "if it ends there"),
        ("((m * n)+1)*k)", 13, "never opened", "write ((m * n)+1)*k without it"),
        ("[n+m)", 4, ") closes [", "write ] here"),
        ("4()", 1, "nothing stands in these brackets", ""),
        ("n+", 1, "nothing follows +", "must follow"),
        ("160 (+20 biases) * 2", 5, "+ has nothing on its left", ""),
        ("0x12080", 0, "a number in another base than ten", "decimal digits"),
        ("n + 0b1010", 4, "a number in another base than ten", "decimal digits"),
        ("73856 or 73728", 6, "or leaves open what is claimed", "one of the two"),
        ("4n(n+m) oder 4(nm+n²)", 8, "oder leaves open", ""),
        ("180 vs. 160", 4, "vs. leaves open", ""),
        ("180 (not 160)", 5, "not denies what is claimed", "alone"),
        ("4*n*(n+m+1) per gate", 12, "per gate tells of one part of a layer", "with the number of its parts as a factor"),
        ("per gate: 4*n*(n+m+1)", 0, "per gate tells of one part of a layer", ""),
        ("4*n*(n+m+1), for each of 2 heads", 17, "each of 2 heads tells of one part", ""),
        ("每个门 4*n*(n+m+1)", 0, "每个门 tells of one part", ""),
        ("V*d without bias + 4n without bias", 4, "without changes what is claimed", "--given bias=0"),
        ("4*n*(n+m+1) is wrong", 15, "wrong denies what is claimed", ""),
        ("params is not 4*n*(n+m+1)", 10, "not denies what is claimed", "without what denies it"),
        ("The LSTM hasn't 180 parameters", 12, "n't denies what is claimed", ""),
        ("180 不是", 4, "不是 denies", ""),
        ("4*n*(n+m+1) ❌", 12, "❌ denies", ""),
        ("4*n*(n+m+1), twice", 13, "twice changes what is claimed", ""),
        ("4*n*(n+m+1)  # times 2", 15, "times changes what is counted", ""),
        ("4*n*(n+m+1) (minus n)", 13, "minus changes what is counted", ""),
        ("params = 12·L·d² (ohne Embeddings)", 18, "ohne changes what is claimed", ""),
        ("at least 180", 0, "at least gives only a bound", ""),
        ("180 or more", 4, "or more gives only a bound", ""),
        ("> 4*n*(n+m+1)", 0, "an inequality", ""),
        ("params < 4*n*(n+m+1)", 7, "an inequality", ""),
        ("73856 bytes", 6, "bytes counts something else", "write a number of parameters"),
        ("180 MACs", 4, "MACs counts something else", ""),
        ("160 weights, 20 biases", 13, "a second count", "write the sum of both"),
        ("4*n*(n+m+1)\\tag{+3n}", 11, "a tag that computes", ""),
        ("4*n*(n+m+1)\\phantom{+3n}", 11, "\\phantom has no meaning in a count", ""),
        ("n+*m", 2, "* right after +", "between them"),
        ("n - -m", 4, "- right after -", "between them"),
        ("*n", 0, "* has nothing on its left", ""),
        ("n =", 1 + 0, "nothing follows the last relation", "leave the sign out"),
        ("3 3", 2, "two numbers side by side", "write the sign"),
        ("n*m; k", 5, "a second formula behind a semicolon", "one formula"),
        ("n*m, k", 5, "a second formula behind a comma", "one formula"),
        ("4n and 5m", 3, "and is no sign", "write + for a sum"),
        ("4*And*m", 2, "And is no sign", "one formula at a time"),
        ("4*n*m + und", 8, "und is no sign", ""),
        ("1,00", 1, "a comma", "groups of three digits"),
        ("(n, m)", 2, "a comma", ""),
        ("n.m", 1, "a full stop", "n*m"),
        ("n! + 1", 1, "a factorial", ""),
        ("20!", 2, "a factorial", ""),
        ("units!", 5, "a factorial", ""),
        ("a != b", 2, "an inequality", ""),
        ("n=5, n=6: 4n", 0, "n is 5 and 6", "one claim at a time"),
        ("n < m", 2, "an inequality", ""),
        ("n % m", 2, "a percent sign", ""),
        ("n·☃", 2, "the character '☃'", ""),
        ("(n = m)*2", 3, "an equation inside brackets", ""),
        ("1024 * (8 * 64 = 513)", 15, "an equation inside brackets", ""),
        ("f(3*4=12)", 5, "an equation inside brackets", ""),
        ("4*n (None, 10)", 9, "a comma", ""),
        ("n['a b']", 2, "a string", ""),
        ("hello world", 0, "words without a formula", ""),
        ("this is a count of n*m", 0, "prose", ""),
        (r"\sqrt{n}", 0, r"\sqrt", ""),
        (r"\sum_i n_i", 0, r"\sum", "write the sum"),
        (r"\frac{n}", 0, "a fraction without its two parts", ""),
        (r"\frac{n} + 1", 0, "a fraction without its two parts", ""),
        (r"n*_{model}", 2, "a subscript of what", ""),
        ("(n if m > 2 else 1)", 8, "an inequality", ""),
        ("(n if m+1 else 1)", 6, "a condition", "0/1 switch"),
        ("lstm_1 (LSTM)  (None, 400, 5)  380", 20, "a comma", ""),
        ("25.6MB", 4, "MB counts something else than parameters", ""),
        ("conv1 | 11×11 | 96 | 34,944", 6, "a bar", "write one formula"),
        ("(3*3*3+1*64 = 1793", 0, "never closed", ""),  # no place makes it true
        ("# + n", 0, "a number sign that counts nothing", ""),
    ],
)
def test_refusals(text: str, column: int, problem: str, hint: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert problem in caught.value.problem
    assert caught.value.column == column
    assert hint in caught.value.hint
    assert caught.value.text == text


@pytest.mark.parametrize(
    "text",
    ["__import__('os').system('x')", "os.system(x)", "eval(x)", "lambda x: x+1", "open('f')", "f(a=1)", "n.__class__", "sqrt(n)", '"n"', "nn.Linear(10, 5)"],
)
def test_code_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        parse(text)


def test_long_numbers_are_refused_with_their_length() -> None:
    with pytest.raises(FormulaError, match="this number has 5,000 digits") as caught:
        parse("n + " + "1" * 5_000)
    assert caught.value.column == 4
    with pytest.raises(FormulaError, match="200,000 characters"):
        parse("1" * 200_000)
    with pytest.raises(FormulaError, match="exponent"):
        parse("1e999999999")
    with pytest.raises(FormulaError, match="exponent of this number is huge"):
        parse("1e" + "9" * 5_000)
    assert parse(printed := str(parse("1e999*12").value())).node == Number(int(printed))  # what is printed reads back
    assert len(str(parse("1" * 4_000).node)) > 4_000


@pytest.mark.parametrize("text", ["", "()", "(2, +)", "4)", "(" + "n, " * 65 + ")"])
def test_no_shape(text: str) -> None:
    with pytest.raises(FormulaError):
        parse_shape(text)
