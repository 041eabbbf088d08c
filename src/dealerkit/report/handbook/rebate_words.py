"""The sentences of the chapters of rebates, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.languages import Words

PERIODS: Mapping[str, Words] = {
    "month": Words("month", "每月"),
    "quarter": Words("quarter", "每季度"),
    "half-year": Words("half-year", "每半年"),
    "year": Words("year", "每年"),
    "contract-year": Words("contract year", "每个合同年"),
}
EVERY: Mapping[str, Words] = {**PERIODS, "period": Words("period, at its end,", "每期末")}
MEASURES: Mapping[str, Words] = {
    "net_amount": Words("the net amount", "不含税金额"),
    "gross_amount": Words("the gross amount", "含税金额"),
    "quantity": Words("the number of units", "数量"),
    "count": Words("the number of rows", "行数"),
}
SOURCES: Mapping[str, Words] = {
    "lines": Words("sales to the dealer", "经销商进货"),
    "sell-through": Words("what the dealer sold on", "经销商实际销出"),
    "collections": Words("the money paid for sales", "已回款的进货"),
    "collections-and-offsets": Words("the money and credits that paid sales", "已回款及已冲抵的进货"),
    "psi": Words("opening stock and purchases less closing stock", "期初库存加进货减期末库存"),
    "incidents": Words("incidents held against the dealer", "对经销商成立的违规事件"),
    "entitlements": Words("what other programmes paid", "其他方案的应得返利"),
}
COUNTS = Words("Each {period} {measure} of {source} is added up{where}.", "{period}累计{source}的{measure}{where}。")
PAID_ON = Words("What is paid on is {measure} of {source}{where}.", "计返的是{source}的{measure}{where}。")
IF = Words(" where {condition}", "，条件：{condition}")
TAKES_PART = Words("Who takes part: {condition}.", "参加条件：{condition}。")
ALL = Words("Every dealer takes part.", "所有经销商均可参加。")
COMPARED = Words(
    "The base is compared with {baseline}, and the bounds below are shares of it. A payee without one: {missing}.",
    "基数与{baseline}相比，下列坎级为其倍数（百分比）。没有比较基数的：{missing}。",
)
WITHOUT: Mapping[str, Words] = {
    "skip": Words("takes no part", "不参加"),
    "target": Words("the target of the period is taken instead", "改用本期目标"),
    "zero": Words("zero is taken", "按零计"),
}
BASELINES: Mapping[str, Words] = {
    "same-period-last-year": Words("that of the same period of last year", "去年同期"),
    "target": Words("the target", "目标"),
}
METHODS: Mapping[tuple[str, str], Words] = {
    ("retrospective", "percent"): Words(
        "Once a band is reached, its rate applies to the whole base.", "达到某一坎级后，全部基数按该坎级的比率计返。"
    ),
    ("retrospective", "per-unit"): Words(
        "Once a band is reached, its amount is paid for the whole base.", "达到某一坎级后，全部基数按该坎级的标准计返。"
    ),
    ("retrospective", "lump-sum"): Words(
        "The sum of the band that is reached is paid, once.", "支付所达坎级对应的一笔金额。"
    ),
    ("retrospective", "goods"): Words("The goods of the band that is reached are given.", "按所达坎级给予货品。"),
    ("incremental", ""): Words(
        "Each slice of the base earns by the band it lies in.", "基数分段计返：每一段按自己所在的坎级。"
    ),
    ("excess-over-band", ""): Words(
        "The band that is reached pays on what lies above its bound.", "只对超出所达坎级下限的部分，按该坎级计返。"
    ),
    ("excess-over-baseline", ""): Words(
        "The band that is reached pays on what lies above the baseline.", "只对超出比较基数的部分，按所达坎级计返。"
    ),
    ("linear", ""): Words(
        "Between two bounds the rate runs in a straight line; from the last bound on it stays.",
        "两个坎级之间按比例推算，最后一个坎级以上不再变动。",
    ),
}
BELOW_FIRST = Words("Below the first bound nothing is paid.", "低于第一坎不返。")
GATE = Words("{title}: {of} must {bound}, or nothing is paid.", "{title}：{of}须{bound}，否则不返。")
BOUNDS: Mapping[str, Words] = {
    "at": Words("be at least {value}", "不低于 {value}"),
    "above": Words("be above {value}", "超过 {value}"),
    "up_to": Words("be at most {value}", "不超过 {value}"),
    "below": Words("be below {value}", "低于 {value}"),
}
SUPPLEMENT = Words("{title}: {figure} more where {when}.", "{title}：满足以下条件时另加 {figure}：{when}。")
FACTOR = Words(
    "{title}: what was earned is multiplied by a factor, which goes by {of}.",
    "{title}：应得金额乘以系数，系数按{of}而定。",
)
UNKNOWN: Mapping[str, Words] = {
    "undetermined": Words("If that is not known, the amount stays undetermined.", "情况不明时金额暂不能确定。"),
    "refuse": Words("If that is not known, nothing is paid.", "情况不明时不返。"),
    "true": Words("If that is not known, it counts as met.", "情况不明时视为满足。"),
    "false": Words("If that is not known, it counts as not met.", "情况不明时视为不满足。"),
}
ASSUMED = Words("If that is not known, {value} is taken.", "情况不明时按 {value} 计。")
LEAST_BASE = Words("Nothing is paid where the base is below {value}.", "基数低于 {value} 的不返。")
LEAST_PAYOUT = Words("An amount below {value} is not paid.", "应得金额低于 {value} 的不付。")
MOST_BASE = Words("At most {value} of base is paid on.", "计返基数最多 {value}。")
MOST_PAYOUT = Words("At most {value} is paid for a period.", "每期最多支付 {value}。")
GUARANTEED = Words("At least {value} is paid for a period{over}.", "每期至少支付 {value}{over}。")
OVER_YEAR = Words(", made up over the year as a whole", "，按全年合并补足")
BUDGET = Words(
    "All payees together receive at most {value} in a period; where that does not suffice it is shared out.",
    "一期内所有收款方合计最多 {value}，不足时按比例分配。",
)
SETTLED = Words("It is settled each {every} and paid {payout}.", "{every}结算，{payout}。")
PAYOUTS: Mapping[str, Words] = {
    "credit-note": Words("by credit note", "以贷项凭证（票折）支付"),
    "deduction": Words("by deduction from invoices", "从货款中抵扣"),
    "transfer": Words("by transfer", "以转账支付"),
    "goods": Words("in goods", "以货品支付"),
}
DUE = Words("It is due within {within} of {after}.", "付款期限：自{after}起 {within} 内。")
EXPIRES = Words("The credit can be used for {within} from {after}.", "返利自{after}起 {within} 内可用，过期作废。")
AFTER: Mapping[str, Words] = {
    "period-end": Words("the period's end", "期末"),
    "settlement": Words("the settlement", "结算日"),
    "posting": Words("the posting", "过账日"),
}
NEGATIVE: Mapping[str, Words] = {
    "carry-forward": Words(
        "If less is due than was paid before, the difference is carried forward.", "应付少于已付时，差额结转下期。"
    ),
    "invoice": Words(
        "If less is due than was paid before, the difference is invoiced.", "应付少于已付时，差额开票追回。"
    ),
    "floor": Words(
        "If less is due than was paid before, the difference is left with the payee.", "应付少于已付时，差额不予追回。"
    ),
}
FACTOR_HEAD = (Words("From", "数值"), Words("Factor", "系数"))
BANDS = Words("What each band pays", "各坎级的标准")
BAND_HEAD = (Words("Base", "基数"), Words("Pays", "返利标准"))
EACH_UNIT = Words("{value} for each unit", "每件 {value}")
EVERY_PER = Words("{value} for every full {per}", "每满 {per} 给 {value}")
GOODS_UNITS = Words("{value} units of {product}", "{product} {value} 件")
IN_ALL = Words("{value} in all", "一笔 {value}")
AND = Words("{rate}, and {plus} in all", "{rate}，另加一笔 {plus}")
SHARE = Words("{value} of the base", "基数的 {value}")
FIXED: Mapping[str, Mapping[str, tuple[Words, ...]]] = {
    "method": {method: tuple(words for (each, _), words in METHODS.items() if each == method) for method, _ in METHODS},
    "kind": {
        "percent": (SHARE,),
        "per-unit": (EACH_UNIT, EVERY_PER, METHODS["retrospective", "per-unit"]),
        "lump-sum": (IN_ALL,),
        "goods": (GOODS_UNITS,),
    },
    "measure": {word: (said,) for word, said in MEASURES.items()},
    "from": {word: (said,) for word, said in SOURCES.items()},
    "period": {word: (said,) for word, said in PERIODS.items()},
    "every": {word: (said,) for word, said in EVERY.items()},
    "after": {word: (said,) for word, said in AFTER.items()},
    "payout": {word: (said,) for word, said in PAYOUTS.items()},
    "negative": {word: (said,) for word, said in NEGATIVE.items()},
    "missing": {word: (said,) for word, said in WITHOUT.items()},
    "baseline": {word: (said,) for word, said in BASELINES.items()},
    "if_missing": {word: (said,) for word, said in UNKNOWN.items()},
    "over": {"year": (OVER_YEAR,), "period": (GUARANTEED,)},
}
"""The fixed words of a programme by key, with the sentences that say them."""
