"""The ``accounts:`` section: under which accounts rebates stand in the books of the company.

    accounts:
      expense: Expenses:Rebates
      accrual: Liabilities:Rebates:Accrued
      payable: Liabilities:Rebates:Payable      # each dealer has an account below it
      tax: Liabilities:Tax:VAT

Names are written as plain-text accounting writes them, because every other system can be mapped to
them: parts joined by colons, the first of which says what kind of account it is.
"""

from __future__ import annotations

import re

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.nodes import Node, Scalar
from dealerkit.policy.reading import Invalid, Reading, described
from dealerkit.policy.scalars import JsonSchema
from dealerkit.policy.shapes import entry, placed, record
from dealerkit.problems import nearest

SECTION = "accounts"
ROOTS = ("Assets", "Liabilities", "Equity", "Income", "Expenses")
"""What an account may begin with: the five kinds of accounts."""

# Plain-text accounting asks for a capital or a digit first, then letters, digits and hyphens. A part may go on in any
# script, but begins in Latin letters, which every program takes.
_NAME = re.compile(r"[A-Z][A-Za-z0-9-]*(?::[A-Z0-9][^:]*)+\Z")
_SPLIT = re.compile(r"[:：/.>\s]+")
_NOT_A_PART = re.compile(r"[^\w-]|_")


class AccountName:
    """The name of an account: ``Liabilities:Rebates:Payable``."""

    def read(self, node: Node, reading: Reading, address: str) -> str | Invalid:
        """The name; DK347 where it is none, DK348 where it begins with no kind of account."""
        if not isinstance(node, Scalar):
            return reading.report("DK132", node, address, kind="text", found=described(node))
        if node.plain and node.empty:
            return reading.report("DK147", node, address, kind="text")
        name = node.text
        if not _is_name(name):
            return reading.report("DK347", node, address, value=name, nearest=_mended(name))
        root = name.partition(":")[0]
        if root not in ROOTS:
            close = nearest(root, ROOTS)
            return reading.report("DK348", node, address, value=name, found=root, nearest=close, allowed=ROOTS)
        return name

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place."""
        del definitions
        return {"type": "string", "pattern": rf"^({'|'.join(ROOTS)})(:[A-Z0-9][^:_\s]*)+$"}


def _is_name(name: str) -> bool:
    return _NAME.match(name) is not None and all(each.isalpha() or each.isdecimal() or each in ":-" for each in name)


def _mended(name: str) -> str:
    """The name as it was probably meant; ``""`` where that is not one either."""
    parts = [_NOT_A_PART.sub("", each) for each in _SPLIT.split(name.strip())]
    mended = ":".join(each[:1].upper() + each[1:] for each in parts if each)
    return mended if mended != name and _is_name(mended) else ""


_ACCOUNT = AccountName()


@frozen(kw_only=True)
class Accounts:
    """Under which accounts rebates stand: what they cost, what is owed for them, and the tax on them."""

    rule: Rule = placed()
    expense: str = entry(_ACCOUNT, "what rebates cost: an expense, or an income account that they reduce")
    accrual: str = entry(_ACCOUNT, "what was accrued and is not settled yet")
    payable: str = entry(_ACCOUNT, "what is owed to dealers; each dealer has an account below it")
    tax: str = entry(_ACCOUNT, "the value added tax that a settled rebate takes back")
    receivable: str | None = entry(
        _ACCOUNT, "what dealers owe for goods, which an offset reduces; needed where rebates pay orders", default=None
    )
    expired: str | None = entry(
        _ACCOUNT, "what is gained where a credit expires; the expense is reduced if absent", default=None
    )


ACCOUNTS = record(Accounts)


def account_of(parent: str, code: str) -> str:
    """The account of a dealer below ``parent``: the code where it can stand in a name, else an unmistakable writing.

    Latin letters, digits and single hyphens between them stay; any other character becomes its number
    between double hyphens. A part begins with a capital or a digit: a code that does not, or that begins
    with X itself, gets an X before it. So no two codes ever share an account.
    """
    marked = "X" if not _IS_FIRST.match(code) else ""
    return f"{parent}:{marked}{_UNWRITTEN.sub(_numbered, code)}"


_IS_FIRST = re.compile(r"[A-WYZ0-9]")
_UNWRITTEN = re.compile(r"(?<![A-Za-z0-9])-|-(?![A-Za-z0-9])|[^A-Za-z0-9-]")


def _numbered(match: re.Match[str]) -> str:
    return f"--{ord(match[0]):X}--"
