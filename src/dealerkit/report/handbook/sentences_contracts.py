"""Sentences for the keys of contracts, territories, capacity, prices and execution; with them goods and schemes."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.handbook.sentences_goods import GOODS_SENTENCES
from dealerkit.report.handbook.sentences_schemes import SCHEME_SENTENCES
from dealerkit.report.languages import Words

_OF_CONTRACTS: Mapping[str, Words] = {
    "kind.Kind.remind": Words(
        "From {value} before its end on it is listed as ending soon, unless a contract that follows is there.",
        "到期前 {value} 起提醒（已有接续合同的除外）。",
    ),
    "kind.Renewal.by=itself": Words(
        "At its end it goes on by itself unless notice is given in time.", "到期自动续签，除非按时通知。"
    ),
    "kind.Renewal.by=agreement": Words("It ends unless it is renewed by agreement.", "到期终止，续签须另行约定。"),
    "kind.Renewal.for": Words("It then goes on for {value} each time.", "每次续 {value}。"),
    "kind.Renewal.notice": Words(
        "Notice must be given {value} before the end at the latest.", "最迟须在到期前 {value} 通知（当日有效）。"
    ),
    "kind.Deposit.offset": Words(
        "Deductions of these kinds may be set off against it: {value}.", "可从中扣除的款项种类：{value}。"
    ),
    "kind.Deposit.return_after": Words(
        "It may be returned from {value} after the contract's last day on.",
        "自合同最后一天起满 {value} 可退还（当日即可）。",
    ),
    "kind.Deposit.return_when": Words("It is returned only where {value}.", "仅在符合以下条件时退还：{value}。"),
    "kind.Deposit.keep=open": Words(
        "As much of it is held back as the customer owes, due or not.", "客户的全部未清欠款（不论是否到期）从中保留。"
    ),
    "kind.Deposit.keep=overdue": Words(
        "As much of it is held back as the customer owes and is overdue.", "客户的逾期欠款从中保留。"
    ),
    "kind.Deposit.keep=nothing": Words("Nothing of it is held back for what the customer owes.", "不为客户欠款保留。"),
    "kind.PartyRule.at_least": Words("At least {value} of them have signed.", "已签署的至少 {value} 个。"),
    "kind.PartyRule.at_most": Words("At most {value} of them have signed.", "已签署的至多 {value} 个。"),
    "kind.PartyRule.contributes": Words(
        "Those who signed put in at least {money} together.", "已签署者合计出资至少 {money}。"
    ),
    "kind.PartyRule.appoints": Words("One of them fills the post: {value}.", "其中一方委派：{value}。"),
    "rule.PriceRule.discount": Words(
        "Who may grant a price below the one that a customer has stands in the authority table {value}.",
        "低于客户应享价的，审批人见权限表“{value}”。",
    ),
    "rule.PriceRule.if_no_floor=undetermined": Words(
        "Where no floor price is stated, a price below the one that the customer has cannot be decided.",
        "没有底价的，低于客户应享价的申请暂不能确定。",
    ),
    "rule.PriceRule.if_no_floor=ignore": Words(
        "Where no floor price is stated, there is no floor.", "没有写明底价的，视为没有底价限制。"
    ),
    "rule.FloorRule.then=refer": Words("A price below the floor is referred.", "低于底价的报批。"),
    "rule.FloorRule.then=refuse": Words("A price below the floor is refused.", "低于底价的拒绝。"),
    "rule.FloorRule.authority": Words(
        "Who decides stands in the authority table {value}.", "审批人见权限表“{value}”。"
    ),
    "rule.SoldRule.kinds": Words(
        "Lines of these kinds, and lines that state none, are held against what was approved: {value}.",
        "核对的明细行类型（未写明类型的也核对）：{value}。",
    ),
    "rule.SoldRule.tolerance": Words(
        "A line may lack up to {money} in all because its amount was rounded.", "每行因取整可少 {money} 以内（含）。"
    ),
    "rule.SoldRule.request_holds": Words(
        "A granted request covers what is sold at its price or above from its day through {value} after"
        " it, for no more units than were asked for.",
        "批准的价格申请自申请日起 {value} 内（含末日）有效，售价不得低于所批价格，数量不得超过申请数量。",
    ),
    "rule.ExecutionRule.amounts=gross": Words(
        "Orders, deliveries and returns are told with value added tax, as invoices and money always are.",
        "订单、发货、退货均含税（发票和收款一律含税）。",
    ),
    "rule.ExecutionRule.amounts=net": Words(
        "Orders, deliveries and returns are told without value added tax; invoices and money always with it.",
        "订单、发货、退货均不含税（发票和收款一律含税）。",
    ),
    "rule.ExecutionRule.grace": Words(
        "An instalment is overdue once more than {value} days have passed since it was due.",
        "分期款到期后超过 {value} 天才算逾期。",
    ),
    "rule.ServiceRule.due": Words(
        "A service is due {value} after its day, unless its invoice states another day.",
        "服务款在服务日后 {value} 到期；发票另写明到期日的，以发票为准。",
    ),
    "rule.ServiceRule.bill_within": Words(
        "It is invoiced within {value} of the service; the day of the service is not counted.",
        "须在服务后 {value} 内开票（服务当日不计）。",
    ),
    "rule.StockRule.days": Words(
        "Where a product states no least stock of its own, its stock must last for at least {value} days of sales.",
        "产品未写明最低库存的，库存须至少够 {value} 天销售。",
    ),
    "rule.StockRule.over": Words(
        "Sales a day are those of the {value} through the day asked about, on average.",
        "日均销售按截至所问之日的 {value} 计算。",
    ),
    "rule.StockRule.tell": Words("Who is warned where there is less: {value}.", "不足时提醒：{value}。"),
    "rule.StockRule.holders": Words("Our own warehouses that are looked at: {value}.", "我方仓库：{value}。"),
    "rule.StockRule.kinds": Words("Kinds of stock that can be sold: {value}.", "可供销售的库存种类：{value}。"),
    "rule.TerritoryRule.kinds": Words(
        "Contracts of these kinds are looked at: {value}. Where two of them are about the same territory"
        " and products and one of them is exclusive, they clash unless a split is on record.",
        "核对以下类型的合同：{value}。两份合同的地区和产品重叠、且其中一份为独家的，除有拆分记录外视为冲突。",
    ),
    "rule.GapRule.kind": Words(
        "Territories of this kind that no contract covers, in whole or in part, are listed: {value}.",
        "列出以下级别中没有任何合同覆盖（全部或部分）的地区：{value}。",
    ),
    "rule.GapRule.products": Words(
        "Each of these product groups must be served there: {value}.", "以下产品组须各有人负责：{value}。"
    ),
    "rule.SplitRule.over": Words(
        "Dependence is the first dealer's share of our net sales in the {value} before the split, where"
        " the split does not state it.",
        "依赖度为拆分前 {value} 内首家经销商占我方不含税销售额的比例（拆分记录已写明的，以记录为准）。",
    ),
    "rule.StoreRule.channel": Words("Only outlets of this channel count: {value}.", "只计以下渠道的门店：{value}。"),
    "rule.StoreRule.kinds": Words(
        "Only customers of these kinds are looked at: {value}.", "只核对以下类型的客户：{value}。"
    ),
    "rule.StoreRule.sales": Words(
        "What a store sells in a month, by its class, where the outlet itself does not state it: {value}.",
        "门店未写明月销售额的，按级别计：{value}。",
    ),
    "rule.StoreRule.limited": Words(
        "Stores of these classes are limited in number: {value}.", "以下级别的门店限数：{value}。"
    ),
    "rule.StoreRule.most": Words("One dealer may serve at most {value} of them.", "一家经销商最多可做 {value} 家。"),
    "rule.StoreRule.beyond_when": Words("He may serve more only where {value}.", "超过的须符合：{value}。"),
    "rule.StoreRule.capital": Words(
        "Of the capital that he stated, {value} may be tied up. That part must reach at least the lower"
        " of the two sums above; below the higher one it may not be enough.",
        "其申报资金的 {value} 可被占用；该部分不得少于上述下限，介于下限与上限之间的可能不足。",
    ),
    "rule.Times.from": Words(
        "At least {value} times what all his stores sell in a month.", "最少为其全部门店月销售额的 {value} 倍。"
    ),
    "rule.Times.to": Words(
        "At most {value} times what all his stores sell in a month.", "最多为其全部门店月销售额的 {value} 倍。"
    ),
    "rule.FitRule.outlets": Words(
        "A complementary line that is in at least {value} of our outlets speaks for a new dealer none of"
        " whose lines conflicts with ours.",
        "互补产品线覆盖我方门店达 {value} 的，且没有冲突产品线的，优先考虑。",
    ),
    "rule.FitRule.clearly": Words(
        "Our offer must bring at least {value} more profit than each conflicting line, both by the case"
        " and by the month; where that line earns nothing or a loss, any more will do.",
        "对每条冲突产品线，我方方案的每箱利润和每月利润都须高出至少 {value}；该产品线无利润或亏损的，高于即可。",
    ),
    "rule.FeeRule.principal=all": Words(
        "Where we are the store's contract party, all these fees are funded.", "我方为门店合同方时，所列费用全部承担。"
    ),
    "rule.FeeRule.principal=causing-sales": Words(
        "Where we are the store's contract party, only fees that cause sales directly are funded.",
        "我方为门店合同方时，只承担直接带来销售的费用。",
    ),
    "rule.FeeRule.principal=none": Words(
        "Where we are the store's contract party, no fees are funded.", "我方为门店合同方时，不承担费用。"
    ),
    "rule.FeeRule.dealer=all": Words(
        "Where the dealer is the store's contract party, all these fees are funded.",
        "经销商为门店合同方时，所列费用全部承担。",
    ),
    "rule.FeeRule.dealer=causing-sales": Words(
        "Where the dealer is the store's contract party, only fees that cause sales directly are funded.",
        "经销商为门店合同方时，只承担直接带来销售的费用。",
    ),
    "rule.FeeRule.dealer=none": Words(
        "Where the dealer is the store's contract party, no fees are funded.", "经销商为门店合同方时，不承担费用。"
    ),
    "rule.FeeKind.causes_sales=true": Words("It causes sales directly.", "直接带来销售。"),
    "rule.FeeKind.causes_sales=false": Words("It does not cause sales directly.", "不直接带来销售。"),
    "kind.Reach.kind": Words("Counted are all customers of the kind {value}.", "以全部以下类型的客户为基数：{value}。"),
    "kind.Reach.share": Words(
        "At least {value} of them have signed, over all contracts of this kind that hold.",
        "在所有有效的同类合同中，已签署的不少于其 {value}。",
    ),
    "kind.Term.when": Words("It is needed only where {value}.", "仅当：{value}。"),
    "kind.Paper.copies": Words("Copies needed: {value}.", "份数：{value}。"),
    "kind.Paper.when": Words("It is needed only where {value}.", "仅当：{value}。"),
    "rule.CostRule.negative=undetermined": Words(
        "The cost of a unit is the moving average. Once more was sold than was bought, it cannot be told.",
        "单位成本按移动平均计算；销出多于购进时，成本不能确定。",
    ),
    "rule.CostRule.negative=last-cost": Words(
        "The cost of a unit is the moving average. Once more was sold than was bought, it is the last average.",
        "单位成本按移动平均计算；销出多于购进时，沿用最近一次平均成本。",
    ),
}

CONTRACT_SENTENCES: Mapping[str, Words] = {**_OF_CONTRACTS, **GOODS_SENTENCES, **SCHEME_SENTENCES}
"""Those of everything that is agreed with dealers beside rebates and credit."""
