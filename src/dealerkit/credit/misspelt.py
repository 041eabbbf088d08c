"""Roles that look like a slip of the pen: nobody works in them, so who waits for one waits for good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dealerkit.credit.liability.section import COMPANY, SECONDER, SIGNER, liability_of
from dealerkit.credit.section import credit_of
from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity, problem

_SHORTEST = 5
"""Shorter words are one letter away from too much."""


def check_roles(policy: Policy) -> Iterator[Problem]:
    """DK580, a warning: a role one slip away from another word that stands there more often, or has a meaning.

    Roles are the company's own words, and employees who have them stand in a book. So only a near miss is told.
    """
    named = tuple(_named(policy))
    counted = Counter(role for role, _ in named)
    bearers = (SIGNER, SECONDER, COMPANY) if liability_of(policy) is not None else ()
    for role, rule in named:
        if role in bearers or len(role) < _SHORTEST:
            continue
        usual = [each for each, times in counted.items() if times > counted[role]]
        meant = next((each for each in (*bearers, *usual) if _is_one_slip(role, each)), "")
        if meant:
            yield problem("DK580", rule.at, address=rule.address, severity=Severity.WARNING, role=role, nearest=meant)


def _named(policy: Policy) -> Iterator[tuple[str, Rule]]:
    """Every role that the policy's rules on credit and bad debts name, with the rule that names it."""
    credit, liability = credit_of(policy), liability_of(policy)
    if credit is not None:
        for requirement in (credit.eligible or {}).values():
            yield requirement.to or "", requirement.rule
        for check in (credit.checks or {}).values():
            yield check.to or "", check.rule
            for level in (check.levels or {}).values():
                yield level.to or "", level.rule
        for step in () if credit.over_limit is None else credit.over_limit.steps.values():
            yield step.sign or "", step.rule
            yield step.second or "", step.rule
    if liability is not None:
        for rule in liability.rules.values():
            for bearer in rule.bearers.values():
                yield bearer.who, bearer.rule


def _is_one_slip(word: str, meant: str) -> bool:
    """Whether one letter is missing, too much, another one, or has changed places with its neighbour."""
    if word == meant or abs(len(word) - len(meant)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(word, meant, strict=False)) if a != b), min(len(word), len(meant)))
    left, right = word[start:], meant[start:]
    if any(each.isdigit() for each in (left[:1], right[:1])):
        return False
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]
