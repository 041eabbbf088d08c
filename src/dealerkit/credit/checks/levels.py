"""What follows where a check fails, for the customer in question.

Rules that name the dealer beat rules with a condition, which beat the check's own ``then``. Among rules of one kind
the strictest that holds decides, so that an exclusion never beats a block of the same kind. Where a condition cannot
be told, every level it may lead to is kept.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from dealerkit.credit.checks.check import LEVELS, Check
from dealerkit.credit.checks.check import Level as LevelRule
from dealerkit.decisions import Rule
from dealerkit.policy.types import Missing, Value

STRICTNESS = {name: place for place, name in enumerate(LEVELS)}


@frozen
class Level:
    """What follows: a level, whom it is referred to, and the rule that says so.

    ``sure`` is False where a condition that cannot be told (``missing``) may lead to another level.
    """

    name: str
    to: str
    rule: Rule
    sure: bool = True
    missing: tuple[str, ...] = ()


def level_of(check: Check, customer: str, facts: Mapping[str, Value | Missing]) -> Level:
    """What follows for a customer; where that is not sure, the strictest it may be."""
    own = Level(check.then, check.to or "", check.rule)
    rules = tuple((check.levels or {}).values())
    named = [each for each in rules if each.dealers is not None and customer in each.dealers]
    if named:
        return _strictest([_level(each, check) for each in named])
    holding: list[Level] = []
    unsure: list[Level] = []
    missing: list[str] = []
    for each in rules:
        found = each.where.evaluate(facts) if each.where is not None else False
        if found is True:
            holding.append(_level(each, check))
        elif isinstance(found, Missing):
            unsure.append(_level(each, check))
            missing += found.facts
    sure = _strictest(holding) if holding else own
    candidates = [sure, *(each for each in unsure if not holding or _is_stricter(each, sure))]
    strictest = _strictest(candidates)
    if len({each.name for each in candidates}) == 1:
        return sure
    return Level(strictest.name, strictest.to, strictest.rule, sure=False, missing=tuple(dict.fromkeys(missing)))


def _level(rule: LevelRule, check: Check) -> Level:
    return Level(rule.then, rule.to or check.to or "", rule.rule)


def _strictest(levels: list[Level]) -> Level:
    return max(levels, key=lambda each: STRICTNESS[each.name])


def _is_stricter(one: Level, other: Level) -> bool:
    return STRICTNESS[one.name] > STRICTNESS[other.name]
