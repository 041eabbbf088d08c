"""The journal and its accounts, and the story of one line (DK346 to DK349, DK355 to DK359, DK390 to DK394), in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK346": Wording(
        "政策没有写明科目，无法编制分录",
        "请加入 `accounts` 一节，写明 `expense`、`accrual`、`payable` 与 `tax`",
    ),
    "DK347": Wording(
        "`{value}` 不是科目名称",
        "各级以冒号相连，每级以大写字母或数字开头，只含字母、数字和连字符[；是不是想写 `{nearest}`？]",
    ),
    "DK348": Wording(
        "`{value}` 以 `{found}` 开头，没有这一类科目",
        "[是不是想写 `{nearest}`？]科目须以 `{allowed}` 之一开头",
    ),
    "DK349": Wording(
        "`{one}` 与 `{other}` 是同一个科目 `{value}`",
        "请各用各的科目，否则所欠与所费无法区分",
    ),
    "DK355": Wording(
        "`{key}` 写为 `{value}`，但应归入 `{allowed}`",
        "请移动该科目，否则资产负债表与损益会列错一边",
    ),
    "DK356": Wording(
        "分录 `{id}` 是冲抵，而政策没有写明经销商欠款的科目",
        "请在 `accounts` 下写 `receivable`；在此之前该笔不进入日记账",
    ),
    "DK357": Wording(
        "分录 `{id}` 计提了税额 {tax}，日记账未列入该税额",
        "计提请只记未税金额：税在返利结算时才产生",
    ),
    "DK358": Wording(
        "`{key}` 写为 `{value}`，位于 `{parent}` 之下，而那里是各经销商的科目",
        "请移到别处：若有经销商恰用此编码，两者会混为一个科目",
    ),
    "DK359": Wording(
        "分录 `{id}` 的币种是 {currency}，日记账以 {policy} 记账，故未列入",
        "请换算，或为该币种另立账套与政策",
    ),
    "DK390": Wording(
        "账册中没有明细行 `{line}`",
        "请写单据号与行号，或文件与行[；单据 `{document}` 有行号 `{lines}`][；`{file}` 有第 {first} 至 {last} 行]",
    ),
    "DK391": Wording(
        "`{option}` 须单独使用，不能与 `{options}` 同写",
        "请单独询问：属于谁、依据哪些规则都会说明",
    ),
}
