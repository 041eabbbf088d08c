"""What dealers earn if the period goes on as it did: totals, the dealers, and the bands ahead of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from attrs import frozen

from dealerkit.decisions import Outcome
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.projection import BandAhead, Outlook, Projection, Total
from dealerkit.rebates.terms import Entitlement
from dealerkit.report.findings import Json, location_json, problem_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.sentences import listed_facts, told
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs
from dealerkit.report.whys import Teller, rate_of
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
from dealerkit.report.workings import figure, goods_of, units_words
from dealerkit.values.exact import ZERO, Number, negate

SHOWN = 5
"""Dealers of a programme on a screen."""

_TITLE = Words("{policy}: if the period goes on as it did", "{policy}：按目前进度预计")
_HEAD = Words(
    "As of {as_of}, revision {revision}. Amounts in {currency}, without tax. What was bought so far goes on at the\n"
    "same pace for every calendar day that is left; facts are those on record for the period's end.",
    "截至 {as_of}，版本 {revision}。金额单位 {currency}，不含税。按已过日历天数的进货速度推算到期末；\n"
    "其他事实按期末有记录者计。",
)
_NOBODY = Words("Nobody has bought anything in a period that runs.", "正在进行的期间内没有任何进货。")
_TOTALS = Words("Totals", "合计")
_DEALERS = Words("Dealers", "经销商")
_BANDS = Words("Bands ahead", "前方坎级")
_REST = Words(
    "and {count} more; `--dealer` for one of them, `--out` for all",
    "另有 {count} 家；看某一家用 `--dealer`，看全部用 `--out`",
)

_SO_FAR = Column("so_far", Words("earned so far", "至今应得"), Kind.MONEY)
_PROJECTED = Column("projected", Words("projected", "预计应得"), Kind.MONEY)
_BASE = Column("qualifying", Words("base so far", "至今基数"), Kind.MONEY)
_PROJECTED_BASE = Column("projected_qualifying", Words("projected base", "预计基数"), Kind.MONEY)
_BOUND = Column("bound", Words("next band", "下一档"), Kind.MONEY)
_TO_GO = Column("distance", Words("to go", "还差"), Kind.MONEY)
_ON = Column("on", Words("reached on", "达到日期"))
_WORTH = Column("worth", Words("worth", "值"), Kind.MONEY)
_TOTAL_COLUMNS = (PROGRAMME, TITLE, Column("payees", _DEALERS, Kind.INTEGER), _SO_FAR, _PROJECTED, UNDETERMINED)
_PAGE_COLUMNS = (
    PAYEE,
    NAME,
    PERIOD,
    _BASE,
    _PROJECTED_BASE,
    _SO_FAR,
    _PROJECTED,
    _BOUND,
    _TO_GO,
    _ON,
    _WORTH,
)
_ROW_COLUMNS = (
    PROGRAMME,
    TITLE,
    PAYEE,
    NAME,
    PERIOD,
    Column("from", Words("from", "起"), Kind.DATE),
    Column("to", Words("to", "止"), Kind.DATE),
    Column("elapsed", Words("days so far", "已过天数"), Kind.INTEGER),
    Column("days", Words("days", "总天数"), Kind.INTEGER),
    _BASE,
    Column("pace", Words("a day", "每天"), Kind.MONEY),
    _PROJECTED_BASE,
    _SO_FAR,
    _PROJECTED,
    OUTCOME,
    CODE,
    MISSING,
)
_BAND_COLUMNS = (
    PROGRAMME,
    PAYEE,
    PERIOD,
    Column("band", Words("band", "坎级")),
    Column("bound", Words("from", "坎级起点"), Kind.MONEY),
    Column("rate", Words("pays", "标准"), Kind.MONEY),
    _TO_GO,
    Column("days_to_go", Words("days to go", "还需天数"), Kind.INTEGER),
    Column("on", Words("reached on", "达到日期"), Kind.DATE),
    Column("in_time", Words("in time", "期内达到")),
    Column("short", Words("short at the end", "期末尚差"), Kind.MONEY),
    Column("earns", Words("earned at the bound", "达到时应得"), Kind.MONEY),
    Column("over_now", Words("more than so far", "比至今多"), Kind.MONEY),
    Column("over_projected", Words("more than projected", "比预计多"), Kind.MONEY),
)
_IN_TIME = {True: "yes", False: "no"}
_NOT_AT_THIS_PACE = Words("not in time", "期内达不到")

_PACE = Words(
    "{elapsed} of {days} days: {base}, {pace} a day; {projected} by {last} at this pace",
    "{days} 天已过 {elapsed} 天：{base}，每天 {pace}；按此进度至 {last} 为 {projected}",
)
_UNITS = Words("{base} units", "{base} 台（件）")
_EARNS = Words("earned so far {so_far}, projected {projected}", "至今应得 {so_far}，预计应得 {projected}")
_UNKNOWN = Words("cannot be told until this is known: {facts}", "以下信息补齐之前无法确定：{facts}")
_AHEAD = Words(
    "the band from {bound} ({rate}): {distance} to go, reached in {days} days, on {on}",
    "{bound} 起的一档（{rate}）：还差 {distance}，{days} 天后即 {on} 达到",
)
_TOO_LATE = Words(
    "the band from {bound} ({rate}): {distance} to go, {days} days at this pace where {left} are left: {short} short",
    "{bound} 起的一档（{rate}）：还差 {distance}，按此进度需 {days} 天，而只剩 {left} 天：期末差 {short}",
)
_NEVER = Words(
    "the band from {bound} ({rate}): {distance} to go, never at this pace",
    "{bound} 起的一档（{rate}）：还差 {distance}，按此进度达不到",
)
_OVER_NOW = Words("; worth {worth} more than so far", "；比至今多得 {worth}")
_OVER_PROJECTED = Words("; worth {worth} more than projected", "；比预计多得 {worth}")
_UNIT_MEASURE = "quantity"


@frozen(eq=False)
class ProjectionReport:
    """The projections of one day; those of one ``dealer`` are told at length."""

    outlook: Outlook
    teller: Teller
    dealer: str = ""

    def report(self) -> Report:
        """The report."""
        return Report(
            "projection",
            lambda lang: self._page(lang, SHOWN),
            lambda lang: self._page(lang, 0),
            self.tables,
            self.document,
        )

    def _page(self, lang: Language, shown: int) -> Page:
        found, header = self.outlook, self.teller.policy.header
        head = stated(_HEAD, lang, as_of=found.as_of, revision=found.revision, currency=found.currency)
        blocks: list[Block] = [Paragraph(each) for each in (head, alone_words(found.alone, lang)) if each]
        if not found.projections:
            blocks.append(Paragraph(_NOBODY.said_in(lang)))
        elif self.dealer:
            blocks += [self._points(each, lang) for each in found.projections]
        else:
            rows = tuple(_people_total(each, goods_of(self.teller.programmes[each.programme])) for each in found.totals)
            blocks.append(Sheet(Table("totals", _TOTALS, _TOTAL_COLUMNS, rows)))
            for id, group in groupby(found.projections, key=lambda each: each.programme):
                blocks += self._programme(id, tuple(group), lang, shown)
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _programme(self, id: str, found: Sequence[Projection], lang: Language, shown: int) -> Iterator[Block]:
        """The dealers of one programme; a screen has room for those with the largest amounts."""
        chosen = sorted(found, key=_largest_first)[:shown] if shown else found
        title = found[0].title
        words = f"{title} ({id})" if title else id
        rows = tuple(self._cells(each, lang) for each in chosen)
        yield Sheet(Table(f"projection-{id}", Words(words, words), _PAGE_COLUMNS, rows))
        if len(found) > len(chosen):
            yield Paragraph(stated(_REST, lang, count=len(found) - len(chosen)))

    def _cells(self, each: Projection, lang: Language) -> tuple[Cell, ...]:
        band, goods = each.next_band, goods_of(self.teller.programmes[each.programme])
        ahead: tuple[Cell, ...] = (None, None, None, None)
        if band is not None:
            on = band.on.isoformat() if band.in_time and band.on else _NOT_AT_THIS_PACE.said_in(lang)
            ahead = (figure(band.bound), figure(band.distance), on, _amount(band.worth, goods))
        return (
            each.payee,
            each.payee_name,
            each.window.label,
            figure(each.so_far.qualifying),
            figure(each.projected.qualifying),
            _amount(each.so_far.amount, goods),
            _amount(each.projected.amount, goods),
            *ahead,
        )

    def _points(self, each: Projection, lang: Language) -> Points:
        programme = self.teller.programmes[each.programme]
        amount = _amount(each.projected.amount, goods_of(programme)) or "?"
        title = f"{each.title or each.programme} {each.window.label}: {amount}"
        return Points(title, tuple(self._told(each, programme, lang)))

    def _told(self, each: Projection, programme: Programme, lang: Language) -> Iterator[Point]:
        def base(number: Number) -> str:
            return base_words(number, programme, lang)

        yield Point(
            stated(
                _PACE,
                lang,
                elapsed=each.elapsed,
                days=each.days,
                base=base(each.so_far.qualifying),
                pace=base(each.pace),
                projected=base(each.projected.qualifying),
                last=each.window.last,
            )
        )
        if each.missing:
            yield Point(stated(_UNKNOWN, lang, facts=listed_facts(each.missing, self.teller.policy, lang)))
        elif each.so_far.amount is not None and each.projected.amount is not None:
            goods = goods_of(programme)
            so_far, projected = (units_words(amount, goods) for amount in (each.so_far.amount, each.projected.amount))
            yield Point(stated(_EARNS, lang, so_far=so_far, projected=projected))
        yield from stopped_points(each.projected, programme, self.teller, lang)
        for band in each.bands:
            words = self._band(band, programme, each.days - each.elapsed, lang)
            yield Point(words, self.teller.places.of(band.rule.at))

    def _band(self, band: BandAhead, programme: Programme, left: int, lang: Language) -> str:
        text = stated(
            _NEVER if band.days is None else _AHEAD if band.in_time else _TOO_LATE,
            lang,
            bound=figure(band.bound),
            rate=rate_of(programme, band.rate, lang, band.rule),
            distance=base_words(band.distance, programme, lang),
            days=band.days,
            on=band.on,
            left=left,
            short=base_words(band.short, programme, lang),
        )
        worth = band.worth
        if not worth:
            return text
        words = _OVER_NOW if band.in_time else _OVER_PROJECTED
        return text + stated(words, lang, worth=units_words(worth, goods_of(programme)))

    def tables(self, lang: Language) -> tuple[Table, ...]:
        """Every projection, every band ahead, the totals."""
        del lang
        found = self.outlook.projections
        bands = tuple(_band_cells(each, band) for each in found for band in each.bands)
        totals = tuple(_total_cells(each) for each in self.outlook.totals)
        return (
            Table("projection", Words("Projection", "预计"), _ROW_COLUMNS, tuple(_row_cells(each) for each in found)),
            Table("bands", _BANDS, _BAND_COLUMNS, bands),
            Table("totals", _TOTALS, _TOTAL_COLUMNS, totals),
        )

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON."""
        found = self.outlook
        return {
            "schema_version": SCHEMA_VERSION,
            "policy": {"name": found.policy, "revision": found.revision},
            "currency": found.currency,
            "as_of": found.as_of.isoformat(),
            "known_at": found.known_at.isoformat() if found.known_at else None,
            "method": "linear by calendar days elapsed",
            "before_stacking_and_budget": [*found.alone],
            "projections": [self._json(each) for each in found.projections],
            "totals": [_named(_TOTAL_COLUMNS, _total_cells(each)) for each in found.totals],
            "problems": [problem_json(each, lang) for each in found.problems],
        }

    def _json(self, each: Projection) -> dict[str, Json]:
        return {
            **_named(_ROW_COLUMNS, _row_cells(each)),
            "elapsed": each.elapsed,
            "days": each.days,
            "missing": [*each.missing],
            "because": [*each.projected.because],
            "bands": [_band_json(each, band) for band in each.bands],
        }


def stopped_points(decided: Entitlement, programme: Programme, teller: Teller, lang: Language) -> Iterator[Point]:
    """Why nothing is paid, or cannot be told, where a rule says so."""
    if decided.outcome is not Outcome.GRANTED and decided.reasons:
        reason = decided.reasons[-1]
        yield Point(told(reason, programme, lang), teller.places.of(reason.rule.at))


def base_words(base: Number, programme: Programme, lang: Language) -> str:
    """A base as it is measured: money, or units."""
    if programme.qualifying.measure == _UNIT_MEASURE:
        return stated(_UNITS, lang, base=figure(base))
    return figure(base)


def _amount(amount: Number | None, goods: str) -> str | None:
    return None if amount is None else units_words(amount, goods)


def _largest_first(each: Projection) -> tuple[bool, Number, str]:
    amount = each.projected.amount
    return (amount is None, ZERO if amount is None else negate(amount), each.payee)


def _people_total(each: Total, goods: str) -> tuple[Cell, ...]:
    so_far, projected = (units_words(amount, goods) for amount in (each.so_far, each.projected))
    return (each.programme, each.title, each.payees, so_far, projected, each.undetermined)


def _total_cells(each: Total) -> tuple[Cell, ...]:
    return (each.programme, each.title, each.payees, each.so_far, each.projected, each.undetermined)


def _row_cells(each: Projection) -> tuple[Cell, ...]:
    projected = each.projected
    return (
        each.programme,
        each.title,
        each.payee,
        each.payee_name,
        each.window.label,
        each.window.first,
        each.window.last,
        each.elapsed,
        each.days,
        each.so_far.qualifying,
        each.pace,
        projected.qualifying,
        each.so_far.amount,
        projected.amount,
        projected.outcome.value,
        projected.code,
        " ".join(each.missing),
    )


def _band_cells(each: Projection, band: BandAhead) -> tuple[Cell, ...]:
    return (
        each.programme,
        each.payee,
        each.window.label,
        band.rule.address,
        band.bound,
        band.rate,
        band.distance,
        band.days,
        band.on,
        _IN_TIME[band.in_time],
        band.short,
        band.earns,
        band.over_now,
        band.over_projected,
    )


def _band_json(each: Projection, band: BandAhead) -> dict[str, Json]:
    shown = _named(_BAND_COLUMNS[3:], _band_cells(each, band)[3:])
    return {**shown, "days_to_go": band.days, "in_time": band.in_time, "at": location_json(band.rule.at)}


def _named(columns: Sequence[Column], cells: Sequence[Cell]) -> dict[str, Json]:
    return {
        column.name: None if cell is None else cell if isinstance(cell, int) else cell_for_programs(cell)
        for column, cell in zip(columns, cells, strict=True)
    }
