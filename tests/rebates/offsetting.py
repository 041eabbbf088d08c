"""A policy with an offset limit, and ledgers for it: figures that can be worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from dealerkit import assembly
from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.rebates.ledger import Posting
from dealerkit.rebates.offset.credits import Credit, credit
from dealerkit.rebates.offset.offsets import Document, Offsetting, offset_all
from tests.rebates.histories import HEAD, entry

PROGRAMME = """
  {id}:
    title: {title}
    period: quarter
    qualifying: {{measure: net_amount}}
    method: retrospective
    kind: percent
    bands: [{{at: 0, rate: 1%}}]
    settle: {{every: quarter, payout: {payout}, negative: {negative}{more}}}
"""

LIMIT = "\noffset: {share: 15%}\n"

Cells = Mapping[str, object]


def programme(id: str, *, payout: str = "credit-note", negative: str = "carry-forward", more: str = "") -> str:
    return PROGRAMME.format(id=id, title=id.title(), payout=payout, negative=negative, more=more)


def policy_with(limit: str = LIMIT, *programmes: str) -> Policy:
    """The policy of this section over these programmes (one called ``volume`` if none is given)."""
    text = HEAD + "rebates:" + "".join(programmes or (programme("volume"),)) + limit
    loaded = assembly.loads({"policy.yaml": text.encode()})
    assert loaded.policy is not None, loaded.problems
    return loaded.policy


def posted(net: object, day: str, programme: str = "volume", period: str = "2026-Q1", **more: object) -> Cells:
    """A row of the ledger: a settlement of dealer A, if nothing else is said."""
    kind, seq = more.get("kind", "settlement"), more.get("seq", 1)
    row = {"kind": kind, "programme": programme, "payee": "A", "period": period, "seq": seq}
    id = f"{programme}|{more.get('payee', 'A')}|{period}|{kind}|{seq}"
    return {"id": id, **row, "net": str(net), "posted_on": day, **more}


def used(net: object, day: str, closes: str, reference: str = "", **more: object) -> Cells:
    """A row that uses up credit of another."""
    programme, _, period, _, _ = closes.split("|")
    more = {"kind": "offset", **more}
    return posted(net, day, programme, period, closes=closes, reference=reference, **more)


def row_of(posting: Posting) -> Cells:
    """A proposal as the ledger holds it."""
    more = {"due": posting.due, "expires": posting.expires}
    days = {name: day.isoformat() for name, day in more.items() if day is not None}
    texts = {"payout": posting.payout, "reference": posting.reference, "closes": posting.closes}
    return {**entry(posting), **days, **{name: text for name, text in texts.items() if text}}


def book_with(rows: Iterable[Cells]) -> Book:
    return Book.from_tables({"postings": [*rows]})


def credit_of(rows: Iterable[Cells], day: str, policy: Policy | None = None) -> Credit:
    return credit(policy or policy_with(), book_with(rows), "A", date.fromisoformat(day))


def order(value: object, number: str = "") -> Document:
    return Document("A", Decimal(str(value)), number)


def offsets_of(rows: Iterable[Cells], day: str, *orders: Document, policy: Policy | None = None) -> Offsetting:
    return offset_all(policy or policy_with(), book_with(rows), "A", orders, date.fromisoformat(day))
