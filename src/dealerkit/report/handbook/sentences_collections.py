"""Sentences for the keys of collections and of liability: ageing, dunning, provision, plans, who bears a bad debt."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.languages import Words

COLLECTION_SENTENCES: Mapping[str, Words] = {
    "rules.InstalmentRule.grace": Words(
        "For {value} days after its day an instalment is not overdue yet.", "分期款到期后 {value} 天内不算逾期。"
    ),
    "rules.RepaymentRule.broken_after": Words(
        "A repayment plan is broken once an instalment is more than {value} late.", "任一期逾期超过 {value} 即为违约。"
    ),
    "rules.RepaymentRule.broken_at": Words(
        "A repayment plan is broken once {value} instalments are late at the same time.",
        "同时有 {value} 期逾期即为违约。",
    ),
    "rules.ForecastRule.by=habit": Words(
        "Open items are expected as many days after they are due as the customer pays on average, a day begun counted"
        " whole, and never before today; of who has no habit yet, on the day they are due.",
        "未清款按到期日加该客户平均迟付天数（不足一天按一天）预计，不早于当日；尚无回款习惯的按到期日。",
    ),
    "rules.ForecastRule.by=due": Words("Open items are expected on the day they are due.", "未清款按到期日预计。"),
    "rules.ForecastRule.history": Words(
        "Receipts of the last {value} make up the habit.", "习惯取最近 {value} 的收款。"
    ),
    "rules.ForecastRule.overdue=this-month": Words(
        "What is overdue is expected in the month of the day.", "已逾期的预计当月收回。"
    ),
    "rules.ForecastRule.overdue=habit": Words(
        "What is overdue is expected by habit like the rest.", "已逾期的同样按习惯预计。"
    ),
    "rules.ForecastRule.look_back": Words(
        "The plan is held against what came in for {value} months back.", "与此前 {value} 个月的实际回款对照。"
    ),
    "ageing_rule.AgeingRule.by=due": Words(
        "Age is counted in days since payment was due; what has no due date stands apart.",
        "账龄自到期日起算；没有到期日的单列。",
    ),
    "ageing_rule.AgeingRule.credits=own-bucket": Words(
        "Credit notes are aged like debts; receipts that pay no invoice yet stand apart.",
        "贷项凭证按其自身账龄归段；未核销收款单列。",
    ),
    "ageing_rule.AgeingRule.credits=oldest": Words(
        "Credit notes and receipts that pay no invoice yet are set against the oldest debts.",
        "贷项凭证和未核销收款冲抵最早的欠款。",
    ),
    "ageing_rule.AgeingRule.credits=apart": Words(
        "Credit notes and receipts that pay no invoice yet stand apart.", "贷项凭证和未核销收款单列。"
    ),
    "ageing_rule.AgeingRule.disputed=included": Words(
        "What customers dispute stands in its bucket like the rest.", "有争议的款项照常归段。"
    ),
    "ageing_rule.AgeingRule.disputed=apart": Words("What customers dispute stands apart.", "有争议的款项单列。"),
    "ageing_rule.AgeingRule.by=invoice": Words("Age is counted in days since the invoice.", "账龄自开票日起算。"),
    "pace.SimpleDso.months": Words(
        "Receivables over what was invoiced in {value} months, that of the day included, times their days.",
        "应收除以 {value} 个月（含当月）的开票额，再乘以天数。",
    ),
    "pace.SimpleDso.days": Words("The period counts as {value} days.", "期间按 {value} 天计。"),
    "pace.CountBack.longest": Words(
        "Month by month backwards, {value} months at most.", "逐月倒推，最多 {value} 个月。"
    ),
    "pace.CountBack.month_of": Words("Every month counts as {value} days.", "每月按 {value} 天计。"),
    "pace.TurnoverRule.months": Words(
        "How often receivables turn over is told over {value} months, that of the day included.",
        "应收周转次数按 {value} 个月（含当月）计算。",
    ),
    "pace.TurnoverRule.average=opening-closing": Words(
        "Receivables are averaged of what was owed before the first day and on the last.",
        "平均应收取期初、期末余额的平均数。",
    ),
    "pace.TurnoverRule.average=month-ends": Words(
        "Receivables are averaged of what was owed at every month end, and on the day.",
        "平均应收取各月末及当日余额的平均数。",
    ),
    "dunning_rule.DunningRule.grace": Words(
        "Items overdue for no more than {value} days are not dunned.", "逾期不超过 {value} 天的不催。"
    ),
    "dunning_rule.DunningRule.minimum_item": Words("Items below {money} are not dunned.", "单笔低于 {money} 的不催。"),
    "dunning_rule.DunningRule.minimum": Words(
        "No letter is sent for less than {money} in all.", "合计低于 {money} 的不发函。"
    ),
    "dunning_rule.DunningRule.every": Words(
        "Two letters to a customer are at least {value} days apart.", "两次发函至少间隔 {value} 天。"
    ),
    "dunning_rule.DunningRule.skip=true": Words(
        "A letter may pass over levels that were never sent.", "可以越级发函。"
    ),
    "dunning_rule.DunningRule.skip=false": Words(
        "No level is passed over: an item moves up one level a letter.", "不得越级：每发一函只升一级。"
    ),
    "dunning_rule.DunningRule.disputed=leave-out": Words("What is disputed is not dunned.", "有争议的部分不催。"),
    "dunning_rule.DunningRule.disputed=dun": Words("What is disputed is dunned as well.", "有争议的部分照催。"),
    "dunning_rule.DunningRule.in_plan=leave-out": Words(
        "What was owed when a repayment plan was agreed is not dunned while the plan runs and is not broken.",
        "签还款计划时已欠的款项，在计划期内且未违约时不催。",
    ),
    "dunning_rule.DunningRule.in_plan=dun": Words(
        "What is in a repayment plan is dunned as well.", "已列入还款计划的照催。"
    ),
    "dunning_rule.DunningRule.credits=take-off": Words(
        "Credit notes and receipts that pay no invoice yet are taken off what a letter asks for.",
        "函内金额扣除贷项凭证和未核销收款。",
    ),
    "dunning_rule.DunningRule.credits=leave-out": Words(
        "Credit notes and receipts that pay no invoice yet change nothing in what a letter asks for.",
        "函内金额不扣除贷项凭证和未核销收款。",
    ),
    "dunning_rule.DunningRule.level=sent": Words(
        "The customer's dunning level is the highest of which a letter was sent.",
        "客户的催收级别以已发函的最高级为准。",
    ),
    "dunning_rule.DunningRule.level=reached": Words(
        "The customer's dunning level is the highest reached by age.", "客户的催收级别以账龄已达到的最高级为准。"
    ),
    "dunning_rule.Interest.rate": Words("Interest is {value} of what is overdue.", "利率为逾期金额的 {value}。"),
    "dunning_rule.Interest.per=day": Words("That is the rate of a day.", "按日计息。"),
    "dunning_rule.Interest.per=year": Words("That is the rate of a year.", "为年利率。"),
    "dunning_rule.Interest.year_of": Words("A year has {value} days.", "一年按 {value} 天计。"),
    "dunning_rule.Interest.beyond_grace=true": Words("Only the days beyond the grace count.", "只计宽限期之后的天数。"),
    "dunning_rule.Interest.beyond_grace=false": Words(
        "Every day overdue counts, those of the grace as well; the day it was due does not.",
        "逾期各日均计（含宽限期内），到期当日不计。",
    ),
    "provision_rule.Provision.where": Words("For customers of whom this holds: {value}.", "适用客户：{value}。"),
    "provision_rule.FlowRate.every=month": Words("A step is a month.", "每步为一个月。"),
    "provision_rule.FlowRate.every=quarter": Words("A step is a quarter.", "每步为一个季度。"),
    "provision_rule.FlowRate.every=year": Words("A step is a year.", "每步为一年。"),
    "provision_rule.FlowRate.steps": Words(
        "Rates go by how much of each bucket moved on to the next one over the last {value} steps.",
        "计提率按最近 {value} 步各账龄段向下一段的迁徙计算。",
    ),
    "provision_rule.FlowRate.loss": Words(
        "A debt counts as lost in the bucket {value} and in all older ones.", "账龄达到“{value}”及更久的视为损失。"
    ),
    "provision_rule.FlowRate.average=weighted": Words(
        "The rate is all that moved over all that could have moved.", "迁徙率为各步实际迁徙总额除以可能迁徙总额。"
    ),
    "provision_rule.FlowRate.average=plain": Words(
        "The rate is the plain average of the rates of the steps.", "迁徙率为各步比率的简单平均。"
    ),
    "provision_rule.FlowRate.loss_share": Words(
        "Of what is lost, {value} does not come back.", "损失部分有 {value} 不能收回。"
    ),
    "provision_rule.FlowRate.beside": Words("Rates that no history tells: {value}.", "无历史可依的计提率：{value}。"),
    "provision_rule.Provision.rates": Words("Set aside by age of the debt: {value}.", "按账龄计提：{value}。"),
    "section.Liability.over=shipment": Words(
        "Of a shipment that goes beyond the limit, all of it counts as over the limit.", "超限的一批，整批算超限。"
    ),
    "section.Liability.over=excess": Words(
        "Of a shipment that goes beyond the limit, only the excess counts as over it.",
        "超限的一批，只有超出部分算超限。",
    ),
    "section.Liability.partly=in-proportion": Words(
        "Where only a part of a shipment is lost, the loss is split in proportion to what was inside and over the"
        " limit.",
        "一批只损失一部分的，按额度内、超限两部分的比例划分。",
    ),
    "section.Liability.partly=over-first": Words(
        "Where only a part of a shipment is lost, the loss is first of what was over the limit.",
        "一批只损失一部分的，先算超限部分。",
    ),
    "section.Liability.partly=inside-first": Words(
        "Where only a part of a shipment is lost, the loss is first of what was inside the limit.",
        "一批只损失一部分的，先算额度内部分。",
    ),
    "section.Bearer.who": Words("Who bears it: {value}.", "承担人：{value}。"),
    "section.Bearer.share": Words("He bears {value} of it.", "承担 {value}。"),
    "section.BearingRule.when": Words("It holds where {value}.", "适用情形：{value}。"),
    "section.BearingRule.legal_action=true": Words(
        "Legal action against the persons is reserved beside it.", "并保留对当事人的诉讼权利。"
    ),
}
