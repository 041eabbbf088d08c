"""A request for a price, a discount or a level, as somebody makes it or as the table ``price_requests`` keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.contracts.judged import day_of, text
from dealerkit.problems import Location, Problem, problem
from dealerkit.values.exact import Number


@frozen(kw_only=True)
class PriceRequest:
    """What is asked for: one of ``price``, ``discount`` (a share off the price the customer has) and ``level``.

    ``currency`` is that of the price, the policy's if empty. ``request`` is the number under which approvals name
    it; without one none can. ``day`` is the day of the question if None.
    """

    customer: str
    product: str
    price: Number | None = None
    discount: Decimal | None = None
    level: str = ""
    quantity: Decimal | None = None
    currency: str = ""
    request: str = ""
    day: date | None = None
    author: str = ""
    contract: str = ""
    at: Location | None = field(default=None, eq=False)


def read_requests(book: Book, as_of: date) -> Iterator[PriceRequest]:
    """Every request made by the day, in the order of the table."""
    for row in book.rows("price_requests"):
        day = day_of(row, "date")
        if day is None or day > as_of:
            continue
        yield PriceRequest(
            customer=text(row, "customer"),
            product=text(row, "product"),
            price=_number(row, "price"),
            discount=_number(row, "discount"),
            level=text(row, "level"),
            quantity=_number(row, "quantity"),
            currency=text(row, "currency"),
            request=text(row, "request"),
            day=day,
            author=text(row, "requested_by"),
            contract=text(row, "contract"),
            at=row.at,
        )


def unusable(
    why: str,
    at: Location | None = None,
    *,
    request: str = "",
    product: str = "",
    customer: str = "",
    lacking: tuple[str, ...] = (),
) -> Problem:
    """DK680: a request asks for nothing, for several things or for less than nothing, or cannot be read."""
    return problem(
        "DK680",
        at,
        address="contracts.prices",
        why=why,
        request=request,
        product=product,
        customer=customer,
        lacking=lacking,
    )


def _number(row: Row, column: str) -> Decimal | None:
    found = row.get(column)
    return found if isinstance(found, Decimal) else None
