"""Columns that several tables of credit share: one heading and one name for one thing."""

from __future__ import annotations

from dealerkit.report.languages import Words
from dealerkit.report.tables import Column, Kind

AMOUNT = Column("amount", Words("amount", "金额"), Kind.MONEY)
BUCKET = Column("bucket", Words("age", "账龄段"))
CODE = Column("code", Words("code", "代码"))
CUSTOMER = Column("customer", Words("customer", "客户"))
DATE = Column("date", Words("date", "日期"), Kind.DATE)
DUE = Column("due_on", Words("due", "到期日"), Kind.DATE)
EXPOSURE = Column("exposure", Words("exposure", "已占用"), Kind.MONEY)
INVOICE = Column("invoice", Words("invoice", "发票"))
LIMIT = Column("limit", Words("limit", "额度"), Kind.MONEY)
MONTH = Column("month", Words("month", "月份"))
NAME = Column("name", Words("name", "名称"))
OPEN = Column("open", Words("open", "未清"), Kind.MONEY)
ORDER = Column("order", Words("order", "订单"))
OVERDUE = Column("overdue", Words("overdue", "逾期"), Kind.MONEY)
RELEASE = Column("release", Words("release", "放行单"))
STATE = Column("state", Words("state", "状态"))
