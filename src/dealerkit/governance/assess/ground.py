"""What an assessment stands on: the window, what everybody bought, owes and was told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.governance.assess.rule import Assess
from dealerkit.governance.assess.sales import AllSales, read_sales
from dealerkit.governance.exposure import Exposure, read_exposures
from dealerkit.governance.scan.ground import window_of
from dealerkit.governance.scan.market import Notice, Promotion, read_notices, read_promotions
from dealerkit.governance.scan.purchases import Window
from dealerkit.governance.scan.unread import rows_unread
from dealerkit.governance.span import Span
from dealerkit.measures.masters import Masters
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.values.exact import ZERO, add, exactly

_EARNED, _PAID = "accrual", frozenset({"settlement", "adjustment"})


@frozen(eq=False, slots=False)
class Ground:
    """One book on one day, as an assessment sees it."""

    policy: Policy = field(repr=False)
    assess: Assess = field(repr=False)
    book: Book = field(repr=False)
    as_of: date
    window: Window = field(init=False)
    masters: Masters = field(init=False, repr=False)

    @window.default
    def _window(self) -> Window:
        return window_of(self.as_of, self.assess.window)

    @masters.default
    def _masters(self) -> Masters:
        return Masters(self.book, self.policy.catalogue)

    @property
    def currency(self) -> str:
        """The policy's currency."""
        return self.policy.header.currency

    @cached_property
    def sales(self) -> AllSales:
        """What everybody bought."""
        return read_sales(self.book, self.window, self.currency, self.assess.gifts)

    @cached_property
    def total(self) -> Decimal:
        """What all dealers bought within the window."""
        return self.sales.amount

    @cached_property
    def exposures(self) -> Mapping[str, Exposure] | None:
        """What everybody owes; None where the book cannot say."""
        return read_exposures(self.book, self.as_of, self.currency)

    @cached_property
    def notices(self) -> Mapping[str, tuple[Notice, ...]]:
        """Written notices."""
        return read_notices(self.book, self.as_of)

    @cached_property
    def promotions(self) -> Mapping[str, tuple[Promotion, ...]]:
        """Promotional money given within the window."""
        return read_promotions(self.book, self.window)

    @cached_property
    def rebates(self) -> Mapping[str, Span] | None:
        """What the ledger says of rebates posted within the window, by payee; None where there is no ledger.

        An accrual says what was earned, a settlement what was paid of it. Where both are posted for one account and
        differ, what it costs lies between them.
        """
        if not self.book.has("postings"):
            return None
        accounts: dict[tuple[str, str, str], list[Decimal | None]] = defaultdict(lambda: [None, None])
        with exactly():
            for row in self.book.rows("postings"):
                on, net, kind = row.get("posted_on"), row.get("net"), row.get("kind")
                if not isinstance(on, date) or not self.window.first <= on <= self.window.last:
                    continue
                side = 0 if kind == _EARNED else 1 if kind in _PAID else None
                if side is None or not isinstance(net, Decimal):
                    continue
                key = (str(row.get("payee")), str(row.get("programme")), str(row.get("period")))
                accounts[key][side] = (accounts[key][side] or ZERO) + net
        found: dict[str, Span] = {}
        for (payee, _, _), sides in accounts.items():
            known = [each for each in sides if each is not None]
            before = found.get(payee, Span(ZERO, ZERO))
            found[payee] = Span(add(before.least, min(known)), add(before.most, max(known)))
        return found

    def has_unread(self, table: str, dealers: Iterable[str]) -> bool:
        """Whether a row of a table that names one of some dealers is in no sum; the table has been read before."""
        known = self._unread.get(table)
        if known is None:
            first = date.min if table in {"invoices", "receipts"} else self.window.before
            known = self._unread[table] = rows_unread(self.book, table, first, self.as_of)
        foreign = self._foreign(table)
        return bool(known or foreign) and any(each in known or each in foreign for each in dealers)

    def _foreign(self, table: str) -> Collection[str]:
        """Dealers of whose rows no rate brings one into the policy's currency."""
        if table == "lines":
            return self.sales.refused
        return self._foreign_accounts if table in {"invoices", "receipts"} else ()

    @cached_property
    def _foreign_accounts(self) -> frozenset[str]:
        return frozenset(dealer for dealer, each in (self.exposures or {}).items() if each.refused)

    @cached_property
    def _unread(self) -> dict[str, Mapping[str, int]]:
        """Rejected rows by dealer, of the tables that were asked about."""
        return {}

    @cached_property
    def dealers(self) -> tuple[str, ...]:
        """Everybody who bought in the window or before it."""
        return tuple(sorted(self.sales.of))

    @cached_property
    def _around(self) -> Mapping[str, str]:
        """The territory that makes each dealer a neighbour of others; empty where it is not known."""
        found: dict[str, str] = {}
        for dealer in self.dealers:
            path = self.masters.dealer("dealer.territory", dealer, self.as_of)
            up = self.assess.neighbours
            found[dealer] = path[up] if isinstance(path, tuple) and len(path) > up else ""
        return found

    def around(self, dealer: str) -> str:
        """The territory whose dealers are the dealer's neighbours; empty where it is not known."""
        return self._around.get(dealer, "")

    def neighbours(self, dealer: str) -> tuple[str, ...]:
        """The dealer's neighbours."""
        around = self.around(dealer)
        return tuple(each for each in self._by_territory.get(around, ()) if each != dealer) if around else ()

    @cached_property
    def _by_territory(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for dealer in self.dealers:
            found[self.around(dealer)].append(dealer)
        return {around: tuple(each) for around, each in found.items()}

    @cached_property
    def comparable(self) -> tuple[str, ...]:
        """Dealers with whom others' neighbours may be compared, wherever they are."""
        condition = self.assess.loss.compare
        return tuple(each for each in self.dealers if self.holds(condition, each, {}) is True)

    def elsewhere(self, dealer: str) -> tuple[str, ...]:
        """Comparable dealers who are neither he nor his neighbours."""
        around = self.around(dealer)
        found = self._elsewhere.get(around)
        if found is None:
            found = tuple(each for each in self.comparable if self.around(each) != around)
            self._elsewhere[around] = found
        return found

    @cached_property
    def _elsewhere(self) -> dict[str, tuple[str, ...]]:
        """Whom neighbourhoods were compared with, kept for the dealers of one neighbourhood."""
        return {}

    @cached_property
    def parameters(self) -> Mapping[str, Value | Missing]:
        """Every parameter on the day."""
        return self.policy.parameters_at(self.as_of)

    def holds(self, condition: Expression | None, dealer: str, more: Mapping[str, Value | Missing]) -> bool | Missing:
        """Whether a condition holds of a dealer; true where there is none."""
        if condition is None:
            return True
        known: dict[str, Value | Missing | None] = {**self.parameters, **more}
        for name in condition.reads:
            if name not in known:
                known[name] = self.masters.dealer(name, dealer, self.as_of)
        said = condition.evaluate(known)
        return said if isinstance(said, Missing) else said is True

    def name(self, dealer: str) -> str:
        """The dealer's name, or nothing where the book has none."""
        row = self.book.versions("customers").at(self.as_of, dealer)
        return str((row.get("name") if row is not None else None) or "")
