"""The facts ``account.*`` and ``order.*`` of one customer on one day, each reckoned when it is asked for.

Where nothing is open, the days of the oldest item are 0 and the share that is overdue is 0; where an open item
does not say when it is due, what goes by the due day is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from dealerkit.credit.exposures import exposure_of
from dealerkit.credit.order import Order
from dealerkit.credit.over_limit.counting import signed_in_period
from dealerkit.credit.positions.position import Position
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Problem
from dealerkit.values.exact import ZERO, divide
from dealerkit.values.months import add_months

if TYPE_CHECKING:
    from dealerkit.credit.standing import Standing

Known = Value | Missing
_MONTHS = 12
_TWELVE = Decimal(_MONTHS)

_WITHOUT_MOVEMENTS = frozenset({"days_with_us", "releases"})
"""What is known of an account though a row of it cannot be counted."""

_DUE_DAY = Missing(("invoices.due_on",))


class AccountFacts(Mapping[str, Known]):
    """What expressions may ask about an account; a name nobody knows is simply not there."""

    __slots__ = ("_customer", "_day", "_known", "_more", "_order", "_standing")

    def __init__(
        self,
        standing: Standing,
        customer: str,
        day: date,
        order: Order | None,
        more: Mapping[str, Callable[[], Known]] | None,
    ) -> None:
        self._standing = standing
        self._customer = customer
        self._day = day
        self._order = order
        self._more = more
        self._known: dict[str, Known | None] = {}

    def get(self, name: str, default: object = None) -> Known | None:  # type: ignore[override]  # None is no value
        """A fact, or None where there is no such fact."""
        del default
        try:
            return self._known[name]
        except KeyError:
            found = self._known[name] = self._reckon(name)
            return found

    def __getitem__(self, name: str) -> Known:
        found = self.get(name)
        if found is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def __iter__(self) -> Iterator[str]:
        standing = self._standing
        facts = (fact.name for fact in standing.policy.catalogue)
        names = dict.fromkeys((*facts, *standing.policy.parameters, *(self._more or ())))
        return (name for name in names if self.get(name) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _reckon(self, name: str) -> Known | None:
        more, standing = self._more, self._standing
        if more is not None and name in more:
            return more[name]()
        root, _, column = name.partition(".")
        if not column:
            parameter = standing.policy.parameters.get(name)
            return None if parameter is None else parameter.at(self._day)
        provider = standing.providers.get(name)
        if provider is not None:
            return provider(self._customer, self._day, self._order)
        if root == "account":
            own = OF_POSITIONS.get(column)
            if own is None:
                return Missing((name,))
            unread = standing.unread_on(self._customer, self._day) if column not in _WITHOUT_MOVEMENTS else ()
            return Missing(unread) if unread else own(standing, self._position(), self._day)
        if root == "order":
            found = _of_order(self._order, column, name)
            # An order that names no currency is in the policy's.
            is_ours = column == "currency" and self._order is not None and isinstance(found, Missing)
            return standing.policy.header.currency or found if is_ours else found
        if root == "dealer":
            return standing.masters.dealer(name, self._customer, self._day)
        if root == "contract":
            return standing.of_contract(name, self._customer, self._day, self._order.contract if self._order else "")
        return None

    def _position(self) -> Position:
        return self._standing.positions.of(self._customer)


def _of_order(order: Order | None, column: str, name: str) -> Known:
    if order is None:
        return Missing((name,))
    found: Known | None
    match column:
        case "amount":
            found = order.amount
        case "date":
            found = order.day
        case "wanted_on":
            found = order.wanted_on
        case "payment_days":
            found = order.payment_days
        case "contract":
            found = order.contract or None
        case "currency":
            found = order.currency or None
        case _:
            found = None
    return Missing((name,)) if found is None else found


def _exposure(standing: Standing, position: Position, day: date) -> Known:
    found = exposure_of(position, standing.credit.exposure, day, None, standing.calendar)
    return Missing(("account.exposure",)) if isinstance(found, Problem) else found.total


def overdue(position: Position, day: date, grace: int = 0) -> Decimal | Missing:
    """What is overdue; not known where an open item does not say when it is due."""
    return _DUE_DAY if position.without_clock("due") else position.overdue(day, grace)


def _overdue_share(position: Position, day: date) -> Known:
    late = overdue(position, day)
    if isinstance(late, Missing):
        return late
    if not late:
        return ZERO
    return divide(late, position.receivables) if position.receivables > 0 else Missing(("account.overdue_share",))


def _oldest_days(position: Position, day: date) -> Known:
    item = position.oldest("invoice")
    return 0 if item is None else item.days_since(day)


def _days_overdue(position: Position, day: date) -> Known:
    if position.without_clock("due"):
        return _DUE_DAY
    item = position.oldest("due")
    return 0 if item is None else max(item.days_overdue(day) or 0, 0)


def _days_with_us(standing: Standing, position: Position, day: date) -> Known:
    opened = standing.masters.dealer("dealer.opened_on", position.customer, day)
    first = opened if isinstance(opened, date) else position.first_day
    return Missing(("account.days_with_us",)) if first is None else max((day - first).days, 0)


def average_sales(position: Position, day: date) -> Value:
    """What was invoiced a month, on average of the twelve whole months before the month of the day.

    Credit notes are taken off; months without sales count.
    """
    end = day.replace(day=1)
    last = date.fromordinal(end.toordinal() - 1)
    return divide(position.invoiced(add_months(end, -_MONTHS), last), _TWELVE)


def _plain(name: str) -> Callable[[Standing, Position, date], Known]:
    def read(standing: Standing, position: Position, day: date) -> Known:
        del standing, day
        found: Decimal = getattr(position, name)
        return found

    return read


OF_POSITIONS: Mapping[str, Callable[[Standing, Position, date], Known]] = {
    **{name: _plain(name) for name in ("receivables", "delivered", "open_orders", "bills", "deposits", "unapplied")},
    "exposure": _exposure,
    "overdue": lambda _, position, day: overdue(position, day),
    "overdue_share": lambda _, position, day: _overdue_share(position, day),
    "oldest_days": lambda _, position, day: _oldest_days(position, day),
    "days_overdue": lambda _, position, day: _days_overdue(position, day),
    "last_year_balance": lambda _, position, day: position.open_before(date(day.year, 1, 1)),
    "days_with_us": _days_with_us,
    "average_sales": lambda _, position, day: average_sales(position, day),
    "releases": lambda standing, position, day: signed_in_period(standing, position.customer, day),
    "open_loads": lambda _, position, __: position.open_loads(),
}
"""The facts that a position answers by itself; the others come from limits, dunning and releases."""
