"""What is wrong with changes before any book is measured: keys that say nothing, keys that are lacking."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from dealerkit.book import Book
from dealerkit.problems import Problem, nearest, problem
from dealerkit.values.durations import Unit
from dealerkit.whatif.volumes.change import ALL, Change

_CONDITIONS = frozenset({"where", "dealers", "during"})
_KEYS: Mapping[str, frozenset[str]] = {
    "grow": _CONDITIONS,
    "price": _CONDITIONS,
    "shift": frozenset({"from", "to", "keeps", "dealers", "during"}),
    "lose": _CONDITIONS,
    "add": frozenset({"like", "times", "where", "during"}),
    "pay_later": frozenset({"dealers", "during"}),
}
"""Which keys each kind of change may have beside its own."""

_NEEDED: Mapping[str, tuple[str, ...]] = {"shift": ("from", "to", "keeps"), "add": ("like", "times")}
_DAYS = frozenset({Unit.DAYS, Unit.WEEKS})
_ALL_KEYS = ("where", "dealers", "during", "from", "to", "keeps", "like", "times")


def check_changes(changes: Iterable[Change]) -> Iterator[Problem]:
    """DK962 a key says nothing beside another, DK963 a key is lacking, DK966 a delay is not of days."""
    for change in changes:
        written = {key for key in _ALL_KEYS if _value(change, key) is not None}
        for key in sorted(written - _KEYS[change.kind]):
            yield problem(
                "DK962",
                change.key_at(key),
                address=change.rule.address,
                change=change.id,
                key=key,
                kind=change.kind,
                allowed=tuple(sorted(_KEYS[change.kind])),
            )
        needed = _NEEDED.get(change.kind, ())
        if change.lose is not None and (ALL in change.lose) != (change.dealers is not None):
            needed = ("dealers",) if ALL in change.lose else ()
            if not needed:
                yield problem(
                    "DK962",
                    change.key_at("dealers"),
                    address=change.rule.address,
                    change=change.id,
                    key="dealers",
                    kind="lose",
                    allowed=("during", "where"),
                )
        for key in needed:
            if key not in written:
                yield problem(
                    "DK963",
                    change.key_at(change.kind),
                    address=change.rule.address,
                    change=change.id,
                    key=key,
                    kind=change.kind,
                )
        if change.pay_later is not None and change.pay_later.unit not in _DAYS:
            yield problem(
                "DK966",
                change.value_at("pay_later"),
                address=change.rule.address,
                change=change.id,
                later=str(change.pay_later),
            )


def check_dealers(changes: Iterable[Change], book: Book) -> Iterator[Problem]:
    """DK961 and DK965 by the customer file: dealers who are not in it, and new ones who are."""
    if not book.has("customers"):
        return
    yield from about_dealers(changes, {str(row["customer"]) for row in book.rows("customers")})


def about_dealers(changes: Iterable[Change], dealers: Collection[str]) -> Iterator[Problem]:
    """DK961 and DK965 among the dealers that a book knows."""
    known = set(dealers)
    for change in changes:
        named = [(change.item_at("lose", at), each) for at, each in enumerate(change.lose or ()) if each != ALL]
        if change.like is not None:
            named.append((change.value_at("like"), change.like))
        for at, dealer in named:
            if dealer not in known:
                yield problem(
                    "DK961",
                    at,
                    address=change.rule.address,
                    change=change.id,
                    dealer=dealer,
                    nearest=nearest(dealer, known),
                )
        if change.add is not None:
            if change.add in known:
                yield problem(
                    "DK965", change.value_at("add"), address=change.rule.address, change=change.id, dealer=change.add
                )
            known.add(change.add)


def _value(change: Change, key: str) -> object:
    return getattr(change, f"{key}_" if key == "from" else key)
