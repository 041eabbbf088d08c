"""The offset limit (DK325 to DK329, DK341 to DK345) and the steps of an offset, in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK325": Wording(
        "{share:percent}[（自 {since} 起）]不是订单可冲抵的比例",
        "请写大于 0%、不超过 100% 的比例，如 15%",
    ),
    "DK326": Wording(
        "表 `{table}` 中没有 `{dealer}` 的单据，无可冲抵",
        "请核对经销商编码和文件；已取消的单据不计",
    ),
    "DK327": Wording(
        "`except` 写了返利方案 `{programme}`，但政策中没有这个方案",
        "[是不是想写 `{nearest}`？][现有 `{known}`]",
    ),
    "DK328": Wording(
        "本政策没有任何方案的返利可用于冲抵订单：没有一个以 `{payouts}` 支付",
        "请检查此处的 `payouts` 和 `except`，以及各方案的 `settle: payout`",
    ),
    "DK329": Wording(
        "返利的可用期限按天计，不能用 {within}",
        "请写 days、weeks、months、quarters 或 years，如 `within: 12 months`",
    ),
    "DK341": Wording("没有可用的返利余额"),
    "DK342": Wording("该订单可冲抵的金额为零", "可冲抵金额为订单金额乘以比例，向下取整"),
    "DK343": Wording(
        "`{order}` 此前已冲抵 {used}[（`{payee}`）]",
        "一张单据只冲抵一次；要撤回，请用同一单号过账一笔负的冲抵",
    ),
    "DK344": Wording(
        "`{id}` 被使用 {used}，但只有 {had} 可用",
        "请更正该冲抵或过期记录的 `net` 或 `closes`；更正之前不为该经销商列出任何过账",
    ),
    "DK345": Wording(
        "本政策没有规定订单可用返利冲抵多少",
        "请写在 `offset:` 下，如 `offset: {{share: 15%}}`，或指定包含全部政策文件的文件夹",
    ),
}

STEPS: dict[str, str] = {
    "offset-limit": "{value} 最多可冲抵 {share:percent}：{limit}",
    "offset-lot": "使用 `{id}` 中的 {amount}，已 {age} 天",
    "offset-expired": "`{id}` 中的 {amount} 可用至 {day}，已过期",
    "offset-before": "`{order}` 此前已冲抵 {used}，一张单据只冲抵一次",
    "offset-nothing-open": "没有可用的返利余额",
}
