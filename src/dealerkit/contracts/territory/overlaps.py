"""Which grants meet: one territory within the other, and one group of products within the other.

Found by the ancestors of each place, not by trying all pairs: what it costs is the depth of both trees for every
grant, and one step for every pair that meets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from attrs import frozen

EVERYTHING = ""
"""The product group around all others: what a contract covers that names none."""


@frozen
class Grant:
    """A territory and a product group that a contract grants; each a path from itself up to its root."""

    contract: str
    customer: str
    territory: tuple[str, ...]
    products: tuple[str, ...]
    exclusive: bool | None = None


def meeting(grants: Sequence[Grant]) -> Iterator[tuple[Grant, Grant]]:
    """Every pair of grants of different customers that meet, each once: the one further out first."""
    exact: dict[tuple[str, str], list[int]] = defaultdict(list)
    below: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, grant in enumerate(grants):
        here, products = grant.territory[0], _around(grant)
        exact[here, products[0]].append(place)
        for above in products[1:]:
            below[here, above].append(place)
    for place, grant in enumerate(grants):
        products = _around(grant)
        for territory in grant.territory:
            found = [other for above in products for other in exact.get((territory, above), ())]
            found += below.get((territory, products[0]), ())
            is_own = territory == grant.territory[0]
            for other in found:
                # In one and the same territory both find each other: the later one tells.
                if (not is_own or other < place) and grants[other].customer != grant.customer:
                    yield grants[other], grant


def _around(grant: Grant) -> tuple[str, ...]:
    """The product group and all around it, everything at the end."""
    return grant.products if grant.products[-1:] == (EVERYTHING,) else (*grant.products, EVERYTHING)
