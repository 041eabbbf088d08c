"""Codes of customers and numbers of jobs (DK733, DK748) in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK733": Wording(
        "编码规则 `{pattern}` 生成不了编码：{why}[（`{part}`）]",
        "列名写在花括号中，日期写成 `{{date:YYYYMM}}`，流水号 `{{sequence:3}}` 写一次",
    ),
    "DK748": Wording(
        "{of} `{number}`：{what}[；应为 `{expected}`][；{other}]",
        "请更正记录；用过的编号不再使用",
    ),
}

STEPS: dict[str, str] = {
    "code-next": "{period} 的最大流水号是 {highest}：下一个编码为 {made}",
    "code-full": "{period} 的流水号已用到 {last}",
    "code-untold": "编码所需内容不全",
    "code-checked": "已按规则核对 {number}",
}

TERMS: dict[str, str] = {
    "codes-part": "有一部分不是列",
    "codes-day": "日期由 YYYY、YY、MM、DD 组成",
    "codes-sequence": "须有一个流水号并写明位数",
    "codes-loose": "可变部分须出现一次",
    "codes-braces": "花括号不配对",
    "codes-no-day": "须为日期，而该列不是日期",
    "code-pattern": "不符合编码规则",
    "code-repeated": "重复使用",
    "code-changed": "编号被更改；变更时编号不变",
    "code-gap": "流水号有缺号",
    "code-full": "流水号已用完",
    "code-mixed-up": "它同时是某客户的编码；两者是不同的键",
}
