"""What is to come in, as people read it: by month, by customer, plan by plan, and past plans against receipts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.credit.collecting.plans.attainment import Attained
from dealerkit.credit.collecting.plans.forecast import KINDS, Expected, first_of
from dealerkit.credit.collecting.plans.instalments import Standing
from dealerkit.credit.collecting.plans.repayments import Kept, State
from dealerkit.credit.collecting.plans.run import PlanRun
from dealerkit.credit.section import credit_of
from dealerkit.problems import Problem
from dealerkit.receivables.instalments import Status
from dealerkit.report.credit_columns import CUSTOMER, DUE, MONTH, ORDER
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language, Words
from dealerkit.report.pages import Block, Page, Paragraph, Sheet
from dealerkit.report.reports import Report, document_head
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs
from dealerkit.report.words import stated
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals

_TITLE = Words("Collection plan: {policy}", "回款计划：{policy}")
_HEAD = Words(
    "As of {as_of}, revision {revision}. {total} is to come in, {overdue} of it overdue; {undated} cannot be dated.",
    "截至 {as_of}，版本 {revision}。待收 {total}，其中逾期 {overdue}；无法确定日期 {undated}。",
)
_NO_FORECAST = Words(
    "As of {as_of}, revision {revision}. The policy has no `collections.forecast`, so nothing is spread over months.",
    "截至 {as_of}，版本 {revision}。政策没有 `collections.forecast`，因此不分月预计。",
)
_BESIDE = Words(
    "Repayment plans spread out what is owed already and bills have settled their invoices: both stand beside the sum.",
    "还款计划只是分期偿还已有欠款，票据已抵其发票：两者另列，不计入合计。",
)
_FOLLOWS = Words("What follows a broken plan: {rules}.", "计划违约的后果：{rules}。")
_NOTHING = Words("No rule of the policy says what follows a broken plan.", "政策没有写明计划违约的后果。")

_MONTHS = Words("By month", "按月")
_CUSTOMERS = Words("By customer", "按客户")
_ITEMS = Words("Item by item", "逐笔")
_SCHEDULES = Words("Payment schedules", "合同付款计划")
_REPAYMENTS = Words("Repayment plans", "还款计划")
_ATTAINED = Words("Plan against receipts", "计划与实收")

_NAME = Column("customer_name", Words("name", "名称"))
_DOCUMENT = Column("document", Words("document", "单据"))
_KIND = Column("kind", Words("kind", "类别"))
_AMOUNT = Column("amount", Words("open", "未收"), Kind.MONEY)
_EXPECTED = Column("expected_on", Words("expected", "预计日"), Kind.DATE)
_SHIFT = Column("shift", Words("days by habit", "习惯天数"), Kind.INTEGER)
_DAYS = Column("days_overdue", Words("days overdue", "逾期天数"), Kind.INTEGER)
_TOTAL = Column("total", Words("sum", "合计"), Kind.MONEY)
_AGREED = Column("repayments", Words("in repayment plans", "另：还款计划"), Kind.MONEY)
_BILLS = Column("bills", Words("bills paid", "另：票据到期"), Kind.MONEY)
_HABIT = Column("habit", Words("days late on average", "平均迟付天数"), Kind.MONEY)
_CONTRACT = Column("contract", Words("contract", "合同"))
_INSTALMENT = Column("instalment", Words("instalment", "期次"))
_OF = Column("agreed", Words("amount", "金额"), Kind.MONEY)
_BILLED = Column("billed", Words("invoiced", "已开票"), Kind.MONEY)
_PAID = Column("paid", Words("paid", "已收"), Kind.MONEY)
_STATUS = Column("status", Words("status", "状态"))
_PLAN = Column("plan", Words("plan", "计划"))
_LATE = Column("late", Words("late", "逾期金额"), Kind.MONEY)
_DAYS_LATE = Column("days_late", Words("days late", "逾期天数"), Kind.INTEGER)
_NEXT = Column("next_due", Words("next on", "下期日期"), Kind.DATE)
_NEXT_AMOUNT = Column("next_amount", Words("next", "下期金额"), Kind.MONEY)
_PLANNED = Column("planned", Words("planned", "计划"), Kind.MONEY)
_RECEIVED = Column("received", Words("received", "实收"), Kind.MONEY)
_SHARE = Column("share", Words("attained", "达成率"), Kind.RATE)

_KINDS: Mapping[str, Words] = {
    "invoice": Words("invoices", "发票"),
    "instalment": Words("instalments", "分期款"),
    "service-charge": Words("service charges", "服务费"),
    "credit-note": Words("credit notes", "贷项"),
}
_KIND_OF_ONE: Mapping[str, Words] = {
    "invoice": Words("invoice", "发票"),
    "instalment": Words("instalment", "分期款"),
    "service-charge": Words("service charge", "服务费"),
    "credit-note": Words("credit note", "贷项"),
}
_STATUSES: Mapping[Status, Words] = {
    Status.PAID: Words("paid", "已收"),
    Status.OVERDUE: Words("overdue", "逾期"),
    Status.PART_PAID: Words("part-paid", "部分已收"),
    Status.DUE: Words("due", "到期"),
    Status.NOT_DUE: Words("not due", "未到期"),
}
_STATES: Mapping[State | None, Words] = {
    State.ON_TRACK: Words("on track", "正常"),
    State.LATE: Words("late", "逾期"),
    State.BROKEN: Words("broken", "违约"),
    State.COMPLETED: Words("completed", "已还清"),
    None: Words("cannot be told", "无法确定"),
}
_LEVELS: Mapping[str, Words] = {
    "off": Words("nothing", "无"),
    "warn": Words("a warning", "提示"),
    "over-limit": Words("the ladder over the limit", "按超限处理"),
    "refer": Words("a referral", "报批"),
    "cash-first": Words("cash first", "款到发货"),
    "block": Words("orders are held", "暂缓发货"),
}
_LEVEL = Words("{then} ({check})", "{then}（{check}）")
_UNDATED = Words("no date", "无日期")
_ALL = Words("all", "合计")

_BY_MONTH = (
    MONTH,
    *(Column(kind, _KINDS[kind], Kind.MONEY) for kind in KINDS),
    *(_TOTAL, _AGREED, _BILLS),
)
_ITEM = (CUSTOMER, _NAME, _DOCUMENT, _KIND, _AMOUNT, DUE, _DAYS, _SHIFT, _EXPECTED, MONTH)
_OF_SCHEDULES = (_CONTRACT, _INSTALMENT, CUSTOMER, DUE, _OF, _BILLED, _PAID, _AMOUNT, _STATUS, _DAYS)
_OF_PLANS = (_PLAN, CUSTOMER, _NAME, ORDER, _STATUS, _AMOUNT, _LATE, _DAYS_LATE, _NEXT, _NEXT_AMOUNT)
_OF_PAST = (MONTH, CUSTOMER, _NAME, _PLANNED, _RECEIVED, _SHARE)
_MOST_MONTHS = 4


@frozen(eq=False)
class PlanReport:
    """What is to come in, of one customer if so asked."""

    run: PlanRun
    customer: str = ""
    expected: tuple[Expected, ...] = field(init=False)

    @expected.default
    def _asked(self) -> tuple[Expected, ...]:
        forecast = self.run.forecast
        return () if forecast is None else tuple(each for each in forecast.expected if self._is_asked(each.customer))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings, whoever is asked about."""
        return self.run.problems

    def report(self) -> Report:
        """The report."""
        return Report("collection-plan", self._page, self._page, lambda lang: tuple(self._written(lang)), self.document)

    def _is_asked(self, customer: str) -> bool:
        return self.customer in {"", customer}

    def _written(self, lang: Language) -> Iterator[Table]:
        yield Table("expected", _ITEMS, _ITEM, tuple(self._item(each, lang) for each in self.expected))
        yield self._months(lang)
        yield self._schedules(lang)
        yield self._repayments(lang)
        yield self._past(lang)

    def _page(self, lang: Language) -> Page:
        header = self.run.policy.header
        blocks: list[Block] = [Paragraph(self._head(lang))]
        if self.expected:
            blocks += [Sheet(self._months(lang)), Paragraph(_BESIDE.said_in(lang)), Sheet(self._customers(lang))]
        if self.customer and self.expected:
            rows = tuple(self._item(each, lang) for each in self.expected)
            blocks.append(Sheet(Table("expected", _ITEMS, _ITEM, rows)))
        for table in (self._schedules(lang), self._repayments(lang), self._past(lang)):
            if table.rows:
                blocks.append(Sheet(table))
            if table.rows and table.title is _REPAYMENTS:
                blocks.append(Paragraph(self._follows(lang)))
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _head(self, lang: Language) -> str:
        arguments = {"as_of": self.run.as_of, "revision": self.run.policy.header.revision}
        if self.run.forecast is None:
            return stated(_NO_FORECAST, lang, **arguments)
        sums = {
            "total": self._sum(self.expected),
            "overdue": self._sum(tuple(each for each in self.expected if each.days_overdue and each.amount > 0)),
            "undated": self._sum(tuple(each for each in self.expected if each.expected_on is None)),
        }
        return stated(_HEAD, lang, **arguments, **{name: f"{amount:,f}" for name, amount in sums.items()})

    def _follows(self, lang: Language) -> str:
        """The checks that ask whether a plan is broken, with what follows where they fail."""
        credit = credit_of(self.run.policy)
        checks = () if credit is None else tuple((credit.checks or {}).values())
        asking = [each for each in checks if each.condition and "account.plan_broken" in each.condition.reads]
        said = (
            stated(_LEVEL, lang, then=_LEVELS[each.then].said_in(lang), check=each.title or each.id) for each in asking
        )
        rules = ("，" if lang == "zh" else ", ").join(said)
        return stated(_FOLLOWS, lang, rules=rules) if rules else _NOTHING.said_in(lang)

    @staticmethod
    def _sum(expected: tuple[Expected, ...]) -> Decimal:
        return total_of_decimals(each.amount for each in expected)

    def _all_months(self) -> tuple[date | None, ...]:
        """The months in which anything is expected, agreed or paid by bill; None for what nobody can date."""
        run = self.run
        found = {each.month for each in self.expected if each.month is not None}
        for kept in run.repayments:
            if self._is_asked(kept.plan.customer):
                found.update(first_of(max(each.instalment.due_on, run.as_of)) for each in kept.portions if each.open)
        if run.forecast is not None:
            own = (each for each in run.forecast.bills if self._is_asked(each.customer))
            found.update(first_of(max(each.due_on, run.as_of)) for each in own)
        dated: tuple[date | None, ...] = tuple(sorted(found))
        return (*dated, None) if any(each.month is None for each in self.expected) else dated

    def _months(self, lang: Language) -> Table:
        rows: list[tuple[Cell, ...]] = []
        sums: list[Decimal] = [ZERO] * (len(KINDS) + 3)
        for month in self._all_months():
            own = [each for each in self.expected if each.month == month]
            figures = [total_of_decimals(each.amount for each in own if each.kind == kind) for kind in KINDS]
            figures.append(total_of_decimals(each.amount for each in own))
            figures.append(ZERO if month is None else self.run.agreed_in(month, self.customer))
            figures.append(ZERO if month is None else self.run.bills_in(month, self.customer))
            sums = [EXACT.add(one, other) for one, other in zip(sums, figures, strict=True)]
            rows.append((_month(month, lang), *(each or None for each in figures)))
        if rows:
            rows.append((_ALL.said_in(lang), *(each or None for each in sums)))
        return Table("months", _MONTHS, _BY_MONTH, tuple(rows))

    def _customers(self, lang: Language) -> Table:
        """A row for each customer: the first months one by one, the later ones together, then what has no date."""
        months = [month for month in self._all_months() if month is not None]
        shown, later = months[:_MOST_MONTHS], months[_MOST_MONTHS:]
        columns = [CUSTOMER, _NAME, _HABIT]
        columns += [
            Column(_month(each, lang), Words(_month(each, lang), _month(each, lang)), Kind.MONEY) for each in shown
        ]
        columns += [
            Column("later", Words("later", "以后"), Kind.MONEY),
            Column("undated", _UNDATED, Kind.MONEY),
            _TOTAL,
        ]
        habits = {} if self.run.forecast is None else self.run.forecast.habits
        rows: list[tuple[Cell, ...]] = []
        by_customer: dict[str, list[Expected]] = {}
        for each in self.expected:
            by_customer.setdefault(each.customer, []).append(each)
        for customer, own in sorted(by_customer.items()):
            sums = [total_of_decimals(each.amount for each in own if each.month == month) for month in shown]
            sums.append(total_of_decimals(each.amount for each in own if each.month in later))
            sums.append(total_of_decimals(each.amount for each in own if each.month is None))
            sums.append(total_of_decimals(each.amount for each in own))
            habit = habits.get(customer)
            days = None if habit is None else habit.days
            rows.append((customer, self.run.name(customer) or None, days, *(each or None for each in sums)))
        return Table("customers", _CUSTOMERS, tuple(columns), tuple(rows))

    def _item(self, each: Expected, lang: Language) -> tuple[Cell, ...]:
        return (
            each.customer,
            self.run.name(each.customer) or None,
            each.document,
            _KIND_OF_ONE[each.kind].said_in(lang),
            each.amount,
            each.due_on,
            each.days_overdue or None,
            each.shift,
            each.expected_on,
            _month(each.month, lang),
        )

    def _schedules(self, lang: Language) -> Table:
        rows = tuple(
            _of_schedule(each, lang)
            for schedule in self.run.schedules.values()
            for each in schedule.instalments
            if self._is_asked(each.instalment.customer)
        )
        return Table("instalments", _SCHEDULES, _OF_SCHEDULES, rows)

    def _repayments(self, lang: Language) -> Table:
        kept = (each for each in self.run.repayments if self._is_asked(each.plan.customer))
        return Table("repayments", _REPAYMENTS, _OF_PLANS, tuple(self._of_plan(each, lang) for each in kept))

    def _of_plan(self, kept: Kept, lang: Language) -> tuple[Cell, ...]:
        return (
            kept.plan.plan,
            kept.plan.customer,
            self.run.name(kept.plan.customer) or None,
            kept.plan.order or None,
            _STATES[kept.state].said_in(lang),
            kept.open,
            kept.late or None,
            kept.days_late or None,
            None if kept.next is None else kept.next.instalment.due_on,
            None if kept.next is None else kept.next.open,
        )

    def _past(self, lang: Language) -> Table:
        own = [each for each in self.run.attained if self._is_asked(each.customer)]
        rows: list[tuple[Cell, ...]] = []
        for month in sorted({each.month for each in own}):
            found = [each for each in own if each.month == month]
            rows += [self._of_month(each, lang) for each in found]
            if len(found) > 1:
                planned = total_of_decimals(each.planned for each in found)
                received = total_of_decimals(each.received for each in found)
                whole = Attained(month=month, customer="", planned=planned, received=received)
                rows.append((_month(month, lang), _ALL.said_in(lang), None, planned, received, whole.share))
        return Table("attained", _ATTAINED, _OF_PAST, tuple(rows))

    def _of_month(self, each: Attained, lang: Language) -> tuple[Cell, ...]:
        name = self.run.name(each.customer) or None
        return (_month(each.month, lang), each.customer, name, each.planned, each.received, each.share)

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON, with the same words in every language: programs compare them."""
        del lang
        return {
            **document_head(self.run.policy, self.run.as_of),
            "total": cell_for_programs(self._sum(self.expected)),
            **{table.name: _rows(table) for table in self._written("en")},
        }


def _of_schedule(each: Standing, lang: Language) -> tuple[Cell, ...]:
    owed = each.instalment
    return (
        owed.of,
        owed.number,
        owed.customer,
        owed.due_on,
        owed.amount,
        each.billed or None,
        each.paid or None,
        each.open,
        _STATUSES[each.status].said_in(lang),
        each.days_overdue or None,
    )


def _month(month: date | None, lang: Language) -> str:
    return _UNDATED.said_in(lang) if month is None else f"{month:%Y-%m}"


def _rows(table: Table) -> list[Json]:
    return [{column.name: _json(cell) for column, cell in zip(table.columns, row, strict=True)} for row in table.rows]


def _json(cell: Cell) -> Json:
    return cell if cell is None or isinstance(cell, (int, str)) else cell_for_programs(cell)
