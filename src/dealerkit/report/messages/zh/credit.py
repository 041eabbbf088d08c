"""Orders on credit (DK500 to DK503, DK540 to DK549) and the steps of their answers, in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

_OF_LIMIT = (
    "[：上打下：未付 {open} 批，连同本单 {loads} 批，允许 {allowed} 批]"
    "[：本批价值 {load}，每批最多 {most}]"
    "[：已占用 {exposure}，连同本单 {order}，共 {value}]"
)
_BOUND = "[，高于 {above}][，已达 {at}][，即额度 {limit} 的 {share:percent}]"
_WITHIN = "[，不高于 {above}][，低于 {at}][，即额度 {limit} 的 {share:percent}]"

MESSAGES: dict[str, Wording] = {
    "DK500": Wording("签字后按超限放行发货", "由该步骤规定的角色签字，并按订单号录入 `releases`"),
    "DK501": Wording("订单须报请决定", "请审核规则所写的角色逐单决定"),
    "DK502": Wording("先款后货：付款后发货", "请客户发货前付款；答复要求还款计划的，一并索取"),
    "DK503": Wording("订单暂缓", "见未通过的各项审核：各差多少、依据哪条规则"),
    "DK540": Wording(
        "`{customer}` 的订单[ `{order}`] [金额为 {amount}，低于零][没有金额{none:|}]",
        "写明订单金额；在此之前不放行，也不因此拒绝",
    ),
    "DK541": Wording(
        "没有客户 `{customer}`[（订单 `{order}`）]",
        "[是不是想写 `{nearest}`？]检查编码是否有误，或把该客户录入 `customers`",
    ),
    "DK542": Wording(
        "订单[ `{order}`] 币种为 {currency}，额度为 {wanted}，账册中没有 {day} 的汇率",
        "在 `rates` 中补一行，或以 {wanted} 写明订单金额",
    ),
    "DK543": Wording("审核 `{check}` 无可审核：政策没有 {lacking}", "先写上它，或删去该审核"),
    "DK544": Wording(
        "`{rule}` 以 `over-limit` 交由超限阶梯处理，而政策没有 `over_limit`",
        "在 `credit.over_limit` 下写各步骤，或用 `block` 暂缓此类订单",
    ),
    "DK545": Wording("`{rule}` 要报请决定，却没有写报请谁", "在 `to` 下写明角色，如 `to: sales-department`"),
    "DK546": Wording(
        "[审核 `{off}` 对所有客户都关闭][级别 `{level}` 不起作用][：没有它，审核 `{same}` 也是如此][：`{stricter}` 适用于同样的客户，由其决定]",
        "删去，或写明应有的后果",
    ),
    "DK547": Wording(
        "审核 `{check}` 与 `{other}` 审核同一内容，界限也相同",
        "删去其中一项；仅对部分客户不同的后果写在 `levels` 下",
    ),
    "DK548": Wording(
        "审核 `{check}` 从 {share:percent} 起才不通过：是否指 {meant} %？",
        "带百分号写 `{meant}%`；超过 1000 % 的比例等于全部放行",
    ),
    "DK580": Wording(
        "角色 `{role}` 与 `{nearest}` 只差一个字母",
        "若指后者请写 `{nearest}`；否则，除非有员工担任 `{role}`，没有人会被问到",
    ),
    "DK549": Wording(
        "没有审核会用到 `over_limit` 的阶梯：都没有 `over-limit` 级别",
        "在额度审核中写 `then: over-limit`，或删去阶梯",
    ),
}

STEPS: dict[str, str] = {
    "credit-static-fails": f"计全部未了结订单，超出额度{_OF_LIMIT}{_BOUND}",
    "credit-static-passes": f"计全部未了结订单，在额度之内[：没有额度限制{{unlimited:|}}]{_OF_LIMIT}{_WITHIN}",
    "credit-dynamic-fails": f"计期限内的未了结订单，超出额度{_OF_LIMIT}{_BOUND}",
    "credit-dynamic-passes": f"计期限内的未了结订单，在额度之内[：没有额度限制{{unlimited:|}}]{_OF_LIMIT}{_WITHIN}",
    "credit-group-fails": f"集团 {{group}} 超出额度{_OF_LIMIT}{_BOUND}",
    "credit-group-passes": f"在集团[ {{group}} ]额度之内[：没有额度限制{{unlimited:|}}]{_OF_LIMIT}{_WITHIN}",
    "credit-sublimit-fails": f"超出分项额度 {{sublimit}}{_OF_LIMIT}{_BOUND}",
    "credit-sublimit-passes": "在各分项额度之内",
    "credit-order-value-fails": "订单金额 {value}[，高于 {above}][，已达 {at}]",
    "credit-order-value-passes": "订单金额 {value}[，不高于 {above}][，低于 {at}]",
    "credit-overdue-amount-fails": "逾期[超过 {grace} 天]的金额 {value}[，高于 {above}][，已达 {at}]",
    "credit-overdue-amount-passes": "逾期[超过 {grace} 天]的金额 {value}[，不高于 {above}][，低于 {at}]",
    "credit-overdue-share-fails": "应收 {receivables} 中逾期[超过 {grace} 天]的 {value}，占 {share:percent}[，高于 {above:percent}][，已达 {at:percent}]",
    "credit-overdue-share-passes": "[应收 {receivables} 中逾期 {value}，占 {share:percent}][，不高于 {above:percent}][，低于 {at:percent}][没有欠款{nothing:|}]",
    "credit-oldest-item-fails": "最早的未结项目 {item}（{open}）[超过款期 {past_term} 天][已开票 {since_invoice} 天][逾期 {past_due} 天][，多于 {above} 天][，已达 {at} 天][，宽限 {grace} 天]",
    "credit-oldest-item-passes": "[最早的未结项目 {item}（{open}）][超过款期 {past_term} 天][已开票 {since_invoice} 天][逾期 {past_due} 天][没有欠款{nothing:|}]",
    "credit-dunning-level-fails": "催收级别已到 {value}[，高于 {above}][，已达 {at}]",
    "credit-dunning-level-passes": "催收级别 {value}[，不高于 {above}][，低于 {at}]",
    "credit-open-loads-fails": "连同本单共有 {value} 批未付[，多于 {above}][，已达 {at}]",
    "credit-open-loads-passes": "连同本单共有 {value} 批未付[，不多于 {above}][，少于 {at}]",
    "credit-terms-changed-fails": "付款条件不同：[订单约定 {agreed} 天，合同为 {contract} 天][合同由 {before} 天改为 {days} 天，{changed_on} 起]",
    "credit-terms-changed-passes": "付款条件未变",
    "credit-review-passed-fails": "额度应于 {on} 前复审，已过 {value} 天[，宽限 {grace} 天]",
    "credit-review-passed-passes": "额度复审没有逾期[：应于 {on} 复审]",
    "credit-limit-expired-fails": "额度已于 {on} 到期，已过 {value} 天[，宽限 {grace} 天]",
    "credit-limit-expired-passes": "额度没有到期[：有效至 {on}]",
    "credit-account-status-fails": "账户状态为 {status}",
    "credit-account-status-passes": "账户状态为 {status}",
    "credit-condition-fails": "{rule}：{condition}",
    "credit-condition-passes": "{rule}：并非如此，{condition}",
    "credit-check-unknown": "{rule}：缺少 {missing}[（{items}）]，无法确定[；政策规定按不通过处理{fails:|}][；政策规定按通过处理{passes:|}]",
    "credit-level": "对该客户的后果：{level}[，报 {to}]",
    "credit-level-unknown": "缺少 {missing}，对该客户的后果无法确定；可能是 {level}",
    "credit-referral-answered": "{rule}：{by}[（{role}）]于 {on} 签署的 {release} 准予放行",
    "credit-referral-void": "{rule}：{release} 不能放行[：不在有效期内{expired:|}][：属于另一客户{another:|}][：签字角色不符{role:|}][：订单金额超出{amount:|}]",
    "credit-requirement-met": "{rule}：满足，{condition}",
    "credit-requirement-unmet": "{rule}：不满足，{condition}",
    "credit-requirement-unknown": "{rule}：缺少 {missing}，无法确定[；政策规定按不满足处理{fails:|}]",
    "credit-cash-first": "没有往来记录的客户先付款",
    "credit-passed": "{rule}：通过",
    "credit-off": "{rule}：对该客户关闭",
    "credit-excluded": "{rule}: 不受该审核",
    "credit-limit": "适用的额度",
    "credit-offer": "可走的超限步骤",
}

TERMS: dict[str, str] = {
    "credit-limits": "`credit.limits`",
    "group-limit": "集团共享的额度（`for: group`）",
    "sublimits": "带 `sublimits` 的额度",
    "dunning": "`collections.dunning`",
}
"""What a check may look at in vain."""
