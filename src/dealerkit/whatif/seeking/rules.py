"""What a scenario file writes about goals and break-even points, key by key.

goals:
  affordable:
    scenario: growth
    value: rebates.volume-quarter.bands[800000].rate
    values: {from: 0%, to: 5%, step: 0.01%}
    cost: 2_000_000

break_even:
  steeper-margin: {of: steeper, by: margin}
  steeper-volume: {of: steeper, by: volume, growth: {from: 0%, to: 30%, step: 0.5%}}
"""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import AMOUNT_FROM_0, COUNT_FROM_0, KEY, RATE_FROM_0, TEXT, choice
from dealerkit.policy.shapes import Shape, entry, expression, keyed, named, placed, record
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.rebates.sources.registry import ROW
from dealerkit.values.numbers import Number
from dealerkit.whatif.sweeps.values import VALUES, Values

HALVE, EVERY = "halve", "every"
"""How values are looked for: by halving where the cost only rises or falls, or one by one."""

MARGIN, VOLUME = "margin", "volume"
"""By what a scenario pays for itself."""

PROBES = 8
"""So many values between the ends are looked at before halving, unless a goal says otherwise."""

_DEALER = frozenset({"dealer", "contract"})
_VALUES = cast("Shape[Values]", VALUES)
_SHARE = cast("Shape[Number]", RATE_FROM_0)


@frozen(kw_only=True)
class Goal:
    """A total that is to be met by choosing one value."""

    rule: Rule = placed()
    id: str = named()
    title: str | None = entry(TEXT, "the goal's name for people", default=None)
    scenario: str | None = entry(
        KEY, "the scenario that the value is put on; the policy and the book as they are if absent", default=None
    )
    value: str = entry(TEXT, "the address of the value that is looked for, in the policy or in the scenario")
    values: Values = entry(
        _VALUES, "the values it may have, from one to another in steps: the answer is exact on these"
    )
    cost: Decimal | None = entry(AMOUNT_FROM_0, "what all rebates together may cost at most", default=None)
    share_of_sales: Number | None = entry(
        _SHARE, "which share of net sales all rebates together may cost at most", default=None
    )
    search: str = entry(
        choice(HALVE, EVERY),
        "`halve` where the cost only rises or only falls, `every` to look at each value; halve if absent",
        default=HALVE,
    )
    probes: int = entry(
        COUNT_FROM_0,
        "how many values between the ends are looked at first, to see whether the cost turns; 8 if absent",
        default=PROBES,
    )


@frozen(kw_only=True)
class BreakEven:
    """From where on a scenario pays for itself: its contribution after rebate is that of the baseline."""

    rule: Rule = placed()
    id: str = named()
    title: str | None = entry(TEXT, "the question's name for people", default=None)
    of: str = entry(KEY, "the scenario that is to pay for itself")
    by: str = entry(choice(MARGIN, VOLUME), "by the margin on its extra sales, or by more volume under its terms")
    growth: Values | None = entry(
        _VALUES, "by volume: by how much sales may grow, from one share to another in steps", default=None
    )
    where: Expression | None = entry(
        expression(ROW, CONDITION), "by volume: which lines grow; all lines if absent", default=None
    )
    dealers: Expression | None = entry(
        expression(_DEALER, CONDITION), "by volume: whose lines grow; every dealer's if absent", default=None
    )


GOALS = keyed(record(Goal, exactly_one=(("cost", "share_of_sales"),)))
BREAK_EVENS = keyed(record(BreakEven))
