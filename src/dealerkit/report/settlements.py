"""A settlement as a finance person reads it: what is paid in all, to whom, and why.

A screen shows the totals, the largest payments of each programme and one dealer explained in full;
paper shows every row. Tables and JSON hold everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from attrs import evolve, field, frozen

from dealerkit.book import Count
from dealerkit.rebates.approval.proposals import Approvals
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.results import Row, Settlement, Total
from dealerkit.rebates.run import Run
from dealerkit.rebates.sources.registry import BUYERS
from dealerkit.rebates.windows import State
from dealerkit.report import settled_tables
from dealerkit.report.approvals import ApprovalsReport, asked_json
from dealerkit.report.diagnostics import display_width
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language, Words
from dealerkit.report.overrides import overrides_table
from dealerkit.report.pages import Block, Heading, Page, Paragraph, Sheet
from dealerkit.report.reports import Report
from dealerkit.report.tables import Cell, Kind, Table, cell_for_people
from dealerkit.report.tax_rates import by_rate
from dealerkit.report.whys import Teller, rate_words
from dealerkit.report.words import (
    BASE,
    CARRIED,
    DUE,
    EARNED,
    GIVEN_UP,
    LATER,
    NAME,
    NOW,
    PAID,
    PAYEE,
    PERIOD,
    RATE,
    STATES,
    TITLE,
    UNDETERMINED,
    WHY,
    stated,
)
from dealerkit.report.workings import amount_of, figure, units_words
from dealerkit.values.exact import ZERO, total_of_decimals

SHOWN = 3
"""Rows of a programme on a screen."""

_TITLE = Words("Rebates of {policy} as of {as_of}", "{policy}：截至 {as_of} 的返利结算")
_HEAD = Words(
    "Policy {name}, revision {revision}. Amounts in {currency}, without tax.",
    "政策 {name}，版本 {revision}。金额单位 {currency}，不含税。",
)
_HEAD_TAXED = Words(
    "Policy {name}, revision {revision}. Amounts in {currency}, without tax; postings carry their tax.",
    "政策 {name}，版本 {revision}。金额单位 {currency}，不含税；待过账各笔另列税额。",
)
_KNOWN = Words("Only what was recorded by {known_at} is used.", "只使用截至 {known_at} 已记录的内容。")
_NO_LEDGER = Words(
    "This book has no ledger of what was paid before: everything earned is shown as unpaid.",
    "此账册没有台账，无法得知此前已付多少：应得金额全部显示为未付。",
)
_ROWS = Words(
    "{read} rows of `{source}`: {taken} counted, {untaken} in no programme, {later} after {as_of},"
    " {rejected} rejected.",
    "`{source}` 共 {read} 行：计入 {taken}，不属任何方案 {untaken}，晚于 {as_of} {later}，拒绝 {rejected}。",
)
_BUYER_ROWS = Words(
    "{read} rows of `{source}` credited to buyers: {taken} counted, {untaken} in no programme, {later} after {as_of},"
    " {rejected} rejected.",
    "`{source}` 中记给购买方的共 {read} 行：计入 {taken}，不属任何方案 {untaken}，晚于 {as_of} {later}，"
    "拒绝 {rejected}。",
)
_LINES = Words(
    "{read} lines: {taken} counted, {untaken} in no programme, {later} after {as_of}, {ignored} skipped,"
    " {rejected} rejected.",
    "共 {read} 行：计入 {taken}，不属任何方案 {untaken}，晚于 {as_of} {later}，按规定略过 {ignored}，拒绝 {rejected}。",
)
_TOTALS = Words("What is paid now, by programme", "各方案本次应付")
_IN_ALL = Words("in all", "合计")
_LARGEST = Words("{title}: the largest of {count} payments", "{title}：{count} 笔中最大的几笔")
_ALL_ROWS = Words("{title}", "{title}")
_REST = Words("and {count} more: {amount}", "其余 {count} 笔：{amount}")
_OTHERS = Words("and {count} more with `--dealer {payee}`", "其余 {count} 项见 `--dealer {payee}`")
_IN_FULL = Words("Why, in full: {payee}", "逐项说明：{payee}")
_NOTHING = Words("Nothing is to be settled.", "没有可结算的内容。")
_MORE = Words(
    "Every row with `--all`, another dealer with `--dealer CODE`, files with `--out FOLDER`.",
    "加 `--all` 看全部各行，`--dealer 编码` 看其他经销商，`--out 文件夹` 写成文件。",
)
_NAME_WIDTH = 16


@frozen
class Wanted:
    """Which rows are asked for; an empty text asks for all."""

    programme: str = ""
    dealer: str = ""
    period: str = ""

    def rows(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """The rows that are asked for."""
        return tuple(
            row
            for row in rows
            if self.programme in {"", row.programme}
            and self.dealer in {"", row.payee}
            and self.period in {"", row.window.label}
        )

    def of(self, settlement: Settlement) -> Settlement:
        """The settlement with the rows and postings that are asked for, and nothing else changed.

        Periods that are set against each other stay together: one alone would pay more, or take more, than is owed.
        """
        asked = {row.account for row in self.rows(settlement.rows)}
        together = {(row.programme, row.payee) for row in settlement.rows if row.movement.is_set_off}
        together &= {(account.programme, account.payee) for account in asked}
        rows = tuple(
            row
            for row in settlement.rows
            if row.account in asked or (row.movement.posted and (row.programme, row.payee) in together)
        )
        accounts = {row.account for row in rows}
        proposals = tuple(each for each in settlement.proposals if each.account in accounts)
        named = {(row.programme, row.payee, row.window.label) for row in rows}
        overrides = tuple(each for each in settlement.overrides if (each.programme, each.payee, each.period) in named)
        return evolve(settlement, rows=rows, proposals=proposals, overrides=overrides)


@frozen(eq=False)
class SettlementReport:
    """Everything a report needs to know. ``all_rows`` are ``settlement``'s; ``lines`` counts the book's table."""

    settlement: Settlement
    teller: Teller
    lines: Count
    wanted: Wanted = field(factory=Wanted)
    run: Run | None = None
    approvals: Approvals | None = None

    def report(self, *, everything: bool = False) -> Report:
        """The report; ``everything`` shows on a screen what paper would."""
        return Report(
            name="settlement",
            page=self.paper if everything else self.page,
            paper=self.paper,
            tables=self._tables,
            document=self._document,
        )

    def _tables(self, lang: Language) -> tuple[Table, ...]:
        found = settled_tables.tables(self.settlement, self.teller, lang)
        if self.approvals is None or self.run is None or not self.approvals.settlements:
            return found
        standing = self.run.standing
        told = ApprovalsReport(standing.policy, standing.book, standing.as_of, self.approvals)
        return (*found, told.table(self.approvals.of(self.settlement.proposals), lang))

    def _document(self, lang: Language) -> dict[str, Json]:
        found = settled_tables.document(self.settlement, self.teller, self.lines, lang)
        if self.approvals is None or not self.approvals.settlements:
            return found
        return {**found, "approvals": [asked_json(each, lang) for each in self.approvals.of(self.settlement.proposals)]}

    def page(self, lang: Language) -> Page:
        """What fits a screen."""
        blocks: list[Block] = [*self._head(lang)]
        if self.settlement.rows:
            blocks.append(Sheet(self._totals(lang)))
            if self.wanted.dealer:
                blocks += self._explained(self.wanted.dealer, self.settlement.rows, lang)
            else:
                blocks += self._largest(lang)
                blocks += self._overrides(lang)
                blocks.append(Paragraph(_MORE.said_in(lang)))
        return Page(self._title(lang), blocks)

    def paper(self, lang: Language) -> Page:
        """Every row, by programme, and the dealer that was asked for in full."""
        blocks: list[Block] = [*self._head(lang)]
        if self.settlement.rows:
            blocks.append(Sheet(self._totals(lang)))
        for programme, rows in groupby(self.settlement.rows, key=lambda row: row.programme):
            found = tuple(rows)
            blocks.append(Sheet(self._rows(found, _ALL_ROWS, lang, programme=programme, width=0)))
        blocks += self._overrides(lang)
        if self.wanted.dealer:
            blocks += self._explained(self.wanted.dealer, self.settlement.rows, lang)
        return Page(self._title(lang), blocks)

    def _overrides(self, lang: Language) -> Iterator[Block]:
        """What former dealers cost beside their successors."""
        if self.settlement.overrides:
            yield Sheet(overrides_table(self.settlement.overrides, lang, for_people=True))

    def _title(self, lang: Language) -> str:
        header = self.teller.policy.header
        return stated(_TITLE, lang, policy=header.title or header.name, as_of=self.settlement.as_of)

    def _head(self, lang: Language) -> Iterator[Block]:
        run, count = self.settlement, self.settlement.lines
        if run.without_ledger:
            yield Paragraph(_NO_LEDGER.said_in(lang))
        head = _HEAD if run.without_tax else _HEAD_TAXED
        words = [stated(head, lang, name=run.policy, revision=run.revision, currency=run.currency)]
        if run.known_at is not None:
            words.append(stated(_KNOWN, lang, known_at=run.known_at))
        counted = {
            "read": self.lines.read,
            "taken": count.taken,
            "untaken": count.untaken,
            "later": count.later + self.lines.later,
            "ignored": self.lines.ignored,
            "rejected": self.lines.rejected,
        }
        shown = {name: cell_for_people(number, Kind.INTEGER) for name, number in counted.items()}
        if self.lines.read or not run.sources:
            words.append(stated(_LINES, lang, as_of=run.as_of, **shown))
        for source, each in run.sources.items():
            told = {name: getattr(each, name) for name in ("read", "taken", "untaken", "later", "rejected")}
            rows = {name: cell_for_people(number, Kind.INTEGER) for name, number in told.items()}
            text = _BUYER_ROWS if source.startswith(BUYERS) else _ROWS
            words.append(stated(text, lang, source=source.partition(":")[0], as_of=run.as_of, **rows))
        yield Paragraph("\n".join(words))
        rates = by_rate(run.rows, lang)
        if rates is not None:
            yield Sheet(rates)
        if not run.rows:
            yield Paragraph(_NOTHING.said_in(lang))

    def _totals(self, lang: Language) -> Table:
        totals = self.settlement.totals
        goods = [total.goods for total in totals]
        rows = [_total_cells(total) for total in totals]
        of_money = [row for row, product in zip(rows, goods, strict=True) if not product]
        if len(of_money) > 1:
            rows.append((_IN_ALL.said_in(lang), *(_sum(each) for each in list(zip(*of_money, strict=True))[1:])))
            goods.append("")
        columns = (TITLE, EARNED, PAID, NOW, LATER, CARRIED, GIVEN_UP, UNDETERMINED)
        # What happens nowhere needs no column on a page; files have them all.
        kept = [
            place
            for place, column in enumerate(columns)
            if column not in {LATER, CARRIED, GIVEN_UP, UNDETERMINED} or any(row[place] for row in rows)
        ]
        return Table(
            "totals",
            _TOTALS,
            tuple(columns[place] for place in kept),
            tuple(
                tuple(_shown(row[place], product) for place in kept) for row, product in zip(rows, goods, strict=True)
            ),
        )

    def _largest(self, lang: Language) -> Iterator[Block]:
        for programme, rows in groupby(self.settlement.rows, key=lambda row: row.programme):
            moved = sorted((row for row in rows if row.movement.posted), key=lambda row: -abs(row.movement.posted))
            if not moved:
                continue
            title = _LARGEST if len(moved) > SHOWN else _ALL_ROWS
            yield Sheet(self._rows(moved[:SHOWN], title, lang, programme=programme, count=len(moved)))
            rest = moved[SHOWN:]
            if rest:
                amount = total_of_decimals(row.movement.posted for row in rest)
                yield Paragraph(stated(_REST, lang, count=len(rest), amount=amount_of(amount, rest[0].goods)))
        largest = self._largest_payee()
        moved = [row for row in self.settlement.rows if row.payee == largest and row.movement.posted]
        shown = sorted(moved, key=lambda row: -abs(row.movement.posted))[:SHOWN]
        yield from self._explained(largest, [row for row in moved if row in shown], lang)
        if len(moved) > len(shown):
            yield Paragraph(stated(_OTHERS, lang, count=len(moved) - len(shown), payee=largest))

    def _largest_payee(self) -> str:
        paid: dict[str, Decimal] = {}
        for row in self.settlement.rows:
            paid[row.payee] = paid.get(row.payee, ZERO) + (ZERO if row.goods else row.movement.posted)
        return max((payee for payee in paid if paid[payee]), key=lambda payee: paid[payee], default="")

    def _explained(self, payee: str, rows: Iterable[Row], lang: Language) -> Iterator[Block]:
        found = [row for row in rows if row.payee == payee]
        if not found:
            return
        yield Heading(stated(_IN_FULL, lang, payee=f"{payee} {found[0].payee_name}".strip()))
        for row in found:
            yield self.teller.points(row, lang)

    def _rows(
        self,
        rows: Sequence[Row],
        title: Words,
        lang: Language,
        *,
        programme: str,
        count: int = 0,
        width: int = _NAME_WIDTH,
    ) -> Table:
        rule = self.teller.programmes[programme]
        named = f"{rule.title} ({programme})" if rule.title else programme
        words = stated(title, lang, title=named, count=count)
        columns = (PAYEE, NAME, PERIOD, BASE, RATE, EARNED, PAID, NOW, DUE, WHY)
        return Table(
            f"rows-{programme}",
            Words(words, words),
            columns,
            tuple(self._cells(rule, row, lang, width) for row in rows),
        )

    def _cells(self, programme: Programme, row: Row, lang: Language, width: int) -> tuple[Cell, ...]:
        state = row.window.state
        due: Cell = row.due
        if row.due is None and row.window.state is not State.FINAL:
            due = STATES[state].said_in(lang)
        return (
            row.payee,
            _short(row.payee_name, width),
            row.window.label,
            figure(row.qualifying),
            rate_words(programme, row, lang),
            None if row.entitlement is None else units_words(row.entitlement, row.goods),
            units_words(row.settled, row.goods),
            None if row.entitlement is None else units_words(row.movement.posted, row.goods),
            due,
            self.teller.why(row),
        )


def _total_cells(total: Total) -> tuple[Cell, ...]:
    return (
        total.title or total.programme,
        total.entitlement,
        total.settled,
        total.posted,
        settled_tables.later(total),
        total.carried,
        total.given_up,
        total.undetermined,
    )


def _sum(cells: Iterable[Cell]) -> Cell:
    found = tuple(cells)
    if all(isinstance(each, int) for each in found):
        return sum(each for each in found if isinstance(each, int))
    return total_of_decimals(each for each in found if isinstance(each, Decimal))


def _shown(cell: Cell, goods: str) -> Cell:
    return units_words(cell, goods) if isinstance(cell, Decimal) else cell


def _short(name: str, width: int) -> str:
    """A name in at most ``width`` columns of a terminal; 0 leaves it whole."""
    if not width or display_width(name) <= width:
        return name
    end = len(name)
    while display_width(name[:end]) > width - 1:
        end -= 1
    return f"{name[:end]}…"
