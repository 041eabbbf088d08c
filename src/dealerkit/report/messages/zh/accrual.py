"""Accruals (DK302, DK398), in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK302": Wording(
        "`{payee}` 在 `{programme}` {period} 已有 {posted_on} 的计提，晚于本次的日期",
        "计提请用更晚的日期；本次只回答当时应得多少，不提出入账",
    ),
    "DK398": Wording(
        "`{payee}` 按 `{programme}` 在 {period} 留有计提 {net}，但政策中没有对应的方案或期间",
        "如果方案已改名，请在沿用的方案中写 `was: {programme}`；否则请自行记一笔冲回该计提",
    ),
}
