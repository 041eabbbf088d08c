"""Sentences for the keys of the scan of dealers, of keeping or ending a dealer, and of an exit."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.languages import Words

_BOUNDS: Mapping[str, Words] = {
    "above": Words("It shows above {value}.", "超过 {value} 即出现。"),
    "at": Words("It shows from {value} on.", "达到 {value} 即出现。"),
    "below": Words("It shows below {value}.", "低于 {value} 即出现。"),
}
_STOCK: Mapping[str, Words] = {
    **_BOUNDS,
    "fresh": Words("A count older than {value} says nothing.", "超过 {value} 的盘点不作数。"),
    "uncounted=unknown": Words(
        "Where a product was not counted freshly, nobody knows.", "近期没有盘点的产品视为情况不明。"
    ),
    "uncounted=nothing": Words(
        "Where a product was not counted freshly, none was there.", "近期没有盘点的产品视为没有库存。"
    ),
}
_FINDS: Mapping[str, Words] = {
    "kinds": Words("Kinds of incidents that count: {value}.", "计入的违规类型：{value}。"),
    "only": Words("Only incidents with the status: {value}.", "只计以下状态的：{value}。"),
    "above": Words("It shows above {value}.", "超过 {value} 即出现。"),
    "at": Words("It shows from {value} on.", "达到 {value} 即出现。"),
}


def _of(owner: str, words: Mapping[str, Words]) -> dict[str, Words]:
    return {f"{owner}.{key}": said for key, said in words.items()}


GOVERNANCE_SENTENCES: Mapping[str, Words] = {
    "signal.Scan.window": Words(
        "Looked at are the {value} through the day of the scan.", "看截至扫描当日（含）的 {value}。"
    ),
    **_of("methods.OfStock", {key: said for key, said in _STOCK.items() if key != "below"}),
    **_of("methods.OfShareBelow", {"below": _BOUNDS["below"]}),
    **_of("methods.OfShareAbove", {key: _BOUNDS[key] for key in ("above", "at")}),
    **_of("methods.OfFinds", _FINDS),
    **_of("methods.OfIncidents", _FINDS),
    "methods.OfCapacity.of=sell-in": Words(
        "What he buys is held against what his outlets can sell.", "以进货量对比其终端的销售能力。"
    ),
    "methods.OfCapacity.of=sell-through": Words(
        "What he sells on is held against what his outlets can sell.", "以实销量对比其终端的销售能力。"
    ),
    "methods.OfCapacity.above": Words("It shows above {value} of that.", "超过其 {value} 即出现。"),
    "methods.OfCapacity.at": Words("It shows from {value} of that on.", "达到其 {value} 即出现。"),
    "methods.OfIncidents.count=incidents": Words("Incidents are counted.", "计件数。"),
    "methods.OfIncidents.count=reporters": Words("Customers who report are counted.", "计举报客户数。"),
    "methods.OfIncidents.count=quantity": Words("The goods are counted.", "计货品数量。"),
    "methods.OfIncidents.count=amount": Words("The money is counted.", "计金额。"),
    "methods.OfRhythm.of=orders": Words(
        "The orders of the last whole month are held against the months before.", "以上一整月的订单数对比此前各月。"
    ),
    "methods.OfRhythm.of=amount": Words(
        "The purchases of the last whole month are held against the months before.", "以上一整月的进货额对比此前各月。"
    ),
    "methods.OfRhythm.of=quantity": Words(
        "The units of the last whole month are held against the months before.", "以上一整月的进货数量对比此前各月。"
    ),
    "methods.OfRhythm.at": Words(
        "It shows from a modified z-score of {value} on, a measure of how unusual the month is.",
        "修正 z 值（偏离常态的程度）达到 {value} 即出现。",
    ),
    "methods.OfRhythm.months": Words("The {value} whole months before are compared.", "对比此前 {value} 个整月。"),
    "methods.OfRhythm.least": Words(
        "With fewer than {value} months since the first sale nothing can be told.",
        "首次进货不足 {value} 个月的不判断。",
    ),
    "methods.OfRhythm.flat=shown": Words(
        "Where the months before are all alike, any other month shows.", "此前各月毫无起伏时，任何变化都算。"
    ),
    "methods.OfRhythm.flat=quiet": Words(
        "Where the months before are all alike, nothing shows.", "此前各月毫无起伏时不判断。"
    ),
    "methods.OfRhythm.direction=both": Words("Rises and falls both count.", "升降都算。"),
    "methods.OfRhythm.direction=up": Words("Only a rise counts.", "只算上升。"),
    "methods.OfRhythm.direction=down": Words("Only a fall counts.", "只算下降。"),
    "methods.OfProducts.goods": Words("It is about goods of which this holds: {value}.", "所看货品：{value}。"),
    "methods.OfProducts.below": Words(
        "It shows where they make up less than {value} of the share they have with all dealers.",
        "其占比低于全体经销商占比的 {value} 即出现。",
    ),
    "methods.OfNeighbours.fall": Words(
        "A neighbour falls where he bought less by {value} or more.", "邻近经销商进货减少 {value} 及以上算下滑。"
    ),
    "methods.OfNeighbours.at": Words("It shows from {value} such neighbours on.", "达到 {value} 家即出现。"),
    "methods.OfGain.at": Words(
        "It shows where he bought {money} more or beyond, while all others together lost more than that.",
        "进货增加达到 {money}，而其他经销商合计减少更多，即出现。",
    ),
    "methods.OfWithholding.asks": Words("Requests that count: {value}.", "计入的申请：{value}。"),
    "methods.OfWithholding.days": Words(
        "Invoices more than {value} days past due count.", "逾期超过 {value} 天的发票才计。"
    ),
    "methods.OfWithholding.above": Words(
        "It shows above {money} owed, while he asks for it.", "同时提出申请且欠款超过 {money} 即出现。"
    ),
    "methods.OfWithholding.at": Words(
        "It shows from {money} owed on, while he asks for it.", "同时提出申请且欠款达到 {money} 即出现。"
    ),
    "methods.OfPushing.above": Words(
        "A delivery was pushed where more than {value} weeks of stock lay there after it.",
        "我方发货后其库存超过 {value} 周即算压货。",
    ),
    "methods.OfPushing.at": Words(
        "A delivery was pushed where {value} weeks of stock or more lay there after it.",
        "我方发货后其库存达到 {value} 周即算压货。",
    ),
    "methods.OfPushing.fresh": _STOCK["fresh"],
    "methods.OfPushing.uncounted=unknown": _STOCK["uncounted=unknown"],
    "methods.OfPushing.uncounted=nothing": _STOCK["uncounted=nothing"],
    "methods.OfPushing.pace": Words(
        "His sell-through is that of the {value} before each delivery.", "实销按每次发货前 {value} 计。"
    ),
    "methods.OfPushing.least": Words("It shows from {value} such deliveries on.", "达到 {value} 次即出现。"),
    "methods.OfPushing.excuses": Words(
        "Where we pushed, nothing is proposed against the dealer for: {value}.",
        "我方压货时，以下信号不再对经销商提出对策：{value}。",
    ),
    "signal.Signal.where": Words("It is looked for at dealers of whom this holds: {value}.", "适用经销商：{value}。"),
    "signal.Signal.condition": Words("It shows where {value}.", "出现条件：{value}。"),
    "signal.Signal.answers": Words("What is proposed: {value}.", "建议的对策：{value}。"),
    "signal.Verdict.when": Words("It holds where {value}.", "条件：{value}。"),
    "signal.Verdict.answers": Words("What is proposed: {value}.", "建议的对策：{value}。"),
    "signal.Answer.after": Words("Only after {value} was given and ignored.", "须先采取“{value}”而对方不理会。"),
    "signal.Answer.sanction=true": Words(
        "It takes something from the dealer: goods, money, credit.", "属于制裁：停止给予货物、资金或信用。"
    ),
    "signal.Answer.sanction=false": Words("It takes nothing from the dealer.", "不属于制裁。"),
    "span._Written.least": Words("at least {value}", "最低 {value}"),
    "span._Written.most": Words("at most {value}", "最高 {value}"),
    "rule.Costs.goods": Words(
        "Goods cost this share of sales, where a line states no cost: {value}.",
        "商品成本占销售额（明细行未写明时）：{value}。",
    ),
    "rule.Costs.rebates": Words(
        "Rebates are this share of sales, where the book has no ledger: {value}.",
        "返利占销售额（没有返利账时）：{value}。",
    ),
    "rule.Costs.promotions": Words(
        "Promotions are this share of sales, where the book does not list them: {value}.",
        "促销占销售额（没有促销记录时）：{value}。",
    ),
    "rule.Costs.credit": Words(
        "A year of money lent costs this share of the average debt: {value}.", "资金占用年成本占平均欠款：{value}。"
    ),
    "rule.Loss.margin": Words("Of a lost sale this is lost margin: {value}.", "丢失的销售中毛利占：{value}。"),
    "rule.Loss.attributed": Words(
        "Of the neighbours' loss this is laid to the dealer: {value}.",
        "邻近经销商的损失归因于该经销商的部分：{value}。",
    ),
    "rule.Loss.compare": Words(
        "The neighbours are compared with dealers of whom this holds: {value}.", "邻近经销商的对比对象：{value}。"
    ),
    "rule.StockCosts.promotion": Words(
        "Run down by a joint promotion it costs this share of its value: {value}.",
        "联合促销消化的成本占其价值：{value}。",
    ),
    "rule.StockCosts.buy_back": Words(
        "Bought back it costs this share of its value: {value}.", "回购的成本占其价值：{value}。"
    ),
    "rule.Compensation.taken_over": Words(
        "Successors reach this share of his volume: {value}.", "继任者能达到其销量的：{value}。"
    ),
    "rule.Compensation.write_off": Words(
        "Of the debt at the end this is written off: {value}.", "期末欠款中核销的部分：{value}。"
    ),
    "rule.Transition.lost": Words(
        "Meanwhile this share of his margin is lost: {value}.", "其间损失其毛利的：{value}。"
    ),
    "signal.Scan.goods": Words("Only goods of which this holds are looked at: {value}.", "所看货品：{value}。"),
    "signal.Scan.control": Words(
        "The members of a group of this kind count as one in concentration: {value}.",
        "集中度按集团合并计算，集团类型：{value}。",
    ),
    "signal.Scan.neighbours": Words(
        "Dealers are neighbours whose territories lie in the same one, {value} levels up.",
        "所在地区上溯 {value} 级相同的经销商为邻近经销商。",
    ),
    "signal.Scan.neighbours=1": Words(
        "Dealers are neighbours whose territories lie directly in the same one.",
        "所在地区直属同一上级地区的为邻近经销商。",
    ),
    "signal.Scan.fresh": Words(
        "A count older than {value} at an end of the window says nothing of what lay there.",
        "期初、期末超过 {value} 的盘点不作数。",
    ),
    "rule.Assess.neighbours=1": Words(
        "Dealers are neighbours whose territories lie directly in the same one.",
        "所在地区直属同一上级地区的为邻近经销商。",
    ),
    "rule.Assess.window": Words(
        "Looked at are the {value} through the day, and as much before.", "看截至当日的 {value}，以及此前同样长的期间。"
    ),
    "rule.Assess.where": Words("Assessed are dealers of whom this holds: {value}.", "评估对象的条件：{value}。"),
    "rule.Assess.neighbours": Words(
        "Dealers are neighbours whose territories lie in the same one, {value} levels up.",
        "所在地区上溯 {value} 级相同的经销商为邻近经销商。",
    ),
    "rule.Assess.gifts": Words("Lines that are given away: {value}.", "赠送的明细行类型：{value}。"),
    "rule.Assess.thin": Words(
        "Little is left where the remaining margin is below {value} of sales.",
        "剩余毛利低于销售额的 {value} 即为微利。",
    ),
    "rule.Obedience.kinds": Words("Notices that count: {value}.", "计入的通知：{value}。"),
    "rule.Obedience.ignored": Words(
        "A dealer is out of control from {value} ignored notices within that time on; one who was never asked in"
        " writing is not judged.",
        "期间内不理会书面通知达到 {value} 次即为失控；从未发过书面通知的不作判断。",
    ),
    "rule.Delay.every": Words("It goes by how debt grew in the last {value}.", "按最近 {value} 的欠款增长推算。"),
    "rule.Delay.times": Words("It is carried on {value} times.", "推算 {value} 次。"),
    "rule.Exit.flow": Words("An exit is a case of the flow {value}.", "终止按流程“{value}”办理。"),
    "rule.Exit.horizon": Words("Ending is set against going on over {value}.", "终止与继续按今后 {value} 比较。"),
    "rule.Compensation.override": Words(
        "He is paid for his successors by the programme {value}.", "按“{value}”支付其继任者业务的返利。"
    ),
    "rule.Protect.start": Words(
        "It begins on the day on which the step {value} is done.", "自步骤“{value}”办结之日起。"
    ),
    "rule.Protect.alone": Words(
        "For {value} no second dealer comes into the territory.", "{value} 内该地区不设第二家经销商。"
    ),
    "rule.Watch.start": Words("It begins the day after the step {value} is done.", "自步骤“{value}”办结的次日起。"),
    "rule.Watch.kinds": Words("Kinds of incidents that are watched: {value}.", "监控的违规类型：{value}。"),
    "rule.Watch.lasts": Words("Incidents are watched for {value}.", "监控 {value}。"),
    "rule.Transition.lasts": Words("Until successors sell as much, {value} go by.", "继任者接上需要 {value}。"),
    "rule.Deliveries.start": Words("The first delivery comes with the step {value}.", "第一次发货随步骤“{value}”。"),
    "rule.Deliveries.steps": Words("Deliveries step down, at most: {value}.", "每次发货上限依次为：{value}。"),
    "rule.Deliveries.unit": Words("They are in {value}.", "单位：{value}。"),
    "rule.Deliveries.every": Words("One comes {value} after the other.", "每次相隔 {value}。"),
    "rule.Deliveries.value": Words("One unit is invoiced at {money}, tax included.", "每单位含税开票价 {money}。"),
    "rule.Deliveries.lot": Words(
        "A delivery that is cut is cut down to a multiple of {value}.", "削减的发货量按 {value} 的整数倍发。"
    ),
    "rule.Deliveries.end_exposure": Words(
        "When the last delivery is made he may owe {money} at most.", "最后一次发货时最多可欠 {money}。"
    ),
    "rule.Deliveries.ceiling": Words(
        "After no delivery may he owe more than {money}.", "任何一次发货后最多可欠 {money}。"
    ),
    "rule.Pays.window": Words(
        "How he pays is read off the invoices of the last {value}.", "回款习惯看最近 {value} 的发票。"
    ),
    "rule.Pays.usual": Words(
        "His usual time to pay is the days from the invoice until {value} of his money was in.",
        "通常回款天数：自开票起收到其货款 {value} 所需的天数。",
    ),
    "rule.Pays.safe": Words(
        "For the deliveries his time to pay is the days from the invoice until {value} of his money was in.",
        "安排发货时，按收到其货款 {value} 所需的天数视为付清。",
    ),
    "rule.Pays.least": Words("With fewer than {value} payments nothing can be told.", "回款少于 {value} 笔的不判断。"),
    "rule.StockCosts.value": Words("One unit of his stock is worth {money}.", "其库存每件价值 {money}。"),
}
