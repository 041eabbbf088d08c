"""A journal as plain-text accounting, in the syntax that beancount reads.

    2026-04-15 * "苏州瑞通" "季度坎级返利 2026-Q1: settlement"
      id: "volume-quarter|D0002|2026-Q1|settlement|1"
      Expenses:Rebates                        200.00 CNY
      Liabilities:Rebates:Payable:D0002      -200.00 CNY

What is only proposed carries the flag ``!`` instead of ``*``. Names in strings may be in any script.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.rebates.journal.entries import Entry, Journal

_INDENT = "  "


@frozen
class Told:
    """What people read of an entry: who it is for, what it is, and why."""

    payee: str
    narration: str
    reasons: tuple[str, ...] = ()


def beancount(journal: Journal, title: str, names: Mapping[str, str], told: Iterable[Told]) -> str:
    """The journal as text; ``names`` are those of the dealers, ``told`` goes with the entries one by one."""
    blocks = [f'option "title" {_quoted(title)}\noption "operating_currency" "{journal.currency}"\n']
    blocks.append("".join(_opened(journal, names)))
    blocks += ["".join(_entry(entry, each, journal)) for entry, each in zip(journal.entries, told, strict=True)]
    return "\n".join(block for block in blocks if block)


def _opened(journal: Journal, names: Mapping[str, str]) -> Iterator[str]:
    for account, day in journal.opened.items():
        yield f"{day.isoformat()} open {account} {journal.currency}\n"
        dealer = journal.dealers.get(account)
        if dealer is not None:
            yield from _meta({"dealer": dealer, "name": names.get(dealer, "")})


def _entry(entry: Entry, told: Told, journal: Journal) -> Iterator[str]:
    posting, account = entry.posting, entry.posting.account
    flag = "!" if entry.booked.is_proposed else "*"
    yield f"{posting.posted_on.isoformat()} {flag} {_quoted(told.payee)} {_quoted(told.narration)}\n"
    yield from _meta(
        {
            "id": entry.id,
            "programme": account.programme,
            "payee": account.payee,
            "period": account.period,
            "kind": posting.kind,
            "revision": posting.revision,
            "due": posting.due,
            "expires": posting.expires,
            "payout": posting.payout,
            "reference": posting.reference,
            "closes": posting.closes,
        }
    )
    # A key may stand once: further reasons get a number.
    yield from _meta({f"because{number or ''}": reason for number, reason in enumerate(told.reasons)})
    amounts = [(leg.account, _amount(leg.amount)) for leg in entry.legs]
    width = max(len(name) for name, _ in amounts)
    digits = max(len(amount) for _, amount in amounts)
    for name, amount in amounts:
        yield f"{_INDENT}{name:<{width}}  {amount:>{digits}} {journal.currency}\n"


def _meta(values: Mapping[str, str | date | None]) -> Iterator[str]:
    for key, value in values.items():
        if value:
            yield f"{_INDENT}{key}: {value.isoformat() if isinstance(value, date) else _quoted(value)}\n"


def _quoted(text: str) -> str:
    """A string: quotes and backslashes escaped, everything on one line."""
    line = "".join(each if each.isprintable() else " " for each in text)
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _amount(amount: Decimal) -> str:
    """At least two decimals; nothing is rounded."""
    whole, _, decimals = f"{amount:f}".partition(".")
    return f"{whole}.{decimals.ljust(2, '0')}"
