"""The words and columns of a scan as people read it."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.governance.scan.answers import Stage
from dealerkit.governance.scan.sign import State
from dealerkit.report.languages import Words
from dealerkit.report.tables import Column, Kind
from dealerkit.report.words import NAME, PAYEE

TITLE = Words("Scan of dealers: {policy}", "经销商扫描：{policy}")
HEAD = Words(
    "As of {as_of}, revision {revision}; {first} through {last}. Dealers: {dealers}, with signals: {marked}, under a"
    " verdict: {judged}; alarms: {alarms}; signals that cannot be told: {unknown}.",
    "截至 {as_of}，版本 {revision}；期间 {first} 至 {last}。经销商 {dealers} 家，有信号 {marked} 家，"
    "成立判断 {judged} 家；警报 {alarms} 个；无法判断的信号 {unknown} 个。",
)
REJECTED = Words(
    " Rejected lines, in none of the figures: {lines}; signals of their dealers cannot be told.",
    "被拒绝的进货行 {lines} 行，未计入任何数字；相关经销商的信号无法判断。",
)
SIGNS_ONLY = Words(
    "Signals are signs, not proof; answers are proposals to people. Reports on resale prices are recorded only.",
    "信号只是迹象，不是证据；措施只是建议，由人决定。转售价格的报告只作记录。",
)
FIGURES = Words(
    "dealers: {dealers}, with signals: {marked}, under a verdict: {judged}, alarms: {alarms}",
    "经销商 {dealers} 家，有信号 {marked} 家，成立判断 {judged} 家，警报 {alarms} 个",
)
CONCENTRATION = Words("Concentration", "集中度")
DEALERS = Words("Dealers with signals", "有信号的经销商")
ALL = Words("Signals, dealer by dealer", "逐家信号")
US = Words("Findings against us", "针对我方的发现")
STORY = Words("{dealer}: {name}", "{dealer}：{name}")
NOBODY = Words("No dealer shows a signal.", "没有经销商出现信号。")
SAID = Words("{signal}, {state}: {step}", "{signal}，{state}：{step}")
SURE = Words(" (confidence {share}, missing: {missing})", "（把握 {share}，缺：{missing}）")
STAFF = Words("; ours: {staff}", "；我方人员：{staff}")
ROWS = Words("; evidence: {count}", "；证据 {count} 行")
SPLIT = Words(
    "volume: sell-in {bought} = sell-through {sold} + stock {opening} → {closing} + unexplained {unexplained}",
    "数量：进货 {bought} = 实销 {sold} + 库存 {opening} → {closing} + 去向不明 {unexplained}",
)
BETWEEN = Words("{least} to {most}", "{least} 至 {most}")
WANTING = Words(" (missing: {missing})", "（缺：{missing}）")
NOT_KNOWN = Words("unknown", "不明")
VERDICT = Words("verdict {verdict}, {state}: {when}", "判断 {verdict}，{state}：{when}")
ANSWER = Words("answer {answer}: {stage}", "措施 {answer}：{stage}")

RANK = Column("rank", Words("rank", "名次"), Kind.INTEGER)
AMOUNT = Column("amount", Words("sell-in", "进货"), Kind.MONEY)
SHARE = Column("share", Words("share", "占比"), Kind.RATE)
GROWTH = Column("growth", Words("growth", "增长"), Kind.RATE)
SHOWN = Column("signals", Words("signals", "信号"))
UNKNOWN = Column("unknown", Words("cannot be told", "无法判断"))
VERDICTS = Column("verdicts", Words("verdicts", "判断"))
PROPOSED = Column("proposed", Words("proposed", "建议措施"))
ALARM = Column("alarm", Words("alarm", "警报"))
TOP = Column("top", Words("largest", "前几大"), Kind.INTEGER)
MEMBERS = Column("members", Words("who", "哪些"))
BOUND = Column("bound", Words("from", "界限"), Kind.RATE)
STATE = Column("state", Words("state", "状态"))
SIGNAL = Column("signal", Words("signal", "信号"))
VALUE = Column("value", Words("value", "数值"), Kind.MONEY)
CONFIDENCE = Column("confidence", Words("confidence", "把握"), Kind.RATE)
MISSING = Column("missing", Words("missing", "缺"))
OURS = Column("staff", Words("ours", "我方人员"))
ROWS_COLUMN = Column("evidence", Words("rows", "行数"), Kind.INTEGER)
WHY = Column("why", Words("why", "依据"))

OF_ALARMS = (ALARM, TOP, MEMBERS, SHARE, BOUND, STATE, MISSING)
OF_DEALERS = (RANK, PAYEE, NAME, AMOUNT, SHARE, GROWTH, SHOWN, UNKNOWN, VERDICTS, PROPOSED)
OF_US = (PAYEE, NAME, SIGNAL, OURS, WHY)
OF_SIGNS = (PAYEE, NAME, SIGNAL, STATE, VALUE, CONFIDENCE, MISSING, OURS, ROWS_COLUMN, WHY)

STATES: Mapping[State, Words] = {
    State.SHOWN: Words("shown", "出现"),
    State.QUIET: Words("quiet", "未出现"),
    State.UNKNOWN: Words("cannot be told", "无法判断"),
}
ALARMS: Mapping[State, Words] = {
    State.SHOWN: Words("alarm", "报警"),
    State.QUIET: Words("quiet", "未报警"),
    State.UNKNOWN: Words("cannot be told", "无法判断"),
}
STAGES: Mapping[Stage, Words] = {
    Stage.PROPOSED: Words("proposed", "建议"),
    Stage.GIVEN: Words("given", "已发出"),
    Stage.OBEYED: Words("obeyed", "已照办"),
    Stage.IGNORED: Words("ignored", "被置之不理"),
    Stage.WAITS: Words("waits for {after}", "待 {after} 之后"),
}
INPUTS: Mapping[str, Words] = {
    "sell-through": Words("reports of sell-through", "实销报告"),
    "stock": Words("counts of stock", "库存盘点"),
    "lines": Words("quantities of lines", "进货数量"),
    "lines with a territory": Words("territories of lines", "进货的去向区域"),
    "territory": Words("the dealer's territory", "该经销商的区域"),
    "neighbours": Words("the dealer's territory", "该经销商的区域"),
    "capacity": Words("capacities of outlets", "终端销售能力"),
    "months": Words("earlier months", "以前的月份"),
    "earlier lines": Words("lines of the window before", "上一期的进货"),
    "lines of the last month": Words("anybody's lines of the last whole month", "最近整月任何人的进货"),
    "amounts": Words("amounts of lines", "进货金额"),
    "documents": Words("document numbers of lines", "进货单号"),
    "products": Words("products of lines", "进货的产品"),
    "rejected lines of others": Words("rejected lines of others", "其他各家被拒绝的进货行"),
    "rejected lines": Words("rejected lines", "被拒绝的进货行"),
    "rejected rows": Words("rejected rows of his", "该经销商被拒绝的行"),
    "one unit": Words("one unit for all his products", "各产品统一的计量单位"),
    "territories of others": Words("territories of others", "其他各家的区域"),
    "groups": Words("table groups", "表 groups"),
    "opening stock": Words("opening stock", "期初库存"),
    "closing stock": Words("closing stock", "期末库存"),
    "serials": Words("table serials", "表 serials"),
    "serials of finds": Words("serial numbers of what was found", "被发现货物的序列号"),
    "places of finds": Words("where units were found", "发现货物的地点"),
    "what stores got": Words("what stores got of their orders", "终端实际收到的数量"),
    "quantity of incidents": Words("quantities of incidents", "事件的数量"),
    "amount of incidents": Words("amounts of incidents in a known currency", "事件的金额（币种可换算）"),
    "reporters of incidents": Words("who reported", "举报人"),
    "invoices": Words("table invoices", "表 invoices"),
    "receipts": Words("table receipts", "表 receipts"),
    "returns": Words("table returns", "表 returns"),
    "due days": Words("due days of invoices", "发票到期日"),
    "incidents": Words("table incidents", "表 incidents"),
    "store checks": Words("store checks", "终端检查"),
    "promotions": Words("table promotions", "表 promotions"),
    "what was given": Words("amounts of promotions in a known currency", "促销金额（币种可换算）"),
    "what was passed on": Words("what of promotions was passed on", "促销到终端的凭证"),
}
