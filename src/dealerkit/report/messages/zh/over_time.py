"""结算之后发生的事（DK455 至 DK469）：更正、签批、方案变更。"""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK434": Wording(
        "`{programme}` 在已不存在的期间 {other} 对 `{payee}` 有过账 {amount}，而 {period} 与其重叠",
        "为免重复支付，{period} 不提出任何过账；请让旧期间归于自己的 id（`was: {programme}`），或以一笔调整冲回这些过账",
    ),
    "DK455": Wording(
        "更正 `{id}`（{amount}）不计入：缺少 `{columns}`",
        "在 `corrections` 中写明由谁更正、为什么；两者缺一，就没有人对这笔金额负责",
    ),
    "DK456": Wording(
        "更正 `{id}`（{amount}）不计入：尚未签批[，还须 `{roles}` 签批][，`{refused_by}` 已拒绝]",
        "由有权的人签批后即计入：写在该行的 `approved_by`，或写入表 `approvals`",
    ),
    "DK457": Wording(
        "更正 `{id}`（{amount}）不计入：由更正人 `{author}` 自己签批",
        "须由另一人签批",
    ),
    "DK458": Wording(
        "`{payee}` 的更正 `{id}`（{amount}）针对 `{programme}` {period}，政策中没有这个方案或期间",
        "改正方案编号或期间；在此之前该更正不起作用",
    ),
    "DK459": Wording(
        "`{payee}` 自报的 {amount} 针对 `{programme}` {period}，政策中没有这个方案或期间",
        "改正方案编号或期间；在此之前无从比较",
    ),
    "DK460": Wording(
        "{count} 项经销商自报金额与我方不同[，高出 {above}][，低于 {below}]",
        "`rebate settle` 和 `rebate statement` 并列显示；付款以我方为准",
    ),
    "DK461": Wording(
        "{count} 笔拟过账未获签批，合计 {amount}[；其中 {refused} 笔被拒绝]",
        "签批之前不过账；`rebate approvals` 说明须由谁签批",
    ),
    "DK462": Wording(
        "无法确定 `{id}` 由谁签批[：缺少 `{facts}`]",
        "在 `authority: {subject}` 中增加适用的行",
    ),
    "DK463": Wording(
        "无人持有角色 `{role}`[，有 {count} 件等待其签批]",
        "在 `employees` 中写明由谁担任",
    ),
    "DK464": Wording(
        "`{programme}` 在按版本 {revision} 支付 {count} 个账户（`{periods}`）之后有改动[；按现行规则应多得 {more}]"
        "[；按现行规则应少得 {less}]",
        "如果改动只针对以后的期间，请为其另立方案，并用 `effective` 结束原方案",
    ),
    "DK465": Wording(
        "`{programme}` 现以 {kind} 支付，但 `{payee}` 在 {period} 曾以另一方式支付",
        "请为新条款另立方案编号；该账户暂不列出任何一笔，以免重复支付",
    ),
    "DK466": Wording(
        "`{programme}` 的货品没有金额：略去 {count} 笔",
        "如需计提和入账，请在 `goods` 下写明 `worth`",
    ),
    "DK467": Wording(
        "`{programme}` 已为 `{payee}` 支付 {period} 和 {other}，两个期间相互重叠",
        "重叠的日期可能重复支付；请以一笔调整更正其中之一",
    ),
    "DK468": Wording(
        "`{subject}` 在 {period} 的目标为 {whole}，而其各 {kind} 目标合计为 {parts}",
        "请改正其一：期末之前取各部分，期末取整体",
    ),
    "DK469": Wording(
        "`{method}` 没有说明取多少个期间",
        "加上 `--periods N`：取此前几个已结束期间的平均返利率",
    ),
}

STEPS: dict[str, str] = {
    "correction": "更正 {amount}：{reason}（{author}，{day}[，{approved_by} 签批]）",
    "payee.correction": "更正 {amount}：{reason}",
}
