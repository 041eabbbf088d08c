"""One payee's cells alone: enough to ask what a programme pays him, and quick to make anew after every move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve

from dealerkit.measures.cells import CellKey, Cells
from dealerkit.measures.takes import LINES
from dealerkit.rebates.standing import Standing
from dealerkit.values.exact import Number

Amounts = tuple[Number, ...]
Sums = dict[CellKey, Amounts]


def by_payee(cells: Cells) -> Mapping[str, Sums]:
    """The sums of a pass, payee by payee."""
    found: dict[str, Sums] = {}
    for key, amounts in cells.sums.items():
        found.setdefault(key.payee, {})[key] = amounts
    return found


def standing_of(standing: Standing, lines: Cells, sums: Sums) -> Standing:
    """The standing with these sums as its only invoice lines."""
    return evolve(standing, cells=standing.cells.with_lines({LINES: evolve(lines, sums=sums)}))


def joined(payees: Iterable[Sums]) -> Sums:
    """The sums of all payees together."""
    found: Sums = {}
    for each in payees:
        found |= each
    return found
