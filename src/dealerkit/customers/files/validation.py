"""What can be known to be wrong with the rules on files before there is any file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dealerkit.book import TABLES
from dealerkit.customers.files.deadline import Deadline
from dealerkit.customers.files.forms import OF_A_BANK
from dealerkit.customers.files.lapses import TABLE_OF
from dealerkit.customers.files.patterns import Refusal, compiled
from dealerkit.customers.files.section import Files, Format, Item, files_of
from dealerkit.customers.files.standards import STANDARDS
from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, nearest, problem
from dealerkit.values.durations import Duration, Unit
from dealerkit.values.workdays import WorkCalendar


def check(policy: Policy) -> Iterator[Problem]:
    """DK730 a pattern that cannot be used, DK731 a name that is nowhere, DK732 figures that contradict each other.

    DK373 working days without a calendar, DK377 a time that is part of a day.
    """
    files = files_of(policy)
    if files is None:
        return
    forms = (*STANDARDS, *files.formats)
    for each in files.formats.values():
        yield from _of_format(each, (*STANDARDS, *(one.id for one in files.formats.values() if one.any is None)))
    for item in files.items.values():
        yield from _of_item(item, files, forms, policy)
    for bank in files.banks.values():
        if bank.format is not None:
            yield from _known(bank.rule, "format", (bank.format,), forms)
    for deadline in files.deadlines.values():
        yield from _of_deadline(deadline, files, policy)
    yield from _of_penalties(files, policy.calendar())


def _of_format(written: Format, forms: tuple[str, ...]) -> Iterator[Problem]:
    if written.pattern is not None:
        found = compiled(written.pattern)
        if isinstance(found, Refusal):
            yield problem(
                "DK730",
                written.rule.at,
                address=written.rule.address,
                pattern=written.pattern,
                why=f"pattern-{found.why}",
                part=found.part,
            )
    if written.any is not None:
        yield from _known(written.rule, "any", written.any, forms)


def _of_item(item: Item, files: Files, forms: tuple[str, ...], policy: Policy) -> Iterator[Problem]:
    if item.format == OF_A_BANK and not files.banks:
        yield from _known(item.rule, "format", (OF_A_BANK,), forms)
    elif item.format is not None and item.format != OF_A_BANK:
        yield from _known(item.rule, "format", (item.format,), forms)
    if item.role is not None and (item.paper is not None or item.format is not None):
        yield _contradicts(item.rule, "role", item.id, item.paper or item.format or "")
    yield from _known(item.rule, "for", item.for_, tuple(files.purposes))
    if item.field is not None:
        yield from _column(item.rule, "field", "customers", item.field, policy)


def _of_deadline(deadline: Deadline, files: Files, policy: Policy) -> Iterator[Problem]:
    table = TABLE_OF[deadline.of]
    yield from _column(deadline.rule, "from", table, deadline.from_, policy)
    yield from _column(deadline.rule, "done", table, deadline.done, policy)
    if deadline.of == "dossiers":
        yield from _known(deadline.rule, "kinds", deadline.kinds, tuple(files.dossiers))
    if deadline.fine is not None:
        fines = tuple(dict.fromkeys(name for each in files.penalties.values() for name in each.fines))
        yield from _known(deadline.rule, "fine", (deadline.fine,), fines)
    more = () if deadline.exceptionally is None else (deadline.exceptionally.within,)
    for within in (deadline.within, *more):
        yield from _uncountable(deadline.rule, within, policy.calendar())


def _of_penalties(files: Files, calendar: WorkCalendar | None) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    for each in files.penalties.values():
        for name in each.covers:
            first = taken.setdefault(name, each.id)
            if first != each.id:
                yield _contradicts(each.rule, "department", name, first)
        withhold = each.withhold
        if withhold is not None and withhold.least > withhold.most:
            yield _contradicts(withhold.rule, "range", "", "")
        if each.correct_within is not None:
            yield from _uncountable(each.rule, each.correct_within, calendar)
            if not each.correct_within.count:
                yield _contradicts(each.rule, "at-once", "", "")


def _contradicts(rule: Rule, what: str, name: str, other: str) -> Problem:
    return problem("DK732", rule.at, address=rule.address, what=f"contradicts-{what}", name=name, other=other)


def _known(rule: Rule, key: str, names: Iterable[str], known: tuple[str, ...]) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            yield problem(
                "DK731",
                rule.at,
                address=rule.address,
                key=key,
                name=name,
                nearest=nearest(name, known),
                known=tuple(dict.fromkeys(known)),
            )


def _column(rule: Rule, key: str, table: str, column: str, policy: Policy) -> Iterator[Problem]:
    """A column of the book, or a fact of the dealer that the policy declares."""
    if column not in TABLES[table].by_name and f"dealer.{column}" not in policy.catalogue:
        yield unknown_column(rule, key, column, table)


def unknown_column(rule: Rule, key: str, column: str, table: str) -> Problem:
    """DK731 for a column that a table does not have; all of its columns only where none is like it."""
    known = tuple(TABLES[table].by_name)
    close = nearest(column, known)
    return problem(
        "DK731",
        rule.at,
        address=rule.address,
        key=key,
        name=column,
        nearest=close,
        known=() if close else known,
    )


def _uncountable(rule: Rule, within: Duration, calendar: WorkCalendar | None) -> Iterator[Problem]:
    if within.unit.is_part_of_a_day:
        yield problem("DK377", rule.at, address=rule.address, within=str(within))
    elif within.unit is Unit.WORKING_DAYS and calendar is None:
        yield problem("DK373", rule.at, address=rule.address, within=str(within))
