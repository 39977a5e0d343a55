"""What a text says its letters are: `where n = number of inputs`, `m: hidden size`, `其中n是输入维度`."""

from __future__ import annotations

import re

from symcount.reading.vocabulary import normal_name

LONGEST = 60
_VERBS = r"=|:|：|\b(?:is|are|stands for|denotes|means|being|ist|sind|bezeichnet|est|désigne|es|é|là)\b|[是为為はが]|表示|代表|[은는이]|—|–"
_ARTICLES = r"(?:(?:the|a|an|die|der|das|le|la|les|el|los|o|os)\s+)?"
_DEFINITION = re.compile(
    rf"(?<![A-Za-z0-9\\^_])\$?(?P<letter>[A-Za-z](?:_\{{?[A-Za-z0-9]+\}}?)?)\$?\s*(?:(?:{_VERBS})\s*{_ARTICLES}|\s+(?:the|die|der|das)\s+)(?P<phrase>[^\W\d][^,;.，；。()（）=:：\n$*/+^]{{1,{LONGEST}}})"
)
_NEXT = re.compile(r"\s*(?:\b(?:and|und|et|y|e|и|và)\b|[和与及、])")

_COUNTED = re.compile(
    rf"(?:^|[#,;(\n]|(?<!\w)(?:with|for|and|of|from|mit|für|und|con|para|avec|pour|et)(?!\w))[ \t]*\$?(?P<letter>(?![aAI] )[A-Za-z])\$?[ ]"
    rf"(?P<phrase>[^\W\d_]{{3,{LONGEST}}}(?:[ ][^\W\d_]{{3,{LONGEST}}})?)(?=[ \t]*(?:[,;:.)\n]|$|(?:and|und|et|y|to)(?!\w)))"
)


def definitions(text: str) -> dict[str, str]:
    """Each letter that a text explains in words, and the words.

    >>> definitions("4(nm+n²+n), where n = number of inputs and m is the number of units")
    {'n': 'number of inputs', 'm': 'number of units'}
    >>> definitions("4(nm+n²+n)，其中n是输入维度，m是隐藏维度")
    {'n': '输入维度', 'm': '隐藏维度'}
    >>> definitions("with n inputs and m units: 4m(n+m+1)")
    {'n': 'inputs', 'm': 'units'}
    """
    found: dict[str, str] = {}
    place = 0
    while match := _DEFINITION.search(text, place):
        phrase = _NEXT.split(match["phrase"], maxsplit=1)[0]
        found.setdefault(normal_name(match["letter"]), phrase.strip())
        place = match.start("phrase") + max(len(phrase), 1)
    for match in _COUNTED.finditer(text):
        found.setdefault(match["letter"], match["phrase"])
    return found
