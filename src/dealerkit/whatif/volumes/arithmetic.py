"""Changes as arithmetic on cells: each takes the sums that the changes before it left, and gives others.

Nothing here knows of books or programmes. A cell follows a change measure by measure (``degrees``); a
measure that is no plain multiple of its lines is left as it is, and whoever asks for it is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from attrs import frozen

from dealerkit.measures.cells import CellKey
from dealerkit.values.exact import ONE, ZERO, Number, add, divide, multiply, subtract, total
from dealerkit.whatif.volumes.degrees import Degree

Amounts = tuple[Number, ...]
Sums = Mapping[CellKey, Amounts]
Selects = Callable[[CellKey], bool]
Degrees = Sequence[Degree]
"""How each measure follows, in the order of the measures."""


@frozen
class Selection:
    """The cells that a change is about: those that all its takes count, on its days.

    ``surely`` are the takes' bits together; ``perhaps`` those of the takes that also count what nobody knows. Of
    cells that tell ``width`` takes apart, the bits beyond are those of takes that cannot use the lines.
    """

    surely: int
    perhaps: int
    first: date
    last: date
    payees: frozenset[str] | None = None
    width: int = 0

    def takes(self, key: CellKey) -> bool:
        """Whether the cell's lines change."""
        return key.takes & self.surely == self.surely and self._is_meant(key)

    def doubts(self, key: CellKey) -> bool:
        """Whether nobody knows if the cell's lines change, because a fact is missing or a cell cannot be read."""
        known = key.takes & self.surely == self.surely
        open_ = key.takes | key.takes >> self.width if self.width else key.takes
        return not known and open_ & self.perhaps == self.perhaps and self._is_meant(key)

    def _is_meant(self, key: CellKey) -> bool:
        return self.first <= key.segment <= self.last and (self.payees is None or key.payee in self.payees)


def scaled(amounts: Amounts, degrees: Degrees, size: Number = ONE, price: Number = ONE) -> Amounts:
    """The sums of lines so many times as large and so many times as dear."""
    return tuple(
        _power(_power(amount, size, degree.size), price, degree.price)
        for amount, degree in zip(amounts, degrees, strict=True)
    )


def _power(amount: Number, factor: Number, times: int | None) -> Number:
    for _ in range(times or 0):
        amount = multiply(amount, factor)
    for _ in range(-(times or 0)):
        # What is reckoned for one unit of nothing keeps its figure: there is no line that shows it.
        amount = divide(amount, factor) if factor else amount
    return amount


def grown(sums: Sums, selects: Selects, share: Number, degrees: Degrees) -> dict[CellKey, Amounts]:
    """The selected lines larger by a share."""
    size = add(ONE, share)
    return {key: scaled(each, degrees, size=size) if selects(key) else each for key, each in sums.items()}


def repriced(sums: Sums, selects: Selects, share: Number, degrees: Degrees) -> dict[CellKey, Amounts]:
    """The selected lines dearer by a share."""
    price = add(ONE, share)
    return {key: scaled(each, degrees, price=price) if selects(key) else each for key, each in sums.items()}


def lost(sums: Sums, selects: Selects) -> dict[CellKey, Amounts]:
    """Without the selected lines."""
    return {key: each for key, each in sums.items() if not selects(key)}


def added(sums: Sums, selects: Selects, payee: str, times: Number, degrees: Degrees) -> dict[CellKey, Amounts]:
    """With the selected lines once more, so many times as large, as another payee's."""
    found = dict(sums)
    for key, each in sums.items():
        if selects(key):
            found[key._replace(payee=payee)] = scaled(each, degrees, size=times)
    return found


@frozen
class Shifted:
    """Sums after a shift; ``stayed`` is what could not be shifted by payee, for want of anything to shift it to."""

    sums: dict[CellKey, Amounts]
    stayed: Mapping[str, Number]


def shifted(sums: Sums, gives: Selects, takes: Selects, share: Number, kept: int, degrees: Degrees) -> Shifted:
    """A share of what some cells add up goes to others of the same payee and segment, in proportion to what they have.

    The sum of the measure at position ``kept`` stays the same for each payee and segment. Where the other
    goods add up to nothing there is no mix to follow, and everything stays.
    """
    giving: dict[tuple[str, date], list[CellKey]] = {}
    taking: dict[tuple[str, date], list[CellKey]] = {}
    for key in sums:
        if gives(key):
            giving.setdefault((key.payee, key.segment), []).append(key)
        elif takes(key):
            taking.setdefault((key.payee, key.segment), []).append(key)
    found, stayed = dict(sums), dict[str, Number]()
    rest = subtract(ONE, share)
    for place, keys in giving.items():
        moved = multiply(share, _sum(sums, keys, kept))
        others = taking.get(place, ())
        base = _sum(sums, others, kept)
        if not moved:
            continue
        if base <= 0:
            stayed[place[0]] = add(stayed.get(place[0], ZERO), moved)
            continue
        size = add(ONE, divide(moved, base))
        found.update((key, scaled(sums[key], degrees, size=rest)) for key in keys)
        found.update((key, scaled(sums[key], degrees, size=size)) for key in others)
    return Shifted(found, stayed)


def _sum(sums: Sums, keys: Iterable[CellKey], measure: int) -> Number:
    return total(sums[key][measure] for key in keys)


def sum_of(sums: Sums, position: int, selects: Selects) -> Number:
    """What one measure adds up to over the selected cells."""
    return total(amounts[position] for key, amounts in sums.items() if selects(key))
