"""What can be known to be wrong with the rules on goods before anything moves."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.contracts.goods.section import DAY, LEDGER, goods_of
from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, nearest, problem
from dealerkit.values.durations import Duration, Unit


def check(policy: Policy) -> Iterator[Problem]:
    """DK682 a rule that cannot be kept as it is written; DK373, DK377 a time that is no days."""
    rules = goods_of(policy)
    if rules is None:
        return
    for each in rules.posting.values():
        if each.within.unit is Unit.WORKING_HOURS:
            yield _wrong(each.rule, each.id, "in-working-hours")
        elif each.in_ == LEDGER or not each.within.unit.is_part_of_a_day:
            yield from _days(policy, each.within, each.rule, "within")
    if rules.count is not None:
        yield from _days(policy, rules.count.every, rules.count.rule, "every")
    for report in rules.reports.values():
        if (report.every == DAY) != (report.by is not None):
            yield _wrong(report.rule, report.id, "day-has-time" if report.every == DAY else "month-has-days")
        if report.within is not None:
            yield from _days(policy, report.within, report.rule, "within")
    for kind in rules.damage.kinds if rules.damage is not None else ():
        if kind not in rules.kinds:
            yield _wrong(
                rules.damage.rule if rules.damage is not None else rules.rule,
                kind,
                "unknown-kind",
                close=nearest(kind, rules.kinds),
                known=rules.kinds,
            )


def _days(policy: Policy, within: Duration, rule: Rule, key: str) -> Iterator[Problem]:
    address = f"{rule.address}.{key}"
    if within.unit.is_part_of_a_day:
        yield problem("DK377", rule.at, address=address, within=str(within))
    elif within.unit is Unit.WORKING_DAYS and policy.calendar() is None:
        yield problem("DK373", rule.at, address=address, within=str(within))


def _wrong(rule: Rule, name: str, why: str, *, close: str = "", known: tuple[str, ...] = ()) -> Problem:
    return problem("DK682", rule.at, address=rule.address, name=name, why=why, nearest=close, known=known)
