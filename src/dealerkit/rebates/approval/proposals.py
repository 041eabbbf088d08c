"""Proposals that must be approved: what each needs by the matrix, who has signed, and which may be posted.

Where the authority matrix of a policy has the subject ``rebate-settlement``, every proposal that credits a
payee is posted only when it is approved under its own name and for its own amount, whichever run made it:
a settlement, price protection, special bids, stock rotation or a contest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from attrs import evolve, field, frozen

from dealerkit.authority.signing import Document, Judged, Signing, Verdict, subject_of
from dealerkit.book import Book
from dealerkit.decisions import Decision, Outcome
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity, problem
from dealerkit.rebates.approval.batches import Batch, of_settlement
from dealerkit.rebates.approval.matrix import Needs
from dealerkit.rebates.approval.subjects import CORRECTION, SUBJECT
from dealerkit.rebates.corrections import Correction
from dealerkit.rebates.ledger import Account, Ledger, Posting
from dealerkit.rebates.results import Settlement
from dealerkit.rebates.run import Run
from dealerkit.values.exact import total_of_decimals

_ANYBODY = Decision(Outcome.GRANTED)
"""What is needed where the matrix says nothing of corrections: somebody else than the author, of whatever role."""


@frozen
class Asked:
    """One document that must be approved: a proposed posting, or a correction.

    ``needed`` is what the matrix says; ``judged`` what the signatures come to. ``held_by`` names the
    proposals that it is posted together with, and that are not approved.
    """

    subject: str
    reference: str
    account: Account
    amount: Decimal
    product: str
    needed: Decision
    judged: Judged
    held_by: tuple[str, ...] = ()
    is_posted: bool = False

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that must sign."""
        return tuple(str(self.needed.value(name)) for name in ("role", "second") if self.needed.value(name))

    @property
    def is_released(self) -> bool:
        """Whether it may be posted."""
        return self.judged.verdict is Verdict.GRANTED and not self.held_by


@frozen
class Waiting:
    """What waits for one role: how many documents, and the money of them (goods are not counted in it)."""

    role: str
    people: tuple[str, ...]
    count: int
    amount: Decimal


@frozen(eq=False)
class Approvals:
    """Everything that must be approved, and what was approved and is posted since.

    ``settlements``: whether proposals must be approved at all. ``stale`` are names in the table that no
    proposal or posting has; they can be told only where every run was asked. ``vacant`` are the roles of the
    matrix that nobody holds.
    """

    asked: tuple[Asked, ...] = ()
    settlements: bool = False
    signing: Signing | None = field(default=None, repr=False)
    stale: tuple[str, ...] = ()
    vacant: tuple[str, ...] = ()

    def released(self, proposals: Iterable[Posting]) -> tuple[Posting, ...]:
        """The proposals that may be posted; all of them where none need be approved."""
        if not self.settlements:
            return tuple(proposals)
        free = {each.reference for each in self.asked if each.is_released}
        return tuple(each for each in proposals if each.id in free)

    def of(self, proposals: Iterable[Posting]) -> tuple[Asked, ...]:
        """What must be approved of some proposals, in their order."""
        known = {each.reference: each for each in self.asked if each.subject == SUBJECT and not each.is_posted}
        return tuple(known[each.id] for each in proposals if each.id in known)

    def waiting(self) -> tuple[Waiting, ...]:
        """What waits for whom, by role."""
        by_role: dict[str, list[Asked]] = {}
        for each in self.asked:
            if each.judged.verdict is Verdict.WAITING and not each.is_posted:
                for role in each.judged.missing:
                    by_role.setdefault(role, []).append(each)
        return tuple(
            Waiting(
                role,
                self.signing.holders(role) if self.signing else (),
                len(found),
                total_of_decimals(each.amount.copy_abs() for each in found if not each.product),
            )
            for role, found in sorted(by_role.items())
        )

    def problems(self) -> Iterator[Problem]:
        """DK461 proposals that are not approved (a note); DK462 nobody may approve; DK463 nobody has a role."""
        mine = [each for each in self.asked if each.subject == SUBJECT and not each.is_posted]
        held = [each for each in mine if not each.is_released]
        if held:
            amount = total_of_decimals(each.amount for each in held if not each.product)
            refused = sum(each.judged.verdict is Verdict.REFUSED for each in held)
            yield problem("DK461", None, severity=Severity.NOTE, count=len(held), amount=amount, refused=refused or "")
        for each in mine:
            if each.needed.outcome is not Outcome.GRANTED:
                yield problem(
                    "DK462",
                    None,
                    severity=Severity.WARNING,
                    id=each.reference,
                    subject=each.subject,
                    facts=each.needed.missing,
                )
        waits = {each.role: each.count for each in self.waiting() if not each.people}
        for role in sorted({*waits, *self.vacant}):
            yield problem("DK463", None, severity=Severity.WARNING, role=role, count=waits.get(role, ""))


def approvals(run: Run, settlement: Settlement) -> Approvals:
    """What of a settlement must be approved, and the corrections that wait for it."""
    standing = run.standing
    batches = of_settlement(settlement)
    return approvals_of(standing.policy, standing.book, standing.as_of, batches, run.corrections.waiting)


def approvals_of(
    policy: Policy, book: Book, as_of: date, batches: Iterable[Batch], corrections: Iterable[Correction] = ()
) -> Approvals:
    """What of these proposals must be approved, and of these corrections."""
    subject = subject_of(policy, SUBJECT)
    waiting = tuple(corrections)
    if subject is None and not waiting:
        return Approvals()
    signing = Signing(policy, book, as_of)
    asked: list[Asked] = []
    if subject is not None:
        needs = Needs.open(policy, book, subject)
        for batch in batches:
            asked += _together([_asked(needs, signing, each) for each in batch])
    asked += [_correction(each) for each in waiting]
    return Approvals(tuple(asked), subject is not None, signing)


def with_ledger(found: Approvals, policy: Policy, book: Book, ledger: Ledger) -> Approvals:
    """With what was approved and is posted since, names that nothing has, and roles that nobody holds.

    ``found`` must hold the proposals of every run.
    """
    subject, signing = subject_of(policy, SUBJECT), found.signing
    if subject is None or signing is None:
        return found
    needs = Needs.open(policy, book, subject)
    names = set(signing.references(SUBJECT))
    past = [
        evolve(_asked(needs, signing, posting), is_posted=True)
        for settled in ledger.accounts.values()
        for posting in settled.postings
        if posting.id in names
    ]
    postings = [each for each in found.asked if each.subject == SUBJECT]
    others = [each for each in found.asked if each.subject != SUBJECT]
    known = {each.reference for each in (*postings, *past)}
    roles = {role for row in subject.rows for role in (row.then.role, row.then.second) if role is not None}
    return evolve(
        found,
        asked=(*postings, *past, *others),
        stale=tuple(each for each in signing.references(SUBJECT) if each not in known),
        vacant=tuple(sorted(role for role in roles if not signing.holders(role))),
    )


def _asked(needs: Needs, signing: Signing, posting: Posting) -> Asked:
    needed = needs.of(posting)
    judged = signing.judged(Document(SUBJECT, posting.id, posting.amount), needed)
    return Asked(SUBJECT, posting.id, posting.account, posting.amount, posting.product, needed, judged)


def _correction(each: Correction) -> Asked:
    judged = each.judged or Judged(Verdict.WAITING)
    return Asked(CORRECTION, each.id, each.account, each.amount, "", each.needed or _ANYBODY, judged)


def _together(batch: list[Asked]) -> Iterator[Asked]:
    """A batch is posted whole or not at all."""
    held = [each.reference for each in batch if each.judged.verdict is not Verdict.GRANTED]
    for each in batch:
        is_held = held and each.judged.verdict is Verdict.GRANTED
        yield evolve(each, held_by=tuple(held)) if is_held else each
