"""Accruals as finance reads them: what rebates have cost so far, what is to be accrued, and what is owed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from attrs import frozen

from dealerkit.rebates.accrual import Accrual, Accruals, Method, Total
from dealerkit.report.findings import Json, problem_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.pages import Block, Page, Paragraph, Sheet
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.settled_tables import posting_cells, postings_table
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs
from dealerkit.report.whys import Teller
from dealerkit.report.words import (
    CODE,
    MISSING,
    NAME,
    OUTCOME,
    PAYEE,
    PERIOD,
    PROGRAMME,
    TITLE,
    UNDETERMINED,
    alone_words,
    stated,
)
from dealerkit.report.workings import figure, money
from dealerkit.values.exact import total_of_decimals

SHOWN = 5
"""Accounts of a programme on a screen."""

_TITLE = Words("Rebate accruals of {policy} as of {as_of}", "{policy}：截至 {as_of} 的返利计提")
_HEAD = Words(
    "Policy {name}, revision {revision}. Amounts in {currency}, without tax.\n{method}",
    "政策 {name}，版本 {revision}。金额单位 {currency}，不含税。\n{method}",
)
_METHODS = {
    Method.ACTUAL: Words(
        "Method actual: the terms at what was bought through {as_of}.",
        "方法 actual：按截至 {as_of} 的实际进货套用条款。",
    ),
    Method.FORECAST: Words(
        "Method forecast: what the period comes to at this pace, times the share of it bought through {as_of}.",
        "方法 forecast：按目前进度推算全期应得，乘以截至 {as_of} 已进货的份额。",
    ),
    Method.EXPECTED_AVERAGE: Words(
        "Method expected-average: the average rate of the last completed periods, on what was bought through {as_of}.",
        "方法 expected-average：以此前已结束期间的平均返利率，乘以截至 {as_of} 的实际进货。",
    ),
}
_KNOWN = Words("Only what was recorded by {known_at} is used.", "只使用截至 {known_at} 已记录的内容。")
_NO_LEDGER = Words(
    "This book has no ledger of what was accrued before: everything earned is shown as not accrued yet.",
    "此账册没有台账，无法得知此前已计提多少：应得金额全部显示为尚未计提。",
)
_NOTHING = Words("Nothing has been earned or accrued.", "没有可计提的内容。")
_TOTALS = Words("Totals", "合计")
_IN_ALL = Words("in all", "合计")
_REST = Words(
    "and {count} more: {amount} to accrue; `--dealer` for one dealer, `--out` for all",
    "其余 {count} 项：本次计提 {amount}；看某一家用 `--dealer`，看全部用 `--out`",
)

_EARNED = Column("earned", Words("earned so far", "至今应得"), Kind.MONEY)
_ACCRUED = Column("accrued", Words("accrued before", "此前已计提"), Kind.MONEY)
_CHANGE = Column("accrual", Words("to accrue", "本次计提"), Kind.MONEY)
_SETTLED = Column("settled", Words("settled", "已结算"), Kind.MONEY)
_LIABILITY = Column("liability", Words("liability", "未结负债"), Kind.MONEY)
_BASES = {
    Method.ACTUAL: Column("qualifying", Words("base", "基数"), Kind.MONEY),
    Method.FORECAST: Column("qualifying", Words("projected base", "预计基数"), Kind.MONEY),
    Method.EXPECTED_AVERAGE: Column("qualifying", Words("base", "基数"), Kind.MONEY),
}
_ACCOUNTS = Column("accounts", Words("accounts", "笔数"), Kind.INTEGER)
_AMOUNTS = (_EARNED, _ACCRUED, _CHANGE, _SETTLED, _LIABILITY)
_TOTAL_COLUMNS = (PROGRAMME, TITLE, _ACCOUNTS, *_AMOUNTS, UNDETERMINED)
_ROW_COLUMNS = (
    PROGRAMME,
    TITLE,
    PAYEE,
    NAME,
    PERIOD,
    Column("through", Words("earned through", "计算至"), Kind.DATE),
    _BASES[Method.ACTUAL],
    Column("paying", Words("paying base", "计返基数"), Kind.MONEY),
    Column("band", Words("band", "坎级")),
    Column("rate", Words("rate", "返利标准"), Kind.MONEY),
    Column("whole", Words("the terms give", "条款所得"), Kind.MONEY),
    Column("share", Words("share bought", "已进货份额"), Kind.MONEY),
    *_AMOUNTS,
    OUTCOME,
    CODE,
    MISSING,
    Column("average_rate", Words("average rate", "平均返利率"), Kind.RATE),
    Column("averaged_over", Words("averaged over", "取平均的期间")),
    Column("average_of", Words("of whom", "取自")),
)
_OWN = Words("the dealer", "该经销商")
_ALL = Words("all dealers", "全部经销商")


@frozen(eq=False)
class AccrualReport:
    """The accruals of one day."""

    accruals: Accruals
    teller: Teller

    def report(self) -> Report:
        """The report."""
        return Report(
            "accruals",
            lambda lang: self._page(lang, SHOWN),
            lambda lang: self._page(lang, 0),
            self.tables,
            self.document,
        )

    def _page(self, lang: Language, shown: int) -> Page:
        found, header = self.accruals, self.teller.policy.header
        blocks: list[Block] = [Paragraph(_NO_LEDGER.said_in(lang))] if found.without_ledger else []
        blocks.append(Paragraph(self._head(lang)))
        if found.alone:
            blocks.append(Paragraph(alone_words(found.alone, lang)))
        if found.rows:
            blocks.append(Sheet(Table("totals", _TOTALS, _TOTAL_COLUMNS, _people_totals(found.totals, lang))))
        else:
            blocks.append(Paragraph(_NOTHING.said_in(lang)))
        for id, rows in groupby(found.rows, key=lambda row: row.programme):
            blocks += _programme(id, tuple(rows), _BASES[found.method], lang, shown)
        return Page(stated(_TITLE, lang, policy=header.title or header.name, as_of=found.as_of), blocks)

    def _head(self, lang: Language) -> str:
        found = self.accruals
        method = stated(_METHODS[found.method], lang, as_of=found.as_of)
        named = {"name": found.policy, "revision": found.revision, "currency": found.currency}
        head = stated(_HEAD, lang, method=method, **named)
        return head if found.known_at is None else f"{head}\n{stated(_KNOWN, lang, known_at=found.known_at)}"

    def tables(self, lang: Language) -> tuple[Table, ...]:
        """Every account, the totals, and the postings that are proposed."""
        found = self.accruals
        rows = tuple(_row_cells(row, lang) for row in found.rows)
        totals = tuple(_total_cells(each) for each in found.totals)
        return (
            Table("accruals", Words("Accruals", "计提"), _ROW_COLUMNS, rows),
            Table("totals", _TOTALS, _TOTAL_COLUMNS, totals),
            postings_table(found.proposals),
        )

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON."""
        found = self.accruals
        postings = postings_table(()).columns
        return {
            "schema_version": SCHEMA_VERSION,
            "policy": {"name": found.policy, "revision": found.revision},
            "currency": found.currency,
            "as_of": found.as_of.isoformat(),
            "before_stacking_and_budget": [*found.alone],
            "known_at": found.known_at.isoformat() if found.known_at else None,
            "method": found.method.value,
            "without_ledger": found.without_ledger,
            "totals": [_named(_TOTAL_COLUMNS, _total_cells(each)) for each in found.totals],
            "rows": [_row_json(row, lang) for row in found.rows],
            "postings": [_named(postings, posting_cells(each)) for each in found.proposals],
            "problems": [problem_json(each, lang) for each in found.problems],
        }


def _programme(id: str, rows: Sequence[Accrual], base: Column, lang: Language, shown: int) -> Iterator[Block]:
    """The accounts of one programme; a screen has room for those that change most."""
    ordered = sorted(rows, key=_most_changed_first) if shown else rows
    chosen, rest = ordered[: shown or None], ordered[shown or len(ordered) :]
    words = f"{rows[0].title} ({id})" if rows[0].title else id
    columns = (PAYEE, NAME, PERIOD, base, *_AMOUNTS)
    yield Sheet(Table(f"accruals-{id}", Words(words, words), columns, tuple(_people_cells(row) for row in chosen)))
    if rest:
        amount = total_of_decimals(row.change for row in rest if row.change is not None)
        yield Paragraph(stated(_REST, lang, count=len(rest), amount=money(amount)))


def _most_changed_first(row: Accrual) -> tuple[bool, Decimal, str, str]:
    change = row.change
    known = (False, -abs(change)) if change is not None else (True, row.accrued)
    return (*known, row.payee, row.window.label)


def _people_cells(row: Accrual) -> tuple[Cell, ...]:
    amounts = (row.earned.amount, row.accrued, row.change, row.settled, row.liability)
    shown = tuple(None if amount is None else money(amount) for amount in amounts)
    return (row.payee, row.payee_name, row.window.label, figure(row.earned.decided.qualifying), *shown)


def _people_totals(totals: Sequence[Total], lang: Language) -> tuple[tuple[Cell, ...], ...]:
    rows = [_total_cells(each) for each in totals]
    if len(totals) > 1:
        sums = zip(*(_amounts(each) for each in totals), strict=True)
        count, unknown = sum(each.accounts for each in totals), sum(each.undetermined for each in totals)
        rows.append(("", _IN_ALL.said_in(lang), count, *(total_of_decimals(each) for each in sums), unknown))
    return tuple(tuple(money(cell) if isinstance(cell, Decimal) else cell for cell in row) for row in rows)


def _amounts(total: Total) -> tuple[Decimal, ...]:
    return (total.earned, total.accrued, total.change, total.settled, total.liability)


def _total_cells(total: Total) -> tuple[Cell, ...]:
    return (total.programme, total.title, total.accounts, *_amounts(total), total.undetermined)


def _row_cells(row: Accrual, lang: Language) -> tuple[Cell, ...]:
    decided, average = row.earned.decided, row.earned.average
    return (
        row.programme,
        row.title,
        row.payee,
        row.payee_name,
        row.window.label,
        row.window.through,
        decided.qualifying,
        decided.paying,
        decided.band.address if decided.band else "",
        decided.rate,
        decided.amount,
        row.earned.share,
        row.earned.amount,
        row.accrued,
        row.change,
        row.settled,
        row.liability,
        decided.outcome.value,
        decided.code,
        " ".join(decided.missing),
        average.rate if average is not None else None,
        " ".join(average.periods) if average is not None else "",
        (_ALL if average.of_all else _OWN).said_in(lang) if average is not None else "",
    )


def _row_json(row: Accrual, lang: Language) -> dict[str, Json]:
    decided = row.earned.decided
    return {
        **_named(_ROW_COLUMNS, _row_cells(row, lang)),
        "missing": [*decided.missing],
        "because": [*decided.because],
    }


def _named(columns: Sequence[Column], cells: Sequence[Cell]) -> dict[str, Json]:
    return {
        column.name: cell if cell is None or isinstance(cell, (int, str)) else cell_for_programs(cell)
        for column, cell in zip(columns, cells, strict=True)
    }
