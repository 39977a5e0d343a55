"""Writes the pages, and removes those of layers that are no more."""

from __future__ import annotations

from pathlib import Path

from docs.generate import PAGES

DOCS = Path(__file__).parents[1]

if __name__ == "__main__":
    (DOCS / "layers").mkdir(exist_ok=True)
    for old in (DOCS / "layers").glob("*.md"):
        old.unlink()
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
