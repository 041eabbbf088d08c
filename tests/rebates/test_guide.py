"""Every table of the guide is true: base by base, the programme above it earns what the guide says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from dealerkit.policy.types import Value
from dealerkit.rebates.terms import Measured, compile_terms
from tests.conftest import ROOT
from tests.rebates.policies import programme

_example = re.compile(r"```yaml\n(?P<policy>.*?)```\n\n(?P<table>(?:\|[^\n]*\n)+)", re.DOTALL).finditer


def rows() -> Iterator[tuple[str, dict[str, str]]]:
    for example in _example((ROOT / "docs" / "rebates.md").read_text("utf-8")):
        heading, _, *lines = (
            [cell.strip() for cell in line[1:-1].split("|")] for line in example["table"].splitlines()
        )
        for cells in lines:
            yield example["policy"], dict(zip(heading, cells, strict=True))


ROWS = list(rows())


def number(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "")) if text else None


def fact(text: str) -> Value | None:
    if text.count("-") > 1:
        return date.fromisoformat(text)
    return text == "true" if text in {"true", "false"} else number(text)


def test_the_guide_has_examples():
    assert len(ROWS) > 25


@pytest.mark.parametrize(("policy", "row"), ROWS, ids=[f"{row['how'][:40]}" for _, row in ROWS])
def test_a_row_of_the_guide_is_true(policy: str, row: dict[str, str]):
    facts = {name: value for name, text in row.items() if "." in name and (value := fact(text)) is not None}
    base = number(row["base"])
    assert base is not None
    days = tuple(int(part) for part in row["days"].split("/")) if "days" in row else None
    of_them = None if days is None or days[0] == days[1] else (days[0], days[1])
    measured = Measured(base, number(row.get("paying", "")), number(row.get("baseline", "")), facts, of_them)
    expected = None if row["earns"] == "undetermined" else number(row["earns"])
    assert compile_terms(programme(policy)).amount(measured) == expected
