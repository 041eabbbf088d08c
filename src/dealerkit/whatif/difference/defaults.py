"""What is meant where nothing is written: defaults that stand in no class, but follow from another place.

Most defaults are values of the classes that are compared, and need no word here. These are the others, as the keys'
own descriptions state them; where one is written out, nothing has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from dealerkit.policy.header import CalendarRule, Header, RoundingRule
from dealerkit.policy.policy import Policy
from dealerkit.rebates.programme import Programme

_CENTS = RoundingRule(to=Decimal("0.01"))


def meant(policy: Policy, owner: object, key: str, value: object) -> object:
    """What the value under a key means: itself, or what the key's description says is meant without one."""
    if value is not None:
        return value
    found = _MEANT.get((type(owner), key))
    return None if found is None else found(policy, owner)


def _of_the_policy(policy: Policy, programme: object) -> object:
    del programme
    return policy.header.effective


def _rounding(policy: Policy, programme: object) -> object:
    if isinstance(programme, Programme) and programme.goods is not None:
        return None  # goods have a rounding of their own
    return policy.header.rounding or _CENTS


_MEANT: Mapping[tuple[type, str], Callable[[Policy, object], object]] = {
    (Header, "rounding"): lambda _policy, _owner: _CENTS,
    (CalendarRule, "country"): lambda _policy, owner: getattr(owner, "id", None),
    (Programme, "effective"): _of_the_policy,
    (Programme, "paying"): lambda _policy, owner: getattr(owner, "qualifying", None),
    (Programme, "rounding"): _rounding,
}
