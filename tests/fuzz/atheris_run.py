"""Any bytes as text, chosen by what of the program they reach: `python -m tests.fuzz.atheris_run -max_total_time=60`, with any options of libFuzzer.

The first byte chooses what is asked of the text that follows; the published claims are what it begins with.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

JUDGED, PROVED = 128, 192
"""First bytes below ask for a verdict, then for a proof, then how the text is read."""

SEPARATOR = "\0"
"""Stands between two texts that are compared."""


def main() -> None:
    """Fuzz until libFuzzer's limits are reached; exit status 0 if every promise held."""
    import atheris

    with atheris.instrument_imports(include=["symcount"]):  # what is imported here reports what of it is reached
        from symcount.layers import CATALOGUE
        from tests.fuzz import promises, texts
        from tests.judging.published import Published

    layers = sorted(CATALOGUE)

    def ask(choice: int, text: str) -> None:
        if choice < len(layers):
            promises.is_judged(Published(text, layers[choice]))
        elif choice < JUDGED:
            promises.is_judged(Published(text, "lstm", weight=("input", "output", "kernel")[choice % 3]))
        elif choice < PROVED:
            promises.is_proved(text.partition(SEPARATOR)[0], text.partition(SEPARATOR)[2])
        else:
            promises.is_read(text)

    def one_input(data: bytes) -> None:
        choice, text = data[:1], data[1:].decode("utf-8", errors="replace")
        try:
            ask(choice[0] if choice else PROVED, text)
        except BaseException as error:
            error.add_note(f"asked by {choice!r}: {text!r}")
            raise

    with tempfile.TemporaryDirectory() as folder:
        for place, claim in enumerate(texts.PUBLISHED):
            for choice, text in ((layers.index(claim.layer), claim.text), (JUDGED, claim.text + SEPARATOR + claim.text), (PROVED, claim.text)):
                Path(folder, f"{place}-{choice}").write_bytes(bytes([choice]) + text.encode())
        dictionary = Path(folder, "pieces.dict")
        dictionary.write_text("".join(f'"{_escaped(piece)}"\n' for piece in texts.PIECES if piece), encoding="ascii")
        usual = [f"-dict={dictionary}", "-max_len=300", f"-artifact_prefix={tempfile.gettempdir()}/symcount-"]
        atheris.Setup([sys.argv[0], *usual, *sys.argv[1:], folder], one_input)
        atheris.Fuzz()


def _escaped(piece: str) -> str:
    """A word of a libFuzzer dictionary: its bytes in hexadecimal."""
    return "".join(f"\\x{byte:02x}" for byte in piece.encode())


if __name__ == "__main__":
    main()
