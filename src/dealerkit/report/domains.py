"""What the domains are called in an overview, and what each answers.

A domain of several rooms has a line for each of them: ``customers.touch``.
"""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.languages import Words

NAMES: Mapping[str, Words] = {
    "measures": Words("measures", "度量"),
    "rebates": Words("rebates", "返利"),
    "margins": Words("margins", "坎级陡度"),
    "stacking": Words("stacking", "返利叠加"),
    "always": Words("invariants", "不变式"),
    "offset": Words("offset limit", "返利冲抵"),
    "price_protection": Words("price protection", "价保"),
    "special_bids": Words("special bids", "特价单"),
    "stock_rotation": Words("stock rotation", "库存轮换"),
    "contests": Words("contests", "销售竞赛"),
    "promises": Words("promises", "承诺"),
    "accounts": Words("accounts", "科目"),
    "credit": Words("credit", "授信"),
    "collections": Words("collections", "催收"),
    "liability": Words("liability for bad debts", "坏账责任"),
    "customers.leads": Words("prospects", "意向客户"),
    "customers.access": Words("access to files", "档案查阅"),
    "customers.touch": Words("touch plan", "客户联系计划"),
    "customers.reception": Words("receptions", "客户接待"),
    "customers.key_accounts": Words("key accounts", "大客户"),
    "customers.satisfaction": Words("satisfaction", "满意度"),
    "flows": Words("flows", "流程"),
    "customers.files": Words("customer files", "客户档案"),
    "customers.identity": Words("customers' identity", "客户身份"),
    "customers.codes": Words("customers' codes", "客户编码"),
    "scoring.figures": Words("figures", "指标"),
    "scoring.scorecards": Words("scorecards", "评分"),
    "scoring.classes": Words("classes", "客户分类"),
    "scoring.concentration": Words("concentration", "集中度"),
    "contracts.kinds": Words("contracts", "合同"),
    "contracts.territory": Words("territories", "区域"),
    "contracts.capacity": Words("what dealers can carry", "经销商承载能力"),
    "contracts.prices": Words("prices", "价格"),
    "contracts.execution": Words("contracts carried out", "合同履行"),
    "contracts.returns": Words("returns and exchange", "退换货"),
    "contracts.goods": Words("goods flow", "货物流转"),
    "contracts.intake": Words("order intake", "接单"),
    "contracts.duties": Words("separated duties", "不相容职务"),
    "governance.scan": Words("scan of dealers", "经销商扫描"),
    "governance.assess": Words("keep or end", "留还是断"),
    "governance.exit": Words("orderly ends", "有序终止"),
    "authority": Words("authority", "权限"),
}
"""The domain's name, by its section or room."""

ANSWERS: Mapping[str, Words] = {
    "measures": Words("sums that other rules call by name", "供其他规则按名引用的合计"),
    "rebates": Words("what is payable now, to whom and why", "现在应付多少、付给谁、为什么"),
    "margins": Words("which steps of rebates invite dumping", "哪些坎级会招来压货甩卖"),
    "stacking": Words("which programme pays where several could", "多个方案都可计返时由谁支付"),
    "always": Words("what holds of rebates whatever is sold", "无论卖多少，返利始终满足什么"),
    "offset": Words("what of an order a dealer may pay with rebate", "订单可用返利冲抵多少"),
    "price_protection": Words("which stock is credited when prices are cut", "降价时补偿哪些库存"),
    "special_bids": Words("what claims under special bids are worth", "特价单申请应补多少"),
    "stock_rotation": Words("which stock may come back, and for how much", "哪些库存可以退回，补偿多少"),
    "contests": Words("who is ranked where, which prize that brings", "谁排第几、得什么奖"),
    "promises": Words("what was promised to dealers, what is open", "对经销商的承诺，哪些未了结"),
    "accounts": Words("where rebates stand in the company's books", "返利记在公司账上的哪里"),
    "credit": Words("which limits hold, which orders may ship", "额度是多少，哪些订单可以发货"),
    "collections": Words("what is overdue, who is reminded", "哪些逾期，催谁"),
    "liability": Words("who bears a bad debt", "坏账由谁承担"),
    "customers.leads": Words("whose a prospect is, who gets those of the pool", "意向客户归谁，客户池分配给谁"),
    "customers.access": Words("what in the log was not allowed", "查阅日志中哪些越权"),
    "customers.touch": Words("which contacts are due, what was missed", "应做哪些联系，哪些未做"),
    "customers.reception": Words("what visitors cost, and what was beyond the rules", "接待费用多少，哪些不合规定"),
    "customers.key_accounts": Words("which duties to key accounts are done", "对大客户的义务履行了哪些"),
    "customers.satisfaction": Words("who is satisfied, which targets are missed", "客户是否满意，哪些未达目标"),
    "flows": Words("what may happen next in a case, what is late", "个案下一步可做什么，哪些超时"),
    "customers.files": Words("what files lack, what was late, what it costs", "档案缺什么、哪些逾期、罚多少"),
    "customers.identity": Words("who is there twice, where sources differ", "谁重复、哪些来源不一致"),
    "customers.codes": Words("which codes are wrong or repeated", "哪些编码有误或重复"),
    "scoring.figures": Words("the figures managers watch", "管理者关注的指标"),
    "scoring.scorecards": Words("who has which score and grade, and why", "谁得多少分、什么等级、为什么"),
    "scoring.classes": Words("which class each customer is in", "每个客户属于哪一类"),
    "scoring.concentration": Words("how much the largest hold", "前几名占多少"),
    "contracts.kinds": Words(
        "are contracts complete, do they hold, which deposit is free", "合同是否齐全、有效，保证金可退多少"
    ),
    "contracts.territory": Words("who serves where, where nobody is", "区域由谁负责，哪里空白"),
    "contracts.capacity": Words(
        "which stores a dealer can carry, who fits, which fees are funded", "经销商能承载哪些门店、谁匹配、哪些费用承担"
    ),
    "contracts.prices": Words("which prices may be granted, on whose signature", "哪些价格可以给，须谁签字"),
    "contracts.returns": Words(
        "what may come back, on whose word, for which credit", "哪些货可以退换，由谁决定，入账多少"
    ),
    "contracts.goods": Words("stock below zero, parts of dispatches, late entries", "负库存、未整单发货、晚登记"),
    "contracts.intake": Words("which orders may be taken, what is short", "哪些订单可接，哪些缺货"),
    "contracts.duties": Words("who does what is to be kept apart", "谁兼任了不相容职务"),
    "contracts.execution": Words("what was ordered, shipped, paid, what is open", "订货、发货、回款各多少，未付多少"),
    "governance.scan": Words("who dominates, whose volume is false", "谁占比过大，谁是假大户"),
    "governance.assess": Words("whom to keep, to watch, to end, and why", "哪些经销商留用、观察或宜断，为什么"),
    "governance.exit": Words("where the ending of dealers stands, what is missing", "终止进行到哪一步，缺什么"),
    "authority": Words("who may sign what", "谁可以签批什么"),
}
"""The question it answers."""
