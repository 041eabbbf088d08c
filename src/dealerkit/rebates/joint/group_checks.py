"""What is wrong with a programme that adds up several payees, or what other programmes pay, before any sale exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dealerkit.decisions import Rule
from dealerkit.problems import Arg, Problem, Severity, nearest, problem
from dealerkit.rebates.members import CEDED
from dealerkit.rebates.periods import CONTRACT_YEAR
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.takes import ENTITLEMENTS, LAST_YEAR


def check_groups(programmes: Mapping[str, Programme]) -> Iterator[Problem]:
    """Everything that is wrong with ``accumulate:`` and ``from: entitlements``."""
    for programme in programmes.values():
        yield from _needs(programme)
        yield from _contradicts(programme)
        yield from _names(programme, programmes)
        yield from _adds_up(programme, programmes)
    yield from _circles(programmes)


def _needs(programme: Programme) -> Iterator[Problem]:
    """DK451: half of what belongs together."""
    rule, base = programme.accumulate, programme.qualifying
    if rule is not None:
        if rule.over == CEDED and not rule.weights:
            yield _found("DK451", rule.rule, given="over: ceded", missing="weights:")
        if rule.over == CEDED and rule.pay != "head":
            yield _found("DK451", rule.rule, given="over: ceded", missing="pay: head")
        if rule.over != CEDED and rule.weights:
            yield _found("DK451", rule.rule, given="weights:", missing="over: ceded")
    if base.source == ENTITLEMENTS and not base.of:
        yield _found("DK451", base.rule, given="from: entitlements", missing="of:")
    if base.of and base.source != ENTITLEMENTS:
        yield _found("DK451", base.rule, given="of:", missing="from: entitlements")


def _contradicts(programme: Programme) -> Iterator[Problem]:
    """DK452: what cannot be decided for several at once, or of amounts instead of lines."""
    rule, base = programme.accumulate, programme.qualifying
    is_ceded = rule is not None and rule.over == CEDED
    looks_back = programme.against is not None and programme.against.baseline == LAST_YEAR
    if rule is not None and programme.period.kind == CONTRACT_YEAR:
        yield _found("DK452", programme.period.rule, given="accumulate:", other="period: contract-year")
    if rule is not None and programme.payee == "buyer":
        yield _found("DK452", rule.rule, given="accumulate:", other="payee: buyer")
    if rule is not None and programme.guarantee is not None and programme.guarantee.over == "year":
        yield _found("DK452", programme.guarantee.rule, given="accumulate:", other="guarantee: {over: year}")
    if base.source == ENTITLEMENTS:
        if base.where is not None:
            yield _found("DK452", base.rule, given="from: entitlements", other="where:")
        if base.measure != "net_amount":
            measure = base.measure if isinstance(base.measure, str) else base.measure.text
            yield _found("DK452", base.rule, given="from: entitlements", other=f"measure: {measure}")
        if programme.paying is not None:
            yield _found("DK452", programme.paying.rule, given="from: entitlements", other="paying:")
        if rule is not None and rule.over != CEDED:
            yield _found("DK452", rule.rule, given="from: entitlements", other=f"over: {rule.over}")
    if programme.paying is not None and programme.paying.source == ENTITLEMENTS:
        yield _found("DK452", programme.paying.rule, given="paying:", other="from: entitlements")
    if programme.against is not None and looks_back and (is_ceded or base.source == ENTITLEMENTS):
        given = "over: ceded" if is_ceded else "from: entitlements"
        yield _found("DK452", programme.against.rule, given=given, other=f"baseline: {LAST_YEAR}")


def _names(programme: Programme, programmes: Mapping[str, Programme]) -> Iterator[Problem]:
    """DK449: a programme that is not there."""
    for name in programme.qualifying.of:
        if name not in programmes:
            known = tuple(id for id in programmes if id != programme.id)
            yield _found("DK449", programme.qualifying.rule, name=name, nearest=nearest(name, known), known=known)


def _adds_up(programme: Programme, programmes: Mapping[str, Programme]) -> Iterator[Problem]:
    """DK453, DK452: periods that do not make up the programme's own, and goods, which are no money."""
    for name in programme.qualifying.of:
        other = programmes.get(name)
        if other is None or other.id == programme.id:
            continue
        if other.kind == "goods":
            yield _found("DK452", programme.qualifying.rule, given="from: entitlements", other=f"{name}, kind: goods")
        own, parts = programme.period, other.period
        is_alike = (own.starts, own.weeks, own.closes) == (parts.starts, parts.weeks, parts.closes)
        if own.length.value % parts.length.value or CONTRACT_YEAR in {own.kind, parts.kind} or not is_alike:
            yield _found("DK453", programme.qualifying.rule, period=own.kind, other=name, length=parts.kind)


def _circles(programmes: Mapping[str, Programme]) -> Iterator[Problem]:
    """DK450: a programme whose base is, in the end, its own amount; each circle once."""
    done: set[str] = set()
    for start in programmes:
        circle = _circle(start, programmes, ())
        if circle and not done & set(circle):
            done |= set(circle)
            yield _found("DK450", programmes[circle[0]].qualifying.rule, path=circle)


def _circle(id: str, programmes: Mapping[str, Programme], path: tuple[str, ...]) -> tuple[str, ...]:
    if id in path:
        return (*path[path.index(id) :], id)
    for other in programmes[id].qualifying.of if id in programmes else ():
        found = _circle(other, programmes, (*path, id))
        if found:
            return found
    return ()


def _found(code: str, rule: Rule, **args: Arg) -> Problem:
    return problem(code, rule.at, address=rule.address, severity=Severity.ERROR, related=(), **args)
