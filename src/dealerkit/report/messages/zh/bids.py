"""Special bids (DK470, DK472 to DK480, DK483, DK484) and the steps of their decisions, in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK470": Wording(
        "该政策没有特价单方案",
        "请在 `special_bids:` 下写明方案，或指定存放全部政策文件的文件夹",
    ),
    "DK472": Wording(
        "`{dealer}` 的申请 `{claim}` 所列特价单 `{bid}` 不属于该政策的任何方案",
        "请核对表 `bids` 中的单号，以及 `scheme` 列与政策是否一致",
    ),
    "DK473": Wording("该申请没有可补偿的商品"),
    "DK474": Wording(
        "商品的进价不明",
        "请补全方案所取的价格：`bids.book_price`、`prices`，或 `lines` 及其单价",
    ),
    "DK475": Wording(
        "`{dealer}` 的申请 `{claim}` 就 `{product}` 申请 {claimed}，而按特价单应补 {ours}",
        "请核对申请所依据的价格与特价单及经销商的进价",
    ),
    "DK476": Wording(
        "特价单 `{bid}`（{method} {value}，{first} 至 {last}）不是 `{scheme}` 所认可的",
        "请在允许该方式和期限的方案下批准，或由有权的人决定",
    ),
    "DK477": Wording(
        "`{dealer}` 的申请 `{claim}` 再次申请销售 `{document}`，该笔已在 `{other}` 中补偿",
        "请答复经销商；如为同一单据的其他商品，请在申请中写明串号",
    ),
    "DK478": Wording(
        "没有任何销售上报，无法确定所申请的商品是否已售出",
        "请补充表 `sell_through`，或写 `if_missing: refuse`",
    ),
    "DK479": Wording(
        "每个 {name} 的上限 {most} 不起作用：一家经销商合计最多 {dealer}",
        "请降低该上限，或提高经销商的上限",
    ),
    "DK480": Wording(
        "`{scheme}` 认可按比例的特价单，却没有写明是哪一种价格的比例",
        "请写 `percent_of:`：book、list、first-in-first-out、last 或 average",
    ),
    "DK483": Wording(
        "`{id}` 不属于该政策的任何方案[：`{scheme}`]",
        "请在 `scheme` 列填写 {known} 之一",
    ),
    "DK484": Wording(
        "`{payee}` 在 `{scheme}` 下就 `{claim}` 已过账 {net}，而账册中没有该申请",
        "请补回该申请；本次运行不改动已过账的金额",
    ),
}

STEPS: dict[str, str] = {
    "bid-claimed": "{on} 依 {bid} 申请 {product} {quantity} 台，{sold_on} 售出",
    "bid-no-units": "拒绝：申请数量为 {quantity}",
    "bid-no-bid": "拒绝：没有特价单 {bid}",
    "bid-other-dealer": "拒绝：特价单 {bid} 是批给 {other} 的",
    "bid-other-product": "拒绝：特价单 {bid} 不含 {product}",
    "bid-not-approved": "拒绝：特价单 {bid} 状态为 {status}，未获批准",
    "bid-not-honoured": "拒绝：特价单 {bid}（{method} {value}）不是本方案所认可的",
    "bid-other-currency": "拒绝：特价单或申请以 {currency} 计",
    "bid-other-customer": "拒绝：特价单 {bid} 是给 {customer} 的[，而不是 {other}]",
    "bid-outside-bid": "拒绝：{sold_on} 售出，而特价单 {bid} 的有效期为 {first} 至 {last}",
    "bid-not-yet-sold": "拒绝：{on} 申请，而售出日为 {sold_on}",
    "bid-covered": "适用：`{condition}` 成立",
    "bid-not-covered": "拒绝：`{condition}` 不成立",
    "bid-in-time": "{on} 申请，受理至 {until}",
    "bid-late": "拒绝：{on} 申请，已过 {until}",
    "bid-proved": "证明：{proof}",
    "bid-not-proved": "没有证明销售的单据",
    "bid-claimed-twice": "拒绝：销售 {document} 已在 {other} 中补偿",
    "bid-beyond-bid": "拒绝：超出特价单 {bid} 的数量 {most} 共 {quantity} 台，此前已用 {used}[：{amount}]",
    "bid-reported": "上报售出 {found} 台，容差内另加 {spare} 台",
    "bid-no-reports": "账册中没有销售上报",
    "bid-not-reported": "拒绝：{quantity} 台没有可对应的销售上报[：{amount}]",
    "bid-no-price": "{quantity} 台的进价不明[：{amount}]",
    "bid-no-gain": "拒绝：{quantity} 台的进价[ {price}]不高于特价 {value}[：{amount}]",
    "bid-down-to": "{quantity} 台 ×（{price} − {value}）：{credit}",
    "bid-down-by": "{quantity} 台 × {value}：{credit}",
    "bid-percent": "{quantity} 台 × {price} × {value:percent}：{credit:figure}",
    "bid-claimed-above": "拒绝：同样的商品申请 {claimed}，应补 {ours}，多出 {amount}",
    "bid-lower": "同样的商品申请 {claimed}，应补 {ours}，按较低者补偿",
    "bid-cap-claim": "{earned}，每份申请上限 {most} 尚余 {left}",
    "bid-cap-bid": "{earned}，该特价单上限 {most} 尚余 {left}",
    "bid-cap-dealer": "{earned}，该经销商上限 {most} 尚余 {left}",
}
