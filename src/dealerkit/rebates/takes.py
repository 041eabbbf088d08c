"""Takes of rebates: what programmes ask of the lines, and where days must be told apart for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from dealerkit.measures.masters import Masters
from dealerkit.measures.segments import Cuts, Segments
from dealerkit.measures.takes import Take
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.rebates.clauses import Base
from dealerkit.rebates.members import members_of
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.sources.late import suffix
from dealerkit.rebates.sources.named import MEASURED, measures_of
from dealerkit.rebates.sources.registry import BUYERS
from dealerkit.rebates.windows import ONE_DAY, a_year_before, timing
from dealerkit.values.ranges import DateRange

ENTITLEMENTS = "entitlements"
"""The source of what other programmes paid."""
LAST_YEAR = "same-period-last-year"
ATTAINMENT = "attainment."
CALENDAR_WORDS = {"month": "month", "quarter": "quarter", "half_year": "half-year", "year": "year"}
"""The words of attainments, and of which length of the programme's year each is."""

_TWO_YEARS = timedelta(days=2 * 366)


def qualifying(programme: Programme) -> str:
    """The id of the take that reaches a band."""
    return f"{programme.rule.address}.qualifying"


def paying(programme: Programme) -> str:
    """The id of the take that is paid on; the qualifying one where no other is stated."""
    return f"{programme.rule.address}.paying" if programme.paying else qualifying(programme)


def takes_of(policy: Policy, programme: Programme) -> Iterator[Take]:
    """What a programme asks of the lines: its qualifying base, and its paying base where that is another."""
    effective = programme.effective or policy.header.effective
    days = DateRange(_reach_back(programme, effective.start), effective.end)
    yield _take(qualifying(programme), counted(policy, programme), days, programme)
    if programme.paying:
        yield _take(paying(programme), programme.paying, days, programme)


def takes_of_measures(policy: Policy, programme: Programme) -> Iterator[Take]:
    """The named measures that a programme reads; of several programmes' it is one take, on the days of all."""
    known = measures_of(policy)
    for name in sorted(reads_of(programme)):
        measure = known.get(name.removeprefix(MEASURED)) if name.startswith(MEASURED) else None
        if measure is not None:
            days = programme.effective or policy.header.effective
            yield _take(named_take(policy, programme, name), measure, days, programme)


def all_takes(policy: Policy, programme: Programme) -> Iterator[Take]:
    """Everything a programme has measured: its bases, and the named measures it reads."""
    yield from takes_of(policy, programme)
    yield from takes_of_measures(policy, programme)


def named_take(policy: Policy, programme: Programme, name: str) -> str:
    """The id of the take behind ``measured.<id>`` for who is paid by a programme."""
    measure = measures_of(policy)[name.removeprefix(MEASURED)]
    return f"measures.{measure.id}{stream_of(measure, programme).removeprefix(measure.source)}"


def stream_of(base: Base, programme: Programme) -> str:
    """Which stream of rows a base adds up: its source, credited to the buyer or minding late rows where it says so."""
    stream = BUYERS if programme.payee == "buyer" and base.source == "sell-through" else base.source
    return f"{stream}{suffix(programme)}"


def counted(policy: Policy, programme: Programme) -> Base:
    """The base whose rows stand behind the qualifying one: of entitlements, that of the first programme named."""
    base, seen, programmes = programme.qualifying, {programme.id}, policy.sections.get("rebates")
    while base.source == ENTITLEMENTS and isinstance(programmes, Mapping):
        first = next((id for id in base.of if id in programmes and id not in seen), None)
        if first is None:
            break
        seen.add(first)
        base = programmes[first].qualifying
    return base


def reads_of(programme: Programme) -> frozenset[str]:
    """The facts of payee and period that a programme reads, whatever part of it reads them."""
    return programme.reads


def _take(id: str, base: Base, days: DateRange, programme: Programme) -> Take:
    rule = {"undetermined": None, "refuse": None}
    if_missing = rule.get(base.if_missing) if isinstance(base.if_missing, str) else base.if_missing
    return Take(id, base.where, base.measure, if_missing, (days,), stream_of(base, programme))


def _reach_back(programme: Programme, start: date | None) -> date | None:
    """The first day a programme looks at: baselines and attainments look at days before it runs."""
    looks_back = programme.against is not None and programme.against.baseline == LAST_YEAR
    attains = any(name.startswith(ATTAINMENT) for name in reads_of(programme))
    if start is None or not (looks_back or attains):
        return start
    return max(start - _TWO_YEARS, date.min + _TWO_YEARS)


def segments_of(
    policy: Policy, masters: Masters, programmes: Iterable[Programme], as_of: date, more: Iterable[Take] = ()
) -> Segments:
    """The cuts that windows, takes and facts of all programmes need, and those of payees with cuts of their own.

    ``more`` takes are asked beside the programmes' own.
    """
    asked = tuple(programmes)
    takes = [*(take for programme in asked for take in all_takes(policy, programme)), *more]
    own: dict[str, Cuts] = {}
    common = Cuts(days=(*_edges(takes), *_parameter_changes(policy, takes)))
    for programme in asked:
        common = common.and_also(_attainments(programme))
        shared = timing(programme, policy.header.effective, ())
        if shared is not None:
            common = common.and_also(shared.cuts(as_of))
            continue
        for payee in masters.contracts_of:
            mine = timing(programme, policy.header.effective, masters.contract_starts(payee))
            if mine is not None:
                own[payee] = own.get(payee, Cuts()).and_also(mine.cuts(as_of))
    for programme in asked:
        for payee, cuts in _memberships(policy, masters, programme):
            own[payee] = own.get(payee, Cuts()).and_also(cuts)
    roots = {name.partition(".")[0] for each in _expressions(takes) for name in each.reads}
    for table in _tables_behind(roots):
        common = common.and_also(Cuts(days=tuple(masters.changes_of(table))))
    if roots & {"dealer", "contract"}:
        for payee in masters.dealers or masters.contracts_of:
            changes = Cuts(days=tuple(masters.changes_of_dealer(payee)))
            if changes.days:
                own[payee] = own.get(payee, Cuts()).and_also(changes)
    return Segments(common, own)


def _memberships(policy: Policy, masters: Masters, programme: Programme) -> Iterator[tuple[str, Cuts]]:
    """The days on which a dealer begins or ends to be added up with others, and those days a year before."""
    if programme.accumulate is None:
        return
    looks_back = programme.against is not None and programme.against.baseline == LAST_YEAR
    shared = timing(programme, policy.header.effective, ()) if looks_back else None
    for payee, cuts in members_of(programme.accumulate, masters).cuts():
        yield payee, cuts
        if shared is not None:
            yield payee, Cuts(days=tuple(a_year_before(shared.kind, day) for day in cuts.days))


def _tables_behind(roots: set[str]) -> Iterator[str]:
    """The tables whose changes matter to all payees alike, for the first parts of the facts that are read."""
    if "product" in roots:
        yield from ("products", "product_groups")
    if roots - {"product"}:
        yield "territories"
    if "dealer" in roots:
        yield "groups"


def _attainments(programme: Programme) -> Cuts:
    """The calendar periods whose attainment the programme asks for; its own period is cut anyway."""
    words = (name.removeprefix(ATTAINMENT) for name in reads_of(programme) if name.startswith(ATTAINMENT))
    kinds = (programme.period.divided(CALENDAR_WORDS[word]) for word in words if word in CALENDAR_WORDS)
    return Cuts(frozenset(kind for kind in kinds if kind is not None))


def _edges(takes: Iterable[Take]) -> Iterator[date]:
    for take in takes:
        for span in take.days:
            if span.start is not None:
                yield span.start
            if span.end is not None:
                yield span.end + ONE_DAY


def _parameter_changes(policy: Policy, takes: Iterable[Take]) -> Iterator[date]:
    for each in _expressions(takes):
        for name in each.parameters:
            yield from policy.parameters[name].values


def _expressions(takes: Iterable[Take]) -> Iterator[Expression]:
    for take in takes:
        yield from (each for each in (take.where, take.measure) if isinstance(each, Expression))
