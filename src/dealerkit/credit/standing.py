"""How everybody stands: policy, masters, positions and releases, and the facts that rules ask of them.

    standing = Standing.open(policy, book, date(2026, 3, 31))
    standing.facts("D01", date(2026, 3, 31))["account.overdue"]

Opening reads the book once; after that a question costs what it touches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.credit.account_facts import AccountFacts
from dealerkit.credit.collecting.collected_facts import collected_facts
from dealerkit.credit.groupings import BookGroups
from dealerkit.credit.order import Order
from dealerkit.credit.over_limit.releases import Releases
from dealerkit.credit.positions.position import Position
from dealerkit.credit.positions.positions import Positions
from dealerkit.credit.positions.reading import Read, read_movements
from dealerkit.credit.positions.terms import Terms
from dealerkit.credit.positions.unread import EVERYBODY, Unread, unread_on
from dealerkit.credit.referrals import referrals_of
from dealerkit.credit.scored_facts import Scored
from dealerkit.credit.section import Credit, credit_of
from dealerkit.measures.masters import Masters
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Problem, in_order
from dealerkit.values.workdays import WorkCalendar

Known = Value | Missing
Provider = Callable[[str, date, Order | None], Known]
"""Gives a fact of a customer on a day, with the order in question if there is one."""


@frozen(eq=False, kw_only=True)
class Standing:
    """One policy and one book, with everybody's position. ``providers`` give facts that others reckon."""

    policy: Policy = field(repr=False)
    credit: Credit = field(repr=False)
    masters: Masters = field(repr=False)
    positions: Positions = field(repr=False)
    releases: Releases = field(repr=False)
    calendar: WorkCalendar | None = field(default=None, repr=False)
    terms: Terms = field(repr=False)
    unread: Unread = field(factory=dict, repr=False)
    """Of customers with rows that cannot be counted, which columns do not say enough: their exposure is unknown."""
    providers: dict[str, Provider] = field(factory=dict, repr=False)
    scored: Scored | None = field(default=None, repr=False)
    """Explains the scores among the facts."""
    problems: tuple[Problem, ...] = field(default=(), repr=False)

    @classmethod
    def open(cls, policy: Policy, book: Book, as_of: date, through: date | None = None) -> Standing:
        """Read a book through a day, ``as_of`` if none is stated. Problems: those of :func:`read_movements`."""
        last = as_of if through is None else through
        masters = Masters(book, policy.catalogue)
        return cls._of(policy, masters, read_movements(book, policy, last, masters), last)

    @classmethod
    def at_rest(cls, policy: Policy, book: Book, as_of: date, unread: Unread | None = None) -> Standing:
        """What a book says through a day, with nothing moved yet: who goes through the past adds its movements.

        ``unread`` is that of the reading they come from.
        """
        return cls._of(policy, Masters(book, policy.catalogue), Read((), unread=unread or {}), as_of)

    @classmethod
    def _of(cls, policy: Policy, masters: Masters, read: Read, last: date) -> Standing:
        book, credit = masters.book, credit_of(policy) or Credit()
        positions = Positions(read.movements, BookGroups(masters))
        for customer in read.unread:
            if customer != EVERYBODY:
                positions.of(customer)
        releases = Releases.read(book, policy.header.currency, last, referrals_of(credit))
        scored = Scored(policy, book)
        return cls(
            policy=policy,
            credit=credit,
            masters=masters,
            positions=positions,
            releases=releases,
            calendar=policy.calendar(),
            unread=read.unread,
            terms=Terms(masters, credit.payment_days),
            providers={**dict(scored.facts()), **dict(collected_facts(policy, book, last, positions))},
            scored=scored,
            problems=in_order((*read.problems, *releases.problems)),
        )

    def unread_on(self, customer: str, day: date) -> tuple[str, ...]:
        """The columns that leave unknown what a customer owes on a day."""
        return unread_on(self.unread, customer, day) if self.unread else ()

    def unread_among(self, positions: Iterable[Position], day: date) -> tuple[str, ...]:
        """The columns that leave unknown what several customers owe together on a day."""
        if not self.unread:
            return ()
        return tuple(dict.fromkeys(name for each in positions for name in self.unread_on(each.customer, day)))

    def facts(
        self,
        customer: str,
        day: date,
        order: Order | None = None,
        more: Mapping[str, Callable[[], Known]] | None = None,
    ) -> AccountFacts:
        """What may be asked of a customer on a day; ``more`` answers before anything else does."""
        return AccountFacts(self, customer, day, order, more)

    def known(self, customer: str) -> bool:
        """Whether the customer is in ``customers``; without that table, whether anything ever moved his account."""
        if self.masters.dealers is not None:
            return customer in self.masters.dealers
        if customer in self.unread:
            return True
        return customer in self.positions and self.positions.of(customer).version > 0

    def contract_row(self, customer: str, day: date, contract: str = "") -> Row | None:
        """The contract that is named, if it is the customer's; else his only one in force; None otherwise."""
        if contract:
            row = self.masters.book.versions("contracts").at(day, contract)
            return row if row is not None and row.get("customer") == customer else None
        rows = self.masters.contracts_in_force(customer, day)
        return rows[0] if len(rows) == 1 else None

    def of_contract(self, name: str, customer: str, day: date, contract: str = "") -> Known:
        """A fact of the contract that is named, else what all of the customer's contracts in force agree on."""
        if not contract:
            return self.masters.contract_of_dealer(name, customer, day)
        if self.contract_row(customer, day, contract) is None:
            return Missing((name,))
        return self.masters.contract(name, contract, day)

    def term_days(self, customer: str, day: date, contract: str = "") -> int | None:
        """Days to pay by the contract, else by the policy; None where nothing says."""
        return self.terms.days(customer, day, contract)
