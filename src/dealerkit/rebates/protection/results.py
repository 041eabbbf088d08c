"""What is asked of price protection, and what is answered: a case, and a decision with the fate of every unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from attrs import field, frozen

from dealerkit.decisions import Decision
from dealerkit.problems import Problem
from dealerkit.rebates.granting.credits import Due
from dealerkit.rebates.promises.promise import Promise
from dealerkit.rebates.promises.ruling import Ruling
from dealerkit.rebates.protection.claims import Claim, ClaimRow
from dealerkit.rebates.protection.lots import Lot
from dealerkit.rebates.protection.prices import Cut
from dealerkit.rebates.protection.scheme import Protection
from dealerkit.rebates.protection.stock import Stock
from dealerkit.rebates.protection.units import CREDITED, REFUSED, Fate, Part, money, units
from dealerkit.rebates.terms.conditions import Facts
from dealerkit.values.numbers import ZERO
from dealerkit.values.rounding import CENTS, Rounding
from dealerkit.values.workdays import WorkCalendar


@frozen(eq=False)
class Case:
    """What is known of one dealer, one product and one cut.

    ``lots`` are the purchases before the cut less returns; ``facts`` those of product, dealer and
    contract on the day of the cut, with the parameters; ``credited`` what earlier cuts gave the dealer
    under the scheme; ``fates`` what is known of claimed serial numbers that are not among the lots.
    ``rulings`` say by number which promises stand, where the policy rules on them; ``returned`` is what
    was sent back since the cut at more than the new price; ``tax_rate`` the product's.
    """

    dealer: str
    cut: Cut
    stock: Stock
    lots: Sequence[Lot] = ()
    claims: Sequence[ClaimRow] = ()
    promises: Sequence[Promise] = ()
    facts: Facts = field(factory=dict)
    credited: Decimal = ZERO
    fates: Mapping[str, Fate] = field(factory=dict)
    rulings: Mapping[str, Ruling] = field(factory=dict)
    returned: Decimal = ZERO
    tax_rate: Decimal | None = None
    calendar: WorkCalendar | None = None
    rounding: Rounding = CENTS


@frozen(eq=False)
class Protected:
    """A decision with the fate of every unit. ``claim`` is what was claimed in time, ``due`` what is posted for it."""

    scheme: Protection
    case: Case
    decision: Decision
    parts: tuple[Part, ...] = ()
    claim: Claim | None = None
    problems: tuple[Problem, ...] = ()
    due: Due | None = None

    @property
    def credit(self) -> Decimal | None:
        """What is credited; None when undetermined."""
        return self.decision.amount

    @property
    def credited_units(self) -> Decimal:
        """How many units are protected."""
        return units(self.parts, CREDITED)

    @property
    def refused_units(self) -> Decimal:
        """How many units are refused, those claimed beyond the stock included."""
        return units(self.parts, REFUSED)

    @property
    def refused_amount(self) -> Decimal:
        """What the refused units lost."""
        return money(self.parts, REFUSED)
