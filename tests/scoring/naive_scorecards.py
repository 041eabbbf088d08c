"""The plain reading of a scorecard: points by looking at every band, the mean by hand, the gates one after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import frozen

REFUSED, NO_GRADE = "refused", ""


@frozen
class Item:
    """An item with a weight, and its bands as pairs of bound and points."""

    id: str
    weight: int
    bands: tuple[tuple[int, int], ...]
    if_missing: str


@frozen
class Card:
    """A card: items, grades as pairs of bound and name from the lowest, gates as item, points and grade."""

    items: tuple[Item, ...]
    grades: tuple[tuple[int, str], ...]
    gates: tuple[tuple[str, int, str], ...] = ()

    def written(self, scale: int = 1) -> str:
        """The card as a policy has it; the weights ``scale`` times as large."""
        lines = ["scorecards:", "  card:", f"    total: {scale * sum(each.weight for each in self.items)}"]
        lines += ["    if_missing: refuse", "    items:"]
        for each in self.items:
            bands = ", ".join(f"{{at: {at}, points: {points}}}" for at, points in each.bands)
            lines.append(
                f"      - {{id: {each.id}, of: figure.{each.id}, weight: {scale * each.weight},"
                f" if_missing: {each.if_missing}, bands: [{bands}]}}"
            )
        grades = ", ".join(f"{{at: {at}, grade: {name}}}" for at, name in self.grades)
        lines.append(f"    grades: [{grades}]")
        if self.gates:
            lines.append("    gates:")
            lines += [
                f"      - {{id: g{number}, item: {item}, below: {below}, at_most: {name}, if_missing: pass}}"
                for number, (item, below, name) in enumerate(self.gates)
            ]
        return "\n".join(lines) + "\n"


def points(item: Item, value: int) -> int:
    """The points of the highest bound that the value reaches; none below all."""
    return next((points for at, points in sorted(item.bands, reverse=True) if value >= at), 0)


def grade(card: Card, values: Mapping[str, int | None]) -> tuple[Fraction | None, str]:
    """The score and the grade; no score where an item is refused or nothing is left."""
    weighed: list[tuple[Item, int]] = []
    for item in card.items:
        value = values[item.id]
        if value is not None:
            weighed.append((item, points(item, value)))
        elif item.if_missing == "refuse":
            return None, REFUSED
        elif item.if_missing == "zero":
            weighed.append((item, 0))
    if not weighed:
        return None, NO_GRADE
    score = Fraction(sum(item.weight * got for item, got in weighed), sum(item.weight for item, _ in weighed))
    names = [name for _, name in card.grades]
    place = max((number for number, (at, _) in enumerate(card.grades) if score >= at), default=-1)
    if place < 0:
        return score, NO_GRADE
    got = {item.id: points for item, points in weighed}
    for item_id, below, at_most in card.gates:
        if item_id in got and got[item_id] < below:
            place = min(place, names.index(at_most))
    return score, names[place]


def peers_median(values: Mapping[str, int], subject: str) -> int | None:
    """The lower middle of what the others have; None of nobody."""
    others = sorted(value for name, value in values.items() if name != subject)
    return others[(len(others) - 1) // 2] if others else None


def held(order: str, scored: Sequence[str], downs: int, ups: int) -> list[str]:
    """The grade that holds after each period, once so many in a row were on the same side of it."""
    found: list[str] = []
    now, run = scored[0], ""
    for each in scored:
        above = order.index(each) > order.index(now)
        if each == now or (run and (order.index(run[-1]) > order.index(now)) != above):
            run = ""
        if each != now:
            run += each
            if len(run) >= (ups if above else downs):
                now = min(run, key=order.index) if above else max(run, key=order.index)
                run = ""
        found.append(now)
    return found
