"""What can be known to be wrong with rules on satisfaction before anybody answers."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dealerkit.customers.satisfaction.run import satisfaction_of
from dealerkit.policy.policy import Policy
from dealerkit.policy.table_checks import check_table
from dealerkit.problems import Problem, problem
from dealerkit.values.durations import Unit


def check(policy: Policy) -> Iterator[Problem]:
    """DK774 weights that are not 100 %, a scale that ends before it begins; DK373, DK377 a time; what tables have."""
    rules = satisfaction_of(policy)
    if rules is None:
        return
    weights = sum((Fraction(each.weight) for each in rules.items.values()), Fraction(0))
    if weights != 1:
        yield problem(
            "DK774",
            rules.rule.at,
            address=f"{rules.rule.address}.items",
            why="survey-weights",
            total=weights,
            least="",
            most="",
        )
    scale = rules.scale
    if scale.to <= scale.from_:
        yield problem(
            "DK774",
            scale.rule.at,
            address=scale.rule.address,
            why="survey-scale",
            total="",
            least=scale.from_,
            most=scale.to,
        )
    over = rules.measured_over
    if over.unit.is_part_of_a_day:
        yield problem("DK377", rules.rule.at, address=rules.rule.address, within=str(over))
    elif over.unit is Unit.WORKING_DAYS and policy.calendar() is None:
        yield problem("DK373", rules.rule.at, address=rules.rule.address, within=str(over))
    if rules.expectations is not None:
        yield from check_table(rules.expectations)
