"""A customer's file as one person may see it: what he may not read is marked, with the reason."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.book.kinds import Value
from dealerkit.customers.access.deciding import Desk
from dealerkit.customers.access.rules import HIDDEN, Access
from dealerkit.customers.known import Ground
from dealerkit.customers.section import customers_of
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.policy import Policy

_KEEPING = frozenset({"valid_from", "valid_to", "recorded_at"})


@frozen
class Seen:
    """One column of a file as somebody sees it; ``value`` is None where it is hidden, or empty in the file."""

    column: str
    class_: str
    value: Value | None
    decision: Decision = field(repr=False)

    @property
    def is_hidden(self) -> bool:
        """Whether he may not read it."""
        return self.decision.outcome is not Outcome.GRANTED


@frozen(eq=False)
class View:
    """A customer's file as one person may see it on a day."""

    customer: str
    person: str
    on: date
    fields: tuple[Seen, ...]

    @property
    def visible(self) -> tuple[str, ...]:
        """The columns he may read."""
        return tuple(each.column for each in self.fields if not each.is_hidden)

    @property
    def hidden(self) -> tuple[str, ...]:
        """The columns he may not read."""
        return tuple(each.column for each in self.fields if each.is_hidden)


def access_of(policy: Policy) -> Access | None:
    """The policy's rules on access, if it has any."""
    section = customers_of(policy)
    return None if section is None else section.access


def redacted(policy: Policy, book: Book, customer: str, person: str, on: date) -> View | None:
    """A customer's file as a person may see it; None for a customer whom the book does not have on the day.

    Without rules on access nobody sees anything. What needs an approval is hidden until it is asked for.
    """
    rules = access_of(policy)
    row = book.versions("customers").at(on, customer)
    if row is None:
        return None
    if rules is None:
        return View(customer, person, on, ())
    desk = Desk(rules, Ground(policy, book))
    by_class = desk.reads(person, customer, on)
    unlisted = Decision(Outcome.REFUSED, "DK758", reasons=(Reason("access-unlisted", rules.rule),))
    found: list[Seen] = []
    for column, value in row.items():
        if column in _KEEPING:
            continue
        name = rules.class_of(column)
        decision = unlisted if name == HIDDEN else by_class[name]
        shown = value if decision.outcome is Outcome.GRANTED else None
        found.append(Seen(column, name, shown, decision))
    return View(customer, person, on, tuple(found))
