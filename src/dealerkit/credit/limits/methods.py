"""What each method gives, before anything bounds it: the base of a limit, with its figures as reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from dealerkit.credit.limits.asking import Account, Worked, earliest, unknown
from dealerkit.credit.limits.granted import STANDING, Grant, overlapping
from dealerkit.credit.limits.limit import Limit
from dealerkit.credit.limits.securities import Security
from dealerkit.decisions import Outcome, Reason, Rule
from dealerkit.policy.bands import Ladder
from dealerkit.policy.expressions import Expression
from dealerkit.policy.lookup import decide
from dealerkit.policy.tables import Table
from dealerkit.policy.types import Missing
from dealerkit.problems import Problem, problem
from dealerkit.values.days import add_days
from dealerkit.values.exact import ONE, ZERO, Number, add, divide, multiply
from dealerkit.values.months import MONTHS_OF_YEAR, add_months

ONE_DAY = timedelta(days=1)


def window(day: date, days: int) -> tuple[date, date]:
    """First and last of the ``days`` days before a day; the day itself is not one of them."""
    return add_days(day, -days), add_days(day, -1)


def whole_months(day: date, months: int) -> tuple[date, date]:
    """First and last day of the ``months`` whole months before the month of a day."""
    month = day.replace(day=1)
    return add_months(month, -months), add_days(month, -1)


def base_of(limit: Limit, account: Account, other: Callable[[str], Worked | None]) -> Worked:
    """What the method of a limit gives. ``other`` works out another limit by id; None where it is not for him."""
    if limit.combined is not None:
        return _combined(limit, other)
    return _METHODS[limit.method](limit, account)


def _rolling(limit: Limit, account: Account) -> Worked:
    rule = limit.rolling
    assert rule is not None  # noqa: S101  # the method of the limit
    first, last = window(account.day, rule.days)
    invoiced = account.invoiced(first, last, credit_notes=rule.returns == "subtract")
    said = Reason("limit-rolling", rule.rule, (("first", first), ("last", last), ("amount", invoiced)))
    return _of_history(account, max(invoiced, ZERO), rule.share, rule.rule, (said,))


def _average(limit: Limit, account: Account) -> Worked:
    rule = limit.average
    assert rule is not None  # noqa: S101  # the method of the limit
    first, last = whole_months(account.day, rule.months)
    invoiced = account.invoiced(first, last)
    months, begun = rule.months, account.first_day
    if rule.divide_by == "months-traded" and begun is not None:
        months = max(1, min(months, _months_between(begun, last)))
    monthly = divide(max(invoiced, ZERO), Decimal(months))
    figures = (("first", first), ("last", last), ("amount", invoiced), ("months", months), ("monthly", monthly))
    return _of_history(account, monthly, rule.share, rule.rule, (Reason("limit-average", rule.rule, figures),))


def _of_history(
    account: Account, value: Number, written: Number | Expression, rule: Rule, said: tuple[Reason, ...]
) -> Worked:
    shared = _shared(account, value, written, rule, said)
    if account.first_day is not None or not shared.is_known:
        return shared
    reasons = (*shared.reasons, Reason("limit-no-history", rule, (("day", account.day),)))
    return Worked(amount=shared.amount, starts=True, reasons=reasons)


def _shared(
    account: Account, value: Number, written: Number | Expression, rule: Rule, said: tuple[Reason, ...]
) -> Worked:
    """A value times the share that the rule states."""
    share = account.read(written)
    if isinstance(share, Missing):
        return unknown(share, *said)
    amount = multiply(value, share)
    if share != ONE:
        said = (*said, Reason("limit-share", rule, (("share", share), ("amount", amount))))
    return Worked(amount=amount, reasons=said)


def _months_between(first: date, last: date) -> int:
    """Whole or begun months from the month of the first day through that of the last."""
    return (last.year - first.year) * MONTHS_OF_YEAR + last.month - first.month + 1


def _fixed(limit: Limit, account: Account) -> Worked:
    written = limit.fixed
    assert written is not None  # noqa: S101  # the method of the limit
    amount = account.read(written)
    if isinstance(amount, Missing):
        return unknown(amount)
    return Worked(amount=amount, reasons=(Reason("limit-fixed", limit.rule, (("amount", amount),)),))


def _granted(limit: Limit, account: Account) -> Worked:
    rows = account.grants.of(limit, account.subject, STANDING)
    found = [each for each in rows if each.holds(account.day)]
    if not found:
        return _nobody_granted(limit, account, rows)
    if len(found) > 1:
        said = Reason("limit-granted-twice", limit.rule, (("subject", account.subject),))
        return Worked(amount=None, code="DK525", reasons=(said,), problems=(overlapping(found[0], found[1]),))
    row = found[0]
    figures = (("by", row.by), ("first", row.first or ""), ("last", row.last or ""))
    if row.amount is None:
        said = Reason("limit-granted-none", limit.rule, figures)
        return _until(row, Worked(amount=None, unlimited=True, reasons=(said,)))
    amount = account.convert(row.amount, row.currency, account.day)
    if amount is None:
        return no_rate(row.currency, account, row)
    said = Reason("limit-granted", limit.rule, (("amount", amount), *figures))
    return _until(row, Worked(amount=amount, reasons=(said,)))


def _until(row: Grant, worked: Worked) -> Worked:
    return Worked(
        amount=worked.amount,
        unlimited=worked.unlimited,
        reasons=worked.reasons,
        until=row.last,
        granted_on=row.first,
        review_on=row.review_on,
    )


def _nobody_granted(limit: Limit, account: Account, rows: tuple[Grant, ...]) -> Worked:
    ended = max((each.last for each in rows if each.last is not None and each.last < account.day), default=None)
    step = "limit-not-granted" if ended is None else "limit-ended"
    figures = (("subject", account.subject), ("day", account.day), ("last", ended or ""))
    return Worked(amount=ZERO, expired_on=ended, reasons=(Reason(step, limit.rule, figures),))


def no_rate(currency: str, account: Account, row: Grant | Security) -> Worked:
    """An amount that cannot be compared with those of the policy: DK526."""
    found = problem("DK526", row.at, currency=currency, day=account.day, subject=account.subject)
    return Worked(amount=None, code="DK526", missing=(f"rates.{currency}",), problems=(found,))


def _score(limit: Limit, account: Account) -> Worked:
    rule = limit.score
    assert rule is not None  # noqa: S101  # the method of the limit
    points = account.read(rule.points)
    story = account.why(rule.points.reads)
    if isinstance(points, Missing):
        return unknown(points, *story)
    said = (*story, Reason("limit-score", rule.rule, (("points", points),)))
    band = Ladder(rule.bands.values()).reached(points)
    if band is None:
        return Worked(amount=ZERO, reasons=(*said, Reason("limit-below-bands", rule.rule)))
    reached = Reason("limit-band", band.rule, (("bound", band.bound.key), ("amount", band.limit)))
    return Worked(amount=band.limit, reasons=(*said, reached))


def _table(limit: Limit, account: Account) -> Worked:
    asked = limit.table
    assert asked is not None  # noqa: S101  # the method of the limit
    wanted: Table[object] = asked
    found = decide(wanted, {name: account.fact(name) for name in _columns(wanted)})
    amount = found.value("limit")
    if found.outcome is not Outcome.GRANTED or not isinstance(amount, Decimal):
        missing = found.missing or (asked.rule.address,)
        return unknown(missing, *found.reasons, code=found.code)
    said = Reason("limit-table", found.reasons[0].rule, (("amount", amount),))
    return Worked(amount=amount, reasons=(*found.reasons, said))


def _columns(asked: Table[object]) -> tuple[str, ...]:
    return tuple(column.name for column in asked.columns)


def _backed(limit: Limit, account: Account) -> Worked:
    rule = limit.backed
    assert rule is not None  # noqa: S101  # the method of the limit
    rows = [row for member in account.members for row in account.securities.of(member) if row.kind in rule.by]
    reasons: list[Reason] = []
    secured: Number = ZERO
    until: date | None = None
    for row in rows:
        figures = (("security", row.number), ("kind", row.kind), ("last", row.last or ""))
        if row.has_ended(account.day):
            reasons.append(Reason("limit-security-ended", rule.rule, figures))
        if not row.holds(account.day):
            continue
        amount = account.convert(row.amount, row.currency, account.day)
        if amount is None:
            return no_rate(row.currency, account, row)
        counted = multiply(amount, row.cover) if rule.cover else amount
        cover = row.cover if rule.cover and row.cover != ONE else ""
        reasons.append(
            Reason("limit-security", rule.rule, (*figures, ("amount", amount), ("cover", cover), ("counted", counted)))
        )
        secured = add(secured, counted)
        until = earliest(until, row.last)
    if secured == 0:
        reasons.append(Reason("limit-not-backed", rule.rule, (("subject", account.subject), ("kinds", rule.by))))
    worked = _shared(account, secured, rule.share, rule.rule, tuple(reasons))
    return Worked(amount=worked.amount, until=until, reasons=worked.reasons, missing=worked.missing, code=worked.code)


def _loads(limit: Limit, account: Account) -> Worked:
    """Load on load: so many unpaid loads; in money their number times the most of one, or no limit."""
    rule = limit.loads
    assert rule is not None  # noqa: S101  # the method of the limit
    if rule.value is None:
        said = Reason("limit-loads", rule.rule, (("open", rule.open),))
        return Worked(amount=None, unlimited=True, open_loads=rule.open, reasons=(said,))
    value = account.read(rule.value)
    if isinstance(value, Missing):
        return unknown(value)
    amount = multiply(Decimal(rule.open), value)
    said = Reason("limit-loads", rule.rule, (("open", rule.open), ("value", value), ("amount", amount)))
    most = value if isinstance(value, Decimal) else None
    return Worked(amount=amount, open_loads=rule.open, most_of_one_load=most, reasons=(said,))


def _unlimited(limit: Limit, account: Account) -> Worked:
    del account
    return Worked(amount=None, unlimited=True, reasons=(Reason("limit-unlimited", limit.rule),))


def _combined(limit: Limit, other: Callable[[str], Worked | None]) -> Worked:
    """Least: without those that have no limit; greatest and sum: no limit where one of them has none."""
    rule = limit.combined
    assert rule is not None  # noqa: S101  # the method of the limit
    named = [(each, other(each)) for each in rule.of]
    found = [(each, worked) for each, worked in named if worked is not None]
    reasons: list[Reason] = []
    for each, worked in named:
        if worked is None:
            reasons.append(Reason("limit-part-left-out", rule.rule, (("limit", each),)))
            continue
        reasons += worked.reasons
        reasons.append(_part(rule.rule, each, worked))
    parts = [worked for _, worked in found]
    problems: tuple[Problem, ...] = tuple(each for part in parts for each in part.problems)
    open_ = next((part for part in parts if not part.is_known), None)
    if open_ is not None:
        return Worked(amount=None, missing=open_.missing, code=open_.code, reasons=tuple(reasons), problems=problems)
    amounts = [part.amount for part in parts if part.amount is not None]
    has_unlimited = any(part.unlimited for part in parts)
    is_unlimited = has_unlimited and (rule.take != "least" or not amounts)
    amount: Number | None = None if is_unlimited else _TAKEN[rule.take](amounts)
    said = Reason(f"limit-{rule.take}", rule.rule, (("amount", "" if amount is None else amount),))
    if is_unlimited:
        said = Reason("limit-combined-unlimited", rule.rule, (("take", rule.take),))
    return Worked(
        amount=amount,
        unlimited=is_unlimited,
        starts=bool(parts) and any(part.starts for part in parts),
        until=earliest(*(part.until for part in parts)),
        review_on=earliest(*(part.review_on for part in parts)),
        granted_on=max((part.granted_on for part in parts if part.granted_on is not None), default=None),
        expired_on=max((part.expired_on for part in parts if part.expired_on is not None), default=None),
        reasons=(*reasons, said),
        problems=problems,
    )


def _part(rule: Rule, limit: str, worked: Worked) -> Reason:
    if worked.unlimited:
        return Reason("limit-part-unlimited", rule, (("limit", limit),))
    if worked.amount is None:
        return Reason("limit-part-unknown", rule, (("limit", limit), ("missing", worked.missing)))
    return Reason("limit-part", rule, (("limit", limit), ("amount", worked.amount)))


def _sum(amounts: list[Number]) -> Number:
    found: Number = ZERO
    for each in amounts:
        found = add(found, each)
    return found


_TAKEN: Mapping[str, Callable[[list[Number]], Number]] = {
    "least": lambda amounts: min(amounts, default=ZERO),
    "greatest": lambda amounts: max(amounts, default=ZERO),
    "sum": _sum,
}

_METHODS: Mapping[str, Callable[[Limit, Account], Worked]] = {
    "rolling": _rolling,
    "fixed": _fixed,
    "granted": _granted,
    "average": _average,
    "score": _score,
    "table": _table,
    "backed": _backed,
    "loads": _loads,
    "unlimited": _unlimited,
}
