"""Words and signs that deny what is claimed, bound it, or make it the claim of a part or of other things: a text with them is refused, not half read."""

from __future__ import annotations

import re

from symcount.errors import FormulaError
from symcount.reading.lexer import WORDS, Token
from symcount.reading.vocabulary import COUNTED, SIGNS_IN_WORDS

_PART = r"(?:gates?|heads?|units?|neurons?|cells?|portes?)"
_THINGS = r"(?:neurons?|neuronen|neurones|neuronas|units?|biases|layers?|gates?|heads?|channels?|features?|tokens?|samples?|нейронов|神经元)"
_FAULTS = {
    "denied": ("{} denies what is claimed", "check the claim alone, without what denies it"),
    "changed": ("{} changes what is claimed", "write it into the formula; for a layer without biases say bias=0 (--given bias=0)"),
    "bounded": ("{} gives only a bound", "write the number or formula that the count is said to be"),
    "other": ("{} counts something else than parameters", "write a number of parameters"),
    "several": ("{} layers are more than one", "write the count of one layer, or a formula with their number as a factor"),
    "part": ("{} tells of one part of a layer", "write the count of the whole layer, with the number of its parts as a factor"),
    "open": ("{} leaves open what is claimed", "check one of the two at a time"),
    "unequal": ("an inequality has no place here", "write the two sides with = or ≈"),
}
_CHANGES = re.compile(
    r"(?P<denied>n['’]t\b(?!\s+(?:depend|matter))"
    r"|(?<![\\\w])(?:not(?!\s+(?:depend|matter))|wrong|incorrect|is false|nicht|falsche?|faux|fausse|falso|errado|неверно|неправильно|не)(?!\w)"
    r"|不是|不对|错|ではない|ではありません|間違|아니|틀린|틀렸|[❌✗✘🚫👎])"
    r"|(?P<changed>(?<![\\\w])(?:without|excluding|except|excl\.|ignoring|twice|doubled?|halved|half of|squared|dozen|"
    r"ohne|sans|sem|senza|без|дважды|doppelt|doble|dobro)(?!\w)|不含|不包括|不算|不计|没有|两倍|翻倍|なし|を含まない|を除く|없이|제외|두 배)"
    r"|(?P<bounded>(?<!\w)(?<!% )(?:(?:more|less|fewer|greater) than|at (?:least|most)|or (?:more|less|fewer)|mindestens|höchstens|"
    r"au (?:moins|plus)|al menos|не менее|не более)(?!\w)|至少|至多|最多|超过|不到|以上|以内|이상|이하)"
    r"|(?P<other>(?<=[0-9])[ ]?[KMGT]i?B(?!\w)|(?<=[\w)] )(?-i:[KMGT]i?B)(?!\w)"
    r"|(?<![\\\w])(?:bytes?|bits?|[KMGT]?FLOPs?|MACs?|multiplications|operations)(?!\w)|字节|次乘法"
    rf"|(?:[=≈:：]|(?<!\w)(?:has|have|hat|haben|tiene|tem|имеет))[ \t]*[0-9][0-9,.]*[ \t]+{_THINGS}[ \t.!]*\Z)"
    r"|(?P<several>(?<!\w)(?:[0-9]+|two|three|four|both|zwei|beide|deux|dos|duas|два)\s+(?:such|solche|tales)(?!\w))"
    rf"|(?P<part>(?<!\w)(?:(?:per|each|every|one|pro|par|por)\s+(?:of\s+(?:the\s+)?(?:\w+\s+)?)?{_PART})(?!\w)|每个?[门門])"
    r"|(?P<open>(?:(?<=[0-9)\]], )|(?<!, )(?<![\\\w]))(?:or|oder|ou|или|lub|vs\.?|versus|或|又は|または|또는)(?=[ $*(\[]*[0-9]))"
    r"|(?P<unequal>[≤≥≠⩽⩾]|!=|(?<![-=<>])>=?(?!>)|<(?!-)=?)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"(?m)^[ \t]*>[> \t]*")


def refuse_denials(text: str) -> None:
    """Errors: `FormulaError` for a word or a sign that makes a text claim something else than its formula does."""
    found = _CHANGES.search(_QUOTED.sub(lambda mark: " " * len(mark[0]), text) if ">" in text and _is_quotation(text) else text)
    if found:
        problem, hint = _FAULTS[found.lastgroup or ""]
        column = found.end() - len(found.group().lstrip())
        raise FormulaError(problem.format(found.group().strip()), text=text, column=column, hint=hint)


def _is_quotation(text: str) -> bool:
    """Whether Markdown's marks of a quotation stand before lines: before several, or several marks, or before a label or an equation."""
    mark = _QUOTED.search(text)
    return mark is not None and ("\n" in text or mark.group().count(">") > 1 or any(sign in text for sign in "=≈:："))


def refuse_terms(tokens: list[Token], text: str) -> None:
    """Errors: `FormulaError` for a term in words among tokens that would be left out: `plus 2n for the peepholes`, `160 weights, 20 biases`."""
    for place, token in enumerate(tokens):
        if token.kind in WORDS and token.text.lower() in SIGNS_IN_WORDS:
            raise FormulaError(f"{token.text} changes what is counted", text=text, column=token.start, hint="write it into the formula")
        begins = not place or tokens[place - 1].kind == "comma" or tokens[place - 1].text == "and"
        if token.kind == "number" and begins and any(word.text in COUNTED for word in tokens[place + 1 : place + 2]):
            raise FormulaError("a second count", text=text, column=token.start, hint="write the sum of both")
