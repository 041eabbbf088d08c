"""What is posted now: what was granted, less what was posted for it before, claim by claim.

Every claim is reckoned anew over all that is known today, and payable = granted − posted. A second
run over the same facts proposes nothing; a sale that is taken back later proposes its difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from attrs import evolve, field, frozen

from dealerkit.book import Book
from dealerkit.decisions import Decision, Rule
from dealerkit.policy.header import RoundingRule
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity, problem
from dealerkit.rebates.granting.names import fingerprint_of, names_of_schemes
from dealerkit.rebates.granting.payment import Payment, due_on, usable_through
from dealerkit.rebates.ledger import ADJUSTMENT, SETTLEMENT, Account, Ledger, Posting, read_ledger
from dealerkit.rebates.negatives import Movement, movements
from dealerkit.rebates.tax import tax_on
from dealerkit.values.exact import EXACT, ZERO, Number, add, total_of_decimals
from dealerkit.values.rounding import CENTS, Rounding

STILL = Movement()
"""Nothing moves."""


@frozen
class Grant:
    """What was granted on one account, None while it cannot be told; ``bases`` are its parts by tax rate."""

    account: Account
    rule: Rule
    amount: Decimal | None
    payment: Payment
    rounding: Rounding
    bases: Mapping[Decimal | None, Number] = field(factory=dict)


@frozen
class Due:
    """A grant with what was posted on it before and what is posted now, without tax."""

    grant: Grant
    settled: Decimal = ZERO
    payable: Decimal | None = None
    movement: Movement = STILL
    posting: Posting | None = None


@frozen(eq=False)
class Credits:
    """All that is due, and what stands in its way. ``without_tax``: no line says a tax rate."""

    dues: Mapping[Account, Due]
    problems: tuple[Problem, ...]
    without_ledger: bool
    without_tax: bool

    @property
    def proposals(self) -> tuple[Posting, ...]:
        """The postings that are proposed."""
        return tuple(due.posting for due in self.dues.values() if due.posting is not None)


def credits_of(
    policy: Policy, book: Book, as_of: date, schemes: Mapping[str, Rule], grants: Sequence[Grant]
) -> Credits:
    """What is posted now for these grants, in their order.

    Findings: those of the ledger (DK360 to DK365, DK375), DK366 a posting of a later day, DK368 a due day
    beyond the calendar, DK370 no ledger (a warning), DK484 postings for a claim that the book does not have.
    """
    # Only who pays needs the engine of rebates; `check` and `test` must not pay for it.
    from dealerkit.rebates.programme import names_of, programmes_of

    names = names_of(programmes_of(policy).values()) | names_of_schemes(policy)
    ledger = read_ledger(book, policy.header.currency, names)
    problems = [*ledger.problems]
    if not ledger.present:
        problems.append(problem("DK370", None, severity=Severity.WARNING))
    dues: dict[Account, Due] = {}
    rules: dict[str, str] = {}
    for group in _by_payee(grants):
        for due in _moved(policy, ledger, as_of, group, problems):
            dues[due.grant.account] = _under_its_rule(policy, due, rules)
    problems += _without_claim(ledger, schemes, dues)
    without_tax = not any(rate for grant in grants for rate in grant.bases)
    return Credits(dues, tuple(problems), not ledger.present, without_tax)


def _by_payee(grants: Iterable[Grant]) -> Iterator[list[Grant]]:
    """The grants of one scheme and payee together: what is owed on one may be set against another."""
    found: dict[tuple[str, str], list[Grant]] = {}
    for grant in grants:
        found.setdefault((grant.account.programme, grant.account.payee), []).append(grant)
    yield from found.values()


def _moved(
    policy: Policy, ledger: Ledger, as_of: date, grants: Sequence[Grant], problems: list[Problem]
) -> Iterator[Due]:
    payables: dict[str, Decimal] = {}
    before: dict[str, Decimal] = {}
    for grant in grants:
        label = grant.account.period
        before[label] = ledger.settled(grant.account).by(as_of).net
        if grant.amount is not None and ledger.is_whole and _is_open(ledger, grant, as_of, problems):
            payables[label] = EXACT.subtract(grant.amount, before[label])
    moves = movements(payables, grants[0].payment.negative)
    for grant in grants:
        label = grant.account.period
        move = moves.get(label, STILL)
        posting = _posting(policy, ledger, as_of, grant, move.posted, problems) if move.posted else None
        yield Due(grant, before[label], payables.get(label), move, posting)


def _is_open(ledger: Ledger, grant: Grant, as_of: date, problems: list[Problem]) -> bool:
    """Whether anything may be proposed: the account is undisputed, and no later run has posted on it."""
    account = grant.account
    if account in ledger.disputed:
        return False
    last = ledger.settled(account).last_posted
    if last is None or last <= as_of:
        return True
    problems.append(
        problem(
            "DK366",
            grant.rule.at,
            programme=account.programme,
            payee=account.payee,
            period=account.period,
            posted_on=last,
        )
    )
    return False


def _posting(
    policy: Policy, ledger: Ledger, as_of: date, grant: Grant, posted: Decimal, problems: list[Problem]
) -> Posting:
    history = ledger.settled(grant.account)
    kind = SETTLEMENT if posted > 0 and not history.postings else ADJUSTMENT
    due = due_on(grant.payment, as_of, policy.calendar()) if posted > 0 else None
    if isinstance(due, Problem):
        problems.append(due)
        due = None
    return Posting(
        grant.account,
        kind,
        history.next_seq(kind),
        posted,
        _tax(grant, posted, history.net, history.tax, is_taxed=history.taxed),
        policy.header.currency,
        as_of,
        policy.header.revision,
        due,
        usable_through(grant.payment, as_of) if posted > 0 else None,
        grant.payment.payout,
    )


def _under_its_rule(policy: Policy, due: Due, known: dict[str, str]) -> Due:
    """The posting with the fingerprint of the scheme that it is made under; each is taken once."""
    if due.posting is None:
        return due
    rule = due.grant.rule
    if rule.address not in known:
        known[rule.address] = fingerprint_of(policy, rule)
    return evolve(due, posting=evolve(due.posting, rule=known[rule.address]))


def _tax(grant: Grant, posted: Decimal, settled: Decimal, taxed: Decimal, *, is_taxed: bool) -> Decimal:
    """The tax that brings the account's tax to what its amount asks; where only a part is posted, the part's alone."""
    if is_taxed and EXACT.add(settled, posted) == grant.amount:
        return EXACT.subtract(tax_on(grant.amount, grant.bases, grant.rounding), taxed)
    return tax_on(posted, grant.bases, grant.rounding)


def _without_claim(ledger: Ledger, schemes: Mapping[str, Rule], dues: Mapping[Account, Due]) -> Iterator[Problem]:
    for account, history in ledger.accounts.items():
        rule = schemes.get(account.programme)
        if rule is not None and history.net and account not in dues:
            yield problem(
                "DK484",
                rule.at,
                severity=Severity.WARNING,
                scheme=account.programme,
                payee=account.payee,
                claim=account.period,
                net=history.net,
            )


def with_ledger(decision: Decision, due: Due | None) -> Decision:
    """A decision with what was posted before and what is payable among its figures."""
    if due is None:
        return decision
    figures = (("settled", due.settled), ("payable", due.payable or ZERO), ("posted", due.movement.posted))
    return evolve(decision, values=(*decision.values, *figures))


def rounding_of_scheme(policy: Policy, own: RoundingRule | None) -> Rounding:
    """How a scheme's credits are rounded: by its own rule, the policy's, or cents."""
    rule = own or policy.header.rounding
    return CENTS if rule is None else rule.rounding


def by_tax_rate(amounts: Iterable[tuple[Decimal | None, Number | None]]) -> dict[Decimal | None, Number]:
    """What of a credit stands at each tax rate; amounts that are nothing, or not known, are none of it."""
    found: dict[Decimal | None, Number] = {}
    for rate, amount in amounts:
        if amount:
            found[rate] = add(found.get(rate, ZERO), amount)
    return found


def names_of_dealers(book: Book, as_of: date, dealers: Iterable[str]) -> dict[str, str]:
    """The dealers' names in the customer file, as it stands on the day; empty where it has none."""
    customers = book.versions("customers")
    found: dict[str, str] = {}
    for dealer in dealers:
        row = customers.at(as_of, dealer)
        found[dealer] = str((row.get("name") if row is not None else None) or "")
    return found


def total(amounts: Iterable[Decimal | None]) -> Decimal:
    """The sum of what is known."""
    return total_of_decimals(each for each in amounts if each is not None)
