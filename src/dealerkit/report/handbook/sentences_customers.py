"""Sentences for the keys of customer files, access, identity and contacts."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.languages import Words

CUSTOMER_SENTENCES: Mapping[str, Words] = {
    "penalty.Penalty.departments": Words("The department's names on record: {value}.", "部门名称：{value}。"),
    "penalty.Penalty.head": Words("The department is headed by: {value}.", "部门负责人：{value}。"),
    "penalty.Penalty.correct_within": Words(
        "What was found is put right within {value}, the day of the lapse not counted; each time it is"
        " not counts as a new lapse. What comes on top of other fines never does.",
        "须在 {value} 内改正（当日不计），逾期未改每次另算一次违规；另加的罚款不重复计。",
    ),
    "penalty.Penalty.cap": Words("One employee pays at most {money} for one month.", "每人每月罚款最多 {money}。"),
    "penalty.Doubled.from": Words(
        "Fines are multiplied from lapse number {value} of the month on.", "自当月第 {value} 次起加倍处罚。"
    ),
    "penalty.Doubled.times": Words(
        "The fine of each of them is then due {value} times; it does not grow further.", "罚款为 {value} 倍，不再递增。"
    ),
    "penalty.Withhold.from": Words(
        "Performance pay may be withheld from lapse number {value} of the month on.",
        "自当月第 {value} 次起可扣发绩效。",
    ),
    "penalty.Withhold.least": Words(
        "At least {value} of the month's performance pay.", "扣发不少于当月绩效的 {value}。"
    ),
    "penalty.Withhold.most": Words("At most {value} of it.", "扣发最多 {value}。"),
    "penalty.Withhold.decided_by": Words("{value} decides within that range.", "在此范围内由 {value} 决定。"),
    "penalty.Fine.amount": Words("The fine is {money}.", "罚款 {money}。"),
    "penalty.Fine.per=file": Words("It is due once for a lapse.", "每次违规计一次。"),
    "penalty.Fine.per=item": Words("It is due for each item.", "按每项计。"),
    "penalty.Fine.on_top=true": Words(
        "It comes on top of other fines and is never multiplied.", "在其他罚款之外另加，不参与加倍。"
    ),
    "deadline.Deadline.within": Words("Within {value}.", "时限 {value}。"),
    "section.Purpose.expenses": Words(
        "These expenses are refused for a customer whose file does not suffice, or of whom it is not"
        " settled who he is: {value}.",
        "客户档案不全或身份未核清的，以下费用不予报销：{value}。",
    ),
    "section.Item.field": Words("To be filled in: {value}.", "须填写：{value}。"),
    "section.Item.paper": Words("The paper must be there: {value}.", "须有资料：{value}。"),
    "section.Item.format": Words("In the form: {value}.", "格式：{value}。"),
    "section.Item.role": Words(
        "The employee named must hold this role, or have held it: {value}.", "所填员工须担任或曾任：{value}。"
    ),
    "section.Item.several": Words(
        "Several values may stand in it, apart by {value}; each must have the form.",
        "可填多个值，分隔符 {value}；每个都须符合格式。",
    ),
    "section.Item.kinds": Words("For customers of the kinds {value}.", "适用客户类型：{value}。"),
    "section.Item.for": Words("Needed for: {value}.", "用途：{value}。"),
    "section.Item.when": Words("Only where {value}.", "仅当：{value}。"),
    "section.Item.weight": Words("It counts {value} times in completeness.", "完整度权重 {value}。"),
    "section.Item.optional=true": Words(
        "It need not be filled in; only its form is looked at.", "可不填；填写时只核对格式。"
    ),
    "section.Item.if_missing=undetermined": Words(
        "Where that cannot be told, it stays open whether the file suffices.", "无法判断时，档案是否齐全不能确定。"
    ),
    "section.Item.if_missing=ask": Words("Where that cannot be told, it is asked for.", "无法判断时，须提供。"),
    "section.Item.if_missing=skip": Words("Where that cannot be told, it is not asked for.", "无法判断时，不须提供。"),
    "rules.Access.unlisted": Words(
        "The columns and papers that no class lists belong to: {value}.", "未列明的栏目和资料归入：{value}。"
    ),
    "rules.Access.unlisted=hidden": Words(
        "Nobody sees the columns and papers that no class lists.", "未列明的栏目和资料，任何人不得查阅。"
    ),
    "rules.Access.conflict=refusal": Words(
        "Where one rule allows and another refuses, it is refused.", "一条允许、另一条禁止时，以禁止为准。"
    ),
    "rules.Access.conflict=grant": Words(
        "Where one rule allows and another refuses, it is allowed.", "一条允许、另一条禁止时，以允许为准。"
    ),
    "rules.Access.department_roles": Words(
        "These roles approve only for the department whose customer it is: {value}.",
        "以下岗位只能批准本部门客户的查阅：{value}。",
    ),
    "rules.Lending.at_most": Words(
        "Papers are lent for {value} at most, the day of lending not counted.", "资料借阅最长 {value}（借出当日不计）。"
    ),
    "rules.Retention.keep": Words(
        "Files are kept for {value} after the day the relation ended; before that none is destroyed.",
        "关系终止后档案保管 {value}，期满前不得销毁。",
    ),
    "rules.Retention.record=true": Words("A destruction is recorded.", "销毁须有记录。"),
    "rules.Retention.record=false": Words("A destruction needs no record.", "销毁无须记录。"),
    "rules.Inspection.every": Words(
        "Files are inspected {value} after the last inspection at the latest.", "档案最迟在上次检查后 {value} 再检查。"
    ),
    "rules.Leaks.remedied": Words("A leak is remedied within {value} of being found.", "泄密发现后 {value} 内补救。"),
    "rules.Leaks.reported": Words("It is reported within {value} of being found.", "发现后 {value} 内报告。"),
    "rules.Leaks.to": Words("It is reported to one of: {value}.", "报告给以下岗位之一：{value}。"),
    "rules.Refusal.operations": Words("Nobody may: {value}.", "任何人不得：{value}。"),
    "rules.Refusal.classes": Words("It is about the classes: {value}.", "资料等级：{value}。"),
    "rules.Refusal.except": Words("Except: {value}.", "除外：{value}。"),
    "rules.Refusal.where": Words("That holds only where {value}.", "仅当：{value}。"),
    "section.Identity.words": Words(
        "Company-form words that are left out of names: {value}.", "比较名称时去掉：{value}。"
    ),
    "section.Identity.largest_bucket": Words(
        "Up to {value} customers that share something are compared one by one; more are told together as a crowd.",
        "相同内容的客户不超过 {value} 个时逐一比较，超过的合并列出。",
    ),
    "section.Identity.stops": Words(
        "While a customer waits here for something to be settled, this does not go on: {value}.",
        "有事项待核清期间，不得办理：{value}。",
    ),
    "section.Identity.keys_apart": Words(
        "Numbers that are never a customer's code: {value}.", "不得与客户编码混用的号码：{value}。"
    ),
    "section.OwnName.of": Words("The holder of the account must be one of: {value}.", "户名须为其中之一：{value}。"),
    "section.OwnName.holder": Words("The holder stands in: {value}.", "户名所在栏目：{value}。"),
    "section.OwnName.account": Words("The account stands in: {value}.", "账号所在栏目：{value}。"),
    "section.Signing.within": Words(
        "Signed agreements come back within {value}; who has not signed by then is reminded.",
        "签好的合同须在 {value} 内收回，逾期未签的催办。",
    ),
    "section.Signing.copies": Words("There are {value} signed copies.", "签署 {value} 份。"),
    "section.Scheme.pattern": Words("It is made so: {value}.", "编码样式：{value}。"),
    "section.Scheme.by": Words("The day that decides its period: {value}.", "决定所属期间的日期：{value}。"),
    "section.Scheme.restarts=never": Words("The running number never begins anew.", "流水号不重新开始。"),
    "section.Scheme.restarts=month": Words(
        "The running number begins anew at 1 each month.", "流水号每月从 1 重新开始。"
    ),
    "section.Scheme.restarts=year": Words(
        "The running number begins anew at 1 each year.", "流水号每年从 1 重新开始。"
    ),
    "section.Scheme.per": Words("Numbers run apart for each: {value}.", "按以下分别编号：{value}。"),
    "section.Scheme.loose": Words(
        "This may have changed since a code was made, so any text stands for it: {value}.",
        "编码后可能变更、不作核对的内容：{value}。",
    ),
    "rules.Touch.done_when": Words(
        "A contact counts where its outcome is {value}, or where none is recorded.",
        "联系结果为以下之一或未写明的才算完成：{value}。",
    ),
    "rules.Touch.classed_every": Words(
        "Everybody is classed anew each {value}, by the figures through the day before it begins.",
        "每{value}重新定级，按其开始前一日的数值。",
    ),
    "rules.Touch.rest_days=next": Words(
        "A last day that is not worked moves to the next working day.", "最后一天逢休息日的，顺延至下一工作日。"
    ),
    "rules.Touch.rest_days=previous": Words(
        "A last day that is not worked moves to the working day before, or, where that lies before the"
        " first day, to the next one.",
        "最后一天逢休息日的，提前至前一工作日；该日早于首日的，顺延至下一工作日。",
    ),
    "rules.Touch.rest_days=keep": Words(
        "A last day that is not worked stays the last day.", "最后一天逢休息日的，不变。"
    ),
    "rules.Touch.measured_over": Words(
        "How far back it is told how many were made in time, and which were missed, from the day asked about: {value}.",
        "按时完成率和漏做的联系，按截至所问之日的 {value} 统计。",
    ),
    "rules.Satisfaction.target": Words(
        "Of the surveys that can be added up, at least {value} must not show a dissatisfied customer.",
        "可计总分的问卷中，至少 {value} 的结果不得为不满意。",
    ),
    "rules.KeyDuty.every": Words("Once in each calendar period of {value}.", "每 {value} 一次（按日历期间）。"),
    "rules.KeyDuty.by": Words("Done by: {value}.", "由以下人员：{value}。"),
    "rules.Protection.lasts": Words(
        "A registration keeps others away through {value} after its day.", "登记后保护 {value}（登记当日不计）。"
    ),
    "rules.Protection.renewed_by": Words(
        "As long as it lasts, contacts of its owner of these kinds renew it from their day on: {value}.",
        "保护期内负责人的以下接触，自接触之日起重新计算保护期：{value}。",
    ),
    "rules.Leads.first_contact": Words(
        "The owner must have made contact within {value} of the registration, the day itself not"
        " counted. Otherwise it keeps nobody away any more: a later registration counts, or the prospect"
        " goes to the pool.",
        "负责人须在登记后 {value} 内首次联系（登记当日不计），否则登记失效，由之后的登记接替，没有的归入公共池。",
    ),
    "rules.Leads.told": Words(
        "A customer is told who follows his owner within {value} of the owner's last day.",
        "负责人在任最后一天后 {value} 内，须告知客户由谁接替。",
    ),
    "rules.ReceptionClass.budget": Words(
        "A visit may cost {money} for each guest, gifts apart.", "按来宾人数每位 {money}（不含礼品）。"
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
        "Prospects of these origins go to the employee they name, or, where they name none who works"
        " with us, to whoever is on duty: {value}.",
        "以下来源的归其指定的员工，没有指定或所指定的人不在职的归当班人员：{value}。",
    ),
    "rules.Leads.done_when": Words(
        "A contact counts where its outcome is {value}, or where none is recorded.",
        "联系结果为以下之一或未写明的才算联系上：{value}。",
    ),
    "rules.Leads.important": Words("A prospect is important where {value}.", "重要的潜在客户：{value}。"),
    "rules.Leads.contacts": Words(
        "At least {value} of us must know an important prospect, its owner among them.",
        "重要的潜在客户至少须有我方 {value} 人认识（含负责人）。",
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
    "rules.Gifts.reported_to": Words(
        "An important gift is reported to one of: {value}.", "重要礼品须报告以下岗位之一：{value}。"
    ),
    "rules.Satisfaction.missing=refuse": Words(
        "A survey that lacks the answer to a question is not added up.", "有项目未回答的问卷不计总分。"
    ),
    "rules.Satisfaction.missing=zero": Words(
        "A question without an answer counts as if what was found were just what was expected.",
        "未回答的项目按感知与期望相等（差为零）计。",
    ),
    "rules.Satisfaction.missing=leave-out": Words(
        "A question without an answer is left out, and the others carry its weight.",
        "未回答的项目不计，权重由其他项目分担。",
    ),
    "rules.Satisfaction.measured_over": Words(
        "How far back surveys count, from the day asked about: {value}.", "计入截至所问之日 {value} 内的调查。"
    ),
    "rules.Scale.from": Words("The lowest answer is {value}.", "最低分 {value}。"),
    "rules.Scale.to": Words("The highest answer is {value}.", "最高分 {value}。"),
    "rules.Item.weight": Words("It is {value} of the whole.", "权重 {value}。"),
    "rules.Item.need": Words("It is about a need that is {value}.", "所属需求层次：{value}。"),
    "rules.Item.target": Words(
        "At least {value} of the answers to it must not show a dissatisfied customer.",
        "该项回答至少 {value} 不得为不满意。",
    ),
    "rules.KeyAccounts.who": Words(
        "Key accounts are the customers of whom this holds: {value}.", "符合以下条件的为大客户：{value}。"
    ),
    "rules.Department.from": Words(
        "From {value} key accounts on there must be a department of its own for them.",
        "大客户达到 {value} 家时须设专门部门。",
    ),
    "rules.Department.name": Words(
        "Its code in the lists of employees and departments: {value}.", "该部门在员工或部门名册中的代码：{value}。"
    ),
    "deadline.Exceptionally.within": Words("through {value} after that day.", "延至该日后 {value}。"),
    "deadline.Exceptionally.by": Words(
        "on the last of these days until {value}, if the time is on record.", "最后一天至 {value} 止（须有时间记录）。"
    ),
    "section.Format.standard": Words("As this standard asks: {value}.", "按以下标准校验：{value}。"),
    "section.Format.pattern": Words(
        "Of this form (a regular expression for the whole value): {value}.", "样式（整个值的正则表达式）：{value}。"
    ),
    "section.Format.any": Words("Of one of these forms: {value}.", "符合以下格式之一：{value}。"),
    "section.Sources.order": Words(
        "Sources that are compared, from the one that wins down: {value}.",
        "核对的来源，不一致时以在前者为准：{value}。",
    ),
    "section.Sources.if_missing=undetermined": Words(
        "Where no source but the customer's own record says anything, the answer stays open.",
        "除客户登记信息外没有任何来源的，暂不能确定。",
    ),
    "section.Sources.if_missing=skip": Words(
        "Where no source but the customer's own record says anything, nothing is asked.",
        "除客户登记信息外没有任何来源的，不作核对。",
    ),
    "section.SourceField.order": Words("For this field the order is: {value}.", "该字段的先后次序：{value}。"),
    "section.SourceField.as": Words("Compared as: {value}.", "比较方式：{value}。"),
    "section.ChangeRule.papers": Words("Papers that must come with it: {value}.", "须附资料：{value}。"),
    "section.ChangeRule.batch": Words(
        "It is entered on {value}, or the next working day if that is not worked.",
        "集中在{value}录入，逢休息日顺延至下一工作日。",
    ),
    "section.ChangeRule.tell": Words("Who is told of it as well: {value}.", "另须告知：{value}。"),
    "section.ChangeRule.on_call_day=true": Words(
        "They are told only where the change falls on the weekday on which the customer is called.",
        "仅当变更在客户的约定电话日时告知。",
    ),
    "section.ChangeRule.on_call_day=false": Words("They are told whatever the day.", "不论哪天均须告知。"),
    "rules.Holiday.named": Words(
        "It is the first day of {value} in each year of the calendar.", "工作日历中每年{value}的第一天。"
    ),
    "rules.Holiday.dates": Words("Its days: {value}.", "日期：{value}。"),
    "taken.Taken.from": Words("Each document among these is one: {value}.", "以下每一单据为一次：{value}。"),
    "taken.Taken.day": Words("Its day stands in: {value}.", "日期取自：{value}。"),
    "taken.Taken.kinds": Words("Only those of these kinds: {value}.", "只限以下类型：{value}。"),
    "taken.Taken.first=true": Words("Only the first one of each customer counts.", "只计每位客户的首次。"),
    "taken.Taken.first=false": Words("Each one counts.", "每次均计。"),
    "taken.Taken.flow": Words("Each case of this flow is one: {value}.", "以下流程的每个案件为一次：{value}。"),
    "taken.Taken.moves": Words("It happens with these moves: {value}.", "发生于以下步骤：{value}。"),
}
