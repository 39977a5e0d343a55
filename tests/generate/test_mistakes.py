"""The gallery of mistakes: what it works out is so."""

from __future__ import annotations

import re

import pytest

from docs.generate.mistakes import LISTED, WORKED, gallery, mistakes_page, wrong_claims
from symcount import parse

SIDES = re.compile(r"`([^`=]+) = (\d+)` instead of `([^`=]+) = (\d+)`")


def test_every_wrong_claim_is_in_the_gallery_once() -> None:
    placed = [claim for mistakes in gallery().values() for mistake in mistakes for claim in mistake.claims]
    assert len(placed) == len(wrong_claims())
    assert set(placed) == set(wrong_claims())


@pytest.mark.parametrize("claim, claimed, truth, expected", SIDES.findall(mistakes_page()))
def test_both_sides_of_the_smallest_sizes_are_worked_out_right(claim: str, claimed: str, truth: str, expected: str) -> None:
    assert parse(claim).value().constant == int(claimed)
    assert parse(truth).value().constant == int(expected)
    assert claimed != expected


def test_a_chapter_is_short_enough_to_read() -> None:
    chapters = re.split("^## .*$", mistakes_page(), flags=re.MULTILINE)[2:]
    assert all(chapter.count("\n### ") <= WORKED and chapter.count("\n| [") <= LISTED for chapter in chapters)
