"""Whether what is earned can be used up before it expires, at the pace of buying at which it was earned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from dealerkit.policy.policy import Policy
from dealerkit.problems import Arg, Location, Problem, Related, Severity, problem
from dealerkit.rebates.cliffs import days_of, engine_of, is_of_money
from dealerkit.rebates.due import due_day, usable_until
from dealerkit.rebates.marginal import margins
from dealerkit.rebates.offset.limit import SECTION, OffsetLimit
from dealerkit.rebates.programme import Programme, programmes_of
from dealerkit.rebates.windows import Window, timing
from dealerkit.values.durations import Duration
from dealerkit.values.numbers import Number, divide, multiply

WINDOWS = 12
"""How many periods are tried."""


def check_using_up(policy: Policy) -> Iterator[Problem]:
    """What can be known of using rebate up before anybody orders, all of it warnings.

    DK183 at the pace at which it was earned it cannot be used before it expires; DK184 it may expire before it is
    paid.
    """
    limit = policy.sections.get(SECTION)
    for programme in programmes_of(policy).values():
        yield from _expires_unpaid(programme, policy)
        if isinstance(limit, OffsetLimit):
            yield from _too_slow(programme, policy, limit)


def _windows(programme: Programme, policy: Policy) -> Iterator[Window]:
    """The first periods of the programme, each as it stands when it is over."""
    effective = programme.effective or policy.header.effective
    found = timing(programme, policy.header.effective, ())
    start = effective.start
    if found is None or start is None:
        return
    last = effective.end or start + timedelta(days=800)
    for number, window in enumerate(found.windows(last, start)):
        if number == WINDOWS:
            return
        yield window


def _expires_unpaid(programme: Programme, policy: Policy) -> Iterator[Problem]:
    """DK184: both days count from the period's end, so that they can be compared before any settlement."""
    settle = programme.settle
    if settle.expires is None or settle.due is None or settle.expires.after != "period-end":
        return
    if settle.due.after != "period-end":
        return
    for window in _windows(programme, policy):
        due = due_day(settle, window, window.last, policy.calendar())
        until = usable_until(settle.expires.within, window.last)
        if isinstance(due, date) and until is not None and until <= due:
            related = (Related("due", settle.due.rule.at),)
            rule = settle.expires.rule
            yield problem(
                "DK184",
                rule.at,
                address=rule.address,
                severity=Severity.WARNING,
                related=related,
                period=window.label,
                due=due,
                until=until,
            )
            return


def _too_slow(programme: Programme, policy: Policy, limit: OffsetLimit) -> Iterator[Problem]:
    """DK183: orders as large as those that earned it would take longer than the credit lives."""
    if programme.settle.payout not in limit.payouts or programme.id in limit.except_:
        return
    expires = _expires(programme, limit)
    window = next(_windows(programme, policy), None)
    if expires is None or window is None or not _has_a_pace(programme, policy):
        return
    within, at, address = expires
    until = usable_until(within, window.last)
    if until is None:
        return
    days, of = (until - window.last).days, (window.last - window.first).days + 1
    for day in days_of(policy, programme):
        parameters = policy.parameters_at(day or window.last)
        share = limit.share_at(parameters)
        engine = engine_of(programme, policy.header.rounding, parameters)
        if engine.baseline is not None or not isinstance(share, (Decimal, Fraction)) or share <= 0:
            return
        worst: tuple[Number, Number, Number] | None = None
        for margin in margins(programme, parameters, ()):
            earned = engine.at(margin.bound)
            if earned is None or not earned:
                continue
            orders, pace = divide(earned, share), multiply(margin.bound, Fraction(days, of))
            if orders > pace and (worst is None or divide(orders, margin.bound) > divide(worst[2], worst[0])):
                worst = (margin.bound, earned, orders)
        if worst is not None:
            base, earned, orders = worst
            args: dict[str, Arg] = {
                "programme": programme.id,
                "base": base,
                "earned": earned,
                "share": share,
                "orders": orders,
                "pace": multiply(base, Fraction(days, of)),
                "days": days,
                "of": of,
            }
            yield Problem("DK183", at, tuple(args.items()), address, Severity.WARNING)
            return


def _expires(programme: Programme, limit: OffsetLimit) -> tuple[Duration, Location, str] | None:
    """How long the credit lives, and where that is said: by the programme, else by the offset limit."""
    own = programme.settle.expires
    if own is not None:
        return own.within, own.rule.at, own.rule.address
    general = limit.expires
    return None if general is None else (general.within, programme.rule.at, programme.rule.address)


def _has_a_pace(programme: Programme, policy: Policy) -> bool:
    """Whether the base is everything that the payee spends on orders, so that it tells how fast he buys."""
    base = programme.qualifying
    return (
        base.source == "lines"
        and base.where is None
        and programme.accumulate is None
        and is_of_money(programme, policy)
    )
