"""Contests as they are held: when, and what is asked of the lines, in the words of rebate programmes.

What a contest adds up is measured by the same pass as rebates are, so a contest is put to it as a
programme that has a base and pays nothing: places and prizes are decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import cast

from attrs import evolve, frozen

from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.policy.shapes import Keyed
from dealerkit.rebates.clauses import Settle
from dealerkit.rebates.contests.contest import SECTION, Contest
from dealerkit.rebates.periods import PeriodRule
from dealerkit.rebates.programme import Programme
from dealerkit.values.contract_years import ContractYears
from dealerkit.values.periods import ONE_DAY, Period, PeriodKind
from dealerkit.values.ranges import DateRange

_SECOND = "~second"
"""Ends the id of what is asked for ties; no id of an author can."""


@frozen
class OnItsDays(ContractYears):
    """One stretch of days, named by its first and last; for comparison also the same days in other years."""

    last: date = date.max

    def at(self, year: int, index: int) -> Period:
        """The year that begins with the days."""
        period = ContractYears.at(self, year, index)
        label = f"{period.start}..{period.start + (self.last - self.start)}"
        return Period(label, period.start, period.end)


@frozen(kw_only=True)
class Once(PeriodRule):
    """The period of a contest that is held once."""

    days: DateRange

    def periods(self, contract_starts: tuple[date, ...] = ()) -> PeriodKind | None:
        """The days themselves; none where they have no ends, which a check finds."""
        del contract_starts
        if self.days.start is None or self.days.end is None:
            return None
        return OnItsDays(self.days.start, last=self.days.end)

    def divided(self, every: str, contract_starts: tuple[date, ...] = ()) -> PeriodKind | None:
        """It is over, and settled, when its last day has come."""
        if every != "period" or self.days.end is None:
            return PeriodRule.divided(self, every, contract_starts)
        return ContractYears(self.days.end + ONE_DAY)


def contests_of(policy: Policy) -> Mapping[str, Contest]:
    """The contests of a policy; none where it has no such section."""
    return cast("Mapping[str, Contest]", policy.sections.get(SECTION, {}))


def programmes_asked(policy: Policy) -> dict[str, Programme]:
    """What all contests ask of the lines, by id: the first figure of each, and the second where it has one."""
    found: dict[str, Programme] = {}
    for contest in contests_of(policy).values():
        for each in _asked(contest, policy.header.effective):
            found[each.id] = each
    return found


def second_id(contest: Contest) -> str:
    """The id under which the second figure is asked for."""
    return contest.id + _SECOND


def _asked(contest: Contest, effective: DateRange) -> Iterator[Programme]:
    first = Programme(
        rule=contest.rule,
        id=contest.id,
        title=contest.title,
        effective=contest.effective,
        period=contest.period or Once(kind="year", days=contest.effective or effective),
        eligible=contest.eligible,
        qualifying=contest.measured,
        against=contest.against,
        method="retrospective",
        kind="lump-sum",
        bands=Keyed(),
        settle=Settle(payout=contest.settle.payout, negative="invoice"),
    )
    yield first
    if contest.ties.by is not None:
        rule = Rule(contest.ties.rule.address, contest.ties.rule.at)
        yield evolve(first, rule=rule, id=second_id(contest), eligible=None, against=None, qualifying=contest.ties.by)
