"""Small policies and books for tests of settlement, and a ledger that grows as runs post to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from dealerkit.book import Book
from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy, Section
from dealerkit.rebates.facts import FACTS
from dealerkit.rebates.ledger import Posting
from dealerkit.rebates.programme import REBATES

SECTION = Section("rebates", REBATES, FACTS)

HEAD = """
policy:
  name: test
  revision: "1"
  currency: CNY
  calendar: CN
  rounding: {to: 0.01, mode: half-up}
  effective: 2026-01-01..2026-12-31
"""

QUARTERLY = """
rebates:
  volume:
    title: Volume
    period: quarter
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 1_000, rate: 1%}, {at: 5_000, rate: 2%}]
    settle: {every: quarter, payout: credit-note, negative: carry-forward}
"""

Cells = Mapping[str, object]


def policy_of(text: str, head: str = HEAD) -> Policy:
    """The policy written in a test; it must be sound."""
    loaded = load_texts({"policy.yaml": (head + text).encode()}, [SECTION])
    assert loaded.policy is not None, loaded.problems
    return loaded.policy


def line(day: str, amount: object, dealer: str = "A", **more: object) -> dict[str, object]:
    """One line of sales."""
    return {"date": day, "dealer": dealer, "product": "P", "net_amount": str(amount), **more}


def book_of(
    lines: Sequence[Cells],
    postings: Iterable[Posting | Cells] | None = (),
    *,
    known_at: date | None = None,
    tables: Mapping[str, Sequence[Cells]] = MappingProxyType({}),
) -> Book:
    """A book of lines, the ledger so far (None for no ledger at all) and any other tables."""
    found: dict[str, Sequence[Cells]] = {"lines": lines, **tables}
    if postings is not None:
        found["postings"] = [entry(each) if isinstance(each, Posting) else each for each in postings]
    return Book.from_tables(found, known_at=known_at)


def entry(posting: Posting) -> dict[str, object]:
    """A posting as the ledger's table holds it."""
    account = posting.account
    return {
        "id": posting.id,
        "kind": posting.kind,
        "programme": account.programme,
        "payee": account.payee,
        "period": account.period,
        "seq": posting.seq,
        "net": str(posting.net),
        "tax": str(posting.tax),
        "gross": str(posting.gross),
        "currency": posting.currency,
        "posted_on": posting.posted_on.isoformat(),
        "revision": posting.revision,
        "content_hash": posting.content_hash,
    }
