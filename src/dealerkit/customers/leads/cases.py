"""Test cases of prospects: whose one is, who gets one, what somebody leaves behind."""

from __future__ import annotations

from dealerkit.customers.given import part_of, sound_tables, stamped
from dealerkit.customers.leads.deciding import assign, prospects, transfer, whose
from dealerkit.customers.leads.run import evaluate, open_office
from dealerkit.decisions import Decision, Outcome
from dealerkit.policy.cases import Case
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading

OWN = ("lead", "leaves", "findings")


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Whose the prospect of ``lead`` is, by that registration; of ``customers.leads.assign``, who gets it.

    With ``leaves`` (an employee) what he leaves behind, with ``findings: true`` the codes of all findings.
    """
    given = sound_tables(case, OWN, reading)
    if given is None:
        return None
    if given.flag("findings"):
        run = evaluate(policy, given.book, case.as_of)
        codes = tuple(each.code for each in run.problems)
        outcome = Outcome.REFUSED if codes else Outcome.GRANTED
        return stamped(Decision(outcome, codes[0] if codes else "", values=(("findings", codes),)), policy, case)
    office = open_office(policy, given.book, case.as_of)
    if office is None:
        return None
    found = prospects(office)
    if given.word("leaves"):
        return stamped(transfer(office, found, given.word("leaves")).decision, policy, case)
    wanted = given.word("lead")
    lead = next((each for each in office.records.leads if wanted in {"", each.number}), None)
    if lead is None:
        return None
    if part_of(case) == "leads.assign":
        entry = next((each for each in assign(office, found) if each.prospect.code == lead.prospect), None)
        return None if entry is None else stamped(entry.decision, policy, case)
    prospect = next(each for each in found if each.code == lead.prospect)
    return stamped(whose(prospect, lead if wanted else None), policy, case)
