"""What can be known to be wrong with a contest before anything is sold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Related, Severity, problem
from dealerkit.rebates.contests.contest import Contest
from dealerkit.rebates.contests.held import contests_of
from dealerkit.rebates.periods import CONTRACT_YEAR
from dealerkit.rebates.programme import Programme, programmes_of
from dealerkit.rebates.protection.days import uncountable
from dealerkit.values.months import MONTHS_OF_YEAR, add_months
from dealerkit.values.periods import Length
from dealerkit.values.ranges import DateRange


def check_contests(policy: Policy) -> Iterator[Problem]:
    """Everything that is wrong with the section."""
    effective = policy.header.effective
    for contest in contests_of(policy).values():
        for check in CHECKS:
            yield from check(contest, effective)
        due, rule = contest.settle.due, contest.settle.rule
        wrong = None if due is None else uncountable(due, policy.calendar(), rule.at, rule.address)
        if wrong is not None:
            yield wrong
    yield from _dominant_dealers(policy)


def _runs_within_the_policy(contest: Contest, effective: DateRange) -> Iterator[Problem]:
    """DK314: days on which the policy is not valid."""
    if contest.effective is not None and not effective.covers(contest.effective):
        yield problem(
            "DK314",
            contest.rule.at,
            address=f"{contest.rule.address}.effective",
            effective=str(contest.effective),
            policy=str(effective),
        )


def _has_days(contest: Contest, effective: DateRange) -> Iterator[Problem]:
    """DK488: held once, but without a first and a last day within one year; or by contract years."""
    if contest.period is not None:
        if contest.period.kind == CONTRACT_YEAR:
            yield problem("DK488", contest.rule.at, address=contest.rule.address, days=CONTRACT_YEAR)
        return
    days = contest.effective or effective
    if days.start is None or days.end is None or add_months(days.start, MONTHS_OF_YEAR) <= days.end:
        yield problem("DK488", contest.rule.at, address=contest.rule.address, days=str(days))


def _places_follow(contest: Contest, effective: DateRange) -> Iterator[Problem]:
    """DK486: places that bring no prize in between, or two."""
    del effective
    expected = 1
    for prize in contest.prizes.values():
        if prize.rank.first != expected:
            yield problem(
                "DK486", prize.rule.at, address=prize.rule.address, rank=str(prize.rank), expected=str(expected)
            )
        expected = max(expected, prize.rank.last + 1)


def _prizes_sum_to_the_total(contest: Contest, effective: DateRange) -> Iterator[Problem]:
    """DK485: the places' prizes are worth more or less than is stated."""
    del effective
    if contest.worth != contest.total:
        yield problem(
            "DK485", contest.rule.at, address=f"{contest.rule.address}.total", total=contest.total, worth=contest.worth
        )


def _ties_stay_within(contest: Contest, effective: DateRange) -> Iterator[Problem]:
    """DK487: ties that may cost more than the total; a tie-break without its figure, or one without a tie-break."""
    del effective
    ties = contest.ties
    if ties.at_last == "all" and ties.beyond_total is None:
        yield problem("DK487", ties.rule.at, address=ties.rule.address, total=contest.total)
    if (ties.how == "tie-break") != (ties.by is not None):
        yield problem(
            "DK131", ties.rule.at, address=ties.rule.address, key="by", doc="the second figure of a tie-break"
        )


def _shares_have_a_baseline(contest: Contest, effective: DateRange) -> Iterator[Problem]:
    """DK489: a share of nothing is no figure to rank by."""
    del effective
    against, least = contest.against, contest.minimum
    if against is not None and against.missing == "zero":
        yield problem("DK489", against.rule.at, address=against.rule.address, key="missing: zero")
    if against is None and least is not None and least.share is not None:
        yield problem("DK489", least.rule.at, address=least.rule.address, key="share")


def _dominant_dealers(policy: Policy) -> Iterator[Problem]:
    """DK490: retrospective tiers, a contest and a year-end sum all reward the one dealer who is largest."""
    programmes = programmes_of(policy)
    tiers = next((each for each in programmes.values() if is_tiered(each)), None)
    year_end = next((each for each in programmes.values() if is_year_end_sum(each)), None)
    for contest in contests_of(policy).values():
        if tiers is not None and year_end is not None:
            yield problem(
                "DK490",
                contest.rule.at,
                address=contest.rule.address,
                severity=Severity.WARNING,
                related=(Related("other-programme", tiers.rule.at), Related("other-programme", year_end.rule.at)),
                contest=contest.id,
                tiers=tiers.id,
                year_end=year_end.id,
            )


def is_tiered(programme: Programme) -> bool:
    """Whether the band reached pays on everything, and there is more than one."""
    return programme.method == "retrospective" and programme.kind != "lump-sum" and len(programme.bands) > 1


def is_year_end_sum(programme: Programme) -> bool:
    """Whether a sum is paid for a year as a whole."""
    return programme.kind == "lump-sum" and programme.period.length is Length.YEAR


CHECKS: tuple[Callable[[Contest, DateRange], Iterable[Problem]], ...] = (
    _runs_within_the_policy,
    _has_days,
    _places_follow,
    _prizes_sum_to_the_total,
    _ties_stay_within,
    _shares_have_a_baseline,
)
