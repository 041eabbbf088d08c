"""What a test case can ask of a settlement beside its amounts: tax, what may be posted, the partner's figure."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.authority.signing import subject_of
from dealerkit.book import Book
from dealerkit.policy.cases import Case
from dealerkit.policy.policy import Policy
from dealerkit.problems import Arg
from dealerkit.rebates.approval.proposals import approvals
from dealerkit.rebates.approval.subjects import SUBJECT
from dealerkit.rebates.results import Row
from dealerkit.rebates.run import Run
from dealerkit.values.exact import total_of_decimals


def figures(policy: Policy, book: Book, case: Case, row: Row) -> Iterator[tuple[str, Arg]]:
    """``tax`` of what is posted; ``difference`` of the payee's own figure; ``approval`` and ``released``.

    ``approval`` is granted, refused or waiting, ``signs`` the roles that must still sign, and ``released``
    what may be posted now; all three only where the policy asks for approvals.
    """
    yield "tax", row.tax
    if row.difference is not None:
        yield "difference", row.difference
    if subject_of(policy, SUBJECT) is None:
        return
    run = Run.open(policy, book, case.as_of, case.known_at)
    settlement = run.settlement()
    found = approvals(run, settlement)
    mine = tuple(each for each in settlement.proposals if each.account == row.account)
    for each in found.of(mine):
        yield "approval", each.judged.verdict.value
        yield "signs", each.judged.missing
    yield "released", total_of_decimals(each.amount for each in found.released(mine))
