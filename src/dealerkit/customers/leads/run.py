"""Every prospect of a book on a day: whose it is, what the pool gives to whom, and what is not as it should be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.customers.known import Ground
from dealerkit.customers.leads.deciding import Assigned, Prospect, assign, prospects
from dealerkit.customers.leads.lead import read_records
from dealerkit.customers.leads.owning import Office
from dealerkit.customers.leads.rules import Leads
from dealerkit.customers.section import customers_of
from dealerkit.customers.strangers import Strangers
from dealerkit.policy.policy import Policy
from dealerkit.problems import Location, Problem, Severity, in_order, problem


@frozen(eq=False)
class LeadRun:
    """Every prospect, the assignments out of the pool, and the findings."""

    policy: Policy = field(repr=False)
    as_of: date
    prospects: tuple[Prospect, ...]
    assigned: tuple[Assigned, ...]
    problems: tuple[Problem, ...] = field(repr=False)
    office: Office | None = field(repr=False)

    @property
    def pool(self) -> tuple[Prospect, ...]:
        """The prospects that are nobody's, and still open."""
        return tuple(each for each in self.prospects if not each.owner and each.lead.is_open)


def leads_of(policy: Policy) -> Leads | None:
    """The policy's rules on prospects, if it has any."""
    section = customers_of(policy)
    return None if section is None else section.leads


def open_office(policy: Policy, book: Book, as_of: date) -> Office | None:
    """The rules and the records, ready for questions; None where the policy has no such rules."""
    rules = leads_of(policy)
    if rules is None:
        return None
    return Office(rules, Ground(policy, book), read_records(policy, book, as_of), as_of)


def evaluate(policy: Policy, book: Book, as_of: date) -> LeadRun:
    """Whose every prospect is on a day, and who gets those of the pool.

    Findings: DK753 no contact in time, DK754 an important prospect whom too few of us know, DK755 a customer whose
    owner has left, DK756 nobody can take a prospect, DK757 two registrations of one prospect, DK826 one by
    an employee whom the book does not have.
    """
    office = open_office(policy, book, as_of)
    if office is None:
        return LeadRun(policy, as_of, (), (), (), None)
    found = prospects(office)
    assigned = assign(office, found)
    problems = [
        *(each for prospect in found if prospect.lead.is_open for each in _of_prospect(office, prospect)),
        *(_nobody(office, each) for each in assigned if not each.employee),
        *_strangers(office, found),
        *_left(office, found),
        *office.problems,
    ]
    return LeadRun(policy, as_of, found, assigned, in_order(problems), office)


def _of_prospect(office: Office, prospect: Prospect) -> Iterator[Problem]:
    rules = office.rules
    for claim in prospect.claims:
        if claim.lost == "no-contact":
            yield problem(
                "DK753",
                claim.lead.place,
                address=rules.rule.address,
                severity=Severity.WARNING,
                lead=claim.lead.number,
                owner=claim.owner,
                last=claim.contact_by,
                contacted="" if claim.contacted_on is None else claim.contacted_on,
            )
        if claim.first:
            yield problem(
                "DK757",
                claim.lead.place,
                address=rules.rule.address,
                severity=Severity.NOTE,
                lead=claim.lead.number,
                by=claim.lead.by,
                first=claim.first,
            )
    if prospect.is_important is not False and prospect.owner and len(prospect.known_to) < rules.contacts:
        yield problem(
            "DK754",
            prospect.lead.place,
            address=rules.rule.address,
            severity=Severity.WARNING if prospect.is_important else Severity.NOTE,
            lead=prospect.lead.number,
            missing=prospect.missing,
            known=prospect.known_to,
            count=len(prospect.known_to),
            asked=rules.contacts,
        )


def _nobody(office: Office, each: Assigned) -> Problem:
    return problem(
        "DK756",
        each.prospect.lead.place,
        severity=Severity.WARNING,
        address=office.rules.assign.rule.address,
        lead=each.prospect.lead.number,
        kind=each.prospect.lead.kind,
    )


def _strangers(office: Office, found: tuple[Prospect, ...]) -> Iterator[Problem]:
    """DK826: an open registration by, or in favour of, somebody whom the book does not have."""
    strangers, address = Strangers(office.ground.book, "employees"), office.rules.rule.address
    for lead in (claim.lead for prospect in found for claim in prospect.claims if claim.lead.is_open):
        for who in dict.fromkeys((lead.by, lead.named)):
            if strangers.has(who):
                yield strangers.problem(who, lead.place, address, "stray-registration", lead.number, "stray-no-owner")


def _left(office: Office, found: tuple[Prospect, ...]) -> Iterator[Problem]:
    """DK755: a customer or prospect whose owner has left, where nobody follows or the customer was not told."""
    book, as_of = office.ground.book, office.as_of
    handed = {(str(row.get("customer")), str(row.get("from"))): row for row in book.rows("handovers")}
    held: list[tuple[str, str]] = []
    for row in book.rows("customers"):
        code = str(row.get("customer"))
        held.append((code, str(office.ground.customer(code, "owner", as_of) or "")))
    held += [
        (claim.lead.customer or claim.lead.number, claim.owner)
        for each in found
        for claim in each.claims
        if claim.lost == "owner-left" and claim.lead.is_open
    ]
    # Whom a handover has moved on is no longer among his own, but still has to be told.
    held += list(handed)
    for code, owner in dict.fromkeys(held):
        left = office.colleagues.left_on(owner, as_of)
        if not owner or left is None or left >= as_of:
            continue
        handover = handed.get((code, owner))
        to = "" if handover is None else str(handover.get("to") or "")
        told = None if handover is None else handover.get("told_on")
        told_on = told if isinstance(told, date) and told <= as_of else None
        last = office.last_day(office.rules.told, left)
        late = (told_on or as_of) > last
        if to and not late:
            continue
        at = handover.at if handover is not None else _place(book, code, owner, as_of)
        yield problem(
            "DK755",
            at,
            severity=Severity.WARNING,
            address=office.rules.rule.address,
            customer=code,
            owner=owner,
            left=left,
            to=to,
            last=last if late else "",
            told="" if told_on is None else told_on,
        )


def _place(book: Book, code: str, owner: str, as_of: date) -> Location | None:
    row = book.versions("customers").at(as_of, code) or book.versions("employees").at(as_of, owner)
    return None if row is None else row.at
