"""One order that just came in, before it is in any book: may it be taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from dealerkit.book import Book
from dealerkit.book.columns import Native
from dealerkit.contracts.intake.records import read_taken
from dealerkit.contracts.intake.run import desk_of, judged
from dealerkit.contracts.intake.section import intake_of
from dealerkit.contracts.judged import Judged
from dealerkit.contracts.streams import unreadable
from dealerkit.decisions import Decision, Outcome
from dealerkit.measures.clocks import zone_of
from dealerkit.policy.policy import Policy
from dealerkit.problems import DealerkitError

WITHOUT_NUMBER = "request"
"""What an order is called that is asked about without a number."""


def take_order(
    policy: Policy, book: Book, order: Mapping[str, Native], lines: Iterable[Mapping[str, Native]], as_of: date
) -> Judged:
    """May this order be taken, and if not, what stands against it or whose word it waits for.

    ``order`` has the columns of the table ``order_intake``, ``lines`` those of ``orders``, values as a CSV file has
    them or typed; without ``order`` and ``received_at`` it is an order of the day itself. Contracts, products, earlier
    orders and signatures are those of the book. An order or a line that cannot be read is undetermined, with the
    problem; nothing is decided on the rest alone.
    """
    rules = intake_of(policy)
    if rules is None:
        raise DealerkitError("the policy has no section `contracts.intake`")
    head: dict[str, Native] = {"order": WITHOUT_NUMBER, "received_at": as_of, **order}
    number = head["order"]
    customer = {"customer": head["customer"]} if "customer" in head else {}
    rows: list[dict[str, Native]] = [
        {"line_no": str(i), "date": as_of, **customer, **line, "order": number} for i, line in enumerate(lines, 1)
    ]
    request = Book.from_tables({"order_intake": [head], "orders": rows} if rows else {"order_intake": [head]})
    unread = unreadable(request, ("order_intake", "orders"))
    taken = read_taken(request, as_of, policy.header.currency, book, zone_of(policy))
    if unread or not taken:
        decision = Decision(Outcome.UNDETERMINED, unread[0].code if unread else "DK003", missing=("order_intake",))
        return Judged(subject=str(number), part="orders", decision=decision, problems=unread)
    (one,) = taken
    return judged(rules, one, desk_of(policy, rules, book, taken, as_of).decide(one))
