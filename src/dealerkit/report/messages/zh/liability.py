"""Liability for bad debts (DK565 to DK574) and the steps of its decisions, in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK565": Wording(
        "`{name}` 的承担比例合计为 {total:percent}[，其中 `{without}` 没有写]",
        "给每个承担者写上比例，合计为 100 %；或都不写，即平均承担",
    ),
    "DK566": Wording(
        "坏账 `{debt}` 中随 `{shipment}` 发出的 {amount} 没有承担者[：{part}][：{missing} 未知]",
        "在账册中补上所缺内容，或在最后加一条没有条件的规则；在此之前无法确定",
    ),
    "DK567": Wording(
        "{on} 的 `{shipment}` 查不到 {who}：坏账 `{debt}` 中的 {amount} 无法确定",
        "在表 `duties` 中按发货单、订单或客户写上责任人；或在放行单中写上签批人",
    ),
    "DK568": Wording(
        "`{customer}` 的坏账 `{debt}` 无法追溯[：账册中没有发货单 `{delivery}`][、发票 `{invoice}`][、订单 `{order}`]",
        "写上账册中该客户的发货单、发票或订单；在此之前全部无法确定",
    ),
    "DK569": Wording(
        "坏账 `{debt}` 超过所发货物的价值：{worth} 中的 {amount}[，`{shipment}` 的各笔合计]",
        "更正金额，或每批货各写一笔；在此之前全部无法确定",
    ),
    "DK570": Wording(
        "坏账 `{debt}` 的 {amount}[ {currency}] 无法分担[：没有 {currency} 的汇率]",
        "写上大于零、以政策币种计的金额，或在 `rates` 中加上当日汇率",
    ),
    "DK571": Wording(
        "`{shipment}` 的 {who} 各人比例不明：坏账 `{debt}` 中的 {amount} 无法确定",
        "在表 `duties` 中给每人写上大于零的比例，或都不写",
    ),
    "DK572": Wording(
        "坏账由谁承担取决于额度，而没有 `credit:` 说明额度",
        "写上有 `limits` 的 `credit:` 部分，或去掉 `liability:`",
    ),
    "DK573": Wording(
        "规则 `{name}` 永远轮不到：它前面的 `{before}` 总是成立",
        "给 `{before}` 写上 `when`，或把它写在最后",
    ),
    "DK574": Wording(
        "规则 `{name}` 所问的步骤 `{step}` 不在额度阶梯中",
        "[是否指 `{nearest}`？]写上 `over_limit` 中的步骤[：{known}]",
    ),
}

STEPS: dict[str, str] = {
    "liability-stood": "{on}[ 的额度为 {limit}][，已占用 {exposure}][，{worth} 中有 {inside} 在额度之内]",
    "liability-part-inside": "额度之内 {amount}：{on} 随 {shipment} 发出，价值 {worth}；发票类别 `{invoice_kind}`[；放行单 {release}]",
    "liability-part-released": "放行 {amount}：{on} 随 {shipment} 发出，价值 {worth}；发票类别 `{invoice_kind}`[；放行单 {release}]",
    "liability-part-unapproved": "超限且未经批准 {amount}：{on} 随 {shipment} 发出，价值 {worth}；发票类别 `{invoice_kind}`[；放行单 {release}]",
    "liability-legal-action": "保留追究法律责任的权利",
    "liability-by-duty": "{amount}（{share:percent}）由 {person} 承担，其职责为 {who}",
    "liability-by-role": "{amount}（{share:percent}）由唯一的 {who} {person} 承担",
    "liability-by-territory": "{amount}（{share:percent}）由客户所在区域的 {who} {person} 承担",
    "liability-by-signature": "{amount}（{share:percent}）由放行单的 {who} {person} 承担",
    "liability-company": "{amount}（{share:percent}）由公司承担",
    "liability-nobody": "{amount}（{share:percent}）应由 {who} 承担，但查不到人",
    "liability-not-met": "`{condition}` 不成立",
    "liability-unknown": "无法确定：{missing} 未知",
}

TERMS: dict[str, str] = {
    "loss-inside": "额度之内",
    "loss-released": "放行",
    "loss-unapproved": "超限且未经批准",
}
