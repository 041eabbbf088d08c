"""What one order adds: programme by programme, with what it does not reach and why it may add nothing."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from dealerkit.rebates.orders import Gain, OrderGains
from dealerkit.rebates.programme import Programme
from dealerkit.report.findings import Json, problem_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.projections import base_words, stopped_points
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.sentences import listed_facts
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs
from dealerkit.report.whys import Teller, rate_of
from dealerkit.report.words import CODE, MISSING, PERIOD, PROGRAMME, TITLE, counted, stated
from dealerkit.report.workings import figure, goods_of, money, units_words
from dealerkit.values.exact import Number

_TITLE = Words("What this order adds for {payee}", "这张订单为 {payee} 增加多少")
_HEAD = Words(
    "As of {as_of}: {lines}, not invoiced yet. Amounts in {currency}, without tax: what the period pays with the\n"
    "order and without it, if nothing else is bought.",
    "截至 {as_of}：{count} 行，尚未开票。金额单位 {currency}，不含税：若不再有其他进货，有无这张订单各得多少。",
)
_UNUSABLE = Words(
    "A line of the order cannot be used, so nothing can be told: see the findings.",
    "订单中有无法使用的行，因此无法计算：见所列问题。",
)
_NOTHING = Words("No programme runs for this dealer.", "该经销商没有正在进行的方案。")
_SUM = Words("The order adds {adds} in all.", "这张订单合计增加 {adds}。")
_OPEN = Words("{count} cannot be told and are not in it.", "其中 {count} 项无法确定，未计入。")
_COLUMNS = (
    PROGRAMME,
    TITLE,
    PERIOD,
    Column("adds_to_base", Words("adds to base", "增加基数"), Kind.MONEY),
    Column("qualifying", Words("base with it", "增加后基数"), Kind.MONEY),
    Column("before", Words("earned without", "没有它应得"), Kind.MONEY),
    Column("after", Words("earned with", "有它应得"), Kind.MONEY),
    Column("adds", Words("adds", "增加"), Kind.MONEY),
)
_MORE_COLUMNS = (
    CODE,
    MISSING,
    Column("next_bound", Words("next band", "下一档"), Kind.MONEY),
    Column("distance", Words("to go", "还差"), Kind.MONEY),
)
_UNKNOWN = Words("cannot be told until this is known: {facts}", "以下信息补齐之前无法确定：{facts}")
_NEXT = Words(
    "after it, {distance} to go to the band from {bound} ({rate})", "之后距 {bound} 起的一档（{rate}）还差 {distance}"
)


@frozen(eq=False)
class OrderReport:
    """What an order adds, with the policy it rests on."""

    found: OrderGains
    teller: Teller

    def report(self) -> Report:
        """The report; its screen and its paper are the same."""
        return Report("order", self._page, self._page, self.tables, self.document)

    def _page(self, lang: Language) -> Page:
        found = self.found
        payee = f"{found.payee_name} ({found.payee})" if found.payee_name else found.payee
        lines = counted(found.lines, "line", "lines")
        head = stated(_HEAD, lang, as_of=found.as_of, lines=lines, count=found.lines, currency=found.currency)
        blocks: list[Block] = [Paragraph(head), Paragraph("\n".join(self._sum(lang)))]
        if found.gains:
            rows = tuple(_people_cells(each, goods_of(self.teller.programmes[each.programme])) for each in found.gains)
            blocks.append(Sheet(Table("order", Words("Programmes", "方案"), _COLUMNS, rows)))
        if not found.problems:
            told = (Points(each.title or each.programme, tuple(self._told(each, lang))) for each in found.gains)
            blocks += (points for points in told if points.points)
        return Page(stated(_TITLE, lang, payee=payee), blocks)

    def _sum(self, lang: Language) -> Iterator[str]:
        found = self.found
        if found.problems:
            yield _UNUSABLE.said_in(lang)
        elif not found.gains:
            yield _NOTHING.said_in(lang)
        else:
            yield stated(_SUM, lang, adds=money(found.adds))
            if found.undetermined:
                yield stated(_OPEN, lang, count=found.undetermined)

    def _told(self, each: Gain, lang: Language) -> Iterator[Point]:
        """What stands against a programme paying, and the band ahead, where the order counts for it."""
        programme = self.teller.programmes[each.programme]
        if each.missing:
            yield Point(stated(_UNKNOWN, lang, facts=listed_facts(each.missing, self.teller.policy, lang)))
        if each.after is not None and (each.adds_to_base or each.adds is None):
            yield from stopped_points(each.after, programme, self.teller, lang)
            yield from self._ahead(each, programme, lang)

    def _ahead(self, each: Gain, programme: Programme, lang: Language) -> Iterator[Point]:
        band = each.next_band
        if band is not None:
            distance = base_words(band.distance, programme, lang)
            rate = rate_of(programme, band.rate, lang, band.rule)
            text = stated(_NEXT, lang, distance=distance, bound=figure(band.base), rate=rate)
            yield Point(text, self.teller.places.of(band.rule.at))

    def tables(self, lang: Language) -> tuple[Table, ...]:
        """One row a programme."""
        del lang
        rows = tuple(_cells(each) for each in self.found.gains)
        return (Table("order", Words("Order", "订单"), (*_COLUMNS, *_MORE_COLUMNS), rows),)

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON."""
        found = self.found
        return {
            "schema_version": SCHEMA_VERSION,
            "policy": {"name": self.teller.policy.header.name, "revision": self.teller.policy.header.revision},
            "currency": found.currency,
            "as_of": found.as_of.isoformat(),
            "known_at": found.known_at.isoformat() if found.known_at else None,
            "payee": found.payee,
            "payee_name": found.payee_name,
            "lines": found.lines,
            "adds": None if found.problems else cell_for_programs(found.adds),
            "undetermined": found.undetermined,
            "programmes": [_json(each) for each in found.gains],
            "problems": [problem_json(each, lang) for each in found.problems],
        }


def _people_cells(each: Gain, goods: str) -> tuple[Cell, ...]:
    after = None if each.after is None else each.after.amount
    return (
        each.programme,
        each.title,
        each.window.label,
        _figure(each.adds_to_base),
        _figure(_base_with_it(each)),
        _amount(each.before.amount, goods),
        _amount(after, goods),
        _amount(each.adds, goods),
    )


def _cells(each: Gain) -> tuple[Cell, ...]:
    band = each.next_band
    return (
        each.programme,
        each.title,
        each.window.label,
        each.adds_to_base,
        _base_with_it(each),
        each.before.amount,
        None if each.after is None else each.after.amount,
        each.adds,
        "" if each.after is None else each.after.code,
        " ".join(each.missing),
        None if band is None else band.base,
        None if band is None else band.distance,
    )


def _json(each: Gain) -> dict[str, Json]:
    named = {
        column.name: None if cell is None else cell_for_programs(cell)
        for column, cell in zip((*_COLUMNS, *_MORE_COLUMNS), _cells(each), strict=True)
    }
    return {
        **named,
        "missing": [*each.missing],
        "because": [] if each.after is None else [*each.after.because],
    }


def _base_with_it(each: Gain) -> Number | None:
    return None if each.after is None else each.after.qualifying


def _figure(base: Number | None) -> str | None:
    return None if base is None else figure(base)


def _amount(amount: Number | None, goods: str) -> str | None:
    return None if amount is None else units_words(amount, goods)
