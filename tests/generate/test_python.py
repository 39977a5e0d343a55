"""The reference of the Python interface: how signatures, fields and examples are read off the code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docs.generate.examples import documented
from docs.generate.members import members_of, signature, strings_below
from symcount.jobs.check import check
from symcount.judging.verdict import Verdict


@dataclass(frozen=True)
class Shown:
    """A class with all kinds of members."""

    size: int
    """How large it is."""
    known: Mapping[str, int] = field(default_factory=dict, repr=False)

    @property
    def twice(self) -> int:
        """Twice the size."""
        return 2 * self.size

    def plus(self, other: int, *, doubled: bool = False) -> int:
        """The size and another, perhaps doubled."""
        return (self.size + other) * (1 + doubled)


def function(first: int, /, *others: int, last: str = "") -> str:
    """Takes all kinds of arguments."""
    return f"{first}{others}{last}"


def test_a_signature_is_written_as_python_has_it() -> None:
    assert signature("function", function) == "function(first: int, /, *others: int, last: str = '') -> str"
    assert signature(".plus", Shown.plus) == ".plus(other: int, *, doubled: bool = False) -> int"
    assert signature("sc.check", check).splitlines()[3:5] == ["    *,", "    where: Mapping[str, str] | None = None,"]


def test_the_string_below_a_field_is_what_is_said_of_it() -> None:
    assert strings_below('size: int\n"""How large\nit is."""\nother: int\n') == {"size": "How large it is."}


def test_members_are_fields_properties_and_methods() -> None:
    members = {member.name: member for member in members_of(Verdict)}
    assert members["verdict"].prose.startswith('"correct"')
    assert not members["is_right"].signature
    assert members["latex"].signature == ".latex() -> str"
    assert "context" not in members


def test_examples_are_written_behind_the_import_that_a_reader_makes() -> None:
    text = 'Says.\n\n>>> from symcount import check\n>>> verdict = check("ñ", "lstm")  # check\n>>> find("lstm")\nlstm\n\nMore\nwords.'
    blocks = list(documented(text, {}))
    assert blocks == ["Says.", '```python\n>>> verdict = sc.check("ñ", "lstm")  # check\n>>> sc.layers.find("lstm")\nlstm\n\n```', "More words."]
