"""Settlement: what is owed, to whom, and why; what was paid; what is left to pay.

Every entitlement is reckoned anew from the start of its period, over all lines known today, and
payable = entitlement − settled. So a second run over the same facts proposes nothing, and a late
line proposes its difference. ``settle`` only proposes; posting appends.
"""

from __future__ import annotations

from datetime import date

from attrs import evolve

from dealerkit.book import Book
from dealerkit.decisions import Decision
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, problem
from dealerkit.rebates.results import Row, Settlement, Total
from dealerkit.rebates.run import Run

__all__ = ["Row", "Settlement", "Total", "explain", "settle"]


def settle(policy: Policy, book: Book, as_of: date, known_at: date | None = None) -> Settlement:
    """Reckon every programme for every payee, and propose what is to be posted.

    Findings beside those of the ledger: DK366 an account has postings of a later day than ``as_of``, so
    nothing is proposed for it; DK367 an entitlement is undetermined (a warning); DK368 a due day lies
    beyond the calendar; DK369 contract years of a payee without a contract (a warning); DK370 there is
    no ledger (a warning); DK374 a posting is for a period the programme does not have (a warning); DK434 such a
    period lies over one of today, for which nothing is proposed then.
    """
    return Run.open(policy, book, as_of, known_at).settlement()


def explain(
    policy: Policy,
    book: Book,
    programme: str,
    payee: str,
    as_of: date,
    *,
    period: str = "",
    known_at: date | None = None,
) -> Decision | Problem:
    """Why a payee earned what it did: everything that decided, was tried and was read.

    Without ``period`` the latest that has begun. DK371 no such programme, DK372 no such period.
    """
    run = Run.open(policy, book, as_of, known_at)
    found = run.standing.programmes.get(programme)
    if found is None:
        return problem("DK371", None, programme=programme, known=tuple(run.standing.programmes))
    windows = run.standing.windows(found, payee)
    chosen = next((each for each in reversed(windows) if period in {"", each.label}), None)
    if chosen is None:
        return problem(
            "DK372", found.rule.at, programme=programme, period=period, known=tuple(w.label for w in windows)
        )
    decision = run.traced(found, payee, chosen)
    return evolve(decision, as_of=as_of, known_at=known_at, revision=policy.header.revision)
