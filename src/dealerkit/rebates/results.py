"""What a settlement says: a row for each account, totals by programme, postings proposed, findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby

from attrs import field, frozen

from dealerkit.book import FirstRejects
from dealerkit.measures.cells import LineCount
from dealerkit.problems import Problem
from dealerkit.rebates.joint.costs import OverrideCost
from dealerkit.rebates.ledger import Account, Posting
from dealerkit.rebates.negatives import Movement
from dealerkit.rebates.partner import PartnerFigure
from dealerkit.rebates.tax import TaxPart
from dealerkit.rebates.terms import Entitlement
from dealerkit.rebates.windows import Window
from dealerkit.values.exact import ZERO, Number, total_of_decimals

STILL = Movement()
"""Nothing moves."""


@frozen
class Row:
    """One programme, payee and period: what was earned, paid, and is left, without tax.

    ``entitlement`` is what was earned through ``window.through``, None when undetermined.
    ``payable`` is entitlement less settled, 0 while the period runs; ``movement`` is what the negative
    rule makes of it. ``tax`` is the tax on what is posted, and ``taxes`` the same by tax rate. ``corrected``
    is the part of the entitlement that was added by hand, ``partner`` what the payee reckons himself. Where
    ``goods`` names a product, all amounts are units of it, and there is no tax.
    """

    account: Account
    title: str
    payee_name: str
    window: Window
    decided: Entitlement
    settled: Decimal
    payable: Decimal | None
    movement: Movement = STILL
    tax: Decimal = ZERO
    due: date | None = None
    expires: date | None = None
    payout: str = ""
    taxes: tuple[TaxPart, ...] = ()
    corrected: Decimal = ZERO
    partner: PartnerFigure | None = None
    goods: str = ""

    @property
    def difference(self) -> Decimal | None:
        """By how much the payee's own figure is above ours; None where there is none, or ours cannot be told."""
        if self.partner is None or self.entitlement is None:
            return None
        return self.partner.beyond(self.entitlement)

    @property
    def programme(self) -> str:
        """The programme's id."""
        return self.account.programme

    @property
    def payee(self) -> str:
        """The payee's code."""
        return self.account.payee

    @property
    def entitlement(self) -> Decimal | None:
        """What was earned; None when undetermined."""
        return self.decided.amount

    @property
    def qualifying(self) -> Number:
        """The base that reaches a band."""
        return self.decided.qualifying


@frozen
class Total:
    """The sums of one programme's rows, without tax; undetermined rows are counted apart.

    Where ``goods`` names a product, they are units of it and no money.
    """

    programme: str
    title: str
    entitlement: Decimal
    settled: Decimal
    payable: Decimal
    posted: Decimal
    carried: Decimal
    given_up: Decimal
    undetermined: int
    goods: str = ""


@frozen(eq=False)
class Settlement:
    """What a run found and proposes.

    ``rejects`` are the lines that only the programmes found unusable; those of the reading are the book's.
    ``without_ledger``: the book has no table ``postings``, so everything earned looks unpaid.
    ``without_tax``: no line says a tax rate, so net and gross are the same. ``overrides`` tells for each row of a
    former dealer what it rests on, and what his successors are paid beside. ``sources`` counts the rows of other
    bases than lines.
    """

    policy: str
    revision: str
    currency: str
    as_of: date
    known_at: date | None
    rows: tuple[Row, ...]
    proposals: tuple[Posting, ...]
    problems: tuple[Problem, ...]
    lines: LineCount
    rejects: FirstRejects = field(repr=False)
    without_ledger: bool
    without_tax: bool
    overrides: tuple[OverrideCost, ...] = ()
    sources: Mapping[str, LineCount] = field(factory=dict)

    @property
    def totals(self) -> tuple[Total, ...]:
        """One total a programme, in the order of the rows."""
        grouped = groupby(self.rows, key=lambda row: (row.programme, row.title))
        return tuple(_total(programme, title, tuple(rows)) for (programme, title), rows in grouped)

    @property
    def paid_out(self) -> Decimal:
        """What the proposals come to, with tax."""
        return total_of_decimals(each.gross for each in self.proposals)


def _total(programme: str, title: str, rows: tuple[Row, ...]) -> Total:
    def added(figure: Callable[[Row], Decimal | None]) -> Decimal:
        return total_of_decimals(amount for row in rows if (amount := figure(row)) is not None)

    return Total(
        programme,
        title,
        added(lambda row: row.entitlement),
        added(lambda row: row.settled),
        added(lambda row: row.payable),
        added(lambda row: row.movement.posted),
        added(lambda row: row.movement.carried),
        added(lambda row: row.movement.given_up),
        Counter(row.entitlement is None for row in rows)[True],
        rows[0].goods,
    )
