"""What every run proposes on a day: settlements, price protection, special bids, stock rotation, contests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import evolve, frozen

from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity
from dealerkit.rebates.approval.batches import Batch, of_contests, of_credits, of_settlement
from dealerkit.rebates.approval.proposals import Approvals, approvals_of, with_ledger
from dealerkit.rebates.bids.records import lacking_for_bids
from dealerkit.rebates.bids.run import honour, tables_for_bids
from dealerkit.rebates.bids.scheme import bid_schemes
from dealerkit.rebates.contests.held import contests_of
from dealerkit.rebates.contests.run import hold
from dealerkit.rebates.corrections import Corrections
from dealerkit.rebates.granting.names import section_of
from dealerkit.rebates.programme import programmes_of
from dealerkit.rebates.protection.records import lacking as lacking_for_protection
from dealerkit.rebates.protection.run import protect, tables_of
from dealerkit.rebates.protection.scheme import schemes_of
from dealerkit.rebates.rotation.run import lacking_for_rotation, rotate
from dealerkit.rebates.rotation.scheme import rotation_schemes
from dealerkit.rebates.run import Run
from dealerkit.rebates.sources.needed import without_rows


@frozen
class Proposed:
    """What one run proposes. ``lacking`` is what the book has not, and then nothing is proposed."""

    section: str
    batches: tuple[Batch, ...] = ()
    problems: tuple[Problem, ...] = ()
    lacking: tuple[Problem, ...] = ()


@frozen(eq=False)
class Gathered:
    """The approvals of every run, the corrections that wait, and what the runs found."""

    approvals: Approvals
    corrections: Corrections
    problems: tuple[Problem, ...]
    ran: bool
    """Whether the book has what at least one run needs; ``problems`` say what it lacks."""


def everything(policy: Policy, book: Book, as_of: date) -> Gathered:
    """All that must be approved on a day, whichever run proposes it.

    What a book cannot be asked, since a table is missing, is told as a warning.
    """
    opened = Run.open(policy, book, as_of, book.known_at)
    settled = (_settled(opened),) if opened.standing.programmes else ()
    found = [*settled, *beside_rebates(policy, book, as_of)]
    batches = [batch for each in found for batch in each.batches]
    approvals = with_ledger(
        approvals_of(policy, book, as_of, batches, opened.corrections.waiting), policy, book, opened.ledger
    )
    unasked = {each.section for each in found if each.lacking}
    stale = tuple(each for each in approvals.stale if section_of(each.partition("|")[0]) not in unasked)
    ran = any(not each.lacking for each in found)
    lacking = (each for proposed in found for each in proposed.lacking)
    problems = (
        *(each for proposed in found for each in proposed.problems),
        *(evolve(each, severity=Severity.WARNING) if ran else each for each in lacking),
    )
    return Gathered(evolve(approvals, stale=stale), opened.corrections, problems, ran)


def beside_rebates(policy: Policy, book: Book, as_of: date) -> Iterator[Proposed]:
    """What is proposed beside settlements; of these runs only errors are told, the rest is for their own verbs."""
    for run in (_protected, _honoured, _rotated, _held):
        found = run(policy, book, as_of)
        if found is not None:
            yield evolve(found, problems=tuple(each for each in found.problems if each.severity is Severity.ERROR))


def _settled(run: Run) -> Proposed:
    standing = run.standing
    missing = without_rows(standing.policy, standing.book, programmes_of(standing.policy).values())
    if missing:
        return Proposed("rebates", lacking=missing)
    settlement = run.settlement()
    return Proposed("rebates", of_settlement(settlement), settlement.problems)


def _protected(policy: Policy, book: Book, as_of: date) -> Proposed | None:
    schemes = schemes_of(policy)
    if not schemes:
        return None
    missing = lacking_for_protection(book, tables_of(schemes.values()))
    if missing:
        return Proposed("price_protection", lacking=missing)
    run = protect(policy, book, as_of)
    return Proposed("price_protection", of_credits(run.credits), run.problems)


def _honoured(policy: Policy, book: Book, as_of: date) -> Proposed | None:
    schemes = bid_schemes(policy)
    if not schemes:
        return None
    missing = lacking_for_bids(book, tables_for_bids(schemes.values()))
    if missing:
        return Proposed("special_bids", lacking=missing)
    run = honour(policy, book, as_of)
    return Proposed("special_bids", of_credits(run.credits), run.problems)


def _rotated(policy: Policy, book: Book, as_of: date) -> Proposed | None:
    schemes = rotation_schemes(policy)
    if not schemes:
        return None
    missing = lacking_for_rotation(book, schemes.values())
    if missing:
        return Proposed("stock_rotation", lacking=missing)
    run = rotate(policy, book, as_of)
    return Proposed("stock_rotation", of_credits(run.credits), run.problems)


def _held(policy: Policy, book: Book, as_of: date) -> Proposed | None:
    contests = contests_of(policy)
    if not contests:
        return None
    asks_lines = any(each.measured.source == "lines" for each in contests.values())
    missing = book.lacking("lines", ()) if asks_lines else ()
    if missing:
        return Proposed("contests", lacking=missing)
    run = hold(policy, book, as_of)
    return Proposed("contests", of_contests(run), run.problems)
