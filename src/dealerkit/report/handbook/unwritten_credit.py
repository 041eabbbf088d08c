"""What holds where a key of credit, collections and liability is not written."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.handbook.defaults import Unwritten
from dealerkit.report.languages import Words

CREDIT: Mapping[str, Unwritten] = {
    "eligibility.Requirement.otherwise": Unwritten(
        holds="cash-first",
        said=Words("Whoever does not meet it pays before delivery.", "不满足的，款到发货。"),
    ),
    "check.OfOldest.clock": Unwritten(
        holds="term", said=Words("Days beyond the payment term are counted.", "按超过账期的天数计。")
    ),
    "check.OfTerms.longer_than_contract": Unwritten(
        holds="true",
        said=Words(
            "It fails where the order agrees more days to pay than the contract.", "订单账期长于合同账期时不通过。"
        ),
    ),
    "exposure.ExposureRule.receivables": Unwritten(
        holds="add", said=Words("Added: what is invoiced and not paid.", "计入：应收账款。")
    ),
    "exposure.ExposureRule.delivered": Unwritten(
        holds="add", said=Words("Added: what is delivered and not invoiced.", "计入：已发未开票。")
    ),
    "exposure.ExposureRule.open_orders": Unwritten(
        holds="add", said=Words("Added: what is ordered and not delivered.", "计入：未发订单。")
    ),
    "exposure.ExposureRule.bills": Unwritten(
        holds="leave-out",
        said=Words("Not counted: bills of exchange that are held and not paid yet.", "不计：持有票据。"),
    ),
    "exposure.ExposureRule.deposits": Unwritten(
        holds="subtract", said=Words("Taken off: deposits that were paid in.", "扣减：保证金。")
    ),
    "exposure.ExposureRule.unapplied": Unwritten(
        holds="subtract", said=Words("Taken off: receipts that pay no invoice yet.", "扣减：未核销收款。")
    ),
    "limit.Rolling.returns": Unwritten(
        holds="subtract", said=Words("Credit notes of these days are taken off.", "扣除其间的贷项凭证。")
    ),
    "limit.Average.divide_by": Unwritten(
        holds="all-months",
        said=Words(
            "Months before the customer's first invoice are averaged in as well.", "首张发票之前的月份也计入平均。"
        ),
    ),
    "limit.Backed.cover": Unwritten(
        holds="true",
        said=Words("Of each security only the covered share counts.", "每项担保只按其保障比例计。"),
    ),
    "limit.Limit.group_kinds": Unwritten(
        holds="control",
        said=Words("Such groups are those under common control.", "集团指同一控制人下的客户。"),
        only={"for": "group"},
    ),
    "limit.Loads.open": Unwritten(
        holds="1",
        said=Words(
            "Deliveries that may be unpaid at a time, the order and open orders that count with them: 1.",
            "连同本单及计入的未发订单，同时未付清的批次最多 1 批。",
        ),
    ),
    "limit.Temporary.way": Unwritten(
        holds="add",
        said=Words(
            "A temporary increase is added to the limit, also beyond its maximum.",
            "临时额度加在额度之上，可超过最高额度。",
        ),
    ),
    "limit.Sublimit.components": Unwritten(
        holds="receivables, delivered, open_orders",
        said=Words(
            "What counts: invoiced and not paid, delivered and not invoiced, ordered and not delivered.",
            "计入：应收账款、已发未开票、未发订单。",
        ),
    ),
    "ladder.Ladder.count": Unwritten(
        holds="year", said=Words("Releases are counted over each calendar year.", "放行次数按自然年计。")
    ),
    "ladder.Step.times": Unwritten(
        said=Words("It may be used any number of times.", "次数不限。"), unless=("cash_first",)
    ),
    "ladder.Step.expires": Unwritten(
        said=Words("The signature stays usable until the order ships.", "签批在该订单发货前一直有效。"),
        unless=("cash_first",),
    ),
    "ladder.Step.bad_debt": Unwritten(
        holds="inside-limit",
        said=Words("A bad debt under it is borne as one inside the limit.", "成为坏账的，按额度内坏账分担。"),
        unless=("cash_first",),
    ),
    "ladder.Unpaid.from": Unwritten(
        holds="signer",
        said=Words("What is not paid by then is taken from who signed.", "届时未付部分向签字人扣收。"),
    ),
    "section.Liability.over": Unwritten(
        holds="shipment",
        said=Words(
            "Of a shipment that goes beyond the limit, all of it counts as over the limit.", "超限的一批，整批算超限。"
        ),
    ),
    "section.Liability.partly": Unwritten(
        holds="in-proportion",
        said=Words(
            "Where only a part of such a shipment is lost, the loss is split in proportion to what was inside and over"
            " the limit.",
            "该批只损失一部分的，按额度内、超限两部分的比例划分。",
        ),
        only={"over": "excess"},
    ),
    "section.BearingRule.when": Unwritten(
        said=Words("It holds for every loss that no rule above decides.", "适用于以上各条未涉及的所有损失。")
    ),
    "section.Bearer.share": Unwritten(
        said=Words(
            "No shares are stated: all of it is borne, in equal parts where they are several.",
            "未写明比例：全部承担，多人的均摊。",
        )
    ),
    "ageing_rule.AgeingRule.by": Unwritten(
        holds="due",
        said=Words(
            "Age is counted in days since payment was due; what has no due date stands apart.",
            "账龄自到期日起算；没有到期日的单列。",
        ),
    ),
    "ageing_rule.AgeingRule.credits": Unwritten(
        holds="own-bucket",
        said=Words(
            "Credit notes are aged like debts; receipts that pay no invoice yet stand apart.",
            "贷项凭证按其自身账龄归段；未核销收款单列。",
        ),
    ),
    "ageing_rule.AgeingRule.disputed": Unwritten(
        holds="included",
        said=Words("What customers dispute stands in its bucket like the rest.", "有争议的款项照常归段。"),
    ),
    "ageing_rule.Bucket.above": Unwritten(cell=Words("all that is younger", "其余较短的"), unless=("at",)),
    "ageing_rule.Bucket.at": Unwritten(cell=Words("all that is younger", "其余较短的"), unless=("above",)),
    "pace.SimpleDso.days": Unwritten(
        said=Words("The days are those of the calendar through the day.", "天数为截至当日的日历天数。")
    ),
    "pace.CountBack.longest": Unwritten(
        holds="24", said=Words("Month by month backwards, 24 months at most.", "逐月倒推，最多 24 个月。")
    ),
    "pace.CountBack.month_of": Unwritten(
        said=Words("Every month counts with its calendar days.", "每月按日历天数计。")
    ),
    "pace.TurnoverRule.average": Unwritten(
        holds="opening-closing",
        said=Words(
            "Receivables are averaged of what was owed before the first day and on the last.",
            "平均应收取期初、期末余额的平均数。",
        ),
    ),
    "pace.DsoRule.rounding": Unwritten(said=Words("Days are rounded to tenths, half up.", "天数四舍五入到 0.1。")),
    "pace.TurnoverRule.rounding": Unwritten(said=Words("It is rounded to tenths, half up.", "四舍五入到 0.1。")),
    "dunning_rule.DunningRule.skip": Unwritten(
        holds="false",
        said=Words("No level is passed over: an item moves up one level a letter.", "不得越级：每发一函只升一级。"),
    ),
    "dunning_rule.DunningRule.disputed": Unwritten(
        holds="leave-out", said=Words("What is disputed is not dunned.", "有争议的部分不催。")
    ),
    "dunning_rule.DunningRule.in_plan": Unwritten(
        holds="leave-out",
        said=Words(
            "What was owed when a repayment plan was agreed is not dunned while the plan runs and is not broken.",
            "签还款计划时已欠的款项，在计划期内且未违约时不催。",
        ),
    ),
    "dunning_rule.DunningRule.credits": Unwritten(
        holds="take-off",
        said=Words(
            "Credit notes and receipts that pay no invoice yet are taken off what a letter asks for.",
            "函内金额扣除贷项凭证和未核销收款。",
        ),
    ),
    "dunning_rule.DunningRule.level": Unwritten(
        holds="sent",
        said=Words(
            "The customer's dunning level is the highest of which a letter was sent.",
            "客户的催收级别以已发函的最高级为准。",
        ),
    ),
    "dunning_rule.DunningLevel.fee": Unwritten(holds="0", cell=Words("0", "0")),
    "dunning_rule.DunningLevel.interest": Unwritten(holds="true", cell=Words("yes", "是")),
    "dunning_rule.Interest.year_of": Unwritten(
        holds="365", said=Words("A year has 365 days.", "一年按 365 天计。"), only={"per": "year"}
    ),
    "dunning_rule.Interest.beyond_grace": Unwritten(
        holds="false",
        said=Words(
            "Every day overdue counts, those of the grace as well; the day it was due does not.",
            "逾期各日均计（含宽限期内），到期当日不计。",
        ),
    ),
    "provision_rule.Provision.where": Unwritten(
        said=Words("It is for every customer who is not named above.", "适用于以上未涉及的所有客户。")
    ),
    "provision_rule.FlowRate.every": Unwritten(holds="month", said=Words("A step is a month.", "每步为一个月。")),
    "provision_rule.FlowRate.average": Unwritten(
        holds="weighted",
        said=Words(
            "The rate is all that moved over all that could have moved.", "迁徙率为各步实际迁徙总额除以可能迁徙总额。"
        ),
    ),
    "provision_rule.FlowRate.loss_share": Unwritten(
        holds="1", said=Words("All of what is lost does not come back.", "损失部分视为全部不能收回。")
    ),
    "rules.ForecastRule.history": Unwritten(
        said=Words("All receipts make up the habit.", "习惯取全部收款。"), only={"by": "habit"}
    ),
    "rules.ForecastRule.look_back": Unwritten(
        holds="3",
        said=Words("The plan is held against what came in for 3 months back.", "与此前 3 个月的实际回款对照。"),
    ),
}
