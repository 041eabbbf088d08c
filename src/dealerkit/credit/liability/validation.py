"""What can be wrong with the rules on bad debts before anything is lost."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.credit.liability.section import BearingRule, liability_of
from dealerkit.credit.referrals import referrals_of
from dealerkit.credit.section import credit_of
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity, nearest, problem
from dealerkit.values.exact import ONE, total


def check_bearers(policy: Policy) -> Iterator[Problem]:
    """Everything wrong with ``liability:``.

    DK565 shares that do not make 100 %, or are stated for some bearers only; DK572 no ``credit:`` says what the
    limit was; DK573 a rule after one that always holds (a warning); DK574 a rule asks for a step of the ladder, or
    a check that refers, that there is not (a warning).
    """
    liability = liability_of(policy)
    if liability is None:
        return
    if credit_of(policy) is None:
        yield problem("DK572", liability.rule.at, address=liability.rule.address)
    always = ""
    for rule in liability.rules.values():
        yield from _shares(rule)
        if always:
            at, address = rule.rule.at, rule.rule.address
            yield problem("DK573", at, address=address, severity=Severity.WARNING, name=rule.id, before=always)
        elif rule.when is None:
            always = rule.id
    yield from _steps(policy)


def _shares(rule: BearingRule) -> Iterator[Problem]:
    stated = [each.share for each in rule.bearers.values() if each.share is not None]
    if not stated and rule.bearers:
        return
    whole = total(stated)
    if whole != ONE or len(stated) < len(rule.bearers):
        without = tuple(each.who for each in rule.bearers.values() if each.share is None)
        yield problem("DK565", rule.rule.at, address=rule.rule.address, name=rule.id, total=whole, without=without)


def _steps(policy: Policy) -> Iterator[Problem]:
    """DK574: a condition on a step that the ladder does not have."""
    credit, liability = credit_of(policy), liability_of(policy)
    if credit is None or liability is None:
        return
    known = () if credit.over_limit is None else tuple(credit.over_limit.steps)
    known += tuple(sorted(referrals_of(credit)))
    for rule in liability.rules.values():
        for condition in () if rule.when is None else rule.when.conjuncts():
            compared = condition.comparison()
            if compared is None or compared[0] != "debt.step":
                continue
            step = str(compared[2])
            if step and step not in known:
                yield problem(
                    "DK574",
                    condition.at,
                    address=rule.rule.address,
                    severity=Severity.WARNING,
                    name=rule.id,
                    step=step,
                    nearest=nearest(step, known),
                    known=known,
                )
