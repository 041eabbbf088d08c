"""Bands that pay nobody anything: all that they can earn stays below the minimum."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from attrs import evolve

from dealerkit.policy.policy import Policy
from dealerkit.problems import Arg, Problem, Related, Severity
from dealerkit.rebates.clauses import plain
from dealerkit.rebates.cliffs import days_of, engine_of
from dealerkit.rebates.marginal import margins
from dealerkit.rebates.programme import Programme, programmes_of
from dealerkit.rebates.terms.conditions import figure_of
from dealerkit.values.numbers import ONE, subtract
from dealerkit.values.rounding import CENT


def check_dead_bands(policy: Policy) -> Iterator[Problem]:
    """DK179, a warning: up to the next bound a band earns less than `minimum.payout`, so that it pays nothing."""
    for programme in programmes_of(policy).values():
        if programme.minimum is None or programme.against is not None or _may_earn_more(programme):
            continue
        found: set[str] = set()
        for day in days_of(policy, programme):
            for each in _dead(programme, policy, day):
                if each.address not in found:
                    found.add(each.address)
                    yield each


def _may_earn_more(programme: Programme) -> bool:
    """Whether some dealer may earn more than the bands say."""
    factors = (plain(band.factor) for factor in programme.factors.values() for band in factor.bands.values())
    assumed = (each.if_missing for each in programme.factors.values() if not isinstance(each.if_missing, str))
    more = any(each is None or each > ONE for each in (*factors, *assumed))
    return more or bool(programme.supplements) or programme.guarantee is not None


def _dead(programme: Programme, policy: Policy, day: date | None) -> Iterator[Problem]:
    parameters = {} if day is None else policy.parameters_at(day)
    minimum = programme.minimum
    if minimum is None or minimum.payout is None:
        return
    least = figure_of(minimum.payout, parameters)
    if not isinstance(least, Decimal):
        return
    engine = engine_of(programme, policy.header.rounding, parameters)
    without = engine_of(evolve(programme, minimum=None), policy.header.rounding, parameters)
    counted = any(band.at_unit is not None for band in programme.bands.values())
    for margin, following in pairwise(margins(programme, parameters, ())):
        last = subtract(following.bound, ONE if counted else CENT)
        earned, would = engine.at(last), without.at(last)
        reached = without.at(margin.bound)
        if earned is None or earned != 0 or not would or reached is None or max(would, reached) >= least:
            continue
        told: dict[str, Arg] = {
            "bound": margin.band.address.rpartition("[")[2].rstrip("]"),
            "since": day or "",
            "below": "",
            "most": "",
            "until": last,
            "earned": would,
            "least": least,
        }
        related = (Related("minimum", minimum.rule.at),)
        rule = margin.band
        yield Problem("DK179", rule.at, tuple(told.items()), rule.address, Severity.WARNING, related)
