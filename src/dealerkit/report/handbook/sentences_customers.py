"""Sentences for the keys of customer files, access, identity and contacts."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.languages import Words

CUSTOMER_SENTENCES: Mapping[str, Words] = {
    "penalty.Penalty.departments": Words("The department's names on record: {value}.", "部门名称：{value}。"),
    "penalty.Penalty.head": Words("The department is headed by: {value}.", "部门负责人：{value}。"),
    "penalty.Penalty.correct_within": Words(
        "What was found is put right within {value}; each time it is not counts as a new lapse.",
        "须在 {value} 内改正，逾期未改每次另算一次违规。",
    ),
    "penalty.Penalty.cap": Words("One employee pays at most {money} a month.", "每人每月罚款最多 {money}。"),
    "penalty.Doubled.from": Words(
        "Fines are multiplied from lapse number {value} of the month on.", "自当月第 {value} 次起加倍处罚。"
    ),
    "penalty.Doubled.times": Words("They are then due {value} times.", "罚款为 {value} 倍。"),
    "penalty.Withhold.from": Words(
        "Performance pay may be withheld from lapse number {value} of the month on.",
        "自当月第 {value} 次起可扣发绩效。",
    ),
    "penalty.Withhold.least": Words("At least {value} of it.", "扣发不少于 {value}。"),
    "penalty.Withhold.most": Words("At most {value} of it.", "扣发最多 {value}。"),
    "penalty.Withhold.decided_by": Words("{value} decides within that range.", "在此范围内由 {value} 决定。"),
    "penalty.Fine.amount": Words("The fine is {money}.", "罚款 {money}。"),
    "penalty.Fine.per=file": Words(
        "It is due once for a lapse.",
        "每次违规计一次。",
    ),
    "penalty.Fine.per=item": Words("It is due for each item.", "按每项计。"),
    "penalty.Fine.on_top=true": Words(
        "It comes on top of other fines and is never multiplied.",
        "在其他罚款之外另加，不参与加倍。",
    ),
    "deadline.Deadline.within": Words("Within {value}.", "时限 {value}。"),
    "section.Purpose.expenses": Words(
        "Expenses that are refused where the file does not suffice: {value}.", "档案不全时不予报销：{value}。"
    ),
    "section.Item.field": Words("To be filled in: {value}.", "须填写：{value}。"),
    "section.Item.paper": Words("The paper must be there: {value}.", "须有资料：{value}。"),
    "section.Item.format": Words("In the form: {value}.", "格式：{value}。"),
    "section.Item.role": Words("The employee named must be: {value}.", "所填员工须为：{value}。"),
    "section.Item.several": Words("Several values may stand in it, apart by {value}.", "可填多个值，分隔符 {value}。"),
    "section.Item.kinds": Words("For customers of the kinds {value}.", "适用客户类型：{value}。"),
    "section.Item.for": Words("Needed for: {value}.", "用途：{value}。"),
    "section.Item.when": Words("Only where {value}.", "仅当：{value}。"),
    "section.Item.weight": Words("It counts {value} times in completeness.", "完整度权重 {value}。"),
    "section.Item.optional=true": Words(
        "It need not be filled in; only its form is looked at.", "可不填；填写时只核对格式。"
    ),
    "rules.Access.unlisted": Words("What no class lists belongs to: {value}.", "未列明的归入：{value}。"),
    "rules.Access.conflict=refusal": Words(
        "Where one rule allows and another refuses, it is refused.", "一条允许、另一条禁止时，以禁止为准。"
    ),
    "rules.Access.conflict=grant": Words(
        "Where one rule allows and another refuses, it is allowed.", "一条允许、另一条禁止时，以允许为准。"
    ),
    "rules.Access.department_roles": Words(
        "These roles approve for their own department only: {value}.", "以下岗位只能批准本部门客户的查阅：{value}。"
    ),
    "rules.Lending.at_most": Words("Papers are lent for {value} at most.", "资料借阅最长 {value}。"),
    "rules.Retention.keep": Words(
        "Files are kept for {value} after the relation ended.", "关系终止后档案保管 {value}。"
    ),
    "rules.Retention.record=true": Words("A destruction is recorded.", "销毁须有记录。"),
    "rules.Retention.record=false": Words("A destruction needs no record.", "销毁无须记录。"),
    "rules.Inspection.every": Words("Files are inspected at least every {value}.", "至少每 {value} 检查一次档案。"),
    "rules.Leaks.remedied": Words("A leak is remedied within {value} of being found.", "泄密发现后 {value} 内补救。"),
    "rules.Leaks.reported": Words("It is reported within {value}.", "{value} 内报告。"),
    "rules.Leaks.to": Words("It is reported to {value}.", "报告给 {value}。"),
    "rules.Refusal.operations": Words("Nobody may: {value}.", "禁止：{value}。"),
    "rules.Refusal.classes": Words("It is about the classes: {value}.", "资料等级：{value}。"),
    "rules.Refusal.except": Words("Except: {value}.", "除外：{value}。"),
    "rules.Refusal.where": Words("Where {value}.", "条件：{value}。"),
    "section.Identity.words": Words(
        "Company-form words that are left out of names: {value}.", "比较名称时去掉：{value}。"
    ),
    "section.Identity.largest_bucket": Words(
        "Up to {value} customers that share something are compared one by one.",
        "相同内容的客户不超过 {value} 个时逐一比较。",
    ),
    "section.Identity.stops": Words(
        "While something waits, this does not go on: {value}.", "待处理期间不得办理：{value}。"
    ),
    "section.Identity.keys_apart": Words(
        "Numbers that are never a customer's code: {value}.", "不得与客户编码混用的号码：{value}。"
    ),
    "section.OwnName.of": Words("The holder of the account must be one of: {value}.", "户名须为其中之一：{value}。"),
    "section.Signing.within": Words("Signed agreements come back within {value}.", "签好的合同须在 {value} 内收回。"),
    "section.Signing.copies": Words("There are {value} signed copies.", "签署 {value} 份。"),
    "section.Scheme.pattern": Words("It is made so: {value}.", "编码样式：{value}。"),
    "section.Scheme.by": Words("The day that decides its period: {value}.", "决定所属期间的日期：{value}。"),
    "section.Scheme.restarts": Words("The running number begins anew each {value}.", "流水号每{value}重新开始。"),
    "section.Scheme.per": Words("Numbers run apart for each: {value}.", "按以下分别编号：{value}。"),
    "rules.Touch.rest_days": Words("Where a last day is not worked: {value}.", "最后一天逢休息日：{value}。"),
    "rules.Touch.done_when": Words(
        "A contact counts where its outcome is {value}.", "联系结果为以下之一才算完成：{value}。"
    ),
    "rules.Touch.classed_every": Words("Everybody is classed anew each {value}.", "每{value}重新定级。"),
    "rules.Satisfaction.target": Words(
        "This share of customers must not be dissatisfied: {value}.",
        "须有 {value} 的客户没有不满意。",
    ),
    "rules.KeyDuty.every": Words(
        "Once in each calendar period of {value}.",
        "每 {value} 一次（按日历期间）。",
    ),
    "rules.KeyDuty.by": Words("Done by: {value}.", "由以下人员：{value}。"),
    "rules.Protection.lasts": Words("A registration keeps others away for {value}.", "登记后保护 {value}。"),
    "rules.Protection.renewed_by": Words(
        "It is renewed by contacts of the kinds: {value}.", "以下接触可延续保护：{value}。"
    ),
    "rules.Leads.first_contact": Words(
        "The owner must have made contact within {value}, or the prospect goes to the pool.",
        "负责人须在 {value} 内首次联系，否则归入公共池。",
    ),
    "rules.Leads.told": Words(
        "A customer is told within {value} who follows his owner.", "负责人离任后 {value} 内告知客户接替人。"
    ),
    "rules.ReceptionClass.budget": Words(
        "A guest may cost {money}, gifts apart.", "每位来宾预算 {money}（不含礼品）。"
    ),
    "rules.ReceptionClass.host": Words("Received by: {value}.", "接待人：{value}。"),
    "rules.ReceptionClass.place": Words("Received at: {value}.", "接待地点：{value}。"),
    "rules.ReceptionClass.where": Words("For visitors of whom this holds: {value}.", "适用来宾：{value}。"),
}
