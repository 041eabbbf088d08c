"""The ``contracts:`` section, room by room."""

from __future__ import annotations

from typing import cast

from attrs import frozen

from dealerkit.contracts.capacity.rule import CAPACITY, CapacityRule
from dealerkit.contracts.duties.section import DUTIES, Duties
from dealerkit.contracts.execution.rule import EXECUTION, ExecutionRule
from dealerkit.contracts.goods.section import GOODS, Goods
from dealerkit.contracts.intake.section import INTAKE, Intake
from dealerkit.contracts.kinds.kind import KINDS, Kind
from dealerkit.contracts.prices.rule import PRICES, PriceRule
from dealerkit.contracts.returns.section import RETURNS, Returns
from dealerkit.contracts.territory.rule import TERRITORY, TerritoryRule
from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import TEXT
from dealerkit.policy.shapes import Keyed, Shape, entry, record, ruled

SECTION = "contracts"


@frozen(kw_only=True)
class Contracts:
    """Kinds of contracts, their terms, territory, prices, returns, and how goods move."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rules come from", default=None)
    kinds: Keyed[Kind] | None = entry(
        KINDS, "kinds of contracts: terms, papers, parties, deposit and how long they hold", default=None
    )
    territory: TerritoryRule | None = entry(
        TERRITORY, "who may serve where: overlaps, gaps, splits of exclusive territories", default=None
    )
    capacity: CapacityRule | None = entry(
        CAPACITY, "what a dealer can carry: stores, the lines of a new one, fees that stores ask for", default=None
    )
    prices: PriceRule | None = entry(
        PRICES, "which prices may be granted, on whose signature, at which average cost", default=None
    )
    execution: ExecutionRule | None = entry(
        EXECUTION, "how contracts are followed: instalments, services, low stock", default=None
    )
    returns: Returns | None = entry(RETURNS, "which goods may come back, and on which terms", default=None)
    goods: Goods | None = entry(GOODS, "how goods move, and how that is kept on record", default=None)
    intake: Intake | None = entry(INTAKE, "which orders may be taken, and by whose word", default=None)
    duties: Duties | None = entry(DUTIES, "which steps nobody may do two of", default=None)


CONTRACTS: Shape[Contracts] = record(Contracts)


def contracts_of(policy: Policy) -> Contracts | None:
    """The policy's section, if it has one."""
    return cast("Contracts | None", policy.sections.get(SECTION))
