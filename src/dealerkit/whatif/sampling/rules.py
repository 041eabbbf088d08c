"""What a scenario writes about how far volumes may differ, key by key.

    uncertainty:
      seed: 7
      runs: 1_000
      volumes:
        - {id: market, normal: {mean: 100%, deviation: 8%, least: 70%, most: 130%}, together: 40%, each: quarter}
        - {id: launch, triangular: {least: 60%, likely: 100%, most: 120%}, where: within(product, "new")}
        - {id: own, history: {of: 2024-01-01..2025-12-31, every: quarter}}

Each item is a factor on the volumes it is about; where several are about the same lines they are multiplied.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import INTEGER, RANGE, RATE, SHARE, TEXT, between, choice
from dealerkit.policy.shapes import ByKey, Keyed, Shape, entry, expression, items, listing, named, placed, record
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.rebates.sources.registry import ROW
from dealerkit.values.numbers import ZERO, Number
from dealerkit.values.periods import Period, PeriodKind, read_period_kind
from dealerkit.values.ranges import DateRange
from dealerkit.whatif.sampling import distributions
from dealerkit.whatif.sampling.distributions import Drawn

KINDS = ("uniform", "triangular", "normal", "lognormal", "discrete", "history")
"""How a factor may be distributed; it is exactly one of these."""

PERIODS = ("month", "quarter", "half-year", "year")

USUAL = tuple(Decimal(each) for each in ("0.05", "0.25", "0.5", "0.75", "0.95"))
"""The percentiles that are told unless others are asked for."""

MOST_RUNS = 100_000
"""More runs than this are refused: every run keeps its cost."""

_FACTOR = cast("Shape[Number]", between(RATE, 0, 10))
_RUNS = cast("Shape[int]", between(INTEGER, 1, MOST_RUNS))
_SHARE = cast("Shape[Number]", SHARE)
_DEALER = frozenset({"dealer", "contract"})
_CHANCES = cast("Shape[Mapping[Number, Number]]", ByKey(cast("Shape[object]", _FACTOR), _SHARE))


@frozen(kw_only=True)
class Uniform:
    """Every factor between two is as likely as any other."""

    rule: Rule = placed()
    least: Number = entry(_FACTOR, "the smallest factor")
    most: Number = entry(_FACTOR, "the largest factor")

    @property
    def in_order(self) -> bool:
        """Whether the figures stand in the order in which they must."""
        return self.least < self.most

    def drawn(self) -> Drawn:
        """What draws are made into."""
        return distributions.uniform(self.least, self.most)


@frozen(kw_only=True)
class Triangular:
    """Most often near a likely factor, ever more seldom towards two ends."""

    rule: Rule = placed()
    least: Number = entry(_FACTOR, "the smallest factor")
    likely: Number = entry(_FACTOR, "the likeliest factor")
    most: Number = entry(_FACTOR, "the largest factor")

    @property
    def in_order(self) -> bool:
        """Whether the figures stand in the order in which they must."""
        return self.least <= self.likely <= self.most and self.least < self.most

    def drawn(self) -> Drawn:
        """What draws are made into."""
        return distributions.triangular(self.least, self.likely, self.most)


@frozen(kw_only=True)
class Normal:
    """The bell curve, cut off at two ends: what would lie beyond them does not occur."""

    rule: Rule = placed()
    mean: Number = entry(_FACTOR, "the mean of the whole bell curve")
    deviation: Number = entry(_FACTOR, "the standard deviation of the whole bell curve: two thirds lie within one")
    least: Number = entry(_FACTOR, "the smallest factor")
    most: Number = entry(_FACTOR, "the largest factor")

    @property
    def in_order(self) -> bool:
        """Whether the figures stand in the order in which they must."""
        return self.least <= self.mean <= self.most and self.least < self.most and self.deviation > 0

    def drawn(self) -> Drawn:
        """What draws are made into."""
        return distributions.normal(self.mean, self.deviation, self.least, self.most)


@frozen(kw_only=True)
class Lognormal:
    """A bell curve of the logarithm, cut off at two ends: seldom far above, never below zero."""

    rule: Rule = placed()
    median: Number = entry(_FACTOR, "half the factors of the whole curve are above it, half below")
    deviation: Number = entry(_FACTOR, "the standard deviation of the factor's logarithm")
    least: Number = entry(_FACTOR, "the smallest factor")
    most: Number = entry(_FACTOR, "the largest factor")

    @property
    def in_order(self) -> bool:
        """Whether the figures stand in the order in which they must."""
        ordered = self.least <= self.median <= self.most and self.least < self.most
        return ordered and self.deviation > 0 and self.median > 0

    def drawn(self) -> Drawn:
        """What draws are made into."""
        return distributions.lognormal(self.median, self.deviation, self.least, self.most)


@frozen(kw_only=True)
class History:
    """What a dealer bought in a period drawn from his own past, beside the mean of those periods."""

    rule: Rule = placed()
    of: DateRange = entry(RANGE, "the days of the past from which periods are drawn; both ends are written")
    every: str = entry(choice(*PERIODS), "how long a period is")

    @property
    def kind(self) -> PeriodKind:
        """The kind of period that is drawn."""
        return _kind(self.every)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods that may be drawn; none where one end of the days is open."""
        start, end = self.of.start, self.of.end
        return () if start is None or end is None else self.kind.between(start, end)

    @property
    def in_order(self) -> bool:
        """Whether the days are whole periods, two of them at least."""
        found = self.periods
        return len(found) > 1 and found[0].start == self.of.start and found[-1].end == self.of.end


Distribution = Uniform | Triangular | Normal | Lognormal


@frozen(kw_only=True)
class Uncertain:
    """A factor on volumes that is drawn: for every dealer his own, as far as they do not go together."""

    rule: Rule = placed()
    id: str = named()
    title: str | None = entry(TEXT, "the uncertainty's name for people", default=None)
    uniform: Uniform | None = entry(record(Uniform), "every factor between two is equally likely", default=None)
    triangular: Triangular | None = entry(
        record(Triangular), "most often near a likely factor, ever more seldom towards two ends", default=None
    )
    normal: Normal | None = entry(record(Normal), "the bell curve, cut off at two ends", default=None)
    lognormal: Lognormal | None = entry(
        record(Lognormal), "a bell curve of the logarithm, cut off at two ends", default=None
    )
    discrete: Mapping[Number, Number] | None = entry(
        _CHANCES, "factors with the chance of each; the chances add up to 100%", default=None
    )
    history: History | None = entry(
        record(History), "a period drawn from the dealer's own past, beside the mean of it", default=None
    )
    together: Number = entry(
        _SHARE,
        "how likely a dealer is, in each run, to go with the others: all who do have one draw; nobody does if absent",
        default=ZERO,
    )
    each: str | None = entry(
        choice(*PERIODS), "a draw of its own for each such period; one for the whole run if absent", default=None
    )
    where: Expression | None = entry(
        expression(ROW, CONDITION), "which lines are uncertain; all lines if absent", default=None
    )
    dealers: Expression | None = entry(
        expression(_DEALER, CONDITION), "whose lines are uncertain; every dealer's if absent", default=None
    )
    during: DateRange | None = entry(RANGE, "on which days; those of the policy if absent", default=None)

    @property
    def kind(self) -> str:
        """How it is distributed."""
        return next(each for each in KINDS if getattr(self, each) is not None)

    @property
    def conditions(self) -> tuple[Expression, ...]:
        """Every condition that its lines must meet."""
        return tuple(each for each in (self.where, self.dealers) if each is not None)

    @property
    def period_kind(self) -> PeriodKind | None:
        """For which periods there is a draw each; None for one draw a run."""
        return None if self.each is None else _kind(self.each)

    @cached_property
    def drawn(self) -> Drawn | None:
        """What draws are made into; None where each dealer's own history says so."""
        if self.discrete is not None:
            return distributions.discrete(self.discrete)
        found: Distribution | None = self.uniform or self.triangular or self.normal or self.lognormal
        return None if found is None else found.drawn()


@frozen(kw_only=True)
class Uncertainty:
    """How far volumes may differ from those of the scenario, and how often they are drawn."""

    rule: Rule = placed()
    seed: int = entry(INTEGER, "any whole number: the same one gives the same draws on any machine")
    runs: int = entry(_RUNS, "how often everything is drawn and reckoned")
    volumes: Keyed[Uncertain] = entry(
        items(record(Uncertain, exactly_one=(KINDS,))), "factors on volumes, each with an id"
    )
    percentiles: tuple[Number, ...] = entry(
        listing(_SHARE),
        "which percentiles of the cost are told, by nearest rank; 5%, 25%, 50%, 75% and 95% if absent",
        default=USUAL,
    )


UNCERTAINTY = record(Uncertainty)


def _kind(word: str) -> PeriodKind:
    found = read_period_kind(word)
    assert found is not None, word  # noqa: S101  # the shape allows only these words
    return found
