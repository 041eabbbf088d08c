"""What the log, the register of lendings and the other records show: what broke the rules, by which, and where."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.book import Book, Row
from dealerkit.book.kinds import Value
from dealerkit.customers.access.deciding import Desk
from dealerkit.customers.access.request import Request
from dealerkit.customers.access.rules import OUTSIDER, Access
from dealerkit.customers.strangers import Strangers
from dealerkit.decisions import Decision, Outcome
from dealerkit.problems import Location, Problem, Severity, problem
from dealerkit.values.workdays import Unpublished, WorkCalendar

_EVERY_DAY = WorkCalendar("", frozenset(), frozenset(), frozenset(), date.min, date.max)
_COLUMNS = (
    *("event", "at", "employee", "operation", "customer", "field", "identified", "outside", "statistics", "days"),
    *("before", "after", "approved_by", "seconded_by", "record"),
)


@frozen(eq=False)
class Logged:
    """One entry of the log and what the rules say of it."""

    event: str
    request: Request
    decision: Decision
    at: Location

    @property
    def is_violation(self) -> bool:
        """Whether it was not allowed, or nobody can tell that it was."""
        return self.decision.outcome is not Outcome.GRANTED


@frozen(eq=False)
class Changed:
    """A change of a field as the log has it."""

    event: str
    on: date
    before: str
    after: str
    at: Location


def logged(desk: Desk, book: Book, as_of: date) -> Iterator[tuple[Logged, Changed | None, bool]]:
    """Every entry of the log through a day, with the change it was, and whether a record of it is named."""
    for batch in book.batches("access_log", _COLUMNS):
        columns = [batch.columns[name] for name in _COLUMNS]
        for i, cells in enumerate(zip(*columns, strict=True)):
            row = dict(zip(_COLUMNS, cells, strict=True))
            moment = row["at"]
            if not isinstance(moment, date):
                continue
            on = date(moment.year, moment.month, moment.day)
            if on > as_of:
                continue
            place = batch.at(i)
            request = _request(row, on)
            changed = None
            if request.operation == "change":
                changed = Changed(_text(row, "event"), on, _text(row, "before"), _text(row, "after"), place)
            yield Logged(_text(row, "event"), request, desk.decide(request), place), changed, bool(row["record"])


def _request(row: dict[str, Value | None], on: date) -> Request:
    signers = tuple(each for each in (_text(row, "approved_by"), _text(row, "seconded_by")) if each)
    days = row["days"]
    return Request(
        _text(row, "employee") or OUTSIDER,
        _text(row, "operation"),
        _text(row, "customer"),
        on,
        _text(row, "field"),
        signers,
        _flag(row, "identified"),
        _flag(row, "outside"),
        _flag(row, "statistics"),
        int(days) if isinstance(days, (int, Decimal)) else None,
    )


def violation(each: Logged) -> Problem:
    """DK761 about an entry that was not allowed."""
    request, decision = each.request, each.decision
    return problem(
        "DK761",
        each.at,
        severity=Severity.WARNING,
        address=decision.because[0] if decision.reasons else "customers.access",
        event=each.event,
        person=request.person,
        operation=request.operation,
        customer=request.customer,
        field=request.field,
        rules=decision.because,
        why=_WHY.get(decision.code, "access-unknown"),
        waits_for=decision.value("waits_for"),
        missing=decision.missing,
    )


def unknown_customer(strangers: Strangers, each: Logged) -> Iterator[Problem]:
    """DK826 about an entry on the file of a customer whom the book does not have."""
    # Rules that reach everybody's files allow it all the same, and rules that ask whose it is cannot find out.
    customer = each.request.customer
    if strangers.has(customer):
        yield strangers.problem(customer, each.at, "customers.access", "stray-entry", each.event, "stray-nobodys-file")


_WHY = {"DK758": "access-no-grant", "DK759": "access-refused-by", "DK760": "access-unapproved"}


def incomplete(desk: Desk, changes: dict[tuple[str, str], list[Changed]], as_of: date) -> Iterator[Problem]:
    """DK764: a change that cannot be undone, a gap between two changes, a file that differs from its last change."""
    for (customer, name), found in changes.items():
        previous: Changed | None = None
        for each in found:
            if not each.before and not each.after:
                yield _gap(each, customer, name, "access-not-kept")
            elif previous is not None and previous.after != each.before:
                yield _gap(each, customer, name, "access-gap")
            previous = each
        row = desk.ground.book.versions("customers").at(as_of, customer)
        if previous is None or row is None or name not in row:
            continue
        now = _written(row.get(name))
        if (previous.before or previous.after) and now != previous.after:
            yield _gap(previous, customer, name, "access-unlogged")


def value_on(book: Book, customer: str, column: str, on: date, as_of: date) -> str:
    """What stood in a column of a customer's file at the end of a day, restored from the log of changes.

    It is what the first change after the day found there, or what stands there now if there was none.
    """
    following: tuple[date, str] | None = None
    for batch in book.batches("access_log", _COLUMNS):
        columns = [batch.columns[name] for name in ("at", "operation", "customer", "field", "before")]
        for moment, operation, who, name, before in zip(*columns, strict=True):
            if operation != "change" or who != customer or name != column or not isinstance(moment, date):
                continue
            day = date(moment.year, moment.month, moment.day)
            if on < day <= as_of and (following is None or moment < following[0]):
                following = (moment, str(before or ""))
    if following is not None:
        return following[1]
    row = book.versions("customers").at(as_of, customer)
    return "" if row is None else _written(row.get(column))


def lendings(rules: Access, desk: Desk, book: Book, as_of: date) -> Iterator[Problem]:
    """DK762: papers that are out for too long, or came back too late."""
    if rules.lending is None:
        return
    for row in book.rows("lendings"):
        lent, returned = row.get("lent_on"), row.get("returned_on")
        if not isinstance(lent, date) or lent > as_of:
            continue
        last = rules.lending.at_most.after(lent, desk.ground.policy.calendar() or _EVERY_DAY)
        back = returned if isinstance(returned, date) and returned <= as_of else None
        if isinstance(last, Unpublished) or (back or as_of) <= last:
            continue
        yield problem(
            "DK762",
            row.at,
            severity=Severity.WARNING,
            address=rules.lending.rule.address,
            lending=_cell(row, "lending"),
            paper=_cell(row, "paper"),
            customer=_cell(row, "customer"),
            borrower=_cell(row, "borrower"),
            last=last,
            returned="" if back is None else back,
        )


def lent(desk: Desk, book: Book, as_of: date) -> Iterator[Logged]:
    """Entries of the register, as to whether the borrower might have the paper; for how long is asked apart."""
    for row in book.rows("lendings"):
        on = row.get("lent_on")
        if not isinstance(on, date) or on > as_of:
            continue
        signers = tuple(each for each in (_cell(row, "approved_by"), _cell(row, "seconded_by")) if each)
        request = Request(
            _cell(row, "borrower"), "lend", _cell(row, "customer"), on, _cell(row, "paper"), signers, days=0
        )
        yield Logged(_cell(row, "lending"), request, desk.decide(request), row.at)


def destroyed_without_record(rules: Access, each: Logged, *, has_record: bool) -> Iterator[Problem]:
    """DK765 about a destruction of which no record was made."""
    if (
        rules.retention is not None
        and rules.retention.record
        and each.request.operation == "destroy"
        and not has_record
    ):
        yield _kept(rules.retention.rule.address, each.at, "access-no-record", event=each.event)


def inspections(rules: Access, book: Book, as_of: date, first: date | None) -> Iterator[Problem]:
    """DK765 where the last inspection is too long ago, or there never was one since the policy began."""
    if rules.inspection is None:
        return
    days = [each for row in book.rows("inspections") if isinstance(each := row.get("date"), date) and each <= as_of]
    since = max(days, default=first)
    if since is None:
        return
    due = rules.inspection.every.after(since, _EVERY_DAY)
    if not isinstance(due, Unpublished) and due < as_of:
        yield _kept(rules.inspection.rule.address, rules.inspection.rule.at, "access-no-inspection", last=due)


def leaks(rules: Access, desk: Desk, book: Book, as_of: date) -> Iterator[Problem]:
    """DK766: a leak that was not remedied or reported in time, or to the wrong person."""
    if rules.leaks is None:
        return
    for row in book.rows("leaks"):
        found = row.get("found_on")
        if not isinstance(found, date) or found > as_of:
            continue
        times = (
            ("remedied_on", rules.leaks.remedied, "access-not-remedied"),
            ("reported_on", rules.leaks.reported, "access-not-reported"),
        )
        for column, within, why in times:
            last = within.after(found, desk.ground.policy.calendar() or _EVERY_DAY)
            done = row.get(column)
            day = done if isinstance(done, date) and done <= as_of else None
            if not isinstance(last, Unpublished) and (day or as_of) > last:
                yield _leak(rules, row, column, why, last, day)
        told, reported = _cell(row, "reported_to"), row.get("reported_on")
        if (
            isinstance(reported, date)
            and reported <= as_of
            and not desk.colleagues.has_any_role(told, rules.leaks.to, reported)
        ):
            yield _leak(rules, row, "reported_to", "access-wrong-report", reported, None)


def _leak(rules: Access, row: Row, column: str, why: str, last: date, done: date | None) -> Problem:
    assert rules.leaks is not None  # noqa: S101
    return problem(
        "DK766",
        row.cell_at(column),
        severity=Severity.WARNING,
        address=rules.leaks.rule.address,
        leak=_cell(row, "leak"),
        why=why,
        last=last,
        done="" if done is None else done,
        to=rules.leaks.to,
    )


def _kept(address: str, at: Location, why: str, *, event: str = "", last: date | None = None) -> Problem:
    return problem(
        "DK765", at, address=address, severity=Severity.WARNING, why=why, event=event, last="" if last is None else last
    )


def _gap(each: Changed, customer: str, name: str, why: str) -> Problem:
    # The values are not said: who reads a finding may not be one who may read the file.
    return problem(
        "DK764",
        each.at,
        severity=Severity.WARNING,
        address="customers.access",
        event=each.event,
        customer=customer,
        field=name,
        why=why,
    )


def _text(row: dict[str, Value | None], name: str) -> str:
    return str(row[name] or "")


def _cell(row: Row, name: str) -> str:
    return str(row.get(name) or "")


def _flag(row: dict[str, Value | None], name: str) -> bool | None:
    value = row[name]
    return value if isinstance(value, bool) else None


def _written(value: Value | None) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
