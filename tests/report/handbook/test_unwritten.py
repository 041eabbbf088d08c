"""What a handbook says of keys that a policy does not write is what the language takes then."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from importlib import import_module
from typing import Any, cast

import attrs
import pytest

from dealerkit import assembly
from dealerkit.policy.shapes import Keyed
from dealerkit.report.handbook.unwritten import UNWRITTEN
from dealerkit.values.durations import Duration

DEFINITIONS = cast("dict[str, Any]", assembly.schema())["definitions"]
CLASSES = {".".join(each["$comment"].split(".")[-2:]): each for each in DEFINITIONS.values()}


def default_of(name: str) -> object:
    """The default of a key, by its class: ``limit.Loads.open``."""
    owner, _, key = name.rpartition(".")
    module, _, class_ = CLASSES[owner]["$comment"].rpartition(".")
    cls = getattr(import_module(module), class_, None) or getattr(import_module(module), f"_{class_}")
    found = attrs.fields_dict(cls)
    each = found.get(key) or found[f"{key}_"]
    return each.default


def written(value: object) -> str:
    """A default as a policy would write it; nothing where nothing holds."""
    if value is None or value is attrs.NOTHING:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, Duration | int | str | Fraction):
        return str(value)
    return "" if attrs.has(type(value)) or value == Keyed() else str(value)


@pytest.mark.parametrize("name", UNWRITTEN)
def test_what_is_said_of_an_unwritten_key_is_what_holds(name: str):
    owner, _, key = name.rpartition(".")
    assert key in CLASSES[owner]["properties"]
    assert written(default_of(name)) == UNWRITTEN[name].holds
