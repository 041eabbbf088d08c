"""Territories that nobody serves, with the outlets and customers that stand there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import frozen

from dealerkit.book import Book, Row
from dealerkit.contracts.judged import text
from dealerkit.contracts.territory.overlaps import EVERYTHING, Grant
from dealerkit.contracts.territory.rule import GapRule

_EXAMPLES = 3
"""How many of those who stand there are named."""


@frozen
class Gap:
    """A territory without a dealer, for one group of products (or any), and who stands there."""

    territory: Row
    product: str
    outlets: int
    customers: int
    examples: tuple[str, ...]


def gaps_of(rule: GapRule, grants: Sequence[Grant], book: Book, day: date) -> Iterator[Gap]:
    """The gaps on a day: territories of the stated kind, or the largest ones, that no grant covers or lies in.

    A grant serves a territory when it is for it or for one around it; a territory in which some part is served
    is no gap, its other parts are.
    """
    territories, forest = book.versions("territories"), book.forest("territories")
    nodes = {str(code): row for (code,) in territories.keys() if (row := territories.at(day, code)) is not None}  # noqa: SIM118
    paths = {node: forest.path(node, day) for node in nodes}
    for product in rule.products or (EVERYTHING,):
        around = (EVERYTHING,) if not product else (*book.forest("product_groups").path(product, day), EVERYTHING)
        serving = [grant for grant in grants if product == EVERYTHING or grant.products[0] in around]
        granted = {grant.territory[0] for grant in serving}
        touched = {node for grant in serving for node in grant.territory}
        empty = {node for node, path in paths.items() if node not in touched and granted.isdisjoint(path)}
        listed = [node for node in nodes if node in empty and _is_listed(rule, nodes[node], paths[node], empty)]
        standing = _standing(book, day, frozenset(listed))
        for node in listed:
            outlets, customers = standing[node]
            examples = (*outlets, *customers)[:_EXAMPLES]
            yield Gap(nodes[node], product, len(outlets), len(customers), examples)


def _is_listed(rule: GapRule, row: Row, path: tuple[str, ...], empty: set[str]) -> bool:
    if rule.kind is not None:
        return text(row, "kind") == rule.kind
    return len(path) == 1 or path[1] not in empty


def _standing(book: Book, day: date, listed: frozenset[str]) -> dict[str, tuple[list[str], list[str]]]:
    """The outlets and the customers within each of these territories, by their codes."""
    found: dict[str, tuple[list[str], list[str]]] = {node: ([], []) for node in listed}
    forest = book.forest("territories")
    for place, (table, key) in enumerate((("outlets", "outlet"), ("customers", "customer"))):
        versions = book.versions(table)
        for (code,) in versions.keys():  # noqa: SIM118 - not a mapping
            row = versions.at(day, code)
            territory = text(row, "territory")
            for node in forest.path(territory, day) if territory else ():
                if node in listed:
                    found[node][place].append(text(row, key))
    return found
