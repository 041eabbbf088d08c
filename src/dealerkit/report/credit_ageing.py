"""Ageing as people read it: by bucket, by customer, by group; how fast customers pay; one customer item by item."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from attrs import frozen

from dealerkit.credit.collecting.ageing import Aged, age_of
from dealerkit.credit.collecting.ageing_rule import BESIDE, CREDITS, DISPUTED, UNDATED, AgeingRule
from dealerkit.credit.collecting.ageing_run import AgeingRun, Pace
from dealerkit.credit.collecting.history import EVERYBODY
from dealerkit.credit.collecting.pace import Dso, rounded
from dealerkit.problems import Problem
from dealerkit.report.credit_columns import AMOUNT, BUCKET, CUSTOMER, DATE, DUE, INVOICE, NAME, OPEN, OVERDUE
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language, Words
from dealerkit.report.pages import Block, Page, Paragraph, Sheet
from dealerkit.report.reports import Report, document_head
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs
from dealerkit.report.words import stated
from dealerkit.report.workings import money

_TITLE = Words("Ageing: {policy}", "账龄：{policy}")
_HEAD = Words(
    "As of {as_of}, revision {revision}. {total} {currency} owed by {count} customers, {overdue} of it overdue.",
    "截至 {as_of}，版本 {revision}。{count} 个客户共欠 {total} {currency}，其中逾期 {overdue}。",
)
_ONE = Words(
    "As of {as_of}, revision {revision}. {name} owes {total} {currency}, {overdue} of it overdue.",
    "截至 {as_of}，版本 {revision}。{name} 共欠 {total} {currency}，其中逾期 {overdue}。",
)
_AGAINST = Words(
    "As of {as_of}, revision {revision}. {total} {currency} owed by {count} customers: debts of {debts}, {overdue} of"
    " them overdue, less {credit} in credit.",
    "截至 {as_of}，版本 {revision}。{count} 个客户共欠 {total} {currency}："
    "欠款 {debts}，其中逾期 {overdue}，减去贷项 {credit}。",
)
_ONE_AGAINST = Words(
    "As of {as_of}, revision {revision}. {name} owes {total} {currency}: debts of {debts}, {overdue} of them overdue,"
    " less {credit} in credit.",
    "截至 {as_of}，版本 {revision}。{name} 共欠 {total} {currency}："
    "欠款 {debts}，其中逾期 {overdue}，减去贷项 {credit}。",
)
_MADE_OF = Words(
    "That is receivables of {receivables} less receipts of {unapplied} that pay no invoice yet.",
    "即应收账款 {receivables} 减去尚未核销到发票的收款 {unapplied}。",
)
_HEADS = {(False, False): _HEAD, (True, False): _ONE, (False, True): _AGAINST, (True, True): _ONE_AGAINST}
"""By whether one customer is asked about, and whether anything stands against what is owed."""
_NO_AGEING = Words("The policy has no `collections.ageing`.", "政策没有 `collections.ageing`。")
_BY_DUE = Words("By age since payment was due", "按逾期天数的账龄")
_BY_INVOICE = Words("By age since the invoice", "按开票日的账龄")
_CUSTOMERS = Words("By customer", "按客户")
_GROUPS = Words("By group", "按客户组")
_ITEMS = Words("Open items", "未清款项")
_PACE = Words("How fast they pay", "回款快慢")

_SHARE = Column("share", Words("share", "占比"), Kind.RATE)
_GROUP = Column("group", Words("group", "客户组"))
_TOTAL = Column("total", Words("total", "合计"), Kind.MONEY)
_OLDEST = Column("oldest", Words("oldest, days", "最长逾期天数"), Kind.INTEGER)
_DAYS = Column("days", Words("age, days", "账龄天数"), Kind.INTEGER)
_DISPUTED = Column("disputed", Words("disputed", "争议"), Kind.MONEY)

_SIMPLE = Column("dso_simple", Words("DSO, days", "DSO 天数"), Kind.INTEGER)
_COUNT_BACK = Column("dso_count_back", Words("DSO counted back", "DSO 倒推法"), Kind.INTEGER)
_BEST = Column("dso_best_possible", Words("best possible DSO", "最佳 DSO"), Kind.INTEGER)
_LATE = Column("days_delinquent", Words("days delinquent", "平均拖欠天数"), Kind.INTEGER)
_TIMES = Column("turnover", Words("turnover", "周转次数"), Kind.INTEGER)
_TURNOVER_DAYS = Column("turnover_days", Words("turnover, days", "周转天数"), Kind.INTEGER)
_PACES = (_SIMPLE, _COUNT_BACK, _BEST, _LATE, _TIMES, _TURNOVER_DAYS)

_EVERYBODY = Words("all customers", "全部客户")

_BESIDE = {
    UNDATED: Words("no due date", "无到期日"),
    CREDITS: Words("credit", "贷项"),
    DISPUTED: Words("disputed", "争议"),
}


def column_words(rule: AgeingRule, column: str) -> Words:
    """The heading of a column of an ageing."""
    if column in BESIDE:
        return _BESIDE[column]
    name = rule.buckets[column].name
    return Words(name, name)


def shown_columns(rule: AgeingRule, total: Aged) -> tuple[str, ...]:
    """The buckets, and what stands beside them where there is anything of it."""
    return tuple(each for each in rule.columns if each not in BESIDE or total.amounts[each])


@frozen(eq=False)
class AgeingReport:
    """What is owed and how old it is, for one customer if so asked."""

    run: AgeingRun
    dealer: str = ""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings, whoever is asked about."""
        return self.run.problems

    @property
    def _asked(self) -> tuple[Aged, ...]:
        return tuple(each for each in self.run.customers if self.dealer in {"", each.subject})

    @property
    def _whole(self) -> Aged | None:
        if not self.dealer:
            return self.run.total
        return next(iter(self._asked), None)

    def figures(self) -> tuple[Decimal, Decimal, Decimal]:
        """What is invoiced and open, what of it is overdue, and what stands against it in credit."""
        total = self.run.total
        return (Decimal(0),) * 3 if total is None else (total.debts, total.overdue, total.credit)

    def report(self) -> Report:
        """The report."""
        return Report("ageing", self._page, self._page, self._tables, self.document)

    def _page(self, lang: Language) -> Page:
        header = self.run.policy.header
        title = stated(_TITLE, lang, policy=header.title or header.name)
        blocks: list[Block] = []
        whole, rule = self._whole, self.run.rule
        if rule is None:
            blocks.append(Paragraph(_NO_AGEING.said_in(lang)))
        elif whole is not None:
            blocks.append(Paragraph(self._head(whole, lang)))
            blocks.append(Sheet(self._buckets(rule, whole, lang)))
        if self.run.collections.dso is not None or self.run.collections.turnover is not None:
            blocks.append(Sheet(self._pace_table(lang)))
        if rule is not None and whole is not None:
            columns = shown_columns(rule, whole)
            if self.dealer:
                blocks.append(Sheet(self._items(rule, for_people=True)))
            else:
                blocks.append(Sheet(self._customers(rule, columns, for_people=True)))
                if self.run.groups:
                    blocks.append(Sheet(self._groups(rule, columns, for_people=True)))
        return Page(title, blocks)

    def _head(self, whole: Aged, lang: Language) -> str:
        header = self.run.policy.header
        head = stated(
            _HEADS[bool(self.dealer), bool(whole.credit)],
            lang,
            as_of=self.run.as_of,
            revision=header.revision,
            name=self.run.names.get(self.dealer) or self.dealer,
            total=money(whole.total),
            currency=header.currency,
            count=len(self.run.customers),
            debts=money(whole.debts),
            overdue=money(whole.overdue),
            credit=money(whole.credit),
        )
        if not whole.unapplied:
            return head
        made_of = stated(_MADE_OF, lang, receivables=money(whole.receivables), unapplied=money(whole.unapplied))
        return f"{head}\n{made_of}"

    def _tables(self, lang: Language) -> tuple[Table, ...]:
        rule = self.run.rule
        if rule is None:
            return (self._pace_table(lang),)
        made = [self._customers(rule, rule.columns), self._pace_table(lang)]
        if self.run.groups and not self.dealer:
            made.append(self._groups(rule, rule.columns))
        made.append(self._items(rule))
        return tuple(made)

    def _buckets(self, rule: AgeingRule, whole: Aged, lang: Language) -> Table:
        rows = tuple(
            (column_words(rule, each).said_in(lang), money(whole.amounts[each]), whole.share(each))
            for each in shown_columns(rule, whole)
        )
        last = (_TOTAL.heading.said_in(lang), money(whole.total), None)
        title = _BY_DUE if rule.by == "due" else _BY_INVOICE
        return Table("ageing_buckets", title, (BUCKET, AMOUNT, _SHARE), (*rows, last))

    def _customers(self, rule: AgeingRule, columns: tuple[str, ...], *, for_people: bool = False) -> Table:
        rows = tuple(
            (each.subject, self.run.names.get(each.subject) or None, *_cells(each, columns, for_people=for_people))
            for each in self._asked
        )
        return Table("ageing", _CUSTOMERS, (CUSTOMER, NAME, *_columns(rule, columns)), rows)

    def _groups(self, rule: AgeingRule, columns: tuple[str, ...], *, for_people: bool = False) -> Table:
        rows = tuple(
            (
                each.subject,
                self.run.group_names.get(each.subject) or None,
                *_cells(each, columns, for_people=for_people),
            )
            for each in self.run.groups
        )
        return Table("ageing_groups", _GROUPS, (_GROUP, NAME, *_columns(rule, columns)), rows)

    def _items(self, rule: AgeingRule, *, for_people: bool = False) -> Table:
        rows: list[tuple[Cell, ...]] = []
        for name, account in self.run.accounts.accounts.items():
            if self.dealer not in {"", name}:
                continue
            for item in account.items:
                age = age_of(rule, item, self.run.as_of)
                disputed = account.disputed_of(item)
                rows.append(
                    (
                        name,
                        item.invoice.invoice,
                        item.invoice.day,
                        item.invoice.due_on,
                        age,
                        UNDATED if age is None else rule.buckets[rule.bucket_of(age)].name,
                        money(item.open) if for_people else item.open,
                        (money(disputed) if for_people else disputed) if disputed else None,
                    )
                )
        columns = (CUSTOMER, INVOICE, DATE, DUE, _DAYS, BUCKET, OPEN, _DISPUTED)
        return Table("open_items", _ITEMS, columns, tuple(rows))

    def _pace_table(self, lang: Language) -> Table:
        """How fast everybody pays, or one customer; figures that cannot be told are empty."""
        asked = [self.dealer] if self.dealer else [EVERYBODY, *(each.subject for each in self.run.customers)]
        found = [(name, self._figures(self.run.paces.get(name, Pace()))) for name in asked]
        columns = tuple(column for column in _PACES if any(column.name in figures for _, figures in found))
        rows = tuple(
            (
                name,
                self.run.names.get(name) if name else _EVERYBODY.said_in(lang),
                *(figures.get(column.name) for column in columns),
            )
            for name, figures in found
        )
        return Table("pace", _PACE, (CUSTOMER, NAME, *columns), rows)

    def _figures(self, pace: Pace) -> dict[str, Decimal | None]:
        """The figures that the policy asks for, by name."""
        found: dict[str, Decimal | None] = {}
        of_days, of_times = self.run.collections.dso, self.run.collections.turnover
        if of_days is not None:
            dso = pace.dso or Dso()
            if of_days.simple is not None:
                found[_SIMPLE.name] = rounded(dso.simple, of_days.rounding)
                found[_BEST.name] = rounded(dso.best_possible, of_days.rounding)
                found[_LATE.name] = rounded(dso.delinquent, of_days.rounding)
            if of_days.count_back is not None:
                found[_COUNT_BACK.name] = rounded(dso.count_back, of_days.rounding)
        if of_times is not None:
            turnover = pace.turnover
            found[_TIMES.name] = None if turnover is None else rounded(turnover.times, of_times.rounding)
            found[_TURNOVER_DAYS.name] = None if turnover is None else rounded(turnover.days, of_times.rounding)
        return found

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON."""
        del lang
        return {
            **document_head(self.run.policy, self.run.as_of),
            "total": None if self._whole is None else self._aged(self._whole),
            "customers": [self._aged(each) for each in self._asked],
            "groups": [] if self.dealer else [self._aged(each) for each in self.run.groups],
        }

    def _aged(self, each: Aged) -> dict[str, Json]:
        pace = self._figures(self.run.paces.get(each.subject, Pace()))
        return {
            "subject": each.subject,
            "name": self.run.names.get(each.subject) or self.run.group_names.get(each.subject) or "",
            "buckets": {column: cell_for_programs(amount) for column, amount in each.amounts.items()},
            "total": cell_for_programs(each.total),
            "receivables": cell_for_programs(each.receivables),
            "unapplied": cell_for_programs(each.unapplied),
            "overdue": cell_for_programs(each.overdue),
            "oldest": each.oldest,
            **{name: None if figure is None else cell_for_programs(figure) for name, figure in pace.items()},
        }


def _columns(rule: AgeingRule, columns: tuple[str, ...]) -> Iterator[Column]:
    for each in columns:
        yield Column(each, column_words(rule, each), Kind.MONEY)
    yield from (_TOTAL, OVERDUE, _OLDEST)


def _cells(each: Aged, columns: tuple[str, ...], *, for_people: bool) -> Iterator[Cell]:
    for column in columns:
        amount = each.amounts[column]
        # A person looks for what is there; a program wants a number in every cell.
        yield ((money(amount) if amount else None) if for_people else amount)
    yield money(each.total) if for_people else each.total
    yield money(each.overdue) if for_people else each.overdue
    yield each.oldest
