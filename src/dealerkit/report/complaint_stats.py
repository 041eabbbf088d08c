"""The monthly table of a flow as people read it: this month beside the one before, then group by group."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from attrs import frozen

from dealerkit.problems import Problem
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language, Words
from dealerkit.report.pages import Block, Page, Paragraph, Sheet
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_people, cell_for_programs
from dealerkit.report.words import stated
from dealerkit.report.workings import money
from dealerkit.values.exact import subtract
from dealerkit.values.months import add_months
from dealerkit.values.numbers import Number
from dealerkit.workflow.statistics import Figures, Part
from dealerkit.workflow.statistics_run import MonthlyTable

_TITLE = Words("{flow}: {month}", "{flow}：{month}")
_HEAD = Words(
    "As of {as_of}, revision {revision}. {received} cases came in, {closed} were closed, {open} are open.",
    "截至 {as_of}，版本 {revision}。受理 {received} 件，结案 {closed} 件，未结 {open} 件。",
)
_SO_FAR = Words("The month is not over: its figures are those up to {as_of}.", "本月尚未结束：数字截至 {as_of}。")
_DUE = Words(
    "The table is due by {due}: {days} days are left.",
    "报表最迟 {due} 上报：还有 {days} 天。",
)
_TODAY = Words("The table is due today.", "报表今日应上报。")
_OVERDUE = Words(
    "The table was due by {due}: it is {days} days overdue.",
    "报表最迟 {due} 上报：已逾期 {days} 天。",
)
_OWNED = Words("It is handed in by {owner}.", "由 {owner} 上报。")
_POINTS = Words("{points} points", "{points} 个百分点")
_UNPUBLISHED = Words(
    "Nobody can tell by when the table is due: the calendar does not reach so far.",
    "无法确定报表何时应交：日历未包括该日。",
)
_UNSTATED = Words(
    "Of {count} payments nobody wrote down how much; the sum leaves them out.",
    "有 {count} 笔赔付没有写明金额，合计未包括。",
)

_UNCONVERTED = Words(
    "{count} payments are in a currency without a rate of their day; the sum leaves them out.",
    "有 {count} 笔赔付没有当日汇率，无法折算，合计未包括。",
)
_UNTOLD = Words(
    "Of {count} runs of clocks nobody can tell by when they were due; the share in time leaves them out.",
    "有 {count} 次时限无法确定何时到期，及时率未包括。",
)

_OVERALL = Words("The month", "本月")
_GROUPED = {
    "kind": Words("By kind", "按类别"),
    "cause": Words("By cause", "按原因"),
    "product": Words("By product", "按产品"),
    "dealer": Words("By dealer", "按经销商"),
}
_CLOCKS = Words("By clock", "按时限")
_ALL = Words("By group", "分组")
_NOT_STATED = Words("(not stated)", "（未注明）")

_FIGURE = Column("figure", Words("figure", "指标"))
_BY = Column("by", Words("by", "分列依据"))
_GROUP = Column("group", Words("group", "分组"))
_CLOCK = Column("clock", Words("clock", "时限"))
_OWNER = Column("owner", Words("owner", "负责"))
_KEPT = Column("in_time", Words("in time", "及时"), Kind.INTEGER)
_DECIDED = Column("decided", Words("decided", "应完成"), Kind.INTEGER)
_UNTOLD_RUNS = Column("untold", Words("cannot be told", "无法确定"), Kind.INTEGER)
_SHARE = Column("share", Words("share", "及时率"), Kind.RATE)


_MEDIAN = "median_hours"


@frozen
class _Figure:
    """One figure: its column, what it is, and the part it is a share of, for a share."""

    column: Column
    of: Callable[[Figures], Number | int | None]
    part: Callable[[Figures], Part] | None = None


def _share(name: str, heading: Words, part: Callable[[Figures], Part]) -> _Figure:
    return _Figure(Column(name, heading, Kind.RATE), lambda figures: part(figures).share, part)


_FIGURES: tuple[_Figure, ...] = (
    _Figure(Column("received", Words("received", "受理"), Kind.INTEGER), lambda each: each.received),
    _Figure(Column("closed", Words("closed", "结案"), Kind.INTEGER), lambda each: each.closed),
    _Figure(Column("open", Words("open", "未结"), Kind.INTEGER), lambda each: each.open),
    _share("founded", Words("founded", "属实率"), lambda each: each.founded),
    _share("in_time", Words("in time", "及时率"), lambda each: each.in_time),
    _share("accepted", Words("in order", "合格率"), lambda each: each.accepted),
    _share("repeated", Words("repeated", "重复率"), lambda each: each.repeated),
    _Figure(Column(_MEDIAN, Words("median hours", "结案中位小时"), Kind.MONEY), lambda each: each.median),
    _Figure(Column("compensation", Words("compensation", "赔偿"), Kind.MONEY), lambda each: each.paid),
)


@frozen(eq=False)
class StatisticsReport:
    """The table of a month."""

    table: MonthlyTable

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found on the way."""
        return self.table.problems

    def report(self) -> Report:
        """The report."""
        return Report("statistics", self._page, self._page, self._tables, self.document)

    def _page(self, lang: Language) -> Page:
        table = self.table
        head = stated(
            _HEAD,
            lang,
            as_of=table.as_of,
            revision=table.policy.header.revision,
            received=table.figures.received,
            closed=table.figures.closed,
            open=table.figures.open,
        )
        blocks: list[Block] = [Paragraph("\n".join((head, *self._said(lang)))), Sheet(self._overall(lang))]
        blocks += (Sheet(self._group(name, lang)) for name in table.groups)
        if table.figures.clocks or table.figures.untold:
            blocks.append(Sheet(self._clocks(lang)))
        title = table.flow.title or table.flow.id
        return Page(stated(_TITLE, lang, flow=title, month=f"{table.month:%Y-%m}"), blocks)

    def _said(self, lang: Language) -> Iterator[str]:
        table = self.table
        if not table.is_whole:
            yield stated(_SO_FAR, lang, as_of=table.as_of)
        left, owner = table.days_left, table.flow.statistics.owner
        if table.last_day is not None and left is not None:
            words = _OVERDUE if left < 0 else _DUE if left else _TODAY
            said = stated(words, lang, due=table.last_day, days=abs(left))
            # English keeps a blank between sentences, Chinese none.
            yield f"{said}{' ' if lang == 'en' else ''}{stated(_OWNED, lang, owner=owner)}" if owner else said
        elif table.unpublished is not None:
            yield stated(_UNPUBLISHED, lang)
        if table.figures.unstated:
            yield stated(_UNSTATED, lang, count=table.figures.unstated)
        if table.figures.unconverted:
            yield stated(_UNCONVERTED, lang, count=table.figures.unconverted)
        if table.figures.untold:
            yield stated(_UNTOLD, lang, count=sum(table.figures.untold.values()))

    def _tables(self, lang: Language) -> tuple[Table, ...]:
        return (self._groups(lang), self._clocks(lang))

    def _overall(self, lang: Language) -> Table:
        """Each figure of this month and the one before, and how it changed."""
        now, before = self.table.figures, self.table.before
        rows = tuple(
            (
                each.column.heading.said_in(lang),
                _for_people(each.of(now), each.column),
                _out_of(each, now),
                _for_people(each.of(before), each.column),
                _change(each, now, before, lang),
            )
            for each in _FIGURES
        )
        month = self.table.month
        columns = (
            _FIGURE,
            Column("month", Words(f"{month:%Y-%m}", f"{month:%Y-%m}"), Kind.INTEGER),
            Column("of", Words("of", "其中"), Kind.INTEGER),
            Column("before", Words(f"{add_months(month, -1):%Y-%m}", f"{add_months(month, -1):%Y-%m}"), Kind.INTEGER),
            Column("change", Words("change", "增减"), Kind.INTEGER),
        )
        return Table("statistics_month", _OVERALL, columns, rows)

    def _group(self, name: str, lang: Language) -> Table:
        rows = tuple(
            (label or _NOT_STATED.said_in(lang), *_cells(figures)) for label, figures in self.table.groups[name]
        )
        title = _GROUPED.get(name, Words(f"By {name}", f"按 {name}"))
        return Table(f"statistics_{name}", title, (_GROUP, *(each.column for each in _FIGURES)), rows)

    def _groups(self, lang: Language) -> Table:
        """One table of the month and of every group, for programs: each share with what it is taken of."""
        del lang
        rows: list[tuple[Cell, ...]] = [("", "", *_all_cells(self.table.figures))]
        for name, groups in self.table.groups.items():
            rows += ((name, label, *_all_cells(figures)) for label, figures in groups)
        return Table("statistics", _ALL, (_BY, _GROUP, *_all_columns()), tuple(rows))

    def _clocks(self, lang: Language) -> Table:
        del lang
        figures = self.table.figures
        rows = tuple(
            (clock.title or clock.id, clock.owner, part.count, part.of, part.share, figures.untold.get(clock.id, 0))
            for clock in (self.table.flow.clocks or {}).values()
            for part in [figures.clocks.get(clock.id, Part())]
            if part.of or figures.untold.get(clock.id)
        )
        columns = (_CLOCK, _OWNER, _KEPT, _DECIDED, _SHARE, _UNTOLD_RUNS)
        return Table("statistics_clocks", _CLOCKS, columns, rows)

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON; what is not known is null."""
        del lang
        table, header = self.table, self.table.policy.header
        last, left = table.last_day, table.days_left
        return {
            "schema_version": SCHEMA_VERSION,
            "policy": {"name": header.name, "revision": header.revision},
            "flow": table.flow.id,
            "month": f"{table.month:%Y-%m}",
            "as_of": table.as_of.isoformat(),
            "is_whole": table.is_whole,
            "due": None if last is None else last.isoformat(),
            "days_left": left,
            "is_overdue": table.is_overdue,
            "currency": header.currency,
            "figures": _json(table.figures),
            "before": _json(table.before),
            "by": {
                name: [{"group": label, **_json(figures)} for label, figures in groups]
                for name, groups in table.groups.items()
            },
        }


def _cells(figures: Figures) -> Iterator[Cell]:
    """The figures of a group for people."""
    for each in _FIGURES:
        number = each.of(figures)
        yield _for_people(number, each.column) if each.column.kind is Kind.MONEY else number


def _all_columns() -> Iterator[Column]:
    for each in _FIGURES:
        yield each.column
        if each.part is not None:
            name = each.column.name
            yield Column(f"{name}_count", each.column.heading, Kind.INTEGER)
            yield Column(f"{name}_of", each.column.heading, Kind.INTEGER)


def _all_cells(figures: Figures) -> Iterator[Cell]:
    for each in _FIGURES:
        yield each.of(figures)
        if each.part is not None:
            part = each.part(figures)
            yield from (part.count, part.of)


def _for_people(number: Number | int | None, column: Column) -> str | None:
    """A figure in words: money to the cent, hours to one decimal."""
    if number is None:
        return None
    if isinstance(number, int) or column.kind is not Kind.MONEY:
        return cell_for_people(number, column.kind)
    return f"{Decimal(round(number * 10)).scaleb(-1):,f}" if column.name == _MEDIAN else money(number)


def _out_of(figure: _Figure, figures: Figures) -> str | None:
    if figure.part is None:
        return None
    part = figure.part(figures)
    return f"{part.count}/{part.of}"


def _change(figure: _Figure, now: Figures, before: Figures, lang: Language) -> str | None:
    """How a figure changed; a share by points."""
    one, other = figure.of(now), figure.of(before)
    if one is None or other is None:
        return None
    change = subtract(*(Decimal(each) if isinstance(each, int) else each for each in (one, other)))
    said = _for_people(change, figure.column) or ""
    if figure.part is not None:
        said = stated(_POINTS, lang, points=said.removesuffix("%"))
    return f"+{said}" if change > 0 else said


def _json(figures: Figures) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for each in _FIGURES:
        number = each.of(figures)
        found[each.column.name] = number if isinstance(number, int) or number is None else cell_for_programs(number)
        if each.part is not None:
            part = each.part(figures)
            found[f"{each.column.name}_count"], found[f"{each.column.name}_of"] = part.count, part.of
    found["unstated_payments"], found["unconverted_payments"] = figures.unstated, figures.unconverted
    found["untold_clocks"] = dict(figures.untold)
    found["clocks"] = {
        name: {"in_time": part.count, "decided": part.of, "share": cell_for_programs(part.share)}
        for name, part in figures.clocks.items()
    }
    return found
