"""Who is in another class, or has another grade, than on an earlier day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen


@frozen
class Change:
    """Somebody's class or grade by one scheme or scorecard, earlier and now; empty where he had or has none.

    ``steps`` is how many he rose (above zero) or fell in the policy's order, the best first; None where he had none
    or has none.
    """

    scheme: str
    key: str
    before: str
    now: str
    steps: int | None


def changed(id: str, before: Mapping[str, str], now: Mapping[str, str], order: Sequence[str]) -> Iterator[Change]:
    """The changes by one scheme, in order of codes; ``order`` has the best first."""
    places = {name: place for place, name in enumerate(order)}
    for key in sorted({*before, *now}):
        one, other = before.get(key, ""), now.get(key, "")
        if one != other:
            known = one in places and other in places
            yield Change(id, key, one, other, places[one] - places[other] if known else None)
