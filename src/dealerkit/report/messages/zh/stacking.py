"""Stacking and budgets (DK392 to DK394, DK435 to DK444) and the steps that they add, in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK392": Wording(
        "`{programme}` 的预算是同一期间所有对象合计的，而合同年度因对象而异",
        "请选 month、quarter、half-year 或 year，或对单个对象封顶：`cap: {{payout: …}}`",
    ),
    "DK393": Wording(
        "叠加 `{stacking}` 在规则 {rule} 下不决定任何事",
        "请至少写两个方案；规则 ordered 须写 `reduces:`，其他规则不写",
    ),
    "DK394": Wording("`{programme}` 的预算对所有对象是同一个金额，却读取了 {facts}", "请写金额，或只用参数的表达式"),
    "DK433": Wording(
        "{programme} 在 {period} 已付 {paid}，超出预算 {most} 计 {over}",
        "此前多付的不会立即收回：可写 `negative: invoice`，或等期末再结算",
    ),
    "DK435": Wording("没有方案 `{programme}`", "[是不是想写 `{nearest}`？][本政策有 {known}]"),
    "DK436": Wording(
        "`{programme}` 已在叠加 `{other}` 中",
        "一个方案只写一次：同一批明细按什么规则，只能在一处决定；规则 sum 不作决定，可以再写",
    ),
    "DK437": Wording(
        "`{programme}` 不能扣减 `{reduced}`：后者没有排在它之后", "请按计返顺序列出方案：被扣减的排在扣减它的之后"
    ),
    "DK438": Wording(
        "`{programme}` 的期间为 {period}，`{other}` 为 {other_period}",
        "请只叠加期间相同的方案：期间不同，明细就不完全相同",
    ),
    "DK439": Wording(
        "规则 {rule} 无法处理 `{programme}` 这样的方案",
        "被扣减的方案须按 retrospective 方法、按各对象自己的明细返金额的比例；best-of 比较的是金额，不是实物；别人购买的明细无法分摊",
    ),
    "DK440": Wording(
        "`{programme}` 与 `{other}` 不会在同一批明细上计返",
        "请叠加计量同一张表（`from:`）、付给同一类对象、迟录规则（`late:`）也相同的方案",
    ),
    "DK441": Wording(
        "`{programme}` 与 `{others}` 在同一批明细上都计返，而没有写明此时如何处理",
        "请加上 `stacking` 部分，把它们写在一起：都付写 sum，否则写 best-of、ordered 或 exclusive",
    ),
    "DK442": Wording(
        "`{programme}` 与 `{other}` 已在同一批明细上付给 {payees} 个对象，其中 {amount} 重复",
        "请把两者写在同一个叠加中：有意如此写 sum，否则写 best-of、ordered 或 exclusive",
    ),
    "DK443": Wording("此金额取决于另一个尚无法确定的金额", "请补齐另一个金额所缺的事实"),
    "DK444": Wording("其他方案或预算使此金额不剩分文"),
}

STEPS: dict[str, str] = {
    "stacking-more": "其中 {lost} 所在的明细，{other} 付得更多（{others}），由 {other} 支付",
    "stacking-first": "其中 {lost} 所在的明细由 {other} 支付，{other} 在先",
    "stacking-reduced": "{other} 已先在同一批明细上付 {paid}：基数 {base} 中按 {left} 计返",
    "stacking-won": "{other} 在同一批明细上本可付 {lost}，此处不付",
    "stacking-unknown": "无法确定：{other} 可能在同一批明细上计返，而其金额未知[：{facts}]",
    "budget-shared": "所有对象合计应得 {total}，预算为 {most}：{earned} 中支付 {share}",
    "budget-unknown": "无法确定：预算可能不足，而 {payees} 应得多少未知[：{facts}]",
    "budget-missing": "无法确定：预算未知[：{facts}]",
    "payee.stacking-more": "其中 {lost} 所在的进货，{other} 付得更多",
    "payee.stacking-first": "其中 {lost} 所在的进货由 {other} 支付",
    "payee.stacking-reduced": "{other} 先付：{base} 中尚有 {left} 可计返",
    "payee.budget-shared": "本项返利的预算已用完：{earned} 中支付 {share}",
}
