"""Statement: what one payee needs to know about its rebates, and can check.

For every programme and period: the base so far, the band it reached and what that pays, the next
band, how far away it is and what it would bring, what was earned, paid before, is paid now and when.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import evolve, frozen

from dealerkit.authority.signing import Verdict, subject_of
from dealerkit.book import Book
from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem
from dealerkit.rebates.approval.gathered import beside_rebates
from dealerkit.rebates.approval.proposals import approvals, approvals_of
from dealerkit.rebates.approval.subjects import SUBJECT
from dealerkit.rebates.granting.names import names_of_schemes
from dealerkit.rebates.joint.costs import OverrideCost
from dealerkit.rebates.joint.gathering import gathers
from dealerkit.rebates.ledger import Account, Posting
from dealerkit.rebates.results import Row, Settlement
from dealerkit.rebates.run import Run
from dealerkit.rebates.terms import Measured, Terms
from dealerkit.values.exact import ZERO, Number, add, subtract, total_of_decimals


@frozen
class NextBand:
    """The band above: its bound as a base, what is missing to it, what it pays, and what it would earn.

    ``earns`` is the amount at its bound if nothing else changes; None where bases differ or it cannot
    be told. A bound that must be passed is reached one step of rounding above ``base``.
    """

    rule: Rule
    base: Number
    distance: Number
    rate: Number
    earns: Decimal | None


@frozen
class Entry:
    """One programme and period on a statement; ``postings`` are those the payee has had for it.

    ``override`` tells of a former dealer on whose successors' rebates it rests.
    """

    row: Row
    next_band: NextBand | None
    postings: tuple[Posting, ...]
    proposals: tuple[Posting, ...]
    override: OverrideCost | None = None


@frozen
class Statement:
    """Everything one payee is told, with the totals of what it has had and gets now (without tax).

    Money and goods are added up apart.
    """

    payee: str
    payee_name: str
    policy: str
    revision: str
    currency: str
    as_of: date
    known_at: date | None
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    without_ledger: bool
    unapproved: bool = False
    """Whether something of what is payable now must still be approved."""
    others: tuple[Posting, ...] = ()
    """What was credited beside rebates: price protection, prizes of contests, special bids, returned stock."""
    waiting: tuple[Posting, ...] = ()
    """What is proposed beside rebates and must still be approved; what was refused is not told."""

    @property
    def paid_before(self) -> Decimal:
        """What was paid on all entries together."""
        return total_of_decimals(each.row.settled for each in self.entries if not each.row.goods)

    @property
    def paid_now(self) -> Decimal:
        """What is paid now on all entries together."""
        return total_of_decimals(each.row.movement.posted for each in self.entries if not each.row.goods)

    @property
    def carried(self) -> Decimal:
        """What is carried to the next settlement: never above zero."""
        return total_of_decimals(each.row.movement.carried for each in self.entries if not each.row.goods)

    @property
    def goods_now(self) -> tuple[tuple[str, Decimal], ...]:
        """The units of each product that are given now."""
        found: dict[str, list[Decimal]] = {}
        for each in self.entries:
            if each.row.goods and each.row.movement.posted > 0:
                found.setdefault(each.row.goods, []).append(each.row.movement.posted)
        return tuple((product, total_of_decimals(units)) for product, units in sorted(found.items()))


def statement(policy: Policy, book: Book, payee: str, as_of: date, known_at: date | None = None) -> Statement:
    """The statement of one payee; without entries for one who has neither lines nor postings."""
    return statement_of(Run.open(policy, book, as_of, known_at), payee)


def statement_of(run: Run, payee: str) -> Statement:
    """The statement of one payee of a run."""
    settlement = run.settlement()
    header = run.standing.policy.header
    mine = tuple(row for row in settlement.rows if row.payee == payee)
    return Statement(
        payee=payee,
        payee_name=run.name(payee),
        policy=header.name,
        revision=header.revision,
        currency=header.currency,
        as_of=settlement.as_of,
        known_at=settlement.known_at,
        entries=tuple(_entry(run, row, settlement.proposals, settlement.overrides) for row in mine),
        problems=tuple(_about(payee, settlement.problems)),
        without_ledger=settlement.without_ledger,
        unapproved=_is_unapproved(run, settlement, payee),
        others=tuple(_others(run, payee)),
        waiting=_waiting(run, payee),
    )


def _others(run: Run, payee: str) -> Iterator[Posting]:
    """What the ledger has for the payee under schemes that are no rebate programmes, the oldest first."""
    names = names_of_schemes(run.standing.policy).keys() - run.standing.programmes.keys()
    mine = (
        posting
        for account, history in run.ledger.accounts.items()
        if account.payee == payee and account.programme in names
        for posting in history.by(run.standing.as_of).postings
    )
    yield from sorted(mine, key=lambda each: (each.posted_on, each.id))


def _waiting(run: Run, payee: str) -> tuple[Posting, ...]:
    """What other runs propose for the payee and is neither approved nor refused, where the policy asks for that."""
    policy, book, as_of = run.standing.policy, run.standing.book, run.standing.as_of
    if subject_of(policy, SUBJECT) is None:
        return ()
    batches = [batch for found in beside_rebates(policy, book, as_of) for batch in found.batches]
    mine = [batch for batch in batches if batch[0].account.payee == payee]
    found = approvals_of(policy, book, as_of, mine)
    names = {
        each.reference for each in found.asked if not each.is_released and each.judged.verdict is not Verdict.REFUSED
    }
    return tuple(each for batch in mine for each in batch if each.id in names)


def _is_unapproved(run: Run, settlement: Settlement, payee: str) -> bool:
    mine = tuple(each for each in settlement.proposals if each.account.payee == payee)
    return bool(mine) and len(approvals(run, settlement).released(mine)) < len(mine)


def _about(payee: str, problems: tuple[Problem, ...]) -> Iterator[Problem]:
    """The problems that name the payee, and those that name none."""
    yield from (each for each in problems if each.arg("payee") in {"", payee})


def _entry(run: Run, row: Row, proposals: tuple[Posting, ...], overrides: tuple[OverrideCost, ...]) -> Entry:
    programme = run.standing.programmes[row.programme]
    measured = run.deciding.measured(programme, row.payee, row.window)
    account = Account(row.programme, row.payee, row.window.label)
    ahead = next_band(run.terms(programme, row.window), measured)
    if ahead is not None and run.deciding.is_joint(programme):
        # What more would come of it hangs on other programmes or payees too.
        ahead = evolve(ahead, earns=None)
    elif ahead is not None and gathers(programme):
        ahead = evolve(ahead, earns=run.deciding.groups.share(programme, row.payee, row.window, ahead.earns))
    return Entry(
        row,
        ahead,
        run.ledger.settled(account).postings,
        tuple(each for each in proposals if each.account == account),
        next((each for each in overrides if _account(each) == account), None),
    )


def _account(cost: OverrideCost) -> Account:
    return Account(cost.programme, cost.payee, cost.period)


def next_band(terms: Terms, measured: Measured) -> NextBand | None:
    """The first band the base has not reached; None at the top, or where the bands cannot be told."""
    scale = terms.scale(measured)
    above = scale.reached(measured.qualifying) + 1 if scale is not None else 0
    if scale is None or above == len(scale.rungs):
        return None
    rung = scale.rungs[above]
    passed = rung.beyond and rung.band.at_unit is None
    earns = None
    if terms.programme.paying is None:
        least = add(rung.bound, terms.step) if passed else rung.bound
        earns = terms.amount(evolve(measured, qualifying=least))
    distance = subtract(rung.bound, measured.qualifying)
    return NextBand(rung.band.rule, rung.bound, max(distance, ZERO), rung.rate, earns)
