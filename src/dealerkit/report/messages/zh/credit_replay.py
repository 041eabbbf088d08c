"""Replaying the orders of the past (DK596 to DK599), in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK596": Wording(
        "{first} 至 {last} 期间没有订单",
        "用 `--from` 和 `--to` 指定其他日期，或检查账册中订单的日期",
    ),
    "DK597": Wording(
        "[`{written}` 不是对政策的修改][`{twice}` 被修改了两次]",
        "每项修改只写一次，写作地址和值：`credit.checks[[static]].then=block`",
    ),
    "DK598": Wording(
        "以 {as_of} 为准，无法回放 {first} 至 {last}",
        "起始日须早于结束日，且都不得晚于 `--as-of` 的日期",
    ),
    "DK599": Wording(
        "坏账 `{debt}` 无法对应到订单[：{currency} 没有汇率][：`{document}` 不属于任何订单]",
        "请写明未付款的订单、发货单或发票，以及表 `rates` 可换算的币种",
    ),
}
