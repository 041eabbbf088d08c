"""Returns and exchange (DK790 to DK799) and the steps of their decisions, in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK790": Wording(
        "退换货规则 `{rule}` 这样写无法作出决定：{why}[ `{subject}`]",
        "[是否指 `{nearest}`？]上报的规则须以 `to:` 或 `authority:` 写明由谁决定，`charge:` 只用于接受的货，没有条件的规则放在最后[；已有：{known}]",
    ),
    "DK791": Wording(
        "退货 `{reference}`：`{dealer}` 要退 {asked} 台（件）`{product}`[（串号 `{serial}`）]，[按单据 `{document}` ]只能退 {left}",
        "其余在该日之前没有从我方购进，或已经退回；请查购货单据",
    ),
    "DK792": Wording(
        "`{dealer}` 的退货 `{reference}` 已[由 `{by}` ]{done}，规则并不允许[：规则的结果是“{decided}”][，须由 {needs} 签批][，价值 {cost}][：多付 {over}][：比申请多收 {more}]",
        "请由有权的人补签，或收回；金额就是公司为此付出的代价",
    ),
    "DK793": Wording(
        "退货 `{reference}` 的步骤 `{step}`（`{by}`）不符合规定：{why}[ `{other}`][：申请 {wanted}，确认为 {found}][：应由 {needs}]",
        "各步骤须按顺序、由具有相应角色的不同的人完成，数量和原因一致",
    ),
    "DK794": Wording("全部不能退回[：{why}]", "请看试过哪些规则；例外须有一条上报给某人的规则"),
    "DK795": Wording("等待 {needs} 决定", "请在表 `approvals` 中以退货号和行号、按此金额签批"),
    "DK796": Wording("截至当日没有退货 `{number}`", "[是否指 `{nearest}`？]请看账册的表 `returns`"),
    "DK797": Wording(
        "无法作为退货申请读取[：{expected}][：`{found}`]",
        "[是否指 `{nearest}`？]请写一个含 `dealer` 和 `lines` 的 JSON 对象，或一个与表 `returns` 同列的 CSV 文件",
    ),
    "DK798": Wording(
        "退货 `{reference}`：串号 `{serial}` 的货已随退货 `{earlier}` 退回", "一台只能退或换一次；请查是否抄错串号"
    ),
    "DK799": Wording("政策中没有退换货规则", "请写在 `contracts: {{returns: …}}` 之下；写法见 docs/returns.md"),
}

STEPS: dict[str, str] = {
    "return-no-lines": "购进情况未知：账册没有表 `lines`",
    "return-step": "{step}：{by}，{on}",
    "return-next": "下一步：{step}[，由 {role}]",
    "return-rule": "适用{rule}",
    "return-in-time": "{on} 申请，在 {zero} 之后 {within} 之内：截至 {last}",
    "return-too-late": "{rule}：{on} 申请，最后一天是 {last}",
    "return-holds": "满足 `{condition}`",
    "return-not-met": "{rule}：不满足 `{condition}`",
    "return-not-asked": "{rule}：只适用于{wanted}，不适用于{asked}",
    "return-unknown": "{rule}：无法判定，{facts} 未知",
    "return-skipped": "{rule}：{facts} 未知，跳过",
    "return-no-rule": "没有规则适用",
    "return-accept": "接受 {quantity}，[单据 `{document}`，]{bought_on} 购进，单价 {price}：{credit}",
    "return-charged": "接受 {quantity}，[单据 `{document}`，]{bought_on} 购进，单价 {price}，每台扣 {each}，共扣 {charge}：{credit}",
    "return-exchange": "换货 {quantity}",
    "return-repair": "转维修 {quantity}",
    "return-refuse": "拒绝 {quantity}",
    "return-refer": "由 {roles} 决定：`{reference}`，价值 {amount}",
    "return-granted": "{by} 已同意",
    "return-declined": "{by} 不同意",
    "return-nobody-may": "按 `{subject}` 无人有权决定",
    "return-no-price": "{quantity} 的购进价未知",
    "return-unnamed": "没有写明购货单据或串号",
    "return-no-units": "没有数量",
    "return-not-bought": "{quantity} 台（件）{product} 不能退：截至 {on} [按单据 `{document}` ]没有从我方购进，或已经退回",
    "return-already-back": "`{serial}` 已随 `{earlier}` 退回",
    "return-no-document": "拒绝 {quantity}：没有写明购货单据",
    "return-not-confirmed": "拒绝 {quantity}：仓库只确认了 {most}",
    "return-refused-in-path": "{by} 拒绝",
}

TERMS: dict[str, str] = {
    "never-reached": "前面的规则已涵盖全部",
    "charge-on-nothing": "不接受的货不能扣款",
    "signers-of-nothing": "写了由谁决定，却没有上报",
    "refers-to-nobody": "没有写明上报给谁",
    "refers-twice": "同时写了角色和权限表的事项",
    "no-subject": "权限表中没有事项",
    "credit-not-last": "贷项不在最后一步",
    "path-skipped": "之前有步骤无人完成：",
    "path-before": "早于步骤",
    "path-role": "此人没有相应角色",
    "path-same-hands": "同一人还做了步骤",
    "path-quantity": "数量不一致",
    "path-reason": "原因不一致",
    "done-credited": "入账",
    "done-exchanged": "换货",
    "fate-accept": "接受",
    "fate-accept-with-charge": "接受并扣款",
    "fate-exchange": "换货",
    "fate-repair": "维修",
    "fate-refer": "上报",
    "fate-refuse": "拒绝",
    "fate-undetermined": "无法判定",
    "request-object": "不是含 `lines` 的 JSON 对象",
    "request-json": "不是 JSON",
    "request-once": "有键重复",
    "request-lines": "`lines` 不是列表",
    "request-key": "不认识的键",
    "request-utf-8": "不是 UTF-8",
}
