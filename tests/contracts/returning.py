"""A small policy on returns, and requests over small books."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dealerkit.assembly.registry import SECTIONS
from dealerkit.book import Book
from dealerkit.contracts.returns.run import ReturnRun, evaluate
from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy

TEXT = """\
policy: {name: test, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}
contracts:
  returns:
    day_zero: bought_on
    unnamed: latest
    rules:
      - {id: wrong, when: return.cause == "wrong", then: accept}
      - {id: scratched, when: return.cause == "scratched", then: accept, charge: 180}
      - {id: early, asked: exchange, within: 15 days, then: exchange}
      - {id: late, asked: [exchange, repair], then: repair}
      - {id: asked, when: return.cause == "asked", then: refer, to: head}
"""
TODAY = date(2026, 6, 30)
Rows = Sequence[Mapping[str, object]]


def policy_of(text: str = TEXT) -> Policy:
    found = load_texts({"policy.yaml": text.encode()}, SECTIONS)
    assert found.policy is not None, found.problems
    return found.policy


POLICY = policy_of()


def bought(
    document: str = "X", quantity: object = 5, amount: object = 500, day: str = "2026-06-01", **more: object
) -> dict[str, object]:
    row = {"date": day, "dealer": "D", "product": "P", "quantity": quantity, "net_amount": amount}
    return {**row, "document": document, **more}


def asked(
    number: str = "R", quantity: object = 1, cause: str = "wrong", day: str = "2026-06-05", **more: object
) -> dict[str, object]:
    row = {"return": number, "date": day, "dealer": "D", "product": "P", "quantity": quantity, "cause": cause}
    return {**row, **more}


def book_of(**tables: Rows) -> Book:
    return Book.from_tables(
        {name: [{k: str(v) for k, v in row.items()} for row in rows] for name, rows in tables.items()}
    )


def run(returns: Rows, lines: Rows, on: date = TODAY, policy: Policy = POLICY, **tables: Rows) -> ReturnRun:
    return evaluate(policy, book_of(returns=returns, lines=lines, **tables), on)
