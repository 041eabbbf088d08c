from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.policy.policy import Policy
from dealerkit.problems import Location
from dealerkit.rebates.orders import Gain, Order, OrderGains, gains_of
from dealerkit.rebates.projection import project
from dealerkit.rebates.run import Run
from tests.rebates.histories import QUARTERLY, Cells, book_of, line, policy_of

POLICY = policy_of(QUARTERLY)
FEBRUARY = date(2026, 2, 14)


def weighed(
    order: Sequence[Cells],
    lines: Sequence[Cells] = (line("2026-01-20", 4000),),
    policy: Policy = POLICY,
    dealer: str = "A",
    **tables: Sequence[Cells],
) -> OrderGains:
    places = tuple(Location("order.json", 10 + number) for number in range(len(order)))
    opened = Run.open(policy, book_of(lines, tables=tables), FEBRUARY)
    return gains_of(opened, Order(dealer, tuple(order), places))


def only(found: OrderGains) -> Gain:
    (gain,) = found.gains
    return gain


class TestWhatAnOrderAdds:
    def test_an_order_that_stays_in_its_band_adds_its_rate(self):
        found = weighed([{"product": "P", "quantity": 1, "net_amount": "500.00"}])
        assert (found.adds, only(found).adds_to_base) == (5, 500)

    def test_an_order_that_reaches_the_next_band_adds_the_jump_on_everything(self):
        # 40.00 on 4,000 at one per cent become 100.00 on 5,000 at two.
        gain = only(weighed([{"product": "P", "net_amount": "600"}, {"product": "Q", "net_amount": "400"}]))
        assert (gain.before.amount, gain.after and gain.after.amount, gain.adds) == (40, 100, 60)

    def test_it_says_how_far_the_next_band_is_after_the_order(self):
        gain = only(weighed([{"product": "P", "net_amount": "500"}]))
        assert gain.next_band is not None
        assert (gain.next_band.base, gain.next_band.distance) == (5000, 500)

    def test_a_return_takes_back(self):
        assert weighed([{"product": "P", "net_amount": "-3500"}]).adds == -40

    def test_goods_that_no_programme_counts_add_nothing(self):
        policy = policy_of(
            QUARTERLY.replace("{measure: net_amount}", '{where: line.kind == "sale", measure: net_amount}')
        )
        sold = [line("2026-01-20", 4000, kind="sale")]
        gain = only(weighed([{"product": "P", "net_amount": "9000", "kind": "gift"}], sold, policy))
        assert (gain.adds_to_base, gain.adds) == (0, 0)

    def test_a_dealer_s_first_order_counts_from_nothing(self):
        customers = ({"customer": "A", "kind": "dealer"}, {"customer": "N", "kind": "dealer"})
        assert weighed([{"product": "P", "net_amount": "1000"}], dealer="N", customers=customers).adds == 10

    def test_each_programme_is_weighed_and_added_up(self):
        second = QUARTERLY.replace("rebates:\n", "").replace("volume:", "again:").replace("quarter", "year")
        found = weighed([{"product": "P", "net_amount": "500"}], policy=policy_of(QUARTERLY + second))
        assert [(gain.programme, gain.adds) for gain in found.gains] == [("volume", 5), ("again", 5)]
        assert found.adds == 10

    def test_a_programme_that_does_not_run_has_no_row(self):
        policy = policy_of(QUARTERLY.replace("    period:", "    effective: 2026-07-01..2026-12-31\n    period:"))
        assert weighed([{"product": "P", "net_amount": "500"}], policy=policy).gains == ()


class TestWhatCannotBeTold:
    def test_an_unreadable_amount_is_found_at_its_line_and_nothing_is_told(self):
        found = weighed([{"product": "P", "net_amount": "500"}, {"product": "P", "net_amount": "12O0"}])
        assert [(each.code, each.at and each.at.line) for each in found.problems] == [("DK835", 11)]
        assert (only(found).adds_to_base, only(found).after, only(found).adds) == (None, None, None)
        assert found.undetermined == 1

    def test_an_amount_in_notation_of_programs_is_refused_as_in_books(self):
        assert [each.code for each in weighed([{"product": "P", "net_amount": "1e3"}]).problems] == ["DK835"]

    def test_a_line_without_its_measure_is_found(self):
        assert [each.code for each in weighed([{"product": "P", "quantity": 2}]).problems] == ["DK353"]

    def test_a_product_that_a_programme_asks_about_and_nobody_knows_is_found(self):
        policy = policy_of(
            QUARTERLY.replace("{measure: net_amount}", "{where: 'within(product, \"x\")', measure: net_amount}")
        )
        products = ({"product": "P", "group": "x"},)
        found = weighed([{"product": "H", "net_amount": "1"}], policy=policy, products=products)
        assert [(each.code, each.at and each.at.file) for each in found.problems] == [("DK354", "order.json")]

    def test_another_currency_is_found(self):
        assert [each.code for each in weighed([{"product": "P", "net_amount": "1", "currency": "USD"}]).problems] == [
            "DK351"
        ]

    def test_a_missing_fact_is_named_and_only_its_programme_is_open(self):
        second = QUARTERLY.replace("rebates:\n", "").replace("volume:", "again:")
        gated = second.replace("    method:", "    gates: [{id: shelf, of: period.days_to_pay, at: 1}]\n    method:")
        found = weighed([{"product": "P", "net_amount": "500"}], policy=policy_of(QUARTERLY + gated), figures=[])
        assert [(gain.adds, gain.missing) for gain in found.gains] == [(5, ()), (None, ("period.days_to_pay",))]
        assert (found.adds, found.undetermined) == (5, 1)


AMOUNTS = st.decimals(min_value=-2000, max_value=4000, places=2)


class TestAnyOrder:
    GATED = policy_of(
        QUARTERLY.replace("    method:", "    gates: [{id: target, of: attainment.quarter, at: 50%}]\n    method:")
    )
    TARGETS = ({"subject": "A", "period": "2026-Q1", "fact": "net_amount", "value": "6000"},)

    @settings(max_examples=60)
    @given(sold=st.lists(AMOUNTS, min_size=1, max_size=4), ordered=st.lists(AMOUNTS, min_size=1, max_size=4))
    def test_what_it_adds_is_the_difference_that_its_lines_make_once_invoiced(
        self, sold: list[Decimal], ordered: list[Decimal]
    ):
        lines = [line("2026-01-20", amount) for amount in sold]
        invoiced = [line("2026-02-14", amount) for amount in ordered]
        before, after = (
            project(self.GATED, book_of(each, tables={"targets": self.TARGETS}), FEBRUARY).projections[0].so_far
            for each in (lines, [*lines, *invoiced])
        )
        order = [{"product": "P", "net_amount": str(amount)} for amount in ordered]
        gain = only(weighed(order, lines, self.GATED, targets=self.TARGETS))
        assert (gain.before, gain.after) == (before, after)
