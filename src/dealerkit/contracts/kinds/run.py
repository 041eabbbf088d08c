"""Every contract of a book on a day: is it complete, does it hold, is it renewed, what of its deposit is free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import cast

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.contracts.facts import Known
from dealerkit.contracts.judged import Judged, Judgements, names_of, text
from dealerkit.contracts.kinds.deposits import Deposits, Held
from dealerkit.contracts.kinds.kind import Kind
from dealerkit.contracts.kinds.needed import Completeness, Dossiers
from dealerkit.contracts.kinds.parties import Parties, Party
from dealerkit.contracts.kinds.trading import Trades, read_trades
from dealerkit.contracts.kinds.validity import State, Validity, validity_on
from dealerkit.contracts.owed import read_ledger
from dealerkit.contracts.section import contracts_of
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.policy import Policy
from dealerkit.problems import Arg, Problem, Severity, in_order, nearest, problem
from dealerkit.values.days import ONE_DAY


@frozen
class Signed:
    """A contract as its row says, with its kind and how long it holds."""

    row: Row
    kind: Kind | None
    validity: Validity

    @property
    def contract(self) -> str:
        """Its number."""
        return text(self.row, "contract")

    @property
    def customer(self) -> str:
        """Who signed it."""
        return text(self.row, "customer")


def signed_on(policy: Policy, book: Book, as_of: date) -> tuple[Signed, ...]:
    """Every contract of a book as it stands on a day, by number; each with its row that holds, or the last one."""
    kinds = kinds_of(policy)
    calendar = policy.calendar()
    contracts = book.versions("contracts")
    found: list[Signed] = []
    for (code,) in contracts.keys():  # noqa: SIM118 - not a mapping
        row = contracts.at(as_of, code) or contracts.at(None, code)
        if row is not None:
            kind = kinds.get(text(row, "kind"))
            found.append(Signed(row, kind, validity_on(row, kind, as_of, calendar)))
    return tuple(sorted(found, key=lambda each: each.contract))


def kinds_of(policy: Policy) -> Mapping[str, Kind]:
    """The kinds of contracts a policy knows; none where it has no such section."""
    section = contracts_of(policy)
    return {} if section is None or section.kinds is None else section.kinds


def evaluate(policy: Policy, book: Book, as_of: date) -> Judgements:
    """Every contract by the rules of its kind.

    Findings: DK775 a term or a paper lacks, DK776 it ended and is traded under, DK777 two contracts of one kind
    hold for the same territory and products, DK778 it ends soon, DK779 its parties are not those that are asked
    for, DK780 its kind has no rules; DK781 and DK782 of :class:`Deposits`; DK678 amounts without a rate.
    """
    contracts = signed_on(policy, book, as_of)
    known = Known.open(policy, book, as_of)
    ledger = read_ledger(book, policy.header.currency, as_of)
    desk = _Desk(
        policy,
        as_of,
        contracts,
        Dossiers(book, known, as_of),
        Parties(book, policy.header.currency, as_of),
        Deposits(policy, book, as_of, known, ledger, _alone(contracts)),
        read_trades(book, as_of),
    )
    rows = tuple(desk.judged(each) for each in contracts)
    problems = [*ledger.problems, *(found for each in rows for found in each.problems), *_twice(contracts, as_of)]
    return Judgements(policy, as_of, rows, in_order(problems), names_of(book, as_of))


def _alone(contracts: tuple[Signed, ...]) -> dict[str, str]:
    """Each customer's only contract that asks for a deposit."""
    asking: dict[str, list[str]] = defaultdict(list)
    for each in contracts:
        if each.kind is not None and each.kind.deposit is not None:
            asking[each.customer].append(each.contract)
    return {customer: found[0] for customer, found in asking.items() if len(found) == 1}


@frozen(eq=False)
class _Desk:
    """What it takes to judge one contract after the other."""

    policy: Policy
    as_of: date
    contracts: tuple[Signed, ...]
    dossiers: Dossiers
    parties: Parties
    deposits: Deposits
    trades: Trades
    _of_customers: Mapping[str, tuple[Signed, ...]] = field(init=False, repr=False)
    _holding: Mapping[str, frozenset[str]] = field(init=False, repr=False)

    @_of_customers.default
    def _by_customer(self) -> dict[str, tuple[Signed, ...]]:
        found: dict[str, list[Signed]] = defaultdict(list)
        for each in self.contracts:
            found[each.customer].append(each)
        return {customer: tuple(contracts) for customer, contracts in found.items()}

    @_holding.default
    def _by_kind(self) -> dict[str, frozenset[str]]:
        """The contracts of each kind that hold on the day."""
        found: dict[str, set[str]] = defaultdict(set)
        for each in self.contracts:
            if each.kind is not None and each.validity.covers(self.as_of):
                found[each.kind.id].add(each.contract)
        return {kind: frozenset(contracts) for kind, contracts in found.items()}

    def judged(self, signed: Signed) -> Judged:
        """One contract with everything about it."""
        kind = signed.kind
        if kind is None:
            return self._without_rules(signed)
        complete = self.dossiers.of(signed.row, kind)
        parties = self.parties.of(signed.contract, kind, self._holding.get(kind.id, frozenset()))
        deposit = None if kind.deposit is None else self.deposits.of(signed.row, kind.deposit, signed.validity)
        traded = self._traded(signed)
        problems = tuple(self._problems(signed, kind, complete, parties, traded))
        if deposit is not None:
            problems = (*problems, *deposit.problems)
        decision = _decision(signed, kind, complete, parties, deposit, traded, problems)
        return Judged(
            subject=signed.contract,
            decision=decision,
            part=kind.id,
            contract=signed.contract,
            customer=signed.customer,
            at=signed.row.at,
            problems=problems,
        )

    def _traded(self, signed: Signed) -> date | None:
        """The last day of trade after the end, where nothing took the contract's place by then."""
        until = signed.validity.until
        if signed.validity.state is not State.ENDED or until is None:
            return None
        others = [each.validity for each in self._of_customers[signed.customer] if each.contract != signed.contract]
        days = self.trades.loose.get(signed.customer, frozenset())
        covered = frozenset(day for day in days if any(each.covers(day) for each in others))
        return self.trades.after(signed.contract, signed.customer, until, covered)

    def _problems(
        self, signed: Signed, kind: Kind, complete: Completeness, parties: tuple[Party, ...], traded: date | None
    ) -> Iterator[Problem]:
        validity, contract, customer = signed.validity, signed.contract, signed.customer
        at, address = signed.row.at, kind.rule.address
        if complete.lacking and validity.state is not State.ENDED:
            yield problem(
                "DK775",
                at,
                address=address,
                severity=Severity.WARNING,
                contract=contract,
                customer=customer,
                lacking=complete.lacking,
                share=complete.share,
            )
        if traded is not None and validity.until is not None:
            yield problem(
                "DK776",
                at,
                address=address,
                severity=Severity.WARNING,
                contract=contract,
                customer=customer,
                until=validity.until,
                traded=traded,
            )
        if validity.state is State.ENDS_SOON and validity.until is not None and not self._is_followed(signed):
            yield problem(
                "DK778",
                at,
                address=address,
                severity=Severity.NOTE,
                contract=contract,
                customer=customer,
                until=validity.until,
                days=(validity.until - self.as_of).days,
                notice_by=validity.notice_by or "",
            )
        for each in parties:
            if each.lacking and validity.covers(self.as_of):
                yield problem(
                    "DK779",
                    at,
                    address=each.rule.rule.address,
                    severity=Severity.WARNING,
                    contract=contract,
                    role=each.rule.title or each.rule.id,
                    lacking=each.lacking,
                    signed=each.signed,
                )

    def _is_followed(self, signed: Signed) -> bool:
        """Whether another contract is named that follows, or one of the customer's of this kind begins at its end."""
        if text(signed.row, "renewed_by"):
            return True
        until = signed.validity.until
        return until is not None and any(
            each.kind is signed.kind
            and each.contract != signed.contract
            and each.validity.start is not None
            and each.validity.start <= until + ONE_DAY
            and (each.validity.until is None or each.validity.until > until)
            for each in self._of_customers[signed.customer]
        )

    def _without_rules(self, signed: Signed) -> Judged:
        kinds = tuple(kinds_of(self.policy))
        written = text(signed.row, "kind")
        found = problem(
            "DK780",
            signed.row.cell_at("kind"),
            address="contracts.kinds",
            severity=Severity.WARNING,
            contract=signed.contract,
            kind=written,
            nearest=nearest(written, kinds),
            known=kinds,
        )
        decision = Decision(Outcome.UNDETERMINED, "DK780", values=(("kind", written),), missing=("contract.kind",))
        return Judged(
            subject=signed.contract,
            decision=decision,
            contract=signed.contract,
            customer=signed.customer,
            at=signed.row.at,
            problems=(found,),
        )


_AGAINST = ("DK776", "DK775", "DK779", "DK781", "DK782", "DK678")
"""Findings that keep a contract from being in order, the gravest first."""


def _decision(
    signed: Signed,
    kind: Kind,
    complete: Completeness,
    parties: tuple[Party, ...],
    deposit: Held | None,
    traded: date | None,
    problems: tuple[Problem, ...],
) -> Decision:
    validity = signed.validity
    missing = [*complete.missing, *(name for each in parties for name in each.missing)]
    missing += () if deposit is None else deposit.missing
    codes = {each.code for each in problems}
    code = next((each for each in _AGAINST if each in codes), "")
    outcome = Outcome.REFUSED if code else Outcome.UNDETERMINED if missing else Outcome.GRANTED
    values: list[tuple[str, Arg]] = [
        ("kind", kind.id),
        ("state", validity.state.value),
        ("completeness", complete.share),
        ("required", complete.required),
        ("there", complete.there),
        ("lacking", complete.lacking),
        ("renewals", validity.renewals),
    ]
    days = (
        ("until", validity.until),
        ("remind_on", validity.remind_on),
        ("notice_by", validity.notice_by),
        ("traded", traded),
    )
    values += [(name, day) for name, day in days if day is not None]
    values += [(f"parties.{each.rule.id}", each.signed) for each in parties]
    if deposit is not None:
        figures = (
            ("deposit", deposit.due),
            ("deposit_paid", deposit.paid),
            ("deposit_set_off", deposit.set_off),
            ("deposit_held", deposit.held),
            ("return_on", deposit.return_on),
            ("returnable", deposit.returnable),
        )
        values += [(name, cast("Arg", figure)) for name, figure in figures if figure is not None]
    reasons = [_validity_reason(signed, kind)]
    reasons += [each.reason for each in complete.items]
    reasons += [each for party in parties for each in party.reasons]
    reasons += () if deposit is None else deposit.reasons
    return Decision(
        outcome,
        code or ("DK003" if missing else ""),
        values=tuple(values),
        reasons=tuple(reasons),
        missing=tuple(dict.fromkeys(missing)),
    )


def _validity_reason(signed: Signed, kind: Kind) -> Reason:
    validity = signed.validity
    args = (
        ("start", validity.start or ""),
        ("until", validity.until or ""),
        ("renewals", validity.renewals or ""),
        ("notice_by", validity.notice_by or ""),
    )
    return Reason(f"contract-{validity.state.value}", kind.rule, args)


def _twice(contracts: tuple[Signed, ...], as_of: date) -> Iterator[Problem]:
    """DK777: two contracts of one kind and customer hold on the day for the same territory and products."""
    first: dict[tuple[str, ...], Signed] = {}
    for each in contracts:
        if not each.validity.covers(as_of):
            continue
        key = (each.customer, *(text(each.row, column) for column in ("kind", "territory", "product_group")))
        other = first.setdefault(key, each)
        if other is not each:
            yield problem(
                "DK777",
                each.row.at,
                severity=Severity.ERROR,
                contract=each.contract,
                other=other.contract,
                customer=each.customer,
                kind=text(each.row, "kind"),
            )
