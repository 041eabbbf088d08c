"""How amounts are worked out beyond a plain rate, in Chinese: straight lines, increments, goods, guarantees."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK420": Wording("该收款方在本期的天数不足"),
    "DK421": Wording(
        "linear（线性）在相邻两个坎级之间取值，这里只有一个坎级",
        "请写第二个坎级，或改用 retrospective",
    ),
    "DK422": Wording(
        "`per` 按基数的整份计数，不能与 {given} 同用",
        "只用于 kind per-unit 或 goods，并用按基数计算的 method；要么每个坎级都写，要么都不写",
    ),
    "DK423": Wording("每份的数量必须大于零", "请写明基数每满多少给一次 `pay`，如 per: 100"),
    "DK424": Wording(
        "`plus` 是比率或每件金额之外的固定金额，不能用于 kind {kind}",
        "请并入 `pay`，或另写一个方案",
    ),
    "DK425": Wording(
        "[kind goods 没有写明给哪种产品：缺少 `{missing}:`][写了 `goods:`，但 kind {kind} 付的是钱]",
        "kind goods 与 `goods: {{product: …}}` 必须成对出现",
    ),
    "DK426": Wording(
        "[货物不能以 {payout} 支付][kind {kind} 付的是钱，不能以货物支付]",
        "kind goods 的 `settle.payout` 必须是 goods，其他 kind 不得使用",
    ),
    "DK427": Wording(
        "method {method} 给不出整件的货物[：坎级没有写 `{missing}`]",
        "请用 retrospective 或 incremental，或用 `per` 写明基数每满多少给几件",
    ),
    "DK428": Wording("{value} 不是整件数", "货物按整件给，请写不带小数的数字"),
    "DK429": Wording("保底 {least}，而封顶最多付 {most}", "请降低 `guarantee.payout` 或提高 `cap.payout`"),
    "DK430": Wording(
        "货物数量取整到 {step}：不能给零头",
        "请取整到整件，如 rounding: {{to: 1, mode: down}}，或不写 `rounding:`",
    ),
    "DK431": Wording(
        "kind percent 按金额的比率付款，而此基数累计的是件数",
        "请累计金额，如 `measure: net_amount`；或按件付款：kind per-unit 和 `pay:`",
    ),
    "DK432": Wording(
        "此基数是金额，每 1.00 就付 {pay}",
        "请写明每满多少付一次，如 `per: 1_000`；或改为累计数量；或按比率付款：kind percent 和 `rate:`",
    ),
}

STEPS: dict[str, str] = {
    "band-goods": "基数 {base} 达到 {bound} 起的坎级：共给 {product} {rate} 件",
    "slice-goods": "达到 {bound} 起的一档：给 {product} {rate} 件",
    "band-per-unit-full": "基数 {base} 达到 {bound} 起的坎级：每满 {per} 给 {rate}，共 {full} 次",
    "slice-per-unit-full": "{bound} 起的一段 {base}，每满 {per} 给 {rate}，共 {full} 次",
    "band-goods-full": "基数 {base} 达到 {bound} 起的坎级：每满 {per} 给 {product} {rate} 件，共 {full} 次",
    "slice-goods-full": "{bound} 起的一段 {base}，每满 {per} 给 {product} {rate} 件，共 {full} 次",
    "band-linear-percent": "基数 {base} 达到 {bound}[，在至 {next} 的直线上]：{rate:percent}",
    "band-linear-per-unit": "基数 {base} 达到 {bound}[，在至 {next} 的直线上]：每件 {rate}",
    "band-linear-lump-sum": "基数 {base} 达到 {bound}[，在至 {next} 的直线上]：共 {rate}",
    "fixed-sum": "另加 {bound} 起的坎级的固定金额 {plus}",
    "supplement-goods": "{rule} 加给 {product} {rate} 件",
    "supplement-per-unit-full": "{rule} 每满一份加 {rate}",
    "supplement-goods-full": "{rule} 每满一份加给 {product} {rate} 件",
    "pro-rata": "本期 {of} 天中计入 {days} 天：坎级界限、固定金额和限额按此比例折算",
    "short-period": "本期 {of} 天中只有 {days} 天计入，{rule} 对此不付",
    "per-nothing": "{rule} 的每份数量对该收款方为零",
    "guarantee": "原可付 {earned}[ 件 {product}]，保底 {least}",
    "guarantee-year": "本年累计应得 {to_date}[ 件 {product}]，累计保底 {least}；取较大者，此前已给 {before}",
    "payee.band-goods": "达到 {bound}：给 {product} {rate} 件",
    "payee.slice-goods": "达到 {bound}：给 {product} {rate} 件",
    "payee.band-per-unit-full": "满 {per} 共 {full} 次，每次 {rate}",
    "payee.slice-per-unit-full": "{base} 中满 {per} 共 {full} 次，每次 {rate}",
    "payee.band-goods-full": "满 {per} 共 {full} 次，每次给 {product} {rate} 件",
    "payee.slice-goods-full": "{base} 中满 {per} 共 {full} 次，每次给 {product} {rate} 件",
    "payee.fixed-sum": "达到 {bound}：固定 {plus}",
    "payee.supplement-goods": "{rule}：加给 {product} {rate} 件",
    "payee.supplement-per-unit-full": "{rule}：每满一份加 {rate}",
    "payee.supplement-goods-full": "{rule}：每满一份加给 {product} {rate} 件",
    "payee.pro-rata": "本期 {of} 天中为您计入 {days} 天：界限和金额按此比例折算",
    "payee.short-period": "本期 {of} 天中只有 {days} 天属于您，不足一期不返",
    "payee.guarantee": "保底 {least}[ 件 {product}]，否则可付 {earned}",
    "payee.guarantee-year": "本年累计应得 {to_date}[ 件 {product}]，累计保底 {least}，此前已给 {before}",
}
