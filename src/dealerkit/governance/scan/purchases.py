"""What every dealer bought: one pass over the lines, and only sums are kept.

Amounts are without tax, in the policy's currency; returns are negative. Goods that the scan does not look at
are left out, and so are lines after the day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
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
    """The days that are looked at, both ends counted, and the first day of as many days before them."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> date:
        """The first day of the window before, which has as many days."""
        return self.first - timedelta(days=self.days)


class Month:
    """One dealer's purchases of one month."""

    __slots__ = ("amount", "documents", "quantity")

    def __init__(self) -> None:
        self.amount = ZERO
        self.quantity = ZERO
        self.documents: set[str] = set()


class Product:
    """One dealer's purchases of one product within the window."""

    __slots__ = ("amount", "quantity")

    def __init__(self) -> None:
        self.amount = ZERO
        self.quantity = ZERO


class Bought:
    """One dealer's purchases: sums of the window and of the one before, by month, product, territory and day.

    ``days`` are the quantities of each day since the window before began, kept where somebody asks for them.
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
        self.territories: dict[str, Decimal] = {}
        self.days: dict[date, Decimal] = {}
        self.sellers: dict[date, set[str]] = {}

    def take(self, money: Decimal, units: Decimal, territory: object) -> None:
        """Count a line of the window."""
        self.lines += 1
        self.amount += money
        self.quantity += units
        if isinstance(territory, str):
            self.territories[territory] = self.territories.get(territory, ZERO) + units

    def on_day(self, day: date, units: Decimal, salesperson: object) -> None:
        """Count what came on a day, and who sold it."""
        self.days[day] = self.days.get(day, ZERO) + units
        if isinstance(salesperson, str):
            self.sellers.setdefault(day, set()).add(salesperson)

    def month(self, day: date) -> Month:
        """The sums of the month of a day."""
        key = day.year * _MONTHS + day.month - 1
        found = self.months.get(key)
        if found is None:
            found = self.months[key] = Month()
        return found


@frozen(eq=False)
class Purchases:
    """Every dealer's purchases, and their sums over all dealers; ``firsts`` are the days of everybody's first line."""

    of: dict[str, Bought] = field(factory=dict)
    products: dict[str, Product] = field(factory=dict)
    firsts: dict[str, date] = field(factory=dict)
    has_lines: bool = True
    has_quantities: bool = True
    has_territories: bool = True
    has_documents: bool = True

    @property
    def amount(self) -> Decimal:
        """What all dealers bought within the window."""
        with exactly():
            return sum((each.amount for each in self.of.values()), ZERO)

    @property
    def before(self) -> Decimal:
        """What all dealers bought within the window before."""
        with exactly():
            return sum((each.before for each in self.of.values()), ZERO)


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


def read_purchases(
    book: Book, window: Window, currency: str, goods: Goods, *, by_day: bool = False, since: date | None = None
) -> Purchases:
    """Read the lines once.

    ``since`` is the first day whose month is kept; the window before's if absent. DK351 (as a reject): a line in a
    currency that nothing converts.
    """
    having = {each.name for each in book.columns("lines")} if book.has("lines") else set()
    found = Purchases(
        has_lines=bool(having),
        has_quantities="quantity" in having,
        has_territories="territory" in having,
        has_documents="document" in having,
    )
    wanted = tuple(each for each in _COLUMNS if each in having)
    first = min(window.before, since or window.before)
    with exactly():
        for batch in in_currency(book.batches("lines", wanted), book, currency):
            refused = dict(_foreign(batch, currency))
            for position, why in refused.items():
                book.reject(batch, position, why)
            _take(found, batch, window, first, goods, by_day=by_day, refused=refused)
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
) -> None:
    nothing: Sequence[object] = [None] * len(batch)
    columns = {name: batch.columns.get(name, nothing) for name in _COLUMNS}
    start, last, firsts = window.first, window.last, found.firsts
    rows = zip(*(columns[name] for name in _COLUMNS if name != "currency"), strict=True)
    for position, (day, dealer, product, quantity, amount, document, territory, salesperson) in enumerate(rows):
        on = cast("date", day)
        since = firsts.get(cast("str", dealer))
        if since is None or on < since:
            firsts[cast("str", dealer)] = on
        if on > last or on < first or position in refused:
            continue
        if product is not None and not goods.holds(cast("str", product)):
            continue
        units = cast("Decimal", quantity) if quantity is not None else ZERO
        money = cast("Decimal", amount) if amount is not None else ZERO
        bought = found.of.get(cast("str", dealer))
        if bought is None:
            bought = found.of[cast("str", dealer)] = Bought()
        month = bought.month(on)
        month.amount += money
        month.quantity += units
        if document is not None:
            month.documents.add(cast("str", document))
        if by_day:
            bought.on_day(on, units, salesperson)
        if on < start:
            if on >= window.before:
                bought.before += money
                bought.lines_before += 1
            continue
        bought.take(money, units, territory)
        if product is not None:
            _of(bought.products, cast("str", product), money, units)
            _of(found.products, cast("str", product), money, units)


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
