"""A simulation as JSON: everything that is kept, figures exact and as texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dealerkit.report import simulations_tables as tables
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language
from dealerkit.report.reports import document_head
from dealerkit.report.simulations_kept import Kept
from dealerkit.report.tables import Cell, Table, cell_for_programs
from dealerkit.report.workings import money_for_programs
from dealerkit.values.numbers import Number
from dealerkit.whatif.engine.outcome import Row

if TYPE_CHECKING:
    from dealerkit.report.simulations import SimulationReport


def document(found: SimulationReport, lang: Language) -> dict[str, Json]:
    """The document: scenarios by id, each with its totals, programmes, dealers, crossings, and rows if asked for."""
    base = found.baseline
    return {
        **document_head(found.policy, found.as_of),
        "periods": None if found.periods is None else str(found.periods),
        "budget": None if found.budget is None else cell_for_programs(found.budget),
        "baseline": {
            "cost": cell_for_programs(base.cost),
            "sales": _money(base.trade.sales),
            "share_of_sales": _number(base.share_of_sales),
            "contribution": _money(base.contribution),
            "rows": base.count.rows,
            "failed": base.count.failed,
            "running": found.running,
        },
        "scenarios": {each.id: _scenario(each, found, lang) for each in found.kept},
        "left_out": {name: [*codes] for name, codes in found.left_out.items()},
        **found.answers.document(lang),
    }


def _scenario(kept: Kept, found: SimulationReport, lang: Language) -> dict[str, Json]:
    costs = tables.costs((kept,), found.budget)
    told: dict[str, Json] = {
        **_rows_of(costs)[0],
        "said": [*kept.said[lang]],
        "edits": [
            {"address": each.address, "before": each.before, "after": each.after, "days": each.days or None}
            for each in kept.edits
        ],
        "programmes": [*_rows_of(tables.programmes(kept))],
        "dealers": [*_rows_of(tables.who(kept))],
        "groups": [
            {
                "group": each.name,
                "dealers": each.dealers,
                "before": cell_for_programs(each.before),
                "after": cell_for_programs(each.after),
            }
            for each in kept.groups
        ],
        "top_fifth_share_before": _number(kept.top_share_before),
        "top_fifth_share": _number(kept.top_share),
        "crossings": [_row(each) for each in kept.crossings],
        "failed_rows": [_row(each) for each in kept.failed],
        "moves": [*_rows_of(tables.moved_exactly(kept, lang))],
    }
    if found.rows:
        told["all_rows"] = [_row(each) for each in kept.rows]
    return told


def _row(row: Row) -> dict[str, Json]:
    """A row with its words for programs: ``changed``, ``up``."""
    cells = tables.row_cells(row, "en")
    crossing = row.crossing
    return {
        **_named(cells),
        "change": row.change.value,
        "way": None if crossing is None else crossing.value,
        "missing": [*row.missing],
    }


def _rows_of(table: Table) -> list[dict[str, Json]]:
    return [_named(dict(zip((column.name for column in table.columns), row, strict=True))) for row in table.rows]


def _named(cells: Mapping[str, Cell]) -> dict[str, Json]:
    return {name: _json(cell) for name, cell in cells.items()}


def _json(cell: Cell) -> Json:
    return cell if cell is None or isinstance(cell, (int, str)) else cell_for_programs(cell)


def _number(cell: Cell) -> Json:
    return None if cell is None else cell_for_programs(cell)


def _money(number: Number | None) -> Json:
    return None if number is None else money_for_programs(number)
