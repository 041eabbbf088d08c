"""What the table of figures says of nothing and of doubt, held to the engine."""

from __future__ import annotations

from datetime import date

from dealerkit import assembly
from dealerkit.book import Book
from dealerkit.report.handbook import handbook
from dealerkit.scoring.figures.answers import Absence, Why
from dealerkit.scoring.figures.reckoning import reckon

DAY = date(2026, 6, 30)
POLICY = """\
policy: {name: p, title: P, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}
scoring:
  figures:
    bought: {sum: net_amount, from: lines}
    times: {count: rows, from: lines}
    mean: {average: net_amount, from: lines}
    held: {last: quantity, from: stock}
    tea: {sum: net_amount, from: lines, where: line.kind == "sale"}
"""


def test_over_no_records_a_sum_is_zero_and_other_figures_are_not_known():
    loaded = assembly.loads({"p.yaml": POLICY.encode()})
    assert loaded.policy is not None, loaded.problems
    text = next(
        each.markdown() for each in handbook(loaded.policy, "en", DAY).chapters if each.address == "scoring.figures"
    )
    assert "Over no records a sum or a number is zero; any other figure, also a sum of the last day alone," in text
    assert "Where it cannot be told whether a record counts, and nothing else is said, the figure is not known." in text
    line = {"date": "2026-03-01", "dealer": "B", "product": "TEA", "quantity": "1", "net_amount": "10", "kind": None}
    stock = {"date": "2026-03-01", "holder": "B", "product": "TEA", "quantity": "5"}
    book = Book.from_tables({"customers": [{"customer": "A"}, {"customer": "B"}], "lines": [line], "stock": [stock]})
    found = reckon(loaded.policy, book, DAY)
    assert [found.value(name, "A") for name in ("bought", "times")] == [0, 0]
    absent = [found.found(name, "A") for name in ("mean", "held")]
    assert [each.why for each in absent if isinstance(each, Absence)] == [Why.NO_ROWS, Why.NO_ROWS]
    assert found.value("held", "B") == 5
    unclear = found.found("tea", "B")
    assert isinstance(unclear, Absence)
    assert unclear.why is Why.UNCLEAR
