"""`summary`: rows that add up, totals, and every form in which a model is shown."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest

import symcount as sc
from symcount.algebra import Value, as_size
from symcount.errors import InputError
from symcount.frameworks.built import BuiltWeight
from symcount.jobs.summary import FORMATS, Summary
from symcount.models import Model, Part
from symcount.models.model import added
from tests.latex import braces_balance, compile_page, compiles_latex, fits_a_page
from tests.models import examples

MODELS: dict[str, Callable[[], Model]] = {
    "lstms": examples.keras_lstms,
    "gpt": examples.gpt,
    "keras": lambda: examples.convolutions("keras"),
    "torch": lambda: examples.convolutions("torch"),
    "mixture": examples.mixture,
    "unbuilt": examples.unbuilt,
    "empty": lambda: Model("empty", "", ()),
}
KEYS = {"name", "kind", "total", "trainable", "non_trainable", "buffers", "active", "embedding", "non_embedding", "families", "unexplained", "notes", "rows"}
ROW_KEYS = {
    "name",
    "kind",
    "layer",
    "formula",
    "arithmetic",
    "sizes",
    "weights",
    "count",
    "trainable",
    "non_trainable",
    "buffers",
    "copies",
    "shared",
    "remarks",
}


def hostile() -> Model:
    """Names that would act in a terminal, a page, LaTeX, Markdown or a spreadsheet."""
    names = ["<script>alert(1)</script>", "\x1b[2J", r"\input{/etc/passwd}", "a|b`c", '=cmd|"/c"', "a\nb", "n" * 500, "$x_1$ & 100%"]
    return Model(names[0], names[1], tuple(Part(name, name, (BuiltWeight(name, (2, 3)),)) for name in names))


@pytest.mark.parametrize("name", MODELS)
class TestEveryModel:
    def test_rows_add_up(self, name: str) -> None:
        found = Summary(MODELS[name]())
        for rows in (found.rows, found.folded):
            assert added(row.count for row in rows) == found.total
        assert added([found.trainable, found.non_trainable]) == found.total
        assert added([found.embedding, found.non_embedding]) == found.total
        assert added(found.families.values()) == found.total
        assert added(row.part.buffers for row in found.rows) == found.buffers

    def test_a_formula_gives_its_count(self, name: str) -> None:
        for row in Summary(MODELS[name]()).folded:
            if row.formula:
                sizes = {name: as_size(size) for name, size in row.sizes.items()}
                assert sc.parse(row.formula).value().subs(sizes) == as_size(row.count)

    def test_the_arithmetic_is_right(self, name: str) -> None:
        for row in Summary(MODELS[name]()).folded:
            if row.arithmetic:
                numbers, _, count = row.arithmetic.partition(" = ")
                assert sc.parse(numbers).value().constant == row.count == int(count)

    def test_json_has_every_row(self, name: str) -> None:
        model = MODELS[name]()
        plain = json.loads(Summary(model).to_json())
        assert set(plain) == KEYS
        assert [row["name"] for row in plain["rows"]] == [part.name for part in model.parts]
        assert all(set(row) >= ROW_KEYS for row in plain["rows"])

    def test_csv_has_every_row(self, name: str) -> None:
        model = MODELS[name]()
        rows = list(csv.DictReader(Summary(model).csv().splitlines()))
        assert [row["name"] for row in rows] == [part.name for part in model.parts]
        assert [row["count"] for row in rows] == [str(part.count) for part in model.parts]

    def test_every_form_is_written(self, name: str) -> None:
        found = Summary(MODELS[name]())
        assert all(found.in_format(form) for form in FORMATS)
        assert braces_balance(found.table())
        assert str(found).startswith(f"{found.title}: ")
        assert found.html() in found.in_format("html")
        assert found.html() in found._repr_html_()


def test_the_terminal() -> None:
    assert str(Summary(examples.keras_lstms())).splitlines() == [
        "sequential (Keras): 4,500 parameters",
        "",
        "    lstm_1  lstm   4·units·(input_dim + units + 1)  4*(13*5 + 5*5 + 5)    380",
        "    lstm_2  lstm   4·units·(input_dim + units + 1)  4*(5*5 + 5*5 + 5)     220",
        "    dense   dense  units·(input_dim + 1)            5*650 + 650         3,900",
        "",
        "    total          4,500",
        "    trainable      4,500",
        "    non-trainable      0",
        "",
        "    recurrent    600  13.3 %",
        "    affine     3,900  86.7 %",
    ]


def test_blocks_that_repeat_are_one() -> None:
    found = Summary(examples.gpt(100))
    assert len(found.rows) == 604
    assert [(row.name, row.times) for row in found.folded][2:4] == [("transformer.h.0…99.ln_1", 100), ("transformer.h.0…99.attn.c_attn", 100)]
    assert len(str(found).splitlines()) == 22
    assert "    transformer.h.0…99.attn.c_attn  dense       100×units·(input_dim + 1)  100*(768*2304 + 2304)  177,177,600" in str(found).splitlines()
    assert str(found).splitlines()[11].endswith("0  shared with transformer.wte.weight, counted there")


def test_totals() -> None:
    assert Summary(examples.gpt()).totals() == [
        ("total", "124,439,808", ""),
        ("trainable", "124,439,808", ""),
        ("non-trainable", "0", ""),
        ("embedding", "39,383,808", "31.6 %"),
        ("non-embedding", "85,056,000", "68.4 %"),
    ]
    assert Summary(examples.mixture()).totals()[-1] == ("active for each token", "198,656", "25.2 %")
    assert Summary(examples.convolutions("torch")).totals()[-1] == ("beside them, in buffers", "17", "")
    assert Summary(examples.convolutions("keras")).by_family() == [
        ("convolutional", "224", "65.1 %"),
        ("normalization", "32", "9.3 %"),
        ("not explained", "88", "25.6 %"),
    ]


@pytest.mark.parametrize("framework, total, trainable, buffers", [("keras", 344, 320, 0), ("torch", 328, 320, 17)])
def test_what_is_not_trained(framework: str, total: int, trainable: int, buffers: int) -> None:
    found = Summary(examples.convolutions(framework))
    assert (found.total, found.trainable, found.non_trainable, found.buffers) == (total, trainable, total - trainable, buffers)


def test_rows_that_nothing_explains_are_said() -> None:
    found = Summary(examples.convolutions("torch"))
    assert found.rows[2].arithmetic == "3×3×8 + 2*8 = 88"
    assert found.notes == ("one row is explained by no definition: the shapes of the weights are multiplied",)
    assert found.unexplained == 1


def test_an_open_size_stays_a_symbol() -> None:
    found = Summary(examples.unbuilt())
    assert isinstance(found.total, Value)
    assert found.to_dict()["total"] == "20*(input_dim + 201)"
    assert found.formula.subs({"input_dim": 13}) == Summary(examples.keras_lstms()).total - 220
    assert found.rows[0].formula == "4*units*(input_dim + units + 1)"


def test_a_part_that_is_otherwise_is_not_folded() -> None:
    model = examples.gpt(3, 8)
    wider = replace(model, parts=tuple(replace(part, kind="Other") if part.name == "transformer.h.1.ln_1" else part for part in model.parts))
    assert sum(row.times for row in Summary(wider).folded) == len(model.parts)
    assert "transformer.h.1.ln_1" in [row.name for row in Summary(wider).folded]


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_names_do_not_act(form: str) -> None:
    found = Summary(hostile())
    shown = found.in_format(form)
    assert "\x1b" not in shown + str(found)
    assert "<script>" not in shown or form in ("csv", "markdown")
    if form == "csv":
        assert len(list(csv.reader(shown.splitlines()))) == 9
    if form == "markdown":
        assert "| `<script>alert(1)</script>` |" in shown
    if form == "latex":
        assert r"\input" not in shown


@pytest.mark.parametrize("name, kind, title", [("m", "Keras", "m (Keras)"), ("m", "", "m"), ("", "Flax linen", "Flax linen"), ("", "", "model")])
def test_the_title(name: str, kind: str, title: str) -> None:
    assert Summary(Model(name, kind, ())).title == title


def test_unknown_format() -> None:
    with pytest.raises(InputError, match="no format is called 'cvs'; did you mean 'csv'"):
        Summary(examples.gpt(1)).in_format("cvs")


@compiles_latex
def test_the_tables_compile(tmp_path: Path) -> None:
    tables = [Summary(model()).in_format("latex") for name, model in MODELS.items()]
    compile_page([Summary(hostile()).in_format("latex")], "amsmath,booktabs", tmp_path)
    fits_a_page(tables, tmp_path)


def test_many_rows_in_time() -> None:
    norm = BuiltWeight("weight", (64,))
    model = Model("many", "", tuple(Part(f"layers.{place // 7}.part{place % 7}", "", (norm, norm)) for place in range(20_000)))
    began = process_time()
    found = Summary(model)
    assert len(found.folded) < 20
    assert len(found.csv().splitlines()) == 20_001
    assert str(found)
    assert process_time() - began < 6


@pytest.mark.parametrize("name, total", [("lstms.keras", 4500), ("mixtral.json", 46_702_792_704)])
def test_the_examples_of_the_documentation(name: str, total: int) -> None:
    found = sc.summary(Path(__file__).parents[2] / "docs" / "examples" / name)
    assert (found.total, found.unexplained) == (total, 0)


def test_a_file_of_tensors(tmp_path: Path) -> None:
    header = json.dumps(
        {"encoder.weight": {"dtype": "F32", "shape": [4, 3], "data_offsets": [0, 48]}, "encoder.bias": {"dtype": "F32", "shape": [4], "data_offsets": [48, 64]}}
    )
    path = tmp_path / "model.safetensors"
    path.write_bytes(len(header).to_bytes(8, "little") + header.encode() + bytes(64))
    found = sc.summary(str(path))
    assert (found.total, found.rows[0].formula) == (16, "units*(input_dim + 1)")
