"""Which layer a claim is about, when nobody says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symcount.judging.verdict import Verdict

MOST_CANDIDATES = 3


def most_likely(verdicts: Sequence[Verdict]) -> Verdict:
    """The answer among the verdicts for every layer, given best known layer first.

    Right for a layer: correct. Right for one under other switches: incorrect, with that layer. A false calculation: incorrect
    whatever it is about. Else undecided, with the nearest layers.
    """
    right = [verdict for verdict in verdicts if verdict.is_right]
    if right:
        return replace(right[0], candidates=tuple(verdict.layer for verdict in right if verdict.layer))
    nearly = [verdict for verdict in verdicts if verdict.correct_when]
    if nearly:
        return replace(nearly[0], candidates=tuple(verdict.layer for verdict in nearly if verdict.layer))
    if all(any(step.holds is False for step in verdict.steps) for verdict in verdicts):
        return _about_no_layer(verdicts[0], "incorrect", verdicts)
    return _about_no_layer(verdicts[0], "undecided", verdicts)


def _about_no_layer(verdict: Verdict, answer: str, verdicts: Sequence[Verdict]) -> Verdict:
    """What can be said of a claim that fits no layer."""
    nearest = sorted((one for one in verdicts if one.difference is not None), key=lambda one: len(str(one.difference)))
    candidates = tuple(one.layer for one in nearest[:MOST_CANDIDATES] if one.layer)
    slips = tuple(fault for fault in verdict.diagnosis if fault.kind == "arithmetic-slip")
    text = " ".join(verdict.text.split())
    lines = [f"{text} is the count of no layer in the catalogue." if answer == "undecided" else f"{text} is wrong:"]
    lines += [f"    - {slip.message}" for slip in slips]
    lines.append(f"    nearest: {', '.join(candidates)}; say --layer to have it judged for one")
    return Verdict(verdict.text, answer, candidates=candidates, claimed=verdict.claimed, diagnosis=slips, steps=verdict.steps, notes=verdict.notes, report=tuple(lines))
