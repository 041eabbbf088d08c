"""What can be known to be wrong with a touch plan before anything is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dealerkit.customers.touch.holidays import days_of
from dealerkit.customers.touch.rules import OF_EMPLOYEE, ContactRule, Touch
from dealerkit.customers.touch.run import touch_of
from dealerkit.customers.touch.spans import divides, is_a_day
from dealerkit.customers.touch.taken import KIND, Taken, day_column, rows_taken
from dealerkit.customers.touch.windows import EVERY_DAY, after, before
from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, problem
from dealerkit.values.durations import Duration, Unit
from dealerkit.values.workdays import Unpublished
from dealerkit.workflow.flow import flows_of

_SOME_DAY = datetime(2026, 3, 4, 12)
"""A Wednesday without a holiday near it: windows are tried out from here."""


def check(policy: Policy) -> Iterator[Problem]:
    """DK769 a rule that can never be kept or counted, or names what is not there; DK373 no calendar, DK377 hours."""
    rules = touch_of(policy)
    if rules is None:
        return
    if rules.rest_days != "keep" and policy.calendar() is None:
        yield problem("DK373", rules.rule.at, address=rules.rule.address, within=f"`rest_days: {rules.rest_days}`")
    if rules.measured_over.unit.is_part_of_a_day:
        yield problem("DK377", rules.rule.at, address=rules.rule.address, within=str(rules.measured_over))
    every = rules.classed_every
    if every is not None and (every.unit not in {Unit.MONTHS, Unit.QUARTERS, Unit.YEARS} or not divides(every)):
        yield _wrong(rules.rule, "touch", "touch-no-period", str(every))
    for rule in rules.rules.values():
        yield from _times(rule, policy)
        for why in _odd(rule, rules):
            yield _problem(rule, why)
    yield from _holidays(rules, policy)
    yield from _occasions(rules, policy)


def _times(rule: ContactRule, policy: Policy) -> Iterator[Problem]:
    at, address = rule.rule.at, rule.rule.address
    for within in (rule.every, rule.from_, rule.to):
        if within is None:
            continue
        if within.unit is Unit.WORKING_HOURS or (within is rule.every and within.unit.is_part_of_a_day):
            yield problem("DK377", at, address=address, within=str(within))
        elif within.unit is Unit.WORKING_DAYS and policy.calendar() is None:
            yield problem("DK373", at, address=address, within=str(within))


def _odd(rule: ContactRule, rules: Touch) -> Iterator[str]:
    if (rule.after is not None or rule.after_contact is not None) and rule.to is None:
        yield "touch-without-end"
    if (rule.before is not None or rule.holiday is not None) and rule.from_ is None:
        yield "touch-without-beginning"
    if _ends_first(rule):
        yield "touch-ends-first"
    if (rule.every is None) != (rule.counted is None):
        yield "touch-uncounted"
    if rule.counted == "calendar" and rule.every is not None and not divides(rule.every):
        yield "touch-no-period"
    if rule.due is not None and (
        rule.counted != "calendar" or rule.every is None or not is_a_day(rule.due, rule.every)
    ):
        yield "touch-no-such-day"
    if rule.of == OF_EMPLOYEE and (not rule.roles or rule.counted != "calendar" or rule.who is not None):
        yield "touch-of-employees"
    if rules.classed_every is None and rule.who is not None and any(map(_is_class, rule.who.reads)):
        yield "touch-unclassed"
    if rule.holiday is not None and rule.holiday not in (rules.holidays or ()):
        yield "touch-no-holiday"
    if rule.attempts is not None and rule.attempts.apart.unit not in {Unit.HOURS, Unit.MINUTES, Unit.DAYS, Unit.WEEKS}:
        yield "touch-apart"


def _ends_first(rule: ContactRule) -> bool:
    times = (rule.from_, rule.to)
    ahead = rule.before is not None or rule.holiday is not None
    if (
        rule.every is not None
        or (ahead and rule.from_ is None)
        or any(each is not None and each.unit is Unit.WORKING_HOURS for each in times)
    ):
        return False
    reckon = before if ahead else after
    window = reckon(_SOME_DAY, _plain(rule.from_), _plain(rule.to), EVERY_DAY, "keep")
    return not isinstance(window, Unpublished) and window.latest < window.earliest


def _plain(within: Duration | None) -> Duration | None:
    """A time whose working days are weekdays of a five-day week: five of them are seven days."""
    if within is None or within.unit is not Unit.WORKING_DAYS:
        return within
    return Duration(within.count + within.count // 5 * 2, Unit.DAYS)


def _holidays(rules: Touch, policy: Policy) -> Iterator[Problem]:
    for holiday in rules.holidays.values() if rules.holidays is not None else ():
        if holiday.named is not None and not days_of(holiday, policy).days:
            yield _wrong(holiday.rule, holiday.id, "touch-unnamed-holiday", holiday.named)


def _occasions(rules: Touch, policy: Policy) -> Iterator[Problem]:
    for taken in rules.occasions.values() if rules.occasions is not None else ():
        for why, name in _not_there(taken, policy):
            yield _wrong(taken.rule, taken.id, why, name)


def _not_there(taken: Taken, policy: Policy) -> Iterator[tuple[str, str]]:
    if taken.flow is not None:
        flow = flows_of(policy).get(taken.flow)
        if flow is None:
            yield "touch-no-flow", taken.flow
        else:
            yield from (("touch-no-move", each) for each in taken.moves if each not in flow.transitions)
        return
    rows = rows_taken(taken)
    if rows is None:
        yield "touch-no-table", taken.from_ or ""
        return
    if rows.customer is None:
        yield "touch-no-column", "customer"
    elif day_column(taken, rows) is None:
        yield "touch-no-day", taken.day or rows.table.name
    if taken.kinds and rows.column(KIND) is None:
        yield "touch-no-column", KIND


def _problem(rule: ContactRule, why: str) -> Problem:
    names = {
        "touch-no-holiday": rule.holiday or "",
        "touch-no-such-day": rule.due or "",
        "touch-no-period": str(rule.every),
    }
    name = names.get(why, "")
    return _wrong(rule.rule, rule.id, why, name)


def _wrong(rule: Rule, id: str, why: str, name: str) -> Problem:
    return problem("DK769", rule.at, address=rule.address, rule=id, why=why, name=name)


def _is_class(fact: str) -> bool:
    return fact.startswith("class.")
