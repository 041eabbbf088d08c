"""Sentences for the keys of credit, collections, liability and offset; ``=true`` and ``=false`` are for those values.

``{value}`` is the value as people read it, ``{money}`` the same with the policy's currency.
"""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.languages import Words

CREDIT_SENTENCES: Mapping[str, Words] = {
    "section.Credit.amounts=gross": Words(
        "Amounts between us and the customer include value added tax.", "与客户的往来金额均含税。"
    ),
    "section.Credit.amounts=net": Words(
        "Amounts between us and the customer are without value added tax.", "与客户的往来金额均不含税。"
    ),
    "section.Credit.payment_days": Words(
        "Where neither invoice nor contract says otherwise, the customer has {value} days to pay.",
        "发票和合同都未写明时，账期为 {value} 天。",
    ),
    "section.Credit.hold_for": Words("An answer may be relied on for {value}.", "答复在 {value} 内有效。"),
    "eligibility.Requirement.when": Words("Required: {value}.", "须满足：{value}。"),
    "eligibility.Requirement.otherwise": Words("Otherwise: {value}.", "否则：{value}。"),
    "eligibility.Requirement.to": Words("It is then referred to {value}.", "报 {value} 决定。"),
    "eligibility.Requirement.plan=true": Words(
        "Whoever does not meet it also signs a repayment plan.", "不满足的还须签还款计划。"
    ),
    "eligibility.Requirement.plan=false": Words("No repayment plan is asked for.", "不要求还款计划。"),
    "eligibility.Requirement.if_missing=refuse": Words(
        "Where that is not known, it counts as not met.", "情况不明时视为不满足。"
    ),
    "eligibility.Requirement.if_missing=undetermined": Words(
        "Where that is not known, the order stays undetermined.", "情况不明时暂不能确定。"
    ),
    "limit.Limit.where": Words("It is for customers of whom this holds: {value}.", "适用客户：{value}。"),
    "limit.Limit.effective": Words("It holds {value}.", "有效期：{value}。"),
    "limit.Limit.for=group": Words(
        "The customers of a group under common control share this limit.", "同一控制人下的客户共用此额度。"
    ),
    "limit.Limit.for=customer": Words("It is the customer's own limit.", "额度归客户自己。"),
    "limit.Limit.group_kinds": Words("Kinds of groups that share it: {value}.", "共用额度的集团类型：{value}。"),
    "limit.Limit.fixed": Words("The limit is {money}.", "额度为 {money}。"),
    "limit.Limit.granted=true": Words(
        "The limit is what was granted to the customer by name.", "额度按对该客户单独批准的金额。"
    ),
    "limit.Limit.unlimited=true": Words("There is no limit.", "不设额度上限。"),
    "limit.Limit.minimum": Words("The limit is never below {money}.", "额度不低于 {money}。"),
    "limit.Limit.maximum": Words("The limit is never above {money}.", "额度最高 {money}。"),
    "limit.Limit.step": Words("The limit is rounded down to a multiple of {value}.", "额度向下取整到 {value} 的倍数。"),
    "limit.Limit.only_in=true": Words(
        "It only serves in a combined limit and is nobody's limit by itself.", "仅用于组合额度，不单独作为客户的额度。"
    ),
    "limit.Rolling.days": Words(
        "The limit is what was invoiced in the {value} days before; the day itself is not counted.",
        "额度为此前 {value} 天的开票额，当日不计。",
    ),
    "limit.Rolling.share": Words("Of that, {value} is the limit.", "取其 {value}。"),
    "limit.Rolling.returns=subtract": Words("Credit notes of these days are taken off.", "扣除其间的贷项凭证。"),
    "limit.Rolling.returns=leave-out": Words("Credit notes of these days are left out.", "其间的贷项凭证不计。"),
    "limit.Average.months": Words(
        "The limit goes by average sales of the {value} whole months before.", "按此前 {value} 个整月的月均销售额。"
    ),
    "limit.Average.share": Words("Of the monthly average, {value} is the limit.", "额度为月均的 {value}。"),
    "limit.Average.divide_by": Words("Divided by: {value}.", "除数：{value}。"),
    "limit.Score.points": Words("The score is {value}.", "评分公式：{value}。"),
    "limit.Backed.by": Words("The limit is what is secured by {value}.", "额度按 {value} 的金额。"),
    "limit.Backed.share": Words("Of the secured amount, {value} counts.", "按担保金额的 {value}。"),
    "limit.Loads.open": Words("Deliveries that may be unpaid at a time: {value}.", "同时未结清的批次最多 {value} 批。"),
    "limit.Loads.value": Words("One load may be worth at most {money}.", "每批货值最多 {money}。"),
    "limit.Combined.take": Words("Of the limits named, this is taken: {value}.", "多个额度的取法：{value}。"),
    "limit.Combined.of": Words("The limits: {value}.", "所取的额度：{value}。"),
    "limit.Opening.limit": Words(
        "A customer without history begins with {money}.", "没有交易记录的新客户，起始为 {money}。"
    ),
    "limit.Opening.within": Words(
        "Where it is more, this still holds for {value} after the first invoice.",
        "起始额度较高时，首张发票后 {value} 内仍适用。",
    ),
    "limit.Opening.cash_first=true": Words("A customer without history pays before delivery.", "新客户款到发货。"),
    "limit.Temporary.way=add": Words("A temporary increase is added to the limit.", "临时额度加在额度之上。"),
    "limit.Temporary.way=replace": Words(
        "A temporary limit takes the place of the limit where it is more.", "临时额度较高时替代原额度。"
    ),
    "limit.Temporary.most": Words("It may be at most {value} of the limit.", "最多为额度的 {value}。"),
    "limit.Temporary.longest": Words("It may hold for {value} at most.", "最长 {value}。"),
    "limit.Review.every": Words("It is reviewed every {value}.", "每 {value} 复核一次。"),
    "check.Check.condition": Words("The check fails where {value}.", "出现以下情况时不通过：{value}。"),
    "check.Check.then=block": Words("Then nothing is shipped.", "结果：停止发货。"),
    "check.Check.then=refer": Words("Then the order is referred.", "结果：订单报批。"),
    "check.Check.then=warn": Words("Then the order desk is warned, and the order goes on.", "结果：提醒，不影响发货。"),
    "check.Check.then=off": Words("In general the check does not apply.", "结果：一般不适用。"),
    "check.Check.then=cash-first": Words("Then it ships once it is paid.", "结果：款到发货。"),
    "check.Check.then=over-limit": Words("Then the steps for orders over the limit apply.", "结果：按超限步骤处理。"),
    "check.Check.to": Words("It is referred to {value}.", "报 {value}。"),
    "check.Check.if_missing": Words("Where that is not known: {value}.", "情况不明时：{value}。"),
    "check.OfLimit.above": Words(
        "It fails where more than {value} of the limit is used.", "占用超过额度的 {value} 时不通过。"
    ),
    "check.OfLimit.at": Words("It fails once {value} of the limit is used.", "占用达到额度的 {value} 时不通过。"),
    "check.OfLimit.horizon": Words(
        "Open orders wanted later than {value} after the day do not count.", "要货日在 {value} 之后的未发订单不计。"
    ),
    "check.OfAmount.above": Words("It fails above {money}.", "超过 {money} 时不通过。"),
    "check.OfAmount.at": Words("It fails from {money} on.", "达到 {money} 时不通过。"),
    "check.OfShare.above": Words("It fails above {value}.", "超过 {value} 时不通过。"),
    "check.OfShare.at": Words("It fails from {value} on.", "达到 {value} 时不通过。"),
    "check.OfShare.grace": Words("What is overdue counts after {value} more days.", "逾期再宽限 {value} 天后才计。"),
    "check.OfAmount.grace": Words("What is overdue counts after {value} more days.", "逾期再宽限 {value} 天后才计。"),
    "check.OfOldest.clock=term": Words("Days beyond the payment term are counted.", "按超过账期的天数计。"),
    "check.OfOldest.clock=invoice": Words("Days since the invoice are counted.", "按开票以来的天数计。"),
    "check.OfOldest.clock=due": Words("Days since it was due are counted.", "按到期以来的天数计。"),
    "check.OfOldest.above": Words(
        "It fails where the oldest open item has more than {value} days.", "最早未清款超过 {value} 天时不通过。"
    ),
    "check.OfOldest.at": Words("It fails from day {value} on.", "自第 {value} 天起不通过。"),
    "check.OfOldest.grace": Words("{value} more days are let pass.", "另宽限 {value} 天。"),
    "check.OfOldest.least": Words("Items below {money} are not looked at.", "低于 {money} 的不看。"),
    "check.OfCount.above": Words("It fails above {value}.", "超过 {value} 时不通过。"),
    "check.OfCount.at": Words("It fails from {value} on.", "达到 {value} 时不通过。"),
    "check.OfTerms.changed_within": Words(
        "It fails where the contract's days to pay were changed within the last {value}.",
        "合同账期在最近 {value} 内变更过时不通过。",
    ),
    "check.OfTerms.longer_than_contract=true": Words(
        "It fails where the order agrees more days to pay than the contract.", "订单账期长于合同账期时不通过。"
    ),
    "check.OfReview.grace": Words("{value} more days are let pass.", "另宽限 {value} 天。"),
    "check.OfStatus.blocked": Words(
        "It fails where the customer's status is {value}.", "客户状态为 {value} 时不通过。"
    ),
    "check.Level.dealers": Words("For the dealers {value}.", "适用经销商：{value}。"),
    "check.Level.where": Words("For customers of whom this holds: {value}.", "适用客户：{value}。"),
    "check.Level.then=off": Words("The check does not apply to them.", "本项不适用于他们。"),
    "check.Level.then": Words("For them: {value}.", "对他们：{value}。"),
    "check.Level.to": Words("It is referred to {value}.", "报 {value}。"),
    "ladder.Ladder.count": Words("Releases are counted over each {value}.", "放行次数按每{value}计。"),
    "ladder.Step.when": Words("Only where {value}.", "条件：{value}。"),
    "ladder.Step.times": Words("How often in the period at most: {value}.", "每个计数期最多 {value} 次。"),
    "ladder.Step.after": Words("Only once the step {value} is used up.", "须先用完“{value}”。"),
    "ladder.Step.sign": Words("{value} signs.", "由 {value} 签批。"),
    "ladder.Step.second": Words("{value} signs as well.", "另由 {value} 会签。"),
    "ladder.Step.authority": Words("The authority table {value} says who signs.", "签批人按权限表“{value}”。"),
    "ladder.Step.expires": Words("The signature can be used for {value}.", "签批后 {value} 内有效。"),
    "ladder.Step.due": Words("The shipment is paid by: {value}.", "该批货款付清期限：{value}。"),
    "ladder.Step.bad_debt=inside-limit": Words(
        "A bad debt under it is borne as one inside the limit.", "成为坏账的，按额度内坏账分担。"
    ),
    "ladder.Step.bad_debt=apart": Words(
        "A bad debt under it is borne by the rules for releases.", "成为坏账的，按放行的规定另行承担。"
    ),
    "ladder.Step.cash_first=true": Words("It ships once it is paid; nobody signs.", "款到发货，无须签批。"),
    "ladder.Step.plan=true": Words("A repayment plan is asked for what is over the limit.", "对超限部分须签还款计划。"),
    "ladder.Bound.below": Words("It must be less than {value} of the limit.", "须低于额度的一定比例：{value}。"),
    "ladder.Bound.up_to": Words("It may be {value} of the limit at most.", "不超过额度的 {value}。"),
    "ladder.Unpaid.from=signer": Words("What is unpaid is taken from who signed.", "未付部分向签字人扣收。"),
    "ladder.Unpaid.from=signers": Words("What is unpaid is taken from all who signed.", "未付部分向各签字人扣收。"),
    "ladder.Unpaid.share": Words("Of it, {value} is taken.", "扣收比例 {value}。"),
    "rules.InstalmentRule.grace": Words(
        "An instalment is overdue only {value} days after its day.", "分期款到期后 {value} 天内不算逾期。"
    ),
    "rules.RepaymentRule.broken_after": Words(
        "A repayment plan is broken once an instalment is more than {value} late.", "任一期逾期超过 {value} 即为违约。"
    ),
    "rules.RepaymentRule.broken_at": Words(
        "It is broken as well once {value} instalments are late at the same time.", "同时有 {value} 期逾期也算违约。"
    ),
    "rules.ForecastRule.by=habit": Words(
        "Open items are expected as many days after they are due as the customer pays on average.",
        "未清款按到期日加该客户平均迟付天数预计。",
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
    "ageing_rule.AgeingRule.by=due": Words("Age is counted in days since payment was due.", "账龄自到期日起算。"),
    "ageing_rule.AgeingRule.by=invoice": Words("Age is counted in days since the invoice.", "账龄自开票日起算。"),
    "pace.SimpleDso.months": Words(
        "Receivables over the sales of {value} months, times the days.",
        "应收除以 {value} 个月销售额再乘以天数。",
    ),
    "pace.SimpleDso.days": Words("The period counts as {value} days.", "期间按 {value} 天计。"),
    "pace.CountBack.longest": Words(
        "Month by month backwards, {value} months at most.", "逐月倒推，最多 {value} 个月。"
    ),
    "pace.CountBack.month_of": Words("Every month counts as {value} days.", "每月按 {value} 天计。"),
    "pace.TurnoverRule.months": Words(
        "How often receivables turn over is told over {value} months.", "应收周转次数按 {value} 个月计算。"
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
    "dunning_rule.DunningRule.skip=false": Words("No level is passed over.", "不得越级发函。"),
    "provision_rule.Provision.where": Words("For customers of whom this holds: {value}.", "适用客户：{value}。"),
    "provision_rule.Provision.rates": Words("Set aside by age of the debt: {value}.", "按账龄计提：{value}。"),
    "section.Liability.over=shipment": Words(
        "Of a shipment that goes beyond the limit, all of it counts as over the limit.", "超限的一批，整批算超限。"
    ),
    "section.Liability.over=excess": Words(
        "Of a shipment that goes beyond the limit, only the excess counts as over it.",
        "超限的一批，只有超出部分算超限。",
    ),
    "section.BearingRule.when": Words("It holds where {value}.", "适用情形：{value}。"),
    "section.BearingRule.legal_action=true": Words(
        "Legal action against the persons is reserved beside it.", "并保留对当事人的诉讼权利。"
    ),
    "limit.OffsetLimit.share": Words(
        "Earned rebates may pay at most {value} of the base below; what is left carries forward.",
        "返利最多支付下列金额的 {value}，其余结转。",
    ),
    "limit.OffsetLimit.base": Words("The share is of: {value}.", "比例的基数：{value}。"),
    "limit.OffsetLimit.step": Words("What is used is rounded down to {value}.", "所用金额向下取整到 {value}。"),
    "limit.OffsetLimit.payouts": Words(
        "Only rebates paid in these ways can pay orders: {value}.", "可用于冲抵的返利支付方式：{value}。"
    ),
    "limit.OffsetLimit.except": Words(
        "Rebates of these programmes pay no orders: {value}.", "不得用于冲抵的方案：{value}。"
    ),
    "limit.OffsetExpiry.after": Words(
        "Where a programme does not say, a credit's time starts from: {value}.", "方案未写明时，有效期起算点：{value}。"
    ),
    "limit.OffsetExpiry.within": Words("It can then be used for {value}.", "此后 {value} 内可用。"),
    "stacking.Stacking.rule=sum": Words(
        "On the same purchases every one of these programmes pays in full.",
        "同一批进货上，各方案都按自己的规定足额计返。",
    ),
    "stacking.Stacking.rule=best-of": Words(
        "On the same purchases only the programme that pays most pays.", "同一批进货上，只付返利最高的方案。"
    ),
    "stacking.Stacking.rule=ordered": Words(
        "On the same purchases they pay one after the other, later ones on less.",
        "同一批进货上依次计返，后者按扣减后的基数。",
    ),
    "stacking.Stacking.rule=exclusive": Words(
        "On the same purchases only the first listed that pays anything is paid.",
        "同一批进货上，只付排列在前、且有返利可付的第一个方案。",
    ),
    "stacking.Stacking.programmes": Words("The programmes: {value}.", "方案：{value}。"),
}
