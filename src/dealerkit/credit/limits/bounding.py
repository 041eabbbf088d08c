"""What follows the method, always in this order: opening, minimum, maximum, temporary increases, step.

The order is fixed: an opening limit is bounded like any other, an increase that somebody signed may go beyond
the maximum, and what is rounded is the figure that holds. Amounts are rounded down, to the step or else to
the cent; nothing before is rounded.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache

from attrs import evolve

from dealerkit.credit.limits.asking import Account, Worked, earliest, unknown
from dealerkit.credit.limits.granted import OPENING, TEMPORARY, Grant, overlapping
from dealerkit.credit.limits.limit import Limit, Opening
from dealerkit.credit.limits.methods import no_rate
from dealerkit.decisions import Reason
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing
from dealerkit.problems import Problem, Severity, problem
from dealerkit.values.exact import ZERO, Number, add, multiply, subtract
from dealerkit.values.rounding import CENT, Mode, Rounding

Step = Callable[[Limit, Account, Worked], Worked]


def bounded(limit: Limit, account: Account, worked: Worked) -> Worked:
    """A method's limit after all steps but temporary increases: what another limit combines."""
    return _after(BOUNDS, limit, account, worked)


def finished(limit: Limit, account: Account, worked: Worked) -> Worked:
    """A method's limit after all steps."""
    return _after(STEPS, limit, account, worked)


def _after(steps: tuple[Step, ...], limit: Limit, account: Account, worked: Worked) -> Worked:
    for step in steps:
        if worked.amount is None:
            return worked
        worked = step(limit, account, worked)
    return worked


def _opening(limit: Limit, account: Account, worked: Worked) -> Worked:
    """What a customer has who is without history, or had his first invoice a short while ago."""
    rule, amount = limit.opening, worked.amount
    if rule is None or amount is None:
        return worked
    last: date | None = None
    begun = account.first_day
    if not worked.starts:
        found = None if rule.within is None or begun is None else account.after(rule.within, begun)
        if isinstance(found, Problem):
            return evolve(worked, amount=None, code=found.code, problems=(*worked.problems, found))
        if found is None or found < account.day:
            return worked
        last = found
    opening = _opening_amount(limit, rule, account)
    if not opening.is_known:
        return evolve(opening, reasons=(*worked.reasons, *opening.reasons))
    if opening.amount is None or (opening.amount <= amount and not worked.starts):
        return evolve(worked, starts=False)
    if opening.cash_first:
        said = Reason("limit-opening-cash", rule.rule)
        is_nothing = amount == 0
        return evolve(
            worked,
            starts=False,
            cash_first=is_nothing,
            reasons=(*worked.reasons, said) if is_nothing else worked.reasons,
        )
    figures = (("amount", opening.amount), ("last", last or ""))
    return evolve(
        worked,
        starts=False,
        amount=max(amount, opening.amount),
        until=earliest(worked.until, last, opening.until),
        reasons=(*worked.reasons, Reason("limit-opening", rule.rule, figures)),
    )


def _opening_amount(limit: Limit, rule: Opening, account: Account) -> Worked:
    """The customer's own opening row where the table has one, else what the policy says."""
    rows = [each for each in account.grants.of(limit, account.subject, OPENING) if each.holds(account.day)]
    if len(rows) > 1:
        return Worked(amount=None, code="DK525", problems=(overlapping(rows[0], rows[1]),))
    if rows and rows[0].amount is not None:
        amount = account.convert(rows[0].amount, rows[0].currency, account.day)
        return (
            no_rate(rows[0].currency, account, rows[0]) if amount is None else Worked(amount=amount, until=rows[0].last)
        )
    if rule.cash_first or rule.limit is None:
        return Worked(amount=ZERO, cash_first=True)
    written = account.read(rule.limit)
    return unknown(written) if isinstance(written, Missing) else Worked(amount=written)


def _from_zero(limit: Limit, account: Account, worked: Worked) -> Worked:
    """No method gives less than nothing."""
    del account
    if worked.amount is None or worked.amount >= 0:
        return worked
    said = Reason("limit-below-zero", limit.rule, (("amount", worked.amount),))
    return evolve(worked, amount=ZERO, reasons=(*worked.reasons, said))


def _minimum(limit: Limit, account: Account, worked: Worked) -> Worked:
    """Nothing is raised for who pays cash first."""
    if limit.minimum is None or worked.cash_first:
        return worked
    return _bound(limit, account, worked, limit.minimum, "limit-minimum")


def _maximum(limit: Limit, account: Account, worked: Worked) -> Worked:
    return worked if limit.maximum is None else _bound(limit, account, worked, limit.maximum, "limit-maximum")


def _bound(limit: Limit, account: Account, worked: Worked, written: Decimal | Expression, step: str) -> Worked:
    bound, amount = account.read(written), worked.amount
    if isinstance(bound, Missing):
        return evolve(unknown(bound), reasons=worked.reasons, problems=worked.problems)
    if amount is None or (amount >= bound if step == "limit-minimum" else amount <= bound):
        return worked
    return evolve(
        worked, amount=bound, reasons=(*worked.reasons, Reason(step, limit.rule, (("amount", bound), ("was", amount))))
    )


def _temporary(limit: Limit, account: Account, worked: Worked) -> Worked:
    """Increases that hold on the day; those that may not count are told of."""
    amount = worked.amount
    rows = [each for each in account.grants.of(limit, account.subject, TEMPORARY) if each.holds(account.day)]
    if amount is None or not rows:
        return worked
    sound: list[tuple[Grant, Decimal]] = []
    for row in rows:
        refused = _refused(limit, account, row)
        if refused is not None:
            said = Reason("limit-increase-refused", limit.rule, (("by", row.by), ("last", row.last or "")))
            worked = evolve(worked, problems=(*worked.problems, refused), reasons=(*worked.reasons, said))
            continue
        given = account.convert(row.amount or ZERO, row.currency, account.day)
        if given is None:
            open_ = no_rate(row.currency, account, row)
            return evolve(open_, reasons=worked.reasons, problems=(*worked.problems, *open_.problems))
        sound.append((row, given))
    return _increased(limit, worked, amount, sound)


def _increased(limit: Limit, worked: Worked, amount: Number, rows: list[tuple[Grant, Decimal]]) -> Worked:
    rule = limit.temporary
    if rule is None or not rows:
        return worked
    reasons = [
        Reason(f"limit-increase-{rule.way}", rule.rule, (("amount", given), ("by", row.by), ("last", row.last or "")))
        for row, given in rows
    ]
    more: Number = ZERO
    for _, given in rows:
        more = add(more, given) if rule.way == "add" else max(more, subtract(given, amount))
    if rule.most is not None and more > (most := multiply(amount, rule.most)):
        reasons.append(Reason("limit-increase-most", rule.rule, (("share", rule.most), ("amount", most))))
        more = most
    return evolve(
        worked,
        amount=add(amount, more),
        temporary=more,
        cash_first=worked.cash_first and more == 0,
        until=earliest(worked.until, *(row.last for row, _ in rows)),
        reasons=(*worked.reasons, *reasons),
    )


def _refused(limit: Limit, account: Account, row: Grant) -> Problem | None:
    """Why an increase does not count: DK528, with which of its conditions is not met."""
    rule, why = limit.temporary, ""
    longest: Decimal | str | date = ""
    if rule is None:
        why = "no rule"
    elif row.last is None:
        why = "no end"
    elif row.amount is None:
        why = "no amount"
    elif rule.longest is not None:
        if row.first is None:
            why = "no beginning"
        else:
            found = account.after(rule.longest, row.first)
            if isinstance(found, Problem):
                return found
            if row.last > found:
                why, longest = "too long", found
    if not why:
        return None
    return problem(
        "DK528",
        row.at,
        address=limit.rule.address,
        severity=Severity.WARNING,
        subject=row.subject,
        limit=limit.id,
        why=why,
        last=longest,
    )


def _rounded(limit: Limit, account: Account, worked: Worked) -> Worked:
    del account
    amount = worked.amount
    if amount is None:
        return worked
    step = limit.step or CENT
    rounded = _down_to(step).apply(amount)
    if rounded == amount:
        # The figure itself does not change; cents are written as cents, and not 360,000.000.
        return worked if isinstance(amount, Decimal) and _is_in_cents(amount) else evolve(worked, amount=rounded)
    said = Reason("limit-step", limit.rule, (("step", step), ("amount", rounded)))
    return evolve(worked, amount=rounded, reasons=(*worked.reasons, said))


def _is_in_cents(amount: Decimal) -> bool:
    exponent = amount.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= _CENTS


@cache
def _down_to(step: Decimal) -> Rounding:
    return Rounding(step, Mode.FLOOR)


_CENTS = -2
"""The exponent of an amount in cents."""

BOUNDS: tuple[Step, ...] = (_from_zero, _opening, _minimum, _maximum, _rounded)
STEPS: tuple[Step, ...] = (_from_zero, _opening, _minimum, _maximum, _temporary, _rounded)
"""The steps in their order."""
