"""Margin here against loss there, from inputs that are ranges: the sum, its range, and what each input does to it.

    margin = sales - cost of goods - gifts - rebates - promotions - cost of credit
    loss   = attributed × (lost sales × margin rate + fallen prices × (1 - margin rate))

Lost sales contain the fallen prices at the margin rate; the rest of what fell is lost as well, for it costs nothing
less. Both are linear in every single input, so a range is reached at the ends of the inputs, and where an answer
changes within an input's range it changes at one value, found exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product

from attrs import evolve, field, frozen

from dealerkit.governance.span import Span, around, point
from dealerkit.values.exact import ONE, ZERO, Number, add, divide, multiply, subtract

GOODS, REBATES, PROMOTIONS, CREDIT = "goods", "rebates", "promotions", "credit"
SHORTFALL, PRICES, LOST_MARGIN, ATTRIBUTED = "shortfall", "prices", "lost_margin", "attributed"
OF_MARGIN = (GOODS, REBATES, PROMOTIONS, CREDIT)
OF_LOSS = (SHORTFALL, PRICES, LOST_MARGIN, ATTRIBUTED)

THIN, NET_LOSS = "thin", "net_loss"


@frozen(kw_only=True)
class Balance:
    """The known sums, and every input as a range; an input that nobody knows is named in ``missing``.

    ``uncosted`` are the sales whose cost is the input ``goods``, ``debt`` the average debt times the years it was
    lent, whose cost is the input ``credit``.
    """

    sales: Decimal
    cost: Decimal
    uncosted: Decimal
    debt: Number
    thin: Number
    inputs: Mapping[str, Span] = field(factory=dict)
    missing: tuple[str, ...] = ()

    def knows(self, names: tuple[str, ...]) -> bool:
        """Whether every one of some inputs is known."""
        return all(each in self.inputs for each in names)

    @property
    def margin(self) -> Span | None:
        """What is left here; None where an input of it is not known."""
        if not self.knows(OF_MARGIN):
            return None
        least = self.margin_at({each: self.inputs[each].most for each in OF_MARGIN})
        return Span(least, self.margin_at({each: self.inputs[each].least for each in OF_MARGIN}))

    @property
    def loss(self) -> Span | None:
        """What is lost at the neighbours; None where an input of it is not known."""
        if not self.knows(OF_LOSS):
            return None
        corners = product(*(self.inputs[each].ends for each in OF_LOSS))
        return around(loss_at(dict(zip(OF_LOSS, each, strict=True))) for each in corners)

    @property
    def net(self) -> Span | None:
        """Margin less loss; None where either is not known."""
        margin, loss = self.margin, self.loss
        return None if margin is None or loss is None else margin.less(loss)

    @property
    def is_thin(self) -> bool | None:
        """Whether little is left; None where the range says both, or nothing is known."""
        bound = multiply(self.thin, self.sales)
        return None if self.margin is None else _below(self.margin, bound)

    @property
    def is_net_loss(self) -> bool | None:
        """Whether more is lost there than earned here; None where the ranges overlap, or nothing is known."""
        return None if self.net is None else _below(self.net, ZERO)

    def margin_at(self, values: Mapping[str, Number]) -> Number:
        """What is left at single values of its inputs."""
        left: Number = subtract(self.sales, self.cost)
        left = subtract(left, multiply(self.uncosted, values[GOODS]))
        left = subtract(left, add(values[REBATES], values[PROMOTIONS]))
        return subtract(left, multiply(self.debt, values[CREDIT]))

    def gap_at(self, answer: str, values: Mapping[str, Number]) -> Number:
        """What an answer turns on, below nothing where it is yes: margin over the bound, or margin over loss."""
        margin = self.margin_at(values)
        return subtract(margin, multiply(self.thin, self.sales) if answer == THIN else loss_at(values))

    def at(self, values: Mapping[str, Number]) -> Balance:
        """The same with some inputs known to the point."""
        return evolve(self, inputs={**self.inputs, **{name: point(value) for name, value in values.items()}})

    @property
    def middle(self) -> dict[str, Number]:
        """The middle of every input."""
        return {name: span.middle for name, span in self.inputs.items()}


def loss_at(values: Mapping[str, Number]) -> Number:
    """What is lost at single values of its inputs."""
    of_sales = multiply(values[SHORTFALL], values[LOST_MARGIN])
    of_prices = multiply(values[PRICES], subtract(ONE, values[LOST_MARGIN]))
    return multiply(values[ATTRIBUTED], add(of_sales, of_prices))


@frozen(kw_only=True)
class Flip:
    """At which value of an input an answer changes, all other inputs at their middles."""

    answer: str
    value: Number
    is_within: bool
    """Whether the value lies in the input's range; beyond it the answer is the same over the whole range."""


@frozen(kw_only=True)
class Varied:
    """One input varied over its range, all others at their middles."""

    name: str
    span: Span
    at_least: Balance
    at_most: Balance
    flips: tuple[Flip, ...]


def sensitivity(balance: Balance) -> tuple[Varied, ...]:
    """Every input with a range, varied alone; nothing where an input is not known."""
    if not balance.knows(OF_MARGIN) or not balance.knows(OF_LOSS):
        return ()
    middle = balance.middle
    return tuple(
        Varied(
            name=name,
            span=span,
            at_least=balance.at({**middle, name: span.least}),
            at_most=balance.at({**middle, name: span.most}),
            flips=tuple(_flips(balance, middle, name, span)),
        )
        for name, span in balance.inputs.items()
        if not span.is_point
    )


def _flips(balance: Balance, middle: Mapping[str, Number], name: str, span: Span) -> Iterator[Flip]:
    """Where the straight line through both ends crosses nothing: yes is below it, no is on it and above.

    A value below nothing is none: no input can be that.
    """
    for answer in (THIN, NET_LOSS):
        low = balance.gap_at(answer, {**middle, name: span.least})
        high = balance.gap_at(answer, {**middle, name: span.most})
        if low == high:
            continue
        part = divide(low, subtract(low, high))
        value = add(span.least, multiply(part, subtract(span.most, span.least)))
        if value >= 0:
            yield Flip(answer=answer, value=value, is_within=(low < 0) is not (high < 0))


def _below(span: Span, bound: Number) -> bool | None:
    if span.most < bound:
        return True
    return False if span.least >= bound else None
