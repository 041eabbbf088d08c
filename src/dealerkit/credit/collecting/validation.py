"""What can be known to be wrong with collecting before anybody owes anything."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dealerkit.credit.collecting.ageing_rule import BESIDE, CREDITS, DISPUTED, AgeingRule, Bucket
from dealerkit.credit.collecting.dunning_rule import DunningRule
from dealerkit.credit.collecting.plans.validation import check_plans
from dealerkit.credit.collecting.provision_rule import Provision
from dealerkit.credit.collecting.section import Collections, collections_of
from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Related, Severity, nearest, problem
from dealerkit.values.numbers import Number


def check_collecting(policy: Policy) -> Iterator[Problem]:
    """DK142 no figure of DSO; DK230, DK231, DK585 buckets; DK588 levels; DK586, DK587, DK589 provision; plans."""
    section = collections_of(policy)
    if section is None:
        return
    yield from check_plans(policy)
    if section.ageing is not None:
        yield from _check_buckets(section.ageing)
    dso = section.dso
    if dso is not None and dso.simple is None and dso.count_back is None:
        yield problem("DK142", dso.rule.at, address=dso.rule.address)
    if section.dunning is not None:
        yield from _check_levels(section.dunning)
    for entry in (section.provision or {}).values():
        yield from _check_rates(section, entry)


def _check_buckets(rule: AgeingRule) -> Iterator[Problem]:
    buckets = tuple(rule.buckets.values())
    first = buckets[0]
    youngest = 0 if rule.by == "invoice" else None
    if first.first_day is not None and (youngest is None or first.first_day > youngest):
        yield _bucket(first, younger=first.first_day)
    for each in buckets:
        if each.id in BESIDE:
            yield _bucket(each, taken=each.id)
    for before, here in pairwise(buckets):
        related = (Related("band-before", before.rule.at),)
        start, last = here.first_day, before.first_day
        if start is None:
            yield _bucket(here, unbounded=here.id)
        elif last is not None and start == last:
            yield problem("DK231", here.rule.at, address=here.rule.address, related=related, bound=_bound(here))
        elif last is not None and start < last:
            yield problem(
                "DK230",
                here.rule.at,
                address=here.rule.address,
                related=related,
                bound=_bound(here),
                before=_bound(before),
            )


def _bound(bucket: Bucket) -> str:
    return str(bucket.at) if bucket.at is not None else f"above {bucket.above}"


def _bucket(bucket: Bucket, *, younger: int | None = None, taken: str = "", unbounded: str = "") -> Problem:
    return problem(
        "DK585",
        bucket.rule.at,
        address=bucket.rule.address,
        bucket=bucket.id,
        younger="" if younger is None else str(younger),
        taken=taken,
        unbounded=unbounded,
    )


def _check_levels(rule: DunningRule) -> Iterator[Problem]:
    for before, here in pairwise(rule.steps):
        if here.first_day <= before.first_day:
            yield problem(
                "DK588",
                here.rule.at,
                address=here.rule.address,
                related=(Related("level-before", before.rule.at),),
                level=here.id,
                days=str(here.first_day),
                before=before.id,
                days_before=str(before.first_day),
                letter="",
                customer="",
                number="",
                count="",
            )


def _check_rates(section: Collections, entry: Provision) -> Iterator[Problem]:
    ageing = section.ageing
    if ageing is None:
        yield _unreckonable(entry.rule, entry, no_ageing="collections.ageing")
        return
    buckets = tuple(ageing.buckets)
    flow = entry.flow_rate
    if flow is not None:
        if flow.loss not in buckets:
            yield _unknown(flow.rule, entry, flow.loss, buckets)
        elif flow.loss == buckets[0]:
            yield _unreckonable(flow.rule, entry, youngest=flow.loss)
        beside = tuple(each for each in BESIDE if each != CREDITS)
        for name in flow.beside or {}:
            if name not in beside:
                yield _unknown(flow.rule, entry, name, beside)
        return
    rates = entry.rates or {}
    columns = tuple(each for each in ageing.columns if each != CREDITS)
    for name in rates:
        if name not in columns:
            yield _unknown(entry.rule, entry, name, columns)
    # A debt without a due date may not come; where one does and has no rate, its provision cannot be told.
    needed = (*buckets, *((DISPUTED,) if ageing.disputed == "apart" else ()))
    missing = tuple(each for each in needed if each not in rates)
    if missing:
        yield problem("DK587", entry.rule.at, address=entry.rule.address, entry=entry.id, buckets=missing)
    known = [(each, rates[each]) for each in buckets if each in rates]
    for (younger, low), (older, high) in pairwise(known):
        if high < low:
            yield _falling(entry, younger, low, older, high)


def _unknown(rule: Rule, entry: Provision, name: str, known: tuple[str, ...]) -> Problem:
    return _unreckonable(rule, entry, bucket=name, nearest=nearest(name, known), known=known)


def _unreckonable(
    rule: Rule,
    entry: Provision,
    *,
    bucket: str = "",
    nearest: str = "",
    known: tuple[str, ...] = (),
    youngest: str = "",
    no_ageing: str = "",
) -> Problem:
    return problem(
        "DK586",
        rule.at,
        address=rule.address,
        entry=entry.id,
        bucket=bucket,
        nearest=nearest,
        known=known,
        youngest=youngest,
        no_ageing=no_ageing,
    )


def _falling(entry: Provision, younger: str, low: Number, older: str, high: Number) -> Problem:
    return problem(
        "DK589",
        entry.rule.at,
        address=entry.rule.address,
        severity=Severity.WARNING,
        entry=entry.id,
        older=older,
        rate=high,
        younger=younger,
        rate_before=low,
    )
