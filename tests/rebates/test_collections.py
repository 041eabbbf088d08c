"""Collected money: receipts applied to invoices, and what they paid of the lines."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from dealerkit.assembly import loads
from dealerkit.book import Book, FirstRejects
from dealerkit.policy.policy import Policy
from dealerkit.rebates.line_search import LineName
from dealerkit.rebates.line_story import Verdict, line_stories
from dealerkit.rebates.run import Run
from dealerkit.receivables.receipts import Receipt, applied
from tests.rebates.naive_collections import collected

POLICY = """
policy: {name: p, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}
rebates:
  paid:
    period: quarter
    qualifying: {from: collections, measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 0, rate: 1%}]
    settle: {payout: credit-note, negative: carry-forward}
"""
START = date(2026, 1, 1)
LINES = [
    {"document": "F1", "line_no": "1", "date": "2026-01-05", "dealer": "D", "product": "P", "net_amount": "600.00"},
    {"document": "F1", "line_no": "2", "date": "2026-01-05", "dealer": "D", "product": "Q", "net_amount": "400.00"},
]
INVOICES = [{"invoice": "F1", "date": "2026-01-05", "customer": "D", "net_amount": "1000", "gross_amount": "1130.00"}]


@cache
def policy(text: str = POLICY) -> Policy:
    found = loads({"policy.yaml": text.encode()})
    assert found.policy is not None, found.problems
    return found.policy


def run_of(receipts: list[dict[str, str]], policy_text: str = POLICY, **tables: list[dict[str, str]]) -> Run:
    given = {"lines": LINES, "invoices": INVOICES, "receipts": receipts, "postings": [], **tables}
    return Run.open(policy(policy_text), Book.from_tables(given, rejects=FirstRejects()), date(2026, 3, 31))


def receipt(number: str, amount: str, **more: str) -> dict[str, str]:
    return {"receipt": number, "date": "2026-01-20", "customer": "D", "amount": amount, "invoice": "F1", **more}


def base(run: Run) -> Decimal | Fraction:
    return next(iter(run.bases(run.standing.programmes["paid"])))[1].qualifying


def codes(run: Run) -> list[str]:
    return [each.code for each in run.settlement().problems]


def rejected(run: Run) -> dict[str, int]:
    return dict(run.standing.rejects.by_code)


class TestReceiptsThatCannotBeApplied:
    def test_one_of_an_unknown_invoice_is_rejected(self):
        run = run_of([receipt("R1", "1130", invoice="F9"), receipt("R2", "565")])
        assert rejected(run) == {"DK410": 1}
        assert base(run) == 500
        assert run.standing.book.counts["receipts"].complete

    def test_one_without_an_invoice_is_listed(self):
        run = run_of([receipt("R1", "1130", invoice=""), receipt("R2", "565")])
        assert rejected(run) == {"DK412": 1}

    def test_one_in_another_currency_than_its_invoice_is_rejected(self):
        invoices = [{**INVOICES[0], "currency": "CNY"}]
        run = run_of([receipt("R1", "1130", currency="USD"), receipt("R2", "565", currency="CNY")], invoices=invoices)
        assert rejected(run) == {"DK413": 1}
        assert base(run) == 500

    def test_a_refund_above_zero_is_rejected(self):
        run = run_of([receipt("R1", "1130", kind="payment"), receipt("R2", "130", kind="refund")])
        assert rejected(run) == {"DK869": 1}
        assert base(run) == 1000

    def test_one_after_the_day_of_the_question_is_not_looked_at(self):
        run = run_of([receipt("R1", "1130"), {**receipt("R2", "565"), "date": "2026-04-01"}])
        assert codes(run) == []
        assert base(run) == 1000


class TestFindings:
    def test_receipts_beyond_the_invoice_are_named_with_the_excess(self):
        run = run_of([receipt("R1", "1130"), receipt("R2", "100.50")])
        (found,) = run.settlement().problems
        assert (found.code, found.arg("invoice"), found.arg("beyond")) == ("DK411", "F1", Decimal("100.50"))
        assert base(run) == 1000

    def test_a_refund_of_more_than_came_is_beyond_the_invoice_too(self):
        run = run_of([receipt("R1", "565"), receipt("R2", "-600", kind="refund")])
        assert codes(run) == ["DK411"]
        assert base(run) == 0

    def test_an_invoice_without_lines_is_named(self):
        more = [*INVOICES, {**INVOICES[0], "invoice": "F2"}]
        run = run_of([receipt("R1", "565"), receipt("R2", "565", invoice="F2")], invoices=more)
        (found,) = run.settlement().problems
        assert (found.code, found.arg("invoice"), found.arg("receipt")) == ("DK414", "F2", "R2")

    def test_a_kind_that_is_not_known_to_be_money_is_named_once(self):
        some = [receipt("R1", "113", kind="write-off"), receipt("R2", "113", kind="write-off"), receipt("R3", "113")]
        run = run_of([{"kind": "", **each} for each in some])
        (found,) = run.settlement().problems
        assert (found.code, found.arg("kind"), found.arg("receipts")) == ("DK419", "write-off", 2)
        assert base(run) == 100

    def test_credit_that_settles_an_invoice_is_nothing_to_tell(self):
        run = run_of([receipt("R1", "113", kind="rebate offset"), receipt("R2", "1017", kind="payment")])
        assert codes(run) == []
        assert base(run) == 900

    def test_lines_that_do_not_add_up_to_their_invoice_are_named(self):
        run = run_of([receipt("R1", "1130")], lines=LINES[:1])
        (found,) = run.settlement().problems
        assert (found.code, found.arg("lines"), found.arg("net")) == ("DK868", Decimal("600.00"), Decimal(1000))
        assert base(run) == 600

    def test_a_book_without_receipts_lacks_them(self):
        book = Book.from_tables({"lines": LINES, "invoices": INVOICES, "postings": []})
        run = Run.open(policy(), book, date(2026, 3, 31))
        assert codes(run) == ["DK802"]

    def test_a_line_that_cannot_be_used_is_rejected_once_however_often_it_was_paid(self):
        text = POLICY.replace("measure: net_amount}", "where: 'product.brand == \"a\"', measure: net_amount}")
        run = run_of(
            [receipt("R1", "113"), receipt("R2", "113")],
            text,
            products=[{"product": "P", "brand": "a"}],
        )
        assert rejected(run) == {"DK354": 1}
        assert base(run) == 120


class TestReceiptsOfSeveralCurrencies:
    def test_lines_of_a_foreign_invoice_are_converted_on_the_day_of_the_receipt(self):
        lines = [{**each, "currency": "USD"} for each in LINES]
        invoices = [{**INVOICES[0], "currency": "USD", "gross_amount": "3000"}]
        rates = [{"from": "USD", "to": "CNY", "rate": "7"}]
        run = run_of([receipt("R1", "1000", currency="USD")], lines=lines, invoices=invoices, rates=rates)
        assert codes(run) == []
        assert base(run) == Fraction(7000, 3)


PROMPT = POLICY.replace("from: collections, ", "").replace(
    "bands: [{at: 0, rate: 1%}]",
    "bands: [{at: 0, rate: 1%}]\n    factors: [{id: f, of: period.days_to_pay, bands: [{at: 0, factor: 100%}]}]",
)


class TestDaysToPay:
    def test_receipts_that_cannot_be_applied_are_told_without_a_programme_on_collected_money(self):
        run = run_of([receipt("R1", "1130"), receipt("R2", "100"), receipt("R3", "5", invoice="F9")], PROMPT)
        assert rejected(run) == {"DK410": 1}
        assert codes(run) == ["DK411"]
        assert run.standing.book.counts["receipts"].complete

    def test_and_only_once_with_one(self):
        text = PROMPT.replace("qualifying: {measure", "qualifying: {from: collections, measure")
        run = run_of([receipt("R1", "1130"), receipt("R2", "100"), receipt("R3", "5", invoice="F9")], text)
        assert rejected(run) == {"DK410": 1}
        assert codes(run) == ["DK411"]
        assert run.standing.book.counts["receipts"].complete

    def test_a_book_without_receipts_lacks_nothing_for_it(self):
        book = Book.from_tables({"lines": LINES, "postings": []})
        run = Run.open(policy(PROMPT), book, date(2026, 3, 31))
        assert codes(run) == ["DK367"]


class TestTheStoryOfALine:
    def judged(self, receipts: list[dict[str, str]]):
        stories = line_stories(run_of(receipts), LineName("F1:2"))
        assert isinstance(stories, tuple)
        return stories[0].judged

    def test_each_receipt_says_what_it_paid_of_the_line(self):
        found = self.judged([receipt("R1", "113"), {**receipt("R2", "565"), "date": "2026-02-20"}])
        assert [(each.verdict, each.amount) for each in found] == [(Verdict.TAKEN, 40), (Verdict.TAKEN, 200)]
        assert [each.day for each in found] == [date(2026, 1, 20), date(2026, 2, 20)]
        assert [each.paid.part.receipt.number for each in found if each.paid] == ["R1", "R2"]

    def test_what_nobody_paid_is_said(self):
        (found,) = self.judged([receipt("R1", "113", invoice="F2")])
        assert found.verdict is Verdict.UNPAID


def test_parts_are_taken_in_the_order_of_their_days():
    some = [Receipt("b", START + timedelta(2), Decimal(80), "F"), Receipt("a", START, Decimal(50), "F")]
    assert [(each.receipt.number, each.amount) for each in applied(Decimal(100), some)] == [("a", 50), ("b", 50)]


CENTS = st.integers(1, 90_000)
PAYMENTS = st.lists(
    st.tuples(st.integers(0, 80), st.sampled_from(["F1", "F2"]), st.integers(-3_000, 60_000)), max_size=8
)


@given(st.lists(CENTS, min_size=1, max_size=5), st.permutations([1, 2, 3, 4, 5]), st.integers(5, 100_000))
def test_part_payments_in_any_order_add_up_to_the_lines(lines: list[int], order: list[int], gross: int):
    parts = [gross // 5] * 4
    parts.append(gross - sum(parts))
    receipts = [receipt(f"R{place}", str(Decimal(cents).scaleb(-2))) for place, cents in zip(order, parts, strict=True)]
    rows = [{**LINES[0], "line_no": str(i), "net_amount": str(Decimal(net).scaleb(-2))} for i, net in enumerate(lines)]
    invoices = [{**INVOICES[0], "net_amount": "", "gross_amount": str(Decimal(gross).scaleb(-2))}]
    invoices[0].pop("net_amount")
    run = run_of(receipts, lines=rows, invoices=invoices)
    assert base(run) == Decimal(sum(lines)).scaleb(-2)


@given(st.lists(st.tuples(st.sampled_from(["F1", "F2"]), CENTS), min_size=1, max_size=5), CENTS, CENTS, PAYMENTS)
def test_what_was_collected_agrees_with_the_long_way(
    lines: list[tuple[str, int]], one: int, other: int, payments: list[tuple[int, str, int]]
):
    gross = {"F1": one, "F2": other}
    rows = [
        {**LINES[0], "document": of, "line_no": str(i), "net_amount": str(Decimal(net).scaleb(-2))}
        for i, (of, net) in enumerate(lines)
    ]
    invoices = [
        {"invoice": number, "date": "2026-01-01", "customer": "D", "gross_amount": str(Decimal(cents).scaleb(-2))}
        for number, cents in gross.items()
    ]
    # In the order of their days, then of their numbers, as the reference sorts them by day, invoice and amount.
    ordered = sorted(payments)
    receipts = [
        {
            "receipt": f"R{i:03}",
            "date": str(START + timedelta(day)),
            "customer": "D",
            "amount": str(Decimal(cents).scaleb(-2)),
            "invoice": of,
        }
        for i, (day, of, cents) in enumerate(ordered)
    ]
    run = run_of(receipts or [receipt("R", "0")], lines=rows, invoices=invoices)
    naive = sum(collected(lines, gross, payments).values(), Fraction(0)) / 100
    found = run.standing.base(
        "rebates.paid.qualifying", "D", run.standing.windows(run.standing.programmes["paid"], "D")[0]
    )
    assert Fraction(found) == naive
