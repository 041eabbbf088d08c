"""Positions read from a book (DK510 to DK524), in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK510": Wording(
        "`{customer}`[ 于 {on}] 为发票 `{invoice}`[（{invoiced_on}）]付款 {amount}，但当时还没有该发票",
        "如为预付则无须处理：发票入账之前按未核销收款计；否则请更正日期或发票号",
    ),
    "DK511": Wording(
        "`{customer}` 的 `{receipt}` 所付发票 `{invoice}` 不在 `invoices` 中",
        "请更正发票号或补录发票；在此之前按未核销收款计",
    ),
    "DK512": Wording(
        "`{customer}` 的 `{receipt}` 所付发票 `{invoice}` 是 `{other}` 的欠款",
        "请更正客户或发票号，或把收款记在 `{other}` 名下；在此之前按 `{customer}` 的未核销收款计",
    ),
    "DK513": Wording(
        "`{customer}` 的 `{number}` 在 `{document}` 中已有",
        "请删去该行或改用自己的编号；该行不计入",
    ),
    "DK514": Wording(
        "订单 `{order}` 金额 {ordered}，已发货 {delivered}，最后一单为 `{delivery}`",
        "请更正发货单所写的订单；该订单按已全部发货计，已发货的按应收计",
    ),
    "DK515": Wording(
        "`{customer}` 的 `{document}` 所写订单 `{order}` [是 `{other}` 的订单][{absent}]",
        "请更正订单号或客户；该单据计入，但不抵减任何订单",
    ),
    "DK516": Wording(
        "`{customer}` 的票据 `{bill}` 已了结，但没有收票记录",
        "请先登记收票；登记之后其了结即计入",
    ),
    "DK517": Wording(
        "`{table}` 中的 `{number}` 没有 `{column}`，金额不明",
        "请填写金额，或在 `credit.amounts` 中改用另一种金额；该行不计入",
    ),
    "DK518": Wording(
        "`{customer}` 欠款不明：他的一行数据因 {why} 被拒绝，涉及 `{column}`",
        "请更正或删除该行；在此之前，凡须核对其欠款的订单一律不予放行",
    ),
    "DK519": Wording(
        "没有表 `{table}`：{components} 中应取自该表的按零计",
        "请补上该表，或在 `exposure` 中不计这些部分",
    ),
    "DK520": Wording(
        "{taken_on} 收的票据 `{bill}` 状态为 `{status}`，但[ `settled_on` 为 {settled_on}，早于收票日][{unknown}]",
        "请填写 `settled_on`；在此之前按仍持有计",
    ),
    "DK521": Wording(
        "订单 `{order}` 各行不一致：第一行的客户为 `{customer}`[，合同为 `{contract}`]",
        "请按客户和合同分开下单；全部按第一行计",
    ),
    "DK522": Wording(
        "发票 `{invoice}` 金额 {gross}，共收款 {paid}：{beyond} 在该发票之外",
        "请核销到其他发票，或登记退款；在此之前按未核销收款计",
    ),
    "DK523": Wording(
        "没有任何部分计入授信占用：没有一项写 `add`",
        "请把客户的欠款写为 `add`，如 `receivables: add`",
    ),
    "DK524": Wording(
        "`{component}` 写成了 `{way}`：欠款会减少占用，客户自己的钱会增加占用",
        "请写 `{component}: {right}`，或 `leave-out`",
    ),
}

TERMS: dict[str, str] = {
    "order-absent": "不在 `orders` 中",
    "order-cancelled": "已取消",
    "day-unknown": "没有填写 `settled_on`",
}
