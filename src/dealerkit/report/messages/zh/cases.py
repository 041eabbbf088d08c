"""流程中的人员与单个案件（DK653 至 DK662），中文。"""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK653": Wording(
        "案件 `{case}`：{on} 由 `{actor}`[ 以角色 `{role}`][（部门 `{department}`）]办理 `{event}`，但当日并不担任[，只担任 {held}]",
        "更正该事件，或在 `employees`、`delegations` 中写明由谁担任",
    ),
    "DK654": Wording(
        "案件 `{case}`：{on} 的 `{event}` 由 `{actor}` 办理，而客户 `{customer}` 不在其地区（{territories}）之内",
        "由客户所在地区的人员办理，或去掉 `region: own`",
    ),
    "DK655": Wording(
        "`{giver}` 自 {since} 起把 `{role}` 委托给 `{taker}` {days} 天；最多允许 {most} 天",
        "缩短期限，或到期后另行委托：本次只算到 {last}",
    ),
    "DK656": Wording(
        "`{giver}` 自 {since} 起把 `{role}` 委托给 `{taker}`，不生效：{why}",
        "只有当日本人担任该角色的人，才能委托给他人，且截止日不早于起始日",
    ),
    "DK657": Wording(
        "案件 `{case}`：{on} 的 `{event}` 是否[由 `{actor}` ]在本人地区内办理无法确定：缺 {missing}",
        "在 `employees` 中写明人员地区，在 `customers` 中写明客户地区，在 `territories` 中写明地区的上下级",
    ),
    "DK658": Wording("账册中没有案件 `{case}`", "[是否指 `{nearest}`？]"),
    "DK659": Wording("案件 `{case}` 在 {now} 尚未开始：{opened} 才受理", "改问受理之后的时刻"),
    "DK660": Wording("账册中没有代码为 `{actor}` 的人员", "[是否指 `{nearest}`？]请查看 `employees`"),
    "DK661": Wording("该政策没有流程[ `{flow}`]", "[是否指 `{nearest}`？][已有：{known}；]流程写在 `flows:` 之下"),
    "DK662": Wording(
        "流程 `{flow}` 的步骤、时限和通知中都没有角色 `{role}`",
        "[是否指 `{nearest}`？]已有：{known}",
    ),
}

TERMS: dict[str, str] = {
    "ends-first": "截止日早于起始日",
    "to-oneself": "委托人与受托人是同一人",
    "not-held": "委托人当日并不担任该角色",
}
