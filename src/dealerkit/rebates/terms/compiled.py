"""Terms: one programme ready to answer what a payee has earned, and why.

Three answers cost differently: the amount alone, the entitlement with its reasons, and the whole
story with everything that was tried and read. All three rest on one reckoning (``reckoning``).

    terms = compile_terms(programme, rounding)
    terms.amount(Measured(Decimal("812_345.67"), facts=facts))
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from attrs import frozen

from dealerkit.decisions import Decision, Outcome, Reason, Rule
from dealerkit.policy.header import RoundingRule
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.terms.baselines import Measured, bases_of
from dealerkit.rebates.terms.conditions import Facts
from dealerkit.rebates.terms.figures import Stop
from dealerkit.rebates.terms.quick import quick_reckoning
from dealerkit.rebates.terms.reasons import Reasoner
from dealerkit.rebates.terms.reckoning import Reckoner
from dealerkit.rebates.terms.scale import Scale
from dealerkit.rebates.terms.story import Teller
from dealerkit.values.numbers import ONE, Number
from dealerkit.values.rounding import CENTS, Mode, Rounding

__all__ = ["Entitlement", "Measured", "Terms", "compile_terms", "rounding_for"]

# Looking a member up in its class costs as much as an addition.
_GRANTED = Outcome.GRANTED
_UNITS = Rounding(ONE, Mode.DOWN)
_LIMITS = frozenset(
    {
        "cap-payout",
        "guarantee",
        "guarantee-year",
        "stacking-more",
        "stacking-first",
        "stacking-reduced",
        "budget-shared",
    }
)
_NO_PARAMETERS: Facts = {}

SHARED = "group-share"
"""The step that tells a member's share of what several earned together."""


@frozen
class Entitlement:
    """What a payee has earned by one programme in one period, and the rules that decided it.

    ``amount`` is None when undetermined, and ``missing`` then names the facts; ``code`` is empty for a
    plain grant. ``band`` is the highest band reached and ``rate`` what it pays with its supplements.
    """

    outcome: Outcome
    code: str
    amount: Decimal | None
    qualifying: Number
    paying: Number
    baseline: Number | None
    band: Rule | None
    rate: Number | None
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]

    @property
    def because(self) -> tuple[str, ...]:
        """Addresses of the rules that decided, in the order they did."""
        return tuple(reason.rule.address for reason in self.reasons)

    @property
    def decided_by(self) -> Rule | None:
        """The rule that decided last: the cap that cut the amount or the rule that kept it back, else the band."""
        if not self.reasons:
            return self.band
        # A member's share comes after what decided the whole.
        decisive = [each for each in self.reasons if each.step != SHARED] or self.reasons
        last = decisive[-1]
        is_final = self.outcome is not _GRANTED or last.step in _LIMITS
        return last.rule if is_final else self.band


def _never(measured: Measured) -> None:
    """What is not of the common kind is left to the reckoning."""
    del measured


class Terms:
    """One programme, compiled."""

    __slots__ = ("_quick", "_reason", "_reckon", "_reckoner", "_teller", "amount", "programme")

    amount: Callable[[Measured], Decimal | None]
    """What is earned: zero where it is refused, None where it is undetermined."""

    def __init__(self, reckoner: Reckoner) -> None:
        self.programme = reckoner.programme
        self._reckoner = reckoner
        self._reckon = reckoner.guaranteed if reckoner.guarantees else reckoner.reckon
        reckon = self._reckon
        self._quick, self.amount = quick_reckoning(reckoner) or (_never, lambda measured: reckon(measured)[1])
        reasoner = Reasoner(reckoner)
        self._reason = reasoner.reasons
        self._teller = Teller(reckoner, reasoner)

    @property
    def step(self) -> Decimal:
        """The smallest step of an amount."""
        return self._reckoner.rounding.to

    def rounded(self, amount: Number) -> Decimal:
        """An amount rounded as the programme rounds."""
        return self._reckoner.rounding.apply(amount)

    def scale(self, measured: Measured) -> Scale | None:
        """The bands as they stand for a payee, multiplied out by the baseline; None where they cannot be told."""
        figures = self._reckoner.figures_for(measured)
        if isinstance(figures, Stop):
            return None
        if self.programme.against is None:
            return figures.scale
        bases = bases_of(self.programme, figures, measured)
        return None if isinstance(bases, Stop) else figures.scale.of(bases.baseline)

    def unrounded(self, measured: Measured) -> Number | None:
        """What is earned before its rounding, exactly; bands that are rounded one by one already are."""
        trail = self._quick(measured) or self._reckon(measured)
        if trail[0] is not None:
            return self.guarantee(measured) if trail[0].outcome is _GRANTED else trail[1]
        earned, most = trail[8], self._reckoner.most_payout(measured)
        return earned if most is None or earned < most else most

    def reached(self, measured: Measured) -> tuple[int, Decimal | None]:
        """How many bands are reached, and what is earned: what a comparison asks of every payee."""
        trail = self._quick(measured) or self._reckon(measured)
        return (trail[3] + 1 if trail[2] is not None else 0), trail[1]

    def guarantee(self, measured: Measured) -> Number | None:
        """What the programme guarantees for the period; None where it guarantees nothing, or it cannot be told."""
        figures = self._reckoner.figures_for(measured)
        return None if isinstance(figures, Stop) else figures.guarantee

    def decide(self, measured: Measured) -> Entitlement:
        """What is earned, and by which rules."""
        qualifying, paying = measured.qualifying, measured.paying
        trail = self._quick(measured)
        if trail is not None:
            _, amount, scale, reached, rate, _, _, _, _ = trail
            return Entitlement(
                _GRANTED,
                "",
                amount,
                qualifying,
                qualifying if paying is None else paying,
                None,
                scale.rungs[reached].band.rule,  # type: ignore[union-attr]  # the quick way ends at a band
                rate,
                self._reason(measured, trail),
                (),
            )
        trail = self._reckon(measured)
        stop, amount, scale, reached, rate, bases, _, _, _ = trail
        return Entitlement(
            _GRANTED if stop is None else stop.outcome,
            "" if stop is None else stop.code,
            amount,
            qualifying,
            qualifying if paying is None else paying,
            None if bases is None or self.programme.against is None else bases.baseline,
            scale.rungs[reached].band.rule if scale is not None and reached >= 0 else None,
            rate if reached >= 0 and amount is not None else None,
            self._reason(measured, trail),
            () if stop is None else stop.missing,
        )

    def trace(self, measured: Measured) -> Decision:
        """The whole story: what decided, what was tried, what was read."""
        return self._teller.tell(measured, self._quick(measured) or self._reckon(measured))


def compile_terms(
    programme: Programme, rounding: RoundingRule | None = None, parameters: Facts = _NO_PARAMETERS
) -> Terms:
    """The terms of a programme.

    ``rounding`` is the policy's. ``parameters`` are the policy's at the day the terms are for: the period's end.
    """
    return Terms(Reckoner(programme, *rounding_for(programme, rounding), parameters))


def rounding_for(programme: Programme, policy: RoundingRule | None) -> tuple[Rounding, str]:
    """How a programme's amounts are rounded, and whether band by band.

    The programme's own rule goes before the policy's, and cents, half up, stand where there is neither. The
    policy's is for money: goods are whole units, rounded down, where the programme says nothing itself.
    """
    is_goods = programme.kind == "goods"
    rule = programme.rounding or (None if is_goods else policy)
    if rule is None:
        return _UNITS if is_goods else CENTS, "programme"
    return rule.rounding, rule.level
