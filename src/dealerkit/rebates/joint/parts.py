"""Parts: an amount shared out to the lines it was earned on, and which programme keeps which part.

Lines that the same programmes pay on are one *combination*, named by a bit for each programme. A
programme's amount is shared out over its combinations by paying base, exactly; then every
combination goes to one programme, and the others lose their parts there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dealerkit.values.numbers import ZERO, Number, absolute, divide, multiply, total

Parts = Mapping[int, Number]
"""What a programme pays on, or on what base, by combination."""


def shared(amount: Number, bases: Parts) -> dict[int, Number]:
    """The amount by combination; nothing where there is none, or no base to share it by."""
    whole = total(bases.values())
    if not amount or not whole:
        return {}
    return {lines: multiply(amount, divide(base, whole)) for lines, base in bases.items() if base}


def best(parts: Sequence[Parts]) -> dict[int, int]:
    """By combination the place of the programme that pays most on it, the first of equals.

    Where goods came back, the part is below zero: the programme that would have paid most gives most back.
    """
    found: dict[int, int] = {}
    for place, mine in enumerate(parts):
        for lines, part in mine.items():
            holder = found.get(lines)
            if holder is None or absolute(part) > absolute(parts[holder][lines]):
                found[lines] = place
    return found


def first(parts: Sequence[Parts]) -> dict[int, int]:
    """By combination the place of the first programme that pays on it."""
    found: dict[int, int] = {}
    for place, mine in enumerate(parts):
        for lines in mine:
            found.setdefault(lines, place)
    return found


def lost(place: int, parts: Sequence[Parts], holders: Mapping[int, int]) -> dict[int, tuple[Number, Number]]:
    """What one programme loses, by the place of the one that keeps it: its own parts there, and the other's."""
    found: dict[int, tuple[Number, Number]] = {}
    for lines, part in parts[place].items():
        holder = holders[lines]
        if holder != place:
            mine, others = found.get(holder, (ZERO, ZERO))
            found[holder] = (total((mine, part)), total((others, parts[holder][lines])))
    return dict(sorted(found.items()))
