"""What facts are called in a sentence, in English. A fact that is not here is called by its meaning."""

from __future__ import annotations

FACTS: dict[str, str] = {
    "dealer.kind": "the kind of customer",
    "dealer.status": "the status of the customer file",
    "dealer.class": "the class of the customer",
    "dealer.territory": "the territory of the customer",
    "contract.kind": "the kind of contract in force",
    "contract.status": "the status of the contract",
    "contract.start": "the first day of the contract",
    "contract.end": "the last day of the contract",
    "contract.territory": "the territory of the contract",
    "contract.settlement_agreement": "the settlement agreement of the contract",
    "period.start": "the first day of the period",
    "period.end": "the last day of the period",
    "period.qualifying": "the qualifying base",
    "period.paying": "the paying base",
    "period.baseline": "the baseline",
    "period.target": "the target of the period",
    "period.days_to_pay": "the days taken to pay",
    "period.stock_opening": "the opening stock",
    "period.stock_closing": "the closing stock",
    "period.purchases": "the units bought",
    "period.sold_on": "the units sold on",
    "period.stock_days": "the days the stock lasts",
    "period.target_times": "what the target was multiplied by",
    "attainment.month": "the attainment of the month's target",
    "attainment.quarter": "the attainment of the quarter's target",
    "attainment.half_year": "the attainment of the half-year's target",
    "attainment.year": "the attainment of the year's target",
    "attainment.period": "the attainment of the period's target",
}
