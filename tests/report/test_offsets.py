from __future__ import annotations

from decimal import Decimal

from dealerkit.policy.policy import Policy
from dealerkit.rebates.offset.units import UnitPrice
from dealerkit.report.languages import Language
from dealerkit.report.offsets import OffsetReport
from dealerkit.report.places import shortest
from dealerkit.report.reports import Report
from tests.rebates.offsetting import Cells, offsets_of, order, policy_with, posted, used

Q1 = "volume|A|2026-Q1|settlement|1"
DAY = "2026-04-30"
PRICES = tuple(UnitPrice(f"P{i:02}", "", Decimal(100 + i), "prices") for i in range(12))


def report_of(*rows: Cells, value: object = 2000, policy: Policy | None = None) -> Report:
    policy = policy or policy_with()
    found = offsets_of(rows, DAY, order(value), policy=policy)
    return OffsetReport(policy, found, PRICES, "甲公司", shortest(["policy.yaml"])).report()


def said(report: Report, lang: Language = "en") -> str:
    return report.page(lang).text(lang)


class TestThePage:
    def test_it_says_what_every_dealer_asks_each_month(self):
        limited = policy_with("\noffset: {share: 15%, expires: {within: 2 months}}\n")
        text = said(report_of(posted(900, "2026-03-31"), used(40, "2026-04-01", Q1, "SO-0"), policy=limited))
        assert "Granted so far: 900.00. Used on orders: 40.00. Expired: 0.00. Taken back: 0.00." in text
        assert "Open now: 860.00. An order of 5,733.34 would use it all." in text
        assert "The next to expire: 860.00, usable until 2026-05-31." in text
        assert "An order of 2,000.00: 300.00 is paid with credit, 560.00 is left" in text

    def test_what_has_expired_is_said(self):
        limited = policy_with("\noffset: {share: 15%, expires: {within: 10 days}}\n")
        text = said(report_of(posted(900, "2026-03-31"), policy=limited))
        assert "900.00 can no longer be used: its time is over." in text
        assert "could be used until 2026-04-10" in text

    def test_what_is_owed_is_said(self):
        back = posted(-40, "2026-04-01", kind="adjustment")
        assert "40.00 taken back is more than there was" in said(report_of(back))

    def test_what_waits_for_the_ledger_is_said(self):
        edited = posted(100, "2026-03-31", content_hash="0123456789abcdef")
        assert "100.00 waits: its entries in the ledger have findings." in said(report_of(edited))

    def test_a_share_that_is_not_known_is_named(self):
        part = "\nparameters:\n  part: {title: 冲抵比例, unit: share, source: x, values: {2026-06-01: 15%}}\n"
        text = said(report_of(posted(900, "2026-03-31"), policy=policy_with(part + "offset: {share: =part}\n")))
        assert "cannot be told, because this is not known: 冲抵比例" in text

    def test_a_screen_shows_the_first_ten_products_and_paper_all(self):
        report = report_of(posted(860, "2026-03-31"))
        assert ("P09" in said(report), "P10" in said(report)) == (True, False)
        assert "P11" in report.paper("en").markdown("en")

    def test_in_chinese_nothing_is_left_in_english(self):
        text = said(report_of(posted(860, "2026-03-31")), "zh")
        assert "金额 2,000.00 的订单：可冲抵 300.00，余 560.00" in text
        assert not {"credit", "order", "left"} & set(text.split())


class TestTheTables:
    def test_a_lot_shows_what_this_order_takes_of_it(self):
        lots = report_of(posted(860, "2026-03-31")).tables("en")[0]
        cells = dict(zip((column.name for column in lots.columns), lots.rows[0], strict=True))
        assert (cells["title"], cells["age"], cells["open"], cells["used"], cells["left"]) == (
            "Volume",
            30,
            860,
            300,
            560,
        )

    def test_units_are_of_the_order_that_would_use_it_all(self):
        units = report_of(posted(860, "2026-03-31")).tables("en")[1]
        # 5,733.34 at 100 and at 101 a unit.
        assert [row[3] for row in units.rows[:2]] == [58, 57]
