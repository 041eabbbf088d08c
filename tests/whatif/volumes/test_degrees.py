"""How what is added up follows the size and the price of lines."""

from __future__ import annotations

import pytest

from dealerkit.book.tables import TABLES
from dealerkit.policy.expressions import Expression
from dealerkit.whatif.volumes.degrees import FIXED, MONEY, PRICE, UNITS, Degree, degree_of, sized
from tests.rebates.histories import QUARTERLY, policy_of

COLUMNS = {each.name: each for each in TABLES["lines"].columns}


def measure(text: str) -> Expression:
    policy = policy_of(QUARTERLY.replace("{measure: net_amount}", f"{{measure: '={text}'}}"))
    found = policy.sections["rebates"]["volume"].qualifying.measure  # type: ignore[index]
    assert isinstance(found, Expression)
    return found


class TestColumns:
    @pytest.mark.parametrize(
        ("column", "degree"),
        [
            ("quantity", UNITS),
            ("net_amount", MONEY),
            ("tax_amount", MONEY),
            ("unit_price", PRICE),
            ("cost", FIXED),
            ("list_price", FIXED),
            ("tax_rate", FIXED),
            ("count", FIXED),
            ("litres", UNITS),
        ],
    )
    def test_follow_what_they_are_of(self, column: str, degree: Degree) -> None:
        assert degree_of(column, COLUMNS) == degree


class TestFormulas:
    @pytest.mark.parametrize(
        ("text", "degree"),
        [
            ("line.net_amount * 2", MONEY),
            ("-line.quantity", UNITS),
            ("line.quantity * line.unit_price", MONEY),
            ("line.net_amount / line.quantity", PRICE),
            ("line.net_amount + line.tax_amount", MONEY),
            ("line.net_amount - 0", MONEY),
            ("max(line.net_amount, 0)", MONEY),
            ('if(line.kind == "gift", 0, line.net_amount)', MONEY),
            ("if(line.net_amount > 100, 0, line.net_amount)", Degree(None, None)),
            ("line.net_amount - line.quantity * line.cost", Degree(1, None)),
            ("line.net_amount - 100", Degree(None, None)),
            ("line.net_amount * 2 / 3", MONEY),
        ],
    )
    def test_follow_as_their_parts_do(self, text: str, degree: Degree) -> None:
        assert degree_of(measure(text), COLUMNS) == degree


def test_a_condition_on_the_size_of_a_line_is_named_by_its_facts() -> None:
    policy = policy_of(QUARTERLY.replace("{measure", '{where: line.quantity > 3 and line.kind == "a", measure'))
    where = policy.sections["rebates"]["volume"].qualifying.where  # type: ignore[index]
    assert sized(where, COLUMNS) == ("line.quantity",)
