"""Stacking and budgets agree with a naive reckoning, line by line, and keep their promises."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rebates.histories import line as book_line
from tests.rebates.naive_stacking import Deal, Line, cents, chosen, in_order, shared, takes
from tests.rebates.stackings import paid, programme, run_of, stacked_policy

BRANDS = ("A", "AB", "ABC", "B", "BC", "C")
PAYEES = ("D1", "D2", "D3")

deals = st.lists(
    st.tuples(st.sampled_from(BRANDS), st.sampled_from((0, 2, 3)), st.sampled_from((0, 500, 2000)), st.integers(1, 40)),
    min_size=2,
    max_size=4,
).map(lambda found: [Deal(f"deal-{place}", *each) for place, each in enumerate(found)])


def lines_of(least: int) -> st.SearchStrategy[list[Line]]:
    amount = st.integers(least, 3000)
    return st.lists(
        st.builds(Line, st.sampled_from(PAYEES), st.integers(1, 3), st.sampled_from("ABC"), amount),
        min_size=1,
        max_size=12,
    )


def as_book(lines: list[Line]) -> list[dict[str, object]]:
    return [book_line(f"2026-0{each.month}-10", each.amount, each.payee, product=each.brand) for each in lines]


def as_policy(found: list[Deal], stacking: str, **keys: str) -> str:
    text = "".join(
        programme(
            each.id,
            brands=each.brands,
            bands=f"[{{at: {each.bound}, rate: {each.percent}%}}]",
            effective=f"2026-0{max(each.month, 1)}-01..2026-03-31",
            **keys,
        )
        for each in found
    )
    return f"rebates:\n{text}{stacking}"


def stacking_of(found: list[Deal], rule: str, more: str = "") -> str:
    return f"stacking:\n  s: {{rule: {rule}, programmes: [{', '.join(each.id for each in found)}]{more}}}\n"


def told(found: list[Deal], lines: list[Line], stacking: str, **keys: str) -> dict[tuple[str, str], Decimal]:
    """What is settled; rows of no amount are left out."""
    run = run_of(stacked_policy(as_policy(found, stacking, **keys)), as_book(lines))
    return {key: amount for key, amount in paid(run).items() if amount}


def of(lines: list[Line], payee: str) -> list[Line]:
    return [each for each in lines if each.payee == payee]


@given(deals, lines_of(-500), st.sampled_from(("best-of", "exclusive")))
def test_the_lines_go_to_whom_a_naive_reckoning_gives_them(found: list[Deal], lines: list[Line], rule: str):
    expected = {
        (id, payee): cents(amount)
        for payee in PAYEES
        for id, amount in chosen(found, of(lines, payee), rule).items()
        if cents(amount)
    }
    assert told(found, lines, stacking_of(found, rule)) == expected


@given(deals, lines_of(1), st.data())
def test_amounts_in_order_are_those_of_a_naive_reckoning(found: list[Deal], lines: list[Line], data: st.DataObject):
    pairs = list(combinations([each.id for each in found], 2))
    drawn = data.draw(st.sets(st.sampled_from(pairs), min_size=1))
    reduces: dict[str, set[str]] = {}
    for one, other in drawn:
        reduces.setdefault(one, set()).add(other)
    written = ", ".join(f"{one}: [{', '.join(sorted(others))}]" for one, others in sorted(reduces.items()))
    expected = {
        (id, payee): cents(amount)
        for payee in PAYEES
        for id, amount in in_order(found, of(lines, payee), reduces).items()
        if cents(amount)
    }
    assert told(found, lines, stacking_of(found, "ordered", f", reduces: {{{written}}}")) == expected


@given(deals, lines_of(1))
def test_the_best_is_never_more_than_the_sum_and_no_line_is_paid_twice(found: list[Deal], lines: list[Line]):
    best = told(found, lines, stacking_of(found, "best-of"))
    every = told(found, lines, stacking_of(found, "sum"))
    for payee in PAYEES:
        mine = of(lines, payee)
        total = sum(amount for (_, whose), amount in best.items() if whose == payee)
        assert total <= sum(amount for (_, whose), amount in every.items() if whose == payee)
        most = sum(max((each.percent for each in found if takes(each, line)), default=0) * line.amount for line in mine)
        assert total <= Fraction(most, 100) + Fraction(len(found), 200)
        assert all(best.get((each.id, payee), 0) <= every.get((each.id, payee), 0) for each in found)


@pytest.mark.slow
@given(deals, lines_of(-500), st.sampled_from(("best-of", "exclusive")), st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_matter(found: list[Deal], lines: list[Line], rule: str, random: object):
    mixed = list(lines)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    stacking = stacking_of(found, rule)
    assert told(found, mixed, stacking, budget="{amount: 50}") == told(found, lines, stacking, budget="{amount: 50}")


@given(deals, lines_of(1), st.integers(0, 2_000_00).map(lambda amount: Decimal(amount).scaleb(-2)))
def test_a_budget_is_used_to_the_cent_and_shared_as_a_naive_reckoning_shares_it(
    found: list[Deal], lines: list[Line], budget: Decimal
):
    earned = told(found, lines, stacking_of(found, "best-of"))
    left = told(found, lines, stacking_of(found, "best-of"), budget=f"{{amount: {budget}}}")
    for each in found:
        amounts = {payee: amount for (id, payee), amount in earned.items() if id == each.id}
        shares = {payee: amount for (id, payee), amount in left.items() if id == each.id}
        assert sum(shares.values()) == min(budget, sum(amounts.values()))
        assert shares == {payee: share for payee, share in shared(budget, amounts).items() if share}
