"""Bases from other tables, named measures and sub-dealers (DK400 to DK409), in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK400": Wording(
        "`{name}` 是 `{other}` 的字段，而此基数累计的是 `{source}`",
        "请[改用 `{mend}`，或]把基数写成 `from: {other}`，或去掉该条件",
    ),
    "DK401": Wording(
        "`{value}` 不是 `{source}` 的数值列",
        "[是不是想写 `{nearest}`？]请写 {allowed} 之一，或写 `=` 加公式",
    ),
    "DK402": Wording(
        "规定付给购买方，但 `{source}` 的记录没有购买方",
        "请写 `from: sell-through`（其记录注明哪家二批购买），或写 `payee: dealer`",
    ),
    "DK403": Wording(
        "{date} 当日无人持有卡 `{card}`，或有多人持有",
        "请在 `customers.card` 中写明二批的卡号及有效日期；在此之前该笔进货不计积分",
    ),
    "DK404": Wording(
        "卡 `{card}` 属于 `{holder}`，而该笔进货记在 `{buyer}` 名下",
        "请更正卡号或购买方；两者一致之前该笔进货不计积分",
    ),
    "DK405": Wording(
        "名称 `{name}` 不能写在表达式中",
        "请只用字母、数字和下划线，例如 `{mend}`",
    ),
    "DK406": Wording("没有规则使用 `measured.{name}`", "请在条件、门槛、系数或数值中使用它，或将其删除"),
    "DK407": Wording(
        "`{measure}` 累计的是返利所得，而它要等所有方案算完才知道",
        "请累计记录：进货行、销售报告、违规记录；方案本身可以写 `from: entitlements`",
    ),
    "DK408": Wording(
        "目标按其每一部分的最后一日相乘，而那一日并不知道 `{name}`",
        "请使用带日期的参数，或经销商、合同的信息",
    ),
    "DK409": Wording(
        "截至 {as_of} 没有任何二批进货记录",
        "请在 `sell_through` 中写明购买方或其卡号，或选择更晚的日期",
    ),
}

STEPS: dict[str, str] = {}
