"""The order desk and files of orders (DK575 to DK579), in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK575": Wording(
        "订单无法读取：{expected}[；此处为 `{found}`]",
        "[是不是想写 `{nearest}`？]订单是一个对象，形如"
        ' `{{"order": "SO-1", "customer": "D0001", "amount": "30,000.00", "date": "2026-03-31"}}`，'
        "或 CSV 中以这些键为表头的一行",
    ),
    "DK576": Wording(
        "单号 `{order}` 已用过[：客户 `{customer}` 的该订单已下过，没有未发的部分]",
        "一张订单只问一次，各有各的单号；若是另一张订单，请换一个单号",
    ),
    "DK577": Wording(
        "订货台已到 {now}，不能退回 {day}[（订单 `{order}`）]",
        "请按日期先后排列订单，或以更早的一天为准；不写日期的订单以订货台当天为准",
    ),
    "DK578": Wording(
        "该政策没有关于授信的规定",
        "请在 `credit:` 下写明谁可以赊销，或指定包含政策全部文件的文件夹",
    ),
    "DK579": Wording(
        "截至 {day}，账册中没有订单 `{order}`",
        "[是不是想写 `{nearest}`？]请按 `orders` 中的单号填写；账册没有订单表时按 `invoices` 中的发票号；"
        "已取消或更晚的订单不在其中",
    ),
}

TERMS: dict[str, str] = {
    "desk-utf-8": "应为 UTF-8 编码",
    "desk-json": "从这里起不是 JSON",
    "desk-once": "每个键只能出现一次",
    "desk-object": "每张订单应为一个对象",
    "desk-key": "只能有这些键：`order`、`customer`、`amount`、`currency`、`date`、`wanted_on`、`contract`、`payment_days`",
    "desk-cell": "键的值应为文本或数字",
    "desk-customer": "文件缺少表头 `customer`",
    "desk-none": "文件中没有订单",
}
"""What an order must be like."""
