"""What a book says about returns: what was asked for, what was bought, what came back already."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import evolve, field, frozen

from dealerkit.book import Book, Row
from dealerkit.contracts.amounts import converted
from dealerkit.contracts.returns.purchases import Lot, Purchases
from dealerkit.measures.currencies import rate_on
from dealerkit.problems import Location
from dealerkit.values.exact import EXACT, ONE, ZERO, Number, add, divide, multiply

CREDITED, EXCHANGED, REPAIRED, REFUSED = "credited", "exchanged", "repaired", "refused"

_COLUMNS = ("date", "dealer", "product", "quantity", "unit_price", "net_amount", "currency", "document")

Key = tuple[str, str]
"""Dealer and product."""


@frozen(kw_only=True)
class Asked:
    """One line of a return as it was asked for, and what was done about it by the day of the question."""

    number: str
    line: str
    on: date
    dealer: str
    product: str
    asked: str = "return"
    quantity: Decimal = ONE
    serial: str = ""
    document: str = ""
    bought_on: date | None = None
    cause: str = ""
    condition: str = ""
    salesperson: str = ""
    proposal: str = ""
    done: str = ""
    done_on: date | None = None
    done_by: str = ""
    done_quantity: Decimal | None = None
    credit_note: str = ""
    credited: Decimal | None = None
    row: Row
    at: Location | None = None

    @property
    def reference(self) -> str:
        """How approvals and messages name it: the return, and its line where it has one."""
        return f"{self.number}/{self.line}" if self.line else self.number

    @property
    def taken_back(self) -> Decimal:
        """How many units were credited by the day of the question."""
        if self.done != CREDITED:
            return ZERO
        return self.quantity if self.done_quantity is None else self.done_quantity

    @property
    def key(self) -> Key:
        """Whose purchases of what it comes from."""
        return self.dealer, self.product


@frozen
class Unit:
    """A single unit by serial number."""

    owner: Key
    on: date
    price: Number | None = None
    document: str = ""


@frozen
class Note:
    """What a credit note shows of one dealer and product: when, how many units, and how much in the policy's currency.

    ``amount`` is None where that is not known.
    """

    on: date
    quantity: Decimal
    amount: Number | None


@frozen(eq=False)
class Records:
    """What the decisions read: purchases by dealer and product, and single units by serial number."""

    purchases: Mapping[Key, Purchases]
    units: Mapping[str, Sequence[Unit]] | None
    """None where the book has no table ``serials``."""
    notes: Mapping[tuple[str, Key], Note] = field(factory=dict)
    """The credit notes of returns that ``lines`` has."""
    naming: Mapping[tuple[str, Key], int] = field(factory=dict)
    """How many lines of returns name each."""
    has_lines: bool = True
    """Whether the book says at all what was bought."""


def read_asked(book: Book, as_of: date) -> tuple[Asked, ...]:
    """Every line asked for by the day, in the order in which they came in."""
    found = [_asked(row, as_of) for row in book.rows("returns") if cast("date", row["date"]) <= as_of]
    return tuple(sorted(found, key=lambda each: (each.on, each.number)))


def read_records(book: Book, asked: Iterable[Asked], currency: str, as_of: date) -> Records:
    """What these dealers bought of these products by the day, and what came back of it."""
    lines = tuple(asked)
    naming = Counter((each.credit_note, each.key) for each in lines if each.credit_note)
    notes: dict[tuple[str, Key], Note] = {}
    purchases = _purchases(book, {each.key for each in lines}, naming, notes, currency, as_of)
    units = _units(book, currency) if book.has("serials") else None
    return Records(purchases, units, notes, naming, book.has("lines"))


def as_credited(asked: Asked, records: Records, rounded: Callable[[Number], Decimal]) -> Asked:
    """The line with what its credit note shows: that it was credited, though nobody wrote so in ``done``.

    How many units and how much the note says counts where no other line names it and the return itself does not say.
    """
    named = (asked.credit_note, asked.key)
    note = records.notes.get(named)
    if note is None or asked.done not in {"", CREDITED}:
        return asked
    found = asked if asked.done else evolve(asked, done=CREDITED, done_on=note.on)
    if records.naming.get(named) != 1:
        return found
    quantity = found.done_quantity if found.done_quantity is not None or asked.done else note.quantity
    amount = None if note.amount is None else rounded(note.amount)
    return evolve(found, done_quantity=quantity, credited=amount if found.credited is None else found.credited)


def in_currency(asked: Asked, book: Book, currency: str) -> Asked:
    """The line with what was credited in the policy's currency, at the rate of its day; None where it has none."""
    if asked.credited is None:
        return asked
    day = asked.done_on or asked.on
    return evolve(asked, credited=converted(book, asked.credited, _text(asked.row, "currency"), currency, day))


def _asked(row: Row, as_of: date) -> Asked:
    done_on = _day(row, "done_on")
    is_done = bool(row.get("done")) and (done_on is None or done_on <= as_of)
    quantity = cast("Decimal | None", row.get("quantity"))
    return Asked(
        number=_text(row, "return"),
        line=_text(row, "line_no"),
        on=cast("date", row["date"]),
        dealer=_text(row, "dealer"),
        product=_text(row, "product"),
        asked=_text(row, "asked") or "return",
        quantity=ONE if quantity is None else quantity,
        serial=_text(row, "serial"),
        document=_text(row, "document"),
        bought_on=_day(row, "bought_on"),
        cause=_text(row, "cause"),
        condition=_text(row, "condition"),
        salesperson=_text(row, "salesperson"),
        proposal=_text(row, "proposal"),
        done=_text(row, "done") if is_done else "",
        done_on=done_on if is_done else None,
        done_by=_text(row, "done_by") if is_done else "",
        done_quantity=cast("Decimal | None", row.get("done_quantity")) if is_done else None,
        credit_note=_text(row, "credit_note"),
        credited=cast("Decimal | None", row.get("credited")) if is_done else None,
        row=row,
        at=row.at,
    )


def _purchases(
    book: Book,
    wanted: Collection[Key],
    named: Collection[tuple[str, Key]],
    notes: dict[tuple[str, Key], Note],
    currency: str,
    as_of: date,
) -> Mapping[Key, Purchases]:
    """The lines of these, in time; credit notes that returns name are left to them, and noted."""
    found: dict[Key, list[Lot]] = defaultdict(list)
    for batch in book.batches("lines", _COLUMNS):
        row = batch.columns
        for i, product in enumerate(row["product"]):
            key = (str(row["dealer"][i]), str(product))
            on, quantity = cast("date", row["date"][i]), cast("Decimal | None", row["quantity"][i])
            if key not in wanted or on > as_of or not quantity:
                continue
            document = str(row["document"][i] or "")
            amount = cast("Decimal | None", row["net_amount"][i])
            price = divide(amount, quantity) if amount is not None else cast("Number | None", row["unit_price"][i])
            price = _priced(book, price, str(row["currency"][i] or ""), currency, on)
            if quantity < 0 and (document, key) in named:
                _note(notes, (document, key), on, quantity.copy_abs(), price)
                continue
            found[key].append(Lot(on, quantity.copy_abs(), price, document, quantity < 0, len(found[key])))
    return {key: Purchases(sorted(each, key=lambda lot: (lot.on, lot.is_credit))) for key, each in found.items()}


def _note(
    notes: dict[tuple[str, Key], Note], named: tuple[str, Key], on: date, quantity: Decimal, price: Number | None
) -> None:
    amount = None if price is None else multiply(price, quantity)
    known = notes.get(named)
    if known is not None:
        on, quantity = max(known.on, on), EXACT.add(known.quantity, quantity)
        amount = None if known.amount is None or amount is None else add(known.amount, amount)
    notes[named] = Note(on, quantity, amount)


def _priced(book: Book, price: Number | None, written: str, currency: str, on: date) -> Number | None:
    """A price in the policy's currency at the rate of the day; None where there is none."""
    if price is None or not written or written == currency:
        return price
    rate = rate_on(book, written, currency, on)
    return None if rate is None else multiply(price, rate)


def _units(book: Book, currency: str) -> Mapping[str, Sequence[Unit]]:
    found: dict[str, list[Unit]] = defaultdict(list)
    for row in book.rows("serials"):
        on = cast("date", row["bought_on"])
        price = cast("Decimal | None", row.get("unit_price"))
        unit = Unit(
            (_text(row, "dealer"), _text(row, "product")),
            on,
            _priced(book, price, _text(row, "currency"), currency, on),
            _text(row, "document"),
        )
        found[_text(row, "serial")].append(unit)
    return found


def _day(row: Row, column: str) -> date | None:
    return cast("date | None", row.get(column))


def _text(row: Row, column: str) -> str:
    return str(row.get(column) or "")
