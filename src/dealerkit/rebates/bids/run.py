"""Special bids over a book: every claim in the order in which it came in, and what of its credit is posted now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import evolve, field, frozen

from dealerkit.book import Book
from dealerkit.decisions import Decision, Outcome
from dealerkit.measures.masters import Masters
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg, Problem, Severity, in_order, problem
from dealerkit.rebates.bids.conditions import Asked
from dealerkit.rebates.bids.deciding import Progress, decide_row
from dealerkit.rebates.bids.records import Bid, BidClaim, BidRecords, lacking_for_bids, read_bid_records
from dealerkit.rebates.bids.results import REFUSED, Claimed, Fate, RowResult, money, units
from dealerkit.rebates.bids.scheme import SpecialBids, bid_schemes
from dealerkit.rebates.bids.shelf import Shelf
from dealerkit.rebates.granting.credits import (
    Credits,
    Grant,
    by_tax_rate,
    credits_of,
    names_of_dealers,
    rounding_of_scheme,
    with_ledger,
)
from dealerkit.rebates.granting.purchases import list_price
from dealerkit.rebates.ledger import Account
from dealerkit.values.exact import ZERO, total
from dealerkit.values.workdays import WorkCalendar


@frozen(eq=False)
class BidRun:
    """What special bids come to on a day: every claim, and the postings that are proposed."""

    policy: Policy = field(repr=False)
    as_of: date
    claims: tuple[Claimed, ...]
    credits: Credits
    problems: tuple[Problem, ...]
    names: Mapping[str, str] = field(repr=False)

    def name(self, dealer: str) -> str:
        """The dealer's name, or nothing where the book has none."""
        return self.names.get(dealer, "")


def tables_for_bids(schemes: Iterable[SpecialBids]) -> frozenset[str]:
    """The tables without which nothing these schemes ask can be answered."""
    wanted = {"bids", "bid_claims"}
    for scheme in schemes:
        sources = {scheme.price.from_, scheme.percent_of.from_ if scheme.percent_of is not None else "book"}
        if sources & {"first-in-first-out", "last", "average"}:
            wanted.add("lines")
        if "list" in sources:
            wanted.add("prices")
        if scheme.sell_through is not None:
            wanted.add("sell_through")
    return frozenset(wanted)


def honour(policy: Policy, book: Book, as_of: date) -> BidRun:
    """What every claim through the day is worth, unit by unit, and what of it is posted now.

    Findings: DK802 and DK809 what the book lacks, DK472 a claim for a bid of no scheme, DK475 a claim that
    states another credit than ours, DK476 a bid that its scheme does not honour, DK477 a sale claimed twice,
    DK483 a bid of a scheme that the policy does not have, and those of the ledger.
    """
    schemes = bid_schemes(policy)
    run = _Run.open(policy, book, as_of)
    decided = _by_claim(run, run.rows())
    grants = [_grant(policy, each) for each in decided]
    rules = {scheme.rule.address: scheme.rule for scheme in schemes.values()}
    credits = credits_of(policy, book, as_of, rules, grants)
    claims = tuple(
        evolve(each, due=due, decision=with_ledger(each.decision, due))
        for each in decided
        for due in (credits.dues.get(_account(each)),)
    )
    problems = (
        *lacking_for_bids(book, tables_for_bids(schemes.values())),
        *run.problems,
        *credits.problems,
        *(why for each in claims for row in each.rows for why in row.problems),
    )
    return BidRun(
        policy,
        as_of,
        claims,
        credits,
        in_order(problems),
        names_of_dealers(book, as_of, (each.dealer for each in claims)),
    )


@frozen(eq=False)
class _Run:
    """The book, read for one run."""

    policy: Policy
    book: Book
    records: BidRecords
    masters: Masters
    calendar: WorkCalendar | None
    problems: list[Problem] = field(factory=list)

    @classmethod
    def open(cls, policy: Policy, book: Book, as_of: date) -> _Run:
        records = read_bid_records(book, as_of, policy.header.currency)
        return cls(policy, book, records, Masters(book, policy.catalogue), policy.calendar())

    def rows(self) -> Iterator[tuple[SpecialBids, RowResult]]:
        """Every row of a claim under its scheme, in the order in which they came in."""
        reports = self.records.reports
        shelves = None if reports is None else {key: Shelf(each) for key, each in reports.items()}
        progress = Progress(shelves, self.records.purchases)
        for claim in self.records.claims:
            lines = self.records.bids.get(claim.bid, ())
            scheme = self._scheme(claim, lines[0] if lines else None)
            if scheme is not None:
                yield scheme, decide_row(scheme, self._asked(scheme, claim, tuple(lines), progress), progress)

    def _scheme(self, claim: BidClaim, bid: Bid | None) -> SpecialBids | None:
        """The scheme a bid names, or the only one there is; DK472 or DK483 where there is none."""
        schemes = bid_schemes(self.policy)
        named = bid.scheme if bid is not None else ""
        if named and named not in schemes:
            self.problems.append(
                problem("DK483", bid.at if bid else None, id=claim.bid, scheme=named, known=tuple(schemes))
            )
        elif named:
            return schemes[named]
        elif len(schemes) == 1:
            only = next(iter(schemes.values()))
            if bid is None:
                self.problems.append(_no_bid(claim))
            return only
        self.problems.append(_no_bid(claim))
        return None

    def _asked(self, scheme: SpecialBids, claim: BidClaim, lines: tuple[Bid, ...], progress: Progress) -> Asked:
        own = [line for line in lines if line.dealer == claim.dealer]
        currency = self.policy.header.currency
        return Asked(
            claim,
            self._line(claim, own),
            lines,
            self._facts(scheme, claim),
            list_price(self.book, claim.product, claim.dealer, claim.sold_on, currency),
            progress.credited_before(claim),
            self.calendar,
            currency,
        )

    def _line(self, claim: BidClaim, lines: list[Bid]) -> Bid | None:
        """The line of a bid for a product: its own, else the one of the nearest group around it."""
        for line in lines:
            if line.product == claim.product:
                return line
        path = self.masters.product("product", claim.product, claim.sold_on)
        groups = path if isinstance(path, tuple) else ()
        for group in groups:
            for line in lines:
                if not line.product and line.group == group:
                    return line
        return next((line for line in lines if not line.product and not line.group), None)

    def _facts(self, scheme: SpecialBids, claim: BidClaim) -> dict[str, Value | Missing]:
        """What the scheme's condition reads, as it stood on the day of the sale."""
        on = claim.sold_on
        facts: dict[str, Value | Missing] = dict(self.policy.parameters_at(on))
        for name in scheme.where.when.reads if scheme.where is not None else ():
            root = name.partition(".")[0]
            if root == "product":
                facts[name] = self.masters.product(name, claim.product, on)
            elif root == "dealer":
                facts[name] = self.masters.dealer(name, claim.dealer, on)
            else:
                facts[name] = self.masters.contract_of_dealer(name, claim.dealer, on)
        return facts


def _by_claim(run: _Run, rows: Iterable[tuple[SpecialBids, RowResult]]) -> list[Claimed]:
    """The rows of each claim together, in the order of their first."""
    found: dict[tuple[str, str, str], tuple[SpecialBids, list[RowResult]]] = {}
    for scheme, row in rows:
        key = (scheme.id, row.claim.dealer, row.claim.claim)
        found.setdefault(key, (scheme, []))[1].append(row)
    return [
        Claimed(scheme, dealer, claim, tuple(each), _decision(run.policy, scheme, each))
        for (_, dealer, claim), (scheme, each) in found.items()
    ]


def _decision(policy: Policy, scheme: SpecialBids, rows: list[RowResult]) -> Decision:
    """A claim is undetermined while one of its rows is, and refused where none is worth anything."""
    parts = [part for row in rows for part in row.parts]
    figures: tuple[tuple[str, Arg], ...] = (
        ("credited", units(parts, {Fate.CREDITED})),
        ("refused", units(parts, REFUSED)),
        ("refused_amount", money(parts, REFUSED)),
    )
    reasons = tuple(reason for row in rows for reason in row.reasons)
    missing = tuple(dict.fromkeys(fact for row in rows for fact in row.missing))
    amounts = [row.amount for row in rows if row.amount is not None]
    if len(amounts) < len(rows):
        code = next(row.code for row in rows if row.amount is None)
        return Decision(Outcome.UNDETERMINED, code, None, figures, reasons, missing=missing)
    credit = rounding_of_scheme(policy, scheme.rounding).apply(total(amounts))
    if not any(part.fate is Fate.CREDITED for part in parts):
        return Decision(Outcome.REFUSED, "DK473", ZERO, figures, reasons)
    return Decision(Outcome.GRANTED, "", credit, figures, reasons)


def _grant(policy: Policy, each: Claimed) -> Grant:
    bases = by_tax_rate((row.tax_rate, row.amount) for row in each.rows)
    rounding = rounding_of_scheme(policy, each.scheme.rounding)
    return Grant(_account(each), each.scheme.rule, each.credit, each.scheme.settle, rounding, bases)


def _account(each: Claimed) -> Account:
    return Account(each.scheme.rule.address, each.dealer, each.claim)


def _no_bid(claim: BidClaim) -> Problem:
    return problem("DK472", claim.at, severity=Severity.WARNING, claim=claim.claim, dealer=claim.dealer, bid=claim.bid)
