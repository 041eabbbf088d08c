"""Signatures: which entries of the table ``approvals`` count for one document, and what they come to.

An entry counts for exactly the document and the amount that it names, when it was decided by somebody
who then held a role that the matrix asks for, and who did not ask for it himself. Two signatures are
those of two people. A refusal stands until it is withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from itertools import product
from typing import cast

from attrs import evolve, field, frozen

from dealerkit.authority.matrix import Matrix, Signature
from dealerkit.book import Book, Row
from dealerkit.decisions import Decision
from dealerkit.measures.persons import Persons
from dealerkit.policy.policy import Policy
from dealerkit.policy.tables import Table
from dealerkit.values.exact import Number

SECTION = "authority"
GRANTED, REFUSED, WITHDRAWN = "granted", "refused", "withdrawn"
"""What an entry of the table can say."""


class Verdict(Enum):
    """What the signatures of a document come to."""

    GRANTED = "granted"
    REFUSED = "refused"
    WAITING = "waiting"


@frozen
class Signed:
    """One entry about a document. ``fault`` says why it does not count; it is empty where it does."""

    id: str
    by: str
    role: str
    outcome: str
    on: date | None
    fault: str = ""


@frozen
class Judged:
    """A document's verdict: the roles still to sign, since when it was asked, and every entry about it."""

    verdict: Verdict
    missing: tuple[str, ...] = ()
    since: date | None = None
    entries: tuple[Signed, ...] = ()


@frozen
class Document:
    """What is to be signed: for an entry to count, its subject, reference and amount must be these."""

    subject: str
    reference: str
    amount: Decimal | None
    author: str = ""
    """Who made it, and may not sign it."""
    share: Number | None = None
    """The rate that is asked for: an entry that states one covers as much and less."""
    is_whole: bool = False
    """Whether it is signed as it is, without an amount or a rate: a contract."""

    def is_named_by(self, row: Row) -> bool:
        """Whether an entry is about this amount, or about at least this rate, or about the whole document."""
        if self.is_whole:
            return True
        amount, share = row.get("amount"), row.get("share")
        if self.share is not None and isinstance(share, Decimal):
            return share >= self.share
        return amount is not None and amount == self.amount


@frozen(eq=False)
class Signing:
    """The matrix of a policy and the signatures of a book, as they stand at the end of a day."""

    policy: Policy
    book: Book
    as_of: date
    persons: Persons = field(init=False, repr=False)
    _entries: Mapping[tuple[str, str], tuple[Row, ...]] = field(init=False, repr=False)

    @persons.default
    def _people(self) -> Persons:
        return Persons(self.book)

    @_entries.default
    def _by_document(self) -> dict[tuple[str, str], tuple[Row, ...]]:
        found: dict[tuple[str, str], list[Row]] = {}
        for row in self.book.rows("approvals"):
            found.setdefault((_text(row, "subject"), _text(row, "reference")), []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    def references(self, subject: str) -> Iterable[str]:
        """Every document that the table names under a subject."""
        return (reference for known, reference in self._entries if known == subject)

    def holders(self, role: str) -> tuple[str, ...]:
        """Who holds a role on the day of the question."""
        people = sorted({_text(row, "employee") for row in self.book.rows("employees")})
        return tuple(each for each in people if self.role_of(each, self.as_of) == role)

    def role_of(self, person: str, day: date) -> str:
        """The role somebody held on a day; empty where he is not known or was gone."""
        row = self.book.versions("employees").at(day, person)
        if row is None:
            return ""
        joined, left = row.get("joined_on"), row.get("left_on")
        if (isinstance(joined, date) and day < joined) or (isinstance(left, date) and left < day):
            return ""
        return _text(row, "role")

    def judged(self, document: Document, needed: Decision, given: tuple[Signed, ...] = ()) -> Judged:
        """What the signatures come to; ``given`` are those that stand elsewhere than in the table."""
        roles = tuple(str(needed.value(name)) for name in ("role", "second") if needed.value(name))
        rows = [
            row
            for row in self._entries.get((document.subject, document.reference), ())
            if _day(row, "requested_at") is None or (_day(row, "requested_at") or self.as_of) <= self.as_of
        ]
        asking = filter(None, (document.author, *(_text(row, "requested_by") for row in rows)))
        barred = frozenset(self.persons.of(each) for each in asking)
        entries = [*(self._given(each, roles, barred) for each in given)]
        entries += [self._entry(row, document, roles, barred) for row in rows if self._is_decided(row)]
        asked = [
            day
            for row in rows
            if document.is_named_by(row)
            and _text(row, "outcome") != WITHDRAWN
            and (day := _day(row, "requested_at")) is not None
        ]
        since = min(asked, default=None)
        if any(each.outcome == REFUSED and not each.fault for each in entries):
            return Judged(Verdict.REFUSED, (), since, tuple(entries))
        filled, entries = _filled(roles, entries, self.persons)
        missing = tuple(each for each in roles if each not in filled)
        is_granted = bool(roles) and not missing
        return Judged(Verdict.GRANTED if is_granted else Verdict.WAITING, missing, since, tuple(entries))

    def _is_decided(self, row: Row) -> bool:
        day = _day(row, "decided_at")
        return bool(_text(row, "outcome")) and (day is None or day <= self.as_of)

    def _entry(self, row: Row, document: Document, roles: tuple[str, ...], barred: frozenset[str]) -> Signed:
        by, on = _text(row, "decided_by"), _day(row, "decided_at")
        found = Signed(_text(row, "approval"), by, _text(row, "role"), _text(row, "outcome"), on)
        currency = _text(row, "currency")
        if found.outcome == WITHDRAWN:
            return evolve(found, fault="withdrawn")
        if found.outcome not in {GRANTED, REFUSED}:
            return evolve(found, fault="outcome")
        if not document.is_named_by(row) or currency not in {"", self.policy.header.currency}:
            return evolve(found, fault="amount")
        if not _text(row, "requested_by"):
            return evolve(found, fault="unasked")
        return self._given(found, roles, barred)

    def _given(self, signed: Signed, roles: tuple[str, ...], barred: frozenset[str]) -> Signed:
        """A signature with the role its giver held on the day; with the fault that it has."""
        if not signed.by or signed.on is None:
            return evolve(signed, fault="unsigned")
        if self.persons.of(signed.by) in barred:
            return evolve(signed, fault="own")
        held = self.role_of(signed.by, signed.on)
        if held not in roles or signed.role not in {"", held}:
            return evolve(signed, fault="role")
        return evolve(signed, role=held)


def subject_of(policy: Policy, name: str) -> Table[Signature] | None:
    """The part of the matrix about a subject; None where the policy has none."""
    section = policy.sections.get(SECTION)
    return None if section is None else cast("Matrix", section).get(name)


def _filled(roles: tuple[str, ...], entries: list[Signed], persons: Persons) -> tuple[tuple[str, ...], list[Signed]]:
    """The roles that somebody fills, no one person two of them; and the entries, with who signed in vain."""
    signed = {
        role: [each for each in entries if not each.fault and each.outcome == GRANTED and each.role == role]
        for role in roles
    }
    filled = tuple(role for role in roles if signed[role])
    choices = product(*(signed[role] for role in filled))
    if any(len({persons.of(each.by) for each in chosen}) == len(filled) for chosen in choices):
        return filled, entries
    # One and the same person signed in both roles: promoted in between, or under two codes.
    twice = signed[filled[-1]]
    return filled[:-1], [evolve(each, fault="twice") if each in twice else each for each in entries]


def _text(row: Row, column: str) -> str:
    return str(row.get(column) or "")


def _day(row: Row, column: str) -> date | None:
    found = row.get(column)
    if isinstance(found, datetime):
        return found.date()
    return found if isinstance(found, date) else None
