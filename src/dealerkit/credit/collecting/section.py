"""The ``collections:`` section, key by key."""

from __future__ import annotations

from typing import cast

from attrs import frozen

from dealerkit.credit.collecting.ageing_rule import AGEING, AgeingRule
from dealerkit.credit.collecting.dunning_rule import DUNNING, DunningRule
from dealerkit.credit.collecting.pace import DSO, TURNOVER, DsoRule, TurnoverRule
from dealerkit.credit.collecting.plans.rules import (
    FORECAST,
    INSTALMENTS,
    REPAYMENTS,
    ForecastRule,
    InstalmentRule,
    RepaymentRule,
)
from dealerkit.credit.collecting.provision_rule import PROVISION, Provision
from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import TEXT
from dealerkit.policy.shapes import Keyed, Shape, entry, record, ruled

SECTION = "collections"


@frozen(kw_only=True)
class Collections:
    """How debts are aged, dunned, planned and provided for."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    instalments: InstalmentRule | None = entry(INSTALMENTS, "when an instalment of a contract is overdue", default=None)
    repayments: RepaymentRule | None = entry(REPAYMENTS, "when a repayment plan is broken", default=None)
    forecast: ForecastRule | None = entry(FORECAST, "when open items are expected to come in", default=None)
    ageing: AgeingRule | None = entry(AGEING, "how old debts are, bucket by bucket", default=None)
    dso: DsoRule | None = entry(DSO, "how many days' sales are not paid", default=None)
    turnover: TurnoverRule | None = entry(TURNOVER, "how often receivables turn over", default=None)
    dunning: DunningRule | None = entry(DUNNING, "who is reminded when", default=None)
    provision: Keyed[Provision] | None = entry(
        PROVISION, "what is set aside for bad debts: the first entry that is for a customer is his", default=None
    )


COLLECTIONS: Shape[Collections] = record(Collections)


def collections_of(policy: Policy) -> Collections | None:
    """The policy's section, if it has one."""
    return cast("Collections | None", policy.sections.get(SECTION))
