"""What can be known to be wrong with the rules on identity before there is any customer."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.book import TABLES
from dealerkit.customers.files.section import files_of
from dealerkit.customers.files.validation import unknown_column
from dealerkit.customers.identity.section import RECORD, Identity, identity_of
from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, nearest, problem
from dealerkit.values.durations import Unit


def check(policy: Policy) -> Iterator[Problem]:
    """DK731 a column or source that is nowhere; DK373, DK377 a time that is no days; DK732 what contradicts itself."""
    identity = identity_of(policy)
    if identity is None:
        return
    for rule, key, columns in _columns(identity):
        for column in columns:
            if column not in TABLES["customers"].by_name and f"dealer.{column}" not in policy.catalogue:
                yield unknown_column(rule, key, column, "customers")
    yield from _stops(identity, policy)
    for each in identity.compare.values():
        if each.several and len(each.fields) > 1:
            yield problem(
                "DK732",
                each.rule.at,
                address=each.rule.address,
                what="contradicts-several",
                name=each.id,
                other="several",
            )
        if each.near and each.as_ in {"digits", "account"}:
            yield problem(
                "DK732",
                each.rule.at,
                address=each.rule.address,
                what="contradicts-near-numbers",
                name=each.id,
                other=each.as_,
            )
    if identity.sources is not None:
        yield from _of_sources(identity)
    if identity.signing is not None:
        within, rule = identity.signing.within, identity.signing.rule
        if within.unit.is_part_of_a_day:
            yield problem("DK377", rule.at, address=rule.address, within=str(within))
        elif within.unit is Unit.WORKING_DAYS and policy.calendar() is None:
            yield problem("DK373", rule.at, address=rule.address, within=str(within))


def _stops(identity: Identity, policy: Policy) -> Iterator[Problem]:
    files = files_of(policy)
    purposes = tuple(files.purposes) if files is not None else ()
    for name in identity.stops:
        if name not in purposes:
            at, address, close = identity.rule.at, identity.rule.address, nearest(name, purposes)
            yield problem("DK731", at, address=address, key="stops", name=name, nearest=close, known=purposes)


def _columns(identity: Identity) -> Iterator[tuple[Rule, str, tuple[str, ...]]]:
    for each in identity.compare.values():
        yield each.rule, "fields", each.fields
        yield each.rule, "same", each.same
    if identity.sources is not None:
        for field in identity.sources.fields.values():
            yield field.rule, "fields", (field.id,)
    if identity.own_name is not None:
        own = identity.own_name
        yield own.rule, "own_name", (own.holder, own.account, *own.of)
    for change in identity.changes.values():
        yield change.rule, "changes", (change.id,)
    yield identity.rule, "keys_apart", identity.keys_apart


def _of_sources(identity: Identity) -> Iterator[Problem]:
    """Sources that name the record nowhere, or one field's order that has a source the others do not."""
    sources = identity.sources
    if sources is None:
        return
    known = (*sources.order, RECORD)
    for field in sources.fields.values():
        for name in field.order:
            if name not in known:
                close = nearest(name, known)
                yield problem(
                    "DK731",
                    field.rule.at,
                    address=field.rule.address,
                    key="order",
                    name=name,
                    nearest=close,
                    known=tuple(dict.fromkeys(known)),
                )
