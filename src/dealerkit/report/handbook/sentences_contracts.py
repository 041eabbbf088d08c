"""Sentences for the keys of contracts, prices, returns, protection, contests and promises."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.languages import Words

CONTRACT_SENTENCES: Mapping[str, Words] = {
    "kind.Kind.remind": Words("A reminder comes {value} before its end.", "到期前 {value} 提醒。"),
    "kind.Renewal.by=itself": Words(
        "At its end it goes on by itself unless notice is given.", "到期自动续签，除非事先通知。"
    ),
    "kind.Renewal.by=agreement": Words("It ends unless it is renewed by agreement.", "到期终止，续签须另行约定。"),
    "kind.Renewal.for": Words("It then goes on for {value}.", "每次续 {value}。"),
    "kind.Renewal.notice": Words("Notice is given {value} before the end.", "须在到期前 {value} 通知。"),
    "kind.Deposit.offset": Words("These may be set off against it: {value}.", "可从中扣除：{value}。"),
    "kind.Deposit.keep": Words("It is held for the customer's debts: {value}.", "对以下债务保留：{value}。"),
    "kind.Deposit.return_after": Words(
        "It may be returned {value} after the contract's end.", "合同终止 {value} 后可退还。"
    ),
    "kind.Deposit.return_when": Words("It is returned where {value}.", "退还条件：{value}。"),
    "kind.PartyRule.at_least": Words(
        "There are at least {value} of them.",
        "至少 {value} 个。",
    ),
    "kind.PartyRule.at_most": Words(
        "There are at most {value} of them.",
        "至多 {value} 个。",
    ),
    "kind.PartyRule.contributes": Words("Together they put in at least {money}.", "合计出资至少 {money}。"),
    "kind.PartyRule.appoints": Words("They appoint: {value}.", "委任：{value}。"),
    "rule.PriceRule.discount": Words(
        "Who may grant a lower price stands in the authority table {value}.", "降价权限见权限表“{value}”。"
    ),
    "rule.PriceRule.if_no_floor=undetermined": Words(
        "Where no floor price is stated, a lower price cannot be decided.", "没有底价时，低价暂不能确定。"
    ),
    "rule.FloorRule.then=refer": Words("A price below the floor is referred.", "低于底价的报批。"),
    "rule.FloorRule.then=refuse": Words("A price below the floor is refused.", "低于底价的拒绝。"),
    "rule.FloorRule.authority": Words(
        "Who decides stands in the authority table {value}.", "审批人见权限表“{value}”。"
    ),
    "rule.SoldRule.kinds": Words("Lines that are held against approvals: {value}.", "核对的明细行类型：{value}。"),
    "rule.SoldRule.tolerance": Words("A line may lack {money} to rounding.", "每行容许尾差 {money}。"),
    "rule.SoldRule.request_holds": Words(
        "A granted request covers what is sold for {value} after its day.", "批准的价格申请在 {value} 内有效。"
    ),
    "rule.ExecutionRule.amounts=gross": Words(
        "Orders, deliveries and returns are told with value added tax.", "订单、发货、退货均含税。"
    ),
    "rule.ExecutionRule.amounts=net": Words(
        "Orders, deliveries and returns are told without value added tax.", "订单、发货、退货均不含税。"
    ),
    "rule.ExecutionRule.grace": Words(
        "An instalment counts as overdue only {value} days after its day.", "分期款到期后 {value} 天内不算逾期。"
    ),
    "rule.ServiceRule.due": Words("A service is due {value} after its day.", "服务款在服务日后 {value} 内到期。"),
    "rule.ServiceRule.bill_within": Words(
        "It is invoiced within {value} of the service.", "须在服务后 {value} 内开票。"
    ),
    "rule.StockRule.days": Words("Stock must last for {value} days of sales.", "库存须够 {value} 天销售。"),
    "rule.StockRule.over": Words("Sales are reckoned over {value}.", "销售按 {value} 计。"),
    "rule.StockRule.tell": Words("Who is warned: {value}.", "提醒：{value}。"),
    "rule.StockRule.holders": Words("The warehouses: {value}.", "仓库：{value}。"),
    "rule.TerritoryRule.kinds": Words(
        "Territories of contracts of these kinds are looked at: {value}.", "核对以下类型合同的地区：{value}。"
    ),
    "rule.GapRule.kind": Words(
        "Territories that must be served are those of the kind: {value}.", "须有人服务的地区级别：{value}。"
    ),
    "rule.SplitRule.over": Words("Dependence is reckoned over {value}.", "依赖度按 {value} 计。"),
    "section.Returns.day_zero": Words("Windows are counted from: {value}.", "期限起算日：{value}。"),
    "section.Returns.counts_day_zero=true": Words("That day is itself the first day.", "起算日计为第一天。"),
    "section.Returns.counts_day_zero=false": Words("The day after is the first.", "起算日的次日为第一天。"),
    "section.Returns.unnamed=latest": Words(
        "A line that names no purchase comes from the latest one.", "未写明来源的，算最近一次进货。"
    ),
    "section.Returns.different_hands=true": Words("Each step is done by another person.", "各步骤须由不同的人办理。"),
    "scheme.Covered.when": Words("What is covered: {value}.", "适用范围：{value}。"),
    "scheme.Protection.where": Words("What is covered: {value}.", "适用范围：{value}。"),
    "scheme.Protection.level": Words("Cuts of the price level {value} count.", "以价格级别 {value} 的降价为准。"),
    "scheme.Protection.units=lots": Words(
        "Which units are left is told first in, first out.", "在库货品按先进先出认定。"
    ),
    "scheme.Protection.units=serials": Words(
        "Which units are left is told by serial number.", "在库货品按序列号认定。"
    ),
    "scheme.Protection.window": Words(
        "Units bought in the {value} before the cut are protected.", "调价前 {value} 内购进的受保护。"
    ),
    "scheme.PurchaseWindow.within": Words(
        "Units bought in the {value} before the cut are protected.", "调价前 {value} 内购进的受保护。"
    ),
    "scheme.Drop.minimum": Words("A drop below {money} for a unit is not protected.", "每件降价不足 {money} 的不补。"),
    "scheme.Drop.minimum_share": Words(
        "A drop below {value} of the price is not protected.", "降幅不足 {value} 的不补。"
    ),
    "scheme.StockRule.from=count": Words(
        "The stock on the day of the cut is what was counted.", "调价当日库存以盘点为准。"
    ),
    "scheme.StockRule.from=purchases": Words(
        "The stock on the day of the cut is what was bought less what was sold on.", "调价当日库存按进货减实销推算。"
    ),
    "scheme.StockRule.within": Words(
        "A count taken up to {value} after the cut serves.",
        "调价后 {value} 内的盘点有效。",
    ),
    "scheme.StockRule.kinds": Words("Kinds of stock that count: {value}.", "计入的库存种类：{value}。"),
    "scheme.StockRule.if_missing": Words("Without a count: {value}.", "没有盘点时：{value}。"),
    "scheme.ProofRule.if_missing": Words(
        "The stock must be proved; without a document: {value}.", "须有库存证明；没有证明时：{value}。"
    ),
    "scheme.Protection.claim": Words("Claims come in within {value} of the cut.", "调价后 {value} 内提出申请。"),
    "scheme.ClaimRule.within": Words("Claims come in within {value} of the cut.", "调价后 {value} 内提出申请。"),
    "scheme.ProtectionCap.claim": Words(
        "At most {money} for one dealer, one product and one cut.",
        "每家经销商每个产品每次调价最多 {money}。",
    ),
    "scheme.ProtectionCap.dealer": Words("One dealer gets at most {money} in all.", "每家经销商合计最多 {money}。"),
    "scheme.SpecialBids.longest": Words("A bid runs for {value} at most.", "特价单最长 {value}。"),
    "scheme.SpecialBids.methods": Words("Kinds of bids that are honoured: {value}.", "认可的特价方式：{value}。"),
    "scheme.BidCondition.when": Words("What is covered: {value}.", "适用范围：{value}。"),
    "scheme.BidProof.if_missing": Words(
        "A sale must be proved; without a document: {value}.", "须有销售证明；没有证明时：{value}。"
    ),
    "scheme.BidClaimRule.within": Words("Claims come in within {value}.", "申请时限 {value}。"),
    "scheme.BidClaimRule.after": Words("Counted from: {value}.", "起算点：{value}。"),
    "scheme.BidCap.claim": Words("One claim brings at most {money}.", "每次申请最多 {money}。"),
    "scheme.BidCap.bid": Words("All claims under one bid bring at most {money}.", "每张特价单合计最多 {money}。"),
    "scheme.BidCap.dealer": Words("One dealer gets at most {money}.", "每家经销商最多 {money}。"),
    "scheme.RotationCondition.when": Words("What may come back: {value}.", "可退范围：{value}。"),
    "scheme.StockRotation.share": Words(
        "Of the net purchases of the reference period, {value} may come back.", "可退参照期净进货额的 {value}。"
    ),
    "scheme.StockRotation.period": Words(
        "The reference period is the last {value} that was over before the request.",
        "参照期为申请前最近结束的一个{value}。",
    ),
    "scheme.StockRotation.window": Words("Requests come in within {value} of its end.", "期末后 {value} 内提出申请。"),
    "scheme.StockRotation.times": Words(
        "Requests granted for a reference period: at most {value}.", "每个参照期最多批准 {value} 次。"
    ),
    "scheme.StockRotation.condition": Words("Goods come back in the condition: {value}.", "退回货品须为：{value}。"),
    "scheme.StockRotation.younger_than": Words(
        "Units bought longer ago than {value} stay.", "购进超过 {value} 的不退。"
    ),
    "scheme.RotationOrder.share": Words(
        "An order in exchange must be worth {value} of the credit.", "须同时下单，金额为补偿的 {value}。"
    ),
    "contest.Contest.effective": Words("It runs {value}.", "竞赛期间：{value}。"),
    "contest.Contest.period": Words("It is held each {value}.", "每{value}举行一次。"),
    "contest.Contest.eligible": Words("Who takes part: {value}.", "参加条件：{value}。"),
    "contest.Contest.against": Words("Places go by the share reached of: {value}.", "名次按与以下基数之比：{value}。"),
    "contest.Contest.total": Words("All prizes together are worth {money}.", "奖项总值 {money}。"),
    "contest.Least.base": Words("Only who has reached {value} is ranked.", "基数至少 {value} 才参加排名。"),
    "contest.Least.share": Words(
        "Only who has reached {value} of the baseline is ranked.", "至少达到基数的 {value} 才参加排名。"
    ),
    "contest.Ties.how=share": Words(
        "Dealers with the same figure share the prizes of their places equally.", "并列者平分所占名次的奖。"
    ),
    "contest.Ties.how=all": Words(
        "Dealers with the same figure each get the best prize of their places.", "并列者各得其中最好的奖。"
    ),
    "contest.Ties.how=tie-break": Words(
        "Between dealers with the same figure a second figure decides: the next below.", "并列时由第二指标决定。"
    ),
    "contest.Ties.by": Words("The second figure: {value}.", "第二指标：{value}。"),
    "subject.Subject.authority": Words(
        "How much each role may promise stands in the authority table {value}.", "各岗位可承诺多少见权限表“{value}”。"
    ),
    "subject.Subject.order": Words("Roles from the least to the highest: {value}.", "岗位由低到高：{value}。"),
    "subject.Subject.without_limit": Words(
        "A promise without a limit may be kept by {value}.", "没有写明限度的承诺，可由 {value} 认可。"
    ),
    "subject.Subject.decide": Words(
        "A promise beyond its author's authority is decided within {value}.", "超出权限的承诺须在 {value} 内裁定。"
    ),
    "subject.Subject.answer": Words(
        "The dealer has an answer within {value} of the decision.", "裁定后 {value} 内答复经销商。"
    ),
    "scheme.SpecialBids.where": Words("What is covered: {value}.", "适用范围：{value}。"),
    "scheme.StockRotation.where": Words("What may come back: {value}.", "可退范围：{value}。"),
    "scheme.StockRotation.price": Words("A unit is credited at: {value}.", "每件按以下价格补偿：{value}。"),
    "scheme.StockRotation.order": Words(
        "An order in exchange must be worth {value} of the credit.", "须同时下单，金额为补偿的 {value}。"
    ),
    "scheme.StockRotation.cap": Words("One dealer is credited at most {money}.", "每家经销商最多补偿 {money}。"),
    "scheme.SpecialBids.price": Words(
        "A bid down to a price is taken off from: {value}.", "降到价从以下价格减起：{value}。"
    ),
    "scheme.SpecialBids.percent_of": Words("A bid by per cent is a share of: {value}.", "百分比以此价格计：{value}。"),
    "scheme.SpecialBids.claim": Words("Claims come in within {value}.", "申请时限 {value}。"),
    "scheme.SpecialBids.difference": Words(
        "A claim may differ from ours by {money} without being told of.", "申请与我方计算相差 {money} 以内不另提示。"
    ),
    "scheme.SpecialBids.pays": Words(
        "Where a claim states another credit than ours, this is paid: {value}.", "申请金额与我方计算不同时按：{value}。"
    ),
    "scheme.BidPrice.from": Words(
        "A bid down to a price is taken off from: {value}.", "降到价从以下价格减起：{value}。"
    ),
    "scheme.Promiser.window": Words("This role may promise a window of {value}.", "该岗位可承诺的期限：{value}。"),
    "scheme.Promiser.payout": Words(
        "Its promises may add {money} for one dealer.", "其承诺最多可为一家经销商增加 {money}。"
    ),
    "scheme.Protection.stock=count": Words(
        "The stock on the day of the cut is what was counted.", "调价当日库存以盘点为准。"
    ),
    "scheme.Protection.stock=purchases": Words(
        "The stock on the day of the cut is what was bought less what was sold on.", "调价当日库存按进货减实销推算。"
    ),
    "rule.StoreRule.channel": Words("Only outlets of this channel count: {value}.", "只计以下渠道的门店：{value}。"),
    "rule.StoreRule.kinds": Words(
        "Only customers of these kinds are looked at: {value}.", "只核对以下类型的客户：{value}。"
    ),
    "rule.StoreRule.sales": Words(
        "What a store sells in a month, by its class, where the outlet does not state it: {value}.",
        "门店未写明月销售额的，按级别计：{value}。",
    ),
    "rule.StoreRule.limited": Words(
        "Stores of these classes are limited in number: {value}.", "以下级别的门店限数：{value}。"
    ),
    "rule.StoreRule.most": Words("One dealer may serve at most {value} of them.", "一家经销商最多可做 {value} 家。"),
    "rule.StoreRule.beyond_when": Words("He may serve more only where {value}.", "超过的须符合：{value}。"),
    "rule.Times.from": Words(
        "At least {value} times what all his stores sell in a month.", "最少为其全部门店月销售额的 {value} 倍。"
    ),
    "rule.Times.to": Words(
        "At most {value} times what all his stores sell in a month.", "最多为其全部门店月销售额的 {value} 倍。"
    ),
    "rule.StoreRule.capital": Words(
        "Of his stated capital {value} may be tied up; it must cover at least the lower sum that is tied up.",
        "其申报资金的 {value} 可被占用，且须不少于资金占用的下限。",
    ),
    "rule.FitRule.outlets": Words(
        "A complementary line is over the same outlets where it is in at least {value} of ours.",
        "互补产品线覆盖我方门店的 {value} 以上时，视为同一批门店。",
    ),
    "rule.FitRule.clearly": Words(
        "Our offer must bring at least {value} more profit than each conflicting line, both by the case and by the"
        " month; where that line earns nothing or a loss, any more will do.",
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
    "section.Intake.required": Words(
        "An order is taken only if it states, itself or in each of its lines: {value}.",
        "订单（或其每一行）须写明以下各项才可接单：{value}。",
    ),
    "section.Channel.required": Words("It must also state: {value}.", "另须写明：{value}。"),
    "section.Channel.confirm": Words("It waits until it is confirmed by: {value}.", "须由以下岗位确认：{value}。"),
    "section.Channel.read_back=true": Words(
        "It waits until it has been read back to the customer and agreed.", "须向客户复述并经其同意。"
    ),
    "section.Channel.read_back=false": Words("It need not be read back to the customer.", "不须向客户复述。"),
    "section.Dangerous.where": Words(
        "An order is dangerous where it says so, or where of one of its products this holds: {value}.",
        "订单注明为危险品，或其任一产品符合以下条件：{value}。",
    ),
    "section.Dangerous.role": Words(
        "It is taken only with a declaration signed by: {value}.", "须有由以下岗位签字的申报：{value}。"
    ),
    "section.NewBusiness.papers": Words("A customer's first order is taken only with: {value}.", "首单须附：{value}。"),
    "section.NewBusiness.without_contract": Words(
        "Any order of a customer without a contract in force is taken only with: {value}.",
        "没有有效合同的客户，每单须附：{value}。",
    ),
    "section.RouteStep.role": Words("It is decided by: {value}.", "审批人：{value}。"),
    "section.RouteStep.by_type": Words(
        "Who decides, by the type of the order: {value}; an order of another type is refused.",
        "按订单类型的审批人：{value}；其他类型的拒绝。",
    ),
    "section.RouteStep.when": Words(
        "It is asked only about orders of which this holds: {value}.", "只审批符合以下条件的订单：{value}。"
    ),
    "section.Shortages.warehouses": Words(
        "The warehouses whose stock is there for orders: {value}.", "可供订单使用的仓库：{value}。"
    ),
    "section.Shortages.kind": Words("The kind of stock that is sold: {value}.", "可供销售的库存种类：{value}。"),
}
