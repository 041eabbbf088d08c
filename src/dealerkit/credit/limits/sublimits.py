"""Limits within a limit: for some components of the exposure, or for what stands under some contracts."""

from __future__ import annotations

from decimal import Decimal

from dealerkit.credit.limits.asking import Account
from dealerkit.credit.limits.limit import Sublimit
from dealerkit.credit.results import LimitFound, SublimitFound
from dealerkit.decisions import Reason
from dealerkit.measures.masters import Masters
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.values.exact import EXACT, ZERO, multiply, total_of_decimals
from dealerkit.values.rounding import CENT, Mode, Rounding

_DOWN = Rounding(CENT, Mode.FLOOR)


def sublimit_found(
    sublimit: Sublimit, limit: LimitFound, account: Account, policy: Policy, masters: Masters
) -> SublimitFound:
    """What a sublimit comes to on a day, and what counts against it.

    A document counts where its contract does; one without a contract, where the contracts of the customer that
    are in force agree. What cannot be told leaves ``used`` and ``headroom`` open.
    """
    amount, missing, reasons = _amount(sublimit, limit, account)
    used, unseen = _used(sublimit, account, policy, masters)
    if used is not None:
        reasons = (*reasons, Reason("sublimit-used", sublimit.rule, (("amount", used),)))
    headroom = None if used is None or amount is None else EXACT.subtract(amount, used)
    return SublimitFound(
        id=sublimit.id,
        rule=sublimit.rule,
        amount=amount,
        used=used,
        headroom=headroom,
        unlimited=amount is None and not missing and limit.unlimited,
        reasons=reasons,
        missing=(*missing, *unseen),
    )


def _amount(
    sublimit: Sublimit, limit: LimitFound, account: Account
) -> tuple[Decimal | None, tuple[str, ...], tuple[Reason, ...]]:
    rule = sublimit.rule
    if sublimit.limit is not None:
        stated = account.read(sublimit.limit)
        if isinstance(stated, Missing):
            return None, stated.facts, ()
        amount = _DOWN.apply(max(stated, ZERO))
        return amount, (), (Reason("sublimit-amount", rule, (("amount", amount),)),)
    share = account.read(sublimit.share if sublimit.share is not None else ZERO)
    if isinstance(share, Missing):
        return None, share.facts, ()
    if limit.amount is None:
        return None, limit.missing, (Reason("limit-unlimited", rule),) if limit.unlimited else ()
    amount = _DOWN.apply(multiply(limit.amount, share))
    return amount, (), (Reason("sublimit-share", rule, (("share", share), ("amount", amount))),)


def _used(
    sublimit: Sublimit, account: Account, policy: Policy, masters: Masters
) -> tuple[Decimal | None, tuple[str, ...]]:
    where, day = sublimit.where, account.day
    position = account.positions[0]
    known: dict[str, bool] = {}
    missing: list[str] = []
    parameters = policy.parameters_at(day)

    def takes(contract: str) -> bool:
        if where is None:
            return True
        if contract not in known:
            facts: dict[str, Value | Missing] = dict(parameters)
            for name in where.reads:
                facts[name] = (
                    masters.contract(name, contract, day)
                    if contract
                    else masters.contract_of_dealer(name, account.subject, day)
                )
            found = where.evaluate(facts)
            if isinstance(found, Missing):
                missing.extend(found.facts)
            known[contract] = found is True
        return known[contract]

    under = position.under(takes)
    if missing:
        return None, tuple(dict.fromkeys(missing))
    return total_of_decimals(getattr(under, name) for name in sublimit.components), ()
