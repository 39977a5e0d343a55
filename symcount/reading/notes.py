"""What reading a text took beside what stands there."""

from __future__ import annotations

from collections.abc import Mapping


class Notes:
    """The guesses and the damage mended while a text is read, each once, in order.

    >>> notes = Notes()
    >>> notes.guess("nm read as n·m"), notes.mend("cdot read as \\\\cdot")
    (None, None)
    >>> list(notes.guesses), list(notes.damage)
    (['nm read as n·m'], ['cdot read as \\\\cdot'])
    """

    def __init__(self) -> None:
        self.guesses: dict[str, None] = {}  # ordered, and asked quickly: a long text may take thousands
        self.damage: dict[str, None] = {}
        self.assigned: dict[str, int] = {}

    def guess(self, note: str) -> None:
        """Notes how something was read that could be read otherwise."""
        self.guesses.setdefault(note)

    def mend(self, damage: str) -> None:
        """Notes what is damaged and read as it must have been."""
        self.damage.setdefault(damage)

    def assign(self, sizes: Mapping[str, int], said: str) -> None:
        """Notes what the text says that sizes are."""
        self.assigned.update(sizes)
        self.guess(f"{' '.join(said.split())} taken from the text")

    @property
    def length(self) -> tuple[int, int]:
        """How much is noted so far."""
        return len(self.guesses), len(self.damage)

    def cut(self, length: tuple[int, int]) -> None:
        """Forgets what was noted since."""
        for notes, count in zip((self.guesses, self.damage), length, strict=True):
            while len(notes) > count:
                notes.popitem()
