"""What can be known to be wrong with price protection before anything is claimed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from dealerkit.problems import Location, Problem, Related, problem
from dealerkit.rebates.protection.days import uncountable
from dealerkit.rebates.protection.scheme import Protection
from dealerkit.values.durations import Duration
from dealerkit.values.ranges import DateRange
from dealerkit.values.workdays import WorkCalendar


def check_protection(
    schemes: Mapping[str, Protection], effective: DateRange, calendar: WorkCalendar | None
) -> Iterator[Problem]:
    """DK314 a scheme outlasts the policy; DK376 two take the same units; DK373, DK377 a time that is no days."""
    for scheme in schemes.values():
        yield from _outside(scheme, effective)
        for within, at, address in _times(scheme):
            found = uncountable(within, calendar, at, address)
            if found is not None:
                yield found
    for one, other in combinations(schemes.values(), 2):
        if _same_units(one, other, effective):
            related = (Related("first-defined", one.rule.at),)
            yield problem(
                "DK376", other.rule.at, address=other.rule.address, related=related, scheme=other.id, other=one.id
            )


def _outside(scheme: Protection, effective: DateRange) -> Iterator[Problem]:
    if scheme.effective is not None and not effective.covers(scheme.effective):
        yield problem(
            "DK314",
            scheme.rule.at,
            address=f"{scheme.rule.address}.effective",
            effective=str(scheme.effective),
            policy=str(effective),
        )


def _times(scheme: Protection) -> Iterator[tuple[Duration, Location, str]]:
    if scheme.window is not None:
        yield scheme.window.within, scheme.window.rule.at, scheme.window.rule.address
    if scheme.stock.within is not None:
        yield scheme.stock.within, scheme.stock.rule.at, scheme.stock.rule.address
    if scheme.claim is not None:
        yield scheme.claim.within, scheme.claim.rule.at, scheme.claim.rule.address
    for each in scheme.promises.values():
        if isinstance(each.window, Duration):
            yield each.window, each.rule.at, each.rule.address


def _same_units(one: Protection, other: Protection, effective: DateRange) -> bool:
    """Whether every unit of one is taken by the other as well, as far as can be told from the words alone."""
    if (one.level or "") != (other.level or ""):
        return False
    if not (one.effective or effective).overlaps(other.effective or effective):
        return False
    if one.where is None or other.where is None:
        return True
    return one.where.when.text.split() == other.where.when.text.split()
