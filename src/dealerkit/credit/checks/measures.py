"""What each kind of check measures: a figure, the bound it is compared with, and whether it fails.

Operators are the policy's: ``above: 100%`` fails beyond the limit, ``at: 100%`` at the limit already. Shares are
compared by multiplying across. What is not known makes a check undetermined only where it matters: an item
without a due day changes nothing for an account that is over the bound without it.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from dealerkit.credit.checks.account import Account
from dealerkit.credit.order import Order
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing
from dealerkit.problems import Arg
from dealerkit.values.numbers import Number

Figure = Decimal | Fraction | int
Args = tuple[tuple[str, Arg], ...]


@frozen
class Measured:
    """What a check found: ``failed`` is None where it cannot be told, and ``missing`` names why."""

    failed: bool | None
    value: Figure | None = None
    bound: Figure | None = None
    args: Args = ()
    missing: tuple[str, ...] = ()


Measure = Callable[[Account, Order], Measured]


@frozen
class Edge:
    """From where on a figure fails: beyond it (``above``), or at it already (``at``)."""

    amount: Number | int | Expression
    inclusive: bool

    def known(self, account: Account, order: Order) -> Number | int | Missing:
        """The bound as a number; an expression is computed on the facts of the account and the order."""
        if not isinstance(self.amount, Expression):
            return self.amount
        found = self.amount.evaluate(account.facts(order))
        return found if isinstance(found, Missing | Decimal | Fraction | int) else Missing((self.amount.text,))

    def is_passed_by(self, figure: Figure, bound: Figure) -> bool:
        """Whether a figure fails."""
        return figure >= bound if self.inclusive else figure > bound

    def word(self, bound: Figure) -> tuple[str, Arg]:
        """The bound as an argument of a reason, by its operator."""
        return ("at" if self.inclusive else "above"), bound


def edge_of(above: Number | int | Expression | None, at: Number | int | Expression | None) -> Edge:
    """The one of the two that is written."""
    return Edge(above, inclusive=False) if above is not None else Edge(at if at is not None else 0, inclusive=True)


def unknown(missing: Missing | tuple[str, ...], args: Args = ()) -> Measured:
    """What cannot be told, and why."""
    return Measured(None, args=args, missing=missing.facts if isinstance(missing, Missing) else missing)


AMOUNT_MISSING = ("order.amount",)
"""What is missing where nobody said how much is ordered."""
