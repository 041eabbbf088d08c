"""What is known of a dealer before each step: what he owes, holds, is granted, and who buys from him."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.book import Book
from dealerkit.governance.exposure import NOTHING_OWED, read_exposures
from dealerkit.governance.scan.unread import rows_unread
from dealerkit.measures.currencies import rate_on
from dealerkit.measures.masters import Masters
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.sources.counts import STOCK, read_counts
from dealerkit.values.exact import EXACT, ZERO, total

_NAMES = ("exposure", "deposit", "stock", "special_terms", "sub_dealers", "outlets")


@frozen(eq=False)
class Known:
    """One dealer's facts on a day."""

    values: Mapping[str, Value | Missing]
    masters: Masters
    dealer: str
    as_of: date
    parameters: Mapping[str, Value | Missing]

    def holds(self, condition: Expression) -> bool | Missing:
        """Whether a condition holds of him."""
        known: dict[str, Value | Missing | None] = {**self.parameters, **self.values}
        for name in condition.reads:
            if name not in known:
                known[name] = self.masters.dealer(name, self.dealer, self.as_of)
        said = condition.evaluate(known)
        return said if isinstance(said, Missing) else said is True

    def amount(self, name: str) -> Decimal | None:
        """A figure; None where it is not known."""
        found = self.values[f"exit.{name}"]
        return found if isinstance(found, Decimal) else None


def known_of(policy: Policy, book: Book, dealer: str, as_of: date) -> Known:
    """Read what there is to know of a dealer."""
    readers = (_exposure, _deposit, _stock, _special_terms, _sub_dealers, _outlets)
    values: dict[str, Value | Missing] = {}
    for name, read in zip(_NAMES, readers, strict=True):
        found = read(policy, book, dealer, as_of)
        values[f"exit.{name}"] = Missing((f"exit.{name}",)) if found is None else found
    masters = Masters(book, policy.catalogue)
    return Known(values, masters, dealer, as_of, policy.parameters_at(as_of))


def _exposure(policy: Policy, book: Book, dealer: str, as_of: date) -> Decimal | None:
    accounts = read_exposures(book, as_of, policy.header.currency)
    if accounts is None or has_unread(book, dealer, as_of):
        return None
    mine = accounts.get(dealer, NOTHING_OWED)
    return None if mine.refused else mine.on(as_of)


def has_unread(book: Book, dealer: str, as_of: date, *tables: str) -> bool:
    """Whether a row that names the dealer was rejected, of his invoices and receipts or of other tables."""
    asked = tables or ("invoices", "receipts")
    return any(dealer in rows_unread(book, table, date.min, as_of) for table in asked)


def _deposit(policy: Policy, book: Book, dealer: str, as_of: date) -> Decimal | None:
    """What he has paid in, by the rates of the day; not known where a deposit's currency has none."""
    if not book.has("securities"):
        return None
    found = ZERO
    for row in book.rows("securities"):
        first, last, amount = row.get("from"), row.get("to"), row.get("amount")
        holds = (not isinstance(first, date) or first <= as_of) and (not isinstance(last, date) or as_of <= last)
        if row.get("customer") == dealer and row.get("kind") == "deposit" and holds and isinstance(amount, Decimal):
            own = policy.header.currency
            rate = rate_on(book, str(row.get("currency") or own), own, as_of)
            if rate is None:
                return None
            found = _decimal(found, EXACT.multiply(amount, rate))
    return found


def _stock(policy: Policy, book: Book, dealer: str, as_of: date) -> Decimal | None:
    """The last count of each product; not known where he was never counted, or in another unit than the product's."""
    del policy
    if not book.has(STOCK) or _is_in_another_unit(book, dealer, as_of):
        return None
    having = {each.name for each in book.columns(STOCK)}
    wanted = tuple(each for each in ("date", "holder", "product", "quantity", "kind") if each in having)
    counts = read_counts(book.batches(STOCK, wanted), as_of, book.reject)
    mine = [each[-1].quantity for (holder, _), each in counts.items() if holder == dealer]
    found = total(mine)
    is_known = mine and not has_unread(book, dealer, as_of, STOCK)
    return found if is_known and isinstance(found, Decimal) else None


def _is_in_another_unit(book: Book, dealer: str, as_of: date) -> bool:
    if not any(each.name == "unit" for each in book.columns(STOCK)):
        return False
    products = book.versions("products") if book.has("products") else None
    for batch in book.batches(STOCK, ("holder", "product", "unit")):
        for holder, product, unit in zip(*(batch.columns[name] for name in ("holder", "product", "unit")), strict=True):
            if unit and holder == dealer:
                row = None if products is None else products.at(as_of, product)
                if row is None or row.get("unit") != unit:
                    return True
    return False


def _special_terms(policy: Policy, book: Book, dealer: str, as_of: date) -> Decimal | None:
    if not book.has("contracts"):
        return None
    rows = Masters(book, policy.catalogue).contracts_in_force(dealer, as_of)
    return Decimal(sum(bool(row.get("price_level")) for row in rows))


def _sub_dealers(policy: Policy, book: Book, dealer: str, as_of: date) -> Decimal | None:
    del policy
    return _count(book, "customers", "parent", dealer, as_of)


def _outlets(policy: Policy, book: Book, dealer: str, as_of: date) -> Decimal | None:
    del policy
    return _count(book, "outlets", "customer", dealer, as_of)


def _count(book: Book, table: str, column: str, dealer: str, day: date) -> Decimal | None:
    if not book.has(table):
        return None
    versions = book.versions(table)
    rows = (versions.at(day, *key) for key in versions.keys())  # noqa: SIM118 - not a mapping
    return Decimal(sum(row is not None and row.get(column) == dealer for row in rows))


def _decimal(one: Decimal, other: Decimal) -> Decimal:
    found = total((one, other))
    return found if isinstance(found, Decimal) else one
