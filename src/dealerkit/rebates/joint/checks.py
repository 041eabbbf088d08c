"""What is wrong with stackings and budgets before any sale exists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from dealerkit.policy.expressions import Expression
from dealerkit.policy.overlays import found
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import MONEY
from dealerkit.problems import Location, Problem, Related, nearest, problem
from dealerkit.rebates.clauses import Base
from dealerkit.rebates.joint.paying_twice import NO_LINES
from dealerkit.rebates.joint.stacking import BEST_OF, ORDERED, SECTION, SUM, Stacking, stackings_of
from dealerkit.rebates.periods import CONTRACT_YEAR
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.takes import stream_of

_FEWEST = 2


def check_stackings(policy: Policy, programmes: Mapping[str, Programme]) -> Iterator[Problem]:
    """What is wrong with the section ``stacking``.

    DK435 no such programme; DK436 a programme twice, in one or in two that decide; DK437 one reduces what is
    not listed after it; DK438 periods differ; DK439 a programme is not of a kind that the rule can decide;
    DK440 programmes never share a line; DK393 a stacking that decides nothing.
    """
    decided: dict[str, Stacking] = {}
    for stacking in stackings_of(policy).values():
        yield from _names(policy, stacking, programmes)
        if _says_nothing(stacking):
            yield problem(
                "DK393", stacking.rule.at, address=stacking.rule.address, stacking=stacking.id, rule=stacking.how
            )
        if stacking.how == SUM:
            continue
        for id in dict.fromkeys(stacking.programmes):
            other = decided.setdefault(id, stacking)
            if other is not stacking:
                at = _at(policy, stacking, f"programmes[{id}]")
                related = (Related("first-defined", other.rule.at),)
                yield problem("DK436", at, address=stacking.rule.address, related=related, programme=id, other=other.id)
        members = [programmes[id] for id in stacking.programmes if id in programmes]
        yield from _fit(policy, stacking, members)
        yield from _go_together(policy, stacking, members)


def check_budgets(programmes: Mapping[str, Programme]) -> Iterator[Problem]:
    """DK392 a budget over contract years, which are not the same for all; DK394 one that reads facts of one payee."""
    for programme in programmes.values():
        budget = programme.budget
        if budget is None:
            continue
        rule = budget.rule
        if programme.period.kind == CONTRACT_YEAR:
            yield problem("DK392", rule.at, address=rule.address, programme=programme.id)
        if isinstance(budget.amount, Expression) and budget.amount.reads:
            facts = tuple(sorted(budget.amount.reads))
            yield problem("DK394", budget.amount.at, address=rule.address, programme=programme.id, facts=facts)


def _names(policy: Policy, stacking: Stacking, programmes: Mapping[str, Programme]) -> Iterator[Problem]:
    """DK435, DK436 and DK437: what is named is there, once, and reduced by what stands before it."""
    for id, times in Counter(stacking.programmes).items():
        if id not in programmes:
            yield _unknown(_at(policy, stacking, f"programmes[{id}]", "programmes"), stacking, id, programmes)
        elif times > 1:
            at = _at(policy, stacking, f"programmes[{id}]", "programmes")
            yield problem("DK436", at, address=stacking.rule.address, programme=id, other=stacking.id)
    places = {id: place for place, id in enumerate(stacking.programmes)}
    for id, reduced in stacking.reduces.items():
        at = _at(policy, stacking, f"reduces.{id}", "reduces")
        for each in reduced:
            if each not in programmes or id not in programmes:
                yield _unknown(at, stacking, id if each in programmes else each, programmes)
            elif places.get(id, len(places)) >= places.get(each, -1):
                yield problem("DK437", at, address=stacking.rule.address, programme=id, reduced=each)


def _unknown(at: Location, stacking: Stacking, id: str, programmes: Mapping[str, Programme]) -> Problem:
    known = tuple(programmes)
    return problem("DK435", at, address=stacking.rule.address, programme=id, nearest=nearest(id, known), known=known)


def _says_nothing(stacking: Stacking) -> bool:
    """Whether it names fewer than two programmes, or nobody who is reduced, or who is reduced under another rule."""
    if stacking.how == SUM and not stacking.programmes:
        return bool(stacking.reduces)
    return len(set(stacking.programmes)) < _FEWEST or bool(stacking.reduces) != (stacking.how == ORDERED)


def _fit(policy: Policy, stacking: Stacking, members: list[Programme]) -> Iterator[Problem]:
    """DK439: the rule can decide about each of its programmes."""
    for programme in members:
        is_reduced = stacking.how == ORDERED and bool(stacking.reducers_of(programme.id))
        if (is_reduced and not _pays_a_share(policy, programme)) or not _can_be_shared(stacking, programme):
            at = _at(policy, stacking, f"programmes[{programme.id}]", "programmes")
            related = (Related("programme", programme.rule.at),)
            yield problem(
                "DK439", at, address=stacking.rule.address, related=related, programme=programme.id, rule=stacking.how
            )


def _pays_a_share(policy: Policy, programme: Programme) -> bool:
    """Whether it pays a share of money on everything at the band reached: only then it can pay on less."""
    measure = _base(programme).measure
    if isinstance(measure, Expression):
        is_money = measure.type == MONEY
    else:
        fact = policy.catalogue.get(f"line.{measure}")
        is_money = fact is not None and fact.type == MONEY
    return programme.kind == "percent" and programme.method == "retrospective" and is_money


def _can_be_shared(stacking: Stacking, programme: Programme) -> bool:
    """Whether the amount can be shared out to the payee's own lines, and compared where it must be."""
    accumulate = programme.accumulate
    if accumulate is not None and (accumulate.pay == "head" or stacking.how == ORDERED):
        return False
    return programme.kind != "goods" or stacking.how not in {BEST_OF, ORDERED}


def _go_together(policy: Policy, stacking: Stacking, members: list[Programme]) -> Iterator[Problem]:
    """DK438 and DK440: the same periods, payees, source and rule for late lines as the first."""
    for programme in members[1:]:
        first = members[0]
        at = _at(policy, stacking, f"programmes[{programme.id}]", "programmes")
        if programme.period != first.period:
            yield problem(
                "DK438",
                at,
                address=stacking.rule.address,
                related=(Related("other-programme", first.rule.at),),
                programme=programme.id,
                period=programme.period.kind,
                other=first.id,
                other_period=first.period.kind,
            )
        sources = stream_of(_base(programme), programme), stream_of(_base(first), first)
        if sources[0] != sources[1] or _base(first).source in NO_LINES or programme.payee != first.payee:
            yield problem(
                "DK440",
                at,
                address=stacking.rule.address,
                related=(Related("other-programme", first.rule.at),),
                programme=programme.id,
                other=first.id,
            )


def _base(programme: Programme) -> Base:
    return programme.paying or programme.qualifying


def _at(policy: Policy, stacking: Stacking, *keys: str) -> Location:
    """Where the first of these is written; the stacking where none is."""
    nodes = (found(policy.root, f"{SECTION}.{stacking.id}.{key}") for key in keys)
    return next((node.at for node in nodes if node is not None), stacking.rule.at)
