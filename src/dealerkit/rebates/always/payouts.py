"""The curve of a programme: what it pays as an exact function of its base, for one way through its conditions.

The figures come from the engine itself (bands, caps and minimum as a day's parameters, the payee's facts and the
share of a period make them); here only the steps of ``terms.reckoning`` are done with polynomials for numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from attrs import frozen

from dealerkit.rebates.always.crossings import first_step
from dealerkit.rebates.always.curves import (
    NOTHING,
    Curve,
    Line,
    Part,
    Steps,
    Stretch,
    at,
    constant,
    glued,
    plus,
    product,
    times,
)
from dealerkit.rebates.terms.figures import Figures
from dealerkit.rebates.terms.reckoning import Reckoner
from dealerkit.rebates.terms.scale import Rung, Scale, gives_sums
from dealerkit.values.numbers import Number, as_fraction, simplest
from dealerkit.values.rounding import Mode

_DOWN = Mode.FLOOR


@frozen(eq=False)
class Way:
    """A programme with everything settled but its base: figures, what supplements add, what factors multiply by.

    ``step`` is the size of one step of the base. ``baseline`` is what bounds are shares of, None where they are none.
    ``reached`` is the qualifying base where another one is paid on: the curve then runs over that other base.
    ``barred`` where nothing is paid once a band is reached, and the guarantee below all.
    """

    reckoner: Reckoner
    figures: Figures
    extra: Fraction
    factor: Fraction
    step: Fraction
    baseline: Fraction | None = None
    reached: Fraction | None = None
    barred: bool = False

    @property
    def scale(self) -> Scale:
        """The bands, multiplied out where bounds are shares of a baseline."""
        if self.baseline is None:
            return self.figures.scale
        return self.figures.scale.of(simplest(self.baseline))

    def breaks(self) -> tuple[Fraction, ...]:
        """The bases at which another rule begins: bounds, the least base, the most, the baseline; zero before all."""
        figures = self.figures
        found = [Fraction(0)]
        if self.reached is None:
            found += [Fraction(start) for start in self.scale.starts]
        found += [Fraction(limit) for limit in (figures.least_base, figures.most_base) if limit is not None]
        if self.baseline is not None:
            found.append(self.baseline)
        return tuple(sorted({each for each in found if each >= 0}))


def curve_of(way: Way) -> Curve:
    """What is paid from every base on, rounded as the programme rounds."""
    pieces: list[Stretch] = []
    for first, last, inside in cells(way.breaks(), way.step):
        if way.barred and way.scale.reached(simplest(inside if way.reached is None else way.reached)) >= 0:
            pieces.append(Stretch(first, last))
            continue
        parts = _earned(way, inside)
        pieces.extend(_limited(way, Stretch(first, last, tuple(parts))))
    return glued(pieces)


def cells(breaks: tuple[Fraction, ...], step: Fraction) -> Iterator[tuple[int, int | None, Fraction]]:
    """The steps at each break and between breaks, with a base that stands for them all."""
    for number, low in enumerate(breaks):
        if (low / step).denominator == 1:
            yield int(low / step), int(low / step), low
        first = floor(low / step) + 1
        if number + 1 == len(breaks):
            yield first, None, low + 1
            return
        high = breaks[number + 1]
        last = ceil(high / step) - 1
        if first <= last:
            yield first, last, (low + high) / 2


def _earned(way: Way, base: Fraction) -> Iterator[Part]:
    """What is earned before the limits on the amount, at bases for which ``base`` stands."""
    figures = way.figures
    measured = base if way.reached is None else way.reached
    if figures.least_base is not None and measured < figures.least_base:
        return
    own: Line = (Fraction(0), way.step, Fraction(0))
    paid, size = base, own
    if figures.most_base is not None and base >= figures.most_base:
        paid, size = Fraction(figures.most_base), constant(Fraction(figures.most_base))
    qualifying = paid if way.reached is None else way.reached
    scale = way.scale
    step = scale.reached(simplest(qualifying))
    if step < 0:
        return
    for rung, part, rate, is_supplemented in portions(way, scale, step, size, qualifying):
        paid_rate = plus(rate, constant(way.extra)) if is_supplemented else rate
        yield _paid(way, rung, part, paid_rate)


def _paid(way: Way, rung: Rung, size: Line, rate: Line) -> Part:
    """What one portion earns: its rate on its size, or on the full increments in it, and what is paid beside."""
    beside = Fraction(rung.plus) * way.factor
    outer = Steps.of(way.reckoner.rounding) if way.reckoner.rounds_bands else None
    if rung.per is None:
        return _simple(Part(plus(times(product(size, rate), way.factor), constant(beside)), outer))
    each = at(rate, 0) * way.factor
    if not each:
        return _simple(Part(constant(beside), outer))
    increments = times(size, each / Fraction(rung.per))
    # Full increments: the sum, cut down to whole multiples of what one of them is paid.
    inner = Steps(each, _DOWN)
    return _simple(Part(increments, outer, inner, beside))


def _simple(part: Part) -> Part:
    return Part(constant(part.at(0))) if part.line[1:] == NOTHING[1:] else part


def portions(
    way: Way, scale: Scale, step: int, size: Line, qualifying: Fraction
) -> Iterator[tuple[Rung, Line, Line, bool]]:
    """Which band pays on how much at which rate, and whether supplements are added: as ``terms.scale`` has it."""
    programme = way.reckoner.programme
    rungs, method = scale.rungs, programme.method
    rung = rungs[step]
    rate = constant(Fraction(rung.rate))
    if method == "linear":
        rate = _rate_between(scale, step, size if way.reached is None else constant(qualifying))
    if gives_sums(programme.kind, tuple(programme.bands.values())):
        if method == "incremental":
            for place, each in enumerate(rungs[: step + 1]):
                yield each, constant(1), constant(Fraction(each.rate)), place == step
        else:
            yield rung, constant(1), rate, True
    elif method == "incremental":
        for each, following in pairwise(rungs[: step + 1]):
            width = Fraction(following.start) - Fraction(each.start)
            yield each, constant(width), constant(Fraction(each.rate)), True
        yield rung, plus(size, constant(-Fraction(rung.start))), rate, True
    elif method == "excess-over-band":
        yield rung, plus(size, constant(-Fraction(rung.start))), rate, True
    elif method == "excess-over-baseline":
        baseline = way.baseline or Fraction(0)
        yield rung, plus(size, constant(-baseline)) if qualifying > baseline else NOTHING, rate, True
    else:
        yield rung, size, rate, True


def _rate_between(scale: Scale, step: int, base: Line) -> Line:
    """The rate on the straight line from one bound to the next."""
    low = scale.rungs[step]
    if step + 1 == len(scale.rungs):
        return constant(Fraction(low.rate))
    high = scale.rungs[step + 1]
    width = Fraction(high.bound) - Fraction(low.bound)
    if width <= 0:
        return constant(Fraction(low.rate))
    rise = (Fraction(high.rate) - Fraction(low.rate)) / width
    return plus(constant(Fraction(low.rate)), times(plus(base, constant(-Fraction(low.bound))), rise))


def _limited(way: Way, earned: Stretch) -> Iterator[Stretch]:
    """Minimum, cap, guarantee and rounding: the stretch cut where one of them comes in or ends."""
    for piece in _monotone(earned):
        yield from _cut(way, piece)


def _monotone(earned: Stretch) -> Iterator[Stretch]:
    """The stretch cut at the turn of a curved part, so that each piece only rises or only falls."""
    curved = next((part.line for part in earned.parts if part.line[2]), None)
    if curved is None:
        yield earned
        return
    turn = floor(-curved[1] / (2 * curved[2]))
    if turn < earned.first or (earned.last is not None and turn >= earned.last):
        yield earned
        return
    yield earned.within(earned.first, turn)
    yield earned.within(turn + 1, earned.last)


def _cut(way: Way, earned: Stretch) -> Iterator[Stretch]:
    figures = way.figures
    least, most = _optional(figures.least_payout), _optional(figures.most_payout)
    guarantee = _optional(figures.guarantee) if way.reckoner.guarantees else None
    outer = Steps.of(way.reckoner.rounding)
    limits = {each for each in (least, most, guarantee) if each is not None}
    starts = {earned.first}
    for limit in limits:
        starts.update(start for start in _passes(earned, limit) if start is not None)
    ordered = sorted(starts)
    ends = [*(start - 1 for start in ordered[1:]), earned.last]
    for first, last in zip(ordered, ends, strict=True):
        exact = earned.at(first)
        kept: Fraction | None = None
        if least is not None and exact < least:
            kept = Fraction(0)
        elif most is not None and exact > most:
            kept = most
        if guarantee is not None and (exact if kept is None else kept) < guarantee:
            kept = guarantee
        if kept is not None:
            yield Stretch(first, last, (Part(constant(outer.apply(kept))),))
        else:
            yield Stretch(first, last, _rounded(earned.parts, outer))


def _optional(number: Number | None) -> Fraction | None:
    return None if number is None else as_fraction(number)


def _passes(earned: Stretch, limit: Fraction) -> tuple[int | None, int | None]:
    """The first steps at which the amount is on the other side of a limit: reached, and passed."""
    if any(part.outer is not None or part.inner is not None or part.line[2] for part in earned.parts):
        return _change(earned, lambda j: earned.at(j) >= limit), _change(earned, lambda j: earned.at(j) > limit)
    slope = sum((part.line[1] for part in earned.parts), Fraction(0))
    if not slope:
        return None, None
    # A straight line: where it meets the limit is found by one division.
    meets = (limit - sum((part.smooth[0] for part in earned.parts), Fraction(0))) / slope
    found = (ceil(meets), floor(meets) + 1)
    inside = [each if each > earned.first and (earned.last is None or each <= earned.last) else None for each in found]
    return inside[0], inside[1]


def _change(earned: Stretch, holds: Callable[[int], bool]) -> int | None:
    """The first step at which a condition is answered otherwise than at the start; None where it never is."""
    was = holds(earned.first)
    if earned.last is None:
        slope = sum((part.line[1] for part in earned.parts), Fraction(0))
        if was or slope <= 0:
            # Without an end nothing falls: the last band's rate is no line between two.
            return None
    return first_step(lambda j: holds(j) is not was, earned.first, earned.last)


def _rounded(parts: tuple[Part, ...], outer: Steps) -> tuple[Part, ...]:
    """The sum of parts rounded once. At most one of them changes along a stretch."""
    still = sum((part.at(0) for part in parts if part.line[1:] == NOTHING[1:]), Fraction(0))
    moving = [part for part in parts if part.line[1:] != NOTHING[1:]]
    if not moving:
        return (Part(constant(outer.apply(still))),)
    part = moving[0]
    if part.outer is not None:
        # Bands are rounded one by one: their sum needs no rounding any more.
        return (part, Part(constant(still))) if still else (part,)
    if part.inner is None:
        return (Part(plus(part.line, constant(still)), outer),)
    return (Part(part.line, outer, part.inner, part.offset + still),)
