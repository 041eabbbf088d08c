"""Test cases of the offset limit: from an open credit, or from a ledger, to what an order is paid with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import evolve

from dealerkit.book import Book
from dealerkit.book.given import rows_of
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.nodes import Mapping, Node, Scalar
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Invalid, Reading, described
from dealerkit.policy.scalars import AMOUNT, DATE
from dealerkit.problems import nearest
from dealerkit.rebates.ledger import SETTLEMENT
from dealerkit.rebates.offset.offsets import Document, offset
from dealerkit.values.numbers import canonical

GIVEN = ("order", "credit", "posted_on", "number", "payee", "postings")
"""What a case gives: the order's value, and the credit as one amount or as a ledger."""

_SOMEBODY = "payee"


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about the offset limit; None, with the reason reported, if it cannot be read.

    Beside the amount it answers ``limit``, ``open``, ``left`` and ``order_to_use_all``.
    """
    given = case.given
    if not isinstance(given, Mapping):
        reading.report("DK132", given, case.rule.address, kind="mapping", found=described(given))
        return None
    for name, (written, _) in given.entries.items():
        if name not in GIVEN:
            reading.report("DK266", written, case.rule.address, key=name, nearest=nearest(name, GIVEN), allowed=GIVEN)
    value = _amount(given, "order", case, reading)
    if value is None:
        reading.report("DK131", given, case.rule.address, key="order", doc="the value of the order, 0 for no order")
    postings = given.get("postings")
    payee = _word(given.get("payee")) or _SOMEBODY
    rows = rows_of(postings, reading) if postings is not None else _one_credit(given, case, payee, reading)
    if reading.problems or value is None:
        return None
    book = Book.from_tables({"postings": rows}, known_at=case.known_at)
    if postings is not None and "payee" not in given.entries and rows:
        payee = rows[0].get("payee", payee)
    found = offset(policy, book, Document(payee, value, _word(given.get("number"))), case.as_of, case.known_at)
    stated = (*book.problems, *found.credit.problems)
    reading.problems.extend(evolve(each, at=given.at, address=case.rule.address) for each in stated)
    if reading.problems:
        return None
    return evolve(found.offsets[0].decision, known_at=case.known_at)


def _amount(given: Mapping, name: str, case: Case, reading: Reading) -> Decimal | None:
    node = given.get(name)
    if node is None:
        return None
    found = AMOUNT.read(node, reading, f"{case.rule.address}.given.{name}")
    return None if isinstance(found, Invalid) else found


def _one_credit(given: Mapping, case: Case, payee: str, reading: Reading) -> list[dict[str, str]]:
    """A ledger of one posting over ``credit``, of the day ``posted_on`` or of the day of the question."""
    amount = _amount(given, "credit", case, reading)
    node = given.get("posted_on")
    day: date | Invalid = case.as_of
    if node is not None:
        day = DATE.read(node, reading, f"{case.rule.address}.given.posted_on")
    if not amount or isinstance(day, Invalid):
        return []
    row = {"id": "1", "kind": SETTLEMENT, "programme": "credit", "payee": payee, "period": str(day.year), "seq": "1"}
    return [{**row, "net": canonical(amount), "posted_on": day.isoformat()}]


def _word(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""
