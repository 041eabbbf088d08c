"""Groups and overrides beside a reference that shares nothing with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dealerkit.rebates.settlement import Settlement, settle
from tests.rebates.histories import book_of, line, policy_of
from tests.rebates.naive_groups import FIRST, LAST, Sale, Stay, by_dealer, override

BANDS = """
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 1_000, rate: 1%}, {at: 5_000, rate: 2%}]
    settle: {payout: credit-note, negative: carry-forward}
"""
GROUPS = policy_of("rebates:\n  group:\n    period: quarter\n    accumulate: {over: group, pay: each}" + BANDS)
WEIGHTS = (Decimal("1.00"), Decimal("0.50"))
OVERRIDE = policy_of(
    "rebates:\n  volume:\n    period: quarter"
    + BANDS
    + """
  override:
    period: quarter
    accumulate: {over: ceded, pay: head, weights: [100%, 50%]}
    qualifying: {from: entitlements, of: [volume], measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 0, rate: 100%}]
    settle: {payout: credit-note, negative: carry-forward}
"""
)

DEALERS = ("A", "B", "C", "D")
days = st.dates(FIRST, LAST)
amounts = st.decimals("-2000", "4000", places=2)
sales = st.lists(st.builds(Sale, days, st.sampled_from(DEALERS), amounts), max_size=12)
stays = st.lists(st.tuples(days, st.sampled_from((None, "G", "H", "A"))), max_size=2).map(
    lambda found: [Stay(date.min, None), *(Stay(*each) for each in sorted(dict(found).items()))]
)
memberships = st.fixed_dictionaries(dict.fromkeys(DEALERS, stays))


def customers(memberships: dict[str, Sequence[Stay]]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for dealer, found in memberships.items():
        for stay, following in zip(found, (*found[1:], None), strict=True):
            row: dict[str, object] = {"customer": dealer, "kind": "dealer", "status": "active"}
            row |= {"group": stay.group} if stay.group else {}
            row |= {"valid_from": stay.since.isoformat()} if stay.since > date.min else {}
            row |= {"valid_to": (following.since - timedelta(days=1)).isoformat()} if following else {}
            rows.append(row)
    return rows


def paid(found: Settlement, programme: str) -> dict[str, Decimal | None]:
    return {row.payee: row.entitlement for row in found.rows if row.programme == programme}


def settled(sales: Sequence[Sale], memberships: dict[str, Sequence[Stay]]) -> dict[str, Decimal | None]:
    lines = [line(each.day.isoformat(), each.amount, each.dealer) for each in sales]
    book = book_of(lines, tables={"customers": customers(memberships)})
    return paid(settle(GROUPS, book, LAST), "group")


@given(sales, memberships)
def test_everybody_has_what_the_groups_it_was_in_give_it(sales, memberships):
    assert settled(sales, memberships) == by_dealer(sales, memberships)


@given(sales, memberships, st.randoms(use_true_random=False))
def test_the_order_of_lines_and_dealers_changes_nothing(sales, memberships, random):
    before = settled(sales, memberships)
    names = list(memberships)
    random.shuffle(names)
    shuffled = random.sample(sales, len(sales))
    assert settled(shuffled, {name: memberships[name] for name in names}) == before


@given(
    st.lists(
        st.builds(Sale, days, st.sampled_from(DEALERS), st.decimals("0.01", "4000", places=2)), min_size=1, max_size=10
    ),
    st.dates(date(2023, 6, 1), date(2026, 3, 1)).filter(lambda day: (day.month, day.day) != (2, 29)),
    st.fixed_dictionaries(dict.fromkeys(DEALERS, st.dates(date(2023, 1, 1), date(2026, 1, 1)))),
)
def test_a_former_dealer_has_of_each_successor_what_the_days_weigh(sales, cession, opened):
    lines = [line(each.day.isoformat(), each.amount, each.dealer) for each in sales]
    tables = {
        "territories": [{"territory": "T"}],
        "cessions": [{"dealer": "Z", "territory": "T", "from": cession.isoformat()}],
        "customers": [
            {"customer": "Z", "kind": "dealer", "status": "active", "territory": "T", "opened_on": "2030-01-01"},
            *(
                {"customer": each, "kind": "dealer", "status": "active", "territory": "T", "opened_on": str(day)}
                for each, day in opened.items()
            ),
        ],
    }
    found = paid(settle(OVERRIDE, book_of(lines, tables=tables), LAST), "override")
    assert found.get("Z", Decimal(0)) == override(sales, opened, cession, WEIGHTS)


@given(sales, memberships, st.integers(0, 12))
def test_whatever_was_known_at_first_the_postings_come_to_what_is_earned_in_the_end(sales, memberships, known):
    lines = [line(each.day.isoformat(), each.amount, each.dealer) for each in sales]
    tables = {"customers": customers(memberships)}
    first = settle(GROUPS, book_of(lines[:known], tables=tables), LAST).proposals
    then = settle(GROUPS, book_of(lines, first, tables=tables), LAST)
    posted = dict.fromkeys(DEALERS, Decimal(0))
    for each in (*first, *then.proposals):
        posted[each.account.payee] += each.net
    carried = {row.payee: row.movement.carried for row in then.rows if row.movement.carried}
    earned = by_dealer(sales, memberships)
    assert posted == {each: earned.get(each, Decimal(0)) - carried.get(each, Decimal(0)) for each in DEALERS}
