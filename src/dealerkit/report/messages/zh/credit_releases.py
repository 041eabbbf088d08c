"""Releases over the limit (DK555 to DK564) and the steps of the ladder, in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK555": Wording(
        "步骤 `{step}` 须在 `{after}` 用完之后，而它之前没有这一步",
        "[是否指 `{nearest}`？]写上排在它之前的步骤[：{known}]",
    ),
    "DK556": Wording(
        "步骤 `{step}` 没有正确写明由谁签批：{why}",
        "用 `sign:` 写角色，或用 `authority:` 写权限表的事项；`cash_first: true` 时两者都不写",
    ),
    "DK557": Wording(
        "步骤 `{step}` 无法按权限表确定签批人：[权限表没有事项 `{table}`][放行时没有 `{column}` 这一项]",
        "[是否指 `{nearest}`？]在 `authority:` 中写上该事项，列名用已知的[：{known}]",
    ),
    "DK558": Wording(
        "步骤 `{step}` 永远轮不到：`{before}` {why}",
        "给 `{before}` 写上限度或 `times`，或把该步骤写在它前面",
    ),
    "DK559": Wording(
        "步骤 `{step}` 写了未付款的后果，却没有写何时付款",
        "加上 `due: end-of-month` 或 `due: term`，或去掉 `unpaid`",
    ),
    "DK560": Wording(
        "订单 `{order}` 的放行单 `{release}` 不属于额度阶梯中须签批的步骤[：`{step}`]",
        "[是否指 `{nearest}`？]在 `kind` 中写上须签批的步骤[：{known}]；在此之前不放行",
    ),
    "DK561": Wording(
        "订单 `{order}` 有多张放行单：`{releases}`",
        "给不算数的那张写上 `withdrawn_on`；在此之前都不放行",
    ),
    "DK562": Wording(
        "订单 `{order}` 的放行单 `{release}` 无效：{why}",
        "由有权的人重新放行，并撤回这一张",
    ),
    "DK563": Wording(
        "订单 `{order}` 按放行单 `{release}` 所发的货应于 {due_on} 付清，尚欠 {open}[；向 `{by}` 扣 {amount}]",
        "催收，或按该步骤的规定扣款",
    ),
    "DK564": Wording(
        "订单 `{order}` 的放行单 `{release}` 以 {currency} 计，没有汇率可以折算",
        "在表 `rates` 中加上当日汇率；在此之前只计次数，不放行",
    ),
}

STEPS: dict[str, str] = {
    "release-open": "{step}：可放行 {amount}，超限 {excess}，须由 {sign} 签批[、{second} 会签][；本期第 {number} 次，共 {times} 次]",
    "release-cash-first": "{step}：付款后发货；超限 {excess}",
    "release-plan": "超限的 {amount} 须有还款计划",
    "release-used-up": "已用完，{times} 次中已用 {used} 次：{on} 订单 {order} 的放行单 {release}",
    "release-not-yet": "须在 `{after}` 用完之后，还剩 {left} 次",
    "release-condition": "`{condition}` 不成立",
    "release-shipment-not-below": "整批货 {amount} 不低于 {bound}，即额度 {limit} 的 {share:percent}",
    "release-shipment-not-up-to": "整批货 {amount} 高于 {bound}，即额度 {limit} 的 {share:percent}",
    "release-excess-not-below": "超限 {amount} 不低于 {bound}，即额度 {limit} 的 {share:percent}",
    "release-excess-not-up-to": "超限 {amount} 高于 {bound}，即额度 {limit} 的 {share:percent}",
    "release-nobody": "权限表没有授权给任何人[：{authority}]",
    "release-unknown": "无法确定：{missing} 未知",
    "release-day-unknown": "日期无法确定：{missing} 未知",
    "release-stands": "放行单 {release}[，{on}][，{amount}]，由 {by}[（{role}）][、{second}]签批[，{until} 前有效][：{reason}]",
    "release-of-no-step": "放行单 {release} 不属于须签批的步骤[：{step}]",
    "release-twice": "订单 {order} 有多张放行单：{releases}",
    "release-for-another": "放行单 {release} 是给客户 {customer} 的，不是 {asked}",
    "release-unsigned": "放行单 {release} 没有写签批人",
    "release-signer-unknown": "放行单 {release} 由 {by} 签批，但查无此人",
    "release-wrong-role": "放行单 {release} 由 {by}[（{role}）]签批；须由 {wanted} 签批",
    "release-not-seconded": "放行单 {release} 缺少另一人以 {wanted} 身份的会签[：{by} 不是]",
    "release-beyond-times": "放行单 {release} 超出该步骤允许的 {times} 次，之前已有 {before}",
    "release-not-converted": "放行单 {release} 以 {currency} 计，没有汇率可以折算",
    "release-too-small": "放行单 {release} 放行 {released}，而订单为 {amount}",
    "release-spent": "放行单 {release} 已用：订单 {order} 已发货",
    "release-expired": "放行单 {release} 的有效期至 {until}",
}

TERMS: dict[str, str] = {
    "signed-paid-first": "先款后货，却又有人签批",
    "signed-by-nobody": "没有人签批",
    "signed-second-alone": "只有会签，没有签批",
    "signed-twice": "同一角色签两次",
    "step-unlimited": "没有写 `times`，永远用不完",
    "step-always": "对任何订单都开放",
    "release-for-another": "是给另一客户的",
    "release-unsigned": "没有人签批",
    "release-signer-unknown": "账册中没有这位签批人",
    "release-wrong-role": "签批的角色与该步骤要求的不同",
    "release-not-seconded": "缺少会签，或不是另一位具备该角色的人",
    "release-beyond-times": "签批时该步骤已用完",
    "release-nobody": "权限表没有授权给任何人",
}
