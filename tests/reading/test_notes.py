"""What reading took: each guess once, and forgotten when a reading is given up."""

from __future__ import annotations

from symcount.reading.notes import Notes


def test_what_is_noted_after_a_mark_can_be_forgotten() -> None:
    notes = Notes()
    notes.guess("nm read as n·m")
    mark = notes.length
    notes.guess("kn read as k·n")
    notes.mend("n2 read as n^2")
    notes.cut(mark)
    assert (list(notes.guesses), list(notes.damage)) == (["nm read as n·m"], [])


def test_a_guess_is_noted_once() -> None:
    notes = Notes()
    notes.guess("x read as times")
    notes.guess("x read as times")
    assert list(notes.guesses) == ["x read as times"]
