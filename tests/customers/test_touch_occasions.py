"""Occasions read off other tables, and classes of the eve: what the worked cases of the spec do not show."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.customers.touch.run import TouchRun, touch_plan
from tests.customers.contact_books import book_of, policy_of

POLICY = policy_of("""\
scoring:
  figures:
    sales: {of: customer, from: lines, sum: net_amount, over: 12 months}
  classes:
    visit:
      into: {A: {}, B: {}}
      if_missing: undetermined
      rules: {first: [{class: A, when: figure.sales >= 1_000}], otherwise: B}
flows:
  complaint:
    states: {open: {initial: true}, closed: {final: true}}
    transitions: [{id: close, from: open, to: closed}]
customers:
  touch:
    rest_days: keep
    done_when: [reached]
    measured_over: 3 months
    classed_every: 1 month
    occasions:
      receipt: {from: deliveries, day: received_on}
      ending: {from: contracts, day: end}
      handled: {flow: complaint}
    rules:
      call: {after: receipt, from: 7 days, to: 15 days, kind: call}
      renewal: {before: ending, from: 30 days, to: 1 day, kind: call}
      answer: {after: handled, from: 3 days, to: 7 days, kind: call}
      visit: {who: class.visit == "A", every: 1 week, counted: calendar, kind: visit}
""")
DAY = date(2026, 3, 31)
CUSTOMERS: list[dict[str, object]] = [{"customer": "K1", "kind": "dealer"}]


def run(on: date = DAY, **tables: list[dict[str, object]]) -> TouchRun:
    return touch_plan(POLICY, book_of(**{"customers": CUSTOMERS, **tables}), on)


def sources(found: TouchRun, rule: str) -> list[tuple[str, date | None]]:
    return [(each.source, each.last) for each in found.dues if each.rule.id == rule]


def received(number: str, day: str, line: str = "1") -> dict[str, object]:
    return {"delivery": number, "line_no": line, "date": "2026-02-20", "received_on": day, "customer": "K1"}


class TestDocuments:
    @given(st.permutations(["2026-03-02", "2026-03-05", "2026-03-03"]))
    @settings(max_examples=6)
    def test_the_last_line_that_came_decides_whatever_the_order_of_the_rows(self, days: list[str]):
        rows = [received("D1", day, str(n)) for n, day in enumerate(days)]
        assert sources(run(deliveries=rows), "call") == [("D1", date(2026, 3, 20))]

    def test_a_line_that_comes_after_the_day_changes_nothing_yet(self):
        rows = [received("D1", "2026-03-02", "1"), received("D1", "2026-04-20", "2")]
        assert sources(run(deliveries=rows), "call") == [("D1", date(2026, 3, 17))]

    def test_a_document_without_its_day_asks_for_nothing_yet(self):
        assert sources(run(deliveries=[received("D1", "")]), "call") == []

    def test_a_day_to_come_asks_for_a_contact_before_it(self):
        contract: dict[str, object] = {"contract": "C1", "customer": "K1", "start": "2025-05-01", "end": "2026-04-30"}
        assert sources(run(contracts=[contract]), "renewal") == [("C1", date(2026, 4, 29))]

    def test_the_table_of_occasions_counts_beside_and_one_number_is_one_occasion(self):
        entered: list[dict[str, object]] = [
            {"occasion": "O1", "kind": "receipt", "at": "2026-03-01", "customer": "K1"},
            {"occasion": "D1", "kind": "receipt", "at": "2026-03-02", "customer": "K1"},
        ]
        found = run(occasions=entered, deliveries=[received("D1", "2026-03-02")])
        assert sources(found, "call") == [("O1", date(2026, 3, 16)), ("D1", date(2026, 3, 17))]


class TestWhatABookLacks:
    def test_a_table_that_is_not_there_is_told_and_never_taken_for_nothing_to_do(self):
        found = run()
        assert {dict(each.args)["table"] for each in found.problems if each.code == "DK802"} == {
            "deliveries",
            "contracts",
            "events",
        }

    def test_a_column_that_nothing_fills_is_told(self):
        row: dict[str, object] = {"delivery": "D1", "date": "2026-03-02", "customer": "K1"}
        told = [each for each in run(deliveries=[row]).problems if each.code == "DK809"]
        assert [dict(each.args)["column"] for each in told] == ["received_on"]

    def test_a_case_that_cannot_be_used_is_told(self):
        cases: list[dict[str, object]] = [
            {"case": "C1", "flow": "nonsense", "opened_at": "2026-03-01 09:00", "customer": "K1"}
        ]
        events: list[dict[str, object]] = [{"case": "C1", "at": "2026-03-02 09:00", "name": "close"}]
        assert "DK642" in {each.code for each in run(cases=cases, events=events).problems}


class TestClasses:
    def test_a_class_nobody_can_tell_leaves_it_open_whether_a_visit_is_due(self):
        # No sales table at all: nobody has a class, and nobody is passed over.
        assert {each.state.value for each in run().dues if each.rule.id == "visit"} == {"unknown"}

    def test_a_sale_of_the_month_itself_changes_no_visit_of_the_month(self):
        lines: list[dict[str, object]] = [
            {"document": "L1", "line": "1", "date": "2026-03-01", "dealer": "K1", "net_amount": 5000}
        ]
        assert sources(run(lines=lines), "visit") == []
        april = sources(run(date(2026, 4, 20), lines=lines), "visit")
        assert [source for source, _ in april] == ["2026-04-06", "2026-04-13", "2026-04-20"]
