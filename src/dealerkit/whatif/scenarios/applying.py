"""A scenario put on a policy: the policies that come of it, each for the days it is for.

Programmes first, then values, then dated values: each step sees what the one before it left. Every policy that
comes of it is read in full and checked like any other, before anything is measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from attrs import evolve, frozen

from dealerkit.assembly.checking import unsound
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Scalar
from dealerkit.policy.overlays import overlaid, steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.records import NOWHERE
from dealerkit.policy.rereading import reread
from dealerkit.problems import Location, Problem, Severity, in_order, nearest, problem
from dealerkit.rebates.programme import SECTION
from dealerkit.values.ranges import ALWAYS, DateRange
from dealerkit.whatif.scenarios.looking_back import looking_back
from dealerkit.whatif.scenarios.overlays import Edit, Overlays, edit_of, edits_of
from dealerkit.whatif.scenarios.removing import without
from dealerkit.whatif.scenarios.scenario import ProgrammeChanges, Scenario

_ONE_DAY = timedelta(days=1)


@frozen(eq=False)
class Version:
    """A policy, and the days on which the last day of a settlement period must lie for it to hold."""

    days: DateRange
    policy: Policy


@frozen(eq=False)
class Versions:
    """The policies of a scenario: one, or one for each stretch of days that dated values tell apart."""

    parts: tuple[Version, ...]

    @property
    def policies(self) -> tuple[Policy, ...]:
        """Every policy once."""
        return tuple({id(each.policy): each.policy for each in self.parts}.values())


def put_on(scenario: Scenario, policy: Policy) -> Versions | tuple[Problem, ...]:
    """The policies that a scenario makes of one; or everything that is wrong with it.

    Problems: DK255 an address matches nothing; DK941 one address lies inside another; DK942 a programme to be
    added is there already; DK943 one to be removed or replaced is not; DK944 the policy that comes of it is not
    sound, beside what is wrong with it; DK946 amounts would be in another currency; DK947 a programme that looks at
    periods before some day would be another from it on; DK945 days would count twice or never.
    """
    root, problems = _with_programmes(policy.root, scenario.programmes, scenario)
    root, more = _with_values(root, scenario.policy, scenario)
    problems = (*problems, *more)
    parts: list[Version] = []
    for days, overlays in _stretches(scenario.dated):
        changed = root
        for each in overlays:
            changed, more = _with_values(changed, each, scenario)
            problems = (*problems, *more)
        read = _read(changed, policy, scenario)
        if isinstance(read, Policy):
            parts.append(Version(days, read))
        elif not problems:
            problems = (*problems, *read)
    problems = (*problems, *_looking_back(scenario, parts))
    return in_order(problems) if problems else Versions(tuple(parts))


def _with_programmes(
    root: MappingNode, changes: ProgrammeChanges, scenario: Scenario
) -> tuple[MappingNode, tuple[Problem, ...]]:
    """The tree with programmes added, removed and replaced."""
    if not (changes.add or changes.remove or changes.replace):
        return root, ()
    known, problems = _programmes(root), list[Problem]()
    removed = changes.places.get("remove")
    wanted = [(id, changes.rule.at if removed is None else removed.item(at)) for at, id in enumerate(changes.remove)]
    for id, at in (*wanted, *((id, edit_of(each).at) for id, each in changes.replace.items())):
        if id not in known:
            problems.append(
                problem(
                    "DK943", place_of(at), scenario=scenario.id, programme=id, nearest=nearest(id, known), known=known
                )
            )
    if changes.remove:
        root = without(root, changes.remove)
    section = root.get(SECTION)
    entries = dict(section.entries) if isinstance(section, MappingNode) else {}
    for id, value in (*changes.replace.items(), *changes.add.items()):
        edit = edit_of(value)
        if id in changes.add and id in entries:
            problems.append(problem("DK942", place_of(edit.at), scenario=scenario.id, programme=id))
        entries[id] = (_key(id, edit), edit.node)
    if not entries:
        return root, tuple(problems)
    whole = evolve(section, entries=entries) if isinstance(section, MappingNode) else MappingNode(entries, "", 0, 1)
    written = root.entries[SECTION][0] if SECTION in root.entries else _key(SECTION, Edit(NOWHERE, whole))
    return evolve(root, entries={**root.entries, SECTION: (written, whole)}), tuple(problems)


def _programmes(root: MappingNode) -> tuple[str, ...]:
    section = root.get(SECTION)
    return tuple(section.entries) if isinstance(section, MappingNode) else ()


def _with_values(root: MappingNode, overlays: Overlays, scenario: Scenario) -> tuple[MappingNode, tuple[Problem, ...]]:
    """The tree with values replaced; DK255 where an address matches nothing, DK941 where one lies inside another."""
    if not overlays:
        return root, ()
    edits = edits_of(overlays)
    paths = {address: steps(address) for address in edits}
    inside = [
        problem("DK941", place_of(edits[inner].at), scenario=scenario.id, inner=inner, outer=outer)
        for outer, above in paths.items()
        for inner, below in paths.items()
        if inner != outer and below[: len(above)] == above
    ]
    changed, problems = overlaid(root, {address: (edit.at, edit.node) for address, edit in edits.items()})
    return changed, (*inside, *(evolve(each, at=place_of(each.at)) for each in problems))


def _read(root: MappingNode, policy: Policy, scenario: Scenario) -> Policy | tuple[Problem, ...]:
    """The policy that a tree makes, checked in full; the same one where nothing is different."""
    if root is policy.root:
        return policy
    read, found = reread(policy, root)
    problems = [each for each in found if each.severity is Severity.ERROR]
    if read is not None:
        if read.header.currency != policy.header.currency:
            return (problem("DK946", place_of(scenario.rule.at), scenario=scenario.id, currency=read.header.currency),)
        known = _errors(policy)
        problems += [each for each in unsound(read) if _is_error(each) and (each.code, each.address) not in known]
        if not problems:
            return read
    codes = tuple(dict.fromkeys(each.code for each in problems))
    problems = [_where_written(each) for each in problems]
    return (*problems, problem("DK944", place_of(scenario.rule.at), scenario=scenario.id, codes=codes))


@lru_cache(maxsize=2)
def _errors(policy: Policy) -> frozenset[tuple[str, str]]:
    """What is wrong with the policy already: a scenario is not blamed for it."""
    return frozenset((each.code, each.address) for each in unsound(policy) if _is_error(each))


def _is_error(each: Problem) -> bool:
    return each.severity is Severity.ERROR


def _looking_back(scenario: Scenario, parts: Sequence[Version]) -> Iterator[Problem]:
    """Everything that is wrong with where dated values cut the time."""
    for one, other in pairwise(parts):
        if one.policy is not other.policy and other.days.start is not None:
            at = _written_at(scenario, other.days.start)
            yield from looking_back(scenario.id, other.days.start, one.policy, other.policy, at)


def _written_at(scenario: Scenario, day: date) -> Location | None:
    """Where the first value is written that begins or ceases to hold on a day."""
    edits = (
        edit_of(value)
        for days, overlays in scenario.dated.items()
        if day in {days.start, days.end and days.end + _ONE_DAY}
        for value in overlays.values()
    )
    return place_of(next((each.at for each in edits), scenario.rule.at))


def _stretches(dated: Mapping[DateRange, Overlays]) -> Iterable[tuple[DateRange, list[Overlays]]]:
    """The time cut where ranges begin and end; for each stretch the overlays whose range it lies in, in order."""
    cuts = {date.min}
    for days in dated:
        cuts.add(days.start or date.min)
        if days.end is not None:
            cuts.add(days.end + _ONE_DAY)
    starts = sorted(cuts)
    for start, following in zip(starts, (*starts[1:], None), strict=True):
        days = DateRange(None if start == date.min else start, None if following is None else following - _ONE_DAY)
        yield days if days != DateRange() else ALWAYS, [each for span, each in dated.items() if start in span]


def _key(id: str, edit: Edit) -> Scalar:
    return Scalar(id, True, edit.at.file, edit.at.line, edit.at.column, len(id))


def _where_written(found: Problem) -> Problem:
    """The problem without the places of what was made in Python: nobody can look there."""
    related = tuple(each for each in found.related if each.at.file)
    return evolve(found, at=place_of(found.at), related=related)


def place_of(at: Location | None) -> Location | None:
    """Where something is written; None for what was made in Python."""
    return None if at is None or not at.file else at
