"""Words and signs that deny what is claimed, bound it, or make it the claim of a part or of other things: a text with them is refused, not half read."""

from __future__ import annotations

import re

from symcount.errors import FormulaError
from symcount.reading.characters import word_set
from symcount.reading.lexer import ARITHMETIC, WORDS, Token
from symcount.reading.vocabulary import COUNTED, SIGNS_IN_WORDS

_PART = r"(?:gates?|heads?|units?|neurons?|cells?|portes?)"
_THINGS = r"(?:neurons?|neuronen|neurones|neuronas|units?|biases|layers?|gates?|heads?|channels?|features?|tokens?|samples?|нейронов|神经元)"
_FAULTS = {
    "denied": ("{} denies what is claimed", "check the claim alone, without what denies it"),
    "changed": ("{} changes what is claimed", "write it into the formula; for a layer without biases say bias=0 (--given bias=0)"),
    "scaled": ("{} behind a name or a word", "write it as a factor"),
    "bounded": ("{} gives only a bound", "write the number or formula that the count is said to be"),
    "other": ("{} counts something else than parameters", "write a number of parameters"),
    "several": ("{} layers are more than one", "write the count of one layer, or a formula with their number as a factor"),
    "part": ("{} tells of one part of a layer", "write the count of the whole layer, with the number of its parts as a factor"),
    "open": ("{} leaves open what is claimed", "check one of the two at a time"),
    "struck": ("{} strikes out, or adds to, what is claimed", "write the claim as it stands now"),
    "unequal": ("an inequality has no place here", "write the two sides with = or ≈"),
}
_CHANGES = re.compile(
    r"(?P<denied>n['’]t\b(?!\s+(?:depend|matter))"
    r"|(?<![\\\w])(?:not(?!\s+(?:depend|matter))|wrong|incorrect|is false|nicht|falsche?|faux|fausse|falso|errado|неверно|неправильно|не)(?!\w)"
    r"|不是|不对|错|ではない|ではありません|間違|아니|틀린|틀렸|[❌✗✘🚫👎])"
    r"|(?P<changed>(?<![\\\w])(?:without|excluding|except|excl\.|ignoring|twice|doubled?|halved|half of|squared|dozen|"
    r"ohne|sans|sem|senza|без|дважды|doppelt|doble|dobro)(?!\w)|不含|不包括|不算|不计|没有|两倍|翻倍|なし|を含まない|を除く|없이|제외|두 배)"
    r"|(?P<scaled>(?<=[A-Za-z)] )(?<!\ba )(?:thousand|million|billion)(?!\w))"
    r"|(?P<bounded>(?<!\w)(?<!% )(?:(?:more|less|fewer|greater) than|at (?:least|most)|or (?:more|less|fewer)|mindestens|höchstens|"
    r"au (?:moins|plus)|al menos|не менее|не более)(?!\w)|至少|至多|最多|超过|不到|以上|以内|이상|이하)"
    r"|(?P<other>(?<=[0-9])[ ]?[KMGT]i?B(?!\w)|(?<=[\w)] )(?-i:[KMGT]i?B)(?!\w)"
    r"|(?<![\\\w])(?:bytes?|bits?|[KMGT]?FLOPs?|MACs?|multiplications|operations)(?!\w)|字节|次乘法"
    rf"|(?:[=≈:：]|(?<!\w)(?:has|have|hat|haben|tiene|tem|имеет))[ \t]*[0-9][0-9,.]*[ \t]+{_THINGS}[ \t.!]*\Z)"
    r"|(?P<several>(?<!\w)(?:[0-9]+|two|three|four|both|zwei|beide|deux|dos|duas|два)\s+(?:such|solche|tales)(?!\w))"
    rf"|(?P<part>(?<!\w)(?:(?:per|each|every|one|pro|par|por)\s+(?:of\s+(?:the\s+)?(?:\w+\s+)?)?{_PART})(?!\w)|每个?[门門])"
    r"|(?P<open>(?:(?<=[0-9)\]], )|(?<!, )(?<![\\\w]))(?:or|oder|ou|или|lub|vs\.?|versus|或|又は|または|또는)(?=[ $*(\[]*[0-9]))"
    r"|(?P<struck>~~|\\(?:[xb]?cancel|sout|st|hcancel|cancelto)(?![A-Za-z])|\\footnote(?:text|mark)?(?:\[[^\]]*\])?\{[^{}]*[0-9+*/=^-][^{}]*\})"
    r"|(?P<unequal>[≤≥≠⩽⩾]|!=|(?<![-=<>])>=?(?!>)|<(?!-)=?)",
    re.IGNORECASE,
)
_INTO = "write it into the formula"
_ADDING = word_set(
    "also more another extra additional additionally addition further furthermore besides moreover including include includes counting add adds adding well "
    "together zusätzlich außerdem noch weitere aussi además también más também mais ещё также 另外 还有 再加"
)
_JOINING = _ADDING | word_set("and then in as with to an the there are und dazu et y e и 和 以及")
_MORE = word_set("more extra additional mehr más mais больше")
_CONDITIONS = word_set("if when falls wenn si se если 如果")
_RESTATING = word_set("that is i e ie viz namely so thus hence which means meaning equals or 即 也就是")
_NUMBERS = {
    **dict.fromkeys(("two", "both", "zwei", "beide", "deux", "dos", "duas", "два", "две"), 2),
    **dict.fromkeys(("three", "drei", "trois", "tres"), 3), "four": 4, "five": 5, "six": 6,
}  # fmt: skip
_WITH_BIAS = re.compile(r"with (?:an? |the )?bias(?!\w)")
_TIMES = re.compile("[xX][0-9]+")
_SCOPES = re.compile(
    rf"(?P<several>(?<!\w)(?P<number>{'|'.join(_NUMBERS)}|[2-9]|[1-9][0-9]+)\s+"
    r"(?:stacked\s+|such\s+)?(?:layers|directions|copies|Schichten|Richtungen|couches|directions|capas|direcciones|camadas|слоя|слоёв|направления))(?!\w)"
    r"|(?P<part>(?<!\w)(?:per|each|every|pro|par|por)\s+(?:(?:time|Zeit)[ -]?)?(?:steps?|timesteps?|Zeitschritt|token|sample))(?!\w)",
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
    """Errors: `FormulaError` for what changes a claim among tokens that would be left out: `plus 2n for the peepholes`, `160 weights, 20 biases`."""
    for place, token in enumerate(tokens):
        if token.kind in WORDS and token.text.lower() in SIGNS_IN_WORDS:
            raise FormulaError(f"{token.text} changes what is counted", text=text, column=token.start, hint=_INTO)
        begins = not place or tokens[place - 1].kind == "comma" or tokens[place - 1].text == "and"
        counts = token.kind == "number" or token.text in _NUMBERS
        if counts and begins and any(word.text in COUNTED for word in tokens[place + 1 : place + 2]):
            raise FormulaError("a second count", text=text, column=token.start, hint="write the sum of both")
        if token.text == "by" and _is_operand(tokens, place + 1):
            raise FormulaError("by is no sign", text=text, column=token.start, hint="write * or /")
        beside = {one.text for one in (*tokens[max(0, place - 2) : place], *tokens[place + 1 : place + 2])}
        if token.kind == "number" and "of" in beside and not COUNTED.isdisjoint(beside):
            raise FormulaError("a count of another one", text=text, column=token.start, hint="write one count")
    if any(token.text.lower() in _CONDITIONS for token in tokens) or _WITH_BIAS.search(text, *_span(tokens)):
        return
    if tokens and _goes_on(tokens):
        raise FormulaError("what is left out here goes on with the formula", text=text, column=tokens[0].start, hint=_INTO)


def refuse_scope(tokens: list[Token], text: str) -> None:
    """Errors: `FormulaError` for words behind a formula that say of how many layers, or of which part of the time, it is the count: `in two layers`."""
    found = _SCOPES.search(text, *_span(tokens))
    if found and not _is_factor(found["number"] or "", text[: found.start()]):
        problem, hint = _FAULTS["several" if found["several"] else "part"]
        raise FormulaError(problem.format(found.group()) if found["part"] else f"{found.group()} are several", text=text, column=found.start(), hint=hint)


def _is_factor(number: str, before: str) -> bool:
    """Whether a number of layers in brackets stands in the formula before them: `12 * 768² (12 layers)`."""
    digits = str(_NUMBERS.get(number.lower(), number))
    return number != "" and before.rfind("(") > before.rfind(")") and re.search(rf"(?<![\w.,]){digits}(?![\w.,])", before) is not None


def _span(tokens: list[Token]) -> tuple[int, int]:
    return (tokens[0].start, tokens[-1].end) if tokens else (0, 0)


def _goes_on(tokens: list[Token]) -> bool:
    """Whether a term follows on words that only join it, `as well as 2n`, or on a sign, or stands before `more`, or restates the count by computing."""
    first = next((place for place, token in enumerate(tokens) if token.text.lower() not in _JOINING or _is_operand(tokens, place)), len(tokens))
    if first == len(tokens):
        return False
    adds = any(token.text.lower() in _ADDING for token in tokens[:first])
    if tokens[first].kind in ("plus", "times") or (tokens[first].kind == "word" and _TIMES.fullmatch(tokens[first].text)):
        return tokens[first].kind == "word" or any(token.kind in ("number", "open", *WORDS) for token in tokens[first + 1 : first + 2])
    end = first + 1 + (tokens[first].kind == "number" and _is_letter(tokens, first + 1))
    if not _is_operand(tokens, first):
        return _restates(tokens)
    if any(token.text in _MORE for token in tokens[end : end + 1]):
        return True
    return adds or (first > 0 and any(_is_letter(tokens, place) for place in range(first, end)))


def _restates(tokens: list[Token]) -> bool:
    """Whether words that only lead in, `that is`, stand before a calculation in numbers."""
    first = next((place for place, token in enumerate(tokens) if token.kind not in (*WORDS, "stop")), len(tokens))
    restating = 0 < first < len(tokens) - 2 and all(token.text.lower() in _RESTATING for token in tokens[:first] if token.kind in WORDS)
    return restating and tokens[first].kind == "number" and tokens[first + 1].kind in ARITHMETIC


def _is_operand(tokens: list[Token], place: int) -> bool:
    return place < len(tokens) and (tokens[place].kind in ("number", "open") or _is_letter(tokens, place))


def _is_letter(tokens: list[Token], place: int) -> bool:
    """Whether a letter that may be a size stands here, or a product of two behind a number: no article, no word for and."""
    if place >= len(tokens) or tokens[place].kind not in WORDS or not tokens[place].text.isascii():
        return False
    word = tokens[place].text
    is_article = word in ("a", "A", "I", "e", "y", "o") and place + 1 < len(tokens)
    glued = place > 0 and tokens[place - 1].kind == "number" and tokens[place - 1].end == tokens[place].start
    return (len(word) == 1 and not is_article) or (glued and len(word) < 3)
