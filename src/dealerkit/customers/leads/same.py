"""Which registrations are of one prospect: the same code, or without a code the same phone.

Phones are made alike as ``customers.identity`` compares them, where it has a comparison on the column ``phone`` alone;
else by their digits, full-width ones too. A phone that only one code has, among registrations and customers, stands for
that code. Two codes stay two prospects, though they share a phone: whether they are one is a question of identity.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from dealerkit.book import Book
from dealerkit.customers.files.forms import between
from dealerkit.customers.identity.duplicates import alike_of
from dealerkit.customers.identity.normal import Alike
from dealerkit.customers.identity.section import identity_of
from dealerkit.policy.policy import Policy

PHONE = ("phone",)
Phones = Callable[[str], tuple[str, ...]]


def phones_of(policy: Policy) -> Phones:
    """What tells the phones of a cell, each made alike; none of an empty one."""
    identity = identity_of(policy)
    compared = () if identity is None else tuple(each for each in identity.compare.values() if each.fields == PHONE)
    if identity is None or not compared:
        alike, apart = Alike("digits"), None
    else:
        alike, apart = alike_of(identity, compared[0], None), between(compared[0].several)

    def phones(cell: str) -> tuple[str, ...]:
        found = (alike.one(each) for each in (apart.split(cell.strip()) if apart is not None else (cell,)))
        return tuple(dict.fromkeys(each for each in found if each))

    return phones


def prospects_by(
    registered: Iterable[tuple[str, str, tuple[str, ...]]], phones: Phones, book: Book
) -> Mapping[str, tuple[str, str]]:
    """The prospect of each registration, and its customer's code; nothing for the code where nobody knows it.

    ``registered`` has number, code and phones, the earliest first. Linear in them and in customers.
    """
    given = tuple(registered)
    codes: dict[str, set[str]] = defaultdict(set)
    for row in book.rows("customers"):
        for phone in phones(str(row.get("phone") or "")):
            codes[phone].add(str(row.get("customer")))
    for _, code, theirs in given:
        for phone in theirs if code else ():
            codes[phone].add(code)
    whose = {phone: next(iter(found)) for phone, found in codes.items() if len(found) == 1}
    # Phones that stand together in one cell are of one prospect, and so are those of another cell with one of them.
    leader: dict[str, str] = {}
    for _, code, theirs in given:
        for phone in theirs[1:] if not code else ():
            one, other = _first(leader, theirs[0]), _first(leader, phone)
            leader[other] = one
    by_group: dict[str, str] = {}
    for _, code, theirs in given:
        for phone in theirs if not code else ():
            if phone in whose:
                by_group.setdefault(_first(leader, phone), whose[phone])
    found: dict[str, tuple[str, str]] = {}
    for number, code, theirs in given:
        group = _first(leader, theirs[0]) if theirs else ""
        known = code or by_group.get(group, "")
        found[number] = (known or group or number, known)
    return found


def _first(leader: dict[str, str], phone: str) -> str:
    """The phone that stands for all of a prospect's."""
    while leader.get(phone, phone) != phone:
        leader[phone] = leader.get(leader[phone], leader[phone])
        phone = leader[phone]
    return phone
