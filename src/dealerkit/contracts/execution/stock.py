"""Our own stock against what is sold of it: who is warned when it runs low."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from dealerkit.book import Book
from dealerkit.contracts.days import before
from dealerkit.contracts.execution.rule import StockRule
from dealerkit.contracts.judged import Judged
from dealerkit.contracts.streams import stream
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.types import Missing
from dealerkit.problems import Arg, Severity, problem
from dealerkit.values.exact import EXACT, ZERO, Number, divide, multiply
from dealerkit.values.workdays import WorkCalendar

STOCK = "low_stock"


def stock_of(book: Book, rule: StockRule, as_of: date, calendar: WorkCalendar | None) -> Iterator[Judged]:
    """Every product that we hold or that states a least stock. DK681 it is below what is needed, with whom to warn.

    What is needed is the product's ``least_stock``, or the sales of so many days at the pace of the window before
    the day, the day included.
    """
    is_counted = not book.lacking("stock", _COUNTED)
    held = _held(book, rule, as_of) if is_counted else {}
    first = before(rule.over, as_of, calendar)
    sold = _sold(book, first, as_of)
    days = (as_of - first).days
    products = book.versions("products")
    stated = {
        str(code): least
        for (code,) in products.keys()  # noqa: SIM118 - not a mapping
        if (row := products.at(as_of, code)) is not None and isinstance(least := row.get("least_stock"), Decimal)
    }
    for product in sorted({*held, *stated}):
        yield _judged(rule, product, held, stated.get(product), sold, days) if is_counted else _uncounted(rule, product)


_COUNTED = ("date", "holder", "product", "quantity")


def _uncounted(rule: StockRule, product: str) -> Judged:
    """A product in a book that has no stock at all: nobody can say how much is there."""
    missing = ("stock",)
    reason = Reason("stock-unknown", rule.rule, (("missing", missing),))
    decision = Decision(Outcome.UNDETERMINED, "DK003", reasons=(reason,), missing=missing)
    return Judged(subject=product, decision=decision, part=STOCK)


def _judged(
    rule: StockRule,
    product: str,
    held: Mapping[str, Decimal],
    least: Decimal | None,
    sold: Mapping[str, Decimal] | None,
    days: int,
) -> Judged:
    stock = held.get(product, ZERO)
    needed = _needed(rule, product, least, sold, days)
    values: list[tuple[str, Arg]] = [("stock", stock)]
    if isinstance(needed, Missing):
        reason = Reason("stock-unknown", rule.rule, (("missing", needed.facts),))
        decision = Decision(
            Outcome.UNDETERMINED, "DK003", values=tuple(values), reasons=(reason,), missing=needed.facts
        )
        return Judged(subject=product, decision=decision, part=STOCK)
    values.append(("needed", needed))
    is_low = stock < needed
    args = (*values, ("tell", rule.tell))
    reason = Reason("stock-low" if is_low else "stock-enough", rule.rule, tuple(args))
    if not is_low:
        return Judged(
            subject=product, decision=Decision(Outcome.GRANTED, values=tuple(values), reasons=(reason,)), part=STOCK
        )
    found = problem(
        "DK681",
        None,
        address=rule.rule.address,
        severity=Severity.WARNING,
        product=product,
        stock=stock,
        needed=needed,
        tell=rule.tell,
    )
    decision = Decision(Outcome.REFUSED, "DK681", values=(*values, ("tell", rule.tell)), reasons=(reason,))
    return Judged(subject=product, decision=decision, part=STOCK, problems=(found,))


def _needed(
    rule: StockRule, product: str, least: Decimal | None, sold: Mapping[str, Decimal] | None, days: int
) -> Number | Missing:
    if least is not None:
        return least
    if sold is None:
        return Missing(("lines",))
    if days <= 0:
        return Missing((f"{rule.rule.address}.over",))
    return divide(multiply(max(sold.get(product, ZERO), ZERO), Decimal(rule.days)), Decimal(days))


def _held(book: Book, rule: StockRule, as_of: date) -> dict[str, Decimal]:
    """What each product's latest counts by the day add up to, over our warehouses and the kinds that can be sold."""
    latest: dict[tuple[str, str, str], tuple[date, Decimal]] = {}
    for batch in stream(book, "stock"):
        kinds = batch.columns.get("kind") or [None] * len(batch)
        rows = zip(*(batch.columns[name] for name in _COUNTED), kinds, strict=True)
        for day, holder, product, quantity, kind in rows:
            if not isinstance(day, date) or not isinstance(quantity, Decimal) or day > as_of:
                continue
            if str(holder) not in rule.holders or (rule.kinds and str(kind or "") not in rule.kinds):
                continue
            key = str(holder), str(product), str(kind or "")
            if key not in latest or latest[key][0] <= day:
                latest[key] = day, quantity
    found: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for (_, product, _), (_, quantity) in latest.items():
        found[product] = EXACT.add(found[product], quantity)
    return dict(found)


def _sold(book: Book, first: date, as_of: date) -> dict[str, Decimal] | None:
    """Units of each product that were sold after the first day through the last; None where the book has no lines."""
    columns = ("date", "product", "quantity")
    if book.lacking("lines", columns):
        return None
    found: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for batch in stream(book, "lines"):
        for day, product, quantity in zip(*(batch.columns[name] for name in columns), strict=True):
            if isinstance(day, date) and isinstance(quantity, Decimal) and first < day <= as_of:
                found[str(product or "")] = EXACT.add(found[str(product or "")], quantity)
    return dict(found)
