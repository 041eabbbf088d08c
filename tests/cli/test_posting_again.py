"""Posting looks at the ledger again: what was taken back meanwhile is no credit any more, and goods never were."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from dealerkit.book import open_book
from dealerkit.cli.posting import post
from dealerkit.rebates.ledger import Posting
from dealerkit.rebates.offset.credits import credit
from dealerkit.rebates.offset.offsets import Document, offset_all
from tests.rebates.offsetting import LIMIT, policy_with, programme

HEADING = (
    "id,kind,programme,payee,period,seq,net,tax,gross,currency,posted_on,revision,content_hash,reference,closes,"
    "product,quantity\n"
)
GRANTED = "volume|A|2026-Q1|settlement|1,settlement,volume,A,2026-Q1,1,860,0,860,CNY,2026-03-31,1,,,,,\n"
TAKEN_BACK = "volume|A|2026-Q1|adjustment|1,adjustment,volume,A,2026-Q1,1,-700,0,-700,CNY,2026-04-30,1,,,,,\n"
GIFTS = "gifts|A|2026-Q1|settlement|1,settlement,gifts,A,2026-Q1,1,0,0,0,CNY,2026-03-31,1,,,,GIFT,900\n"
APRIL = date(2026, 4, 30)
POLICY = policy_with(LIMIT, programme("volume"))


def book(folder: Path, *rows: str) -> Path:
    (folder / "lines.csv").write_text("date,dealer,product,net_amount\n", "utf-8")
    (folder / "postings.csv").write_text(HEADING + "".join(rows), "utf-8")
    return folder


def offsets(folder: Path) -> tuple[Posting, ...]:
    """What is proposed for an order of 2,000: 15 %, 300.00."""
    order = Document("A", Decimal(2000), "SO-1")
    return offset_all(POLICY, open_book(folder), "A", [order], APRIL).proposals


def test_an_offset_of_credit_that_is_still_there_is_posted(tmp_path: Path):
    folder = book(tmp_path, GRANTED)
    assert [each.net for each in post(folder, POLICY, offsets(folder)).appended] == [Decimal("300.00")]


def test_an_offset_of_credit_that_was_taken_back_meanwhile_is_not_posted(tmp_path: Path):
    folder = book(tmp_path, GRANTED)
    proposed = offsets(folder)
    book(tmp_path, GRANTED, TAKEN_BACK)
    done = post(folder, POLICY, proposed)
    (said,) = done.problems
    assert (said.code, said.arg("had"), said.arg("used"), done.appended) == ("DK344", 160, 300, ())


def test_what_was_taken_back_before_it_was_proposed_is_no_finding(tmp_path: Path):
    folder = book(tmp_path, GRANTED, TAKEN_BACK)
    assert [each.net for each in post(folder, POLICY, offsets(folder)).appended] == [Decimal("160.00")]


def test_goods_are_no_credit(tmp_path: Path):
    policy = policy_with(LIMIT, programme("volume"), programme("gifts"))
    found = credit(policy, open_book(book(tmp_path, GRANTED, GIFTS)), "A", APRIL)
    assert [lot.posting.account.programme for lot in found.lots] == ["volume"]
    assert found.open == 860
