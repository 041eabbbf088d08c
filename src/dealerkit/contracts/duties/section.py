"""The ``contracts.duties`` section (不相容职务), key by key: which steps nobody may do two of.

    contracts:
      duties:
        separated:
          order-to-cash:
            duties: [enter, approve, first-audit, second-audit, invoice, match, collect]
            scope: order                       # document, order (all its documents), or person (at all)
        roles:                                 # which duties a role brings with it, for scope person
          warehouse-keeper: [first-audit]
        exceptions:
          - {id: small-branch, employee: E7, duties: [enter, invoice], until: 2026-06-30}

Source: a distributor's operating procedures: entering, approving, first and second goods audit, invoicing, matching
and collecting are separate.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import DATE, KEY, TEXT, choice
from dealerkit.policy.shapes import ByKey, Keyed, Shape, entry, items, keyed, listing, named, record, ruled

ROOM = "duties"
DOCUMENT, ORDER, PERSON = "document", "order", "person"
BOTH, DOER = "both", "doer"

_DUTIES = listing(KEY)


@frozen(kw_only=True)
class Separated:
    """Duties of which one person may have only one."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    duties: tuple[str, ...] = entry(_DUTIES, "the duties, of which one person may have one")
    scope: str = entry(
        choice(DOCUMENT, ORDER, PERSON),
        "for one document, for all documents of one order, or at all: whatever the document",
    )
    kinds: tuple[str, ...] = entry(_DUTIES, "the kinds of documents it is about; all if absent", default=())


@frozen(kw_only=True)
class Excuse:
    """A person who may have two duties all the same, until a stated day."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "why, in words", default=None)
    employee: str = entry(KEY, "the person")
    duties: tuple[str, ...] = entry(_DUTIES, "the duties that the person may have together")
    from_: date | None = entry(DATE, "the first day", default=None, key="from")
    until: date = entry(DATE, "the last day: an exception has an end")

    def covers(self, first: date, last: date) -> bool:
        """Whether it holds on all of these days."""
        return (self.from_ is None or self.from_ <= first) and last <= self.until


@frozen(kw_only=True)
class Duties:
    """Which duties are separated, which roles bring them, and who is excused until when."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rules come from", default=None)
    separated: Keyed[Separated] = entry(keyed(record(Separated)), "duties that one person may not have together")
    roles: Mapping[str, tuple[str, ...]] = entry(
        cast("Shape[Mapping[str, tuple[str, ...]]]", ByKey(cast("Shape[object]", KEY), _DUTIES)),
        "the duties that come with a role, own or held for somebody else",
        default={},
    )
    in_stead: str = entry(
        choice(BOTH, DOER),
        "who has the duty of a step done for somebody else (column `for`): both of them, or only who did it",
        default=BOTH,
    )
    exceptions: Keyed[Excuse] = entry(
        items(record(Excuse)), "who may have two of them, and until when", default=Keyed()
    )


DUTIES = record(Duties)


def duties_of(policy: Policy) -> Duties | None:
    """The policy's rules on separated duties, if it has any."""
    return cast("Duties | None", getattr(policy.sections.get("contracts"), ROOM, None))
