"""An amount that cannot be told says what keeps it from being told."""

from __future__ import annotations

from datetime import date

from dealerkit.rebates.settlement import settle
from tests.rebates.histories import QUARTERLY, book_of, line, policy_of

FACTOR = "    factors: [{id: speed, of: period.days_to_pay, bands: [{at: 10, factor: 50%}]}]\n    settle:"
POLICY = policy_of(QUARTERLY.replace("    settle:", FACTOR))
MARCH = date(2026, 3, 31)


def said(*figures: dict[str, str]) -> tuple[object, object]:
    (found,) = settle(POLICY, book_of([line("2026-02-01", 2000)], tables={"figures": figures}), MARCH).problems
    assert found.code == "DK367"
    return found.arg("facts"), found.arg("rule")


def test_a_fact_that_is_missing_is_named():
    assert said() == (("period.days_to_pay",), "")


def test_a_rule_that_does_not_take_the_figure_is_named():
    figure = {"subject": "A", "period": "2026-Q1", "fact": "days_to_pay", "value": "5"}
    assert said(figure) == ((), "rebates.volume.factors[speed]")
