"""Changes of a customer's data, and agreements on their way: what they lack, when they are entered, who is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from attrs import frozen

from dealerkit.book import Book
from dealerkit.customers.identity.section import WEEKDAYS, ChangeRule, Signing
from dealerkit.problems import Location, Problem, Severity, problem
from dealerkit.values.workdays import Unpublished, WorkCalendar

_LISTED = re.compile(r"[\s,;，；、]+")
_CHANGE = ("change", "customer", "field", "asked_on", "done_at", "told")
_SIGNING = ("signing", "customer", "sent_on", "signed_on", "copies")


@frozen(kw_only=True, eq=False)
class Change:
    """One change that was asked for, and what of its rule is not met."""

    change: str
    customer: str
    rule: ChangeRule
    asked_on: date
    done_on: date | None
    batch_on: date | None
    """The day on which it is entered with others; None where its rule names none, or the calendar ends before."""
    missing: tuple[str, ...]
    to_tell: str
    """Who is still to be told of it."""
    too_early: bool
    """Whether it was entered before its day, or without its papers."""
    at: Location

    def problem(self) -> Problem | None:
        """DK747 where anything is not as the rule has it."""
        if not (self.missing or self.to_tell or self.too_early):
            return None
        return problem(
            "DK747",
            self.at,
            address=self.rule.rule.address,
            severity=Severity.WARNING,
            what="identity-change",
            number=self.change,
            customer=self.customer,
            missing=self.missing,
            tell=self.to_tell,
            batch="" if self.batch_on is None or not self.too_early else self.batch_on,
            due="",
            copies="",
        )


@frozen(kw_only=True, eq=False)
class Unsigned:
    """An agreement that is not back in time, or came in too few copies."""

    signing: str
    customer: str
    rule: Signing
    due: date | None
    copies: int | None
    at: Location

    def problem(self) -> Problem:
        """DK747."""
        return problem(
            "DK747",
            self.at,
            address=self.rule.rule.address,
            severity=Severity.WARNING,
            what="identity-signing",
            number=self.signing,
            customer=self.customer,
            missing=(),
            tell="",
            batch="",
            due="" if self.due is None else self.due,
            copies="" if self.copies is None else self.copies,
        )


def changes_of(
    rules: Mapping[str, ChangeRule],
    book: Book,
    as_of: date,
    papers: Mapping[str, frozenset[str]],
    call_days: Mapping[str, str],
    calendar: WorkCalendar | None,
) -> Iterator[Change]:
    """Every change that was asked for by the day and has a rule."""
    for batch in book.batches("customer_changes", _CHANGE):
        for i, cells in enumerate(zip(*(batch.columns[name] for name in _CHANGE), strict=True)):
            change, customer, name, asked, done, told = cells
            rule = rules.get(str(name))
            if rule is None or not isinstance(asked, date) or asked > as_of:
                continue
            done_on = done.date() if isinstance(done, datetime) else done
            if not isinstance(done_on, date) or done_on > as_of:
                done_on = None
            batch_on = _batch(rule, asked, calendar)
            missing = tuple(each for each in rule.papers if each not in papers.get(str(change), frozenset()))
            call_day = call_days.get(str(customer), "")
            tells = rule.tell is not None and (not rule.on_call_day or call_day == WEEKDAYS[asked.weekday()])
            yield Change(
                change=str(change),
                customer=str(customer),
                rule=rule,
                asked_on=asked,
                done_on=done_on,
                batch_on=batch_on,
                missing=missing,
                to_tell=(rule.tell or "") if tells and rule.tell not in _LISTED.split(str(told or "")) else "",
                too_early=done_on is not None and batch_on is not None and done_on < batch_on,
                at=batch.at(i, "change"),
            )


def _batch(rule: ChangeRule, asked: date, calendar: WorkCalendar | None) -> date | None:
    if rule.batch is None:
        return None
    day = asked + timedelta(days=(WEEKDAYS.index(rule.batch) - asked.weekday()) % len(WEEKDAYS))
    found = day if calendar is None else calendar.next_working_day(day)
    return None if isinstance(found, Unpublished) else found


def unsigned(rule: Signing, book: Book, as_of: date, calendar: WorkCalendar) -> Iterator[Unsigned]:
    """Agreements that are late, or came back in fewer copies than there must be."""
    for batch in book.batches("signings", _SIGNING):
        for i, cells in enumerate(zip(*(batch.columns[name] for name in _SIGNING), strict=True)):
            signing, customer, sent, signed, copies = cells
            if not isinstance(sent, date) or sent > as_of:
                continue
            due = rule.within.after(sent, calendar)
            is_back = isinstance(signed, date) and signed <= as_of
            is_late = not is_back and isinstance(due, date) and due < as_of
            too_few = is_back and isinstance(copies, int) and copies < rule.copies
            if is_late or too_few:
                yield Unsigned(
                    signing=str(signing),
                    customer=str(customer),
                    rule=rule,
                    due=due if is_late and isinstance(due, date) else None,
                    copies=copies if too_few and isinstance(copies, int) else None,
                    at=batch.at(i, "signing"),
                )
