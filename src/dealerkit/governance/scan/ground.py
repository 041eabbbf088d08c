"""What a scan stands on: the window, the dealers, and what is known of each; a table is read when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.governance.scan import market
from dealerkit.governance.scan.knowledge import Knowledge
from dealerkit.governance.scan.purchases import Bought, Goods, Purchases, Window, month_of, read_purchases
from dealerkit.governance.scan.signal import Scan
from dealerkit.measures.masters import Masters
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, OpenPath, Value
from dealerkit.scoring.figures.reckoning import Figures, reckon
from dealerkit.values.durations import Duration
from dealerkit.values.months import add_months
from dealerkit.values.workdays import EVERY_DAY, Unpublished

_BY_DAY = ("sell_through", "pushed")
"""What needs the purchases of every day."""

NOTHING_BOUGHT = Bought()


def days_before(day: date, length: Duration) -> date:
    """The day that lies a length of time before; ``check`` lets no length through that needs a calendar."""
    found = length.before(day, EVERY_DAY)
    return day if isinstance(found, Unpublished) else found


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
        return Window(days_before(self.as_of, self.scan.window) + timedelta(days=1), self.as_of)

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
        signals = tuple((self.scan.signals or {}).values())
        back = max((each.rhythm.months for each in signals if each.rhythm is not None), default=0)
        since = add_months(self.last_month, -back)
        by_day = any(each.method in _BY_DAY for each in signals)
        currency = self.policy.header.currency
        return read_purchases(self.book, self.window, currency, self.goods, by_day=by_day, since=since)

    @cached_property
    def sell_through(self) -> Mapping[str, market.SoldThrough]:
        """What dealers reported to have sold on."""
        return market.read_sell_through(self.book, self.window, self.goods)

    @cached_property
    def holdings(self) -> Mapping[str, market.Holding]:
        """Counts of stock by holder."""
        return market.read_holdings(self.book, self.as_of, self.goods)

    @cached_property
    def incidents(self) -> Mapping[str, tuple[market.Incident, ...]]:
        """What was found or reported."""
        return market.read_incidents(self.book, self.window)

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
        shown = (*self.sell_through, *self.holdings, *self.incidents, *self.store_checks, *self.promotions)
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
        """What all dealers bought within the window."""
        return self.purchases.amount

    @cached_property
    def total_before(self) -> Decimal:
        """What all dealers bought within the window before."""
        return self.purchases.before

    @cached_property
    def months(self) -> Mapping[int, int]:
        """The months the window touches, and how many of its days each has."""
        found: dict[int, int] = {}
        for ordinal in range(self.window.first.toordinal(), self.window.last.toordinal() + 1):
            month = month_of(date.fromordinal(ordinal))
            found[month] = found.get(month, 0) + 1
        return found

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

    def around(self, dealer: str) -> str:
        """The territory whose dealers are neighbours of each other; empty where it is not known."""
        path, up = self.places[dealer], self.scan.neighbours
        return path[up] if len(path) > up else ""

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

    def is_within(self, territory: str, around: str) -> bool | Missing:
        """Whether a territory is another or lies in it; missing where the tree does not say."""
        path = self.masters.path("territories", territory, self.as_of)
        if around in path:
            return True
        return path.unknown if isinstance(path, OpenPath) else False

    def holds(self, condition: Expression | None, dealer: str, more: Mapping[str, Value | Missing]) -> bool | Missing:
        """Whether a condition holds of a dealer; true where there is none."""
        if condition is None:
            return True
        said = condition.evaluate(Knowledge(self, dealer, more))
        return said if isinstance(said, Missing) else said is True
