"""Whom scoring is about: the subjects of figures, with the facts that rules ask for, and their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Protocol, cast

import attrs
from attrs import frozen

from dealerkit.book import Book
from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.scoring.figures.figure import AS_OF, FIGURE, Reckoned
from dealerkit.scoring.figures.tables import COMPANY, CUSTOMER, MASTERS

Facts = Mapping[str, Value | Missing]
_OF_CUSTOMERS = ("dealer.", "contract.")


def figures_of(policy: Policy) -> Mapping[str, Reckoned]:
    """The figures of a policy; none where it has no such key."""
    found = getattr(policy.sections.get("scoring"), "figures", None)
    return cast("Mapping[str, Reckoned]", found) if isinstance(found, Mapping) else {}


def reads_of(rule: object) -> frozenset[str]:
    """Every fact that any expression of a rule asks for."""
    return _reads_of(_Itself(rule))


def kinds_of(policy: Policy, rule: object) -> tuple[str, ...]:
    """The kinds of subjects that a rule asks about, besides the company; customers where it asks about none.

    Facts of a dealer or a contract are a customer's.
    """
    figures, reads = figures_of(policy), reads_of(rule)
    names = (name.removeprefix(FIGURE) for name in reads if name.startswith(FIGURE))
    kinds = {figures[name].of for name in names if name != AS_OF and name in figures}
    if any(name.startswith(_OF_CUSTOMERS) for name in reads):
        kinds.add(CUSTOMER)
    return tuple(sorted(kinds - {COMPANY})) or (CUSTOMER,)


def name_of(book: Book, kind: str, code: str, day: date) -> str:
    """What somebody is called; nothing where the book does not say."""
    table = MASTERS.get(kind)
    row = None if table is None else book.versions(table[0]).at(day, code)
    return str((row.get("name") if row is not None else None) or "")


class Population(Protocol):
    """Everybody on a day with what rules may ask: the figures of a book, or what a test case gives."""

    def subjects(self, of: str = CUSTOMER) -> tuple[str, ...]:
        """Everyone of a kind."""
        ...

    def facts(self, subject: str, of: str = CUSTOMER) -> Facts:
        """The facts about one of them, by name."""
        ...


@frozen(eq=False)
class Given:
    """A population that a test case gives."""

    by_subject: Mapping[str, Facts]

    def subjects(self, of: str = CUSTOMER) -> tuple[str, ...]:
        """Everyone, whatever they are called."""
        del of
        return tuple(sorted(self.by_subject))

    def facts(self, subject: str, of: str = CUSTOMER) -> Facts:
        """What the case says of one."""
        del of
        return self.by_subject[subject]


@frozen(eq=False)
class WithMore(Mapping[str, "Value | Missing"]):
    """Facts about somebody, and more that are found on the way: his scores, the classes he has so far."""

    base: Facts
    more: dict[str, Value | Missing]

    def __getitem__(self, name: str) -> Value | Missing:
        value = self.more.get(name)
        if value is None:
            value = self.base.get(name)
        if value is None:
            raise KeyError(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter({**self.base, **self.more})

    def __len__(self) -> int:
        return len({**self.base, **self.more})


class _Itself:
    """A definition as itself: it never changes, and comparing two by what they say costs more than reading one."""

    __slots__ = ("rule",)

    def __init__(self, rule: object) -> None:
        self.rule = rule

    def __hash__(self) -> int:
        return id(self.rule)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.rule is other.rule


@lru_cache(maxsize=256)
def _reads_of(definition: _Itself) -> frozenset[str]:
    """What a definition reads, found once: a scenario that changes another section leaves it the very same."""
    return frozenset(name for each in _expressions(definition.rule) for name in each.reads)


def _expressions(value: object) -> Iterator[Expression]:
    if isinstance(value, Expression):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _expressions(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from _expressions(each)
    elif attrs.has(type(value)) and not isinstance(value, Rule):
        for part in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))):
            yield from _expressions(getattr(value, part.name))
