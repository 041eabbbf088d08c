"""Projections and orders as people and programs read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dealerkit.rebates.orders import Order, gains_of
from dealerkit.rebates.projection import outlook
from dealerkit.report.layouts import csv_table
from dealerkit.report.order_gains import OrderReport
from dealerkit.report.projections import ProjectionReport
from tests.report import settling

FEBRUARY = date(2026, 2, 14)
"""Day 45 of the 90 of the first quarter."""

FIGURES: list[dict[str, object]] = [{"subject": "C", "period": "2026-Q1", "fact": "days_to_pay", "value": "10"}]
LINES: list[dict[str, object]] = [
    {"date": "2026-01-10", "dealer": "A", "product": "P", "quantity": "1", "net_amount": "600.00"},
    {"date": "2026-02-10", "dealer": "C", "product": "P", "quantity": "2", "net_amount": "800.00"},
]


def projected(dealer: str = "") -> ProjectionReport:
    opened = settling.run(FEBRUARY, lines=LINES, figures=FIGURES)
    return ProjectionReport(outlook(opened, "", dealer), settling.teller(opened), dealer)


def weighed(*lines: dict[str, object]) -> OrderReport:
    opened = settling.run(FEBRUARY, lines=LINES, figures=FIGURES)
    return OrderReport(gains_of(opened, Order("C", lines)), settling.teller(opened))


def row_of(text: str, first: str) -> Sequence[str]:
    return next(line for line in text.splitlines() if line.startswith(first)).split()


class TestEverybody:
    def test_a_dealer_s_row_has_the_base_the_amounts_and_the_next_band(self):
        text = projected().report().page("en").text("en")
        # 800 become 1,600 at 1 %; the first 1,000 are 200 away, at 17.78 a day 12 days, and bring 10.00.
        assert row_of(text, "C") == [
            "C",
            "丙公司",
            "2026-Q1",
            "800.00",
            "1,600.00",
            "0.00",
            "16.00",
            "1,000",
            "200.00",
            "2026-02-26",
            "10.00",
        ]

    def test_what_cannot_be_told_is_counted_apart(self):
        # Nobody recorded how quickly A pays.
        assert row_of(projected().report().page("en").text("en"), "volume") == [
            "volume",
            "坎级返利",
            "2",
            "0.00",
            "16.00",
            "1",
        ]

    def test_those_who_earn_most_come_first_on_a_screen(self):
        text = projected().report().page("en").text("en")
        assert text.index("\nC ") < text.index("\nA ")

    def test_nobody_is_said_to_have_bought(self):
        opened = settling.run(FEBRUARY, lines=[])
        report = ProjectionReport(outlook(opened), settling.teller(opened))
        assert "正在进行的期间内没有任何进货" in report.report().page("zh").text("zh")


class TestOneDealer:
    def test_the_pace_and_each_band_are_told(self):
        text = projected("C").report().page("en").text("en")
        assert "45 of 90 days: 800.00, 17.78 a day; 1,600.00 by 2026-03-31 at this pace" in text
        assert "earned so far 0.00, projected 16.00" in text
        assert "1,000 (1%): 200.00 to go, reached in 12 days, on 2026-02-26; worth 10.00 more than so far" in text
        # 2,000 at 2.5 % are 50.00.
        late = "2,000 (2.5%): 1,200.00 to go, 68 days at this pace where 45 are left: 400.00 short"
        assert f"{late}; worth 34.00 more than projected" in text

    def test_units_are_called_units(self):
        text = projected("C").report().page("en").text("en")
        assert "45 of 90 days: 2 units, 0.04 units a day; 4 units by 2026-03-31" in text

    def test_a_missing_fact_is_named(self):
        assert "cannot be told until this is known: " in projected("A").report().page("en").text("en")

    def test_who_buys_nothing_never_reaches_a_band(self):
        assert "1,000 起的一档（1%）：还差 1,000，按此进度达不到" in projected("B").report().page("zh").text("zh")


class TestForPrograms:
    def test_a_fraction_is_written_with_twelve_decimals(self):
        table = projected().report().tables("en")[0]
        row = csv_table(table).splitlines()[2]
        assert row.startswith(
            "volume,坎级返利,C,丙公司,2026-Q1,2026-01-01,2026-03-31,45,90,800.00,17.777777777778,1600"
        )

    def test_json_has_every_band_with_its_place(self):
        document = projected("C").document("en")
        found = document["projections"]
        assert isinstance(found, list)
        volume = found[0]
        assert isinstance(volume, dict)
        bands = volume["bands"]
        assert isinstance(bands, list)
        assert [isinstance(band, dict) and (band["days_to_go"], band["in_time"]) for band in bands] == [
            (12, True),
            (68, False),
        ]
        assert document["method"] == "linear by calendar days elapsed"


class TestAnOrder:
    def test_each_programme_has_its_row(self):
        text = weighed({"product": "P", "quantity": "4", "net_amount": "1200.00"}).report().page("en").text("en")
        # 2,000 at 2.5 % are 50.00, and of six units the third to fifth earn 20, the sixth 40.
        assert row_of(text, "volume")[3:] == ["1,200.00", "2,000.00", "0.00", "50.00", "50.00"]
        assert row_of(text, "units")[3:] == ["4", "6", "0.00", "100.00", "100.00"]
        assert "The order adds 150.00 in all." in text

    def test_why_it_adds_nothing_and_what_is_still_to_go(self):
        text = weighed({"product": "P", "quantity": "0", "net_amount": "50"}).report().page("en").text("en")
        assert "the base of 850.00 does not reach the first band, 1,000" in text
        assert "after it, 150.00 to go to the band from 1,000 (1%)" in text

    def test_an_unusable_line_leaves_every_amount_open(self):
        report = weighed({"product": "P", "quantity": "1", "net_amount": "12O0"}).report()
        assert "无法计算" in report.page("zh").text("zh")
        document = report.document("en")
        assert (document["adds"], document["undetermined"]) == (None, 2)
