"""Random histories of one account: kept up movement by movement, and reckoned anew from all of them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.credit.positions.movements import (
    BillEnded,
    BillTaken,
    Delivered,
    Invoiced,
    Movement,
    Ordered,
    OrderEnded,
    OrderWithdrawn,
    Received,
)
from dealerkit.credit.positions.position import Position
from tests.credit.naive_positions import NaivePosition

START = date(2026, 1, 1)
COMPONENTS = ("receivables", "delivered", "open_orders", "bills", "deposits", "unapplied")

ORDERS, INVOICES = ("O1", "O2"), ("I1", "I2", "I3")
KINDS = ["ordered", *["delivered"] * 2, *["invoiced"] * 2, *["received"] * 3, "taken", "ended"]

days = st.integers(0, 6).map(lambda each: START + timedelta(days=each))


def one_of(chance: Random, *choices: str) -> str:
    """One of the choices, or as often nothing."""
    return chance.choice((*choices, *("" for _ in choices)))


def happened(chance: Random) -> Movement:
    """A movement that fits others of its history more often than not."""

    def day() -> date:
        return START + timedelta(days=chance.randrange(7))

    def money(least: int = 1) -> Decimal:
        return Decimal(chance.randrange(least, 25)) / 4

    on, number = day(), str(chance.randrange(6))
    order, invoice = one_of(chance, *ORDERS), one_of(chance, *INVOICES)
    some_day = chance.choice((None, day()))
    match chance.choice(KINDS):
        case "ordered":
            return Ordered(day=on, customer="D", order=chance.choice(ORDERS), amount=money(9), wanted_on=some_day)
        case "delivered":
            return Delivered(day=on, customer="D", delivery=number, amount=money(-6), order=order, invoice=invoice)
        case "invoiced":
            return Invoiced(
                day=on,
                customer="D",
                invoice=chance.choice(INVOICES),
                amount=money(-8),
                order=order,
                due_on=some_day,
                term_on=chance.choice((None, day())),
            )
        case "received":
            kind = chance.choice(("", "", "deposit", "refund"))
            return Received(
                day=on, customer="D", receipt=number, amount=money(-8), invoice=invoice, order=order, kind=kind
            )
        case "taken":
            return BillTaken(day=on, customer="D", bill=number, amount=money(), due_on=day(), invoice=invoice)
        case _:
            if chance.randrange(5) == 0:
                return OrderEnded(day=on, customer="D", order=chance.choice(ORDERS))
            return BillEnded(day=on, customer="D", bill=number, paid=chance.random() < 0.5)


def history_of(seed: int) -> list[Movement]:
    """A history of an account: evenly drawn, since short ones and equal figures seldom show anything."""
    chance = Random(seed)  # noqa: S311  # nothing secret is drawn
    return [happened(chance) for _ in range(chance.randrange(1, 16))]


histories = st.integers(0, 2**40).map(history_of)


def folded(history: list[Movement]) -> Position:
    position = Position("D")
    for each in history:
        position.add(each)
    return position


def seen(position: Position | NaivePosition) -> dict[str, Decimal]:
    return {name: getattr(position, name) for name in COMPONENTS}


def once(history: list[Movement]) -> list[Movement]:
    """The history with each document once, and without ends of bills that nobody took."""
    kept = NaivePosition.of(history).movements
    taken = {each.bill for each in kept if isinstance(each, BillTaken)}
    return [each for each in kept if not isinstance(each, BillEnded) or each.bill in taken]


class TestEveryHistory:
    @given(histories)
    @settings(max_examples=150)
    def test_the_components_are_those_reckoned_anew(self, history: list[Movement]):
        assert seen(folded(history)) == seen(NaivePosition.of(history))

    @given(histories, st.randoms(use_true_random=False))
    @settings(max_examples=80)
    def test_the_order_in_which_documents_arrive_does_not_matter(self, history: list[Movement], random):
        documents = once(history)
        shuffled = documents.copy()
        random.shuffle(shuffled)
        one, other = folded(documents), folded(shuffled)
        assert seen(one) == seen(other)
        assert list(one.items()) == list(other.items())
        assert list(one.orders()) == list(other.orders())
        assert one.open_loads() == other.open_loads()

    @given(histories, days, st.integers(0, 3))
    @settings(max_examples=80)
    def test_what_goes_by_days_is_what_reckoning_anew_gives(self, history: list[Movement], day: date, grace: int):
        position, naive = folded(history), NaivePosition.of(history)
        assert position.overdue(day, grace) == naive.overdue(day, grace)
        assert position.open_before(day) == naive.open_before(day)
        assert position.open_orders_after(day) == naive.wanted_after(day)
        assert position.open_orders_through(day) == naive.open_orders - naive.wanted_after(day)
        assert position.invoiced(START, day) == naive.invoiced(START, day)
        for clock in ("invoice", "due", "term"):
            oldest = position.oldest(clock)
            assert (oldest and oldest.start(clock)) == naive.oldest(clock)

    @given(histories)
    @settings(max_examples=60)
    def test_everything_open_adds_up_to_its_component(self, history: list[Movement]):
        position = folded(history)
        everything = position.under(lambda _: True)
        assert sum((each.open for each in position.items()), Decimal(0)) == position.receivables
        assert sum((each.open for each in position.orders()), Decimal(0)) == position.open_orders
        assert (everything.receivables, everything.delivered) == (position.receivables, position.delivered)
        assert (everything.open_orders, everything.bills) == (position.open_orders, position.bills)

    @given(histories)
    @settings(max_examples=60)
    def test_an_order_withdrawn_and_placed_again_leaves_no_trace(self, history: list[Movement]):
        position, before_all = folded(history), START - timedelta(days=1)
        for placed in list(position.orders()):
            before = seen(position), position.open_orders_after(before_all)
            position.add(OrderWithdrawn(day=START, customer="D", order=placed.order.order))
            assert position.order(placed.order.order) is None
            assert position.open_orders == before[0]["open_orders"] - placed.open
            position.add(placed.order)
            assert (seen(position), position.open_orders_after(before_all)) == before

    @given(histories)
    @settings(max_examples=40)
    def test_a_question_between_two_movements_changes_nothing(self, history: list[Movement]):
        asked = Position("D")
        for each in history:
            asked.add(each)
            asked.overdue(START)
            asked.oldest("due")
            asked.open_loads()
        assert seen(asked) == seen(folded(history))
        assert asked.overdue(START + timedelta(days=5)) == folded(history).overdue(START + timedelta(days=5))
