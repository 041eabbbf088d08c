"""What a book says about returns: what was asked for, what was bought, what came back already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import evolve, field, frozen

from dealerkit.book import Book, Row
from dealerkit.problems import Location
from dealerkit.values.exact import EXACT, ONE, ZERO, Number, divide

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
class Lot:
    """Units bought together. ``price`` is that of one, without tax, in the policy's currency; None if not known."""

    on: date
    quantity: Decimal
    price: Number | None = None
    document: str = ""
    is_credit: bool = False
    """Whether it is a negative line: goods that came back."""
    id: int = -1
    """Which line of the dealer and product it is; below zero where it is none."""


@frozen
class Unit:
    """A single unit by serial number."""

    owner: Key
    on: date
    price: Number | None = None
    document: str = ""


@frozen(eq=False)
class Records:
    """What the decisions read: purchases by dealer and product, and single units by serial number."""

    purchases: Mapping[Key, Sequence[Lot]]
    units: Mapping[str, Sequence[Unit]] | None
    """None where the book has no table ``serials``."""
    notes: Mapping[str, date] = field(factory=dict)
    """The credit notes of returns that ``lines`` has, with their days."""
    has_lines: bool = True
    """Whether the book says at all what was bought."""
    _left: dict[tuple[Key, date], Mapping[str, Sequence[Lot]]] = field(factory=dict, repr=False)

    def left(self, key: Key, through: date, document: str = "") -> Sequence[Lot]:
        """What was bought less what came back through a day, the latest first; of one document if it is named."""
        found = self._left.get((key, through))
        if found is None:
            found = self._left[(key, through)] = _by_document(kept(self.purchases.get(key, ()), through))
        return found.get(document, ())


def read_asked(book: Book, as_of: date) -> tuple[Asked, ...]:
    """Every line asked for by the day, in the order in which they came in."""
    found = [_asked(row, as_of) for row in book.rows("returns") if cast("date", row["date"]) <= as_of]
    return tuple(sorted(found, key=lambda each: (each.on, each.number)))


def read_records(book: Book, asked: Iterable[Asked], currency: str, as_of: date) -> Records:
    """What these dealers bought of these products by the day, and what came back of it."""
    wanted = {each.key for each in asked}
    named = {each.credit_note for each in asked if each.credit_note}
    notes: dict[str, date] = {}
    purchases = _purchases(book, wanted, named, notes, currency, as_of)
    units = _units(book, currency) if book.has("serials") else None
    return Records(purchases, units, notes, book.has("lines"))


def as_credited(asked: Asked, notes: Mapping[str, date]) -> Asked:
    """The line with what its credit note shows: that it was credited, though nobody wrote so in ``done``."""
    on = notes.get(asked.credit_note)
    return asked if on is None or asked.done else evolve(asked, done=CREDITED, done_on=on)


def kept(lots: Iterable[Lot], through: date) -> tuple[Lot, ...]:
    """Purchases less what came back through a day, the oldest first; what comes back was bought last before it."""
    found: list[Lot] = []
    for lot in lots:
        if lot.on > through:
            continue
        if not lot.is_credit:
            found.append(lot)
            continue
        back = lot.quantity
        while back and found:
            last = found.pop()
            taken = min(back, last.quantity)
            back = EXACT.subtract(back, taken)
            if last.quantity > taken:
                found.append(evolve(last, quantity=EXACT.subtract(last.quantity, taken)))
    return tuple(found)


def _by_document(lots: Sequence[Lot]) -> Mapping[str, Sequence[Lot]]:
    """The lots of each document, the latest first; all of them under no name."""
    found: dict[str, list[Lot]] = {"": [*reversed(lots)]}
    for lot in found[""]:
        if lot.document:
            found.setdefault(lot.document, []).append(lot)
    return found


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
    book: Book, wanted: Collection[Key], named: Collection[str], notes: dict[str, date], currency: str, as_of: date
) -> Mapping[Key, Sequence[Lot]]:
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
            if quantity < 0 and document in named:
                notes[document] = on
                continue
            amount = cast("Decimal | None", row["net_amount"][i])
            price = divide(amount, quantity) if amount is not None else cast("Number | None", row["unit_price"][i])
            if row["currency"][i] not in {None, currency}:
                price = None
            found[key].append(Lot(on, quantity.copy_abs(), price, document, quantity < 0, len(found[key])))
    return {key: sorted(each, key=lambda lot: (lot.on, lot.is_credit)) for key, each in found.items()}


def _units(book: Book, currency: str) -> Mapping[str, Sequence[Unit]]:
    found: dict[str, list[Unit]] = defaultdict(list)
    for row in book.rows("serials"):
        price = cast("Decimal | None", row.get("unit_price"))
        unit = Unit(
            (_text(row, "dealer"), _text(row, "product")),
            cast("date", row["bought_on"]),
            price if row.get("currency") in {None, currency} else None,
            _text(row, "document"),
        )
        found[_text(row, "serial")].append(unit)
    return found


def _day(row: Row, column: str) -> date | None:
    return cast("date | None", row.get(column))


def _text(row: Row, column: str) -> str:
    return str(row.get(column) or "")
