"""A journal as plain-text accounting: its syntax to the letter, and beancount's own judgement where it is installed."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.rebates.journal.accounts import Accounts
from dealerkit.rebates.journal.entries import Booked, journal
from dealerkit.rebates.ledger import Account, Posting
from dealerkit.report.beancount import Told, beancount

ACCOUNTS = Accounts(
    expense="Expenses:Rebates", accrual="Liabilities:Accrued", payable="Liabilities:Payable", tax="Liabilities:VAT"
)
TEXT = """\
option "title" "返利"
option "operating_currency" "CNY"

2026-04-15 open Expenses:Rebates CNY
2026-04-15 open Liabilities:Payable:D-1 CNY
  dealer: "D-1"
  name: "甲 \\"一\\" 公司"
2026-04-15 open Liabilities:VAT CNY

2026-04-15 * "甲公司" "坎级返利 2026-Q1: settlement"
  id: "volume|D-1|2026-Q1|settlement|1"
  programme: "volume"
  payee: "D-1"
  period: "2026-Q1"
  kind: "settlement"
  revision: "2026.1"
  due: 2026-04-30
  because: "C:\\\\one"
  because1: "two lines"
  Expenses:Rebates          100.00 CNY
  Liabilities:VAT            13.50 CNY
  Liabilities:Payable:D-1  -113.50 CNY
"""


def posting(payee: str = "D-1", period: str = "2026-Q1") -> Posting:
    account = Account("volume", payee, period)
    day = date(2026, 4, 15)
    return Posting(account, "settlement", 1, Decimal(100), Decimal("13.5"), "CNY", day, "2026.1", due=date(2026, 4, 30))


def written(*booked: Booked, told: Told, name: str = "") -> str:
    found = journal(ACCOUNTS, "CNY", booked)
    return beancount(found, "返利", {each.posting.account.payee: name for each in booked}, [told] * len(found.entries))


def accepted(text: str) -> bool:
    """Whether beancount reads the text without a complaint."""
    loader = pytest.importorskip("beancount.loader", reason="beancount is not installed")
    _, errors, _ = loader.load_string(text)
    return not errors


def test_it_is_written_in_the_syntax_of_beancount():
    told = Told("甲公司", "坎级返利 2026-Q1: settlement", ("C:\\one", "two\nlines"))
    assert written(Booked(posting().id, posting()), told=told, name='甲 "一" 公司') == TEXT


def test_what_is_proposed_is_marked():
    text = written(Booked(posting().id, posting(), is_proposed=True), told=Told("A", "n"))
    assert '2026-04-15 ! "A" "n"' in text


def test_an_empty_journal_is_a_text_too():
    assert written(told=Told("", "")) == 'option "title" "返利"\noption "operating_currency" "CNY"\n'


def test_beancount_accepts_what_is_written_to_the_letter():
    assert accepted(TEXT)


def test_beancount_refuses_an_entry_that_does_not_balance():
    assert not accepted(TEXT.replace("-113.50", "-113.49"))


@settings(max_examples=25)
@given(st.text(min_size=1), st.text(), st.text())
def test_beancount_accepts_any_code_name_and_reason(code: str, name: str, reason: str):
    text = written(Booked("id " + name, posting(code)), told=Told(name, reason, (reason,)), name=name)
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", text)
    assert accepted(text)
