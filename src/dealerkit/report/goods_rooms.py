"""How goods, order intake and separated duties are shown: which figures stand in which column."""

from __future__ import annotations

from dealerkit.decisions import Outcome
from dealerkit.report.judgements import Part, Room
from dealerkit.report.languages import Words
from dealerkit.report.tables import Column, Kind

_QUANTITY = Column("quantity", Words("units", "数量"), Kind.INTEGER)
_PRODUCT = Column("product", Words("product", "产品"))
_STATE = Column("state", Words("state", "状态"))
_LATE = Column("late", Words("late", "迟"), Kind.INTEGER)
_TIMELY = Column("timely", Words("in time", "及时率"), Kind.RATE)
_BY = Column("by", Words("signed by", "签字人"))

GOODS = Room(
    name="goods",
    title=Words("How goods move: {policy}", "货物流转：{policy}"),
    parts=(
        Part(
            name="goods_stock",
            is_long=True,
            title=Words("Stock by the books", "账面库存"),
            subject=Column("place", Words("holder/product/kind", "库位/产品/类别")),
            columns=(
                Column("balance", Words("in the books", "账面"), Kind.INTEGER),
                Column("difference", Words("count differs by", "盘点差异"), Kind.INTEGER),
                Column("move", Words("first below zero", "首次为负的移动")),
                Column("below", Words("it left", "当时账面"), Kind.INTEGER),
            ),
            parts=frozenset({"stock"}),
        ),
        Part(
            name="goods_dispatches",
            is_long=True,
            title=Words("Dispatch documents", "发货单"),
            subject=Column("document", Words("document", "发货单")),
            columns=(
                _STATE,
                Column("short", Words("shipped of stated", "实发/应发")),
                Column("days", Words("on", "日期")),
            ),
            parts=frozenset({"dispatch"}),
        ),
        Part(
            name="goods_stages",
            title=Words("Orders that ship in stages", "分批发货的订单"),
            subject=Column("order", Words("order/product", "订单/产品")),
            columns=(
                Column("ordered", Words("ordered", "订货"), Kind.INTEGER),
                Column("shipped", Words("shipped", "已发"), Kind.INTEGER),
                Column("left", Words("left", "未发"), Kind.INTEGER),
                Column("documents", Words("in", "发货单")),
            ),
            outcomes={
                Outcome.GRANTED: Words("known", "已知"),
                Outcome.REFUSED: Words("not in order", "不合规"),
                Outcome.UNDETERMINED: Words("cannot be told", "不能确定"),
            },
            parts=frozenset({"stages"}),
        ),
        Part(
            name="goods_adjustments",
            is_long=True,
            title=Words("Adjustments", "调整"),
            subject=Column("move", Words("movement", "移动")),
            columns=(
                _PRODUCT,
                _QUANTITY,
                Column("from", Words("kind", "类别")),
                Column("into", Words("became", "变为")),
                _STATE,
                _BY,
            ),
            parts=frozenset({"adjustments"}),
        ),
        Part(
            name="goods_posting",
            title=Words("Entered in time", "登记及时"),
            subject=Column("rule", Words("rule", "规则")),
            columns=(Column("moves", Words("movements", "移动"), Kind.INTEGER), _LATE, _TIMELY),
            parts=frozenset({"posting"}),
        ),
        Part(
            name="goods_counts",
            title=Words("Counts", "盘点"),
            subject=Column("holder", Words("holder", "库位")),
            columns=(
                Column("counts", Words("counts", "次数"), Kind.INTEGER),
                _LATE,
                Column("lines", Words("lines compared", "比较行数"), Kind.INTEGER),
                Column("agreeing", Words("agreeing", "一致"), Kind.INTEGER),
                Column("accuracy", Words("accuracy", "账实相符率"), Kind.RATE),
            ),
            parts=frozenset({"counts"}),
        ),
        Part(
            name="goods_reports",
            title=Words("Reports", "报表"),
            subject=Column("report", Words("report", "报表")),
            columns=(Column("due", Words("due", "应报"), Kind.INTEGER), _LATE, _TIMELY),
            parts=frozenset({"reports"}),
        ),
        Part(
            name="goods_damage",
            title=Words("Damage by month", "月度破损"),
            subject=Column("subject", Words("month/product/cause", "月份/产品/原因")),
            columns=(
                _QUANTITY,
                Column("value", Words("value", "金额"), Kind.MONEY),
                Column("proposal", Words("proposal", "建议")),
            ),
            parts=frozenset({"damage"}),
        ),
    ),
)

INTAKE = Room(
    name="order-intake",
    tells=frozenset({"orders"}),
    words={
        "take": Words("take", "可接"),
        "wait": Words("wait", "待办"),
        "undetermined": Words("cannot be told", "不能确定"),
    },
    title=Words("Orders that came in: {policy}", "接单：{policy}"),
    parts=(
        Part(
            name="orders_taken",
            is_long=True,
            title=Words("Orders", "订单"),
            subject=Column("order", Words("order", "订单")),
            columns=(
                Column("received", Words("came in", "收到"), Kind.DATE),
                Column("channel", Words("by", "渠道")),
                Column("lacking", Words("lacks", "缺")),
                Column("waits_for", Words("waits for", "等待")),
            ),
            outcomes={
                Outcome.GRANTED: Words("take", "可接"),
                Outcome.REFUSED: Words("do not take", "不能接"),
                Outcome.UNDETERMINED: Words("not yet", "暂不能接"),
            },
            parts=frozenset({"orders"}),
        ),
        Part(
            name="order_confirmation",
            title=Words("Order confirmation of the day", "当日订单确认"),
            subject=Column("line", Words("order/line", "订单/行")),
            columns=(
                Column("answer", Words("the order", "订单结果")),
                _PRODUCT,
                _QUANTITY,
                Column("available", Words("there", "有货"), Kind.INTEGER),
                Column("short", Words("short", "缺货"), Kind.INTEGER),
            ),
            outcomes={
                Outcome.GRANTED: Words("there", "有货"),
                Outcome.REFUSED: Words("short", "缺货"),
                Outcome.UNDETERMINED: Words("not yet", "暂不能接"),
            },
            parts=frozenset({"confirmation"}),
        ),
    ),
    counts=Words(
        "{granted} to be taken or there, {refused} not to be taken or short, {undetermined} not yet",
        "可接或有货 {granted} 项，不能接或缺货 {refused} 项，暂不能接 {undetermined} 项",
    ),
)

DUTIES = Room(
    name="separated-duties",
    title=Words("Separated duties: {policy}", "不相容职务：{policy}"),
    parts=(
        Part(
            name="duty_sets",
            title=Words("Looked at", "检查范围"),
            subject=Column("set", Words("duties", "职务组")),
            columns=(
                Column("matters", Words("matters", "事项"), Kind.INTEGER),
                Column("people", Words("people", "人数"), Kind.INTEGER),
                Column("conflicts", Words("with two duties", "兼任"), Kind.INTEGER),
                Column("excused", Words("excused", "例外"), Kind.INTEGER),
            ),
            parts=frozenset({"sets"}),
        ),
        Part(
            name="duty_conflicts",
            is_long=True,
            title=Words("One person, two duties", "一人兼任"),
            subject=Column("subject", Words("duties/matter/person", "职务组/事项/人员")),
            columns=(
                Column("duties", Words("duties", "职务")),
                Column("documents", Words("documents", "单据")),
                Column("roles", Words("roles", "角色")),
                Column("last", Words("last on", "最近"), Kind.DATE),
                Column("excused_until", Words("excused until", "例外至"), Kind.DATE),
            ),
            outcomes={
                Outcome.GRANTED: Words("excused", "例外"),
                Outcome.REFUSED: Words("not separate", "未分离"),
                Outcome.UNDETERMINED: Words("cannot be told", "不能确定"),
            },
            parts=frozenset({"duties"}),
        ),
    ),
    counts=Words(
        "{granted} in order or excused, {refused} not",
        "合规或例外 {granted} 项，不合规 {refused} 项",
    ),
)
