"""All bad debts of a book on a day, who bears them, and what became of the releases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.credit.liability.deciding import Part, Share, borne, parts_of
from dealerkit.credit.liability.following import Followed, followed
from dealerkit.credit.liability.persons import Duties
from dealerkit.credit.liability.records import BadDebt, read_bad_debts
from dealerkit.credit.liability.replaying import History, debt_facts
from dealerkit.credit.liability.section import COMPANY, Liability, liability_of
from dealerkit.credit.liability.tracing import Documents, Shipment
from dealerkit.decisions import Decision, Outcome
from dealerkit.policy.policy import Policy
from dealerkit.problems import Arg, Problem, in_order, problem
from dealerkit.values.exact import total_of_decimals


@frozen(eq=False, kw_only=True)
class Borne:
    """A bad debt with its parts and who bears each; without parts where it cannot be traced."""

    debt: BadDebt
    parts: tuple[Part, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), repr=False)

    @property
    def shares(self) -> tuple[tuple[Part, Share], ...]:
        """Every share with its part."""
        return tuple((part, share) for part in self.parts for share in part.shares)

    @property
    def by_person(self) -> Mapping[str, Decimal]:
        """What each person bears in all, by code; the company under ``company``."""
        return _summed((share.person or COMPANY, share.amount) for _, share in self.shares if share.is_determined)

    @property
    def by_kind(self) -> Mapping[str, Decimal]:
        """What was inside the limit, released, unapproved."""
        return _summed((part.kind, part.amount) for part in self.parts if part.kind)

    @property
    def undetermined(self) -> Decimal:
        """What nobody is known to bear."""
        if not self.parts:
            return self.debt.amount
        return total_of_decimals(share.amount for _, share in self.shares if not share.is_determined)

    @property
    def decision(self) -> Decision:
        """The same as a decision: its amount is what persons and company are known to bear."""
        open_ = self.undetermined
        values: list[tuple[str, Arg]] = [
            *((kind, amount) for kind, amount in sorted(self.by_kind.items())),
            *sorted(self.by_person.items()),
            ("undetermined", open_),
            ("shipments", tuple(dict.fromkeys(each.shipment.number for each in self.parts))),
        ]
        codes = [each.code for each in self.problems]
        code = next((each for each in codes if open_), "")
        return Decision(
            Outcome.UNDETERMINED if open_ else Outcome.GRANTED,
            code,
            total_of_decimals(self.by_person.values()),
            tuple(values),
            tuple(reason for part in self.parts for reason in part.reasons),
            tuple(reason for part in self.parts for reason in part.tried),
            missing=tuple(dict.fromkeys(name for part in self.parts for name in part.missing)),
        )


@frozen(eq=False, kw_only=True)
class LiabilityRun:
    """Every bad debt with who bears it, and every release with what became of it."""

    policy: Policy = field(repr=False)
    as_of: date
    debts: tuple[Borne, ...]
    releases: tuple[Followed, ...]
    problems: tuple[Problem, ...]
    names: Mapping[str, str] = field(repr=False)
    """Names of customers and of employees, by code."""

    @property
    def by_person(self) -> Mapping[str, Decimal]:
        """What each person bears of all debts, the company under ``company``."""
        return _summed(item for each in self.debts for item in each.by_person.items())

    @property
    def taken(self) -> Mapping[str, Decimal]:
        """What is taken from each signer for releases that were not paid in time."""
        return _summed(item for each in self.releases for item in each.taken)

    def name(self, code: str) -> str:
        """What a customer or an employee is called; nothing where the book does not say."""
        return self.names.get(code, "")


def run(policy: Policy, book: Book, as_of: date) -> LiabilityRun:
    """Say who bears every bad debt declared by a day, and what became of every release signed by then.

    Findings: those of reading the book, of :func:`~dealerkit.credit.liability.following.followed`, of
    :class:`~dealerkit.credit.liability.tracing.Documents` and of :func:`~dealerkit.credit.liability.deciding.borne`.
    """
    history = History.of(policy, book, as_of)
    liability, ladder = liability_of(policy), history.standing.credit.over_limit
    problems: list[Problem] = [*history.problems]
    documents = Documents(history.movements)
    read = tuple(read_bad_debts(book, policy.header.currency, as_of, problems)) if book.has("bad_debts") else ()
    traced = [(debt, documents.shipments(debt)) for debt in read]
    lost = _lost(shipments for _, shipments in traced if not isinstance(shipments, Problem))
    debts: tuple[Borne, ...] = ()
    if liability is not None:
        duties = Duties(book, history.standing.masters)
        debts = tuple(_borne(liability, history, duties, debt, shipments, lost) for debt, shipments in traced)
    releases = () if ladder is None else followed(history.standing, ladder, documents, as_of, lost)
    problems += (found for each in debts for found in each.problems)
    problems += (found for each in releases for found in each.problems)
    return LiabilityRun(
        policy=policy,
        as_of=as_of,
        debts=debts,
        releases=releases,
        problems=in_order(problems),
        names=_names(book, debts, releases, as_of),
    )


_Lost = Mapping[tuple[str, str], Decimal]
"""What of each shipment went bad, by customer and number."""


def _lost(traced: Iterable[tuple[Shipment, ...]]) -> _Lost:
    found: dict[tuple[str, str], list[Decimal]] = {}
    for shipments in traced:
        for each in shipments:
            found.setdefault((each.customer, each.number), []).append(each.lost)
    return {key: total_of_decimals(amounts) for key, amounts in found.items()}


def _borne(
    liability: Liability,
    history: History,
    duties: Duties,
    debt: BadDebt,
    shipments: tuple[Shipment, ...] | Problem,
    lost: _Lost,
) -> Borne:
    if isinstance(shipments, Problem):
        return Borne(debt=debt, problems=(shipments,))
    twice = next((each for each in shipments if lost[each.customer, each.number] > each.most), None)
    if twice is not None:
        together = lost[twice.customer, twice.number]
        found = problem("DK569", debt.at, debt=debt.debt, amount=together, worth=twice.amount, shipment=twice.number)
        return Borne(debt=debt, problems=(found,))
    parts: list[Part] = []
    problems: list[Problem] = []
    for shipment in shipments:
        if not shipment.lost:
            continue
        for part in parts_of(liability, shipment, history.before(shipment)):
            decided, wrong = borne(liability, debt, part, duties, debt_facts(debt, part.kind, shipment, part.before))
            parts.append(decided)
            problems += wrong
    return Borne(debt=debt, parts=tuple(parts), problems=tuple(problems))


def _summed(amounts: Iterable[tuple[str, Decimal]]) -> Mapping[str, Decimal]:
    found: dict[str, list[Decimal]] = {}
    for name, amount in amounts:
        found.setdefault(name, []).append(amount)
    return {name: total_of_decimals(found[name]) for name in sorted(found)}


def _names(book: Book, debts: Iterable[Borne], releases: Iterable[Followed], day: date) -> Mapping[str, str]:
    customers = {each.debt.customer for each in debts} | {each.release.customer for each in releases}
    persons = {share.person for each in debts for _, share in each.shares}
    persons |= {person for each in releases for person in (each.release.signer, each.release.second)}
    found: dict[str, str] = {}
    for table, codes in (("employees", persons), ("customers", customers)):
        if book.has(table):
            versions = book.versions(table)
            for code in codes:
                row = versions.at(day, code)
                found[code] = str((row.get("name") if row is not None else None) or "")
    return found
