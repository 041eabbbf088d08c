"""What changes do not move, though a programme measures it: told, so that nobody takes it for moved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from dealerkit.book.kinds import Column
from dealerkit.measures.takes import Take
from dealerkit.policy.expressions import Expression
from dealerkit.problems import Problem, Severity, problem
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.sources.beside import DAYS_TO_PAY
from dealerkit.rebates.sources.collections import COLLECTED
from dealerkit.rebates.sources.cover import NAMES as STOCK_FACTS
from dealerkit.rebates.sources.late import unmarked
from dealerkit.rebates.sources.registry import ENTITLEMENTS
from dealerkit.rebates.standing import Standing
from dealerkit.rebates.takes import all_takes, reads_of
from dealerkit.whatif.volumes.asking import can_ask, root_of
from dealerkit.whatif.volumes.change import Change
from dealerkit.whatif.volumes.degrees import degree_of, sized

_RESIZES = frozenset({"grow", "price", "shift", "add"})


def left_alone(
    standing: Standing, changes: Iterable[Change], met: Collection[str], moved: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    """DK968 and DK969 for every programme that measures what a change does not move.

    A change that meets no line at all is told of elsewhere.
    """
    measured = [
        (programme, take)
        for programme in standing.programmes.values()
        for take in all_takes(standing.policy, programme)
        if unmarked(take.source) != ENTITLEMENTS
    ]
    for change in changes:
        if change.id not in met:
            continue
        if change.kind == "pay_later":
            yield from _not_measured_anew(standing, change, measured)
            continue
        for programme, take in measured:
            yield from _of_take(standing, change, programme, take, moved)
        if change.kind in _RESIZES and change.kind != "add":
            for programme in standing.programmes.values():
                if not STOCK_FACTS.isdisjoint(reads_of(programme)):
                    yield _unreached(change, programme, "stock", Severity.NOTE)


def _of_take(
    standing: Standing, change: Change, programme: Programme, take: Take, moved: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    root, source = root_of(take.source), unmarked(take.source)
    if root not in moved[change.kind]:
        yield _unreached(change, programme, source, Severity.NOTE)
        return
    if not all(can_ask(each, take.source) for each in change.conditions):
        lacking = {name for each in change.conditions if not can_ask(each, take.source) for name in each.reads}
        known = ("product", "dealer", "contract")
        facts = tuple(sorted(name for name in lacking if name.partition(".")[0] not in known))
        yield _unreached(change, programme, source, Severity.WARNING, facts)
        return
    if change.kind not in _RESIZES:
        return
    columns = _columns(standing, root)
    facts = sized(take.where, columns, root) if take.where is not None else ()
    measure = take.measure if isinstance(take.measure, Expression) else None
    degree = degree_of(take.measure, columns, root)
    follows = (degree.price if change.kind == "price" else degree.size) is not None
    if facts or not follows:
        yield problem(
            "DK968",
            programme.qualifying.rule.at,
            address=change.rule.address,
            severity=Severity.WARNING,
            change=change.id,
            programme=programme.id,
            facts=facts,
            measure="" if follows or measure is None else measure.text,
        )


def _not_measured_anew(
    standing: Standing, change: Change, measured: Iterable[tuple[Programme, Take]]
) -> Iterator[Problem]:
    """Programmes of money on which late rows count otherwise; and, if nothing asks when money came, all of them."""
    for programme, take in measured:
        if unmarked(take.source) in COLLECTED and take.source not in COLLECTED:
            yield _unreached(change, programme, unmarked(take.source), Severity.WARNING)
    asks = any(unmarked(take.source) in COLLECTED for _, take in measured)
    # Days to pay may have been measured for the policy as it is, though no programme of this one reads them.
    reads = any(DAYS_TO_PAY in reads_of(each) for each in standing.programmes.values())
    if not asks and not (reads and standing.beside.paying_days is not None):
        for programme in standing.programmes.values():
            yield _unreached(change, programme, "lines", Severity.WARNING)


def _unreached(
    change: Change, programme: Programme, source: str, severity: Severity, facts: tuple[str, ...] = ()
) -> Problem:
    return problem(
        "DK969",
        change.rule.at,
        address=change.rule.address,
        severity=severity,
        change=change.id,
        programme=programme.id,
        source=source,
        facts=facts,
    )


def _columns(standing: Standing, root: str) -> Mapping[str, Column]:
    table = "sell_through" if root == "sale" else "lines"
    return {each.name: each for each in standing.book.columns(table)}
