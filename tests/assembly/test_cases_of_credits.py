"""What a test case of special bids or stock rotation must give, and what is said when it does not."""

from __future__ import annotations

import pytest

from dealerkit.assembly import loads
from dealerkit.assembly.testing import results_of

HEAD = """\
policy: {name: p, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}
special_bids:
  s: {price: book, settle: {payout: transfer, negative: floor}}
stock_rotation:
  s: {share: 5%, period: month, price: bought, settle: {payout: transfer, negative: floor}}
tests:
  case:
    as_of: 2026-03-31
    expect: {amount: 0}
"""


def codes(of: str, given: str) -> list[str]:
    text = f"{HEAD}    of: {of}.s\n    given: {given}\n"
    return [each.code for each in results_of(loads({"p.yaml": text.encode()})).problems]


@pytest.mark.parametrize("of", ["special_bids", "stock_rotation"])
class TestGiven:
    def test_a_list_is_no_tables(self, of: str):
        assert codes(of, "[1]") == ["DK132"]

    def test_an_unknown_key_is_told_of(self, of: str):
        assert codes(of, "{bidz: []}") == ["DK266"]

    def test_without_anything_asked_there_is_nothing_to_decide(self, of: str):
        assert codes(of, "{customers: [{customer: D}]}") == ["DK131"]

    def test_a_row_that_cannot_be_read_is_told_of(self, of: str):
        table = "bid_claims" if of == "special_bids" else "rotations"
        assert codes(of, f"{{{table}: [{{date: someday}}]}}") != []
