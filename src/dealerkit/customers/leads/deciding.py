"""The three questions about prospects: whose is it, who gets one from the pool, and what an employee leaves behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from attrs import field, frozen

from dealerkit.customers.actions import Action, all_actions
from dealerkit.customers.leads.lead import Lead
from dealerkit.customers.leads.owning import Claim, Office
from dealerkit.customers.leads.rules import ABILITY, LOAD, REQUIRED
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.types import Missing
from dealerkit.problems import Arg


@frozen(eq=False)
class Prospect:
    """One prospect on a day: its registrations, the claim that counts, and who of us knows it.

    ``lead`` is the registration that counts, or the last one where it is the pool's.
    """

    code: str
    claims: tuple[Claim, ...]
    lead: Lead
    claim: Claim | None
    known_to: tuple[str, ...]
    is_important: bool | None
    """None where the fact that says so is missing."""
    missing: tuple[str, ...] = ()
    """What is not known that would say whether it is important."""

    @property
    def owner(self) -> str:
        """Whose it is; empty for the pool's."""
        return "" if self.claim is None else self.claim.owner


def prospects(office: Office) -> tuple[Prospect, ...]:
    """Every prospect of the book, in the order of its first registration."""
    by_prospect: dict[str, list[Lead]] = {}
    for lead in office.records.leads:
        by_prospect.setdefault(lead.prospect, []).append(lead)
    return tuple(_prospect(office, code, leads) for code, leads in by_prospect.items())


def _prospect(office: Office, code: str, leads: Sequence[Lead]) -> Prospect:
    claims = office.claims(leads)
    claim = next((each for each in claims if each.counts), None)
    lead = claim.lead if claim is not None else leads[-1]
    known = [each.employee for each in office.contacts_of(leads) if each.employee]
    if claim is not None:
        known.append(claim.owner)
    important = office.rules.important
    holds = False if important is None else important.evaluate(office.ground.facts(lead.customer, lead.on, lead.facts))
    is_important = None if isinstance(holds, Missing) else holds is True
    missing = holds.facts if isinstance(holds, Missing) else ()
    return Prospect(code, claims, lead, claim, tuple(dict.fromkeys(known)), is_important, missing)


def whose(prospect: Prospect, lead: Lead | None = None) -> Decision:
    """Whose a prospect is: granted with its owner, or refused with DK753 where it is the pool's.

    With ``lead`` the question is about one registration: refused with DK757 where an earlier one keeps it away.
    Figures: ``owner``, ``lead`` (the registration that counts), ``until`` (the last day of the protection),
    ``contact_by``, ``lost``, ``agent``, ``pool``.
    """
    claim = prospect.claim
    asked = claim if lead is None else next(each for each in prospect.claims if each.lead == lead)
    shown = asked or prospect.claims[-1]
    values: list[tuple[str, Arg]] = [
        ("owner", "" if claim is None else claim.owner),
        ("lead", prospect.lead.number),
        ("agent", shown.lead.agent),
        ("pool", "true" if claim is None else "false"),
        ("lost", shown.lost),
        ("contact_by", shown.contact_by),
        ("until", shown.until),
    ]
    reasons = list(shown.reasons)
    if shown.lead.agent:
        reasons.append(Reason("lead-agent", shown.reasons[0].rule, (("agent", shown.lead.agent),)))
    tried = tuple(reason for each in prospect.claims if each is not shown for reason in each.reasons)
    if asked is not None and asked.first:
        return Decision(Outcome.REFUSED, "DK757", values=tuple(values), reasons=tuple(reasons), tried=tried)
    if claim is None:
        return Decision(Outcome.REFUSED, "DK753", values=tuple(values), reasons=tuple(reasons), tried=tried)
    return Decision(Outcome.GRANTED, values=tuple(values), reasons=tuple(reasons), tried=tried)


@frozen(eq=False)
class Assigned:
    """One entry of the log of assignments: which prospect, to whom, out of whom, and why."""

    prospect: Prospect
    employee: str
    level: int
    load: int
    """How many open prospects he had before."""
    candidates: tuple[str, ...]
    decision: Decision = field(repr=False)


def loads(found: Iterable[Prospect]) -> Counter[str]:
    """How many open prospects everybody has."""
    return Counter(each.owner for each in found if each.owner and each.lead.is_open)


def assign(office: Office, found: Sequence[Prospect]) -> tuple[Assigned, ...]:
    """Who gets the prospects of the pool, the longest waiting first; each adds to the load of the next.

    Where nobody can take one the entry has no employee: DK756.
    """
    load = loads(found)
    pool = sorted((each for each in found if not each.owner and each.lead.is_open), key=lambda each: each.lead)
    log: list[Assigned] = []
    for prospect in pool:
        entry = _assigned(office, prospect, load, ())
        log.append(entry)
        if entry.employee:
            load[entry.employee] += 1
    return tuple(log)


def _assigned(office: Office, prospect: Prospect, load: Counter[str], without: tuple[str, ...]) -> Assigned:
    rules, kind = office.rules.assign, prospect.lead.kind
    able: list[str] = []
    tried: list[Reason] = []
    for who in office.colleagues.in_roles(rules.roles, office.as_of):
        if who in without:
            continue
        level = office.records.level(who, kind)
        if rules.ability == REQUIRED and kind and not level:
            tried.append(Reason("lead-not-able", rules.rule, (("employee", who), ("kind", kind))))
        elif rules.at_most is not None and load[who] >= rules.at_most:
            tried.append(Reason("lead-full", rules.rule, (("employee", who), ("load", load[who]))))
        else:
            able.append(who)
    if not able:
        decision = Decision(Outcome.REFUSED, "DK756", values=(("employee", ""), ("candidates", ())), tried=tuple(tried))
        return Assigned(prospect, "", 0, 0, (), decision)
    keys = {ABILITY: lambda who: -office.records.level(who, kind), LOAD: lambda who: load[who]}
    order = sorted(able, key=lambda who: (*(keys[each](who) for each in rules.by), who))
    chosen = order[0]
    level, before = office.records.level(chosen, kind), load[chosen]
    args: tuple[tuple[str, Arg], ...] = (
        ("employee", chosen),
        ("level", level),
        ("load", before),
        ("others", tuple(order[1:])),
    )
    decision = Decision(
        Outcome.GRANTED,
        values=(("employee", chosen), ("level", level), ("load", before), ("candidates", tuple(order))),
        reasons=(Reason("lead-assigned", rules.rule, args),),
        tried=tuple(tried),
    )
    return Assigned(prospect, chosen, level, before, tuple(order), decision)


@frozen(eq=False)
class Transfer:
    """What somebody leaves behind: his customers and prospects with the one who follows, and his open tasks.

    ``told_by`` is the last day on which customers are to be told.
    """

    employee: str
    left_on: date | None
    told_by: date | None
    prospects: tuple[Assigned, ...]
    customers: tuple[tuple[str, str], ...]
    """Each customer, and who has it now by the table ``handovers``; empty where nobody is named."""
    tasks: tuple[Action, ...]
    decision: Decision = field(repr=False)


def transfer(office: Office, found: Sequence[Prospect], employee: str) -> Transfer:
    """What somebody leaves behind, and who follows him: for prospects as out of the pool, never himself.

    The figures of its decision are ``prospects``, ``to``, ``customers``, ``tasks``, ``told_by``; refused with
    DK756 where nobody can follow.
    """
    left = office.colleagues.left_on(employee, office.as_of)
    told_by = None if left is None else _day_after(office, left)
    load = loads(found)
    log: list[Assigned] = []
    for prospect in sorted((each for each in found if each.owner == employee and each.lead.is_open), key=_by_lead):
        entry = _assigned(office, prospect, load, (employee,))
        log.append(entry)
        if entry.employee:
            load[entry.employee] += 1
    customers = tuple(_customers_of(office, employee))
    tasks = tuple(
        task
        for _, task in all_actions(office.ground.book, office.as_of)
        if task.owner == employee and (task.done_on is None or task.done_on > office.as_of)
    )
    values: list[tuple[str, Arg]] = [
        ("prospects", tuple(each.prospect.code for each in log)),
        ("to", tuple(each.employee for each in log)),
        ("customers", tuple(code for code, _ in customers)),
        ("tasks", tuple(each.number for each in tasks)),
    ]
    if told_by is not None:
        values.append(("told_by", told_by))
    stuck = any(not each.employee for each in log)
    reason = Reason("lead-transfer", office.rules.rule, (("employee", employee), ("told_by", told_by or "")))
    decision = Decision(
        Outcome.REFUSED if stuck else Outcome.GRANTED,
        "DK756" if stuck else "",
        values=tuple(values),
        reasons=(reason, *(each for entry in log for each in entry.decision.reasons)),
    )
    return Transfer(employee, left, told_by, tuple(log), customers, tasks, decision)


def _customers_of(office: Office, employee: str) -> Iterable[tuple[str, str]]:
    given = {
        str(row.get("customer")): str(row.get("to") or "")
        for row in office.ground.book.rows("handovers")
        if row.get("from") == employee
    }
    for row in office.ground.book.rows("customers"):
        code = str(row.get("customer"))
        if office.ground.customer(code, "owner", office.as_of) == employee:
            yield code, given.get(code, "")


def _day_after(office: Office, left: date) -> date:
    return office.last_day(office.rules.told, left)


def _by_lead(prospect: Prospect) -> Lead:
    return prospect.lead
