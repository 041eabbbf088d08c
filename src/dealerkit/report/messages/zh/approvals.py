"""过账前的签批（DK280、DK281、DK935）：中文。"""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK280": Wording(
        "`{subject}` 的列 `{column}` 没有任何来源[：已知的是{kind}]",
        "[是否指 `{nearest}`？][已知项：{known}。]照此，权限表无法确定由谁签批",
    ),
    "DK281": Wording(
        "角色 `{role}` 只在此处出现，而 `{nearest}` 出现多次",
        "按 `employees` 中的写法填写；无人持有的角色无法签批",
    ),
    "DK935": Wording(
        "`{id}`（{amount}）未获签批或签批已失效，因此未过账任何一笔",
        "`rebate approvals` 说明须由谁签批；再次运行命令即可过账已签批的各笔",
    ),
}
