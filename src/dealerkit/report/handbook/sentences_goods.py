"""Sentences for the keys of goods: orders taken, movements, counts, duties kept apart, returns."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.languages import Words

GOODS_SENTENCES: Mapping[str, Words] = {
    "section.Returns.counts_day_zero=true": Words(
        "The day from which time is counted is itself the first day.", "起算日计为第一天。"
    ),
    "section.Returns.counts_day_zero=false": Words(
        "The day from which time is counted is not itself counted.", "起算日不计入期限。"
    ),
    "section.Returns.unnamed=latest": Words(
        "A line that names neither purchase document nor serial number comes from the latest purchases of the product.",
        "既无购货单据又无串号的行，从该产品最近的进货算起。",
    ),
    "section.Returns.unnamed=undetermined": Words(
        "A line that names neither purchase document nor serial number cannot be decided.",
        "既无购货单据又无串号的行，暂不能确定。",
    ),
    "section.Returns.unnamed=refuse": Words(
        "A line that names neither purchase document nor serial number is refused.", "既无购货单据又无串号的行，拒绝。"
    ),
    "section.Returns.different_hands=true": Words("Each step is done by another person.", "各步骤须由不同的人办理。"),
    "section.Returns.different_hands=false": Words("One person may do several steps.", "同一人可以办理多个步骤。"),
    "section.Returns.day_zero=sold_on": Words(
        "Times are counted from the day on which the final customer bought.", "期限自最终客户购买日起算。"
    ),
    "section.Returns.day_zero=bought_on": Words(
        "Times are counted from the day on which the dealer bought.", "期限自经销商购进日起算。"
    ),
    "section.Returns.day_zero=received_on": Words(
        "Times are counted from the day on which the goods were received.", "期限自收货日起算。"
    ),
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
        "It is taken only with a declaration that is signed by: {value}.", "须附申报单，并由以下岗位签字：{value}。"
    ),
    "section.NewBusiness.papers": Words(
        "A customer's first order is taken only with: {value}. It is the first where it says so, or"
        " where nothing was taken from him on an earlier day.",
        "首单须附：{value}。订单写明为新业务的，或此前从未受理过该客户订单的，为首单。",
    ),
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
        "Orders of the day are held against what these warehouses held the evening before, and what is"
        " short is told: {value}.",
        "当日订单与以下仓库前一日结存核对，列出缺货：{value}。",
    ),
    "section.Shortages.kind": Words("The kind of stock that is sold: {value}.", "可供销售的库存种类：{value}。"),
    "section.PathStep.role": Words("Done by: {value}.", "由以下岗位办理：{value}。"),
    "section.ReturnRule.if_missing=undetermined": Words(
        "Where a fact is missing, nothing is decided.", "资料缺失时不作决定。"
    ),
    "section.ReturnRule.if_missing=skip": Words(
        "Where a fact is missing, the next rule is asked.", "资料缺失时看下一条规则。"
    ),
    "section.ReturnRule.asked": Words("It is for what is asked for as: {value}.", "适用于以下申请：{value}。"),
    "section.ReturnRule.within": Words("It must be asked for within {value}.", "须在 {value} 内申请。"),
    "section.ReturnRule.from=sold_on": Words(
        "That is counted from the day on which the final customer bought.", "自最终客户购买日起算。"
    ),
    "section.ReturnRule.from=bought_on": Words(
        "That is counted from the day on which the dealer bought.", "自经销商购进日起算。"
    ),
    "section.ReturnRule.from=received_on": Words(
        "That is counted from the day on which the goods were received.", "自收货日起算。"
    ),
    "section.ReturnRule.when": Words("It holds only where {value}.", "仅当：{value}。"),
    "section.ReturnRule.then=accept": Words("The goods are taken back and credited.", "接受退货并贷记。"),
    "section.ReturnRule.then=exchange": Words("The goods are exchanged.", "换货。"),
    "section.ReturnRule.then=repair": Words("The goods are repaired.", "维修。"),
    "section.ReturnRule.then=refer": Words("It is referred to whoever decides.", "报批。"),
    "section.ReturnRule.then=refuse": Words("It is refused.", "拒绝。"),
    "section.ReturnRule.charge": Words(
        "Taken off the credit for each unit, at most its price: {value}.", "每件从贷项中扣减（不超过单价）：{value}。"
    ),
    "section.ReturnRule.authority": Words(
        "Who decides stands in the authority table {value}.", "审批人见权限表“{value}”。"
    ),
    "section.ReturnRule.to": Words("It is decided by: {value}.", "由以下岗位决定：{value}。"),
    "section.ReturnRule.second": Words("It is signed as well by: {value}.", "会签岗位：{value}。"),
    "section.ReturnRule.granted=accept": Words(
        "Once that is signed, the goods are taken back and credited.", "签批后接受退货并贷记。"
    ),
    "section.ReturnRule.granted=exchange": Words("Once that is signed, the goods are exchanged.", "签批后换货。"),
    "section.ReturnRule.granted=repair": Words("Once that is signed, the goods are repaired.", "签批后维修。"),
    "section.Goods.kinds": Words(
        "These kinds of stock are kept apart: {value}. A record without a kind is of the first of them.",
        "以下库存种类分开存放：{value}。未写明种类的记录指第一类。",
    ),
    "section.Goods.opening=first-count": Words(
        "The books begin with the first count of each product at each place.", "账面以各产品在各处的首次盘点为起点。"
    ),
    "section.Goods.opening=zero": Words("The books begin with nothing.", "账面从零开始。"),
    "section.Goods.same_moment=in-first": Words(
        "Of movements at the same moment, what comes in counts first.", "同一时刻的移动，先计入库再计出库。"
    ),
    "section.Goods.same_moment=as-written": Words(
        "Movements at the same moment count in the order in which they are written.", "同一时刻的移动，按记录的先后计。"
    ),
    "section.Dispatch.kinds": Words(
        "A dispatch document leaves whole and on one day, or not at all. Movements that carry it out: {value}.",
        "一张发货单须整单、当日一次发出，否则不发。执行发货的移动类型：{value}。",
    ),
    "section.Adjustment.kinds": Words(
        "Movements that adjust the stock: {value}. Goods become another kind of stock only by one of these.",
        "调整库存的移动类型：{value}。货物转为另一种类的，只能用这些移动。",
    ),
    "section.Adjustment.role": Words("Each of them is signed by: {value}.", "每笔须由以下岗位签字：{value}。"),
    "section.Count.every": Words(
        "Each warehouse is counted {value} after its last count at the latest; the first time, after its"
        " first movement.",
        "每个仓库最迟在上次盘点后 {value} 再盘点（首次自首笔移动起算）。",
    ),
    "section.Count.two_people=true": Words("One person counts and another one reconciles.", "一人盘点，另一人核对。"),
    "section.Count.two_people=false": Words("One person may count and reconcile.", "盘点和核对可为同一人。"),
    "section.Count.accuracy": Words(
        "At least {value} of the counted lines must agree with the books.", "与账面相符的盘点行不得少于 {value}。"
    ),
    "section.Damage.kinds": Words(
        "Kinds of stock that are damaged goods: {value}. What becomes such stock is reported each month.",
        "视为货损的库存种类：{value}。每月报告转为货损的数量。",
    ),
    "section.Damage.value=cost": Words("A unit is valued at its cost.", "每件按成本计价。"),
    "section.Damage.value=list_price": Words("A unit is valued at its list price.", "每件按目录价计价。"),
    "section.Separated.duties": Words(
        "One person may do only one of these: {value}.", "同一人只能担任其中一项：{value}。"
    ),
    "section.Separated.scope=document": Words("That holds for one document.", "以同一单据为限。"),
    "section.Separated.scope=order": Words("That holds for all documents of one order.", "以同一订单的全部单据为限。"),
    "section.Separated.scope=person": Words(
        "That holds at all, whatever the document; duties that come with a role count as well.",
        "不论单据，一律不得兼任；岗位自带的职务也计入。",
    ),
    "section.Separated.kinds": Words(
        "It is about documents of these kinds only: {value}.", "只限以下类型的单据：{value}。"
    ),
    "section.Duties.roles": Words("Duties that come with a role: {value}.", "岗位自带的职务：{value}。"),
    "section.Duties.in_stead=both": Words(
        "Where somebody does a step for somebody else, both have done it.", "代他人办理的步骤，双方都算办理过。"
    ),
    "section.Duties.in_stead=doer": Words(
        "Where somebody does a step for somebody else, only he who did it counts.", "代他人办理的步骤，只算实际办理人。"
    ),
    "section.Excuse.employee": Words("It is for the employee {value}.", "适用员工：{value}。"),
    "section.Excuse.duties": Words("He may have these together: {value}.", "可以兼任：{value}。"),
    "section.Excuse.from": Words("Its first day is {value}.", "首日 {value}。"),
    "section.Excuse.until": Words("Its last day is {value}.", "末日 {value}。"),
}
