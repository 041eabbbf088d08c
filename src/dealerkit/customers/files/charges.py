"""From what happened to what is owed: violations of the table ``file_events`` and of missed deadlines, fined.

A missed deadline that names a fine is a violation of its own, dated its last day; where the table has a violation of
that kind for the same customer or dossier, the table's is taken, and it is not counted twice. A missed deadline that
names a fine and for which nobody can be fined is told.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.customers.files.fines import Month, Violation, months
from dealerkit.customers.files.lapses import Lapse
from dealerkit.customers.files.penalty import Penalty, Withhold
from dealerkit.customers.files.section import Files
from dealerkit.customers.staff import Staff
from dealerkit.policy.policy import Policy
from dealerkit.problems import Arg, Location, Problem, Severity, nearest, problem
from dealerkit.values.exact import Number, multiply
from dealerkit.values.workdays import WorkCalendar

_EVENT = ("event", "date", "kind", "employee", "department", "customer", "dossier", "items", "corrected_on")
_EVERY_DAY = WorkCalendar("", frozenset(), frozenset(), frozenset(), date.min, date.max)


@frozen(kw_only=True, eq=False)
class Withheld:
    """Performance pay that may be withheld: a range, until somebody decided."""

    month: Month
    rule: Withhold
    pay: Decimal | None
    share: Number | None
    decided_by: str

    @property
    def least(self) -> Number | None:
        """The least sum, where the pay is known."""
        return None if self.pay is None else multiply(self.pay, self.rule.least)

    @property
    def most(self) -> Number | None:
        """The greatest sum, where the pay is known."""
        return None if self.pay is None else multiply(self.pay, self.rule.most)

    @property
    def amount(self) -> Number | None:
        """What is withheld, where it was decided."""
        return None if self.pay is None or self.share is None else multiply(self.pay, self.share)


@frozen(eq=False)
class Fined:
    """All fines of a book by a day."""

    months: tuple[Month, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    unfined: Mapping[tuple[str, str], str] = field(factory=dict)
    """Why nobody is fined for a missed deadline that costs a fine: by the deadline's key and the subject."""
    problems: tuple[Problem, ...] = field(default=(), repr=False)


def fined(policy: Policy, files: Files, book: Book, as_of: date, staff: Staff, lapses: Iterable[Lapse]) -> Fined:
    """Fine every violation. DK740 one that no rule knows, DK741 pay withheld outside the rule, DK368 no calendar."""
    if not files.penalties:
        return Fined()
    problems: list[Problem] = []
    unfined: dict[tuple[str, str], str] = {}
    by_penalty = _violations(files, book, as_of, staff, lapses, problems, unfined)
    found: list[Month] = []
    for penalty in files.penalties.values():
        owed, unknown = months(penalty, by_penalty[penalty.id], as_of, policy.calendar() or _EVERY_DAY)
        found += owed
        problems.extend(
            problem(
                "DK368",
                penalty.rule.at,
                address=penalty.rule.address,
                calendar=each.calendar,
                through=each.through,
                asked=each.asked,
            )
            for each in dict.fromkeys(unknown)
        )
    withheld = tuple(_withheld(files, found, book, staff, problems))
    return Fined(tuple(found), withheld, unfined, tuple(problems))


def withhold_words(withheld: Withheld) -> tuple[tuple[str, Arg], ...]:
    """What a statement says about performance pay: the range, who decides, and what was decided."""
    return (
        ("count", withheld.month.violations),
        ("least", withheld.rule.least),
        ("most", withheld.rule.most),
        ("role", withheld.rule.decided_by),
        ("share", "" if withheld.share is None else withheld.share),
        ("by", withheld.decided_by),
    )


def _violations(
    files: Files,
    book: Book,
    as_of: date,
    staff: Staff,
    lapses: Iterable[Lapse],
    problems: list[Problem],
    unfined: dict[tuple[str, str], str],
) -> Mapping[str, list[Violation]]:
    found: dict[str, list[Violation]] = defaultdict(list)
    penalty_of = {name: penalty for penalty in files.penalties.values() for name in penalty.covers}
    recorded: Counter[tuple[str, str]] = Counter()
    for batch in book.batches("file_events", _EVENT):
        for i, cells in enumerate(zip(*(batch.columns[name] for name in _EVENT), strict=True)):
            event, on, kind, employee, department, customer, dossier, items, corrected = cells
            if not isinstance(on, date) or on > as_of:
                continue
            subject = str(dossier or customer or "")
            of = str(department or "") or staff.department(str(employee))
            violation = Violation(
                id=str(event),
                on=on,
                kind=str(kind),
                employee=str(employee),
                subject=subject,
                items=int(items) if isinstance(items, int | Decimal) else 1,
                corrected_on=corrected if isinstance(corrected, date) else None,
                at=batch.at(i, "event"),
            )
            penalty = penalty_of.get(of)
            if penalty is None or violation.kind not in penalty.fines:
                problems.append(_unfined(violation, of, penalty, batch.at(i, "kind"), tuple(penalty_of)))
            else:
                found[penalty.id].append(violation)
                recorded[violation.kind, subject] += 1
    for lapse in lapses:
        kind_of = lapse.deadline.fine
        if kind_of is None:
            continue
        if recorded[kind_of, lapse.subject]:
            # One row of the table stands for one missed deadline, not for all of that file.
            recorded[kind_of, lapse.subject] -= 1
            continue
        penalty = penalty_of.get(lapse.department)
        if not lapse.employee:
            unfined[lapse.deadline.id, lapse.subject] = "lapse-no-employee"
        elif penalty is None:
            unfined[lapse.deadline.id, lapse.subject] = "lapse-no-department"
        elif kind_of not in penalty.fines:
            unfined[lapse.deadline.id, lapse.subject] = "lapse-no-fine"
        else:
            found[penalty.id].append(_of_lapse(lapse, kind_of))
    return found


def _of_lapse(lapse: Lapse, kind: str) -> Violation:
    done = lapse.done
    return Violation(
        id=f"{lapse.deadline.id} {lapse.subject}",
        on=lapse.due,
        kind=kind,
        employee=lapse.employee,
        subject=lapse.subject,
        corrected_on=done.date() if isinstance(done, datetime) else done,
        at=lapse.at,
        from_deadline=True,
    )


def _unfined(
    violation: Violation, department: str, penalty: Penalty | None, at: Location, departments: tuple[str, ...]
) -> Problem:
    known = departments if penalty is None else tuple(penalty.fines)
    word = department if penalty is None else violation.kind
    return problem(
        "DK740",
        at,
        address="customers.files.penalties" if penalty is None else penalty.rule.address,
        severity=Severity.WARNING,
        what="violation-of-files",
        number=violation.id,
        word=word,
        place="departments" if penalty is None else "fines",
        nearest=nearest(word, known),
        known=known,
    )


def _withheld(
    files: Files, found: Iterable[Month], book: Book, staff: Staff, problems: list[Problem]
) -> Iterator[Withheld]:
    rows: dict[tuple[str, date], Row] = {}
    for row in book.rows("performance_pay"):
        month = row.get("month")
        if isinstance(month, date):
            rows[str(row["employee"]), month.replace(day=1)] = row
    used: set[tuple[str, date]] = set()
    for each in found:
        rule = each.penalty.withhold
        if rule is None:
            continue
        key = each.employee, each.month
        pay = rows.get(key)
        share = pay.get("withheld") if pay is not None else None
        used.add(key)
        if pay is not None and isinstance(share, Decimal) and share:
            by = str(pay.get("decided_by") or "")
            why = _against(each, rule, share, by, staff)
            if why:
                problems.append(_not_allowed(each.employee, each.month, share, rule, why, by, pay))
        if each.may_withhold:
            amount = pay.get("amount") if pay is not None else None
            yield Withheld(
                month=each,
                rule=rule,
                pay=amount if isinstance(amount, Decimal) else None,
                share=share if isinstance(share, Decimal) else None,
                decided_by=str((pay.get("decided_by") if pay is not None else None) or ""),
            )
    rules = {name: penalty.withhold for penalty in files.penalties.values() for name in penalty.covers}
    for key, pay in rows.items():
        share, rule = pay.get("withheld"), rules.get(staff.department(key[0]))
        if key not in used and rule is not None and isinstance(share, Decimal) and share:
            by = str(pay.get("decided_by") or "")
            problems.append(_not_allowed(*key, share, rule, "count", by, pay))


def _against(month: Month, rule: Withhold, share: Decimal, by: str, staff: Staff) -> str:
    """What stands against what was withheld: too few violations, outside the range, or not that role."""
    if not month.may_withhold:
        return "count"
    if not rule.least <= share <= rule.most:
        return "range"
    return "" if staff.role(by) == rule.decided_by else "role"


def _not_allowed(employee: str, month: date, share: Decimal, rule: Withhold, why: str, by: str, pay: Row) -> Problem:
    return problem(
        "DK741",
        pay.cell_at("withheld"),
        address=rule.rule.address,
        severity=Severity.WARNING,
        employee=employee,
        month=f"{month:%Y-%m}",
        share=share,
        least=rule.least,
        most=rule.most,
        from_=rule.from_,
        why=f"withheld-{why}",
        by=by,
        role=rule.decided_by,
    )
