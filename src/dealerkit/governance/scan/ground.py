"""What a scan stands on: the window, the dealers, and what is known of each; a table is read when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.governance.scan import market
from dealerkit.governance.scan.accounts import Accounts, read_accounts
from dealerkit.governance.scan.finds import Finds, read_finds
from dealerkit.governance.scan.knowledge import Knowledge
from dealerkit.governance.scan.purchases import Bought, Goods, Purchases, Window, month_of, read_purchases
from dealerkit.governance.scan.signal import Scan
from dealerkit.governance.scan.sold import NOTHING_SOLD, SoldOn, days_of_months, read_sold
from dealerkit.governance.scan.unread import rows_unread
from dealerkit.measures.masters import Masters
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, OpenPath, Value
from dealerkit.problems import Problem
from dealerkit.scoring.figures.answers import Figures
from dealerkit.scoring.figures.reckoning import reckon
from dealerkit.scoring.figures.windows import shifted
from dealerkit.values.durations import Duration
from dealerkit.values.exact import ZERO, Number, divide
from dealerkit.values.months import add_months

_BY_DAY = ("sell_through", "pushed")
"""What needs the purchases of every day."""

_OF_THE_WINDOW = frozenset({"incidents", "store_checks", "promotions"})
"""Tables of which only rows of the window are looked at; of others earlier ones count as well."""

NOTHING_BOUGHT = Bought()


def days_before(day: date, length: Duration) -> date:
    """The day that lies a length of time before: of a month's last day, the last of another.

    Nothing but whole days, weeks and months: ``check`` lets no other length through.
    """
    return shifted(day, length)


def window_of(day: date, length: Duration) -> Window:
    """The window that ends with a day, and the one of the same length before it."""
    end = days_before(day, length)
    return Window(end + timedelta(days=1), day, days_before(end, length) + timedelta(days=1))


@frozen(eq=False, slots=False)
class Ground:
    """One book on one day, as a scan sees it."""

    policy: Policy = field(repr=False)
    scan: Scan = field(repr=False)
    book: Book = field(repr=False)
    as_of: date
    window: Window = field(init=False)
    masters: Masters = field(init=False, repr=False)
    goods: Goods = field(init=False, repr=False)

    @window.default
    def _window(self) -> Window:
        return window_of(self.as_of, self.scan.window)

    @masters.default
    def _masters(self) -> Masters:
        return Masters(self.book, self.policy.catalogue)

    @goods.default
    def _goods(self) -> Goods:
        return Goods(self.scan.goods, self.masters, self.as_of)

    @cached_property
    def last_month(self) -> date:
        """The first day of the last whole month through the day."""
        month = self.as_of.replace(day=1)
        whole = (self.as_of + timedelta(days=1)).day == 1
        return month if whole else add_months(month, -1)

    @cached_property
    def purchases(self) -> Purchases:
        """What everybody bought, from one pass over the lines."""
        methods = {each.method for each in (self.scan.signals or {}).values()}
        return read_purchases(
            self.book,
            self.window,
            self.policy.header.currency,
            self.goods,
            # The split of a dealer's volume carries counts of stock on to the ends of the window.
            by_day=self.book.has("stock") or bool(methods.intersection(_BY_DAY)),
            since=self._lines_since,
            turns=self._turns if "delivered_elsewhere" in methods else {},
        )

    @cached_property
    def _lines_since(self) -> date:
        """The first day whose lines are looked at: of the window before, or of the months that rhythms look back to."""
        rhythms = (each.rhythm for each in (self.scan.signals or {}).values() if each.rhythm is not None)
        back = max((each.months for each in rhythms), default=0)
        return min(self.window.before, add_months(self.last_month, -back))

    @cached_property
    def _turns(self) -> Mapping[str, tuple[date, ...]]:
        """The days of the window, the first included, on which the territories of a dealer may change."""
        first, last = self.window.first, self.window.last
        trees = {each for each in self.masters.changes_of("territories") if first < each <= last}
        found: dict[str, tuple[date, ...]] = {}
        for dealer in sorted({*(self.masters.dealers or ()), *self.masters.contracts_of}):
            mine = {each for each in self.masters.changes_of_dealer(dealer) if first < each <= last} | trees
            if mine:
                found[dealer] = (first, *sorted(mine))
        return found

    @cached_property
    def sold(self) -> Mapping[str, SoldOn]:
        """What dealers reported to have sold on, from where the earliest stock or pace is reckoned."""
        paces = (each.pushed for each in (self.scan.signals or {}).values() if each.pushed is not None)
        first = min(
            (days_before(self.window.first, each.pace) for each in paces if each.pace), default=self.window.first
        )
        since = min(first, days_before(self.window.first, self.scan.fresh))
        return read_sold(self.book, since, self.as_of, self.goods)

    @cached_property
    def finds(self) -> Finds:
        """Units found by serial number."""
        return read_finds(self)

    @cached_property
    def _unread(self) -> dict[str, Mapping[str, int]]:
        return {}

    def unread(self, table: str, dealer: str) -> int:
        """How many rows of a dealer in a table, which was read before, are rejected and may be of these days."""
        known = self._unread.get(table)
        if known is None:
            first = self.window.first if table in _OF_THE_WINDOW else date.min
            first = self._lines_since if table == "lines" else first
            known = self._unread[table] = rows_unread(self.book, table, first, self.as_of)
        foreign = self.purchases.refused.get(dealer, 0) if table == "lines" else 0
        return known.get(dealer, 0) + foreign

    @cached_property
    def lines_unread(self) -> int:
        """How many lines of all dealers are rejected and may be of these days."""
        self.unread("lines", "")
        return sum(self._unread["lines"].values()) + sum(self.purchases.refused.values())

    @cached_property
    def accounts(self) -> Accounts:
        """Who owes what, and who wants to give back what."""
        return read_accounts(self)

    @cached_property
    def holdings(self) -> Mapping[str, market.Holding]:
        """Counts of stock by holder."""
        return market.read_holdings(self.book, self.as_of, self.goods)

    @cached_property
    def incidents(self) -> Mapping[str, tuple[market.Incident, ...]]:
        """What was found or reported."""
        return market.read_incidents(self.book, self.window, self.policy.header.currency)

    @cached_property
    def store_checks(self) -> Mapping[str, tuple[market.StoreCheck, ...]]:
        """What was found in stores."""
        return market.read_store_checks(self.book, self.window, self.goods)

    @cached_property
    def promotions(self) -> Mapping[str, tuple[market.Promotion, ...]]:
        """Promotional money given."""
        return market.read_promotions(self.book, self.window)

    @cached_property
    def notices(self) -> Mapping[str, tuple[market.Notice, ...]]:
        """Written notices."""
        return market.read_notices(self.book, self.as_of)

    @cached_property
    def capacities(self) -> Mapping[str, tuple[Decimal | None, ...]]:
        """What each dealer's own outlets can sell in a month."""
        return market.read_capacities(self.book, self.as_of)

    @cached_property
    def dealers(self) -> tuple[str, ...]:
        """Everybody who bought in the window or in the one before, or whom the market shows."""
        bought = {dealer for dealer, each in self.purchases.of.items() if each.lines or each.lines_before}
        shown = (*self.sold, *self.holdings, *self.incidents, *self.store_checks, *self.promotions)
        known = self.masters.dealers
        return tuple(sorted(bought | {each for each in shown if known is None or each in known}))

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """Every dealer's place by purchases within the window; equal ones share the better place."""
        amounts = sorted((self.bought(each).amount for each in self.dealers), reverse=True)
        first: dict[object, int] = {}
        for place, amount in enumerate(amounts, 1):
            first.setdefault(amount, place)
        return {each: first[self.bought(each).amount] for each in self.dealers}

    @cached_property
    def places(self) -> Mapping[str, tuple[str, ...]]:
        """Every dealer's place in the territory tree, itself first; empty where none is known."""
        found: dict[str, tuple[str, ...]] = {}
        for dealer in self.dealers:
            path = self.masters.dealer("dealer.territory", dealer, self.as_of)
            found[dealer] = path if isinstance(path, tuple) else ()
        return found

    @cached_property
    def neighbourhoods(self) -> Mapping[str, tuple[str, ...]]:
        """Dealers by the territory that makes them neighbours."""
        found: dict[str, list[str]] = {}
        for dealer in self.dealers:
            around = self.around(dealer)
            if around:
                found.setdefault(around, []).append(dealer)
        return {territory: tuple(each) for territory, each in found.items()}

    @cached_property
    def total(self) -> Decimal:
        """What shares are of: the window's purchases, without those who gave back more than they bought."""
        return self.purchases.held

    @cached_property
    def covers_before(self) -> bool:
        """Whether the book's lines reach back to the month in which the window before begins."""
        first = self.purchases.first_month
        return first is not None and first <= month_of(self.window.before)

    @cached_property
    def months(self) -> Mapping[int, int]:
        """The months the window touches, and how many of its days each has."""
        return days_of_months(self.window.first, self.window.last)

    @cached_property
    def parameters(self) -> Mapping[str, Value | Missing]:
        """Every parameter on the day."""
        return self.policy.parameters_at(self.as_of)

    @cached_property
    def _figures(self) -> Figures:
        return reckon(self.policy, self.book, self.as_of)

    def figure(self, name: str, dealer: str) -> Value | Missing:
        """A named figure of the section ``scoring``."""
        return self._figures.facts(dealer).get(name, Missing((name,)))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found while figures were reckoned and accounts read, as far as a signal asked for either."""
        asked = vars(self)
        figures = self._figures.problems if "_figures" in asked else ()
        return (*figures, *(self.accounts.problems if "accounts" in asked else ()))

    def share(self, dealer: str) -> Number | None:
        """A dealer's share of the window's purchases; None where nobody bought anything."""
        amount = self.bought(dealer).amount
        return divide(max(amount, ZERO), self.total) if self.total > 0 else None

    def units(self, dealer: str) -> frozenset[str]:
        """The units in which the products are counted that he bought, sold or has in stock, where the book says."""
        known = self._units_of
        if not known:
            return frozenset()
        sold_on = self.sold.get(dealer, NOTHING_SOLD).days.values()
        products = {*self.bought(dealer).products, *self.holdings.get(dealer, market.NOTHING_HELD).counts}
        products.update(product for units in sold_on for product in units)
        return frozenset(known[each] for each in products if each in known)

    @cached_property
    def _units_of(self) -> Mapping[str, str]:
        if "unit" not in {each.name for each in self.book.columns("products")}:
            return {}
        rows = self.book.rows("products")
        found = {str(row["product"]): str(row["unit"]) for row in rows if row.get("unit") is not None}
        return found if len(set(found.values())) > 1 else {}

    def around(self, dealer: str) -> str:
        """The territory whose dealers are neighbours of each other; empty where it is not known."""
        path, up = self.places[dealer], self.scan.neighbours
        return path[up] if len(path) > up else ""

    @cached_property
    def unplaced(self) -> tuple[str, ...]:
        """Dealers of whom nobody knows whose neighbours they are."""
        return tuple(each for each in self.dealers if not self.around(each))

    @cached_property
    def unplaced_falls(self) -> tuple[Fraction, ...]:
        """By which share each of them bought less than in the window before, the smallest fall first."""
        bought = (self.bought(each) for each in self.unplaced)
        falls = (1 - Fraction(each.amount) / Fraction(each.before) for each in bought if each.before > 0)
        return tuple(sorted(each for each in falls if each > 0))

    def neighbours(self, dealer: str) -> tuple[str, ...]:
        """The dealer's neighbours."""
        around = self.around(dealer)
        return tuple(each for each in self.neighbourhoods.get(around, ()) if each != dealer)

    def bought(self, dealer: str) -> Bought:
        """What a dealer bought."""
        return self.purchases.of.get(dealer, NOTHING_BOUGHT)

    def name(self, dealer: str) -> str:
        """The dealer's name, or nothing where the book has none."""
        row = self.book.versions("customers").at(self.as_of, dealer)
        return str((row.get("name") if row is not None else None) or "")

    def own_territories(self, dealer: str, day: date) -> tuple[str, ...]:
        """The dealer's own territory, and those of his contracts in force on a day."""
        row = self.book.versions("customers").at(day, dealer)
        stated = (row, *self.masters.contracts_in_force(dealer, day))
        found = (each.get("territory") for each in stated if each is not None)
        return tuple(dict.fromkeys(each for each in found if isinstance(each, str)))

    def is_within(self, territory: str, around: str, day: date) -> bool | Missing:
        """Whether a territory was another on a day, or lay in it; missing where the tree does not say."""
        path = self.masters.path("territories", territory, day)
        if around in path:
            return True
        return path.unknown if isinstance(path, OpenPath) else False

    def holds(self, condition: Expression | None, dealer: str, more: Mapping[str, Value | Missing]) -> bool | Missing:
        """Whether a condition holds of a dealer; true where there is none."""
        if condition is None:
            return True
        said = condition.evaluate(Knowledge(self, dealer, more))
        return said if isinstance(said, Missing) else said is True
