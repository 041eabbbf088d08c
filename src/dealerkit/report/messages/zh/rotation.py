"""Stock rotation (DK471, DK481, DK482) and the steps of its decisions, in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK471": Wording(
        "该政策没有库存轮换方案",
        "请在 `stock_rotation:` 下写明方案，或指定存放全部政策文件的文件夹",
    ),
    "DK481": Wording(
        "申请期长达 {window}，超过一个 {period}，末尾的申请将归入其后的参照期",
        "请缩短 `window`，或改用更长的 `period`",
    ),
    "DK482": Wording("该申请没有可退回的商品"),
}

STEPS: dict[str, str] = {
    "rotation-no-units": "拒绝：申请数量为 {quantity}",
    "rotation-asked": "{on} 申请退回 {product} {quantity} 台",
    "rotation-covered": "适用：`{condition}` 成立",
    "rotation-not-covered": "拒绝：`{condition}` 不成立",
    "rotation-late": "拒绝：{on} 申请，{period} 的申请受理至 {until}",
    "rotation-too-often": "拒绝：{period} 只受理 {most} 次申请，{requests} 已占用",
    "rotation-condition": "拒绝：只收 {allowed} 的商品[，不收 {condition}]",
    "rotation-allowance": "{period} 进货（{purchases}）的 {share:percent}：{most}，此前已用 {used}",
    "rotation-not-bought": "拒绝：{quantity} 台没有对应的进货",
    "rotation-too-old": "拒绝：{quantity} 台于 {bought_on} 购进，早于 {since}[：{amount}]",
    "rotation-no-price": "{quantity} 台的价格不明",
    "rotation-beyond-allowance": "拒绝：{quantity} 台，单价 {price}，额度仅余 {left}[：{amount}]",
    "rotation-beyond-order": "拒绝：{quantity} 台；换货订单[ {order}] 金额 {value}，应为补偿额的 {share:percent}[：{amount}]",
    "rotation-credit": "{bought_on} 购进的 {quantity} 台 × {price}：{credit}",
}
