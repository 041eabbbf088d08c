"""Money: an amount that never leaves its currency."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from dealerkit.values.exact import EXACT, Number, canonical
from dealerkit.values.rounding import Rounding


class CurrencyMismatch(ValueError):
    """Amounts of two currencies were added or compared: a programming mistake."""


@frozen
class Money:
    """An exact amount in one currency, named by its ISO 4217 code (``CNY``).

    Currencies convert by a table of rates or not at all: nothing here knows a rate.
    """

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{canonical(self.amount)} {self.currency}"

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.amount)

    def __add__(self, other: Money) -> Money:
        return Money(EXACT.add(self.amount, self._same_currency(other)), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(EXACT.subtract(self.amount, self._same_currency(other)), self.currency)

    def __neg__(self) -> Money:
        return Money(EXACT.minus(self.amount), self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same_currency(other)

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same_currency(other)

    def __gt__(self, other: Money) -> bool:
        return self.amount > self._same_currency(other)

    def __ge__(self, other: Money) -> bool:
        return self.amount >= self._same_currency(other)

    def share(self, rate: Number, rounding: Rounding) -> Money:
        """``rate`` of this money, rounded once: a rate is the only thing money is multiplied by."""
        return Money(rounding.product(self.amount, rate), self.currency)

    def rounded(self, rounding: Rounding) -> Money:
        """This money as it can be paid."""
        return Money(rounding.apply(self.amount), self.currency)

    def _same_currency(self, other: Money) -> Decimal:
        if self.currency != other.currency:
            message = f"{self.currency} and {other.currency} do not mix"
            raise CurrencyMismatch(message)
        return other.amount
