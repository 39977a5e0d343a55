"""Models named `module:object`: only what is named is imported, and its errors are quoted."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from symcount.errors import InputError
from symcount.models.foreign import current_folder, is_named, model_named, object_named

MODULE = """
import functools
print("imported")
shapes = {"weight": (4, 3), "bias": (4,)}
def build(): return shapes
def sized(width, depth=2): return shapes
def broken(): raise ValueError("two\\nlines")
def leaves(): raise SystemExit(3)
sized_three = functools.partial(sized, 3)
class Holder:
    shapes = shapes
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A module in the current folder."""
    (tmp_path / "own_models.py").write_text(MODULE, encoding="utf-8")
    (tmp_path / "own_broken.py").write_text("import no_such_library", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    yield "own_models"
    for name in ("own_models", "own_broken"):
        sys.modules.pop(name, None)


@pytest.mark.parametrize("name", ["shapes", "build", "sized_three", "Holder.shapes"])
def test_what_is_named(module: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = list(sys.path)
    with current_folder():
        assert model_named(f"{module}:{name}") == {"weight": (4, 3), "bias": (4,)}
    assert sys.path == before
    assert capsys.readouterr() == ("", "imported\n")


@pytest.mark.parametrize(
    "text, message",
    [
        ("own_models:biuld", "no object in own_models is called 'biuld'; did you mean 'build'?"),
        ("own_models:Holder.shape", "no object in own_models is called 'shape'; did you mean 'shapes'?"),
        ("own_models:sized", "own_models:sized needs width: name a function without arguments that returns the model, or the model itself"),
        ("own_models:broken", "own_models:broken(): ValueError: two lines"),
        ("own_models:leaves", "own_models:leaves(): SystemExit: 3"),
        ("own_broken:x", "import own_broken: ModuleNotFoundError: No module named 'no_such_library'"),
        ("no_such_module:x", "import no_such_module: ModuleNotFoundError: No module named 'no_such_module'"),
        ("own_models", "write module:object, such as torch.nn:LSTM, not 'own_models'"),
    ],
)
@pytest.mark.usefixtures("module")
def test_what_cannot_be_named(text: str, message: str) -> None:
    with pytest.raises(InputError) as refused, current_folder():
        model_named(text)
    assert str(refused.value) == message


def test_what_is_named_need_not_be_a_model() -> None:
    assert object_named("collections:OrderedDict.fromkeys")("a") == {"a": None}


@pytest.mark.parametrize("text", ["a:b", "a.b:c.d", "torch.nn:LSTM"])
def test_the_form(text: str) -> None:
    assert is_named(text)


@pytest.mark.parametrize("text", ["a", "a:", ":b", "C:\\a", "a/b:c", "a:b c", "1:2", "", "a:b:c"])
def test_another_form_is_a_path(text: str) -> None:
    assert not is_named(text)


def test_a_file_of_that_name_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a:b").touch()
    assert not is_named("a:b")


def test_the_current_folder_stands_behind_what_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    with current_folder():
        assert sys.path[-1] == str(tmp_path)
        sys.path.clear()
    assert sys.path == []
