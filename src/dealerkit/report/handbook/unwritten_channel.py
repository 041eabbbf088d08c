"""What holds where a key of contracts, customers and scoring is not written."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.handbook.defaults import Unwritten
from dealerkit.report.languages import Words

_ANYBODY = Words("anybody", "任何人")
_ALL_MOVES = Words("all kinds", "所有类型")
_CONTRACTS: Mapping[str, Unwritten] = {
    "kind.Kind.renewal": Unwritten(said=Words("It ends when its time is over.", "到期终止，不自动续签。")),
    "kind.Renewal.notice": Unwritten(
        said=Words("Notice counts through the last day.", "最后一天（含）之前通知均有效。"), only={"by": "itself"}
    ),
    "kind.Deposit.amounts": Unwritten(
        said=Words("The deposit is what the contract states.", "保证金以合同所写金额为准。")
    ),
    "kind.Deposit.offset": Unwritten(said=Words("Nothing may be set off against it.", "不得从中扣除任何款项。")),
    "kind.Deposit.return_after": Unwritten(
        said=Words("It may be returned from the day after the contract's last day on.", "合同最后一天的次日起可退还。")
    ),
    "rule.TerritoryRule.kinds": Unwritten(
        said=Words(
            "Contracts of all kinds are looked at. Where two of them are about the same territory and products and one"
            " of them is exclusive, they clash unless a split is on record.",
            "核对所有类型的合同。两份合同的地区和产品重叠、且其中一份为独家的，除有拆分记录外视为冲突。",
        )
    ),
    "rule.TerritoryRule.splits": Unwritten(
        said=Words("An exclusive territory may not be split.", "独家地区不得拆分。")
    ),
    "rule.GapRule.kind": Unwritten(
        said=Words(
            "The largest territories that no contract covers, in whole or in part, are listed.",
            "列出没有任何合同覆盖（全部或部分）的最大范围的地区。",
        )
    ),
    "rule.GapRule.products": Unwritten(
        said=Words("A contract for any product will do there.", "有任一产品的合同即可。")
    ),
    "rule.StoreRule.beyond_when": Unwritten(said=Words("He may never serve more.", "一律不得超过。")),
    "rule.StoreRule.channel": Unwritten(said=Words("Outlets of every channel count.", "各渠道的门店均计入。")),
    "rule.StoreRule.kinds": Unwritten(
        said=Words("Everybody who serves an outlet is looked at.", "核对所有负责门店的客户。")
    ),
    "rule.StoreRule.capital": Unwritten(said=Words("His capital is not looked at.", "不核对其资金。")),
    "rule.Level.role": Unwritten(said=Words("Anybody may grant these levels.", "任何人均可批准。"), cell=_ANYBODY),
    "rule.SoldRule.kinds": Unwritten(
        said=Words("Lines of all kinds are held against what was approved.", "核对所有类型的明细行。")
    ),
    "rule.PriceRule.sold": Unwritten(
        said=Words("What was invoiced is not held against what was approved.", "已开票的价格不与批准情况核对。")
    ),
    "rule.StockRule.kinds": Unwritten(said=Words("Stock of every kind counts.", "各类库存均计入。")),
    "section.Goods.same_moment": Unwritten(
        holds="in-first",
        said=Words(
            "Of movements at the same moment, what comes in counts first.", "同一时刻的移动，先计入库再计出库。"
        ),
    ),
    "section.Count.two_people": Unwritten(
        holds="true", said=Words("One person counts and another one reconciles.", "一人盘点，另一人核对。")
    ),
    "section.Posting.kinds": Unwritten(
        said=Words("That holds for movements of all kinds.", "适用于所有类型的移动。"), cell=_ALL_MOVES
    ),
    "section.ReportRule.kinds": Unwritten(
        said=Words("They are about movements of all kinds.", "报告涉及所有类型的移动。"), cell=_ALL_MOVES
    ),
    "section.Dangerous.where": Unwritten(
        said=Words("An order is dangerous only where it says so.", "只有订单注明的才是危险品。")
    ),
    "section.Dangerous.role": Unwritten(
        said=Words("It is taken only with a declaration; anybody may sign it.", "须附有签字的申报单，签字人不限。")
    ),
    "section.Returns.counts_day_zero": Unwritten(
        holds="false", said=Words("The day from which time is counted is not itself counted.", "起算日不计入期限。")
    ),
    "section.Returns.different_hands": Unwritten(
        holds="true", said=Words("Each step is done by another person.", "各步骤须由不同的人办理。")
    ),
    "section.ReturnRule.asked": Unwritten(
        said=Words("They hold whatever is asked for: return, exchange or repair.", "退货、换货、维修均适用。"),
        cell=Words("anything", "不限"),
    ),
    "section.ReturnRule.within": Unwritten(
        said=Words("It may be asked for at any time.", "申请时间不限。"), cell=Words("any time", "不限")
    ),
    "section.ReturnRule.if_missing": Unwritten(
        holds="undetermined",
        said=Words("Where a fact that a rule needs is missing, nothing is decided.", "规则所需资料缺失时，不作决定。"),
        cell=Words("nothing is decided", "不作决定"),
    ),
    "section.ReturnRule.granted": Unwritten(
        holds="accept",
        said=Words("Once that is signed, the goods are taken back and credited.", "签批后接受退货并贷记。"),
        cell=Words("taken back and credited", "接受退货并贷记"),
        only={"then": "refer"},
    ),
    "section.PathStep.role": Unwritten(said=Words("Anybody may do it.", "任何人均可办理。"), cell=_ANYBODY),
    "section.Duties.in_stead": Unwritten(
        holds="both",
        said=Words(
            "Where somebody does a step for somebody else, both have done it.", "代他人办理的步骤，双方都算办理过。"
        ),
    ),
}
_CUSTOMERS: Mapping[str, Unwritten] = {
    "section.Item.for": Unwritten(
        said=Words("It is needed for every purpose.", "各项用途均须有。"), unless=("optional",)
    ),
    "section.Comparison.near": Unwritten(
        holds="0", said=Words("Only values that are equal count.", "只比较完全相同的。"), cell=Words("none", "无")
    ),
    "section.Sources.if_missing": Unwritten(
        holds="undetermined",
        said=Words(
            "Where no source but the customer's own record says anything, the answer stays open.",
            "除客户登记信息外没有任何来源的，暂不能确定。",
        ),
    ),
    "section.Scheme.per": Unwritten(said=Words("Numbers run through for all of them.", "全部统一编号。")),
    "rules.Grant.approval": Unwritten(
        said=Words("Nobody has to approve.", "均无须批准。"), cell=Words("nobody", "无须批准")
    ),
    "rules.Refusal.classes": Unwritten(
        holds="all", said=Words("That holds for every part of a file.", "适用于档案的所有内容。")
    ),
    "rules.Access.lending": Unwritten(said=Words("For how long papers are lent is not limited.", "资料借阅时间不限。")),
    "rules.Reception.gifts": Unwritten(said=Words("No gifts are allowed.", "不得送礼。")),
    "rules.Companions.or_more": Unwritten(
        holds="false", said=Words("There may not be more of us.", "不得更多。"), cell=Words("no", "否")
    ),
    "rules.KeyDuty.by": Unwritten(said=Words("Anybody may do it.", "任何人均可。"), cell=_ANYBODY),
    "rules.Protection.renewed_by": Unwritten(said=Words("Nothing renews it.", "不得延续。")),
    "rules.Leads.done_when": Unwritten(
        said=Words(
            "A contact counts where its outcome counts in the plan of contacts, or where none is recorded; without"
            " such a plan every contact counts.",
            "联系结果按客户联系计划的标准算，未写明结果的也算；没有联系计划的，任何联系都算。",
        )
    ),
    "rules.Assign.at_most": Unwritten(
        said=Words("Somebody may have any number of open prospects.", "未结潜在客户数不限。")
    ),
}
_SCORING: Mapping[str, Unwritten] = {
    "card.Item.below": Unwritten(
        holds="0",
        said=Words("Below the first bound there are no points.", "低于第一档得零分。"),
        unless=("steps", "points"),
    ),
    "card.Item.otherwise": Unwritten(
        said=Words("Where no step holds, its figure counts as not known.", "都不符合时视为没有数据。"),
        unless=("bands", "points"),
    ),
    "card.Peers.including_own": Unwritten(
        holds="false", said=Words("One's own value is not among them.", "同类不含本人。")
    ),
    "card.ScoreRounding.mode": Unwritten(holds="half-up", said=Words("A half is rounded up.", "逢半进位。")),
    "card.Scorecard.rounding": Unwritten(said=Words("The score is not rounded.", "得分不取整。")),
    "card.Minimum.grade": Unwritten(said=Words("Who has less gets no grade.", "达不到前提的不评级。")),
    "card.Gate.if_missing": Unwritten(
        said=Words(
            "Where it cannot be told whether one of them holds, and it would lower the grade, there is no grade.",
            "无法判断是否适用、且适用会降低评级的，不评级。",
        ),
        cell=Words("no grade, where it would lower it", "会降低评级的，不评级"),
    ),
    "card.History.downgrade_after": Unwritten(
        holds="1", said=Words("A grade falls after the first period below it.", "一期低于现级即降级。")
    ),
    "card.History.upgrade_after": Unwritten(
        holds="1", said=Words("A grade rises after the first period above it.", "一期高于现级即升级。")
    ),
    "rfm.Part.below": Unwritten(
        said=Words(
            "Whoever is below the first bound has no score, and counts as a customer of whom something is not known.",
            "低于第一档的没有得分，视为情况不明。",
        ),
        unless=("quantiles",),
    ),
    "rules.ByRules.otherwise": Unwritten(
        said=Words("Where no condition holds there is no class.", "都不符合的不定级。")
    ),
    "signals.Signal.weight": Unwritten(holds="1", said=Words("It counts 1.", "计 1。"), cell=Words("1", "1")),
}
CHANNEL: Mapping[str, Unwritten] = {**_CONTRACTS, **_CUSTOMERS, **_SCORING}
"""By class and key."""
