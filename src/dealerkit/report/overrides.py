"""What former general dealers cost: their successors' own rebates and the override beside, by successor and city."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from dealerkit.rebates.joint.costs import OverrideCost
from dealerkit.report.findings import Json, arg_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.words import PAYEE, PERIOD, PROGRAMME, stated
from dealerkit.report.workings import money

_TITLE = Words("What overrides cost: paid to successors and to the former dealer", "余股成本：付给新经销商与原总代")
_ALL = Words("all successors", "新经销商合计")

_RESTS = Words("{name} in {city}: {counted} counts for you.", "{city}的{name}：为您计入 {counted}。")
_RESTS_NOWHERE = Words("{name}: {counted} counts for you.", "{name}：为您计入 {counted}。")

_SUCCESSOR = Column("successor", Words("successor", "新经销商"))
_CITY = Column("city", Words("city", "城市"))
_OWN = Column("own_rebates", Words("its own rebates", "自身返利"), Kind.MONEY)
_COUNTED = Column("counted", Words("counts for the former", "计入原总代"), Kind.MONEY)
_OVERRIDE = Column("override", Words("override", "余股返利"), Kind.MONEY)
_TOTAL = Column("total_cost", Words("cost in all", "成本合计"), Kind.MONEY)
_COLUMNS = (PROGRAMME, PAYEE, PERIOD, _SUCCESSOR, _CITY, _OWN, _COUNTED, _OVERRIDE, _TOTAL)


def overrides_table(costs: Iterable[OverrideCost], lang: Language, *, for_people: bool = False) -> Table:
    """A row for each successor, and one with the sums for each former dealer and period."""
    rows = [cells for each in costs for cells in _rows(each, lang)]
    if for_people:
        rows = [tuple(money(cell) if isinstance(cell, Decimal | Fraction) else cell for cell in row) for row in rows]
    return Table("overrides", _TITLE, _COLUMNS, tuple(rows))


def overrides_json(costs: Iterable[OverrideCost]) -> list[Json]:
    """The same for programs."""
    return [
        {
            "programme": each.programme,
            "payee": each.payee,
            "period": each.period,
            "own_rebates": _json(each.own),
            "override": _json(each.override),
            "total_cost": _json(each.total),
            "successors": [
                {
                    "dealer": one.dealer,
                    "name": one.name,
                    "city": one.city,
                    "own_rebates": _json(one.own),
                    "counted": arg_json(one.counted),
                }
                for one in each.successors
            ],
        }
        for each in costs
    ]


def rests_on(cost: OverrideCost, lang: Language) -> Iterator[str]:
    """What the former dealer is told: each successor, where it is, and what counts for him."""
    for each in cost.successors:
        if each.counted:
            name = f"{each.name} ({each.dealer})" if each.name else each.dealer
            yield stated(
                _RESTS if each.city else _RESTS_NOWHERE, lang, name=name, city=each.city, counted=money(each.counted)
            )


def _rows(cost: OverrideCost, lang: Language) -> Iterator[tuple[Cell, ...]]:
    head = (cost.programme, cost.payee, cost.period)
    for each in cost.successors:
        yield (*head, each.dealer, each.city, each.own, each.counted, None, None)
    yield (*head, _ALL.said_in(lang), "", cost.own, None, cost.override, cost.total)


def _json(amount: Decimal | None) -> Json:
    return None if amount is None else arg_json(amount)
