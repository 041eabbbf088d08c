"""Which limit is a customer's, or a group's: the first that holds on the day and is for him, three-valued."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from attrs import frozen

from dealerkit.credit.limits.limit import Limit
from dealerkit.decisions import Reason
from dealerkit.policy.types import Missing

Holds = Callable[[Limit], "bool | Missing"]


@frozen
class Chosen:
    """The limit, None where none is for him; ``missing`` where a limit before it might be, or it might."""

    limit: Limit | None
    tried: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    expired_on: date | None = None
    """The day on which the last limit that was for him ended, by its own ``effective``."""


def choose(limits: Iterable[Limit], day: date, holds: Holds) -> Chosen:
    """Try the limits in their order.

    The first that might be for him, but for a fact that is not known, ends the search: which limit is his
    cannot be told then.
    """
    tried: list[Reason] = []
    expired: date | None = None
    for limit in limits:
        if limit.effective is not None and not limit.effective.contains(day):
            tried.append(Reason("limit-not-effective", limit.rule, (("effective", str(limit.effective)), ("day", day))))
            end = limit.effective.end
            if end is not None and end < day and holds(limit) is True:
                expired = end if expired is None else max(expired, end)
            continue
        found = holds(limit)
        if isinstance(found, Missing):
            return Chosen(limit, tuple(tried), found.facts or (limit.rule.address,))
        if found:
            return Chosen(limit, tuple(tried))
        written = "" if limit.where is None else limit.where.text
        tried.append(Reason("limit-not-for", limit.rule, (("where", written),)))
    return Chosen(None, tuple(tried), expired_on=expired)


def every(answers: Iterable[bool | Missing]) -> bool | Missing:
    """Whether all hold: no as soon as one does not, not known where one is not and none does not."""
    missing: list[str] = []
    for each in answers:
        if isinstance(each, Missing):
            missing += each.facts
        elif not each:
            return False
    return Missing(tuple(dict.fromkeys(missing))) if missing else True
