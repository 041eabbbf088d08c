"""A row that one policy cannot use is lost to that policy alone: by hand, for every source of rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import dealerkit
from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.whatif.engine.outcome import Outcome
from dealerkit.whatif.engine.workbench import Workbench
from dealerkit.whatif.scenarios.reading import scenarios_of

HEAD = """
policy:
  name: small
  revision: "1"
  currency: CNY
  rounding: {to: 0.01, mode: half-up}
  effective: 2026-01-01..2026-12-31
parameters:
  cheap: {unit: money, source: test, values: {2026-01-01: 1_000}}
rebates:
"""
PERCENT = """
    period: quarter
    method: retrospective
    kind: percent
    bands: [{at: 0, rate: 1%}]
    settle: {every: quarter, payout: credit-note, negative: floor}
"""
UNITS = PERCENT.replace("percent", "per-unit").replace("{at: 0, rate: 1%}", "{at_unit: 1, pay: 1}")
PROGRAMMES = {
    "bought": "{measure: net_amount}" + PERCENT,
    "paid": "{from: collections, measure: net_amount}" + PERCENT,
    "cheap": "{from: collections, where: line.net_amount < cheap, measure: net_amount}" + PERCENT,
    "prompt": "{measure: net_amount}"
    + PERCENT
    + "    factors: [{id: days, of: period.days_to_pay, bands: [{at: 0, factor: 100%}, {above: 40, factor: 50%}]}]\n",
    "sold": "{from: psi, measure: quantity}" + UNITS,
    "shop": "{from: sell-through, measure: quantity}" + UNITS,
    "buyers": "{from: sell-through, measure: quantity}\n    payee: buyer" + UNITS,
}
BOOK: Mapping[str, list[Mapping[str, object]]] = {
    "customers": [{"customer": each, "kind": "dealer"} for each in "AB"],
    "products": [{"product": "P1", "brand": "Star"}, {"product": "P2"}],
    # The first line has a list price that nobody can read, and a product of no brand.
    "lines": [
        {"document": "F1", "date": "2026-02-01", "dealer": "A", "product": "P2", "quantity": "10"}
        | {"net_amount": "100", "list_price": "dear"},
        {"document": "F2", "date": "2026-02-02", "dealer": "A", "product": "P1", "quantity": "10"}
        | {"net_amount": "200", "list_price": "2"},
    ],
    "invoices": [
        {"invoice": "F1", "date": "2026-02-01", "customer": "A", "net_amount": "100", "gross_amount": "100"},
        {"invoice": "F2", "date": "2026-02-02", "customer": "A", "net_amount": "200", "gross_amount": "200"},
    ],
    "receipts": [
        {"receipt": "R1", "date": "2026-03-01", "customer": "A", "amount": "100", "invoice": "F1", "kind": "payment"},
        {"receipt": "R2", "date": "2026-03-02", "customer": "A", "amount": "200", "invoice": "F2", "kind": "payment"},
    ],
    # 20 bought, 6 left of one product and 2 of the other: 12 were sold on.
    "stock": [
        {"date": day, "holder": "A", "product": product, "quantity": quantity}
        for day, product, quantity in (
            ("2026-01-31", "P1", "0"),
            ("2026-01-31", "P2", "0"),
            ("2026-03-31", "P1", "6"),
            ("2026-03-31", "P2", "2"),
        )
    ],
    "sell_through": [
        {"date": "2026-03-01", "dealer": "A", "buyer": "B", "product": "P1", "quantity": "5", "net_amount": "dear"},
        {"date": "2026-03-02", "dealer": "A", "buyer": "B", "product": "P1", "quantity": "7", "net_amount": "9"},
    ],
}
LISTED = {"rebates.bought.qualifying": {"measure": "=line.list_price * 100"}}
STARRED = {
    "rebates.paid.qualifying": {"from": "collections", "where": 'product.brand == "Star"', "measure": "net_amount"}
}
LATER = [{"id": "later", "pay_later": "60 days"}]


def policy_with(*programmes: str) -> Policy:
    text = HEAD + "".join(f"  {id}:\n    qualifying: {PROGRAMMES[id]}" for id in programmes)
    loaded = dealerkit.loads({"policy.yaml": text.encode()})
    assert loaded.policy is not None, loaded.problems
    return loaded.policy


def outcomes(*programmes: str, **written: Mapping[str, object]) -> dict[str, Outcome]:
    """What some scenarios, all asked together, come to over the book."""
    policy = policy_with(*programmes)
    loaded = scenarios_of({"scenarios.yaml": json.dumps({"scenarios": written}).encode()}, policy)
    assert loaded.file is not None, loaded.problems
    bench = Workbench.open(policy, Book.from_tables(BOOK), date(2026, 12, 31), loaded.file)
    assert isinstance(bench, Workbench), bench
    return {id: bench.outcome(each) for id, each in loaded.file.scenarios.items()}


def earned(outcome: Outcome) -> dict[tuple[str, str, str], tuple[Decimal | None, Decimal | None]]:
    """What every row earns as it is, and under the scenario."""
    return {(row.programme, row.payee, row.period[-2:]): (row.amount_before, row.amount) for row in outcome.rows}


class TestCollectedMoney:
    def test_keeps_a_line_that_only_another_policy_cannot_read(self) -> None:
        found = outcomes("bought", "paid", listed={"policy": LISTED}, same={"title": "As it is"})
        # 1 % of 300; under the other policy the line of 100 is no line, and nothing was paid of it.
        assert earned(found["listed"]) == {("bought", "A", "Q1"): (3, 2), ("paid", "A", "Q1"): (3, 2)}
        assert earned(found["same"]) == {("bought", "A", "Q1"): (3, 3), ("paid", "A", "Q1"): (3, 3)}

    def test_that_comes_later_keeps_a_line_that_only_another_policy_cannot_read(self) -> None:
        found = outcomes(
            "bought", "paid", listed={"policy": LISTED}, later={"book": LATER}, both={"policy": LISTED, "book": LATER}
        )
        assert earned(found["later"]) == {
            ("bought", "A", "Q1"): (3, 3),
            ("paid", "A", "Q1"): (3, 0),
            ("paid", "A", "Q2"): (0, 3),
        }
        assert earned(found["both"]) == {
            ("bought", "A", "Q1"): (3, 2),
            ("paid", "A", "Q1"): (3, 0),
            ("paid", "A", "Q2"): (0, 2),
        }

    def test_that_comes_later_keeps_a_line_that_only_another_policy_cannot_decide_on(self) -> None:
        found = outcomes("paid", starred={"policy": STARRED}, later={"book": LATER})
        # Nobody knows of what brand the line of 100 is.
        assert earned(found["starred"]) == {("paid", "A", "Q1"): (3, 2)}
        assert earned(found["later"]) == {("paid", "A", "Q1"): (3, 0), ("paid", "A", "Q2"): (0, 3)}

    def test_that_comes_later_is_measured_by_the_parameters_of_its_own_policy(self) -> None:
        lower = {"parameters.cheap.values": {"2026-01-01": "150"}}
        found = outcomes("cheap", both={"policy": lower, "book": LATER})
        assert earned(found["both"]) == {("cheap", "A", "Q1"): (3, 0), ("cheap", "A", "Q2"): (0, 1)}

    def test_that_comes_later_is_told_as_what_the_own_policy_counts(self) -> None:
        found = outcomes("paid", starred={"policy": STARRED}, both={"policy": STARRED, "book": LATER})
        late = outcomes("paid", starred={"policy": STARRED}, late={"book": [{"id": "l", "pay_later": "306 days"}]})
        assert [(each.before, each.after) for each in found["both"].moves] == [(200, 200)]
        # On 1 and 2 January of the next year nothing has come yet.
        assert [(each.before, each.after) for each in late["late"].moves] == [(300, 0)]


class TestChangesOfTheBook:
    def test_that_ask_for_a_cell_that_cannot_be_read_leave_its_line_as_it_is(self) -> None:
        dear = {"book": [{"id": "dear", "grow": "10%", "where": "line.list_price >= 2"}]}
        found = outcomes("bought", "paid", dear=dear)
        # The line of 200 grows to 220; whether the other is dear cannot be told.
        grown = (3, Decimal("3.20"))
        assert earned(found["dear"]) == {("bought", "A", "Q1"): grown, ("paid", "A", "Q1"): grown}
        assert [(each.code, each.arg("lines")) for each in found["dear"].problems] == [("DK967", 1)]

    def test_leave_what_was_sold_on_as_the_counts_say(self) -> None:
        dear = {"book": [{"id": "dear", "grow": "10%", "where": "line.list_price >= 2"}]}
        assert earned(outcomes("sold", dear=dear)["dear"]) == {("sold", "A", "Q1"): (12, 12)}

    def test_that_make_money_later_say_nothing_of_a_policy_that_does_not_ask_for_it(self) -> None:
        prompt = {"programmes": {"add": {"prompt": PROMPT}}}
        found = outcomes("bought", prompt=prompt, later={"book": LATER})
        assert found["later"].moves == ()
        assert [each.code for each in found["later"].problems] == ["DK969"]


PROMPT = {
    "period": "quarter",
    "qualifying": {"measure": "net_amount"},
    "method": "retrospective",
    "kind": "percent",
    "bands": [{"at": "0", "rate": "1%"}],
    "factors": [{"id": "days", "of": "period.days_to_pay", "bands": [{"at": "0", "factor": "100%"}]}],
    "settle": {"every": "quarter", "payout": "credit-note", "negative": "floor"},
}


def test_what_was_sold_on_is_reckoned_from_the_purchases_that_each_policy_can_read() -> None:
    found = outcomes("bought", "sold", listed={"policy": LISTED}, same={"title": "As it is"})
    # 10 bought and 6 left are 4. Of the other product 2 are counted where nothing was bought: that is not believed.
    assert earned(found["listed"]) == {("bought", "A", "Q1"): (3, 2), ("sold", "A", "Q1"): (12, 4)}
    assert earned(found["same"]) == {("bought", "A", "Q1"): (3, 3), ("sold", "A", "Q1"): (12, 12)}
    # The line of 100 was sold all the same, and it is told that it is left out.
    assert [(each.code, each.arg("sales")) for each in found["listed"].problems] == [("DK952", 100)]
    assert (found["listed"].totals.trade.sales, found["same"].problems) == (300, ())


def test_a_report_is_lost_to_the_policy_that_cannot_read_it_whoever_is_credited() -> None:
    valued = {
        "rebates.shop.qualifying": {"from": "sell-through", "where": "sale.net_amount > 0", "measure": "quantity"}
    }
    found = outcomes("shop", "buyers", valued={"policy": valued}, same={"title": "As it is"})
    assert earned(found["valued"]) == {("shop", "A", "Q1"): (12, 7), ("buyers", "B", "Q1"): (12, 7)}
    assert earned(found["same"]) == {("shop", "A", "Q1"): (12, 12), ("buyers", "B", "Q1"): (12, 12)}
