"""What the test cases of this domain's rooms give: tables, and a few keys of their own."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from datetime import date
from decimal import Decimal

from attrs import evolve, frozen

from dealerkit.book import Book
from dealerkit.book.given import given_tables, word
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.nodes import Node, Scalar, Sequence
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.values.numbers import read_number
from dealerkit.values.ranges import read_date, read_moment


@frozen(eq=False)
class Given:
    """What a case gives: a book, and its own keys as written."""

    book: Book
    own: AbstractMapping[str, Node]

    def word(self, key: str) -> str:
        """A word or code; nothing where it is absent."""
        return word(self.own.get(key))

    def words(self, key: str) -> tuple[str, ...]:
        """Several words, or one of them."""
        node = self.own.get(key)
        if node is None:
            return ()
        parts = node.items if isinstance(node, Sequence) else (node,)
        return tuple(each.text for each in parts if isinstance(each, Scalar))

    def whole(self, key: str) -> int | None:
        """A whole number; None where it is absent or is none."""
        number = self.number(key)
        return None if number is None or number != int(number) else int(number)

    def number(self, key: str) -> Decimal | None:
        """A number; None where it is absent or is none."""
        found = read_number(self.word(key)) if key in self.own else None
        return found if isinstance(found, Decimal) else None

    def flag(self, key: str) -> bool | None:
        """Yes or no; None where it is not said."""
        return {"true": True, "false": False}.get(self.word(key))

    def day(self, key: str) -> date | None:
        """A day, or the day of a moment; None where it is absent."""
        return read_date(self.word(key)) or read_moment(self.word(key))


def sound_tables(case: Case, own: tuple[str, ...], reading: Reading) -> Given | None:
    """The book and the keys of a case; None, with the reason reported, if it cannot be read.

    Problems: DK132 what is given is no mapping, DK266 a key that is neither a table nor one of ``own``, and what is
    wrong with rows.
    """
    tables = given_tables(case, own, reading)
    if tables is None:
        return None
    for table in tables.book.tables:
        # A row is looked at when it is read, and a mistake in one that no rule needs is a mistake all the same.
        tables.book.rows(table)
    if not tables.is_sound(reading):
        return None
    return Given(tables.book, {key: node for key, (_, node) in tables.given.entries.items() if key in own})


def stamped(decision: Decision, policy: Policy, case: Case) -> Decision:
    """The decision with the day and revision it belongs to."""
    return evolve(decision, as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)


def part_of(case: Case) -> str:
    """The address of what is tested, without the section: ``touch.rules.visit``."""
    return case.of.partition(".")[2]
