"""The one table of sizes: every row whole, every spelling found again."""

from __future__ import annotations

import pytest

from symcount.roles import ROLES, WITHOUT_EFFECT, Role, is_switch, least_size, spelled, spellings

PROMISED = """
    units input_dim bias tied output_dim projection_dim vocab_size embedding_dim filters input_channels kernel_size kernel_depth kernel_height kernel_width
    groups depth_multiplier features d_model d_ff num_heads num_kv_heads head_dim num_layers context_length rank num_experts state_dim conv_width expansion
    dt_rank timesteps batch_size
"""
"""The sizes of the interface."""


def test_every_promised_size_is_there() -> None:
    assert set(PROMISED.split()) <= set(ROLES)


@pytest.mark.parametrize("role", ROLES.values(), ids=lambda role: role.name)
class TestEveryRole:
    def test_is_whole(self, role: Role) -> None:
        assert ROLES[role.name] is role
        assert role.name.isidentifier()
        assert role.meaning
        assert role.glyph.count("{") == role.glyph.count("}")
        assert role.width in ("", "input", "output")

    def test_its_letters_are_letters_and_each_stands_once(self, role: Role) -> None:
        assert role.letters == "" or role.letters.isalpha()
        assert len(set(role.letters)) == len(role.letters)

    def test_its_name_means_itself_first(self, role: Role) -> None:
        assert spellings()[spelled(role.name)][0] == role.name

    def test_its_spellings_are_found(self, role: Role) -> None:
        for spelling in role.spellings:
            assert role.name in spellings()[spelled(spelling)]

    def test_a_single_letter_is_no_spelling(self, role: Role) -> None:
        assert all(len(spelled(spelling)) > 1 for spelling in role.spellings)


@pytest.mark.parametrize("name", ["bias", "tied"])
def test_switches_have_few_values(name: str) -> None:
    assert set(ROLES[name].values) <= {0, 1, 2}


@pytest.mark.parametrize(
    "text, key",
    [("hidden_size", "hiddensize"), ("hiddenSize", "hiddensize"), ("Hidden-Size", "hiddensize"), ("hidden size", "hiddensize"), ("单元数", "单元数")],
)
def test_a_spelling_without_typography(text: str, key: str) -> None:
    assert spelled(text) == key


def test_a_spelling_may_stand_for_several_sizes() -> None:
    assert {"units", "d_model"} <= set(spellings()["hiddensize"])


def test_sizes_without_effect_are_sizes() -> None:
    assert set(WITHOUT_EFFECT) <= set(ROLES)


@pytest.mark.parametrize("name, smallest, switch", [("units", 1, False), ("bias", 0, False), ("padding", 0, False), ("tied", 0, True), ("n", 1, False)])
def test_what_a_size_may_be(name: str, smallest: int, switch: bool) -> None:
    assert (least_size(name), is_switch(name)) == (smallest, switch)
