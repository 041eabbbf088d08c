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
INCIDENTS = Words("the number", "件数")
SOURCES: Mapping[str, Words] = {
    "lines": Words("sales to the dealer", "经销商进货"),
    "sell-through": Words("what the dealer sold on", "经销商实际销出"),
    "collections": Words(
        "sales as far as money has paid them (in the period in which it came in)",
        "已回款的进货（计入到款日所在的一期）",
    ),
    "collections-and-offsets": Words(
        "sales as far as money or credit has paid them (in the period in which they were paid)",
        "已回款或已冲抵的进货（计入到款或冲抵日所在的一期）",
    ),
    "psi": Words(
        "what the dealer sold on (opening stock and purchases less closing stock, in the period of the closing count)",
        "经销商实际销出（期初库存加进货减期末库存，计入期末盘点日所在的一期）",
    ),
    "incidents": Words("incidents recorded against the dealer", "记在该经销商名下的违规事件"),
}
BOUGHT = Words(
    "what the sub-dealer bought (by the reports of those who sold it)", "下级经销商的进货（按卖方上报的销售）"
)
COUNTS = Words("Each {period} {measure} of {source} is added up{where}.", "{period}累计{source}的{measure}{where}。")
ADDED = Words(
    "Each {period} this is added up over {source}{where}: {measure}.", "{period}按{source}逐笔累计{where}：{measure}。"
)
EARNED = Words(
    "Each {period} what {programmes} earned is added up{where}.", "{period}累计{programmes}的应得金额{where}。"
)
SUM = Words("{measure} of {source}{where}, added up.", "{source}的{measure}合计{where}。")
SUM_ADDED = Words("Added up over {source}{where}: {measure}.", "按{source}逐笔累计{where}：{measure}。")
MEASURED = Words(
    "These sums are taken over the period of the rebate that asks for them.", "以下数值按引用它的返利的期间累计。"
)
UNCLEAR: Mapping[str, Words] = {
    "undetermined": Words(
        "A record of which it cannot be told whether it counts is rejected and listed.",
        "不能判断是否计入的记录予以拒绝并列出。",
    ),
    "refuse": Words(
        "A record of which it cannot be told whether it counts is rejected and listed, and not used.",
        "不能判断是否计入的记录予以拒绝并列出，不予使用。",
    ),
    "true": Words(
        "A record of which it cannot be told whether it counts is counted.", "不能判断是否计入的记录，按计入处理。"
    ),
    "false": Words(
        "A record of which it cannot be told whether it counts is not counted.", "不能判断是否计入的记录，按不计处理。"
    ),
}
YEAR_STARTS = Words("Its year begins with the first day of {month}.", "年度自{month}第一天起算。")
YEAR_WEEKS = Words(
    "Its year consists of whole weeks; the months of a quarter have {weeks} of them.",
    "年度由整周组成，每季度三个月的周数为 {weeks}。",
)
YEAR_CLOSES: Mapping[str, Words] = {
    "last": Words("It ends on the last {weekday} of {month}.", "年度终于{month}的最后一个{weekday}。"),
    "nearest": Words("It ends on the {weekday} nearest the end of {month}.", "年度终于最接近{month}末的{weekday}。"),
}
YEAR_NAMED: Mapping[str, Words] = {
    "start": Words(
        "A year that lies in two calendar years is called by the one in which it begins.", "跨年的年度以起始年命名。"
    ),
    "end": Words(
        "A year that lies in two calendar years is called by the one in which it ends.", "跨年的年度以终止年命名。"
    ),
}
LATE: Mapping[str, Words] = {
    "next-period": Words(
        "What is recorded more than {within} after the period's end counts in the period in which it was recorded.",
        "期末后超过 {within} 录入的，计入录入的那一期。",
    ),
    "never": Words(
        "What is recorded more than {within} after the period's end never counts.",
        "期末后超过 {within} 录入的一律不计。",
    ),
}
ROUNDED = Words("The amount is rounded to {to}, {mode}.", "金额取整到 {to}，{mode}。")
ROUNDED_BANDS = Words(
    "What each band pays is rounded to {to}, {mode}, before it is added up.",
    "各坎级的金额先取整到 {to}（{mode}）再相加。",
)
UNITS = Words(" units", " 件")
NOTHING_NAMED = Words("other programmes", "其他方案")
PAID_ON = Words("What is paid on is {measure} of {source}{where}.", "计返的是{source}的{measure}{where}。")
PAID_ON_ADDED = Words(
    "What is paid on is the sum over {source}{where} of {measure}.", "计返的是按{source}逐笔累计{where}：{measure}。"
)
IF = Words(" where {condition}", "，条件：{condition}")
TAKES_PART = Words("Who takes part: {condition}.", "参加条件：{condition}。")
ALL = Words("Every dealer takes part.", "所有经销商均可参加。")
COMPARED = Words(
    "The base is compared with {baseline}, and the bounds below are shares of it. Where there is none, or it is zero or"
    " below, {missing}.",
    "基数与{baseline}相比，下列坎级为其倍数（百分比）。没有比较基数，或其为零或负数的：{missing}。",
)
WITHOUT: Mapping[str, Words] = {
    "skip": Words("the dealer takes no part", "不参加"),
    "target": Words(
        "the target of the period is taken instead, and without one the dealer takes no part",
        "改用本期目标，也没有目标的不参加",
    ),
    "zero": Words("any base above zero reaches the highest band", "基数大于零即达到最高坎级"),
}
INSTEAD = Words("{value} is taken instead", "改用 {value}")
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
    ("incremental", "sums"): Words(
        "Every band that is reached pays, and what they pay is added up.", "所达到的每一坎级都支付，金额相加。"
    ),
    ("excess-over-band", ""): Words(
        "The band that is reached pays on what lies above its bound.", "只对超出所达坎级下限的部分，按该坎级计返。"
    ),
    ("excess-over-baseline", ""): Words(
        "The band that is reached pays on what lies above the baseline.", "只对超出比较基数的部分，按所达坎级计返。"
    ),
    ("linear", "percent"): Words(
        "Between two bounds the rate runs in a straight line, and applies to the whole base; from the last bound on it"
        " stays.",
        "两个坎级之间比率按比例推算，适用于全部基数，最后一个坎级以上不再变动。",
    ),
    ("linear", "per-unit"): Words(
        "Between two bounds the amount for a unit runs in a straight line, and is paid for the whole base; from the"
        " last bound on it stays.",
        "两个坎级之间单件标准按比例推算，适用于全部基数，最后一个坎级以上不再变动。",
    ),
    ("linear", "lump-sum"): Words(
        "Between two bounds the sum runs in a straight line; from the last bound on it stays.",
        "两个坎级之间金额按比例推算，最后一个坎级以上不再变动。",
    ),
}
BELOW_FIRST = Words("Below the first bound nothing is paid.", "低于第一坎不返。")
UP_TO_FIRST = Words("Up to the first bound, and at it, nothing is paid.", "未超过第一坎不返。")
BELOW_GUARANTEED = Words("Below the first bound nothing is earned.", "低于第一坎没有应得返利。")
UP_TO_GUARANTEED = Words("Up to the first bound, and at it, nothing is earned.", "未超过第一坎没有应得返利。")
GATE = Words("{title}: {of} must {bound}, or nothing is paid.", "{title}：{of}须{bound}，否则不返。")
BOUNDS: Mapping[str, Words] = {
    "at": Words("be at least {value}", "不低于 {value}"),
    "above": Words("be above {value}", "超过 {value}"),
    "up_to": Words("be at most {value}", "不超过 {value}"),
    "below": Words("be below {value}", "低于 {value}"),
}
SUPPLEMENT = Words("{title}: {figure} more where {when}.", "{title}：满足以下条件时另加 {figure}：{when}。")
TO_THE_RATE = Words(
    "{title}: {figure} is added to the rate where {when}.", "{title}：满足以下条件时比率另加 {figure}：{when}。"
)
TO_EACH_RATE = Words(
    "{title}: {figure} is added to the rate of every slice where {when}.",
    "{title}：满足以下条件时每一段的比率另加 {figure}：{when}。",
)
FACTOR = Words(
    "{title}: what was earned is multiplied by a factor, which goes by {of}.",
    "{title}：应得金额乘以系数，系数按{of}而定。",
)
FACTOR_OPEN = Words(
    "Below the first of these figures the amount stays undetermined.", "低于其中最小数值的，金额暂不能确定。"
)
UNKNOWN: Mapping[str, Words] = {
    "undetermined": Words("If that is not known, the amount stays undetermined.", "情况不明时金额暂不能确定。"),
    "refuse": Words("If that is not known, nothing is paid.", "情况不明时不返。"),
    "true": Words("If that is not known, it counts as met.", "情况不明时视为满足。"),
    "false": Words("If that is not known, it counts as not met.", "情况不明时视为不满足。"),
}
ASSUMED = Words("If that is not known, it is taken to be {value}.", "情况不明时按 {value} 计。")
ASSUMED_FACTOR = Words("If that is not known, the factor is {value}.", "情况不明时系数为 {value}。")
LEAST_BASE = Words("Nothing is paid where the base is below {value}.", "基数低于 {value} 的不返。")
LEAST_PAYOUT = Words(
    "An amount below {value}, before it is rounded, is not paid.", "应得金额（取整前）低于 {value} 的不付。"
)
LEAST_BASE_EARNED = Words("Nothing is earned where the base is below {value}.", "基数低于 {value} 的没有应得返利。")
LEAST_EARNED = Words("What comes to less than {value} counts as nothing earned.", "应得不足 {value} 的视为没有应得。")
MOST_BASE = Words("At most {value} of base is paid on.", "计返基数最多 {value}。")
MOST_PAYOUT = Words("At most {value} is paid for a period.", "每期最多支付 {value}。")
LEAST_GOODS = Words("Less than {value} is not given.", "应得不足 {value} 的不给。")
MOST_GOODS = Words("At most {value} are given for a period.", "每期最多给予 {value}。")
GUARANTEED = Words(
    "Whoever takes part and meets every gate is paid at least {value} for a period that is over, however little the"
    " bands give{over}.",
    "参加且各门槛均已达到的，期满后每期至少支付 {value}，无论坎级所得多少{over}。",
)
GUARANTEED_GOODS = Words(
    "Whoever takes part and meets every gate is given at least {value} for a period that is over, however little the"
    " bands give{over}.",
    "参加且各门槛均已达到的，期满后每期至少给予 {value}，无论坎级所得多少{over}。",
)
OVER_YEAR = Words(
    "; it is made up over the year as a whole, so that a good period makes up for a bad one",
    "，按全年合并补足，所得多的一期可抵所得少的一期",
)
BUDGET = Words(
    "All payees together receive at most {value} in a period; where that does not suffice it is shared out in"
    " proportion to what each has earned.",
    "一期内所有收款方合计最多 {value}，不足时按各自应得的比例分配。",
)
SETTLED = Words("It is settled each {every} and paid {payout}.", "{every}结算，{payout}。")
SETTLED_SO_FAR = Words(
    "It is settled each {every}, for what the period has earned so far, and paid {payout}.",
    "{every}按本期累计预结，{payout}。",
)
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
    "settled-through": Words("the last day that is settled", "所结算的最后一天"),
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
SHARE_HEAD = Words("Base, as a share of the baseline", "基数占比较基数的比例")
OF_BASELINE = Words("{low} of the baseline", "比较基数的 {low}")
PART: Mapping[str, Words] = {
    "retrospective": Words("{value} of the base", "基数的 {value}"),
    "paying": Words("{value} of what is paid on", "计返额的 {value}"),
    "incremental": Words("{value} of the part of the base that lies in it", "落在本段内的基数的 {value}"),
    "excess-over-band": Words("{value} of what lies above {low}", "超出 {low} 部分的 {value}"),
    "excess-over-baseline": Words("{value} of what lies above the baseline", "超出比较基数部分的 {value}"),
}
"""On which part of the base a share is paid, by method."""
EACH: Mapping[str, Words] = {
    "retrospective": Words("{value} for each unit", "每件 {value}"),
    "paying": Words("{value} for each unit of what is paid on", "计返数量每件 {value}"),
    "incremental": Words("{value} for each unit that lies in it", "落在本段内的每件 {value}"),
    "excess-over-band": Words("{value} for each unit above {low}", "超出 {low} 的每件 {value}"),
    "excess-over-baseline": Words("{value} for each unit above the baseline", "超出比较基数的每件 {value}"),
}
"""For which units money is paid, by method."""
EVERY_FULL: Mapping[str, Words] = {
    "retrospective": Words("{value} for every full {per}", "每满 {per} 给 {value}"),
    "paying": Words("{value} for every full {per} of what is paid on", "计返额每满 {per} 给 {value}"),
    "incremental": Words("{value} for every full {per} that lies in it", "落在本段内的每满 {per} 给 {value}"),
    "excess-over-band": Words("{value} for every full {per} above {low}", "超出 {low} 的每满 {per} 给 {value}"),
    "excess-over-baseline": Words(
        "{value} for every full {per} above the baseline", "超出比较基数的每满 {per} 给 {value}"
    ),
}
"""For which increments something is paid, by method."""
UNIT_BEFORE = Words("unit {unit}", "第 {unit} 件")
RISING = Words("{one} at its bound, running evenly to {other} at the next", "下限处为{one}，至下一坎按比例变为{other}")
GOODS_UNIT = Words("{value} unit of {product}", "{product} {value} 件")
GOODS_UNITS = Words("{value} units of {product}", "{product} {value} 件")
IN_ALL = Words("{value} in all", "一笔 {value}")
FURTHER = Words("{value} more", "再加 {value}")
AND = Words("{rate}, and {plus} in all", "{rate}，另加一笔 {plus}")
AND_FURTHER = Words("{rate}, and {plus} once it is reached", "{rate}，达到即再加一笔 {plus}")
FOR_EACH_UNIT = Words(
    "{title}: {figure} more for each unit where {when}.", "{title}：满足以下条件时每件另加 {figure}：{when}。"
)
FOR_EACH_FULL = Words(
    "{title}: {figure} more for each full increment where {when}.",
    "{title}：满足以下条件时每满一份另加 {figure}：{when}。",
)
FORMULAS: Mapping[Words, Words] = {COUNTS: ADDED, PAID_ON: PAID_ON_ADDED, SUM: SUM_ADDED}
"""What is said instead where a formula is added up, row by row."""
TO_FORMER = Words("It is paid to the one who ceded the city.", "支付给让出城市的经销商。")
AND_LAST = Words("and", "和")
STEPS = (
    Words(
        "Each rebate below is reckoned in this order: who takes part, and the gates; the band that the base reaches;"
        " what is added to its rate; the factors by which what was earned is multiplied; the least and the most that"
        " is paid; and rounding.",
        "以下各项返利按此顺序计算：参加条件和门槛；基数所达坎级；加点；系数；最低与最高限额；取整。",
    ),
    Words(
        "Where something that a rule asks for is not known, and the rule does not say what then holds, the amount stays"
        " undetermined until it is known.",
        "规则所需的情况不明、且该规则没有另作规定的，金额暂不能确定，待情况明确后再定。",
    ),
    Words(
        "Unless a rebate says otherwise, it is paid to the dealer; a record of which it cannot be told whether it"
        " counts is rejected and listed; one that is recorded late counts in the period of its own date; and for"
        " whoever joins late or leaves early the bounds stand as they are.",
        "除另有规定外：返利支付给经销商；不能判断是否计入的记录予以拒绝并列出；迟录入的记录仍计入其日期所在的一期；"
        "中途加入或退出的，坎级不变。",
    ),
)
"""What holds for every rebate."""
WHOLE_UNITS = Words("Only whole units are given.", "货品只给整件，不足一件的舍去。")
FIXED: Mapping[str, Mapping[str, tuple[Words, ...]]] = {
    "method": {method: tuple(words for (each, _), words in METHODS.items() if each == method) for method, _ in METHODS},
    "kind": {
        "percent": tuple(PART.values()),
        "per-unit": (*EACH.values(), *EVERY_FULL.values()),
        "lump-sum": (IN_ALL, FURTHER),
        "goods": (GOODS_UNITS, GOODS_UNIT),
    },
    "measure": {
        **{word: (said,) for word, said in MEASURES.items()},
        "net_amount": (MEASURES["net_amount"], EARNED),
        "count": (MEASURES["count"], INCIDENTS),
    },
    "from": {
        **{word: (said,) for word, said in SOURCES.items()},
        "entitlements": (EARNED,),
        "sell-through": (SOURCES["sell-through"], BOUGHT),
    },
    "period": {word: (said,) for word, said in PERIODS.items()},
    "every": {word: (said,) for word, said in EVERY.items()},
    "after": {
        **{word: (said,) for word, said in AFTER.items()},
        "period-end": (AFTER["period-end"], AFTER["settled-through"]),
    },
    "payout": {word: (said,) for word, said in PAYOUTS.items()},
    "negative": {word: (said,) for word, said in NEGATIVE.items()},
    "missing": {word: (said,) for word, said in WITHOUT.items()},
    "baseline": {word: (said,) for word, said in BASELINES.items()},
    "if_missing": {word: (said, UNCLEAR[word]) for word, said in UNKNOWN.items()},
    "over": {"year": (OVER_YEAR,), "period": (GUARANTEED,)},
    "pay": {"head": (TO_FORMER,)},
    "then": {word: (said,) for word, said in LATE.items()},
    "named-after": {word: (said,) for word, said in YEAR_NAMED.items()},
    "which": {word: (said,) for word, said in YEAR_CLOSES.items()},
    "level": {"band": (ROUNDED_BANDS,), "programme": (ROUNDED,)},
}
"""The fixed words of a programme by key, with the sentences that say them."""
