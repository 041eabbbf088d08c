"""Schemes and books for tests of price protection: a cut of 300 on 1 April, written as users write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import indent

from dealerkit.book import Book
from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy, Section
from dealerkit.problems import Problem
from dealerkit.rebates.facts import FACTS
from dealerkit.rebates.protection.run import ProtectionRun, protect
from dealerkit.rebates.protection.scheme import PRICE_PROTECTION, SECTION, Protection, schemes_of

SECTIONS = (Section(SECTION, PRICE_PROTECTION, FACTS),)

HEAD = """\
policy:
  name: test
  revision: "1"
  currency: CNY
  calendar: CN
  effective: 2026-01-01..2026-12-31
"""
CUT_ON, AS_OF = date(2026, 4, 1), date(2026, 6, 30)
PRICES = (
    {"product": "P", "price": "2000", "valid_to": "2026-03-31"},
    {"product": "P", "price": "1700", "valid_from": "2026-04-01"},
)
Cells = Mapping[str, object]


def loaded(schemes: str) -> tuple[Policy | None, tuple[Problem, ...]]:
    """A policy with these schemes, and what is wrong with it."""
    text = f"{HEAD}price_protection:\n{indent(schemes.strip(), '  ')}\n"
    found = load_texts({"policy.yaml": text.encode()}, SECTIONS)
    return found.policy, found.problems


def policy_of(*lines: str) -> Policy:
    """A policy with one scheme ``s`` of these lines, counted on the day if not said otherwise."""
    body = list(lines)
    if not any(each.startswith("stock:") for each in body):
        body.append("stock: count")
    policy, problems = loaded("s:\n" + indent("\n".join(body), "  "))
    assert policy is not None, problems
    return policy


def scheme_of(*lines: str) -> Protection:
    """The scheme of :func:`policy_of`."""
    return schemes_of(policy_of(*lines))["s"]


def bought(day: str, quantity: object, dealer: str = "D", price: object = "2000", **more: object) -> dict[str, object]:
    """A line of purchase."""
    return {"date": day, "dealer": dealer, "product": "P", "quantity": str(quantity), "unit_price": str(price), **more}


def counted(quantity: object, day: str = "2026-04-01", dealer: str = "D", **more: object) -> dict[str, object]:
    """A row of a count."""
    return {"date": day, "holder": dealer, "product": "P", "quantity": str(quantity), **more}


def sold(day: str, quantity: object, dealer: str = "D", **more: object) -> dict[str, object]:
    """A row of sell-through."""
    return {"date": day, "dealer": dealer, "product": "P", "quantity": str(quantity), **more}


def claimed(quantity: object, day: str = "2026-04-10", dealer: str = "D", **more: object) -> dict[str, object]:
    """A row of a claim."""
    return {"claim": "K1", "date": day, "dealer": dealer, "product": "P", "quantity": str(quantity), **more}


def run(policy: Policy, as_of: date = AS_OF, /, **tables: Sequence[Cells]) -> ProtectionRun:
    """The run of a policy over these tables, with the price list and an empty ledger if none is given."""
    found = {"prices": PRICES, "postings": (), **tables}
    return protect(policy, Book.from_tables({name: list(rows) for name, rows in found.items()}), as_of)
