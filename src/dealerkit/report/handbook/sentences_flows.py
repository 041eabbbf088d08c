"""Sentences for the keys of flows: states, moves, clocks, notices, statistics."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.languages import Words

FLOW_SENTENCES: Mapping[str, Words] = {
    "flow.Flow.kinds": Words("It is for cases of these kinds: {value}.", "适用的案件类型：{value}。"),
    "flow.Flow.priorities": Words("Priorities, the highest first: {value}.", "优先级（从高到低）：{value}。"),
    "flow.Flow.roles": Words("Who takes part: {value}.", "参与岗位：{value}。"),
    "flow.Flow.calendar": Words("Working days are those of the calendar {value}.", "工作日按日历 {value}。"),
    "flow.Flow.timezone": Words("Times are those of {value}.", "时区：{value}。"),
    "flow.Flow.hours": Words("The office is open {value}.", "办公时间：{value}。"),
    "flow.Flow.repeated_within": Words(
        "Cases of the same customer in the {value} before count as earlier cases.",
        "同一客户此前 {value} 内的案件算此前案件。",
    ),
    "flow.Flow.delegate_at_most": Words(
        "A role may be handed to somebody else for {value} days at most, first and last counted; then it ends.",
        "岗位委托他人最长 {value} 天（首尾均计），届时失效。",
    ),
    "flow.Flow.states": Words("A case can stand in these states: {value}.", "案件状态：{value}。"),
    "days.DayRule.zero=not-counted": Words("The day on which a time limit begins is not counted.", "起始之日不计。"),
    "days.DayRule.zero=counted": Words(
        "The day on which a time limit begins is its first day.", "起始之日计为第一天。"
    ),
    "days.DayRule.rest_day=keep": Words(
        "A last day that is not worked stays the last day.", "最后一日为非工作日的，不顺延。"
    ),
    "days.DayRule.rest_day=next-working-day": Words(
        "A last day that is not worked moves to the next working day.", "最后一日为非工作日的，顺延至下一工作日。"
    ),
    "days.DayRule.end=close-of-business": Words(
        "A time limit ends at the close of business of its last day.", "时限于最后一日下班时截止。"
    ),
    "days.DayRule.end=end-of-day": Words(
        "A time limit ends with the end of its last day, at midnight.", "时限于最后一日结束（午夜）时截止。"
    ),
    "days.DayRule.end=same-time": Words(
        "A time limit ends on its last day at the time of day at which it began.", "时限于最后一日的同一时刻截止。"
    ),
    "days.DayRule.after_hours=same-day": Words(
        "What begins after hours, or on a day that is not worked, begins that day.",
        "下班后或非工作日发生的，按当日起算。",
    ),
    "days.DayRule.after_hours=next-working-day": Words(
        "What begins after hours, or on a day that is not worked, begins the next working day.",
        "下班后或非工作日发生的，按下一工作日起算。",
    ),
    "flow.State.initial=true": Words("a case begins here", "案件自此开始"),
    "flow.State.final=true": Words("a case ends here", "案件至此结束"),
    "flow.Transition.from": Words("It may be made in: {value}.", "可在以下状态进行：{value}。"),
    "flow.Transition.to": Words("It leads to: {value}.", "转入状态：{value}。"),
    "flow.Transition.by": Words("Who may make it: {value}.", "办理岗位：{value}。"),
    "flow.Transition.department": Words("Only people of these departments: {value}.", "限以下部门：{value}。"),
    "flow.Transition.region=own": Words(
        "Only by people in whose territory the customer lies.", "限客户所在地区的人员。"
    ),
    "flow.Transition.when": Words("Only where {value}.", "条件：{value}。"),
    "flow.Transition.require": Words("To be filled in with it or before: {value}.", "须同时或事先填写：{value}。"),
    "flow.Transition.not_by": Words("Not by: {value}.", "须回避：{value}。"),
    "flow.Transition.takes": Words("It takes at least {value}.", "至少需要 {value}。"),
    "flow.Transition.authority": Words("The authority table {value} says who signs.", "签批人按权限表“{value}”。"),
    "flow.Transition.after": Words("Only after: {value}.", "须先完成：{value}。"),
    "flow.Transition.at_most": Words("How often in a case at most: {value}.", "每案最多 {value} 次。"),
    "flow.Clock.when": Words("Only for cases where {value}.", "仅限以下案件：{value}。"),
    "flow.Clock.owner": Words("{value} must keep it.", "由 {value} 负责。"),
    "flow.Clock.start": Words("It starts with: {value}.", "起算：{value}。"),
    "flow.Clock.counts_from": Words("The time counts from the moment in: {value}.", "自“{value}”所载时刻起算。"),
    "flow.Clock.until": Words("It ends with: {value}.", "截止：{value}。"),
    "flow.Clock.cancel": Words("It becomes void with: {value}.", "作废：{value}。"),
    "flow.Clock.reset": Words("It starts anew with: {value}.", "重新起算：{value}。"),
    "flow.Clock.pauses": Words("It stands still: {value}.", "暂停计时：{value}。"),
    "flow.Trigger.move": Words("the step {value}", "步骤“{value}”"),
    "flow.Trigger.enter": Words("the case comes to {value}", "进入“{value}”"),
    "flow.Trigger.leave": Words("the case leaves {value}", "离开“{value}”"),
    "flow.Trigger.when": Words("where {value}", "且{value}"),
    "flow.Pause.in": Words("while the case is in {value}", "处于“{value}”期间"),
    "flow.Pause.from": Words("from {value}", "自{value}起"),
    "flow.Pause.until": Words("until {value}", "至{value}"),
    "flow.Escalation.at": Words("When {value} of the time has passed.", "时间用去 {value} 时。"),
    "flow.Escalation.after": Words("{value} after the time is up.", "逾期 {value} 后。"),
    "flow.Escalation.to": Words("{value} is told.", "告知 {value}。"),
    "flow.Goal.when": Words("For cases where {value}.", "适用案件：{value}。"),
    "flow.Goal.within": Words("Within {value}.", "时限 {value}。"),
    "flow.Goal.by": Words("By {value}.", "最迟 {value}。"),
    "flow.Goal.warn": Words(
        "The owner is warned when {value} of the time has passed.", "时间用去 {value} 时提醒负责人。"
    ),
    "flow.Notice.when": Words("Only for cases where {value}.", "仅限以下案件：{value}。"),
    "flow.Notice.at": Words("It is due with: {value}.", "触发：{value}。"),
    "flow.Notice.to": Words("Who is told: {value}.", "告知：{value}。"),
    "flow.Notice.within": Words("Within {value}.", "时限 {value}。"),
    "flow.Notice.done": Words("That it was told is recorded by: {value}.", "以“{value}”记录已告知。"),
    "statistics_rule.StatisticsRule.due": Words("The table of a month is due by {value}.", "月报截止：{value}。"),
    "statistics_rule.StatisticsRule.owner": Words("{value} hands it in.", "由 {value} 提交。"),
    "statistics_rule.StatisticsRule.by": Words("Cases are sorted by: {value}.", "分类统计：{value}。"),
    "statistics_rule.StatisticsRule.clocks": Words(
        "The share in time is told of: {value}.", "及时率统计的时限：{value}。"
    ),
    "statistics_rule.CompensationRule.move": Words("It is granted by the step {value}.", "以步骤“{value}”给付。"),
    "statistics_rule.CompensationRule.amount": Words("How much it is stands in: {value}.", "金额取自：{value}。"),
    "statistics_rule.CompensationRule.currency": Words("Its currency stands in: {value}.", "币种取自：{value}。"),
    "statistics_rule.StatisticsRule.founded": Words(
        "A case counts as well founded where {value}.", "投诉成立的标准：{value}。"
    ),
    "statistics_rule.StatisticsRule.accepted": Words(
        "The work counts as in order where {value}.", "抽查合格的标准：{value}。"
    ),
    "matrix.Signature.role": Words("{value} signs.", "由 {value} 签批。"),
    "matrix.Signature.second": Words("{value} signs as well.", "另由 {value} 会签。"),
}
