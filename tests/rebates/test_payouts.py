"""What a programme pays over its base, corner by corner, as worked out from its bands."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from dealerkit.assembly import loads
from dealerkit.rebates.payouts import PayoutLine, payout_line
from dealerkit.rebates.programme import programmes_of

HEADER = "policy: {name: p, revision: '1', currency: CNY, effective: 2026-01-01..2026-12-31}\n"
TIERS = "bands: [{at: 300, rate: 1%}, {at: 800, rate: 2%}]"


def line(terms: str, upto: int | None = None) -> PayoutLine | None:
    text = f"{HEADER}rebates:\n  r:\n    period: quarter\n    qualifying: {{measure: net_amount}}\n"
    text += "    settle: {payout: credit-note, negative: carry-forward}\n"
    text += "".join(f"    {each}\n" for each in terms.split("\n"))
    loaded = loads({"p.yaml": text.encode()})
    assert loaded.policy is not None, loaded.problems
    (programme,) = programmes_of(loaded.policy).values()
    return payout_line(programme, {}, None if upto is None else Decimal(upto))


def at(found: PayoutLine | None, base: int) -> list[Fraction]:
    """The heights over a base: two at a jump."""
    assert found is not None
    return [Fraction(amount) for x, amount in found.points if x == base]


class TestPayoutLine:
    def test_a_tier_on_everything_jumps_at_its_bound(self):
        found = line(f"method: retrospective\nkind: percent\n{TIERS}")
        assert at(found, 300) == [0, 3]
        assert at(found, 800) == [8, 16]
        # A quarter beyond the highest bound: 2 % of 1,000.
        assert at(found, 1_000) == [20]

    def test_a_slice_each_at_its_own_rate_does_not_jump(self):
        found = line(f"method: incremental\nkind: percent\n{TIERS}")
        assert at(found, 300) == [0, 0]
        # 1 % of 500.
        assert at(found, 800) == [5, 5]
        assert at(found, 1_000) == [9]

    def test_the_line_goes_on_until_the_cap_is_seen(self):
        found = line(f"method: retrospective\nkind: percent\n{TIERS}\ncap: {{payout: 24}}")
        assert found is not None
        # 24 are reached at 1,200, which half as much again as 800 just shows.
        assert found.points[-1] == (1_200, 24)

    def test_below_the_least_base_nothing_is_paid(self):
        found = line(f"method: retrospective\nkind: percent\n{TIERS}\nminimum: {{base: 500}}")
        assert at(found, 300) == [0, 0]
        assert at(found, 500) == [0, 5]

    def test_a_counted_bound_is_the_first_unit_that_is_paid(self):
        found = line("method: retrospective\nkind: per-unit\nbands: [{at_unit: 11, pay: 20}]")
        assert found is not None
        assert found.in_units
        assert at(found, 11) == [0, 220]
        assert found.points[-1][0] == 14

    def test_shares_of_a_baseline_are_told_as_such(self):
        found = line(
            "against: {baseline: same-period-last-year, missing: skip}\nmethod: excess-over-baseline\nkind: percent\n"
            "bands: [{at: 110%, rate: 2%}]"
        )
        assert found is not None
        assert found.in_baselines
        # 2 % of the tenth above the baseline.
        assert [amount for base, amount in found.points if base == Fraction(11, 10)] == [0, Fraction(1, 500)]

    def test_it_is_drawn_as_far_as_asked(self):
        found = line(f"method: retrospective\nkind: percent\n{TIERS}", upto=500)
        assert found is not None
        assert found.points[-1] == (500, 5)

    def test_where_another_base_is_paid_there_is_no_line(self):
        assert line(f"paying: {{measure: quantity}}\nmethod: retrospective\nkind: percent\n{TIERS}") is None

    def test_sums_of_money_at_shares_of_a_baseline_have_no_line(self):
        against = "against: {baseline: same-period-last-year, missing: skip}"
        assert line(f"{against}\nmethod: retrospective\nkind: lump-sum\nbands: [{{at: 110%, pay: 500}}]") is None
