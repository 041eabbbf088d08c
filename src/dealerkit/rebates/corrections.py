"""Corrections: what somebody adds to an entitlement by hand, or takes off, and says why.

A correction is a part of what was earned, so it is settled, carried forward and taken back like the rest,
and a second run pays it no second time. It counts from its date on, when it names an author and a reason
and somebody else has approved it. Where the authority matrix has the subject ``rebate-correction``, it
must be somebody who may: the signature beside the correction counts, and those in ``approvals``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from attrs import evolve, field, frozen

from dealerkit.authority import Signature, decide
from dealerkit.authority.signing import GRANTED, REFUSED, Document, Judged, Signed, Signing, Verdict, subject_of
from dealerkit.book import Book, Row
from dealerkit.decisions import Decision, Outcome, Reason, Rule
from dealerkit.policy.policy import Policy
from dealerkit.policy.tables import Table
from dealerkit.problems import Problem, Severity, problem
from dealerkit.rebates.approval.subjects import CORRECTION as SUBJECT
from dealerkit.rebates.ledger import Account
from dealerkit.rebates.terms import Entitlement
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals

TABLE = "corrections"
STEP = "correction"
"""The step under which a correction stands among the reasons."""

_SECTION = "rebates."


@frozen
class Correction:
    """One correction. ``needed`` says who must sign it where the matrix does, ``judged`` who has."""

    rule: Rule
    id: str
    account: Account
    amount: Decimal
    author: str
    reason: str
    day: date
    approved_by: str
    needed: Decision | None = None
    judged: Judged | None = None

    def told(self) -> Reason:
        """The correction as one of the reasons of an amount."""
        return Reason(
            STEP,
            self.rule,
            (
                ("amount", self.amount),
                ("reason", self.reason),
                ("author", self.author),
                ("approved_by", self.approved_by),
                ("day", self.day),
            ),
        )


@frozen(eq=False)
class Corrections:
    """The corrections of a book by a day: those that count by account, and those that wait."""

    counted: Mapping[Account, tuple[Correction, ...]] = field(factory=dict)
    waiting: tuple[Correction, ...] = ()
    problems: tuple[Problem, ...] = ()

    def payees(self, programme: str) -> frozenset[str]:
        """Whose rebates of a programme are corrected."""
        return frozenset(account.payee for account in self.counted if account.programme == programme)

    def sum_of(self, account: Account) -> Decimal:
        """What the corrections of an account come to."""
        return total_of_decimals(each.amount for each in self.counted.get(account, ()))

    def applied(self, account: Account, decided: Entitlement) -> Entitlement:
        """The entitlement with its corrections; what cannot be told cannot be corrected either."""
        found = self.counted.get(account)
        if not found or decided.amount is None:
            return decided
        amount = EXACT.add(decided.amount, self.sum_of(account))
        reasons = (*decided.reasons, *(each.told() for each in found))
        return evolve(decided, amount=amount, reasons=reasons, outcome=_outcome(decided.outcome, amount))

    def told(self, account: Account, decision: Decision) -> Decision:
        """The whole story with its corrections."""
        found = self.counted.get(account)
        if not found or decision.amount is None:
            return decision
        added = self.sum_of(account)
        amount = EXACT.add(decision.amount, added)
        return evolve(
            decision,
            amount=amount,
            outcome=_outcome(decision.outcome, amount),
            reasons=(*decision.reasons, *(each.told() for each in found)),
            values=(*decision.values, (STEP, added)),
        )


NO_CORRECTIONS = Corrections()


def by_hand(reasons: Iterable[Reason]) -> Decimal:
    """What the corrections among the reasons of an amount come to."""
    amounts = (reason.arg("amount") for reason in reasons if reason.step == STEP)
    return total_of_decimals(each for each in amounts if isinstance(each, Decimal))


def read_corrections(book: Book, policy: Policy, programmes: Mapping[str, str], as_of: date) -> Corrections:
    """The corrections of a book; ``programmes`` says under which id each known name goes on today.

    Warnings: DK455 without author or reason; DK456 without a signature that is needed, DK457 approved by
    its own author, DK462 the matrix names nobody who may sign. None of these counts.
    """
    if not book.has(TABLE):
        return NO_CORRECTIONS
    subject = subject_of(policy, SUBJECT)
    signing = Signing(policy, book, as_of) if subject is not None else None
    counted: dict[Account, list[Correction]] = {}
    waiting: list[Correction] = []
    problems: list[Problem] = []
    for row in book.rows(TABLE):
        found = _correction(row, programmes)
        if found.day > as_of:
            continue
        lacking = tuple(name for name in ("author", "reason") if not getattr(found, name))
        if lacking:
            problems.append(
                problem(
                    "DK455",
                    row.at,
                    severity=Severity.WARNING,
                    id=found.id,
                    payee=found.account.payee,
                    amount=found.amount,
                    columns=lacking,
                )
            )
            continue
        if subject is not None and signing is not None:
            found = _signed(found, subject, signing)
        against = tuple(_unsigned(found, row))
        if against:
            waiting.append(found)
            problems += against
        else:
            counted.setdefault(found.account, []).append(found)
    return Corrections({account: tuple(each) for account, each in counted.items()}, tuple(waiting), tuple(problems))


def _correction(row: Row, programmes: Mapping[str, str]) -> Correction:
    name = str(row.get("programme")).removeprefix(_SECTION)
    id, day, amount = str(row.get("correction")), row.get("date"), row.get("amount")
    return Correction(
        rule=Rule(f"{TABLE}.{id}", row.at),
        id=id,
        account=Account(programmes.get(name, name), str(row.get("payee")), str(row.get("period"))),
        amount=amount if isinstance(amount, Decimal) else ZERO,
        author=str(row.get("author") or "").strip(),
        reason=str(row.get("reason") or "").strip(),
        day=day if isinstance(day, date) else date.min,
        approved_by=str(row.get("approved_by") or "").strip(),
    )


def _signed(correction: Correction, subject: Table[Signature], signing: Signing) -> Correction:
    """The correction with what the matrix asks for it, and who has signed."""
    account = correction.account
    needed = decide(
        subject,
        {
            "amount": correction.amount.copy_abs(),
            "programme": account.programme,
            "payee": account.payee,
            "period": account.period,
        },
    )
    document = Document(SUBJECT, correction.id, correction.amount, correction.author)
    beside = Signed("", correction.approved_by, "", GRANTED, correction.day)
    judged = signing.judged(document, needed, (beside,) if correction.approved_by else ())
    return evolve(correction, needed=needed, judged=judged)


def _unsigned(found: Correction, row: Row) -> Iterator[Problem]:
    at = row.cell_at("approved_by")
    if found.needed is not None and found.needed.outcome is not Outcome.GRANTED:
        facts = found.needed.missing
        yield problem(
            "DK462", at, severity=Severity.WARNING, id=found.id, payee=found.account.payee, subject=SUBJECT, facts=facts
        )
    elif found.approved_by == found.author:
        yield problem(
            "DK457",
            at,
            severity=Severity.WARNING,
            id=found.id,
            payee=found.account.payee,
            amount=found.amount,
            author=found.author,
        )
    elif not _is_approved(found):
        judged = found.judged or Judged(Verdict.WAITING)
        refused_by = tuple(each.by for each in judged.entries if each.outcome == REFUSED and not each.fault)
        yield problem(
            "DK456",
            at,
            severity=Severity.WARNING,
            id=found.id,
            payee=found.account.payee,
            amount=found.amount,
            roles=() if refused_by else judged.missing,
            refused_by=refused_by,
        )


def _is_approved(found: Correction) -> bool:
    return bool(found.approved_by) if found.judged is None else found.judged.verdict is Verdict.GRANTED


def _outcome(before: Outcome, amount: Decimal) -> Outcome:
    """Who is refused by the terms and given something by hand is given it."""
    return Outcome.GRANTED if amount else before
