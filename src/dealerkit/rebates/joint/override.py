"""The double cost of a former general dealer: his successors are paid, and he is paid for them (吃余股).

Their own rebates are paid anyway; the override is what the principal bears beside. Both are shown
together, by successor and city, so that nobody has to find out by himself what a cession costs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from attrs import evolve

from dealerkit.rebates.joint.costs import OverrideCost, SuccessorCost
from dealerkit.rebates.joint.earnings import lies_in
from dealerkit.rebates.joint.gathering import Gathered
from dealerkit.rebates.members import CEDED
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.results import Row
from dealerkit.rebates.standing import Standing
from dealerkit.rebates.terms import Entitlement
from dealerkit.rebates.terms.scale import bare
from dealerkit.rebates.windows import Window
from dealerkit.values.exact import total_of_decimals

Decide = Callable[[Programme, str, Window], Entitlement]


def is_override(programme: Programme) -> bool:
    """Whether somebody is paid beside those who bought."""
    return programme.accumulate is not None and programme.accumulate.over == CEDED


def cost_of(standing: Standing, decide: Decide, row: Row, gathered: tuple[Gathered, ...]) -> OverrideCost:
    """The double cost of a row: of the programmes that are shared or, where lines are, of all others."""
    programme = standing.programmes[row.programme]
    ids = programme.qualifying.of or tuple(
        id
        for id, each in standing.programmes.items()
        if id != programme.id and not is_override(each) and each.goods is None
    )
    successors = tuple(
        SuccessorCost(
            each.dealer,
            _said(standing, each.dealer, "name"),
            _said(standing, each.dealer, "city") or _said(standing, each.dealer, "territory"),
            _earned(standing, decide, [standing.programmes[id] for id in ids], each.dealer, row.window),
            bare(each.qualifying),
        )
        for found in gathered
        for each in found.contributions
    )
    bought = tuple(each for each in successors if each.own or each.own is None or each.counted)
    return OverrideCost(row.programme, row.payee, row.window.label, row.entitlement, bought)


def _earned(
    standing: Standing, decide: Decide, programmes: list[Programme], dealer: str, window: Window
) -> Decimal | None:
    amounts = list(_amounts(standing, decide, programmes, dealer, window))
    return None if None in amounts else total_of_decimals(each for each in amounts if each is not None)


def _amounts(
    standing: Standing, decide: Decide, programmes: list[Programme], dealer: str, window: Window
) -> Iterator[Decimal | None]:
    """What a dealer earned in the periods that lie in the window, through its last day."""
    for programme in programmes:
        for each in standing.windows(programme, dealer):
            through = min(each.last, window.through)
            if lies_in(each, window) and each.first <= through:
                yield decide(programme, dealer, evolve(each, through=through)).amount


def _said(standing: Standing, dealer: str, column: str) -> str:
    row = standing.book.versions("customers").at(standing.as_of, dealer)
    return str((row.get(column) if row is not None else None) or "")
