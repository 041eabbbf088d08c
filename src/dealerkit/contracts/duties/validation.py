"""What can be known to be wrong with the rules on duties before anybody does anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dealerkit.contracts.duties.section import PERSON, duties_of
from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, nearest, problem


def check(policy: Policy) -> Iterator[Problem]:
    """DK693 duties that separate nothing, that no set has, or an exception that can never hold."""
    rules = duties_of(policy)
    if rules is None:
        return
    known = tuple(dict.fromkeys(duty for each in rules.separated.values() for duty in each.duties))
    for separated in rules.separated.values():
        if len({*separated.duties}) < 2:  # noqa: PLR2004 - one is apart from nothing
            yield _wrong(separated.rule, separated.id, "one-duty")
    for role, duties in rules.roles.items():
        yield from _unknown(rules.rule, role, duties, known)
    if rules.roles and all(each.scope != PERSON for each in rules.separated.values()):
        yield _wrong(rules.rule, "roles", "roles-unread")
    for excuse in rules.exceptions.values():
        yield from _unknown(excuse.rule, excuse.id, excuse.duties, known)
        if excuse.from_ is not None and excuse.until < excuse.from_:
            yield _wrong(excuse.rule, excuse.id, "ends-before")
        if len({*excuse.duties}) < 2:  # noqa: PLR2004
            yield _wrong(excuse.rule, excuse.id, "one-duty")


def _unknown(rule: Rule, name: str, duties: Iterable[str], known: tuple[str, ...]) -> Iterator[Problem]:
    for duty in duties:
        if duty not in known:
            yield _wrong(rule, name, "unknown-duty", duty=duty, close=nearest(duty, known), known=known)


def _wrong(rule: Rule, name: str, why: str, *, duty: str = "", close: str = "", known: tuple[str, ...] = ()) -> Problem:
    return problem("DK693", rule.at, address=rule.address, name=name, why=why, duty=duty, nearest=close, known=known)
