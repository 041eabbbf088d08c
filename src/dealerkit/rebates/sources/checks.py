"""What is wrong with a base before any row exists: facts, columns and payees that its source does not have."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from dealerkit.measures.screens import SUBJECTS
from dealerkit.measures.takes import COUNT
from dealerkit.policy.expressions import Expression
from dealerkit.policy.facts import Catalogue, Fact
from dealerkit.policy.types import NUMBER
from dealerkit.problems import Problem, Severity, nearest, problem
from dealerkit.rebates.clauses import Base, TargetRule
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.sources.named import MEASURED, NamedMeasure
from dealerkit.rebates.sources.registry import ENTITLEMENTS, SOURCES
from dealerkit.rebates.sources.source import Source

_ON_ANY_DAY = frozenset({"dealer", "contract"})
"""First parts of facts that are known for every day, and not for a period alone."""

_OWN = {source.name: frozenset(fact.name for fact in source.facts) for source in SOURCES.values()}
"""By source the facts of its rows and of no other's."""


def check_sources(programme: Programme, catalogue: Catalogue) -> Iterator[Problem]:
    """DK400, DK401, DK402, DK408: bases that their source cannot give, and targets that move with a period."""
    for base in (programme.qualifying, programme.paying):
        if base is not None:
            yield from _reads_its_own_rows(base, catalogue)
            if programme.payee == "buyer" and base.source != "sell-through":
                yield problem("DK402", base.rule.at, address=base.rule.address, source=base.source)
    if programme.target is not None:
        yield from _is_known_on_any_day(programme.target)


def check_measures(
    measures: Mapping[str, NamedMeasure], catalogue: Catalogue, read: Container[str]
) -> Iterator[Problem]:
    """DK400, DK401, DK407: named measures that their source cannot give; DK406: one that no rule reads (a warning)."""
    for measure in measures.values():
        if f"{MEASURED}{measure.id}" not in read:
            yield problem(
                "DK406", measure.rule.at, address=measure.rule.address, severity=Severity.WARNING, name=measure.id
            )
        if measure.source == ENTITLEMENTS:
            yield problem("DK407", measure.rule.at, address=measure.rule.address, measure=measure.id)
        else:
            yield from _reads_its_own_rows(measure, catalogue)


def _reads_its_own_rows(base: Base, catalogue: Catalogue) -> Iterator[Problem]:
    source = SOURCES.get(base.source)
    if source is None:
        return
    rule = base.rule
    for each in (base.where, base.measure):
        if not isinstance(each, Expression):
            continue
        for name in sorted(each.reads):
            other = _other_source(name, source)
            if other is not None:
                own = f"{source.root}.{name.partition('.')[2]}"
                mend = own if own in catalogue else ""
                yield problem(
                    "DK400",
                    each.at,
                    address=rule.address,
                    name=name,
                    source=source.name,
                    other=other.name,
                    mend=mend,
                )
    if isinstance(base.measure, str) and base.measure != COUNT:
        fact = catalogue.get(f"{source.root}.{base.measure}")
        if fact is None or not _is_measure(fact, source):
            known = tuple(each.name.partition(".")[2] for each in catalogue if _is_measure(each, source))
            close = nearest(base.measure, known)
            yield problem(
                "DK401",
                rule.at,
                address=rule.address,
                value=base.measure,
                source=source.name,
                nearest=close,
                allowed=(*known, COUNT),
            )


def _other_source(name: str, source: Source) -> Source | None:
    """The source whose rows have a fact that this one's have not; None where it has it."""
    root = name.partition(".")[0]
    if root in SUBJECTS or name in _OWN[source.name]:
        return None
    first = next((each for each in SOURCES.values() if each.root == root), None)
    owner = next((each for each in SOURCES.values() if name in _OWN[each.name]), first)
    # What the first source of a root has, all others of that root have as well: they add to its rows.
    return None if source.root == root and owner is first else owner


def _is_measure(fact: Fact, source: Source) -> bool:
    """Whether a fact is a number column of a source's rows."""
    return fact.root == source.root and fact.type.kind == NUMBER.kind and _other_source(fact.name, source) is None


def _is_known_on_any_day(target: TargetRule) -> Iterator[Problem]:
    """DK408: what a target is multiplied by is read on the last day of each part, and not for the period."""
    if isinstance(target.times, Expression):
        of_periods: Iterable[str] = (
            name for name in sorted(target.times.reads) if name.partition(".")[0] not in _ON_ANY_DAY
        )
        for name in of_periods:
            yield problem("DK408", target.times.at, address=target.rule.address, name=name)
