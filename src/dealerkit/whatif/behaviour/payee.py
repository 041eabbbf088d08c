"""One payee's cells alone: enough to ask what a programme pays him, and quick to make anew after every move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import evolve

from dealerkit.measures.cells import CellKey, Cells
from dealerkit.measures.takes import LINES
from dealerkit.rebates.standing import Standing
from dealerkit.values.exact import ONE, ZERO, Number, add, divide, multiply, subtract, total

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


def pull(found: Sums, keys: Iterable[CellKey], position: int, need: Number, target: date) -> Number:
    """Take ``need`` out of cells, the earliest segments first, and put it into one segment; what is still lacking."""
    segments: dict[date, list[CellKey]] = {}
    for key in keys:
        segments.setdefault(key.segment, []).append(key)
    rest = need
    for segment in sorted(segments):
        there = total(found[key][position] for key in segments[segment])
        share = ONE if there <= rest else divide(rest, there)
        for key in segments[segment]:
            moved = part(found[key], share)
            found[key] = tuple(map(subtract, found[key], moved))
            put(found, key._replace(segment=target), moved)
        rest = subtract(rest, multiply(share, there))
        if rest <= 0:
            return ZERO
    return rest


def part(amounts: Amounts, share: Number) -> Amounts:
    """A share of every sum of a cell."""
    return tuple(multiply(each, share) for each in amounts)


def put(found: Sums, key: CellKey, amounts: Amounts) -> None:
    """Add to a cell, which may not be there yet."""
    known = found.get(key)
    found[key] = amounts if known is None else tuple(map(add, known, amounts))
