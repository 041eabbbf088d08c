"""Price protection (DK376 to DK389) and the steps of its decisions, in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK376": Wording(
        "`{scheme}` 补偿的商品已由 `{other}` 补偿",
        "请用各自的 `where` 或 `effective` 把商品区分开；在此之前，两个方案都涉及的商品均不补偿",
    ),
    "DK377": Wording(
        "{within} 不是天数，而进货、盘点和申请只有日期，没有钟点",
        "请写成 days、working days、weeks 或 months",
    ),
    "DK378": Wording(
        "该政策没有价保方案",
        "请在 `price_protection:` 下写明方案，或指定存放全部政策文件的文件夹",
    ),
    "DK379": Wording(
        "`{product}` 的价格表有空档：从 {first} 到 {last} 没有价格，其后的价格自 {on} 起",
        "请补正前一价格的 `valid_to` 或本价格的 `valid_from`，使调价日明确；在此之前降价不予补偿",
    ),
    "DK380": Wording(
        "`{dealer}` 的 `{product}` 库存在 {on} 为负数：{stock}",
        "请查找漏记的进货或重复的销售；在此之前不予补偿",
    ),
    "DK381": Wording(
        "`{dealer}` 在 `{claims}` 中申请的 `{product}` 有 {beyond} 台（件）在 {on} 不在库，当日库存为 {stock}",
        "请索取申请所依据的盘点单；不在库的部分不予补偿",
    ),
    "DK382": Wording(
        "`{dealer}` 在 {on} 的 `{product}` 库存为 {stock}，比历来进货多 {more}",
        "请查找漏记的进货，或是否有窜货；这部分不予补偿",
    ),
    "DK383": Wording(
        "[`{author}` ][以 {role} 身份]所作的承诺 `{promise}` 超出该职位在 `{scheme}` 下的权限[：{days} 天]",
        "请由有权的职位决定，并答复经销商；在此之前按方案本身的条款执行",
    ),
    "DK384": Wording("降价幅度太小，不予价保"),
    "DK385": Wording("没有可补偿的商品"),
    "DK386": Wording("库存没有证明", "请在 `stock.proof` 或 `price_claims.proof` 中写明签字的盘点单或报表"),
    "DK387": Wording(
        "调价日的库存不明",
        "请盘点，或补全截至当日的进货和销售；事后盘点还需要此后的销量",
    ),
    "DK388": Wording("没有按期提出申请"),
    "DK389": Wording(
        "`{dealer}` 的申请 `{claim}` 不属于 `{product}` 任何受价保的调价[（{on}）]",
        "请核对 `cut_on` 与价格表，或答复经销商没有可价保的调价",
    ),
    "DK399": Wording(
        "申请 `{claim}` 以串号 `{serial}` 指明一台，却写了数量 {quantity}",
        "每个串号写一行；该行按一台计",
    ),
}

STEPS: dict[str, str] = {
    "protection-hole": "从 {first} 到 {last} 没有价格，因此调价日也不明",
    "protection-covered": "适用：`{condition}` 成立",
    "protection-not-covered": "不适用：`{condition}` 不成立",
    "protection-drop": "{on} 起价格由 {before} 降至 {after}，降 {drop}",
    "protection-small": "{on} 降价 {drop}，不足最低的 {least}",
    "protection-small-share": "{on} 在 {before} 上降价 {drop}，不足最低的 {least:percent}",
    "protection-claimed": "{on} 以 {claims} 提出申请[：{quantity} 台]",
    "protection-unclaimed": "没有提出申请；受理至 {until}",
    "protection-late": "{claims} 于 {on} 提出，已过 {until}",
    "protection-uncounted": "{on} 的库存不明[：缺少 {facts}]",
    "protection-below-zero": "库存算得 {stock}，不可能",
    "protection-counted": "{on} 盘点 {counted} 台",
    "protection-counted-later": "库存 {stock}：{on} 盘点 {counted}，加上调价后售出的 {sold}，减去其间进货的 {bought}",
    "protection-reckoned": "库存 {stock}：调价前进货 {bought}，售出 {sold}",
    "protection-proved": "证明：{proof}",
    "protection-unproved": "没有证明库存的单据",
    "protection-unpublished": "日历 {calendar} 尚未公布到 {asked}",
    "protection-window": "{quantity} 台于 {since} 起购进",
    "protection-promised": "依 {author} 的承诺 {promise} 另加 {quantity} 台：{since} 起购进",
    "protection-over-window": "拒绝：{quantity} 台[（{serial}）]于 {bought_on} 购进，早于 {since}[：{amount}]",
    "protection-not-bought": "拒绝：{quantity} 台没有对应的进货[：{amount}]",
    "protection-beyond-stock": "拒绝：超出库存申请 {quantity} 台[：{amount}]",
    "protection-left-before": "拒绝：{serial} 在调价前已离库[：{amount}]",
    "protection-other-dealer": "拒绝：{serial} 是其他经销商购进的[：{amount}]",
    "protection-unknown-serial": "拒绝：{serial} 不是我方售出的[：{amount}]",
    "protection-bought-after": "拒绝：{serial} 是按降价后的价格购进的[：{amount}]",
    "protection-promise-beyond": "{author} 的承诺 {promise} 超出[ {role} 的]权限，不改变结果",
    "protection-promise-after": "{author} 的承诺 {promise} 日期为 {on}，晚于调价，不生效",
    "protection-returned": "拒绝：{quantity} 台（件）[（{serial}）]在调价后以高于新价的价格退回[：{amount}]",
    "protection-promise-cap": "承诺应增加 {earned}，最多增加 {most}",
    "protection-credit": "{quantity} 台[ × {drop}]：{earned}",
    "protection-cap-claim": "本次调价应补 {earned}，最多补偿 {most}",
    "protection-cap-dealer": "本次调价应补 {earned}，该经销商合计上限 {most} 尚余 {left}",
    "protection-none": "{stock} 台中没有可补偿的",
    "protection-contested": "{other} 也补偿同样的商品，因此都不补偿",
}
