"""The register of sub-dealers (二批): who has a card, where to find them, what they bought, and their points.

It is a by-product of the purchases that are entered on cards: nobody keeps it by hand. Everybody with a card on
the day is in it, and everybody who is named as a buyer, bought or not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial

from attrs import frozen

from dealerkit.book import Batch, Book, FirstRejects, Row
from dealerkit.measures.currencies import in_currency
from dealerkit.measures.masters import Masters
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, in_order, problem
from dealerkit.rebates.run import Run
from dealerkit.rebates.sources.passes import rejected
from dealerkit.rebates.sources.registry import BUYERS, STREAMS
from dealerkit.rebates.sources.source import Feed
from dealerkit.rebates.takes import qualifying
from dealerkit.values.exact import EXACT, ZERO, Number, total

_TABLE = "sell_through"
_COLUMNS = ("date", "dealer", "quantity", "net_amount", "currency")

Refuse = Callable[[Batch, int, Problem], object]
"""Takes a row that cannot be used."""


@frozen
class Member:
    """One sub-dealer. ``units`` and ``net_amount`` are what it bought, ``points`` the bases it is paid on."""

    code: str
    card: str
    name: str
    address: str
    phone: str
    purchases: int
    units: Decimal
    net_amount: Decimal
    points: Number
    last_purchase: date | None


@frozen(eq=False)
class Register:
    """All sub-dealers by code, with their purchases through ``as_of``; ``programmes`` are those that pay buyers."""

    policy: str
    revision: str
    currency: str
    as_of: date
    known_at: date | None
    programmes: tuple[str, ...]
    members: tuple[Member, ...]
    problems: tuple[Problem, ...]


@frozen
class _Bought:
    """What one buyer bought."""

    purchases: int = 0
    units: Decimal = ZERO
    net_amount: Decimal = ZERO
    last: date | None = None

    def and_also(self, units: Decimal, net_amount: Decimal, day: date) -> _Bought:
        """With one more purchase."""
        last = day if self.last is None else max(day, self.last)
        return _Bought(self.purchases + 1, EXACT.add(self.units, units), EXACT.add(self.net_amount, net_amount), last)


def register(run: Run) -> Register | Problem:
    """The register as of the day of the run; DK409 where no purchase of a sub-dealer is recorded by then.

    Rows of unknown cards and buyers are rejected and listed, as they are for the rebates.
    """
    standing = run.standing
    book, as_of, header = standing.book, standing.as_of, standing.policy.header
    lacking = book.lacking(_TABLE, ("date", "dealer"))
    bought = _bought(standing.policy, book, standing.masters, as_of)
    if not bought:
        return problem("DK409", None, as_of=as_of)
    programmes = [each for each in standing.programmes.values() if each.payee == "buyer"]
    codes = sorted({*bought, *_with_cards(book, as_of)})
    members = []
    for code in codes:
        points = total(
            standing.base(qualifying(each), code, window)
            for each in programmes
            for window in standing.windows(each, code)
        )
        row = book.versions("customers").at(as_of, code)
        found = bought.get(code, _Bought())
        members.append(
            Member(
                code=code,
                card=_word(row, "card"),
                name=_word(row, "name"),
                address=_word(row, "address"),
                phone=_word(row, "phone"),
                purchases=found.purchases,
                units=found.units,
                net_amount=found.net_amount,
                points=points,
                last_purchase=found.last,
            )
        )
    return Register(
        header.name,
        header.revision,
        header.currency,
        as_of,
        run.known_at,
        tuple(each.id for each in programmes),
        tuple(members),
        # Without programmes nothing is asked of lines, which need not be there.
        in_order([*(standing.lacking if standing.programmes else ()), *lacking]),
    )


def _bought(policy: Policy, book: Book, masters: Masters, as_of: date) -> dict[str, _Bought]:
    """The purchases of each known buyer through the day, on the days of the policy."""
    known, currency = masters.dealers, policy.header.currency
    effective = policy.header.effective
    # Where a programme pays buyers, its pass has listed what cannot be used.
    refuse = _silent if _TABLE in book.counts else partial(rejected, book)
    found: dict[str, _Bought] = {}
    for batch in in_currency(_purchases(book, masters, as_of, currency, refuse), book, currency):
        columns = [batch.columns.get(name) or [None] * len(batch) for name in _COLUMNS]
        for position, (day, buyer, units, amount, stated) in enumerate(zip(*columns, strict=True)):
            if not isinstance(day, date) or day > as_of or not effective.contains(day):
                continue
            if known is not None and buyer not in known:
                refuse(batch, position, problem("DK350", batch.at(position, "dealer"), dealer=str(buyer)))
                continue
            worth = amount if isinstance(amount, Decimal) and stated in {None, currency} else ZERO
            before = found.get(str(buyer), _Bought())
            found[str(buyer)] = before.and_also(units if isinstance(units, Decimal) else ZERO, worth, day)
    return found


def _purchases(book: Book, masters: Masters, as_of: date, currency: str, refuse: Refuse) -> Iterator[Batch]:
    """The rows that name a buyer."""
    source = STREAMS[BUYERS]
    reading = book.reread(FirstRejects(keep=0)) if _TABLE in book.counts else book
    # Who is credited is made of buyer and card; the column of that name says who sold.
    offered = (name for name in _COLUMNS if name in source.columns(book))
    columns = source.reads(offered, book)[_TABLE]
    feed = Feed(
        book=book,
        masters=masters,
        wanted=columns,
        as_of=as_of,
        currency=currency,
        stream=lambda table: reading.batches(table, columns),
        refuse=refuse,
        problems=[],
    )
    return source.batches(feed)


def _silent(batch: Batch, position: int, why: Problem) -> None:
    del batch, position, why


def _with_cards(book: Book, as_of: date) -> Iterator[str]:
    for row in book.rows("customers"):
        code = str(row["customer"])
        valid = book.versions("customers").at(as_of, code)
        if valid is not None and valid.get("card") is not None:
            yield code


def _word(row: Row | None, column: str) -> str:
    return str((row.get(column) if row is not None else None) or "")
