"""Decision tables for tests: read from a few lines of YAML, with one word under ``then``."""

from __future__ import annotations

from attrs import frozen

from dealerkit.policy.facts import Catalogue
from dealerkit.policy.nodes import parse
from dealerkit.policy.reading import Invalid, Reading
from dealerkit.policy.scalars import TEXT
from dealerkit.policy.shapes import Keyed, entry, record
from dealerkit.policy.table_checks import check_table
from dealerkit.policy.tables import Table, tables
from dealerkit.problems import Problem


@frozen(kw_only=True)
class Answer:
    """What follows from a row."""

    say: str = entry(TEXT, "the answer")
    also: str | None = entry(TEXT, "a second one", default=None)


TABLES = tables(record(Answer))


def read(text: str, catalogue: Catalogue | None = None) -> tuple[Keyed[Table[Answer]] | None, list[Problem]]:
    """The tables of a text and what is wrong with how they are written."""
    parsed = parse(text.encode(), "policy.yaml")
    reading = Reading(catalogue or Catalogue(), problems=list(parsed.problems))
    if parsed.root is None:
        return None, reading.problems
    found = TABLES.read(parsed.root, reading, "authority")
    return (None if isinstance(found, Invalid) else found), reading.problems


def table(hit: str, *rows: str, columns: str = "") -> Table[Answer]:
    """A sound table named ``t``; each row as in ``a, amount: {below: 5}``, and answering its own id."""
    found, problems = read(written(hit, *rows, columns=columns))
    assert [each.code for each in problems] == []
    assert found is not None
    return found["t"]


def written(hit: str, *rows: str, columns: str = "") -> str:
    """The text of such a table."""
    head = f"t:\n  hit: {hit}\n" + (f"  columns: {columns}\n" if columns else "") + "  rows:\n"
    return head + "".join(f"    - {{id: {row}, then: {{say: {row.partition(',')[0]}}}}}\n" for row in rows)


def codes(hit: str, *rows: str, columns: str = "") -> list[str]:
    """The codes of what is wrong with how a table is written."""
    return [each.code for each in read(written(hit, *rows, columns=columns))[1]]


def found_in(checked: Table[object]) -> list[tuple[str, str]]:
    """The findings about a table: code and witness."""
    return [(each.code, str(each.arg("witness"))) for each in check_table(checked)]
