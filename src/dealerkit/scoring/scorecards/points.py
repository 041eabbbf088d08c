"""From a figure to points: by bands, by conditions, by an expression, after a comparison if the item asks for one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from dealerkit.decisions import Reason
from dealerkit.policy.bands import Ladder
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg
from dealerkit.scoring.scorecards.card import LEAVE_OUT, NOTHING, RATIO, REFUSE, Item, Scorecard
from dealerkit.scoring.scorecards.scored import Compared, ItemScore, told
from dealerkit.values.exact import ZERO, Number

Facts = Mapping[str, Value | Missing]


def score_item(card: Scorecard, item: Item, facts: Facts, compared: Compared | None) -> ItemScore:
    """The points of one item by what is known; by the rule for missing figures where it is not."""
    if item.points is not None:
        value = item.points.evaluate(facts)
        number = number_of(value)
        if isinstance(number, Missing):
            return _without(card, item, number, compared)
        reason = Reason("score-points", item.rule, (("item", item.name), ("points", number)))
        return ItemScore(item, value, number, (reason,), compared)
    if item.steps is not None:
        return _by_steps(card, item, facts)
    value = item.of.evaluate(facts) if item.of is not None else Missing((f"{card.id}.{item.id}",))
    return _by_bands(card, item, value, compared)


def _by_bands(card: Scorecard, item: Item, value: Value | Missing, compared: Compared | None) -> ItemScore:
    number = number_of(value) if compared is None else compared.value
    if isinstance(number, Missing):
        return _without(card, item, number, compared)
    assert item.bands is not None  # noqa: S101  # an item has bands, steps or points
    band = Ladder(item.bands.values()).reached(number)
    is_share = item.of is not None and item.of.type.unit == "share"
    said: tuple[tuple[str, Arg], ...] = (
        ("item", item.name),
        ("rate" if is_share else "value", told(value)),
        *_comparison(number, compared),
    )
    if band is None:
        reason = Reason("score-below", item.rule, (*said, ("points", item.below)))
        return ItemScore(item, value, item.below, (reason,), compared)
    of_rates = is_share and (compared is None or item.against is None or item.against.as_ != RATIO)
    reached = f"{'above' if band.bound.side == 'above' else 'at'}{'_rate' if of_rates else ''}"
    reason = Reason("score-band", band.rule, (*said, (reached, band.bound.value), ("points", band.points)))
    return ItemScore(item, value, band.points, (reason,), compared)


def _by_steps(card: Scorecard, item: Item, facts: Facts) -> ItemScore:
    for step in (item.steps or {}).values():
        holds = step.when.evaluate(facts)
        if isinstance(holds, Missing):
            return _without(card, item, holds, None)
        if holds is True:
            reason = Reason("score-step", step.rule, (("item", item.name), ("step", step.id), ("points", step.points)))
            return ItemScore(item, step.id, step.points, (reason,))
    if item.otherwise is None:
        return _without(card, item, Missing((f"{card.id}.{item.id}",)), None)
    reason = Reason("score-otherwise", item.rule, (("item", item.name), ("points", item.otherwise)))
    return ItemScore(item, "", item.otherwise, (reason,))


def _without(card: Scorecard, item: Item, missing: Missing, compared: Compared | None) -> ItemScore:
    rule = card.missing_rule(item)
    where = card.rule if item.if_missing is None else item.rule
    said: tuple[tuple[str, Arg], ...] = (("item", item.name), ("facts", missing.facts))
    if rule == REFUSE:
        return ItemScore(item, missing, None, (Reason("score-refused", where, said),), compared)
    if rule == LEAVE_OUT:
        return ItemScore(item, missing, None, (Reason("score-left-out", where, said),), compared)
    points = ZERO if rule == NOTHING else rule
    assert isinstance(points, (Decimal, Fraction))  # noqa: S101  # the words are all told apart above
    return ItemScore(item, missing, points, (Reason("score-instead", where, (*said, ("points", points))),), compared)


def _comparison(number: Number, compared: Compared | None) -> Iterator[tuple[str, Arg]]:
    if compared is not None and compared.other is not None:
        yield "compared", number
        yield "other", compared.other
        yield "whose", compared.whose
        if compared.peers:
            yield "peers", compared.peers


def number_of(value: Value | Missing) -> Number | Missing:
    """A value as an exact number."""
    if isinstance(value, (Missing, Decimal, Fraction)):
        return value
    return Decimal(value) if isinstance(value, int) else Missing(("",))
