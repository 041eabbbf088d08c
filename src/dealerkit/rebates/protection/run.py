"""Price protection over a book: every cut, every dealer it concerns, in the order in which caps fill up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.decisions import Outcome
from dealerkit.measures.masters import Masters
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Problem, Severity, in_order, problem
from dealerkit.rebates.granting.credits import Credits
from dealerkit.rebates.ledger import Posting
from dealerkit.rebates.promises.ruling import Ruling
from dealerkit.rebates.promises.run import rulings_on
from dealerkit.rebates.promises.subject import PRICE_PROTECTION as PRICE_PROMISES
from dealerkit.rebates.promises.subject import subjects_of
from dealerkit.rebates.protection.between import CaseKey, case_of, contested_cases, of_whom_it_concerns, once
from dealerkit.rebates.protection.claims import ClaimRow
from dealerkit.rebates.protection.crediting import Credited
from dealerkit.rebates.protection.days import last_day
from dealerkit.rebates.protection.deciding import decide
from dealerkit.rebates.protection.lots import Lot, lots_of
from dealerkit.rebates.protection.prices import Cut, PriceLists, in_words, price_lists
from dealerkit.rebates.protection.promises import concerns
from dealerkit.rebates.protection.records import Key, Records, lacking, read_records
from dealerkit.rebates.protection.results import Case, Protected
from dealerkit.rebates.protection.scheme import Protection, schemes_of
from dealerkit.rebates.protection.stock import Stock, counted, reckoned
from dealerkit.values.exact import EXACT, ONE, ZERO, total_of_decimals
from dealerkit.values.rounding import CENTS
from dealerkit.values.workdays import WorkCalendar


@frozen(eq=False)
class ProtectionRun:
    """What price protection comes to on a day: a row for each scheme, cut, dealer and product concerned."""

    policy: Policy = field(repr=False)
    as_of: date
    cuts: tuple[Cut, ...]
    rows: tuple[Protected, ...]
    problems: tuple[Problem, ...]
    names: Mapping[str, str] = field(repr=False)
    credits: Credits = field(repr=False)

    @property
    def credit(self) -> Decimal:
        """All that is credited."""
        return total_of_decimals(row.credit for row in self.rows if row.credit is not None)

    @property
    def proposals(self) -> tuple[Posting, ...]:
        """The postings that are proposed."""
        return self.credits.proposals

    def name(self, dealer: str) -> str:
        """The dealer's name, or nothing where the book has none."""
        return self.names.get(dealer, "")


def tables_of(schemes: Iterable[Protection]) -> frozenset[str]:
    """The tables without which nothing these schemes ask can be answered."""
    wanted = {"prices"}
    for scheme in schemes:
        wanted.add("serials" if scheme.units == "serials" else "lines")
        if scheme.stock.from_ == "count":
            wanted.add("stock")
        elif scheme.units == "lots":
            wanted.add("sell_through")
        if scheme.claim is not None:
            wanted.add("price_claims")
    return frozenset(wanted)


def protect(policy: Policy, book: Book, as_of: date) -> ProtectionRun:
    """What is credited for every price cut through ``as_of``, to whom and why.

    Findings: DK802 and DK809 what the book lacks, DK376 two schemes that credit the same units, DK379 a
    hole in a price list, DK380 a stock below zero, DK381 a claim beyond the stock, DK382 a stock that no
    purchase explains, DK383 a promise beyond authority (DK494 to DK496 where the policy rules on promises),
    DK389 a claim that belongs to no cut, DK399 a claim that says two quantities, DK499 a promise made after
    the cut, DK351 a price in another currency, DK374 credits for a cut that is none, and those of the ledger.
    """
    schemes = schemes_of(policy)
    asked = _Asked.open(policy, book, as_of)
    found: list[Protected] = []
    cuts: dict[Cut, None] = {}
    for scheme in schemes.values():
        found += asked.rows(scheme, frozenset())
    contested = contested_cases(found)
    if contested:
        # Caps of all cuts fill up with what is credited, and what two schemes take is not.
        found = [row for scheme in schemes.values() for row in asked.rows(scheme, contested)]
    rows, credits = asked.credited.posted(once(of_whom_it_concerns(found, asked.credited)))
    for row in rows:
        cuts.setdefault(row.case.cut)
    missing = lacking(book, tables_of(schemes.values()))
    problems = (
        *missing,
        *asked.lists.problems,
        *asked.holes(schemes.values()),
        *asked.unanswered(found),
        *credits.problems,
        *asked.credited.without_cut(rows, schemes.values()),
        *(each for row in rows for each in row.problems),
    )
    in_time = sorted(cuts, key=lambda cut: (cut.on, cut.product, cut.customer))
    return ProtectionRun(policy, as_of, tuple(in_time), rows, in_order(problems), _names(book, as_of, rows), credits)


def decided(policy: Policy, book: Book, as_of: date, scheme: Protection, key: Key, on: date | None) -> Protected | None:
    """One decision: for a dealer and a product, after the cut ``on`` that day or the latest one; None without a cut."""
    asked = _Asked.open(policy, book, as_of)
    keys = {key, *(each for each in asked.keys(scheme) if each[0] == key[0])}
    rows, _ = asked.credited.posted(tuple(asked.of_dealer(scheme, key[0], keys, frozenset())))
    mine = [row for row in rows if row.case.cut.product == key[1]]
    return next((row for row in reversed(mine) if on in {None, row.case.cut.on}), None)


@frozen(eq=False)
class _Asked:
    """The book, read for one run."""

    policy: Policy
    as_of: date
    lists: PriceLists
    records: Records
    masters: Masters
    calendar: WorkCalendar | None
    rulings: Mapping[str, Ruling]
    credited: Credited

    @classmethod
    def open(cls, policy: Policy, book: Book, as_of: date) -> _Asked:
        currency = policy.header.currency
        lists = price_lists(book.rows("prices"), currency)
        levels = {scheme.level or "" for scheme in schemes_of(policy).values()}
        products = frozenset(product for level in levels for product in lists.products(level))
        records = read_records(book, products, as_of, currency)
        masters = Masters(book, policy.catalogue)
        credited = Credited.open(policy, book, as_of)
        return cls(
            policy, as_of, lists, records, masters, policy.calendar(), _rulings(policy, records, as_of), credited
        )

    def keys(self, scheme: Protection) -> Iterable[Key]:
        """Every dealer and product that a scheme may concern: of whom anything is recorded, or who claimed or had."""
        recorded = self.records.keys() if scheme.claim is None else self.records.claims
        return {*recorded, *self.credited.keys(scheme)}

    def rows(self, scheme: Protection, contested: AbstractSet[CaseKey]) -> Iterator[Protected]:
        """Every decision of a scheme; where a claim is asked for, only for those who claimed or were credited."""
        by_dealer: dict[str, set[Key]] = defaultdict(set)
        for key in self.keys(scheme):
            by_dealer[key[0]].add(key)
        for dealer in sorted(by_dealer):
            for row in self.of_dealer(scheme, dealer, by_dealer[dealer], contested):
                if _matters(row) or self.credited.has(row):
                    yield row

    def holes(self, schemes: Iterable[Protection]) -> Iterator[Problem]:
        """The holes in price lists on days that some scheme protects."""
        schemes = tuple(schemes)
        for hole in self.lists.holes:
            if hole.on <= self.as_of and any(self._protects(scheme, hole) for scheme in schemes):
                yield in_words(hole)

    def unanswered(self, rows: Iterable[Protected]) -> Iterator[Problem]:
        """The claims about which no scheme says anything, since there was no such cut."""
        answered = {claim for row in rows for claim in row.case.claims}
        for (dealer, product), claims in self.records.claims.items():
            for claim in claims:
                if claim not in answered:
                    yield problem(
                        "DK389",
                        claim.at,
                        severity=Severity.WARNING,
                        claim=claim.claim,
                        dealer=dealer,
                        product=product,
                        on=claim.cut_on or "",
                    )

    def of_dealer(
        self, scheme: Protection, dealer: str, keys: set[Key], contested: AbstractSet[CaseKey]
    ) -> Iterator[Protected]:
        """The dealer's decisions in the order of the cuts, in which a cap of all of them fills up.

        What is contested with another scheme is credited by none, and fills no cap.
        """
        cuts = [cut for key in keys for cut in self._cuts(scheme, key)]
        credited = ZERO
        for cut in sorted(cuts, key=lambda each: (each.on, each.product)):
            row = decide(scheme, self._case(scheme, dealer, cut, credited))
            if case_of(row) not in contested:
                credited = EXACT.add(credited, row.credit or ZERO)
            yield row

    def _cuts(self, scheme: Protection, key: Key) -> Iterator[Cut]:
        dealer, product = key
        for cut in self.lists.of(product, scheme.level or "", dealer):
            if cut.on <= self.as_of and self._protects(scheme, cut):
                yield cut

    def _protects(self, scheme: Protection, cut: Cut) -> bool:
        """Whether a change of a price is one of those the scheme is about."""
        effective = scheme.effective or self.policy.header.effective
        return cut.level == (scheme.level or "") and cut.on in effective

    def _case(self, scheme: Protection, dealer: str, cut: Cut, credited: Decimal) -> Case:
        key = (dealer, cut.product)
        moves = self._moves(scheme, key)
        claims = tuple(self._claims(scheme, key, cut))
        serials = frozenset(each.serial for each in claims if each.serial)
        lots = self._lots(scheme, key, moves, cut.on)
        present = {lot.serial for lot in lots}
        rule = scheme.rounding or self.policy.header.rounding
        return Case(
            dealer=dealer,
            cut=cut,
            stock=self._stock(scheme, key, moves, lots, cut.on),
            lots=lots,
            claims=claims,
            promises=[each for each in self.records.promises.get(dealer, ()) if concerns(each, cut.product, cut.on)],
            facts=self._facts(scheme, dealer, cut),
            credited=credited,
            fates=self.records.fates(key, serials - present, cut.on),
            rulings=self.rulings,
            returned=self.records.returned_of(key, cut.on, cut.after),
            tax_rate=self._tax_rate(cut),
            calendar=self.calendar,
            rounding=CENTS if rule is None else rule.rounding,
        )

    def _moves(self, scheme: Protection, key: Key) -> tuple[Lot, ...]:
        """Purchases and returns, by lots or unit by unit."""
        if scheme.units == "lots":
            return tuple(self.records.lots.get(key, ()))
        return tuple(Lot(unit.bought_on, ONE, unit.price, unit.serial) for unit in self.records.registered.get(key, ()))

    def _lots(self, scheme: Protection, key: Key, moves: tuple[Lot, ...], cut: date) -> tuple[Lot, ...]:
        """What may still be there on the day of the cut."""
        if scheme.units == "lots":
            return lots_of(move for move in moves if move.bought_on < cut)
        there = {(unit.serial, unit.bought_on) for unit in self.records.registered.get(key, ()) if unit.was_there(cut)}
        return tuple(move for move in moves if (move.serial, move.bought_on) in there)

    def _stock(self, scheme: Protection, key: Key, moves: tuple[Lot, ...], lots: tuple[Lot, ...], cut: date) -> Stock:
        rule, sales = scheme.stock, self.records.sold_of(key)
        if rule.from_ == "count":
            last = last_day(rule.within, cut, self.calendar, rule.rule.at)
            if isinstance(last, Problem):
                return Stock(None, missing=("calendar",))
            return counted(rule, self.records.counts.get(key, ()), moves, sales, (cut, min(last, self.as_of)))
        if scheme.units == "serials":
            bought = total_of_decimals(move.quantity for move in moves if move.bought_on < cut)
            there = total_of_decimals(lot.quantity for lot in lots)
            return Stock(there, bought=bought, sold=EXACT.subtract(bought, there))
        return reckoned(moves, sales, cut)

    def _claims(self, scheme: Protection, key: Key, cut: Cut) -> Iterator[ClaimRow]:
        """The claims about this cut: those that name its day, and those that came in after it and before the next."""
        later = min((each.on for each in self._cuts(scheme, key) if each.on > cut.on), default=None)
        for row in self.records.claims.get(key, ()):
            if row.cut_on == cut.on or (row.cut_on is None and cut.on <= row.on and (later is None or row.on < later)):
                yield row

    def _tax_rate(self, cut: Cut) -> Decimal | None:
        """The product's tax rate on the day of the cut, for units whose line says none."""
        found = self.masters.product("product.tax_rate", cut.product, cut.on)
        return found if isinstance(found, Decimal) else None

    def _facts(self, scheme: Protection, dealer: str, cut: Cut) -> dict[str, Value | Missing]:
        """What the scheme's expressions read, as it stood on the day of the cut."""
        facts: dict[str, Value | Missing] = dict(self.policy.parameters_at(cut.on))
        for name in _reads(scheme):
            root = name.partition(".")[0]
            if root == "product":
                facts[name] = self.masters.product(name, cut.product, cut.on)
            elif root == "dealer":
                facts[name] = self.masters.dealer(name, dealer, cut.on)
            else:
                facts[name] = self.masters.contract_of_dealer(name, dealer, cut.on)
        return facts


def _reads(scheme: Protection) -> frozenset[str]:
    cap, drop = scheme.cap, scheme.drop
    figures: list[object] = [each.payout for each in scheme.promises.values()]
    figures += [] if cap is None else [cap.claim, cap.dealer]
    figures += [] if drop is None else [drop.minimum]
    figures += [] if scheme.where is None else [scheme.where.when]
    return frozenset(name for each in figures if isinstance(each, Expression) for name in each.reads)


def _matters(row: Protected) -> bool:
    """Whether a decision is worth telling: what is asked for was claimed; else there was stock, or nobody knows."""
    if row.scheme.claim is not None:
        return bool(row.case.claims)
    return bool(row.case.stock.quantity != ZERO or row.case.claims or row.decision.outcome is Outcome.UNDETERMINED)


def _rulings(policy: Policy, records: Records, as_of: date) -> dict[str, Ruling]:
    """What the policy says of each promise by its number; nothing where it has no rules about them."""
    if PRICE_PROMISES not in subjects_of(policy):
        return {}
    promises = (promise for made in records.promises.values() for promise in made)
    return {each.promise.id: each for each in rulings_on(policy, promises, as_of)}


def _names(book: Book, as_of: date, rows: Iterable[Protected]) -> dict[str, str]:
    customers = book.versions("customers")
    found: dict[str, str] = {}
    for row in rows:
        dealer = row.case.dealer
        master = customers.at(as_of, dealer)
        name = None if master is None else master.get("name")
        if isinstance(name, str):
            found[dealer] = name
    return found
