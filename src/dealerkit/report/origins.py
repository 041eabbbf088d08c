"""Where what a decision read was written: the cell of the book, or the line of the policy."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from dealerkit.book import Row as BookRow
from dealerkit.measures.segments import ONE_DAY
from dealerkit.problems import Location
from dealerkit.rebates.run import Run
from dealerkit.rebates.windows import Window


@frozen
class Origin:
    """Where a value comes from: in words where nothing more exact is known, and the place where it stands."""

    source: str
    at: Location | None = None


def origin(run: Run, payee: str, window: Window, name: str) -> Origin:
    """The origin of a fact or parameter that was read for a payee and a window."""
    policy = run.standing.policy
    parameter = policy.parameters.get(name)
    if parameter is not None:
        return Origin(parameter.source, parameter.rule.at)
    fact = policy.catalogue.get(name)
    return Origin(fact.source if fact is not None else "", _cell(run, payee, window, name))


def _cell(run: Run, payee: str, window: Window, name: str) -> Location | None:
    root, _, column = name.partition(".")
    book = run.standing.book
    if root == "dealer":
        row = book.versions("customers").at(window.through, payee)
        return row.cell_at(column) if row is not None and row.get(column) is not None else None
    if root == "contract":
        rows = [row for row in run.standing.masters.contracts_of.get(payee, ()) if _holds(row, window.through)]
        return rows[0].cell_at(column) if len(rows) == 1 and rows[0].get(column) is not None else None
    if root == "period":
        for row in book.rows("figures"):
            if row.get("subject") == payee and row.get("fact") in {name, column} and _is_about(row, window):
                return row.cell_at("value")
    return None


def _holds(row: BookRow, day: date) -> bool:
    first, last = row.get("start"), row.get("end")
    return (not isinstance(first, date) or first <= day) and (not isinstance(last, date) or day < last + ONE_DAY)


def _is_about(row: BookRow, window: Window) -> bool:
    label = row.get("period")
    if label is not None:
        return label == window.label
    return (row.get("from"), row.get("to")) in {(window.first, window.last), (window.period.start, window.period.end)}
