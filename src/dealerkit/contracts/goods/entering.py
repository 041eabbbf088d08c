"""Entered in time, reported in time: movements in the system and the ledger, reports of days and months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import cast

from dealerkit.book import Book
from dealerkit.book.cells import day_of
from dealerkit.contracts.goods.moves import Move
from dealerkit.contracts.goods.section import DAY, SYSTEM, Goods, Posting, ReportRule
from dealerkit.contracts.judged import Judged
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.measures.clocks import on_the_wall, zone_of
from dealerkit.policy.policy import Policy
from dealerkit.problems import Arg, Problem, Severity, problem
from dealerkit.values.days import ONE_DAY, add_days
from dealerkit.values.durations import Duration
from dealerkit.values.exact import divide
from dealerkit.values.months import add_months
from dealerkit.values.workdays import EVERY_DAY, Unpublished, WorkCalendar

_MOST = 3
"""How many late movements a row names; each is a finding of its own."""


def judged_posting(policy: Policy, rules: Goods, moves: Sequence[Move], as_of: date) -> Iterator[Judged]:
    """Every rule on entering: how many movements were in time; DK686 for each that was not."""
    calendar = policy.calendar() or EVERY_DAY
    for rule in rules.posting.values():
        asked = [move for move in moves if not rule.kinds or move.kind in rule.kinds]
        late: list[tuple[Move, datetime]] = []
        for move in asked:
            until = _until(rule.within, move.on, calendar)
            if until is not None and _is_late(rule, move, until, as_of):
                late.append((move, until))
        yield _posting(rule, asked, late)


def _is_late(rule: Posting, move: Move, until: datetime, as_of: date) -> bool:
    entered = move.posted_at if rule.in_ == SYSTEM else move.ledger_on
    if entered is None or day_of(entered) > as_of:
        # Not entered yet on the day of the question.
        return until.date() <= as_of and until <= datetime.combine(as_of, time.max)
    if isinstance(entered, datetime):
        return entered > until
    return entered > until.date()


def _until(within: Duration, on: datetime, calendar: WorkCalendar) -> datetime | None:
    """By when; the end of the day where days are counted. None where the calendar does not reach so far."""
    if within.unit.is_part_of_a_day:
        return on + within.length
    day = within.after(on.date(), calendar)
    return None if isinstance(day, Unpublished) else datetime.combine(day, time.max)


def _posting(rule: Posting, asked: Sequence[Move], late: Sequence[tuple[Move, datetime]]) -> Judged:
    problems = tuple(_late(rule, move, until) for move, until in late)
    values: list[tuple[str, Arg]] = [("moves", len(asked)), ("late", len(late))]
    if asked:
        values.append(("timely", divide(Decimal(len(asked) - len(late)), Decimal(len(asked)))))
    values.append(("named", tuple(move.id for move, _ in late[:_MOST]) or ""))
    outcome = Outcome.REFUSED if late else Outcome.GRANTED
    said: tuple[tuple[str, Arg], ...] = (("moves", len(asked)), ("late", len(late)), ("within", str(rule.within)))
    reason = Reason("goods-posting", rule.rule, said)
    decision = Decision(outcome, "DK686" if late else "", values=tuple(values), reasons=(reason,))
    return Judged(subject=rule.id, part="posting", decision=decision, problems=problems)


def _late(rule: Posting, move: Move, until: datetime) -> Problem:
    entered = move.posted_at if rule.in_ == SYSTEM else move.ledger_on
    return problem(
        "DK686",
        move.at,
        address=rule.rule.address,
        severity=Severity.WARNING,
        move=move.id,
        kind=move.kind,
        where=f"in-{rule.in_}",
        moved=_moment(move.on),
        until=_moment(until),
        entered="" if entered is None else _moment(entered),
    )


def judged_reports(policy: Policy, rules: Goods, book: Book, moves: Sequence[Move], as_of: date) -> Iterator[Judged]:
    """Every rule on reports: which were due, in time, late or missing; DK687 for each late or missing one."""
    calendar = policy.calendar() or EVERY_DAY
    zone = zone_of(policy)
    sent: dict[tuple[str, date, str], datetime] = {}
    for row in book.rows("goods_reports"):
        moment, day = row.get("sent_at"), row.get("date")
        at = on_the_wall(moment, zone) if isinstance(moment, datetime) else None
        if at is not None and isinstance(day, date) and at.date() <= as_of:
            key = (str(row["report"]), day, str(row.get("holder") or ""))
            sent[key] = min(sent.get(key, at), at)
    for rule in rules.reports.values():
        first: dict[date, dict[str, Move]] = {}
        for move in moves:
            if not rule.kinds or move.kind in rule.kinds:
                day = move.on.date()
                period = day if rule.every == DAY else _month_end(day)
                first.setdefault(period, {}).setdefault(move.place.holder, move)
        late: list[Problem] = []
        due = 0
        reports = _by_period(sent, rule)
        for period in sorted(first):
            until = _due(rule, period, calendar)
            if until is None:
                continue
            found, missing = _covered(reports.get(period, {}), first[period])
            if found is None and until > datetime.combine(as_of, time.max):
                continue
            due += 1
            if found is None or found > until:
                late.append(_unreported(rule, first[period][missing], until, found))
        yield _reported(rule, due, late)


def _by_period(sent: dict[tuple[str, date, str], datetime], rule: ReportRule) -> dict[date, dict[str, datetime]]:
    """When the first report about each period was sent, by the warehouse it is about; about all under no name."""
    found: dict[date, dict[str, datetime]] = {}
    for (name, day, holder), at in sent.items():
        if name == rule.id:
            period = found.setdefault(day if rule.every == DAY else _month_end(day), {})
            period[holder] = min(period.get(holder, at), at)
    return found


def _covered(sent: dict[str, datetime], holders: dict[str, Move]) -> tuple[datetime | None, str]:
    """When the goods of every holder had been reported on, None where one's never were; and whose came last."""
    last: tuple[datetime, str] | None = None
    for holder in sorted(holders):
        known = [sent[each] for each in ("", holder) if each in sent]
        if not known:
            return None, holder
        if last is None or min(known) > last[0]:
            last = (min(known), holder)
    return (None, "") if last is None else last


def _due(rule: ReportRule, period: date, calendar: WorkCalendar) -> datetime | None:
    if rule.by is not None:
        return datetime.combine(period, rule.by)
    day = cast("Duration", rule.within).after(period, calendar)
    return None if isinstance(day, Unpublished) else datetime.combine(day, time.max)


def _reported(rule: ReportRule, due: int, late: Sequence[Problem]) -> Judged:
    values: list[tuple[str, Arg]] = [("due", due), ("late", len(late))]
    if due:
        values.append(("timely", divide(Decimal(due - len(late)), Decimal(due))))
    reason = Reason("goods-reports", rule.rule, (("due", due), ("late", len(late))))
    outcome = Outcome.REFUSED if late else Outcome.GRANTED
    decision = Decision(outcome, "DK687" if late else "", values=tuple(values), reasons=(reason,))
    return Judged(subject=rule.id, part="reports", decision=decision, problems=tuple(late))


def _unreported(rule: ReportRule, move: Move, until: datetime, found: datetime | None) -> Problem:
    day = move.on.date()
    return problem(
        "DK687",
        move.at,
        address=rule.rule.address,
        severity=Severity.WARNING,
        report=rule.title or rule.id,
        about=day if rule.every == DAY else f"{day.year:04}-{day.month:02}",
        until=_moment(until),
        sent="" if found is None else _moment(found),
    )


def _month_end(day: date) -> date:
    return add_days(add_months(day.replace(day=1), 1), -ONE_DAY.days)


def _moment(at: datetime | date) -> str:
    """A moment as people write it; a day alone where it stands for its end."""
    if not isinstance(at, datetime):
        return at.isoformat()
    return at.date().isoformat() if at.time() == time.max else at.strftime("%Y-%m-%d %H:%M")
