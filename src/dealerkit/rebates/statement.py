"""Statement: what one payee needs to know about its rebates, and can check.

For every programme and period: the base so far, the band it reached and what that pays, the next
band, how far away it is and what it would bring, what was earned, paid before, is paid now and when.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import evolve, frozen

from dealerkit.book import Book
from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem
from dealerkit.rebates.ledger import Account, Posting
from dealerkit.rebates.results import Row
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
    """One programme and period on a statement; ``postings`` are those the payee has had for it."""

    row: Row
    next_band: NextBand | None
    postings: tuple[Posting, ...]
    proposals: tuple[Posting, ...]


@frozen
class Statement:
    """Everything one payee is told, with the totals of what it has had and gets now (without tax)."""

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

    @property
    def paid_before(self) -> Decimal:
        """What was paid on all entries together."""
        return total_of_decimals(each.row.settled for each in self.entries)

    @property
    def paid_now(self) -> Decimal:
        """What is paid now on all entries together."""
        return total_of_decimals(each.row.movement.posted for each in self.entries)

    @property
    def carried(self) -> Decimal:
        """What is carried to the next settlement: never above zero."""
        return total_of_decimals(each.row.movement.carried for each in self.entries)


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
        entries=tuple(_entry(run, row, settlement.proposals) for row in mine),
        problems=tuple(_about(payee, settlement.problems)),
        without_ledger=settlement.without_ledger,
    )


def _about(payee: str, problems: tuple[Problem, ...]) -> Iterator[Problem]:
    """The problems that name the payee, and those that name none."""
    yield from (each for each in problems if each.arg("payee") in {"", payee})


def _entry(run: Run, row: Row, proposals: tuple[Posting, ...]) -> Entry:
    programme = run.standing.programmes[row.programme]
    measured = run.standing.measured(programme, row.payee, row.window)
    account = Account(row.programme, row.payee, row.window.label)
    return Entry(
        row,
        next_band(run.terms(programme, row.window), measured),
        run.ledger.settled(account).postings,
        tuple(each for each in proposals if each.account == account),
    )


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
