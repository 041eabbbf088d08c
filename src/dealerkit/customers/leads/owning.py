"""Whose a prospect is on a day: the registrations of one prospect, gone through in the order of time.

The earlier registration wins as long as it is protected. A registration whose protection has ended, or whose owner
made no contact in time, keeps nobody away; a later one then counts. Where nobody is left the prospect is the
pool's (客户池).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import field, frozen

from dealerkit.customers.colleagues import Colleagues
from dealerkit.customers.known import Ground
from dealerkit.customers.leads.lead import Lead, Records
from dealerkit.customers.leads.rules import POOL, Leads
from dealerkit.customers.section import customers_of
from dealerkit.customers.touch.contacts import Contact
from dealerkit.customers.touch.windows import EVERY_DAY
from dealerkit.decisions import Reason
from dealerkit.problems import Problem, problem
from dealerkit.values.days import add_days
from dealerkit.values.durations import Duration
from dealerkit.values.workdays import Unpublished

LOST = "lost"
"""The status of a registration that keeps nobody away any more."""


@frozen
class Claim:
    """A registration as it counts: whose it makes the prospect, until when, and why.

    ``contact_by`` is the last day of the first contact, ``contacted_on`` the day it was made. ``until`` is the last
    day of the protection. ``lost`` says why it no longer counts: ``no-contact``, ``owner-left``, ``protection-ended``,
    ``closed``;
    ``first`` names the registration that was before it.
    """

    lead: Lead
    owner: str
    reasons: tuple[Reason, ...]
    contact_by: date
    until: date
    contacted_on: date | None = None
    lost: str = ""
    lost_on: date | None = None
    first: str = ""

    @property
    def counts(self) -> bool:
        """Whether it makes the prospect its owner's."""
        return bool(self.owner) and not self.lost and not self.first


@frozen(eq=False)
class Office:
    """The rules on prospects and a book, opened for questions about them."""

    rules: Leads
    ground: Ground
    records: Records
    as_of: date
    colleagues: Colleagues = field(init=False, repr=False)
    problems: list[Problem] = field(factory=list, init=False, repr=False)

    @colleagues.default
    def _of_the_book(self) -> Colleagues:
        return Colleagues(self.ground)

    def claims(self, leads: Sequence[Lead]) -> tuple[Claim, ...]:
        """The registrations of one prospect, in the order of time, each as it counts on the day."""
        found: list[Claim] = []
        moments = [each.at for each in leads]
        for lead in leads:
            before = self._before(found, lead)
            if before is not None:
                why = Reason("lead-earlier", self.rules.rule, (("first", before.lead.number), ("owner", before.owner)))
                found.append(self._claim(lead, "", (why,), first=before.lead.number))
                continue
            if moments.count(lead.at) > 1 and self.rules.ties == POOL:
                found.append(self._claim(lead, "", (self._reason("lead-tied", count=moments.count(lead.at)),)))
                continue
            owner, reasons = self._owner_of(lead)
            found.append(self._claim(lead, owner, reasons))
        return tuple(found)

    def _before(self, claims: Sequence[Claim], lead: Lead) -> Claim | None:
        """The claim that keeps a later registration away: one that had not been lost by then."""
        for each in claims:
            still = not each.lost or (each.lost_on is not None and each.lost_on > lead.on)
            if each.owner and not each.first and still:
                return each
        return None

    def _owner_of(self, lead: Lead) -> tuple[str, tuple[Reason, ...]]:
        """Who gets a registration that no earlier one keeps away."""
        rules = self.rules
        if lead.origin in rules.to_the_named:
            if lead.named and self.colleagues.works(lead.named, lead.on):
                return lead.named, (self._reason("lead-named", owner=lead.named, origin=lead.origin),)
            return self._duty(lead)
        if lead.by and self.colleagues.works(lead.by, lead.on):
            return lead.by, (self._reason("lead-registered", owner=lead.by, at=lead.on),)
        return self._duty(lead)

    def _duty(self, lead: Lead) -> tuple[str, tuple[Reason, ...]]:
        owner = self.records.on_duty(lead.at)
        if owner:
            return owner, (self._reason("lead-on-duty", owner=owner, at=lead.on),)
        return "", (self._reason("lead-nobody", at=lead.on),)

    def _claim(self, lead: Lead, owner: str, reasons: tuple[Reason, ...], first: str = "") -> Claim:
        contact_by = self.last_day(self.rules.first_contact, lead.on)
        until = self.last_day(self.rules.protection.lasts, lead.on)
        if not owner:
            return Claim(lead, "", reasons, contact_by, until, first=first)
        if lead.status == LOST:
            closed = self._reason("lead-closed")
            return Claim(lead, owner, (*reasons, closed), contact_by, until, None, "closed", lead.on)
        owners, owner = self._handed_on(lead, owner)
        if len(owners) > 1:
            reasons = (*reasons, self._reason("lead-handed-on", owner=owner, before=owners[-2]))
        mine = [each for each in self._contacts(lead) if each.employee in owners and each.at.date() >= lead.on]
        contacted = mine[0].at.date() if mine else None
        if (contacted or self.as_of) > contact_by:
            lost = Reason("lead-no-contact", self.rules.rule, (("owner", owner), ("last", contact_by)))
            return Claim(lead, owner, (*reasons, lost), contact_by, until, contacted, "no-contact", _next(contact_by))
        left = self.colleagues.left_on(owner, self.as_of)
        if left is not None and self.as_of > left:
            gone = self._reason("lead-owner-left", owner=owner, left=left)
            return Claim(lead, owner, (*reasons, gone), contact_by, until, contacted, "owner-left", _next(left))
        for each in mine:
            if each.kind in self.rules.protection.renewed_by and each.at.date() <= until:
                until = self.last_day(self.rules.protection.lasts, each.at.date())
        if self.as_of > until:
            lost = Reason("lead-protection-ended", self.rules.protection.rule, (("until", until),))
            return Claim(lead, owner, (*reasons, lost), contact_by, until, contacted, "protection-ended", _next(until))
        kept = Reason("lead-protected", self.rules.protection.rule, (("until", until),))
        return Claim(lead, owner, (*reasons, kept), contact_by, until, contacted)

    def _handed_on(self, lead: Lead, owner: str) -> tuple[tuple[str, ...], str]:
        """Everybody who had a prospect, the first owner first, and who has it now by the table ``handovers``."""
        owners = [owner]
        while True:
            key = next((each for each in (lead.customer, lead.number) if (each, owner) in self.records.handovers), "")
            to, on = self.records.handovers.get((key, owner), ("", None))
            if not to or to in owners or (on is not None and on > self.as_of):
                return tuple(owners), owner
            owners.append(to)
            owner = to

    def _contacts(self, lead: Lead) -> Iterator[Contact]:
        for key in dict.fromkeys((lead.customer, lead.number)):
            if key:
                yield from filter(self._is_reached, self.records.touches.get(key, ()))

    def _is_reached(self, contact: Contact) -> bool:
        """Whether somebody was spoken to: who was called in vain is not contacted."""
        counts = self.rules.done_when
        if counts is None:
            section = customers_of(self.ground.policy)
            counts = None if section is None or section.touch is None else section.touch.done_when
        return not contact.outcome or counts is None or contact.outcome in counts

    def contacts_of(self, leads: Sequence[Lead]) -> tuple[Contact, ...]:
        """Every contact with one prospect, the earliest first."""
        return tuple(sorted({each for lead in leads for each in self._contacts(lead)}))

    def last_day(self, within: Duration, day: date) -> date:
        """The last day of a time that begins with a day; the day itself is not counted."""
        found = within.after(day, self.ground.policy.calendar() or EVERY_DAY)
        if isinstance(found, Unpublished):
            # Nothing ends on a day that nobody knows; that it cannot be told is said.
            self.problems.append(
                problem(
                    "DK368",
                    self.rules.rule.at,
                    address=self.rules.rule.address,
                    calendar=found.calendar,
                    through=found.through,
                    asked=found.asked,
                )
            )
            return date.max
        return found

    def _reason(self, step: str, **args: str | int | date) -> Reason:
        return Reason(step, self.rules.rule, tuple(args.items()))


def _next(day: date) -> date:
    return add_days(day, 1)
