"""Numbers on axes: whole, with their thousands set apart, and as few as can be read."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor, log10
from typing import NamedTuple

from symcount.rendering.text import SUPERSCRIPTS, percent, thousands

SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


POWERS_FROM = 10**15
"""From here on a number is a power of ten."""


def in_short(number: float) -> str:
    """A number as an axis shows it, the whole of it.

    >>> in_short(1000), in_short(2_500_000), in_short(10**10), in_short(4_457_472), in_short(2 * 10**15), in_short(0.00001)
    ('1,000', '2.5 million', '10 billion', '4,457,472', '2·10¹⁵', '0.00001')
    """
    if number != int(number):
        return f"{number:.9f}".rstrip("0")
    if number >= POWERS_FROM:
        return _power(int(number))
    scale, name = next(((scale, name) for scale, name in SCALES if number >= scale), (1, ""))
    return f"{number / scale:g} {name}" if name and number % (scale // 1000) == 0 else thousands(int(number))


def _power(number: int) -> str:
    """A number in powers of ten, all of it where these leave more than a few digits.

    >>> _power(10**15), _power(25 * 10**20), _power(123456 * 10**12)
    ('10¹⁵', '2.5·10²¹', '123,456,000,000,000,000')
    """
    digits = str(number).rstrip("0")
    if len(digits) > 3:
        return thousands(number)
    factor = f"{digits[0]}.{digits[1:]}".removesuffix(".")
    return f"{'' if factor == '1' else f'{factor}·'}10{str(len(str(number)) - 1).translate(SUPERSCRIPTS)}"


def all_in_short(numbers: Sequence[float]) -> list[str]:
    """The numbers of an axis in one notation: powers of ten for thousands too where there are any.

    >>> all_in_short([1, 1000, 10**6]), all_in_short([1, 1000, 10**15])
    (['1', '1,000', '1 million'], ['1', '10³', '10¹⁵'])
    """
    has_powers = max(numbers, default=0) >= POWERS_FROM
    return [_power(int(number)) if has_powers and number >= 1000 else in_short(number) for number in numbers]


def in_percent(ratio: Fraction) -> str:
    """A share in percent, to three digits; what is next to nothing or to all is said to be so.

    >>> in_percent(Fraction(1, 3)), in_percent(Fraction(1, 10**6)), in_percent(Fraction(9999, 10000)), in_percent(Fraction(1))
    ('33.3 %', '< 0.01 %', '> 99.9 %', '100 %')
    """
    if 0 < abs(ratio) < Fraction(1, 10_000):
        return "< 0.01 %" if ratio > 0 else "> -0.01 %"
    if abs(ratio) >= 10:
        return f"{thousands(round(100 * ratio))} %"
    return "> 99.9 %" if Fraction(999, 1000) < ratio < 1 else percent(ratio)


def ticks(first: float, last: float, most: int = 6) -> list[int]:
    """Whole numbers to write on an axis from 0 or from near the first number to near the last.

    >>> ticks(1, 512), ticks(0, 1_181_696)
    ([1, 200, 400], [0, 500000, 1000000])
    """
    step = _step((last - first) / max(most - 1, 1))
    found = list(range(ceil(first / step) * step, floor(last) + 1, step))
    return [int(first), *[place for place in found if place >= first + step / 2]] if found and first != found[0] and first > 0 else found


def _step(rough: float) -> int:
    """A round whole number that is not below."""
    power = 10 ** max(floor(log10(rough)), 0) if rough > 1 else 1
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)


def log_ticks(first: float, last: float, most: int = 6) -> list[int]:
    """Whole numbers for a logarithmic axis: powers of ten, each second or third of many, where these are few 1, 2 and 5 of each, or any.

    >>> log_ticks(3, 70_000), log_ticks(64, 600), log_ticks(1200, 1300)
    ([10, 100, 1000, 10000], [100, 200, 500], [1200, 1220, 1240, 1260, 1280, 1300])
    """
    exponents = range(max(floor(log10(first)), 0), ceil(log10(last)) + 1)
    tens = [10**exponent for exponent in exponents if first <= 10**exponent <= last]
    if len(tens) >= 3:
        return tens[:: ceil(len(tens) / most)]
    found = [factor * 10**exponent for exponent in exponents for factor in (1, 2, 5) if first <= factor * 10**exponent <= last]
    return found if len(found) > 1 else ticks(first, last)


def spread(places: Sequence[float], gap: float, lowest: float, highest: float) -> list[float]:
    """Places moved as little as need be to be apart by a gap, in their order and within bounds as far as there is room.

    >>> spread([1.0, 1.1, 5.0], 1.0, 0.0, 10.0)
    [0.55, 1.55, 5.0]
    """
    order = sorted(range(len(places)), key=places.__getitem__)
    groups: list[_Group] = []
    for place in order:
        groups.append(_Group([places[place]]))
        while len(groups) > 1 and groups[-1].first(gap, lowest, highest) < groups[-2].last(gap, lowest, highest) + gap:
            above = groups.pop()
            groups[-1] = _Group([*groups[-1].wished, *above.wished])
    moved = [group.first(gap, lowest, highest) + gap * number for group in groups for number in range(len(group.wished))]
    return [round(moved[order.index(place)], 9) for place in range(len(places))]


class _Group(NamedTuple):
    """Neighbours that touch, about the middle of where they would be."""

    wished: list[float]

    def first(self, gap: float, lowest: float, highest: float) -> float:
        """Where the first of them is."""
        length = gap * (len(self.wished) - 1)
        return max(min(sum(self.wished) / len(self.wished) - length / 2, highest - length), lowest)

    def last(self, gap: float, lowest: float, highest: float) -> float:
        """Where the last of them is."""
        return self.first(gap, lowest, highest) + gap * (len(self.wished) - 1)
