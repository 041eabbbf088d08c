"""Batches: which proposals of a run are posted together or not at all.

Amounts that are set against each other are one batch, since one of them alone would pay too much; so are
the money and the goods of one prize.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING

from dealerkit.rebates.ledger import Posting
from dealerkit.rebates.results import Settlement

if TYPE_CHECKING:
    from dealerkit.rebates.contests.results import ContestRun
    from dealerkit.rebates.granting.credits import Credits

Batch = tuple[Posting, ...]


def of_settlement(settlement: Settlement) -> tuple[Batch, ...]:
    """The batches of a settlement: the periods of a programme and payee that are set against each other."""
    set_off = {(row.programme, row.payee) for row in settlement.rows if row.movement.is_set_off}
    return _of_payees(settlement.proposals, set_off)


def of_credits(credits: Credits) -> tuple[Batch, ...]:
    """The batches of credits by claim: the claims of a scheme and payee that are set against each other."""
    set_off = {(account.programme, account.payee) for account, due in credits.dues.items() if due.movement.is_set_off}
    return _of_payees(credits.proposals, set_off)


def of_contests(run: ContestRun) -> tuple[Batch, ...]:
    """The batches of contests: what one dealer gets for one period."""
    return _batches((each.account, each) for each in run.proposals)


def touched(batches: Iterable[Batch], chosen: Iterable[Posting]) -> tuple[Batch, ...]:
    """The batches, whole, of which some proposal was chosen."""
    names = {each.id for each in chosen}
    return tuple(batch for batch in batches if any(each.id in names for each in batch))


def _of_payees(proposals: Iterable[Posting], set_off: set[tuple[str, str]]) -> tuple[Batch, ...]:
    keyed: list[tuple[Hashable, Posting]] = []
    for each in proposals:
        payee = (each.account.programme, each.account.payee)
        keyed.append((payee if payee in set_off else each.id, each))
    return _batches(keyed)


def _batches(keyed: Iterable[tuple[Hashable, Posting]]) -> tuple[Batch, ...]:
    found: dict[Hashable, list[Posting]] = {}
    for key, posting in keyed:
        found.setdefault(key, []).append(posting)
    return tuple(tuple(batch) for batch in found.values())
