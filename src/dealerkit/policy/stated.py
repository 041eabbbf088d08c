"""A decision stated as a test case: what would have to be written under ``tests:`` to ask for it again.

The text is made by hand and not by a YAML writer: it is to look like a case that a person wrote, one key
a line, and every value must be read back as it was, not as YAML would guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import cast

from attrs import frozen

from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node, Scalar, parse
from dealerkit.policy.nodes import Sequence as SequenceNode
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg
from dealerkit.values.numbers import canonical

TESTS = "tests"

_PLAIN = re.compile(r"[^\W\d_][\w-]*")
_READ_OTHERWISE = frozenset({"null", "true", "false", "yes", "no", "on", "off", "missing"})
_NO_KEY = re.compile(r"[^\w-]+")


Row = Mapping[str, Value | int]
Given = Value | Missing | Row | tuple[Row, ...]


@frozen(kw_only=True)
class StatedCase:
    """A test case as it would be written. ``given`` and ``expect`` hold values by name, in the order written.

    Beside values ``given`` may hold tables, as rows, and one row, as an order that is asked about.
    """

    id: str
    of: str
    as_of: date
    given: Mapping[str, Given]
    expect: Mapping[str, Arg]
    because: tuple[str, ...] = ()
    note: str = ""


def case_id(*parts: str) -> str:
    """A case's id made of words: what no key may hold is replaced by ``-``."""
    return "-".join(_NO_KEY.sub("-", part).strip("-").lower() for part in parts)


def cases_text(cases: Iterable[StatedCase]) -> str:
    """The cases as the text of a ``tests:`` section."""
    return f"{TESTS}:\n" + "".join(map(_case_text, cases))


def with_cases(text: str, cases: Iterable[StatedCase]) -> str | None:
    """A policy file's text with the cases written at its end; None where it cannot take them there.

    Cases join a ``tests:`` section that ends the file, and begin one where there is none. The result is read
    again: everything that the file said before is still there, and the cases are.
    """
    cases = tuple(cases)
    before = parse(text.encode(), "").root
    body = text if not text or text.endswith("\n") else f"{text}\n"
    has_tests = before is not None and before.get(TESTS) is not None
    added = "".join(map(_case_text, cases)) if has_tests else cases_text(cases)
    joined = body + added
    after = parse(joined.encode(), "")
    if after.root is None or after.problems:
        return None
    wanted = {case.id for case in cases}
    kept = set() if before is None else set(before.entries)
    if set(after.root.entries) != kept | {TESTS}:
        return None
    tests = after.root.get(TESTS)
    known = _keys(before.get(TESTS)) if before is not None else set()
    return joined if _keys(tests) == known | wanted and not known & wanted else None


def ids_in(text: str) -> frozenset[str]:
    """The ids of the cases in a policy file's text."""
    root = parse(text.encode(), "").root
    return frozenset() if root is None else frozenset(_keys(root.get(TESTS)))


def given_node(given: Mapping[str, Given]) -> MappingNode:
    """What is given, as the node that its text would be read as."""
    return _mapping({name: _node(value) for name, value in given.items()})


def _node(value: Given | Arg) -> Node:
    if isinstance(value, Mapping):
        return _mapping({name: _node(cell) for name, cell in value.items()})
    if isinstance(value, (tuple, frozenset)):
        parts = value if isinstance(value, tuple) else sorted(value)
        return SequenceNode(tuple(map(_node, parts)), "", 1, 1)
    if isinstance(value, str):
        return Scalar(value, False, "", 1, 1, 1)
    return Scalar(_value(value).strip('"'), True, "", 1, 1, 1)


def _mapping(entries: Mapping[str, Node]) -> MappingNode:
    keys = {name: (Scalar(name, True, "", 1, 1, 1), node) for name, node in entries.items()}
    return MappingNode(keys, "", 1, 1)


def _keys(node: object) -> set[str]:
    return set(node.entries) if isinstance(node, MappingNode) else set()


def _case_text(case: StatedCase) -> str:
    lines = [f"  {case.id}:", f"    of: {case.of}", f"    as_of: {case.as_of.isoformat()}", "    given:"]
    for name, value in case.given.items():
        lines += _given(name, value)
    if tuple(case.expect) == ("amount",):
        lines.append(f"    expect: {_value(case.expect['amount'])}")
    else:
        lines.append("    expect:")
        lines += [f"      {name}: {_value(value)}" for name, value in case.expect.items()]
    if case.because:
        lines.append("    because:")
        lines += [f"      - {_quoted(address)}" for address in case.because]
    if case.note:
        lines.append(f"    note: {_quoted(case.note)}")
    return "\n".join(lines) + "\n"


def _given(name: str, value: Given) -> Iterator[str]:
    """What is given under a name: a table one row a line."""
    if isinstance(value, Mapping):
        yield f"      {name}: {_row(value)}"
    elif isinstance(value, tuple) and any(isinstance(each, Mapping) for each in value):
        yield f"      {name}:"
        for each in value:
            yield f"        - {_row(each)}" if isinstance(each, Mapping) else f"        - {_quoted(each)}"
    else:
        yield f"      {name}: {_value(cast('Value | Missing', value))}"


def _row(row: Row) -> str:
    return "{" + ", ".join(f"{_key(name)}: {_value(value)}" for name, value in row.items()) + "}"


def _key(name: str) -> str:
    return name if _PLAIN.fullmatch(name) and name.lower() not in _READ_OTHERWISE else _quoted(name)


def _value(value: Value | Missing | Arg) -> str:
    """A value as the place that takes it will read it back."""
    if isinstance(value, Missing):
        return "missing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (Decimal, Fraction, int)):
        return canonical(value if not isinstance(value, int) else Decimal(value))
    if isinstance(value, date):
        return f'"{value}"' if hasattr(value, "hour") else value.isoformat()
    if isinstance(value, (tuple, frozenset)):
        parts = value if isinstance(value, tuple) else sorted(value)
        return f"[{', '.join(_quoted(part) for part in parts)}]"
    return value if _PLAIN.fullmatch(value) and value.lower() not in _READ_OTHERWISE else _quoted(value)


def _quoted(text: str) -> str:
    """A text between double quotes, with whatever a line of YAML cannot hold written by its code."""
    return '"' + "".join(map(_written, text)) + '"'


def _written(character: str) -> str:
    if character in {'"', "\\"}:
        return f"\\{character}"
    return character if character.isprintable() else f"\\U{ord(character):08X}"
