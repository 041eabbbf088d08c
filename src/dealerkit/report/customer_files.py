"""Customer files as people read them: what lacks, what was late, what that costs, what is not reimbursed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from attrs import frozen

from dealerkit.customers.files.charges import Withheld, withhold_words
from dealerkit.customers.files.deadline import Timing
from dealerkit.customers.files.fines import Month, reasons_of
from dealerkit.customers.files.lapses import Lapse
from dealerkit.customers.files.run import FileRun
from dealerkit.decisions import Reason
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import step
from dealerkit.report.pages import Block, Paragraph, Point, Points, Sheet
from dealerkit.report.places import Places
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.words import stated
from dealerkit.report.workings import in_cents, money
from dealerkit.values.exact import total_of_decimals

_MOST = 40
"""Rows shown of a long table on the page; files have all of them."""

_LACKING = Words("Files that do not suffice", "不合格的档案")
_BUNDLES = Words("Dossiers that lack papers", "缺资料的档案")
_LATE = Words("Late, and late by exception", "逾期及例外")
_BY_DEPARTMENT = Words("Timeliness and completeness by department", "各部门及时率与完整率")
_FINES = Words("Fines by employee and month", "按员工和月份的处罚")
_STEPS = Words("Every fine", "逐笔处罚")
_WITHHELD = Words("Performance pay that may be withheld", "可扣发的绩效")
_EXPENSES = Words("Not reimbursed: no sufficient file", "不予报销：没有合格的档案")
_MORE = Words(
    "and {count} more; all of them with `--out` or `--format csv`",
    "另有 {count} 行；用 `--out` 或 `--format csv` 可看全部",
)
_UNKNOWN = Words("not known: {items}", "无法判断：{items}")
_WRONG = Words("{item} (form)", "{item}（格式）")
_NOT_WHO = Words("{item} (not by who may)", "{item}（无权）")
_OF = Words("{employee}, {month}: {total} {currency}", "{employee}，{month}：{total} {currency}")
_RANGE = Words("undecided", "未决定")
_NO_DEPARTMENT = Words("no department", "无部门")

CUSTOMER = Column("customer", Words("customer", "客户"))
NAME = Column("name", Words("name", "名称"))
_KIND = Column("kind", Words("kind", "类别"))
_COMPLETE = Column("completeness", Words("complete", "完整度"), Kind.RATE)
_MISSING = Column("missing", Words("lacks", "所缺"))
_STOPPED = Column("stopped", Words("waits", "不能办理"))
_DOSSIER = Column("dossier", Words("dossier", "档案"))
_OBJECT = Column("object", Words("about", "对象"))
_DEPARTMENT = Column("department", Words("department", "部门"))
_DEADLINE = Column("deadline", Words("deadline", "时限"))
_SUBJECT = Column("subject", Words("of", "对象"))
_EMPLOYEE = Column("employee", Words("employee", "员工"))
_FROM = Column("start", Words("from", "起"), Kind.DATE)
_DUE = Column("due", Words("due", "期限"), Kind.DATE)
_DONE = Column("done", Words("done", "完成"), Kind.DATE)
_TIMING = Column("timing", Words("how", "情况"))
_HEAD = Column("head", Words("head", "负责人"))
_COUNT_DUE = Column("count_due", Words("were due", "应完成"), Kind.INTEGER)
_IN_TIME = Column("in_time", Words("in time", "及时"), Kind.INTEGER)
_TIMELINESS = Column("timeliness", Words("timeliness", "及时率"), Kind.RATE)
_FILES = Column("files", Words("files", "档案数"), Kind.INTEGER)
_WHOLE = Column("complete", Words("complete", "完整"), Kind.INTEGER)
_SHARE = Column("share", Words("completeness", "完整率"), Kind.RATE)
_MONTH = Column("month", Words("month", "月份"))
_VIOLATIONS = Column("violations", Words("violations", "违规次数"), Kind.INTEGER)
_FINE = Column("fine", Words("fine", "罚款"), Kind.MONEY)
_ON = Column("on", Words("day", "日期"), Kind.DATE)
_WHAT = Column("what", Words("violation", "违规"))
_AGAIN = Column("again", Words("not corrected", "逾期未改正"), Kind.INTEGER)
_NUMBER = Column("number", Words("no. of month", "当月第几次"), Kind.INTEGER)
_ITEMS = Column("items", Words("items", "项数"), Kind.INTEGER)
_BASE = Column("base", Words("base", "基数"), Kind.MONEY)
_TIMES = Column("times", Words("×", "倍数"), Kind.INTEGER)
_CAPPED = Column("capped", Words("above cap", "超上限"), Kind.MONEY)
_PAY = Column("pay", Words("performance pay", "绩效"), Kind.MONEY)
_LEAST = Column("least", Words("at least", "下限"), Kind.MONEY)
_GREATEST = Column("most", Words("at most", "上限"), Kind.MONEY)
_WITHHELD_SUM = Column("withheld", Words("withheld", "已扣"), Kind.MONEY)
_BY = Column("by", Words("decided by", "决定人"))
_EXPENSE = Column("expense", Words("expense", "费用单"))
_AMOUNT = Column("amount", Words("amount", "金额"), Kind.MONEY)

_TIMINGS: Mapping[Timing, Words] = {
    Timing.LATE: Words("late", "逾期完成"),
    Timing.OVERDUE: Words("not done", "未完成"),
    Timing.EXCEPTIONAL: Words("by exception", "例外"),
    Timing.UNKNOWN: Words("not known", "无法判断"),
}


@frozen(eq=False)
class FilePart:
    """The part of an audit on customer files, for one customer and one purpose if so asked."""

    run: FileRun
    places: Places
    customer: str = ""
    purpose: str = ""

    def tables(self, lang: Language) -> Iterator[Table]:
        """Every table that has rows."""
        for made in (
            self._lacking(lang),
            self._bundles(),
            self._late(lang),
            self._departments(lang),
            self._months(),
            self._charges(),
            self._withheld(lang),
            self._expenses(),
        ):
            if made.rows:
                yield made

    def blocks(self, lang: Language, *, is_whole: bool) -> Iterator[Block]:
        """What people see of it."""
        for table in self.tables(lang):
            if table.name == "file_fines_steps" and not is_whole:
                continue
            yield from shown(table, lang, is_whole=is_whole)
        if not is_whole:
            yield from self._stories(lang)

    def _lacking(self, lang: Language) -> Table:
        run = self.run
        needed = {each: run.judge.needed(each) for each in run.files.purposes}
        rows: list[tuple[Cell, ...]] = []
        for held in run.held:
            if self.customer not in {"", held.customer}:
                continue
            asked = needed[self.purpose] if self.purpose else ~run.judge.loose
            lacks, unknown = held.lacks & asked, held.unknown & asked
            if not (lacks or unknown):
                continue
            said = [each.title or each.id for each in run.judge.of(held.missing & asked)]
            said += [
                stated(_WRONG if each.role is None else _NOT_WHO, lang, item=each.title or each.id)
                for each in run.judge.of(held.wrong & asked)
            ]
            if unknown:
                names = ", ".join(each.title or each.id for each in run.judge.of(unknown))
                said.append(stated(_UNKNOWN, lang, items=names))
            stopped = [
                run.files.purposes[name].title or name
                for name, items in needed.items()
                if (held.lacks | held.unknown) & items
            ]
            completeness = run.judge.completeness(held)
            comma = "、" if lang == "zh" else ", "
            rows.append(
                (held.customer, held.name or None, held.kind, completeness, comma.join(said), comma.join(stopped))
            )
        return Table("files_lacking", _LACKING, (CUSTOMER, NAME, _KIND, _COMPLETE, _MISSING, _STOPPED), tuple(rows))

    def _bundles(self) -> Table:
        rows = tuple(
            (
                each.dossier,
                each.rule.title or each.rule.id,
                each.object or None,
                each.customer or None,
                each.department or None,
                ", ".join(each.missing),
            )
            for each in self.run.bundles
            if self.customer in {"", each.customer}
        )
        return Table("dossiers_lacking", _BUNDLES, (_DOSSIER, _KIND, _OBJECT, CUSTOMER, _DEPARTMENT, _MISSING), rows)

    def _late(self, lang: Language) -> Table:
        rows = tuple(self._lapse(each, lang) for each in (*self.run.lapses, *self.run.exceptions) if self._asked(each))
        return Table("files_late", _LATE, (_DEADLINE, _SUBJECT, CUSTOMER, _EMPLOYEE, _FROM, _DUE, _DONE, _TIMING), rows)

    def _asked(self, lapse: Lapse) -> bool:
        return self.customer in {"", lapse.customer}

    def _lapse(self, each: Lapse, lang: Language) -> tuple[Cell, ...]:
        return (
            each.deadline.title or each.deadline.id,
            each.subject,
            each.customer or None,
            each.employee or None,
            each.start,
            each.due,
            f"{each.done:%Y-%m-%d %H:%M}" if isinstance(each.done, datetime) else each.done,
            _TIMINGS[each.timing].said_in(lang),
        )

    def _departments(self, lang: Language) -> Table:
        if self.customer:
            return Table("files_departments", _BY_DEPARTMENT, ())
        run = self.run
        kept = {each.department: each for each in run.timeliness}
        whole = {each.department: each for each in run.completeness}
        rows: list[tuple[Cell, ...]] = []
        for name in sorted({*kept, *whole}):
            penalty = next((each for each in run.files.penalties.values() if name in each.covers), None)
            head = run.staff.head(penalty.head, penalty.covers) if penalty is not None else ""
            time, files = kept.get(name), whole.get(name)
            fines = [each.total for each in run.fines.months if run.staff.department(each.employee) == name]
            rows.append(
                (
                    name or _NO_DEPARTMENT.said_in(lang),
                    (run.staff.name(head) or head) or None,
                    time.due if time else 0,
                    time.in_time if time else 0,
                    time.share if time else None,
                    files.files if files else 0,
                    files.complete if files else 0,
                    files.share if files else None,
                    total_of_decimals(fines) if fines else None,
                )
            )
        columns = (_DEPARTMENT, _HEAD, _COUNT_DUE, _IN_TIME, _TIMELINESS, _FILES, _WHOLE, _SHARE, _FINE)
        return Table("files_departments", _BY_DEPARTMENT, columns, tuple(rows))

    def _months(self) -> Table:
        rows = tuple(
            (
                self.run.staff.name(each.employee) or each.employee,
                each.penalty.title or each.penalty.id,
                f"{each.month:%Y-%m}",
                each.violations,
                each.total,
            )
            for each in self._of_all()
        )
        return Table("file_fines", _FINES, (_EMPLOYEE, _DEPARTMENT, _MONTH, _VIOLATIONS, _FINE), rows)

    def _of_all(self) -> tuple[Month, ...]:
        return () if self.customer else self.run.fines.months

    def _charges(self) -> Table:
        rows = tuple(
            (
                month.employee,
                f"{month.month:%Y-%m}",
                each.on,
                each.fine.title or each.fine.id,
                each.violation.subject or None,
                each.again or None,
                each.number or None,
                each.violation.items if each.fine.per == "item" else None,
                each.base,
                each.times,
                each.capped or None,
                each.amount,
            )
            for month in self._of_all()
            for each in month.charges
        )
        columns = (_EMPLOYEE, _MONTH, _ON, _WHAT, _SUBJECT, _AGAIN, _NUMBER, _ITEMS, _BASE, _TIMES, _CAPPED, _FINE)
        return Table("file_fines_steps", _STEPS, columns, rows)

    def _withheld(self, lang: Language) -> Table:
        rows = tuple(
            (
                self.run.staff.name(each.month.employee) or each.month.employee,
                f"{each.month.month:%Y-%m}",
                each.month.violations,
                each.pay,
                each.least,
                each.most,
                each.amount,
                each.decided_by or f"{each.rule.decided_by}: {_RANGE.said_in(lang)}",
            )
            for each in (() if self.customer else self.run.fines.withheld)
        )
        columns = (_EMPLOYEE, _MONTH, _VIOLATIONS, _PAY, _LEAST, _GREATEST, _WITHHELD_SUM, _BY)
        return Table("file_withheld", _WITHHELD, columns, rows)

    def _expenses(self) -> Table:
        rows = tuple(
            (each.expense, each.on, each.kind, each.customer, each.employee or None, each.amount)
            for each in self.run.expenses
            if self.customer in {"", each.customer}
        )
        return Table("expenses_refused", _EXPENSES, (_EXPENSE, _ON, _KIND, CUSTOMER, _EMPLOYEE, _AMOUNT), rows)

    def _stories(self, lang: Language) -> Iterator[Block]:
        """Each employee's statement, step by step."""
        months = self._of_all()
        withheld = {id(each.month): each for each in self.run.fines.withheld}
        for month in months[:_MOST]:
            yield Points(self._title(month, lang), tuple(self._points(month, withheld.get(id(month)), lang)))

    def _title(self, month: Month, lang: Language) -> str:
        name = self.run.staff.name(month.employee) or month.employee
        currency = self.run.policy.header.currency
        return stated(
            _OF, lang, employee=name, month=f"{month.month:%Y-%m}", total=money(month.total), currency=currency
        )

    def _points(self, month: Month, withheld: Withheld | None, lang: Language) -> Iterator[Point]:
        for charge in month.charges:
            for reason in reasons_of(charge, month):
                yield Point(step(reason, lang), self.places.of(reason.rule.at))
        if withheld is not None:
            reason = Reason("file-withhold", withheld.rule.rule, withhold_words(withheld))
            yield Point(step(reason, lang), self.places.of(reason.rule.at))

    def figures(self) -> tuple[int, int, int, str]:
        """Files that do not suffice, things late, expenses refused, and all fines."""
        run = self.run
        owed = money(total_of_decimals(each.total for each in run.fines.months))
        lacking = run.blocked(self.purpose) if self.purpose else run.insufficient()
        return len(lacking), len(run.lapses), len(run.expenses), owed


def shown(table: Table, lang: Language, *, is_whole: bool) -> Iterator[Block]:
    """A table on a page, its first rows where it is long."""
    rows = table.rows if is_whole else table.rows[:_MOST]
    yield Sheet(in_cents(Table(table.name, table.title, table.columns, rows)))
    if len(rows) < len(table.rows):
        yield Paragraph(stated(_MORE, lang, count=len(table.rows) - len(rows)))
