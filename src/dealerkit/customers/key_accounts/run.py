"""The duties to key accounts on a day: done by whom and when, due, missed in the period before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from enum import Enum

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.customers.colleagues import Colleagues
from dealerkit.customers.key_accounts.rules import KeyAccounts, KeyDuty
from dealerkit.customers.known import Ground
from dealerkit.customers.section import customers_of
from dealerkit.customers.touch.spans import Span, spans
from dealerkit.customers.touch.windows import EVERY_DAY
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing
from dealerkit.problems import Location, Problem, Severity, in_order, problem
from dealerkit.values.days import add_days
from dealerkit.values.workdays import Unpublished


class State(Enum):
    """How a duty stands in a period."""

    DONE = "done"
    DUE = "due"
    MISSED = "missed"
    OTHER_ROLE = "other-role"
    """Done, by somebody whose role is not one of those that do it."""


@frozen
class Kept:
    """A duty to one key account in one period: how it stands, and when and by whom it was done."""

    customer: str
    duty: KeyDuty
    span: Span
    state: State
    done_on: date | None = None
    by: str = ""
    note: str = ""
    at: Location | None = field(default=None, repr=False)

    @property
    def is_done(self) -> bool:
        """Whether somebody did it."""
        return self.done_on is not None


@frozen(eq=False)
class KeyAccountRun:
    """The key accounts of a day, and each duty in the period that runs and in the one before."""

    policy: Policy = field(repr=False)
    as_of: date
    accounts: tuple[str, ...]
    unknown: tuple[str, ...]
    """Customers of whom a fact is missing that would say whether they are key accounts."""
    current: tuple[Kept, ...]
    before: tuple[Kept, ...]
    warranted: bool
    problems: tuple[Problem, ...] = field(repr=False)
    ground: Ground = field(repr=False)


def key_accounts_of(policy: Policy) -> KeyAccounts | None:
    """The policy's rules on key accounts, if it has any."""
    section = customers_of(policy)
    return None if section is None else section.key_accounts


def evaluate(policy: Policy, book: Book, as_of: date) -> KeyAccountRun:
    """The duties on a day.

    Findings: DK770 a duty that was not done in the period that ended last, or by another role; DK771 enough key
    accounts for a department that there is not.
    """
    rules, ground = key_accounts_of(policy), Ground(policy, book)
    if rules is None:
        return KeyAccountRun(policy, as_of, (), (), (), (), False, (), ground)
    colleagues, done = Colleagues(ground), _done(book, as_of)
    accounts, unknown = _accounts(rules, ground, as_of)
    current: list[Kept] = []
    before: list[Kept] = []
    for duty in rules.duties.values():
        now, past = _spans(duty, as_of)
        current += [_kept(duty, each, now, done, colleagues, as_of) for each in accounts]
        first = policy.header.effective.start
        if past is not None and (first is None or past[0] >= first):
            then, _ = _accounts(rules, ground, past[0])
            before += [_kept(duty, each, past, done, colleagues, as_of) for each in then]
    warranted = rules.department is not None and len(accounts) >= rules.department.from_
    problems = [_missed(each) for each in before if each.state in {State.MISSED, State.OTHER_ROLE}]
    if warranted:
        problems += _department(rules, ground, len(accounts), as_of)
    return KeyAccountRun(
        policy, as_of, accounts, unknown, tuple(current), tuple(before), warranted, in_order(problems), ground
    )


def _accounts(rules: KeyAccounts, ground: Ground, day: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The key accounts of a day, and the customers of whom nobody can tell."""
    found: list[str] = []
    unknown: list[str] = []
    for code in dict.fromkeys(str(row.get("customer")) for row in ground.book.rows("customers")):
        if ground.customer(code, "customer", day) is None:
            continue
        holds = rules.who.evaluate(ground.facts(code, day))
        if isinstance(holds, Missing):
            unknown.append(code)
        elif holds is True:
            found.append(code)
    return tuple(found), tuple(unknown)


def _spans(duty: KeyDuty, as_of: date) -> tuple[Span, Span | None]:
    now = next(_known(duty, as_of))
    return now, next(_known(duty, add_days(now[0], -1)), None)


def _known(duty: KeyDuty, day: date) -> Iterator[Span]:
    return (each for each in spans(duty.every, day, day, EVERY_DAY) if not isinstance(each, Unpublished))


def _done(book: Book, as_of: date) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in book.rows("account_duties"):
        day = row.get("done_on")
        if isinstance(day, date) and day <= as_of:
            found[str(row.get("customer")), str(row.get("duty"))].append(row)
    return found


def _kept(
    duty: KeyDuty,
    customer: str,
    span: Span,
    done: dict[tuple[str, str], list[Row]],
    colleagues: Colleagues,
    as_of: date,
) -> Kept:
    """How a duty stands in a period: the first time it was done by somebody who may, else the first time at all."""
    within: Sequence[tuple[date, Row]] = [
        (day, row)
        for row in done.get((customer, duty.id), ())
        if isinstance(day := row.get("done_on"), date) and span[0] <= day <= span[1]
    ]
    found: tuple[date, Row] | None = None
    for day, row in sorted(within, key=lambda each: each[0]):
        right = not duty.by or colleagues.has_any_role(str(row.get("by") or ""), duty.by, day)
        if right:
            return _told(duty, customer, span, State.DONE, day, row)
        found = found or (day, row)
    if found is not None:
        return _told(duty, customer, span, State.OTHER_ROLE, *found)
    return Kept(customer, duty, span, State.MISSED if span[1] < as_of else State.DUE, at=duty.rule.at)


def _told(duty: KeyDuty, customer: str, span: Span, state: State, day: date, row: Row) -> Kept:
    return Kept(customer, duty, span, state, day, str(row.get("by") or ""), str(row.get("note") or ""), row.at)


def _missed(kept: Kept) -> Problem:
    return problem(
        "DK770",
        kept.at,
        address=kept.duty.rule.address,
        severity=Severity.WARNING,
        duty=kept.duty.title or kept.duty.id,
        customer=kept.customer,
        since=kept.span[0],
        until=kept.span[1],
        by=kept.by,
        roles=kept.duty.by,
        done="" if kept.done_on is None else kept.done_on,
    )


def _department(rules: KeyAccounts, ground: Ground, count: int, as_of: date) -> Iterator[Problem]:
    department = rules.department
    if department is None:
        return
    book = ground.book
    known = {str(row.get("department")) for row in (*book.rows("employees"), *book.rows("departments"))}
    if department.name not in known:
        yield problem(
            "DK771",
            department.rule.at,
            address=department.rule.address,
            severity=Severity.WARNING,
            count=count,
            least=department.from_,
            department=department.name,
            as_of=as_of,
        )
