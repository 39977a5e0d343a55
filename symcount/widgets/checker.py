"""`checker`: a field into which a student types a formula, and the verdict below it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from symcount.errors import SymcountError
from symcount.jobs.check import check
from symcount.jobs.named_convention import named_convention
from symcount.judging import report_html
from symcount.judging.question import declared, stated
from symcount.judging.verdict import Verdict
from symcount.layers import CATALOGUE, Layer, find
from symcount.rendering import html
from symcount.rendering.html import Markup
from symcount.widgets.panel import Panel, message, toolkit

NOTHING: Mapping[str, str] = {}
NO_SIZES: Mapping[str, int] = {}

ANY_LAYER = ("any layer", "")

HINT = "type a formula such as 4(nm+n^2), then Enter"


def checker(
    layer: str | Layer | None = None,
    *,
    where: Mapping[str, str] = NOTHING,
    given: Mapping[str, int] = NO_SIZES,
    convention: str | None = None,
) -> Checker:
    """Let a student type a formula, and say what is wrong with it.

    >>> panel = checker("lstm")
    >>> panel.field.value = "4(nm+n^2)"
    >>> panel.verdict.verdict, panel.verdict.correct_when
    ('incorrect', {'bias': 0})

    `where`, `given` and `convention` are those of `check`. Without a layer the student chooses one, or leaves it open. What cannot be read
    is answered in the panel. `box` is the box of ipywidgets.
    Errors: `InputError` for an unknown layer, size or framework, and without ipywidgets.
    """
    return Checker(None if layer is None else find(layer), where, given, convention)


class Checker(Panel):
    """A panel with a `field` for a formula, `choice` of a layer where none was named, and the `verdict` on what was typed last."""

    def __init__(self, layer: Layer | None, where: Mapping[str, str], given: Mapping[str, int], convention: str | None) -> None:
        ui = toolkit()
        self.layer = layer
        _refuse_wrong(layer, where, given, convention)
        self._judged = partial(check, where=where, given=given, convention=convention)
        self.verdict: Verdict | None = None
        wide = {"description_width": "5em"}
        self.field = ui.Text(placeholder=HINT, description="formula", continuous_update=False, style=wide, layout={"width": "36em"})
        self.choice = ui.Dropdown(options=[ANY_LAYER, *((one.title, one.name) for one in CATALOGUE.values())], description="layer", style=wide)
        self._sentence, self._body = ui.HTML(), ui.HTML()
        self._sentence.add_class("symcount-verdict")
        head = ui.HTML(html.joined(html.strong(layer.title))) if layer else self.choice
        self.box = ui.VBox([head, self.field, self._sentence, self._body])
        for control in (self.field, self.choice):
            control.observe(self._follow, "value")

    def _follow(self, _change: object) -> None:
        self.verdict, sentence, body = None, "", ""
        if self.field.value.strip():
            try:
                self.verdict = self._judged(self.field.value, self.layer or self.choice.value or None)
                sentence, body = report_html.sentence(self.verdict), report_html.body(self.verdict)
            except SymcountError as error:
                sentence = message(error)
        self._sentence.value, self._body.value = sentence, body

    def static(self) -> Markup:
        """The verdict as it stands."""
        if self._sentence.value:
            return html.block(html.paragraph(Markup(self._sentence.value)), Markup(self._body.value))
        return html.paragraph(str(self))

    def __str__(self) -> str:
        if self.verdict:
            return str(self.verdict)
        return f"checker of formulas for {self.layer.name if self.layer else 'any layer'}: run this cell, then {HINT}"


def _refuse_wrong(layer: Layer | None, where: Mapping[str, str], given: Mapping[str, int], convention: str | None) -> None:
    """Refuse at once what the author of the panel said wrong: a student who types could not mend it. Errors: `InputError` for it."""
    declared(where, layer)
    stated(given, layer)
    named_convention(convention, layer or next(iter(CATALOGUE.values())))
