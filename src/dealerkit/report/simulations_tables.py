"""Tables of a simulation: what scenarios cost, what becomes of rows, who wins and loses, who crosses a band."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from dealerkit.report.languages import Language, Words
from dealerkit.report.messages.wording import percent
from dealerkit.report.simulations_kept import Kept
from dealerkit.report.simulations_moves import MOVES, exact_moves, moves_table
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.words import NAME, PAYEE, PERIOD, PROGRAMME, stated
from dealerkit.report.words import TITLE as PROGRAMME_TITLE
from dealerkit.report.workings import figure, money, money_for_programs
from dealerkit.values.change import Change
from dealerkit.values.numbers import EXACT, Number, simplest, subtract
from dealerkit.whatif.engine.outcome import Crossing, DealerTotal, ProgrammeTotal, Row

SCENARIO = Column("scenario", Words("scenario", "情景"))
TITLE = Column("title", Words("called", "名称"))
BEFORE = Column("before", Words("as it is", "现行"), Kind.MONEY)
AFTER = Column("after", Words("then", "情景下"), Kind.MONEY)
MORE = Column("difference", Words("change", "增减"), Kind.MONEY)
_SHARE = Column("share_of_sales", Words("of sales", "占销售额"), Kind.RATE)
_SHARE_BEFORE = Column("share_of_sales_before", Words("of sales as it is", "现行占销售额"), Kind.RATE)
_PER_UNIT = Column("cost_per_extra_unit", Words("per extra unit", "每增一件成本"), Kind.MONEY)
_SALES = Column("sales", Words("sales", "销售额"), Kind.MONEY)
_SALES_BEFORE = Column("sales_before", Words("sales as it is", "现行销售额"), Kind.MONEY)
_UNITS = Column("units", Words("units", "数量"), Kind.MONEY)
_UNITS_BEFORE = Column("units_before", Words("units as it is", "现行数量"), Kind.MONEY)
_COST_OF_SALES = Column("cost_of_sales", Words("cost of sales", "销售成本"), Kind.MONEY)
_COST_OF_SALES_BEFORE = Column("cost_of_sales_before", Words("cost of sales as it is", "现行销售成本"), Kind.MONEY)
_LEFT = Column("contribution", Words("contribution", "返利后毛利"), Kind.MONEY)
_LEFT_BEFORE = Column("contribution_before", Words("contribution as it is", "现行返利后毛利"), Kind.MONEY)
_LEFT_MORE = Column("contribution_difference", Words("its change", "毛利增减"), Kind.MONEY)
_BUDGET = Column("over_budget", Words("beyond the budget", "超出预算"), Kind.MONEY)
_CHANGED = Column("changed", Words("changed", "有变化"), Kind.INTEGER)
_UNCHANGED = Column("unchanged", Words("unchanged", "无变化"), Kind.INTEGER)
_FAILED = Column("failed", Words("cannot be told", "无法确定"), Kind.INTEGER)
_ROWS = Column("rows", Words("rows", "行数"), Kind.INTEGER)
_WINNERS = Column("winners", Words("win", "受益"), Kind.INTEGER)
_LOSERS = Column("losers", Words("lose", "受损"), Kind.INTEGER)
_WON = Column("won", Words("won", "受益额"), Kind.MONEY)
_LOST = Column("lost", Words("lost", "受损额"), Kind.MONEY)
_UP = Column("up", Words("bands up", "升档"), Kind.INTEGER)
_DOWN = Column("down", Words("bands down", "降档"), Kind.INTEGER)
_GROUP = Column("group", Words("dealers who", "经销商"))
_DEALERS = Column("dealers", Words("how many", "家数"), Kind.INTEGER)
_MOST = Column("largest", Words("the largest change", "最大一家增减"), Kind.MONEY)
_BASE_BEFORE = Column("base_before", Words("base as it is", "现行基数"), Kind.MONEY)
_BASE = Column("base", Words("base then", "情景下基数"), Kind.MONEY)
_BAND_BEFORE = Column("band_before", Words("band as it is", "现行档"))
_BAND = Column("band", Words("band then", "情景下档"))
_WAY = Column("way", Words("goes", "方向"))
_MISSING = Column("missing", Words("not known", "缺少"))
_CHANGE = Column("change", Words("result", "结果"))
_GOODS = Column("goods", Words("in goods", "货品"))

COSTS, ROWS_TITLE = Words("What it costs", "返利成本"), Words("What becomes of the rows", "各行的变化")
_PROGRAMMES = Words("{name}: by programme", "{name}：按方案")
_WHO = Words("{name}: winners and losers", "{name}：受益与受损的经销商")
_SPREAD = Words("{name}: distribution over dealers", "{name}：在经销商间的分布")
_CROSSINGS = Words("{name}: who reaches another band", "{name}：换档的经销商")
_UNTOLD = Words("{name}: what cannot be told", "{name}：无法确定的行")
_ALL = Words("Every row", "全部各行")

_GROUPS: Mapping[str, Words] = {
    "win": Words("win", "受益"),
    "lose": Words("lose", "受损"),
    "same": Words("get the same", "不变"),
}
_WAYS: Mapping[Crossing, Words] = {Crossing.UP: Words("up", "升档"), Crossing.DOWN: Words("down", "降档")}
_CHANGES: Mapping[Change, Words] = {
    Change.CHANGED: Words("changed", "有变化"),
    Change.UNCHANGED: Words("unchanged", "无变化"),
    Change.FAILED: Words("cannot be told", "无法确定"),
}

_ALL_COSTS = (
    *(SCENARIO, TITLE, BEFORE, AFTER, MORE, _BUDGET, _SHARE_BEFORE, _SHARE, _SALES_BEFORE, _SALES),
    *(_UNITS_BEFORE, _UNITS, _PER_UNIT, _COST_OF_SALES_BEFORE, _COST_OF_SALES, _LEFT_BEFORE, _LEFT, _LEFT_MORE),
    *(_ROWS, _CHANGED, _UNCHANGED, _FAILED, _WINNERS, _WON, _LOSERS, _LOST, _UP, _DOWN),
)
_SHOWN_COSTS = (SCENARIO, TITLE, BEFORE, AFTER, MORE, _SHARE, _PER_UNIT, _LEFT, _LEFT_MORE, _BUDGET)
_SHOWN_ROWS = (SCENARIO, _CHANGED, _UNCHANGED, _FAILED, _ROWS, _WINNERS, _LOSERS, _UP, _DOWN)


def costs(kept: Sequence[Kept], budget: Decimal | None) -> Table:
    """One row a scenario with everything that is told of it, exact."""
    return _picked("simulation_scenarios", COSTS, _ALL_COSTS, [_cells(each, budget) for each in kept])


def shown_costs(kept: Sequence[Kept], budget: Decimal | None) -> Table:
    """The same for a screen: columns that say nothing are left out, figures are rounded for the eye."""
    cells = [{**_cells(each, budget), **_for_the_eye(each)} for each in kept]
    columns = [each for each in _SHOWN_COSTS if any(row[each.name] is not None for row in cells)]
    return _picked("simulation_scenarios", COSTS, columns, cells)


def shown_rows(kept: Sequence[Kept]) -> Table:
    """How many rows change, do not, cannot be told: they add up to all."""
    return _picked("simulation_counts", ROWS_TITLE, _SHOWN_ROWS, [_cells(each, None) for each in kept])


def over(total: Decimal, budget: Decimal | None) -> Decimal | None:
    """By how much a cost is beyond the budget; None where it keeps to it, or there is none."""
    return None if budget is None or total <= budget else EXACT.subtract(total, budget)


def _picked(name: str, title: Words, columns: Sequence[Column], rows: Iterable[Mapping[str, Cell]]) -> Table:
    return Table(name, title, tuple(columns), tuple(tuple(row[each.name] for each in columns) for row in rows))


def _cells(kept: Kept, budget: Decimal | None) -> dict[str, Cell]:
    found = kept.totals
    left, left_before = found.contribution, found.contribution_before
    return {
        "scenario": kept.id,
        "title": kept.title or None,
        "before": found.cost_before,
        "after": found.cost,
        "difference": found.difference,
        "over_budget": over(found.cost, budget),
        "share_of_sales_before": found.share_of_sales_before,
        "share_of_sales": found.share_of_sales,
        "sales_before": _trimmed(found.trade_before.sales),
        "sales": _trimmed(found.trade.sales),
        "units_before": _trimmed(found.trade_before.units),
        "units": _trimmed(found.trade.units),
        "cost_per_extra_unit": found.cost_per_extra_unit,
        "cost_of_sales_before": _trimmed(found.trade_before.cost_of_sales),
        "cost_of_sales": _trimmed(found.trade.cost_of_sales),
        "contribution_before": _trimmed(left_before),
        "contribution": _trimmed(left),
        "contribution_difference": None
        if left is None or left_before is None
        else _trimmed(subtract(left, left_before)),
        "rows": found.count.rows,
        "changed": found.count.changed,
        "unchanged": found.count.unchanged,
        "failed": found.count.failed,
        "winners": found.winners,
        "won": found.won,
        "losers": found.losers,
        "lost": found.lost,
        "up": found.up,
        "down": found.down,
    }


def _trimmed(number: Number | None) -> Number | None:
    """A figure without the zeros that reckoning left behind its cents."""
    return Decimal(money_for_programs(number)) if isinstance(number, Decimal) else number


def _for_the_eye(kept: Kept) -> dict[str, Cell]:
    found, left, before = kept.totals, kept.totals.contribution, kept.totals.contribution_before
    share, each = found.share_of_sales, found.cost_per_extra_unit
    return {
        "share_of_sales": None if share is None else eyed_percent(share),
        "cost_per_extra_unit": None if each is None else cents(each),
        "contribution": None if left is None else cents(left),
        "contribution_difference": None if left is None or before is None else cents(subtract(left, before)),
    }


def cents(number: Number) -> str:
    """An amount to the cent, for people: what is exact stands in the files."""
    return money(simplest(Fraction(round(Fraction(number) * 100), 100)))


def eyed_percent(share: Number) -> str:
    """A share to a hundredth of a per cent."""
    return percent(Fraction(round(Fraction(share) * 10_000), 10_000))


def programmes(kept: Kept, *, short: bool = False) -> Table:
    """What each programme costs: money, or units of goods; ``short`` for people."""
    columns = [PROGRAMME, PROGRAMME_TITLE, BEFORE, AFTER, MORE, _CHANGED, _UNCHANGED, _FAILED, _ROWS]
    if any(each.goods for each in kept.totals.programmes):
        columns.append(_GOODS)
    rows = [_programme(each, short=short) for each in kept.totals.programmes]
    return _picked("simulation_programmes", _of(_PROGRAMMES, kept), columns, rows)


def _programme(each: ProgrammeTotal, *, short: bool) -> dict[str, Cell]:
    return {
        "programme": each.programme,
        "title": each.title or None,
        "before": _amount(each.cost_before, each.goods, short=short),
        "after": _amount(each.cost, each.goods, short=short),
        "difference": _amount(each.difference, each.goods, short=short),
        "changed": each.count.changed,
        "unchanged": each.count.unchanged,
        "failed": each.count.failed,
        "rows": each.count.rows,
        "goods": each.goods or None,
    }


def who(kept: Kept) -> Table:
    """Winners, the most first, then losers, the most first."""
    rows = [_dealer(each) for each in (*kept.winners, *kept.losers)]
    return _picked("simulation_dealers", _of(_WHO, kept), (PAYEE, NAME, BEFORE, AFTER, MORE), rows)


def _dealer(each: DealerTotal) -> dict[str, Cell]:
    return {
        "payee": each.payee,
        "payee_name": each.payee_name or None,
        "before": each.before,
        "after": each.after,
        "difference": each.difference,
    }


def spread(kept: Kept, lang: Language) -> Table:
    """How many win, lose and stay, and with how much."""
    rows: list[dict[str, Cell]] = [
        {
            "group": _GROUPS[each.name].said_in(lang),
            "dealers": each.dealers,
            "before": each.before,
            "after": each.after,
            "difference": EXACT.subtract(each.after, each.before),
            "largest": each.most,
        }
        for each in kept.groups
    ]
    return _picked("simulation_spread", _of(_SPREAD, kept), (_GROUP, _DEALERS, BEFORE, AFTER, MORE, _MOST), rows)


def crossings(kept: Kept, lang: Language, *, short: bool = True) -> Table:
    """Who reaches another band; ``short`` for people, whole and exact for files."""
    columns = (PAYEE, NAME, PROGRAMME, PERIOD, _WAY, _BAND_BEFORE, _BAND, _BASE_BEFORE, _BASE, MORE)
    rows = [row_cells(each, lang, short=short) for each in kept.crossings]
    return _picked("simulation_crossings", _of(_CROSSINGS, kept), columns, rows)


def untold(kept: Kept, lang: Language) -> Table:
    """What cannot be told, and for want of what."""
    columns = (PAYEE, NAME, PROGRAMME, PERIOD, _MISSING, BEFORE, AFTER)
    return _picked(
        "simulation_failed", _of(_UNTOLD, kept), columns, [row_cells(each, lang, short=True) for each in kept.failed]
    )


def moved(kept: Kept, lang: Language) -> Table:
    """What the changes to the book and the dealers' behaviour moved, and why."""
    return moves_table(_of(MOVES, kept), kept.moves, lang)


def moved_exactly(kept: Kept, lang: Language) -> Table:
    """The same with every figure exact, and by which change of the scenario."""
    return exact_moves(_of(MOVES, kept), kept.moves, lang)


def row_cells(row: Row, lang: Language, *, short: bool = False) -> dict[str, Cell]:
    """One row; ``short`` names a band without its programme and rounds bases for the eye."""
    before, after = row.before, row.after
    bases: tuple[Number | None, Number | None] = (
        None if before is None else before.base,
        None if after is None else after.base,
    )
    bands = (before.band if before is not None else "", after.band if after is not None else "")
    if short:
        bands = (_short(bands[0]), _short(bands[1]))
    crossing = row.crossing
    return {
        "payee": row.payee,
        "payee_name": row.payee_name or None,
        "programme": row.programme,
        "title": row.title or None,
        "period": row.period,
        "change": _CHANGES[row.change].said_in(lang),
        "way": None if crossing is None else _WAYS[crossing].said_in(lang),
        "band_before": bands[0] or None,
        "band": bands[1] or None,
        "base_before": _base(bases[0], short=short),
        "base": _base(bases[1], short=short),
        "before": _amount(row.amount_before, row.goods, short=short),
        "after": _amount(row.amount, row.goods, short=short),
        "difference": _amount(row.difference, row.goods, short=short),
        "missing": ", ".join(row.missing) or None,
        "goods": row.goods or None,
    }


def _short(band: str) -> str:
    return band.partition(".bands")[2].strip("[]") if ".bands[" in band else band


def _amount(amount: Decimal | None, goods: str, *, short: bool) -> Cell:
    """An amount as it is; for people, units of goods without cents."""
    return figure(amount) if short and goods and amount is not None else amount


def _base(base: Number | None, *, short: bool) -> Cell:
    if base is None or not short:
        return base
    return figure(simplest(Fraction(round(Fraction(base) * 100), 100)))


_ROW_COLUMNS = (
    *(PROGRAMME, PROGRAMME_TITLE, PAYEE, NAME, PERIOD, _CHANGE, BEFORE, AFTER, MORE, _GOODS),
    *(_BASE_BEFORE, _BASE, _BAND_BEFORE, _BAND, _WAY, _MISSING),
)


def together(kept: Sequence[Kept], lang: Language, *, rows: bool) -> tuple[Table, ...]:
    """The tables of all scenarios, the scenario in the first column; every row of each if so asked."""
    parts: list[tuple[Words, list[Table]]] = [
        (_named(_PROGRAMMES), [programmes(each) for each in kept]),
        (_named(_SPREAD), [spread(each, lang) for each in kept]),
        (_named(_WHO), [who(each) for each in kept]),
        (_named(_CROSSINGS), [crossings(each, lang, short=False) for each in kept]),
        (_named(_UNTOLD), [untold(each, lang) for each in kept]),
        (_named(MOVES), [moved_exactly(each, lang) for each in kept]),
    ]
    if rows:
        every = [
            _picked("simulation_rows", _ALL, _ROW_COLUMNS, [row_cells(row, lang) for row in each.rows]) for each in kept
        ]
        parts.append((_ALL, every))
    return tuple(_joined(title, kept, tables) for title, tables in parts if any(each.rows for each in tables))


def _joined(title: Words, kept: Sequence[Kept], tables: Sequence[Table]) -> Table:
    columns = max((each.columns for each in tables), key=len)
    rows = tuple(
        (each.id, *row, *(None,) * (len(columns) - len(row)))
        for each, table in zip(kept, tables, strict=True)
        for row in table.rows
    )
    return Table(tables[0].name, title, (SCENARIO, *columns), rows)


def _of(title: Words, kept: Kept) -> Words:
    return Words(stated(title, "en", name=kept.name), stated(title, "zh", name=kept.name))


def _named(title: Words) -> Words:
    """The title of a table of all scenarios."""
    en = title.en.removeprefix("{name}: ")
    return Words(en[:1].upper() + en[1:], title.zh.removeprefix("{name}："))
