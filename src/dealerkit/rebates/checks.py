"""What is wrong with a rebate programme before any sale exists: one small check a mistake.

The tuple at the end is the list of them. Figures written as expressions are known only per payee;
checks that compare figures pass them over, and the arithmetic names the outcome instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.measures.takes import COUNT
from dealerkit.policy.expressions import Expression
from dealerkit.policy.facts import Catalogue
from dealerkit.policy.types import MONEY, SHARE, UNITS, Type
from dealerkit.problems import Arg, Problem, Related, Severity, problem
from dealerkit.rebates.clauses import Band, Base, Figure, Gate, Supplement, plain
from dealerkit.rebates.cliffs import falls_of
from dealerkit.rebates.order import out_of_order
from dealerkit.rebates.periods import CONTRACT_YEAR, length_of
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.sources.checks import check_sources
from dealerkit.rebates.sources.registry import SOURCES
from dealerkit.rebates.terms.checks import CHECKS as ARITHMETIC
from dealerkit.rebates.terms.scale import gives_sums
from dealerkit.values.durations import Unit
from dealerkit.values.numbers import ONE, ZERO, Number, canonical, multiply
from dealerkit.values.ranges import DateRange

_FALLEN = {"before": "sum_before", "after": "sum_after"}
_TEN = Decimal(10)
_TWO = Decimal(2)
_HUNDRED = Decimal(100)


@frozen
class Setting:
    """What a programme stands in: the policy's validity and facts."""

    effective: DateRange
    catalogue: Catalogue


def check_rebates(programmes: Mapping[str, Programme], effective: DateRange, catalogue: Catalogue) -> Iterator[Problem]:
    """Everything that is wrong with the section, given the policy's validity and fact catalogue."""
    setting = Setting(effective, catalogue)
    for programme in programmes.values():
        for check in CHECKS:
            yield from check(programme, setting)
    yield from _postings_go_on_under_one(programmes)


def _bands_ascend(programme: Programme, setting: Setting) -> Iterator[Problem]:
    """DK230 to DK232: bounds below or equal to the one before, units beside amounts."""
    del setting
    yield from out_of_order(programme.bands.values())
    for factor in programme.factors.values():
        yield from out_of_order(factor.bands.values())


def _rates_rise(programme: Programme, setting: Setting) -> Iterator[Problem]:
    """DK303: a higher band that pays less; with the two bases at which selling more earns less, if it comes to that."""
    del setting
    falls: Mapping[str, Mapping[str, Arg]] | None = None
    for before, band in pairwise(programme.bands.values()):
        for less, more in ((band.rate, before.rate), (band.pay, before.pay)):
            lower, higher = plain(less), plain(more)
            if (band.per, band.plus) != (before.per, before.plus):
                continue
            if lower is not None and higher is not None and lower < higher:
                related = (Related("band-before", before.rule.at),)
                one, other = (_written(each, programme.kind) for each in (lower, higher))
                falls = falls_of(programme) if falls is None else falls
                told = {"bound": band.id, "rate": one, "before": other}
                witness = {_FALLEN.get(name, name): value for name, value in falls.get(band.rule.address, {}).items()}
                yield _found("DK303", band.rule, Severity.WARNING, related, **told, **witness)


def _paying_base_fits(programme: Programme, setting: Setting) -> Iterator[Problem]:
    """DK304: slices and excesses are cut from the base that reaches the bands, sums from none."""
    del setting
    goes_with_another = programme.method in {"retrospective", "linear"}
    if programme.paying is not None and (not goes_with_another or _gives_sums(programme)):
        yield _found("DK304", programme.paying.rule, method=programme.method, kind=programme.kind)


def _units_are_counted(programme: Programme, setting: Setting) -> Iterator[Problem]:
    """DK305, DK306, DK311: bounds of counted units, and of nothing else, are units from 1."""
    is_counted = programme.against is None and _is_counted(programme.qualifying, setting)
    for band in programme.bands.values():
        if is_counted and band.at_unit is None and programme.qualifying.measure != COUNT:
            yield _found("DK305", band.rule, bound=band.id)
        elif band.at_unit is not None and not is_counted:
            yield _found("DK306", band.rule, bound=band.id)
        unit = plain(band.at_unit)
        if unit is not None and (unit < 1 or unit.as_integer_ratio()[1] != 1):
            yield _found("DK311", band.rule, bound=unit)


def _pay_fits_kind(programme: Programme, setting: Setting) -> Iterator[Problem]:
    """DK307: a share of money is a rate, money is pay."""
    del setting
    wanted, other = ("rate", "pay") if programme.kind == "percent" else ("pay", "rate")
    paid: tuple[Band | Supplement, ...] = (*programme.bands.values(), *programme.supplements.values())
    for item in paid:
        if (item.rate if wanted == "rate" else item.pay) is None:
            yield _found("DK307", item.rule, kind=programme.kind, wanted=f"{wanted}:", other=f"{other}:")


def _pay_is_for_what_is_measured(programme: Programme, setting: Setting) -> Iterator[Problem]:
    """DK431, DK432: a share of units is no money, and 50 for each yuan is hardly meant."""
    base = programme.paying or programme.qualifying
    if programme.kind == "percent" and _is_counted(base, setting):
        yield _found("DK431", base.rule, Severity.WARNING)
    has_increments = any(band.per is not None for band in programme.bands.values())
    if programme.kind == "per-unit" and not has_increments and _type_of(base, setting) == MONEY:
        for band in programme.bands.values():
            pay = plain(band.pay)
            if pay is not None and pay >= ONE:
                yield _found("DK432", band.rule, Severity.WARNING, pay=pay)


def _method_fits(programme: Programme, setting: Setting) -> Iterator[Problem]:
    """DK308, DK309: an excess needs something to exceed, and a sum has none."""
    del setting
    if programme.method == "excess-over-baseline" and programme.against is None:
        yield _found("DK308", programme.rule)
    if programme.kind == "lump-sum" and programme.method.startswith("excess"):
        yield _found("DK309", programme.rule, method=programme.method)


def _shares_look_like_shares(programme: Programme, setting: Setting) -> Iterator[Problem]:
    """DK310, DK312: a share where there is no baseline, and 110 where 110% was meant."""
    del setting
    for band in programme.bands.values():
        bound = plain(band.at if band.at is not None else band.above)
        if bound is None:
            continue
        if programme.against is None and ZERO < bound < ONE:
            yield _found("DK310", band.rule, bound=bound)
        if programme.against is not None and bound >= _TEN:
            yield _share("DK312", band.rule, bound)
    for gate in programme.gates.values():
        bound = next((each for each in map(plain, _gate_bounds(gate)) if each is not None), None)
        if bound is not None and gate.of.type == SHARE and bound >= _TEN:
            yield _share("DK312", gate.rule, bound)
    for factor in programme.factors.values():
        for step in factor.bands.values():
            figure = plain(step.factor)
            if figure is not None and figure > _TWO:
                yield _share("DK312", step.rule, figure)


def _time_is_counted_in_days(programme: Programme, setting: Setting) -> Iterator[Problem]:
    """DK418: hours of grace, or until it is due, where records are kept by day; DK329: credit that never expires."""
    del setting
    late, due, expires = programme.late, programme.settle.due, programme.settle.expires
    if late is not None and late.within.unit.is_part_of_a_day:
        yield _found("DK418", late.rule, within=str(late.within), due="")
    if due is not None and due.within.unit.is_part_of_a_day:
        yield _found("DK418", due.rule, within="", due=str(due.within))
    if expires is not None and (expires.within.unit.is_part_of_a_day or expires.within.unit is Unit.WORKING_DAYS):
        yield _found("DK329", expires.rule, within=str(expires.within))


def _settles_in_time(programme: Programme, setting: Setting) -> Iterator[Problem]:
    """DK313: settled less often than it ends."""
    del setting
    every = length_of(programme.settle.every)
    if every is not None and every.value > programme.period.length.value:
        yield _found("DK313", programme.settle.rule, every=programme.settle.every, period=programme.period.kind)


def _runs_within_the_policy(programme: Programme, setting: Setting) -> Iterator[Problem]:
    """DK314: days on which the policy itself is not valid."""
    own, policy = programme.effective, setting.effective
    if own is not None and not policy.covers(own):
        yield _found("DK314", programme.rule, effective=str(own), policy=str(policy))


def _bands_can_be_reached(programme: Programme, setting: Setting) -> Iterator[Problem]:
    """DK315: bands above the cap on the base."""
    del setting
    most = plain(programme.cap.base) if programme.cap else None
    if programme.cap is None or most is None or programme.paying is not None or programme.against is not None:
        return
    for band in programme.bands.values():
        bound = next((each for each in map(plain, (band.at, band.above, band.at_unit)) if each is not None), None)
        if bound is not None and (most < bound or (most == bound and band.above is not None)):
            related = (Related("cap", programme.cap.rule.at),)
            yield _found("DK315", band.rule, Severity.ERROR, related, bound=band.id, most=most)


def _limits_agree(programme: Programme, setting: Setting) -> Iterator[Problem]:
    """DK316: a minimum above the cap."""
    del setting
    if programme.minimum is None or programme.cap is None:
        return
    least, most = plain(programme.minimum.payout), plain(programme.cap.payout)
    if least is not None and most is not None and least > most:
        related = (Related("cap", programme.cap.rule.at),)
        yield _found("DK316", programme.minimum.rule, Severity.WARNING, related, least=least, most=most)


def _period_is_whole(programme: Programme, setting: Setting) -> Iterator[Problem]:
    """DK317: a year of weeks that nobody can draw, a contract year that starts twice."""
    del setting
    period = programme.period
    if (period.weeks is None) != (period.closes is None):
        missing, given = ("closes", "weeks") if period.closes is None else ("weeks", "closes")
        yield _found("DK317", period.rule, given=given, missing=missing)
    if period.kind == CONTRACT_YEAR and (period.starts or period.weeks):
        yield _found("DK318", period.rule, given="starts" if period.starts else "weeks")


def _baseline_has_an_alternative(programme: Programme, setting: Setting) -> Iterator[Problem]:
    """DK319: without a target, take the target."""
    del setting
    against = programme.against
    if against is not None and against.baseline == against.missing == "target":
        yield _found("DK319", against.rule)


def _something_is_paid(programme: Programme, setting: Setting) -> Iterator[Problem]:
    """DK320: bands that all pay nothing."""
    del setting
    if programme.supplements or programme.guarantee is not None:
        return
    if all(plain(_pays(band)) == ZERO and band.plus is None for band in programme.bands.values()):
        yield _found("DK320", programme.rule, Severity.WARNING)


def _arithmetic_fits(programme: Programme, setting: Setting) -> Iterator[Problem]:
    """DK421 to DK430: lines, increments, fixed sums, goods and guarantees that say something else than is meant."""
    del setting
    for check in ARITHMETIC:
        yield from check(programme)


def _bases_have_their_rows(programme: Programme, setting: Setting) -> Iterator[Problem]:
    """DK400 to DK402, DK408: what the source of a base does not have."""
    yield from check_sources(programme, setting.catalogue)


def _postings_go_on_under_one(programmes: Mapping[str, Programme]) -> Iterator[Problem]:
    """DK321: an earlier id that another programme has or had, so that one of them would pay again."""
    taken = dict(programmes)
    for programme in programmes.values():
        if programme.was is None or programme.was == programme.id:
            continue
        other = taken.setdefault(programme.was, programme)
        if other is not programme:
            related = (Related("other-programme", other.rule.at),)
            yield _found("DK321", programme.rule, Severity.ERROR, related, was=programme.was, other=other.id)


CHECKS: tuple[Callable[[Programme, Setting], Iterable[Problem]], ...] = (
    _bands_ascend,
    _rates_rise,
    _paying_base_fits,
    _units_are_counted,
    _pay_fits_kind,
    _pay_is_for_what_is_measured,
    _method_fits,
    _shares_look_like_shares,
    _time_is_counted_in_days,
    _settles_in_time,
    _runs_within_the_policy,
    _bands_can_be_reached,
    _limits_agree,
    _period_is_whole,
    _baseline_has_an_alternative,
    _something_is_paid,
    _bases_have_their_rows,
    _arithmetic_fits,
)


def _gives_sums(programme: Programme) -> bool:
    return gives_sums(programme.kind, tuple(programme.bands.values()))


def _gate_bounds(gate: Gate) -> tuple[Figure | None, ...]:
    return gate.at, gate.above, gate.up_to, gate.below


def _pays(item: Band | Supplement) -> Figure | None:
    return item.pay if item.rate is None else item.rate


def _written(figure: Number, kind: str) -> str:
    """A rate in per cent, money as it is."""
    return f"{canonical(multiply(figure, _HUNDRED))}%" if kind == "percent" else canonical(figure)


def _is_counted(base: Base, setting: Setting) -> bool:
    # Rows may be counted by either kind of bound: there are no parts of them.
    return base.measure == COUNT or _type_of(base, setting) == UNITS


def _type_of(base: Base, setting: Setting) -> Type | None:
    """What is added up: money, units, or something else."""
    if isinstance(base.measure, Expression):
        return base.measure.type
    source = SOURCES.get(base.source)
    fact = setting.catalogue.get(f"{source.root}.{base.measure}") if source else None
    return fact.type if fact is not None else None


def _share(code: str, rule: Rule, value: Number) -> Problem:
    return problem(code, rule.at, address=rule.address, severity=Severity.WARNING, value=value)


def _found(
    code: str,
    rule: Rule,
    severity: Severity = Severity.ERROR,
    related: Iterable[Related] = (),
    **args: Arg,
) -> Problem:
    return problem(code, rule.at, address=rule.address, severity=severity, related=related, **args)
