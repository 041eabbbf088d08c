"""How the rooms of contracts are shown: which figures stand in which column.

A room that comes later adds its entry to ``ROOMS``, or a view of its own to ``contract_views.VIEWS_BY_ROOM``.
"""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.decisions import Outcome
from dealerkit.report.goods_rooms import DUTIES, GOODS, INTAKE
from dealerkit.report.judgements import Part, Room
from dealerkit.report.languages import Words
from dealerkit.report.tables import Column, Kind

CONTRACT = Column("contract", Words("contract", "合同"))
_TERRITORY = Column("territory", Words("territory", "区域"))
_PRODUCTS = Column("product_group", Words("products", "产品"))
_AMOUNT = Column("amount", Words("amount", "金额"), Kind.MONEY)
_OPEN = Column("open", Words("open", "未付"), Kind.MONEY)
_DUE = Column("due_on", Words("due", "到期日"), Kind.DATE)
_LATE = Column("days_overdue", Words("days overdue", "逾期天数"), Kind.INTEGER)
_SALES = Column("sales", Words("sales", "销售额"), Kind.MONEY)
_MARGIN = Column("margin", Words("margin", "毛利"), Kind.MONEY)
_MARGIN_SHARE = Column("margin_share", Words("margin, per cent", "毛利率"), Kind.RATE)

_STATES = {
    "draft": Words("draft", "草稿"),
    "running": Words("holds", "有效"),
    "ended": Words("ended", "已到期"),
}
_PARTIES = {"principal": Words("principal", "厂家"), "dealer": Words("dealer", "经销商")}
_YES_NO = {"true": Words("yes", "是"), "false": Words("no", "否")}
_FITS = {
    "preferred": Words("preferred", "优先"),
    "neutral": Words("neutral", "一般"),
    "beats": Words("beats the present line", "优于现有产品线"),
    "covers": Words("suffices", "足够"),
}
_ANSWERS = {
    "granted": Words("granted", "同意"),
    "refused": Words("refused", "拒绝"),
    "undetermined": Words("cannot be told", "不能确定"),
    "list": Words("list", "标价"),
}
_STATUS = {
    "paid": Words("paid", "已付"),
    "overdue": Words("overdue", "逾期"),
    "part-paid": Words("part paid", "部分已付"),
    "due": Words("due", "到期"),
    "not-due": Words("not due", "未到期"),
}

KINDS = Room(
    name="contract-kinds",
    title=Words("Contracts: {policy}", "合同：{policy}"),
    words=_STATES,
    parts=(
        Part(
            name="contracts",
            title=Words("Contracts", "合同"),
            subject=CONTRACT,
            columns=(
                Column("kind", Words("kind", "类型")),
                Column("state", Words("state", "状态")),
                Column("until", Words("until", "有效至"), Kind.DATE),
                Column("completeness", Words("complete", "完整度"), Kind.RATE),
                Column("lacking", Words("lacking", "缺项")),
                Column("traded", Words("traded after", "到期后仍交易"), Kind.DATE),
                Column("notice_by", Words("notice by", "通知截止日"), Kind.DATE),
                Column("deposit", Words("deposit due", "应交保证金"), Kind.MONEY),
                Column("deposit_paid", Words("paid in", "已交"), Kind.MONEY),
                Column("deposit_held", Words("held for", "抵押欠款"), Kind.MONEY),
                Column("returnable", Words("may be returned", "可退"), Kind.MONEY),
            ),
        ),
    ),
)

TERRITORY = Room(
    name="contract-territory",
    title=Words("Territories: {policy}", "区域：{policy}"),
    words=_YES_NO,
    parts=(
        Part(
            name="territories",
            title=Words("Who serves where", "区域授权"),
            subject=CONTRACT,
            columns=(
                _TERRITORY,
                _PRODUCTS,
                Column("exclusive", Words("exclusive", "独家")),
                Column("overlaps", Words("meets", "与谁重叠")),
                Column("splits", Words("split", "拆分")),
            ),
            parts=frozenset({"grants"}),
        ),
        Part(
            name="territory_splits",
            title=Words("Splits of exclusive territories", "独家区域的拆分"),
            subject=Column("split", Words("split", "拆分")),
            columns=(
                _TERRITORY,
                Column("added", Words("dealer added", "新增经销商")),
                Column("on", Words("from", "自"), Kind.DATE),
                Column("dependence", Words("dependence", "依赖度"), Kind.RATE),
                Column("dealers", Words("dealers", "经销商数"), Kind.INTEGER),
                Column("allowed", Words("allowed", "允许数"), Kind.INTEGER),
            ),
            parts=frozenset({"splits"}),
        ),
        Part(
            name="territory_gaps",
            title=Words("Where nobody is", "空白区域"),
            subject=_TERRITORY,
            columns=(
                Column("name", Words("place", "地名")),
                _PRODUCTS,
                Column("outlets", Words("outlets there", "终端数"), Kind.INTEGER),
                Column("customers", Words("customers there", "客户数"), Kind.INTEGER),
                Column("examples", Words("such as", "例如")),
            ),
            parts=frozenset({"gaps"}),
        ),
    ),
)

CAPACITY = Room(
    name="contract-capacity",
    title=Words("What dealers can carry: {policy}", "经销商承载能力：{policy}"),
    words={**_PARTIES, **_FITS},
    parts=(
        Part(
            name="dealer_stores",
            title=Words("Stores and the money they tie up", "门店与占用资金"),
            subject=Column("dealer", Words("dealer", "经销商")),
            columns=(
                Column("outlets", Words("outlets", "终端数"), Kind.INTEGER),
                Column("stores", Words("limited stores", "限数门店"), Kind.INTEGER),
                Column("most", Words("at most", "上限"), Kind.INTEGER),
                Column("sales", Words("sales a month", "月销售额"), Kind.MONEY),
                Column("tied_up_least", Words("tied up, least", "占用资金下限"), Kind.MONEY),
                Column("tied_up_most", Words("tied up, most", "占用资金上限"), Kind.MONEY),
                Column("capital", Words("capital", "自报资金"), Kind.MONEY),
                Column("covers", Words("does it suffice", "资金是否足够")),
            ),
            parts=frozenset({"stores"}),
        ),
        Part(
            name="candidates",
            title=Words("Lines of new dealers", "候选经销商产品线"),
            subject=Column("candidate", Words("candidate", "候选人")),
            columns=(
                Column("fit", Words("fit", "匹配")),
                Column("lines", Words("lines", "产品线数"), Kind.INTEGER),
                Column("conflicts", Words("conflicting", "冲突数"), Kind.INTEGER),
                Column("case_profit_advantage", Words("better a case by", "单件利润高出"), Kind.RATE),
                Column("monthly_profit_advantage", Words("better a month by", "月利润高出"), Kind.RATE),
            ),
            outcomes={
                Outcome.GRANTED: Words("fits", "匹配"),
                Outcome.REFUSED: Words("does not fit", "不匹配"),
                Outcome.UNDETERMINED: Words("cannot be told", "不能确定"),
            },
            parts=frozenset({"fit"}),
        ),
        Part(
            name="store_fees",
            title=Words("Fees that stores ask for", "门店费用"),
            subject=Column("fee", Words("fee", "费用")),
            columns=(
                Column("kind", Words("kind", "类型")),
                Column("vendor", Words("contract party", "合同方")),
                Column("funded", Words("funded", "承担"), Kind.MONEY),
            ),
            outcomes={
                Outcome.GRANTED: Words("funded", "承担"),
                Outcome.REFUSED: Words("not funded", "不承担"),
                Outcome.UNDETERMINED: Words("cannot be told", "不能确定"),
            },
            parts=frozenset({"fees"}),
        ),
    ),
)

PRICES = Room(
    name="contract-prices",
    title=Words("Prices: {policy}", "价格：{policy}"),
    words=_ANSWERS,
    counts=Words(
        "rows: {count}, of them {granted} granted or told, {refused} refused, {undetermined} wait or cannot be told",
        "共 {count} 行：同意或已得出 {granted}，拒绝 {refused}，待签批或不能确定 {undetermined}",
    ),
    parts=(
        Part(
            name="price_requests",
            title=Words("Price requests", "价格申请"),
            subject=Column("request", Words("request", "申请")),
            columns=(
                Column("answer", Words("answer", "答复")),
                Column("product", Words("product", "产品")),
                Column("quantity", Words("quantity", "数量"), Kind.INTEGER),
                Column("price", Words("price asked", "申请价"), Kind.MONEY),
                Column("granted_price", Words("price granted", "应享价"), Kind.MONEY),
                Column("level", Words("level", "价格级别")),
                Column("floor", Words("floor", "底价"), Kind.MONEY),
                Column("discount", Words("discount", "折扣"), Kind.RATE),
                Column("signatures", Words("signature of", "须签字")),
                Column("cost", Words("average cost", "平均成本"), Kind.MONEY),
                _MARGIN,
                _MARGIN_SHARE,
            ),
            outcomes={
                Outcome.GRANTED: Words("granted", "同意"),
                Outcome.REFUSED: Words("refused", "拒绝"),
                Outcome.UNDETERMINED: Words("not granted yet", "尚未同意"),
            },
            parts=frozenset({"requests"}),
        ),
        Part(
            name="level_signatures",
            title=Words("Levels that contracts grant", "合同给予的价格级别"),
            subject=CONTRACT,
            columns=(
                Column("level", Words("level", "价格级别")),
                Column("role", Words("granted by", "批准人")),
                Column("second", Words("with", "会签")),
                Column("signatures", Words("not signed by", "尚缺签字")),
            ),
            parts=frozenset({"levels"}),
        ),
        Part(
            name="sold_below",
            title=Words("Customers, and what was sold to them below their price", "各客户低于应享价的销售"),
            subject=Column("customer_sold", Words("to", "售予")),
            columns=(
                Column("lines", Words("lines", "行数"), Kind.INTEGER),
                Column("at_price", Words("at the price", "达到应享价"), Kind.INTEGER),
                Column("covered", Words("below, signed", "低于且已签批"), Kind.INTEGER),
                Column("unsigned", Words("below, not signed", "低于且未签批"), Kind.INTEGER),
                Column("unknown", Words("cannot be told", "不能确定"), Kind.INTEGER),
                Column("left_out", Words("not looked at", "不审核"), Kind.INTEGER),
                Column("lacks", Words("lacking in all", "合计低"), Kind.MONEY),
            ),
            parts=frozenset({"sold"}),
            is_long=True,
        ),
        Part(
            name="lines_below",
            title=Words("Lines below the customer's price", "低于应享价的销售行"),
            subject=Column("line", Words("line", "销售行")),
            columns=(
                Column("date", Words("day", "日期"), Kind.DATE),
                Column("product", Words("product", "产品")),
                Column("quantity", Words("quantity", "数量"), Kind.INTEGER),
                Column("price", Words("price sold at", "售价"), Kind.MONEY),
                Column("granted_price", Words("price granted", "应享价"), Kind.MONEY),
                Column("level", Words("level", "价格级别")),
                Column("lacks", Words("lacking in all", "合计低"), Kind.MONEY),
                Column("covered_by", Words("covered by", "依据")),
                Column("signatures", Words("not signed by", "尚缺签字")),
                _MARGIN,
                _MARGIN_SHARE,
            ),
            parts=frozenset({"lines"}),
            is_long=True,
        ),
        Part(
            name="contract_margins",
            title=Words("Margin by contract", "合同毛利"),
            subject=CONTRACT,
            columns=(_SALES, Column("cost", Words("cost", "成本"), Kind.MONEY), _MARGIN, _MARGIN_SHARE),
            parts=frozenset({"margins"}),
        ),
        Part(
            name="order_margins",
            title=Words("Margin by order", "订单毛利"),
            subject=Column("order", Words("order", "订单")),
            columns=(_SALES, Column("cost", Words("cost", "成本"), Kind.MONEY), _MARGIN, _MARGIN_SHARE),
            parts=frozenset({"orders"}),
        ),
    ),
)

EXECUTION = Room(
    name="contract-execution",
    title=Words("How contracts are carried out: {policy}", "合同履行：{policy}"),
    words=_STATUS,
    parts=(
        Part(
            name="contract_summary",
            title=Words("Contracts", "合同履行汇总"),
            subject=CONTRACT,
            columns=(
                Column("ordered", Words("ordered", "订货"), Kind.MONEY),
                Column("shipped", Words("shipped", "发货"), Kind.MONEY),
                Column("to_ship", Words("to ship", "待发"), Kind.MONEY),
                Column("returned", Words("returned", "退货"), Kind.MONEY),
                Column("invoiced", Words("invoiced", "开票"), Kind.MONEY),
                Column("credited", Words("credited", "贷项"), Kind.MONEY),
                Column("received", Words("received", "回款"), Kind.MONEY),
                Column("unapplied", Words("not applied", "未核销"), Kind.MONEY),
                _OPEN,
                Column("overdue", Words("overdue", "逾期"), Kind.MONEY),
                Column("overdue_days", Words("days", "逾期天数"), Kind.INTEGER),
                Column("services_to_bill", Words("services to bill", "待开票服务费"), Kind.MONEY),
                Column("instalments_to_bill", Words("instalments to bill", "待开票分期"), Kind.MONEY),
                Column("receivable", Words("receivable", "应收"), Kind.MONEY),
            ),
            parts=frozenset({"summary"}),
        ),
        Part(
            name="contract_instalments",
            title=Words("Payment plan", "付款计划"),
            subject=Column("instalment", Words("instalment", "分期")),
            columns=(
                Column("title", Words("for", "款项")),
                _DUE,
                _AMOUNT,
                Column("billed", Words("billed", "已开票"), Kind.MONEY),
                Column("paid", Words("paid", "已付"), Kind.MONEY),
                _OPEN,
                Column("status", Words("status", "状态")),
                _LATE,
            ),
            parts=frozenset({"instalments"}),
        ),
        Part(
            name="service_orders",
            title=Words("Charged services", "收费服务单"),
            subject=Column("service", Words("service order", "服务单")),
            columns=(
                _AMOUNT,
                _DUE,
                Column("bill_by", Words("bill by", "开票期限"), Kind.DATE),
                Column("invoice", Words("invoice", "发票")),
                _OPEN,
                _LATE,
            ),
            parts=frozenset({"services"}),
        ),
        Part(
            name="low_stock",
            title=Words("Stock", "库存"),
            subject=Column("product", Words("product", "产品")),
            columns=(
                Column("stock", Words("stock", "库存"), Kind.INTEGER),
                Column("needed", Words("needed", "应有"), Kind.INTEGER),
                Column("tell", Words("warn", "预警对象")),
            ),
            outcomes={
                Outcome.GRANTED: Words("enough", "充足"),
                Outcome.REFUSED: Words("low", "偏低"),
                Outcome.UNDETERMINED: Words("cannot be told", "不能确定"),
            },
            parts=frozenset({"low_stock"}),
        ),
    ),
)

ROOMS: Mapping[str, Room] = {
    "kinds": KINDS,
    "territory": TERRITORY,
    "capacity": CAPACITY,
    "prices": PRICES,
    "execution": EXECUTION,
    "goods": GOODS,
    "intake": INTAKE,
    "duties": DUTIES,
}
