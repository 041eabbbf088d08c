"""What can be known to be wrong with scorecards before anybody is scored, each with a witness."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from attrs import frozen

from dealerkit.policy.bands import check_bands
from dealerkit.policy.policy import Policy
from dealerkit.problems import Location, Problem, Severity, nearest, problem
from dealerkit.scoring.scorecards.card import LEAVE_OUT, NOTHING, GradeBand, Item, Scorecard
from dealerkit.scoring.scorecards.grading import most_points, possible_points
from dealerkit.scoring.scorecards.section import scorecards_of
from dealerkit.values.exact import ONE, ZERO, Number, canonical, divide, multiply, negate, total

_HUNDRED = Decimal(100)


def check(policy: Policy) -> Iterator[Problem]:
    """Weights (DK709), grades (DK710, DK230, DK231), unknown grades (DK711), comparisons (DK712), items (DK714)."""
    for card in scorecards_of(policy).values():
        for item in card.items.values():
            if item.bands is not None:
                yield from check_bands(item.bands.values())
            yield from _compared(policy, item)
            yield from _item(item)
        yield from check_bands(card.grades.values())
        yield from _weights(card)
        yield from _grades(card)
        yield from _gates(card)


def _weights(card: Scorecard) -> Iterator[Problem]:
    without = tuple(item.id for item in card.items.values() if item.weight is None)
    if card.is_weighted and without:
        yield _weight_problem(card, without=without)
        return
    parts = [(item.id, item.weight if card.is_weighted else most_points(item)) for item in card.items.values()]
    if any(weight is None for _, weight in parts):
        return
    found = total(weight or ZERO for _, weight in parts)
    negative = tuple(id for id, weight in parts if card.is_weighted and weight is not None and weight < 0)
    if found != card.total or negative:
        shown = tuple(f"{id} {_shown(weight or ZERO, card.total)}" for id, weight in parts)
        yield _weight_problem(card, found=_shown(found, card.total), parts=shown, negative=negative)


def _weight_problem(
    card: Scorecard,
    *,
    without: tuple[str, ...] = (),
    found: str = "",
    parts: tuple[str, ...] = (),
    negative: tuple[str, ...] = (),
) -> Problem:
    return problem(
        "DK709",
        card.rule.at,
        address=card.rule.address,
        card=card.name,
        without=without,
        weights=found if card.is_weighted else "",
        points="" if card.is_weighted else found,
        total=_shown(card.total, card.total),
        parts=parts,
        negative=negative,
    )


def _shown(number: Number, whole: Number) -> str:
    """A weight as the total is written: in per cent where that is a share."""
    return f"{canonical(multiply(number, _HUNDRED))}%" if whole <= 1 else canonical(number)


def _grades(card: Scorecard) -> Iterator[Problem]:
    """DK710: a score that no grade takes, a grade that no score reaches, a grade twice."""
    order = card.ladder_order()
    seen: dict[str, GradeBand] = {}
    for band in order:
        if band.grade in seen:
            yield _grade_problem(card, band, twice=band.grade)
        seen[band.grade] = band
    reach = _reach(card)
    if reach is None:
        return
    low, high = reach
    if not order[0].bound.reached(low):
        yield _grade_problem(card, order[0], gap=low)
    for band in order:
        if not band.bound.reached(high):
            yield _grade_problem(card, band, Severity.WARNING, grade=band.grade, high=high)


def _grade_problem(
    card: Scorecard,
    band: GradeBand,
    severity: Severity = Severity.ERROR,
    *,
    twice: str = "",
    gap: Number | str = "",
    grade: str = "",
    high: Number | str = "",
) -> Problem:
    return problem(
        "DK710",
        band.rule.at,
        address=band.rule.address,
        severity=severity,
        card=card.name,
        twice=twice,
        gap=gap,
        bound=band.bound.key,
        grade=grade,
        high=high,
    )


@frozen
class _Span:
    """The least and the most points an item can give, per unit of its weight, and whether it can be left out."""

    weight: Number
    low: Number
    high: Number
    can_be_left_out: bool


def _reach(card: Scorecard) -> tuple[Number, Number] | None:
    """The lowest and the highest score there can be; None where points are an expression, or weights are wrong."""
    spans: list[_Span] = []
    for item in card.items.values():
        points = [*possible_points(item)]
        weight = item.weight if card.is_weighted else most_points(item)
        if not points or not weight or weight < 0:
            return None
        rule = card.missing_rule(item)
        if not isinstance(rule, str):
            points.append(rule)
        elif rule == NOTHING:
            points.append(ZERO)
        # Without weights an item counts by the most points it can give.
        by = ONE if card.is_weighted else weight
        spans.append(_Span(weight, divide(min(points), by), divide(max(points), by), rule == LEAVE_OUT))
    scale = ONE if card.is_weighted else total(each.weight for each in spans)
    low = _least([(each.weight, each.low, each.can_be_left_out) for each in spans])
    high = negate(_least([(each.weight, negate(each.high), each.can_be_left_out) for each in spans]))
    return multiply(low, scale), multiply(high, scale)


def _least(parts: Sequence[tuple[Number, Number, bool]]) -> Number:
    """The least weighted mean that leaving out what can be left out allows."""
    chosen = [(weight, value) for weight, value, can_be_left_out in parts if not can_be_left_out]
    for weight, value in sorted(
        ((weight, value) for weight, value, can_be_left_out in parts if can_be_left_out), key=lambda part: part[1]
    ):
        if not chosen or value < _mean(chosen):
            chosen.append((weight, value))
    return _mean(chosen)


def _mean(parts: Sequence[tuple[Number, Number]]) -> Number:
    return divide(total(multiply(weight, value) for weight, value in parts), total(weight for weight, _ in parts))


def _gates(card: Scorecard) -> Iterator[Problem]:
    known = tuple(band.grade for band in card.ladder_order())
    for gate in card.gates.values():
        rule = gate.rule
        if gate.at_most not in known:
            yield problem(
                "DK711",
                rule.at,
                address=rule.address,
                grade=gate.at_most,
                card=card.name,
                nearest=nearest(gate.at_most, known),
                allowed=known,
                gate=gate.id,
                table="",
            )
        elif gate.at_most == known[-1]:
            yield _idle(gate.rule.at, rule.address, Severity.WARNING, gate=gate.id, best=gate.at_most)
        if gate.item is not None and gate.item not in card.items:
            close = nearest(gate.item, card.items)
            yield _idle(rule.at, rule.address, Severity.ERROR, gate=gate.id, unknown=gate.item, close=close)
        elif gate.item is not None and gate.below is None:
            yield problem(
                "DK131", rule.at, address=rule.address, key="below", doc="with fewer points than this the gate holds"
            )
    minimum = card.minimum
    if minimum is not None and minimum.items is not None and minimum.items > len(card.items):
        yield _idle(minimum.rule.at, minimum.rule.address, Severity.ERROR, items=minimum.items, there=len(card.items))


def _item(item: Item) -> Iterator[Problem]:
    if item.bands is not None and item.of is None:
        yield problem("DK131", item.rule.at, address=item.rule.address, key="of", doc="the figure that the bands go by")
    if item.against is not None and item.bands is None:
        yield _idle(item.rule.at, item.rule.address, Severity.ERROR, compared=item.name)


def _idle(  # noqa: PLR0913  # one for each part of the message
    at: Location,
    address: str,
    severity: Severity,
    *,
    gate: str = "",
    best: str = "",
    unknown: str = "",
    close: str = "",
    items: int | str = "",
    there: int | str = "",
    compared: str = "",
) -> Problem:
    return problem(
        "DK714",
        at,
        address=address,
        severity=severity,
        gate=gate,
        best=best,
        unknown=unknown,
        nearest=close,
        items=items,
        there=there,
        compared=compared,
    )


def _compared(policy: Policy, item: Item) -> Iterator[Problem]:
    """DK712: peers by a fact that nobody has."""
    peers = None if item.against is None else item.against.peers
    for name in () if peers is None else peers.same:
        fact = policy.catalogue.get(name)
        if fact is None or fact.root not in {"dealer", "contract", "figure"}:
            known = policy.catalogue.names(frozenset({"dealer", "contract", "figure"}))
            assert item.against is not None  # noqa: S101  # it has peers
            rule = item.against.rule
            yield problem(
                "DK712",
                rule.at,
                address=rule.address,
                item=item.name,
                benchmark="",
                nearest=nearest(name, known),
                fact=name,
            )
