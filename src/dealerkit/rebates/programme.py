"""The ``rebates:`` section, key by key: what a programme measures, what it pays, when it is settled.

Source: rebate rules of handbooks (坎级返利, growth, attainment gates, conduct factors); every figure
is the author's. The arithmetic is in ``terms``, the checks of the section in ``checks``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.bands import bound_key
from dealerkit.policy.expressions import Expression
from dealerkit.policy.facts import LINE, PAYEE
from dealerkit.policy.header import ROUNDING, RoundingRule
from dealerkit.policy.scalars import AMOUNT, BOOLEAN, DURATION, KEY, RANGE, RATE, SHARE, TEXT, at_least, choice
from dealerkit.policy.shapes import Keyed, Shape, entry, expression, items, keyed, named, placed, record, ruled, value
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.policy.types import MONEY, NUMBER
from dealerkit.rebates.periods import PERIOD, PeriodRule
from dealerkit.rebates.places import Measure, Shorthand, Unambiguous, WordOr
from dealerkit.values.durations import Duration
from dealerkit.values.numbers import Number
from dealerkit.values.ranges import DateRange

METHODS = ("retrospective", "incremental", "excess-over-band", "excess-over-baseline")
KINDS = ("percent", "per-unit", "lump-sum")
BASELINES = ("same-period-last-year", "target")
WITHOUT_BASELINE = ("skip", "target", "zero")
WITHOUT_FACT = ("undetermined", "refuse")
EVERY = ("month", "quarter", "half-year", "year", "period")

Figure = Number | Expression
"""A number as written, or the expression that gives it (over payee, period and parameters)."""

_AMOUNT_FROM_0 = at_least(AMOUNT, 0)
_RATE_FROM_0 = at_least(RATE, 0)

# The casts say what the shapes give: a checker cannot take a union apart again.
_FIGURE = cast("Shape[Figure]", value(RATE, PAYEE, NUMBER))
_BOUND = cast("Shape[Figure]", value(_RATE_FROM_0, PAYEE, NUMBER))
_FACTOR = cast("Shape[Figure]", value(_RATE_FROM_0, PAYEE, NUMBER))
_SHARE = cast("Shape[Figure]", value(SHARE, PAYEE, NUMBER))
_MONEY = cast("Shape[Figure]", value(_AMOUNT_FROM_0, PAYEE, MONEY))
_LIMIT = cast("Shape[Figure]", value(_AMOUNT_FROM_0, PAYEE, NUMBER))
_BASELINE = cast("Shape[str | Figure]", WordOr(BASELINES, value(_AMOUNT_FROM_0, PAYEE, NUMBER)))
_NO_BASELINE = cast("Shape[str | Number]", WordOr(WITHOUT_BASELINE, _AMOUNT_FROM_0))
_WHETHER = cast("Shape[str | bool]", WordOr(WITHOUT_FACT, BOOLEAN))
_INSTEAD = cast("Shape[str | Number]", WordOr(WITHOUT_FACT, RATE))
_PERIOD = cast("Shape[PeriodRule]", Shorthand(PERIOD, "kind"))
_MEASURE = cast("Shape[str | Expression]", Measure())


@frozen(kw_only=True)
class Condition:
    """Who takes part at all."""

    rule: Rule = ruled()
    when: Expression = entry(expression(PAYEE, CONDITION), "what must hold for the payee in the period")
    if_missing: str | bool = entry(
        _WHETHER, "what follows if a fact is missing: undetermined, refuse, true or false", default="undetermined"
    )


@frozen(kw_only=True)
class Base:
    """Which lines count, and what is added up over them."""

    rule: Rule = placed()
    where: Expression | None = entry(
        expression(LINE, CONDITION), "which lines are taken; all lines if absent", default=None
    )
    measure: str | Expression = entry(
        _MEASURE, "the column that is added up (net_amount, quantity …), or `=` and a formula"
    )
    if_missing: str | bool = entry(
        _WHETHER,
        "a line of which `where` cannot be decided: undetermined or refuse (listed, not used), true or false",
        default="undetermined",
    )


@frozen(kw_only=True)
class Against:
    """What the base is compared with: bounds of bands are then shares of the baseline."""

    rule: Rule = ruled()
    baseline: str | Figure = entry(_BASELINE, "same-period-last-year, target, or an amount")
    missing: str | Number = entry(
        _NO_BASELINE,
        "for a payee without a baseline (none, zero or below): skip, target, zero, or the amount to take instead",
    )


@frozen(kw_only=True)
class Gate:
    """A figure that must be reached before anything is paid."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the gate's name for people", default=None)
    of: Expression = entry(expression(PAYEE, NUMBER), "the figure, as in attainment.year")
    at: Figure | None = entry(_FIGURE, "the least figure that opens the gate", default=None)
    above: Figure | None = entry(_FIGURE, "the figure that must be passed", default=None)
    if_missing: str | Number = entry(
        _INSTEAD, "if the figure is missing: undetermined, refuse, or the figure to assume", default="undetermined"
    )


@frozen(kw_only=True)
class Band:
    """From which base on, what is paid."""

    rule: Rule = ruled()
    id: str = named()
    at: Figure | None = entry(
        _BOUND, "the least base of the band; with `against` a share of the baseline", default=None
    )
    above: Figure | None = entry(_BOUND, "the base that must be passed", default=None)
    at_unit: Figure | None = entry(
        _BOUND, "the first counted unit of the band: its slice starts one unit lower", default=None
    )
    rate: Figure | None = entry(_SHARE, "the share of the base that is paid (kind percent)", default=None)
    pay: Figure | None = entry(
        _MONEY, "the money for each unit (kind per-unit), or in all (kind lump-sum)", default=None
    )


@frozen(kw_only=True)
class Supplement:
    """What a condition adds to the rate of the band that is reached."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the supplement's name for people", default=None)
    when: Expression = entry(expression(PAYEE, CONDITION), "what must hold")
    rate: Figure | None = entry(_SHARE, "the share that is added (kind percent)", default=None)
    pay: Figure | None = entry(_MONEY, "the money that is added, per unit or in all", default=None)
    if_missing: str | bool = entry(
        _WHETHER, "if a fact is missing: undetermined, refuse, true or false", default="undetermined"
    )


@frozen(kw_only=True)
class FactorBand:
    """From which figure on, by what the amount is multiplied."""

    rule: Rule = ruled()
    id: str = named()
    at: Figure | None = entry(_FIGURE, "the least figure of the band", default=None)
    above: Figure | None = entry(_FIGURE, "the figure that must be passed", default=None)
    factor: Figure = entry(_FACTOR, "what the amount is multiplied by; 100% leaves it")


@frozen(kw_only=True)
class Factor:
    """Conduct that raises or lowers what was earned: payment speed, reporting, price discipline."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the factor's name for people", default=None)
    of: Expression = entry(expression(PAYEE, NUMBER), "the figure, as in period.days_to_pay")
    bands: Keyed[FactorBand] = entry(
        items(record(FactorBand, exactly_one=(("at", "above"),)), bound_key),
        "factors by lower bound; a figure below the first bound leaves the amount undetermined",
    )
    if_missing: str | Number = entry(
        _INSTEAD, "if the figure is missing: undetermined, refuse, or the factor to use", default="undetermined"
    )


@frozen(kw_only=True)
class Minimum:
    """Below which nothing is paid: less base, or a smaller amount."""

    rule: Rule = ruled()
    base: Figure | None = entry(_LIMIT, "the least qualifying base", default=None)
    payout: Figure | None = entry(_MONEY, "the least amount, before rounding", default=None)


@frozen(kw_only=True)
class Cap:
    """What is at most paid on, and at most paid."""

    rule: Rule = ruled()
    base: Figure | None = entry(_LIMIT, "the most base that is paid on", default=None)
    payout: Figure | None = entry(_MONEY, "the most that is paid for a period", default=None)


@frozen(kw_only=True)
class Due:
    """By when a settlement is paid."""

    rule: Rule = placed()
    after: str = entry(choice("period-end", "settlement"), "the day the time starts from; it is not counted itself")
    within: Duration = entry(DURATION, "the time to pay, as in 10 working days")


@frozen(kw_only=True)
class Expiry:
    """Until when a credit can be used."""

    rule: Rule = placed()
    after: str = entry(choice("posting", "period-end"), "the day the time starts from; it is not counted itself")
    within: Duration = entry(DURATION, "how long the credit can be used, as in 6 months")


@frozen(kw_only=True)
class Settle:
    """When and how what was earned is paid."""

    rule: Rule = placed()
    every: str = entry(
        choice(*EVERY), "how often it is settled; `period` is once, at the period's end", default="period"
    )
    due: Due | None = entry(record(Due), "by when it is paid", default=None)
    payout: str = entry(choice("credit-note", "deduction", "transfer"), "how it is paid")
    expires: Expiry | None = entry(record(Expiry), "until when a credit can be used", default=None)
    negative: str = entry(
        choice("carry-forward", "invoice", "floor"),
        "if less is due than was paid: carry it forward, invoice it, or leave it with the payee",
    )


@frozen(kw_only=True)
class Programme:
    """One rebate programme: who earns what, on which lines, by which bands, and how it is settled."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the programme's name for people", default=None)
    was: str | None = entry(KEY, "the id this programme had before; its postings go on under the new one", default=None)
    effective: DateRange | None = entry(RANGE, "the days it runs; those of the policy if absent", default=None)
    period: PeriodRule = entry(_PERIOD, "the time over which the base is added up")
    payee: str = entry(choice("dealer"), "who is paid", default="dealer")
    eligible: Condition | None = entry(
        Shorthand(record(Condition), "when"), "who takes part; everyone if absent", default=None
    )
    qualifying: Base = entry(record(Base), "the base that reaches a band")
    paying: Base | None = entry(
        record(Base),
        "the base that is paid on; the qualifying one if absent, nothing inherited if present",
        default=None,
    )
    against: Against | None = entry(record(Against), "the baseline that bands are shares of", default=None)
    gates: Keyed[Gate] = entry(
        items(record(Gate, exactly_one=(("at", "above"),))),
        "what must be reached before anything is paid",
        default=Keyed(),
    )
    method: str = entry(Unambiguous(METHODS), "on what the reached band pays")
    kind: str = entry(choice(*KINDS), "what a band gives: a share of money, money per unit, or a sum")
    bands: Keyed[Band] = entry(
        items(
            record(Band, exactly_one=(("at", "above", "at_unit"), ("rate", "pay"))),
            bound_key,
        ),
        "lower bounds in ascending order; below the first nothing is paid",
    )
    supplements: Keyed[Supplement] = entry(
        items(record(Supplement, exactly_one=(("rate", "pay"),))), "what conditions add to the rate", default=Keyed()
    )
    factors: Keyed[Factor] = entry(items(record(Factor)), "what conduct multiplies the amount by", default=Keyed())
    minimum: Minimum | None = entry(record(Minimum), "below which nothing is paid", default=None)
    cap: Cap | None = entry(record(Cap), "what is at most paid", default=None)
    rounding: RoundingRule | None = entry(ROUNDING, "how amounts are rounded, if not as the policy says", default=None)
    settle: Settle = entry(record(Settle), "when and how it is paid")


def names_of(programmes: Iterable[Programme]) -> dict[str, str]:
    """Under which id each name in a ledger goes on today: a programme's own id, and the one it had before."""
    return {name: each.id for each in programmes for name in (each.was, each.id) if name}


PROGRAMME = record(Programme)
REBATES = keyed(PROGRAMME)
"""The shape of the whole ``rebates:`` section."""
