"""`explorer`: a slider for each size of a layer; formula, picture, calculation and count follow."""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from symcount.algebra import as_size, symbol
from symcount.errors import InputError, NotDivisible, SymcountError, shown
from symcount.jobs import figures
from symcount.jobs.explain import Explanation, explain
from symcount.jobs.figures.asked import GREATEST, Given, given_size
from symcount.judging.question import in_its_names
from symcount.layers import Layer, find
from symcount.rendering import html, html_parts, shown_count, thousands
from symcount.rendering.html import Markup
from symcount.roles import ROLES
from symcount.widgets.panel import Panel, message, toolkit

REST = 0.15
"""Seconds after which a slider rests."""

SHORTEST = 8
"""What a slider goes up to at least."""


def explorer(layer: str | Layer, /, **sizes: Given) -> Explorer:
    """Explore a layer: move a size and see its weights, the calculation and the count.

    >>> panel = explorer("lstm", units=256, input_dim=64)
    >>> panel.sliders["units"].value = 5
    >>> print(panel)
    explorer of lstm at units=5, input_dim=64, bias=1: 1,400 parameters

    Each size is a whole number, up to about twice which its slider goes, or a range such as `range(1, 513)` or `"1..512"`. A size that has a usual
    value need not be given. `box` is the box of ipywidgets.
    Errors: `InputError` for an unknown layer or size, a missing one, what is not a size, and without ipywidgets.
    """
    definition = find(layer)
    return Explorer(definition, {name: _on_a_slider(definition, name, size) for name, size in in_its_names(sizes, definition).items()})


class Explorer(Panel):
    """A panel of sliders for a layer's sizes; `sliders` has them by their names."""

    def __init__(self, layer: Layer, sizes: Mapping[str, int | range]) -> None:
        ui = toolkit()
        self.layer = layer
        self.sliders = {name: _slider(ui, layer, name, size) for name, size in {**sizes, **_usual(layer, sizes)}.items()}
        with suppress(NotDivisible):  # that is said in the panel: another place of the slider may do
            layer(**self.sizes)
        self._formula, self._count, self._picture = ui.HTML(_formula(layer, sizes)), ui.HTML(), ui.HTML()
        self._formula.add_class("symcount-formula")
        self.box = ui.VBox([ui.HTML(html.strong(layer.title)), *self.sliders.values(), self._formula, self._count, self._picture])
        self._drawing: TimerHandle | None = None
        self._show()
        self._draw()
        for slider in self.sliders.values():
            slider.observe(self._follow, "value")

    @property
    def sizes(self) -> dict[str, int]:
        """The sizes as the sliders stand."""
        return {name: slider.value for name, slider in self.sliders.items()}

    @property
    def count(self) -> int | None:
        """The count at these sizes; None where they do not divide and must, as the panel then says."""
        try:
            count = self.layer(**self.sizes).total
        except NotDivisible:
            return None
        return count if isinstance(count, int) else None

    def _follow(self, _change: object) -> None:
        self._show()
        self._draw_soon()

    def _show(self) -> None:
        try:
            self._count.value = _counted(explain(self.layer, **self.sizes))
        except SymcountError as error:
            self._count.value = message(error)

    def _draw_soon(self) -> None:
        """Draw when the slider rests: a picture takes longer than the slider to move on. Without a kernel, at once."""
        if self._drawing:
            self._drawing.cancel()
        try:
            self._drawing = get_running_loop().call_later(REST, self._draw)
        except RuntimeError:
            self._draw()

    def _draw(self) -> None:
        """The weights to scale; where nothing can be drawn, why, unless that is said already."""
        try:
            figure = figures.blocks(self.layer, **self.sizes)
            self._picture.value = html.picture(figure.svg(), str(figure))
        except SymcountError as error:
            self._picture.value = "" if self.count is None else message(error)

    def static(self) -> Markup:
        """The formula, the count and the picture as they stand."""
        return html.block(*(Markup(part.value) for part in (self._formula, self._count, self._picture)))

    def __str__(self) -> str:
        sizes = ", ".join(f"{name}={size}" for name, size in self.sizes.items())
        counted = "these sizes do not fit together" if self.count is None else f"{thousands(self.count)} parameters"
        return f"explorer of {self.layer.name} at {sizes}: {counted}"


def _formula(layer: Layer, sizes: Iterable[str]) -> Markup:
    """The formula of the layer, or of the stack where the number of layers has a slider."""
    stacked = {"num_layers"} & {*sizes}
    symbols = {name: symbol(name) for name in (*layer.sizes, *stacked)}
    return html_parts.count(as_size(layer(**symbols).total), layer.identities)


def _counted(explained: Explanation) -> Markup:
    calculation = explained.arithmetic.rpartition("=")[0]
    count = Markup(f'<strong class="symcount-count">{shown_count(explained.count)}</strong>')
    return html.paragraph(html.joined(html.code(calculation.strip()), " = " if calculation else "", count, " parameters"))


def _usual(layer: Layer, sizes: Iterable[str]) -> dict[str, int]:
    """The sizes that have a usual number and were not given."""
    given = {own for name in sizes for own in layer.own_sizes(name)}
    return {name: size for name, size in layer.defaults.items() if name not in given and isinstance(size, int)}


def _slider(ui: Any, layer: Layer, name: str, size: int | range) -> Any:
    steps = size if isinstance(size, range) else _around(layer, name, size)
    start = steps[len(steps) // 2] if isinstance(size, range) else size
    wide = {"description_width": "9em"}
    return ui.IntSlider(start, min=steps[0], max=steps[-1], step=steps.step, description=name, style=wide, layout={"width": "36em"})


def _around(layer: Layer, name: str, size: int) -> range:
    """What a slider goes through where one number is given: the values of a switch, or from the least size to about twice the number."""
    own = layer.own_sizes(name)
    if own and (values := layer.values_of(own[0])):
        return range(values[0], values[-1] + 1)
    return range(min((ROLES[one].least for one in own), default=1), min(max(2 * size, SHORTEST), GREATEST) + 1)


def _on_a_slider(layer: Layer, name: str, given: Given) -> int | range:
    """A size as it was given, made sure that a slider can hold it. Errors: `InputError` where none can."""
    size = given_size(name, given)
    if isinstance(size, str):
        raise InputError(f"{name} is a whole number or a range such as 1..512 on a slider, not {shown(size)}")
    for end in (size,) if isinstance(size, int) else (size[0], size[-1]):
        for own in layer.own_sizes(name):
            layer.checked(own, end)
    return size
