"""Identity of customers (DK742 to DK747) in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK742": Wording(
        "{of} `{value}` 由多个客户共用：{customers}[；须等待备案{waits:|}]",
        "请查明是否为同一客户；确可共用的，在 `identity_filings` 中备案",
    ),
    "DK743": Wording(
        "客户 {customers} 的{of}只差一个字：`{value}`",
        "请查明是否为同一客户；若不是，在 `identity_filings` 中备案",
    ),
    "DK744": Wording(
        "{count} 个客户的{of}同为 `{value}`，数量过多，未逐一比较[：{customers} 等]",
        "请查明是否为占位内容或总部信息；`largest_bucket` 规定逐一比较的数量",
    ),
    "DK745": Wording(
        "客户 `{customer}` 的 {field} 各来源不一致或缺失：{said}[；以 `{wins}` 为准][；{silent} 无内容]",
        "请按为准的来源更正，或补齐所缺",
    ),
    "DK827": Wording(
        "{count} 个客户除档案外没有任何来源，未经核对：{customers}[ …{more:|}]",
        "请在 `source_values` 中录入协议和复印件的内容；`customer audit` 会全部列出",
    ),
    "DK746": Wording(
        "客户 `{customer}`[（`{name}`）]的账户[户名是 `{holder}`][没有登记户名{unrecorded:|}]",
        "请提供客户本人名下的账户，并登记户名",
    ),
    "DK747": Wording(
        "客户 `{customer}` 的{what} `{number}` 不合规定[：缺 {missing}][：未通知 {tell}][：早于规定日 {batch} 录入][：{due} 前未签回][：只有 {copies} 份签署件]",
        "请先补齐所缺再办理；该通知的请通知",
    ),
}

STEPS: dict[str, str] = {
    "identity-clear": "没有与他人共用，各来源一致",
    "identity-shares": "{of} {value} 同时为 {customers} 所有",
    "identity-near": "{of}与 {customers} 相近：{value}",
    "identity-filed": "{of} {value} 与 {customers} 共用，已备案",
    "identity-differs": "{field} 各来源不一致或缺失：{said}[；以 {wins} 为准]",
    "identity-not-own": "账户户名是 {holder}[，不是 {name}]",
    "identity-no-holder": "已登记账户，但没有登记户名",
    "identity-unsourced": "除登记信息外没有任何来源：协议和复印件均未录入",
    "identity-change": "{field} 变更规则",
    "identity-signing": "签署期限 {within}",
    "identity-compared": "{of}：{value}",
}

TERMS: dict[str, str] = {"identity-change": "变更", "identity-signing": "协议"}
