"""The arithmetic of fines: from violations to what each employee owes for each month, step by step.

1. A violation that is not corrected in time is a new one, dated the last day on which it should have been corrected;
   from that day the time runs anew, and so on until it is corrected or the day of the question has come.
2. The violations of an employee in a calendar month stand in the order of day, then number, then repetition.
   What comes on top is not counted among them.
3. A fine is its amount, times the items where it is due by the item. From the n-th violation of the month on that
   violation's fine, and each later one's, is multiplied once; earlier ones stay as they are.
4. What comes on top is added, never multiplied.
5. A cap of the month takes from the last ones what is above it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.customers.files.penalty import Fine, Penalty
from dealerkit.decisions import Reason
from dealerkit.problems import Arg, Location
from dealerkit.values.exact import ZERO, exactly
from dealerkit.values.workdays import Unpublished, WorkCalendar


@frozen(kw_only=True)
class Violation:
    """One lapse with a file: what, when, whose, of how many items; and when it was put right."""

    id: str
    on: date
    kind: str
    employee: str
    subject: str = ""
    items: int = 1
    corrected_on: date | None = None
    at: Location | None = field(default=None, eq=False)
    from_deadline: bool = False


@frozen(kw_only=True)
class Charge:
    """What one violation costs: ``number`` is its place in the month's count, 0 for what comes on top.

    ``again`` counts how often it had not been corrected before; 0 is the violation itself.
    """

    violation: Violation
    fine: Fine
    on: date
    again: int
    number: int
    base: Decimal
    times: int
    amount: Decimal
    """What is due, after the cap."""

    @property
    def capped(self) -> Decimal:
        """What the cap took off."""
        with exactly():
            return self.base * self.times - self.amount


@frozen(kw_only=True)
class Month:
    """What one employee owes for one month under one department's rules."""

    employee: str
    penalty: Penalty
    month: date
    charges: tuple[Charge, ...]
    total: Decimal
    violations: int

    @property
    def may_withhold(self) -> bool:
        """Whether so many violations allow performance pay to be withheld."""
        withhold = self.penalty.withhold
        return withhold is not None and self.violations >= withhold.from_


def months(
    penalty: Penalty, violations: Iterable[Violation], as_of: date, calendar: WorkCalendar
) -> tuple[tuple[Month, ...], tuple[Unpublished, ...]]:
    """What is owed by employee and month, and for which days the calendar had no answer."""
    unknown: list[Unpublished] = []
    by_month: dict[tuple[str, date], list[tuple[date, str, int, Violation]]] = defaultdict(list)
    for each in violations:
        if each.on > as_of or each.kind not in penalty.fines:
            continue
        for again, on in enumerate(_days(each, penalty, as_of, calendar, unknown)):
            by_month[each.employee, on.replace(day=1)].append((on, each.id, again, each))
    found = [
        _month(penalty, employee, month, sorted(entries, key=lambda each: each[:3]))
        for (employee, month), entries in sorted(by_month.items())
    ]
    return tuple(found), tuple(unknown)


def reasons_of(charge: Charge, month: Month) -> Iterator[Reason]:
    """Why a violation costs what it does, step by step."""
    violation, fine = charge.violation, charge.fine
    args: tuple[tuple[str, Arg], ...] = (
        ("on", charge.on),
        ("kind", fine.title or fine.id),
        ("subject", violation.subject),
        ("number", charge.number or ""),
        ("again", charge.again or ""),
        ("amount", fine.amount),
        ("items", violation.items if fine.per == "item" else ""),
        ("base", charge.base if fine.per == "item" else ""),
    )
    yield Reason("file-on-top" if fine.on_top else "file-fine", fine.rule, args)
    doubled = month.penalty.doubled
    if charge.times > 1 and doubled is not None:
        with exactly():
            whole = charge.base * charge.times
        yield Reason(
            "file-doubled", doubled.rule, (("from", doubled.from_), ("times", charge.times), ("amount", whole))
        )
    if charge.capped and month.penalty.cap is not None:
        yield Reason("file-capped", month.penalty.rule, (("cap", month.penalty.cap), ("amount", charge.amount)))


def _days(
    violation: Violation, penalty: Penalty, as_of: date, calendar: WorkCalendar, unknown: list[Unpublished]
) -> Iterator[date]:
    """The days on which it is a violation: its own, and each on which it should have been corrected and was not."""
    day = violation.on
    yield day
    within = penalty.correct_within
    if within is None or not within.count or penalty.fines[violation.kind].on_top:
        return
    until = violation.corrected_on or as_of
    while True:
        due = within.after(day, calendar)
        if isinstance(due, Unpublished):
            unknown.append(due)
            return
        # In time is until the end of the last day: it must be over, and the correction later.
        if due >= min(until, as_of):
            return
        yield due
        day = due


def _month(penalty: Penalty, employee: str, month: date, entries: list[tuple[date, str, int, Violation]]) -> Month:
    doubled = penalty.doubled
    number, total = 0, ZERO
    charges: list[Charge] = []
    with exactly():
        for on, _, again, violation in entries:
            fine = penalty.fines[violation.kind]
            base = fine.amount * violation.items if fine.per == "item" else fine.amount
            times = 1
            if not fine.on_top:
                number += 1
                if doubled is not None and number >= doubled.from_:
                    times = doubled.times
            amount = base * times
            if penalty.cap is not None:
                amount = min(amount, penalty.cap - total)
            total += amount
            place = 0 if fine.on_top else number
            charges.append(
                Charge(
                    violation=violation,
                    fine=fine,
                    on=on,
                    again=again,
                    number=place,
                    base=base,
                    times=times,
                    amount=amount,
                )
            )
    return Month(
        employee=employee, penalty=penalty, month=month, charges=tuple(charges), total=total, violations=number
    )
