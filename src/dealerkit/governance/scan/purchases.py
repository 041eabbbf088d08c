"""What every dealer bought: one pass over the lines, and only sums are kept.

Amounts are without tax, in the policy's currency; returns are negative, and no orders. Goods that the scan does not
look at are left out, and so are lines after the day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import cast

from attrs import field, frozen

from dealerkit.book import Batch, Book
from dealerkit.measures.currencies import in_currency
from dealerkit.measures.masters import Masters
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing
from dealerkit.problems import Problem, problem
from dealerkit.values.exact import ZERO, exactly

_MONTHS = 12
_COLUMNS = ("date", "dealer", "product", "quantity", "net_amount", "currency", "document", "territory", "salesperson")


def month_of(day: date) -> int:
    """The months since year 0: consecutive whole numbers."""
    return day.year * _MONTHS + day.month - 1


@frozen
class Window:
    """The days that are looked at, both ends counted; ``before`` is the first day of the window before.

    That has as many days, if nothing else is said.
    """

    first: date
    last: date
    before: date = field()

    @before.default
    def _as_many_days(self) -> date:
        return self.first - timedelta(days=self.days)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


class Month:
    """One dealer's purchases of one month; ``unnamed`` counts the lines that name no document."""

    __slots__ = ("amount", "documents", "quantity", "unnamed")

    def __init__(self) -> None:
        self.amount = ZERO
        self.quantity = ZERO
        self.documents: set[str] = set()
        self.unnamed = 0

    def take(self, money: Decimal, units: Decimal, document: str | None) -> None:
        """Count a line; a return is no order."""
        self.amount += money
        self.quantity += units
        if units > 0 or money > 0:
            if document is None:
                self.unnamed += 1
            else:
                self.documents.add(document)


class Product:
    """One dealer's purchases of one product within the window."""

    __slots__ = ("amount", "quantity")

    def __init__(self) -> None:
        self.amount = ZERO
        self.quantity = ZERO


class Bought:
    """One dealer's purchases: sums of the window and of the one before, by month, product, territory and day.

    ``days`` are the quantities of each day by product since the window before began, kept where somebody asks for
    them. ``territories`` are kept by the first day of the stretch of the window in which his own ones were the same.
    """

    __slots__ = (
        "amount",
        "before",
        "days",
        "lines",
        "lines_before",
        "months",
        "products",
        "quantity",
        "sellers",
        "territories",
    )

    def __init__(self) -> None:
        self.amount = ZERO
        self.before = ZERO
        self.quantity = ZERO
        self.lines = 0
        self.lines_before = 0
        self.months: dict[int, Month] = {}
        self.products: dict[str, Product] = {}
        self.territories: dict[tuple[date, str], Decimal] = {}
        self.days: dict[date, dict[str, Decimal]] = {}
        self.sellers: dict[date, set[str]] = {}

    def on_day(self, day: date, product: str, units: Decimal, salesperson: object) -> None:
        """Count what came on a day, and who sold it."""
        mine = self.days.setdefault(day, {})
        mine[product] = mine.get(product, ZERO) + units
        if isinstance(salesperson, str) and units > 0:
            self.sellers.setdefault(day, set()).add(salesperson)

    def month(self, day: date) -> Month:
        """The sums of the month of a day."""
        key = day.year * _MONTHS + day.month - 1
        found = self.months.get(key)
        if found is None:
            found = self.months[key] = Month()
        return found


@frozen(eq=False, slots=False)
class Purchases:
    """Every dealer's purchases, and their sums over all dealers; ``firsts`` are the days of everybody's first line.

    ``months`` are those in which anybody bought anything; ``refused`` counts lines that are in no sum, by dealer.
    """

    of: dict[str, Bought] = field(factory=dict)
    products: dict[str, Product] = field(factory=dict)
    firsts: dict[str, date] = field(factory=dict)
    refused: dict[str, int] = field(factory=dict)
    has_quantities: bool = True
    has_amounts: bool = True
    has_documents: bool = True

    @cached_property
    def amount(self) -> Decimal:
        """What all dealers bought within the window, less what they gave back."""
        with exactly():
            return sum((each.amount for each in self.of.values()), ZERO)

    @cached_property
    def held(self) -> Decimal:
        """What all dealers hold of the window's purchases: one who gave back more than he bought holds nothing."""
        with exactly():
            return sum((each.amount for each in self.of.values() if each.amount > 0), ZERO)

    @cached_property
    def before(self) -> Decimal:
        """What all dealers bought within the window before, less what they gave back."""
        with exactly():
            return sum((each.before for each in self.of.values()), ZERO)

    @cached_property
    def lines(self) -> int:
        """How many lines of the window were counted."""
        return sum(each.lines for each in self.of.values())

    @cached_property
    def months(self) -> frozenset[int]:
        """The months that were read in which anybody bought anything."""
        return frozenset(month for each in self.of.values() for month in each.months)

    @cached_property
    def first_month(self) -> int | None:
        """The month of the first line of all; None without lines."""
        return min((month_of(each) for each in self.firsts.values()), default=None)


@frozen(eq=False)
class Goods:
    """Which products are looked at; asked once a product."""

    condition: Expression | None
    masters: Masters
    day: date
    _known: dict[str, bool] = field(factory=dict, init=False)

    def holds(self, product: str) -> bool:
        """Whether the product is looked at; so is one of which nobody can tell: nothing is left out silently."""
        if self.condition is None:
            return True
        found = self._known.get(product)
        if found is None:
            facts = {name: self.masters.product(name, product, self.day) for name in self.condition.reads}
            said = self.condition.evaluate(facts)
            found = self._known[product] = isinstance(said, Missing) or said is True
        return found


NO_TURNS: Mapping[str, Sequence[date]] = {}


def read_purchases(
    book: Book,
    window: Window,
    currency: str,
    goods: Goods,
    *,
    by_day: bool = False,
    since: date | None = None,
    turns: Mapping[str, Sequence[date]] = NO_TURNS,
) -> Purchases:
    """Read the lines once.

    ``since`` is the first day looked at, that of the window before if absent; ``turns`` are the days of the window
    on which a dealer's own territories may change. DK351 (as a reject): a line in a currency that nothing converts.
    """
    having = {each.name for each in book.columns("lines")} if book.has("lines") else set()
    found = Purchases(
        has_quantities="quantity" in having,
        has_amounts="net_amount" in having,
        has_documents="document" in having,
    )
    wanted = tuple(each for each in _COLUMNS if each in having)
    first = min(window.before, since or window.before)
    with exactly():
        for batch in in_currency(book.batches("lines", wanted), book, currency):
            refused = dict(_foreign(batch, currency))
            for position, why in refused.items():
                book.reject(batch, position, why)
            _take(found, batch, window, first, goods, by_day=by_day, refused=refused, turns=turns)
    return found


def _take(
    found: Purchases,
    batch: Batch,
    window: Window,
    first: date,
    goods: Goods,
    *,
    by_day: bool,
    refused: dict[int, Problem],
    turns: Mapping[str, Sequence[date]],
) -> None:
    nothing: Sequence[object] = [None] * len(batch)
    columns = {name: batch.columns.get(name, nothing) for name in _COLUMNS}
    start, last, before, firsts = window.first, window.last, window.before, found.firsts
    rows = zip(*(columns[name] for name in _COLUMNS if name != "currency"), strict=True)
    for position, (day, named, product, quantity, amount, document, territory, salesperson) in enumerate(rows):
        on, dealer, sort = cast("date", day), cast("str", named), cast("str", product or "")
        since = firsts.get(dealer)
        if since is None or on < since:
            firsts[dealer] = on
        if on > last or on < first or (product is not None and not goods.holds(sort)):
            continue
        if position in refused:
            found.refused[dealer] = found.refused.get(dealer, 0) + 1
            continue
        units = cast("Decimal", quantity) if quantity is not None else ZERO
        money = cast("Decimal", amount) if amount is not None else ZERO
        bought = found.of.get(dealer)
        if bought is None:
            bought = found.of[dealer] = Bought()
        bought.month(on).take(money, units, cast("str | None", document))
        if by_day and on >= before:
            bought.on_day(on, sort, units, salesperson)
        if on < start:
            if on >= before:
                bought.before += money
                bought.lines_before += 1
            continue
        bought.lines += 1
        bought.amount += money
        bought.quantity += units
        if territory is not None:
            turned = turns.get(dealer)
            stretch = turned[bisect_right(turned, on) - 1] if turned else start
            place = (stretch, cast("str", territory))
            bought.territories[place] = bought.territories.get(place, ZERO) + units
        if product is not None:
            _of(bought.products, sort, money, units)
            _of(found.products, sort, money, units)


def _of(products: dict[str, Product], product: str, money: Decimal, units: Decimal) -> None:
    each = products.get(product)
    if each is None:
        each = products[product] = Product()
    each.amount += money
    each.quantity += units


def _foreign(batch: Batch, currency: str) -> Iterator[tuple[int, Problem]]:
    stated = batch.columns.get("currency")
    if stated is None or {currency, None}.issuperset(stated):
        return
    for position, each in enumerate(stated):
        if each not in {currency, None}:
            at = batch.at(position, "currency")
            yield position, problem("DK351", at, currency=str(each), policy=currency)
