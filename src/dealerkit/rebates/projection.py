"""Projection: what a payee earns if the period goes on as it did, and what the bands ahead are worth.

Method: linear by days elapsed. A base of 41 calendar days, the day of the question included, grows by
a 41st of itself each day until the period ends. Figures stay exact fractions until the amount is
rounded, once, by the programme's rule; where units are counted, the projected base is whole units,
rounded down. All amounts are judged as at the period's end: facts are those on record for that day,
targets those of that day, and attainments grow with the base.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import cast

from attrs import evolve, field, frozen

from dealerkit.book import Book
from dealerkit.decisions import Rule
from dealerkit.measures.takes import COUNT
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Problem, Severity, in_order, problem
from dealerkit.rebates.joint.deciding import Deciding
from dealerkit.rebates.joint.gathering import gathers
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.run import Run, cause_of, pays_on_nothing
from dealerkit.rebates.sources.named import MEASURED, NamedMeasure, measures_of
from dealerkit.rebates.sources.registry import INCIDENTS
from dealerkit.rebates.standing import Standing
from dealerkit.rebates.takes import ATTAINMENT
from dealerkit.rebates.terms import Entitlement, Measured, Terms
from dealerkit.rebates.terms.scale import Rung
from dealerkit.rebates.windows import ONE_DAY, Window
from dealerkit.values.exact import (
    EXACT,
    ONE,
    ZERO,
    Number,
    add,
    as_fraction,
    divide,
    multiply,
    subtract,
    total_of_decimals,
)


@frozen
class BandAhead:
    """A band that the base has not reached yet.

    ``distance`` is missing to it, in money or units; ``days`` at the present pace are whole days from
    tomorrow on, and ``on`` is the day; both are None where the base does not grow. ``short`` is what the
    projected base lacks, 0 where the band is reached in time. ``earns`` is the amount at the bound if
    nothing else changes, ``over_now`` and ``over_projected`` what that is more than is earned so far and
    than is projected. A bound that must be passed is reached one step of rounding above it.
    """

    rule: Rule
    bound: Number
    rate: Number
    distance: Number
    days: int | None
    on: date | None
    in_time: bool
    short: Number
    earns: Decimal | None
    over_now: Decimal | None
    over_projected: Decimal | None

    @property
    def worth(self) -> Decimal | None:
        """What the band is worth: over what is projected, or over today where it is reached anyway."""
        return self.over_now if self.in_time else self.over_projected


@frozen
class Projection:
    """One programme and payee in the period that runs: so far, as projected, and the bands ahead.

    ``window`` is measured through the day of the question. ``pace`` is what the qualifying base gains a
    calendar day. ``so_far`` is what the period pays if nothing more is bought.
    """

    programme: str
    title: str
    payee: str
    payee_name: str
    window: Window
    elapsed: int
    days: int
    pace: Number
    so_far: Entitlement
    projected: Entitlement
    bands: tuple[BandAhead, ...]

    @property
    def next_band(self) -> BandAhead | None:
        """The band right above the base; None at the top, or where the bands cannot be told."""
        return self.bands[0] if self.bands else None

    @property
    def out_of_reach(self) -> BandAhead | None:
        """The first band that the period will not reach at this pace."""
        return next((band for band in self.bands if not band.in_time), None)

    @property
    def undetermined(self) -> bool:
        """Whether an amount cannot be told."""
        return self.so_far.amount is None or self.projected.amount is None

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts without which an amount cannot be told."""
        return tuple(dict.fromkeys((*self.so_far.missing, *self.projected.missing)))


@frozen
class Total:
    """The sums of one programme; those that cannot be told are counted apart."""

    programme: str
    title: str
    payees: int
    so_far: Decimal
    projected: Decimal
    undetermined: int


@frozen(eq=False)
class Outlook:
    """The projections of one day, with what was found on the way.

    ``alone`` are the programmes whose figures are as if there were no stacking and no budget.
    """

    policy: str
    revision: str
    currency: str
    as_of: date
    known_at: date | None
    projections: tuple[Projection, ...]
    problems: tuple[Problem, ...] = field(repr=False)
    alone: tuple[str, ...] = ()

    @property
    def totals(self) -> tuple[Total, ...]:
        """One total a programme, in the order of the projections."""
        ids = dict.fromkeys((each.programme, each.title) for each in self.projections)
        return tuple(_total(*id, [each for each in self.projections if each.programme == id[0]]) for id in ids)


def project(policy: Policy, book: Book, as_of: date, known_at: date | None = None) -> Outlook:
    """What everybody earns in the periods that run on ``as_of`` if they go on as they did."""
    return outlook(Run.open(policy, book, as_of, known_at))


def outlook(run: Run, programme: str = "", payee: str = "") -> Outlook:
    """The projections of a run, of one programme or payee if they are named.

    Who has bought nothing in the period is left out unless asked about, or paid for nothing.
    DK367 where an amount cannot be told, DK369 where a payee has no contract years.
    """
    chosen = [each for each in run.standing.programmes.values() if programme in {"", each.id}]
    problems: list[Problem] = [*run.standing.lacking]
    found: list[Projection] = []
    for each in chosen:
        for one in (payee,) if payee else run.payees(each):
            window = running(run.standing, each, one)
            if window is None:
                problems += without_contract(run.standing, each, one)
                continue
            is_asked = bool(payee) and not gathers(each)
            if is_asked or run.has_bought(each, one, window) or _may_pay_for_nothing(run, each, one, window):
                found.append(projection(run, each, one, window))
    problems += (_undetermined(each, run.standing.programmes[each.programme]) for each in found if each.undetermined)
    header = run.standing.policy.header
    return Outlook(
        policy=header.name,
        revision=header.revision,
        currency=header.currency,
        as_of=run.standing.as_of,
        known_at=run.known_at,
        projections=tuple(found),
        problems=in_order(problems),
        alone=run.deciding.joint_among(each.programme for each in found),
    )


def running(standing: Standing, programme: Programme, payee: str) -> Window | None:
    """The programme's period that the day of the question is in, measured through that day."""
    today = standing.as_of
    for window in reversed(standing.windows(programme, payee)):
        if window.first <= today <= window.last:
            return evolve(window, through=today)
    return None


def at_the_end(
    standing: Standing, programme: Programme, payee: str, window: Window, deciding: Deciding | None = None
) -> Measured:
    """What is measured at the period's end if nothing more is bought: the lines so far, the facts of its last day.

    ``deciding`` is the run's, where there is one: what others earned need then not be decided again.
    """
    ending = evolve(window, through=window.last)
    if gathers(programme):
        return (deciding or Deciding(standing)).measured(programme, payee, ending)
    return standing.measured(programme, payee, ending)


def carried_on(
    standing: Standing, programme: Programme, payee: str, window: Window, deciding: Deciding | None = None
) -> Measured:
    """The period's end if every day left is like the days so far, for a window measured through the day asked."""
    return _Course(standing, programme, payee, window, deciding).going_on()


def projection(run: Run, programme: Programme, payee: str, window: Window) -> Projection:
    """One projection, for a window measured through the day of the question."""
    terms = run.terms(programme, window)
    course = _Course(run.standing, programme, payee, window, run.deciding)
    going_on = course.going_on()
    shared = _shared(run, programme, payee, window)
    ending = evolve(window, through=window.last)

    def decided(measured: Measured) -> Entitlement:
        found = run.deciding.guaranteed(programme, payee, ending, terms.decide(measured), measured)
        return evolve(found, amount=shared(found.amount))

    def amount(measured: Measured) -> Decimal | None:
        return shared(terms.amount(measured)) if not _is_made_up(programme) else decided(measured).amount

    so_far, projected = decided(course.measured), decided(going_on)
    return Projection(
        programme=programme.id,
        title=programme.title or "",
        payee=payee,
        payee_name=run.name(payee),
        window=window,
        elapsed=course.elapsed,
        days=course.elapsed + course.remaining,
        pace=course.pace,
        so_far=so_far,
        projected=projected,
        bands=tuple(_bands_ahead(terms, course, going_on, so_far.amount, projected.amount, amount)),
    )


@frozen(eq=False)
class _Course:
    """How one period has gone so far, and how it may go on."""

    standing: Standing
    programme: Programme
    payee: str
    window: Window
    deciding: Deciding | None = None
    measured: Measured = field(init=False)

    @measured.default
    def _if_nothing_more_comes(self) -> Measured:
        return at_the_end(self.standing, self.programme, self.payee, self.window, self.deciding)

    @property
    def elapsed(self) -> int:
        """Calendar days of the period so far, today included."""
        return (self.window.through - self.window.first).days + 1

    @property
    def remaining(self) -> int:
        """Calendar days left, today excluded."""
        return (self.window.last - self.window.through).days

    @property
    def pace(self) -> Number:
        """What the qualifying base gains a day."""
        return divide(self.measured.qualifying, Decimal(self.elapsed))

    def going_on(self) -> Measured:
        """The period's end if every day left is like the days so far."""
        base = self.measured.qualifying
        more = self._more(base)
        if _counts_units(self.programme):
            # Parts of a unit are undetermined as they are; carrying them on could make them look whole.
            is_whole = as_fraction(base).denominator == 1
            more = Decimal(floor(as_fraction(more))) if is_whole else ZERO
        ending = self.after(more, self.more_paid)
        pace = add(ONE, Fraction(self.remaining, self.elapsed)) if self.remaining else ONE
        # What was found in the market is no trade that goes on: nobody forecasts a breach.
        trade = {id: each for id, each in self.measures.items() if each.source != INCIDENTS}
        return evolve(ending, facts={**ending.facts, **self._named(pace, trade)})

    @property
    def measures(self) -> Mapping[str, NamedMeasure]:
        """The named measures of the policy."""
        return measures_of(self.standing.policy)

    @property
    def more_paid(self) -> Number:
        """What the paying base gains in the days left, where it is another than the qualifying one."""
        return ZERO if self.measured.paying is None else self._more(self.measured.paying)

    def after(self, more: Number, more_paid: Number = ZERO) -> Measured:
        """The period's end if so much more is bought, evenly over the days left, of the same things as so far.

        So named measures of the base's own source grow as it does; those of other sources stay as they are.
        """
        measured = self.measured
        base = add(measured.qualifying, more)
        paid = None if measured.paying is None else add(measured.paying, more_paid)
        facts: dict[str, Value | Missing] = dict(measured.facts)
        own = {"period.qualifying": base, "period.paying": base if paid is None else paid}
        for name, known in measured.facts.items():
            if name in own:
                facts[name] = own[name]
            elif name.startswith(ATTAINMENT) and not isinstance(known, Missing):
                facts[name] = add(cast("Number", known), self._attained(name.removeprefix(ATTAINMENT), more))
        if measured.qualifying > 0:
            source = self.programme.qualifying.source
            same = {id: each for id, each in self.measures.items() if each.source == source}
            facts |= self._named(divide(base, measured.qualifying), same)
        return evolve(measured, qualifying=base, paying=paid, facts=facts)

    def _named(self, times: Number, measures: Mapping[str, NamedMeasure]) -> Mapping[str, Number]:
        """The named measures that the programme reads, so many times as large; rows that are counted stay whole."""
        found: dict[str, Number] = {}
        for id, each in measures.items():
            known = self.measured.facts.get(f"{MEASURED}{id}")
            if isinstance(known, Decimal | Fraction):
                grown = multiply(known, times)
                found[f"{MEASURED}{id}"] = Decimal(floor(as_fraction(grown))) if each.measure == COUNT else grown
        return found

    def _more(self, base: Number) -> Number:
        """What the days left bring at the pace of the days so far."""
        return multiply(base, Fraction(self.remaining, self.elapsed)) if self.remaining else ZERO

    def _attained(self, word: str, more: Number) -> Number:
        """What more purchases add to an attainment: of those in its own period, the share of its target."""
        ending = evolve(self.window, through=self.window.last)
        if gathers(self.programme):
            aim = (self.deciding or Deciding(self.standing)).groups.aim(self.programme, self.payee, word, ending)
        else:
            aim = self.standing.aim(word, self.programme, self.payee, ending)
        if aim is None:  # what has no target is missing, and stays so; what grows with other lines stays as it is
            return ZERO
        period, target = aim
        days = (self.window.last - max(period.start, self.window.through + ONE_DAY)).days + 1
        part = Fraction(days, self.remaining) if self.remaining else ONE
        return divide(multiply(more, part), target)


def _bands_ahead(
    terms: Terms,
    course: _Course,
    going_on: Measured,
    now: Decimal | None,
    then: Decimal | None,
    amount: Callable[[Measured], Decimal | None],
) -> Iterator[BandAhead]:
    """Every band above the base, in order; none where they cannot be told."""
    scale = terms.scale(course.measured)
    if scale is None:
        return
    base = course.measured.qualifying
    highest = scale.reached(going_on.qualifying)
    for position in range(scale.reached(base) + 1, len(scale.rungs)):
        rung = scale.rungs[position]
        least = add(rung.bound, terms.step) if _must_be_passed(rung) else rung.bound
        to_bound = subtract(least, base)
        earns = amount(course.after(to_bound))
        days = _days_to(rung, base, course.pace)
        yield BandAhead(
            rule=rung.band.rule,
            bound=rung.bound,
            rate=rung.rate,
            distance=subtract(rung.bound, base),
            days=days,
            on=_day_after(course.window.through, days),
            in_time=position <= highest,
            short=max(subtract(rung.bound, going_on.qualifying), ZERO),
            earns=earns,
            over_now=_over(earns, now),
            # Where other purchases are paid on, those go on as they did while this base reaches its bound.
            over_projected=_over(amount(course.after(to_bound, course.more_paid)), then),
        )


def _shared(run: Run, programme: Programme, payee: str, window: Window) -> Callable[[Decimal | None], Decimal | None]:
    """What of an amount the payee is given: all of it, or its share where several are added up."""
    if not gathers(programme):
        return lambda amount: amount
    return lambda amount: run.deciding.groups.share(programme, payee, window, amount)


def _is_made_up(programme: Programme) -> bool:
    """Whether other periods of the year have a say in what this one pays."""
    return programme.guarantee is not None and programme.guarantee.over == "year"


def _must_be_passed(rung: Rung) -> bool:
    return rung.beyond and rung.band.at_unit is None


def _days_to(rung: Rung, base: Number, pace: Number) -> int | None:
    """The fewest whole days after which the base has reached the band; None where it never does."""
    if pace <= 0:
        return None
    exact = as_fraction(subtract(rung.bound, base)) / as_fraction(pace)
    days = ceil(exact)
    return days + 1 if days == exact and _must_be_passed(rung) else days


def _day_after(today: date, days: int | None) -> date | None:
    if days is None or days > (date.max - today).days:
        return None
    return today + timedelta(days)


def _over(amount: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if amount is None or other is None else EXACT.subtract(amount, other)


def _counts_units(programme: Programme) -> bool:
    return any(band.at_unit is not None for band in programme.bands.values())


def _may_pay_for_nothing(run: Run, programme: Programme, payee: str, window: Window) -> bool:
    """Whether a sum may be due though nothing was bought: from a base of 0 on, or guaranteed."""
    if not pays_on_nothing(programme):
        return False
    return run.terms(programme, window).amount(at_the_end(run.standing, programme, payee, window)) != 0


def without_contract(standing: Standing, programme: Programme, payee: str) -> Iterator[Problem]:
    """DK369 for a payee without contract years."""
    if standing.timing(programme, payee) is None:
        at = programme.period.rule.at
        yield problem("DK369", at, severity=Severity.WARNING, programme=programme.id, payee=payee)


def _undetermined(found: Projection, programme: Programme) -> Problem:
    return problem(
        "DK367",
        programme.rule.at,
        address=programme.rule.address,
        severity=Severity.WARNING,
        programme=found.programme,
        payee=found.payee,
        period=found.window.label,
        facts=found.missing,
        rule=next((cause_of(each) for each in (found.so_far, found.projected) if each.amount is None), ""),
    )


def _total(programme: str, title: str, found: list[Projection]) -> Total:
    told = [each for each in found if each.so_far.amount is not None and each.projected.amount is not None]
    return Total(
        programme,
        title,
        len(found),
        total_of_decimals(each.so_far.amount for each in told if each.so_far.amount is not None),
        total_of_decimals(each.projected.amount for each in told if each.projected.amount is not None),
        len(found) - len(told),
    )
