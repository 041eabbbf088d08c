"""What facts are called in a sentence, in Chinese. A fact that is not here is called by its meaning."""

from __future__ import annotations

FACTS: dict[str, str] = {
    "dealer.kind": "客户类型",
    "dealer.status": "客户档案状态",
    "dealer.class": "客户等级",
    "dealer.territory": "客户所在地区",
    "contract.kind": "有效合同的类型",
    "contract.status": "合同状态",
    "contract.start": "合同起始日",
    "contract.end": "合同终止日",
    "contract.territory": "合同地区",
    "contract.settlement_agreement": "合同的结算协议",
    "period.start": "期间首日",
    "period.end": "期间末日",
    "period.qualifying": "达标基数",
    "period.paying": "计返基数",
    "period.baseline": "比较基数",
    "period.target": "本期目标",
    "period.days_to_pay": "回款天数",
    "period.stock_opening": "期初库存",
    "period.stock_closing": "期末库存",
    "period.purchases": "本期进货件数",
    "period.sold_on": "本期卖出件数",
    "period.stock_days": "库存天数",
    "period.target_times": "目标所乘的倍数",
    "attainment.month": "月度目标达成率",
    "attainment.quarter": "季度目标达成率",
    "attainment.half_year": "半年目标达成率",
    "attainment.year": "年度目标达成率",
    "attainment.period": "本期目标达成率",
}
