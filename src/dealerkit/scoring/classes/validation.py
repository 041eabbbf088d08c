"""What can be known to be wrong with classes before anybody is classed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from dealerkit.decisions import Rule
from dealerkit.policy.bands import check_bands
from dealerkit.policy.overlays import found
from dealerkit.policy.policy import Policy
from dealerkit.policy.table_checks import check_table
from dealerkit.problems import Location, Problem, Severity, nearest, problem
from dealerkit.scoring.classes.growth import TARGET, ByGrowth
from dealerkit.scoring.classes.lifetime import ENDLESS, NEVER_ENDS, ByLifetime
from dealerkit.scoring.classes.members import Use
from dealerkit.scoring.classes.rfm import BELOW_BANDS, TOTAL, ByRfm
from dealerkit.scoring.classes.scheme import PREFIX, UNDETERMINED, Scheme, schemes_of
from dealerkit.scoring.classes.shares import RANKED_ALIKE, ByCounts, ByShares
from dealerkit.scoring.classes.stock import TURNOVER, ByStock
from dealerkit.scoring.figures.figure import FIGURE, YEAR_ON_YEAR, Reckoned
from dealerkit.scoring.population import figures_of, kinds_of, reads_of
from dealerkit.values.durations import Duration, Unit
from dealerkit.values.exact import ONE, Number

_A_YEAR = 12
_MONTHS = {
    f"{prefix}{name}": Fraction(count)
    for prefix in ("", "last ")
    for name, count in (("month", 1), ("quarter", 3), ("half-year", 6), ("year", _A_YEAR))
}
"""How many months a period has, by how a window names it."""
_IN_MONTHS = {
    Unit.DAYS: Fraction(1, 30),
    Unit.WEEKS: Fraction(7, 30),
    Unit.MONTHS: Fraction(1),
    Unit.QUARTERS: Fraction(3),
    Unit.YEARS: Fraction(_A_YEAR),
}


def check(policy: Policy) -> Iterator[Problem]:
    """Yield what is wrong with the classes of a policy.

    DK716 a class that the scheme does not have; DK717 one that no rule leads to (a warning); DK718 shares that do
    not rise to 100 %; DK719 a column of segments that is no score; DK720 a lifetime value without end; DK721 a base
    that the figures do not have (a warning); DK722 figures of several kinds of subjects; DK724 turnover without an
    average; DK230 to DK232 bands; DK236 to DK241 segments.
    """
    for scheme in schemes_of(policy).values():
        yield from _classes(policy, scheme)
        yield from _kinds(policy, scheme)
        match scheme.method:
            case ByShares() | ByCounts() as ranking:
                yield from _rising(ranking)
            case ByRfm() as rfm:
                yield from _scores(policy, rfm)
            case ByLifetime() as lifetime:
                yield from _ending(policy, lifetime)
            case ByGrowth() as growth:
                yield from _base(growth, policy)
            case ByStock() as stock if stock.by == TURNOVER and stock.average is None:
                yield problem("DK724", _place(policy, stock.rule, "by"), address=stock.rule.address)
            case _:
                pass
        bands = getattr(scheme.method, "bands", None)
        if bands is not None and not isinstance(scheme.method, ByShares | ByCounts):
            yield from check_bands(bands.values())


def _classes(policy: Policy, scheme: Scheme) -> Iterator[Problem]:
    """Whether the classes the method leads to are those the scheme has."""
    known = tuple(scheme.into)
    used: set[str] = set()
    for use in scheme.method.uses():
        used.add(use.name)
        if use.name not in scheme.into:
            yield _unknown(policy, use, known)
    if scheme.if_missing != UNDETERMINED:
        used.add(scheme.if_missing)
        if scheme.if_missing not in scheme.into:
            yield _unknown(policy, Use(scheme.if_missing, scheme.rule, "if_missing"), (UNDETERMINED, *known))
    for each in scheme.into.values():
        if each.id in {UNDETERMINED, RANKED_ALIKE}:
            yield problem("DK725", each.rule.at, address=each.rule.address, name=each.id)
        elif each.id not in used:
            rule = each.rule
            yield problem("DK717", rule.at, address=rule.address, severity=Severity.WARNING, name=each.id)


def _unknown(policy: Policy, use: Use, known: tuple[str, ...]) -> Problem:
    at, address = _place(policy, use.rule, use.key), use.rule.address
    return problem("DK716", at, address=address, name=use.name, nearest=nearest(use.name, known), known=known)


def _place(policy: Policy, rule: Rule, key: str) -> Location:
    """Where a key of a rule is written."""
    node = found(policy.root, f"{rule.address}.{key}")
    return rule.at if node is None else node.at


def _kinds(policy: Policy, scheme: Scheme) -> Iterator[Problem]:
    asked = (name.removeprefix(PREFIX) for name in reads_of(scheme) if name.startswith(PREFIX))
    others = {kind for id in asked for kind in kinds_of(policy, schemes_of(policy)[id])}
    kinds = tuple(sorted({*kinds_of(policy, scheme), *others}))
    if len(kinds) > 1:
        yield problem("DK722", scheme.rule.at, address=scheme.rule.address, kinds=kinds)


def _rising(method: ByShares | ByCounts) -> Iterator[Problem]:
    bands = tuple(method.bands.values())
    for before, band in pairwise(bands):
        if band.up_to <= before.up_to:
            yield _not_rising(band.rule, band.up_to, before.up_to)
    if bands[-1].up_to != ONE and all(before.up_to < band.up_to for before, band in pairwise(bands)):
        yield _not_rising(bands[-1].rule, bands[-1].up_to, None)


def _not_rising(rule: Rule, share: Number, before: Number | None) -> Problem:
    told = "" if before is None else before
    return problem(
        "DK718", rule.at, address=rule.address, share=share, before=told, last="" if told != "" else "the last one"
    )


def _scores(policy: Policy, method: ByRfm) -> Iterator[Problem]:
    known = (*method.parts, TOTAL)
    table = method.segments
    if table.hit == "collect":
        # Nobody is in two segments.
        at, allowed = _place(policy, table.rule, "hit"), ("unique", "first")
        yield problem("DK135", at, address=table.rule.address, value=table.hit, nearest="", allowed=allowed)
    for column in table.columns:
        if column.name not in known or not column.kind.ordered:
            close = nearest(column.name, known)
            address = table.rule.address
            yield problem("DK719", column.at, address=address, column=column.name, nearest=close, known=known)
    for part in method.parts.values():
        if part.bands is not None:
            yield from check_bands(part.bands.values())
            if part.below is None:
                yield problem("DK131", part.rule.at, address=part.rule.address, key="below", doc=BELOW_BANDS)
    yield from check_table(table)


def _ending(policy: Policy, method: ByLifetime) -> Iterator[Problem]:
    """An endless sum of margins that are never discounted and never lost has no value."""
    if method.periods == ENDLESS and method.retention == ONE and method.discount == 0:
        yield problem(NEVER_ENDS, _place(policy, method.rule, "periods"), address=method.rule.address)


def _base(method: ByGrowth, policy: Policy) -> Iterator[Problem]:
    """Whether the windows of the two figures are as far apart as the base says."""
    figures = figures_of(policy)
    now, before = (figures.get((each.fact() or "").removeprefix(FIGURE)) for each in (method.now, method.before))
    if now is None or before is None or method.compared == TARGET:
        return
    if not _is_base(now, before, method.compared):
        rule = method.rule
        yield problem(
            "DK721",
            _place(policy, rule, "compared"),
            address=rule.address,
            severity=Severity.WARNING,
            now=now.id,
            before=before.id,
            compared=method.compared,
        )


def _is_base(now: Reckoned, before: Reckoned, compared: str) -> bool:
    """Whether one figure's window is the other's, as far back as the comparison says; yes where that cannot be told."""
    one, other = now.figure, before.figure
    if one.formula is not None or other.formula is not None:
        return True
    if one.over != other.over:
        return False
    apart = _months(other.back) - _months(one.back)
    if compared == YEAR_ON_YEAR:
        return apart == _A_YEAR
    length = _MONTHS.get(one.over.text) if one.over.duration is None else _months(one.over.duration)
    return length is None or apart == length


def _months(length: Duration | None) -> Fraction:
    """A length in months; days as the part of a month that 30 make, so that only equal ones compare."""
    if length is None:
        return Fraction(0)
    return length.count * _IN_MONTHS[length.unit]
