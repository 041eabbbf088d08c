"""The ``always:`` section, key by key: what must hold of rebates whatever is sold, and whoever buys.

always:
  affordable: {at_most: 8%, of: base}                       # all programmes of the policy together
  no-cliff:   {programmes: volume-quarter, next: 10_000, at_most: 30%}
  monotone:   {more_sales: never-less}
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.facts import PAYEE
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import AMOUNT_FROM_0, INTEGER, KEY, RATE_FROM_0, STEP, TEXT, choice
from dealerkit.policy.shapes import Shape, entry, expression, keyed, listing, named, record, ruled, value
from dealerkit.policy.types import BOOLEAN, MONEY, NUMBER
from dealerkit.rebates.clauses import Figure
from dealerkit.values.numbers import ZERO, Number

SECTION = "always"
WARN, NOTE = "warn", "note"

_BOUND = cast("Shape[Figure]", value(RATE_FROM_0, PAYEE, NUMBER))
_PRICE = cast("Shape[Figure]", value(AMOUNT_FROM_0, PAYEE, MONEY))


@frozen(kw_only=True)
class Invariant:
    """One promise about what programmes pay."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the promise in words", default=None)
    programmes: tuple[str, ...] = entry(
        listing(KEY), "the programmes it is about, all added up; every one of the policy if absent", default=()
    )
    when: Expression | None = entry(
        expression(PAYEE, BOOLEAN), "for which payees and periods it must hold; for all if absent", default=None
    )
    at_most: Figure | None = entry(
        _BOUND, "the most that is paid: money of a period, or with `of` or `next` a share of them", default=None
    )
    of: str | None = entry(
        choice("base"), "the most is a share of the base that is paid on, each sale counted once", default=None
    )
    unit_price: Figure | None = entry(
        _PRICE,
        "with `of: base`: the least that a counted unit is sold for; what is paid for units is then a share of money",
        default=None,
    )
    apart: tuple[str, ...] = entry(
        listing(KEY),
        "with `of: base`: places of a tree, as product groups, that no row lies in two of; else none is known to be",
        default=(),
    )
    next: Number | None = entry(
        AMOUNT_FROM_0, "the most is a share of so much more base: what the next sales earn", default=None
    )
    at_least: Figure | None = entry(_BOUND, "the least that is paid for a period", default=None)
    more_sales: str | None = entry(choice("never-less"), "a larger base never earns less", default=None)
    tolerance: Number = entry(
        AMOUNT_FROM_0, "by how much rounding may break it: amounts are rounded, bounds are not", default=ZERO
    )
    step: Number | None = entry(
        STEP, "bases are whole multiples of it; 1 where units are counted, else 0.01, if absent", default=None
    )
    tries: int = entry(INTEGER, "how many cases are tried where nothing can be proved", default=2_000)
    not_proved: str = entry(
        choice(WARN, NOTE), "what `check` makes of a promise that is neither proved nor broken", default=WARN
    )

    @property
    def never_decides(self) -> bool:
        """Promises decide no amount: no test case needs to reach one."""
        return True

    @property
    def kind(self) -> str:
        """What is promised: ``share``, ``next``, ``most``, ``least`` or ``more``."""
        if self.more_sales is not None:
            return "more"
        if self.at_least is not None:
            return "least"
        return "share" if self.of is not None else "next" if self.next is not None else "most"

    @property
    def is_upper(self) -> bool:
        """Whether it bounds what is paid from above, in money or as a share."""
        return self.kind in {"share", "most"}

    @property
    def bound(self) -> Figure:
        """The figure it is compared with; zero where more sales are compared with fewer."""
        bound = self.at_least if self.at_most is None else self.at_most
        return ZERO if bound is None else bound


ALWAYS = keyed(
    record(
        Invariant,
        exactly_one=(("at_most", "at_least", "more_sales"),),
        not_together=(
            ("of", "next"),
            ("of", "at_least"),
            ("of", "more_sales"),
            ("next", "at_least"),
            ("next", "more_sales"),
            ("tolerance", "more_sales"),
            *((key, other) for key in ("unit_price", "apart") for other in ("next", "at_least", "more_sales")),
        ),
    )
)
"""The shape of the whole ``always:`` section."""


def invariants_of(policy: Policy) -> Mapping[str, Invariant]:
    """The invariants of a policy, none where it has no such section."""
    section = policy.sections.get(SECTION)
    if not isinstance(section, Mapping):
        return {}
    return {str(id): each for id, each in section.items() if isinstance(each, Invariant)}
