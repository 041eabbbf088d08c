"""The limits of everybody in a book on a day, with what counts against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.credit.exposures import exposure_of, exposure_of_group
from dealerkit.credit.limits.reckoning import Limits
from dealerkit.credit.results import Exposure, LimitFound, SublimitFound
from dealerkit.credit.standing import Standing
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, in_order
from dealerkit.values.exact import EXACT


@frozen(eq=False, kw_only=True)
class Held:
    """A customer's or a group's limit with what counts against it; None where that cannot be told."""

    limit: LimitFound
    exposure: Exposure | None
    group: str = ""
    """The group whose limit the customer shares."""
    members: tuple[str, ...] = ()
    """The customers of a group who have an account."""
    sublimits: tuple[SublimitFound, ...] = ()
    unread: tuple[str, ...] = ()
    """The columns that leave unknown what counts against it."""

    @property
    def headroom(self) -> Decimal | None:
        """What is left of the limit, below zero where it is exceeded; None without a limit in money."""
        if self.limit.amount is None or self.exposure is None:
            return None
        return EXACT.subtract(self.limit.amount, self.exposure.total)


@frozen(eq=False)
class LimitRun:
    """Everybody's limit on a day, and those of groups."""

    policy: Policy = field(repr=False)
    as_of: date
    customers: tuple[Held, ...]
    groups: tuple[Held, ...]
    problems: tuple[Problem, ...]
    names: Mapping[str, str] = field(repr=False)


def limits_of(policy: Policy, book: Book, as_of: date) -> LimitRun:
    """The limit of every customer of the book, and of everybody who ever traded; then of their groups.

    Findings: those of reading the book's movements, of the tables that grant and back limits, and of each limit.
    """
    standing = Standing.open(policy, book, as_of)
    limits = Limits(standing)
    customers = sorted({*(standing.masters.dealers or ()), *standing.positions.customers()})
    problems: list[Problem] = [*standing.problems, *limits.problems]
    held = tuple(_held(limits, each, as_of, problems) for each in customers)
    groups = tuple(_of_groups(limits, sorted({each.group for each in held if each.group}), as_of, problems))
    problems += (found for each in (*held, *groups) for found in each.limit.problems)
    return LimitRun(policy, as_of, held, groups, in_order(problems), _names(book, customers, groups, as_of))


def _held(limits: Limits, customer: str, day: date, problems: list[Problem]) -> Held:
    standing = limits.standing
    position = standing.positions.of(customer)
    unread = standing.unread_on(customer, day)
    found = exposure_of(position, standing.credit.exposure, day, None, standing.calendar)
    return Held(
        limit=limits.of(customer, day),
        exposure=None if unread else _known(found, problems),
        unread=unread,
        group=limits.group_of(customer, day),
        sublimits=limits.sublimits(customer, day),
    )


def _of_groups(limits: Limits, groups: list[str], day: date, problems: list[Problem]) -> Iterator[Held]:
    standing = limits.standing
    for group in groups:
        limit = limits.of_group(group, day)
        if limit is None:
            continue
        members = standing.positions.members(group, day)
        totals = standing.positions.totals(group, day)
        found = exposure_of_group(totals, members, standing.credit.exposure, day, None, standing.calendar)
        names = tuple(sorted(each.customer for each in members))
        unread = standing.unread_among(members, day)
        exposure = None if unread else _known(found, problems)
        yield Held(limit=limit, exposure=exposure, members=names, unread=unread)


def _known(found: Exposure | Problem, problems: list[Problem]) -> Exposure | None:
    if isinstance(found, Problem):
        problems.append(found)
        return None
    return found


def _names(book: Book, customers: list[str], groups: tuple[Held, ...], day: date) -> dict[str, str]:
    names: dict[str, str] = {}
    for table, codes in (("customers", customers), ("groups", [each.limit.subject for each in groups])):
        versions = book.versions(table)
        for code in codes:
            row = versions.at(day, code)
            names[code] = str((row.get("name") if row is not None else None) or "")
    return names
