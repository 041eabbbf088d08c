"""Whom a change touches, as reviewers read it: rows of rebates, money posted under lost ids, other sections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from dealerkit.problems import Problem
from dealerkit.report.difference_sections import SectionImpacts
from dealerkit.report.difference_tables import not_compared_json, section_blocks, section_tables, sections_json, sheet
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language, Words
from dealerkit.report.pages import Block, Heading, Paragraph, Sheet
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs
from dealerkit.report.words import NAME, PAYEE, PERIOD, PROGRAMME, TITLE, stated
from dealerkit.report.workings import in_cents, money
from dealerkit.values.change import Change
from dealerkit.whatif.difference.impact import Impact, ImpactRow, Part
from dealerkit.whatif.difference.posted import Orphans, Posted

_TITLE = Words("On the book, as of {as_of}", "按账册计算，截至 {as_of}")
_HEAD = Words(
    "{rows} rows: {changed} changed + {unchanged} unchanged + {failed} failed. Rebates earned, in {currency}:"
    " {before} before, {after} after, difference {gain}. Dealers who win: {winners}, who lose: {losers}.",
    "共 {rows} 行：变更 {changed} + 不变 {unchanged} + 无法确定 {failed}。"
    "应得返利（{currency}）：原 {before}，现 {after}，差额 {gain}；得利 {winners} 家，受损 {losers} 家。",
)
_LEFT_OUT = Words(
    "Failed rows cannot be told under one policy or the other; they are in no sum.",
    "无法确定的行在其中一份政策下得不出结果，不计入任何合计。",
)
_GOODS = Words(
    "Given in goods ({product}): {before} units before, {after} after.",
    "货返（{product}）：原 {before} 件，现 {after} 件。",
)
_NO_REBATES = Words("Rebates: not compared, {why}.", "返利：未比较，{why}。")
_ORPHANS = Words("Posted under ids that the new policy does not know", "记在新政策不认识的编号下的过账")
_NO_LEDGER = Words(
    "The book has no ledger: whether anything was posted under {names} cannot be told.",
    "账册没有台账：无法得知 {names} 下是否有过账。",
)
_NOTHING_POSTED = Words("Nothing was posted under {names}.", "{names} 下没有过账。")
_PARTS = Words("By programme and period", "按方案和期间")
_PAYEES = Words("Who wins, who loses", "谁得利，谁受损")
_ROWS = Words("Rows", "明细")

_STATUS = Column("status", Words("status", "状态"))
_COUNT = Column("rows", Words("rows", "行数"), Kind.INTEGER)
_CHANGED = Column("changed", Words("changed", "变更"), Kind.INTEGER)
_UNCHANGED = Column("unchanged", Words("unchanged", "不变"), Kind.INTEGER)
_FAILED = Column("failed", Words("failed", "无法确定"), Kind.INTEGER)
_BEFORE = Column("before", Words("before", "原"), Kind.MONEY)
_AFTER = Column("after", Words("after", "现"), Kind.MONEY)
_GAIN = Column("gain", Words("gain", "增减"), Kind.MONEY)
_WINNERS = Column("winners", Words("win", "得利"), Kind.INTEGER)
_LOSERS = Column("losers", Words("lose", "受损"), Kind.INTEGER)
_PRODUCT = Column("goods", Words("goods", "货品"))
_BASE_BEFORE = Column("base_before", Words("base before", "原基数"), Kind.MONEY)
_BASE_AFTER = Column("base_after", Words("base after", "现基数"), Kind.MONEY)
_BAND_BEFORE = Column("band_before", Words("band before", "原坎级"))
_BAND_AFTER = Column("band_after", Words("band after", "现坎级"))
_OF_PARTS = (
    *(PROGRAMME, TITLE, PERIOD, _COUNT, _CHANGED, _UNCHANGED, _FAILED, _BEFORE, _AFTER, _GAIN, _WINNERS, _LOSERS),
    _PRODUCT,
)
_OF_PAYEES = (PAYEE, NAME, _COUNT, _CHANGED, _FAILED, _BEFORE, _AFTER, _GAIN)
_OF_ROWS = (
    *(PROGRAMME, TITLE, PAYEE, NAME, PERIOD, _STATUS, _BEFORE, _AFTER, _GAIN, _BASE_BEFORE, _BASE_AFTER),
    *(_BAND_BEFORE, _BAND_AFTER, _PRODUCT),
)
_OF_ORPHANS = (
    Column("id", Words("id", "编号")),
    Column("payees", Words("dealers", "经销商数"), Kind.INTEGER),
    Column("postings", Words("postings", "笔数"), Kind.INTEGER),
    Column("net", Words("posted", "已过账"), Kind.MONEY),
    Column("accrued", Words("accrued", "已计提"), Kind.MONEY),
    Column("quantity", Words("units of goods", "货品件数"), Kind.MONEY),
)
_STATUSES: Mapping[Change, Words] = {
    Change.CHANGED: Words("changed", "变更"),
    Change.UNCHANGED: Words("unchanged", "不变"),
    Change.FAILED: Words("failed", "无法确定"),
}


@frozen(eq=False, kw_only=True)
class BookImpact:
    """What the change does on a book. ``impact`` is None where rebates were not compared, ``why`` then says so."""

    as_of: str
    impact: Impact | None
    why: Words | None = None
    orphans: Orphans
    sections: SectionImpacts
    problems: tuple[Problem, ...] = ()

    def tables(self, lang: Language) -> tuple[Table, ...]:
        """Every row, the sums, and the other sections."""
        found: list[Table] = []
        if self.impact is not None:
            found += [self._rows(self.impact.rows, lang), self._parts(lang), self._payees()]
        found += [self._orphans(), *section_tables(self.sections, lang)]
        return tuple(found)

    def blocks(self, lang: Language, shown: int) -> Iterator[Block]:
        """The part of the page about the book."""
        yield Heading(stated(_TITLE, lang, as_of=self.as_of))
        if self.impact is None:
            yield Paragraph(stated(_NO_REBATES, lang, why=self.why.said_in(lang) if self.why else ""))
        else:
            yield from self._of_rebates(self.impact, lang, shown)
        yield from self._of_ledger(lang)
        yield from section_blocks(self.sections, lang, shown)

    def _of_rebates(self, impact: Impact, lang: Language, shown: int) -> Iterator[Block]:
        whole = impact.whole
        count = {status: len(impact.of(status)) for status in Change}
        head = stated(
            _HEAD,
            lang,
            rows=f"{len(impact.rows):,}",
            changed=f"{count[Change.CHANGED]:,}",
            unchanged=f"{count[Change.UNCHANGED]:,}",
            failed=f"{count[Change.FAILED]:,}",
            currency=impact.currency,
            before=money(whole.before),
            after=money(whole.after),
            gain=_signed(whole),
            winners=f"{whole.winners:,}",
            losers=f"{whole.losers:,}",
        )
        lines = [head, *([_LEFT_OUT.said_in(lang)] if count[Change.FAILED] else [])]
        lines += [
            stated(_GOODS, lang, product=each.goods, before=money(each.before), after=money(each.after))
            for each in impact.in_goods
        ]
        yield Paragraph("\n".join(lines))
        parts = self._parts(lang)
        if shown:
            parts = _only(parts, [each.changed + each.failed > 0 for each in impact.parts])
        yield from sheet(parts, shown, lang)
        if impact.payees:
            yield from sheet(self._payees(), shown, lang)
        touched = [row for row in impact.rows if row.status is not Change.UNCHANGED]
        if touched and not shown:
            yield from sheet(self._rows(touched, lang), shown, lang)

    def _of_ledger(self, lang: Language) -> Iterator[Block]:
        if not self.orphans.names:
            return
        names = ", ".join(f"`{each}`" for each in self.orphans.names)
        if not self.orphans.has_ledger:
            yield Paragraph(stated(_NO_LEDGER, lang, names=names))
        elif self.orphans.posted:
            yield Sheet(in_cents(self._orphans()))
        else:
            yield Paragraph(stated(_NOTHING_POSTED, lang, names=names))

    def _rows(self, rows: Sequence[ImpactRow], lang: Language) -> Table:
        cells: tuple[tuple[Cell, ...], ...] = tuple(
            (
                *(row.programme, row.title or None, row.payee, row.payee_name or None, row.period),
                *(_STATUSES[row.status].said_in(lang), row.before, row.after, row.gain),
                *(row.base_before, row.base_after, row.band_before or None, row.band_after or None, row.goods or None),
            )
            for row in rows
        )
        return Table("impact", _ROWS, _OF_ROWS, cells)

    def _parts(self, lang: Language) -> Table:
        del lang
        parts = self.impact.parts if self.impact is not None else ()
        cells: tuple[tuple[Cell, ...], ...] = tuple(
            (
                *(each.programme, each.title or None, each.period, each.rows, each.changed, each.unchanged),
                *(each.failed, each.before, each.after, each.gain, each.winners, each.losers, each.goods or None),
            )
            for each in parts
        )
        return Table("impact_totals", _PARTS, _OF_PARTS, cells)

    def _payees(self) -> Table:
        payees = self.impact.payees if self.impact is not None else ()
        cells: tuple[tuple[Cell, ...], ...] = tuple(
            (
                *(each.programme, each.title or None, each.rows, each.changed, each.failed),
                *(each.before, each.after, each.gain),
            )
            for each in payees
        )
        return Table("impact_dealers", _PAYEES, _OF_PAYEES, cells)

    def _orphans(self) -> Table:
        cells: tuple[tuple[Cell, ...], ...] = tuple(
            (each.name, each.payees, each.postings, each.net, each.accrued, each.quantity)
            for each in self.orphans.posted
        )
        return Table("posted_under_lost_ids", _ORPHANS, _OF_ORPHANS, cells)

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON."""
        impact = self.impact
        found: dict[str, Json] = {
            "posted_under_lost_ids": {
                "has_ledger": self.orphans.has_ledger,
                "ids": [*self.orphans.names],
                "posted": [_posted_json(each) for each in self.orphans.posted],
            },
            "sections": sections_json(self.sections, lang),
            "not_compared": not_compared_json(self.sections, self.why, lang),
        }
        if impact is None:
            return {**found, "impact": None}
        return {
            **found,
            "impact": {
                "currency": impact.currency,
                "rows": len(impact.rows),
                **{status.value: len(impact.of(status)) for status in Change},
                "before": cell_for_programs(impact.whole.before),
                "after": cell_for_programs(impact.whole.after),
                "gain": cell_for_programs(impact.whole.gain),
                "winners": impact.whole.winners,
                "losers": impact.whole.losers,
                "totals": [_part_json(each) for each in impact.parts],
                "dealers": [_part_json(each) for each in impact.payees],
                "details": [_row_json(each) for each in impact.rows],
            },
        }


def _signed(part: Part) -> str:
    return f"+{money(part.gain)}" if part.gain > 0 else money(part.gain)


def _only(table: Table, kept: Sequence[bool]) -> Table:
    rows = tuple(row for row, keep in zip(table.rows, kept, strict=True) if keep)
    return Table(table.name, table.title, table.columns, rows)


def _posted_json(posted: Posted) -> Json:
    return {
        "id": posted.name,
        "dealers": posted.payees,
        "postings": posted.postings,
        "net": cell_for_programs(posted.net),
        "accrued": cell_for_programs(posted.accrued),
        "quantity": cell_for_programs(posted.quantity),
    }


def _part_json(part: Part) -> Json:
    return {
        "key": part.programme,
        "title": part.title,
        "period": part.period,
        "rows": part.rows,
        "changed": part.changed,
        "unchanged": part.unchanged,
        "failed": part.failed,
        "before": cell_for_programs(part.before),
        "after": cell_for_programs(part.after),
        "gain": cell_for_programs(part.gain),
        "winners": part.winners,
        "losers": part.losers,
        "goods": part.goods,
    }


def _row_json(row: ImpactRow) -> Json:
    return {
        "programme": row.programme,
        "payee": row.payee,
        "payee_name": row.payee_name,
        "period": row.period,
        "status": row.status.value,
        "before": None if row.before is None else cell_for_programs(row.before),
        "after": None if row.after is None else cell_for_programs(row.after),
        "gain": None if row.gain is None else cell_for_programs(row.gain),
        "base_before": cell_for_programs(row.base_before),
        "base_after": cell_for_programs(row.base_after),
        "band_before": row.band_before,
        "band_after": row.band_after,
        "goods": row.goods,
    }
