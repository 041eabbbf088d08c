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
        "Of the surveys that count at least {value} must not show a dissatisfied customer.",
        "计入的调查中至少 {value} 的结果不得为不满意。",
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
    "rules.Leads.ties=first-number": Words(
        "Of two registrations of a prospect at the same moment the one with the lower number counts.",
        "同一时刻登记同一潜在客户的，编号小的算。",
    ),
    "rules.Leads.ties=pool": Words(
        "Where a prospect is registered twice at the same moment, neither registration counts.",
        "同一时刻登记同一潜在客户的，都不算。",
    ),
    "rules.Leads.to_the_named": Words(
        "Prospects of these origins go to the employee they name, or else to whoever is on duty: {value}.",
        "以下来源的归其指定的员工，没有指定或所指定的人不在职的归当班人员：{value}。",
    ),
    "rules.Leads.done_when": Words(
        "A contact counts where its outcome is {value}, or where none is recorded.",
        "联系结果为以下之一或未写明的才算联系上：{value}。",
    ),
    "rules.Leads.important": Words("A prospect is important where {value}.", "重要的潜在客户：{value}。"),
    "rules.Leads.contacts": Words(
        "At least {value} of us must know an important prospect.", "重要的潜在客户至少须有我方 {value} 人认识。"
    ),
    "rules.Assign.roles": Words(
        "Prospects of the pool go to employees of the roles: {value}.", "公共池中的客户分配给以下岗位：{value}。"
    ),
    "rules.Assign.by": Words(
        "Among several of them these decide, in this order: {value}; then the lower employee code.",
        "有多人时依次比较：{value}；仍相同的取员工编号小者。",
    ),
    "rules.Assign.ability=required": Words(
        "Nobody gets a prospect of a kind for which he has no ability on record.",
        "没有该类业务能力记录的员工不能分得该类客户。",
    ),
    "rules.Assign.ability=preferred": Words(
        "Somebody may get a prospect even of a kind for which he has no ability on record.",
        "没有该类业务能力记录的员工也可分得该类客户。",
    ),
    "rules.Assign.at_most": Words(
        "Who has {value} open prospects gets no more.", "已有 {value} 个未结潜在客户的不再分配。"
    ),
    "rules.Reception.requires": Words(
        "Nothing may be spent unless this holds: {value}.", "不符合以下条件的一律不得开支：{value}。"
    ),
    "rules.Reception.cost": Words("The department that bears the cost: {value}.", "费用由以下部门承担：{value}。"),
    "rules.Companions.at": Words("With {value} guests or more:", "来宾 {value} 人起："),
    "rules.Companions.above": Words("With more than {value} guests:", "来宾超过 {value} 人："),
    "rules.Companions.companions": Words("{value} of us come along.", "我方陪同 {value} 人。"),
    "rules.Companions.or_more=true": Words("There may be more of us.", "可以更多。"),
    "rules.Companions.or_more=false": Words("There may not be more of us.", "不得更多。"),
    "rules.Gifts.approved_by": Words(
        "A gift must be approved by one of: {value}.", "礼品须由以下岗位之一批准：{value}。"
    ),
    "rules.Gifts.important": Words("A gift is important where {value}.", "重要礼品：{value}。"),
    "rules.Gifts.reported_to": Words("An important gift is reported to: {value}.", "重要礼品须报告：{value}。"),
    "rules.Satisfaction.missing=refuse": Words(
        "A survey that lacks the answer to a question is not added up.", "有项目未回答的问卷不计总分。"
    ),
    "rules.Satisfaction.missing=zero": Words(
        "A question without an answer counts as neither above nor below what was expected.",
        "未回答的项目按感知与期望相等（差为零）计。",
    ),
    "rules.Satisfaction.missing=leave-out": Words(
        "A question without an answer is left out, and the others carry its weight.",
        "未回答的项目不计，权重由其他项目分担。",
    ),
    "rules.Satisfaction.measured_over": Words(
        "How far back surveys count: {value}.", "计入调查的时间范围：截至当日的 {value}。"
    ),
    "rules.Scale.from": Words("The lowest answer is {value}.", "最低分 {value}。"),
    "rules.Scale.to": Words("The highest answer is {value}.", "最高分 {value}。"),
    "rules.Item.weight": Words("It is {value} of the whole.", "权重 {value}。"),
    "rules.Item.need": Words("The level of need that it is about: {value}.", "所属需求层次：{value}。"),
    "rules.Item.target": Words(
        "At least {value} of the answers to it must not be dissatisfied.", "该项回答至少 {value} 不得为不满意。"
    ),
    "rules.KeyAccounts.who": Words(
        "Key accounts are the customers of whom this holds: {value}.", "符合以下条件的为大客户：{value}。"
    ),
    "rules.Department.from": Words(
        "From {value} key accounts on there should be a department of its own for them.",
        "大客户达到 {value} 家时应设专门部门。",
    ),
    "rules.Department.name": Words(
        "Its code in the lists of employees and departments: {value}.", "该部门在员工或部门名册中的代码：{value}。"
    ),
}
