"""What can be known to be wrong with limits before anybody orders anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from dealerkit.credit.facts import ACCOUNT_ONLY
from dealerkit.credit.limits.limit import GROUP, OF_HISTORY, Limit
from dealerkit.credit.limits.reading import SELF_READING, figures_of, uncountable
from dealerkit.credit.section import credit_of
from dealerkit.decisions import Rule
from dealerkit.policy.bands import check_bands
from dealerkit.policy.policy import Policy
from dealerkit.policy.table_checks import check_table
from dealerkit.policy.tables import Table
from dealerkit.problems import Problem, Related, Severity, nearest, problem
from dealerkit.values.durations import Duration, Unit

Limits = Mapping[str, Limit]

_NO_GROUP_METHODS = ("score", "table", "loads")
"""Methods that look at one customer's facts or loads."""


def check_limits(policy: Policy) -> Iterator[Problem]:
    """Everything wrong with ``credit.limits``, rule by rule; what each code means stands at its check."""
    credit = credit_of(policy)
    if credit is None or credit.limits is None:
        return
    limits: Limits = credit.limits
    for limit in limits.values():
        for check in _CHECKS:
            yield from check(limit, limits, policy)
    yield from _circles(limits)
    yield from _never_reached(limits, policy)


def _own_limit(limit: Limit, limits: Limits, policy: Policy) -> Iterator[Problem]:
    """DK530: an expression, or a column of a table, reads what is made from limits."""
    del limits, policy
    for expression in figures_of(limit):
        for fact in sorted(expression.reads & {*SELF_READING}):
            yield _waiting(limit, Rule(limit.rule.address, expression.at), fact=fact)
    for name, at in _columns(limit):
        if name in SELF_READING:
            yield _waiting(limit, at.rule, fact=name)


def _parts(limit: Limit, limits: Limits, policy: Policy) -> Iterator[Problem]:
    """DK531: a combined limit that is not there; DK529: one that cannot be combined."""
    del policy
    combined = limit.combined
    if combined is None:
        return
    for name in combined.of:
        part = limits.get(name)
        at, address = combined.rule.at, combined.rule.address
        if part is None:
            close = nearest(name, limits)
            yield problem("DK531", at, address=address, limit=limit.id, part=name, nearest=close, known=tuple(limits))
        elif part.loads is not None:
            yield _not_combined(limit, combined.rule, name, loads="loads")
        elif part.for_ != limit.for_:
            yield _not_combined(limit, combined.rule, name, for_=part.for_)


def _bounds(limit: Limit, limits: Limits, policy: Policy) -> Iterator[Problem]:
    """DK532: the maximum is below the minimum."""
    del limits, policy
    least, most = limit.minimum, limit.maximum
    if isinstance(least, Decimal) and isinstance(most, Decimal) and most < least:
        yield problem("DK532", limit.rule.at, address=limit.rule.address, limit=limit.id, minimum=least, maximum=most)


def _openings(limit: Limit, limits: Limits, policy: Policy) -> Iterator[Problem]:
    """DK533: an opening limit beside a method that needs no history."""
    del policy
    if limit.opening is not None and not _is_of_history(limit, limits, ()):
        rule = limit.opening.rule
        yield problem("DK533", rule.at, address=rule.address, limit=limit.id, method=limit.method)


def _is_of_history(limit: Limit, limits: Limits, above: tuple[str, ...]) -> bool:
    if limit.combined is None:
        return limit.method in OF_HISTORY
    parts = (limits.get(each) for each in limit.combined.of if each not in above)
    return any(part is not None and _is_of_history(part, limits, (*above, limit.id)) for part in parts)


def _only_in(limit: Limit, limits: Limits, policy: Policy) -> Iterator[Problem]:
    """DK534: a limit that is there for others, and no other takes it."""
    del policy
    takers = [each for each in limits.values() if each.combined is not None and limit.id in each.combined.of]
    if limit.only_in and not takers:
        yield problem("DK534", limit.rule.at, address=limit.rule.address, limit=limit.id, severity=Severity.WARNING)


def _idle(limit: Limit, limits: Limits, policy: Policy) -> Iterator[Problem]:
    """DK536: a key that changes nothing where it stands."""
    del limits, policy
    for key in ("granted", "unlimited"):
        if getattr(limit, key) is False:
            yield _changes_nothing(limit, limit.rule, key, false="false")
    if limit.unlimited:
        bounds = ("opening", "minimum", "maximum", "step", "temporary")
        for key in (each for each in bounds if getattr(limit, each) is not None):
            yield _changes_nothing(limit, limit.rule, key, beside="unlimited")
        for each in (limit.sublimits or {}).values():
            if each.share is not None:
                yield _changes_nothing(limit, each.rule, "share", beside="unlimited")
    if limit.only_in:
        for key in (each for each in ("temporary", "sublimits", "review") if getattr(limit, each) is not None):
            yield _changes_nothing(limit, limit.rule, key, beside="only_in")
    if limit.for_ == GROUP and limit.sublimits:
        yield _changes_nothing(limit, limit.rule, "sublimits", beside="for: group")


def _tables(limit: Limit, limits: Limits, policy: Policy) -> Iterator[Problem]:
    """DK537: a column that is no fact of a customer, or several limits at once; gaps and overlaps as in any table."""
    del limits
    asked = limit.table
    if asked is None:
        return
    wanted: Table[object] = asked
    rule = asked.rule
    if asked.hit == "collect":
        yield _no_single_limit(limit, rule, hit="collect")
    known = tuple(fact.name for fact in policy.catalogue if fact.name.split(".")[0] in ACCOUNT_ONLY)
    for column in asked.columns:
        is_master = column.name.split(".")[0] in {"dealer", "contract"} and "." in column.name
        if column.name not in known and column.name not in policy.parameters and not is_master:
            same = (each for each in known if each.endswith(f".{column.name}"))
            close = next(same, "") or nearest(column.name, (*known, *policy.parameters))
            yield _no_single_limit(limit, rule, column=column.name, nearest=close)
    yield from check_table(wanted)


def _bands(limit: Limit, limits: Limits, policy: Policy) -> Iterator[Problem]:
    """DK230 to DK232: bounds of a score out of order."""
    del limits, policy
    if limit.score is not None:
        yield from check_bands(limit.score.bands.values())


def _groups(limit: Limit, limits: Limits, policy: Policy) -> Iterator[Problem]:
    """DK538: a group's limit by a method, or by facts, that only one customer has."""
    del limits, policy
    if limit.for_ != GROUP:
        return
    if limit.method in _NO_GROUP_METHODS:
        yield _not_of_groups(limit, limit.rule, method=limit.method)
        return
    for expression in figures_of(limit):
        if expression.reads and expression is not limit.where:
            place = Rule(limit.rule.address, expression.at)
            yield _not_of_groups(limit, place, fact=min(expression.reads))


def _times(limit: Limit, limits: Limits, policy: Policy) -> Iterator[Problem]:
    """DK539: a time that cannot be counted in days: a part of a day, or working days without a calendar."""
    del limits
    calendar = policy.calendar()
    times: tuple[Duration | None, ...] = (
        None if limit.opening is None else limit.opening.within,
        None if limit.temporary is None else limit.temporary.longest,
        None if limit.review is None else limit.review.every,
    )
    for within in times:
        if within is None:
            continue
        has_no_calendar = within.unit is Unit.WORKING_DAYS and calendar is None
        if within.unit.is_part_of_a_day or has_no_calendar:
            yield uncountable(within, limit, "calendar" if has_no_calendar else "")


def _waiting(limit: Limit, place: Rule, *, fact: str = "", circle: tuple[str, ...] = ()) -> Problem:
    return problem("DK530", place.at, address=place.address, limit=limit.id, fact=fact, circle=circle)


def _not_combined(limit: Limit, place: Rule, part: str, *, loads: str = "", for_: str = "") -> Problem:
    own = limit.for_ if for_ else ""
    return problem("DK529", place.at, address=place.address, limit=limit.id, part=part, loads=loads, for_=for_, own=own)


def _changes_nothing(limit: Limit, place: Rule, key: str, *, beside: str = "", false: str = "") -> Problem:
    return problem("DK536", place.at, address=place.address, limit=limit.id, key=key, beside=beside, false=false)


def _no_single_limit(limit: Limit, place: Rule, *, column: str = "", hit: str = "", nearest: str = "") -> Problem:
    return problem("DK537", place.at, address=place.address, limit=limit.id, column=column, hit=hit, nearest=nearest)


def _not_of_groups(limit: Limit, place: Rule, *, method: str = "", fact: str = "") -> Problem:
    return problem("DK538", place.at, address=place.address, limit=limit.id, method=method, fact=fact)


def _columns(limit: Limit) -> Iterator[tuple[str, Table[object]]]:
    if limit.table is not None:
        asked: Table[object] = limit.table
        yield from ((column.name, asked) for column in asked.columns)


def _circles(limits: Limits) -> Iterator[Problem]:
    """DK530: combined limits that wait for one another, each circle once."""
    seen: set[frozenset[str]] = set()
    for start in limits.values():
        circle = _circle(start, limits, (start.id,))
        if circle is not None and frozenset(circle) not in seen:
            seen.add(frozenset(circle))
            yield _waiting(start, start.rule, circle=circle)


def _circle(limit: Limit, limits: Limits, path: tuple[str, ...]) -> tuple[str, ...] | None:
    """The way from a limit back to where the path began."""
    for name in () if limit.combined is None else limit.combined.of:
        if name == path[0]:
            return (*path, name)
        part = limits.get(name)
        if part is not None and name not in path:
            found = _circle(part, limits, (*path, name))
            if found is not None:
                return found
    return None


def _never_reached(limits: Limits, policy: Policy) -> Iterator[Problem]:
    """DK535: a limit behind one that takes everybody it could be for, on every day of the policy."""
    before: list[Limit] = []
    for limit in limits.values():
        if limit.only_in:
            continue
        taker = next((each for each in before if _takes_all_of(each, limit, policy)), None)
        if taker is not None:
            related = (Related("first-defined", taker.rule.at),)
            yield problem(
                "DK535",
                limit.rule.at,
                address=limit.rule.address,
                severity=Severity.WARNING,
                related=related,
                limit=limit.id,
                before=taker.id,
            )
        before.append(limit)


def _takes_all_of(first: Limit, later: Limit, policy: Policy) -> bool:
    if first.for_ != later.for_ or (first.for_ == GROUP and not {*later.group_kinds} <= {*first.group_kinds}):
        return False
    days = later.effective or policy.header.effective
    is_always = first.effective is None or first.effective.covers(days)
    return is_always and (first.where is None or (later.where is not None and first.where.text == later.where.text))


_CHECKS: tuple[Callable[[Limit, Limits, Policy], Iterator[Problem]], ...] = (
    _own_limit,
    _parts,
    _bounds,
    _openings,
    _only_in,
    _idle,
    _tables,
    _bands,
    _groups,
    _times,
)
