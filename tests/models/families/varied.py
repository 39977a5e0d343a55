"""Vary every key of every configuration class, and look at what transformers builds: what changes the count has to be read, or refused by its name.

    python -m tests.models.families.varied [MODEL_TYPE…]

A key is one that the class has, one that its code or the model's asks for, one of the further names in `attribute_map`, or one that the family reads. What
changed a count is written to recorded/varied.jsonl, a line for each family: a configuration, and changes of it with what transformers counts then.
"""

from __future__ import annotations

import inspect
import json
import random
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any, NamedTuple

from symcount.errors import InputError
from symcount.models.families import FAMILIES, from_config
from tests.models.families.record import DRAWS, built
from tests.models.families.recorded import VARIED

TRIES = 400
"""Draws for a configuration that every architecture of a family can be built for."""

ABOUT = ("transformers_version", "architectures", "model_type", "_name_or_path", "dtype", "label2id")
"""Keys that say what a configuration is of."""

ASKED = (r'kwargs\.(?:pop|get)\(\s*"(\w+)"', r'getattr\((?:self\.)?config, "(\w+)"', r"(?<!\w)config\.([a-z]\w+)\b(?!\()")
"""How code asks for a key."""

COMPARED = r'(?:[=!]= |in [\[({][^\])}]*)"([\w-]+)"'
"""How code tells apart the texts that a key may be."""

AS_PUBLISHED = {(name, "tie_word_embeddings") for name in ("t5", "mt5", "umt5")}
"""Where the count is the published one, and transformers builds another: a note of the model says so."""


DIVIDE = "is a multiple of"
"""How sizes that do not divide are refused; transformers builds some of them, which cannot run."""


class Change(NamedTuple):
    """A key with a value that the configuration does not have, other keys left out or set with it; `inside` is the configuration that it stands in."""

    key: str
    value: Any
    without: tuple[str, ...] = ()
    also: Mapping[str, Any] = {}
    inside: str = ""

    def of(self, config: Mapping[str, Any]) -> dict[str, Any]:
        """The configuration with this change."""
        changed = {name: value for name, value in {**config, **self.also}.items() if name not in self.without}
        if self.inside:
            return {**changed, self.inside: {**changed[self.inside], self.key: self.value}}
        return {**changed, self.key: self.value}


def base_of(name: str) -> dict[str, Any]:
    """A small configuration of which every architecture can be built."""
    source = random.Random(f"varied {name}")
    for _ in range(TRIES):
        config = {"model_type": name, **json.loads(json.dumps(DRAWS[name](source)))}
        if all(built({**config, "architectures": [one]}) for one in FAMILIES[name].architectures):
            return config
    raise SystemExit(f"{name}: none of {TRIES} draws could be built")


def changes(base: Mapping[str, Any]) -> Iterator[Change]:
    """Each key with other values, where it may be with one of the others left out, and flags in a decoder too."""
    from transformers import AutoConfig

    config = AutoConfig.for_model(**base)
    aliases, stated = type(config).attribute_map, config.to_dict()
    asked, texts = _read_by(type(config))
    nested = [key for key, value in base.items() if isinstance(value, dict)]
    for key, value in {**dict.fromkeys(sorted(asked)), **stated, **base}.items():
        if key not in (*ABOUT, *nested, *aliases):
            yield from (Change(key, other) for other in _others(value, texts))
            if isinstance(value, bool) and "is_decoder" in stated:
                yield Change(key, not value, also={"is_decoder": not stated["is_decoder"]})
    for alias, key in {**_further_names(base["model_type"]), **aliases}.items():
        others = _others(base.get(key, stated.get(key)), texts)
        for other in others:
            yield Change(alias, other)
            yield Change(alias, other, (key,))
        for left_out in sorted(base.keys() - {key, "model_type"}) if others else ():
            yield Change(alias, others[-1], (key, left_out))
    for place in nested:
        for key, value in {**stated[place], **base[place]}.items():
            yield from (Change(key, other, inside=place) for other in _others(value, texts) if key not in ABOUT)


def _further_names(family: str) -> dict[str, str]:
    return {other: key.names[0] for key in FAMILIES[family].keys.values() for other in key.names[1:]}


def _read_by(config_class: type) -> tuple[set[str], list[str]]:
    """The keys that the code of a configuration and its models asks for, and the texts that it tells apart."""
    modelling = import_module(config_class.__module__.replace("configuration_", "modeling_"))
    code = inspect.getsource(modelling) + inspect.getsource(config_class)
    return {key for pattern in ASKED for key in re.findall(pattern, code)}, sorted(set(re.findall(COMPARED, code)))[:8]


def _others(value: Any, texts: list[str]) -> list[Any]:
    """Other values of the same kind; of several kinds where it is nothing now."""
    match value:
        case bool():
            return [not value]
        case int():
            return [value + 1, 2 * value]
        case float():
            return [0.0, 3.0]
        case str():
            return [text for text in [*texts, "relu"] if text != value]
        case [int(), *_]:
            return [value[:-1], [*value, value[-1]], [2 * one for one in value], None]
        case {}:
            return [{str(place): str(place) for place in range(9)}]
        case None:
            return [True, 2, 6, 10, 12, "relu", *texts]
    return []


def disagreement(config: dict[str, Any], key: str, total: int) -> str:
    """What is wrong where a configuration gives another total than transformers has, and no error that names the key."""
    try:
        said = from_config(config).total
    except InputError as error:
        return "" if key in str(error) or DIVIDE in str(error) else f"{key} is not named: {error}"
    return "" if said == total or (config["model_type"], key) in AS_PUBLISHED else f"{key}: {total} built, {said} said"


def main(names: Iterable[str]) -> None:
    """Record the families named, or all; the lines of the others stay."""
    names = list(names) or list(FAMILIES)
    kept = [line for line in VARIED.read_text().splitlines() if json.loads(line)["base"]["model_type"] not in names] if VARIED.exists() else []
    VARIED.write_text("\n".join([*kept, *(json.dumps(recorded(name)) for name in names)]) + "\n")


def recorded(name: str) -> dict[str, Any]:
    """A family's configuration, and the changes that change the count, each with the first architecture for which it does; heads read few keys."""
    base, found = base_of(name), []
    totals = {one: _total({**base, "architectures": [one]}) for one in FAMILIES[name].architectures}
    for change in changes(base):
        for architecture, before in list(totals.items())[: None if isinstance(change.value, int) and not change.without else 1]:
            config = {**change.of(base), "architectures": [architecture]}
            total = _total(config)
            if total is not None and (problem := disagreement(config, change.key, total)):
                print(f"{name}, {architecture}: {problem} {change}", file=sys.stderr)
            if total not in (None, before):
                found.append({**change._asdict(), "architecture": architecture, "total": total})
                break
    return {"base": base, "changes": found}


def _total(config: dict[str, Any]) -> int | None:
    weights = built(config)
    return weights["total"] if weights else None


if __name__ == "__main__":
    main(sys.argv[1:])
