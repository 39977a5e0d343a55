"""Words that lead in a formula or a number, `El resultado es 781`, `总共 23,520`, `约1.1亿`: one table of them and of the relations they stand for."""

from __future__ import annotations

import re

from symcount.reading.characters import word_set

COPULAS = word_set(
    "is are was has have gives equals es tiene hat son sería serían será ist sind wäre beträgt betragen est sont è sono é são será seria "
    "равно равен равна составляет составляют jest wynosi wynoszą là bằng adalah eşittir"
)
"""Words behind what is counted: `The count is 4*n`."""

OPENERS = word_set("so thus hence therefore soit also daher donc luego quindi итого всего insgesamt gesamt 即 则 所以 因此 故 共 共有 总共 合计 合計 총 계")
"""Words that lead in a formula by themselves: `Итого 781`."""

ABOUT = word_set("about around approximately approx roughly circa ca etwa ungefähr rund environ aproximadamente cerca около примерно 约 大约 約 약 대략")
"""Words that lead in what is about as much."""

EACH = word_set("per each every pro je cada chaque каждый")
FILLERS = ABOUT | word_set("de to equal of a")

BEFORE_DIGITS = "约約为為是共即有"
"""Signs that lead in a number without a blank: `参数约1.1亿`."""

GLUED = {word: "≈" if word in "约約" else "=" for word in (*BEFORE_DIGITS, "は", "는", "은", "等于")}
"""Endings of words in scripts without blanks, with their relations."""

GLUED_ABOUT = re.compile("[约約][为為]?\\Z")

RELATION_WORDS = word_set("总共有 一共有 总共 一共 共计 等于")
"""Words that part two sides without blanks round them: `784x30总共23,520`."""
