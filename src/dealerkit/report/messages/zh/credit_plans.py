"""Payment schedules and repayment plans (DK592 to DK595), and the steps of what is to come in, in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK592": Wording(
        "[`{empty}` 没有写明何时算违约][`{unused}` 不起作用：没有任何部分按付款习惯预计][条件用到 `{fact}`，但没有写明何时算违约]",
        "[在 `{empty}` 中写上 `broken_after: 10 days` 或 `broken_at: 2`；在此之前计划至多算逾期][写上 `by: habit` 或 `overdue: habit`，或去掉 `{unused}`][在 `collections:` 下写上 `repayments:`，如 `broken_after: 10 days`；否则 `{fact}` 未知]",
    ),
    "DK593": Wording(
        "合同 `{contract}` 的付款计划合计 {total}，合同金额为 {worth}",
        "请更正表 `instalments`，或表 `contracts` 的 `value`；计划仍按所写计算",
    ),
    "DK594": Wording(
        "[收款 `{receipt}` 用于 `{of}`，][而 `{unknown}` 不存在][比未收部分多 {beyond}][第 `{instalment}` 期已开票，其中 {covered} 付款时没有写明发票]",
        "[请录入所付的计划或期次，或更正收款 `{receipt}`；在此之前先抵最早的一期，或不抵任何一期][把 {invoices} 写入该收款的 `invoice` 列；在此之前发票仍未结清，收款仍未核销]",
    ),
    "DK595": Wording(
        "`{of}` 第 `{instalment}` 期 {amount} 无法计入[：没有 {currency}][ 兑 {wanted} 在 {on} 的汇率][：没有写明由谁支付{payer:|}]",
        "请在表 `rates` 录入汇率，或写上客户；在此之前不计入付款计划和回款计划",
    ),
}

STEPS: dict[str, str] = {
    "instalment-stands": "{of} 第 {instalment} 期，{due_on} 到期：{status}，未收 {open}",
    "instalment-overdue": "{of} 第 {instalment} 期应于 {due_on} 支付：未收 {open}，逾期 {days} 天",
    "schedule-stands": "{of}：未收 {open}，其中逾期 {overdue}",
    "plan-kept": "还款计划 {plan} 正常履行",
    "plan-late": "还款计划 {plan} 逾期 {days} 天，金额 {late}",
    "plan-broken": "还款计划 {plan} 违约：{missed} 期逾期，共 {late}，最长 {days} 天",
    "expected-in": "[{customer} ][{month} ]预计回款 {amount}",
}

TERMS: dict[str, str] = {
    "not-due": "未到期",
    "due": "到期",
    "overdue": "逾期",
    "paid": "已收",
    "part-paid": "部分已收",
}
