"""Which layer a claim is about, when nobody says it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from symcount.judging.verdict import Answer, Fault, Verdict

MOST_CANDIDATES = 3


def most_likely(verdicts: Sequence[Verdict]) -> Verdict:
    """The answer among the verdicts for every layer, given best known layer first.

    Right for a layer: correct. Right for one under other switches: incorrect, with that layer. A false calculation: incorrect,
    whatever it is about. Else undecided, with the nearest layers.
    """
    for fits in (_as_it_stands, _with_other_switches):
        for damaged in (False, True):  # a text that fits as it stands needs no repair
            found = [verdict for verdict in verdicts if fits(verdict) and _is_repaired(verdict) == damaged]
            if found:
                return replace(found[0], candidates=_layers(found))
    if all(any(step.holds is False for step in verdict.steps) for verdict in verdicts):
        slips = tuple(fault for fault in verdicts[0].diagnosis if fault.kind == "arithmetic-slip")
        return _about_no_layer(verdicts[0], "incorrect", slips, ())
    return _undecided(verdicts)


def _as_it_stands(verdict: Verdict) -> bool:
    return verdict.is_right


def _with_other_switches(verdict: Verdict) -> bool:
    return bool(verdict.correct_when)


def _is_repaired(verdict: Verdict) -> bool:
    return any(fault.kind == "damaged-text" for fault in verdict.diagnosis)


def _layers(verdicts: Iterable[Verdict]) -> tuple[str, ...]:
    return tuple(verdict.layer for verdict in verdicts if verdict.layer)


def _undecided(verdicts: Sequence[Verdict]) -> Verdict:
    """The nearest layers: those with the shortest difference."""
    judged = [verdict for verdict in verdicts if verdict.verdict == "incorrect"]
    nearest = _layers(sorted(judged, key=lambda verdict: len(str(verdict.difference))))[:MOST_CANDIDATES]
    advice = f"nearest are {', '.join(nearest)}; say which with --layer" if nearest else "say the sizes with --given, or the layer with --layer"
    reason = Fault("convention", "layer", f"no layer of the catalogue has this count: {advice}")
    return _about_no_layer(verdicts[0], "undecided", (reason,), nearest)


def _about_no_layer(verdict: Verdict, answer: Answer, diagnosis: tuple[Fault, ...], candidates: tuple[str, ...]) -> Verdict:
    """What can be said of a claim that fits no layer."""
    return Verdict(verdict.text, answer, candidates=candidates, claimed=verdict.claimed, diagnosis=diagnosis, steps=verdict.steps, notes=verdict.notes)
