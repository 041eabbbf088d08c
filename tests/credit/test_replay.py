"""A policy let loose on a small book: what is held, let go, avoided and paid for, and the same by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.assembly import loads
from dealerkit.book import Book
from dealerkit.credit.deciding import Decider
from dealerkit.credit.limits.reckoning import Limits
from dealerkit.credit.order import Order
from dealerkit.credit.positions.movements import Ordered
from dealerkit.credit.positions.reading import read_movements
from dealerkit.credit.replay.changes import change_of, changes_of, together
from dealerkit.credit.replay.replaying import replay
from dealerkit.credit.replay.results import Fate, Key, Outcome, Replay
from dealerkit.credit.replay.spans import span_of
from dealerkit.credit.results import Action
from dealerkit.credit.standing import Standing
from dealerkit.policy.policy import Policy
from dealerkit.problems import Severity
from dealerkit.values.change import Change
from dealerkit.values.periods import Period

Rows = Sequence[Mapping[str, str]]

POLICY = """\
policy: {name: desk, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}
credit:
  payment_days: 30
  limits:
    everyone: {fixed: 1_000}
  checks:
    - {id: static, static: {above: 100%}, then: block}
    - {id: oldest, oldest_item: {clock: term, above: 10}, then: warn}
    - {id: largest, order_value: {above: 900}, then: off}
"""
AS_OF = date(2026, 12, 31)
Q3 = Period("", date(2026, 7, 1), date(2026, 9, 30))


def policy_of(text: str = POLICY) -> Policy:
    loaded = loads({"policy.yaml": text.encode()})
    assert loaded.policy is not None, loaded.problems
    return loaded.policy


def changed(policy: Policy, *written: str) -> Policy:
    parts = []
    for each in written:
        change = change_of(each, "--set")
        assert not isinstance(change, tuple), change
        parts.append(change)
    whole = together(parts)
    assert not isinstance(whole, tuple), whole
    made = policy.overlaid(whole)
    assert isinstance(made, Policy), made
    return made


def order(number: str, day: str, amount: str, customer: str = "D1", **more: str) -> Mapping[str, str]:
    return {"order": number, "date": day, "customer": customer, "product": "P", "quantity": "1"} | {
        "net_amount": amount,
        "gross_amount": amount,
        **more,
    }


def delivery(number: str, day: str, amount: str, customer: str = "D1", **more: str) -> Mapping[str, str]:
    return {"delivery": number, "date": day, "customer": customer, "product": "P", "quantity": "1"} | {
        "net_amount": amount,
        "gross_amount": amount,
        **more,
    }


def invoice(number: str, day: str, amount: str, customer: str = "D1", **more: str) -> Mapping[str, str]:
    return {"invoice": number, "date": day, "customer": customer, "net_amount": amount, "gross_amount": amount, **more}


def receipt(number: str, day: str, amount: str, paid: str, customer: str = "D1") -> Mapping[str, str]:
    return {"receipt": number, "date": day, "customer": customer, "amount": amount, "invoice": paid}


def book_of(**tables: Rows) -> Book:
    customers = [{"customer": "D1", "kind": "dealer"}, {"customer": "D2", "kind": "dealer"}]
    return Book.from_tables({"customers": customers, **tables})


def life(number: str, day: str, amount: str, paid_on: str = "", customer: str = "D1") -> dict[str, Rows]:
    """An order, billed the same day, and paid on a day if one is named."""
    tables: dict[str, Rows] = {
        "orders": [order(f"O{number}", day, amount, customer)],
        "invoices": [invoice(f"I{number}", day, amount, customer, order=f"O{number}")],
        "receipts": [receipt(f"R{number}", paid_on, amount, f"I{number}", customer)] if paid_on else [],
    }
    return tables


def lives(*each: dict[str, Rows], **more: Rows) -> Book:
    tables = {name: [row for one in each for row in one[name]] for name in ("orders", "invoices", "receipts")}
    return book_of(**tables, **more)


THREE = (
    life("1", "2026-07-01", "600", "2026-07-20"),
    life("2", "2026-07-10", "500", "2026-12-01"),
    life("3", "2026-08-01", "400", "2026-08-31"),
)
"""Against 1,000: 600 ships; 500 on top of 600 is too much; 400 on top of 500 is not."""


def actions(found: Replay) -> dict[str, str]:
    return {row.key.order: row.after.action.value for row in found.rows}


class TestBesideWhatHappened:
    def test_an_order_that_shipped_over_the_limit_would_have_been_held(self):
        found = replay(policy_of(), lives(*THREE), AS_OF, Q3)
        assert actions(found) == {"O1": "ship", "O2": "hold", "O3": "ship"}
        assert found.against_history
        assert [row.key for row in found.of(Change.CHANGED)] == [Key("D1", "O2")]
        assert (found.whole.held.count, found.whole.held.amount) == (1, Decimal(500))

    def test_a_held_order_names_its_checks_limit_and_exposure(self):
        row = replay(policy_of(), lives(*THREE), AS_OF, Q3).rows[1]
        assert (row.after.failing, row.after.limit, row.after.exposure) == (("static",), 1000, 600)

    def test_what_was_paid_on_time_and_would_be_held_is_the_price(self):
        early = (THREE[0], life("2", "2026-07-10", "500", "2026-08-09"))
        found = replay(policy_of(), lives(*early), AS_OF, Q3)
        assert (found.good_business().count, found.good_business().amount) == (1, Decimal(500))

    def test_what_was_paid_late_is_no_good_business(self):
        assert replay(policy_of(), lives(*THREE), AS_OF, Q3).good_business().count == 0

    def test_an_order_that_never_shipped_is_not_held_by_anybody(self):
        book = book_of(orders=[order("O1", "2026-07-01", "2000")])
        found = replay(policy_of(), book, AS_OF, Q3)
        assert actions(found) == {"O1": "hold"}
        assert len(found.of(Change.UNCHANGED)) == 1
        assert found.rows[0].outcome is Outcome.NOT_INVOICED

    def test_days_without_orders_are_a_warning(self):
        found = replay(policy_of(), lives(*THREE), AS_OF, Period("", date(2026, 1, 1), date(2026, 1, 31)))
        assert [each.code for each in found.problems if each.code == "DK596"] == ["DK596"]
        assert found.rows == ()

    def test_a_dealer_whom_nobody_knows_is_counted_apart_with_the_reason(self):
        found = replay(policy_of(), lives(life("1", "2026-07-01", "10", customer="D9")), AS_OF, Q3)
        assert len(found.of(Change.FAILED)) == 1
        assert found.rows[0].after.missing
        assert found.whole.held.count == 0

    def test_an_order_below_zero_is_neither_held_nor_let_through(self):
        found = replay(policy_of(), book_of(orders=[order("O1", "2026-07-01", "-5")]), AS_OF, Q3)
        assert [(row.change, row.after.action) for row in found.rows] == [(Change.FAILED, Action.UNDETERMINED)]


class TestBesideAChange:
    def test_a_lower_limit_holds_more(self):
        policy = policy_of()
        found = replay(policy, lives(*THREE), AS_OF, Q3, changed(policy, "credit.limits.everyone.fixed=550"))
        assert {row.key.order: row.change.value for row in found.rows} == {
            "O1": "changed",
            "O2": "unchanged",
            "O3": "changed",
        }
        assert (found.whole.held.count, found.whole.held.amount) == (2, Decimal(1000))

    def test_a_check_that_only_warns_lets_go_what_it_held(self):
        policy = policy_of()
        found = replay(policy, lives(*THREE), AS_OF, Q3, changed(policy, "credit.checks[static].then=warn"))
        assert (found.whole.released.count, found.whole.released.amount) == (1, Decimal(500))

    def test_two_changes_count_together(self):
        policy = policy_of()
        other = changed(policy, "credit.checks[static].then=off", "credit.checks[largest].then=refer")
        book = lives(*THREE, life("4", "2026-09-01", "900.01"))
        assert actions(replay(policy, book, AS_OF, Q3, other)) == {
            "O1": "ship",
            "O2": "ship",
            "O3": "ship",
            "O4": "refer",
        }

    def test_nothing_changed_changes_nothing(self):
        policy = policy_of()
        found = replay(policy, lives(*THREE), AS_OF, Q3, changed(policy, "credit.limits.everyone.fixed=1000"))
        assert [row.change for row in found.rows] == [Change.UNCHANGED] * 3

    def test_customers_and_months_add_up(self):
        policy = policy_of()
        book = lives(*THREE, life("4", "2026-08-02", "700", customer="D2"))
        found = replay(policy, book, AS_OF, Q3, changed(policy, "credit.limits.everyone.fixed=550"))
        by_customer = {part.name: (part.orders.count, part.held.amount) for part in found.by_customer()}
        by_month = {part.name: (part.orders.count, part.held.amount) for part in found.by_month()}
        assert by_customer == {"D1": (3, Decimal(1000)), "D2": (1, Decimal(700))}
        assert by_month == {"2026-07": (2, Decimal(600)), "2026-08": (2, Decimal(1100))}


LADDER = (
    POLICY.replace("then: block}", "then: over-limit}")
    + """\
  over_limit:
    count: year
    steps:
      - {id: first, times: 1, shipment: {up_to: 1/2}, sign: regional-manager}
"""
)


def release(day: str, number: str = "R1", to: str = "O2") -> Mapping[str, str]:
    return {"release": number, "order": to, "customer": "D1", "date": day, "amount": "500"} | {
        "signed_by": "E1",
        "role": "regional-manager",
        "kind": "first",
    }


class TestReleases:
    def test_one_signed_on_the_day_of_the_order_lets_it_ship(self):
        found = replay(policy_of(LADDER), lives(*THREE, releases=[release("2026-07-10")]), AS_OF, Q3)
        assert actions(found)["O2"] == "ship"

    def test_one_signed_the_day_after_was_not_there_yet_and_is_told_beside_it(self):
        found = replay(policy_of(LADDER), lives(*THREE, releases=[release("2026-07-11")]), AS_OF, Q3)
        row = found.rows[1]
        assert (row.after.action, row.signed) == (Action.RELEASE, "R1")
        assert (found.signed().count, found.signed().amount) == (1, Decimal(500))

    def test_one_that_was_used_up_before_the_days_asked_about_is_remembered(self):
        early = release("2026-02-01", "R0", "O0")
        found = replay(policy_of(LADDER), lives(*THREE, releases=[early]), AS_OF, Q3)
        assert found.rows[1].after.action is Action.HOLD

    def test_one_signed_later_in_the_year_is_not_used_up_yet(self):
        late = release("2026-11-01", "R9", "O9")
        found = replay(policy_of(LADDER), lives(*THREE, releases=[late]), AS_OF, Q3)
        assert found.rows[1].after.action is Action.RELEASE


class TestConsumed:
    def test_what_is_held_no_longer_counts_against_the_next(self):
        book = lives(*THREE, life("4", "2026-08-02", "300"))
        policy = policy_of()
        assert actions(replay(policy, book, AS_OF, Q3))["O4"] == "hold"
        assert actions(replay(policy, book, AS_OF, Q3, consumes=True))["O4"] == "ship"

    def test_both_worlds_leave_out_what_they_hold_so_that_no_change_is_no_change(self):
        policy = policy_of()
        book = lives(*THREE, life("4", "2026-08-02", "300"))
        same = changed(policy, "credit.limits.everyone.fixed=1000")
        found = replay(policy, book, AS_OF, Q3, same, consumes=True)
        assert {row.change for row in found.rows} == {Change.UNCHANGED}

    def test_a_rolling_limit_falls_with_what_was_not_invoiced(self):
        rolling = POLICY.replace("{fixed: 1_000}", "{rolling: {days: 30}, opening: {limit: 100}}")
        book = lives(
            life("1", "2026-07-01", "90", "2026-07-02"),
            life("2", "2026-07-05", "200", "2026-07-06"),
            life("3", "2026-07-10", "150", "2026-07-11"),
        )
        policy = policy_of(rolling)
        assert actions(replay(policy, book, AS_OF, Q3)) == {"O1": "ship", "O2": "hold", "O3": "ship"}
        assert actions(replay(policy, book, AS_OF, Q3, consumes=True)) == {"O1": "ship", "O2": "hold", "O3": "hold"}


def bad(number: str, day: str, amount: str, **what: str) -> Mapping[str, str]:
    return {"debt": number, "customer": "D1", "date": day, "amount": amount, **what}


class TestBadDebts:
    @pytest.mark.parametrize("what", [{"order": "O2"}, {"invoice": "I2"}, {"delivery": "L2"}])
    def test_it_is_avoided_whichever_document_of_the_held_order_it_names(self, what: dict[str, str]):
        book = lives(
            *THREE,
            deliveries=[delivery("L2", "2026-07-10", "500", order="O2", invoice="I2")],
            bad_debts=[bad("B1", "2026-12-20", "480", **what)],
        )
        found = replay(policy_of(), book, AS_OF, Q3)
        assert [(each.debt, each.fate) for each in found.losses] == [("B1", Fate.AVOIDED)]
        assert (found.avoided().count, found.avoided().amount) == (1, Decimal(480))

    def test_one_of_an_order_that_ships_all_the_same_is_not(self):
        book = lives(*THREE, bad_debts=[bad("B1", "2026-12-20", "480", order="O1")])
        found = replay(policy_of(), book, AS_OF, Q3)
        assert [each.fate for each in found.losses] == [Fate.SHIPPED]

    def test_one_that_the_baseline_would_have_held_is_not_to_the_credit_of_the_change(self):
        policy = policy_of()
        book = lives(*THREE, bad_debts=[bad("B1", "2026-12-20", "480", order="O2")])
        found = replay(policy, book, AS_OF, Q3, changed(policy, "credit.limits.everyone.fixed=900"))
        assert [each.fate for each in found.losses] == [Fate.HELD_BEFORE]
        assert found.avoided().count == 0

    def test_one_declared_after_the_day_of_the_question_is_not_known(self):
        book = lives(*THREE, bad_debts=[bad("B1", "2027-01-05", "480", order="O2")])
        assert replay(policy_of(), book, AS_OF, Q3).losses == ()

    def test_one_of_an_order_of_other_days_is_not_asked_about(self):
        book = lives(*THREE, life("0", "2026-05-01", "10"), bad_debts=[bad("B1", "2026-12-20", "10", order="O0")])
        assert replay(policy_of(), book, AS_OF, Q3).losses == ()

    def test_one_that_no_order_can_be_found_for_is_a_warning(self):
        book = lives(*THREE, bad_debts=[bad("B1", "2026-12-20", "480", invoice="I9")])
        found = replay(policy_of(), book, AS_OF, Q3)
        assert [each.arg("document") for each in found.problems if each.code == "DK599"] == ["I9"]

    def test_one_whose_goods_left_without_an_order_is_a_note(self):
        # The book has the invoice, so there is nothing to mend; no check of orders would have kept the goods.
        unordered: dict[str, Rows] = {
            "orders": [],
            "receipts": [],
            "invoices": [dict(invoice("I9", "2026-08-01", "480"))],
        }
        book = lives(*THREE, unordered, bad_debts=[bad("B1", "2026-12-20", "480", invoice="I9")])
        found = replay(policy_of(), book, AS_OF, Q3)
        assert [each.severity for each in found.problems if each.code == "DK599"] == [Severity.NOTE]

    def test_one_in_a_currency_that_nothing_converts_is_a_warning(self):
        book = lives(*THREE, bad_debts=[bad("B1", "2026-12-20", "480", order="O2", currency="USD")])
        found = replay(policy_of(), book, AS_OF, Q3)
        assert [each.arg("currency") for each in found.problems if each.code == "DK599"] == ["USD"]


class TestABookWithoutOrders:
    def test_every_invoice_is_an_order_of_its_own_day(self):
        book = book_of(
            invoices=[invoice("I1", "2026-07-01", "600"), invoice("I2", "2026-07-10", "500")],
            receipts=[receipt("R1", "2026-08-01", "600", "I1")],
        )
        found = replay(policy_of(), book, AS_OF, Q3)
        assert found.by_invoice
        assert actions(found) == {"I1": "ship", "I2": "hold"}
        assert [row.shipped for row in found.rows] == [True, True]


class TestChanges:
    def test_a_change_is_an_address_and_a_value(self):
        change = change_of("credit.checks[static].then=block", "--set")
        assert not isinstance(change, tuple)
        assert list(change) == ["credit.checks[static].then"]

    def test_the_value_of_an_expression_keeps_its_sign(self):
        policy = policy_of()
        other = changed(policy, "credit.limits.everyone.fixed==account.average_sales")
        assert isinstance(other, Policy)

    @pytest.mark.parametrize("written", ["credit.checks", "=block", "credit.checks[static].then=", ""])
    def test_what_is_none_is_refused(self, written: str):
        found = change_of(written, "--set")
        assert isinstance(found, tuple)
        assert [each.code for each in found] == ["DK597"]

    def test_an_address_changed_twice_is_refused(self):
        parts = [change_of("credit.payment_days=20", "--set 1"), change_of("credit.payment_days=30", "--set 2")]
        found = together(each for each in parts if isinstance(each, dict))
        assert isinstance(found, tuple)
        assert [each.arg("twice") for each in found] == ["credit.payment_days"]

    def test_an_address_that_matches_nothing_names_the_nearest(self):
        change = change_of("credit.checks[statik].then=block", "--set")
        assert not isinstance(change, tuple)
        found = policy_of().overlaid(change)
        assert not isinstance(found, Policy)
        assert [(each.code, each.arg("nearest")) for each in found] == [("DK255", "static")]

    def test_a_value_that_is_none_of_those_allowed_is_refused_before_anything_runs(self):
        change = change_of("credit.checks[static].then=blok", "--set")
        assert not isinstance(change, tuple)
        found = policy_of().overlaid(change)
        assert not isinstance(found, Policy)
        assert found

    def test_a_file_holds_addresses_and_values(self):
        found = changes_of(b"credit.checks[static].then: warn\ncredit.limits.everyone.fixed: 2_000\n", "changes.yaml")
        assert not isinstance(found, tuple)
        assert list(found) == ["credit.checks[static].then", "credit.limits.everyone.fixed"]
        assert isinstance(policy_of().overlaid(found), Policy)

    def test_a_file_that_is_no_yaml_is_refused_with_its_place(self):
        found = changes_of(b"- credit\n", "changes.yaml")
        assert isinstance(found, tuple)
        assert found
        assert all(each.at is not None for each in found)


RICHER = POLICY.replace("{fixed: 1_000}", "{rolling: {days: 30}, minimum: 300, opening: {limit: 500}}").replace(
    "then: warn", "then: cash-first"
)
DAYS = st.integers(0, 60).map(lambda days: date(2026, 6, 15) + timedelta(days=days))


Tables = dict[str, list[Mapping[str, str]]]


@st.composite
def histories(draw: st.DrawFn) -> Tables:
    """Orders of two dealers, some billed some days later, some of these paid in part or in full."""
    tables: Tables = {"orders": [], "invoices": [], "receipts": []}
    for number in range(draw(st.integers(1, 9))):
        customer = draw(st.sampled_from(["D1", "D2"]))
        day, amount = draw(DAYS), draw(st.integers(1, 900))
        tables["orders"].append(order(f"O{number}", str(day), str(amount), customer))
        later = draw(st.none() | st.integers(0, 20))
        if later is None:
            continue
        billed = day + timedelta(days=later)
        tables["invoices"].append(invoice(f"I{number}", str(billed), str(amount), customer, order=f"O{number}"))
        paid = draw(st.none() | st.integers(1, amount))
        if paid is not None:
            on = billed + timedelta(days=draw(st.integers(0, 50)))
            tables["receipts"].append(receipt(f"R{number}", str(on), str(paid), f"I{number}", customer))
    return tables


Answers = dict[Key, tuple[Action, tuple[str, ...], Decimal | None]]


def one_by_one(policy: Policy, tables: Tables, span: Period, *, consumes: bool = False) -> Answers:
    """The naive way: for every order a fresh standing through the day before, and the orders before it that day.

    To consume, the book is written anew after every order that is held, without the rows that are about it.
    """
    found: Answers = {}
    asked = [each for each in read_movements(book_of(**tables), policy, AS_OF).movements if isinstance(each, Ordered)]
    gone: set[str] = set()
    for place, each in enumerate(asked):
        if each.day not in span:
            continue
        left = {name: [row for row in rows if _number(row) not in gone] for name, rows in tables.items()}
        standing = Standing.open(policy, book_of(**left), AS_OF, each.day - timedelta(days=1))
        for other in asked[:place]:
            if other.day == each.day and other.order[1:] not in gone:
                standing.positions.add(other)
        question = Order(customer=each.customer, amount=each.amount, order=each.order, day=each.day)
        answer = Decider(standing, Limits(standing)).decide(question, each.day)
        exposure = None if answer.exposure is None else answer.exposure.total
        found[Key(each.customer, each.order)] = answer.action, tuple(one.id for one in answer.failing), exposure
        if consumes and answer.action is not Action.SHIP:
            gone.add(each.order[1:])
    return found


def _number(row: Mapping[str, str]) -> str:
    """O7, I7 and R7 are about the order 7."""
    return next(row[name][1:] for name in ("receipt", "invoice", "order") if name in row)


@settings(max_examples=40)
@given(tables=histories(), consumes=st.booleans())
def test_the_replay_answers_as_a_desk_that_is_opened_anew_for_every_order(*, tables: Tables, consumes: bool):
    policy = policy_of(RICHER)
    found = replay(policy, book_of(**tables), AS_OF, Q3, consumes=consumes)
    answers = {row.key: (row.after.action, row.after.failing, row.after.exposure) for row in found.rows}
    assert answers == one_by_one(policy, tables, Q3, consumes=consumes)


@settings(max_examples=25)
@given(
    tables=histories(),
    written=st.sampled_from(["credit.checks[static].then=off", "credit.payment_days=5"]),
    consumes=st.booleans(),
)
def test_changed_unchanged_and_failed_add_up_whatever_is_changed(*, tables: Tables, written: str, consumes: bool):
    policy = policy_of(RICHER)
    found = replay(policy, book_of(**tables), AS_OF, Q3, changed(policy, written), consumes=consumes)
    assert sum(len(found.of(change)) for change in Change) == len(found.rows)
    assert sum(sum_.count for sum_ in found.actions().values()) == len(found.rows)
    assert found.whole.held.count + found.whole.released.count <= len(found.of(Change.CHANGED))


def test_the_last_quarter_is_found_without_being_named():
    found = span_of(None, None, date(2026, 11, 22))
    assert isinstance(found, Period)
    assert (found.start, found.end) == (Q3.start, Q3.end)
