"""Every decision table of every section is checked for gaps, overlaps and rows without a turn, with a witness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import cast

import attrs
import pytest
from attrs import evolve

from dealerkit.assembly import load
from dealerkit.assembly.checking import problems_of
from dealerkit.decisions import Rule
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node, Scalar, Sequence
from dealerkit.policy.overlays import found
from dealerkit.policy.policy import Policy
from dealerkit.policy.tables import Table
from dealerkit.problems import Problem
from tests.conftest import ROOT

SECTIONS = ("authority", "contracts", "credit", "customers", "scoring")
"""The sections in which tables may stand."""


def tables_in(value: object) -> Iterator[Table[object]]:
    if isinstance(value, Table):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from tables_in(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from tables_in(each)
    elif attrs.has(type(value)) and not isinstance(value, Rule):
        for name in attrs.fields_dict(cast("type[attrs.AttrsInstance]", type(value))):
            yield from tables_in(getattr(value, name))


@cache
def policies() -> tuple[Policy, ...]:
    paths = [*sorted((ROOT / "tests" / "spec").glob("*.yaml")), *sorted((ROOT / "examples").glob("*/policy"))]
    loaded = (load([path]).policy for path in paths)
    return tuple(each for each in loaded if each is not None)


def table_of(section: str, hit: str = "") -> tuple[Policy, Table[object]]:
    """The first table of several rows in a section, of a hit policy where one is named."""
    for policy in policies():
        for table in tables_in(policy.sections.get(section)):
            if len(table.rows) > 1 and (table.hit == hit or not hit) and table.hit != "collect":
                return policy, table
    raise AssertionError(f"no table in {section}")


def changed(policy: Policy, table: Table[object], rows: tuple[Node, ...]) -> list[Problem]:
    """What is said of the table with other rows, where the words of its columns are declared."""
    address = table.rule.address
    node = found(policy.root, address)
    assert isinstance(node, MappingNode)
    key, written = node.entries["rows"]
    assert isinstance(written, Sequence)
    entries = {**node.entries, "rows": (key, evolve(written, items=rows))}
    if "columns" not in entries and all(column.words for column in table.columns):
        columns: dict[str, tuple[Scalar, Node]] = {
            each.name: (scalar(each.name), words(each.words)) for each in table.columns
        }
        entries["columns"] = (scalar("columns"), MappingNode(columns, "", 1, 1))
    overlaid = policy.overlaid({address: (node.at, evolve(node, entries=entries))})
    assert isinstance(overlaid, Policy), overlaid
    return [each for each in problems_of(overlaid) if each.address.startswith(table.rule.address)]


def scalar(text: str) -> Scalar:
    return Scalar(text, True, "", 1, 1, len(text))


def words(each: tuple[str, ...]) -> Sequence:
    return Sequence(tuple(map(scalar, each)), "", 1, 1)


def rows_of(policy: Policy, table: Table[object]) -> tuple[Node, ...]:
    node = found(policy.root, f"{table.rule.address}.rows")
    assert isinstance(node, Sequence)
    return node.items


def twin(row: Node) -> Node:
    """The same row under another id."""
    assert isinstance(row, MappingNode)
    key, id = row.entries["id"]
    assert isinstance(id, Scalar)
    return evolve(row, entries={**row.entries, "id": (key, evolve(id, text=f"{id.text}-again"))})


@pytest.mark.parametrize("section", SECTIONS)
def test_a_gap_is_told_with_a_case_that_falls_into_it(section: str):
    policy, table = table_of(section)
    rows = rows_of(policy, table)
    told = [
        each
        for left_out in range(len(rows))
        for each in changed(policy, table, (*rows[:left_out], *rows[left_out + 1 :]))
        if each.code == "DK237"
    ]
    assert told
    assert all(each.arg("witness") for each in told)


@pytest.mark.parametrize("section", SECTIONS)
def test_a_row_that_stands_twice_is_told_with_a_case_that_both_take(section: str):
    policy, table = table_of(section)
    rows = rows_of(policy, table)
    told = {each.code for each in changed(policy, table, (*rows, twin(rows[0]))) if each.arg("witness")}
    assert told & {"DK238" if table.hit == "unique" else "DK239"}


def test_tables_stand_in_no_other_section():
    standing = {
        key for policy in policies() for key, section in policy.sections.items() if next(tables_in(section), None)
    }
    assert standing == {*SECTIONS}
