"""A scan of books in which something is missing, rejected or unusual: no sign is quiet for want of data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

import pytest

from dealerkit.assembly.registry import SECTIONS
from dealerkit.book import Book
from dealerkit.governance.scan.run import evaluate
from dealerkit.governance.scan.scanning import Scanned, ScanRun
from dealerkit.governance.scan.sign import Sign, State
from dealerkit.policy.loading import load_texts

Rows = Sequence[Mapping[str, object]]
Tables = dict[str, Rows]

AS_OF = date(2026, 3, 31)


def scanned(tables: Tables, signals: str, as_of: date = AS_OF, scan: str = "window: 3 months") -> ScanRun:
    text = (
        'policy: {name: books, revision: "1", currency: CNY, effective: 2020-01-01..2030-12-31}\n'
        f"governance:\n  scan:\n    {scan}\n    concentration: [{{id: one, top: 1, at: 20%}}]\n    signals:\n"
        + "".join(f"      - {each}\n" for each in signals.splitlines())
    )
    policy = load_texts({"policy.yaml": text.encode()}, SECTIONS).policy
    assert policy is not None
    return evaluate(policy, Book.from_tables(tables), as_of)


def of(run: ScanRun, dealer: str = "A") -> Scanned:
    found = run.of(dealer)
    assert found is not None
    return found


def sign(run: ScanRun, signal: str, dealer: str = "A") -> Sign:
    return next(each for each in of(run, dealer).signs if each.signal.id == signal)


def line(
    day: str, amount: object, dealer: str = "A", product: str = "P", quantity: object = 1, **more: object
) -> dict[str, object]:
    return {"date": day, "dealer": dealer, "product": product, "quantity": quantity, "net_amount": amount, **more}


class TestRejectedRows:
    SIGNALS = "{id: one_product, single_product: {at: 60%}}\n{id: large, condition: scan.share >= 20%}"

    @pytest.mark.parametrize("bad", [line("2026-02-10", "many"), line("2026-13-10", 5)])
    def test_a_dealer_with_a_rejected_line_is_not_fully_known(self, bad: Mapping[str, object]):
        run = scanned({"lines": [line("2026-01-10", 100), line("2026-01-10", 100, "B"), bad]}, self.SIGNALS)

        assert sign(run, "one_product").state is State.UNKNOWN
        assert sign(run, "one_product").found.missing == ("rejected rows",)
        assert sign(run, "large").found.missing == ("scan.share",)
        assert of(run).standing.rejected == 1
        assert sign(run, "one_product", "B").state is State.SHOWN
        assert [each.missing for each in run.alarms] == [("rejected lines",)]

    def test_so_is_one_with_a_line_in_a_currency_without_a_rate(self):
        lines = [line("2026-01-10", 100, currency="CNY"), line("2026-01-10", 100, currency="USD")]

        run = scanned({"lines": [*lines, line("2026-01-10", 100, "B", currency="CNY")]}, self.SIGNALS)

        assert sign(run, "one_product").state is State.UNKNOWN
        assert sign(run, "one_product", "B").state is State.SHOWN
        assert run.ground.lines_unread == 1

    @pytest.mark.parametrize("day", ["2025-06-30", "2026-04-01"])
    def test_a_rejected_line_of_another_time_takes_nothing_away(self, day: str):
        run = scanned({"lines": [line("2026-01-10", 100), line(day, "many")]}, self.SIGNALS)

        assert sign(run, "one_product").state is State.SHOWN

    def test_a_line_that_stands_twice_takes_nothing_away(self):
        twice = line("2026-01-10", 100, document="R1", line_no="1")

        run = scanned({"lines": [twice, twice]}, self.SIGNALS)

        assert sign(run, "one_product").state is State.SHOWN
        assert of(run).standing.amount == 100

    def test_goods_found_elsewhere_show_whatever_row_is_rejected_beside(self):
        incidents = [
            {"incident": "I1", "date": "2026-02-01", "kind": "diversion", "customer": "A"},
            {"incident": "I2", "date": "some day", "kind": "diversion", "customer": "A"},
            {"incident": "I3", "date": "some day", "kind": "diversion", "customer": "B"},
        ]

        run = scanned(
            {"lines": [line("2026-01-10", 100), line("2026-01-10", 100, "B")], "incidents": incidents},
            "{id: found, incidents: {kinds: [diversion], at: 1}}",
        )

        assert (sign(run, "found").state, sign(run, "found").found.missing) == (State.SHOWN, ("rejected rows",))
        assert sign(run, "found", "B").state is State.UNKNOWN

    def test_a_rejected_outlet_may_sell_the_rest(self):
        outlets: list[dict[str, object]] = [
            {"outlet": "O1", "customer": "A", "capacity": 10},
            {"outlet": "O2", "customer": "A", "capacity": "large"},
        ]

        run = scanned(
            {"lines": [line("2026-01-10", 100, quantity=900)], "outlets": outlets},
            "{id: beyond, beyond_capacity: {above: 100%}}",
        )

        assert sign(run, "beyond").state is State.UNKNOWN

    def test_a_neighbour_with_a_rejected_line_may_have_fallen_or_not(self):
        lines = [
            *(line("2025-10-10", 100, each) for each in "ABC"),
            *(line("2026-01-10", 50, each) for each in "AB"),
            line("2026-01-10", "many", "C"),
        ]
        customers = [{"customer": each, "territory": f"t{each}"} for each in "ABC"]
        territories = [{"territory": "r"}, *({"territory": f"t{each}", "parent": "r"} for each in "ABC")]
        tables: Tables = {"lines": lines, "customers": customers, "territories": territories}

        run = scanned(tables, "{id: two, neighbours_falling: {fall: 10%, at: 2}}")

        assert sign(run, "two").state is State.UNKNOWN
        assert sign(run, "two", "C").state is State.SHOWN

    @pytest.mark.parametrize(("share", "state"), [("50%", State.UNKNOWN), ("51%", State.QUIET)])
    def test_a_dealer_of_whom_nobody_knows_where_he_is_may_be_a_falling_neighbour(self, share: str, state: State):
        lines = [
            *(line("2025-10-10", 100, each) for each in "AB"),
            *(line("2026-01-10", 50, each) for each in "AB"),
        ]
        tables: Tables = {
            "lines": lines,
            "customers": [{"customer": "A", "territory": "tA"}],
            "territories": [{"territory": "r"}, {"territory": "tA", "parent": "r"}],
        }

        run = scanned(tables, f"{{id: one, neighbours_falling: {{fall: {share}, at: 1}}}}")

        assert sign(run, "one").state is state


class TestMissingColumnsAndDays:
    @pytest.mark.parametrize(
        ("of", "column", "missing"),
        [
            ("orders", "document", "documents"),
            ("amount", "net_amount", "amounts"),
            ("quantity", "quantity", "lines"),
        ],
    )
    def test_a_rhythm_of_what_the_lines_do_not_state_cannot_be_told(self, of: str, column: str, missing: str):
        lines = [line(f"2026-0{month}-10", 100, document=f"R{month}") for month in (1, 2, 3)]
        without = [{name: value for name, value in each.items() if name != column} for each in lines]

        run = scanned({"lines": without}, f"{{id: jump, rhythm: {{of: {of}, at: 3.5, months: 6, least: 2}}}}")

        assert sign(run, "jump").state is State.UNKNOWN
        assert missing in sign(run, "jump").found.missing

    def test_a_book_that_ends_before_the_last_month_is_no_fall_of_everybody(self):
        lines = [line(f"2026-0{month}-10", 100) for month in (1, 2)]

        run = scanned({"lines": lines}, "{id: jump, rhythm: {of: amount, at: 3.5, months: 6, least: 2}}")

        assert sign(run, "jump").found.missing == ("lines of the last month",)

    def test_one_who_bought_nothing_in_a_month_in_which_others_bought_has_fallen(self):
        lines = [line(f"2026-0{month}-10", 100) for month in (1, 2)]

        run = scanned(
            {"lines": [*lines, line("2026-03-10", 5, "B")]},
            "{id: jump, rhythm: {of: amount, at: 3.5, months: 6, least: 2}}",
        )

        assert sign(run, "jump").state is State.SHOWN

    def test_a_return_is_no_order(self):
        lines = [line(f"2026-0{month}-10", 100, document=f"R{month}") for month in (1, 2, 3)]
        back = [line("2026-03-20", -10, quantity=-1, document=f"C{each}") for each in range(9)]

        run = scanned({"lines": [*lines, *back]}, "{id: jump, rhythm: {of: orders, at: 3.5, months: 6, least: 2}}")

        assert dict(sign(run, "jump").found.args)["orders"] == 1

    def test_lines_that_do_not_reach_back_say_nothing_of_growth(self):
        signals = "{id: gains, gains_while_total_falls: {at: 1}}\n{id: grew, condition: scan.growth > 10%}"
        lines = [line("2025-12-10", 10), line("2025-12-10", 90, "B"), line("2026-03-10", 50)]

        run = scanned({"lines": lines}, signals)
        reaching = scanned({"lines": [*lines, line("2025-10-10", 1, "B")]}, signals)

        assert [each.state for each in of(run).signs] == [State.UNKNOWN] * 2
        assert [each.state for each in of(reaching).signs] == [State.SHOWN] * 2

    def test_control_counts_for_nothing_without_groups_and_the_alarm_says_so(self):
        lines = [line("2026-03-10", 10, f"D{each}") for each in range(9)]
        signals = "{id: one_product, single_product: {at: 60%}}"

        run = scanned({"lines": lines}, signals, scan="window: 3 months\n    control: control")

        (alarm,) = run.alarms
        assert (alarm.state, alarm.missing) == (State.UNKNOWN, ("groups",))

    def test_a_group_that_has_a_dealers_code_is_not_that_dealer(self):
        lines = [line("2026-03-10", 10, each) for each in ("A", "B", "C")]
        customers = [{"customer": "A", "group": "C"}, {"customer": "B", "group": "C"}, {"customer": "C", "group": ""}]
        tables: Tables = {"lines": lines, "customers": customers, "groups": [{"group": "C", "kind": "control"}]}

        run = scanned(tables, "{id: x, single_product: {at: 60%}}", scan="window: 3 months\n    control: control")

        assert run.alarms[0].share == Fraction(2, 3)

    def test_a_group_counts_as_it_stood_on_the_day(self):
        customers = [{"customer": each, "group": "G"} for each in ("A", "B")]
        groups = [
            {"group": "G", "kind": "control", "valid_from": "2026-01-01", "valid_to": "2026-02-28"},
            {"group": "G", "kind": "region", "valid_from": "2026-03-01"},
        ]
        tables: Tables = {"lines": [line("2026-02-10", 10, each) for each in "AB"], "customers": customers}

        february, march = (
            scanned(
                {**tables, "groups": groups},
                "{id: x, single_product: {at: 60%}}",
                day,
                "window: 3 months\n    control: control",
            )
            for day in (date(2026, 2, 28), date(2026, 3, 31))
        )

        assert (february.alarms[0].share, march.alarms[0].share) == (1, Fraction(1, 2))


class TestTheWindow:
    @pytest.mark.parametrize(
        ("as_of", "first", "before"),
        [
            (date(2026, 6, 30), date(2026, 4, 1), date(2026, 1, 1)),
            (date(2026, 2, 28), date(2025, 12, 1), date(2025, 9, 1)),
            (date(2024, 2, 29), date(2023, 12, 1), date(2023, 9, 1)),
            (date(2026, 5, 15), date(2026, 2, 16), date(2025, 11, 16)),
        ],
    )
    def test_three_months_to_the_end_of_a_month_are_three_whole_months(self, as_of: date, first: date, before: date):
        run = scanned({"lines": [line("2026-01-10", 1)]}, "{id: x, single_product: {at: 60%}}", as_of)

        assert (run.ground.window.first, run.ground.window.before) == (first, before)

    def test_shares_are_of_those_who_hold_anything(self):
        lines = [line("2026-03-10", 100), line("2026-03-10", 300, "B"), line("2026-03-10", -350, "C")]

        run = scanned({"lines": lines}, "{id: x, single_product: {at: 60%}}")

        assert [of(run, each).standing.share for each in "ABC"] == [Fraction(1, 4), Fraction(3, 4), 0]
        assert run.alarms[0].share == Fraction(3, 4)

    def test_a_product_that_went_back_makes_no_other_larger_than_all(self):
        lines = [line("2026-03-10", 100), line("2026-03-10", 300, product="Q"), line("2026-03-10", -90, product="R")]

        run = scanned({"lines": lines}, "{id: x, single_product: {at: 60%}}")

        assert sign(run, "x").found.value == Fraction(3, 4)


class TestStock:
    LINES = (line("2026-01-10", 100, quantity=90), line("2026-01-10", 100, product="Q", quantity=90))
    SOLD = tuple({"date": f"2026-0{m}-28", "dealer": "A", "product": "P", "quantity": 30} for m in (1, 2, 3))

    def test_a_product_that_nobody_counted_freshly_may_be_what_lies_there(self):
        stock = [
            {"date": "2026-01-05", "holder": "A", "product": "Q", "quantity": 900},
            {"date": "2026-03-31", "holder": "A", "product": "P", "quantity": 7},
        ]
        tables: Tables = {"lines": self.LINES, "sell_through": self.SOLD, "stock": stock}

        run = scanned(
            tables,
            "{id: stock, weeks_of_stock: {above: 8}}\n{id: listed, weeks_of_stock: {above: 8, uncounted: nothing}}",
        )

        # 90 sold in 90 days: 7 a week; 7 of P last a week, and 900 of Q would last years.
        assert (sign(run, "stock").state, sign(run, "stock").found.missing) == (State.UNKNOWN, ("stock",))
        assert (sign(run, "listed").state, sign(run, "listed").found.value) == (State.QUIET, 1)

    def test_pieces_and_crates_are_not_added_up(self):
        tables: Tables = {
            "lines": self.LINES,
            "sell_through": self.SOLD,
            "stock": [{"date": "2026-03-31", "holder": "A", "product": each, "quantity": 700} for each in "PQ"],
            "products": [{"product": "P", "unit": "piece"}, {"product": "Q", "unit": "crate"}],
        }

        run = scanned(tables, "{id: stock, weeks_of_stock: {above: 8}}")
        only = scanned(
            tables,
            "{id: stock, weeks_of_stock: {above: 8}}",
            scan='window: 3 months\n    goods: product.unit == "piece"',
        )

        assert sign(run, "stock").found.missing == ("one unit",)
        split = of(run).split
        assert split is not None
        assert split.missing[-1] == "one unit"
        assert (sign(only, "stock").state, sign(only, "stock").found.value) == (State.SHOWN, 100)

    def test_a_month_reported_on_one_day_is_spread_over_its_days(self):
        # A window from 16 January: of the 31 of January, 16 days count.
        sold = [{"date": "2026-01-31", "dealer": "A", "product": "P", "quantity": 31}]
        stock = [{"date": "2026-04-15", "holder": "A", "product": "P", "quantity": 14}]

        run = scanned(
            {"lines": self.LINES[:1], "sell_through": sold, "stock": stock},
            "{id: stock, weeks_of_stock: {at: 2}}",
            date(2026, 4, 15),
        )

        assert dict(sign(run, "stock").found.args)["sold"] == 16
        assert sign(run, "stock").found.value == 2

    def test_the_split_carries_counts_on_to_the_ends_of_the_window_product_by_product(self):
        # December: 10 of P counted on the 20th, 5 came on the 24th, 31 sold that month: a unit a day, 11 days.
        tables: Tables = {
            "lines": [line("2025-12-24", 1, quantity=5), line("2026-01-10", 1, quantity=100)],
            "sell_through": [
                {"date": "2025-12-31", "dealer": "A", "product": "P", "quantity": 31},
                *({"date": f"2026-0{m}-28", "dealer": "A", "product": "P", "quantity": 20} for m in (1, 2, 3)),
            ],
            "stock": [
                {"date": "2025-12-20", "holder": "A", "product": "P", "quantity": 10},
                {"date": "2026-03-31", "holder": "A", "product": "P", "quantity": 30},
            ],
        }

        split = of(scanned(tables, "{id: stock, weeks_of_stock: {at: 2}}")).split

        assert split is not None
        # 10 + 5 - 11 = 4 on 31 December; 100 = 60 + (30 - 4) + 14.
        assert (split.opening, split.closing, split.at_least, split.at_most) == (4, 30, 14, 14)


class TestPushing:
    def test_counts_staggered_by_product_are_each_carried_on(self):
        # P counted on 1 March and Q on 20 March; 20 of P came between: all of it lies there on 25 March.
        tables: Tables = {
            "lines": [line("2026-03-10", 1, quantity=20), line("2026-03-25", 1, product="Q", quantity=10)],
            "sell_through": [
                {"date": f"2026-0{m}-{d}", "dealer": "A", "product": "Q", "quantity": q}
                for m, d, q in ((1, 28, 45), (2, 28, 45), (3, 28, 0), (3, 29, 0))
            ],
            "stock": [
                {"date": "2026-03-01", "holder": "A", "product": "P", "quantity": 40},
                {"date": "2026-03-01", "holder": "A", "product": "Q", "quantity": 0},
                {"date": "2026-03-20", "holder": "A", "product": "Q", "quantity": 0},
            ],
        }

        run = scanned(tables, "{id: pushed, pushed: {at: 10}}\n{id: more, pushed: {above: 10}}")

        # 90 in 90 days, 7 a week: 40 + 20 + 10 = 70 after the delivery of 25 March last 10 weeks.
        assert (sign(run, "pushed").state, sign(run, "pushed").found.value) == (State.SHOWN, 1)
        assert sign(run, "more").state is State.QUIET

    def test_a_pace_before_the_delivery_knows_nothing_of_what_sold_later(self):
        tables: Tables = {
            "lines": [line("2026-02-01", 1, quantity=62)],
            "sell_through": [
                {"date": "2026-01-31", "dealer": "A", "product": "P", "quantity": 31},
                {"date": "2026-02-28", "dealer": "A", "product": "P", "quantity": 280},
                {"date": "2026-03-31", "dealer": "A", "product": "P", "quantity": 310},
            ],
            "stock": [{"date": "2026-01-31", "holder": "A", "product": "P", "quantity": 8}],
        }

        run = scanned(tables, "{id: then, pushed: {at: 10, pace: 1 month}}\n{id: since, pushed: {at: 10}}")

        # January: a unit a day; 8 + 62 = 70 last 10 weeks. By the whole quarter they last a tenth of that.
        assert [each.state for each in of(run).signs] == [State.SHOWN, State.QUIET]

    def test_nobody_is_blamed_over_months_without_a_report(self):
        tables: Tables = {
            "lines": [line("2026-03-25", 1, quantity=900, salesperson="E1")],
            "sell_through": [{"date": "2026-01-31", "dealer": "A", "product": "P", "quantity": 31}],
            "stock": [{"date": "2026-02-20", "holder": "A", "product": "P", "quantity": 8}],
        }

        found = sign(scanned(tables, "{id: pushed, pushed: {at: 10}}"), "pushed")

        assert (found.state, found.found.staff) == (State.UNKNOWN, ())


class TestTerritories:
    TERRITORIES = ({"territory": "east"}, {"territory": "west"})
    SIGNALS = "{id: elsewhere, delivered_elsewhere: {above: 10%}}"

    def test_a_territory_counts_as_it_stood_on_the_day_of_each_line(self):
        tables: Tables = {
            "customers": [
                {"customer": "A", "territory": "west", "valid_from": "2025-01-01", "valid_to": "2026-01-31"},
                {"customer": "A", "territory": "east", "valid_from": "2026-02-01"},
            ],
            "territories": self.TERRITORIES,
            "lines": [
                line("2026-01-31", 1, quantity=60, territory="west"),
                line("2026-02-01", 1, quantity=30, territory="east"),
                line("2026-02-01", 1, quantity=10, territory="west"),
            ],
        }

        found = sign(scanned(tables, self.SIGNALS), "elsewhere").found

        assert (found.state, found.value) == (State.QUIET, Fraction(1, 10))

    def test_a_contract_that_ended_gave_its_territory_while_it_ran(self):
        contract = {"contract": "C1", "customer": "A", "territory": "west", "start": "2025-01-01", "end": "2026-01-31"}
        lines = [
            line("2026-01-31", 1, quantity=90, territory="west"),
            line("2026-02-01", 1, quantity=9, territory="west"),
        ]
        tables: Tables = {
            "customers": [{"customer": "A", "territory": "east"}],
            "territories": self.TERRITORIES,
            "contracts": [contract],
            "lines": lines,
        }

        assert sign(scanned(tables, self.SIGNALS), "elsewhere").found.value == Fraction(9, 99)

    def test_lines_without_a_territory_may_have_gone_anywhere(self):
        tables: Tables = {
            "customers": [{"customer": "A", "territory": "east"}],
            "territories": self.TERRITORIES,
            "lines": [line("2026-01-31", 1, quantity=80, territory="east"), line("2026-02-01", 1, quantity=20)],
        }

        assert sign(scanned(tables, self.SIGNALS), "elsewhere").state is State.UNKNOWN


class TestMoney:
    def test_promotional_money_is_brought_into_the_policys_currency(self):
        promotions = [
            {
                "promotion": "M1",
                "customer": "A",
                "from": "2026-01-05",
                "amount": 100,
                "passed_on": 50,
                "currency": "USD",
            },
            {
                "promotion": "M2",
                "customer": "A",
                "from": "2026-01-05",
                "amount": 300,
                "passed_on": 300,
                "currency": "CNY",
            },
        ]
        tables: Tables = {"lines": [line("2026-01-05", 1)], "promotions": promotions}
        rates = [{"valid_from": "2026-01-01", "from": "USD", "to": "CNY", "rate": 7}]
        signals = "{id: kept, retained_promotions: {at: 35%}}"

        without, converted = scanned(tables, signals), scanned({**tables, "rates": rates}, signals)

        assert (sign(without, "kept").state, sign(without, "kept").found.missing[0]) == (
            State.UNKNOWN,
            "what was given",
        )
        # 50 of 100 dollars are 350 of 700 + 300.
        assert (sign(converted, "kept").state, sign(converted, "kept").found.value) == (State.SHOWN, Fraction(35, 100))

    def test_money_of_incidents_in_another_currency_is_not_added_up(self):
        incidents = [
            {"incident": "I1", "date": "2026-02-01", "kind": "d", "customer": "A", "amount": 60, "currency": "CNY"},
            {"incident": "I2", "date": "2026-02-01", "kind": "d", "customer": "A", "amount": 60, "currency": "USD"},
        ]
        tables: Tables = {"lines": [line("2026-01-05", 1)], "incidents": incidents}

        run = scanned(
            tables,
            "{id: hundred, incidents: {kinds: [d], count: amount, at: 100}}\n"
            "{id: fifty, incidents: {kinds: [d], count: amount, at: 50}}",
        )

        assert [each.state for each in of(run).signs] == [State.UNKNOWN, State.SHOWN]


def test_another_dealer_far_away_changes_no_sign_of_one_with_his_own_figures():
    signals = "{id: one, single_product: {at: 60%}}\n{id: jump, rhythm: {of: amount, at: 3.5, months: 6, least: 2}}"
    lines = [line(f"2026-0{month}-10", 100 * month) for month in (1, 2, 3)]

    alone, beside = (
        scanned({"lines": lines}, signals),
        scanned({"lines": [*lines, line("2026-02-10", 999, "Z")]}, signals),
    )

    assert [each.found for each in of(alone).signs] == [each.found for each in of(beside).signs]


def test_what_was_recorded_later_was_not_known():
    lines = [line("2026-01-10", 100, recorded_at="2026-01-11"), line("2026-01-12", 900, "B", recorded_at="2026-04-02")]
    text = (
        b'policy: {name: books, revision: "1", currency: CNY, effective: 2020-01-01..2030-12-31}\n'
        b"governance: {scan: {window: 3 months, signals: [{id: x, single_product: {at: 60%}}]}}"
    )
    policy = load_texts({"policy.yaml": text}, SECTIONS).policy
    assert policy is not None

    run = evaluate(policy, Book.from_tables({"lines": lines}, known_at=AS_OF), AS_OF)

    assert [(each.dealer, each.standing.share) for each in run.dealers] == [("A", 1)]
