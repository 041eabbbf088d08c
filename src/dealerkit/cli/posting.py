"""Appending proposed postings to the ledger of a book: all or none, and never twice."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from attrs import frozen

from dealerkit.book import Book, Value, open_book
from dealerkit.book.writing import append_rows
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, problem
from dealerkit.rebates.approval.proposals import approvals_of
from dealerkit.rebates.granting.names import names_of_schemes
from dealerkit.rebates.ledger import ADJUSTMENT, OFFSET, SETTLEMENT, Posting, read_ledger
from dealerkit.rebates.offset.credits import amount_of, credit_in, ledger_of, limit_of
from dealerkit.rebates.programme import names_of, programmes_of
from dealerkit.values.exact import ZERO, total_of_decimals

LEDGER = "postings"
_LOCK = ".postings.lock"


@frozen
class Posted:
    """What came of posting: the postings that were appended, those that were there, what stood against it."""

    appended: tuple[Posting, ...] = ()
    there: int = 0
    problems: tuple[Problem, ...] = ()


def post(folder: Path, policy: Policy, proposals: tuple[Posting, ...]) -> Posted:
    """Append the proposals that the ledger does not hold yet, whole or not at all.

    The ledger is read again under a lock, so that of two runs at once the second finds what the first
    has posted. DK360 a name is there with other content, DK935 one is not approved, DK931 the ledger has
    no column for the tax, DK916 another run is posting, and what the book's writer refuses (DK865 to DK867).
    """
    try:
        with _locked(folder / _LOCK):
            return _post(folder, policy, proposals)
    except FileExistsError:
        return Posted(problems=(problem("DK916", None, path=str(folder), lock=str(folder / _LOCK)),))
    except OSError as error:
        return Posted(problems=(problem("DK913", None, path=str(folder), reason=error.strerror or ""),))


def _post(folder: Path, policy: Policy, proposals: tuple[Posting, ...]) -> Posted:
    book = open_book(folder)
    programmes = programmes_of(policy)
    names = names_of(programmes.values()) | names_of_schemes(policy)
    fresh, clashes = read_ledger(book, policy.header.currency, names).new(proposals)
    if clashes:
        return Posted(problems=clashes)
    against = (*_unapproved(policy, book, fresh), *_beyond_credit(policy, book, fresh))
    if against:
        return Posted(problems=against)
    there = len(proposals) - len(fresh)
    if not fresh:
        return Posted(there=there)
    columns = frozenset(each.name for each in book.columns(LEDGER)) if book.has(LEDGER) else None
    if columns is not None and "tax" not in columns and any(each.tax for each in fresh):
        tax = sum((each.tax for each in fresh), start=ZERO)
        return Posted(problems=(problem("DK931", None, tax=tax),))
    rows = [_row(each, columns) for each in fresh]
    refused = append_rows(folder, LEDGER, rows)
    return Posted(problems=refused) if refused else Posted(fresh, there)


def _unapproved(policy: Policy, book: Book, fresh: tuple[Posting, ...]) -> Iterator[Problem]:
    """DK935 for what pays and is not approved, by whichever command it comes, or is approved no longer."""
    batches = tuple((each,) for each in fresh if each.kind in {SETTLEMENT, ADJUSTMENT})
    if not batches:
        return
    found = approvals_of(policy, book, max(each.posted_on for (each,) in batches), batches)
    for each in found.asked:
        if not each.is_released:
            yield problem("DK935", None, id=each.reference, amount=each.amount)


def _beyond_credit(policy: Policy, book: Book, fresh: tuple[Posting, ...]) -> Iterator[Problem]:
    """DK344 for credit that was taken back, or used, since an offset of it was proposed."""
    uses = [each for each in fresh if each.kind == OFFSET and each.closes]
    if not uses:
        return
    ledger, limit, programmes = ledger_of(policy, book), limit_of(policy), programmes_of(policy)
    for payee in sorted({each.account.payee for each in uses}):
        mine = [each for each in uses if each.account.payee == payee]
        found = credit_in(ledger, limit, programmes, payee, max(each.posted_on for each in mine))
        left = {lot.posting.id: lot.left for lot in found.lots}
        for closed in sorted({each.closes for each in mine}):
            used = total_of_decimals(amount_of(each, limit) for each in mine if each.closes == closed)
            had = left.get(closed, ZERO)
            if used > had:
                yield problem("DK344", None, id=closed, had=had, used=used)


def _row(posting: Posting, columns: frozenset[str] | None) -> Mapping[str, Value | None]:
    """A posting as a row of the ledger. What the ledger has no column for and can do without is left out."""
    account = posting.account
    needed: dict[str, Value | None] = {
        "id": posting.id,
        "kind": posting.kind,
        "programme": account.programme,
        "payee": account.payee,
        "period": account.period,
        "seq": posting.seq,
        "net": posting.net,
        "posted_on": posting.posted_on,
    }
    if posting.closes:
        # A use that does not say what it paid, or whose credit it was, would be made again.
        needed |= {"reference": posting.reference or None, "closes": posting.closes}
    if posting.quantity is not None:
        # Goods that the ledger forgets would be given again.
        needed |= {"product": posting.product, "quantity": posting.quantity}
    further: dict[str, date | Value | None] = {
        "tax": posting.tax,
        "gross": posting.gross,
        "currency": posting.currency,
        "revision": posting.revision,
        "content_hash": posting.content_hash,
        "due": posting.due,
        "expires": posting.expires,
        "payout": posting.payout or None,
        "tax_rate": posting.tax_rate,
        "rule": posting.rule or None,
    }
    return needed | {name: value for name, value in further.items() if columns is None or name in columns}


@contextmanager
def _locked(lock: Path) -> Iterator[None]:
    os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    try:
        yield
    finally:
        with suppress(OSError):
            lock.unlink()
