"""是非类事实在条件里怎样说，中文。"""

from __future__ import annotations

CLAUSES: dict[str, str] = {
    "contract.settlement_agreement": "合同附有结算协议",
    "account.plan_broken": "还款计划违约",
}
