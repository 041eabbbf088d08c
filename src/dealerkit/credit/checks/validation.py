"""What can be known to be wrong with eligibility and checks before anybody orders anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import cast

import attrs

from dealerkit.credit.checks.check import OFF, OVER_LIMIT, REFER, Check, Level, OfLimit, OfShare
from dealerkit.credit.checks.levels import STRICTNESS
from dealerkit.credit.limits.limit import GROUP
from dealerkit.credit.section import Credit, credit_of
from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Related, Severity, problem
from dealerkit.values.durations import Duration, Unit

_MOST_SHARE = 10
"""A share above it, 1000 %, is hardly meant: it lets everything pass."""

_OF_LIMITS = frozenset({"static", "dynamic", "review_passed", "limit_expired"})


def check_checks(policy: Policy) -> Iterator[Problem]:
    """Everything wrong with ``credit.eligible`` and ``credit.checks``; what each code means stands at its check."""
    credit = credit_of(policy)
    if credit is None:
        return
    for requirement in (credit.eligible or {}).values():
        if requirement.otherwise == REFER and requirement.to is None:
            yield _refers_to_nobody(requirement.rule)
    checks: Mapping[str, Check] = credit.checks or {}
    for check in checks.values():
        yield from _lacking(check, credit, policy)
        yield from _consequences(check, credit)
        yield from _idle(check)
        yield from _large_share(check)
        yield from _times(check, policy)
    yield from _twins(checks)
    yield from _ladder_never_asked(checks, credit)


def _lacking(check: Check, credit: Credit, policy: Policy) -> Iterator[Problem]:
    """DK543: a check looks at something that the policy does not have."""
    limits = (credit.limits or {}).values()
    lacking = ""
    if check.kind in _OF_LIMITS and not limits:
        lacking = "credit-limits"
    elif check.group is not None and not any(each.for_ == GROUP for each in limits):
        lacking = "group-limit"
    elif check.sublimit is not None and not any(each.sublimits for each in limits):
        lacking = "sublimits"
    elif check.dunning_level is not None and getattr(policy.sections.get("collections"), "dunning", None) is None:
        lacking = "dunning"
    if lacking:
        at, address = check.rule.at, check.rule.address
        yield problem("DK543", at, address=address, check=check.id, lacking=lacking)


def _consequences(check: Check, credit: Credit) -> Iterator[Problem]:
    """DK544: the ladder is asked and there is none; DK545: it is referred to nobody."""
    found: list[tuple[Rule, str, str | None]] = [(check.rule, check.then, check.to)]
    found += [(each.rule, each.then, each.to or check.to) for each in (check.levels or {}).values()]
    for rule, then, to in found:
        if then == OVER_LIMIT and credit.over_limit is None:
            yield problem("DK544", rule.at, address=rule.address, rule=rule.address)
        if then == REFER and to is None:
            yield _refers_to_nobody(rule)


def _refers_to_nobody(rule: Rule) -> Problem:
    return problem("DK545", rule.at, address=rule.address, rule=rule.address)


def _idle(check: Check) -> Iterator[Problem]:
    """DK546: a check that is off for everyone, or a level that changes nothing."""
    levels = tuple((check.levels or {}).values())
    if {check.then, *(each.then for each in levels)} == {OFF}:
        yield _changes_nothing(check.rule, off=check.id)
        return
    if len(levels) == 1 and levels[0].then == check.then and (levels[0].to or check.to) == check.to:
        yield _changes_nothing(levels[0].rule, level=levels[0].id, same=check.id)
    for level in levels:
        stricter = next((each for each in levels if _always_beats(each, level, levels)), None)
        if stricter is not None:
            yield _changes_nothing(level.rule, level=level.id, stricter=stricter.id)


def _always_beats(one: Level, other: Level, levels: tuple[Level, ...]) -> bool:
    """Whether a level is for all whom another is for and stricter, or alike and written before it."""
    if one is other or STRICTNESS[one.then] < STRICTNESS[other.then]:
        return False
    if STRICTNESS[one.then] == STRICTNESS[other.then] and levels.index(one) > levels.index(other):
        return False
    if one.dealers is not None and other.dealers is not None:
        return {*other.dealers} <= {*one.dealers}
    return one.where is not None and one.where == other.where


def _changes_nothing(rule: Rule, *, off: str = "", level: str = "", same: str = "", stricter: str = "") -> Problem:
    return problem(
        "DK546",
        rule.at,
        address=rule.address,
        severity=Severity.WARNING,
        off=off,
        level=level,
        same=same,
        stricter=stricter,
    )


def _twins(checks: Mapping[str, Check]) -> Iterator[Problem]:
    """DK547: two checks look at the same with the same bound."""
    seen: dict[object, Check] = {}
    for check in checks.values():
        key = (check.kind, _measured(getattr(check, check.kind)))
        first = seen.setdefault(key, check)
        if first is not check:
            yield problem(
                "DK547",
                check.rule.at,
                address=check.rule.address,
                severity=Severity.WARNING,
                related=(Related("first-defined", first.rule.at),),
                check=check.id,
                other=first.id,
            )


def _measured(rule: object) -> object:
    """What a check looks at, wherever it is written."""
    if not attrs.has(type(rule)):
        return rule
    fields = attrs.fields(cast("type[attrs.AttrsInstance]", type(rule)))
    return tuple(getattr(rule, each.name) for each in fields if each.name != "rule")


def _large_share(check: Check) -> Iterator[Problem]:
    """DK548: a bound that is a share and looks like a percentage without its sign."""
    rule = getattr(check, check.kind)
    if not isinstance(rule, OfLimit | OfShare):
        return
    share = rule.above if rule.above is not None else rule.at
    if isinstance(share, Decimal | Fraction) and share > _MOST_SHARE:
        yield problem(
            "DK548",
            rule.rule.at,
            address=check.rule.address,
            severity=Severity.WARNING,
            check=check.id,
            share=share,
            meant=_plain(share),
        )


def _plain(share: Decimal | Fraction) -> int | Decimal | Fraction:
    """9000 % as a plain 90, not as the 90.00 that the percent sign left."""
    return int(share) if share == int(share) else share


def _times(check: Check, policy: Policy) -> Iterator[Problem]:
    """DK373: working days without a calendar; DK377: a part of a day."""
    rule = getattr(check, check.kind)
    for name in ("horizon", "changed_within"):
        within: Duration | None = getattr(rule, name, None)
        if within is not None and within.unit.is_part_of_a_day:
            yield problem("DK377", rule.rule.at, address=check.rule.address, within=str(within))
        elif within is not None and within.unit is Unit.WORKING_DAYS and policy.calendar() is None:
            yield problem("DK373", rule.rule.at, address=check.rule.address, within=str(within))


def _ladder_never_asked(checks: Mapping[str, Check], credit: Credit) -> Iterator[Problem]:
    """DK549: a ladder that no check asks."""
    ladder = credit.over_limit
    if ladder is None:
        return
    levels = {check.then for check in checks.values()}
    levels |= {each.then for check in checks.values() for each in (check.levels or {}).values()}
    if OVER_LIMIT not in levels:
        yield problem("DK549", ladder.rule.at, address=ladder.rule.address, severity=Severity.WARNING)
