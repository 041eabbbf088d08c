"""The tax of what is posted: what brings an account's tax to what its entitlement asks, and its parts by rate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from attrs import frozen

from dealerkit.rebates.joint.deciding import Deciding
from dealerkit.rebates.joint.gathering import gathers
from dealerkit.rebates.ledger import Account, Settled
from dealerkit.rebates.negatives import Movement
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.standing import Standing
from dealerkit.rebates.takes import paying
from dealerkit.rebates.tax import TaxPart, tax_on, tax_parts, taxes_set_off
from dealerkit.rebates.terms import Entitlement
from dealerkit.rebates.windows import Window
from dealerkit.values.exact import EXACT, ZERO, Number
from dealerkit.values.rounding import Rounding


class Reckoned(NamedTuple):
    """A row before the negative rule: what one account has earned, had, and is still owed."""

    account: Account
    window: Window
    decided: Entitlement
    history: Settled
    settled: Decimal
    payable: Decimal | None


class Taxed(NamedTuple):
    """The tax of one posting, and its parts by rate."""

    tax: Decimal = ZERO
    parts: tuple[TaxPart, ...] = ()


UNTAXED = Taxed()

_Bases = Mapping[Decimal | None, Number]


@frozen(eq=False)
class Taxing:
    """Taxes the postings of a run. ``taxed``: whether any line has a tax rate."""

    standing: Standing
    deciding: Deciding
    taxed: bool

    def of(
        self, programme: Programme, reckoned: Sequence[Reckoned], moves: Mapping[str, Movement], rounding: Rounding
    ) -> dict[str, Taxed]:
        """What one payee's postings bear, by period; what is set off takes the tax of what it is set against."""
        if programme.goods is not None or not (self.taxed or any(each.history.tax for each in reckoned)):
            return {}
        posted = {period: move.posted for period, move in moves.items() if move.posted}
        bases: dict[str, _Bases] = {}
        taxes: dict[str, Decimal] = {}
        for each in reckoned:
            period = each.account.period
            if period in posted and (self.taxed or each.history.tax):
                bases[period] = self._by_rate(programme, each.account.payee, each.window)
                taxes[period] = _tax(each, posted[period], bases[period], rounding)
        set_off = frozenset(period for period, move in moves.items() if move.is_set_off)
        if set_off and any(taxes.values()):
            taxes = taxes_set_off(posted, {period: taxes.get(period, ZERO) for period in posted}, set_off, rounding)
        return {
            period: Taxed(tax, tax_parts(posted[period], tax, bases.get(period, {}), rounding) if self.taxed else ())
            for period, tax in taxes.items()
        }

    def _by_rate(self, programme: Programme, payee: str, window: Window) -> _Bases:
        """The base that is paid, by tax rate; of a group's members together, where it is added up over them."""
        if gathers(programme):
            return self.deciding.groups.by_tax_rate(programme, payee, window)
        kept = self.deciding.by_tax_rate(programme, payee, window)
        if kept:
            return kept
        return self.standing.cells.by_tax_rate(paying(programme), payee, window.first, window.through)


def _tax(reckoned: Reckoned, posted: Decimal, bases: _Bases, rounding: Rounding) -> Decimal:
    """What brings the tax of the whole account to what its entitlement asks.

    Where only a part of the payable is posted, or earlier postings tell no tax, the part is taxed alone.
    """
    if posted == reckoned.payable and reckoned.history.taxed:
        return EXACT.subtract(tax_on(reckoned.decided.amount or ZERO, bases, rounding), reckoned.history.tax)
    return tax_on(posted, bases, rounding)
