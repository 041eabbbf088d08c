"""Keep or end over generated books: against the naive reckoning, and what must hold whatever the figures are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.assembly.registry import SECTIONS
from dealerkit.book import Book
from dealerkit.governance.assess import balance as sums
from dealerkit.governance.assess.balance import Balance, loss_at, sensitivity
from dealerkit.governance.assess.judging import AssessRun
from dealerkit.governance.assess.run import evaluate
from dealerkit.governance.exposure import Exposure
from dealerkit.governance.span import Span
from dealerkit.policy.loading import load_texts
from dealerkit.problems import DealerkitError
from dealerkit.values.exact import as_fraction
from tests.governance import naive_assess as naive

POLICY = b"""
policy: {name: generated, revision: "1", currency: CNY, effective: 2025-01-01..2026-12-31}
governance:
  assess:
    window: 90 days
    costs: {goods: {least: 70%, most: 80%}, rebates: {least: 1%, most: 2%}, promotions: 0%}
    thin: 5%
    loss:
      margin: {least: 10%, most: 20%}
      attributed: {least: 50%, most: 100%}
      methods: [{id: trend, method: trend}, {id: prices, method: prices}]
    obedience: {ignored: 2}
    verdicts: [{id: all, verdict: watch, when: true}]
"""
LOADED = load_texts({"policy.yaml": POLICY}, SECTIONS).policy
SPANS = (date(2025, 10, 3), date(2026, 1, 1), date(2026, 3, 31))
CUSTOMERS = [{"customer": each, "territory": f"{'east' if each in 'ABC' else 'west'}-{each}"} for each in "ABCXY"]
TERRITORIES = [
    {"territory": "east"},
    {"territory": "west"},
    *({"territory": str(each["territory"]), "parent": str(each["territory"]).partition("-")[0]} for each in CUSTOMERS),
]
lines = st.lists(
    st.fixed_dictionaries(
        {
            "date": st.dates(date(2025, 9, 1), date(2026, 4, 10)),
            "dealer": st.sampled_from("ABCXY"),
            "product": st.sampled_from("PQ"),
            "quantity": st.integers(-3, 30).map(Decimal),
            "net_amount": st.integers(-200, 900).map(Decimal),
        }
    ),
    min_size=1,
    max_size=16,
)


def assessed(rows: list[dict[str, object]]) -> AssessRun:
    assert LOADED is not None
    book = Book.from_tables({"lines": rows, "customers": CUSTOMERS, "territories": TERRITORIES})
    return evaluate(LOADED, book, SPANS[2])


def span_of(found: Span | None) -> tuple[Fraction, Fraction] | None:
    return None if found is None else (as_fraction(found.least), as_fraction(found.most))


@settings(max_examples=60)
@given(lines)
def test_estimates_and_loss_are_those_of_the_naive_reckoning(rows: list[dict[str, object]]):
    first = date(2025, 10, 3)
    known = {str(each["dealer"]) for each in rows if first <= each["date"] <= SPANS[2]}  # type: ignore[operator]
    for found in assessed(rows).dealers:
        east = found.dealer in "ABC"
        neighbours = sorted(each for each in known if each != found.dealer and (each in "ABC") is east)
        others = sorted(each for each in known if (each in "ABC") is not east)
        trend = naive.trend(rows, neighbours, others, SPANS)
        prices = naive.prices(rows, neighbours, others, SPANS)
        assert [span_of(each.span) for each in found.estimates] == [trend, prices]
        if trend is not None and prices is not None:
            rate, attributed = (Fraction(1, 10), Fraction(1, 5)), (Fraction(1, 2), Fraction(1))
            assert span_of(found.balance.loss) == naive.loss(trend, prices, rate, attributed)


@settings(max_examples=30)
@given(lines, st.randoms())
def test_the_order_of_lines_never_matters(rows: list[dict[str, object]], random: object):
    shuffled = [*rows]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = assessed(rows), assessed(shuffled)
    assert [(each.dealer, each.balance) for each in one.dealers] == [
        (each.dealer, each.balance) for each in other.dealers
    ]


amount = st.integers(0, 900).map(Decimal)
rates = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(
    lambda ends: Span(Decimal(min(ends)) / 100, Decimal(max(ends)) / 100)
)
amounts = st.tuples(amount, amount).map(lambda ends: Span(min(ends), max(ends)))
balances = st.builds(
    lambda sales, cost, uncosted, debt, of: Balance(
        sales=sales,
        cost=cost,
        uncosted=uncosted,
        debt=debt,
        thin=Decimal("0.05"),
        inputs=dict(zip((*sums.OF_MARGIN, *sums.OF_LOSS), of, strict=True)),
    ),
    amount,
    amount,
    amount,
    amount,
    st.tuples(rates, amounts, amounts, rates, amounts, amounts, rates, rates),
)


@settings(max_examples=80)
@given(balances, st.tuples(*[st.integers(0, 10)] * 8))
def test_ranges_hold_every_value_within_the_ranges_of_the_inputs(balance: Balance, parts: tuple[int, ...]):
    values = {
        name: span.least + (span.most - span.least) * Decimal(part) / 10  # type: ignore[operator]
        for (name, span), part in zip(balance.inputs.items(), parts, strict=True)
    }
    margin, loss, net = balance.margin, balance.loss, balance.net
    assert margin is not None
    assert loss is not None
    assert net is not None
    assert margin.least <= balance.margin_at(values) <= margin.most
    assert loss.least <= loss_at(values) <= loss.most
    assert net.least <= balance.gap_at(sums.NET_LOSS, values) <= net.most


@settings(max_examples=80)
@given(balances)
def test_an_answer_changes_at_the_flip_and_nowhere_else_in_the_range(balance: Balance):
    for varied in sensitivity(balance):
        within = {each.answer: each for each in varied.flips if each.is_within}
        for answer in (sums.THIN, sums.NET_LOSS):
            low = balance.gap_at(answer, {**balance.middle, varied.name: varied.span.least})
            high = balance.gap_at(answer, {**balance.middle, varied.name: varied.span.most})
            assert (answer in within) is ((low < 0) is not (high < 0))
            if answer in within:
                value = within[answer].value
                assert varied.span.least <= value <= varied.span.most
                assert balance.gap_at(answer, {**balance.middle, varied.name: value}) == 0


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(-50, 90).map(Decimal)), max_size=8))
def test_the_average_debt_is_that_of_every_single_day(changes: list[tuple[int, Decimal]]):
    first, last = date(2026, 1, 11), date(2026, 1, 30)
    account = Exposure(tuple((date.fromordinal(date(2026, 1, 1).toordinal() + day), each) for day, each in changes))
    days = [date.fromordinal(each) for each in range(first.toordinal(), last.toordinal() + 1)]
    assert account.average(first, last) == Fraction(sum(account.on(each) for each in days)) / len(days)


def test_a_policy_without_the_room_has_nothing_to_evaluate():
    text = b"policy: {name: n, revision: '1', currency: CNY, effective: 2026-01-01..2026-12-31}"
    policy = load_texts({"p.yaml": text}, SECTIONS).policy
    assert policy is not None
    with pytest.raises(DealerkitError):
        evaluate(policy, Book.from_tables({}), date(2026, 1, 1))
