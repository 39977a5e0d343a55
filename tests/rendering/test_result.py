"""What every result can do."""

from __future__ import annotations

from symcount.rendering import Result


class Answer(Result):
    """A result whose text would be markup."""

    def __str__(self) -> str:
        return "<script>n²</script>"

    def to_dict(self) -> dict[str, str]:
        return {"text": "n²"}

    def latex(self) -> str:
        return "n^{2}"


def test_an_answer_in_a_notebook_and_as_json() -> None:
    assert Answer().to_json() == '{"text": "n²"}'
    assert Answer()._repr_html_() == "<pre>&lt;script&gt;n²&lt;/script&gt;</pre>"
    assert Answer()._repr_latex_() == r"$\displaystyle n^{2}$"


def test_its_text_in_a_notebook_is_that_of_the_terminal() -> None:
    assert Answer()._repr_mimebundle_(include=None, exclude=None) == {"text/plain": str(Answer())}
