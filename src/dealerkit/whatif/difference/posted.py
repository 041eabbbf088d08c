"""What was posted under ids that the new policy no longer knows: money that it would pay a second time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.rebates.granting.names import names_of_schemes
from dealerkit.rebates.ledger import Account, Settled, read_ledger
from dealerkit.rebates.programme import names_of, programmes_of
from dealerkit.values.exact import total_of_decimals
from dealerkit.whatif.difference.change import Difference


@frozen
class Posted:
    """What the ledger has under one name: to how many payees, how much without tax, units of goods, and accruals."""

    name: str
    payees: int
    net: Decimal
    quantity: Decimal
    accrued: Decimal
    postings: int


@frozen
class Orphans:
    """The names without a definition that have postings, in the order of the old policy; whether there is a ledger."""

    has_ledger: bool
    names: tuple[str, ...] = ()
    """Every name that the old policy knows and the new one does not, with postings or without."""
    posted: tuple[Posted, ...] = ()


def orphans(found: Difference, book: Book, as_of: date) -> Orphans:
    """What was posted, by a day, under names that the old policy knows and the new one does not."""
    kept = _names(found.new)
    gone = tuple(name for name in _names(found.old) if name not in kept)
    if not book.has("postings"):
        return Orphans(has_ledger=False, names=gone)
    # Each name for itself: under which id it went on in the old policy is no matter here.
    ledger = read_ledger(book, found.old.header.currency, {name: name for name in gone})
    posted = (_posted(name, ledger.accounts.items(), ledger.accrued.items(), as_of) for name in gone)
    return Orphans(has_ledger=True, names=gone, posted=tuple(each for each in posted if each.postings))


def _names(policy: Policy) -> dict[str, str]:
    return names_of(programmes_of(policy).values()) | names_of_schemes(policy)


def _posted(
    name: str, paid: Iterable[tuple[Account, Settled]], accrued: Iterable[tuple[Account, Settled]], as_of: date
) -> Posted:
    own, kept = (
        {account: settled.by(as_of) for account, settled in each if account.programme == name}
        for each in (paid, accrued)
    )
    return Posted(
        name,
        len({account.payee for account, settled in (*own.items(), *kept.items()) if settled.postings}),
        total_of_decimals(each.net for each in own.values()),
        total_of_decimals(each.quantity for each in own.values()),
        total_of_decimals(each.net for each in kept.values()),
        sum(len(each.postings) for each in (*own.values(), *kept.values())),
    )
