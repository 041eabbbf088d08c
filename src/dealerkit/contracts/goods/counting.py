"""Counts: often enough, by two people, and how well they agree with the books."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from dealerkit.contracts.goods.ledger import Compared, Standing
from dealerkit.contracts.goods.moves import Counted, Move, Place
from dealerkit.contracts.goods.section import Count, Goods
from dealerkit.contracts.judged import Judged
from dealerkit.contracts.steps import Roles
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.policy import Policy
from dealerkit.problems import Arg, Location, Problem, Severity, problem
from dealerkit.values.exact import divide, share_at_least
from dealerkit.values.workdays import EVERY_DAY, Unpublished, WorkCalendar

LATE, ONE_PERSON, INACCURATE = "count-late", "one-person", "inaccurate"


def judged_counts(
    policy: Policy,
    rules: Goods,
    moves: Sequence[Move],
    counts: Sequence[Counted],
    standings: Mapping[Place, Standing],
    as_of: date,
    roles: Roles,
) -> Iterator[Judged]:
    """Every holder whose goods moved: its counts, and DK688 for one late, by one person, or too often wrong."""
    rule = rules.count
    if rule is None:
        return
    calendar = policy.calendar() or EVERY_DAY
    first: dict[str, date] = {}
    for move in moves:
        for place, _ in move.changes:
            day = move.on.date()
            first[place.holder] = min(first.get(place.holder, day), day)
    by_holder: dict[str, list[Counted]] = defaultdict(list)
    for each in counts:
        by_holder[each.place.holder].append(each)
    compared: dict[str, list[Compared]] = defaultdict(list)
    for place, standing in standings.items():
        compared[place.holder] += standing.compared
    for holder in sorted(first):
        yield _judged(rule, holder, first[holder], by_holder[holder], compared[holder], calendar, as_of, roles)


def _judged(
    rule: Count,
    holder: str,
    first: date,
    counts: Sequence[Counted],
    compared: Sequence[Compared],
    calendar: WorkCalendar,
    as_of: date,
    roles: Roles,
) -> Judged:
    days = sorted({each.on for each in counts})
    late = [*_late(rule, first, days, calendar, as_of)]
    alone = [each for each in counts if rule.two_people and not _by_two(each, roles)]
    agreeing = sum(not each.difference for each in compared)
    values: list[tuple[str, Arg]] = [("counts", len(days)), ("late", len(late)), ("lines", len(compared))]
    values.append(("agreeing", agreeing))
    if compared:
        values.append(("accuracy", divide(Decimal(agreeing), Decimal(len(compared)))))
    problems = [_finding(rule, holder, LATE, None, due=each) for each in late]
    for on in sorted({each.on for each in alone}):
        one = next(each for each in alone if each.on == on)
        problems.append(_finding(rule, holder, ONE_PERSON, one.at, on=on, by=one.counted_by))
    if compared and rule.accuracy is not None and not _is_accurate(rule, agreeing, len(compared)):
        wrong = next(each for each in compared if each.difference)
        problems.append(
            _finding(
                rule,
                holder,
                INACCURATE,
                wrong.counted.at,
                agreeing=agreeing,
                lines=len(compared),
                product=wrong.counted.place.product,
                difference=wrong.difference,
            )
        )
    said: tuple[tuple[str, Arg], ...] = (("counts", len(days)), ("agreeing", agreeing), ("lines", len(compared)))
    decision = Decision(
        Outcome.REFUSED if problems else Outcome.GRANTED,
        "DK688" if problems else "",
        values=tuple(values),
        reasons=(Reason("goods-counts", rule.rule, said),),
    )
    return Judged(subject=holder, part="counts", decision=decision, problems=tuple(problems))


def _by_two(counted: Counted, roles: Roles) -> bool:
    one, other = counted.counted_by, counted.checked_by
    return bool(one) and bool(other) and roles.person(one) != roles.person(other)


def _is_accurate(rule: Count, agreeing: int, lines: int) -> bool:
    return rule.accuracy is None or share_at_least(Decimal(agreeing), Decimal(lines), rule.accuracy)


def _late(rule: Count, first: date, days: Sequence[date], calendar: WorkCalendar, as_of: date) -> Iterator[date]:
    """The days by which a count was due and none had been made."""
    last = first
    for day in (*(each for each in days if each > first), None):
        due = rule.every.after(last, calendar)
        if isinstance(due, Unpublished):
            return
        if (as_of if day is None else day) > due:
            yield due
        if day is not None:
            last = day


def _finding(  # noqa: PLR0913 - the arguments of one message
    rule: Count,
    holder: str,
    why: str,
    at: Location | None,
    *,
    due: date | str = "",
    on: date | str = "",
    by: str = "",
    agreeing: int | str = "",
    lines: int | str = "",
    product: str = "",
    difference: Decimal | str = "",
) -> Problem:
    return problem(
        "DK688",
        at or rule.rule.at,
        address=rule.rule.address,
        severity=Severity.WARNING,
        holder=holder,
        why=why,
        due=due,
        on=on,
        by=by,
        agreeing=agreeing,
        lines=lines,
        product=product,
        difference=difference,
    )
