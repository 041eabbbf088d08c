"""Sentences for the keys of price protection, special bids and stock rotation, and of how their credits are paid."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.languages import Words

_UNKNOWN: Mapping[str, Words] = {
    "undetermined": Words(
        "Where it cannot be told whether that holds, it stays undetermined what is credited.",
        "无法判断是否符合的，补偿暂不能确定。",
    ),
    "refuse": Words(
        "Where it cannot be told whether that holds, nothing is credited.", "无法判断是否符合的，不予补偿。"
    ),
    "true": Words(
        "Where it cannot be told whether that holds, it counts as holding.", "无法判断是否符合的，视为符合。"
    ),
    "false": Words(
        "Where it cannot be told whether that holds, it counts as not holding.", "无法判断是否符合的，视为不符合。"
    ),
}
_UNPRICED: Mapping[str, Words] = {
    "undetermined": Words(
        "Where that price is not known, it stays undetermined what is credited.", "该价格不明时，补偿暂不能确定。"
    ),
    "refuse": Words(
        "A unit for which that price is not known is credited with nothing.", "该价格不明的件数，不予补偿。"
    ),
}
_PAID: Mapping[str, Words] = {
    "book": Words("the book price that the bid states", "特价单所写的账面价"),
    "list": Words(
        "the list price on the day of the sale, his own where he has one", "销售当日的目录价（经销商有专价的按专价）"
    ),
    "first-in-first-out": Words("what he paid for it, first in, first out", "按先进先出认定的进价"),
    "last": Words("what he paid in his last purchase up to the day of the sale", "截至销售日最近一次的进价"),
    "average": Words(
        "the average of what he paid up to the day of the sale, returns taken off",
        "截至销售日各次进货（扣除退货）的平均进价",
    ),
}
"""What a unit is taken to have cost the dealer."""
_BY_KIND: Mapping[str, Words] = {
    "price": Words(
        "Under a bid down to a price the dealer is credited, for each unit, with {paid}, less the price of the bid.",
        "降到某价的特价，每件补：{paid}减去该特价。",
    ),
    "percent_of": Words(
        "Under a bid by per cent the dealer is credited, for each unit, with that share of {paid}.",
        "按百分比的特价，每件补：{paid}的该百分比。",
    ),
}
_COSTS: Mapping[tuple[str, str], Words] = {
    (key, word): Words(kind.en.format(paid=paid.en), kind.zh.format(paid=paid.zh))
    for key, kind in _BY_KIND.items()
    for word, paid in _PAID.items()
}
_BACK: Mapping[str, Words] = {
    "lower": Words(
        "A unit is credited at what was paid for it or the list price on the day of the request, whichever is lower.",
        "每件按实际进价与申请当日目录价中较低者补偿。",
    ),
    "bought": Words("A unit is credited at what was paid for it.", "每件按实际进价补偿。"),
    "current": Words("A unit is credited at the list price on the day of the request.", "每件按申请当日的目录价补偿。"),
}
_EXCHANGED = Words(
    "An order in exchange must be worth {value} of the credit; no more units come back than it suffices for.",
    "须同时下单，订单净额须达到补偿的 {value}；不足的，可退件数相应减少。",
)
_PROTECTED_WINDOW = Words(
    "Units bought up to {value} before the cut are protected; that day still counts.",
    "调价前 {value} 内（含首日）购进的受保护。",
)
_CLAIMED = Words(
    "Only what is claimed is credited; claims come in within {value} of the cut, the day itself not counted.",
    "只补偿所申请的；须在调价后 {value} 内提出申请（当日不计）。",
)
_RECKONED = Words(
    "The stock on the day of the cut is what was bought before it less what was sold on before it.",
    "调价当日库存按调价前的进货减实销推算。",
)


def _with(said: Words, behind: Words) -> Words:
    """Two sentences in a row."""
    return Words(f"{said.en} {behind.en}", f"{said.zh}{behind.zh}")


_OF_ALL: Mapping[str, Words] = {
    **{
        f"scheme.{owner}.if_missing={word}": said
        for owner in ("Covered", "BidCondition", "RotationCondition")
        for word, said in _UNKNOWN.items()
    },
    **{
        f"scheme.{owner}.if_missing={word}": said
        for owner in ("BidPrice", "RotationPrice")
        for word, said in _UNPRICED.items()
    },
    "payment.Payment.payout=credit-note": Words("Credits are paid by credit note.", "以贷项凭证（票折）支付。"),
    "payment.Payment.payout=deduction": Words("Credits are deducted from invoices.", "从货款中抵扣。"),
    "payment.Payment.payout=transfer": Words("Credits are paid by transfer.", "以转账支付。"),
    "payment.Payment.negative=carry-forward": Words(
        "If less is due than was posted before, the difference is carried forward: it is set off against other credits"
        " of the same dealer under this scheme, and nothing is paid back.",
        "应付少于已入账的，差额结转：从该经销商在本办法下的其他补偿中抵减，不须退回。",
    ),
    "payment.Payment.negative=invoice": Words(
        "If less is due than was posted before, the difference is invoiced to the dealer.",
        "应付少于已入账的，差额向经销商开票追回。",
    ),
    "payment.Payment.negative=floor": Words(
        "If less is due than was posted before, the difference is left with the dealer.",
        "应付少于已入账的，差额不予追回。",
    ),
    "payment.Payment.due": Words(
        "They are paid within {value} of the posting, the day itself not counted.",
        "入账后 {value} 内支付（当日不计）。",
    ),
    "payment.Payment.expires": Words(
        "They can be used for {value} from the posting, the day itself not counted, and then expire.",
        "入账后 {value} 内可用（当日不计），过期作废。",
    ),
}
_OF_PROTECTION: Mapping[str, Words] = {
    "scheme.Covered.when": Words("This must hold: {value}.", "须符合：{value}。"),
    "scheme.Protection.where": _with(
        Words("What is covered: {value}.", "适用范围：{value}。"), _UNKNOWN["undetermined"]
    ),
    "scheme.Protection.effective": Words("Price cuts are protected {value}.", "保护以下期间的降价：{value}。"),
    "scheme.Protection.level": Words(
        "Cuts of the price level {value} count; where a dealer has prices of his own at it, cuts of those.",
        "以价格级别 {value} 的降价为准；经销商在该级别另有专价的，以专价的降价为准。",
    ),
    "scheme.Protection.units=lots": Words(
        "The units in stock are taken to be those bought last: first in, first out.",
        "在库货品视为最后购进的（先进先出）。",
    ),
    "scheme.Protection.units=serials": Words(
        "Which units are in stock, and when each was bought, is told by serial number.",
        "在库货品及其购进日按序列号逐件认定。",
    ),
    "scheme.Protection.window": _PROTECTED_WINDOW,
    "scheme.PurchaseWindow.within": _PROTECTED_WINDOW,
    "scheme.Drop.minimum": Words(
        "A drop of the price list below {money} for a unit is not protected.", "价目表每件降价不足 {money} 的不补。"
    ),
    "scheme.Drop.minimum_share": Words(
        "A drop of the price list below {value} of the price before is not protected.",
        "价目表降幅不足原价 {value} 的不补。",
    ),
    "scheme.Drop.from=list-price": Words(
        "A unit is credited with the drop of the price list.", "每件按价目表的降价额补偿。"
    ),
    "scheme.Drop.from=price-paid": Words(
        "A unit is credited with what the dealer paid for it less the new price, never with less than nothing;"
        " where what he paid is not known, it stays undetermined what is credited.",
        "每件按经销商实际进价减新价补偿，不低于零；进价不明的，补偿暂不能确定。",
    ),
    "scheme.Protection.stock=count": Words(
        "The stock on the day of the cut is what was counted on that day, of every kind. Where it was not counted then,"
        " it stays undetermined what is credited.",
        "调价当日库存以当日盘点为准，各类库存均计入。当日没有盘点的，补偿暂不能确定。",
    ),
    "scheme.Protection.stock=purchases": _with(
        _RECKONED,
        Words(
            "Where no sales are reported at all, it stays undetermined what is credited.",
            "没有任何实销报告的，补偿暂不能确定。",
        ),
    ),
    "scheme.StockRule.from=count": Words(
        "The stock on the day of the cut is what was counted first from that day on.",
        "调价当日库存以当日起的首次盘点为准。",
    ),
    "scheme.StockRule.from=purchases": _RECKONED,
    "scheme.StockRule.within": Words(
        "A count taken up to {value} after the cut still serves: what was sold since the cut is added, and what was"
        " bought since taken off.",
        "调价后 {value} 内的盘点有效：加回调价后的实销，减去调价后的进货。",
    ),
    "scheme.StockRule.kinds": Words("Kinds of stock that count: {value}.", "计入的库存种类：{value}。"),
    "scheme.StockRule.if_missing=undetermined": Words(
        "Where the stock is not known, it stays undetermined what is credited.", "库存不明时，补偿暂不能确定。"
    ),
    "scheme.StockRule.if_missing=refuse": Words(
        "Where the stock is not known, nothing is credited.", "库存不明时，不予补偿。"
    ),
    "scheme.ProofRule.if_missing=undetermined": Words(
        "The count or the claim must name a document that proves the stock; without one it stays undetermined what is"
        " credited.",
        "盘点或申请须写明库存证明单据；没有证明时，补偿暂不能确定。",
    ),
    "scheme.ProofRule.if_missing=refuse": Words(
        "The count or the claim must name a document that proves the stock; without one nothing is credited.",
        "盘点或申请须写明库存证明单据；没有证明时，不予补偿。",
    ),
    "scheme.Protection.claim": _CLAIMED,
    "scheme.ClaimRule.within": _CLAIMED,
    "scheme.ProtectionCap.claim": Words(
        "At most {money} for one dealer, one product and one cut.", "每家经销商每个产品每次调价最多 {money}。"
    ),
    "scheme.ProtectionCap.dealer": Words(
        "One dealer gets at most {money} in all; earlier cuts are credited first.",
        "每家经销商合计最多 {money}，较早的调价先计。",
    ),
    "scheme.Promiser.window": Words(
        "This role may promise a window of up to {value}.", "该岗位可承诺的最长期限：{value}。"
    ),
    "scheme.Promiser.window=any": Words("This role may promise any window.", "该岗位可承诺任意期限。"),
    "scheme.Promiser.payout": Words(
        "Its promises may add at most {money} for one dealer, one product and one cut.",
        "其承诺对每家经销商每个产品每次调价最多可增加 {money}。",
    ),
}
_OF_BIDS: Mapping[str, Words] = {
    "scheme.BidCondition.when": Words("This must hold: {value}.", "须符合：{value}。"),
    "scheme.SpecialBids.where": _with(
        Words("What is covered: {value}.", "适用范围：{value}。"), _UNKNOWN["undetermined"]
    ),
    "scheme.SpecialBids.methods": Words("Kinds of bids that are honoured: {value}.", "认可的特价方式：{value}。"),
    "scheme.SpecialBids.longest": Words(
        "A bid that runs for longer than {value} is not honoured.", "期限超过 {value} 的特价单不予认可。"
    ),
    **{
        f"scheme.SpecialBids.{key}={word}": _with(said, _UNPRICED["undetermined"])
        for (key, word), said in _COSTS.items()
    },
    **{f"scheme.SpecialBids.{key}.from={word}": said for (key, word), said in _COSTS.items()},
    **{f"scheme.SpecialBids.{key}.from": Words("Price: {value}.", "价格：{value}。") for key in _BY_KIND},
    **{f"scheme.BidPrice.from={word}": said for (key, word), said in _COSTS.items() if key == "price"},
    "scheme.SellThroughRule.share": Words(
        "Beyond what the dealer reported as sold under a bid, {value} of it may be claimed, in whole units.",
        "可超出该特价单已报实销的 {value}（取整件）。",
    ),
    "scheme.SellThroughRule.units": Words(
        "Further units that may be claimed beyond what was reported, for each line of a bid: {value}.",
        "特价单每一行另可超出已报实销 {value} 件。",
    ),
    "scheme.SellThroughRule.outlet=same": Words(
        "A report must name the end customer of the bid, or else of the claim, where one is stated.",
        "特价单（或申请）写明最终客户的，实销报告须写明同一客户。",
    ),
    "scheme.SellThroughRule.outlet=if-stated": Words(
        "Where a report names a customer, it must be the end customer of the bid, or else of the claim.",
        "实销报告写明客户的，须与特价单（或申请）的最终客户相同。",
    ),
    "scheme.SellThroughRule.outlet=any": Words(
        "It does not matter which customer a report names.", "不核对实销报告的客户。"
    ),
    "scheme.SellThroughRule.document=same": Words(
        "Where a claim names a document, a report must name the same.", "申请写明单据的，实销报告须写明同一单据。"
    ),
    "scheme.SellThroughRule.document=any": Words(
        "It does not matter which document a report names.", "不核对实销报告的单据。"
    ),
    "scheme.SellThroughRule.if_missing=undetermined": Words(
        "Where there are no reports at all, it stays undetermined what is credited.",
        "没有任何实销报告时，补偿暂不能确定。",
    ),
    "scheme.SellThroughRule.if_missing=refuse": Words(
        "Where there are no reports at all, nothing is credited.", "没有任何实销报告时，不予补偿。"
    ),
    "scheme.BidProof.if_missing=undetermined": Words(
        "A claim must name a document that proves the sale; without one it stays undetermined what is credited.",
        "申请须写明销售证明单据；没有证明时，补偿暂不能确定。",
    ),
    "scheme.BidProof.if_missing=refuse": Words(
        "A claim must name a document that proves the sale; without one nothing is credited.",
        "申请须写明销售证明单据；没有证明时，不予补偿。",
    ),
    "scheme.SpecialBids.claim": Words(
        "Claims come in within {value} of the sale, the day itself not counted.",
        "须在销售后 {value} 内提出申请（当日不计）。",
    ),
    "scheme.BidClaimRule.within": Words("Claims come in within {value}.", "须在 {value} 内提出申请。"),
    "scheme.BidClaimRule.after=sale": Words(
        "That is counted from the day of the sale, which is not counted itself.", "自销售日起算，当日不计。"
    ),
    "scheme.BidClaimRule.after=bid": Words(
        "That is counted from the last day of the bid, which is not counted itself.",
        "自特价单最后一天起算，当日不计。",
    ),
    "scheme.SpecialBids.pays=lower": Words(
        "Where a claim asks for less than we reckon, it is paid what it asks for; it is never paid more than we"
        " reckon.",
        "申请金额低于我方计算的，按申请金额支付；高于我方计算的，按我方计算支付。",
    ),
    "scheme.SpecialBids.pays=ours": Words("What we reckon is paid, whatever a claim asks for.", "一律按我方计算支付。"),
    "scheme.SpecialBids.difference": Words(
        "A claim that asks for more or less than we reckon, by over {money}, is listed as a finding.",
        "申请与我方计算相差超过 {money} 的，列为待查。",
    ),
    "scheme.BidCap.claim": Words("One claim brings at most {money}.", "每次申请最多 {money}。"),
    "scheme.BidCap.bid": Words(
        "All claims under one bid bring at most {money}; earlier ones come first.",
        "每张特价单合计最多 {money}，较早的申请先计。",
    ),
    "scheme.BidCap.dealer": Words(
        "One dealer gets at most {money} in all; earlier claims come first.",
        "每家经销商合计最多 {money}，较早的申请先计。",
    ),
}
_OF_ROTATION: Mapping[str, Words] = {
    "scheme.RotationCondition.when": Words("This must hold: {value}.", "须符合：{value}。"),
    "scheme.StockRotation.where": _with(
        Words("What may come back: {value}.", "可退范围：{value}。"), _UNKNOWN["undetermined"]
    ),
    "scheme.StockRotation.share": Words(
        "Of what was bought in the reference period less what came back, {value} in money without tax may come back.",
        "可退参照期净进货额的 {value}（按不含税金额）。",
    ),
    "scheme.StockRotation.of=everything": Words(
        "The share is of everything that was bought.", "该比例以全部进货为基数。"
    ),
    "scheme.StockRotation.of=covered": Words(
        "The share is only of goods that may come back.", "该比例只以可退范围内的进货为基数。"
    ),
    "scheme.StockRotation.period": Words(
        "The reference period is the last {value} that was over before the request.",
        "参照期为申请前最近结束的一个{value}。",
    ),
    "scheme.StockRotation.window": Words("Requests come in within {value} of its end.", "期末后 {value} 内提出申请。"),
    "scheme.StockRotation.times": Words(
        "Requests of one dealer that are granted for a reference period: at most {value}.",
        "每家经销商每个参照期最多批准 {value} 次。",
    ),
    "scheme.StockRotation.condition": Words(
        "Only goods in this condition may come back: {value}.", "只退以下状态的货品：{value}。"
    ),
    "scheme.StockRotation.younger_than": Words(
        "Units bought earlier than {value} before the request stay.", "申请前超过 {value} 购进的不退。"
    ),
    **{f"scheme.StockRotation.price={word}": _with(said, _UNPRICED["undetermined"]) for word, said in _BACK.items()},
    **{f"scheme.RotationPrice.from={word}": said for word, said in _BACK.items()},
    "scheme.StockRotation.order": _EXCHANGED,
    "scheme.RotationOrder.share": _EXCHANGED,
    "scheme.StockRotation.cap": Words(
        "One dealer is credited at most {money} for a reference period.", "每家经销商每个参照期最多补偿 {money}。"
    ),
}
SCHEME_SENTENCES: Mapping[str, Words] = {**_OF_ALL, **_OF_PROTECTION, **_OF_BIDS, **_OF_ROTATION}
