"""What `python -m docs.generate --help` says."""

from __future__ import annotations

from docs.generate.__main__ import HERE, others


def test_every_module_that_is_run_by_itself_is_named() -> None:
    said = "\n".join(others())
    run = {path.stem for path in HERE.glob("[!_]*.py") if 'if __name__ == "__main__"' in path.read_text(encoding="utf-8")}
    assert run
    assert run == {name for name in run if f"python -m docs.generate.{name}" in said}
