"""Every job answers an argument of the wrong type with an `InputError` that quotes it, whichever argument it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import symcount as sc
from symcount.errors import InputError

check: Any = sc.check  # as an untyped caller has it
prove: Any = sc.prove

DOORS: dict[str, Callable[[Any], object]] = {
    "check a text": lambda wrong: check(wrong, "lstm"),
    "check a shape": lambda wrong: check(wrong, "lstm", weight="kernel"),
    "check an output": lambda wrong: check(wrong, "lstm", weight="output"),
    "check layer": lambda wrong: check("n", [wrong]),
    "check weight": lambda wrong: check("(n, m)", "lstm", weight=[wrong]),
    "check convention": lambda wrong: check("n", "lstm", convention=[wrong]),
    "check where": lambda wrong: check("n", "lstm", where=[wrong]),
    "check a meaning": lambda wrong: check("n", "lstm", where={"n": wrong}),
    "check a letter": lambda wrong: check("n", "lstm", where={wrong: "units"}),
    "check where, no layer": lambda wrong: check("n", where={"n": wrong}),
    "check given": lambda wrong: check("n", "lstm", given=[wrong]),
    "check a size's name": lambda wrong: check("n", "lstm", given={wrong: 3}),
    "check a size": lambda wrong: check("n", "lstm", given={"units": [wrong]}),
    "check assume": lambda wrong: check("n", "lstm", assume={"units": wrong}),
    "explain layer": lambda wrong: sc.explain(wrong),
    "explain a size": lambda wrong: sc.explain("lstm", units=[wrong]),  # type: ignore[arg-type]
    "compare": lambda wrong: sc.compare(wrong),
    "infer": lambda wrong: sc.infer(wrong, n="n"),
    "latex": lambda wrong: sc.latex(wrong),
    "latex letters": lambda wrong: sc.latex("lstm", letters={"units": wrong}),
    "latex given": lambda wrong: sc.latex("lstm", table=True, given={"units": wrong, "input_dim": 3}),
    "latex another": lambda wrong: sc.latex("lstm", wrong, table=True),
    "parse": lambda wrong: sc.parse(wrong),
    "prove": lambda wrong: prove(wrong, "n"),
    "prove where": lambda wrong: prove("n", "m", where_b={"m": wrong}),
    "prove, a prover": lambda wrong: prove("n", "n").certificate(wrong),
    "prove same letters": lambda wrong: prove("n", "n", same_letters=wrong),
    "prove assume": lambda wrong: prove("n", "m", assume={wrong: "n"}),
    "solve": lambda wrong: sc.solve(wrong, total=380),
    "solve a size": lambda wrong: sc.solve("lstm", total=380, units=wrong),
    "solve a formula's size": lambda wrong: sc.solve("4nm", total=380, n=wrong),
    "simplify": lambda wrong: sc.simplify(wrong),
    "summary": lambda wrong: sc.summary(wrong),
    "summary of a shape": lambda wrong: sc.summary({"weight": [wrong]}),
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("wrong", [3.5, None, ("units",), frozenset((1,))], ids=str)
def test_a_wrong_type_is_quoted(door: str, wrong: object) -> None:
    with pytest.raises(InputError) as refused:
        DOORS[door](wrong)
    assert repr(wrong) in str(refused.value)
