"""Stock rotation over a book: every request in the order in which it came in, and what of its credit is posted now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import evolve, field, frozen

from dealerkit.book import Book
from dealerkit.decisions import Decision, Outcome
from dealerkit.measures.masters import Masters
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg, Problem, in_order, problem
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
from dealerkit.rebates.rotation.deciding import Case, Progress, decide_row
from dealerkit.rebates.rotation.records import Asked, Bought, RotationRecords, read_rotation_records
from dealerkit.rebates.rotation.results import REFUSED, Allowance, Requested, RowResult, Stay, money, units
from dealerkit.rebates.rotation.scheme import PERIODS, StockRotation, rotation_schemes
from dealerkit.values.exact import ZERO, Number, multiply, total, total_of_decimals
from dealerkit.values.periods import Months, Period
from dealerkit.values.workdays import WorkCalendar


@frozen(eq=False)
class RotationRun:
    """What stock rotation comes to on a day: every request, and the postings that are proposed."""

    policy: Policy = field(repr=False)
    as_of: date
    requests: tuple[Requested, ...]
    credits: Credits
    problems: tuple[Problem, ...]
    names: Mapping[str, str] = field(repr=False)

    def name(self, dealer: str) -> str:
        """The dealer's name, or nothing where the book has none."""
        return self.names.get(dealer, "")


def lacking_for_rotation(book: Book, schemes: Iterable[StockRotation]) -> tuple[Problem, ...]:
    """DK802 for each table that is not there and nothing can be answered without, DK809 for each column of it."""
    wanted: dict[str, tuple[str, ...]] = {"rotations": (), "lines": ("quantity", "product", "net_amount")}
    for scheme in schemes:
        if scheme.price.from_ != "bought":
            wanted["prices"] = ("price",)
        if scheme.order is not None:
            wanted["orders"] = ("net_amount",)
    return tuple(each for table in sorted(wanted) for each in book.lacking(table, wanted[table]))


def rotate(policy: Policy, book: Book, as_of: date) -> RotationRun:
    """What may come back of every request through the day, and what of its credit is posted now.

    Findings: DK802 and DK809 what the book lacks, DK483 a request of a scheme that the policy does not have,
    and those of the ledger.
    """
    schemes = rotation_schemes(policy)
    run = _Run(
        policy, book, read_rotation_records(book, as_of, policy.header.currency), Masters(book, policy.catalogue)
    )
    decided = _by_request(policy, run.rows())
    grants = [_grant(policy, each) for each in decided]
    rules = {scheme.rule.address: scheme.rule for scheme in schemes.values()}
    credits = credits_of(policy, book, as_of, rules, grants)
    requests = tuple(
        evolve(each, due=due, decision=with_ledger(each.decision, due))
        for each in decided
        for due in (credits.dues.get(_account(each)),)
    )
    problems = (*lacking_for_rotation(book, schemes.values()), *run.problems, *credits.problems)
    return RotationRun(
        policy,
        as_of,
        requests,
        credits,
        in_order(problems),
        names_of_dealers(book, as_of, (each.dealer for each in requests)),
    )


@frozen(eq=False)
class _Run:
    """The book, read for one run."""

    policy: Policy
    book: Book
    records: RotationRecords
    masters: Masters
    calendar: WorkCalendar | None = field(init=False)
    problems: list[Problem] = field(factory=list)
    _purchases: dict[tuple[str, str, str], Number] = field(factory=dict)

    @calendar.default
    def _of_the_policy(self) -> WorkCalendar | None:
        return self.policy.calendar()

    def rows(self) -> Iterator[tuple[StockRotation, Allowance, RowResult]]:
        """Every row under its scheme, with the allowance as it was before, in the order in which they came in."""
        progress = Progress()
        currency = self.policy.header.currency
        for asked in self.records.rows:
            scheme = self._scheme(asked)
            if scheme is None:
                continue
            allowance = self._allowance(scheme, asked, progress)
            listed = list_price(self.book, asked.product, asked.dealer, asked.on, currency)
            facts = self._facts(scheme, asked.dealer, asked.product, asked.on)
            case = Case(asked, allowance, facts, listed, self.calendar)
            yield scheme, allowance, decide_row(scheme, case, self.records, progress)

    def _scheme(self, asked: Asked) -> StockRotation | None:
        """The scheme a request names, or the only one there is; DK483 where there is none."""
        schemes = rotation_schemes(self.policy)
        if asked.scheme in schemes:
            return schemes[asked.scheme]
        if not asked.scheme and len(schemes) == 1:
            return next(iter(schemes.values()))
        why = problem("DK483", asked.at, id=asked.request, scheme=asked.scheme, known=tuple(schemes))
        self.problems.append(why)
        return None

    def _allowance(self, scheme: StockRotation, asked: Asked, progress: Progress) -> Allowance:
        kind = Months(PERIODS[scheme.period])
        period = kind.previous(kind.containing(asked.on))
        bought = self._bought(scheme, asked.dealer, period)
        most = multiply(scheme.share, max(bought, ZERO))
        if scheme.cap is not None:
            most = min(most, scheme.cap)
        return Allowance(period, bought, most, progress.used[(scheme.id, asked.dealer, period.label)])

    def _bought(self, scheme: StockRotation, dealer: str, period: Period) -> Number:
        """The net purchases of the reference period, of everything or of the goods that are covered."""
        key = (scheme.id, dealer, period.label)
        if key not in self._purchases:
            rows = [each for each in self.records.bought.get(dealer, ()) if each.on in period]
            self._purchases[key] = total_of_decimals(each.net for each in rows if self._counts(scheme, each))
        return self._purchases[key]

    def _counts(self, scheme: StockRotation, bought: Bought) -> bool:
        if scheme.of == "everything" or scheme.where is None:
            return True
        facts = self._facts(scheme, bought.dealer, bought.product, bought.on)
        found = scheme.where.when.evaluate(facts)
        return scheme.where.if_missing is True if isinstance(found, Missing) else found is True

    def _facts(self, scheme: StockRotation, dealer: str, product: str, on: date) -> dict[str, Value | Missing]:
        """What the scheme's condition reads, as it stood on a day."""
        facts: dict[str, Value | Missing] = dict(self.policy.parameters_at(on))
        for name in scheme.where.when.reads if scheme.where is not None else ():
            root = name.partition(".")[0]
            if root == "product":
                facts[name] = self.masters.product(name, product, on)
            elif root == "dealer":
                facts[name] = self.masters.dealer(name, dealer, on)
            else:
                facts[name] = self.masters.contract_of_dealer(name, dealer, on)
        return facts


def _by_request(policy: Policy, rows: Iterable[tuple[StockRotation, Allowance, RowResult]]) -> list[Requested]:
    """The rows of each request together, in the order of their first."""
    found: dict[tuple[str, str, str], tuple[StockRotation, Allowance, list[RowResult]]] = {}
    for scheme, allowance, row in rows:
        key = (scheme.id, row.asked.dealer, row.asked.request)
        found.setdefault(key, (scheme, allowance, []))[2].append(row)
    return [
        Requested(scheme, dealer, request, allowance, tuple(each), _decision(policy, scheme, allowance, each))
        for (_, dealer, request), (scheme, allowance, each) in found.items()
    ]


def _decision(policy: Policy, scheme: StockRotation, allowance: Allowance, rows: list[RowResult]) -> Decision:
    """A request is undetermined while one of its rows is, and refused where nothing may come back."""
    parts = [part for row in rows for part in row.parts]
    figures: tuple[tuple[str, Arg], ...] = (
        ("period", allowance.period.label),
        ("purchases", allowance.purchases),
        ("allowance", allowance.most),
        ("used", allowance.used),
        ("allowed", units(parts, {Stay.ALLOWED})),
        ("refused", units(parts, REFUSED)),
        ("refused_amount", money(parts, REFUSED)),
    )
    reasons = tuple(reason for row in rows for reason in row.reasons)
    missing = tuple(dict.fromkeys(fact for row in rows for fact in row.missing))
    amounts = [row.amount for row in rows if row.amount is not None]
    if len(amounts) < len(rows):
        code = next(row.code for row in rows if row.amount is None)
        return Decision(Outcome.UNDETERMINED, code, None, figures, reasons, missing=missing)
    if not any(part.fate is Stay.ALLOWED for part in parts):
        return Decision(Outcome.REFUSED, "DK482", ZERO, figures, reasons)
    return Decision(
        Outcome.GRANTED, "", rounding_of_scheme(policy, scheme.rounding).apply(total(amounts)), figures, reasons
    )


def _grant(policy: Policy, each: Requested) -> Grant:
    bases = by_tax_rate((row.tax_rate, row.amount) for row in each.rows)
    rounding = rounding_of_scheme(policy, each.scheme.rounding)
    return Grant(_account(each), each.scheme.rule, each.credit, each.scheme.settle, rounding, bases)


def _account(each: Requested) -> Account:
    return Account(each.scheme.rule.address, each.dealer, each.request)
