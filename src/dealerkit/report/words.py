"""Words of rebates that several reports share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dealerkit.rebates.windows import State
from dealerkit.report.languages import Language, Words
from dealerkit.report.tables import Column, Kind

PAYOUTS: Mapping[str, Words] = {
    "credit-note": Words("by credit note", "以贷项凭证支付"),
    "deduction": Words("by deduction from invoices", "从货款中抵扣"),
    "transfer": Words("by transfer", "转账支付"),
    "goods": Words("in goods", "以货品支付"),
}
STATES: Mapping[State, Words] = {
    State.RUNNING: Words("running", "进行中"),
    State.INTERIM: Words("interim", "预结"),
    State.FINAL: Words("final", "结清"),
}

PROGRAMME = Column("programme", Words("programme", "方案"))
TITLE = Column("title", Words("title", "方案名称"))
PAYEE = Column("payee", Words("dealer", "经销商"))
NAME = Column("payee_name", Words("name", "名称"))
PERIOD = Column("period", Words("period", "期间"))
BASE = Column("qualifying", Words("base", "达标基数"), Kind.MONEY)
RATE = Column("rate", Words("rate", "返利标准"), Kind.RATE)
EARNED = Column("entitlement", Words("earned", "应得"), Kind.MONEY)
PAID = Column("settled", Words("paid before", "已付"), Kind.MONEY)
NOW = Column("posted", Words("payable now", "本次应付"), Kind.MONEY)
CARRIED = Column("carried", Words("carried forward", "结转下期"), Kind.MONEY)
GIVEN_UP = Column("given_up", Words("written off", "免予追回"), Kind.MONEY)
LATER = Column("later", Words("not due yet", "尚未到期"), Kind.MONEY)
DUE = Column("due", Words("due", "付款期限"), Kind.DATE)
WHY = Column("why", Words("decided by", "依据"))
UNDETERMINED = Column("undetermined", Words("cannot be told", "无法确定"), Kind.INTEGER)

OUTCOME = Column("outcome", Words("outcome", "结果"))
CODE = Column("code", Words("code", "代码"))
MISSING = Column("missing", Words("missing", "缺少"))
WRITTEN_IN = Column("at", Words("written in", "所在位置"))
NOT_KNOWN = Words("not known", "未知")


_SOURCES: Mapping[str, str] = {
    "section measures": "`measures` 部分",
    "table contracts": "表 contracts",
    "table customers": "表 customers",
    "table figures": "表 figures",
    "table figures; else tables receipts and invoices": "表 figures；没有时由表 receipts、invoices 计算",
    "table incidents": "表 incidents",
    "table lines": "表 lines",
    "table products": "表 products",
    "table receipts, `from: collections`": "表 receipts（`from: collections`）",
    "table sell_through": "表 sell_through",
    "table targets": "表 targets",
    "tables products and product_groups": "表 products、product_groups",
    "tables receipts and invoices, `from: collections`": "表 receipts、invoices（`from: collections`）",
    "tables stock and lines": "表 stock、lines",
    "the programme's `against`": "方案的 `against`",
    "the programme's `target`": "方案的 `target`",
    "the programme's paying lines": "方案计返的明细行",
    "the programme's period": "方案的期间",
    "the programme's qualifying lines": "方案计入达标的明细行",
    "two consecutive counts in table stock, and the lines between": "表 stock 中相邻两次盘点，及其间的明细行",
}
"""Where facts of the catalogue come from, in Chinese; what a company declares stands in its own words."""

_ALONE = Words(
    "Each for itself, before stacking and budgets, which come in when the period is settled: {programmes}.",
    "以下方案按各自条款计算，未计叠加规则和预算（期末结算时计入）：{programmes}。",
)


def stated(text: Words, lang: Language, **arguments: object) -> str:
    """A sentence with its arguments put in."""
    return text.said_in(lang).format(**arguments)


def source_words(source: str, lang: Language) -> str:
    """Where a fact comes from."""
    return Words(source, _SOURCES.get(source, source)).said_in(lang)


def alone_words(programmes: Sequence[str], lang: Language) -> str:
    """That figures of these programmes are as if there were no others; nothing for none."""
    names = ("、" if lang == "zh" else ", ").join(programmes)
    return stated(_ALONE, lang, programmes=names) if programmes else ""


def counted(count: int, one: str, many: str) -> str:
    """A count with its noun, in English."""
    return f"{count:,} {one if count == 1 else many}"
