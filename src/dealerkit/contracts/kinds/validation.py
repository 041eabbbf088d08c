"""What can be known to be wrong with kinds of contracts before any contract is signed."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.contracts.days import uncountable
from dealerkit.contracts.kinds.kind import ITSELF, Kind
from dealerkit.contracts.kinds.run import kinds_of
from dealerkit.contracts.unclear import unclear
from dealerkit.policy.policy import Policy
from dealerkit.policy.table_checks import check_table
from dealerkit.problems import Problem


def check(policy: Policy) -> Iterator[Problem]:
    """DK783 limits that cross, a renewal without its length; DK373, DK377 a time that is no days."""
    calendar = policy.calendar()
    for kind in kinds_of(policy).values():
        yield from _of_kind(kind)
        deposit, renewal = kind.deposit, kind.renewal
        lengths = [kind.remind, None if deposit is None else deposit.return_after]
        if renewal is not None:
            lengths += [renewal.for_, renewal.notice]
        yield from uncountable(lengths, kind.rule, calendar)
        if deposit is not None and deposit.amounts is not None:
            yield from check_table(deposit.amounts)


def _of_kind(kind: Kind) -> Iterator[Problem]:
    renewal = kind.renewal
    if renewal is not None and renewal.by == ITSELF and (renewal.for_ is None or renewal.for_.count == 0):
        yield unclear(renewal.rule, lacking="for")
    for each in (kind.parties or {}).values():
        if each.at_least is not None and each.at_most is not None and each.at_most < each.at_least:
            yield unclear(each.rule, backwards=f"{each.at_least} > {each.at_most}")
        rules = (each.at_least, each.at_most, each.contributes, each.appoints, each.reach)
        if all(rule is None for rule in rules):
            yield unclear(each.rule, nothing=each.id)
