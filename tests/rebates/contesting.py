"""Contests and books for tests, written as users write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import indent

from dealerkit.book import Book
from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy, Section
from dealerkit.rebates.contests.contest import CONTESTS, SECTION, Contest
from dealerkit.rebates.contests.held import contests_of
from dealerkit.rebates.contests.results import ContestRun
from dealerkit.rebates.contests.run import hold
from dealerkit.rebates.facts import FACTS

SECTIONS = (Section(SECTION, CONTESTS, FACTS),)
HEAD = """\
policy:
  name: test
  revision: "1"
  currency: CNY
  calendar: CN
  effective: 2026-01-01..2026-12-31
"""
OVER = date(2026, 4, 10)
DEFAULTS = {
    "period": "quarter",
    "measured": "{measure: net_amount}",
    "prizes": "[{rank: 1, pay: 1_000}, {rank: 2, pay: 500}, {rank: 3, pay: 200}]",
    "total": "1_700",
    "ties": "share",
    "settle": "{payout: credit-note, late: adjust}",
}
Cells = Mapping[str, object]


def policy_of(**lines: str) -> Policy:
    """A policy with one contest ``c`` held each quarter; a line of "" leaves it out."""
    body = "\n".join(f"{key}: {text}" for key, text in {**DEFAULTS, **lines}.items() if text)
    text = f"{HEAD}contests:\n  c:\n{indent(body, '    ')}\n"
    found = load_texts({"policy.yaml": text.encode()}, SECTIONS)
    assert found.policy is not None, found.problems
    return found.policy


def contest_of(**lines: str) -> Contest:
    """The contest of :func:`policy_of`."""
    return contests_of(policy_of(**lines))["c"]


def sold(dealer: str, amount: object, day: str = "2026-02-01", **more: object) -> dict[str, object]:
    """A line."""
    return {"date": day, "dealer": dealer, "product": "P", "net_amount": str(amount), **more}


def run(policy: Policy, as_of: date = OVER, /, **tables: Sequence[Cells]) -> ContestRun:
    """The run of a policy over these tables, with an empty ledger if none is given."""
    found = {"postings": (), **tables}
    return hold(policy, Book.from_tables({name: list(rows) for name, rows in found.items()}), as_of)


def posted(found: ContestRun) -> list[dict[str, object]]:
    """The proposals of a run as rows of a ledger."""
    return [
        {
            "id": each.id,
            "kind": each.kind,
            "programme": each.account.programme,
            "payee": each.account.payee,
            "period": each.account.period,
            "seq": str(each.seq),
            "net": f"{each.net:f}",
            "posted_on": each.posted_on.isoformat(),
            "content_hash": each.content_hash,
            **({} if each.quantity is None else {"product": each.product, "quantity": f"{each.quantity:f}"}),
        }
        for each in found.proposals
    ]
