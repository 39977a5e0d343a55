"""Words that change what a formula counts, `per gate`, `without bias`, `is wrong`: never left out, as other words behind a formula are."""

from __future__ import annotations

import re
from typing import NamedTuple

from symcount.reading.vocabulary import BIASES

_EXCLUDES = re.compile(
    r"\b(?:without|w/o|excluding|excludes?|excl|except|ignor(?:ing|es?|ed)|neglect(?:ing|s|ed)?|omit(?:ting|s|ted)?|no(?! total)|weights? only|only weights|"
    r"ohne|außer|exklusive|nur Gewichte|sans|hors|sin|excluyendo|excepto|sem|excluindo|exceto|senza|esclus[oie]|без|кроме|исключая|bez|zonder|không|tanpa|hariç)\b"
    r"|不含|不包[括含]|不计|不計|不算|没有|沒有|忽略|除[去外了]|無し|なし|抜き|除[くい]|含まな|含めな|제외|없[이는음]|미포함",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:not|never|wrong|incorrect|false|nicht|keine?|falsch|pas|faux|incorrecto|equivocado|não|errado|incorreto|non|sbagliat[oa]|errat[oa]|не|неверно|неправильно|"
    r"nie|błędne|niet|fout|sai|tidak|salah|yanlış|değil)\b|n['’]t\b|不是|不对|不對|不正确|不正確|[错錯]|[误誤]|并非|ではな|じゃな|間違|아니|아닌|틀[린렸]|잘못",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"\b(?:per|each|every|one|single|pro|je|jede[rsn]?|par|chaque|por|cada|ogni|на|кажд\w+|każd\w+|mỗi|setiap|tiap|her)\b|[每各]|ごと|毎|あたり|마다|당\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"layer|block|model|network|direction|LSTM|GRU|RNN|transformer|[ed]ncoder|Schicht|Richtung|couche|bloc|capa|camada|strat|dire[cz]|сло[йяюеё]|блок|направлен|warstw|laag|"
    r"lapisan|lớp|tầng|khối|chiều|katman|[层層块塊]|方向|レイヤ|ブロック|레이어|층|블록|방향",
    re.IGNORECASE,
)
_ONE_GATE = re.compile(r"(?:input|forget|output|update|reset|candidate) gate\b|(?:输入|遗忘|输出|更新|重置)门|(?:入力|忘却|出力|更新)ゲート", re.IGNORECASE)
_BIAS = re.compile("|".join(sorted(BIASES, key=len, reverse=True)), re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}|[^\W\d_a-zA-Z]+")


class Change(NamedTuple):
    """A word that changes what is counted: what is wrong with leaving it out, its place, the way out."""

    problem: str
    column: int
    hint: str


def change_in(text: str, start: int, end: int, formula: str = "", approximate: bool = False) -> Change | None:
    """What a remark at a place changes in what is counted; an approximation may say what it leaves out, and a `formula` of all parts what each has.

    >>> change_in("180 per gate", 4, 12)
    Change(problem='per gate counts a part of the layer', column=4, hint='write the count of the whole layer')
    >>> change_in("180 per layer", 4, 13), change_in("4 gates * 45 per gate", 13, 21, formula="4 gates * 45 ")
    (None, None)
    """
    remark = text[start:end]
    if found := _DENIES.search(remark):
        return Change(f"{found[0]} denies the formula", start + found.start(), "give the claim itself, without what is thought of it")
    if (found := _EXCLUDES.search(remark)) and not approximate:
        said = "say it with --given bias=0" if _BIAS.search(remark) else "say with --layer what is counted"
        return Change(f"{found[0]} says that something is not counted", start + found.start(), f"leave these words out, and {said}")
    found = _EACH.search(remark)
    if found and not _WHOLE.search(remark) and not any(part[:4].lower() in formula.lower() for part in _WORD.findall(remark, found.end())):
        return Change(f"{remark[found.start() :].strip(' ()（）')} counts a part of the layer", start + found.start(), "write the count of the whole layer")
    gates = list(_ONE_GATE.finditer(remark))
    if len(gates) == 1:
        return Change(f"{gates[0][0]} is a part of the layer", start + gates[0].start(), "write the count of the whole layer")
    return None
