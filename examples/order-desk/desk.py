"""An order desk in twenty lines: answer an order, let one through on a signature, take money, go on to the next day.

Run it in the folder that holds ``examples``: ``python examples/order-desk/desk.py``.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from dealerkit import Order, OrderAnswer, OrderDesk, Received, Release, load, open_book, order_story

HERE = Path(__file__).parent
TODAY = date(2026, 3, 31)


def said(answer: OrderAnswer) -> str:
    """An answer on one line."""
    failing = ", ".join(each.id for each in answer.failing)
    roles = ", ".join(each.role for each in answer.signatures)
    told = [
        f"{answer.order}: {answer.action.value}",
        failing and f"fails {failing}",
        roles and f"waits for the signature of {roles}",
    ]
    return "; ".join(each for each in told if each)


def main() -> None:
    """A morning at the desk."""
    policy = load([HERE / "policy"]).policy
    if policy is None:
        raise SystemExit("the policy is not sound; `dealerkit check` says why")
    desk = OrderDesk.open(policy, open_book(HERE / "book"), TODAY)

    # 50,000 are owed and 10,000 ordered of a limit of 90,000: 25,000 more fit, and 20,000 after them do not.
    print(said(desk.place(Order(order="SO-201", customer="D01", amount=Decimal(25_000)))))
    over = Order(order="SO-202", customer="D01", amount=Decimal(20_000))
    print(said(desk.place(over)))

    # The regional manager signs: the order ships, and the ladder remembers it.
    desk.release(
        Release(
            release="L-1", order="SO-202", customer="D01", day=TODAY, amount=Decimal(20_000),
            step="first", signer="E01", role="regional-manager",
        )
    )  # fmt: skip
    print(said(desk.place(over)))

    # The oldest item of D02 is 11 days past its term. Once it is paid the next order ships.
    late = Order(order="SO-203", customer="D02", amount=Decimal(10_000))
    print(said(desk.place(late)))
    desk.add(Received(day=TODAY, customer="D02", receipt="R-1", amount=Decimal(5_000), invoice="F201"))
    print(said(desk.place(late)))

    # A new day: what was invoiced on 1 March has left the window, and the clock does not go back.
    desk.advance(date(2026, 4, 1))
    print(order_story(desk.check(Order(order="SO-204", customer="D01", amount=Decimal(1), day=TODAY)), policy))


if __name__ == "__main__":
    main()
