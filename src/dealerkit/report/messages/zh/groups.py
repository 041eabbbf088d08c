"""谁与谁合并计算（DK445 至 DK454），以及由此支付的各步骤，中文。"""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK445": Wording(
        "{period} 无人可代表 `{group}` 收款[：其代表 `{head}` 不在客户档案中]",
        "请在 `groups` 表中填写该集团的 `head`，须为客户档案中的客户；在此之前 `{programme}` 不为其付款",
    ),
    "DK446": Wording("客户的上级互相循环：{path}", "请更正其中一个 `parent`；在此之前各客户单独计算"),
    "DK447": Wording(
        "不知道 `{dealer}` 从何时开始合作，因此不计入 `{former}`",
        "请填写其 `opened_on`：所让区域 `{territory}` 内的经销商，只有在让出之后新开的才计入",
    ),
    "DK448": Wording(
        "让出的区域 `{territory}` 在 {day} 不在区域树中",
        "请更正编码，或把它加入 `territories` 表；在此之前只计入编码恰为此区域的经销商",
    ),
    "DK449": Wording(
        "没有方案 `{name}`，无法合计其应得金额", "[是不是想写 `{nearest}`？]请写 `rebates` 部分的其他方案[：{known}]"
    ),
    "DK450": Wording("方案合计了自己支付的金额：{path}", "请从 `of:` 中删去其一；金额不能取决于它自己"),
    "DK451": Wording("没有 `{missing}`，`{given}` 不起作用", "请补充 `{missing}`，或删去 `{given}`"),
    "DK452": Wording("`{given}` 与 `{other}` 不能并用", "请删去其中之一"),
    "DK453": Wording(
        "{period} 不是由 `{other}` 的完整期间（{length}）组成的", "请选择相同的期间，或由其组成的更长期间"
    ),
    "DK454": Wording(
        "本收款方自己不收款[：由 {head} 代表全体收款]", "`pay: head` 的方案只付给代表者；理由见该代表者的结算行"
    ),
}

STEPS: dict[str, str] = {
    "group-total": "{group} 合并计算：{base}，共 {members} 个成员",
    "group-share": "{base} 中自身占 {own}，故 {whole} 中分得 {amount}",
    "group-member": "{dealer} 计入 {base}",
    "group-unknown": "在 {dealers} 的 {facts} 未知之前无法确定",
    "successor-weighted": "{dealer} 计入 {base}，最多按 {weight} 计",
    "earned-elsewhere": "{dealer} 在 {period} 按 {programme} 应得 {earned}：按 {weight} 计为 {counted}",
    "member-left-out": "按 {rule}，{dealer} 不参加",
    "not-paid-itself": "自己不收款[：由 {head} 代表全体收款]",
    "payee.group-total": "{group} 合并计算：{base}，共 {members} 个成员",
    "payee.group-share": "{base} 中您自身占 {own}：合计 {whole} 中您分得 {amount}",
    "payee.group-member": "{dealer} 计入 {base}",
    "payee.not-paid-itself": "您自己不收款[：由 {head} 代表全体收款]",
}
