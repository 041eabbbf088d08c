"""Whatever periods, settlement days and look-backs a programme combines, its sums are those of a plain loop."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.rebates.programme import programmes_of
from dealerkit.rebates.run import Run
from tests.rebates.histories import HEAD, book_of, line, policy_of

PERIODS = (
    "month",
    "quarter",
    "half-year",
    "year",
    "contract-year",
    "{kind: quarter, starts: april}",
    "{kind: month, weeks: 4-4-5, closes: {weekday: saturday, month: january, which: last}}",
)
POLICY = """
rebates:
  one:
    {effective}
    period: {period}
    qualifying: {{where: 'dealer.class == "A" and within(product, "G")', if_missing: false, measure: net_amount}}
    paying: {{measure: net_amount}}
    against: {{baseline: same-period-last-year, missing: zero}}
    gates:
      - {{id: year, of: attainment.year, at: 0%, if_missing: 1}}
      - {{id: own, of: attainment.period, at: 0%, if_missing: 1}}
    method: retrospective
    kind: percent
    bands: [{{at: 0%, rate: 1%}}]
    settle: {{every: {every}, payout: transfer, negative: invoice}}
"""
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
TABLES: dict[str, list[dict[str, object]]] = {
    "customers": [
        {"customer": "A", "kind": "dealer", "class": "A", "valid_to": "2026-05-17"},
        {"customer": "A", "kind": "dealer", "class": "B", "valid_from": "2026-05-18"},
        {"customer": "B", "kind": "dealer", "class": "A"},
    ],
    "contracts": [{"contract": "1", "customer": "A", "kind": "x", "start": "2024-02-29"}],
    "products": [{"product": "P", "group": "G"}],
    "targets": [{"subject": "A", "period": "2026", "value": 100}],
}


@settings(max_examples=150)
@given(
    period=st.sampled_from(PERIODS),
    every=st.sampled_from(["period", "month", "quarter", "year"]),
    effective=st.tuples(st.none() | DAYS, st.none() | st.integers(0, 900)),
    as_of=DAYS,
    sales=st.lists(st.tuples(DAYS, st.sampled_from(["A", "B"]), st.integers(-500, 900)), max_size=15),
)
def test_sums_are_those_of_a_plain_loop(
    period: str,
    every: str,
    effective: tuple[date | None, int | None],
    as_of: date,
    sales: list[tuple[date, str, int]],
):
    start, length = effective
    written = ""
    if start is not None:
        end = "" if length is None else str(start + timedelta(days=length))
        written = f"effective: {start}..{end}"
    head = HEAD.replace("2026-01-01..2026-12-31", "2024-01-01..2027-12-31")
    policy = policy_of(POLICY.format(effective=written, period=period, every=every), head)
    lines = [line(str(day), amount, dealer) for day, dealer, amount in sales]
    run = Run.open(policy, book_of(lines, tables=TABLES), as_of)
    settlement = run.settlement()
    programme = programmes_of(policy)["one"]

    def added(payee: str, first: date, last: date, *, qualifying: bool) -> Decimal:
        return sum(
            (
                Decimal(amount)
                for day, dealer, amount in sales
                if dealer == payee
                and first <= day <= min(last, as_of)
                and (not qualifying or dealer == "B" or day <= date(2026, 5, 17))
            ),
            Decimal(0),
        )

    for row in settlement.rows:
        window = row.window
        assert row.qualifying == added(row.payee, window.first, window.through, qualifying=True)
        assert row.decided.paying == added(row.payee, window.first, window.through, qualifying=False)
        timing = run.standing.timing(programme, row.payee)
        assert timing is not None
        before = timing.last_year(window)
        assert before.start is not None
        assert before.end is not None
        baseline = added(row.payee, before.start, before.end, qualifying=True)
        assert (run.standing.measured(programme, row.payee, window).baseline or Decimal(0)) == baseline
