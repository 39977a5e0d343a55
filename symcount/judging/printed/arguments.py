"""The sizes that the arguments printed with a class state, by the signatures that a framework's classes have for its layer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from symcount.reading.printed.arguments import Argument

Signature = Sequence[tuple[str, Sequence[str]]]
"""The parameters that must be given, in order, each with the sizes that it states."""

Stated = Mapping[str, int]

BEFORE_GROUPS = 5
"""Arguments of a convolution that stand before its groups, at least."""

NOTHING: tuple[Stated, ...] = ({},)


def readings(arguments: Sequence[Argument], signatures: Iterable[Signature]) -> tuple[Stated, ...]:
    """What sizes the arguments may state: by each signature whose parameters are all given, or if there is none, by each that has some of them.

    >>> readings([Argument("", (32,)), Argument("", (3, 3))], [(("filters", ("filters",)), ("kernel_size", ("kernel_height", "kernel_width")))])
    ({'filters': 32, 'kernel_height': 3, 'kernel_width': 3},)
    """
    given = [(signature, _given(_width_first(arguments), signature)) for signature in signatures]
    whole = [one for one in given if len(one[1]) == len(one[0])]
    found = [stated for signature, numbers in whole or given if (stated := _stated(signature, numbers))]
    return tuple(found) or NOTHING


def has_no_groups(arguments: Sequence[Argument]) -> bool:
    """Whether the arguments of a convolution are printed, and no groups among them: those are not one of the first five."""
    named = {one.name for one in arguments if one.name or not one.numbers}
    return 0 < len(arguments) <= BEFORE_GROUPS and named.isdisjoint(("groups", ""))


def _width_first(arguments: Sequence[Argument]) -> Sequence[Argument]:
    """The arguments, a kernel that is printed before the number of its filters, `Conv2D(3x3, 32)`, behind it."""
    is_kernel = [len(one.numbers) > 1 and not one.name for one in arguments[:2]]
    return [arguments[1], arguments[0], *arguments[2:]] if is_kernel == [True, False] and arguments[1].numbers else arguments


def _given(arguments: Sequence[Argument], signature: Signature) -> Mapping[str, Sequence[int]]:
    """The numbers of each parameter that is given one, by its name or by its place."""
    places = [one.numbers for one in arguments if not one.name]
    by_place = {name: numbers for (name, _), numbers in zip(signature, places, strict=False)}
    by_name = {one.name: one.numbers for one in arguments if one.name in dict(signature)}
    return {name: numbers for name, numbers in (by_place | by_name).items() if numbers}


def _stated(signature: Signature, given: Mapping[str, Sequence[int]]) -> Stated | None:
    """The sizes by a signature, one number being meant for each side of a kernel; None where there are more numbers than sizes, or fewer, or one is no size."""
    stated: dict[str, int] = {}
    for name, sizes in signature:
        numbers = given.get(name, ())
        if sizes and (len(numbers) not in (0, 1, len(sizes)) or 0 in numbers):
            return None
        stated |= dict(zip(sizes, numbers if len(numbers) == len(sizes) else [*numbers] * len(sizes), strict=False))
    return stated
