"""What a rule about a customer may ask on a day: its row and contract, parameters, and what is asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.measures.masters import Masters
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value

Fact = Value | Missing
NOTHING: Mapping[str, Fact] = {}


@frozen(eq=False)
class Ground:
    """A policy and a book, opened for questions about customers."""

    policy: Policy = field(repr=False)
    book: Book = field(repr=False)
    masters: Masters = field(init=False, repr=False)
    classes: Callable[[str, str, date], Fact] | None = field(default=None, repr=False)
    """The class of a customer on a day by the name of its fact; None where rules do not ask for classes."""
    _parameters: dict[date, Mapping[str, Fact]] = field(factory=dict, init=False, repr=False)

    @masters.default
    def _masters(self) -> Masters:
        return Masters(self.book, self.policy.catalogue)

    def facts(self, customer: str, day: date, more: Mapping[str, Fact] = NOTHING) -> Mapping[str, Fact]:
        """Facts of a customer on a day, each looked up when it is asked for; ``more`` are known already."""
        return CustomerFacts(self, customer, day, more)

    def parameters(self, day: date) -> Mapping[str, Fact]:
        """The policy's parameters as they stand on a day."""
        if day not in self._parameters:
            self._parameters[day] = self.policy.parameters_at(day)
        return self._parameters[day]

    def customer(self, code: str, column: str, day: date) -> object:
        """A cell of the customer's row on a day; None where there is none."""
        row = self.book.versions("customers").at(day, code)
        return None if row is None else row.get(column)

    def name(self, code: str, day: date) -> str:
        """The customer's name; nothing where the book has none."""
        return str(self.customer(code, "name", day) or "")


class CustomerFacts(Mapping[str, Fact]):
    """Facts by name; a name nobody knows is not there."""

    __slots__ = ("_customer", "_day", "_ground", "_more")

    def __init__(self, ground: Ground, customer: str, day: date, more: Mapping[str, Fact]) -> None:
        self._ground = ground
        self._customer = customer
        self._day = day
        self._more = more

    def __getitem__(self, name: str) -> Fact:
        if name in self._more:
            return self._more[name]
        root = name.partition(".")[0]
        if root == "dealer":
            return self._ground.masters.dealer(name, self._customer, self._day)
        if root == "contract":
            return self._ground.masters.contract_of_dealer(name, self._customer, self._day)
        if root == "class":
            find = self._ground.classes
            return Missing((name,)) if find is None else find(name, self._customer, self._day)
        return self._ground.parameters(self._day)[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._more)

    def __len__(self) -> int:
        return len(self._more)
