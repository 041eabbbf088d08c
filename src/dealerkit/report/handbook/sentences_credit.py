"""Sentences for the keys of credit, collections, liability and offset; ``=true`` and ``=false`` are for those values.

``{value}`` is the value as people read it, ``{money}`` the same with the policy's currency.
"""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.handbook.sentences_checks import CHECK_SENTENCES
from dealerkit.report.handbook.sentences_collections import COLLECTION_SENTENCES
from dealerkit.report.languages import Words

CREDIT_SENTENCES: Mapping[str, Words] = {
    **CHECK_SENTENCES,
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
    "section.Credit.hold_for": Words(
        "That an order ships may be relied on for {value}, but no longer than the limit holds under which it ships.",
        "可发货的答复在 {value} 内有效，但不超过所依额度的有效期。",
    ),
    "limit.Limit.where": Words("It is for customers of whom this holds: {value}.", "适用客户：{value}。"),
    "limit.Limit.effective": Words("It holds {value}.", "有效期：{value}。"),
    "limit.Limit.for=group": Words(
        "The customers of a group share this limit; a condition must hold for every one of them.",
        "集团内的客户共用此额度；条件须对每一成员都成立。",
    ),
    "limit.Limit.for=customer": Words("It is the customer's own limit.", "额度归客户自己。"),
    "limit.Limit.group_kinds": Words("Kinds of groups that share it: {value}.", "共用额度的集团类型：{value}。"),
    "limit.Limit.fixed": Words("The limit is {money}.", "额度为 {money}。"),
    "limit.Limit.granted=true": Words(
        "The limit is what was granted by name and holds on the day; zero where nothing was.",
        "额度按单独批准且当日有效的金额；没有批准的为零。",
    ),
    "limit.Limit.unlimited=true": Words("There is no limit.", "不设额度上限。"),
    "limit.Limit.minimum": Words(
        "The limit is at least {money}, except for who pays before delivery.", "额度最低 {money}（款到发货的除外）。"
    ),
    "limit.Limit.maximum": Words("The limit is at most {money}.", "额度最高 {money}。"),
    "limit.Limit.step": Words(
        "At the very last the limit is rounded down to a multiple of {money}.", "最后将额度向下取整到 {money} 的倍数。"
    ),
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
    "limit.Average.divide_by=all-months": Words(
        "Months before the customer's first invoice are averaged in as well.", "首张发票之前的月份也计入平均。"
    ),
    "limit.Average.divide_by=months-traded": Words(
        "Months before the customer's first invoice are left out of the average.", "首张发票之前的月份不计入平均。"
    ),
    "limit.Score.points": Words(
        "The score is {value}; below the first bound the limit is zero.", "评分公式：{value}；低于第一档的额度为零。"
    ),
    "limit.Backed.by": Words("The limit is what is secured by {value}.", "额度按 {value} 的金额。"),
    "limit.Backed.share": Words("Of the secured amount, {value} counts.", "按担保金额的 {value}。"),
    "limit.Backed.cover=true": Words("Of each security only the covered share counts.", "每项担保只按其保障比例计。"),
    "limit.Backed.cover=false": Words("Each security counts in full.", "每项担保按全额计。"),
    "limit.Loads.open": Words(
        "Deliveries that may be unpaid at a time, the order and open orders that count with them: {value}.",
        "连同本单及计入的未发订单，同时未付清的批次最多 {value} 批。",
    ),
    "limit.Loads.value": Words("One load may be worth at most {money}.", "每批货值最多 {money}。"),
    "limit.Combined.take=least": Words(
        "The limit is the least of those named below, without temporary increases; one that is not for the customer, or"
        " sets no bound, is left out.",
        "额度取下列额度中最低者，不含临时额度；不适用或不设上限的不计。",
    ),
    "limit.Combined.take=greatest": Words(
        "The limit is the greatest of those named below that are for the customer, without temporary increases; where"
        " one of them sets no bound, there is none.",
        "额度取下列适用额度中最高者，不含临时额度；其中有不设上限的，即不设上限。",
    ),
    "limit.Combined.take=sum": Words(
        "The limit is the sum of those named below that are for the customer, without temporary increases; where one of"
        " them sets no bound, there is none.",
        "额度为下列适用额度之和，不含临时额度；其中有不设上限的，即不设上限。",
    ),
    "limit.Combined.of": Words("The limits: {value}.", "所取的额度：{value}。"),
    "limit.Opening.limit": Words(
        "A customer without an invoice has {money}, unless another opening limit was granted to him by name.",
        "没有开票记录的新客户，起始为 {money}；已单独核定起始额度的，按核定。",
    ),
    "limit.Opening.within": Words(
        "Where it is more, this still holds for {value} after the first invoice.",
        "起始额度较高时，首张发票后 {value} 内仍适用。",
    ),
    "limit.Opening.cash_first=true": Words(
        "A customer without an invoice pays before delivery, unless an opening limit was granted to him by name.",
        "没有开票记录的新客户款到发货；已单独核定起始额度的，按核定。",
    ),
    "limit.Temporary.way=add": Words(
        "A temporary increase is added to the limit, also beyond its maximum.", "临时额度加在额度之上，可超过最高额度。"
    ),
    "limit.Temporary.way=replace": Words(
        "A temporary limit takes the place of the limit where it is more, also beyond its maximum.",
        "临时额度较高时替代原额度，可超过最高额度。",
    ),
    "limit.Temporary.most": Words(
        "It raises the limit by at most {value} of what the limit is without it.", "最多使额度增加其 {value}。"
    ),
    "limit.Temporary.longest": Words(
        "One that is to hold for longer than {value} does not count at all.", "期限超过 {value} 的，不予计入。"
    ),
    "limit.Review.every": Words(
        "It is to be reviewed {value} after it was granted, unless the grant names a day.",
        "核定后 {value} 复核；核定时另定复核日的，按所定日期。",
    ),
    "limit.Sublimit.where": Words(
        "Only what stands under contracts of which this holds counts: {value}.", "只计以下合同项下的：{value}。"
    ),
    "limit.Sublimit.components": Words("What counts: {value}.", "计入：{value}。"),
    "limit.Sublimit.limit": Words("That may come to {money} at most.", "最多 {money}。"),
    "limit.Sublimit.share": Words("That may come to {value} of the limit at most.", "最多为额度的 {value}。"),
    "ladder.Ladder.count": Words(
        "Releases are counted over each calendar {value}, by the day they were signed.",
        "放行次数按自然{value}计，以签批日为准。",
    ),
    "ladder.Ladder.count=contract-year": Words(
        "Releases are counted over each year of the contract, by the day they were signed.",
        "放行次数按合同年计，以签批日为准。",
    ),
    "ladder.Ladder.count=ever": Words("Releases are counted once and for all.", "放行次数不分期，累计计算。"),
    "ladder.Step.when": Words("Only where {value}.", "条件：{value}。"),
    "ladder.Step.times": Words("How often in the period at most: {value}.", "每个计数期最多 {value} 次。"),
    "ladder.Step.after": Words("Only once the step {value} is used up.", "须先用完“{value}”。"),
    "ladder.Step.sign": Words("{value} signs.", "由 {value} 签批。"),
    "ladder.Step.second": Words("{value} signs as well.", "另由 {value} 会签。"),
    "ladder.Step.plan=false": Words("No repayment plan is asked for.", "不要求还款计划。"),
    "ladder.Step.authority": Words("The authority table {value} says who signs.", "签批人按权限表“{value}”。"),
    "ladder.Step.expires": Words("The signature can be used for {value} after its day.", "签批日之后 {value} 内有效。"),
    "ladder.Step.due=end-of-month": Words(
        "The shipment is to be paid by the end of the month in which it ships.", "该批货款应在发货当月月末前付清。"
    ),
    "ladder.Step.due=term": Words(
        "The shipment is to be paid within its days to pay, counted from the day it ships.",
        "该批货款应在发货之日起的账期内付清。",
    ),
    "ladder.Step.bad_debt=inside-limit": Words(
        "A bad debt under it is borne as one inside the limit.", "成为坏账的，按额度内坏账分担。"
    ),
    "ladder.Step.bad_debt=apart": Words(
        "A bad debt under it is borne by the rules for releases.", "成为坏账的，按放行的规定另行承担。"
    ),
    "ladder.Step.cash_first=true": Words("It ships once it is paid; nobody signs.", "款到发货，无须签批。"),
    "ladder.Step.plan=true": Words("A repayment plan is asked for what is over the limit.", "对超限部分须签还款计划。"),
    "ladder.Bound.below": Words("It must be less than {value} of the limit.", "须低于额度的 {value}。"),
    "ladder.Bound.up_to": Words("It may be {value} of the limit at most.", "不超过额度的 {value}。"),
    "ladder.Unpaid.from=signer": Words(
        "What is not paid by then is taken from who signed.", "届时未付部分向签字人扣收。"
    ),
    "ladder.Unpaid.from=signers": Words(
        "What is not paid by then is taken in equal parts from all who signed.", "届时未付部分向各签字人均摊扣收。"
    ),
    "ladder.Unpaid.share": Words("Of it, {value} is taken.", "扣收比例 {value}。"),
    **COLLECTION_SENTENCES,
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
