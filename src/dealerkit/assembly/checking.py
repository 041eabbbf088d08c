"""``check``: everything that can be known to be wrong with a policy before any data exists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from attrs import field, frozen

from dealerkit.assembly.dominance import check_open_credit
from dealerkit.assembly.parameters import check_conditions, check_parameters
from dealerkit.assembly.registry import DOMAINS, SECTIONS
from dealerkit.policy.header import CalendarRule
from dealerkit.policy.loading import Loaded, load_files, load_texts
from dealerkit.policy.overlays import found
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.problems import Location, Problem, in_order, nearest
from dealerkit.values.workdays import WorkCalendar


@frozen
class Findings:
    """What ``check`` found, and the text of the files it read."""

    problems: tuple[Problem, ...]
    sources: Mapping[str, str] = field(repr=False)


def load(paths: Path | str | Sequence[Path | str]) -> Loaded:
    """Read policy files and folders of them, with all domains' sections."""
    listed = (paths,) if isinstance(paths, (Path, str)) else paths
    return load_files([Path(each) for each in listed], SECTIONS)


def loads(contents: Mapping[str, bytes]) -> Loaded:
    """Read policy texts by file name, with all domains' sections; touches no disk."""
    return load_texts(contents, SECTIONS)


def check(paths: Sequence[Path]) -> Findings:
    """Everything wrong with the policy in these files, sorted by place."""
    return checked(load(paths))


def checked(loaded: Loaded, *, proofs: bool = True) -> Findings:
    """Everything wrong with a policy that was loaded: what reading found, what the checks find, what is not proved."""
    if loaded.policy is None:
        return Findings(loaded.problems, loaded.sources)
    return Findings(in_order((*loaded.problems, *problems_of(loaded.policy, proofs=proofs))), loaded.sources)


def problems_of(policy: Policy, *, proofs: bool = True) -> tuple[Problem, ...]:
    """What the checks find in a policy that could be read; without ``proofs``, not what holds of all inputs."""
    reading = _reading(policy)
    for each in ADVICE:
        each(policy, reading)
    for domain in DOMAINS:
        if domain.advice is not None and domain.section.key in policy.sections:
            reading.problems.extend(domain.advice(policy))
        if proofs and domain.proofs is not None and domain.section.key in policy.sections:
            reading.problems.extend(domain.proofs(policy))
    return (*unsound(policy), *reading.problems)


def unsound(policy: Policy) -> tuple[Problem, ...]:
    """What the checks find that may keep a policy from running: all but advice and proofs, which take longer."""
    reading = _reading(policy)
    for validation in VALIDATIONS:
        validation(policy, reading)
    for domain in DOMAINS:
        if domain.section.key in policy.sections:
            reading.problems.extend(domain.check(policy))
    return tuple(reading.problems)


def _reading(policy: Policy) -> Reading:
    return Reading(policy.catalogue, {name: each.type for name, each in policy.parameters.items()})


def check_calendar(policy: Policy, reading: Reading) -> None:
    """Every calendar exists, reaches the days it states, and says of each day whether it is worked."""
    header = policy.header
    if header.calendar and policy.calendar() is None:
        reading.report(
            "DK253",
            _place(policy, "policy.calendar"),
            "policy.calendar",
            name=header.calendar,
            nearest=nearest(header.calendar, policy.calendars),
        )
    for name, rule in policy.calendars.items():
        calendar = policy.calendar(name)
        if calendar is not None:
            _check_days(policy, calendar, rule, reading)
        elif rule.country or name != header.calendar:
            reading.report("DK253", rule.rule.at, rule.rule.address, name=rule.country or name, nearest="")


def _check_days(policy: Policy, calendar: WorkCalendar, rule: CalendarRule, reading: Reading) -> None:
    """DK273 for a day that the calendar does not reach, DK274 for one that is both off and worked."""
    first, through = calendar.first, calendar.through
    for key, days in (("holidays", rule.holidays), ("make_up_days", rule.make_up_days)):
        for day in days:
            address = f"{rule.rule.address}.{key}[{day}]"
            at = _place(policy, address, rule.rule.at)
            if not calendar.knows(day):
                reading.report("DK273", at, address, name=rule.id, day=day, first=first, through=through)
            elif key == "make_up_days" and day in rule.holidays:
                reading.report("DK274", at, address, day=day)


def check_time_zone(policy: Policy, reading: Reading) -> None:
    """The policy's time zone is one."""
    name = policy.header.timezone
    if not name:
        return
    known = _time_zones()
    if known and name not in known:
        reading.report(
            "DK270", _place(policy, "policy.timezone"), "policy.timezone", name=name, nearest=nearest(name, known)
        )


@cache
def _time_zones() -> frozenset[str]:
    """The time zones of this machine: looking for them costs more than all other checks together."""
    from zoneinfo import available_timezones

    return frozenset(available_timezones())


def _place(policy: Policy, address: str, otherwise: Location | None = None) -> Location:
    node = found(policy.root, address)
    return node.at if node is not None else otherwise or policy.root.at


VALIDATIONS: tuple[Callable[[Policy, Reading], None], ...] = (
    check_calendar,
    check_time_zone,
)
"""What is checked of every policy, whatever sections it has."""

ADVICE: tuple[Callable[[Policy, Reading], None], ...] = (
    check_parameters,
    check_conditions,
    check_open_credit,
)
"""What may work and is hardly meant, whatever sections a policy has: never an error."""
