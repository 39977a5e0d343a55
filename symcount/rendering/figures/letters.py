"""Letters that pictures cannot be sure to have."""

from __future__ import annotations

import re
from collections.abc import Iterable

ABSENT = re.compile("[\u0590-\u1cff\u2c80-\ua63f\ua6a0-\ua6ff\ua800-\ufaff\ufe70-\uffef\U00010000-\U0010ffff]+")
"""Letters of other scripts than the Latin, Greek and Cyrillic that the font of pictures draws."""


def not_drawn(texts: Iterable[str]) -> tuple[str, ...]:
    """A sentence on the letters that PNG and PDF show as boxes; none where there are none.

    >>> not_drawn(["encoder", "日本.kernel"]), not_drawn(["α ≤ 4·n²"])
    (('PNG and PDF may show boxes for 日本: SVG has these letters as text',), ())
    """
    found = dict.fromkeys(letters for text in texts for letters in ABSENT.findall(text))
    return (f"PNG and PDF may show boxes for {', '.join(found)}: SVG has these letters as text",) if found else ()
