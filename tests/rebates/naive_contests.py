"""A contest as one would judge it with a list on paper: no sharing of code with the real one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def places(figures: Mapping[str, int]) -> dict[str, int]:
    """The place of each: one more than those who are strictly better."""
    return {name: 1 + sum(other > mine for other in figures.values()) for name, mine in figures.items()}


def shared(figures: Mapping[str, int], prizes: Sequence[int]) -> dict[str, int]:
    """Prizes in cents: the tied add up the prizes of their places and deal out cent by cent, by name."""
    won: dict[str, int] = {}
    for place in sorted(set(places(figures).values())):
        tied = sorted(name for name, mine in places(figures).items() if mine == place)
        pot = sum(prizes[place - 1 : place - 1 + len(tied)])
        for position, name in enumerate(tied):
            won[name] = pot // len(tied) + (1 if position < pot % len(tied) else 0)
    return won


def all_alike(figures: Mapping[str, int], prizes: Sequence[int]) -> dict[str, int]:
    """Prizes in cents: each of the tied gets the prize of their place."""
    return {name: prizes[place - 1] if place <= len(prizes) else 0 for name, place in places(figures).items()}


def possible(sure: Mapping[str, int], unsure: Mapping[str, int], prizes: Sequence[int]) -> dict[str, set[int]]:
    """What each who is sure could win, over every way in which the unsure take part or do not."""
    names = sorted(unsure)
    found: dict[str, set[int]] = {name: set() for name in sure}
    for way in range(2 ** len(names)):
        taking_part = {name: unsure[name] for position, name in enumerate(names) if way >> position & 1}
        for name, cents in shared({**sure, **taking_part}, prizes).items():
            if name in found:
                found[name].add(cents)
    return found
