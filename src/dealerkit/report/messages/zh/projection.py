"""Projections and orders (DK322 to DK324), in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK322": Wording(
        "订单无法读取：{expected}[；此处为 `{found}`]",
        "[是不是想写 `{nearest}`？]订单是 JSON，形如"
        ' `{{"dealer": "D0001", "lines": [{{"product": "H101", "quantity": 4, "net_amount": 15596.00}}]}}`',
    ),
    "DK323": Wording(
        "无法确定这是谁的订单[：订单写的是 `{dealer}`][，命令写的是 `{asked}`]",
        "请在订单中写 `dealer`，或使用 `--dealer`；两处都写时必须一致",
    ),
    "DK324": Wording(
        "{as_of} 当天没有正在进行的期间[（方案 `{programme}`）][（经销商 `{payee}`）]",
        "请换一个方案有效期内的日期；参见政策和方案的 `effective`",
    ),
}

TERMS: dict[str, str] = {
    "order-utf-8": "应为 UTF-8 编码",
    "order-json": "从这里起不是 JSON",
    "order-once": "每个键只能出现一次",
    "order-object": "应为含 `lines` 的对象",
    "order-key": "只能有 `dealer` 和 `lines` 两个键",
    "order-dealer": "`dealer` 应为带引号的经销商编码",
    "order-lines": "`lines` 应为由对象组成的列表，至少一行",
    "order-column": "每一行用 `lines` 表的列，但不含 `date` 和 `dealer`",
    "order-cell": "每个单元应为文本或数字",
}
"""What an order must be like."""
