"""The questions behind a simulation: percentiles of the cost, sweeps, goals, break-even points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from attrs import evolve, field, frozen

from dealerkit.report.charts import Axis, Bar, Bars, Chart, Grid, Histogram, Limit, Line, Lines
from dealerkit.report.charts.histogram import binned
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages.wording import percent
from dealerkit.report.pages import Block, Paragraph, Point, Points, Sheet
from dealerkit.report.simulations_charts import BUDGET
from dealerkit.report.simulations_sought import even_json, even_words, sought_json, sought_words
from dealerkit.report.simulations_tables import MORE, SCENARIO, cents, eyed_percent
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs
from dealerkit.report.words import counted, stated
from dealerkit.report.workings import in_cents
from dealerkit.values.numbers import Number, read_amount, read_rate
from dealerkit.whatif.sampling.results import Sampled
from dealerkit.whatif.seeking.results import BrokenEven, Sought
from dealerkit.whatif.sweeps.results import Axis as SweepAxis
from dealerkit.whatif.sweeps.results import Swept

_MOST_POINTS = 24
"""Points of a sweep on a screen."""

_COST = Column("cost", Words("cost", "成本"), Kind.MONEY)
_LEFT = Column("contribution", Words("contribution", "返利后毛利"), Kind.MONEY)
_KEEPS = Column("within_budget", Words("budget", "预算"))
_FAILED = Column("failed", Words("cannot be told", "无法确定"), Kind.INTEGER)
_RUNS = Column("runs", Words("runs", "次数"), Kind.INTEGER)
_SEED = Column("seed", Words("seed", "种子"))
_PLANNED = Column("as_planned", Words("as planned", "计划值"), Kind.MONEY)
_MEAN = Column("mean", Words("mean", "均值"), Kind.MONEY)
_LEAST = Column("least", Words("least", "最低"), Kind.MONEY)
_MOST = Column("most", Words("most", "最高"), Kind.MONEY)
_OVER = Column("over_budget", Words("over the budget", "超预算次数"), Kind.INTEGER)
_CHANCE = Column("chance_over_budget", Words("chance of that", "超预算概率"), Kind.RATE)
_SWEEP = Column("sweep", Words("sweep", "扫描"))
_VALUES = Column("values", Words("values", "取值"))
_QUESTION = Column("question", Words("question", "问题"))
_ANSWER = Column("answer", Words("answer", "答案"))

_UNCERTAIN = Words("How sure the cost is", "成本的不确定性")
_OF_RUNS = Words("{name}: cost in {runs} runs", "{name}：{runs} 次抽样的成本")
_RUN_COUNT = Words("runs", "次数")
_NO_HISTORY = Words(
    "{name}: no past of their own, so their volumes stay as they are: {dealers}.",
    "{name}：以下经销商没有可抽样的历史，销量保持不变：{dealers}。",
)
_NOTHING_VARIES = Words(
    "{name}: no line's volume varies, so all runs cost the same; look at `where`, `dealers` and `during`.",
    "{name}：没有任何明细的销量有变动，各次抽样成本相同；请检查 `where`、`dealers` 和 `during`。",
)
_UNTOLD = Words(
    "{name}: {rows} in no cost.",
    "{name}：有 {count} 行在计划或某次抽样中无法确定，未计入成本。",
)
_SWEPT = Words("Sweep {title}", "扫描 {title}")
_SWEPT_ALL = Words("Sweeps", "扫描")
_COST_BY = Words("{title}: cost of all rebates, {currency}", "{title}：返利总成本（{currency}）")
_WITHIN, _BEYOND = Words("within", "以内"), Words("beyond", "超出")
_MORE_POINTS = Words(
    "{count} more points with `--out FOLDER` or JSON.", "另有 {count} 个点，用 `--out 文件夹` 或 JSON 查看。"
)
_MEDIAN = Words("median", "中位数")

_ANSWERS = Words("Answers", "答案")
_GOALS = Words("Goals", "目标求解")
_GOAL = Words("{title}: {words}", "{title}：{words}")
_EVEN = Words("Break-even", "盈亏平衡")


@frozen(kw_only=True)
class Answers:
    """What was asked beside the scenarios themselves, and found. ``names`` are those of scenarios, by id."""

    names: Mapping[str, str] = field(factory=dict)
    currency: str = ""
    sampled: tuple[Sampled, ...] = ()
    swept: tuple[Swept, ...] = ()
    sought: tuple[Sought, ...] = ()
    even: tuple[BrokenEven, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything was asked."""
        return bool(self.sampled or self.swept or self.sought or self.even)

    def blocks(self, lang: Language, *, is_whole: bool) -> Iterator[Block]:
        """The answers, in the order in which a manager asks: how sure, how much, from where on."""
        if self.sampled:
            yield Sheet(in_cents(self._percentiles(is_exact=False)))
            for each in self.sampled:
                yield self._histogram(each, lang)
                if each.without_history:
                    names = ("、" if lang == "zh" else ", ").join(each.without_history)
                    yield Paragraph(stated(_NO_HISTORY, lang, name=self._name(each.scenario), dealers=names))
                if not each.varied:
                    yield Paragraph(stated(_NOTHING_VARIES, lang, name=self._name(each.scenario)))
                if each.failed:
                    told = "cannot be told, in the plan or in some run, and"
                    rows, count = counted(each.failed, f"row {told} is", f"rows {told} are"), f"{each.failed:,}"
                    yield Paragraph(stated(_UNTOLD, lang, name=self._name(each.scenario), rows=rows, count=count))
        for swept in self.swept:
            yield from self._sweep_blocks(swept, lang, is_whole=is_whole)
        if self.sought:
            points = (stated(_GOAL, lang, title=each.title, words=sought_words(each, lang)) for each in self.sought)
            yield Points(_GOALS.said_in(lang), tuple(map(Point, points)))
        if self.even:
            points = (stated(_GOAL, lang, title=each.title, words=even_words(each, lang)) for each in self.even)
            yield Points(_EVEN.said_in(lang), tuple(map(Point, points)))

    def charts(self, lang: Language) -> Iterator[Chart]:
        """Histograms and sweeps."""
        yield from (self._histogram(each, lang) for each in self.sampled)
        for each in self.swept:
            chart = self._sweep_chart(each, lang)
            if chart is not None:
                yield chart

    def tables(self, lang: Language) -> Iterator[Table]:
        """The answers as tables, for files."""
        if self.sampled:
            yield self._percentiles(is_exact=True)
        if self.swept:
            rows = [
                (each.id, _said_values(each, point.values), point.cost, each.difference(point), point.contribution)
                for each in self.swept
                for point in each.points
            ]
            yield Table("simulation_sweeps", _SWEPT_ALL, (_SWEEP, _VALUES, _COST, MORE, _LEFT), tuple(rows))
        found = [(each.id, sought_words(each, lang)) for each in self.sought]
        found += [(each.id, even_words(each, lang)) for each in self.even]
        if found:
            yield Table("simulation_answers", _ANSWERS, (_QUESTION, _ANSWER), tuple(found))

    def document(self, lang: Language) -> dict[str, Json]:
        """The answers as JSON."""
        return {
            "uncertainty": {each.scenario: _sampled_json(each) for each in self.sampled},
            "sweeps": {each.id: _swept_json(each) for each in self.swept},
            "goals": {each.id: sought_json(each, lang) for each in self.sought},
            "break_even": {each.id: even_json(each, lang) for each in self.even},
        }

    def _name(self, scenario: str) -> str:
        return self.names.get(scenario, scenario)

    def _percentiles(self, *, is_exact: bool) -> Table:
        """One row a scenario; the mean and the chance rounded for the eye, or exact for files."""
        shares = sorted({share for each in self.sampled for share, _ in each.told})
        columns = [
            Column(f"p{percent(share)[:-1]}", Words(percent(share), percent(share)), Kind.MONEY) for share in shares
        ]
        has_budget = any(each.budget is not None for each in self.sampled)
        rows = tuple(
            (
                *(each.scenario, each.runs, str(each.seed), each.as_planned, each.least),
                *(dict(each.told).get(share) for share in shares),
                *(each.most, each.mean if is_exact else cents(each.mean)),
                *((each.over_budget, _chance(each, is_exact=is_exact)) if has_budget else ()),
            )
            for each in self.sampled
        )
        over = (_OVER, _CHANCE) if has_budget else ()
        return Table(
            "simulation_percentiles",
            _UNCERTAIN,
            (SCENARIO, _RUNS, _SEED, _PLANNED, _LEAST, *columns, _MOST, _MEAN, *over),
            rows,
        )

    def _histogram(self, each: Sampled, lang: Language) -> Histogram:
        marks = [Limit(_MEDIAN.said_in(lang), each.percentile(Decimal("0.5")))]
        if each.budget is not None:
            marks.append(Limit(BUDGET.said_in(lang), each.budget))
        return Histogram(
            name=f"simulation-runs-{each.scenario}",
            title=stated(_OF_RUNS, lang, name=self._name(each.scenario), runs=f"{each.runs:,}"),
            axis=Axis(self.currency, Kind.INTEGER),
            counted=_RUN_COUNT.said_in(lang),
            bins=binned(each.costs),
            marks=tuple(marks),
        )

    def _sweep_blocks(self, each: Swept, lang: Language, *, is_whole: bool) -> Iterator[Block]:
        table = _sweep_table(each, lang)
        shown = table.rows if is_whole else table.rows[:_MOST_POINTS]
        chart = self._sweep_chart(each, lang)
        if chart is not None and (len(each.axes) > 1 or not is_whole):
            yield chart
        if len(each.axes) == 1 and chart is not None and not is_whole:
            return
        yield Sheet(in_cents(evolve(table, rows=shown)))
        if len(shown) < len(table.rows):
            yield Paragraph(stated(_MORE_POINTS, lang, count=f"{len(table.rows) - len(shown):,}"))

    def _sweep_chart(self, each: Swept, lang: Language) -> Chart | None:
        """A line over one axis, a grid over two; none over more."""
        title = stated(_COST_BY, lang, title=each.title, currency=self.currency)
        name = f"simulation-sweep-{each.id}"
        limits = () if each.budget is None else (Limit(BUDGET.said_in(lang), each.budget),)
        cost = Axis(_COST.heading.said_in(lang))
        if len(each.axes) == 1:
            (axis,) = each.axes
            read = _read(axis)
            if read is None:
                bars = tuple(Bar(point.values[0], point.cost) for point in each.points)
                return Bars(name=name, title=title, axis=Axis(self.currency), bars=bars, limits=limits)
            kind, values = read
            line = Line(each.title, tuple(zip(values, (point.cost for point in each.points), strict=True)))
            return Lines(name=name, title=title, x=Axis(axis.address, kind), y=cost, curves=(line,), limits=limits)
        if len(each.axes) != 2:  # noqa: PLR2004 - a page has two sides
            return None
        down, across = each.axes
        cells = tuple(tuple(each.at(row, column).cost for column in across.values) for row in down.values)
        return Grid(
            name=name,
            title=title,
            x=across.address,
            y=down.address,
            value=cost,
            columns=across.values,
            rows=down.values,
            cells=cells,
        )


def _read(axis: SweepAxis) -> tuple[Kind, list[Number]] | None:
    """The values of an axis as numbers, if they are numbers and rise."""
    rates = all(each.endswith("%") for each in axis.values)
    found = [read_rate(each) if rates else read_amount(each) for each in axis.values]
    values = [each for each in found if each is not None]
    if len(values) != len(found) or values != sorted(values):
        return None
    return (Kind.RATE if rates else Kind.INTEGER), values


def _sweep_table(each: Swept, lang: Language) -> Table:
    columns = [Column(f"value_{place}", Words(axis.address, axis.address)) for place, axis in enumerate(each.axes, 1)]
    tells = any(point.contribution is not None for point in each.points)
    fails = any(point.failed for point in each.points)
    rows: list[tuple[Cell, ...]] = []
    for point in each.points:
        keeps = (_WITHIN if each.is_within(point) else _BEYOND).said_in(lang)
        cells: list[Cell] = [*point.values, point.cost, each.difference(point)]
        cells += [None if point.contribution is None else cents(point.contribution)] if tells else []
        cells += [keeps] if each.budget is not None else []
        cells += [point.failed] if fails else []
        rows.append(tuple(cells))
    more = [*([_LEFT] if tells else []), *([_KEEPS] if each.budget is not None else []), *([_FAILED] if fails else [])]
    title = Words(stated(_SWEPT, "en", title=each.title), stated(_SWEPT, "zh", title=each.title))
    return Table("simulation_sweep", title, (*columns, _COST, MORE, *more), tuple(rows))


def _said_values(each: Swept, values: Sequence[str]) -> str:
    return "; ".join(f"{axis.address} = {value}" for axis, value in zip(each.axes, values, strict=True))


def _chance(each: Sampled, *, is_exact: bool) -> Number | str | None:
    chance = each.chance_over_budget
    return chance if chance is None or is_exact else eyed_percent(chance)


def _number(number: Number | None) -> Json:
    return None if number is None else cell_for_programs(number)


def _sampled_json(each: Sampled) -> Json:
    return {
        "runs": each.runs,
        "seed": each.seed,
        "as_planned": _number(each.as_planned),
        "percentiles": {percent(share): _number(cost) for share, cost in each.told},
        "mean": _number(each.mean),
        "least": _number(each.least),
        "most": _number(each.most),
        "over_budget": each.over_budget,
        "chance_over_budget": _number(each.chance_over_budget),
        "varied": each.varied,
        "without_history": [*each.without_history],
        "failed": each.failed,
    }


def _swept_json(each: Swept) -> Json:
    return {
        "scenario": each.scenario or None,
        "axes": [{"address": axis.address, "values": [*axis.values]} for axis in each.axes],
        "points": [
            {
                "values": [*point.values],
                "cost": _number(point.cost),
                "difference": _number(each.difference(point)),
                "contribution": _number(point.contribution),
                "within_budget": each.is_within(point),
                "failed": point.failed,
            }
            for point in each.points
        ],
    }
