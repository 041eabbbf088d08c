"""Customer lifetime value: what a customer's future margins are worth today.

With a margin ``m`` a period, a retention rate ``r`` and a discount rate ``d`` a period, the margin of each coming
period is earned if the customer is still there, and discounted:

* endless: m × r ÷ (1 + d - r), the sum of m × (r ÷ (1 + d))^t over t = 1, 2, 3 …
* over n periods: the same sum up to t = n.

Source: S. Gupta and D. R. Lehmann, "Customers as Assets", Journal of Interactive Marketing 17 (2003), 9-24. The margin
of the present period is not counted. Retention and discount are of the same period as the margin.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from attrs import frozen

from dealerkit.decisions import Reason, Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import INTEGER, KEY, RATE_FROM_0, SHARE, ScalarShape
from dealerkit.policy.shapes import Keyed, entry, expression, record, ruled, value
from dealerkit.policy.types import MONEY, NUMBER, Missing, Type
from dealerkit.policy.types import SHARE as SHARE_TYPE
from dealerkit.problems import Arg
from dealerkit.scoring.classes.banding import BELOW_DOC, CLASS_BANDS, Banding, ClassBand
from dealerkit.scoring.classes.members import SCOPE, Member, Placed, Use, number_of
from dealerkit.values.exact import Number, as_fraction, simplest

ENDLESS, LONGEST = 0, 100
"""No last period; the most periods that are summed one by one."""

NEVER_ENDS = "DK720"


def _horizon(text: str) -> int | None:
    if text == "endless":
        return ENDLESS
    found = INTEGER.reader(text)
    return found if found is not None and 1 <= found <= LONGEST else None


_PERIODS = ScalarShape[int](
    "whole number",
    _horizon,
    INTEGER.diagnose,
    {"anyOf": [{"enum": ["endless"]}, {"type": "integer", "minimum": 1, "maximum": LONGEST}]},
)


def lifetime_value(margin: Number, retention: Number, discount: Number, periods: int) -> Number | None:
    """What the coming periods are worth; None where an endless sum grows beyond all bounds (r = 1 and d = 0)."""
    kept = as_fraction(retention) / (1 + as_fraction(discount))
    if kept == 1:
        return None if periods == ENDLESS else simplest(as_fraction(margin) * periods)
    endless = kept / (1 - kept)
    factor: Fraction = endless if periods == ENDLESS else endless * (1 - kept**periods)
    return simplest(as_fraction(margin) * factor)


@frozen(kw_only=True)
class ByLifetime:
    """Classes by customer lifetime value: margin × retention ÷ (1 + discount − retention), endless or over periods."""

    adds_up: ClassVar[str] = "value"
    rule: Rule = ruled()
    margin: Expression = entry(expression(SCOPE, NUMBER), "the margin a period, as in figure.margin")
    retention: Number | Expression = entry(  # type: ignore[assignment]  # mypy joins the union
        value(SHARE, SCOPE, SHARE_TYPE),
        "the share of customers who are still there after a period: `80%`, or `=` and an expression",
    )
    discount: Number | Expression = entry(  # type: ignore[assignment]  # mypy joins the union
        value(RATE_FROM_0, SCOPE, SHARE_TYPE), "the discount rate a period: `10%`, or `=` and an expression"
    )
    periods: int = entry(_PERIODS, "over how many coming periods: a whole number up to 100, or `endless`")
    bands: Keyed[ClassBand] = entry(CLASS_BANDS, "from which value on which class")
    below: str = entry(KEY, BELOW_DOC)

    @property
    def figures(self) -> Mapping[str, Type]:
        """The value, and what it is made of."""
        return {"value": MONEY, "margin": MONEY, "retention": SHARE_TYPE, "discount": SHARE_TYPE}

    @property
    def banding(self) -> Banding:
        """The bands, ready."""
        return Banding.of(self.rule, self.bands, self.below)

    def uses(self) -> Iterator[Use]:
        """The class of each band, and the one below."""
        return self.banding.uses()

    def place(self, members: Sequence[Member]) -> Mapping[str, Placed]:
        """Every member's class."""
        banding = self.banding
        return {each.key: self._placed(each, banding) for each in members}

    def _placed(self, member: Member, banding: Banding) -> Placed:
        parts = [_given(each, member) for each in (self.margin, self.retention, self.discount)]
        lacking = tuple(fact for each in parts if isinstance(each, Missing) for fact in each.facts)
        if lacking:
            return Placed(member.key, missing=lacking)
        margin, retention, discount = (each for each in parts if not isinstance(each, Missing))
        made_of: tuple[tuple[str, Arg], ...] = (("margin", margin), ("retention", retention), ("discount", discount))
        if not 0 <= retention <= 1 or discount < 0:
            return Placed(member.key, values=made_of, missing=("retention",), code=NEVER_ENDS)
        worth = lifetime_value(margin, retention, discount, self.periods)
        if worth is None:
            return Placed(member.key, values=made_of, missing=("periods",), code=NEVER_ENDS)
        told = (("value", worth), *made_of)
        step = "class-lifetime" if self.periods == ENDLESS else "class-lifetime-periods"
        reasons = (Reason(step, self.rule, (*told, ("periods", self.periods))),)
        return banding.placed(member.key, worth, told, reasons)


def _given(part: Number | Expression, member: Member) -> Number | Missing:
    return part if isinstance(part, Decimal | Fraction) else number_of(part, member.facts)


BY_LIFETIME = record(ByLifetime)
