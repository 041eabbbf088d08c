"""How contracts are carried out: the parts are the whole, and instalments are those of the receivables."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.contracts.execution.run import evaluate
from dealerkit.problems import Arg
from tests.contracts.contracting import book_of, codes, policy_of, row_of
from tests.contracts.naive_contracts import sums

DAY = date(2026, 3, 31)
POLICY = policy_of(
    "contracts: {execution: {amounts: gross, grace: 0, services: {due: 30 days, bill_within: 7 days}}}\n"
)
CONTRACTS = [{"contract": each, "customer": f"D{each}", "start": "2026-01-01"} for each in ("C1", "C2")]
DAYS = st.sampled_from(["2026-01-05", "2026-02-05", "2026-03-05"])
NAMED = st.sampled_from(["C1", "C2", ""])


@st.composite
def trade(draw: st.DrawFn) -> dict[str, list[dict[str, object]]]:
    orders = [
        {
            "order": f"O{i}",
            "date": draw(DAYS),
            "customer": "D1",
            "gross_amount": draw(st.integers(1, 900)),
            "contract": draw(NAMED),
            "status": draw(st.sampled_from(["open", "shipped", "cancelled"])),
        }
        for i in range(draw(st.integers(1, 4)))
    ]
    numbers = [*(str(each["order"]) for each in orders), ""]
    deliveries = [
        {
            "delivery": f"L{i}",
            "date": draw(DAYS),
            "customer": "D1",
            "order": draw(st.sampled_from(numbers)),
            "gross_amount": draw(st.integers(1, 400)),
        }
        for i in range(draw(st.integers(1, 4)))
    ]
    invoices = [
        {
            "invoice": f"I{i}",
            "date": draw(DAYS),
            "customer": "D1",
            "gross_amount": draw(st.integers(-200, 900)),
            "order": draw(st.sampled_from(numbers)),
            "contract": draw(NAMED),
            "due_on": draw(DAYS),
        }
        for i in range(draw(st.integers(1, 4)))
    ]
    bills = [*(str(each["invoice"]) for each in invoices), ""]
    receipts = [
        {
            "receipt": f"R{i}",
            "date": draw(DAYS),
            "customer": "D1",
            "amount": draw(st.integers(1, 500)),
            "invoice": draw(st.sampled_from(bills)),
            "contract": draw(NAMED),
        }
        for i in range(draw(st.integers(1, 5)))
    ]
    return {"orders": orders, "deliveries": deliveries, "invoices": invoices, "receipts": receipts}


def number(value: Arg) -> Fraction:
    return Fraction(str(value))


class TestSummary:
    @settings(max_examples=60)
    @given(trade())
    def test_the_contracts_together_are_all_that_the_tables_say(self, tables: dict[str, list[dict[str, object]]]):
        run = evaluate(POLICY, book_of(contracts=CONTRACTS, **tables), DAY)
        rows = [each.decision for each in run.rows if each.part == "summary"]

        def whole(name: str) -> Fraction:
            return sum((number(each.value(name)) for each in rows), Fraction(0))

        kept = [each for each in tables["orders"] if each["status"] != "cancelled"]
        bills = [each for each in tables["invoices"] if int(str(each["gross_amount"])) >= 0]
        assert whole("ordered") == sums(kept, "gross_amount")
        assert whole("shipped") == sums(tables["deliveries"], "gross_amount")
        assert whole("invoiced") == sums(bills, "gross_amount")
        assert whole("invoiced") - whole("credited") == sums(tables["invoices"], "gross_amount")
        assert whole("received") + whole("unapplied") == sums(tables["receipts"], "amount")

    @settings(max_examples=60)
    @given(trade())
    def test_what_is_open_is_what_was_invoiced_less_credits_and_money(self, tables: dict[str, list[dict[str, object]]]):
        run = evaluate(POLICY, book_of(contracts=CONTRACTS, **tables), DAY)
        for each in (row.decision for row in run.rows if row.part == "summary"):
            figures = {name: number(each.value(name)) for name in ("invoiced", "credited", "received", "open")}
            assert figures["open"] == figures["invoiced"] - figures["credited"] - figures["received"]
            assert number(each.value("overdue")) <= figures["invoiced"]

    @settings(max_examples=60)
    @given(trade())
    def test_an_order_belongs_to_the_contract_it_names(self, tables: dict[str, list[dict[str, object]]]):
        run = evaluate(POLICY, book_of(contracts=CONTRACTS, **tables), DAY)
        kept = [each for each in tables["orders"] if each["status"] != "cancelled"]
        for contract in ("C1", "C2"):
            assert number(row_of(run, contract).decision.value("ordered")) == sums(kept, "gross_amount", contract)

    def test_a_contract_without_any_trade_is_there_with_zeros(self):
        run = evaluate(POLICY, book_of(contracts=CONTRACTS), DAY)
        assert [(each.subject, each.decision.value("receivable")) for each in run.rows] == [("C1", 0), ("C2", 0)]

    def test_later_rows_do_not_count_yet(self):
        orders = [{"order": "O", "date": "2026-04-01", "customer": "D", "gross_amount": 9, "contract": "C1"}]
        run = evaluate(POLICY, book_of(contracts=CONTRACTS, orders=orders), DAY)
        assert row_of(run, "C1").decision.value("ordered") == 0

    def test_an_invoice_in_a_currency_without_a_rate_is_a_finding_and_counts_nowhere(self):
        invoice = {"invoice": "I", "date": "2026-03-01", "customer": "D", "gross_amount": 9, "currency": "USD"}
        run = evaluate(POLICY, book_of(contracts=CONTRACTS, invoices=[invoice]), DAY)
        assert [(each.code, str(each.at)) for each in run.problems] == [("DK678", "invoices:1:5")]

    def test_an_order_with_one_line_shipped_still_has_the_others_to_ship(self):
        line = {"order": "O", "date": "2026-03-01", "customer": "D", "gross_amount": 9, "contract": "C1"}
        lines = [{**line, "line_no": 1, "status": "open"}, {**line, "line_no": 2, "status": "shipped"}]
        run = evaluate(POLICY, book_of(contracts=CONTRACTS, orders=lines), DAY)
        assert row_of(run, "C1").decision.value("to_ship") == 18

    def test_an_order_in_a_currency_without_a_rate_leaves_its_contract_open(self):
        order = {"order": "O", "date": "2026-03-01", "customer": "D", "gross_amount": 9, "currency": "USD"}
        run = evaluate(POLICY, book_of(contracts=CONTRACTS, orders=[{**order, "contract": "C1"}]), DAY)
        assert row_of(run, "C1").decision.missing == ("rates.USD",)


class TestInstalments:
    def test_an_instalment_without_a_rate_is_a_finding_at_its_cell(self):
        plan = [{"contract": "C1", "instalment": 1, "due_on": "2026-03-01", "amount": 9, "currency": "USD"}]
        run = evaluate(POLICY, book_of(contracts=CONTRACTS, instalments=plan), DAY)
        assert [(each.code, str(each.at)) for each in run.problems] == [("DK678", "instalments:1:5")]

    def test_they_add_up_to_the_plan_however_they_were_paid(self):
        plan = [{"contract": "C1", "instalment": i, "due_on": f"2026-0{i}-10", "amount": 100 * i} for i in (1, 2, 3)]
        receipts = [{"receipt": "R", "date": "2026-02-01", "customer": "DC1", "amount": 250, "contract": "C1"}]
        run = evaluate(POLICY, book_of(contracts=CONTRACTS, instalments=plan, receipts=receipts), DAY)
        parts = [each.decision for each in run.rows if each.part == "instalments"]
        assert [each.value("paid") for each in parts] == [100, 150, 0]
        assert [each.value("days_overdue") for each in parts] == [0, 49, 21]


class TestServices:
    def test_a_service_in_a_currency_without_a_rate_cannot_be_told(self):
        service = {"service": "V", "date": "2026-03-30", "customer": "D", "amount": 9, "currency": "USD"}
        run = evaluate(POLICY, book_of(contracts=CONTRACTS, service_orders=[service]), DAY)
        assert row_of(run, "V").decision.code == "DK678"
        assert codes(run) == ["DK678"]
