"""The clauses of a rebate programme: who takes part, what is added up, bands, conduct, limits, payment.

Each class is what may stand under one key of a programme, word by word; ``programme`` puts them together.
"""

from __future__ import annotations

from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.bands import bound_key
from dealerkit.policy.expressions import Expression
from dealerkit.policy.facts import PAYEE
from dealerkit.policy.scalars import AMOUNT, BOOLEAN, DURATION, KEY, RATE, SHARE, TEXT, at_least, choice
from dealerkit.policy.shapes import Keyed, Shape, entry, expression, items, listing, named, placed, record, ruled, value
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.policy.types import MONEY, NUMBER
from dealerkit.rebates.places import Measure, WordOr
from dealerkit.rebates.sources.registry import ROW
from dealerkit.values.durations import Duration
from dealerkit.values.numbers import Number

BASELINES = ("same-period-last-year", "target")
WITHOUT_BASELINE = ("skip", "target", "zero")
WITHOUT_FACT = ("undetermined", "refuse")
EVERY = ("month", "quarter", "half-year", "year", "period")
SOURCES = ("lines", "sell-through", "collections", "collections-and-offsets", "psi", "incidents", "entitlements")
OVER = ("group", "parent", "ceded")

Figure = Number | Expression
"""A number as written, or the expression that gives it (over payee, period and parameters)."""

_AMOUNT_FROM_0 = at_least(AMOUNT, 0)
_RATE_FROM_0 = at_least(RATE, 0)


def plain(figure: Figure | None) -> Number | None:
    """A figure that is written as a number; None where it is absent or an expression."""
    return None if figure is None or isinstance(figure, Expression) else figure


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
    source: str = entry(
        choice(*SOURCES),
        "what is added up: sales to the dealer, what it sold on, the money it paid for them (credit that settled"
        " invoices as well, or not), opening stock and purchases less closing stock, incidents held against it,"
        " or what other programmes paid",
        default="lines",
        key="from",
    )
    of: tuple[str, ...] = entry(
        listing(KEY), "the programmes whose entitlements are added up (`from: entitlements`)", default=()
    )
    where: Expression | None = entry(
        expression(ROW, CONDITION), "which rows are taken; all rows if absent", default=None
    )
    measure: str | Expression = entry(
        _MEASURE, "the column that is added up (net_amount, quantity …), count for 1 a row, or `=` and a formula"
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
    up_to: Figure | None = entry(_FIGURE, "the greatest figure that leaves the gate open", default=None)
    below: Figure | None = entry(_FIGURE, "the figure that must not be reached", default=None)
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
        _MONEY,
        "the money for each unit (kind per-unit), or in all (kind lump-sum); units of goods (kind goods)",
        default=None,
    )
    per: Figure | None = entry(
        _BOUND, "for how much of the base `pay` is given: only full ones count, as in 2 for every 100", default=None
    )
    plus: Figure | None = entry(_MONEY, "a fixed sum that is paid beside, once the band is reached", default=None)


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
    payout: str = entry(choice("credit-note", "deduction", "transfer", "goods"), "how it is paid")
    expires: Expiry | None = entry(record(Expiry), "until when a credit can be used", default=None)
    negative: str = entry(
        choice("carry-forward", "invoice", "floor"),
        "if less is due than was paid: carry it forward, invoice it, or leave it with the payee",
    )


@frozen(kw_only=True)
class TargetRule:
    """How the targets of the table ``targets`` are taken."""

    rule: Rule = placed()
    times: Figure = entry(
        _FACTOR,
        "what a target is multiplied by; read on the last day of each of its parts, so that it moves with a price rise",
    )


@frozen(kw_only=True)
class Goods:
    """What is given where a programme pays in goods, at a price of zero."""

    rule: Rule = placed()
    product: str = entry(TEXT, "the code of the product that is given")
    worth: Figure | None = entry(_MONEY, "what one unit is worth in the company's books, for accruals", default=None)


@frozen(kw_only=True)
class Accumulate:
    """Whose bases are added up together, and who is paid."""

    rule: Rule = ruled()
    over: str = entry(
        choice(*OVER),
        "the dealers of one customer group, of one parent, or the successors in cities that a general dealer ceded",
    )
    pay: str = entry(
        choice("each", "head"), "each by the share of its own base, or the one who stands for them all", default="each"
    )
    weights: tuple[Number, ...] = entry(
        listing(SHARE),
        "over ceded cities: the share that counts in the first year after the cession, the second …; then nothing",
        default=(),
    )


@frozen(kw_only=True)
class Budget:
    """The most that all payees of a programme are paid together in a period."""

    rule: Rule = ruled()
    amount: Figure = entry(_MONEY, "the money for all payees of one period; shared out where it does not suffice")


@frozen(kw_only=True)
class Guarantee:
    """What is paid at least to whoever takes part."""

    rule: Rule = ruled()
    payout: Figure = entry(_MONEY, "the least that is paid for a period")
    over: str = entry(
        choice("period", "year"),
        "whether each period is made up alone, or all of a year together: a good period then makes up for a bad one",
        default="period",
    )


@frozen(kw_only=True)
class Late:
    """What becomes of lines that are recorded long after their period."""

    rule: Rule = placed()
    within: Duration = entry(DURATION, "how long after the period's end lines of it may still be recorded")
    then: str = entry(choice("next-period", "never"), "whether later ones count in the period of their recording")
