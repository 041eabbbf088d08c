"""What `evaluate` shows of credit, collections and liability: key figures worked out by hand, and the reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dealerkit.assembly import loads
from dealerkit.assembly.evaluating import evaluate
from dealerkit.book import Book
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language
from dealerkit.report.overview import Overview, overview

Rows = Sequence[Mapping[str, str]]

HEAD = 'policy: {name: desk, revision: "1", currency: CNY, calendar: CN, effective: 2026-01-01..2026-12-31}\n'
CREDIT = """\
credit:
  payment_days: 30
  limits:
    everyone: {fixed: 1_000}
  checks:
    - {id: static, static: {above: 100%}, then: block}
"""
COLLECTIONS = """\
collections:
  ageing: {buckets: [{id: current}, {id: late, at: 1}, {id: old, at: 31}]}
  dunning: {levels: [{id: first, at: 1}, {id: second, at: 30}]}
"""
LIABILITY = """\
liability:
  rules:
    - id: all
      bearers: [{who: salesperson, share: 40%}, {who: company, share: 60%}]
"""
AS_OF = date(2026, 9, 10)


def order(number: str, customer: str, amount: str, status: str = "") -> Mapping[str, str]:
    return {
        "order": number,
        "date": "2026-09-08",
        "customer": customer,
        "net_amount": amount,
        "gross_amount": amount,
        "status": status,
    }


def book(**more: Rows) -> Book:
    """D1 owes 1,200 since 10 days; D2 owes 300 that is not due; D3 and D4 owe nothing."""
    tables: dict[str, Rows] = {
        "customers": [{"customer": each, "kind": "dealer", "name": each} for each in ("D1", "D2", "D3", "D4")],
        "employees": [{"employee": "E1", "name": "E1", "role": "salesperson"}],
        "invoices": [
            {
                "invoice": "I1",
                "date": "2026-08-01",
                "customer": "D1",
                "net_amount": "1200",
                "gross_amount": "1200",
                "due_on": "2026-08-31",
            },
            {
                "invoice": "I2",
                "date": "2026-09-05",
                "customer": "D2",
                "net_amount": "300",
                "gross_amount": "300",
                "due_on": "2026-10-05",
            },
        ],
    }
    return Book.from_tables(tables | more)


def seen(text: str, what: Book) -> Overview:
    loaded = loads({"policy.yaml": (HEAD + text).encode()})
    assert loaded.policy is not None, loaded.problems
    found = evaluate(loaded.policy, what, AS_OF)
    return overview(loaded.policy, what, AS_OF, found, ("policy.yaml",))


def figures(text: str, what: Book, lang: Language = "en") -> str:
    return "; ".join(view.figures(lang) for view in seen(text, what).views.values() if view is not None)


class TestCredit:
    def test_limits_and_how_many_are_exceeded(self):
        assert figures(CREDIT, book()) == "4 limits, 1 over"

    def test_open_orders_are_answered_one_after_the_other(self):
        # D2: 300 owed and 300 ordered are 600, with 600 more 1,200. D3: 2,000. All count as exposure already.
        waiting = [
            order("O1", "D1", "100"),
            order("O2", "D2", "300"),
            order("O3", "D3", "2000"),
            order("O4", "D2", "600"),
        ]
        assert figures(CREDIT, book(orders=waiting)) == "4 limits, 3 over; 4 orders open, 3 held worth 2,700.00"

    def test_an_order_that_was_released_waits_for_no_answer(self):
        waiting = [order("O1", "D4", "100", "open"), order("O2", "D4", "100", "released")]
        assert figures(CREDIT, book(orders=waiting)) == "4 limits, 1 over; 1 order open, 0 held worth 0.00"

    def test_it_is_said_in_chinese(self):
        waiting = [order("O3", "D3", "2000")]
        assert figures(CREDIT, book(orders=waiting), "zh") == (
            "额度 4 个，超限 2 个；未了结订单 1 张，拦下 1 张，金额 2,000.00"
        )

    def test_what_cannot_be_told_is_counted_apart(self):
        text = CREDIT.replace("{fixed: 1_000}", "{where: dealer.status == 'active', fixed: 1_000}")
        assert figures(text, book()) == "4 limits, 0 over; 4 cannot be told"


class TestCollectionsAndLiability:
    def test_what_is_owed_overdue_and_to_be_sent(self):
        assert figures(COLLECTIONS, book()) == "1,500.00 owed, 1,200.00 overdue; 1 letter to send over 1,200.00"

    def test_bad_debts_and_who_bears_them(self):
        lost = {"debt": "B1", "customer": "D2", "date": "2026-09-09", "amount": "200", "invoice": "I2"}
        duty = {"role": "salesperson", "employee": "E1", "customer": "D2"}
        assert figures(LIABILITY, book(bad_debts=[lost], duties=[duty])) == (
            "1 bad debt, 200.00 lost: 80.00 borne by persons, 120.00 by the company"
        )

    def test_a_bearer_whom_nobody_names_is_told(self):
        lost = {"debt": "B1", "customer": "D2", "date": "2026-09-09", "amount": "200", "invoice": "I2"}
        text = LIABILITY.replace("who: salesperson", "who: department-head")
        assert figures(text, book(bad_debts=[lost])).endswith("; of 80.00 it cannot be told")


class TestTheWhole:
    def test_the_three_stand_in_one_overview_in_both_languages(self):
        found = seen(CREDIT + COLLECTIONS + LIABILITY, book())
        for lang in ("en", "zh"):
            assert found.page(lang).text(lang)
            assert all(report.page(lang).text(lang) for report in found.reports())
        assert list(found.views) == ["credit", "collections", "liability"]

    def test_the_document_of_each_holds_its_reports(self):
        domains = seen(CREDIT + COLLECTIONS, book(orders=[order("O3", "D3", "2000")])).document("en")["domains"]
        assert isinstance(domains, dict)
        assert {"credit_limits", "orders"} <= keys(domains["credit"])
        assert {"ageing", "dunning"} <= keys(domains["collections"])

    def test_no_two_tables_have_one_name(self):
        found = seen(CREDIT + COLLECTIONS + LIABILITY, book())
        names = [table.name for report in found.reports() for table in report.tables("en")]
        assert len(names) == len(set(names))


def keys(found: Json) -> set[str]:
    assert isinstance(found, dict)
    return set(found)
