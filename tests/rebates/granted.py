"""Schemes and books for tests of credits by claim, written as users write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import indent

from dealerkit.book import Book
from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy, Section
from dealerkit.problems import Problem
from dealerkit.rebates.bids.run import BidRun, honour
from dealerkit.rebates.bids.scheme import SPECIAL_BIDS
from dealerkit.rebates.facts import FACTS
from dealerkit.rebates.ledger import Posting
from dealerkit.rebates.rotation.run import RotationRun, rotate
from dealerkit.rebates.rotation.scheme import STOCK_ROTATION
from tests.rebates.histories import entry

SECTIONS = (Section("special_bids", SPECIAL_BIDS, FACTS), Section("stock_rotation", STOCK_ROTATION, ()))
HEAD = """\
policy:
  name: test
  revision: "1"
  currency: CNY
  calendar: CN
  effective: 2026-01-01..2026-12-31
"""
AS_OF = date(2026, 12, 31)
Cells = Mapping[str, object]


def loaded(section: str, schemes: str) -> tuple[Policy | None, tuple[Problem, ...]]:
    """A policy with these schemes, and what is wrong with it."""
    text = f"{HEAD}{section}:\n{indent(schemes.strip(), '  ')}\n"
    found = load_texts({"policy.yaml": text.encode()}, SECTIONS)
    return found.policy, found.problems


def bids_policy(*lines: str, negative: str = "carry-forward") -> Policy:
    """A policy with one scheme ``s`` of special bids; from the book price if not said otherwise."""
    body = [*lines, f"settle: {{payout: credit-note, negative: {negative}}}"]
    if not any(each.startswith("price:") for each in body):
        body.append("price: book")
    return _policy("special_bids", body)


def rotation_policy(*lines: str, negative: str = "carry-forward") -> Policy:
    """A policy with one scheme ``s`` of stock rotation: 10 % of the quarter before, at the price paid."""
    body = [*lines, f"settle: {{payout: credit-note, negative: {negative}}}"]
    for name, text in (("share", "10%"), ("period", "quarter"), ("price", "bought")):
        if not any(each.startswith(f"{name}:") for each in body):
            body.append(f"{name}: {text}")
    return _policy("stock_rotation", body)


def _policy(section: str, body: Sequence[str]) -> Policy:
    policy, problems = loaded(section, "s:\n" + indent("\n".join(body), "  "))
    assert policy is not None, problems
    return policy


def bid(**more: object) -> dict[str, object]:
    """A bid for all of 2026, down to 80 from 100."""
    whole = {"bid": "B", "dealer": "D", "product": "P", "from": "2026-01-01", "to": "2026-12-31"}
    return {**whole, "method": "down-to", "value": "80", "book_price": "100", **more}


def claim(quantity: object, day: str = "2026-03-10", **more: object) -> dict[str, object]:
    """A row of a claim under it."""
    return {"claim": "K", "date": day, "dealer": "D", "bid": "B", "product": "P", "quantity": str(quantity), **more}


def sold(quantity: object, day: str = "2026-03-01", **more: object) -> dict[str, object]:
    """A row of sell-through."""
    return {"date": day, "dealer": "D", "product": "P", "quantity": str(quantity), **more}


def bought(quantity: object, price: object, day: str = "2026-01-10", **more: object) -> dict[str, object]:
    """A line of purchase."""
    net = int(str(quantity)) * int(str(price))
    line = {"date": day, "dealer": "D", "product": "P", "quantity": str(quantity), "unit_price": str(price)}
    return {**line, "net_amount": str(net), **more}


def back(quantity: object, day: str = "2026-04-10", **more: object) -> dict[str, object]:
    """A row of a request."""
    return {"request": "R", "date": day, "dealer": "D", "product": "P", "quantity": str(quantity), **more}


def book_of(
    tables: Mapping[str, Sequence[Cells]], ledger: Sequence[Posting] | None = (), known_at: date | None = None
) -> Book:
    """A book of these tables and the ledger so far, None for no ledger at all."""
    found = {name: list(rows) for name, rows in tables.items()}
    if ledger is not None:
        found["postings"] = [entry(each) for each in ledger]
    return Book.from_tables(found, known_at=known_at)


def claims(policy: Policy, as_of: date = AS_OF, /, **tables: Sequence[Cells]) -> BidRun:
    """What claims come to over these tables, with the one bid if none is given, and an empty ledger."""
    return honour(policy, book_of({"bids": [bid()], **tables}), as_of)


def requests(policy: Policy, as_of: date = AS_OF, /, **tables: Sequence[Cells]) -> RotationRun:
    """What requests come to over these tables and an empty ledger."""
    return rotate(policy, book_of(tables), as_of)
