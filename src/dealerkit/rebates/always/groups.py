"""Groups: programmes that pay on one and the same base, and every curve of what they pay on it together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import field, frozen

from dealerkit.measures.takes import COUNT
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import UNITS, Missing
from dealerkit.rebates.always.claims import steps_of
from dealerkit.rebates.always.curves import ZERO, Curve, Stretch, clipped, glued, summed
from dealerkit.rebates.always.engine import Facts, Point, bound_at
from dealerkit.rebates.always.invariant import Invariant
from dealerkit.rebates.always.moments import Days, Moment, moments, shares
from dealerkit.rebates.always.payouts import Way, cells, curve_of
from dealerkit.rebates.always.situations import Settled, Situation, Situations, situations
from dealerkit.rebates.clauses import Base
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.sources.registry import SOURCES
from dealerkit.rebates.terms.compiled import rounding_for
from dealerkit.rebates.terms.conditions import figure_of
from dealerkit.rebates.terms.reckoning import Reckoner
from dealerkit.values.numbers import as_fraction

LAST_YEAR, TARGET = "same-period-last-year", "target"
_CENT = Fraction(1, 100)
SAMPLES = (1, 100, 1_000, 100_000, 1_000_000)
"""Baselines that stand for all others where counterexamples are looked for: any figure may be one."""


@frozen(eq=False)
class Run:
    """One curve of a group: the day, the share of the period, the way through conditions, the baseline.

    ``holds`` are the steps at which the promise is asked for. ``reached`` is the qualifying base where another one
    is paid on.
    """

    moment: Moment
    days: Days
    situation: Situation
    curve: Curve
    holds: tuple[tuple[int, int | None], ...]
    baseline: Fraction | None = None
    reached: Fraction | None = None

    def point(self, step: Fraction, j: int) -> Point:
        """The point of the curve at a step."""
        base = step * j
        if self.reached is not None:
            return Point(self.reached, base, self.baseline, self.days)
        return Point(base, None, self.baseline, self.days)


@frozen(eq=False)
class Group:
    """Programmes with the same base, as an invariant asks for them."""

    policy: Policy
    invariant: Invariant
    programmes: tuple[Programme, ...]
    step: Fraction
    found: dict[Moment, tuple[tuple[Reckoner, ...], Situations]] = field(init=False, repr=False)

    @found.default
    def _situations(self) -> dict[Moment, tuple[tuple[Reckoner, ...], Situations]]:
        made: dict[Moment, tuple[tuple[Reckoner, ...], Situations]] = {}
        rounding = self.policy.header.rounding
        for moment in moments(self.policy, self.programmes, self.invariant):
            known = moment.parameters
            reckoners = tuple(Reckoner(each, *rounding_for(each, rounding), known) for each in self.programmes)
            when = self.invariant.when
            made[moment] = (
                reckoners,
                situations(reckoners, when, self.policy.catalogue, known, waits=self.invariant.is_upper),
            )
        return made

    @property
    def pays_on_another(self) -> bool:
        """Whether another base is paid than the one that reaches the bands."""
        return self.programmes[0].paying is not None

    @property
    def has_baseline(self) -> bool:
        """Whether bounds are shares of a figure that may be any."""
        return any(
            each.against is not None and fixed_baseline(each, moment.parameters) is None
            for each in self.programmes
            for moment in self.found
        )

    def worth(self, moment: Moment, facts: Facts | None = None) -> Fraction | None:
        """The least money that one of the base is sold for: one, unless units are counted and have a least price.

        None where the price is missing, or goes by facts that are not known.
        """
        price = self.invariant.unit_price
        if price is None or not is_counted(self.policy, self.programmes[0]):
            return Fraction(1)
        found = figure_of(price, {**moment.parameters, **(facts or {})})
        return None if isinstance(found, Missing) else as_fraction(found)

    def promised(self, moment: Moment, facts: Facts) -> Fraction | None:
        """The bound of the promise; of a share, that of one of the base, which may be counted; None where missing."""
        bound = bound_at(self.invariant, facts, moment)
        if bound is None or self.invariant.kind != "share":
            return bound
        worth = self.worth(moment, facts)
        return None if worth is None else bound * worth

    def runs(self) -> Iterator[Run]:
        """Every curve: each day, each share of a period, each way through the conditions, each baseline."""
        every_share = shares(self.policy, self.programmes)
        for moment, (reckoners, known) in self.found.items():
            for situation in known.every:
                for days in every_share:
                    yield from self._of(moment, reckoners, known, situation, days)

    def _of(
        self, moment: Moment, reckoners: Sequence[Reckoner], known: Situations, situation: Situation, days: Days
    ) -> Iterator[Run]:
        for baseline in baselines(self.programmes, moment.parameters, self.step):
            if self.pays_on_another:
                yield from self._on_another(moment, reckoners, known, situation, days, baseline)
                continue
            ranges = [(first, last) for first, last, _ in cells(_breaks(known), self.step)]
            curves = []
            for reckoner, answers in zip(reckoners, situation.answers, strict=True):
                curves.append(self._along(reckoner, answers, ranges, known, days, baseline))
            holds = self._asked(ranges, situation, known)
            yield Run(moment, days, situation, summed(curves), holds, baseline)

    def _asked(
        self, ranges: Sequence[tuple[int, int | None]], situation: Situation, known: Situations
    ) -> tuple[tuple[int, int | None], ...]:
        """The steps at which the promise is asked for: not where, or just before where, nobody can say what is paid."""
        further = steps_of(self.invariant, self.step)
        places = _place_numbers(known, self.step)
        lost = [each for each, place in zip(ranges, places, strict=True) if situation.unknown[place]]
        found = [each for each, place in zip(ranges, places, strict=True) if situation.holds[place]]
        for start, end in lost if further else ():
            gap = (start - further, None if end is None else end - further)
            found = [piece for each in found for piece in _without(each, gap)]
        return tuple(found)

    def _along(
        self,
        reckoner: Reckoner,
        answers: Sequence[Settled | None],
        ranges: Sequence[tuple[int, int | None]],
        known: Situations,
        days: Days,
        baseline: Fraction | None,
    ) -> Curve:
        """One programme's curve, put together from the places of the axis."""
        pieces: list[Stretch] = []
        made: dict[Settled | None, Curve] = {None: ZERO}
        for (first, last), place in zip(ranges, _place_numbers(known, self.step), strict=True):
            answer = answers[place]
            if answer not in made:
                way = self.way(reckoner, answer, days, baseline)
                made[answer] = ZERO if way is None else curve_of(way)
            pieces += clipped(made[answer], first, last)
        return glued(pieces)

    def way(
        self,
        reckoner: Reckoner,
        answer: Settled | None,
        days: Days,
        baseline: Fraction | None,
        reached: Fraction | None = None,
    ) -> Way | None:
        """A programme with everything settled but its base; None where it pays nothing."""
        if answer is None:
            return None
        programme, figures = reckoner.programme, answer.figures
        share = Fraction(1)
        if days is not None and reckoner.cuts:
            if programme.short_period == "nothing":
                return None
            share = Fraction(*days)
            figures = figures.cut(programme, share)
        if programme.against is not None:
            if baseline is None:
                return None
            if days is not None and reckoner.cuts and programme.against.baseline != LAST_YEAR:
                baseline = baseline * share
        extra = sum((as_fraction(figures.bonuses[place].rate) for place in answer.held), Fraction(0))
        own = baseline if programme.against is not None else None
        return Way(reckoner, figures, extra, answer.factor, self.step, own, reached, answer.barred)

    def _on_another(
        self,
        moment: Moment,
        reckoners: Sequence[Reckoner],
        known: Situations,
        situation: Situation,
        days: Days,
        baseline: Fraction | None,
    ) -> Iterator[Run]:
        """A curve over the paying base for every stretch of the qualifying one."""
        breaks = set(_breaks(known))
        for reckoner, answers in zip(reckoners, situation.answers, strict=True):
            for answer in answers:
                way = self.way(reckoner, answer, days, baseline)
                breaks |= set() if way is None else set(way.breaks())
        for first, _, _ in cells(tuple(sorted(breaks)), self.step):
            reached = first * self.step
            place = _place_of(known, reached)
            if not situation.holds[place]:
                continue
            curves = []
            for reckoner, answers in zip(reckoners, situation.answers, strict=True):
                way = self.way(reckoner, answers[place], days, baseline, reached)
                curves.append(ZERO if way is None else curve_of(way))
            yield Run(moment, days, situation, summed(curves), ((0, None),), baseline, reached)


def _without(steps: tuple[int, int | None], gap: tuple[int, int | None]) -> list[tuple[int, int | None]]:
    """The steps that are not in a gap."""
    first, last = steps
    before = (first, gap[0] - 1 if last is None else min(last, gap[0] - 1))
    found: list[tuple[int, int | None]] = [before] if before[0] <= before[1] else []
    if gap[1] is not None and (last is None or gap[1] < last):
        found.append((max(first, gap[1] + 1), last))
    return found


def _breaks(known: Situations) -> tuple[Fraction, ...]:
    return tuple(sorted({Fraction(0), *known.cuts}))


def _place_numbers(known: Situations, step: Fraction) -> list[int]:
    """For each range of steps the place of the axis that answers for it."""
    return [_place_of(known, base) for _, _, base in cells(_breaks(known), step)]


def _place_of(known: Situations, base: Fraction) -> int:
    """The place of the axis on which a base lies: on a cut, or between two."""
    cuts = known.cuts
    for number, cut in enumerate(cuts):
        if base < cut:
            return 2 * number
        if base == cut:
            return 2 * number + 1
    return 2 * len(cuts)


def fixed_baseline(programme: Programme, parameters: Facts) -> Fraction | None:
    """The baseline that a programme writes or computes for all alike; None where it may be any figure."""
    against = programme.against
    if against is None or isinstance(against.baseline, str):
        return None
    if isinstance(against.baseline, Expression) and against.baseline.reads:
        return None
    found = figure_of(against.baseline, parameters)
    return None if isinstance(found, Missing) else as_fraction(found)


def baselines(programmes: Sequence[Programme], parameters: Facts, step: Fraction) -> tuple[Fraction | None, ...]:
    """The baselines that are looked at: the one that is fixed, or some that stand for all; None without any."""
    own = next((each for each in programmes if each.against is not None), None)
    if own is None or own.against is None:
        return (None,)
    fixed = fixed_baseline(own, parameters)
    instead = own.against.missing
    if fixed is not None and fixed > 0:
        return (fixed,)
    found: list[Fraction | None] = [] if fixed is not None else [step, *map(Fraction, SAMPLES)]
    if instead == "zero":
        found.append(Fraction(0))
    elif not isinstance(instead, str):
        found.append(as_fraction(instead))
    return tuple(dict.fromkeys(found)) or (None,)


def step_of(policy: Policy, programmes: Sequence[Programme], invariant: Invariant) -> Fraction:
    """How fine bases are: as the promise says; else whole where something is counted, cents where it is not."""
    if invariant.step is not None:
        return as_fraction(invariant.step)
    return Fraction(1) if is_counted(policy, programmes[0]) else _CENT


def is_counted(policy: Policy, programme: Programme) -> bool:
    """Whether what is paid on is counted: rows, or units of goods."""
    base = programme.paying or programme.qualifying
    if base.measure == COUNT:
        return True
    if isinstance(base.measure, Expression):
        return base.measure.type == UNITS
    source = SOURCES.get(base.source)
    fact = policy.catalogue.get(f"{source.root}.{base.measure}") if source else None
    return fact is not None and fact.type == UNITS


def base_key(policy: Policy, programme: Programme) -> tuple[object, ...]:
    """What programmes must share to pay on one base: rows, measure, period, days, payee, whose bases are added up."""
    parts = [row_key(base) for base in (programme.qualifying, programme.paying) if base is not None]
    period = programme.period
    divided = (period.kind, period.starts, period.weeks, period.closes and period.closes.weekday)
    whose = programme.accumulate and (programme.accumulate.over, programme.accumulate.weights)
    own = programme.id if programme.against is not None or programme.late is not None else ""
    days = programme.effective or policy.header.effective
    return (*parts, divided, programme.payee, whose, (days.start, days.end), own)


def row_key(base: Base) -> tuple[object, ...]:
    """What bases must share to count the same rows by the same measure."""
    measure = base.measure.text if isinstance(base.measure, Expression) else base.measure
    where = base.where.text if base.where is not None else ""
    return (base.source, where, measure, base.if_missing, base.of)
