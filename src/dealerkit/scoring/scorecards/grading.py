"""From points to a grade: the score, what has to be known, the band it reaches, the gates.

The order is fixed: points, missing ones by their rule, the score, its rounding, the grade of the score, then the gates;
the strictest gate decides. A card that is refused for one item is refused whatever the others say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from dealerkit.decisions import Read, Reason
from dealerkit.policy.bands import Ladder
from dealerkit.policy.types import Missing
from dealerkit.problems import Location
from dealerkit.scoring.scorecards.card import REFUSE, Gate, GradeBand, Item, Scorecard
from dealerkit.scoring.scorecards.points import Facts, score_item
from dealerkit.scoring.scorecards.scored import MISSING, TOO_LITTLE, Compared, ItemScore, Scored, told
from dealerkit.values.exact import ONE, ZERO, Number, divide, multiply, total


def grade(
    card: Scorecard,
    subject: str,
    facts: Facts,
    comparisons: Mapping[str, Compared],
    places: Mapping[str, Location] | None = None,
) -> Scored:
    """Score and grade one subject. ``comparisons`` are by item, ``places`` where each fact is defined.

    Undetermined: DK003 something is missing that the card refuses to do without, DK713 too little is known.
    """
    items = [score_item(card, item, facts, comparisons.get(item.id)) for item in card.items.values()]
    reads = tuple(_reads(card, facts, places or {}))
    weighed = _weighed(card, items)
    found = Scored(card, subject, tuple(weighed.items), reads=reads)
    reasons = [reason for each in weighed.items for reason in each.reasons]
    reasons += [_contribution(each) for each in weighed.items if each.contribution is not None]
    refused = [each for each in items if each.missing and card.missing_rule(each.item) == REFUSE]
    if refused:
        missing = tuple(dict.fromkeys(name for each in refused for name in each.missing))
        return evolve(found, missing=missing, code=MISSING, reasons=tuple(reasons))
    scarce = _scarce(card, items, facts)
    if weighed.total is None or scarce is not None:
        return _too_little(card, found, reasons, scarce, items)
    score = weighed.total if card.rounding is None else card.rounding.apply(weighed.total)
    reasons.append(Reason("score-total", card.rule, (("total", score), ("exact", weighed.total))))
    return _graded(card, evolve(found, total=score), reasons, facts)


@frozen(eq=False)
class _Weighed:
    items: Sequence[ItemScore]
    total: Number | None


def _weighed(card: Scorecard, items: Sequence[ItemScore]) -> _Weighed:
    """The items with what each contributes; without a total where none has points.

    With weights the score is the mean of the points there are, each by its weight. Without, it is their sum, made
    as much larger as the most points of all items are than those of the items that count.
    """
    there = [each for each in items if each.points is not None]
    weights = {each.item.id: _weight(card, each.item) for each in items}
    whole = total(weights[each.item.id] for each in there)
    if not whole:
        return _Weighed(items, None)
    larger = ONE if card.is_weighted else divide(total(weights.values()), whole)
    found: list[ItemScore] = []
    for each in items:
        if each.points is None:
            found.append(each)
            continue
        weight = divide(weights[each.item.id], whole) if card.is_weighted else larger
        found.append(evolve(each, weight=weight, contribution=multiply(weight, each.points)))
    return _Weighed(found, total(each.contribution for each in found if each.contribution is not None))


def _weight(card: Scorecard, item: Item) -> Number:
    if card.is_weighted:
        return item.weight or ZERO
    return most_points(item) or ZERO


def most_points(item: Item) -> Number | None:
    """The most points an item can give; None of one whose points are an expression."""
    found = possible_points(item)
    return max(found) if found else None


def possible_points(item: Item) -> tuple[Number, ...]:
    """Every number of points an item can give, where it has a figure; none of one whose points are an expression."""
    if item.bands is not None:
        return (item.below, *(band.points for band in item.bands.values()))
    if item.steps is not None:
        otherwise = () if item.otherwise is None else (item.otherwise,)
        return (*(step.points for step in item.steps.values()), *otherwise)
    return ()


def _contribution(each: ItemScore) -> Reason:
    args = (
        ("item", each.item.name),
        ("points", each.points or ZERO),
        ("weight", each.weight or ZERO),
        ("contribution", each.contribution or ZERO),
    )
    return Reason("score-item", each.item.rule, args)


def _scarce(card: Scorecard, items: Sequence[ItemScore], facts: Facts) -> tuple[str, ...] | None:
    """What is missing where less is known than the card asks for; None where enough is."""
    least = card.minimum
    if least is None:
        return None
    known = [each for each in items if each.is_known]
    missing = tuple(dict.fromkeys(name for each in items for name in each.missing))
    if least.items is not None and len(known) < least.items:
        return missing
    if least.weight is not None:
        whole = total(_weight(card, each.item) for each in items)
        if total(_weight(card, each.item) for each in known) < multiply(least.weight, whole):
            return missing
    if least.when is not None:
        enough = least.when.evaluate(facts)
        if isinstance(enough, Missing):
            return enough.facts
        if enough is not True:
            return missing or tuple(sorted(least.when.reads))
    return None


def _too_little(
    card: Scorecard, found: Scored, reasons: list[Reason], scarce: tuple[str, ...] | None, items: Sequence[ItemScore]
) -> Scored:
    least = card.minimum
    missing = scarce if scarce is not None else tuple(dict.fromkeys(name for each in items for name in each.missing))
    known = sum(each.is_known for each in items)
    rule = card.rule if least is None else least.rule
    instead = "" if least is None or scarce is None else least.grade or ""
    said = (("known", known), ("items", len(items)), ("grade", instead))
    reasons.append(Reason("score-too-little", rule, said))
    return evolve(found, grade=instead, before_gates=instead, missing=missing, code=TOO_LITTLE, reasons=tuple(reasons))


def _graded(card: Scorecard, found: Scored, reasons: list[Reason], facts: Facts) -> Scored:
    assert found.total is not None  # noqa: S101  # only what has a score is graded
    band = Ladder(card.grades.values()).reached(found.total)
    if band is None:
        reasons.append(Reason("score-below-grades", card.rule, (("total", found.total),)))
        return evolve(found, code="DK001", reasons=tuple(reasons))
    reached = Reason("score-grade", band.rule, (("grade", band.grade), (band.bound.side, band.bound.value)))
    tried: list[Reason] = []
    held: list[tuple[Gate, Reason]] = []
    open_: list[tuple[Gate, Reason, tuple[str, ...]]] = []
    for gate in card.gates.values():
        said = (("gate", gate.title or gate.id), ("at_most", gate.at_most))
        holds = _holds(gate, found.items, facts)
        if isinstance(holds, Missing) and gate.if_missing is None:
            reason = Reason("score-gate-unknown", gate.rule, (*said, ("facts", holds.facts)))
            open_.append((gate, reason, holds.facts))
            continue
        applies = gate.if_missing == "apply" if isinstance(holds, Missing) else holds
        if applies:
            held.append((gate, Reason("score-gate", gate.rule, said)))
        else:
            tried.append(Reason("score-gate-open", gate.rule, said))
    given = _strictest(card, band, [gate for gate, _ in held])
    # A gate that nobody can tell leaves the grade open only where it could keep it lower still.
    deciding = [each for each in open_ if _place(card, each[0].at_most) < _place(card, given)]
    tried += [reason for gate, reason, _ in open_ if _place(card, gate.at_most) >= _place(card, given)]
    if deciding:
        missing = tuple(dict.fromkeys(fact for _, _, facts in deciding for fact in facts))
        told_ = (*reasons, *(reason for _, reason, _ in deciding), reached)
        return evolve(found, before_gates=band.grade, missing=missing, code=MISSING, reasons=told_, tried=tuple(tried))
    stopping = [reason for gate, reason in held if _place(card, gate.at_most) < _place(card, band.grade)]
    tried += [reason for gate, reason in held if _place(card, gate.at_most) >= _place(card, band.grade)]
    gates = tuple(gate.id for gate, _ in held if _place(card, gate.at_most) < _place(card, band.grade))
    return evolve(
        found,
        grade=given,
        before_gates=band.grade,
        gates=gates,
        reasons=(*reasons, reached, *stopping),
        tried=tuple(tried),
    )


def _holds(gate: Gate, items: Sequence[ItemScore], facts: Facts) -> bool | Missing:
    if gate.when is not None:
        holds = gate.when.evaluate(facts)
        return holds if isinstance(holds, Missing) else holds is True
    item = next(each for each in items if each.item.id == gate.item)
    if item.points is None:
        return Missing(item.missing)
    return gate.below is not None and item.points < gate.below


def _strictest(card: Scorecard, band: GradeBand, gates: Sequence[Gate]) -> str:
    return min((band.grade, *(gate.at_most for gate in gates)), key=lambda name: _place(card, name))


def _place(card: Scorecard, grade: str) -> int:
    """The place of a grade, the best the highest; of one that the card does not know the highest of all."""
    place = card.order(grade)
    return len(card.grades) if place is None else place


def _reads(card: Scorecard, facts: Facts, places: Mapping[str, Location]) -> Iterator[Read]:
    names = dict.fromkeys(name for each in _expressions(card) for name in sorted(each))
    for name in names:
        value = facts.get(name)
        if value is not None and not isinstance(value, Missing):
            yield Read(name, told(value), places.get(name))


def _expressions(card: Scorecard) -> Iterator[frozenset[str]]:
    for item in card.items.values():
        for each in (item.of, item.points, *(step.when for step in (item.steps or {}).values())):
            if each is not None:
                yield each.reads
    for gate in card.gates.values():
        if gate.when is not None:
            yield gate.when.reads
