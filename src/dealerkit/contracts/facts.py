"""What conditions on contracts may ask about: columns of contract and dealer, and what a dealer serves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.measures.masters import Masters
from dealerkit.policy.expressions import Expression
from dealerkit.policy.facts import Fact
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import COUNT, MONEY, SHARE, Missing, Value

CONTRACT = frozenset({"dealer", "contract"})
"""What conditions on a contract see: its row and its customer's."""

SERVICE = CONTRACT | {"capacity"}
"""What conditions on a dealer who serves stores see as well."""

_DAY = "day of the question"

FACTS: tuple[Fact, ...] = (
    Fact(
        "capacity.stores",
        COUNT,
        meaning="how many limited stores the dealer serves",
        source="table outlets",
        instant=_DAY,
    ),
    Fact(
        "capacity.sales",
        MONEY,
        meaning="what all his stores sell in a month",
        source="table outlets and the policy",
        instant=_DAY,
    ),
    Fact(
        "capacity.least",
        MONEY,
        meaning="the least money that ties up",
        source="the policy's `tied_up`",
        instant=_DAY,
    ),
    Fact(
        "capacity.most",
        MONEY,
        meaning="the most money that ties up",
        source="the policy's `tied_up`",
        instant=_DAY,
    ),
    Fact(
        "capacity.capital",
        MONEY,
        meaning="the capital he states",
        source="table dealer_means",
        instant=_DAY,
    ),
    Fact(
        "capacity.margin",
        SHARE,
        meaning="his margin on what he sells to chain stores",
        source="table dealer_means",
        instant=_DAY,
    ),
)


@frozen(eq=False)
class Known:
    """What is known of contracts and their customers on a day, for conditions and decision tables."""

    policy: Policy
    as_of: date
    _masters: Masters = field(repr=False)
    _parameters: Mapping[str, Value | Missing] = field(repr=False)

    @classmethod
    def open(cls, policy: Policy, book: Book, as_of: date) -> Known:
        """Over the master tables of a book."""
        return cls(policy, as_of, Masters(book, policy.catalogue), policy.parameters_at(as_of))

    def value(self, name: str, contract: str, customer: str) -> Value | Missing:
        """A fact of a contract or its customer; without a contract, of the customer's contract in force."""
        if name.startswith("dealer."):
            return self._masters.dealer(name, customer, self.as_of)
        if not name.startswith("contract."):
            return Missing((name,))
        if contract:
            return self._masters.contract(name, contract, self.as_of)
        return self._masters.contract_of_dealer(name, customer, self.as_of)

    def holds(
        self,
        condition: Expression,
        contract: str,
        customer: str,
        more: Mapping[str, Value | Missing] | None = None,
    ) -> bool | Missing:
        """Whether a condition holds; missing where a fact it needs is not known."""
        facts: dict[str, Value | Missing] = {name: self._parameters[name] for name in condition.parameters}
        for name in condition.reads:
            facts[name] = more[name] if more is not None and name in more else self.value(name, contract, customer)
        found = condition.evaluate(facts)
        return found if isinstance(found, Missing) else found is True
